"""Places for the benchmark's records: provinces, about ten cities of each and some districts, from the gazetteer.

Owns how a record writes its place. Refuses places of which the gazetteer does not say the city.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

GAZETTEER = Path(__file__).parents[1] / "src/policygen/data/gazetteer"
CITIES = 10
DISTRICTS = 5


@dataclass(frozen=True, slots=True)
class Place:
    """`id` is the path of slugs; `en` and `zh` are names that stand alone; `written` are ways to say it in a record."""

    id: str
    province: str
    level: str
    en: str
    zh: str
    written: tuple[str, ...]


def load_places() -> dict[str, list[Place]]:
    """The places by level, each in a fixed order."""
    places: dict[str, list[Place]] = {"province": [], "city": [], "district": []}
    for province in _rows(GAZETTEER / "provinces.tsv"):
        slug, en, zh = province["slug"], province["en"], province["zh"]
        places["province"].append(Place(slug, slug, "province", en, zh, (en, zh, province["iso"], slug)))
        file = next(GAZETTEER.glob(f"{province['code'][:2]}-*.tsv"), None)
        for place in _places_of(province, list(_rows(file))) if file else ():
            places[place.level].append(place)
    return places


def _places_of(province: Mapping[str, str], rows: list[dict[str, str]]) -> Iterator[Place]:
    cities = [row for row in rows if row["level"] == "city"][:CITIES]
    if not cities:  # a municipality: its districts stand where elsewhere the cities do
        for row in rows[:CITIES]:
            yield _place(province, (row,), "district")
    for city in cities:
        yield _place(province, (city,), "city")
        inside = [row for row in rows if row["level"] == "district" and row["code"][:4] == city["code"][:4]]
        for district in inside[:DISTRICTS]:
            yield _place(province, (city, district), "district")


def _place(province: Mapping[str, str], path: tuple[Mapping[str, str], ...], level: str) -> Place:
    chain = (province, *path)
    place_id = "/".join(row["slug"] for row in chain)
    en = ", ".join(row["en"] for row in reversed(chain))
    zh = "".join(row["zh"] for row in chain)
    dotted = "·".join(row["zh"] for row in chain)
    return Place(place_id, province["slug"], level, en, zh, (en, zh, dotted, place_id))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
