"""Subsidies: support offered, as terms with roles."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from policygen.model.periods import Period
from policygen.model.provenance import Evidence, Testimony
from policygen.model.quantities import Quantity
from policygen.model.texts import Texts


class Role(enum.StrEnum):
    """What a figure does in a clause of support."""

    AMOUNT = "amount"
    CAP = "cap"
    RATE = "rate"
    TIERS = "tiers"
    STEP = "step"
    THRESHOLD = "threshold"
    AREA_CAP = "area cap"
    DURATION = "duration"


@dataclass(frozen=True, slots=True)
class Tier:
    """One of several rates or amounts; `when` says for whom or when, None where the source does not."""

    quantity: Quantity
    when: Texts | None


@dataclass(frozen=True, slots=True)
class Term:
    """One clause of a subsidy.

    `quantity` is None for tiers alone; a step's `of` is the width of the step (each further 100 m²) and its
    `quantity` what the step adds. `on` names the base a rate, cap or amount applies to (`rent`, `purchase price`,
    `loan`, ...), None where the kind's own base is meant.
    """

    role: Role
    quantity: Quantity | None
    of: Quantity | None
    tiers: tuple[Tier, ...]
    on: str | None
    note: Texts | None
    evidence: tuple[Evidence, ...]
    others: tuple[Testimony, ...]


@dataclass(frozen=True, slots=True)
class Subsidy:
    """Support offered to a beneficiary. A subsidy the source gives no figure for has no terms but has evidence."""

    id: str
    kind: str
    beneficiary: Texts | None
    conditions: tuple[Texts, ...]
    terms: tuple[Term, ...]
    period: Period | None
    note: Texts | None
    evidence: tuple[Evidence, ...]
    others: tuple[Testimony, ...]
