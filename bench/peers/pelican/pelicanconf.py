"""Settings of the benchmark's Pelican site: policies are articles, provinces are categories, articles are pages."""

import json
from pathlib import Path

SITENAME = "Energy storage policy"
SITEURL = ""
PATH = "content"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
THEME = "theme"
PLUGINS = ["pelican.plugins.yaml_metadata"]
MARKDOWN = {"extension_configs": {}, "extensions": ["markdown.extensions.tables"], "output_format": "html5"}
SLUGIFY_SOURCE = "basename"
ARTICLE_PATHS = ["policies"]
ARTICLE_URL = "policies/{category}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
ARTICLE_LANG_URL = ARTICLE_URL
ARTICLE_LANG_SAVE_AS = ARTICLE_SAVE_AS
CATEGORY_URL = "policies/{slug}/"
CATEGORY_SAVE_AS = CATEGORY_URL + "index.html"
PAGE_PATHS = ["articles"]
PAGE_URL = "articles/{slug}/"
PAGE_SAVE_AS = PAGE_URL + "index.html"
PAGE_LANG_URL = PAGE_URL
PAGE_LANG_SAVE_AS = PAGE_SAVE_AS
AUTHOR_SAVE_AS = TAG_SAVE_AS = DRAFT_SAVE_AS = ""
STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES = ["index", "compare", "sitemap"]
COMPARE_SAVE_AS = "compare/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"
DEFAULT_PAGINATION = False
SUMMARY_MAX_LENGTH = 1  # none is shown
FEED_DOMAIN = "https://example.org"
FEED_ALL_ATOM = "feed.xml"
FEED_MAX_ITEMS = 20
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
TRACKER = json.loads((Path(__file__).parent / "tracker.json").read_text(encoding="utf-8"))


def compared(categories):
    rows = []
    for category, policies in categories:
        sums = dict.fromkeys(TRACKER["metrics"], 0)
        for policy in policies:
            for target in policy.targets:
                sums[target["metric"]] += target["number"]
        rows.append({"id": category.slug, "count": len(policies), "sums": sums})
    return rows


JINJA_FILTERS = {"compared": compared}
