"""At a glance: what stands for the whole tracker where there is room for little.

Owns which figure of a metric and which offer are the greatest, which metric most places name, and which kinds of
support each of the widest places has on offer. Refuses what is over, proposed or set apart, and figures in another
measure than the metric's main one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from policygen.model.provenance import Absence
from policygen.model.quantities import Quantity
from policygen.model.status import Status
from policygen.model.subsidies import Role, Term
from policygen.model.units import is_money
from policygen.site.comparisons import Comparisons, Offer, Promise, order_of


class Leading(NamedTuple):
    """What stands for a metric: how many places name a figure of it and how many a comparable one, how many figures
    are comparable, and the greatest of them.
    """

    places: int
    comparable: int
    figures: int
    best: Promise | None


class BestOffer(NamedTuple):
    """The greatest ceiling of support, else the greatest amount; the lesser `key`, the greater."""

    key: tuple[bool, Decimal, str]
    offer: Offer
    term: Term
    quantity: Quantity


class Support(NamedTuple):
    """One kind of support in one of the widest places: how many places in it have it on offer; when none has, why:
    `PROPOSED`, or the value of an `Absence`.
    """

    kind: str
    places: int
    gap: str


#: Why a kind is not on offer where it is proposed only.
PROPOSED: Final = "proposed"


class Glance(NamedTuple):
    """`widest` is the metric for which most places have a comparable figure, "" when none has; `largest` its greatest
    figure by widest place, of a place within it; `offers` the best offer by unit, `support` what each of the widest
    places has on offer, in the order of the vocabulary, with the kinds of which more is known than that nothing was
    found.
    """

    leading: Mapping[str, Leading]
    widest: str
    largest: Mapping[str, Promise]
    offers: Mapping[str, BestOffer]
    support: Mapping[str, tuple[Support, ...]]


def make_glance(comparisons: Comparisons, places: Mapping[str, str]) -> Glance:
    """`places` leads from each region to the widest place it lies in."""
    leading = {metric: _leading(comparisons, metric) for metric in comparisons.promises}
    widest = max(leading, key=lambda metric: leading[metric].comparable, default="")
    if not widest or not leading[widest].comparable:
        widest = ""
    return Glance(
        leading,
        widest,
        _largest_within(comparisons, widest, places) if widest else {},
        _best_offers(comparisons),
        _support(comparisons, places),
    )


def main_currency(leading: Iterable[Leading]) -> str:
    """The currency of most figures; "" without money."""
    found = Counter[str]()
    for each in leading:
        if each.best is not None and is_money(each.best.measure.unit):
            found[each.best.measure.unit] += each.figures
    return min(found, key=lambda unit: (-found[unit], unit), default="")


def holds(promise: Promise) -> bool:
    """Whether a figure counts: not over, not proposed, not set apart."""
    return not (promise.over or promise.proposed or promise.apart is not None)


def _leading(comparisons: Comparisons, metric: str) -> Leading:
    main = comparisons.measures[metric]
    comparable = figures = 0
    best: Promise | None = None
    found = comparisons.promises[metric]
    for promises in found.values():
        own = [promise for promise in promises if holds(promise) and promise.measure == main]
        comparable += bool(own)
        figures += len(own)
        for promise in own:
            if best is None or _greatest_first(promise) < _greatest_first(best):
                best = promise
    return Leading(len(found), comparable, figures, best)


def _greatest_first(promise: Promise) -> tuple[Decimal, str, str]:
    return -order_of(promise.target.quantity), promise.policy.id, promise.target.id


def _largest_within(comparisons: Comparisons, metric: str, places: Mapping[str, str]) -> dict[str, Promise]:
    main = comparisons.measures[metric]
    found: dict[str, Promise] = {}
    for region, promises in comparisons.promises[metric].items():
        place = places[region]
        for promise in promises if place != region else ():
            if holds(promise) and promise.measure == main:
                known = found.get(place)
                if known is None or _greatest_first(promise) < _greatest_first(known):
                    found[place] = promise
    return found


def _support(comparisons: Comparisons, places: Mapping[str, str]) -> dict[str, tuple[Support, ...]]:
    found: dict[str, list[Support]] = {}
    for kind, offers in comparisons.offers.items():
        offering: Counter[str] = Counter()
        gaps: dict[str, set[str]] = {}
        for region, own in offers.items():
            if any(not (offer.over or offer.proposed) for offer in own):
                offering[places[region]] += 1
            else:
                gap = Absence.EXPIRED.value if all(offer.over for offer in own) else PROPOSED
                gaps.setdefault(places[region], set()).add(gap)
        for region, stated in comparisons.no_offer.get(kind, {}).items():
            gaps.setdefault(places[region], set()).update(each.reason.absence.value for each in stated)
        for place in sorted(offering.keys() | gaps.keys()):
            gap = "" if offering[place] else min(gaps[place], key=_TELLING.index)
            found.setdefault(place, []).append(Support(kind, offering[place], gap))
    return {place: tuple(found[place]) for place in sorted(found)}


#: Which gap speaks for a place, the most telling first.
_TELLING: Final = (
    PROPOSED,
    *(absence.value for absence in (Absence.NOT_COMPARABLE, Absence.EXPIRED, Absence.NONE_OFFERED)),
    *(absence.value for absence in (Absence.NOT_FOUND, Absence.NOT_READ)),
)


def _best_offers(comparisons: Comparisons) -> dict[str, BestOffer]:
    """Of each unit the greatest ceiling, else the greatest amount, of what is in force."""
    best: dict[str, BestOffer] = {}
    for offer in _offers(comparisons):
        if offer.status is not Status.IN_FORCE or offer.apart is not None:
            continue
        for term in offer.subsidy.terms:
            quantity = term.quantity
            if quantity is None or term.role not in {Role.CAP, Role.AMOUNT}:
                continue
            upper = quantity.maximum if quantity.maximum is not None else order_of(quantity)
            key = (term.role is not Role.CAP, -upper, f"{offer.policy.id} {offer.subsidy.id}")
            known = best.get(quantity.unit or "")
            if known is None or key < known.key:
                best[quantity.unit or ""] = BestOffer(key, offer, term, quantity)
    return dict(sorted(best.items()))


def _offers(comparisons: Comparisons) -> Iterable[Offer]:
    for places in comparisons.offers.values():
        for offers in places.values():
            yield from offers
