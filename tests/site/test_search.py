"""The index that browsers load: what is filed where, and what is found by what."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.site.entries import Entry, plain_passages
from policygen.site.facts import noting
from policygen.site.files import SiteFile, plan_files
from policygen.site.messages import Messages
from policygen.site.pages import plan_site
from policygen.site.pages.filing import PACKETS, file_documents, power_of_two
from policygen.site.search import FIELD_MARKS, pack, slice_of
from policygen.site.tokens import tokens
from tests.site.test_pages import FILES
from tests.trackers import read_tracker

YUBEI = """\
---
title: Action plan of Yubei
region: Yubei District, Chongqing
instrument: plan
announced: 2022
issuer: Yubei Bureau of Industry
sources:
  road: {article: roadmap, section: 江苏·南京, read: 2026-11-20}
---
Nothing but [prose](https://example.org/elsewhere) on *storage*.
"""
YUBEI_ZH = "---\ntitle: 渝北区行动计划\nissuer: 渝北区经信委\n---\n全是文字。\n"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, SiteFile]:
    own = {
        "content/policies/chongqing/yubei.md": YUBEI,
        "content/policies/chongqing/yubei.zh.md": YUBEI_ZH,
    }
    read = read_tracker(tmp_path_factory.mktemp("tracker"), {**FILES, **own})
    assert read.errors == []
    assert read.library is not None
    messages = {language: Messages(language) for language in ("en", "zh")}
    plan = plan_site(read.library, date(2026, 11, 20), messages)
    return {file.path: file for file in plan_files(plan, messages) if file.path.startswith("search/")}


def told(file: SiteFile) -> list[Any]:
    """What the file calls its function with."""
    text = file.content().decode()
    name, _, values = text.removesuffix(");\n").partition("(")
    assert name.startswith("searchData.")
    found: list[Any] = json.loads(f"[{values}]")
    return found


def unpack(packed: str) -> Iterator[tuple[int, int]]:
    number, digits = 0, ""
    for char in packed:
        if char in FIELD_MARKS:
            number += int(digits or "0", 36)
            yield number, FIELD_MARKS.index(char)
            number, digits = number + 1, ""
        else:
            digits += char


def find(files: Mapping[str, SiteFile], text: str, language: str = "en") -> dict[str, set[str]]:
    """The titles of the documents that have all terms of the text, each with the fields they stand in."""
    (head,) = told(files["search/head.js"])
    found: dict[str, set[str]] = {}
    for drawer in range(head["drawers"]):
        hits: list[dict[int, int]] = []
        for term in tokens(text):
            _, _, index = told(files[f"search/index-{drawer}-{slice_of(term, head['slices'])}.js"])
            words = index["terms"].split(" ")
            hits.append(dict(unpack(dict(zip(words[::2], words[1::2], strict=True)).get(term, ""))))
        for number in set(hits[0]).intersection(*hits):
            packet, place = divmod(number, index["stride"])
            card = told(files[f"search/cards-{language}-{drawer}-{packet}.js"])[3][place]
            bits = [bit for hit in hits for bit, _ in enumerate(Entry._fields) if hit[number] >> bit & 1]
            found[card["title"]] = {Entry._fields[bit] for bit in bits}
    return found


@pytest.mark.parametrize(
    ("text", "title", "field"),
    [
        ("渝北", "Action plan of Yubei", "title"),
        ("渝北", "Yubei District", "title"),
        ("Yubei", "Yubei District", "title"),
        ("重庆", "Action plan of Yubei", "place"),
        ("500112", "Yubei District", "title"),
        ("Chongqing Municipality", "Yubei District", "text"),
        ("经信委", "Action plan of Yubei", "words"),
        ("storage", "Action plan of Yubei", "text"),
        ("2022", "Action plan of Yubei", "figures"),
        ("350000000000cny", "Shanghai plan", "figures"),
        ("产业规模", "Shanghai plan", "words"),
        ("产业规模", "Industry scale", "title"),
        ("突破", "Shanghai plan", "text"),
        ("400平方米", "Several policies of Nanjing", "figures"),
        ("载体运营方", "Several policies of Nanjing", "text"),
        ("pilot zone", "Several policies of Nanjing", "text"),
        ("人才", "talent", "title"),
        ("roadmap", "Roadmap of provinces", "title"),
        ("江苏 南京", "各地路线图", "text"),
    ],
)
def test_what_a_document_is_found_by(files: dict[str, SiteFile], text: str, title: str, field: str) -> None:
    found = find(files, text)
    assert field in found.get(title, set()), found


def test_where_a_link_leads_is_no_word(files: dict[str, SiteFile]) -> None:
    assert "Action plan of Yubei" in find(files, "prose")
    assert find(files, "elsewhere") == {}


def test_cards_are_in_the_language_of_the_reader(files: dict[str, SiteFile]) -> None:
    cards = {
        language: {
            card["title"]: card
            for path, file in files.items()
            if path.startswith(f"search/cards-{language}-")
            for card in told(file)[3]
        }
        for language in ("en", "zh")
    }
    assert cards["en"]["Several policies of Nanjing"] == {
        "title": "Several policies of Nanjing",
        "url": "policies/nanjing.html",
        "place": "Nanjing, Jiangsu",
        "date": "1 Mar 2022",
        "iso": "2022-03-01",
        "figures": [
            [
                "Operating support",
                "CNY 200,000 a year, CNY 50,000",
                "operators of space",
                "100 100m2 200000 200000cny 3 3year 400 400m2 50000 50000cny",
            ]
        ],
        "texts": [
            "Money for those who run space.",
            "Build a pilot zone",
            "operators of space",
            "an additional 5 for each 100 square meters. 10,000 yuan subsidy",
        ],
    }
    assert cards["zh"]["南京若干政策"]["texts"][:2] == ["给运营方的资金。", "载体运营方"]
    assert "每年20万元" in cards["zh"]["南京若干政策"]["texts"]
    assert (cards["zh"]["Shanghai plan"]["lang"], cards["zh"]["Shanghai plan"]["url"]) == (
        "en",
        "zh/policies/plan.html",
    )
    assert cards["en"]["Chongqing"]["texts"] == ["In the places within it: 1 policy."]


def test_a_file_is_made_of_its_own_documents(files: dict[str, SiteFile]) -> None:
    for path, file in files.items():
        with noting() as facts:
            file.content()
        read = {fact.path for fact in facts}
        if path.startswith("search/index-"):
            assert read == {("drawers", path.split("-")[1]), ("sizes", "slices")}
        elif path.startswith("search/days-"):
            assert read == {("drawers", path.split("-")[1].removesuffix(".js"))}
        elif path.startswith("search/cards-"):
            assert sum(fact[0] == "packets" for fact in read) == 1
            assert {fact[0] for fact in read} <= {"packets", "own", "within"}


def test_one_document_more_changes_one_drawer_and_one_packet() -> None:
    names = {f"plan-{number}": number for number in range(5000)}
    before = file_documents({"policy": names, "place": {"a": "a"}})
    after = file_documents({"policy": {**names, "another": -1}, "place": {"a": "a"}})
    assert (
        before.sizes
        == after.sizes
        == {"drawers": 16, "slices": 64, "policy": 256, **dict.fromkeys(list(PACKETS)[1:], 1)}
    )
    assert sum(before.drawers[key] != after.drawers[key] for key in after.drawers) == 1
    assert sum(before.packets.get(key) != packet for key, packet in after.packets.items()) == 1
    filed = [document for drawer in after.drawers.values() for _, documents in drawer for document in documents]
    assert len(filed) == 5002
    assert max(len(documents) for _, documents in after.packets.values()) < 20


def test_nothing_is_filed_of_nothing() -> None:
    filing = file_documents({})
    assert set(filing.sizes.values()) == {1}
    assert filing.packets == {}
    assert [documents for _, documents in filing.drawers["0"]] == [()] * len(PACKETS)


@given(st.integers(0, 10**6), st.integers(1, 1000))
@settings(max_examples=100)
def test_parts_are_a_power_of_two_and_no_more_than_needed(number: int, share: int) -> None:
    parts = power_of_two(number, share)
    assert parts & (parts - 1) == 0
    assert number <= parts * share
    assert parts == 1 or number > parts // 2 * share


@given(st.dictionaries(st.integers(0, 5000), st.integers(1, 2 ** len(Entry._fields) - 1)))
@settings(max_examples=100)
def test_packing_loses_nothing(documents: dict[int, int]) -> None:
    in_order = sorted(documents.items())
    packed = pack(number << len(Entry._fields) | fields for number, fields in in_order)
    assert list(unpack(packed)) == in_order
    assert " " not in packed


def test_passages_of_markdown() -> None:
    text = (
        "# Head\n\nSome **bold**\nline.\n\n- one\n- [two](x.html)\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n一行\n又一行\n"
    )
    assert plain_passages(text) == ["Head", "Some bold line.", "one two", "a · b 1 · 2", "一行又一行"]
