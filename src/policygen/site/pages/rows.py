"""Rows: records, figures, offers, dates and places as lines of lists and tables.

Owns the short form of each thing. Refuses a figure without the words it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policygen.model.periods import Period
from policygen.model.provenance import Evidence
from policygen.model.quantities import Quantity
from policygen.model.records import Policy
from policygen.model.subsidies import Role, Subsidy, Term
from policygen.model.targets import Commitment
from policygen.site.comparisons import Offer, Promise
from policygen.site.messages import iso
from policygen.site.pages.figures import tier_scope
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
    instrument = sheet.shelf.library.vocabulary.instruments[policy.instrument]
    place = sheet.place(policy.region)
    title = sheet.policy(policy)
    return PolicyRow(
        announced=sheet.when(announced, short=True),
        place=place,
        title=title,
        instrument=sheet.text(instrument.label),
        targets=len(policy.targets),
        commitments=len(policy.commitments),
        subsidies=len(policy.subsidies),
        status=sheet.status(policy),
        sort=(first_day(announced), place_key(sheet, policy.region), title.text.casefold()),
    )


def first_day(period: Period | None) -> str:
    """A period's first day as sorting wants it."""
    return (period.start or period.end).isoformat() if period is not None else ""


def place_key(sheet: Sheet, region: str) -> str:
    """What a place is sorted by in a browser: pinyin in Chinese, which ids are spelled in."""
    return region if sheet.language.startswith("zh") else sheet.name(region).casefold()


def written_words(sheet: Sheet, evidence: Sequence[Evidence], quantity: Quantity | None = None) -> Words:
    """The words of a figure as the source writes them: its own words, in the language of the source."""
    first = evidence[0]
    return Words(quantity.written if quantity is not None else first.written, sheet.lang(first.language))


def figure_row(sheet: Sheet, promise: Promise) -> FigureRow:
    """A target as a line; the link of its policy leads to the target there."""
    target = promise.target
    return FigureRow(
        place=sheet.place(promise.policy.region),
        label=sheet.metric(target.metric),
        value=sheet.figure(target.quantity, sheet.metric_of(target.metric)),
        of=sheet.maybe(target.of),
        deadline=sheet.deadline(target.deadline),
        status=sheet.promise_status(target, promise.status),
        policy=sheet.policy(promise.policy, target.id),
        written=written_words(sheet, target.evidence, target.quantity),
        witness=sheet.citation(target.evidence[0].citation),
    )


def offer_row(sheet: Sheet, offer: Offer) -> OfferRow:
    """A subsidy as a line, one cell per role."""
    subsidy = offer.subsidy
    lines = {role: tuple(_offer_lines(sheet, subsidy, role)) for role in Role}
    return OfferRow(
        place=sheet.place(offer.policy.region),
        kind=sheet.support(subsidy.kind),
        beneficiary=sheet.maybe(subsidy.beneficiary),
        rate=lines[Role.RATE] + lines[Role.TIERS],
        amount=lines[Role.AMOUNT],
        cap=lines[Role.CAP],
        area_cap=lines[Role.AREA_CAP],
        threshold=lines[Role.THRESHOLD],
        step=lines[Role.STEP],
        duration=lines[Role.DURATION],
        conditions=tuple(sheet.words(condition) for condition in subsidy.conditions),
        status=sheet.offer_status(subsidy, offer.policy, offer.status),
        policy=sheet.policy(offer.policy, subsidy.id),
        witness=sheet.citation(first_evidence(subsidy).citation),
    )


def first_evidence(subsidy: Subsidy) -> Evidence:
    """Where a subsidy is found first: its own words, else those of its first term."""
    return next(iter((*subsidy.evidence, *(each for term in subsidy.terms for each in term.evidence))))


def _offer_lines(sheet: Sheet, subsidy: Subsidy, role: Role) -> Iterable[OfferLine]:
    for term in subsidy.terms:
        if term.role is not role:
            continue
        before = ""
        for tier in term.tiers:
            written = _term_words(sheet, subsidy, term, tier.quantity)
            # tiers that were written as one text show it once
            shown = written if written.text != before else Words("")
            yield OfferLine(sheet.figure(tier.quantity), tier_scope(sheet, tier.when, None), shown)
            before = written.text
        if term.quantity is not None:
            value = sheet.figure(term.quantity)
            if term.of is not None:
                value = sheet.gettext("%(value)s for each further %(width)s", value=value, width=sheet.figure(term.of))
            yield OfferLine(value, sheet.maybe(term.note), _term_words(sheet, subsidy, term, term.quantity))


def _term_words(sheet: Sheet, subsidy: Subsidy, term: Term, quantity: Quantity) -> Words:
    evidence = term.evidence or (first_evidence(subsidy),)
    return written_words(sheet, evidence, quantity)


def due_row(sheet: Sheet, due: Due) -> DateRow:
    """A promise in a list of deadlines."""
    promise = due.promise
    if isinstance(promise, Commitment):
        text = sheet.text(promise.text)
        written = written_words(sheet, promise.evidence)
    else:
        metric = sheet.metric_of(promise.metric)
        label = sheet.text(metric.label)
        text = sheet.gettext("%(metric)s: %(value)s", metric=label, value=sheet.figure(promise.quantity, metric))
        written = written_words(sheet, promise.evidence, promise.quantity)
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
