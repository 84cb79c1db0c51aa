"""Text that knows where it stands.

Owns source files, places in them, and the tree of nodes that strict YAML is composed into.
Refuses meaning: every scalar stays text until a field asks for a type.
"""

from __future__ import annotations

from typing import Literal

from policygen.dormant import Dormant
from policygen.values import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file; line and column count from 1, length in characters (at least 1 for the caret)."""

    path: str
    line: int = 1
    column: int = 1
    length: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class SourceFile(Dormant):
    """One file as read: `path` relative to the tracker's folder with forward slashes, `text` without BOM or CR."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Scalar:
    """One scalar, always text; `style` tells a plain one from a quoted or block one."""

    text: str
    span: Span
    style: Literal["plain", "quoted", "block"] = "plain"

    def at(self, offset: int, length: int = 1) -> Span:
        """The place of a part of this scalar, exact for one-line scalars, the scalar's own place otherwise."""
        if self.style == "block" or "\n" in self.text:
            return self.span
        shift = offset + (1 if self.style == "quoted" else 0)
        return Span(self.span.path, self.span.line, self.span.column + shift, max(1, length))


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys are unique (the composer has seen to it) and stand in file order."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span

    def get(self, key: str) -> Node | None:
        for name, value in self.entries:
            if name.text == key:
                return value
        return None

    def key(self, key: str) -> Scalar | None:
        return next((name for name, _ in self.entries if name.text == key), None)


Node = Scalar | Sequence | Mapping

#: What a node holds without its places: text, lists and mappings of text.
Plain = str | list["Plain"] | dict[str, "Plain"]


def plain(node: Node) -> Plain:
    """The node's content without places."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key.text: plain(value) for key, value in node.entries}


def find_node(node: Node, *path: str | int) -> Node:
    """The node at `path` (keys and indexes), or the deepest one that exists on the way."""
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str):
            found = node.get(step)
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            found = node.items[step]
        else:
            found = None
        if found is None:
            return node
        node = found
    return node


@dataclass(frozen=True, slots=True)
class Document:
    """One text file split into front matter and body.

    `front` is an empty mapping when the file has none; `body_line` is the line the body starts on.
    """

    file: SourceFile
    front: Mapping
    body: str
    body_line: int
