"""Own records: what is a place's own, as its page shows it.

Owns the order of a place's promises and offers, and how many of each stand on the first page of a place with more than
a page of them. Refuses what belongs to places around or within.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, TypeVar

from policygen.model.records import Declared, Policy
from policygen.model.status import TargetStatus, target_status
from policygen.model.targets import Commitment, Target
from policygen.site.comparisons import Offer
from policygen.site.pages.cutting import Figure
from policygen.site.pages.parts import Portion
from policygen.site.pages.sheet import Sheet
from policygen.site.views import Link

T = TypeVar("T")
#: How many of each kind of thing stand on the first page where not all do.
TOP: Final = 50

Promised = tuple[Policy, Target, TargetStatus]
Committed = tuple[Policy, Commitment, TargetStatus]


class Own(NamedTuple):
    """What a page of the place shows, promises and offers that are over last."""

    policies: Sequence[Policy]
    announced: Sequence[Policy]
    targets: Sequence[Promised]
    commitments: Sequence[Committed]
    offers: Sequence[Offer]
    figures: Sequence[Figure]
    declared: Sequence[Declared]


def own_records(sheet: Sheet, place: str, portion: Portion) -> Own:
    """All there is of the place, or what is in a part of it; what was not yet announced is listed and not told."""
    shelf = sheet.shelf
    comparisons = shelf.comparisons
    policies = shelf.policies.get(place, ())
    announced = comparisons.policies.get(place, ())
    figures = shelf.indicators.get(place, ())
    if portion.ids is not None:
        ids = set(portion.ids)
        policies = tuple(policy for policy in policies if f"policy/{policy.id}" in ids)
        announced = tuple(policy for policy in announced if f"policy/{policy.id}" in ids)
        figures = tuple(figure for figure in figures if figure.source in ids)
    statuses = comparisons.statuses
    known = {policy.id for policy in announced}
    return Own(
        policies,
        announced,
        sorted(
            (
                (policy, target, target_status(target, statuses[policy.id], shelf.as_of))
                for policy in announced
                for target in policy.targets
            ),
            key=_over,
        ),
        sorted(
            (
                (policy, commitment, target_status(commitment, statuses[policy.id], shelf.as_of))
                for policy in announced
                for commitment in policy.commitments
            ),
            key=_over,
        ),
        sorted(
            (
                offer
                for found in comparisons.offers.values()
                for offer in found.get(place, ())
                if offer.policy.id in known
            ),
            key=lambda offer: offer.over,
        ),
        figures,
        [declared for policy in announced for declared in policy.absent],
    )


def shown(sheet: Sheet, things: Sequence[T], portion: Portion) -> tuple[Sequence[T], Link | None]:
    """What stands on this page of the things, with the way to the others."""
    more = len(things) - TOP
    if not portion.is_top or more <= 0:
        return things, None
    return things[:TOP], Link(sheet.ngettext("%(num)s more", "%(num)s more", more), "#parts")


def latest_offers(own: Own, portion: Portion) -> Sequence[Offer]:
    """The offers; where not all stand on the page, the latest first."""
    if not portion.is_top:
        return own.offers
    order = {policy.id: index for index, policy in enumerate(own.policies)}
    return sorted(own.offers, key=lambda offer: (offer.over, order[offer.policy.id]))


def _over(each: tuple[object, object, TargetStatus]) -> bool:
    return each[2] is TargetStatus.ENDED
