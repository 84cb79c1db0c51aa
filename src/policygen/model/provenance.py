"""Provenance: on whose word a value stands.

Owns evidence, what other sources say of the same value, the rule that picks between them, and the reasons for an
absence.
"""

from __future__ import annotations

import enum
from datetime import date

from policygen.model.texts import Texts
from policygen.values import dataclass


class Absence(enum.StrEnum):
    """Why a comparison cell has no value: exactly one of five reasons."""

    NONE_OFFERED = "none offered"
    NOT_FOUND = "not found in the text"
    NOT_READ = "not read yet"
    EXPIRED = "expired"
    NOT_COMPARABLE = "not comparable"


class Rule(enum.StrEnum):
    """Which of two sources that disagree is followed, strongest rule first."""

    ORIGINAL = "original over translation"
    OFFICIAL = "official over press"
    LATER = "later over earlier"
    NONE = "none of the rules decides"


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in an article: `section` is the heading as the article has it, None for the whole article."""

    article: str
    section: str | None
    anchor: str | None
    read: date


@dataclass(frozen=True, slots=True)
class Evidence:
    """A citation with the words as the article writes them, proved to stand there."""

    citation: Citation
    written: str
    language: str


@dataclass(frozen=True, slots=True)
class Testimony:
    """What another source says of the same value.

    `agrees` is computed from the values; one that does not agree has a `why` (texts) and the `rule` by which the
    record's own source was followed.
    """

    evidence: Evidence
    agrees: bool
    rule: Rule | None
    why: Texts | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A claim on which sources differ and which is no single value (which plan was "the first", say)."""

    about: Texts
    says: tuple[Evidence, ...]
    note: Texts | None
