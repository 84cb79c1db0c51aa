"""The chronicle: what happened to the records of a tracker, and what falls due, cut into the pieces that pages and
files show.

Owns which events there are, their order, and how many a feed or a part of the page of changes has. Refuses words; those
are the pages' and the feeds'.

A record that no file of `content/changes/` tells of as added counts as added on the first day one of its sources was
read: nobody can have written it before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain
from operator import attrgetter, itemgetter
from typing import Final, NamedTuple

from policygen.model.history import Event
from policygen.model.library import Library
from policygen.site.pages.moments import Moment, place_of

#: How many events a feed has, and how many one part of the page of changes.
FEED: Final = 50
PART: Final = 200
#: How many days a calendar has at most, and how far it looks back.
DAYS: Final = 500
BACK: Final = timedelta(days=366)
#: The key of what is about everything, the home country among it; else it is the id of a place as `moments` counts
#: them, or `themes/` and a theme's.
ALL: Final = ""


class Chronicle(NamedTuple):
    """`parts` has under 0 the newest events, newest first; where these are not all, the events that files tell of stand
    under 1 and on, from the oldest, `PART` in each, so that a part stays as it is when something comes. `feeds` the
    newest ones by key; `events` those of each record, oldest first.
    """

    parts: Mapping[int, tuple[Event, ...]]
    feeds: Mapping[str, tuple[Event, ...]]
    events: Mapping[str, tuple[Event, ...]]


def make_chronicle(library: Library) -> Chronicle:
    """All events, those told and those that follow."""
    # Of one day, what came goes before what changed; a feed that has no room for all of them has the changes.
    told = list(_told(library))
    events = sorted([*_follows(library), *told], key=attrgetter("day"))
    own: dict[str, tuple[Event, ...]] = {}
    for event in events:
        own[event.policy] = (*own.get(event.policy, ()), event)
    cuts = range(0, len(told), PART) if len(events) > PART else ()
    parts = {number: tuple(told[cut : cut + PART]) for number, cut in enumerate(cuts, start=1)}
    return Chronicle({0: tuple(reversed(events[-PART:])), **parts}, _feeds(events, library), own)


def _feeds(events: Sequence[Event], library: Library) -> dict[str, tuple[Event, ...]]:
    feeds: dict[str, list[Event]] = defaultdict(list)
    areas = Areas(library)
    policies = library.policies
    known = {theme: f"themes/{theme}" for theme in library.vocabulary.themes}
    for event in reversed(events):
        policy = policies.get(event.policy)
        region, themes = (policy.region, policy.themes) if policy else (event.region, event.themes)
        for key in (ALL, areas[region], *[known.get(theme, ALL) for theme in themes]):
            feed = feeds[key]
            if len(feed) < FEED and not (feed and feed[-1] is event):
                feed.append(event)
    return {key: tuple(feeds[key]) for key in sorted(feeds)}


class Areas(dict[str, str]):
    """The key of a region: the place it is counted in (`place_of`); `ALL` for the home country itself, and for a region
    that is not known any more.
    """

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._gazetteer = library.gazetteer
        self._home = library.gazetteer.parse_region(library.site.home).id

    def __missing__(self, region: str) -> str:
        known = region in self._gazetteer
        place = place_of(self._gazetteer.chain(region), self._home) if known else self._home
        self[region] = found = ALL if place == self._home else place
        return found


def _told(library: Library) -> Iterator[Event]:
    """The events of the files; one about a record that is gone has what was said when it went."""
    last = {event.policy: event for event in library.history if event.change == "removed"}
    for event in library.history:
        gone = last.get(event.policy)
        if event.policy not in library.policies and event.title is None and gone is not None:
            mark = event.mark + gone.mark
            yield event._replace(mark=mark, title=gone.title, region=gone.region, themes=gone.themes)
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


def make_calendars(
    moments: Mapping[str, Mapping[int, tuple[Moment, ...]]], home: str, repealed: Collection[str], as_of: date
) -> dict[str, tuple[Moment, ...]]:
    """What ends within the year before the day and at any time after it, by key, in the order of days. Of more than a
    calendar has, those next after the day come first. What was repealed ends no more.
    """
    first = as_of - BACK
    found: dict[str, list[Moment]] = {}
    for place, years in moments.items():
        listed = list(chain.from_iterable(years[year] for year in years if year >= first.year))
        found[place] = [each for each in listed if each.policy not in repealed] if repealed else listed
    found[ALL] = sorted(chain.from_iterable(found.values()), key=itemgetter(0))
    found.pop(home, None)
    cut = {key: _nearest(listed, first, as_of) for key, listed in sorted(found.items())}
    return {key: listed for key, listed in cut.items() if listed}


def _nearest(moments: Sequence[Moment], first: date, as_of: date) -> tuple[Moment, ...]:
    """At most `DAYS` of them, which are in the order of days: those ahead first, then those just behind."""
    begin, ahead = (bisect_left(moments, day, key=itemgetter(0)) for day in (first, as_of))
    last = min(len(moments), ahead + DAYS)
    return tuple(moments[max(begin, last - DAYS) : last])
