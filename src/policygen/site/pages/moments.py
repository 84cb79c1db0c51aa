"""Moments: what falls due or ends, and what was announced, by place and year.

Owns which day counts and how precise it is: a deadline falls due on its last possible day, and is counted in the
quarter that day lies in only where the source says as much; "2025" is counted in the year and in no quarter. Refuses
languages.

A place here is one of the widest below the home country, its provinces as a rule, or another country: whatever lies in
it is counted there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from policygen.model.periods import Period
from policygen.model.records import Policy
from policygen.model.regions import Region
from policygen.model.status import Status, TargetStatus, subsidy_status, target_status
from policygen.model.targets import Commitment, Target

#: The parts of a year in which something may lie: the whole of it, its quarters, its halves.
YEAR: Final = 0
HALVES: Final = (5, 6)


class Moment(NamedTuple):
    """One thing that falls due or ends on `day` at the latest, in `year` and the part of it that is known. `part` is
    the id of the promise or subsidy, "" where the act itself ends. `state` is one of `STATES`.
    """

    day: date
    year: int
    slot: int
    policy: str
    part: str
    state: str


#: Fell due without an outcome, with one, still to come, and an act or support that ends.
DUE: Final = "due"
DONE: Final = "done"
OPEN: Final = "open"
ENDS: Final = "ends"
STATES: Final = (DUE, DONE, OPEN, ENDS)


class Count(NamedTuple):
    """How many things of one state lie in a part of a year."""

    year: int
    slot: int
    state: str
    number: int


class Tallies(NamedTuple):
    """The numbers of a place: its moments, the acts announced (all of one state), and the acts without a date."""

    moments: tuple[Count, ...]
    acts: tuple[Count, ...]
    undated: int


class Moments(NamedTuple):
    """All moments in order of time by place and year, for places that have any; and the numbers of every place."""

    by_place: Mapping[str, Mapping[int, tuple[Moment, ...]]]
    tallies: Mapping[str, Tallies]


def make_moments(
    policies: Mapping[str, Iterable[Policy]],
    statuses: Mapping[str, Status],
    as_of: date,
    places: Mapping[str, str],
) -> Moments:
    """The moments of the announced policies by region; `places` tells where each region is counted."""
    found: dict[str, dict[int, list[Moment]]] = defaultdict(lambda: defaultdict(list))
    numbers: dict[str, Counter[tuple[int, int, str]]] = defaultdict(Counter)
    announced: dict[str, Counter[tuple[int, int, str]]] = defaultdict(Counter)
    undated: Counter[str] = Counter()
    for region, own in policies.items():
        place = places[region]
        years, counts = found[place], numbers[place]
        for policy in own:
            for moment in moments_of(policy, statuses[policy.id], as_of):
                years[moment.year].append(moment)
                counts[moment.year, moment.slot, moment.state] += 1
            if policy.announced is None:
                undated[place] += 1
            else:
                announced[place][(*announced_slot(policy.announced.period), OPEN)] += 1
    order = sorted(found)
    return Moments(
        {
            place: {year: tuple(sorted(found[place][year], key=in_time)) for year in sorted(found[place])}
            for place in order
            if found[place]
        },
        {
            place: Tallies(_counts(numbers[place]), _counts(announced.get(place, Counter())), undated[place])
            for place in order
        },
    )


def place_of(chain: Sequence[Region], home: str) -> str:
    """The widest place below the home country, or the country that is not the home one; `chain` leads from the country
    down to the region.
    """
    return chain[1].id if chain[0].id == home and len(chain) > 1 else chain[0].id


def moments_of(policy: Policy, status: Status, as_of: date) -> Iterator[Moment]:
    """What of a policy falls due or ends: promises with a deadline, support with a period of its own, and the act."""
    promises: list[Target | Commitment] = [*policy.targets, *policy.commitments]
    for promise in promises:
        if promise.deadline is not None:
            state = _STATES.get(target_status(promise, status, as_of), OPEN)
            yield Moment(promise.deadline.end, *due_slot(promise.deadline), policy.id, promise.id, state)
    for subsidy in policy.subsidies:
        if subsidy.period is not None and subsidy_status(subsidy, status, as_of) is not Status.REPEALED:
            yield Moment(subsidy.period.end, *due_slot(subsidy.period), policy.id, subsidy.id, ENDS)
    if policy.period is not None and status in _RUNNING:
        yield Moment(policy.period.period.end, *due_slot(policy.period.period), policy.id, "", ENDS)


def due_slot(period: Period) -> tuple[int, int]:
    """The year and the part of it in which something falls due that may take until the end of the period. An end that
    stands alone ("to 2026") and is the last day of a year is the year.
    """
    year, month = period.end.year, period.end.month
    if ends_with_year(period):
        return year, YEAR
    match period.precision:
        case "year" | "years":
            return year, YEAR
        case "half":
            return year, HALVES[month // 7]
        case _:
            return year, (month - 1) // 3 + 1


def ends_with_year(period: Period) -> bool:
    """Whether the text names an end alone, and that a year."""
    return period.start is None and (period.end.month, period.end.day) == (12, 31)


def announced_slot(period: Period) -> tuple[int, int]:
    """The year and the part of it in which something happened: one in which the whole period lies, else the year in
    which it begins.
    """
    start, end = period.start or period.end, period.end
    if start.year != end.year:
        return start.year, YEAR
    first, last = (start.month - 1) // 3 + 1, (end.month - 1) // 3 + 1
    if first == last:
        return start.year, first
    return start.year, HALVES[first // 3] if (first - 1) // 2 == (last - 1) // 2 else YEAR


def in_time(moment: Moment) -> tuple[date, int, str, str]:
    """By the day, what may take until the end of a longer part of the year after what must be done in a shorter one."""
    return moment.day, moment.slot or len(HALVES) + max(HALVES), moment.policy, moment.part


_STATES: Final = {TargetStatus.PASSED: DUE, TargetStatus.MET: DONE, TargetStatus.MISSED: DONE}
_RUNNING: Final = frozenset({Status.IN_FORCE, Status.ENDED, Status.NOT_IN_FORCE})


def _counts(found: Counter[tuple[int, int, str]]) -> tuple[Count, ...]:
    return tuple(Count(*key, found[key]) for key in sorted(found))
