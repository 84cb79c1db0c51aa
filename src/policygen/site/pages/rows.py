"""Rows: records, figures, offers, dates and places as lines of lists and tables.

Owns the short form of each thing. Refuses a figure without the words it rests on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from policygen.model.provenance import Evidence
from policygen.model.quantities import Quantity
from policygen.model.records import Policy
from policygen.model.subsidies import Role, Subsidy, Term
from policygen.model.targets import Commitment, Target
from policygen.site.comparisons import Offer, Promise
from policygen.site.messages import iso
from policygen.site.pages.figures import term_base, tier_scope
from policygen.site.pages.listing import day_key, first_day, number_key, offer_data, place_key, policy_data, target_data
from policygen.site.pages.sheet import Sheet
from policygen.site.pages.shelf import Due
from policygen.site.views import (
    DateRow,
    DateView,
    FigureRow,
    Link,
    OfferLine,
    OfferRow,
    PlaceRow,
    PolicyRow,
    Words,
)


def policy_row(sheet: Sheet, policy: Policy) -> PolicyRow:
    """A policy as a line."""
    announced = policy.announced.period if policy.announced else None
    instrument = sheet.vocabulary.instruments[policy.instrument]
    return PolicyRow(
        announced=sheet.when(announced, short=True),
        place=sheet.place(policy.region),
        title=sheet.policy(policy),
        instrument=sheet.text(instrument.label),
        targets=len(policy.targets),
        commitments=len(policy.commitments),
        subsidies=len(policy.subsidies),
        status=sheet.status(policy),
        data=policy_data(sheet, policy),
        announced_key=first_day(announced),
        place_key=place_key(sheet, policy.region),
    )


def written_words(sheet: Sheet, evidence: Sequence[Evidence], quantity: Quantity | None = None) -> Words:
    """The words of a figure as the source writes them: its own words, in the language of the source."""
    first = evidence[0]
    return Words(quantity.written if quantity is not None else first.written, sheet.lang(first.language))


def figure_row(sheet: Sheet, promise: Promise, *, placed: bool = False) -> FigureRow:
    """A target as a line; the link of its policy leads to the target there. `placed`: with its level and the places
    above.
    """
    target = promise.target
    region = promise.policy.region
    return FigureRow(
        place=sheet.place(region),
        under=level_and_above(sheet, region) if placed else "",
        label=sheet.metric(target.metric),
        value=sheet.figure(target.quantity, sheet.metric_of(target.metric)),
        of=sheet.maybe(target.of),
        deadline=sheet.deadline(target.deadline),
        status=sheet.promise_status(target, promise.status),
        policy=sheet.policy(promise.policy, target.id),
        written=written_words(sheet, target.evidence, target.quantity),
        witness=sheet.citation(target.evidence[0].citation),
        data=target_data(sheet, promise),
        value_key=number_key(target.quantity),
        deadline_key=day_key(target.deadline),
        place_key=place_key(sheet, region),
    )


def level_and_above(sheet: Sheet, region: str) -> str:
    """What tells places of one name apart: "district, Wuxi, Jiangsu"."""
    return sheet.messages.clauses(sheet.level(sheet.region(region).level), sheet.within(region))


def offer_row(sheet: Sheet, offer: Offer, *, placed: bool = False) -> OfferRow:
    """A subsidy as a line, one cell per role; `placed` as in `figure_row`."""
    subsidy = offer.subsidy
    region = offer.policy.region
    lines = _offer_lines(sheet, subsidy)
    told = telling_term(subsidy)
    return OfferRow(
        place=sheet.place(region),
        under=level_and_above(sheet, region) if placed else "",
        kind=sheet.support(subsidy.kind),
        beneficiary=sheet.maybe(subsidy.beneficiary),
        rate=(*lines[Role.RATE], *lines[Role.TIERS]),
        amount=tuple(lines[Role.AMOUNT]),
        cap=tuple(lines[Role.CAP]),
        area_cap=tuple(lines[Role.AREA_CAP]),
        threshold=tuple(lines[Role.THRESHOLD]),
        step=tuple(lines[Role.STEP]),
        duration=tuple(lines[Role.DURATION]),
        conditions=tuple(sheet.words(condition) for condition in subsidy.conditions),
        status=sheet.offer_status(subsidy, offer.policy, offer.status),
        policy=sheet.policy(offer.policy, subsidy.id),
        witness=sheet.citation(first_evidence(subsidy).citation),
        data=offer_data(sheet, offer, told[1] if told else None),
        place_key=place_key(sheet, region),
    )


#: Which term of a subsidy stands for it, the most telling first.
_TELLING: Final = (
    Role.CAP,
    Role.AMOUNT,
    Role.RATE,
    Role.TIERS,
    Role.STEP,
    Role.DURATION,
    Role.AREA_CAP,
    Role.THRESHOLD,
)


def telling_term(subsidy: Subsidy) -> tuple[Term, Quantity] | None:
    """The term that stands for a subsidy where there is room for one, with its first figure; None without figures."""
    for role in _TELLING:
        for term in subsidy.terms:
            quantity = term.quantity or (term.tiers[0].quantity if term.tiers else None)
            if term.role is role and quantity is not None:
                return term, quantity
    return None


def first_evidence(subsidy: Subsidy) -> Evidence:
    """Where a subsidy is found first: its own words, else those of its first term."""
    return next(iter((*subsidy.evidence, *(each for term in subsidy.terms for each in term.evidence))))


def _offer_lines(sheet: Sheet, subsidy: Subsidy) -> Mapping[Role, list[OfferLine]]:
    """The lines of each role."""
    lines: Mapping[Role, list[OfferLine]] = defaultdict(list)
    for term in subsidy.terms:
        lines[term.role].extend(_term_lines(sheet, subsidy, term))
    return lines


def _term_lines(sheet: Sheet, subsidy: Subsidy, term: Term) -> Iterator[OfferLine]:
    base = term_base(sheet, subsidy.kind, term)
    note = sheet.maybe(term.note)
    before = ""
    for left, tier in zip(range(len(term.tiers) - 1, -1, -1), term.tiers, strict=True):
        written = _term_words(sheet, subsidy, term, tier.quantity)
        yield OfferLine(
            sheet.figure(tier.quantity),
            tier_scope(sheet, tier.when, base),
            note if not left else None,
            # tiers that were written as one text show it once
            written if written.text != before else None,
            number_key(tier.quantity),
        )
        before = written.text
    if term.quantity is not None:
        value = sheet.figure(term.quantity)
        if term.of is not None:
            value = sheet.gettext("%(value)s for each further %(width)s", value=value, width=sheet.figure(term.of))
        written = _term_words(sheet, subsidy, term, term.quantity)
        yield OfferLine(value, base, note, written, number_key(term.quantity))


def _term_words(sheet: Sheet, subsidy: Subsidy, term: Term, quantity: Quantity) -> Words:
    evidence = term.evidence or (first_evidence(subsidy),)
    return written_words(sheet, evidence, quantity)


def promise_text(sheet: Sheet, promise: Target | Commitment) -> str:
    """A promise on one line: "Industry scale: over CNY 350 billion"."""
    if isinstance(promise, Commitment):
        return sheet.text(promise.text)
    metric = sheet.metric_of(promise.metric)
    value = sheet.figure(promise.quantity, metric)
    return sheet.gettext("%(metric)s: %(value)s", metric=sheet.text(metric.label), value=value)


def due_row(sheet: Sheet, due: Due) -> DateRow:
    """A promise in a list of deadlines."""
    promise = due.promise
    text = promise_text(sheet, promise)
    written = written_words(sheet, promise.evidence, None if isinstance(promise, Commitment) else promise.quantity)
    link = sheet.policy(due.policy, promise.id)
    deadline = promise.deadline
    assert deadline is not None
    return DateRow(
        date=DateView(sheet.messages.period(deadline, short=True), iso(deadline)),
        text=Link(text, link.href),
        place=sheet.place(due.policy.region),
        status=sheet.promise_status(promise, due.status),
        written=written,
    )


def place_row(sheet: Sheet, region: str, depth: int) -> PlaceRow:
    """A place in a list, with what is its own and what is within it told apart."""
    own, within = sheet.shelf.own[region], sheet.shelf.within[region]
    return PlaceRow(
        place=sheet.place(region),
        level=sheet.level(sheet.region(region).level),
        depth=depth,
        policies=own.policies,
        below=within.policies,
        targets=own.targets,
        subsidies=own.subsidies,
        read=bool(own.policies or within.policies),
    )
