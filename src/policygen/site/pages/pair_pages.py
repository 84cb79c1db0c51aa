"""Pages of pairs: two provinces side by side, like with like.

Owns which rows a pair has: one for each metric or kind and each level of government at which either of them
has anything. Refuses to set a city beside a province.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policygen.model.regions import Level
from policygen.site.comparisons import Cell, Offer, Promise, combine
from policygen.site.pages.cells import offer_cell, promise_cell
from policygen.site.pages.frames import make_frame
from policygen.site.pages.region_pages import tally_sentence
from policygen.site.pages.routes import COMPARE, PAIRS, pair_route
from policygen.site.pages.sheet import Sheet
from policygen.site.views import Link, PairRow, PairSide, PairsView, PairView


def pairs_page(sheet: Sheet, _subject: str) -> PairsView:
    """All pairs: each province with every other one."""
    pairs = sheet.by_name(sheet.shelf.pairs())
    number = len(pairs) * (len(pairs) - 1) // 2
    standfirst = (
        sheet.ngettext(
            "%(num)s pair of provinces with records of their own or within them.",
            "%(num)s pairs of provinces with records of their own or within them.",
            number,
        )
        if number
        else ""
    )
    title = sheet.gettext("Two provinces side by side")
    return PairsView(
        make_frame(sheet, title, standfirst or title, crumbs=(sheet.link(sheet.gettext("Compare"), COMPARE),)),
        standfirst,
        tuple(
            (
                sheet.place(province, short=True),
                tuple(
                    sheet.link(sheet.short_name(other), pair_route(province, other))
                    for other in pairs
                    if other != province
                ),
            )
            for province in pairs
        )
        if number
        else (),
    )


def pair_page(sheet: Sheet, subject: str) -> PairView:
    """Two provinces; `subject` is both ids with a space between."""
    one, other = subject.split(" ")
    left, right = _Side.of(sheet, one), _Side.of(sheet, other)
    title = sheet.gettext("%(one)s and %(other)s", one=sheet.short_name(one), other=sheet.short_name(other))
    targets = tuple(_promise_rows(sheet, left, right))
    subsidies = tuple(_offer_rows(sheet, left, right))
    shared = sum(not (row.left.absence or row.right.absence) for row in (*targets, *subsidies))
    standfirst = _shared_sentence(sheet, shared) if targets or subsidies else ""
    pairs = sheet.by_name(sheet.shelf.pairs())
    return PairView(
        frame=make_frame(
            sheet,
            title,
            sheet.gettext(
                "%(title)s: %(sentence)s",
                title=title,
                sentence=sheet.messages.sentences(
                    sheet.gettext("what each promised and offers, like with like, with the words of the sources."),
                    standfirst,
                ),
            ),
            head=sheet.gettext("%(title)s side by side", title=title),
            crumbs=(sheet.link(sheet.gettext("Compare"), COMPARE), sheet.link(sheet.gettext("Two provinces"), PAIRS)),
        ),
        standfirst=standfirst,
        left=left.view(sheet),
        right=right.view(sheet),
        targets=targets,
        subsidies=subsidies,
        more=tuple(_more(sheet, one, other, pairs)),
    )


@dataclass(frozen=True, slots=True)
class _Side:
    """A province with all places in it that were read, by level; the province itself stands for its own
    level.
    """

    province: str
    places: Mapping[Level, Sequence[str]]

    @classmethod
    def of(cls, sheet: Sheet, province: str) -> _Side:
        places: dict[Level, list[str]] = {Level.PROVINCE: [province]}
        for region in sheet.shelf.read_within.get(province, ()):
            places.setdefault(sheet.region(region).level, []).append(region)
        return cls(province, places)

    def view(self, sheet: Sheet) -> PairSide:
        tally = sheet.shelf.own[self.province].plus(sheet.shelf.within[self.province])
        return PairSide(
            sheet.place(self.province),
            sheet.gettext("%(tally)s, of its own and within it.", tally=tally_sentence(sheet, tally)),
        )


def _promise_rows(sheet: Sheet, left: _Side, right: _Side) -> Iterator[PairRow]:
    comparisons = sheet.shelf.comparisons
    for metric, found in comparisons.promises.items():
        for level in _levels(left, right, found):
            cells: list[Cell[Promise]] = [
                combine([comparisons.promise_cell(metric, region) for region in side.places.get(level, ())])
                for side in (left, right)
            ]
            named = level is not Level.PROVINCE
            yield PairRow(
                sheet.metric(metric),
                sheet.levels(level),
                *(promise_cell(sheet, metric, cell, named=named) for cell in cells),
            )


def _offer_rows(sheet: Sheet, left: _Side, right: _Side) -> Iterator[PairRow]:
    comparisons = sheet.shelf.comparisons
    for kind, found in comparisons.offers.items():
        for level in _levels(left, right, found):
            cells: list[Cell[Offer]] = [
                combine([comparisons.offer_cell(kind, region) for region in side.places.get(level, ())])
                for side in (left, right)
            ]
            named = level is not Level.PROVINCE
            yield PairRow(
                sheet.support(kind), sheet.levels(level), *(offer_cell(sheet, cell, named=named) for cell in cells)
            )


def _levels(left: _Side, right: _Side, found: Mapping[str, object]) -> list[Level]:
    """The levels at which either side has anything of this metric or kind."""
    return sorted(
        {
            level
            for side in (left, right)
            for level, regions in side.places.items()
            if any(region in found for region in regions)
        }
    )


def _shared_sentence(sheet: Sheet, shared: int) -> str:
    if not shared:
        return sheet.gettext("In no row do both have a value of the same kind and level.")
    return sheet.ngettext(
        "In %(num)s row both have a value of the same kind and level.",
        "In %(num)s rows both have a value of the same kind and level.",
        shared,
    )


def _more(sheet: Sheet, one: str, other: str, pairs: Sequence[str]) -> Iterator[Link]:
    for province in (one, other):
        for third in pairs:
            if third not in {one, other}:
                text = sheet.gettext(
                    "%(one)s and %(other)s", one=sheet.short_name(province), other=sheet.short_name(third)
                )
                yield sheet.link(text, pair_route(province, third))
