"""Pages of the lists of all targets and of all subsidies, and the ways between the three lists.

Owns how a long list is divided: by province and country, so that a record moves nothing but what stands beside it; the
first page then has the newest. Refuses to rank: rows stand by place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Final, NamedTuple, TypeVar

from policygen.model.records import Policy
from policygen.model.status import subsidy_status, target_status
from policygen.site.comparisons import Offer, Promise
from policygen.site.messages import N_
from policygen.site.pages.frames import make_frame
from policygen.site.pages.listing import OFFER_DATA, TARGET_DATA, make_tools
from policygen.site.pages.routes import POLICIES, SUBSIDY_LIST, TARGET_LIST, part_route, parts_of
from policygen.site.pages.rows import figure_row, offer_row
from policygen.site.pages.sheet import Sheet
from policygen.site.pages.shelf import Shelf, Tally
from policygen.site.views import FigureRow, Link, NavItem, OfferRow, PageFrame, Pager, SubsidiesView, TargetsView, Tools

T = TypeVar("T")
Row = TypeVar("Row", FigureRow, OfferRow)

#: How many rows the first page of a divided list has.
_NEWEST: Final = 100
_WAYS: Final = ((N_("Policies"), POLICIES), (N_("Targets"), TARGET_LIST), (N_("Support"), SUBSIDY_LIST))


class Kind(NamedTuple):
    """One of the two lists: its route and title, the number of its rows in a tally, and how many a page holds."""

    route: str
    title: str
    number: Callable[[Tally], int]
    most: int


TARGET_KIND: Final = Kind(TARGET_LIST, N_("Targets"), lambda tally: tally.targets, 400)
SUBSIDY_KIND: Final = Kind(SUBSIDY_LIST, N_("Support offered"), lambda tally: tally.subsidies, 200)


class Part(NamedTuple):
    """One page of a list: `place` is "" for the first one."""

    route: str
    place: str
    number: int

    @property
    def subject(self) -> str:
        return f"{self.place} {self.number}" if self.place else ""


def list_parts(shelf: Shelf, kind: Kind) -> Iterator[Part]:
    """The pages of a list: one, or one and those of each place."""
    yield Part(kind.route, "", 1)
    if _is_divided(shelf, kind):
        for place in _tops(shelf):
            count = kind.number(_tally(shelf, place))
            for number in range(1, parts_of(count, kind.most) + 1) if count else ():
                yield Part(part_route(_place_route(kind, place), number), place, number)


def list_ways(sheet: Sheet) -> tuple[NavItem, ...]:
    """The three lists, for the head of each of them."""
    return tuple(
        NavItem(sheet.gettext(text), sheet.way(route), sheet.kind in (route.partition("/")[0],))
        for text, route in _WAYS
    )


def targets_page(sheet: Sheet, subject: str) -> TargetsView:
    """The list of targets; `subject` is a place and the number of its part, "" for the whole or the newest."""

    def row(promise: Promise) -> FigureRow:
        return figure_row(sheet, promise, placed=True)

    rows = tuple(map(row, _shown(sheet, TARGET_KIND, subject, _promises)))
    return TargetsView(
        frame=_frame(sheet, TARGET_KIND, subject),
        ways=list_ways(sheet),
        standfirst=_standfirst(sheet, TARGET_KIND, subject),
        newest=_newest(sheet, TARGET_KIND, subject),
        places=tuple(_places(sheet, TARGET_KIND, subject)),
        caption=_caption(sheet, TARGET_KIND, subject),
        rows=rows,
        tools=_tools(sheet, TARGET_KIND, TARGET_DATA, rows),
        pager=_pager(sheet, TARGET_KIND, subject),
    )


def subsidies_page(sheet: Sheet, subject: str) -> SubsidiesView:
    """The list of subsidies; `subject` as for targets."""

    def row(offer: Offer) -> OfferRow:
        return offer_row(sheet, offer, placed=True)

    rows = tuple(map(row, _shown(sheet, SUBSIDY_KIND, subject, _offers)))
    return SubsidiesView(
        frame=_frame(sheet, SUBSIDY_KIND, subject),
        ways=list_ways(sheet),
        standfirst=_standfirst(sheet, SUBSIDY_KIND, subject),
        newest=_newest(sheet, SUBSIDY_KIND, subject),
        places=tuple(_places(sheet, SUBSIDY_KIND, subject)),
        caption=_caption(sheet, SUBSIDY_KIND, subject),
        rows=rows,
        tools=_tools(sheet, SUBSIDY_KIND, OFFER_DATA, rows),
        pager=_pager(sheet, SUBSIDY_KIND, subject),
    )


def promises_of(sheet: Sheet, policy: Policy) -> Iterator[Promise]:
    """The targets of a policy as they stand on the day."""
    status = sheet.shelf.comparisons.statuses[policy.id]
    for target in policy.targets:
        yield Promise(policy, target, target_status(target, status, sheet.shelf.as_of), over=False, proposed=False)


def _promises(sheet: Sheet, policies: Iterable[Policy]) -> Iterator[Promise]:
    return chain.from_iterable(promises_of(sheet, policy) for policy in policies)


def offers_of(sheet: Sheet, policy: Policy) -> Iterator[Offer]:
    """The subsidies of a policy as they stand on the day."""
    status = sheet.shelf.comparisons.statuses[policy.id]
    for subsidy in policy.subsidies:
        yield Offer(policy, subsidy, subsidy_status(subsidy, status, sheet.shelf.as_of), over=False, proposed=False)


def _offers(sheet: Sheet, policies: Iterable[Policy]) -> Iterator[Offer]:
    return chain.from_iterable(offers_of(sheet, policy) for policy in policies)


def _shown(sheet: Sheet, kind: Kind, subject: str, of: Callable[[Sheet, Iterable[Policy]], Iterator[T]]) -> Sequence[T]:
    """What one page lists."""
    shelf = sheet.shelf
    if subject:
        place, _, number = subject.rpartition(" ")
        first = (int(number) - 1) * kind.most
        return list(islice(of(sheet, _policies(shelf, place)), first, first + kind.most))
    if _is_divided(shelf, kind):
        return list(islice(of(sheet, shelf.newest), _NEWEST))
    return list(of(sheet, chain.from_iterable(_policies(shelf, place) for place in sheet.by_name(_tops(shelf)))))


def _policies(shelf: Shelf, place: str) -> Iterator[Policy]:
    """The policies of a province or country with those of the places in it, place by place; the home country's
    provinces stand by themselves.
    """
    inside = () if place == shelf.home else shelf.read_within.get(place, ())
    return chain.from_iterable(shelf.comparisons.policies.get(region, ()) for region in (place, *inside))


def _tops(shelf: Shelf) -> list[str]:
    """The provinces of the home country, and all countries."""
    return [region for region, found in shelf.places.items() if found.parent is None or found.parent == shelf.home]


def _tally(shelf: Shelf, place: str) -> Tally:
    own = shelf.own[place]
    return own if place == shelf.home else own.plus(shelf.within[place])


def _is_divided(shelf: Shelf, kind: Kind) -> bool:
    return kind.number(shelf.total) > kind.most


def _place_route(kind: Kind, place: str) -> str:
    return f"{kind.route.partition('/')[0]}/{place}"


def _frame(sheet: Sheet, kind: Kind, subject: str) -> PageFrame:
    title = sheet.gettext(kind.title)
    if not subject:
        return make_frame(
            sheet,
            title,
            sheet.gettext(
                "%(title)s: %(sentence)s",
                title=title,
                sentence=_standfirst(sheet, kind, "") or sheet.gettext("none yet"),
            ),
        )
    place, _, number = subject.rpartition(" ")
    name = sheet.gettext("%(title)s: %(sentence)s", title=title, sentence=sheet.name(place))
    parts = parts_of(kind.number(_tally(sheet.shelf, place)), kind.most)
    head = name
    if parts > 1:
        head = sheet.gettext("%(title)s, part %(part)s of %(parts)s", title=name, part=number, parts=parts)
    return make_frame(
        sheet,
        name,
        sheet.gettext("%(title)s: %(sentence)s", title=head, sentence=_standfirst(sheet, kind, subject)),
        head=head,
        crumbs=(sheet.link(title, kind.route),),
    )


def _standfirst(sheet: Sheet, kind: Kind, subject: str) -> str:
    tally = _tally(sheet.shelf, subject.rpartition(" ")[0]) if subject else sheet.shelf.total
    number = kind.number(tally)
    if not number:
        return ""
    if kind is TARGET_KIND:
        return sheet.ngettext(
            "%(num)s target, each with the words it rests on.",
            "%(num)s targets, each with the words it rests on.",
            number,
        )
    return sheet.ngettext(
        "%(num)s subsidy, with its terms as its source states them.",
        "%(num)s subsidies, with their terms as their sources state them.",
        number,
    )


def _caption(sheet: Sheet, kind: Kind, subject: str) -> str:
    if not subject and _is_divided(sheet.shelf, kind):
        return sheet.gettext("Those announced last, newest first")
    return sheet.gettext("Place by place, the latest act of each first")


def _newest(sheet: Sheet, kind: Kind, subject: str) -> str:
    if subject or not _is_divided(sheet.shelf, kind):
        return ""
    return sheet.gettext("The newest stand on this page, all of them on the pages of each place:")


def _places(sheet: Sheet, kind: Kind, subject: str) -> Iterator[Link]:
    if subject or not _is_divided(sheet.shelf, kind):
        return
    for place in sheet.by_name(_tops(sheet.shelf)):
        if number := kind.number(_tally(sheet.shelf, place)):
            yield sheet.link(sheet.short_name(place), _place_route(kind, place), note=sheet.messages.number(number))


def _pager(sheet: Sheet, kind: Kind, subject: str) -> Pager | None:
    place, _, current = subject.rpartition(" ")
    parts = parts_of(kind.number(_tally(sheet.shelf, place)), kind.most) if place else 1
    if parts == 1:
        return None
    return Pager(
        int(current),
        tuple(
            sheet.link(
                sheet.gettext("%(first)s–%(last)s", first=(n - 1) * kind.most + 1, last=_last(sheet, kind, place, n)),
                part_route(_place_route(kind, place), n),
            )
            for n in range(1, parts + 1)
        ),
    )


def _last(sheet: Sheet, kind: Kind, place: str, part: int) -> int:
    return min(part * kind.most, kind.number(_tally(sheet.shelf, place)))


def _tools(sheet: Sheet, kind: Kind, fields: Sequence[str], rows: Sequence[Row]) -> Tools | None:
    return make_tools(sheet, fields, rows, kind.route.partition("/")[0])
