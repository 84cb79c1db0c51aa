"""The chronicle: what happened to the records of a tracker, and what falls due, cut into the pieces that pages and
files show.

Owns which events there are, their order, and how many a feed or a part of the page of changes has. Refuses words; those
are the pages' and the feeds'.

A record that no file of `content/changes/` tells of as added counts as added on the first day one of its sources was
read: nobody can have written it before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from policygen.model.history import Event
from policygen.model.library import Library
from policygen.model.periods import Period
from policygen.model.records import Policy
from policygen.model.regions import Gazetteer, Level
from policygen.model.status import Status
from policygen.model.subsidies import Subsidy
from policygen.model.targets import Commitment, Target

#: How many events a feed has, and how many one part of the page of changes.
FEED: Final = 50
PART: Final = 200
#: How many days a calendar has at most, and how far it looks back.
DAYS: Final = 500
BACK: Final = timedelta(days=366)
#: The key of what is about everything; else it is a province's id, or `themes/` and a theme's.
ALL: Final = ""

_ORDER: Final = {"added": 0, "changed": 1, "removed": 2}


class Ending(NamedTuple):
    """A day on which something ends: the deadline of a promise, the period of a subsidy, or that of the act itself
    (`part` None). `period` is the date as the record has it; it ends on `day`.
    """

    day: date
    policy: Policy
    part: Target | Commitment | Subsidy | None
    period: Period


class Chronicle(NamedTuple):
    """`parts` are the events from the oldest on, `PART` in each from 1, and under 0 the newest ones, newest first;
    `feeds` the newest ones by key; `events` those of each record, oldest first.
    """

    parts: Mapping[int, tuple[Event, ...]]
    feeds: Mapping[str, tuple[Event, ...]]
    events: Mapping[str, tuple[Event, ...]]


def make_chronicle(library: Library) -> Chronicle:
    """All events, those told and those that follow."""
    events = sorted((*_told(library), *_follows(library)), key=_order)
    own: dict[str, list[Event]] = defaultdict(list)
    feeds: dict[str, list[Event]] = defaultdict(list)
    areas = Areas(library.gazetteer)
    for event in events:
        own[event.policy].append(event)
    for event in reversed(events):
        for key in _keys(event, library, areas):
            if len(feeds[key]) < FEED:
                feeds[key].append(event)
    whole = len(events) // PART if len(events) > PART else 0
    parts = {n: tuple(events[(n - 1) * PART : n * PART]) for n in range(1, whole + 1)}
    return Chronicle(
        {0: tuple(reversed(events[-PART:])), **parts},
        {key: tuple(feeds[key]) for key in sorted(feeds)},
        {policy: tuple(found) for policy, found in own.items()},
    )


class Areas(dict[str, str]):
    """The province that a region is or lies in, "" for what lies in none."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__()
        self._gazetteer = gazetteer

    def __missing__(self, region: str) -> str:
        known = region in self._gazetteer
        chain = self._gazetteer.chain(region) if known else ()
        self[region] = found = next((above.id for above in chain if above.level is Level.PROVINCE), "")
        return found


def _told(library: Library) -> Iterator[Event]:
    """The events of the files; one about a record that is gone has what was said when it went."""
    last = {event.policy: event for event in library.history if event.change == "removed"}
    for event in library.history:
        gone = last.get(event.policy)
        if event.policy not in library.policies and event.title is None and gone is not None:
            mark = event.mark + gone.mark
            yield replace(event, mark=mark, title=gone.title, region=gone.region, themes=gone.themes)
        else:
            yield event


def _follows(library: Library) -> Iterator[Event]:
    """The additions that no file tells of. A record that has older events than its sources was there before them."""
    first: dict[str, date] = {}
    for event in library.history:
        first.setdefault(event.policy, event.day)
    told = {event.policy for event in library.history if event.change == "added"}
    for policy in library.policies.values():
        if policy.id not in told:
            day = min([citation.read for citation in policy.sources.values()])
            if first.get(policy.id, day) >= day:
                yield Event(day, policy.id, "added", "")


def _order(event: Event) -> tuple[date, int, str]:
    return event.day, _ORDER[event.change], event.policy


def _keys(event: Event, library: Library, areas: Areas) -> Iterator[str]:
    policy = library.policies.get(event.policy)
    area = areas[policy.region if policy else event.region]
    yield ALL
    if area:
        yield area
    for theme in policy.themes if policy else event.themes:
        if theme in library.vocabulary.themes:
            yield f"themes/{theme}"


def make_calendars(
    policies: Iterable[Policy], statuses: Mapping[str, Status], library: Library, as_of: date
) -> dict[str, tuple[Ending, ...]]:
    """What ends within the year before the day and at any time after it, by key, in the order of days. Of more than a
    calendar has, those next after the day come first. What was repealed ends no more.
    """
    found: dict[str, list[Ending]] = defaultdict(list)
    areas = Areas(library.gazetteer)
    for policy in policies:
        if statuses[policy.id] is Status.REPEALED:
            continue
        area = areas[policy.region]
        is_event = library.vocabulary.instruments[policy.instrument].event
        for ending in _endings(policy, is_event=is_event):
            if ending.day >= as_of - BACK:
                found[ALL].append(ending)
                if area:
                    found[area].append(ending)
    return {key: _nearest(found[key], as_of) for key in sorted(found)}


def _endings(policy: Policy, *, is_event: bool) -> Iterator[Ending]:
    promises: list[Target | Commitment] = [*policy.targets, *policy.commitments]
    for promise in promises:
        if promise.deadline is not None:
            yield Ending(promise.deadline.end, policy, promise, promise.deadline)
    if policy.period is not None and not is_event:
        yield Ending(policy.period.period.end, policy, None, policy.period.period)
    for subsidy in policy.subsidies:
        if subsidy.period is not None:
            yield Ending(subsidy.period.end, policy, subsidy, subsidy.period)


def _nearest(endings: Sequence[Ending], as_of: date) -> tuple[Ending, ...]:
    in_order = sorted(endings, key=lambda each: (each.day, each.policy.id, each.part.id if each.part else ""))
    ahead = [each for each in in_order if each.day >= as_of][:DAYS]
    behind = [each for each in in_order if each.day < as_of]
    room = DAYS - len(ahead)
    return (*(behind[-room:] if room else ()), *ahead)
