"""The page of the estimator, its data, and how a large tracker's support is shared out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.model.records import Policy
from policygen.site.files import plan_files
from policygen.site.messages import Messages
from policygen.site.pages import SitePlan, plan_site
from policygen.site.pages import offering as lots
from policygen.site.pages.offering import Lot, share_out
from policygen.site.views import EstimateView
from tests.trackers import ARTICLE, SITE, SMALL, read_tracker

AS_OF = date(2026, 11, 20)

RECORD = """\
---
title: Measures of {name}
region: {region}
instrument: measures
announced: 2022
{more}sources:
  road: {{article: roadmap, section: 江苏·南京, read: 2026-11-20}}
subsidies:
{subsidies}
---
Money.
"""
OPERATING = """\
  - kind: operating
    for: operators of space
    terms: [{amount: 每年20万元}, {threshold: 400平方米以上}, {duration: 不少于三年}]"""
RENT = """\
  - kind: rent
    for: firms
    terms: [{amount: 每年20万元}]"""


def record(name: str, region: str, *subsidies: str, more: str = "") -> str:
    return RECORD.format(name=name, region=region, subsidies="\n".join(subsidies), more=more)


PLACES: Mapping[str, str] = {
    "content/site.yaml": SITE,
    "content/articles/roadmap.md": ARTICLE,
    "content/policies/country.md": record("China", "China", OPERATING),
    "content/policies/province.md": record("Jiangsu", "Jiangsu", OPERATING),
    "content/policies/city.md": record("Nanjing", "Nanjing", OPERATING, RENT),
    "content/policies/district.md": record("Xuanwu", "Xuanwu, Nanjing", OPERATING),
    "content/policies/other.md": record("Hangzhou", "Hangzhou", OPERATING),
    "content/policies/over.md": record("Wuxi", "Wuxi", OPERATING, more="period: 2020-2021\n"),
}


def plan(tmp_path: Path, files: Mapping[str, str] = PLACES) -> SitePlan:
    read = read_tracker(tmp_path, files)
    assert read.errors == []
    assert read.library is not None
    return plan_site(read.library, AS_OF, {language: Messages(language) for language in read.library.site.languages})


def data_of(made: SitePlan, path: str) -> Any:
    messages = {"en": Messages("en"), "zh": Messages("zh")}
    [file] = [file for file in plan_files(made, messages) if file.path == path]
    text = file.content().decode()
    assert text.startswith("(window.policygenEstimate=window.policygenEstimate||[]).push(")
    return json.loads(text.partition(".push(")[2].removesuffix(");\n"))


def test_a_tracker_without_support_has_no_estimator(tmp_path: Path) -> None:
    made = plan(tmp_path, SMALL)
    assert [page for page in made.pages if page.kind == "estimate"] == []
    assert "estimate" not in {item.href for page in made.pages[:1] for item in page.view.frame.nav}


def test_a_small_tracker_has_one_page_with_everything(tmp_path: Path) -> None:
    made = plan(tmp_path)
    [page, _] = [page for page in made.pages if page.kind == "estimate"]
    view = page.view
    assert isinstance(view, EstimateView)
    assert [item.place.text for item in view.places] == [
        "China", "Jiangsu", "Nanjing", "Xuanwu District", "Wuxi", "Hangzhou",
    ]  # fmt: skip
    assert [len(item.offers) for item in view.places] == [1, 1, 2, 1, 1, 1]
    assert [offer.example is not None for offer in view.places[2].offers] == [True, False]
    assert (view.tops, view.parts) == ((), ())
    assert "as of 20 November 2026" in view.caveats[0]
    assert "not advice" in view.caveats[0]


def test_the_data_have_what_the_page_says_and_no_more(tmp_path: Path) -> None:
    data = data_of(plan(tmp_path), "data/estimate/en/all.js")
    assert [(name, unit) for name, _, _, unit in data["inputs"]] == [("area", "m²"), ("years", "years")]
    assert [offer["on"] for offer in data["offers"]] == [1, 1, 1, 1, 1, 0, 1]
    over = data["offers"][5]
    assert over["status"] == "ended, 31 Dec 2021"
    assert over["title"] == ["Measures of Wuxi", "", "policies/over.html#s1"]
    assert data["places"]["jiangsu/nanjing/xuanwu"]["above"] == ["jiangsu/nanjing", "jiangsu", "china"]
    # one question for what all of them ask in the same words
    [asked] = {tuple(offer["asks"]) for offer in data["offers"] if offer["kind"][0] == "operating"}
    assert data["questions"][asked[0]] == ["for", "operators of space", ""]
    assert data["offers"][0]["terms"][0] == ["amount", "每年20万元", "zh", 0]
    assert data["sources"][0][2] == "articles/roadmap.html#江苏-南京" or "%" in data["sources"][0][2]


def test_words_of_a_tracker_cannot_end_the_script(tmp_path: Path) -> None:
    evil = PLACES["content/policies/city.md"].replace("for: firms", "for: '</script><b>\u2028'")
    made = plan(tmp_path, {**PLACES, "content/policies/city.md": evil})
    [file] = [
        file
        for file in plan_files(made, {"en": Messages("en"), "zh": Messages("zh")})
        if file.path == "data/estimate/en/all.js"
    ]
    assert b"<" not in file.content()
    assert "\u2028" not in file.content().decode()


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lots, "MOST", 2)


@pytest.mark.usefixtures("few")
def test_a_large_tracker_is_shared_out_by_place(tmp_path: Path) -> None:
    made = plan(tmp_path)
    assert {key: (lot.top, lot.own, lot.number) for key, lot in made.shelf.offering.items()} == {
        "china": ("china", True, 1),
        "jiangsu": ("jiangsu", True, 1),
        "jiangsu/nanjing": ("jiangsu", True, 2),
        "jiangsu/nanjing/xuanwu": ("jiangsu", False, 1),
        "jiangsu/wuxi": ("jiangsu", False, 1),
        "zhejiang": ("zhejiang", False, 1),
    }
    views = {page.path: page.view for page in made.pages if page.kind == "estimate" and page.language == "en"}
    whole = views["estimate.html"]
    assert isinstance(whole, EstimateView)
    assert whole.places == ()
    assert [(top.id, top.number) for top in whole.tops] == [("china", "1"), ("jiangsu", "5"), ("zhejiang", "1")]
    assert [link.text for link in whole.parts][:3] == ["China itself", "Jiangsu itself", "Nanjing, Jiangsu itself"]
    # what the country offers is asked for with each province
    assert whole.shares[0].tops == "china jiangsu zhejiang"
    assert whole.shares[1].tops == "jiangsu"
    part = views["estimate/jiangsu/nanjing.html"]
    assert isinstance(part, EstimateView)
    assert part.back is not None
    assert part.back.href == "../../estimate.html?in=jiangsu"
    assert [item.place.text for item in part.places] == ["Nanjing"]
    data = data_of(made, "data/estimate/zh/jiangsu/nanjing.js")
    assert data["offers"][0]["title"][2] == "policies/city.html#s1"  # as seen from zh/estimate.html


REGIONS = {"top": ["top/a", "top/b"], "top/a": ["top/a/x", "top/a/y"], "land": ["land/c"]}
ORDER = ("top", "top/a", "top/a/x", "top/a/y", "top/b", "land", "land/c")


class _Policy:
    def __init__(self, name: str, number: int) -> None:
        self.id = name
        self.subsidies = tuple(range(number))


def made_of(held: Mapping[str, list[int]]) -> dict[str, Lot]:
    policies: Any = {
        place: tuple(_Policy(f"{place}-{index}", number) for index, number in enumerate(found))
        for place, found in held.items()
    }
    typed: Mapping[str, tuple[Policy, ...]] = policies
    return share_out(ORDER, REGIONS, typed, "top")


HELD = st.dictionaries(st.sampled_from(ORDER), st.lists(st.integers(0, 70), max_size=5))


@given(HELD)
@settings(max_examples=100)
def test_every_subsidy_is_in_one_lot_and_none_is_too_large(held: dict[str, list[int]]) -> None:
    made = made_of(held)
    told = [policy for lot in made.values() for policy in lot.policies]
    wanted = [f"{place}-{i}" for place in ORDER for i, number in enumerate(held.get(place, [])) if number]
    assert sorted(told) == sorted(wanted)
    assert sum(lot.number for lot in made.values()) == sum(map(sum, held.values()))
    assert all(lot.number <= lots.MOST for lot in made.values())
    assert all(lot.policies for lot in made.values())


@given(HELD, st.sampled_from(ORDER))
@settings(max_examples=100)
def test_what_comes_to_a_place_moves_nothing_elsewhere(held: dict[str, list[int]], place: str) -> None:
    before, after = made_of(held), made_of({**held, place: [*held.get(place, []), 1]})
    far = [key for key in before if key and not key.startswith(place) and not place.startswith(before[key].place)]
    if "" not in before:
        assert {key: before[key] for key in far} == {key: after.get(key) for key in far}
