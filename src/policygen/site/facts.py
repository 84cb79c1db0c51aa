"""Facts: what a page read while it was made, so that the next build can tell whether it would read the same.

Owns the notes taken while a page is made, and the digest of a fact. Refuses to guess: a value it has no rule for is an
error, not a fact that never changes.

A fact is named by the index it stands in and the key it was asked for. An index that was walked through gives a fact of
its keys, one that was asked whether it has a key gives that; so a page depends on just what it looked at.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
from array import array
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property
from json import JSONEncoder
from operator import attrgetter
from typing import Any, Final, NamedTuple, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Fact(NamedTuple):
    """`path` leads from the name of an index through its keys; `asked` is what of the place was looked at."""

    path: tuple[Any, ...]
    asked: str


VALUE: Final = "value"
KEYS: Final = "keys"
PRESENCE: Final = "presence"

_notes: ContextVar[set[Fact] | None] = ContextVar("notes", default=None)


@contextlib.contextmanager
def noting() -> Iterator[set[Fact]]:
    """Gathers every fact that is read inside."""
    found: set[Fact] = set()
    token = _notes.set(found)
    try:
        yield found
    finally:
        _notes.reset(token)


def note(path: tuple[Any, ...], asked: str) -> None:
    """Takes down that a fact was read, if anyone is taking notes."""
    found = _notes.get()
    if found is not None:
        found.add(Fact(path, asked))


def note_all(facts: set[Fact]) -> None:
    """Takes down what was read before, of which something is used again."""
    found = _notes.get()
    if found is not None:
        found |= facts


class Observed(Mapping[K, V]):
    """A mapping that takes notes of what is read from it; mappings inside it do so too."""

    def __init__(self, path: tuple[Any, ...], values: Mapping[K, V]) -> None:
        self._path = path
        self._values = values
        self._inner: dict[K, Any] = {}

    def __getitem__(self, key: K) -> V:
        found = self._inner.get(key)
        if found is not None:
            note((*self._path, key), PRESENCE)
            return found  # type: ignore[no-any-return]
        if isinstance(value := self._values.get(key), Mapping):
            self._inner[key] = observed = Observed((*self._path, key), value)
            note((*self._path, key), PRESENCE)
            return observed  # type: ignore[return-value]
        note((*self._path, key), VALUE)
        return self._values[key]

    def __contains__(self, key: object) -> bool:
        note((*self._path, key), PRESENCE)
        return key in self._values

    def __iter__(self) -> Iterator[K]:
        note(self._path, KEYS)
        return iter(self._values)

    def __len__(self) -> int:
        note(self._path, KEYS)
        return len(self._values)


#: More chunks of facts than these are packed as one.
_CHUNKS: Final = 30


def _pack(facts: Iterable[Fact]) -> bytes:
    return marshal.dumps([tuple(fact) for fact in facts])


class FactTable:
    """Facts by number: pages read the same ones again and again, so each page holds numbers, four bytes a fact.

    There are far more of them than anything else that is remembered. So they are packed once and stay as they were
    packed, in `chunks`; and those that are read from there are bare tuples.
    """

    def __init__(self, chunks: Iterable[bytes] = ()) -> None:
        self._chunks = tuple(chunks)
        self.facts: list[Fact] = [fact for chunk in self._chunks for fact in marshal.loads(chunk)]  # noqa: S302 - ours
        self._packed = len(self.facts)

    def pack(self) -> tuple[bytes, ...]:
        """The facts in their order, for another table."""
        new = self.facts[self._packed :]
        if new and len(self._chunks) < _CHUNKS:
            return (*self._chunks, _pack(new))
        return (_pack(self.facts),) if new else self._chunks

    @cached_property
    def _numbers(self) -> dict[Fact, int]:
        """A build that makes nothing does without."""
        return {fact: number for number, fact in enumerate(self.facts)}

    def number(self, fact: Fact) -> int:
        """The number of a fact, a new one for a new fact."""
        found = self._numbers.setdefault(fact, len(self.facts))
        if found == len(self.facts):
            self.facts.append(fact)
        return found

    def numbers(self, facts: Iterable[Fact]) -> bytes:
        return array("I", [self.number(fact) for fact in facts]).tobytes()


def read_numbers(numbers: bytes) -> array[int]:
    """The inverse of `FactTable.numbers`."""
    found = array("I")
    found.frombytes(numbers)
    return found


class ObservedSet(Container[str]):
    """A set that takes notes of what it is asked for."""

    def __init__(self, path: tuple[Any, ...], values: frozenset[str]) -> None:
        self._path = path
        self._values = values

    def __contains__(self, key: object) -> bool:
        note((*self._path, key), PRESENCE)
        return key in self._values


_THERE: Final = bytes(7) + b"\1"
_NOT_THERE: Final = bytes(8)


def _inside(value: Any, key: Any) -> Any:
    """What an index has under the key, as it is read: some have an answer for every key."""
    if type(value) is dict:
        return value.get(key)
    return value[key] if isinstance(value, Mapping) and (key in value or hasattr(value, "__missing__")) else None


class Facts:
    """The digests of facts. `roots` are the indexes by name; `names` give the values of some
    classes a name to be told by, as records have the digest of what they were read from.

    A value is told by its JSON, which the encoder of the standard library writes faster than anything written here
    could: named tuples as lists, texts of an enumeration as texts. What JSON has no form for is told by `_tell`.
    """

    def __init__(self, roots: Mapping[str, Any], names: Mapping[type, Callable[[Any], str]]) -> None:
        self._roots = roots
        #: What tells a value of a class; there are far more values than classes.
        self._tellers: dict[type, Callable[[Any], Any]] = dict(names)
        self._encode = JSONEncoder(
            ensure_ascii=False, check_circular=False, separators=(",", ":"), default=self._tell
        ).encode

    def digest(self, fact: Fact) -> bytes:
        """Eight bytes that change when the fact does."""
        path, asked = fact
        value = self._roots.get(path[0])
        for key in path[1:-1]:
            value = _inside(value, key)
        if asked == PRESENCE:
            return _THERE if value is not None and path[-1] in value else _NOT_THERE
        if len(path) > 1:
            value = _inside(value, path[-1])
        if asked == KEYS:
            value = None if value is None else list(value)
        return hashlib.blake2b(self._encode(value).encode(), digest_size=8).digest()

    def _tell(self, value: Any) -> Any:
        """Something that JSON has a form for, for a value that it has none for."""
        kind = type(value)
        tell = self._tellers.get(kind)
        if tell is None:
            tell = self._tellers[kind] = _teller(kind)
        return tell(value)


def _teller(kind: type) -> Callable[[Any], Any]:
    """How values of this class are told from one another."""
    name = kind.__name__
    if issubclass(kind, Enum):
        return lambda value: [name, value.name]
    if issubclass(kind, Decimal | date):
        return lambda value: [name, str(value)]
    if issubclass(kind, Mapping):
        return dict
    if is_dataclass(kind):
        values = attrgetter(*(field.name for field in fields(kind)), "__class__")
        return lambda value: [name, *values(value)[:-1]]
    raise TypeError(f"no rule for the digest of {name}")
