"""Vocabulary: metrics, subsidy kinds, instruments, themes and bases, each a closed list with labels in every language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policygen.model.provenance import Texts


@dataclass(frozen=True, slots=True)
class Word:
    """One entry of a vocabulary. `also` are other spellings a record may use."""

    id: str
    label: Texts
    about: Texts | None
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Metric(Word):
    """`unit` is `money`, or a base unit (`count`, `percent`, `m2`, ...); `noun` what is counted, by language,
    singular and plural ({"en": ("firm", "firms"), "zh": ("家", "家")}); `related` metrics that a reader may take for
    this one and that must not be compared with it."""

    unit: str
    noun: Mapping[str, tuple[str, str]]
    related: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind(Word):
    """A kind of subsidy; `base` is what its rates apply to, None where there is none."""

    base: str | None


@dataclass(frozen=True, slots=True)
class Instrument(Word):
    """`event` is true for what happens on a day (a meeting, a founding) and `proposal` for what binds nobody yet."""

    event: bool
    proposal: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All closed lists by id."""

    metrics: Mapping[str, Metric]
    kinds: Mapping[str, Kind]
    instruments: Mapping[str, Instrument]
    themes: Mapping[str, Word]
    bases: Mapping[str, Word]
