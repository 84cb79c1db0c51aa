"""Records: one policy document read into sourced fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policygen.model.periods import Period
from policygen.model.provenance import Absence, Citation, Disagreement, Evidence, Testimony
from policygen.model.subsidies import Subsidy
from policygen.model.targets import Commitment, Indicator, Target
from policygen.model.texts import Texts
from policygen.source import Span


@dataclass(frozen=True, slots=True)
class SourcedPeriod:
    """A date of the record with its evidence (which may be empty: a plain date rests on all sources together)."""

    period: Period
    evidence: tuple[Evidence, ...]
    others: tuple[Testimony, ...]


@dataclass(frozen=True, slots=True)
class Declared:
    """A declared absence: this metric or kind is not offered here, or is not comparable, and why."""

    metric: str | None
    kind: str | None
    reason: Absence
    why: Texts | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """A published act or event of a public body. `region`, `instrument`, `themes` are ids; `summary` is Markdown."""

    id: str
    path: str
    span: Span
    title: Texts
    region: str
    instrument: str
    announced: SourcedPeriod | None
    period: SourcedPeriod | None
    repealed: SourcedPeriod | None
    issuer: Texts | None
    themes: tuple[str, ...]
    sources: Mapping[str, Citation]
    other_titles: tuple[Evidence, ...]
    targets: tuple[Target, ...]
    commitments: tuple[Commitment, ...]
    subsidies: tuple[Subsidy, ...]
    indicators: tuple[Indicator, ...]
    absent: tuple[Declared, ...]
    disagreements: tuple[Disagreement, ...]
    note: Texts | None
    summary: Texts
