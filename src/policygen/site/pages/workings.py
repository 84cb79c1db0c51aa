"""Workings: an estimate line by line in words, and the example by which a subsidy is explained.

Owns the words of lines, results and gaps, and by what rule an example's figures are chosen. Refuses an example where
there is nothing to reckon: a sum or a ceiling that stands alone explains itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from policygen.model import units
from policygen.model.amounts import Amount, Exact, Gap, Line, exactly, format_amount, over
from policygen.model.estimates import Estimate, evaluate
from policygen.model.holdings import Facts
from policygen.model.reckoning import Gate, Rules, settle
from policygen.model.subsidies import Subsidy
from policygen.model.vocabulary import Base
from policygen.site.messages import N_
from policygen.site.pages import words
from policygen.site.pages.quotes import letter
from policygen.site.pages.routes import ESTIMATE
from policygen.site.pages.sheet import Sheet
from policygen.site.views import ExampleView, Link, WorkedLine

#: What is open, by the code of a gap; docs/estimator.md has the codes.
GAPS: Final[Mapping[str, str]] = {
    "pool": N_("The figures are the size of a pot that many share; what a firm gets from it is not said."),
    "no-figure": N_("The text names no amount."),
    "no-share": N_("The text limits what counts, and does not say what share of it is paid."),
    "magnitude": N_("The text gives an order of magnitude, which is no sum."),
    "no-base": N_("The text does not say of what the figure is a part or a size."),
    "unit": N_("The figure is counted in something that cannot be reckoned with."),
    "currencies": N_("The text names sums in more than one currency; nothing is converted."),
    "cap-open": N_("The ceiling has no upper end."),
    "steps-from": N_("The text does not say from which size on the steps are counted."),
    "tier": N_("The text does not say which of the tiers applies: the range reaches from the lowest to the highest."),
    "part": N_("The text does not say whether a part of a step counts: the range reaches from without it to with it."),
    "several": N_(
        "The text does not say whether the sums add up: the least of them is sure, all of them are the most."
    ),
    "only-cap": N_("Only a ceiling is stated; what is usual is not."),
    "cap-time": N_("The text does not say whether the ceiling is for each year or for all years together."),
    "cap-years": N_("The ceiling is for a year, and over how many years the sum is paid is not said."),
    "cap-of-both": N_(
        "The text does not say whether the ceiling is on both what is paid by the year and what is paid once."
    ),
    "no-length": N_("For how many years is not said."),
}
#: Lines that rest on no term of their own.
LINES: Final[Mapping[str, str]] = {"together": N_("together"), "share": N_("the part that counts")}
#: What an example has of each unit, unless a threshold asks for more.
_USUAL: Final[Mapping[str, int]] = {"money": 1_000_000, "m2": 500, "person": 50, "percent": 5, "price": 100}
_ELSE: Final = 10


def make_example(sheet: Sheet, subsidy: Subsidy) -> ExampleView | None:
    """The subsidy worked for a firm of round figures; None where there is nothing to work."""
    rules = settle(subsidy, sheet.vocabulary)
    facts, found = make_up(rules, sheet.shelf.library.site.currency)
    if found.status not in {"yes", "need"} or not any("=" in line.tokens for line in found.lines):
        return None
    result = result_words(sheet, found)
    if not result:
        return None
    given = sheet.messages.list(given_words(sheet, rules, facts))
    told = sheet.gettext("For example, %(given)s: %(result)s", given=given, result=result)
    if not given:
        told = sheet.gettext("Worked out: %(result)s", result=result)
    return ExampleView(
        told,
        tuple(worked_line(sheet, rules, subsidy, line) for line in found.lines),
        tuple(gap_words(sheet, gap) for gap in found.gaps),
    )


def ask_link(sheet: Sheet, region: str) -> Link | None:
    """The way to the estimator, set to a place; None where there is nothing to estimate at all."""
    way = sheet.href(ESTIMATE)
    chain = [above.id for above in sheet.gazetteer.chain(region)]
    top = chain[1] if len(chain) > 1 and chain[0] == sheet.shelf.home else chain[0]
    return Link(sheet.gettext("What would I get here?"), f"{way}?in={top}&at={region}") if way else None


def make_up(rules: Rules, currency: str) -> tuple[Facts, Estimate]:
    """Round figures, as many as the rules ask for, each just above the sizes that are asked of it; and what follows."""
    money = rules.currency or next((g.unit for g in rules.gates if units.is_money(g.unit)), currency)
    values: dict[str, Exact] = {}
    while True:
        facts = Facts(money, values)
        found = evaluate(rules, facts)
        missing = [name for name in found.needs if name not in values and not name.startswith(("tier:", "currency:"))]
        if not missing:
            return facts, found
        for name in missing:
            values[name] = _usual(name, rules)


def _usual(name: str, rules: Rules) -> Exact:
    base = rules.bases.get(name)
    if base is None:
        return _ELSE
    if base.by and base.of:
        return _USUAL["percent" if rules.bases[base.of].unit == "money" else "price"]
    usual: Exact = _USUAL.get(base.unit, _ELSE)
    start = next((step.start for step in rules.steps if step.base == name and step.start is not None), None)
    gates = [gate for gate in rules.gates if gate.base == name]
    gates += [part.gate for found in rules.sums for part in found.parts[:1] if part.gate and part.gate.base == name]
    if start is not None:
        usual = start + 2 * next(step.width for step in rules.steps if step.base == name)
    for gate in gates:
        if gate.low is not None and (start is None or usual < gate.low):
            usual = just_above(gate.low)
        if gate.high is not None and usual > gate.high:
            usual = _within(gate)
    return usual


def just_above(size: Exact) -> Exact:
    """The next round number: 400 → 500, 1,200 → 1,300, 50 million → 60 million."""
    power = 1
    while size >= power * 10 and size % (power * 10) == 0:
        power *= 10
    return size + power if size else 1


def _within(gate: Gate) -> Exact:
    return over((gate.low or 0) + (gate.high or 0), 2)


def given_words(sheet: Sheet, rules: Rules, facts: Facts) -> Iterable[str]:
    """What a firm says, in words: "floor area 500 m²", "rent CNY 100 per m² a month"."""
    for name, value in facts.values.items():
        amount = Amount(exactly(value), *input_unit(rules.bases, name, facts.currency))
        text = format_amount(amount, sheet.language)
        yield sheet.gettext("%(input)s %(amount)s", input=input_label(sheet, name), amount=text)


def input_label(sheet: Sheet, name: str) -> str:
    """What an input is called: its base, or the number of its things."""
    base = sheet.vocabulary.bases.get(name)
    if base is not None:
        return sheet.text(base.label)
    thing = name.partition(":")[2]
    return sheet.gettext("number (%(each)s)", each=units.write_each(thing, _spoken(sheet)))


def input_unit(bases: Mapping[str, Base], name: str, currency: str) -> tuple[str, str, str]:
    """What an input is counted in: unit, time, thing."""
    base = bases.get(name)
    if base is None:
        return "count", "", ""
    unit = currency if base.unit == "money" else base.unit
    if not (base.by and base.of):
        return unit, base.per or "", ""
    of = bases[base.of]
    return ("percent", base.by, "") if of.unit == "money" else (unit, base.by, of.unit)


def result_words(sheet: Sheet, found: Estimate) -> str:
    """What it comes to: "CNY 300,000 a year, at least CNY 900,000 in total"."""
    parts = []
    if found.year is not None:
        parts.append(format_amount(Amount(found.year, found.unit, "year"), sheet.language))
    if found.lump is not None:
        amount = format_amount(Amount(found.lump, found.unit), sheet.language)
        told = {"once": N_("%(amount)s, paid once"), "whole": N_("%(amount)s for the whole time")}
        parts.append(sheet.gettext(told.get(found.lump_time, "%(amount)s"), amount=amount))
    if found.total is not None:
        amount = format_amount(Amount(found.total, found.unit), sheet.language)
        parts.append(sheet.gettext("%(amount)s in total", amount=amount))
    return sheet.messages.clauses(*parts)


def worked_line(sheet: Sheet, rules: Rules, subsidy: Subsidy, line: Line) -> WorkedLine:
    """One line: what it is about, the formula, whether a condition holds."""
    members = [token if isinstance(token, str) else format_amount(token, sheet.language) for token in line.tokens]
    formula = " ".join(members).replace("( ", "(").replace(" )", ")")
    of = letter(line.term) if line.term >= 0 and len(subsidy.terms) > 1 else ""
    base = rules.bases.get(line.base)
    label = sheet.gettext(words.ROLES[subsidy.terms[line.term].role]) if line.term >= 0 else ""
    label = label or sheet.gettext(LINES.get(line.code, ""))
    about = sheet.words(base.label) if base is not None else None
    return WorkedLine(label, about, formula, of)


def gap_words(sheet: Sheet, gap: Gap) -> str:
    return sheet.gettext(GAPS[gap.code])


def _spoken(sheet: Sheet) -> str:
    return "zh" if sheet.language.startswith("zh") else "en"
