#!/bin/sh
# Sees to the browser and the Chinese font that the browser tests need: installs them where apt-get can, else says what
# to install.
set -eu

has_browser() {
    test -n "${CHROME_PATH:-}" && return
    for name in chromium chromium-browser google-chrome; do
        command -v "$name" >/dev/null && return
    done
    return 1
}

has_font() {
    command -v fc-list >/dev/null && test -n "$(fc-list :lang=zh-cn family)"
}

packages=
has_browser || packages="chromium"
has_font || packages="$packages fonts-wqy-microhei"
test -n "$packages" || exit 0

if ! command -v apt-get >/dev/null; then
    echo "The browser tests need Chromium (or CHROME_PATH naming one) and a Chinese font;" >&2
    echo "missing here, by their Debian names: $packages" >&2
    exit 1
fi
sudo=
test "$(id -u)" -eq 0 || sudo=sudo
echo "Installing $packages ..."
$sudo apt-get update -qq
# shellcheck disable=SC2086 # one word a package
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
