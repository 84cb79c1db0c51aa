#!/bin/sh
# Sees to the browser and the Chinese font that the browser tests need: installs them where apt-get can, else says what
# to install. Chromium's headless shell opens pages sooner, so it is installed where no password is asked for, beside a
# Chromium too; without it the tests run in Chromium.
set -eu

SHELL_PACKAGE=chromium-headless-shell
# Without a network nobody waits long.
WAIT="-o Acquire::Retries=1 -o Acquire::http::Timeout=30"

has_browser() {
    test -n "${CHROME_PATH:-}" && return
    for name in "$SHELL_PACKAGE" chromium chromium-browser google-chrome; do
        command -v "$name" >/dev/null && return
    done
    return 1
}

has_font() {
    command -v fc-list >/dev/null && test -n "$(fc-list :lang=zh-cn family)"
}

has_package() {
    command -v apt-cache >/dev/null && test -n "$(apt-cache show --no-all-versions "$1" 2>/dev/null)"
}

install() {
    echo "Installing $* ..."
    # shellcheck disable=SC2086 # several words
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get $WAIT install -y -qq --no-install-recommends "$@" >/dev/null
}

sudo=
test "$(id -u)" -eq 0 || sudo=sudo

if has_browser && has_font; then
    # Asked for once: where there is none, the next run need not wait for the answer.
    asked=.cache/no-headless-shell
    if test -z "$sudo${CHROME_PATH:-}" && ! command -v "$SHELL_PACKAGE" >/dev/null && ! test -e "$asked"; then
        # shellcheck disable=SC2086
        has_package "$SHELL_PACKAGE" || apt-get $WAIT update -qq 2>/dev/null || true
        if ! has_package "$SHELL_PACKAGE" || ! install "$SHELL_PACKAGE" 2>/dev/null; then
            echo "There is no $SHELL_PACKAGE to install; the tests run in Chromium, more slowly."
            mkdir -p .cache && touch "$asked"
        fi
    fi
    exit 0
fi

if ! command -v apt-get >/dev/null; then
    echo "The browser tests need Chromium (or CHROME_PATH naming one) and a Chinese font;" >&2
    echo "on Debian these are chromium-headless-shell, or chromium, and fonts-wqy-microhei" >&2
    exit 1
fi
# shellcheck disable=SC2086
$sudo apt-get $WAIT update -qq
has_font || install fonts-wqy-microhei
if ! has_browser; then
    if has_package "$SHELL_PACKAGE"; then install "$SHELL_PACKAGE"; else install chromium; fi
fi
