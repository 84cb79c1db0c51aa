"""Front matter as other generators write it: which keys are ours, TOML as Hugo has it, Pelican's lines without fences.

Owns what an article's file has before its text, in whatever way. Refuses nothing: what is not understood stays text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any, Final

from policygen.model.fields import ArticleFields
from policygen.model.keys import is_nothing
from policygen.patterns import regex
from policygen.source import Document, Node, Plain, Scalar, Span, plain
from policygen.source import Mapping as MappingNode
from policygen.source import Sequence as SequenceNode

_TOML: Final = regex(r"\s*\+\+\+[ \t]*\n(?P<front>(?:.*\n)*?)\+\+\+[ \t]*(?:\n|$)")
_LINES: Final = regex(r"\s*(?P<front>Title: .*\n(?:[A-Z][A-Za-z_-]*: .*\n|[ \t]+\S.*\n)*)(?:[ \t]*\n|$)")
_LINE: Final = regex(r"(?P<key>[A-Za-z_-]+): *(?P<value>.*)")
#: Keys that other generators have as well, with text or with something else.
_SHARED: Final = ("title", "author", "publisher", "url", "date", "language")


def with_front_matter(document: Document) -> Document:
    """The document with the front matter that its body begins with, if its own is empty."""
    if document.front.entries:
        return document
    body = document.body
    if found := _TOML.match(body):
        import tomllib  # noqa: PLC0415 - hardly any article has it

        try:
            data = tomllib.loads(found["front"])
        except tomllib.TOMLDecodeError:
            return document
        line = document.body_line + body.count("\n", 0, found.start("front"))
        front = _node(data, Span(document.file.path, line))
    elif found := _LINES.match(body):
        front = _lines(
            found["front"], document.file.path, document.body_line + body.count("\n", 0, found.start("front"))
        )
    else:
        return document
    assert isinstance(front, MappingNode)
    line = document.body_line + body.count("\n", 0, found.end())
    return replace(document, front=front, body=body[found.end() :], body_line=line)


def _node(value: Any, span: Span) -> Node:
    """A value of TOML, all of it at the place where the front matter begins."""
    if isinstance(value, dict):
        return MappingNode(tuple((Scalar(key, span), _node(each, span)) for key, each in value.items()), span)
    if isinstance(value, list):
        return SequenceNode(tuple(_node(each, span) for each in value), span)
    if isinstance(value, bool):
        return Scalar(str(value).lower(), span)
    return Scalar(value.isoformat() if isinstance(value, date | time) else str(value), span, "quoted")


def _lines(text: str, path: str, first: int) -> MappingNode:
    entries: dict[str, tuple[Scalar, Node]] = {}
    for number, line in enumerate(text.split("\n"), first):
        if found := _LINE.fullmatch(line):
            value = Scalar(found["value"].strip(), Span(path, number, found.start("value") + 1))
            entries.setdefault(found["key"], (Scalar(found["key"], Span(path, number)), value))
    return MappingNode(tuple(entries.values()), Span(path, first))


def own_keys(front: MappingNode) -> tuple[MappingNode, Mapping[str, Plain]]:
    """The keys that are ours, without those left empty, and what other generators have under theirs.

    Pelican writes `Title:`. A key that others have as well may hold what only they understand: several authors, a
    title for each language, a `digest` that is an abstract.
    """
    ours = {info.alias or name for name, info in ArticleFields.model_fields.items()}
    kept: dict[str, tuple[Scalar, Node]] = {}
    aside: dict[str, Plain] = {}
    for key, value in front.entries:
        name = key.text if key.text in ours else key.text.lower()
        if name not in ours or name in kept or _is_foreign(name, value):
            aside[key.text] = plain(value)
        elif not is_nothing(value):
            kept[name] = (replace(key, text=name), value)
    return MappingNode(tuple(kept.values()), front.span), aside


def _is_foreign(name: str, value: Node) -> bool:
    if name in _SHARED:
        return not isinstance(value, Scalar)
    if name == "checked":
        day = value.get("on") if isinstance(value, MappingNode) else value
        return not (isinstance(day, Scalar) and day.text[:1].isdigit())
    return name == "digest" and isinstance(value, Scalar) and len(value.text) > len("false") + 1
