"""Bar tables: which figures of a place or of a kind of support are set beside each other, with bars.

Owns the choice. Refuses what cannot be compared: figures of one metric and measure, or of one role, unit and base, and
of places of one level of government; what is over, proposed or set apart is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from policygen.model import units
from policygen.model.quantities import Comparator, Quantity
from policygen.model.subsidies import Role, Term
from policygen.site.comparisons import Measure, Offer, Promise, order_of
from policygen.site.messages import N_
from policygen.site.pages.bars import axis_view, draw_bar, make_scale
from policygen.site.pages.cells import grouped_by_level, measure_words
from policygen.site.pages.glance import holds
from policygen.site.pages.rows import first_evidence, written_words
from policygen.site.pages.sheet import Sheet
from policygen.site.views import BarRow, BarTable, Link, Words

#: How many figures of a group are drawn, and how many tables a page of a place has.
_ROWS: Final = 12
_TABLES: Final = 6

_CEILINGS: Final = N_("Ceilings side by side")
_AMOUNTS: Final = N_("Amounts side by side")
_RATES: Final = N_("Rates side by side")


class _Drawn(NamedTuple):
    """A figure to be drawn: how it is counted, and the row but for its bar."""

    quantity: Quantity
    label: Link
    detail: Words | None
    value: Link
    written: Words


class _Measured(NamedTuple):
    """What offers are compared by; `on` is what a rate or a ceiling applies to."""

    heading: str
    unit: str
    per: str
    each: str
    on: str


def draw_offers(sheet: Sheet, kind: str, offers: Iterable[Offer]) -> BarTable | None:
    """The terms of one kind of support that most places name alike, level by level; None where no two do."""
    found: dict[_Measured, dict[str, list[tuple[Offer, Term, Quantity]]]] = defaultdict(lambda: defaultdict(list))
    for offer in offers:
        if offer.over or offer.proposed or offer.apart is not None:
            continue
        for term in offer.subsidy.terms:
            quantity = _drawable(term)
            if quantity is not None:
                measured = _measured(term, quantity)
                found[measured][offer.policy.region].append((offer, term, quantity))
    best = max(found, key=lambda measured: len(found[measured]), default=None)
    if best is None or len(found[best]) < 2:
        return None
    groups = {
        sheet.levels(level): [_offer(sheet, *each) for region in regions for each in found[best][region]]
        for level, regions in grouped_by_level(sheet, found[best]).items()
    }
    return _table(sheet, Link(sheet.gettext(best.heading), ""), _unit_words(sheet, best), groups, kind)


def draw_promises(sheet: Sheet, region: str, read: Iterable[str]) -> Iterator[BarTable]:
    """The metrics of which a place itself names two figures or more, or two places of one level within it do. `read`
    are the places within it that have records.
    """
    comparisons = sheet.shelf.comparisons
    inside = list(read)
    number = 0
    for metric, found in comparisons.promises.items():
        main = comparisons.measures[metric]
        own = [promise for promise in found.get(region, ()) if _counts(promise, main)]
        leading = {
            place: promise
            for place in inside
            if (promise := next((each for each in found.get(place, ()) if _counts(each, main)), None))
        }
        groups: dict[str, list[_Drawn]] = {}
        if len(own) > 1:
            groups[sheet.name(region)] = [_promise(sheet, promise, by_place=False) for promise in own]
        for level, places in grouped_by_level(sheet, leading).items():
            if len(places) > 1:
                groups[sheet.levels(level)] = [_promise(sheet, leading[place], by_place=True) for place in places]
        if not groups:
            continue
        table = _table(sheet, sheet.metric(metric), measure_words(sheet, metric, main), groups, metric)
        if table is not None:
            number += 1
            yield table
        if number == _TABLES:
            return


def _table(
    sheet: Sheet, heading: Link, unit: str, groups: Mapping[str, Sequence[_Drawn]], name: str
) -> BarTable | None:
    """The table of these groups, the greatest figures of each first; None where there is nothing to compare."""
    shown = {
        title: sorted(rows, key=lambda row: -order_of(row.quantity))[:_ROWS] for title, rows in groups.items() if rows
    }
    scale = make_scale([row.quantity for rows in shown.values() for row in rows])
    if scale is None:
        return None
    drawn = tuple(
        (
            title,
            tuple(
                BarRow(row.label, row.detail, row.value, row.written, draw_bar(row.quantity, scale, muted=False))
                for row in rows
            ),
        )
        for title, rows in shown.items()
    )
    bars = [row.bar for _, rows in drawn for row in rows]
    cut = any(len(rows) > _ROWS for rows in groups.values())
    more = sheet.ngettext(
        "Of each group the %(num)s greatest figure.", "Of each group the %(num)s greatest figures.", _ROWS
    )
    return BarTable(heading, unit, axis_view(sheet, scale, bars, unit, name), drawn, more if cut else "")


def _counts(promise: Promise, main: Measure) -> bool:
    return holds(promise) and promise.measure == main


def _promise(sheet: Sheet, promise: Promise, *, by_place: bool) -> _Drawn:
    target = promise.target
    deadline = sheet.deadline(target.deadline)
    of = sheet.maybe(target.of)
    label = sheet.place(promise.policy.region)
    if not by_place:
        label = Link(deadline or sheet.gettext("no deadline"), "")
    elif of is None and deadline:
        of = Words(deadline)
    value = Link(
        sheet.figure(target.quantity, sheet.metric_of(target.metric)), sheet.policy(promise.policy, target.id).href
    )
    return _Drawn(target.quantity, label, of, value, written_words(sheet, target.evidence, target.quantity))


def _offer(sheet: Sheet, offer: Offer, term: Term, quantity: Quantity) -> _Drawn:
    subsidy = offer.subsidy
    text = (
        sheet.messages.list(sheet.figure(tier.quantity) for tier in term.tiers)
        if term.quantity is None
        else sheet.figure(term.quantity)
    )
    evidence = term.evidence or (first_evidence(subsidy),)
    return _Drawn(
        quantity,
        sheet.place(offer.policy.region),
        sheet.maybe(subsidy.beneficiary),
        Link(text, sheet.policy(offer.policy, subsidy.id).href),
        written_words(sheet, evidence, term.quantity),
    )


def _drawable(term: Term) -> Quantity | None:
    """The term as one figure; tiers reach from the least to the greatest of them."""
    if term.role in {Role.CAP, Role.AMOUNT, Role.RATE} and term.quantity is not None:
        return term.quantity
    if term.role is not Role.TIERS or not term.tiers:
        return None
    tiers = [tier.quantity for tier in term.tiers]
    ends = [end for tier in tiers for end in (tier.minimum, tier.maximum) if end is not None]
    if len({(tier.unit, tier.per, tier.each) for tier in tiers}) > 1:
        return None
    return replace(tiers[0], minimum=min(ends), maximum=max(ends), comparator=Comparator.BETWEEN)


def _measured(term: Term, quantity: Quantity) -> _Measured:
    heading = _CEILINGS if term.role is Role.CAP else _RATES if quantity.unit == "percent" else _AMOUNTS
    return _Measured(heading, quantity.unit or "", quantity.per or "", quantity.each or "", term.on or "")


def _unit_words(sheet: Sheet, measured: _Measured) -> str:
    """What the figures are counted in: "CNY a year"."""
    language = sheet.language.partition("-")[0]
    unit = units.write_unit(measured.unit, language) if measured.unit else sheet.gettext("number")
    each = units.write_each(measured.each, language) if measured.each else ""
    per = units.write_per(measured.per, language) if measured.per else ""
    return each + per + unit if language == "zh" else " ".join(part for part in (unit, each, per) if part)
