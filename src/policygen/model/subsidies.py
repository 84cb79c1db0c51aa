"""Subsidies: support offered, as terms with roles."""

from __future__ import annotations

import enum

from policygen.model.periods import Period
from policygen.model.provenance import Evidence, Testimony
from policygen.model.quantities import Quantity
from policygen.model.texts import Texts
from policygen.values import dataclass


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
    """One of several rates or amounts; `when` says for whom or when, None where the source does not. `threshold` is the
    size from which on it holds, `on` the base that the threshold is about.
    """

    quantity: Quantity
    when: Texts | None
    threshold: Quantity | None = None
    on: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One clause of a subsidy.

    `quantity` is None for tiers alone; a step's `of` is the width of the step (each further 100 m²) and its
    `quantity` what the step adds; steps are counted above `start`, and `parts` says what becomes of a part of one. `on`
    names the base a figure applies to or is about (`rent`, `purchase price`, `loan`, ...), None where the kind's own
    base is meant. `time` is `year`, `whole` or `once` where the record says what time a sum is for.
    """

    role: Role
    quantity: Quantity | None
    of: Quantity | None
    tiers: tuple[Tier, ...]
    on: str | None
    note: Texts | None
    evidence: tuple[Evidence, ...]
    others: tuple[Testimony, ...]
    time: str | None = None
    start: Quantity | None = None
    parts: str | None = None


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
