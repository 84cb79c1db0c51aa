"""What tables carry for the browser, and the lists of all targets and subsidies."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.model.quantities import parse_quantity
from policygen.site.messages import Messages
from policygen.site.pages import SitePlan, plan_site
from policygen.site.pages.listing import NONE, TARGET_DATA, band, choices_of, number_key
from policygen.site.pages.sheet import Sheet
from policygen.site.views import Facet, KindView, MetricView, PoliciesView, SubsidiesView, TargetsView, ThemeView, Tools
from tests.site.test_pages import AS_OF, FILES, library, plan, view_at

ARTICLE = """\
---
title: 各地目标
date: 2022-06-24
language: zh
---
## 各地

到2025年、2026年、2027年、2030年、2035年，产业规模突破{numbers}亿元。培育10家企业。给予10万元补贴。
"""

RECORD = """\
---
title: {title}
region: {region}
instrument: {instrument}
announced: {announced}
themes: {themes}
sources:
  all: {{article: all, section: 各地, read: 2026-11-20}}
targets:
  - {{metric: industry scale, value: {number}亿元, by: {by}, source: all}}
subsidies:
  - {{kind: rent, source: all, terms: [{{amount: 10万元}}]}}
---
"""

PLACES = (
    ("Shanghai", "plan", 2022, "[talent]", 3500, 2025),
    ("Suzhou, Jiangsu", "measures", 2023, "[talent, funding]", 500, 2027),
    ("Wuxi", "plan", 2021, "[talent]", 90, 2025),
    ("Jiangsu", "work report", 2024, "[funding]", 1200, 2030),
    ("Chongqing", "plan", 2022, "[talent]", 800, 2025),
    ("KR", "plan", 2020, "[talent]", 20, 2026),
    ("CN", "opinions", 2022, "[]", 7000, 2035),
)


def files() -> dict[str, str]:
    numbers = "亿元、".join(str(place[4]) for place in PLACES)
    found = {**FILES, "content/articles/all.md": ARTICLE.replace("{numbers}", numbers)}
    for at, (region, instrument, announced, themes, number, by) in enumerate(PLACES):
        found[f"content/policies/all/r{at}.md"] = RECORD.format(
            title=f"Record {at}",
            region=region,
            instrument=instrument,
            announced=announced,
            themes=themes,
            number=number,
            by=by,
        )
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SitePlan:
    return plan(tmp_path_factory.mktemp("tracker"), files())


def tools_at(site: SitePlan, path: str) -> Tools:
    view = view_at(site, path)
    assert isinstance(view, PoliciesView | TargetsView | SubsidiesView | MetricView | ThemeView)
    assert view.tools is not None
    return view.tools


def facet(tools: Tools, key: str) -> Facet:
    (found,) = (each for each in tools.facets if each.key == key)
    return found


def test_filters_of_a_list_have_the_choices_its_rows_have(site: SitePlan) -> None:
    tools = tools_at(site, "policies/index.html")
    assert [each.key for each in tools.facets] == ["place", "level", "instrument", "status", "theme", "announced"]
    assert facet(tools, "place").choices == (
        ("beijing", "Beijing"),
        ("china", "China"),
        ("chongqing", "Chongqing"),
        ("jiangsu", "Jiangsu"),
        ("shanghai", "Shanghai"),
        ("south-korea", "South Korea"),
    )
    assert facet(tools, "level").choices == (("country", "country"), ("province", "province"), ("city", "city"))
    assert [code for code, _ in facet(tools, "announced").choices] == ["2020", "2021", "2022", "2023", "2024"]
    assert tools.file == "policies-2026-11-20.csv"


def test_chinese_choices_are_in_the_order_of_pinyin(site: SitePlan) -> None:
    places = facet(tools_at(site, "zh/policies/index.html"), "place").choices
    assert [label for _, label in places] == ["北京", "中国", "重庆", "江苏", "上海", "韩国"]


def test_codes_are_the_same_in_every_language(site: SitePlan) -> None:
    for path in ("policies/index.html", "targets/index.html", "subsidies/index.html"):
        english, chinese = tools_at(site, path), tools_at(site, f"zh/{path}")
        assert english.fields == chinese.fields
        for one, other in zip(english.facets, chinese.facets, strict=True):
            assert {code for code, _ in one.choices} == {code for code, _ in other.choices}


def test_every_row_has_a_code_for_every_filter_and_every_choice_a_row(site: SitePlan) -> None:
    for page in site.pages:
        if page.kind not in {"policies", "targets", "subsidies", "theme", "metric", "kind"}:
            continue
        view = page.view
        tools = view.tools  # type: ignore[union-attr]
        if tools is None:
            continue
        rows = getattr(view, "rows", None) or getattr(view, "policies", None)
        rows = rows or [row for group in view.groups for row in group.rows]  # type: ignore[union-attr]
        keys = tools.fields.split()
        found: dict[str, set[str]] = {key: set() for key in keys}
        for row in rows:
            for key, codes in zip(keys, row.data.split("|"), strict=True):
                found[key] |= set(codes.split())
        for each in tools.facets:
            assert {code for code, _ in each.choices} == found[each.key], (page.path, each.key)


def test_data_of_a_target(site: SitePlan) -> None:
    view = view_at(site, "targets/index.html")
    assert isinstance(view, TargetsView)
    (row,) = (row for row in view.rows if row.data.startswith("r1#"))
    assert row.data == (
        "r1#t1|jiangsu/suzhou|jiangsu|city|industry-scale|open|2027|CNY-10000000000|talent funding|measures"
    )
    assert (row.value_key, row.deadline_key, row.place_key) == ("50000000000 CNY", "2027-12-31", "")
    assert row.under == "city, Jiangsu"


def test_chinese_places_are_sorted_by_pinyin(site: SitePlan) -> None:
    view = view_at(site, "zh/targets/index.html")
    assert isinstance(view, TargetsView)
    assert {row.place_key for row in view.rows} >= {"suzhou", "wuxi", "chongqing"}


def test_choices_of_amounts_say_what_is_counted(site: SitePlan) -> None:
    choices = facet(tools_at(site, "targets/index.html"), "amount").choices
    assert choices == (
        ("CNY-1000000000", "CNY 1–10 billion"),
        ("CNY-10000000000", "CNY 10–100 billion"),
        ("CNY-100000000000", "CNY 100 billion–1 trillion"),
        ("count-10", "10–100 items"),
    )
    assert facet(tools_at(site, "zh/targets/index.html"), "amount").choices[0] == ("CNY-1000000000", "10—100亿元")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("超过3500亿元", "CNY-100000000000"),
        ("每平方米每年20万元", "CNY-year-m2-100000"),
        ("10%", "percent-10"),
        ("0.5%", "percent-0"),
        ("最高100万元", "CNY-1000000"),
        ("百亿级", "count-10000000000"),
        ("3个百分点", "percentage_point-1"),
    ],
)
def test_band_of_a_figure(written: str, code: str) -> None:
    assert band(parse_quantity(written)) == code


def test_figures_that_are_not_stated_have_a_choice_of_their_own(site: SitePlan) -> None:
    sheet = Sheet(site.shelf, site.routes, Messages("en"), "targets/index", "targets")
    assert band(None) == NONE
    assert choices_of(sheet, TARGET_DATA, "amount", [NONE, "CNY-1"]) == (
        ("CNY-1", "CNY 1–10"),
        (NONE, "no figure stated"),
    )
    assert choices_of(sheet, TARGET_DATA, "due", [NONE, "2025"]) == (("2025", "2025"), (NONE, "no deadline"))


@settings(max_examples=60, deadline=None)
@given(st.decimals("0.01", "9999999999999", places=2))
def test_a_figure_lies_in_its_band(number: Decimal) -> None:
    quantity = parse_quantity(f"{number}元")
    low = Decimal(band(quantity).rpartition("-")[2])
    assert low <= number < (low * 10 or 1)
    assert number_key(quantity) == f"{number.normalize():f} CNY" or Decimal(number_key(quantity).split()[0]) == number


def test_short_tables_are_sorted_and_not_filtered_and_the_shortest_left_alone(tmp_path: Path) -> None:
    small = plan(tmp_path)
    view = view_at(small, "policies/index.html")
    assert isinstance(view, PoliciesView)
    assert view.tools is not None
    assert view.tools.facets == ()
    theme = view_at(small, "themes/talent.html")
    assert isinstance(theme, ThemeView)
    assert (len(theme.policies), theme.tools) == (1, None)


# -- the lists of targets and subsidies


def test_all_targets_stand_in_one_list_place_by_place(site: SitePlan) -> None:
    view = view_at(site, "targets/index.html")
    assert isinstance(view, TargetsView)
    assert [way.text for way in view.ways if way.current] == ["Targets"]
    assert view.standfirst == "9 targets, each with the words it rests on."
    assert [row.place.text for row in view.rows] == [
        *("China", "Beijing", "Chongqing", "Jiangsu", "Suzhou", "Wuxi", "Shanghai", "Shanghai"),
        "South Korea",
    ]
    assert (view.pager, view.listed) == (None, None)


def divided(tmp_path: Path, number: int) -> SitePlan:
    """So many records of Wuxi, with a target and a subsidy each, and those of other places."""
    small = library(tmp_path, files())
    wuxi = small.policies["r2"]
    more = {f"w{at:03}": replace(wuxi, id=f"w{at:03}") for at in range(number)}
    messages = {language: Messages(language) for language in ("en", "zh")}
    return plan_site(replace(small, policies={**small.policies, **more}), AS_OF, messages)


def test_a_long_list_is_divided_by_places(tmp_path: Path) -> None:
    site = divided(tmp_path, 420)
    first = view_at(site, "targets/index.html")
    assert isinstance(first, TargetsView)
    assert len(first.rows) == 100
    assert first.standfirst.endswith("The latest 100 stand here, and all of them place by place.")
    assert first.pager is not None
    assert [(link.text, link.note) for link in first.pager.links] == [
        ("China: the rest", ""),
        ("Jiangsu: the rest", ""),
        ("Wuxi, Jiangsu", ""),
        ("Wuxi, Jiangsu, part 2", ""),
        ("Other places", ""),
    ]
    listed = [
        (page.kind, row.data.partition("|")[0])
        for page in site.pages
        if page.kind in {"targets", "subsidies"} and page.language == "en" and page.subject
        for row in page.view.rows  # type: ignore[union-attr]
    ]
    assert len(listed) == len(set(listed)) == 429 + 428
    assert listed_at(site, "targets/index-jiangsu-wuxi.html") == "index.html"


def listed_at(site: SitePlan, path: str) -> str:
    """Where a page leads for filtering what it has only a part of."""
    view = view_at(site, path)
    assert isinstance(view, PoliciesView | TargetsView | MetricView | KindView | ThemeView)
    assert view.tools is None
    assert view.listed is not None
    return view.listed.href


def test_what_has_parts_leads_to_the_list_of_all(tmp_path: Path) -> None:
    site = divided(tmp_path, 420)
    assert listed_at(site, "themes/talent.html") == "../policies/index.html?theme=talent"
    assert listed_at(site, "policies/index-2021.html") == "index.html"
    assert listed_at(site, "compare/targets/industry-scale.html") == "../../targets/index.html?metric=industry-scale"
    assert listed_at(site, "compare/subsidies/rent.html") == "../../subsidies/index.html?kind=rent"


def test_titles_of_divided_lists_tell_their_pages_apart(tmp_path: Path) -> None:
    site = divided(tmp_path, 420)
    for field in ("head_title", "description"):
        said = [
            getattr(page.view.frame, field)
            for page in site.pages
            if page.kind in {"targets", "subsidies"} and page.language == "en"
        ]
        assert len(said) == len(set(said)) >= 8
