"""Pages of pairs: two provinces side by side, like with like.

Owns which rows a pair has: one for each metric or kind and each level of government at which either of them
has anything. Refuses to set a city beside a province.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, TypeVar

from policygen.model.provenance import Absence
from policygen.model.regions import Level
from policygen.site.comparisons import Offer, Promise
from policygen.site.pages.cells import offer_cell, promise_cell
from policygen.site.pages.choose_pages import choose_link
from policygen.site.pages.columns import Entry
from policygen.site.pages.frames import make_frame
from policygen.site.pages.region_pages import tally_sentence
from policygen.site.pages.routes import COMPARE, PAIRS, pair_route
from policygen.site.pages.sheet import Sheet
from policygen.site.views import Cell as CellView
from policygen.site.views import Link, PairRow, PairSide, PairsView, PairView

T = TypeVar("T", Promise, Offer)


def pairs_page(sheet: Sheet, _subject: str) -> PairsView:
    """All pairs: each province with every other one."""
    pairs = sheet.by_name(sheet.shelf.pairs)
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
    title = sheet.gettext("%(one)s and %(other)s", one=sheet.short_name(one), other=sheet.short_name(other))
    targets = tuple(_promise_rows(sheet, one, other))
    subsidies = tuple(_offer_rows(sheet, one, other))
    shared = sum(not (row.left.absence or row.right.absence) for row in (*targets, *subsidies))
    standfirst = _shared_sentence(sheet, shared) if targets or subsidies else ""
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
        left=_side(sheet, one),
        right=_side(sheet, other),
        targets=targets,
        subsidies=subsidies,
        choose=choose_link(sheet, one, other),
        more=tuple(_more(sheet, one, other)),
    )


def _side(sheet: Sheet, province: str) -> PairSide:
    tally = sheet.shelf.own[province].plus(sheet.shelf.within[province])
    return PairSide(
        sheet.place(province), sheet.gettext("%(tally)s, of its own and within it.", tally=tally_sentence(sheet, tally))
    )


_LEVELS: Final = tuple(sorted(Level))
#: The cells of a province by subject and level.
_Cells = dict[tuple[str, Level], tuple[Entry[Any], CellView]]


def _promise_rows(sheet: Sheet, one: str, other: str) -> Iterator[PairRow]:
    sides = [_promise_cells(sheet, province) for province in (one, other)]
    for metric in sheet.shelf.comparisons.promises:
        for level, left, right in _cells(sheet, sides, metric):
            yield PairRow(sheet.metric(metric), level, left, right)


def _offer_rows(sheet: Sheet, one: str, other: str) -> Iterator[PairRow]:
    sides = [_offer_cells(sheet, province) for province in (one, other)]
    for kind in sheet.shelf.comparisons.offers:
        for level, left, right in _cells(sheet, sides, kind):
            yield PairRow(sheet.support(kind), level, left, right)


def _promise_cells(sheet: Sheet, province: str) -> _Cells:
    def made(entry: Entry[Promise], named: bool) -> CellView:
        return promise_cell(sheet, entry.subject, entry.cell, named=named, number=entry.number)

    return _made_once(sheet, "promises", province, sheet.shelf.columns[province].promises, made)


def _offer_cells(sheet: Sheet, province: str) -> _Cells:
    def made(entry: Entry[Offer], named: bool) -> CellView:
        return offer_cell(sheet, entry.cell, named=named, number=entry.number)

    return _made_once(sheet, "offers", province, sheet.shelf.columns[province].offers, made)


def _made_once(
    sheet: Sheet, subject: str, province: str, entries: Iterable[Entry[T]], make: Callable[[Entry[T], bool], CellView]
) -> _Cells:
    """Each province stands on many pages of pairs, all in one folder, so its cells are made once."""
    return sheet.shelf.once(
        (subject, sheet.language, province),
        lambda: {
            (entry.subject, entry.level): (entry, make(entry, entry.level is not Level.PROVINCE)) for entry in entries
        },
    )


def _cells(sheet: Sheet, sides: Sequence[_Cells], subject: str) -> Iterator[tuple[str, CellView, CellView]]:
    """The rows of a metric or kind: one for each level at which either side has anything."""
    one, other = sides
    for level in _LEVELS:
        found = one.get((subject, level)), other.get((subject, level))
        if any(each and each[0].any for each in found):
            left, right = (each[1] if each else CellView((), sheet.absence(Absence.NOT_READ)) for each in found)
            yield sheet.levels(level), left, right


def _shared_sentence(sheet: Sheet, shared: int) -> str:
    if not shared:
        return sheet.gettext("In no row do both have a value of the same kind and level.")
    return sheet.ngettext(
        "In %(num)s row both have a value of the same kind and level.",
        "In %(num)s rows both have a value of the same kind and level.",
        shared,
    )


def _more(sheet: Sheet, one: str, other: str) -> Iterator[Link]:
    for province in (one, other):
        yield from (link for third, link in _pairs_of(sheet, province) if third not in {one, other})


def _pairs_of(sheet: Sheet, province: str) -> Sequence[tuple[str, Link]]:
    """The pairs of a province, each with the province that it is set beside."""
    pairs = sheet.shelf.pairs
    name = sheet.short_name(province)
    return sheet.shelf.once(
        ("pairs", sheet.language, province),
        lambda: [
            (
                third,
                Link(
                    sheet.gettext("%(one)s and %(other)s", one=name, other=sheet.short_name(third)),
                    sheet.way(pair_route(province, third)),
                ),
            )
            for third in sheet.by_name(pairs)
            if third != province
        ],
    )
