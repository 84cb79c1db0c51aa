"""Briefs: a place on one page, for paper and for other sites.

Owns what is picked: what is the place's own before what is of places within it, by the rule of the strongest figures;
of support the best offer of each kind; of deadlines the nearest. Refuses the whole country, whose strongest figures are
the tracker's, and more than fits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from policygen.model.provenance import Citation, Evidence
from policygen.model.records import Policy
from policygen.model.status import TargetStatus, policy_status, target_status
from policygen.model.targets import Commitment
from policygen.model.units import is_money
from policygen.site.comparisons import Offer, Promise, offers_of, promises_of
from policygen.site.pages.cells import offer_value
from policygen.site.pages.figures import Showing, lead_view
from policygen.site.pages.rows import due_row, first_evidence
from policygen.site.pages.sheet import Sheet
from policygen.site.pages.shelf import Due, Shelf
from policygen.site.pages.strongest import Lead, best_offer, choose, head_of
from policygen.site.views import Brief, BriefSource, DateRow, Link
from policygen.values import dataclass

_FIGURES: Final = 4
_OFFERS: Final = 5
_DATES: Final = 3
_SOURCES: Final = 4


class _Picked(NamedTuple):
    """What stands on the page, in whatever language."""

    leads: Sequence[Lead]
    offers: Sequence[Offer]
    coming: Sequence[Due]
    passed: Sequence[Due]


def brief_of(sheet: Sheet, place: str) -> Brief | None:
    """The place on one page; None for one of which nothing has been read, or nothing that a brief shows."""
    # for all languages, for the place's page and for what is embedded of it
    picked = sheet.shelf.once(("brief", place), lambda: _pick(sheet.shelf, place))
    if picked is None:
        return None
    leads, offers, coming, passed = picked
    evidence = [*map(_evidence, leads), *(first_evidence(offer.subsidy) for offer in offers)]
    evidence += [due.promise.evidence[0] for due in (*coming, *passed)]
    return Brief(
        strongest=tuple(lead_view(sheet, lead, Showing(place=lead.region != place, policy=True)) for lead in leads),
        offers=tuple(
            (sheet.support(offer.subsidy.kind), offer_value(sheet, offer, named=offer.policy.region != place))
            for offer in offers
        ),
        next=tuple(_dated(sheet, due, place) for due in coming),
        passed=tuple(_dated(sheet, due, place) for due in passed),
        sources=tuple(_sources(sheet, [each.citation for each in evidence])),
    )


def _pick(shelf: Shelf, place: str) -> _Picked | None:
    own = shelf.comparisons.policies.get(place, ())
    within: list[Policy] = []
    if place != shelf.home:
        for region in shelf.read_within.get(place, ()):
            within += shelf.comparisons.policies[region]
    if not own and not within:
        return None
    tiers = [_Tier.of(shelf, policies) for policies in (own, within)]
    dues = [due for tier in tiers for due in tier.dues]
    picked = _Picked(
        _leads(shelf, tiers),
        _offers(tiers),
        _nearest(dues, TargetStatus.OPEN, shelf.as_of),
        _nearest(dues, TargetStatus.PASSED, shelf.as_of),
    )
    return picked if any(picked) else None


@dataclass(frozen=True, slots=True)
class _Tier:
    """What is of the place, or of those within it: promises by metric, offers by kind, deadlines."""

    promises: Mapping[str, Sequence[Promise]]
    offers: Mapping[str, Sequence[Offer]]
    dues: Sequence[Due]

    @classmethod
    def of(cls, shelf: Shelf, policies: Iterable[Policy]) -> _Tier:
        as_of = shelf.as_of
        instruments = shelf.library.vocabulary.instruments
        promises: dict[str, list[Promise]] = {}
        offers: dict[str, list[Offer]] = {}
        dues: list[Due] = []
        for policy in policies:
            status = policy_status(policy, instruments[policy.instrument], as_of)
            for promise in promises_of(policy, status, as_of):
                target = promise.target
                promises.setdefault(target.metric, []).append(promise)
                if target.deadline is not None:
                    dues.append(Due(target.deadline.end, policy, target, promise.status))
            for offer in offers_of(policy, status, as_of):
                offers.setdefault(offer.subsidy.kind, []).append(offer)
            for commitment in policy.commitments:
                if commitment.deadline is not None:
                    told = target_status(commitment, status, as_of)
                    dues.append(Due(commitment.deadline.end, policy, commitment, told))
        return cls(promises, offers, dues)


def _leads(shelf: Shelf, tiers: Iterable[_Tier]) -> list[Lead]:
    """The strongest figures, each of another metric."""
    measures = shelf.comparisons.measures
    found: list[Lead] = []
    for tier in tiers:
        heads = [head for metric, each in tier.promises.items() if (head := head_of(each, measures[metric]))]
        currency = _currency(heads)
        best = best_offer((offer for offers in tier.offers.values() for offer in offers), currency)
        known = {lead.promise.target.metric for lead in found if lead.promise}
        offer = best[1] if best and not any(lead.offer for lead in found) else None
        heads = [head for head in heads if head.target.metric not in known]
        found += choose(heads, offer, currency, {}, _FIGURES - len(found))
    return found


def _currency(heads: Iterable[Promise]) -> str:
    units = Counter(head.measure.unit for head in heads if is_money(head.measure.unit))
    return min(units, key=lambda unit: (-units[unit], unit), default="")


def _offers(tiers: Iterable[_Tier]) -> list[Offer]:
    """Of each kind the best that is in force, the place's own before others."""
    found: dict[str, Offer] = {}
    for tier in tiers:
        for kind, offers in tier.offers.items():
            standing = [offer for offer in offers if not (offer.over or offer.proposed or offer.apart is not None)]
            best = best_offer(standing, "")
            if standing:
                found.setdefault(kind, best[1].offered[0] if best else standing[0])
    return list(found.values())[:_OFFERS]


def _nearest(dues: Iterable[Due], status: TargetStatus, as_of: date) -> list[Due]:
    """One of each policy, figures before promises without one."""
    found: dict[str, Due] = {}
    for due in sorted(
        (due for due in dues if due.status is status),
        key=lambda due: (abs((due.day - as_of).days), isinstance(due.promise, Commitment), due.policy.id),
    ):
        found.setdefault(due.policy.id, due)
    return list(found.values())[:_DATES]


def _dated(sheet: Sheet, due: Due, place: str) -> DateRow:
    row = due_row(sheet, due)
    return replace(row, place=Link("", "")) if due.policy.region == place else row


def _evidence(lead: Lead) -> Evidence:
    if lead.promise is not None:
        return lead.promise.target.evidence[0]
    offer, term, _ = lead.offered
    return term.evidence[0] if term.evidence else first_evidence(offer.subsidy)


def _sources(sheet: Sheet, citations: Iterable[Citation]) -> Iterator[BriefSource]:
    """The articles, each once with the last day it was read."""
    read: dict[str, date] = {}
    for citation in citations:
        read[citation.article] = max(citation.read, read.get(citation.article, citation.read))
    for article, day in list(read.items())[:_SOURCES]:
        yield BriefSource(
            sheet.article(sheet.shelf.library.articles[article]),
            sheet.gettext("read %(day)s", day=sheet.messages.short_day(day)),
        )
