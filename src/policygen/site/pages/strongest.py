"""Strongest: which figures stand for a tracker, a place, a comparison.

Owns the rule, which holds for any tracker: sums of money promised before ceilings of support, these before counts and
percentages, the greatest first. What has fallen due is taken with its status; what is over, proposed or set apart is
not, and sums only in the currency of most figures. Refuses editors' choices.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain, islice
from typing import Final, NamedTuple

from policygen.model.quantities import Quantity
from policygen.model.status import Status
from policygen.model.subsidies import Role, Term
from policygen.site.comparisons import Measure, Offer, Promise, measure_of, order_of

#: What is chosen by its unit, in this order; ceilings of support stand between sums and counts.
_SUM, OFFERED, _COUNT, _SHARE, _REST = range(5)
_CLASSES: Final = {"count": _COUNT, "person": _COUNT, "percent": _SHARE}
_NOTHING: Final = ("", "", "")

#: What leads comes first: its class, whether it is the second choice of its class, its number with a minus, its ids.
Key = tuple[int, bool, Decimal, str, str]


class Lead(NamedTuple):
    """A figure that stands for others: a promise, or an offer with the number of the term that has the figure."""

    promise: Promise | None
    offer: Offer | None = None
    term: int = 0

    @property
    def region(self) -> str:
        """The place that promises or offers it."""
        found = self.promise or self.offer
        assert found is not None
        return found.policy.region

    @property
    def offered(self) -> tuple[Offer, Term, Quantity]:
        """The offer with its term; not for promises."""
        assert self.offer is not None
        term = self.offer.subsidy.terms[self.term]
        assert term.quantity is not None
        return self.offer, term, term.quantity


def class_of(measure: Measure, currency: str) -> int:
    """The class of figures in this measure."""
    if currency and measure.unit == currency and not measure.per:
        return _SUM
    return _CLASSES.get(measure.unit, _REST)


def head_of(promises: Iterable[Promise], measure: Measure) -> Promise | None:
    """The greatest of one metric that may stand for others; `measure` is the main one of the metric."""
    best: tuple[Decimal, Promise] | None = None
    for promise in promises:
        if promise.over or promise.proposed or promise.apart is not None:
            continue
        quantity = promise.target.quantity
        if not _is_in(quantity, measure):
            continue
        number = order_of(quantity)
        if best is None or number > best[0] or (number == best[0] and _ids(promise) < _ids(best[1])):
            best = (number, promise)
    return best[1] if best else None


def promise_key(promise: Promise, class_: int) -> Key:
    """Where a head stands among others."""
    return (class_, False, -order_of(promise.target.quantity), *_ids(promise))


def best_offer(offers: Iterable[Offer], currency: str) -> tuple[Key, Lead] | None:
    """The greatest ceiling of support, the greatest amount where none has a ceiling, with where it stands."""
    best: tuple[Key, Lead] | None = None
    for offer in offers:
        if offer.status is not Status.IN_FORCE or offer.apart is not None:
            continue
        for index, term in enumerate(offer.subsidy.terms):
            quantity = term.quantity
            if quantity is None or term.role not in {Role.CAP, Role.AMOUNT} or currency not in {"", quantity.unit}:
                continue
            upper = quantity.maximum if quantity.maximum is not None else order_of(quantity)
            key = (OFFERED, term.role is not Role.CAP, -upper, offer.policy.id, offer.subsidy.id)
            if best is None or key < best[0]:
                best = (key, Lead(None, offer, index))
    return best


def choose(
    heads: Iterable[Promise], offer: Lead | None, currency: str, spread: Mapping[str, int], most: int
) -> Iterator[Lead]:
    """At most so many of the heads of metrics and the offer: the greatest sum of money promised, the offer, the
    greatest count and the greatest percentage promised, then what is left. `spread` says how many places name a metric;
    those of most come first.
    """
    heads = list(heads)
    classes = {head.target.metric: class_of(head.measure, currency) for head in heads}

    def order(head: Promise) -> tuple[int, Key]:
        metric = head.target.metric
        return -spread.get(metric, 0), promise_key(head, classes[metric])

    heads.sort(key=order)
    first = {classes[head.target.metric]: head for head in reversed(heads)}
    sums, *others = ([first[wanted]] if wanted in first else [] for wanted in (_SUM, _COUNT, _SHARE))
    chosen = [*sums, *chain(*others)]
    metrics = {head.target.metric for head in chosen}
    rest = (head for head in heads if head.target.metric not in metrics)
    return islice(chain(map(Lead, sums), (offer,) if offer else (), map(Lead, chain(*others)), map(Lead, rest)), most)


def _ids(promise: Promise) -> tuple[str, str]:
    return promise.policy.id, promise.target.id


def _is_in(quantity: Quantity, measure: Measure) -> bool:
    """Whether it is in that measure; asked of every figure of a tracker."""
    if quantity.size is None:
        return (
            (quantity.unit or "") == measure.unit
            and (quantity.per or "") == measure.per
            and (quantity.each or "") == measure.each
            and measure.size == _NOTHING
        )
    return measure_of(quantity) == measure
