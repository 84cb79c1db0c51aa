"""Figures: targets, indicators, commitments and subsidies as views, each with its witness.

Owns what is said of each and in what words. Refuses to say it without the words of the source beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policygen.model.articles import Article
from policygen.model.provenance import Evidence, Testimony
from policygen.model.quantities import Quantity
from policygen.model.records import Declared, Policy
from policygen.model.status import Status, TargetStatus
from policygen.model.subsidies import Role, Subsidy, Term
from policygen.model.targets import Commitment, Indicator, Target
from policygen.model.texts import Texts
from policygen.site.pages import words
from policygen.site.pages.quotes import Mark, letter
from policygen.site.pages.routes import kind_route
from policygen.site.pages.sheet import Sheet
from policygen.site.pages.strongest import Lead
from policygen.site.pages.witnesses import other_views, witnesses
from policygen.site.pages.workings import make_example
from policygen.site.views import (
    CommitmentView,
    DeclaredView,
    FigureView,
    Link,
    OtherView,
    OutcomeView,
    SubsidyView,
    TermView,
    WitnessView,
    Words,
)
from policygen.values import dataclass


@dataclass(frozen=True, slots=True)
class Showing:
    """What the page around a figure does not say by itself: whether the figure is to name its place and its
    policy.
    """

    place: bool = False
    policy: bool = False

    def of_place(self, sheet: Sheet, region: str) -> Link | None:
        return sheet.place(region) if self.place else None

    def of_policy(self, sheet: Sheet, policy: Policy | None) -> Link | None:
        return sheet.policy(policy) if self.policy and policy is not None else None

    def part_id(self, policy: Policy, part: str) -> str:
        """The id on the page: the part's own where the page is one policy's.

        No id of a part has an underscore, so two records' parts never have one id.
        """
        return f"{policy.id}_{part}" if self.policy else part


def target_view(sheet: Sheet, policy: Policy, target: Target, status: TargetStatus, showing: Showing) -> FigureView:
    """A target: what, how much, until when, is it still open, and the words that say so."""
    metric = sheet.metric_of(target.metric)
    wording = sheet.wording(target.quantity, metric)
    return FigureView(
        id=showing.part_id(policy, target.id),
        bound=wording.bound,
        value=wording.value,
        per=wording.per,
        label=sheet.metric(target.metric),
        of=sheet.maybe(target.of),
        deadline=sheet.deadline(target.deadline),
        on=None,
        by=None,
        place=showing.of_place(sheet, policy.region),
        policy=showing.of_policy(sheet, policy),
        status=sheet.promise_status(target, status),
        note=sheet.maybe(target.note),
        outcome=_outcome(sheet, target),
        witnesses=figure_witnesses(sheet, target.quantity, target.evidence, target.others),
    )


def lead_view(sheet: Sheet, lead: Lead, showing: Showing) -> FigureView:
    """A figure that stands for others; the term of an offer is set as one."""
    if lead.promise is not None:
        return target_view(sheet, lead.promise.policy, lead.promise.target, lead.promise.status, showing)
    offer, term, quantity = lead.offered
    policy, subsidy = offer.policy, offer.subsidy
    wording = sheet.wording(quantity)
    return FigureView(
        id=showing.part_id(policy, subsidy.id),
        bound=sheet.gettext("up to") if term.role is Role.CAP else wording.bound,
        value=wording.value,
        per=wording.per,
        label=sheet.support(subsidy.kind),
        of=sheet.maybe(subsidy.beneficiary),
        deadline="",
        on=None,
        by=None,
        place=showing.of_place(sheet, policy.region),
        policy=showing.of_policy(sheet, policy),
        status=sheet.offer_status(subsidy, policy, offer.status),
        note=None,
        outcome=None,
        witnesses=figure_witnesses(sheet, quantity, term.evidence or subsidy.evidence, term.others),
    )


def indicator_view(
    sheet: Sheet, indicator: Indicator, policy: Policy | None, article: Article | None, showing: Showing
) -> FigureView:
    """An indicator: a figure that is nobody's promise, of a record or of an article."""
    wording = sheet.wording(indicator.quantity, sheet.metric_of(indicator.metric))
    owner = policy.id if policy is not None else article.id if article is not None else ""
    return FigureView(
        id=f"{owner}_{indicator.id}" if showing.policy or policy is None else indicator.id,
        bound=wording.bound,
        value=wording.value,
        per=wording.per,
        label=sheet.metric(indicator.metric),
        of=sheet.maybe(indicator.of),
        deadline="",
        on=sheet.when(indicator.on),
        by=sheet.maybe(indicator.by),
        place=showing.of_place(sheet, indicator.region),
        policy=showing.of_policy(sheet, policy),
        status=None,
        note=sheet.maybe(indicator.note),
        outcome=None,
        witnesses=figure_witnesses(sheet, indicator.quantity, indicator.evidence, indicator.others),
    )


def commitment_view(
    sheet: Sheet, policy: Policy, commitment: Commitment, status: TargetStatus, showing: Showing
) -> CommitmentView:
    """A promise without a number."""
    return CommitmentView(
        id=showing.part_id(policy, commitment.id),
        text=sheet.words(commitment.text),
        deadline=sheet.deadline(commitment.deadline),
        place=showing.of_place(sheet, policy.region),
        policy=showing.of_policy(sheet, policy),
        status=sheet.promise_status(commitment, status),
        note=sheet.maybe(commitment.note),
        witnesses=witnesses(sheet, commitment.evidence, (), other_views(sheet, commitment.others)),
    )


def subsidy_view(
    sheet: Sheet,
    policy: Policy,
    subsidy: Subsidy,
    status: Status,
    showing: Showing,
    *,
    elsewhere: bool = True,
    worked: bool = False,
) -> SubsidyView:
    """Support offered: each term on a line, lettered where several share a witness. `worked`: with an example."""
    lettered = len(subsidy.terms) > 1
    marks: list[Mark] = []
    terms: list[TermView] = []
    others: list[OtherView] = list(other_views(sheet, subsidy.others))
    evidence: list[Evidence] = list(subsidy.evidence)
    for index, term in enumerate(subsidy.terms):
        of = letter(index) if lettered else ""
        terms += term_views(sheet, subsidy.kind, term, of)
        marks += _marks(term, of)
        evidence += term.evidence
        others += other_views(sheet, term.others, sheet.gettext(words.ROLE_SUBJECTS[term.role]))
    kind = sheet.vocabulary.kinds[subsidy.kind]
    elsewhere_link = None
    if elsewhere and sheet.shelf.alone.get(subsidy.kind, policy.region) != policy.region:
        elsewhere_link = sheet.link(
            sheet.gettext("%(support)s elsewhere", support=sheet.text(kind.label)), kind_route(subsidy.kind)
        )
    return SubsidyView(
        id=showing.part_id(policy, subsidy.id),
        kind=sheet.support(subsidy.kind),
        beneficiary=sheet.maybe(subsidy.beneficiary),
        conditions=tuple(sheet.words(condition) for condition in subsidy.conditions),
        terms=tuple(terms),
        period=sheet.when(subsidy.period),
        place=showing.of_place(sheet, policy.region),
        policy=showing.of_policy(sheet, policy),
        status=sheet.offer_status(subsidy, policy, status),
        note=sheet.maybe(subsidy.note),
        witnesses=witnesses(sheet, evidence, marks, others),
        elsewhere=elsewhere_link,
        example=make_example(sheet, subsidy) if worked else None,
    )


def term_views(sheet: Sheet, kind: str, term: Term, of: str) -> list[TermView]:
    """One line for a term, several for tiers."""
    role = sheet.gettext(words.ROLES[term.role])
    key = term.role.value.replace(" ", "-")
    base = term_base(sheet, kind, term)
    note = sheet.maybe(term.note)
    if term.tiers:
        last = len(term.tiers) - 1
        return [
            _line(
                sheet, role, key, tier.quantity, tier_scope(sheet, tier.when, base), of, note if last == index else None
            )
            for index, tier in enumerate(term.tiers)
        ]
    if term.quantity is None:
        return []
    scope = base
    lead = ""
    if term.role is Role.STEP:
        lead = sheet.gettext("plus")
        if term.of is not None:
            scope = Words(sheet.gettext("for each further %(width)s", width=sheet.figure(term.of)))
    return [_line(sheet, role, key, term.quantity, scope, of, note, lead)]


def tier_scope(sheet: Sheet, when: Texts | None, base: Words | None) -> Words | None:
    """For whom or when a tier is; else what it is a part of."""
    return sheet.words(when) if when else base


def declared_view(sheet: Sheet, declared: Declared) -> DeclaredView:
    """An absence that a record declares."""
    subject = sheet.metric(declared.metric) if declared.metric else sheet.support(declared.kind or "")
    return DeclaredView(
        subject, sheet.absence(declared.reason, sheet.maybe(declared.why)), witnesses(sheet, declared.evidence)
    )


def figure_witnesses(
    sheet: Sheet, quantity: Quantity, evidence: Sequence[Evidence], others: Iterable[Testimony]
) -> tuple[WitnessView, ...]:
    """The witnesses of one figure, its own words marked in them."""
    return witnesses(sheet, evidence, (Mark(quantity.written),), other_views(sheet, others))


def _outcome(sheet: Sheet, target: Target) -> OutcomeView | None:
    if target.outcome is None:
        return None
    quantity = target.outcome.quantity
    wording = sheet.wording(quantity, sheet.metric_of(target.metric))
    witness = witnesses(sheet, (target.outcome.evidence,), (Mark(quantity.written),))[0]
    value = " ".join(part for part in (wording.value, wording.per) if part)
    return OutcomeView(wording.bound, value, sheet.when(target.outcome.on), witness)


def _line(
    sheet: Sheet,
    role: str,
    key: str,
    quantity: Quantity,
    scope: Words | None,
    of: str,
    note: Words | None,
    lead: str = "",
) -> TermView:
    wording = sheet.wording(quantity)
    bound = wording.bound
    if key == "cap" and quantity.minimum == quantity.maximum:
        bound = bound or sheet.gettext("up to")
    return TermView(role, key, lead, bound, wording.value, wording.per, scope, of, note)


def term_base(sheet: Sheet, kind: str, term: Term) -> Words | None:
    """What a rate is a rate of; what an amount or a ceiling applies to, where the record says so."""
    vocabulary = sheet.vocabulary
    base = term.on
    if base is None and term.role in {Role.RATE, Role.TIERS}:
        base = vocabulary.kinds[kind].base
    if base is None or base not in vocabulary.bases:
        return None
    label = sheet.words(vocabulary.bases[base].label)
    if label.lang is not None:
        return label
    if term.role in {Role.RATE, Role.TIERS} and all(tier.quantity.unit == "percent" for tier in term.tiers):
        return Words(sheet.gettext("of the %(base)s", base=label.text))
    return label


def _marks(term: Term, of: str) -> list[Mark]:
    """The words of a term; of several the last one carries the letter."""
    quantities = [tier.quantity for tier in term.tiers]
    quantities += [quantity for quantity in (term.of, term.quantity) if quantity is not None]
    written = list(dict.fromkeys(quantity.written for quantity in quantities))
    return [Mark(text, of if index == len(written) - 1 else "") for index, text in enumerate(written)]
