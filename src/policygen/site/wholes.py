"""Wholes: the files of many records, which are put together from what is made for each of them.

Owns which of them there are, and how those are divided that would be too large: policies and rows of them by place,
sources by time, as long lists are (`pages.cuts`). Refuses to make any.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal, NamedTuple

from policygen.site.pages.data_cuts import data_cut, data_part_path
from policygen.site.pages.shelf import Shelf

DATABASE: Final = "data/tracker.sqlite"
PACKAGE: Final = "data/datapackage.json"
#: Made whole: there are not so many places.
REGIONS: Final = "data/regions.json"
#: The tables that are files of their own; the database has all.
CSV_TABLES: Final = ("targets", "subsidies")


class Whole(NamedTuple):
    """One file. `name` is what it lists, `part` which part of that it is ("" for all of it); `members` are the ids of
    what stands in it, and for an `index` the names of the parts.
    """

    path: str
    form: Literal["json", "index", "csv"]
    name: str
    part: str
    members: tuple[str, ...]


def plan_wholes(shelf: Shelf) -> tuple[Whole, ...]:
    """All of them but the database and the package, which are of everything, in the order of their description."""
    return tuple(_plan(shelf))


def record_path(name: str, record: str) -> str:
    """The file of one policy or one article."""
    return f"data/{name}/{record}.json"


def _plan(shelf: Shelf) -> Iterator[Whole]:
    library = shelf.library
    policies = tuple(sorted(library.policies))
    yield from _json("policies", policies, shelf.cuts.get(data_cut("policies")))
    yield from _json("articles", tuple(sorted(library.articles)), shelf.cuts.get(data_cut("articles")))
    for table in CSV_TABLES:
        parts = shelf.cuts.get(data_cut(table))
        if parts is None:
            yield Whole(f"data/{table}.csv", "csv", table, "", policies)
        for part, members in (parts or {}).items():
            yield Whole(f"{data_part_path(table, part)}.csv", "csv", table, part, tuple(sorted(members)))


def _json(name: str, everything: tuple[str, ...], parts: Mapping[str, tuple[str, ...]] | None) -> Iterator[Whole]:
    if parts is None:
        yield Whole(f"data/{name}.json", "json", name, "", everything)
        return
    for part, members in parts.items():
        yield Whole(f"{data_part_path(name, part)}.json", "json", name, part, tuple(sorted(members)))
    yield Whole(f"data/{name}.json", "index", name, "", tuple(parts))
