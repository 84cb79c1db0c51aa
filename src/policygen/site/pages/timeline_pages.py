"""Pages of the timeline: what falls due or ends, and when acts were announced.

Owns which page lists what. A page lists everything it is about when that is not too much; else it counts, and leads to
narrower pages: of a year, of a place, of a place in a year. Refuses to list anything in an order other than of time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from policygen.model.periods import Period
from policygen.model.records import Policy
from policygen.model.status import TargetStatus, subsidy_status, target_status
from policygen.model.targets import Commitment, Target
from policygen.site.messages import N_, iso
from policygen.site.pages.frames import make_frame
from policygen.site.pages.moments import DONE, DUE, ENDS, OPEN, Count, Moment, Tallies, ends_with_year, in_time
from policygen.site.pages.routes import TIMELINE, part_route, timeline_route
from policygen.site.pages.rows import due_row, written_words
from policygen.site.pages.sheet import Sheet
from policygen.site.pages.shelf import Due, Shelf
from policygen.site.pages.yearcharts import year_chart
from policygen.site.views import (
    ColumnChart,
    DateRow,
    DateView,
    Link,
    Pager,
    TimelineGroup,
    TimelineRow,
    TimelineView,
    TimelineYear,
)

#: How many things one page lists.
MOST: Final = 400
#: How many deadlines on either side of the day stand on a page that has too many to list.
_NEAREST: Final = 8

_HEADINGS: Final = (
    N_("By the end of %(year)s, no closer date stated"),
    N_("First quarter of %(year)s"),
    N_("Second quarter of %(year)s"),
    N_("Third quarter of %(year)s"),
    N_("Fourth quarter of %(year)s"),
    N_("By the end of the first half of %(year)s"),
    N_("By the end of the second half of %(year)s"),
)
_STATES: Final = {
    DUE: N_("fell due, no outcome recorded"),
    DONE: N_("outcome recorded"),
    OPEN: N_("still to come"),
    ENDS: N_("act or support that ends"),
}


class TimelinePage(NamedTuple):
    """One page of the timeline: of a place ("" for all), in a year (0 for all), and which part of its list."""

    place: str
    year: int
    part: int = 1

    @property
    def subject(self) -> str:
        return f"{self.place}|{self.year}|{self.part}"

    @property
    def route(self) -> str:
        return part_route(timeline_route(self.place, str(self.year or "")), str(self.part) if self.part > 1 else "")


def timelines(shelf: Shelf) -> Iterator[TimelinePage]:
    """All pages of the timeline there are."""
    numbers = {
        place: {year: len(found) for year, found in years.items()} for place, years in shelf.moments.items() if years
    }
    by_year = Counter[int]()
    for years in numbers.values():
        by_year.update(years)
    yield from _parts("", 0, 0)
    several = len(numbers) > 1
    if by_year.total() > MOST:
        for year, number in by_year.items():
            yield from _parts("", year, 0 if several else number)
    for place, years in numbers.items() if several else ():
        total = sum(years.values())
        yield from _parts(place, 0, 0)
        for year, number in years.items():
            if total > MOST or by_year[year] > MOST:
                yield from _parts(place, year, number)


def _parts_of(number: int) -> int:
    return max(1, -(-number // MOST))


def _parts(place: str, year: int, number: int) -> Iterator[TimelinePage]:
    for part in range(1, _parts_of(number) + 1):
        yield TimelinePage(place, year, part)


def timeline_page(sheet: Sheet, subject: str) -> TimelineView:
    """One page of the timeline."""
    place, year, part = subject.split("|")
    page = TimelinePage(place, int(year), int(part))
    shelf = sheet.shelf
    tallies = {place: shelf.tallies[place]} if place else dict(shelf.tallies.items())
    counts = [
        count for tally in tallies.values() for count in tally.moments if not page.year or count.year == page.year
    ]
    total = sum(count.number for count in counts)
    parts = _parts_of(total) if _is_leaf(sheet, page) else 1
    lists_all = total <= MOST or _is_leaf(sheet, page)
    moments = _moments(sheet, page)[(page.part - 1) * MOST : page.part * MOST] if lists_all else []
    title, head = _titles(sheet, page)
    standfirst = _standfirst(sheet, counts)
    whole = not page.year
    return TimelineView(
        frame=make_frame(
            sheet,
            title,
            sheet.gettext("%(title)s: %(sentence)s", title=head, sentence=standfirst),
            head=head,
            crumbs=_crumbs(sheet, page),
        ),
        standfirst=standfirst,
        chart=_chart(sheet, counts) if whole and page.part == 1 else None,
        years=tuple(_year_links(sheet, page, counts, listed=bool(moments))) if whole else (),
        places=tuple(_place_links(sheet, page, tallies)) if not place else (),
        filters=_filters(sheet, moments),
        listed=tuple(_by_year(sheet, moments)),
        last=_now(sheet) if moments and moments[-1].day < shelf.as_of and part == str(parts) else "",
        passed=() if moments or not whole or place else _nearest(sheet, TargetStatus.PASSED),
        next=() if moments or not whole or place else _nearest(sheet, TargetStatus.OPEN),
        pager=_pager(sheet, page, parts),
        acts=_acts(sheet, tallies.values()) if whole else None,
        undated=_undated(sheet, tallies.values()) if whole else "",
    )


def timeline_link(sheet: Sheet, place: str, text: str) -> Link | None:
    """The timeline of a place, where there is one."""
    route = timeline_route(place)
    return Link(text, sheet.to(route)) if route in sheet.routes.known else None


# -- what a page has


def _is_leaf(sheet: Sheet, page: TimelinePage) -> bool:
    """Whether there is nothing narrower than this page."""
    return bool(page.year) and (bool(page.place) or len(sheet.shelf.moments) == 1)


def _moments(sheet: Sheet, page: TimelinePage) -> list[Moment]:
    shelf = sheet.shelf
    places = [page.place] if page.place else list(shelf.moments)
    found: list[tuple[Moment, ...]] = []
    for place in places:
        years = shelf.moments[place]
        found += [years.get(page.year, ())] if page.year else years.values()
    return sorted((moment for each in found for moment in each), key=in_time)


def _titles(sheet: Sheet, page: TimelinePage) -> tuple[str, str]:
    """The heading of the page, and the title that tells it from the other pages."""
    year = str(page.year)
    if page.place and page.year:
        title = sheet.gettext("%(place)s: timeline of %(year)s", place=sheet.name(page.place), year=year)
    elif page.place:
        title = sheet.gettext("%(place)s: timeline", place=sheet.name(page.place))
    elif page.year:
        title = sheet.gettext("Timeline of %(year)s", year=year)
    else:
        title = sheet.gettext("Timeline")
    head = title if page.part == 1 else sheet.gettext("%(title)s, part %(part)s", title=title, part=page.part)
    return title, head


def _crumbs(sheet: Sheet, page: TimelinePage) -> tuple[Link, ...]:
    if page.route == TIMELINE:
        return ()
    crumbs = [sheet.link(sheet.gettext("Timeline"), TIMELINE)]
    if page.place and page.year:
        crumbs.append(sheet.link(sheet.name(page.place), timeline_route(page.place)))
    return tuple(crumbs)


def _standfirst(sheet: Sheet, counts: Iterable[Count]) -> str:
    numbers = Counter[str]()
    for count in counts:
        numbers[count.state] += count.number
    if not numbers:
        return sheet.gettext("No deadline is known yet.")
    sentences = {
        DUE: sheet.ngettext(
            "%(num)s promise fell due and no outcome is recorded.",
            "%(num)s promises fell due and no outcome is recorded.",
            numbers[DUE],
        ),
        DONE: sheet.ngettext(
            "Of %(num)s promise the outcome is recorded.",
            "Of %(num)s promises the outcome is recorded.",
            numbers[DONE],
        ),
        OPEN: sheet.ngettext(
            "%(num)s promise is still to fall due.", "%(num)s promises are still to fall due.", numbers[OPEN]
        ),
        ENDS: sheet.ngettext(
            "%(num)s act or support has a last day.", "%(num)s acts or kinds of support have a last day.", numbers[ENDS]
        ),
    }
    return sheet.messages.sentences(*(sentence for state, sentence in sentences.items() if numbers[state]))


def _filters(sheet: Sheet, moments: Iterable[Moment]) -> tuple[tuple[str, str], ...]:
    """The states that occur, if there are several, each with its number."""
    numbers = Counter(moment.state for moment in moments)
    if len(numbers) < 2:
        return ()
    return tuple(
        (
            state,
            sheet.gettext("%(what)s (%(num)s)", what=sheet.gettext(text), num=sheet.messages.number(numbers[state])),
        )
        for state, text in _STATES.items()
        if numbers[state]
    )


def _year_links(sheet: Sheet, page: TimelinePage, counts: Iterable[Count], *, listed: bool) -> Iterator[Link]:
    """The years with their numbers, to their pages or down this one."""
    numbers = Counter[int]()
    for count in counts:
        numbers[count.year] += count.number
    for year, number in sorted(numbers.items()):
        note = sheet.messages.number(number)
        route = timeline_route(page.place, str(year))
        yield Link(str(year), f"#y{year}", None, note) if listed else sheet.link(str(year), route, note=note)
    if listed:
        yield Link(_now(sheet), "#now")


def _place_links(sheet: Sheet, page: TimelinePage, tallies: Mapping[str, Tallies]) -> Iterator[Link]:
    """The places with their numbers: in this year, where the page is one of a year that has pages of its places."""
    for place in sheet.by_name(tallies):
        number = sum(c.number for c in tallies[place].moments if not page.year or c.year == page.year)
        narrow = timeline_route(place, str(page.year or ""))
        route = narrow if narrow in sheet.routes.known else timeline_route(place)
        if number and len(tallies) > 1:
            anchor = f"y{page.year}" if page.year and route != narrow else ""
            yield sheet.link(sheet.short_name(place), route, anchor=anchor, note=sheet.messages.number(number))


def _pager(sheet: Sheet, page: TimelinePage, parts: int) -> Pager | None:
    if parts == 1:
        return None
    return Pager(
        sheet.gettext("Parts of the list"),
        tuple(
            sheet.link(sheet.gettext("Part %(part)s", part=part), page._replace(part=part).route)
            for part in range(1, parts + 1)
        ),
    )


def _nearest(sheet: Sheet, status: TargetStatus) -> tuple[DateRow, ...]:
    return tuple(due_row(sheet, due) for due in sheet.shelf.nearest[status.value][:_NEAREST])


def _now(sheet: Sheet) -> str:
    return sheet.gettext("As of %(day)s", day=sheet.messages.day(sheet.shelf.as_of))


# -- charts


def _chart(sheet: Sheet, counts: Sequence[Count]) -> ColumnChart | None:
    says = {state: sheet.gettext(text) for state, text in _STATES.items()}
    return year_chart(
        sheet,
        counts,
        chart="deadlines",
        title=sheet.gettext("What falls due or ends, year by year"),
        desc=_standfirst(sheet, counts),
        says=says,
        now=sheet.shelf.as_of,
    )


def _acts(sheet: Sheet, tallies: Iterable[Tallies]) -> ColumnChart | None:
    counts = [count for tally in tallies for count in tally.acts]
    number = sum(count.number for count in counts)
    return year_chart(
        sheet,
        counts,
        chart="acts",
        title=sheet.gettext("Policies by the date of their announcement"),
        desc=sheet.ngettext("%(num)s policy with a date.", "%(num)s policies with a date.", number),
        says={OPEN: sheet.gettext("policies announced")},
    )


def _undated(sheet: Sheet, tallies: Iterable[Tallies]) -> str:
    number = sum(tally.undated for tally in tallies)
    if not number:
        return ""
    return sheet.ngettext(
        "%(num)s policy whose source names no date is not in the drawing.",
        "%(num)s policies whose sources name no date are not in the drawing.",
        number,
    )


# -- the list


def _by_year(sheet: Sheet, moments: Sequence[Moment]) -> Iterator[TimelineYear]:
    """The list by year and part of the year, with the line for the day before the first thing that is not past."""
    as_of = sheet.shelf.as_of
    first = next((moment for moment in moments if moment.day >= as_of), None)
    for year, found in groupby(moments, key=lambda moment: moment.year):
        own = list(found)
        groups = []
        for slot, each in groupby(own, key=lambda moment: moment.slot):
            rows = tuple(_row(sheet, moment, _now(sheet) if moment is first else "") for moment in each)
            groups.append(TimelineGroup(sheet.gettext(_HEADINGS[slot], year=year), rows))
        number = sheet.ngettext("%(num)s entry", "%(num)s entries", len(own))
        yield TimelineYear(f"y{year}", str(year), number, tuple(groups))


def _row(sheet: Sheet, moment: Moment, now: str) -> TimelineRow:
    shelf = sheet.shelf
    policy = shelf.library.policies[moment.policy]
    promises: list[Target | Commitment] = [*policy.targets, *policy.commitments]
    for promise in promises:
        if promise.id == moment.part:
            status = target_status(promise, shelf.comparisons.statuses[policy.id], shelf.as_of)
            return TimelineRow(due_row(sheet, Due(moment.day, policy, promise, status)), moment.state, now)
    return TimelineRow(_end_row(sheet, moment, policy), moment.state, now)


def _end_row(sheet: Sheet, moment: Moment, policy: Policy) -> DateRow:
    """An act that ends, or support with a period of its own."""
    status = sheet.shelf.comparisons.statuses[policy.id]
    subsidy = next((each for each in policy.subsidies if each.id == moment.part), None)
    if subsidy is None:
        period = policy.period.period if policy.period else None
        evidence = policy.period.evidence if policy.period else ()
        text = sheet.gettext("The act ends: %(title)s", title=sheet.text(policy.title))
        shown = sheet.status(policy)
    else:
        period, evidence = subsidy.period, subsidy.evidence
        kind = sheet.text(sheet.vocabulary.kinds[subsidy.kind].label)
        text = sheet.gettext("Support ends: %(support)s", support=kind)
        shown = sheet.offer_status(subsidy, policy, subsidy_status(subsidy, status, sheet.shelf.as_of))
    assert period is not None
    return DateRow(
        date=_end_view(sheet, period),
        text=Link(text, sheet.policy(policy, moment.part).href),
        place=sheet.place(policy.region),
        status=shown,
        written=written_words(sheet, evidence) if evidence else None,
    )


def _end_view(sheet: Sheet, period: Period) -> DateView:
    """The period, no more precise than its source: an end that is a year is no day."""
    if ends_with_year(period):
        return DateView(str(period.end.year), str(period.end.year))
    return DateView(sheet.messages.period(period, short=True), iso(period))
