"""Codec: articles and records as plain data, and back.

Owns one form of each value that is numbers, texts and tuples of them, and the inverse. Both follow from the fields of
the dataclasses and their types; refuses a type that it has no rule for, so that a new field is never lost.

What is made of data is a value of a class named here and nothing else, whoever wrote the data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from sys import intern
from types import NoneType, UnionType
from typing import Any, Final, ForwardRef, Literal, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from policygen.model.articles import Article
from policygen.model.periods import Period
from policygen.model.provenance import Citation
from policygen.model.quantities import Quantity
from policygen.model.records import Policy

T = TypeVar("T", Article, Policy)
_PLAIN: Final = (str, int, bool, NoneType)
#: Values of which many are equal.
_SHARED: Final = (Citation, Period, Quantity)


def encode(value: Article | Policy) -> tuple[Any, ...]:
    """The fields of a value as plain data, in their order; equal values give equal data."""
    data: tuple[Any, ...] = _functions()[f"encode_{type(value).__name__}"](value)
    return data


def fill(value: Article | Policy, data: tuple[Any, ...]) -> None:
    """Fills the fields of an empty value from what `encode` gave."""
    _functions()[f"fill_{type(value).__name__}"](value, data)


def _interned(value: Any) -> Any:
    """Plain data in which equal texts are one."""
    kind = type(value)
    if kind is str:
        return intern(value)
    if kind in (tuple, list):
        return kind(map(_interned, value))
    if kind is dict:
        return {_interned(key): _interned(each) for key, each in value.items()}
    return value


class _Once(dict[Any, Any]):
    """What is made of data, made once for equal data: few days, numbers and citations are not those of others."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, data: Any) -> Any:
        found = self[data] = self._make(data)
        return found


@cache
def _functions() -> dict[str, Callable[..., Any]]:
    """`encode_X`, `decode_X` and `fill_X` for each class, written once from its fields: a value has some hundred
    parts, and looking up the rule of each would take longer than all the rest.
    """
    names: dict[str, Any] = {
        "new": object.__new__,
        "intern": intern,
        "interned": _interned,
        "date": date.toordinal,
        "Decimal": _Once(Decimal).__getitem__,
        "day": _Once(date.fromordinal).__getitem__,
    }
    lines = [line for kind in _classes((Article, Policy), names) for line in _write(kind, names)]
    exec("\n".join(lines), names)  # noqa: S102 - written above, from our own classes
    for kind in _SHARED:
        name = f"decode_{kind.__name__}"
        names[name] = _Once(names[name]).__getitem__
    return names


def _classes(roots: tuple[type, ...], names: dict[str, Any]) -> list[type]:
    """The classes and all those that their fields hold; enumerations are put into `names`."""
    found: dict[type, None] = {}
    waiting: list[Any] = list(roots)
    while waiting:
        hint = waiting.pop()
        if isinstance(hint, type) and is_dataclass(hint):
            if hint not in found:
                found[hint] = None
                waiting += get_type_hints(hint).values()
        elif isinstance(hint, type) and issubclass(hint, Enum):
            names[hint.__name__] = {each.value: each for each in hint}
        else:
            waiting += [each for each in get_args(hint) if not isinstance(each, str)]
    return list(found)


def _write(kind: type, names: dict[str, Any]) -> Iterator[str]:
    name = kind.__name__
    hints = get_type_hints(kind)
    own = [field.name for field in fields(kind)]
    names[name] = kind
    sets = [f"    o.{field} = {_expression(_DECODING, field, hints[field])}" for field in own]
    gets = [_expression(_ENCODING, f"o.{field}", hints[field]) for field in own]
    yield f"def encode_{name}(o):"
    yield f"    return ({', '.join(gets)},)"
    for head in (f"def fill_{name}(o, t):", f"def decode_{name}(t):"):
        yield head
        if head.startswith("def decode"):
            yield f"    o = new({name})"
        yield f"    {''.join(f'{field}, ' for field in own)}= t"
        yield from sets
        yield "    return o"


class _Way(NamedTuple):
    """One of the two directions: expressions for `{0}`, of the class `{1}`."""

    simple: Mapping[type, str]
    plain: str
    enumeration: str
    dataclass: str


_ENCODING: Final = _Way({Decimal: "str({0})", date: "date({0})"}, "{0}", "{0}.value", "encode_{1}({0})")
_DECODING: Final = _Way(
    {Decimal: "Decimal({0})", date: "day({0})", str: "intern({0})", int: "{0}", bool: "{0}"},
    "interned({0})",
    "{1}[{0}]",
    "decode_{1}({0})",
)


def _expression(way: _Way, value: str, hint: Any) -> str:
    """What gives plain data for what the expression `value` gives, or the inverse, where `value` is a name."""
    if hint in way.simple:
        return way.simple[hint].format(value)
    is_plain = _is_plain(hint)
    if is_plain and way is _ENCODING:
        return way.plain.format(value)
    origin, inside = get_origin(hint), [each for each in get_args(hint) if each is not NoneType]
    if origin in (Union, UnionType) and len(inside) == 1:
        return f"(None if {value} is None else {_expression(way, value, inside[0])})"
    if origin is tuple and inside[1:] == [Ellipsis]:
        return f"({value} and tuple([{_expression(way, 'i', inside[0])} for i in {value}]))"
    if origin is not None and issubclass(origin, Mapping) and inside[0] is str:
        return f"{{{_expression(way, 'k', str)}: {_expression(way, 'i', inside[1])} for k, i in {value}.items()}}"
    if is_plain:
        return way.plain.format(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return way.enumeration.format(value, hint.__name__)
    if isinstance(hint, type) and is_dataclass(hint):
        return way.dataclass.format(value, hint.__name__)
    raise TypeError(f"no rule for values of {hint}")


def _is_plain(hint: Any) -> bool:
    """Whether values of this type are plain data as they are."""
    if hint in _PLAIN or hint is Ellipsis or isinstance(hint, str | ForwardRef) or get_origin(hint) is Literal:
        return True
    origin = get_origin(hint)
    if origin is None or not (origin in (Union, UnionType, tuple, list) or issubclass(origin, Mapping)):
        return False
    return all(_is_plain(each) for each in get_args(hint))
