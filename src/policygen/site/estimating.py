"""Estimating: rules and how amounts are written, as plain data for scripts and test vectors.

Owns the form in which templates/static/holdings.js is given them; numbers are texts, fractions as `1/3`. Refuses
anything of a page: words of the interface and links are the pages'.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from policygen.model import units
from policygen.model.amounts import BOUNDS, Exact, Figure
from policygen.model.reckoning import Gate, Part, Rules
from policygen.model.vocabulary import Base

Plain = Any


def plain_rules(rules: Rules) -> Plain:
    """The rules of a subsidy; the bases they name go by id and are told once by `plain_bases`."""
    return {
        "currency": rules.currency,
        "pool": int(rules.pool),
        "counts": rules.counts,
        "gates": [_gate(gate) for gate in rules.gates],
        "sums": [[found.term, int(found.worded), [_part(part) for part in found.parts]] for found in rules.sums],
        "steps": [[s.term, s.base, _end(s.start), str(s.width), s.unit, _part(s.part), s.rest] for s in rules.steps],
        "limits": [[limit.term, limit.base, str(limit.most), int(limit.price)] for limit in rules.limits],
        "caps": [[cap.term, _part(cap.part)] for cap in rules.caps],
        "lengths": [[length.term, _figure(length.years)] for length in rules.lengths],
        "gaps": [[gap.code, gap.term] for gap in rules.gaps],
    }


def plain_bases(bases: Iterable[Base]) -> Plain:
    return {base.id: [base.unit, base.per or "", base.of or "", base.by or ""] for base in bases}


def plain_writing(language: str, rules: Iterable[Rules], currencies: Iterable[str] = ()) -> Plain:
    """How the amounts of these rules are written in a language: a form for one and a form for more of each unit, with
    `{}` for the number, and the words for times, counted things and bounds.
    """
    spoken = "zh" if language.startswith("zh") else "en"
    named, each = {"percent", "year", *currencies}, set()
    for found in rules:
        named.add(found.currency)
        named |= {base.unit for base in found.bases.values()}
        named |= {gate.unit for gate in found.gates} | {step.unit for step in found.steps}
        parts = [part for sum_ in found.sums for part in sum_.parts]
        parts += [step.part for step in found.steps] + [cap.part for cap in found.caps]
        for part in parts:
            named.add(part.unit)
            if part.gate is not None:
                named.add(part.gate.unit)
            each |= {_counted(found, name) for name in part.each}
        each |= {found.bases[base.of].unit for base in found.bases.values() if base.of is not None}
    named -= {"", "money", "count"}
    return {
        "language": spoken,
        "money": {unit: 1 for unit in sorted(named) if units.is_money(unit)},
        "units": {unit: _forms(unit, spoken) for unit in sorted(named)},
        "per": {time: units.write_per(time, spoken) for time in units.TIMES},
        "each": {thing: units.write_each(thing, spoken) for thing in sorted(each - {"", "money", *units.TIMES})},
        "bounds": BOUNDS[spoken],
    }


def _counted(rules: Rules, name: str) -> str:
    base = rules.bases.get(name)
    return base.unit if base is not None else name.partition(":")[2]


def _forms(unit: str, language: str) -> list[str]:
    name, many = (units.write_unit(unit, language, plural=plural) for plural in (False, True))
    if units.is_money(unit) and language != "zh":
        return [f"{name} {{}}"] * 2
    gap = "" if unit == "percent" or (language == "zh" and not name.isascii()) else " "
    return [f"{{}}{gap}{name}", f"{{}}{gap}{many}"]


def _end(value: Exact | None) -> str | None:
    return None if value is None else str(value)


def _figure(figure: Figure) -> Plain:
    return [str(figure.low), _end(figure.high), figure.about]


def _gate(gate: Gate) -> Plain:
    return [gate.term, gate.base, gate.unit, _end(gate.low), _end(gate.high), int(gate.strict)]


def _part(part: Part) -> Plain:
    gate = _gate(part.gate) if part.gate is not None else None
    return [_figure(part.figure), part.unit, part.per, part.times, part.time, list(part.each), part.base, gate]
