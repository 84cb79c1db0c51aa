"""Columns: what a place and the places within it have to set beside another.

Owns the cells of a place, one for each level of government and each metric or kind of subsidy. Refuses to know which
place it will be set beside, and to keep more of a cell than is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, Generic, NamedTuple

from policygen.model.regions import Level
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
    """All cells of a place and of the places within it."""

    promises: tuple[Entry[Promise], ...]
    offers: tuple[Entry[Offer], ...]


def make_column(
    comparisons: Comparisons, by_level: Mapping[Level, Sequence[str]], metrics: Iterable[str], kinds: Iterable[str]
) -> Column:
    """The column of a place: its own level has the place alone, narrower ones the places in it that were read."""
    promises, offers = [], []
    for level, regions in by_level.items():
        for metric in metrics:
            cell = combine([comparisons.promise_cell(metric, region) for region in regions])
            promised = comparisons.promises.get(metric, {})
            promises.append(_entry(level, metric, not promised.keys().isdisjoint(regions), cell))
        for kind in kinds:
            found = combine([comparisons.offer_cell(kind, region) for region in regions])
            offered = comparisons.offers.get(kind, {})
            offers.append(_entry(level, kind, not offered.keys().isdisjoint(regions), found))
    return Column(tuple(promises), tuple(offers))


def place_levels(level_of: Callable[[str], Level], place: str, within: Iterable[str]) -> dict[Level, list[str]]:
    """The place and the places within it, by level."""
    by_level: dict[Level, list[str]] = {level_of(place): [place]}
    for region in within:
        by_level.setdefault(level_of(region), []).append(region)
    return by_level


def _entry(level: Level, subject: str, any_: bool, cell: Cell[V]) -> Entry[V]:
    number = len(cell.values)
    return Entry(level, subject, any_, replace(cell, values=cell.values[:MOST]) if number > MOST else cell, number)
