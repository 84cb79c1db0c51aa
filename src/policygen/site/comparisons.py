"""Comparisons: like with like, and every gap explained.

Owns the cells of all comparisons on one day: per place and metric, per place and kind of subsidy. A cell is
one or more values or one of the five reasons for an absence. Refuses to compare across levels of government
or across units, to average, and to count what was not yet announced on that day.

Which reason a cell without values has, the first that applies:

1. not comparable: every figure there is was declared not comparable by its record; 2. as declared: a record
that still holds says that there is none, or that it cannot be compared; 3. expired: there are figures, and
all are over. An offer is over when it, or its act, has ended or was repealed. A promise is over when its act
was repealed, or has ended and named no deadline; a deadline that has passed does not end a promise: whether
it was kept is what the reader asks; 4. as declared by a record that is over; 5. not comparable: the place
names a figure of a related metric only; 6. not found in the text: there are records of the place, none says
anything of it; 7. not read yet: there is no record of the place itself (those of places within it are
theirs).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from policygen.model.library import Library
from policygen.model.provenance import Absence
from policygen.model.quantities import Quantity
from policygen.model.records import Policy
from policygen.model.regions import Level
from policygen.model.status import Status, TargetStatus, policy_status, subsidy_status, target_status
from policygen.model.subsidies import Subsidy
from policygen.model.targets import Target
from policygen.model.texts import Texts
from policygen.model.vocabulary import Vocabulary
from policygen.values import dataclass


class Measure(NamedTuple):
    """What a figure is counted in; figures of one metric with different measures are not ranked together.

    `unit`, `per`, `each` as in `Quantity`, "" for none; `size` bounds the size of each counted thing.
    """

    unit: str
    per: str = ""
    each: str = ""
    size: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True, slots=True)
class Promise:
    """A target of a policy, as it stands on the day. `apart` tells why its record sets it apart as not
    comparable.
    """

    policy: Policy
    target: Target
    status: TargetStatus
    over: bool
    proposed: bool
    apart: Texts | None = None

    @property
    def measure(self) -> Measure:
        return measure_of(self.target.quantity)


@dataclass(frozen=True, slots=True)
class Offer:
    """A subsidy of a policy, as it stands on the day."""

    policy: Policy
    subsidy: Subsidy
    status: Status
    over: bool
    proposed: bool
    apart: Texts | None = None


V = TypeVar("V", Promise, Offer)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is no value, with its explanation by a record, or with what the place has instead: a figure of a
    `related` metric or in another `measure`.
    """

    absence: Absence
    why: Texts | None = None
    related: str | None = None
    measure: Measure | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """An absence that a record declares; `over` when the record no longer holds."""

    reason: Reason
    over: bool


@dataclass(frozen=True, slots=True)
class Cell(Generic[V]):
    """Values, or a reason; with "expired" and "not comparable" also the values that are over or set apart."""

    values: tuple[V, ...]
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Ranked:
    """One line of a ranking. `rank` is None for what is not ranked; `tied` when another place has the same
    rank.
    """

    promise: Promise
    rank: int | None
    tied: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """The figures of one metric, one level of government and one measure, in the order of their table."""

    level: Level
    measure: Measure
    rows: tuple[Ranked, ...]


@dataclass(frozen=True, slots=True)
class Comparisons:
    """All that was promised and offered by the places of a tracker, as it stands on the day `as_of`.

    `statuses` has every policy; `policies` the announced ones by region, newest first. `metrics` and `kinds`
    are those that any announced policy has a figure or an offer of, in the order of the vocabulary.
    """

    as_of: date
    statuses: Mapping[str, Status]
    policies: Mapping[str, tuple[Policy, ...]]
    promises: Mapping[str, Mapping[str, tuple[Promise, ...]]]
    offers: Mapping[str, Mapping[str, tuple[Offer, ...]]]
    no_promise: Mapping[str, Mapping[str, tuple[Stated, ...]]]
    no_offer: Mapping[str, Mapping[str, tuple[Stated, ...]]]
    related: Mapping[str, tuple[str, ...]]
    measures: Mapping[str, Measure]
    levels: Mapping[str, Level]

    def promise_cell(self, metric: str, region: str) -> Cell[Promise]:
        """What the place itself promised of the metric, or why there is nothing to show."""
        found = self.promises.get(metric, {}).get(region, ())
        stated = self.no_promise.get(metric, {}).get(region, ())
        cell = _cell(found, stated, self._related(metric, region) or self._silence(region))
        if cell.reason is None and all(value.measure != self.measures[metric] for value in cell.values):
            return Cell(cell.values, Reason(Absence.NOT_COMPARABLE, measure=cell.values[0].measure))
        return cell

    def offer_cell(self, kind: str, region: str) -> Cell[Offer]:
        """What the place itself offers of the kind, or why there is nothing to show."""
        found = self.offers.get(kind, {}).get(region, ())
        stated = self.no_offer.get(kind, {}).get(region, ())
        return _cell(found, stated, self._silence(region))

    def _related(self, metric: str, region: str) -> Reason | None:
        for other in self.related.get(metric, ()):
            if region in self.promises.get(other, {}):
                return Reason(Absence.NOT_COMPARABLE, None, other)
        return None

    def _silence(self, region: str) -> Reason:
        return Reason(Absence.NOT_FOUND if region in self.policies else Absence.NOT_READ)

    def rank(self, metric: str, regions: Iterable[str] | None = None) -> tuple[Ranking, ...]:
        """The metric's rankings: one for each level of government and measure, wide levels first, the main
        measure first; of some `regions` only, ranked among themselves, where they are given.

        A place is ranked by its leading figure, which is the one of its latest act that holds, and of that
        act the greatest. Figures are ordered by their lower bound ("over 100", "100 to 200" and "100" are all
        100), ceilings by their upper one; places with the same number share a rank. Not ranked, and listed
        after what is: further figures of a place (under its first), figures of proposals, figures set apart
        by their record, and figures that are over.
        """
        main = self.measures[metric]
        groups: dict[tuple[Level, bool, Measure], dict[str, list[Promise]]] = defaultdict(dict)
        promises = self.promises.get(metric, {})
        for region in promises if regions is None else regions:
            for promise in promises.get(region, ()):
                key = (self.levels[region], promise.measure != main, promise.measure)
                groups[key].setdefault(region, []).append(promise)
        return tuple(
            Ranking(level, measure, _rank_group(groups[level, other, measure]))
            for level, other, measure in sorted(groups)
        )


def _cell(found: tuple[V, ...], stated: Iterable[Stated], otherwise: Reason) -> Cell[V]:
    """The rules at the head of this module, in their order."""
    holding = [value for value in found if not value.over]
    comparable = tuple(value for value in holding if value.apart is None)
    if comparable:
        return Cell(comparable, None)
    if holding:
        return Cell(tuple(holding), Reason(Absence.NOT_COMPARABLE, holding[0].apart))
    for absence in stated:
        if not absence.over:
            return Cell((), absence.reason)
    if found:
        return Cell(found, Reason(Absence.EXPIRED))
    for absence in stated:
        return Cell((), absence.reason)
    return Cell((), otherwise)


def combine(cells: Sequence[Cell[V]]) -> Cell[V]:
    """One cell of several places of one level, each place's own figures side by side.

    Without any value the most telling reason stands: one that somebody stated or that was computed from
    figures, else not found if any of the places was read, else not read yet.
    """
    values = tuple(value for cell in cells if cell.reason is None for value in cell.values)
    if values:
        return Cell(values, None)
    order = list(_TELLING)
    telling = min(cells, key=lambda cell: order.index(cell.reason.absence) if cell.reason else 0, default=None)
    if telling is None or telling.reason is None:
        return Cell((), Reason(Absence.NOT_READ))
    return telling


def measure_of(quantity: Quantity) -> Measure:
    """What the quantity is counted in."""
    size = quantity.size
    if size is None:
        return _unsized(quantity.unit, quantity.per, quantity.each)
    return Measure(
        quantity.unit or "",
        quantity.per or "",
        quantity.each or "",
        (str(size.minimum or ""), str(size.maximum or ""), size.unit or ""),
    )


@lru_cache(maxsize=1 << 10)
def _unsized(unit: str | None, per: str | None, each: str | None) -> Measure:
    """Nearly all figures are counted in one of a few measures, and are compared by them again and again."""
    return Measure(unit or "", per or "", each or "")


def order_of(quantity: Quantity) -> Decimal:
    """The number a figure is ordered by: its lower bound, or the upper one of a ceiling."""
    if quantity.minimum is not None:
        return quantity.minimum
    return quantity.maximum if quantity.maximum is not None else Decimal(0)


def newest_first(policies: Iterable[Policy]) -> list[Policy]:
    """Policies by the day of their announcement (else the first of their period), latest first; then by id."""
    return sorted(policies, key=lambda policy: (-_announced(policy).toordinal(), policy.id))


def compare(library: Library, as_of: date, newest: Iterable[Policy] | None = None) -> Comparisons:
    """Everything that can be compared on that day. `newest` are the policies, newest first, where that is known."""
    newest = newest_first(library.policies.values()) if newest is None else newest
    vocabulary = library.vocabulary
    statuses = {
        policy.id: policy_status(policy, vocabulary.instruments[policy.instrument], as_of)
        for policy in library.policies.values()
    }
    policies: dict[str, list[Policy]] = defaultdict(list)
    for policy in newest:
        if statuses[policy.id] is not Status.NOT_ANNOUNCED:
            policies[policy.region].append(policy)
    held = _hold({region: policies[region] for region in sorted(policies)}, statuses, vocabulary, as_of)
    return Comparisons(
        as_of,
        statuses,
        {region: tuple(policies[region]) for region in sorted(policies)},
        *held,
        _related(library),
        {metric: _main_measure(found.values()) for metric, found in held.promises.items()},
        {region: library.gazetteer.get(region).level for region in policies},
    )


def narrow(comparisons: Comparisons, library: Library, regions: Iterable[str]) -> Comparisons:
    """What these places promised and offer; each metric has the measure that it has among all places."""
    policies = {region: own for region in regions if (own := comparisons.policies.get(region))}
    statuses = {policy.id: comparisons.statuses[policy.id] for own in policies.values() for policy in own}
    held = _hold(policies, statuses, library.vocabulary, comparisons.as_of)
    levels = {region: library.gazetteer.get(region).level for region in policies}
    return Comparisons(comparisons.as_of, statuses, policies, *held, _related(library), comparisons.measures, levels)


class _Held(NamedTuple):
    """What acts promise and offer and what they say is not there, by metric or kind and by region."""

    promises: Mapping[str, Mapping[str, tuple[Promise, ...]]]
    offers: Mapping[str, Mapping[str, tuple[Offer, ...]]]
    no_promise: Mapping[str, Mapping[str, tuple[Stated, ...]]]
    no_offer: Mapping[str, Mapping[str, tuple[Stated, ...]]]


def _hold(
    policies: Mapping[str, Sequence[Policy]], statuses: Mapping[str, Status], vocabulary: Vocabulary, as_of: date
) -> _Held:
    promises: dict[str, dict[str, list[Promise]]] = defaultdict(lambda: defaultdict(list))
    offers: dict[str, dict[str, list[Offer]]] = defaultdict(lambda: defaultdict(list))
    no_promise: dict[str, dict[str, list[Stated]]] = defaultdict(lambda: defaultdict(list))
    no_offer: dict[str, dict[str, list[Stated]]] = defaultdict(lambda: defaultdict(list))
    for region, own in policies.items():
        for policy in own:
            status = statuses[policy.id]
            for entry in policy.absent:
                stated = Stated(Reason(entry.reason, entry.why), status in _OVER)
                if entry.metric is not None:
                    no_promise[entry.metric][region].append(stated)
                elif entry.kind is not None:
                    no_offer[entry.kind][region].append(stated)
            for target in policy.targets:
                promises[target.metric][region].append(_promise(policy, target, status, as_of))
            for subsidy in policy.subsidies:
                offers[subsidy.kind][region].append(_offer(policy, subsidy, status, as_of))
    return _Held(
        _in_order(vocabulary.metrics, promises, _promise_order),
        _in_order(vocabulary.kinds, offers, _offer_order),
        _in_order(vocabulary.metrics, no_promise, None),
        _in_order(vocabulary.kinds, no_offer, None),
    )


T = TypeVar("T")


def _in_order(
    words: Iterable[str],
    found: Mapping[str, Mapping[str, Sequence[T]]],
    order: Callable[[T], tuple[Any, ...]] | None,
) -> dict[str, dict[str, tuple[T, ...]]]:
    return {
        word: {region: tuple(sorted(own, key=order) if order else own) for region, own in found[word].items()}
        for word in words
        if word in found
    }


_OVER = frozenset({Status.ENDED, Status.REPEALED})
#: Which reason speaks for several places, the most telling first.
_TELLING = (
    Absence.NOT_COMPARABLE,
    Absence.EXPIRED,
    Absence.NONE_OFFERED,
    Absence.NOT_FOUND,
    Absence.NOT_READ,
)


def promises_of(policy: Policy, status: Status, as_of: date) -> list[Promise]:
    """The promises of one policy of that status, for whoever needs no more than a few policies."""
    return [_promise(policy, target, status, as_of) for target in policy.targets]


def offers_of(policy: Policy, status: Status, as_of: date) -> list[Offer]:
    """The same of what it offers."""
    return [_offer(policy, subsidy, status, as_of) for subsidy in policy.subsidies]


def _promise(policy: Policy, target: Target, policy_is: Status, as_of: date) -> Promise:
    status = target_status(target, policy_is, as_of)
    over = status is TargetStatus.ENDED or policy_is is Status.REPEALED
    return Promise(policy, target, status, over, policy_is is Status.PROPOSED, _apart(policy, metric=target.metric))


def _offer(policy: Policy, subsidy: Subsidy, policy_is: Status, as_of: date) -> Offer:
    status = subsidy_status(subsidy, policy_is, as_of)
    return Offer(policy, subsidy, status, status in _OVER, status is Status.PROPOSED, _apart(policy, kind=subsidy.kind))


def _apart(policy: Policy, metric: str | None = None, kind: str | None = None) -> Texts | None:
    """Why the record sets its own figures of the metric or kind apart; it never does so without saying why."""
    for entry in policy.absent:
        if entry.reason is Absence.NOT_COMPARABLE and (entry.metric, entry.kind) == (metric, kind):
            return entry.why
    return None


def _promise_order(promise: Promise) -> tuple[Any, ...]:
    """What holds before what is over, acts before proposals, the latest act first, its greatest figure first."""
    deadline = promise.target.deadline
    return (
        promise.over,
        promise.apart is not None,
        promise.proposed,
        -_announced(promise.policy).toordinal(),
        promise.policy.id,
        -order_of(promise.target.quantity),
        -(deadline.end if deadline else date.min).toordinal(),
        promise.target.id,
    )


def _offer_order(offer: Offer) -> tuple[Any, ...]:
    """What holds before what is over, acts before proposals, the latest act first, in the order of its
    record.
    """
    return (offer.over, offer.apart is not None, offer.proposed)


def _rank_group(places: Mapping[str, Sequence[Promise]]) -> tuple[Ranked, ...]:
    leading = {
        region: order_of(found[0].target.quantity)
        for region, found in places.items()
        if not (found[0].over or found[0].apart is not None or found[0].proposed)
    }
    shared = Counter(leading.values())
    rows: list[Ranked] = []
    rank, before = 0, None
    for place, region in enumerate(sorted(leading, key=lambda region: (-leading[region], region)), 1):
        number = leading[region]
        if number != before:
            rank, before = place, number
        rows.append(Ranked(places[region][0], rank, shared[number] > 1))
        rows += [Ranked(promise, None, False) for promise in places[region][1:]]
    for region in sorted(places.keys() - leading.keys()):
        rows += [Ranked(promise, None, False) for promise in places[region]]
    return tuple(rows)


def _main_measure(places: Iterable[Sequence[Promise]]) -> Measure:
    """The measure most places use; among equals the first in alphabetical order."""
    counts = Counter(measure for found in places for measure in {promise.measure for promise in found})
    return min(counts, key=lambda measure: (-counts[measure], measure))


def _related(library: Library) -> dict[str, tuple[str, ...]]:
    """Metrics that look alike, both ways: who names one of them is taken for the other."""
    found: dict[str, set[str]] = defaultdict(set)
    for metric in library.vocabulary.metrics.values():
        for other in metric.related:
            found[metric.id].add(other)
            found[other].add(metric.id)
    return {metric: tuple(sorted(others)) for metric, others in found.items()}


def _announced(policy: Policy) -> date:
    """The first possible day of the announcement, else of the policy's period; the beginning of time without both."""
    dated = policy.announced or policy.period
    if dated is None:
        return date.min
    return dated.period.start or dated.period.end
