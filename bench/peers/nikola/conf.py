"""Settings of the benchmark's Nikola site: policies are posts, provinces are categories, articles are pages."""

import json
from pathlib import Path

from blinker import signal

BLOG_AUTHOR = "Curator"
BLOG_TITLE = "Energy storage policy"
SITE_URL = "https://example.org/"
BLOG_EMAIL = "curator@example.org"
BLOG_DESCRIPTION = "A made-up tracker"
DEFAULT_LANG = "en"
TRANSLATIONS = {DEFAULT_LANG: ""}
NAVIGATION_LINKS = {DEFAULT_LANG: ()}
THEME = "tracker"
TIMEZONE = "UTC"
POSTS = (("posts/*.md", "policies", "post.tmpl"),)
PAGES = (("pages/*.md", "", "page.tmpl"),)
COMPILERS = {"markdown": (".md",)}
MARKDOWN_EXTENSIONS = ["markdown.extensions.tables"]
CATEGORY_PATH = "policies"
CATEGORY_PREFIX = ""
CATEGORY_DESTPATH_AS_DEFAULT = False
PRETTY_URLS = STRIP_INDEXES = True
INDEX_DISPLAY_POST_COUNT = 10**9  # one list of all policies
FEED_LENGTH = 20
COPY_SOURCES = SHOW_SOURCELINK = False
COMMENT_SYSTEM = ""
DISABLED_PLUGINS = [
    "render_galleries",
    "render_listings",
    "render_sources",
    "classify_archive",
    "classify_authors",
    "classify_page_index",
    "classify_tags",
    "create_bundles",
    "gzip",
    "redirect",
    "robots",
    "scale_images",
]
_TRACKER = json.loads(Path("tracker.json").read_text(encoding="utf-8"))
_SITES = []


def tracker():
    return _TRACKER


def compared():
    rows = {}
    for post in _SITES[-1].posts:
        province = post.meta("province")
        empty = {"id": province, "count": 0, "sums": dict.fromkeys(_TRACKER["metrics"], 0)}
        row = rows.setdefault(province, empty)
        row["count"] += 1
        for target in post.meta("targets"):
            row["sums"][target["metric"]] += target["number"]
    return [rows[province] for province in sorted(rows)]


def _remember(site):
    _SITES.append(site)


signal("scanned").connect(_remember)
# Functions and not data, which would become part of what every page depends on.
GLOBAL_CONTEXT = {"tracker": tracker, "compared": compared}
GLOBAL_CONTEXT_FILLER = []
