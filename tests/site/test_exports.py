from __future__ import annotations

import csv
import hashlib
import io
import json
import sqlite3
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from policygen.build import Options, build
from policygen.site.exports import policy_schema
from policygen.site.pages.routes import sitemap_parts
from policygen.site.shapes import Json, format_json, format_number
from policygen.site.tables import csv_head, csv_lines
from tests.trackers import SMALL, write_tracker

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


def build_data(folder: Path, tracker: Mapping[str, str]) -> dict[str, bytes]:
    """The site's files beside its pages, by path."""
    output = folder / "site"
    report = build(write_tracker(folder, tracker), output, Options(today=AS_OF, as_of=AS_OF, jobs=1))
    assert report.published, [problem.message for problem in report.problems]
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in output.rglob("*")
        if path.suffix in {".json", ".csv", ".sqlite", ".xml", ".txt"}
    }


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return build_data(tmp_path_factory.mktemp("tracker"), TRACKER)


def load(content: bytes) -> Any:
    return json.loads(content, parse_float=Decimal)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_which_files_there_are(files: dict[str, bytes]) -> None:
    assert sorted(path for path in files if path.startswith(("data", "schema"))) == [
        "data/articles.json",
        "data/articles/roadmap-en.json",
        "data/articles/roadmap.json",
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


def test_a_place_that_nothing_announced_speaks_of_has_no_page(tmp_path: Path) -> None:
    coming = """\
---
title: Wuxi plan
region: Wuxi
instrument: plan
announced: 2027
sources: {road: {article: roadmap, section: 上海, read: 2026-11-20}}
indicators:
  - {metric: industry scale, region: Ningbo, value: 3500亿元, on: 2025}
---
"""
    found = build_data(tmp_path, {**TRACKER, "content/policies/jiangsu/wuxi.md": coming})
    addresses = {region["id"]: region["url"] for region in load(found["data/regions.json"])["regions"]}
    assert (addresses["zhejiang/ningbo"], addresses["jiangsu/wuxi"]) == (None, "regions/jiangsu/wuxi.html")


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


def test_the_package_names_licence_and_home_page_where_there_are_any(tmp_path: Path) -> None:
    more = "base url: https://example.org/t/\nlicence: {name: {en: CC BY 4.0, zh: CC BY 4.0}, url: https://example.org/by}\n"
    found = build_data(tmp_path, {**TRACKER, "content/site.yaml": TRACKER["content/site.yaml"] + more})
    package = load(found["data/datapackage.json"])
    assert package["homepage"] == "https://example.org/t/"
    assert package["licenses"] == [{"path": "https://example.org/by", "title": "CC BY 4.0"}]
    assert found["robots.txt"] == b"User-agent: *\nAllow: /\n\nSitemap: https://example.org/t/sitemap.xml\n"


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
    content = csv_head(["text"]) + csv_lines(({"text": text} for text in texts), ["text"])
    assert [row["text"] for row in rows(content)] == [
        *("'=1+1", "+86", "-5", "-5.5", "'-x", "'@SUM(A1)", "'＝1", "'\t=1", "a=b", 'a"b', "a\nb")
    ]


SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def test_the_sitemap_names_every_page_in_every_language(tmp_path: Path) -> None:
    site = TRACKER["content/site.yaml"] + "base url: https://example.org/t/\n"
    found = build_data(tmp_path, {**TRACKER, "content/site.yaml": site})
    urls = ET.fromstring(found["sitemap.xml"])
    told = [loc.text or "" for loc in urls.findall("s:url/s:loc", SPACES)]
    pages = {path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*.html")}
    listed = {f"https://example.org/t/{quote(page)}" for page in pages if "404" not in page and "embed/" not in page}
    assert {address.removesuffix("index.html") for address in listed} == set(told)
    assert len(told) == len(set(told))
    alternates = [(link.get("hreflang"), link.get("href")) for link in urls[0].findall("x:link", SPACES)]
    assert alternates == [("en", "https://example.org/t/about.html"), ("zh", "https://example.org/t/zh/about.html")]


def test_a_large_sitemap_has_parts_of_which_a_page_more_changes_one() -> None:
    routes = [f"policies/p{number}" for number in range(9000)]
    parts = sitemap_parts(routes, 2)
    assert parts.pop("") == ()
    assert sorted(route for part in parts.values() for route in part) == sorted(routes)
    assert len(parts) == 4
    assert max(map(len, parts.values())) * 2 < 50_000
    more = sitemap_parts([*routes, "policies/new"], 2)
    assert sum(more[part] != parts[part] for part in parts) == 1


def test_a_large_sitemap_is_a_list_of_its_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policygen.site.pages.routes._ADDRESSES", 60)
    site = TRACKER["content/site.yaml"] + "base url: https://example.org/t/\n"
    found = build_data(tmp_path, {**TRACKER, "content/site.yaml": site})
    parts = [loc.text or "" for loc in ET.fromstring(found["sitemap.xml"]).findall("s:sitemap/s:loc", SPACES)]
    assert len(parts) > 1
    told = [
        loc.text
        for part in parts
        for loc in ET.fromstring(found[part.removeprefix("https://example.org/t/")]).findall("s:url/s:loc", SPACES)
    ]
    pages = [path for path in (tmp_path / "site").rglob("*.html") if "embed" not in path.parts and path.stem != "404"]
    assert len(told) == len(set(told)) == len(pages)
