"""Dormant values: objects that are there before what they hold is.

Owns the waking: the first time that a field is asked for, all of them are filled in. Refuses to know where they come
from; whoever makes a dormant value says how it wakes.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

T = TypeVar("T", bound="Dormant")


class Dormant:
    """The base of a dataclass with slots whose values may sleep. One that was made as usual never wakes."""

    __slots__ = ("_wake",)
    _wake: Callable[[Any], None]

    if not TYPE_CHECKING:  # a type checker would take every name for a field

        def __getattr__(self, name: str) -> Any:
            """Asked for only where a slot is empty."""
            try:
                wake = object.__getattribute__(self, "_wake")
                object.__delattr__(self, "_wake")
            except AttributeError:
                raise AttributeError(f"{type(self).__name__} has no {name}", name=name, obj=self) from None
            wake(self)
            return object.__getattribute__(self, name)


def sleeping(kind: type[T], wake: Callable[[T], None], **known: Any) -> T:
    """A value of this class that has nothing yet but what is `known`; `wake` fills in the rest."""
    value = object.__new__(kind)
    for name, each in known.items():
        object.__setattr__(value, name, each)
    object.__setattr__(value, "_wake", wake)
    return value


def altered(value: T, change: Callable[[T], Mapping[str, Any]], **known: Any) -> T:
    """A sleeping value that is like this one but for the fields that `change` tells; neither is looked into before."""

    def wake(like: T) -> None:
        for name in _names_of(type(value)):  # type: ignore[arg-type]
            object.__setattr__(like, name, getattr(value, name))
        for name, each in change(value).items():
            object.__setattr__(like, name, each)

    return sleeping(type(value), wake, **known)


@cache
def _names_of(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass: to ask for them takes longer than to copy them."""
    return tuple(field.name for field in fields(kind))


def lull(value: T, wake: Callable[[T], None], *names: str) -> None:
    """Take these fields from the value until they are asked for."""
    for name in names:
        with contextlib.suppress(AttributeError):
            object.__delattr__(value, name)
    object.__setattr__(value, "_wake", wake)
