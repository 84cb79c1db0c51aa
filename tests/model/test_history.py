"""Files of changes read into events, and what is told of those that are none."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from policygen.model.history import Delta, Event, PartChange, Place
from policygen.model.periods import Period
from policygen.model.quantities import Quantity
from policygen.model.subsidies import Role, Term
from tests.trackers import SMALL, Read, read_tracker

FILE = "content/changes/2026-11-21.json"
CHANGED = """\
{
  "added": ["plan"],
  "removed": [{"policy": "old", "title": {"en": "Old"}, "region": "shanghai", "themes": ["talent"]}],
  "changed": [
    {"policy": "plan", "part": "target", "change": "changed", "about": "industry-scale", "words": {"en": "all"},
     "values": [
      {"what": "deadline", "from": {"written": "2025", "start": "2025-01-01", "end": "2025-12-31"}, "to": null},
      {"what": "quantity", "from": null,
       "to": {"written": "12.8%", "min": 12.8, "max": 12.8, "unit": "percent", "comparator": "exactly"}}]},
    {"policy": "plan", "part": "record", "change": "changed", "values": [
      {"what": "themes", "from": ["talent"], "to": ["research", "talent"]},
      {"what": "source", "from": null, "to": {"article": "roadmap", "section": "上海"}},
      {"what": "amount", "from": null, "to": {"role": "step",
        "of": {"written": "100平方米", "min": 100, "max": 100, "unit": "m2", "comparator": "exactly"},
        "quantity": {"written": "5万元", "min": 50000, "max": 50000, "unit": "CNY", "comparator": "exactly"}}}]}
  ]
}
"""


def read(tmp_path: Path, text: str, path: str = FILE) -> Read:
    return read_tracker(tmp_path, {**SMALL, path: text})


def test_every_kind_of_value_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, CHANGED)
    assert found.errors == []
    assert found.library is not None
    added, removed, changed = found.library.history
    day = date(2026, 11, 21)
    assert (added.day, added.policy, added.change) == (day, "plan", "added")
    assert removed == Event(day, "old", "removed", removed.mark, {"en": "Old"}, "shanghai", ("talent",))
    target, record = changed.parts
    assert isinstance(target, PartChange)
    assert (target.part, target.change, target.about, target.words) == (
        "target",
        "changed",
        "industry-scale",
        {"en": "all"},
    )
    deadline, quantity = target.values
    assert deadline == Delta("deadline", Period("2025", date(2025, 1, 1), date(2025, 12, 31)), None)
    assert isinstance(quantity.new, Quantity)
    assert (quantity.new.minimum, quantity.new.unit) == (Decimal("12.8"), "percent")
    themes, source, step = record.values
    assert themes == Delta("themes", ("talent",), ("research", "talent"))
    assert source.new == Place("roadmap", "上海")
    assert isinstance(step.new, Term)
    assert (step.new.role, step.new.of and step.new.of.unit) == (Role.STEP, "m2")


def test_events_are_in_the_order_of_days(tmp_path: Path) -> None:
    earlier = {"content/changes/2025-01-31.json": '{"added": ["plan"]}'}
    found = read_tracker(tmp_path, {**SMALL, **earlier, FILE: '{"added": ["other"]}'})
    assert found.library is not None
    assert [event.policy for event in found.library.history] == ["plan", "other"]


SHAPE = "docs/following.md says what stands there; `policygen diff --write` writes it"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '{"added": [',
            f"{FILE}:1:12: error: this is no JSON: expecting value [changes/json] "
            "| delete the file and run `policygen diff --write` again",
        ),
        (
            '{"added": NaN}',
            f"{FILE}:1:1: error: this is no JSON: a figure cannot be NaN [changes/json] "
            "| delete the file and run `policygen diff --write` again",
        ),
        ("[]", f"{FILE}:1:1: error: the file is a mapping [changes/shape] | {SHAPE}"),
        ('{\n "addd": []}', f'{FILE}:2:2: error: the file has no "addd" [changes/shape] | {SHAPE}'),
        ('{"added": [\n  5]}', f'{FILE}:1:1: error: "added" lists ids of records [changes/shape] | {SHAPE}'),
        ('{"added":\n "plan"}', f'{FILE}:1:2: error: "added" is a list [changes/shape] | {SHAPE}'),
        (
            '{"removed": [\n  {"policy": "old", "title": {"en": "Old"}}]}',
            f'{FILE}:2:14: error: a removed record needs "region" [changes/shape] | {SHAPE}',
        ),
        (
            CHANGED.replace('"part": "target"', '"part": "tarjet"'),
            f'{FILE}:5:32: error: "tarjet" is no part of a record [changes/shape] | {SHAPE}',
        ),
        (
            CHANGED.replace('"change": "changed", "about"', '"change": "altered", "about"'),
            f'{FILE}:5:52: error: "altered" is no change: it is added, removed or changed [changes/shape] | {SHAPE}',
        ),
        (
            CHANGED.replace('"comparator": "exactly"}}]}', '"comparator": "nearly"}}]}'),
            f"{FILE}:9:26: error: this value has another shape [changes/shape] | {SHAPE}",
        ),
        (
            CHANGED.replace('"unit": "percent"', '"unit": "furlong"'),
            f"{FILE}:9:26: error: this value has another shape [changes/shape] | {SHAPE}",
        ),
        (
            CHANGED.replace('"min": 12.8', '"min": "12.8"'),
            f"{FILE}:9:26: error: this value has another shape [changes/shape] | {SHAPE}",
        ),
        (
            CHANGED.replace('"end": "2025-12-31"', '"end": "2025-13-31"'),
            f"{FILE}:7:48: error: this value has another shape [changes/shape] | {SHAPE}",
        ),
        (
            CHANGED.replace('"words": {"en": "all"}', '"words": {"en": 5}'),
            f"{FILE}:2:13: error: a text is told by language [changes/shape] | {SHAPE}",
        ),
    ],
)
def test_what_is_no_file_of_changes_is_told(tmp_path: Path, text: str, told: str) -> None:
    assert read(tmp_path, text).errors == [told]


@pytest.mark.parametrize("name", ["notes", "2026-13-01", "2026-1-1"])
def test_the_name_of_the_file_is_the_day(tmp_path: Path, name: str) -> None:
    path = f"content/changes/{name}.json"
    assert read(tmp_path, "{}", path).errors == [
        f'{path}:1:1: error: "{name}" is no day: the name of the file says when this happened [changes/shape] | {SHAPE}'
    ]


def test_lists_without_end_are_refused(tmp_path: Path) -> None:
    [told] = read(tmp_path, "[" * 100_000).errors
    assert "changes/json" in told


@pytest.mark.parametrize("odd", [{"changed": [{"policy": "p", "part": "record", "change": "changed", "values": 5}]}, 7])
def test_odd_shapes_are_told_and_never_raised(tmp_path: Path, odd: Any) -> None:
    [told] = read(tmp_path, json.dumps(odd)).errors
    assert "changes/shape" in told
