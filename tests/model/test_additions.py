"""What a tracker adds to the built-in places, written as a curator writes it."""

from __future__ import annotations

from itertools import permutations

import pytest

from policygen.loader import load_package_data
from policygen.model.additions import read_additions
from policygen.model.regions import Gazetteer, Level, parse_gazetteer
from policygen.problems import Problem
from policygen.syntax import parse_yaml

PLACES = parse_gazetteer(
    {
        path.removeprefix("gazetteer/"): file.text
        for path, file in load_package_data().items()
        if path.startswith("gazetteer/")
    }
)

SEOUL = """\
- id: seoul
  level: city
  parent: KR
  name: {en: Seoul, zh: 首尔}
  also: [Seoul Metropolitan Government]
"""
JIANGNING = """\
- id: jiangning-high-tech-zone
  level: zone
  parent: 江苏·南京·江宁
  name: {en: Jiangning High-tech Zone, zh: 江宁高新区}
  short: {zh: 江宁高新}
"""
PARK = """\
- id: software-park
  level: Zone
  parent: 江宁高新区
  name: {en: Software Park, zh: 软件园}
"""
GATE = """\
- id: east-gate
  level: zone
  parent: Soft Park, Nanjing
  name: {en: East Gate, zh: 东门}
"""
ALIASES = """\
- region: Software Park, Nanjing
  also: Soft Park
- region: 江苏·无锡·滨湖
  also: [Lakeside, 湖边]
"""


def read(*texts: str) -> tuple[Gazetteer, list[Problem]]:
    nodes = []
    for number, text in enumerate(texts, 1):
        node, problems = parse_yaml(text, f"content/regions/{number}.yaml")
        assert problems == []
        if node is not None:
            nodes.append(node)
    regions, aliases, problems = read_additions(nodes, PLACES)
    return PLACES.extended(regions, aliases), problems


def said(*texts: str) -> list[str]:
    return [f"{p.span}: {p.message} [{p.code}] | {p.help}" for p in read(*texts)[1]]


def test_a_city_abroad_and_a_zone() -> None:
    places, problems = read(SEOUL, JIANGNING)
    assert problems == []
    seoul = places.get("south-korea/seoul")
    assert (seoul.level, seoul.parent, seoul.aliases) == (Level.CITY, "south-korea", ("Seoul Metropolitan Government",))
    assert places.parse_region("韩国首尔") is seoul
    assert places.parse_region("Seoul Metropolitan Government") is seoul
    zone = places.parse_region("江苏·南京·江宁高新区")
    assert zone.id == "jiangsu/nanjing/jiangning/jiangning-high-tech-zone"
    assert zone.short == {"en": "Jiangning High-tech Zone", "zh": "江宁高新"}
    assert places.children("jiangsu/nanjing/jiangning") == [zone]


@pytest.mark.parametrize("order", list(permutations([JIANGNING, PARK, GATE, ALIASES])))
def test_the_order_does_not_matter(order: tuple[str, ...]) -> None:
    together, problems = read("".join(order))
    assert problems == []
    assert together.parse_region("East Gate, Software Park, Jiangsu").id == (
        "jiangsu/nanjing/jiangning/jiangning-high-tech-zone/software-park/east-gate"
    )
    assert together.parse_region("湖边").id == "jiangsu/wuxi/binhu"
    apart, problems = read(*order)
    assert problems == []
    assert list(apart) == list(together)


def test_places_of_the_home_country_and_new_countries() -> None:
    places, problems = read(
        "- {id: atlantis, level: country, name: {en: Atlantis}, iso: XX}\n"
        "- {id: port, level: district, parent: Atlantis, name: {en: Port}}\n"
        "- {id: new-area, level: city, parent: China, name: {en: New Area}, code: '990100'}\n"
    )
    assert problems == []
    assert places.parse_region("XX").parent is None
    assert places.parse_region("Port, Atlantis").id == "atlantis/port"
    assert places.parse_region("990100").id == "new-area"


def test_an_empty_file_adds_nothing() -> None:
    places, problems = read("# nothing yet\n")
    assert problems == []
    assert len(places) == len(PLACES)


ZONE = "- {id: park, level: zone, parent: Wuxi, name: {en: Park, zh: 园区}"
WRONG = {
    "region/unknown: parent": (
        "- {id: park, level: zone, parent: 江苏·无夕市, name: {en: Park}}",
        '1.yaml:1:38: unknown place "无夕市" [region/unknown] | did you mean "无锡市"?',
    ),
    "region/unknown: aliases": (
        "- {region: Wuxxi, also: [W]}",
        '1.yaml:1:12: unknown place "Wuxxi" [region/unknown] | did you mean "Wuxi"?',
    ),
    "region/misplaced": (
        "- {id: park, level: zone, parent: 'Binhu, Suzhou', name: {en: Park}}",
        '1.yaml:1:43: "Binhu" does not lie in "Suzhou" [region/misplaced] | '
        'known by that name: "Binhu District, Wuxi, Jiangsu"',
    ),
    "region/unknown-key": (
        ZONE + ", alias: [P]}",
        '1.yaml:1:67: unknown key "alias" [region/unknown-key] | did you mean "also"?',
    ),
    "region/unknown-key: aliases": (
        "- {region: Wuxi, also: [W], nmae: W}",
        '1.yaml:1:29: unknown key "nmae" [region/unknown-key] | the keys are region, also',
    ),
    "region/level: unknown": (
        "- {id: park, level: zones, parent: Wuxi, name: {en: Park}}",
        '1.yaml:1:21: unknown level "zones" [region/level] | did you mean "zone"?',
    ),
    "region/level: too wide": (
        "- {id: park, level: city, parent: Wuxi, name: {en: Park}}",
        "1.yaml:1:35: a city cannot lie in a city [region/level] | "
        "from wide to narrow the levels are country, province, city, district, zone",
    ),
    "region/level: country": (
        "- {id: park, level: country, parent: Wuxi, name: {en: Park}}",
        "1.yaml:1:38: a country cannot lie in another place [region/level] | leave `parent` out, or give another level",
    ),
    "region/missing-key: id": (
        "- {level: zone, parent: Wuxi, name: {en: Park}}",
        '1.yaml:1:3: a place without "id" [region/missing-key] | give it an id such as `jiangning-high-tech-zone`',
    ),
    "region/missing-key: level": (
        "- {id: park, parent: Wuxi, name: {en: Park}}",
        '1.yaml:1:3: a place without "level" [region/missing-key] | '
        "the levels are country, province, city, district, zone",
    ),
    "region/missing-key: parent": (
        "- {id: park, level: zone, name: {en: Park}}",
        '1.yaml:1:3: a place without "parent" [region/missing-key] | name the place it lies in',
    ),
    "region/missing-key: name": (
        "- {id: park, level: zone, parent: Wuxi}",
        '1.yaml:1:3: a place without "name" [region/missing-key] | '
        "give it a name in each language, as in `name: {en: Seoul, zh: 首尔}`",
    ),
    "region/missing-key: also": (
        "- {region: Wuxi}",
        '1.yaml:1:3: a place without "also" [region/missing-key] | list the names to add, as in `also: [Binhu]`',
    ),
    "region/id": (
        "- {id: High Tech, level: zone, parent: Wuxi, name: {en: Park}}",
        '1.yaml:1:8: "High Tech" cannot be an id [region/id] | '
        "ids are small letters, digits and single hyphens, and not `index`",
    ),
    "region/id: index": (
        "- {id: index, level: zone, parent: Wuxi, name: {en: Park}}",
        '1.yaml:1:8: "index" cannot be an id [region/id] | '
        "ids are small letters, digits and single hyphens, and not `index`",
    ),
    "region/taken: built in": (
        "- {id: binhu, level: zone, parent: Wuxi, name: {en: Lake}}",
        '1.yaml:1:8: "binhu" is taken: "Binhu District" (jiangsu/wuxi/binhu) has it [region/taken] | '
        'give it another one, or add names to "Binhu District" (jiangsu/wuxi/binhu) with `region:` and `also:`',
    ),
    "region/taken: twice": (
        f"{ZONE}}}\n{ZONE}}}",
        '1.yaml:2:8: "park" is taken: "Park" (jiangsu/wuxi/park) has it [region/taken] | '
        'give it another one, or add names to "Park" (jiangsu/wuxi/park) with `region:` and `also:`',
    ),
    "region/taken: code": (
        ZONE + ", code: 320211}",
        '1.yaml:1:73: "320211" is taken: "Binhu District" (jiangsu/wuxi/binhu) has it [region/taken] | '
        'give it another one, or add names to "Binhu District" (jiangsu/wuxi/binhu) with `region:` and `also:`',
    ),
    "region/shape: file": (
        "id: park",
        "1.yaml:1:1: a file of regions is a list [region/shape] | start each place with `- id:` or `- region:`",
    ),
    "region/shape: entry": (
        "- park",
        "1.yaml:1:3: a place is a mapping [region/shape] | start each place with `- id:` or `- region:`",
    ),
    "region/shape: name": (
        "- {id: park, level: zone, parent: Wuxi, name: Park}",
        "1.yaml:1:47: a name is a text in each language [region/shape] | write `name: {en: Seoul, zh: 首尔}`",
    ),
    "region/shape: text": (
        "- {id: [park], level: zone, parent: Wuxi, name: {en: Park}}",
        '1.yaml:1:8: "id" is one text [region/shape] | write `id:` and the text on one line',
    ),
    "region/shape: also": (
        ZONE + ", also: [{en: P}]}",
        "1.yaml:1:74: a further name is one text [region/shape] | write `also: [one name, another name]`",
    ),
    "region/ambiguous": (
        "- {id: east, level: zone, parent: 和平区, name: {en: East}}",
        '1.yaml:1:35: "和平区" may be any of 2 places: "天津市和平区", "沈阳市和平区" [region/ambiguous] | '
        'write the place with what it lies in, for instance "天津市和平区"',
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_where_it_stands(name: str) -> None:
    text, message = WRONG[name]
    assert name.partition(":")[0] in message
    assert said(text) == [f"content/regions/{message}"]


def test_a_name_that_a_later_definition_makes_unclear() -> None:
    park = "- {id: park, level: zone, parent: Wuxi, name: {en: Tech Park}, also: Tech}\n"
    gate = "- {id: gate, level: zone, parent: Tech, name: {en: Gate}}\n"
    other = "- {id: other, level: zone, parent: Gate, name: {en: Tech}}\n"
    for text in (park + gate + other, other + gate + park):
        assert said(text) == [
            'content/regions/1.yaml:2:35: "Tech" may be "jiangsu/wuxi/park" or '
            '"jiangsu/wuxi/park/gate/other" [region/ambiguous] | write the id of the one that is meant'
        ]


def test_a_broken_place_does_not_hide_the_others() -> None:
    places, problems = read("- {level: zone, parent: Wuxi, name: {en: Park}}\n" + SEOUL)
    assert [problem.code for problem in problems] == ["region/missing-key"]
    assert "south-korea/seoul" in places
