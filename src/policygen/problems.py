"""Problems are goods too: data, sorted and printed once.

Owns `Problem` and its printed forms. Refuses to decide: whether a site is published follows from the
severities in `build`.
"""

from __future__ import annotations

import enum
import json
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final

from policygen.patterns import regex
from policygen.source import SourceFile, Span
from policygen.values import dataclass

# Content must not be able to steer the terminal it is printed on.
_CONTROL: Final = regex("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Severity(enum.StrEnum):
    """Only an error stops publication."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the content: where, what (quoting the text), and how to mend it.

    `code` is one of `policygen.codes.CODES`; `message` is lower case, without full stop; `help` may be empty.
    """

    code: str
    severity: Severity
    span: Span
    message: str
    help: str = ""


#: A problem as plain data.
PackedProblem = tuple[str, str, str, int, int, int, str, str]


def pack_problem(problem: Problem) -> PackedProblem:
    span = problem.span
    where = (span.path, span.line, span.column, span.length)
    return (problem.code, problem.severity.value, *where, problem.message, problem.help)


def unpack_problem(packed: PackedProblem) -> Problem:
    """The inverse of `pack_problem`."""
    code, severity, path, line, column, length, message, remedy = packed
    return Problem(code, Severity(severity), Span(path, line, column, length), message, remedy)


class WrongTextError(ValueError):
    """Raised by `parse_` functions for text that cannot be read; `read_` functions turn it into a Problem.

    `start` and `length` tell which part of the parsed text is wrong (characters, from 0).
    """

    def __init__(self, code: str, message: str, help: str = "", *, start: int = 0, length: int = 1) -> None:  # noqa: A002
        super().__init__(message)
        self.code = code
        self.message = message
        self.help = help
        self.start = start
        self.length = length


def error(code: str, span: Span, message: str, help: str = "") -> Problem:  # noqa: A002
    """A problem that stops publication."""
    return Problem(code, Severity.ERROR, span, message, help)


def warning(code: str, span: Span, message: str, help: str = "") -> Problem:  # noqa: A002
    """A problem worth mending that does not stop publication."""
    return Problem(code, Severity.WARNING, span, message, help)


def nearest(word: str, choices: Iterable[str], *, count: int = 3) -> list[str]:
    """The legal choices that resemble `word` most, best first, case ignored; empty when none is near."""
    by_folded: dict[str, str] = {}
    for choice in choices:
        by_folded.setdefault(choice.casefold(), choice)
    return [by_folded[near] for near in get_close_matches(word.casefold(), by_folded, n=count, cutoff=0.6)]


def did_you_mean(word: str, choices: Iterable[str], otherwise: str = "") -> str:
    """A help sentence naming the nearest legal choice, or `otherwise`."""
    near = nearest(word, choices, count=1)
    return f'did you mean "{near[0]}"?' if near else otherwise


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once, by file, place, then code."""
    return sorted(set(problems), key=lambda p: (p.span, p.code, p.message))


def has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


def format_text(problem: Problem, files: Mapping[str, SourceFile]) -> str:
    """For people: `path:line:column: severity: message [code]`, the line with a caret, then `help:`."""
    lines = [f"{problem.span}: {problem.severity}: {problem.message} [{problem.code}]"]
    file = files.get(problem.span.path)
    text_lines = file.text.split("\n") if file else []
    if 0 < problem.span.line <= len(text_lines) and text_lines[problem.span.line - 1].strip():
        text = _CONTROL.sub("\ufffd", text_lines[problem.span.line - 1])
        start = problem.span.column - 1
        length = max(1, min(problem.span.length, len(text) - start))
        lines.append(f"   | {text}")
        lines.append("   | " + _blank(text[:start]) + _wide("^", text[start : start + length]))
    if problem.help:
        lines.append(f"   help: {problem.help}")
    return "\n".join(lines)


def format_json(problems: Iterable[Problem]) -> str:
    """For machines: a list of objects with path, line, column, length, severity, code, message, help."""
    return json.dumps(
        [
            {
                "path": p.span.path,
                "line": p.span.line,
                "column": p.span.column,
                "length": p.span.length,
                "severity": p.severity.value,
                "code": p.code,
                "message": p.message,
                "help": p.help,
            }
            for p in problems
        ],
        ensure_ascii=False,
        indent=2,
    )


def format_github(problem: Problem) -> str:
    """A workflow annotation, escaped as GitHub's workflow commands require."""

    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def value(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    body = f"{problem.message} [{problem.code}]" + (f"\nhelp: {problem.help}" if problem.help else "")
    span = problem.span
    return (
        f"::{problem.severity} file={value(span.path)},line={span.line},col={span.column},"
        f"title={value(problem.code)}::{data(body)}"
    )


def _is_wide(char: str) -> bool:
    return char >= "\u1100"


def _blank(text: str) -> str:
    """Spaces as wide as `text` in a terminal: two for a wide character, a tab for a tab."""
    return "".join("\t" if c == "\t" else "  " if _is_wide(c) else " " for c in text)


def _wide(mark: str, text: str) -> str:
    return "".join(mark * (2 if _is_wide(c) else 1) for c in text) or mark
