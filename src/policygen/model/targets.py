"""Targets, commitments and indicators: what was promised with a number, without one, and what nobody promised."""

from __future__ import annotations

from policygen.model.periods import Period
from policygen.model.provenance import Evidence, Testimony
from policygen.model.quantities import Quantity
from policygen.model.texts import Texts
from policygen.values import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a later source says became of a target: the figure reached, and when it was counted."""

    quantity: Quantity
    on: Period | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Target:
    """Something promised in numbers. `of` says what is counted, in words, where the metric alone does not."""

    id: str
    metric: str
    quantity: Quantity
    deadline: Period | None
    of: Texts | None
    note: Texts | None
    evidence: tuple[Evidence, ...]
    others: tuple[Testimony, ...]
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Commitment:
    """Something promised without a number."""

    id: str
    text: Texts
    deadline: Period | None
    note: Texts | None
    evidence: tuple[Evidence, ...]
    others: tuple[Testimony, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure that is nobody's promise: a forecast, a count of something that is.

    `region` is a region id; `on` the period the figure speaks of; `by` whose figure it is.
    """

    id: str
    metric: str
    quantity: Quantity
    region: str
    on: Period | None
    of: Texts | None
    by: Texts | None
    note: Texts | None
    evidence: tuple[Evidence, ...]
    others: tuple[Testimony, ...]
