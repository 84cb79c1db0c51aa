"""Facts: what a page read while it was made, so that the next build can tell whether it would read the same.

Owns the notes taken while a page is made, and the digest of a fact. Refuses to guess: a value it has no rule for is an
error, not a fact that never changes.

A fact is named by the index it stands in and the key it was asked for. An index that was walked through gives a fact of
its keys, one that was asked whether it has a key gives that; so a page depends on just what it looked at.
"""

from __future__ import annotations

import contextlib
import hashlib
from array import array
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache, reduce
from itertools import repeat, starmap
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


class Kind(NamedTuple):
    """Facts that stand together: what was asked of an index, so many keys below it."""

    root: str
    asked: str
    depth: int


def sort_fact(fact: Fact) -> tuple[Kind, Any]:
    """The kind of a fact, and its key among those of the kind: one key, or the keys that lead there where it takes more
    than one or none.
    """
    path, asked = fact
    kind = Kind(path[0], asked, len(path) - 1)
    return kind, path[1] if kind.depth == 1 else path[1:]


#: The facts of a kind by their keys.
Group = tuple[Kind, list[Any]]
#: A number has the place of its kind above these bits, and its own place in the group below.
_BITS: Final = 24


class FactTable:
    """Facts by number: pages read the same ones again and again, so each page holds numbers, four bytes a fact.

    There are far more facts than anything else that is remembered. Those of a kind stand in a group, where a fact is no
    more than its key.
    """

    def __init__(self, packed: Iterable[tuple[tuple[Any, ...], list[Any]]] = ()) -> None:
        self.groups: list[Group] = [(Kind(*kind), keys) for kind, keys in packed]
        self._places = {kind: place for place, (kind, _) in enumerate(self.groups)}
        self._numbers: dict[Kind, dict[Any, int]] = {}

    def __len__(self) -> int:
        return sum(len(keys) for _, keys in self.groups)

    def pack(self) -> list[tuple[tuple[Any, ...], list[Any]]]:
        """The table as plain data, from which another is made."""
        return [(tuple(kind), keys) for kind, keys in self.groups]

    def number(self, fact: Fact) -> int:
        """The number of a fact, a new one for a new fact."""
        kind, key = sort_fact(fact)
        place = self._places.setdefault(kind, len(self.groups))
        if place == len(self.groups):
            self.groups.append((kind, []))
        keys = self.groups[place][1]
        numbers = self._numbers.get(kind)
        if numbers is None:
            # Of most groups nothing is asked in a build that makes little.
            numbers = self._numbers[kind] = {key: number for number, key in enumerate(keys, start=place << _BITS)}
        new = place << _BITS | len(keys)
        found = numbers.setdefault(key, new)
        if found == new:
            if len(keys) >> _BITS:
                raise OverflowError(f"more facts of {kind.root} than numbers for them")
            keys.append(key)
        return found

    def fact(self, number: int) -> Fact:
        """The fact of a number."""
        kind, keys = self.groups[number >> _BITS]
        key = keys[number & (1 << _BITS) - 1]
        return Fact((kind.root, key) if kind.depth == 1 else (kind.root, *key), kind.asked)


def pack_numbers(numbers: Iterable[int]) -> bytes:
    """Numbers of facts, four bytes each."""
    return array("I", numbers).tobytes()


def read_numbers(numbers: bytes) -> array[int]:
    """The inverse of `pack_numbers`."""
    found = array("I")
    found.frombytes(numbers)
    return found


def number_of(place: int, index: int) -> int:
    """The number of a fact that stands there in the group of that place."""
    return place << _BITS | index


class ObservedSet(Container[str]):
    """A set that takes notes of what it is asked for."""

    def __init__(self, path: tuple[Any, ...], values: frozenset[str]) -> None:
        self._path = path
        self._values = values

    def __contains__(self, key: object) -> bool:
        note((*self._path, key), PRESENCE)
        return key in self._values


#: How many bytes the digest of a fact has.
DIGEST_SIZE: Final = 8
_THERE: Final = bytes(DIGEST_SIZE - 1) + b"\1"
_NOT_THERE: Final = bytes(DIGEST_SIZE)


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

    def digest_all(self, kind: Kind, keys: Sequence[Any]) -> bytes:
        """The digests of facts of a kind, one after the other: eight bytes each, which change when the fact does."""
        root = self._roots.get(kind.root)
        inside = cache(lambda path: reduce(_inside, path, root))
        # where to look, and for which key
        places = zip(repeat(root), keys) if kind.depth == 1 else ((inside(path[:-1]), path[-1]) for path in keys)
        if kind.asked == PRESENCE:
            return b"".join(_THERE if within is not None and key in within else _NOT_THERE for within, key in places)
        values: Iterable[Any] = starmap(_inside, places) if kind.depth else repeat(root, len(keys))
        if kind.asked == KEYS:
            values = (None if value is None else list(value) for value in values)
        encode, digest = self._encode, hashlib.blake2b
        return b"".join([digest(encode(value).encode(), digest_size=DIGEST_SIZE).digest() for value in values])

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
