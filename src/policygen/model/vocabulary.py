"""Vocabulary: metrics, subsidy kinds, instruments, themes and bases, each a closed list with labels in every language.

Owns the lists and finding a word by id, label or other spelling. Refuses a word that is in no list.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

from policygen.model.texts import Texts
from policygen.problems import WrongTextError, did_you_mean
from policygen.values import dataclass


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
    this one and that must not be compared with it.
    """

    unit: str
    noun: Mapping[str, tuple[str, str]]
    related: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind(Word):
    """A kind of subsidy; `base` is what its rates apply to, None where there is none. `pool`: its figures are the size
    of a pot that many draw from (a fund), never what one of them gets.
    """

    base: str | None
    pool: bool | None


@dataclass(frozen=True, slots=True)
class Base(Word):
    """What a rate, a ceiling, a threshold or a step applies to: something a firm has a figure for.

    `unit` is `money` or a base unit; `per` is `year` for what is counted by the year. With `of` it belongs to another
    base and grows with it (a purchase price with the area); with `by` as well it is a price times that base, and the
    price is counted by that time: rent is so much a month for each unit of the area, interest so many per cent a year
    of the loan.
    """

    unit: str
    per: str | None
    of: str | None
    by: str | None


@dataclass(frozen=True, slots=True)
class Instrument(Word):
    """`event` is true for what happens on a day (a meeting, a founding) and `proposal` for what binds nobody yet."""

    event: bool
    proposal: bool


W = TypeVar("W", bound=Word)


def fold_word(text: str) -> str:
    """The form under which spellings are one: case, width, hyphens, underscores and spaces do not matter."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(folded.replace("-", " ").replace("_", " ").split())


class Words(Mapping[str, W], Generic[W]):
    """A closed list by id, in the order of its file; `find` reads a word as a record writes it."""

    def __init__(self, noun: str, words: Mapping[str, W]) -> None:
        self.noun = noun
        self._words = dict(words)
        self._ids: dict[str, str] = {}
        for word in self._words.values():
            for spelling in (*word.also, *word.label.values(), word.id):
                self._ids[fold_word(spelling)] = word.id

    def __getitem__(self, key: str) -> W:
        return self._words[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def find(self, text: str) -> W:
        """The word `text` is a spelling of; raises WrongTextError naming the nearest."""
        found = self._ids.get(fold_word(text))
        if found is None:
            known = ", ".join(list(self._words)[:12]) + (", ..." if len(self._words) > 12 else "")
            raise WrongTextError(
                "vocabulary/unknown-word",
                f'unknown {self.noun} "{text}"',
                did_you_mean(text, self._ids, f"known: {known}; add it to content/vocabulary"),
                length=len(text),
            )
        return self._words[found]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All closed lists by id."""

    metrics: Words[Metric]
    kinds: Words[Kind]
    instruments: Words[Instrument]
    themes: Words[Word]
    bases: Words[Base]
