"""Pages of the lists of all targets and of all subsidies, and the ways between the three lists.

Owns what stands on each page of them: place by place, and on the first page of a list that is cut the latest. Refuses
to rank: rows stand by place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, Generic, NamedTuple, TypeVar

from policygen.model.records import Policy
from policygen.model.status import subsidy_status, target_status
from policygen.site.comparisons import Offer, Promise
from policygen.site.messages import N_
from policygen.site.pages.cutting import SUBSIDIES_CUT, TARGETS_CUT, TOP
from policygen.site.pages.frames import make_frame
from policygen.site.pages.listing import OFFER_DATA, TARGET_DATA, Listed, listed_link, make_far_tools, make_tools
from policygen.site.pages.parts import Portion
from policygen.site.pages.routes import POLICIES, SUBSIDY_LIST, TARGET_LIST
from policygen.site.pages.rows import figure_row, offer_row
from policygen.site.pages.sheet import Sheet
from policygen.site.views import FigureRow, Link, NavItem, OfferRow, PageFrame, SubsidiesView, TargetsView, Tools

R = TypeVar("R", FigureRow, OfferRow)
V = TypeVar("V", TargetsView, SubsidiesView)

_WAYS: Final = (
    (N_("Policies"), POLICIES, "policies"),
    (N_("Targets"), TARGET_LIST, "targets"),
    (N_("Support"), SUBSIDY_LIST, "subsidies"),
)


def list_ways(sheet: Sheet) -> tuple[NavItem, ...]:
    """The three lists, for the head of each of them."""
    return tuple(NavItem(sheet.gettext(text), sheet.way(route), sheet.kind == kind) for text, route, kind in _WAYS)


def targets_page(sheet: Sheet, subject: str) -> TargetsView:
    """The list of targets; `subject` names its part."""
    portion = Portion.of(sheet, TARGETS_CUT, subject)
    promises = (each for policy in _policies(sheet, portion) for each in promises_of(sheet, policy))
    rows = tuple(figure_row(sheet, each, placed=True) for each in islice(promises, TOP if portion.is_top else None))
    number = len(rows) if subject else sheet.shelf.total.targets
    tally = sheet.ngettext(
        "%(num)s target with the words it rests on.", "%(num)s targets, each with the words it rests on.", number
    )
    return _list_page(sheet, portion, _TARGETS, rows, tally if number else "")


def subsidies_page(sheet: Sheet, subject: str) -> SubsidiesView:
    """The list of subsidies; `subject` names its part."""
    portion = Portion.of(sheet, SUBSIDIES_CUT, subject)
    offers = (each for policy in _policies(sheet, portion) for each in offers_of(sheet, policy))
    rows = tuple(offer_row(sheet, each, placed=True) for each in islice(offers, TOP if portion.is_top else None))
    number = len(rows) if subject else sheet.shelf.total.subsidies
    tally = sheet.ngettext(
        "%(num)s subsidy with its terms as its source states them.",
        "%(num)s subsidies with their terms as their sources state them.",
        number,
    )
    return _list_page(sheet, portion, _SUBSIDIES, rows, tally if number else "")


class _Kind(NamedTuple, Generic[R, V]):
    """What tells the two lists apart: the view, the title, where the list stands, and what rows say to scripts."""

    view: Callable[..., V]
    title: str
    route: str
    fields: Sequence[str]


_TARGETS: Final = _Kind[FigureRow, TargetsView](TargetsView, N_("Targets"), TARGET_LIST, TARGET_DATA)
_SUBSIDIES: Final = _Kind[OfferRow, SubsidiesView](SubsidiesView, N_("Support offered"), SUBSIDY_LIST, OFFER_DATA)


def _list_page(sheet: Sheet, portion: Portion, kind: _Kind[R, V], rows: tuple[R, ...], tally: str) -> V:
    name = sheet.gettext(kind.title)
    title = portion.title(sheet, name)
    standfirst = sheet.messages.sentences(tally, _latest_sentence(sheet, portion, len(rows)))
    is_part = portion.part != ""
    return kind.view(
        frame=_frame(sheet, title, standfirst, sheet.link(name, kind.route) if is_part else None),
        ways=list_ways(sheet),
        standfirst=standfirst,
        caption=_caption(sheet, portion),
        rows=rows,
        tools=_tools(sheet, portion, kind.fields, rows),
        listed=listed_link(sheet, kind.route) if is_part else None,
        pager=portion.by_place(sheet, kind.route),
    )


def _tools(sheet: Sheet, portion: Portion, fields: Sequence[str], rows: Sequence[Listed]) -> Tools | None:
    if portion.is_top:
        return make_far_tools(sheet, fields, portion.list, "place")
    return make_tools(sheet, fields, rows, portion.list) if portion.is_whole else None


def promises_of(sheet: Sheet, policy: Policy) -> Iterator[Promise]:
    """The targets of a policy as they stand on the day."""
    status = sheet.shelf.comparisons.statuses[policy.id]
    for target in policy.targets:
        yield Promise(policy, target, target_status(target, status, sheet.shelf.as_of), over=False, proposed=False)


def offers_of(sheet: Sheet, policy: Policy) -> Iterator[Offer]:
    """The subsidies of a policy as they stand on the day."""
    status = sheet.shelf.comparisons.statuses[policy.id]
    for subsidy in policy.subsidies:
        yield Offer(policy, subsidy, subsidy_status(subsidy, status, sheet.shelf.as_of), over=False, proposed=False)


def _policies(sheet: Sheet, portion: Portion) -> Iterable[Policy]:
    """The policies whose targets or subsidies a page lists: place by place, in the tree of places; the latest first on
    the first page of a list that is cut.
    """
    shelf = sheet.shelf
    if portion.is_top:
        return shelf.newest
    if portion.ids is not None:
        return [shelf.library.policies[policy] for policy in portion.ids]
    return (policy for place in _by_name(sheet) for policy in shelf.comparisons.policies.get(place, ()))


def _by_name(sheet: Sheet) -> list[str]:
    """All places, each before those in it, neighbours by name."""
    children = sheet.shelf.children

    def tree(places: Iterable[str]) -> Iterator[str]:
        for place in sheet.by_name(places):
            yield place
            yield from tree(children.get(place, ()))

    return list(tree(place for place, region in sheet.shelf.places.items() if region.parent is None))


def _frame(sheet: Sheet, title: str, sentence: str, whole: Link | None) -> PageFrame:
    description = sheet.gettext("%(title)s: %(sentence)s", title=title, sentence=sentence or sheet.gettext("none yet"))
    return make_frame(sheet, title, description, head=title, crumbs=(whole,) if whole else ())


def _caption(sheet: Sheet, portion: Portion) -> str:
    if portion.is_top:
        return sheet.gettext("Of the acts announced last, newest first")
    return sheet.gettext("Place by place, the latest act of each first")


def _latest_sentence(sheet: Sheet, portion: Portion, number: int) -> str:
    if not portion.is_top:
        return ""
    return sheet.gettext(
        "The latest %(num)s stand here, and all of them place by place.", num=sheet.messages.number(number)
    )
