"""Citations: four forms, each of which its own readers can read back."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.site.citing import Work, format_apa, format_bibtex, format_csl, format_gbt, make_key

PAGE = Work(
    title="Several policies (Nanjing)",
    author="Institute of Policy",
    site="Metaverse Policy",
    language="en",
    as_of=date(2026, 11, 20),
    url="https://example.org/t/policies/nanjing.html",
    key="nanjing",
    note="As of 20 November 2026",
)
CHINESE = Work(
    title="江宁高新区若干政策",
    author="元宇宙产业政策",
    site="元宇宙产业政策",
    language="zh",
    as_of=date(2026, 1, 5),
    url="",
    key="jiangning",
    note="截至2026年1月5日",
)
texts = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=60)


def test_a_page_in_english() -> None:
    assert format_apa(PAGE, "20 November 2026") == (
        "Institute of Policy. (2026, November 20). Several policies (Nanjing). Metaverse Policy. "
        "https://example.org/t/policies/nanjing.html"
    )
    assert format_gbt(PAGE) == (
        "Institute of Policy. Several policies (Nanjing)[EB/OL]. Metaverse Policy, 2026(2026-11-20)[2026-11-20]. "
        "https://example.org/t/policies/nanjing.html."
    )
    assert format_bibtex(PAGE) == (
        "@misc{nanjing,\n"
        "  author = {{Institute of Policy}},\n"
        "  title = {{Several policies (Nanjing)}},\n"
        "  howpublished = {Metaverse Policy},\n"
        "  year = {2026},\n"
        "  month = nov,\n"
        "  note = {As of 20 November 2026},\n"
        "  url = {https://example.org/t/policies/nanjing.html},\n"
        "  urldate = {2026-11-20},\n"
        "}"
    )
    day = {"date-parts": [[2026, 11, 20]]}
    assert json.loads(format_csl(PAGE)) == [
        {
            "id": "nanjing",
            "type": "webpage",
            "title": "Several policies (Nanjing)",
            "author": [{"literal": "Institute of Policy"}],
            "container-title": "Metaverse Policy",
            "issued": day,
            "accessed": day,
            "language": "en",
            "URL": "https://example.org/t/policies/nanjing.html",
        }
    ]


def test_a_chinese_page_of_a_site_that_does_not_know_its_address() -> None:
    assert format_apa(CHINESE, "2026年1月5日") == "元宇宙产业政策. (2026年1月5日). 江宁高新区若干政策."
    assert format_gbt(CHINESE) == "元宇宙产业政策. 江宁高新区若干政策[EB/OL]. (2026-01-05)[2026-01-05]."
    assert "url" not in format_bibtex(CHINESE)
    assert "title = {{江宁高新区若干政策}}" in format_bibtex(CHINESE)
    assert "URL" not in json.loads(format_csl(CHINESE))[0]


def test_a_data_set_is_called_one_in_every_form() -> None:
    data = replace(CHINESE, title="元宇宙产业政策", dataset="数据集")
    assert "元宇宙产业政策 [数据集]." in format_apa(data, "2026年1月5日")
    assert "元宇宙产业政策[DS/OL]." in format_gbt(data)
    assert "  type = {数据集},\n" in format_bibtex(data)
    assert json.loads(format_csl(data))[0]["type"] == "dataset"


def test_what_tex_takes_for_commands_is_written_out() -> None:
    entry = format_bibtex(replace(PAGE, title=r"50% of R&D_1 #2 $3 {a} \b ~c ^d"))
    assert (
        r"title = {{50\% of R\&D\_1 \#2 \$3 {\textbraceleft}a{\textbraceright} {\textbackslash}b "
        r"{\textasciitilde}c {\textasciicircum}d}}" in entry
    )


def test_an_address_keeps_its_escapes_and_opens_no_brace() -> None:
    entry = format_bibtex(replace(PAGE, url="https://example.org/{t}/%E6%B1%9F.html?a=1&b=~c"))
    assert "  url = {https://example.org/%7Bt%7D/%E6%B1%9F.html?a=1&b=~c}," in entry


@settings(max_examples=100)
@given(title=texts, author=texts, site=texts, url=st.one_of(st.just(""), texts))
def test_bibtex_is_balanced_and_json_says_what_went_in(title: str, author: str, site: str, url: str) -> None:
    work = replace(PAGE, title=title, author=author, site=site, url=url)
    entry = format_bibtex(work)
    depth = 0
    for sign in entry[:-1]:
        depth += (sign == "{") - (sign == "}")
        assert depth > 0 or sign in "@misc", "an entry ends with its last brace only"
    assert depth == 1
    assert entry.endswith("}")
    (item,) = json.loads(format_csl(work))
    assert (item["title"], item["author"], item["container-title"]) == (title, [{"literal": author}], site)


@pytest.mark.parametrize(
    ("route", "key"),
    [
        ("policies/nanjing", "policies-nanjing-en-2026-11-20"),
        ("data/index", "data-en-2026-11-20"),
        ("compare/places/beijing-and-jiangsu", "compare-places-beijing-and-jiangsu-en-2026-11-20"),
    ],
)
def test_a_key_is_the_route(route: str, key: str) -> None:
    assert make_key(route, "en", date(2026, 11, 20)) == key


def test_keys_of_routes_that_ascii_cannot_write_differ() -> None:
    keys = {make_key(f"policies/{name}", "zh", date(2026, 11, 20)) for name in ("南京", "无锡", "a.b", "a-b")}
    assert len(keys) == 4
    assert all(re.fullmatch(r"[A-Za-z0-9-]+", key) for key in keys)
