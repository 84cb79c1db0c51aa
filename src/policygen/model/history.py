"""History: what was added, removed and changed on which day, as the files of `content/changes/` tell it.

Owns the shape of these files and what their values are. Refuses to find changes: `policygen diff` writes them, and
`site.changes` knows how.

A file is named after its day (`2026-11-21.json`) and holds three lists, as docs/following.md describes them. A value is
one of the shapes of docs/data.md, and tells by its keys which.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal, NamedTuple

from policygen.model.periods import Period
from policygen.model.quantities import Comparator, Quantity, format_quantity
from policygen.model.subsidies import Role, Term, Tier
from policygen.model.texts import Texts
from policygen.problems import Problem, error
from policygen.source import SourceFile, Span
from policygen.values import dataclass

PARTS: Final = ("record", "target", "commitment", "subsidy", "indicator", "absence")
Change = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an article, as a record cites it: the article's id and the heading of the section, if it names one."""

    article: str
    section: str | None


#: What a value may be; `str` is an id, or a word of the model (a status).
Value = None | str | Texts | Period | Quantity | Term | Place | tuple["Value", ...]


@dataclass(frozen=True, slots=True)
class Delta:
    """One value, old and new; None where there was or is none. `what` is the name of the value in the data."""

    what: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class PartChange:
    """What changed in one part of a record, or in what is the record's own (`part` is "record").

    `about` is the id of the metric or the kind of subsidy, "" where there is none; `words` what the part says of
    itself.
    """

    part: str
    change: Change
    about: str
    words: Texts | None
    values: tuple[Delta, ...]


class Event(NamedTuple):
    """What happened to one record on one day. `mark` is another one when anything in it is.

    `title`, `region` and `themes` are those of a record that was removed; of others they are empty.
    """

    day: date
    policy: str
    change: Change
    mark: str
    title: Texts | None = None
    region: str = ""
    themes: tuple[str, ...] = ()
    parts: tuple[PartChange, ...] = ()


class _WrongShapeError(ValueError):
    """Raised with what is wrong and the text in the file that it stands beside."""

    def __init__(self, message: str, near: object = None) -> None:
        super().__init__(message)
        self.near = near


def read_history(files: Mapping[str, SourceFile]) -> tuple[tuple[Event, ...], list[Problem]]:
    """The events of all files, by day; `files` are by the name they have without its ending."""
    events: list[Event] = []
    problems: list[Problem] = []
    for name, file in sorted(files.items()):
        try:
            day = _day(name)
            events += _events(
                day, load_changes(file.text), hashlib.blake2b(file.text.encode(), digest_size=8).hexdigest()
            )
        except json.JSONDecodeError as wrong:
            span = Span(file.path, wrong.lineno, wrong.colno)
            message = f"this is no JSON: {wrong.msg[:1].lower()}{wrong.msg[1:]}"
            problems.append(
                error("changes/json", span, message, "delete the file and run `policygen diff --write` again")
            )
        except _WrongShapeError as wrong:
            remedy = "docs/following.md says what stands there; `policygen diff --write` writes it"
            problems.append(error("changes/shape", _span(file, wrong.near), str(wrong), remedy))
    return tuple(sorted(events, key=lambda event: event.day)), problems


def load_changes(text: str) -> Any:
    """The lists of a file as plain data, figures as exact decimals; raises a JSONDecodeError."""
    try:
        return json.loads(text, parse_float=Decimal, parse_int=Decimal, parse_constant=_no_number)
    except RecursionError:
        raise json.JSONDecodeError("lists within lists without end", text, 0) from None


def _no_number(name: str) -> Decimal:
    raise json.JSONDecodeError(f"a figure cannot be {name}", "", 0)


def _day(name: str) -> date:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", name):
        try:
            return date.fromisoformat(name)
        except ValueError:
            pass
    raise _WrongShapeError(f'"{name}" is no day: the name of the file says when this happened')


def _span(file: SourceFile, near: object) -> Span:
    """Where a text stands first, as JSON writes it; else the beginning of the file."""
    written = json.dumps(near, ensure_ascii=False) if isinstance(near, str) else ""
    before, found, _ = file.text.partition(written or "\0")
    if not found:
        return Span(file.path)
    return Span(file.path, before.count("\n") + 1, len(before) - before.rfind("\n"), len(written))


def _events(day: date, data: Any, digest: str) -> Iterator[Event]:
    _keys(data, "the file", required=(), optional=("added", "removed", "changed"))
    for policy in _list(data, "added"):
        if not isinstance(policy, str):
            raise _WrongShapeError('"added" lists ids of records', policy)
        yield Event(day, policy, "added", digest)
    for entry in _list(data, "removed"):
        _keys(entry, "a removed record", required=("policy", "title", "region"), optional=("themes",))
        yield Event(
            day,
            _text(entry, "policy"),
            "removed",
            digest,
            _texts(entry["title"], entry["policy"]),
            _text(entry, "region"),
            tuple(str(theme) for theme in _list(entry, "themes")),
        )
    parts: dict[str, list[PartChange]] = {}
    for entry in _list(data, "changed"):
        _keys(entry, "a change", required=("policy", "part", "change", "values"), optional=("about", "words"))
        parts.setdefault(_text(entry, "policy"), []).append(_part(entry))
    for policy, changes in parts.items():
        yield Event(day, policy, "changed", digest, parts=tuple(changes))


def _part(entry: Mapping[str, Any]) -> PartChange:
    part, change = entry["part"], entry["change"]
    if part not in PARTS:
        raise _WrongShapeError(f'"{part}" is no part of a record', part)
    if change not in ("added", "removed", "changed"):
        raise _WrongShapeError(f'"{change}" is no change: it is added, removed or changed', change)
    values = []
    for value in _list(entry, "values"):
        _keys(value, "a value", required=("what", "from", "to"), optional=())
        values.append(Delta(_text(value, "what"), _value(value["from"]), _value(value["to"])))
    words = entry.get("words")
    about = entry.get("about") or ""
    return PartChange(part, change, str(about), _texts(words, entry["policy"]) if words else None, tuple(values))


def _keys(data: Any, noun: str, required: Sequence[str], optional: Sequence[str]) -> None:
    if not isinstance(data, dict):
        raise _WrongShapeError(f"{noun} is a mapping", data)
    for key in required:
        if key not in data:
            raise _WrongShapeError(f'{noun} needs "{key}"', next(iter(data.values()), None))
    for key in data:
        if key not in required and key not in optional:
            raise _WrongShapeError(f'{noun} has no "{key}"', key)


def _list(data: Mapping[str, Any], key: str) -> list[Any]:
    found = data.get(key, [])
    if not isinstance(found, list):
        raise _WrongShapeError(f'"{key}" is a list', key)
    return found


def _text(data: Mapping[str, Any], key: str) -> str:
    found = data[key]
    if not isinstance(found, str) or not found:
        raise _WrongShapeError(f'"{key}" is a text', key)
    return found


def _texts(value: Any, near: str) -> Texts:
    if isinstance(value, dict) and value and all(isinstance(text, str) for text in value.values()):
        return value
    raise _WrongShapeError("a text is told by language", near)


def _value(value: Any) -> Value:
    """A value by the keys it has."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list):
        return tuple(_value(each) for each in value)
    if isinstance(value, dict):
        try:
            if "comparator" in value:
                return _quantity(value)
            if "role" in value:
                return _term(value)
            if "end" in value:
                start = date.fromisoformat(value["start"]) if value.get("start") else None
                return Period(str(value["written"]), start, date.fromisoformat(value["end"]))
            if "article" in value:
                return Place(_text(value, "article"), _word(value, "section"))
        except (KeyError, TypeError, ValueError) as wrong:
            if isinstance(wrong, _WrongShapeError):
                raise
            raise _WrongShapeError("this value has another shape", next(iter(value.values()), None)) from None
        return _texts(value, next(iter(value), ""))
    raise _WrongShapeError("this is no value", value)


def _quantity(value: Mapping[str, Any]) -> Quantity:
    quantity = Quantity(
        str(value["written"]),
        _bound(value.get("min")),
        _bound(value.get("max")),
        _word(value, "unit"),
        Comparator(value["comparator"]),
        _word(value, "per"),
        _word(value, "each"),
        _quantity(value["size"]) if value.get("size") else None,
    )
    # what cannot be said has a unit that nobody knows
    format_quantity(quantity, "en")
    return quantity


def _bound(value: Any) -> Decimal | None:
    if value is not None and not isinstance(value, Decimal):
        raise TypeError
    return value


def _word(value: Mapping[str, Any], key: str) -> str | None:
    found = value.get(key)
    if found is not None and not isinstance(found, str):
        raise TypeError
    return found


def _term(value: Mapping[str, Any]) -> Term:
    return Term(
        role=Role(value["role"]),
        quantity=_quantity(value["quantity"]) if value.get("quantity") else None,
        of=_quantity(value["of"]) if value.get("of") else None,
        tiers=tuple(
            Tier(_quantity(tier["quantity"]), _texts(tier["when"], value["role"]) if tier.get("when") else None)
            for tier in value.get("tiers") or ()
        ),
        on=_word(value, "on"),
        note=None,
        evidence=(),
        others=(),
    )
