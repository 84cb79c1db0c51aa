"""Views made from their types alone: full ones, with something in every field, and empty ones.

A template that asks for a field its view lacks, or forgets that a field may be empty, fails with these.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from typing import Any

#: Where the kind of text matters to HTML.
TEXTS: dict[str, str] = {
    "iso": "2025-12-31",
    "kind": "made",
    "lang": "zh",
    "language": "en",
    "summary_lang": "zh",
    "hreflang": "zh",
    "root": "../",
    "report": "mailto:x@example.org",
    "canonical": "https://example.org/x.html",
    "shape": "due",
    "key": "not-read-yet",
    "columns": "rate",
    "dataset_json": "{}",
    "tip": "open",
    "box": "range",
}


def make(kind: Any, *, full: bool, texts: Mapping[str, str] = TEXTS, many: int = 2) -> Any:
    """A value of the type: in a full one every optional part is there and every tuple has `many` items."""
    counter = [0]

    def value(type_: Any, name: str) -> Any:
        origin, arguments = typing.get_origin(type_), typing.get_args(type_)
        if dataclasses.is_dataclass(type_):
            return build(type_)
        if origin in (types.UnionType, typing.Union):
            return value(arguments[0], name) if full else None
        if origin is tuple:
            if len(arguments) == 2 and arguments[1] is Ellipsis:
                return tuple(value(arguments[0], name) for _ in range(many)) if full else ()
            return tuple(value(argument, name) for argument in arguments)
        if type_ is str:
            return text(name)
        return {bool: full, int: 3 if full else 0, float: 12.5 if full else 0.0}[type_]

    def text(name: str) -> str:
        if not full and name not in {"title", "head_title", "language", "kind", "site_title", "text", "hreflang"}:
            return ""
        counter[0] += 1
        if name in {"id", "anchor"}:
            return f"n{counter[0]}"
        if name in {"href", "switch", "home"}:
            return f"x.html#n{counter[0]}"
        if name.endswith("html"):
            return "<p>Text.</p>"
        return texts.get(name, f"{name} <&> {counter[0]}")

    def build(class_: Any) -> Any:
        hints = typing.get_type_hints(class_)
        return class_(**{field.name: value(hints[field.name], field.name) for field in dataclasses.fields(class_)})

    return build(kind)
