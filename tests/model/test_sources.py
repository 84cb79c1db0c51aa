"""Article files of other generators, as they come."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policygen.model.articles import Article
from tests.trackers import SITE, read_tracker

DAY = date(2022, 2, 24)


def read(tmp_path: Path, text: str, site: str = SITE) -> Article:
    found = read_tracker(tmp_path, {"content/site.yaml": site, "content/articles/a.md": text})
    assert found.errors == []
    assert found.library is not None
    return found.library.articles["a"]


def test_hugo(tmp_path: Path) -> None:
    article = read(
        tmp_path,
        "---\ntitle: 低空经济\ndate: 2022-02-24T21:57:40+08:00\nauthor: {name: 张三}\nparams:\n  seo: {image: a.png}\n"
        "menu: {main: {weight: 10}}\nurl: /posts/a/\nweight: 0123\nfeaturedImage: null\n---\n"
        "引言。<!--more-->\n\n## 目标\n\n五年。\n",
    )
    assert (article.title, article.date and article.date.end, article.author) == ({"zh": "低空经济"}, DAY, None)
    assert [(section.heading, section.text) for section in article.sections] == [(None, "引言。"), ("目标", "五年。")]
    assert article.extra["author"] == {"name": "张三"}
    assert article.extra["params"] == {"seo": {"image": "a.png"}}


def test_jekyll(tmp_path: Path) -> None:
    article = read(
        tmp_path,
        "---\nlayout: post\ntitle: Storage\ndate: 2022-02-24 10:30:00 +0800\ncategories: energy storage\n"
        "author: null\nlanguage: en-US\nread: 10万+\ndigest: What the plan of the state says of storage\n---\n"
        "The text.\n",
    )
    assert (article.title, article.date and article.date.end) == ({"en": "Storage"}, DAY)
    assert (article.author, article.digest, article.language) == (None, False, "en")


def test_pelican(tmp_path: Path) -> None:
    article = read(
        tmp_path, "---\nTitle: My review\nDate: 2022-02-24 10:20\nSlug: x\nAuthors: A, B\n---\nIt pays 5%.\n"
    )
    assert (article.title, article.date and article.date.end) == ({"en": "My review"}, DAY)
    assert list(article.extra) == ["Slug", "Authors"]


def test_pelican_without_fences(tmp_path: Path) -> None:
    article = read(tmp_path, "Title: My review\nDate: 2022-02-24 10:20\nTags: a, b\n\nIt pays 5%.\n")
    assert (article.title, article.date and article.date.end) == ({"en": "My review"}, DAY)
    assert [(section.text, section.line) for section in article.sections] == [("It pays 5%.", 5)]
    assert article.extra == {"Tags": "a, b"}


def test_toml(tmp_path: Path) -> None:
    article = read(
        tmp_path,
        '+++\ntitle = "低空经济"\ndate = 2022-02-24T21:57:40+08:00\ndraft = false\n[params]\na = [1]\n+++\n\n五年。\n',
    )
    assert (article.title, article.date and article.date.end) == ({"zh": "低空经济"}, DAY)
    assert article.extra == {"draft": "false", "params": {"a": ["1"]}}


@pytest.mark.parametrize("text", ["+++\nno toml\n+++\nText.\n", "Title: one\nMore text.\n", "+++\nText.\n"])
def test_what_only_looks_like_front_matter_is_text(tmp_path: Path, text: str) -> None:
    article = read(tmp_path, text)
    assert "ext." in article.sections[-1].text
    assert article.extra == {}


def test_html(tmp_path: Path) -> None:
    article = read(tmp_path, "<h1>办法</h1>\n<h2>租金</h2><p>给予<b>50%</b>补贴。</p>\n<script>x</script>\n")
    assert (article.title, article.language) == ({"zh": "办法"}, "zh")
    assert [(section.heading, section.text) for section in article.sections] == [("租金", "给予50%补贴。")]


@pytest.mark.parametrize(
    ("written", "languages", "language"),
    [
        ("zh-CN", "[en, zh]", "zh"),
        ("zh_Hans", "[en, zh]", "zh"),
        ("中文", "[en, zh]", "zh"),
        ("Chinese", "[en, zh]", "zh"),
        ("zh", "[zh-CN]", "zh-CN"),
        ("zh-TW", "[zh-CN, zh-TW]", "zh-TW"),
        ("fr", "[en, zh]", "fr"),
        ("who knows", "[en, zh]", "en"),
    ],
)
def test_the_language_is_the_tracker_s(tmp_path: Path, written: str, languages: str, language: str) -> None:
    site = f"title: {{en: T}}\nlanguages: {languages}\n"
    article = read(tmp_path, f"---\nlanguage: {written}\n---\nThe text of the article.\n", site)
    assert article.language == language


@pytest.mark.parametrize(
    ("written", "on", "status", "good"),
    [
        ("2026-11-20", date(2026, 11, 20), None, True),
        ("{on: 2026-11-20, status: 200}", date(2026, 11, 20), 200, True),
        ("{on: 2026-11-20, status: 404}", date(2026, 11, 20), 404, False),
        ("{on: 2026-11-20}", date(2026, 11, 20), None, True),
    ],
)
def test_when_the_link_was_checked(tmp_path: Path, written: str, on: date, status: int | None, good: bool) -> None:
    article = read(tmp_path, f"---\nurl: https://example.org/a\nchecked: {written}\n---\nText of the article.\n")
    assert article.checked is not None
    assert (article.checked.on, article.checked.status, article.checked.is_good) == (on, status, good)


@pytest.mark.parametrize("written", ["true", "{by: a bot}", "[2026-11-20]", "yes, by Li"])
def test_what_others_call_checked_is_put_aside(tmp_path: Path, written: str) -> None:
    article = read(tmp_path, f"---\nurl: https://example.org/a\nchecked: {written}\n---\nText of the article.\n")
    assert article.checked is None
    assert "checked" in article.extra


@pytest.mark.parametrize(
    ("front", "told"),
    [
        (
            "checked: 2026-11-20",
            'a.md:2:10: error: "checked" is there, and no address to check [article/checked] | add "url:"',
        ),
        ("url: https://example.org\nchecked: 2026-13-40", "a.md:3:10: error: "),
        ("url: https://example.org\nchecked: {on: 2026-11-20, status: gone}", "a.md:3:35: error: "),
    ],
)
def test_a_wrong_check_of_a_link(tmp_path: Path, front: str, told: str) -> None:
    found = read_tracker(
        tmp_path, {"content/site.yaml": SITE, "content/articles/a.md": f"---\n{front}\n---\nText of the article.\n"}
    )
    [line] = found.errors
    assert line.startswith(f"content/articles/{told}")
