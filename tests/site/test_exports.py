from __future__ import annotations

import csv
import hashlib
import io
import json
import sqlite3
import xml.etree.ElementTree as ET
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from policygen.model.library import Library
from policygen.site.exports import make_exports, make_sitemap, policy_schema
from policygen.site.files import plan_files
from policygen.site.messages import Messages
from policygen.site.pages import plan_site
from policygen.site.shapes import Json, format_json, format_number
from policygen.site.tables import Table, format_csv, format_sqlite
from tests.trackers import SMALL, read_tracker

AS_OF = date(2026, 11, 20)
NANJING = """\
---
title: Nanjing measures
region: Nanjing, Jiangsu
instrument: measures
announced: 2022
themes: [industry parks]
sources:
  road: {article: roadmap, section: 江苏·南京, read: 2026-11-20}
subsidies:
  - kind: operating
    for: operators of space
    terms:
      - {amount: 每年20万元}
      - {threshold: 400平方米以上}
      - {step: 每增加100平方米, adds: 5万元}
      - {duration: 不少于三年}
  - {kind: rent, written: 建成先导区}
commitments:
  - {text: Build a pilot area, written: 建成先导区, by: 2025}
absent:
  - {kind: loan interest, reason: none offered, why: said so, source: road, written: 建成先导区}
---
Measures.
"""
NANJING_ZH = """\
---
title: 南京措施
subsidies:
  s1: {for: 载体运营方}
---
"""
TRACKER = {
    **SMALL,
    "content/policies/jiangsu/nanjing.md": NANJING,
    "content/policies/jiangsu/nanjing.zh.md": NANJING_ZH,
}
WITNESS = {
    "article": "roadmap",
    "section": "江苏·南京",
    "anchor": "江苏-南京",
    "written": "每年20万元",
    "language": "zh",
    "read": "2026-11-20",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    read = read_tracker(tmp_path_factory.mktemp("tracker"), TRACKER)
    assert read.errors == []
    assert read.library is not None
    return read.library


@pytest.fixture(scope="module")
def files(library: Library) -> dict[str, bytes]:
    places = [*library.gazetteer.chain("jiangsu/nanjing"), library.gazetteer.get("shanghai")]
    messages = {language: Messages(language) for language in library.site.languages}
    records = plan_files(plan_site(library, AS_OF, messages), messages)
    return make_exports(library, places, AS_OF) | {
        each.path: each.content() for each in records if each.kind == "policy-data"
    }


def load(content: bytes) -> Any:
    return json.loads(content, parse_float=Decimal)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_which_files_there_are(files: dict[str, bytes]) -> None:
    assert sorted(files) == [
        "data/articles.json",
        "data/datapackage.json",
        "data/policies.json",
        "data/policies/nanjing.json",
        "data/policies/plan.json",
        "data/regions.json",
        "data/subsidies.csv",
        "data/targets.csv",
        "data/tracker.sqlite",
        "schema/policy.json",
    ]
    assert all(content.endswith(b"}\n") for path, content in files.items() if path.endswith(".json"))


def test_a_policy_has_the_documented_shape(files: dict[str, bytes]) -> None:
    whole = load(files["data/policies.json"])
    assert [whole["version"], whole["as_of"]] == [1, "2026-11-20"]
    nanjing, plan = whole["policies"]
    names = ("id", "url", "title", "region", "instrument", "status", "period", "themes")
    assert {key: nanjing[key] for key in names} == {
        "id": "nanjing",
        "url": "policies/nanjing.html",
        "title": {"en": "Nanjing measures", "zh": "南京措施"},
        "region": "jiangsu/nanjing",
        "instrument": "measures",
        "status": "in force",
        "period": None,
        "themes": ["industry-parks"],
    }
    assert {key: nanjing["announced"][key] for key in ("written", "start", "end")} == {
        "written": "2022",
        "start": "2022-01-01",
        "end": "2022-12-31",
    }
    assert load(files["data/policies/nanjing.json"]) == {"version": 1, "as_of": "2026-11-20", "policy": nanjing}
    assert plan["summary"] == {"en": "A plan."}


def test_a_target_has_the_documented_shape(files: dict[str, bytes]) -> None:
    [target] = load(files["data/policies/plan.json"])["policy"]["targets"]
    assert target == {
        "id": "t1",
        "metric": "industry-scale",
        "of": None,
        "deadline": {"written": "2025", "start": "2025-01-01", "end": "2025-12-31"},
        "status": "deadline passed",
        "quantity": {
            "written": "突破3500亿元",
            "min": 350000000000,
            "max": None,
            "unit": "CNY",
            "comparator": "more than",
            "per": None,
            "each": None,
            "size": None,
        },
        "outcome": None,
        "note": None,
        "evidence": [{**WITNESS, "section": "上海", "anchor": "上海", "written": "突破3500亿元"}],
        "others": [],
    }


def test_a_subsidy_has_the_documented_shape(files: dict[str, bytes]) -> None:
    subsidy, without_terms = load(files["data/policies/nanjing.json"])["policy"]["subsidies"]
    assert {key: subsidy[key] for key in ("id", "kind", "beneficiary", "status")} == {
        "id": "s1",
        "kind": "operating",
        "beneficiary": {"en": "operators of space", "zh": "载体运营方"},
        "status": "in force",
    }
    amount, threshold, step, duration = subsidy["terms"]
    assert (amount["role"], amount["per"], amount["evidence"]) == ("amount", "year", [WITNESS])
    assert _bounds(amount["quantity"]) == (200000, 200000, "CNY", "exactly")
    assert (threshold["role"], threshold["per"]) == ("threshold", None)
    assert _bounds(threshold["quantity"]) == (400, None, "m2", "at least")
    assert step["role"] == "step"
    assert (step["of"]["min"], step["of"]["unit"]) == (100, "m2")
    assert _bounds(step["quantity"]) == (50000, 50000, "CNY", "exactly")
    assert duration["role"] == "duration"
    assert _bounds(duration["quantity"]) == (3, None, "year", "at least")
    assert without_terms["terms"] == []
    assert without_terms["evidence"][0]["written"] == "建成先导区"


def _bounds(quantity: dict[str, Any]) -> tuple[object, ...]:
    return tuple(quantity[key] for key in ("min", "max", "unit", "comparator"))


def test_commitments_and_absences_are_told(files: dict[str, bytes]) -> None:
    policy = load(files["data/policies/nanjing.json"])["policy"]
    [commitment] = policy["commitments"]
    assert (commitment["text"], commitment["status"]) == ({"en": "Build a pilot area"}, "deadline passed")
    [absent] = policy["absent"]
    assert (absent["kind"], absent["reason"], absent["why"]) == ("loan-interest", "none offered", {"en": "said so"})


def test_a_region_has_the_documented_shape(files: dict[str, bytes]) -> None:
    regions = {region["id"]: region for region in load(files["data/regions.json"])["regions"]}
    assert list(regions) == sorted(regions)
    assert regions["jiangsu/nanjing"] == {
        "id": "jiangsu/nanjing",
        "url": "regions/jiangsu/nanjing.html",
        "level": "city",
        "code": "320100",
        "iso": None,
        "name": {"en": "Nanjing", "zh": "南京市"},
        "parent": "jiangsu",
        "policies": ["nanjing"],
    }
    assert (regions["jiangsu"]["iso"], regions["jiangsu"]["policies"]) == ("CN-JS", [])


def test_a_region_without_a_page_has_no_address(library: Library) -> None:
    regions = load(make_exports(library, (), AS_OF)["data/regions.json"])["regions"]
    assert [(region["id"], region["url"]) for region in regions] == [
        ("china", None),
        ("jiangsu", None),
        ("jiangsu/nanjing", None),
        ("shanghai", None),
    ]


def test_articles_are_told_without_their_text(files: dict[str, bytes]) -> None:
    articles = load(files["data/articles.json"])["articles"]
    assert [article["id"] for article in articles] == ["roadmap", "roadmap-en"]
    assert articles[1]["translation_of"] == "roadmap"
    assert [section["heading"] for section in articles[0]["sections"]] == [None, "上海", "江苏·南京"]
    assert b"1263.5" not in files["data/articles.json"]


def test_targets_are_rows(files: dict[str, bytes]) -> None:
    assert files["data/targets.csv"].startswith(b"\xef\xbb\xbfpolicy,target,url,region,")
    [row] = rows(files["data/targets.csv"])
    names = ("policy", "place_zh", "min", "max", "comparator", "deadline_end", "evidence")
    assert {key: row[key] for key in names} == {
        "policy": "plan",
        "place_zh": "上海市",
        "min": "350000000000",
        "max": "",
        "comparator": "more than",
        "deadline_end": "2025-12-31",
        "evidence": "突破3500亿元",
    }


def test_each_term_of_a_subsidy_is_a_row(files: dict[str, bytes]) -> None:
    assert [
        (row["subsidy"], row["term"], row["role"], row["min"], row["unit"], row["step_min"], row["step_unit"])
        for row in rows(files["data/subsidies.csv"])
    ] == [
        ("s1", "1", "amount", "200000", "CNY", "", ""),
        ("s1", "2", "threshold", "400", "m2", "", ""),
        ("s1", "3", "step", "50000", "CNY", "100", "m2"),
        ("s1", "4", "duration", "3", "year", "", ""),
        ("s2", "", "", "", "", "", ""),
    ]


def test_the_database_holds_every_table(files: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "tracker.sqlite").write_bytes(files["data/tracker.sqlite"])
    with closing(sqlite3.connect(tmp_path / "tracker.sqlite")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("SELECT value FROM about WHERE key = 'as_of'").fetchone() == ("2026-11-20",)
        assert database.execute(
            "SELECT place_en, min, min_real FROM targets JOIN policies ON policies.id = policy WHERE min_real > 1e9"
        ).fetchall() == [("Shanghai", "350000000000", 3.5e11)]
        assert database.execute(
            "SELECT part, written FROM evidence WHERE part LIKE 's1.%' ORDER BY part"
        ).fetchall() == [
            ("s1.1", "每年20万元"),
            ("s1.2", "400平方米以上"),
            ("s1.3", "每增加100平方米"),
            ("s1.3", "5万元"),
            ("s1.4", "不少于三年"),
        ]
        assert database.execute("SELECT policy, theme FROM themes").fetchall() == [("nanjing", "industry-parks")]


def test_the_data_package_describes_the_files_as_they_are(files: dict[str, bytes]) -> None:
    package = load(files["data/datapackage.json"])
    for resource in package["resources"]:
        content = files[f"data/{resource['path']}"]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        if resource["format"] == "csv":
            header = content.decode("utf-8-sig").splitlines()[0].split(",")
            assert [field["name"] for field in resource["schema"]["fields"]] == header
    assert [resource["path"] for resource in package["resources"]] == [
        "policies.json",
        "regions.json",
        "articles.json",
        "targets.csv",
        "subsidies.csv",
        "tracker.sqlite",
    ]
    assert "homepage" not in package


def test_the_package_names_licence_and_home_page_where_there_are_any(library: Library) -> None:
    site = replace(
        library.site,
        base_url="https://example.org/t/",
        licence={"en": "CC BY 4.0"},
        licence_url="https://example.org/by",
    )
    package = load(make_exports(replace(library, site=site), (), AS_OF)["data/datapackage.json"])
    assert package["homepage"] == "https://example.org/t/"
    assert package["licenses"] == [{"path": "https://example.org/by", "title": "CC BY 4.0"}]


def test_the_same_library_gives_the_same_bytes(library: Library, files: dict[str, bytes]) -> None:
    places = [library.gazetteer.get("shanghai"), *reversed(library.gazetteer.chain("jiangsu/nanjing"))]
    backwards = replace(library, policies=dict(reversed(library.policies.items())))
    assert make_exports(backwards, places, AS_OF).items() <= files.items()


def test_the_schema_knows_the_keys_of_a_record() -> None:
    schema: Any = policy_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert {"title", "region", "instrument", "sources", "other titles"} <= schema["properties"].keys()
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("350000000000", "350000000000"),
        ("3.5E+11", "350000000000"),
        ("12.80", "12.8"),
        ("0.1", "0.1"),
        ("-0.0", "0"),
        ("-5", "-5"),
        ("1000", "1000"),
        ("0.12345678901234567890123456789012345", "0.12345678901234567890123456789012345"),
    ],
)
def test_a_figure_keeps_all_its_digits_and_no_others(number: str, text: str) -> None:
    assert format_number(Decimal(number)) == text


def test_json_is_what_a_json_reader_reads_back() -> None:
    value: Json = {"a": [1, True, None, 'x"\\\n\u2028<亿', []], "b": {}, "c": {"d": Decimal("12.80")}}
    assert format_json(value) == (
        '{\n  "a": [\n    1,\n    true,\n    null,\n    "x\\"\\\\\\n\u2028<亿",\n    []\n  ],\n  "b": {},\n'
        '  "c": {\n    "d": 12.8\n  }\n}\n'
    )
    assert json.loads(format_json(value))["a"][3] == 'x"\\\n\u2028<亿'


def test_no_cell_is_taken_for_a_formula() -> None:
    texts = ["=1+1", "+86", "-5", "-5.5", "-x", "@SUM(A1)", "＝1", "\t=1", "a=b", 'a"b', "a\nb"]
    table = Table("t", {"text": "string"}, tuple({"text": text} for text in texts))
    assert [row["text"] for row in rows(format_csv(table))] == [
        *("'=1+1", "+86", "-5", "-5.5", "'-x", "'@SUM(A1)", "'＝1", "'\t=1", "a=b", 'a"b', "a\nb")
    ]


def test_a_database_does_not_tell_which_library_wrote_it() -> None:
    content = format_sqlite([Table("t", {"a b": "number"}, ({"a b": Decimal("0.1")},))])
    assert content[96:100] == bytes(4)
    assert content == format_sqlite([Table("t", {"a b": "number"}, ({"a b": Decimal("0.1")},))])


def test_the_sitemap_names_every_page_in_every_language() -> None:
    files = make_sitemap("https://example.org/t/", [{"en": "index.html", "zh": "zh/index.html"}, {"en": "a/沪&.html"}])
    assert files["robots.txt"] == b"User-agent: *\nAllow: /\n\nSitemap: https://example.org/t/sitemap.xml\n"
    urls = ET.fromstring(files["sitemap.xml"])
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    assert [loc.text for loc in urls.findall("s:url/s:loc", spaces)] == [
        "https://example.org/t/",
        "https://example.org/t/zh/",
        "https://example.org/t/a/%E6%B2%AA%26.html",
    ]
    assert [
        [(link.get("hreflang"), link.get("href")) for link in url.findall("x:link", spaces)]
        for url in urls.findall("s:url", spaces)
    ] == [
        [("en", "https://example.org/t/"), ("zh", "https://example.org/t/zh/")],
        [("en", "https://example.org/t/"), ("zh", "https://example.org/t/zh/")],
        [],
    ]
