"""Estimates: what the rules of a subsidy give for a firm that says what it knows.

Owns the steps of the reckoning and their order, line by line; docs/estimator.md has them as a table, and
templates/static/estimator.js is their twin. Refuses figures that the terms do not support: what is open makes a range,
what is missing is asked for, money of two currencies is never added, and what is paid by the year is kept apart from
what is paid once.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor
from typing import NamedTuple

from policygen.model import units
from policygen.model.amounts import (
    OPEN,
    Amount,
    Exact,
    Figure,
    Gap,
    Line,
    Token,
    around,
    capped,
    exactly,
    is_figure,
    over,
    plus,
    times,
)
from policygen.model.holdings import Facts, Holdings
from policygen.model.reckoning import Gate, Part, Rules, Step, Sum
from policygen.values import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """What follows. `status` is `yes` (by all that is known), `need` (an input is missing), `no` (a condition fails) or
    `none` (the terms give no figure). `year` is by the year, `lump` a sum for the time `lump_time`, `total` over the
    years that support lasts; each None where there is none.
    """

    status: str
    unit: str
    year: Figure | None
    lump: Figure | None
    lump_time: str
    total: Figure | None
    lines: tuple[Line, ...]
    needs: tuple[str, ...]
    fails: tuple[int, ...]
    gaps: tuple[Gap, ...]


def evaluate(rules: Rules, facts: Facts) -> Estimate:
    """The estimate for these facts."""
    return _Desk(rules, facts).evaluate()


class _Desk:
    """One estimate in the making."""

    def __init__(self, rules: Rules, facts: Facts) -> None:
        self.rules = rules
        self.firm = Holdings(rules, facts)
        self.year: Figure | None = None
        self.lump: Figure | None = None
        self.lump_time = ""
        self.total: Figure | None = None

    def evaluate(self) -> Estimate:
        for gate in self.rules.gates:
            self._check(gate)
        if not self.firm.fails and not self.rules.pool:
            self._reckon()
        if self.firm.fails:
            self.year = self.lump = self.total = None
        return Estimate(
            self._status(),
            self.firm.currency,
            self.year if is_figure(self.year) else None,
            self.lump if is_figure(self.lump) else None,
            self.lump_time if is_figure(self.lump) else "",
            self.total if is_figure(self.total) else None,
            tuple(self.firm.lines),
            tuple(self.firm.needs),
            tuple(self.firm.fails),
            tuple(self.firm.gaps),
        )

    def _status(self) -> str:
        if self.firm.fails:
            return "no"
        if self.rules.pool or not (self.rules.sums or self.rules.steps or self.rules.caps):
            return "none"
        return "need" if self.firm.needs else "yes"

    # -- conditions ----------------------------------------------------------------------------------------

    def _check(self, gate: Gate) -> None:
        """Whether the firm is of the size that is asked for, told."""
        value = self._size(gate)
        base = self.rules.bases[gate.base]
        for end, asked in ((gate.low, ">" if gate.strict else "≥"), (gate.high, "<" if gate.strict else "≤")):
            if end is None:
                continue
            told = Amount(exactly(end), gate.unit, base.per or "")
            if value is None:
                self.firm.tell("gate", gate.term, asked, told, base=gate.base)
                continue
            sign = "=" if value == end else ">" if value > end else "<"
            holds = sign == asked or (asked == "≥" and value >= end) or (asked == "≤" and value <= end)
            own = Amount(exactly(value), gate.unit, base.per or "")
            self.firm.tell("gate", gate.term, own, sign, told, base=gate.base, holds=holds)
            if not holds and gate.term not in self.firm.fails:
                self.firm.fails.append(gate.term)

    def _size(self, gate: Gate) -> Exact | None:
        if units.is_money(gate.unit) and gate.unit != self.firm.facts.currency:
            self.firm.need(f"currency:{gate.unit}")
            return None
        return self.firm.raw(self.rules.bases[gate.base])

    # -- sums ----------------------------------------------------------------------------------------------

    def _reckon(self) -> None:
        """Sums and steps by the time they are for, and then what bounds them."""
        if self.rules.counts:
            self.firm.show(self.rules.counts)
            return
        rise = exactly(0)
        for step in self.rules.steps:
            if step.part.unit == "percent":
                rise = plus(rise, self._stepped(step))
        sums = [self._sum(found, rise) for found in self.rules.sums]
        if self.firm.fails:
            return
        of_sums = {time for _, time in sums}
        time = of_sums.pop() if len(of_sums) == 1 else ""
        steps = [
            (self._stepped(step), step.part.time or time) for step in self.rules.steps if step.part.unit != "percent"
        ]
        yearly = ([f for f, t in sums if t == "year"], [f for f, t in steps if t == "year"])
        others = ([f for f, t in sums if t != "year"], [f for f, t in steps if t != "year"])
        self.year, self.lump = self._together(*yearly, "year"), self._together(*others, "")
        lumps = {t for _, t in (*sums, *steps) if t != "year"}
        self.lump_time = lumps.pop() if len(lumps) == 1 else ""
        self._bound()

    def _sum(self, found: Sum, rise: Figure) -> tuple[Figure, str]:
        """What one term gives, and what time that is for."""
        parts: Sequence[Part] = found.parts
        if all(part.gate for part in parts):
            sizes = [self._size(part.gate) if part.gate else None for part in parts]
            if None not in sizes:
                held = [p for p, size in zip(parts, sizes, strict=True) if size is not None and _holds(p.gate, size)]
                if not held:
                    self._tell_tier(found.term, parts[0], sizes[0], holds=False)
                    self.firm.fails.append(found.term)
                    return OPEN, parts[0].time
                parts = held[-1:]
                self._tell_tier(found.term, parts[0], sizes[0], holds=True)
        elif found.worded and len(parts) > 1:
            choice = self.firm.facts.choices.get(found.term)
            if choice is not None and 0 <= choice < len(parts):
                parts = parts[choice : choice + 1]
            else:
                self.firm.need(f"tier:{found.term}")
        elif len(parts) > 1:
            self.firm.leave_open("tier", found.term)
        return self._either(found.term, parts, rise), parts[0].time

    def _tell_tier(self, term: int, part: Part, size: Exact | None, *, holds: bool) -> None:
        """The end of a tier that decides."""
        gate = part.gate
        assert gate is not None
        assert size is not None
        end = gate.low if gate.low is not None and (holds or size <= gate.low) else gate.high
        if end is None:
            return
        sign = "=" if size == end else ">" if size > end else "<"
        per = self.rules.bases[gate.base].per or ""
        own, told = Amount(exactly(size), gate.unit, per), Amount(exactly(end), gate.unit, per)
        self.firm.tell("gate", term, own, sign, told, base=gate.base, holds=holds)

    def _either(self, term: int, parts: Sequence[Part], rise: Figure) -> Figure:
        """One of these parts, where it is open which: from the least of them to the greatest."""
        figure = parts[0].figure
        for part in parts[1:]:
            figure = around(figure, part.figure)
        first = parts[0]
        if all((p.unit, p.per, p.each, p.base) == (first.unit, first.per, first.each, first.base) for p in parts):
            return self._reckoned(term, first, figure, rise)
        found = [self._reckoned(term, part, part.figure, rise) for part in parts]
        whole = found[0]
        for other in found[1:]:
            whole = around(whole, other)
        return whole

    def _reckoned(self, term: int, part: Part, figure: Figure, rise: Figure) -> Figure:
        """A part as money, told; open while an input is missing."""
        if part.unit == "percent":
            return self._rated(term, part, plus(figure, rise) if rise != exactly(0) else figure)
        factors, tokens = self._factors(part)
        tokens.append(Amount(figure, part.unit, part.per, self._each(part)))
        if part.times > 1:
            tokens += ["×", Amount(exactly(part.times), "count")]
        result = OPEN
        if factors is not None:
            result = times(figure, exactly(factors * part.times))
        if len(tokens) > 1:
            told = Amount(result, part.unit, "year" if part.time == "year" else "") if factors is not None else "?"
            tokens += ["=", told]
        self.firm.tell("amount", term, *tokens)
        return result

    def _rated(self, term: int, part: Part, rate: Figure) -> Figure:
        base = self.rules.bases[part.base]
        value = self.firm.value(base.id)
        told = Amount(rate, "percent", part.per)
        if value is None:
            self.firm.tell("rate", term, told, "×", "?", base=base.id)
            return OPEN
        result = times(rate, exactly(over(value * part.times, 100)))
        tokens: list[Token] = [told, "×", Amount(exactly(value), self.firm.unit(base.unit), base.per or "")]
        if part.times > 1:
            tokens += ["×", Amount(exactly(part.times), "count")]
        money = Amount(result, self.firm.unit(base.unit), "year" if part.time == "year" else "")
        self.firm.tell("rate", term, *tokens, "=", money, base=base.id)
        return result

    def _factors(self, part: Part) -> tuple[Exact | None, list[Token]]:
        """The product of what a sum is paid for, None while one of them is not known."""
        product: Exact | None = 1
        tokens: list[Token] = []
        for name in part.each:
            base = self.rules.bases.get(name)
            value = self.firm.value(name) if base is not None else self.firm.fact(name, "count")
            tokens += ["?" if value is None else Amount(exactly(value), base.unit if base else "count"), "×"]
            product = None if product is None or value is None else product * value
        return product, tokens

    def _each(self, part: Part) -> str:
        """What the figure of a part is counted by, as words are: `m2`, `project`."""
        name = next((name for name in part.each if name != f"number:{part.per}"), "")
        base = self.rules.bases.get(name)
        return base.unit if base is not None else name.partition(":")[2]

    def _stepped(self, step: Step) -> Figure:
        """What the steps add."""
        base = self.rules.bases[step.base]
        value = self.firm.value(base.id) if step.start is not None else None
        told = Amount(step.part.figure, step.part.unit)
        if value is None or step.start is None:
            width = Amount(exactly(step.width), step.unit)
            self.firm.tell("step", step.term, told, "×", "?", "÷", width, base=base.id)
            return OPEN
        number = _number_of_steps(over(max(value - step.start, 0), step.width), step.rest)
        if number.low != number.high:
            self.firm.leave_open("part", step.term)
        result = times(number, step.part.figure)
        sizes = [Amount(exactly(size), step.unit, base.per or "") for size in (value, step.start, step.width)]
        counted = Amount(number, "count")
        if value > step.start:
            self.firm.tell(
                "steps", step.term, "(", sizes[0], "−", sizes[1], ")", "÷", sizes[2], "=", counted, base=base.id
            )
        self.firm.tell("step", step.term, counted, "×", told, "=", Amount(result, step.part.unit), base=base.id)
        return result

    def _together(self, sums: Sequence[Figure], steps: Sequence[Figure], per: str) -> Figure | None:
        """Sums and steps of one time. Whether several sums add up no text says: the least is sure, all are the most."""
        if not sums and not steps:
            return None
        whole = exactly(0)
        for each in sums:
            whole = plus(whole, each)
        if len(sums) > 1:
            whole = Figure(min(each.low for each in sums), whole.high, whole.about)
            self.firm.leave_open("several")
        for each in steps:
            whole = plus(whole, each)
        members = [*sums, *steps]
        if len(members) > 1 and all(is_figure(each) for each in members):
            tokens: list[Token] = []
            for each in members:
                tokens += ["+", Amount(each, self.firm.currency)]
            self.firm.tell("together", -1, *tokens[1:], "=", Amount(whole, self.firm.currency, per))
        return whole

    # -- bounds --------------------------------------------------------------------------------------------

    def _bound(self) -> None:
        """Ceilings, and the years that support lasts."""
        only = self.year is None and self.lump is None
        yearly, whole, loose = self._ceilings()
        years = self._years()
        if only and yearly:
            self.year = OPEN
        elif only and (whole or loose):
            self.lump = OPEN
            found = {ceiling.time for ceiling in (*whole, *loose)}
            self.lump_time = found.pop() if len(found) == 1 else ""
        if self.lump is not None and self.year is None:
            for ceiling in yearly:
                self.lump = self._under_yearly(ceiling, self.lump, years)
            for ceiling in (*whole, *loose):
                self.lump = self._under(ceiling, self.lump)
        elif self.lump is not None and (whole or loose):
            for ceiling in (*whole, *loose):
                self.lump = capped(self.lump, ceiling.figure)
            self.firm.leave_open("cap-of-both")
        if self.year is not None:
            for ceiling in yearly:
                self.year = self._under(ceiling, self.year, "year")
            self._last(self.year, whole, loose, years)
        if only and self.rules.caps:
            self.firm.leave_open("only-cap")
            self.year, self.lump, self.total = map(_from_nothing, (self.year, self.lump, self.total))

    def _ceilings(self) -> tuple[list[_Ceiling], list[_Ceiling], list[_Ceiling]]:
        """Ceilings for each year, for the whole time, and those of which the text does not say which of the two.

        Where another one says its time, the one that does not is for the other time.
        """
        found: dict[str, list[_Ceiling]] = {"year": [], "whole": [], "": []}
        for cap in self.rules.caps:
            factors, tokens = self._factors(cap.part)
            tokens.append(Amount(cap.part.figure, cap.part.unit, cap.part.per, self._each(cap.part)))
            if cap.part.times > 1:
                tokens += ["×", Amount(exactly(cap.part.times), "count")]
            if factors is None:
                self.firm.tell("ceiling", cap.term, "≤", *tokens)
                continue
            figure = times(cap.part.figure, exactly(factors * cap.part.times))
            if len(tokens) > 1:
                told = Amount(figure, cap.part.unit, "year" if cap.part.time == "year" else "")
                self.firm.tell("ceiling", cap.term, *tokens, "=", told)
            time = "whole" if cap.part.time == "once" else cap.part.time
            found[time].append(_Ceiling(cap.term, figure, cap.part.time))
        if found["year"]:
            return found["year"], found["whole"] + found[""], []
        if found["whole"] and self.year is not None:
            return found[""], found["whole"], []
        return [], found["whole"], found[""]

    def _years(self) -> Figure | None:
        """For how many years: what the text says, within what the firm looks at."""
        if not self.rules.lengths:
            return None
        figure = self.rules.lengths[0].years
        for length in self.rules.lengths[1:]:
            figure = around(figure, length.years)
        wanted = self.firm.facts.values.get("years")
        return figure if wanted is None else capped(figure, exactly(wanted))

    def _under(self, ceiling: _Ceiling, figure: Figure, per: str = "") -> Figure:
        result = capped(figure, ceiling.figure)
        most = Amount(ceiling.figure, self.firm.currency, per)
        own = Amount(figure, self.firm.currency, per)
        if not is_figure(figure):
            self.firm.tell("cap", ceiling.term, "≤", most)
        elif result == figure:
            self.firm.tell("cap", ceiling.term, own, "≤", most)
        else:
            self.firm.tell("cap", ceiling.term, own, ">", most, "→", Amount(result, self.firm.currency, per))
        return result

    def _under_yearly(self, ceiling: _Ceiling, figure: Figure, years: Figure | None) -> Figure:
        """A ceiling for each year over a sum: over how many years the sum is paid decides, each begun one whole."""
        most = Amount(ceiling.figure, self.firm.currency, "year")
        if years is None or years.low == 0:
            self.firm.tell("cap", ceiling.term, "≤", most)
            self.firm.leave_open("cap-years", ceiling.term)
            return Figure(min(figure.low, ceiling.figure.low), figure.high, figure.about)
        begun = Figure(ceil(years.low), None if years.high is None else ceil(years.high))
        whole = times(ceiling.figure, begun)
        self.firm.tell(
            "ceiling", ceiling.term, Amount(begun, "year"), "×", most, "=", Amount(whole, self.firm.currency)
        )
        return self._under(_Ceiling(ceiling.term, whole, ""), figure)

    def _last(self, year: Figure, whole: Sequence[_Ceiling], loose: Sequence[_Ceiling], years: Figure | None) -> None:
        """Support by the year, over the years it lasts. A ceiling of which the text does not say whether it is for each
        year or for all of them bounds a year either way, and the total one way or the other.
        """
        self.year = year
        for ceiling in (*loose, *whole):
            self.year = self._under(ceiling, self.year)
        total = None if years is None else times(year if loose else self.year, years)
        if total is None and not whole:
            self.firm.leave_open("no-length")
            return
        total = total or Figure(self.year.low, None)
        for ceiling in (*loose, *whole):
            total = capped(total, ceiling.figure)
        if years is None:
            self.total = total
            return
        by_year = times(self.year, years)
        if loose and by_year != total:
            total = around(total, by_year)
            self.firm.leave_open("cap-time", loose[0].term)
        self.total = total
        if years.high is not None and years.high < 1:
            # paid for less than a year: what a year would give is nobody's
            self.year, self.lump, self.lump_time, self.total = None, total, "whole", None
        if is_figure(total) and is_figure(self.year):
            tokens = (
                Amount(years, "year"),
                "×",
                Amount(year if loose else self.year or year, self.firm.currency, "year"),
            )
            self.firm.tell("total", self.rules.lengths[0].term, *tokens, "=", Amount(total, self.firm.currency))


class _Ceiling(NamedTuple):
    term: int
    figure: Figure
    time: str


def _from_nothing(figure: Figure | None) -> Figure | None:
    """Up to so much."""
    return None if figure is None else Figure(0, figure.high, figure.about)


def _holds(gate: Gate | None, size: Exact) -> bool:
    """Whether a size is between the ends of a gate."""
    if gate is None:
        return True
    if gate.low is not None and (size < gate.low or (gate.strict and size == gate.low)):
        return False
    return gate.high is None or size < gate.high or (size == gate.high and not gate.strict)


def _number_of_steps(widths: Exact, rest: str) -> Figure:
    """How many steps so many widths are: a part of one is sure to be no more than one."""
    match rest:
        case "left out":
            return exactly(floor(widths))
        case "counted whole":
            return exactly(ceil(widths))
        case "in proportion":
            return exactly(widths)
    return Figure(floor(widths), ceil(widths))
