"""What places have to set side by side: the page to choose them on, and the data of each."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from policygen.model.provenance import Absence
from policygen.site.comparisons import compare, narrow
from policygen.site.messages import Messages
from policygen.site.pages import SitePlan, plan_site
from policygen.site.pages.choose_pages import comparable_places
from policygen.site.pages.sheet import Sheet
from policygen.site.placedata import place_file
from policygen.site.views import ChooseView, PairView, RegionView
from tests.site.test_listing import files
from tests.site.test_pages import AS_OF, library, plan, view_at

ABSENT = """\
---
title: Suzhou has no rent support
region: Suzhou, Jiangsu
instrument: measures
announced: 2024
sources:
  all: {article: all, section: 各地, read: 2026-11-20}
absent:
  - {metric: leading enterprises, reason: none offered, written: 培育10家企业, source: all}
targets:
  - {metric: leading enterprises, value: 10家, source: all}
---
"""
FILES = {
    **files(),
    "content/policies/all/absent.md": ABSENT.replace(
        "targets:\n  - {metric: leading enterprises, value: 10家, source: all}\n", ""
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SitePlan:
    return plan(tmp_path_factory.mktemp("tracker"), FILES)


def told(site: SitePlan, place: str, language: str = "en") -> Any:
    sheet = Sheet(site.shelf, site.routes, Messages(language), "", "place", f"data/places/{language}/{place}.js")
    content = place_file(sheet, place).decode()
    return json.loads(content.removeprefix("policygenPlace(").removesuffix(");\n"))


def rows(site: SitePlan, place: str, language: str = "en") -> dict[tuple[str, str, int], Any]:
    return {(row[0], row[1], row[2]): row[3:] for row in told(site, place, language)["rows"]}


def test_places_with_records_can_be_chosen_and_those_around_them(site: SitePlan) -> None:
    places = comparable_places(site.shelf)
    assert places[:3] == ["china", "beijing", "chongqing"]
    assert {"jiangsu", "jiangsu/wuxi", "jiangsu/suzhou", "south-korea"} <= set(places)
    assert "anhui" not in places


def test_the_page_lists_them_by_province_with_all_their_names(site: SitePlan) -> None:
    view = view_at(site, "zh/compare/choose.html")
    assert isinstance(view, ChooseView)
    assert [group.heading for group in view.groups] == ["北京", "中国", "重庆", "江苏", "上海", "韩国"]
    jiangsu = view.groups[3].places
    assert [choice.place.text for choice in jiangsu] == ["江苏省", "南京市", "苏州市", "无锡市"]
    assert set(jiangsu[2].also.split("|")) >= {"苏州", "Suzhou"}
    assert (jiangsu[2].level, jiangsu[2].within) == ("city", "江苏")


def test_pages_of_places_and_pairs_lead_to_it(site: SitePlan) -> None:
    wuxi = view_at(site, "regions/jiangsu/wuxi.html")
    assert isinstance(wuxi, RegionView)
    assert wuxi.choose is not None
    assert (wuxi.choose.text, wuxi.choose.href) == (
        "Compare Wuxi with …",
        "../../compare/choose.html?places=jiangsu/wuxi",
    )
    empty = view_at(site, "regions/anhui.html")
    assert isinstance(empty, RegionView)
    assert empty.choose is None
    pair = view_at(site, "compare/places/jiangsu-and-shanghai.html")
    assert isinstance(pair, PairView)
    assert pair.choose is not None
    assert pair.choose.href == "../choose.html?places=jiangsu,shanghai"


def test_own_figures_and_those_within_stand_at_their_levels(site: SitePlan) -> None:
    jiangsu = told(site, "jiangsu")
    assert (jiangsu["level"], jiangsu["seen"], jiangsu["above"]) == (1, [1, 2], ["china"])
    own, within = (
        rows(site, "jiangsu")["targets", "industry-scale", 1],
        rows(site, "jiangsu")["targets", "industry-scale", 2],
    )
    assert own[2] == [["CNY 120 billion", "policies/r3.html#t1", "by the end of 2030", "1200亿元", "zh", 0]]
    assert own[3] == "120000000000 CNY"
    assert [value[2] for value in within[2]] == ["Suzhou, by the end of 2027", "Wuxi, by the end of 2025"]
    assert within[3] == ""


def test_a_country_stands_for_itself_alone(site: SitePlan) -> None:
    china = told(site, "china")
    assert china["seen"] == [0]
    assert {row[2] for row in china["rows"]} == {0}
    assert china["is"] == "China is a country"


def test_a_place_says_why_it_has_nothing(site: SitePlan) -> None:
    suzhou = rows(site, "jiangsu/suzhou")
    assert suzhou["targets", "leading-enterprises", 2][1][:2] == ["none offered", "none-offered"]
    # what was merely not found is not written down
    assert ("subsidies", "operating", 2) not in suzhou


def test_addresses_lead_from_the_root_of_the_site(site: SitePlan) -> None:
    assert told(site, "jiangsu/wuxi", "zh")["href"] == "zh/regions/jiangsu/wuxi.html"
    assert rows(site, "jiangsu/wuxi", "zh")["targets", "industry-scale", 2][2][0][1] == "zh/policies/r2.html#t1"


def test_cells_are_those_of_the_pages_of_pairs(site: SitePlan) -> None:
    levels = {"Provinces": 1, "Cities": 2, "Districts": 3, "Zones": 4}
    tried = 0
    for page in site.pages:
        if page.kind != "pair" or page.language != "en":
            continue
        view = page.view
        assert isinstance(view, PairView)
        one, other = page.subject.split(" ")
        for name, found in (("targets", view.targets), ("subsidies", view.subsidies)):
            for row in found:
                key = (name, row.subject.href.rpartition("/")[2].removesuffix(".html"), levels[row.level])
                for place, cell in ((one, row.left), (other, row.right)):
                    values = [(value.value.text, value.detail, value.ended) for value in cell.values]
                    reason = cell.absence.reason if cell.absence else 0
                    own = rows(site, place).get(key)
                    if own is None:
                        usual = Absence.NOT_FOUND if key[2] in told(site, place)["seen"] else Absence.NOT_READ
                        assert (values, reason) == ([], usual.value)
                    else:
                        assert values == [(text, detail, bool(over)) for text, _, detail, _, _, over in own[2]]
                        assert reason == (own[1][0] if own[1] else 0)
                        tried += 1
    assert tried > 8


def test_a_few_places_say_the_same_as_all(tmp_path: Path) -> None:
    whole = library(tmp_path, FILES)
    everywhere = compare(whole, AS_OF)
    few = narrow(everywhere, whole, ["jiangsu/suzhou", "jiangsu", "anhui"])
    assert few.policies.keys() == {"jiangsu/suzhou", "jiangsu"}
    for region in ("jiangsu/suzhou", "jiangsu", "anhui"):
        for metric in whole.vocabulary.metrics:
            assert few.promise_cell(metric, region) == everywhere.promise_cell(metric, region)
        for kind in whole.vocabulary.kinds:
            assert few.offer_cell(kind, region) == everywhere.offer_cell(kind, region)


def test_a_record_more_changes_what_lies_around_it(tmp_path: Path) -> None:
    small = library(tmp_path, FILES)
    more = replace(small, policies={**small.policies, "new": replace(small.policies["r2"], id="new")})
    messages = {language: Messages(language) for language in ("en", "zh")}
    before, after = (plan_site(each, AS_OF, messages) for each in (small, more))
    places = comparable_places(before.shelf)
    changed = [place for place in places if told(before, place) != told(after, place)]
    assert changed == ["china", "jiangsu", "jiangsu/wuxi"]
