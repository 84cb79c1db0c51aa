"""Cells: the values and the reasons of comparisons as views, and lists of places without a value.

Owns what a cell says. Refuses an empty cell: it has a value or a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policygen.model import units
from policygen.model.quantities import Quantity, format_quantity
from policygen.model.regions import Level
from policygen.model.subsidies import Role, Subsidy
from policygen.site.comparisons import Cell, Measure, Offer, Promise, Reason
from policygen.site.pages.columns import MOST
from policygen.site.pages.routes import region_route
from policygen.site.pages.rows import first_evidence, telling_term, written_words
from policygen.site.pages.sheet import Sheet
from policygen.site.views import AbsenceView, CellValue, Link, MissingRow, Words
from policygen.site.views import Cell as CellView


def promise_cell(
    sheet: Sheet, metric: str, cell: Cell[Promise], *, named: bool = False, number: int | None = None
) -> CellView:
    """A cell of targets. `named`: each value names its place. `number` is how many values there are where the cell has
    only those that are shown.
    """
    values = [_promise_value(sheet, promise, cell.reason, named) for promise in cell.values[:MOST]]
    values += _more(sheet, cell, number)
    return CellView(tuple(values), absence_view(sheet, cell.reason, metric))


def offer_cell(sheet: Sheet, cell: Cell[Offer], *, named: bool = False, number: int | None = None) -> CellView:
    """A cell of subsidies, each told by its most telling term."""
    values = [offer_value(sheet, offer, named) for offer in cell.values[:MOST]]
    values += _more(sheet, cell, number)
    return CellView(tuple(values), absence_view(sheet, cell.reason))


def absence_view(sheet: Sheet, reason: Reason | None, metric: str | None = None) -> AbsenceView | None:
    """The reason in words, with its explanation."""
    if reason is None:
        return None
    why = sheet.maybe(reason.why)
    if reason.related is not None:
        label = sheet.text(sheet.metric_of(reason.related).label)
        why = Words(sheet.gettext("has “%(metric)s” instead", metric=label))
    elif reason.measure is not None and metric is not None:
        unit = measure_words(sheet, metric, reason.measure)
        why = Words(sheet.gettext("counted in %(unit)s", unit=unit))
    return sheet.absence(reason.absence, why)


def measure_words(sheet: Sheet, metric: str, measure: Measure) -> str:
    """What a figure is counted in: "CNY", "firms", "CNY a year", "firms of the order of CNY 100 billion"."""
    language = sheet.language.partition("-")[0]
    found = sheet.metric_of(metric)
    noun = found.noun.get(language)
    if measure.unit in {"count", "person"}:
        unit = noun[-1] if noun else sheet.gettext("number")
    else:
        unit = units.write_unit(measure.unit, language) if measure.unit else sheet.gettext("number")
    each = units.write_each(measure.each, language) if measure.each else ""
    per = units.write_per(measure.per, language) if measure.per else ""
    whole = each + per + unit if language == "zh" else " ".join(part for part in (unit, each, per) if part)
    size = _example_size(sheet, metric, measure)
    return sheet.gettext("%(unit)s of %(size)s", unit=whole, size=format_quantity(size, language)) if size else whole


def subsidy_figure(sheet: Sheet, subsidy: Subsidy) -> tuple[str, Quantity | None]:
    """A subsidy in one figure, with the quantity it is; ("", None) when no figure is stated."""
    told = telling_term(subsidy)
    if told is None:
        return "", None
    term, quantity = told
    if term.tiers:
        return sheet.messages.list(sheet.figure(tier.quantity) for tier in term.tiers), quantity
    if term.of is not None:
        width = sheet.figure(term.of)
        return sheet.gettext(
            "%(value)s for each further %(width)s", value=sheet.figure(quantity), width=width
        ), quantity
    value = sheet.figure(quantity)
    is_bare_cap = term.role is Role.CAP and quantity.minimum == quantity.maximum
    return (sheet.gettext("up to %(value)s", value=value) if is_bare_cap else value), quantity


def missing_rows(sheet: Sheet, missing: Iterable[tuple[str, AbsenceView]]) -> tuple[MissingRow, ...]:
    """Places without a value, those of one reason together: stated reasons first, places by name."""
    order = ("none-offered", "not-comparable", "expired", "not-found-in-the-text", "not-read-yet")
    grouped: dict[AbsenceView, list[str]] = {}
    for region, absence in sorted(missing, key=lambda each: each[0]):
        grouped.setdefault(absence, []).append(region)
    rows = []
    for absence, regions in sorted(grouped.items(), key=lambda each: (order.index(each[0].key), each[1][0])):
        rows.append(
            MissingRow(
                places=tuple(sheet.place(region, short=True) for region in sheet.by_name(regions)),
                absence=absence,
                detail=sheet.ngettext("%(num)s place", "%(num)s places", len(regions)) if len(regions) > 1 else "",
            )
        )
    return tuple(rows)


def unread_provinces(sheet: Sheet) -> list[str]:
    """The provinces without a record of their own."""
    return [province for province in sheet.shelf.provinces if not sheet.shelf.is_read(province)]


def grouped_by_level(sheet: Sheet, regions: Iterable[str]) -> dict[Level, list[str]]:
    """Places by level, wide levels first, by name within each."""
    found: dict[Level, list[str]] = {}
    for region in sheet.by_name(regions):
        found.setdefault(sheet.region(region).level, []).append(region)
    return {level: found[level] for level in sorted(found)}


def _promise_value(sheet: Sheet, promise: Promise, reason: Reason | None, named: bool) -> CellValue:
    target = promise.target
    return CellValue(
        value=Link(
            sheet.figure(target.quantity, sheet.metric_of(target.metric)), sheet.policy(promise.policy, target.id).href
        ),
        detail=sheet.messages.clauses(
            sheet.name(promise.policy.region) if named else "",
            sheet.deadline(target.deadline),
            sheet.promise_status(target, promise.status).word if promise.over or promise.proposed else "",
        ),
        written=written_words(sheet, target.evidence, target.quantity),
        ended=promise.over or reason is not None,
    )


def offer_value(sheet: Sheet, offer: Offer, named: bool) -> CellValue:
    """An offer as one value; `named`: with its place."""
    subsidy = offer.subsidy
    value, quantity = subsidy_figure(sheet, subsidy)
    evidence = first_evidence(subsidy)
    beneficiary = sheet.text(subsidy.beneficiary) if subsidy.beneficiary else ""
    return CellValue(
        value=Link(value or sheet.gettext("offered, no figure stated"), sheet.policy(offer.policy, subsidy.id).href),
        detail=sheet.messages.clauses(sheet.name(offer.policy.region) if named else "", beneficiary),
        written=written_words(sheet, (evidence,), quantity),
        ended=offer.over or offer.apart is not None,
    )


def _more(sheet: Sheet, cell: Cell[Promise] | Cell[Offer], number: int | None) -> Iterator[CellValue]:
    """The way to the values that are not shown."""
    more = (len(cell.values) if number is None else number) - MOST
    if more > 0:
        text = sheet.ngettext("%(num)s more", "%(num)s more", more)
        yield CellValue(Link(text, sheet.to(region_route(cell.values[0].policy.region))), "", None)


def _example_size(sheet: Sheet, metric: str, measure: Measure) -> Quantity | None:
    """The size in the words of a figure that has it."""
    if not any(measure.size):
        return None
    for found in sheet.shelf.comparisons.promises[metric].values():
        for promise in found:
            if promise.measure == measure:
                return promise.target.quantity.size
    return None
