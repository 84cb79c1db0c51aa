"""Columns: what a province and the places within it have to set beside another province.

Owns the cells of a province, one for each level of government and each metric or kind of subsidy. Refuses to know which
province it will be set beside, and to keep more of a cell than is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final, Generic, NamedTuple

from policygen.model.regions import Level, Region
from policygen.site.comparisons import Cell, Comparisons, Offer, Promise, V, combine

#: How many values one cell shows; the page of the place has all.
MOST: Final = 3


class Entry(NamedTuple, Generic[V]):
    """One cell. `subject` is a metric or a kind; `any`: there is a figure or an offer, be it over or set apart. `cell`
    has the values that are shown, `number` says how many there are.
    """

    level: Level
    subject: str
    any: bool
    cell: Cell[V]
    number: int


class Column(NamedTuple):
    """All cells of a province and of the places within it."""

    promises: tuple[Entry[Promise], ...]
    offers: tuple[Entry[Offer], ...]


def make_column(comparisons: Comparisons, places: Mapping[str, Region], province: str, within: Iterable[str]) -> Column:
    """The column of a province, which stands for its own level, with all places in it that were read."""
    by_level: dict[Level, list[str]] = {Level.PROVINCE: [province]}
    for region in within:
        by_level.setdefault(places[region].level, []).append(region)
    promises, offers = [], []
    for level, regions in by_level.items():
        for metric, promised in comparisons.promises.items():
            cell = combine([comparisons.promise_cell(metric, region) for region in regions])
            promises.append(_entry(level, metric, not promised.keys().isdisjoint(regions), cell))
        for kind, offered in comparisons.offers.items():
            found = combine([comparisons.offer_cell(kind, region) for region in regions])
            offers.append(_entry(level, kind, not offered.keys().isdisjoint(regions), found))
    return Column(tuple(promises), tuple(offers))


def _entry(level: Level, subject: str, any_: bool, cell: Cell[V]) -> Entry[V]:
    number = len(cell.values)
    return Entry(level, subject, any_, replace(cell, values=cell.values[:MOST]) if number > MOST else cell, number)
