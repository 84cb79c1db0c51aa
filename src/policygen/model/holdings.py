"""Holdings: what a firm has of what the rules ask for, and so much of it as counts.

Owns the bases: prices times sizes, parts of a price, what a limit leaves of them; and the working, on which all that is
reckoned is told. Its twin is templates/static/holdings.js. Refuses a sum in another currency than the terms have.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Final

from policygen.model.amounts import Amount, Exact, Gap, Line, Token, exactly, over
from policygen.model.reckoning import Rules
from policygen.model.vocabulary import Base
from policygen.values import dataclass

_MONTHS: Final = {"year": 1, "month": 12}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a firm says. `values` are by input: a base (the price, of a price times another), `number:thing`,
    `years`. `choices` tell which tier of a term applies.
    """

    currency: str
    values: Mapping[str, Exact] = field(default_factory=dict)
    choices: Mapping[int, int] = field(default_factory=dict)


class Holdings:
    """One firm before one subsidy. `lines`, `needs`, `fails` and `gaps` are the working, in the order it is told."""

    def __init__(self, rules: Rules, facts: Facts) -> None:
        self.rules = rules
        self.facts = facts
        self.currency = rules.currency or facts.currency
        self.lines: list[Line] = []
        self.needs: dict[str, None] = {}
        self.fails: list[int] = []
        self.gaps: list[Gap] = list(rules.gaps)
        self._values: dict[str, Exact | None] = {}

    def tell(self, code: str, term: int, *tokens: Token, base: str = "", holds: bool | None = None) -> None:
        self.lines.append(Line(code, term, base, tokens, holds))

    def leave_open(self, code: str, term: int = -1) -> None:
        if Gap(code, term) not in self.gaps:
            self.gaps.append(Gap(code, term))

    def need(self, name: str) -> None:
        self.needs[name] = None

    # -- what the firm has ---------------------------------------------------------------------------------

    def fact(self, name: str, unit: str) -> Exact | None:
        """What the firm says; sums count in the currency of the terms only."""
        if unit == "money" and self.rules.currency not in ("", self.facts.currency):
            self.need(f"currency:{self.rules.currency}")
            return None
        found = self.facts.values.get(name)
        if found is None:
            self.need(name)
        return found

    def raw(self, base: Base) -> Exact | None:
        """All of a base, whatever of it counts."""
        if not (base.of and base.by):
            return self.fact(base.id, base.unit)
        of = self.rules.bases[base.of]
        size, price = self.raw(of), self.fact(base.id, base.unit if of.unit != "money" else "percent")
        if size is None or price is None:
            return None
        return over(size * price * _MONTHS[base.by], 100 if of.unit == "money" else 1)

    def value(self, name: str) -> Exact | None:
        """So much of a base as counts, told once."""
        if name not in self._values:
            self._values[name] = self._counted(self.rules.bases[name])
        return self._values[name]

    def _counted(self, base: Base) -> Exact | None:
        of = self.rules.bases[base.of] if base.of else None
        if of is not None and base.by:
            value = self._product(base, of)
        else:
            value = self.fact(base.id, base.unit)
            limited = of is not None and any(limit.base == of.id for limit in self.rules.limits)
            if limited and of is not None and value is not None:
                value = self._share(base, of, value)
        for limit in self.rules.limits:
            if limit.base == base.id and not limit.price and value is not None:
                value = self._limited(limit.term, base, value, limit.most)
        return value

    def _product(self, base: Base, of: Base) -> Exact | None:
        """A price times what it is the price of, for a year."""
        assert base.by is not None
        is_rate = of.unit == "money"
        size = self.value(of.id)
        price = self.fact(base.id, "percent" if is_rate else base.unit)
        if size is None or price is None:
            return None
        months = _MONTHS[base.by]
        each = "" if is_rate else of.unit
        for limit in self.rules.limits:
            if limit.base == base.id and limit.price:
                most = over(limit.most, months)
                told = Amount(exactly(price), self.unit(base.unit), base.by, each)
                if price > most:
                    self.tell(
                        "limit", limit.term, told, ">", Amount(exactly(most), told.unit, base.by, each), base=base.id
                    )
                    price = most
        value = over(size * price * months, 100 if is_rate else 1)
        tokens: list[Token] = [
            Amount(exactly(size), self.unit(of.unit)),
            "×",
            Amount(exactly(price), "percent" if is_rate else self.unit(base.unit), base.by, each),
        ]
        if months > 1:
            tokens += ["×", Amount(exactly(months), "count")]
        self.tell("base", -1, *tokens, "=", Amount(exactly(value), self.unit(base.unit), base.per or ""), base=base.id)
        return value

    def _share(self, base: Base, of: Base, value: Exact) -> Exact | None:
        """Where only a part of the area counts, so much of the price counts as is that part's."""
        all_of_it, counted = self.raw(of), self.value(of.id)
        if all_of_it is None or counted is None:
            return None
        if counted == all_of_it:
            return value
        share = over(value * counted, all_of_it)
        unit = self.unit(base.unit)
        of_unit = self.unit(of.unit)
        self.tell(
            "share",
            -1,
            *(Amount(exactly(value), unit), "×", Amount(exactly(counted), of_unit), "÷"),
            *(Amount(exactly(all_of_it), of_unit), "=", Amount(exactly(share), unit)),
            base=base.id,
        )
        return share

    def _limited(self, term: int, base: Base, value: Exact, most: Exact) -> Exact:
        unit = self.unit(base.unit)
        told, limit = Amount(exactly(value), unit, base.per or ""), Amount(exactly(most), unit, base.per or "")
        if value <= most:
            self.tell("limit", term, told, "≤", limit, base=base.id)
            return value
        self.tell("limit", term, told, ">", limit, base=base.id)
        return most

    def unit(self, unit: str) -> str:
        return self.currency if unit == "money" else unit

    def show(self, name: str) -> None:
        """Tells so much of a base as counts, where it is known, and asks for nothing."""
        needs = dict(self.needs)
        self.value(name)
        self.needs = needs
