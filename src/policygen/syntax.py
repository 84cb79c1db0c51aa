"""Strict YAML and front matter, read into nodes that know their places.

Owns the subset of YAML that content is written in and the split of a file into front matter and body. The split is
our own because python-frontmatter drops the places, a BOM and duplicate keys.
Refuses what makes a text mean more than it says: anchors, aliases, tags, merge keys, keys given twice, several
documents in one; and refuses to guess types: every scalar stays text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final, Literal, cast

from yaml import CBaseLoader, YAMLError
from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from policygen.mistakes import Complaint, colon_help, explain_mistake, shorten
from policygen.patterns import regex
from policygen.problems import Problem, error, warning
from policygen.source import Document, Mapping, Node, Scalar, Sequence, SourceFile, Span

#: How deep lists and mappings may stand in one another.
MAX_DEPTH: Final = 20
#: How many characters of YAML one file may hold.
MAX_YAML: Final = 2_000_000

_UNREADABLE: Final = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_RARE_BREAKS: Final = ("\x85", "\u2028", "\u2029")
_FENCE: Final = regex(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_ALMOST_FENCE: Final = regex(r"^[ \t]*[-—–－]{2,}[ \t]*$", re.MULTILINE)
_TOKEN: Final = regex(r"[^\s,\[\]{}]+")
_HASHTAG: Final = regex(r"[ \t]+(#[^\s#].*)")
_STYLES: Final[dict[str | None, Literal["plain", "quoted", "block"]]] = {
    "'": "quoted",
    '"': "quoted",
    "|": "block",
    ">": "block",
}


def split_document(file: SourceFile) -> tuple[Document | None, list[Problem]]:
    """The file as front matter and body; None when there is front matter that cannot be read.

    Front matter stands between `---` at the very start (blank lines may precede it) and the next line of `---` or
    `...`. A file without has an empty mapping, and all its text is body.
    """
    text = file.text
    start = len(text) - len(text.lstrip())
    start = text.rfind("\n", 0, start) + 1
    opening = _FENCE.match(text, start)
    if opening is None or not opening[0].startswith("---"):
        return Document(file, Mapping((), Span(file.path)), text, 1), []
    first_line = text.count("\n", 0, start) + 1
    fence = Span(file.path, first_line, 1, 3)
    closing = _FENCE.search(text, opening.end())
    if closing is None:
        return None, [_unclosed(file, fence, opening.end())]
    yaml_start = opening.end() + 1
    node, problems = parse_yaml(text[yaml_start : closing.start()], file.path, first_line)
    body_start = min(closing.end() + 1, len(text))
    body_line = first_line + text.count("\n", start, body_start)
    if node is None and not problems:
        node = Mapping((), fence)
    if isinstance(node, Mapping):
        return Document(file, node, text[body_start:], body_line), problems
    if node is not None:
        problems.append(_not_keys(node))
    return None, problems


def parse_yaml(text: str, path: str, line_offset: int = 0) -> tuple[Node | None, list[Problem]]:
    """The one document in `text`, or None when it is empty or cannot be read as a whole.

    `line_offset` is the number of lines of the file that stand before `text`. After a mistake of syntax there is one
    problem and no node; other mistakes are all reported, and the node is what is left without them.
    """
    if len(text) > MAX_YAML:
        span = Span(path, line_offset + 1)
        message = f"{len(text)} characters of YAML in one file, at most {MAX_YAML} are read"
        return None, [error("yaml/size", span, message, "split the file")]
    unreadable = _unreadable_characters(text, path, line_offset)
    if unreadable:
        return None, unreadable
    for rare in _RARE_BREAKS:
        if rare in text:
            text = text.replace(rare, " ")
    composer = _Composer(text, path, line_offset)
    try:
        node = composer.document()
    except MarkedYAMLError as wrong:
        return None, [*composer.problems, _syntax_problem(wrong, text.split("\n"), path, line_offset)]
    except YAMLError as wrong:
        span = Span(path, line_offset + 1)
        return None, [*composer.problems, error("yaml/syntax", span, f"not readable as YAML: {wrong}")]
    except _UnreadableError:
        return None, composer.problems
    return node, composer.problems


def read_mapping(file: SourceFile) -> tuple[Mapping | None, list[Problem]]:
    """A whole file of YAML that must be keys and values; None when it is not."""
    node, problems = parse_yaml(file.text, file.path)
    if node is None or isinstance(node, Mapping):
        return node, problems
    return None, [*problems, _not_keys(node)]


class _UnreadableError(Exception):
    """The document cannot be read as a whole; the composer holds the problem that says why."""


class _Composer:
    """Makes one tree of nodes from libyaml's events; `problems` fills up on the way."""

    def __init__(self, text: str, path: str, line_offset: int) -> None:
        self._text = text
        self._path = path
        self._offset = line_offset + 1
        # nobody asks for an event behind the last one, where libyaml has None
        self._event = cast("Callable[[], Event]", CBaseLoader(text).get_event)
        self._whole = True
        self.problems: list[Problem] = []

    def document(self) -> Node | None:
        self._event()
        start = self._event()
        if not isinstance(start, DocumentStartEvent):
            return None
        if start.version or start.tags:
            self._complain("yaml/directive", self._place(start), "directives are not read", "delete the line")
        node = self._node(self._event(), 1)
        self._event()
        after = self._event()
        if isinstance(after, DocumentStartEvent):
            message = "a second YAML document starts here, only one is read"
            self._complain("yaml/documents", self._place(after), message, "put it in a file of its own")
        return node if self._whole else None

    def _node(self, event: Event, depth: int) -> Node:
        if isinstance(event, ScalarEvent):
            if event.anchor or event.tag:
                self._check_marks(event)
            self._check_comment(event)
            return Scalar(event.value, self._span(event), _STYLES.get(event.style, "plain"))
        if isinstance(event, AliasEvent):
            word = self._token(event)
            message = f'aliases such as "{word}" are not read'
            remedy = f"write the value out again, or put it in double quotes if {word[:1]} belongs to the text"
            self._complain("yaml/alias", self._span(event), message, remedy)
            self._whole = False
            return Scalar(word, self._span(event))
        if depth > MAX_DEPTH:
            message = f"lists and mappings stand more than {MAX_DEPTH} deep here"
            self._complain("yaml/depth", self._place(event), message, "write the value less nested")
            raise _UnreadableError
        if isinstance(event, SequenceStartEvent):
            return self._sequence(event, depth)
        assert isinstance(event, MappingStartEvent)
        return self._mapping(event, depth)

    def _sequence(self, start: SequenceStartEvent, depth: int) -> Sequence:
        if start.anchor or start.tag:
            self._check_marks(start)
        items = []
        while not isinstance(event := self._event(), SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return Sequence(tuple(items), self._span(start))

    def _mapping(self, start: MappingStartEvent, depth: int) -> Mapping:
        if start.anchor or start.tag:
            self._check_marks(start)
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := self._event(), MappingEndEvent):
            key = self._node(event, depth + 1)
            key_end = event.end_mark
            event = self._event()
            value = self._node(event, depth + 1)
            assert key_end is not None
            assert event.start_mark is not None
            if self._check_key(key, value, entries, is_bare=event.start_mark.index == key_end.index):
                assert isinstance(key, Scalar)
                entries[key.text] = (key, value)
        return Mapping(tuple(entries.values()), self._span(start))

    def _check_key(self, key: Node, value: Node, known: dict[str, tuple[Scalar, Node]], *, is_bare: bool) -> bool:
        """Whether the key may be kept; `is_bare` when no colon stands after it."""
        if not isinstance(key, Scalar) or key.style == "block" or "\n" in key.text:
            message = "a key must be a short text on one line"
            self._complain("yaml/key", key.span, message, "write `key: value`, the key without brackets")
            return False
        name = key.text
        if key.style == "plain":
            if name == "<<":
                self._complain("yaml/merge-key", key.span, '"<<" (merge key) is not read', "write the keys out here")
                return False
            if name != name.strip():
                message = f'"{name.strip()}" is indented with full-width or no-break spaces'
                self._complain(
                    "yaml/indent", key.span, message, "indent with ordinary spaces; YAML takes the others for letters"
                )
                return False
            if is_bare and isinstance(value, Scalar) and not value.text:
                message = f'no value after "{name}"'
                self._complain("yaml/no-value", key.span, message, colon_help(name))
                return False
        if not name.strip():
            self._complain("yaml/key", key.span, "a key is empty", "write a name before the colon")
            return False
        if name in known:
            first = known[name][0].span
            message = f'key "{name}" is given twice, first on line {first.line}'
            self._complain("yaml/duplicate-key", key.span, message, "keep one of the two, or make a list of the values")
            return False
        return True

    def _check_marks(self, event: ScalarEvent | SequenceStartEvent | MappingStartEvent) -> None:
        """Anchor and tag stand in any order before the value; each is one word of the text."""
        word = self._token(event)
        span = replace(self._place(event), length=max(1, len(word)))
        if event.anchor:
            remedy = "delete it and write the value out wherever it is needed"
            self._complain("yaml/anchor", span, f'anchors such as "&{event.anchor}" are not read', remedy)
        if event.tag:
            written = word if word.startswith("!") else event.tag
            remedy = 'delete it: every value is text; if "!" belongs to the text, put the value in double quotes'
            self._complain("yaml/tag", span, f'tags such as "{written}" are not read', remedy)

    def _check_comment(self, event: ScalarEvent) -> None:
        """A # that a word follows at once is more often meant to be read (`A #1 plan`) than to be a comment."""
        assert event.end_mark is not None
        found = _HASHTAG.match(self._text, event.end_mark.index)
        if found and event.value and not event.style:
            end = event.end_mark
            span = Span(self._path, end.line + self._offset, end.column + 1 + found.start(1) - end.index, len(found[1]))
            message = f'"{shorten(found[1])}" is a comment to YAML and is not read'
            remedy = "put the whole value in double quotes, or write a space after the #"
            self.problems.append(warning("yaml/comment", span, message, remedy))

    def _complain(self, code: str, span: Span, message: str, remedy: str) -> None:
        self.problems.append(error(code, span, message, remedy))

    def _token(self, event: Event) -> str:
        assert event.start_mark is not None
        found = _TOKEN.match(self._text, event.start_mark.index)
        return found[0] if found else ""

    def _place(self, event: Event) -> Span:
        start = event.start_mark
        assert start is not None
        return Span(self._path, start.line + self._offset, start.column + 1)

    def _span(self, event: Event) -> Span:
        start, end = event.start_mark, event.end_mark
        assert start is not None
        assert end is not None
        length = end.index - start.index if end.line == start.line else 1
        return Span(self._path, start.line + self._offset, start.column + 1, length or 1)


def _unreadable_characters(text: str, path: str, line_offset: int) -> list[Problem]:
    problems = []
    for found in _UNREADABLE.finditer(text):
        before = text[: found.start()]
        column = found.start() - (before.rfind("\n") + 1) + 1
        span = Span(path, line_offset + before.count("\n") + 1, column)
        name = f"U+{ord(found[0]):04X}"
        problems.append(error("yaml/character", span, f"the invisible character {name} is not allowed", "delete it"))
        if len(problems) == 20:
            break
    return problems


def _unclosed(file: SourceFile, fence: Span, after: int) -> Problem:
    almost = _ALMOST_FENCE.search(file.text, after)
    if almost:
        line = file.text.count("\n", 0, almost.start()) + 1
        remedy = f'line {line} is "{almost[0]}": make it exactly ---'
    else:
        remedy = "write a line of --- after the last key; a rule at the start of a text is written ***"
    return error("front-matter/unclosed", fence, 'the front matter that starts with "---" is never closed', remedy)


def _not_keys(node: Node) -> Problem:
    if isinstance(node, Sequence):
        return error(
            "yaml/not-keys", node.span, "a list stands where keys and values belong", "write `key: value` lines"
        )
    text = node.text if isinstance(node, Scalar) else ""
    first = text.split("\n", maxsplit=1)[0]
    return error(
        "yaml/not-keys", node.span, f'"{shorten(first)}" stands where keys and values belong', colon_help(text)
    )


def _syntax_problem(wrong: MarkedYAMLError, lines: list[str], path: str, line_offset: int) -> Problem:
    mark, context = wrong.problem_mark or wrong.context_mark, wrong.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if line >= len(lines):
        line, column = len(lines) - 1, len(lines[-1])
    opened = (context.line, context.column) if context else (line, column)
    if "directive" in (wrong.context or "") or "incompatible YAML" in (wrong.problem or ""):
        return error("yaml/directive", Span(path, line_offset + line + 1), "directives are not read", "delete the line")
    complaint = Complaint(wrong.problem or "", wrong.context or "", line, column, opened, lines)
    mistake = explain_mistake(complaint)
    span = Span(path, line_offset + mistake.line + 1, mistake.column + 1, max(1, mistake.length))
    return error("yaml/syntax", span, mistake.message, mistake.help)
