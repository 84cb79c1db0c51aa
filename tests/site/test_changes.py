"""What counts as a change between two states of a tracker, and how it is written down."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policygen.model.history import load_changes, read_history
from policygen.site.changes import Changes, find_changes, format_changes, is_nothing, merge_changes, tell_changes
from policygen.site.shapes import format_json, shape_policy
from policygen.source import SourceFile
from tests.site.test_pages import JIANGNING, JIANGNING_ZH
from tests.trackers import POLICY, SMALL, read_tracker

AS_OF = date(2026, 11, 20)
PLAN = "content/policies/shanghai/plan.md"
NANJING = "content/policies/jiangsu/nanjing.md"
ENGLISH = '  english: {article: roadmap-en, section: "Jiangsu, Nanjing", read: 2026-11-19}\n'
FILES = {**SMALL, NANJING: JIANGNING, "content/policies/jiangsu/nanjing.zh.md": JIANGNING_ZH}


def state(folder: Path, files: Mapping[str, str], as_of: date = AS_OF) -> list[Any]:
    read = read_tracker(folder, files)
    assert read.errors == []
    assert read.library is not None
    shapes = [shape_policy(policy, read.library, as_of) for policy in read.library.policies.values()]
    # as a data file has it
    return [load_changes(format_json(shape)) for shape in shapes]


def changes(tmp_path: Path, files: Mapping[str, str]) -> Changes:
    found = find_changes(state(tmp_path / "old", FILES), state(tmp_path / "new", {**FILES, **files}))
    # what is written is read again
    text = format_changes(found)
    _, problems = read_history({"2026-11-21": SourceFile("content/changes/2026-11-21.json", text)})
    assert problems == []
    return found


def told(found: Changes) -> list[str]:
    return [" ".join(line.split()) for line in tell_changes(found)]


def test_nothing_is_no_change(tmp_path: Path) -> None:
    assert is_nothing(changes(tmp_path, {}))


@pytest.mark.parametrize(
    "edit",
    [
        {PLAN: POLICY.replace("title: Shanghai plan", 'title:   "Shanghai plan"')},
        {PLAN: POLICY.replace("A plan.", "Another **summary**, in other words.")},
        {PLAN: POLICY.replace("read: 2026-11-20", "read: 2026-11-21")},
        {PLAN: POLICY.replace("value: 突破3500亿元", "value: 突破3500亿元\n    written: 产业规模突破3500亿元")},
        {PLAN: POLICY.replace("  - metric: industry scale", "  - id: scale\n    metric: industry-scale")},
        {"content/policies/shanghai/plan.zh.md": "---\ntitle: 上海方案\n---\n方案。\n"},
        {NANJING: JIANGNING.replace("themes: [talent]", "themes: [Talent]")},
    ],
    ids=["form", "summary", "read", "written", "id", "translation", "spelling"],
)
def test_an_edit_of_the_text_around_the_values_is_no_change(tmp_path: Path, edit: dict[str, str]) -> None:
    found = changes(tmp_path, edit)
    assert told(found) == []


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (
            {PLAN: POLICY.replace("title: Shanghai plan", "title: Plan of Shanghai")},
            ["changed plan: title: Shanghai plan → Plan of Shanghai"],
        ),
        (
            {PLAN: POLICY.replace("    by: 2025\n", "")},
            ["changed plan: target industry-scale: deadline: 2025 → not stated"],
        ),
        (
            {PLAN: POLICY.replace("announced: 2022", "announced: 2022-06\nperiod: 2022-2025\nissuer: Shanghai")},
            [
                "changed plan: announced: 2022 → 2022-06",
                "changed plan: period: not stated → 2022-2025",
                "changed plan: issuer: not stated → Shanghai",
                "changed plan: status: in force → ended",
            ],
        ),
        (
            {PLAN: POLICY.replace("value: 突破3500亿元", "value: 3500亿元")},
            ["changed plan: target industry-scale: quantity: 突破3500亿元 → 3500亿元"],
        ),
        (
            {PLAN: POLICY.replace("targets:", "targets:\n  - {metric: leading enterprises, value: 10家, by: 2025}")},
            [
                "changed plan: target leading-enterprises: added",
                "changed plan: target leading-enterprises: quantity: not stated → 10家",
                "changed plan: target leading-enterprises: deadline: not stated → 2025",
            ],
        ),
        (
            {
                PLAN: POLICY.replace("region: Shanghai", "region: Beijing").replace(
                    "plan\na", "plan\nthemes: [talent]\na"
                )
            },
            ["changed plan: region: shanghai → beijing", "changed plan: themes: not stated → talent"],
        ),
        (
            {NANJING: JIANGNING.replace("      - {threshold: 400平方米以上}\n", "")},
            ["changed nanjing: subsidy operating: threshold: 400平方米以上 → not stated"],
        ),
        (
            {NANJING: JIANGNING.replace(ENGLISH, "").partition("        also:\n")[0] + "---\n"},
            [
                "changed nanjing: source: roadmap-en § Jiangsu, Nanjing → not stated",
                "changed nanjing: commitment Build a pilot zone: removed",
                "changed nanjing: commitment Build a pilot zone: deadline: 2025 → not stated",
                "changed nanjing: subsidy operating: duration: 不少于三年 → not stated",
            ],
        ),
    ],
    ids=["title", "deadline", "dates", "figure", "target", "place", "term", "source"],
)
def test_a_value_is_told_old_to_new(tmp_path: Path, edit: dict[str, str], expected: list[str]) -> None:
    assert told(changes(tmp_path, edit)) == expected


def test_a_promise_put_before_the_others_changes_no_other(tmp_path: Path) -> None:
    """Ids are given by position: what was t1 is t2 now, and the same target."""
    first = "targets:\n  - {metric: leading enterprises, value: 10家}"
    found = changes(tmp_path, {PLAN: POLICY.replace("targets:", first)})
    assert {(entry["change"], entry["about"]) for entry in found["changed"]} == {("added", "leading-enterprises")}


def test_records_come_and_go(tmp_path: Path) -> None:
    beijing = POLICY.replace("Shanghai plan", "Beijing plan").replace("region: Shanghai", "region: Beijing")
    old = state(tmp_path / "old", FILES)
    new = state(tmp_path / "new", {**SMALL, "content/policies/beijing.md": beijing})
    found = find_changes(old, new)
    assert told(found) == ["added beijing", "removed nanjing"]
    [removed] = found["removed"]
    assert (removed["title"], removed["region"], removed["themes"]) == (
        {"en": "Several policies of Nanjing", "zh": "南京若干政策"},
        "jiangsu/nanjing",
        ["talent"],
    )
    assert told(find_changes(old, new, left_out={"nanjing"})) == ["added beijing"]


def test_a_renamed_record_is_the_same_one(tmp_path: Path) -> None:
    new = {**FILES, PLAN: "", "content/policies/shanghai/plan-2022.md": POLICY.replace("by: 2025", "by: 2025年")}
    found = find_changes(state(tmp_path / "old", FILES), state(tmp_path / "new", new))
    assert told(found) == ["changed plan-2022: id: plan → plan-2022"]


def test_a_status_that_follows_from_the_day_is_no_change(tmp_path: Path) -> None:
    files = {**FILES, PLAN: POLICY.replace("announced: 2022", "announced: 2022\nperiod: 2022-2025")}
    old = state(tmp_path / "old", files, date(2024, 1, 1))
    new = state(tmp_path / "new", files, date(2026, 11, 20))
    assert (old[1]["status"], new[1]["status"]) == ("in force", "ended")
    assert is_nothing(find_changes(old, new))


def value(what: str, old: Any, new: Any) -> dict[str, Any]:
    return {"what": what, "from": old, "to": new}


def entry(policy: str, *values: dict[str, Any]) -> dict[str, Any]:
    return {"policy": policy, "part": "record", "change": "changed", "values": list(values)}


def test_changes_of_one_day_are_told_as_one() -> None:
    first: Changes = {
        "added": ["new"],
        "removed": [{"policy": "back", "title": {"en": "B"}, "region": "china"}],
        "changed": [
            entry("a", value("status", "x", "y"), value("note", {"en": "n"}, None)),
            entry("b", value("region", "p", "q")),
        ],
    }
    then: Changes = {
        "added": ["back", "newer"],
        "removed": [{"policy": "new", "title": {"en": "N"}, "region": "china"}],
        "changed": [
            entry("a", value("status", "y", "z")),
            entry("b", value("region", "q", "p")),
            entry("newer", value("status", "x", "y")),
        ],
    }
    assert merge_changes(first, then) == {
        "added": ["newer"],
        "removed": [],
        "changed": [entry("a", value("status", "x", "z"), value("note", {"en": "n"}, None))],
    }


def test_writing_again_what_is_written_changes_nothing(tmp_path: Path) -> None:
    found = changes(tmp_path, {PLAN: POLICY.replace("by: 2025", "by: 2025年").replace("plan\n", "plans\n", 1)})
    written = load_changes(format_changes(found))
    assert format_changes(merge_changes(written, found)) == format_changes(found)


def test_a_file_of_changes_has_a_line_for_each_value(tmp_path: Path) -> None:
    text = format_changes(changes(tmp_path, {PLAN: POLICY.replace("value: 突破3500亿元", "value: 3500亿元")}))
    assert (
        text
        == """\
{
  "changed": [
    {"policy": "plan", "part": "target", "change": "changed", "about": "industry-scale", "values": [
      {"what": "quantity", "from": MORE, "to": JUST}
    ]}
  ]
}
""".replace(
            "MORE", '{"written": "突破3500亿元", "min": 350000000000, "unit": "CNY", "comparator": "more than"}'
        ).replace(
            "JUST",
            '{"written": "3500亿元", "min": 350000000000, "max": 350000000000, "unit": "CNY", "comparator": "exactly"}',
        )
    )
    assert json.loads(text)
