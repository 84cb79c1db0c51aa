"""Mistakes of YAML syntax in plain words, at the place where a person would mend them.

Owns the reading of libyaml's complaints. Refuses to repair anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from policygen.values import dataclass

_QUOTE_IT: Final = "put the whole value in double quotes"


class Mistake(NamedTuple):
    """What is wrong and how to mend it; `line` and `column` count from 0."""

    line: int
    column: int
    length: int
    message: str
    help: str


@dataclass(frozen=True, slots=True)
class Complaint:
    """What libyaml says: `what` at (line, column) and, while doing `context`, which began at `opened`."""

    what: str
    context: str
    line: int
    column: int
    opened: tuple[int, int]
    lines: list[str]

    @property
    def before(self) -> str:
        return self._line(self.line)[: self.column]

    @property
    def rest(self) -> str:
        return self._line(self.line)[self.column :].strip()

    @property
    def opening(self) -> str:
        """The text from the place where the thing that failed began."""
        line, column = self.opened
        return self._line(line)[column:].strip()

    def here(self, message: str, remedy: str, length: int = 1) -> Mistake:
        return Mistake(self.line, self.column, length, message, remedy)

    def there(self, message: str, remedy: str, length: int = 1) -> Mistake:
        return Mistake(*self.opened, length, message, remedy)

    def line_above(self) -> str:
        return next((line for line in reversed(self.lines[: self.line]) if line.strip()), "")

    def _line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""


def explain_mistake(complaint: Complaint) -> Mistake:
    """The first explanation whose words stand in libyaml's complaint."""
    said = f"{complaint.what} {complaint.context}"
    for words, explain in _EXPLANATIONS:
        if words in said:
            return explain(complaint)
    return complaint.here(f"not readable as YAML: {complaint.what}", "")


def colon_help(text: str) -> str:
    """How to mend a line that was meant as key and value and is not read as one."""
    if "：" in text:
        return "write an ordinary colon and a space after the key (`key: value`), not the full-width ："
    if ":" in text:
        return "write a space after the colon: `key: value`"
    return "write a colon and a space after the key: `key: value`"


def shorten(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"


def _second_colon(wrong: Complaint) -> Mistake:
    key = wrong.before.strip().removeprefix("- ").strip()
    if re.search(r"\S:\s", wrong.before):
        remedy = _QUOTE_IT
        if re.search("[“”‘’]", wrong.before):
            remedy += "; “ ” are letters to YAML, not quotes"
        return wrong.here(f'": " stands inside the value of "{key.split(": ")[0]}"', remedy)
    above = wrong.line_above()
    start = len(wrong.before) - len(wrong.before.lstrip())
    if re.match(r"\s*(?:- +)?[^\s:：]+[:：]\S", above):
        line = wrong.lines.index(above)
        text = above.strip()
        return Mistake(
            line, above.index(text), len(text), f'"{shorten(text)}" is not a key and a value', colon_help(above)
        )
    message = f'"{key}:" is indented as if it belonged to the value above it'
    return Mistake(wrong.line, start, len(key) + 1, message, "indent it exactly like the keys beside it")


def _bad_start(wrong: Complaint) -> Mistake:
    if not wrong.rest and not any(line.strip() for line in wrong.lines[wrong.line + 1 :]):
        remedy = "close what was opened, or put the value in double quotes"
        return wrong.here("the text ends in the middle of a value", remedy)
    if wrong.lines[wrong.line][wrong.column : wrong.column + 1] == "\t":
        return wrong.here("a tab stands where YAML wants spaces", "indent with spaces")
    return wrong.here(f'a value cannot start with "{wrong.rest[:1]}"', _QUOTE_IT, len(wrong.rest))


def _bad_name(wrong: Complaint) -> Mistake:
    return wrong.there(f'a value cannot start with "{wrong.opening[:1]}"', _QUOTE_IT, len(wrong.opening))


def _bad_escape(wrong: Complaint) -> Mistake:
    found = re.search(r"\\\S?", wrong.lines[wrong.line][max(0, wrong.column - 3) :])
    shown = found[0] if found else "\\"
    message = f'"{shown}" means nothing inside double quotes'
    return wrong.here(message, "write the backslash twice, or use single quotes")


def _open_quote(wrong: Complaint) -> Mistake:
    remedy = "close it; a quote inside is written '' in single quotes and \\\" in double quotes"
    return wrong.there(f"the quote {wrong.opening[:1]} is never closed", remedy, len(wrong.opening))


def _no_colon(wrong: Complaint) -> Mistake:
    text = wrong.opening
    return wrong.there(f'"{shorten(text)}" is not a key and a value', colon_help(text), len(text))


def _open_bracket(wrong: Complaint) -> Mistake:
    opener = wrong.opening[:1]
    closer = "]" if opener == "[" else "}"
    if wrong.line != wrong.opened[0]:
        return wrong.there(f"the bracket {opener} is never closed", f"write {closer} at its end", len(wrong.opening))
    if re.match(r":(?:\s|$)", wrong.rest):
        name = re.split(r"[\[{,] *", wrong.before)[-1]
        remedy = "put a value that holds a colon and a space in double quotes"
        if re.search("[，：“”]", name):
            remedy = "separate with an ordinary comma and a space; the full-width ones are letters to YAML"
        return wrong.here(f'": " stands inside the value "{shorten(name)}"', remedy)
    message = f'"{shorten(wrong.rest)}" stands where , or {closer} belongs'
    return wrong.here(message, "put a value that holds commas, brackets or quotes in double quotes", len(wrong.rest))


def _colon_in_brackets(wrong: Complaint) -> Mistake:
    name = wrong.opening.split(":")[0]
    return wrong.there(f'no value after "{name}"', colon_help(":"), len(name))


def _block_text(wrong: Complaint) -> Mistake:
    remedy = "start the text on the next line, indented, or put the value in double quotes"
    return wrong.there(f'text follows "{wrong.opening[:1]}" on the same line', remedy, len(wrong.opening))


def _list_on_line(wrong: Complaint) -> Mistake:
    remedy = "put each item on a line of its own under the key, or the value in double quotes"
    return wrong.here('"- " starts a list on the line of its key', remedy, len(wrong.rest))


def _question_mark(wrong: Complaint) -> Mistake:
    return wrong.here('a value cannot start with "? "', _QUOTE_IT, len(wrong.rest))


def _stray(wrong: Complaint) -> Mistake:
    rest = wrong.rest
    if re.match(r".*['\"]\s*$", wrong.before):
        remedy = (
            "put the whole value in quotes; a quote inside is written '' in single quotes and \\\" in double quotes"
        )
        return wrong.here(f'"{shorten(rest)}" follows the closing quote', remedy, len(rest))
    if re.match(r".*[\]}]\s*$", wrong.before):
        return wrong.here(f'"{shorten(rest)}" follows the closing bracket', _QUOTE_IT, len(rest))
    if rest.startswith("- "):
        remedy = "indent the list under its key, each item the same"
        return wrong.here(f'a list item stands among keys: "{shorten(rest)}"', remedy, len(rest))
    if rest.startswith(":"):
        return wrong.here("a key is empty", "write a name before the colon", len(rest))
    remedy = "indent it exactly like the lines it belongs with"
    return wrong.here(f'"{shorten(rest)}" is not indented like the lines around it', remedy, len(rest))


def _after_end(wrong: Complaint) -> Mistake:
    if any(line.startswith("...") for line in wrong.lines[: wrong.line]):
        message = f'"{shorten(wrong.rest)}" stands after the end of the document'
        return wrong.here(message, "delete the line of ...", len(wrong.rest))
    return _stray(wrong)


_EXPLANATIONS: Final[tuple[tuple[str, Callable[[Complaint], Mistake]], ...]] = (
    ("mapping values are not allowed", _second_colon),
    ("cannot start any token", _bad_start),
    ("tab character", _bad_start),
    ("alphabetic or numeric", _bad_name),
    ("scanning an alias", _bad_name),
    ("scanning an anchor", _bad_name),
    ("a tag", _bad_name),
    ("undefined tag handle", _bad_name),
    ("unknown escape", _bad_escape),
    ("hexdecimal", _bad_escape),
    ("hexadecimal", _bad_escape),
    ("invalid Unicode character escape", _bad_escape),
    ("quoted scalar", _open_quote),
    ("could not find expected ':'", _no_colon),
    ("found unexpected ':'", _colon_in_brackets),
    ("expected ',' or", _open_bracket),
    ("node content", _bad_start),
    ("block scalar", _block_text),
    ("block sequence entries", _list_on_line),
    ("mapping keys are not allowed", _question_mark),
    ("expected key", _stray),
    ("expected '-'", _stray),
    ("<document start>", _after_end),
)
