"""Keeping: what documents were read into, so that the next build reads only those that changed.

A document's value is a pure function of its texts, of the settings and, for a record, of the articles it cites; so it
is kept under a digest of just these. Owns that rule and the form values are kept in. Refuses what was read with an
error, and, when values are taken back, any class but those values are made of: a memory can hold wrong values, but
never a program.
"""

from __future__ import annotations

import datetime
import decimal
import hashlib
import io
import pickle
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, Final, NamedTuple

from policygen import problems, source
from policygen.loader import Entry
from policygen.model import articles, bounds, periods, provenance, quantities, records, subsidies, targets
from policygen.model.articles import Article, Section
from policygen.problems import Problem
from policygen.source import Scalar

_MODULES: Final = (articles, bounds, periods, problems, provenance, quantities, records, source, subsidies, targets)
_OTHERS: Final = (datetime.date, decimal.Decimal)
#: Everything a kept value may be made of, by module and name.
_CLASSES: Final[Mapping[tuple[str, str], type]] = {
    (each.__module__, each.__qualname__): each
    for each in (
        *_OTHERS,
        *(
            found
            for module in _MODULES
            for found in vars(module).values()
            if isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum))
        ),
    )
}


class Read(NamedTuple):
    """What a document was read into: an article or a record, None when it has an error; `original` is where an article
    says what it is a translation of.
    """

    value: Any
    problems: tuple[Problem, ...]
    original: Scalar | None = None


class Kept(NamedTuple):
    """One document's value as bytes. `key` tells what it was read from, but for the articles in `cited`, whose keys are
    there by id; `told` is the digest of the whole value, `shown` of an article without its texts.
    """

    key: bytes
    cited: tuple[tuple[str, bytes], ...]
    value: bytes
    shown: bytes
    told: bytes


class Keeping:
    """Values of a tracker's documents by `article/<id>` and `policy/<id>`: those of the last build, and of this one.

    `settings` is a digest of all that every document is read with, the program among it.
    """

    def __init__(self, settings: str = "", last: Mapping[str, Kept] | None = None) -> None:
        self._settings = settings
        self.last = last or {}
        self.now: dict[str, Kept] = {}

    def recall(self, name: str, entry: Entry) -> Read | None:
        """What the document was read into, None when it must be read (again)."""
        kept = self.last.get(name)
        if kept is None or kept.key != self._key(entry):
            return None
        if any(self._key_of(article) != key for article, key in kept.cited):
            return None
        self.now[name] = kept
        return Read(*_Unpickler(io.BytesIO(kept.value)).load())

    def keep(self, name: str, entry: Entry, read: Read) -> Read:
        """Keep what was read just now; a record after the articles it cites."""
        value = read.value
        if value is not None and not any(problem.severity is problems.Severity.ERROR for problem in read.problems):
            cited = [] if isinstance(value, Article) else {each.article for each in value.sources.values()}
            keys = tuple((article, self._key_of(article)) for article in sorted(cited))
            packed = _dump(tuple(read))
            told = _digest(packed)
            shown = _digest(_dump(without_texts(value))) if isinstance(value, Article) else told
            self.now[name] = Kept(self._key(entry), keys, packed, shown, told)
        return read

    def _key(self, entry: Entry) -> bytes:
        texts = [self._settings, entry.file.path, entry.file.text]
        for language, file in sorted(entry.translations.items()):
            texts += [language, file.path, file.text]
        return _digest("\x1f".join(texts).encode())

    def _key_of(self, article: str) -> bytes:
        kept = self.now.get(f"article/{article}")
        return kept.key if kept else b""


def without_texts(article: Article) -> Article:
    """The article without the words of its sections: as much as all pages but its own show of it."""

    def bare(sections: Iterable[Section]) -> tuple[Section, ...]:
        return tuple(Section(each.heading, each.level, each.anchor, "", "", 0) for each in sections)

    translations = {language: bare(sections) for language, sections in article.translations.items()}
    return replace(article, sections=bare(article.sections), translations=translations)


class _Pickler(pickle.Pickler):
    """Values by the arguments they are made from, which is quicker both ways than their state."""

    def reducer_override(self, value: Any) -> Any:
        kind = type(value)
        if is_dataclass(kind):
            return kind, tuple(getattr(value, name) for name in _names(kind))
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """The class of that name; KeyError for any that values are not made of."""
        return _CLASSES[module, name]


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.init)


def _dump(value: Any) -> bytes:
    stream = io.BytesIO()
    _Pickler(stream, 5).dump(value)
    return stream.getvalue()


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
