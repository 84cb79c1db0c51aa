"""Status follows from the as-of date alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policygen.model.quantities import parse_quantity
from policygen.model.status import is_met, policy_status, subsidy_status, target_status
from tests.trackers import POLICY, SMALL, read_tracker

PLAN = "content/policies/shanghai/plan.md"


def statuses(tmp_path: Path, changes: dict[str, str], day: str) -> tuple[str, str]:
    """The status of the small tracker's plan and of its target on that day."""
    text = POLICY
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    read = read_tracker(tmp_path, {**SMALL, PLAN: text})
    assert read.library is not None, read.errors
    policy = read.library.policies["plan"]
    as_of = date.fromisoformat(day)
    status = policy_status(policy, read.library.vocabulary.instruments[policy.instrument], as_of)
    return status.value, target_status(policy.targets[0], status, as_of).value


@pytest.mark.parametrize(
    ("changes", "day", "expected"),
    [
        ({}, "2021-12-31", ("not yet announced", "not yet announced")),
        ({}, "2022-01-01", ("in force", "open")),
        ({}, "2025-12-31", ("in force", "open")),
        ({}, "2026-01-01", ("in force", "deadline passed")),
        ({"    by: 2025\n": ""}, "2026-01-01", ("in force", "no deadline")),
        ({"announced: 2022": "announced: 2022\nperiod: 2023-2025"}, "2022-06-30", ("not yet in force", "open")),
        ({"announced: 2022": "announced: 2022\nperiod: 2023-2025"}, "2025-12-31", ("in force", "open")),
        ({"announced: 2022": "announced: 2022\nperiod: 2023-2025"}, "2026-01-01", ("ended", "deadline passed")),
        ({"announced: 2022": "period: 2023-2025", "    by: 2025\n": ""}, "2026-01-01", ("ended", "ended")),
        ({"announced: 2022": "announced: 2022\nrepealed: 2024-05-01"}, "2024-04-30", ("in force", "open")),
        ({"announced: 2022": "announced: 2022\nrepealed: 2024-05-01"}, "2024-05-01", ("repealed", "open")),
        ({"instrument: plan": "instrument: proposal"}, "2030-01-01", ("proposed", "deadline passed")),
        ({"instrument: plan": "instrument: meeting"}, "2022-01-01", ("took place", "open")),
        ({"announced: 2022\n": ""}, "1999-01-01", ("in force", "open")),
    ],
)
def test_status(tmp_path: Path, changes: dict[str, str], day: str, expected: tuple[str, str]) -> None:
    assert statuses(tmp_path, changes, day) == expected


def test_an_outcome_decides_once_it_was_counted(tmp_path: Path) -> None:
    reached = "    by: 2025\n    outcome: {value: 1263.5亿元, on: 2027, source: before}\n    source: road"
    changes = {
        "    by: 2025": reached,
        "targets:": "  before: {article: roadmap, read: 2026-11-20}\ntargets:",
    }
    assert statuses(tmp_path, changes, "2026-06-01") == ("in force", "deadline passed")
    assert statuses(tmp_path, changes, "2027-12-31") == ("in force", "missed")


@pytest.mark.parametrize(
    ("promised", "reached", "met"),
    [
        ("超过3500亿元", "3500亿元", False),
        ("超过3500亿元", "3501亿元", True),
        ("3500亿元以上", "3500亿元", True),
        ("10家", "12家", True),
        ("10-15家", "9家", False),
        ("10-15家", "10家", True),
        ("不超过5%", "5%", True),
        ("低于5%", "5%", False),
        ("不超过5%", "6%", False),
        ("百亿级", "超过100亿元", True),
    ],
)
def test_whether_a_promise_was_kept(promised: str, reached: str, met: bool) -> None:
    assert is_met(parse_quantity(promised), parse_quantity(reached)) is met


def test_a_subsidy_may_end_before_its_policy(tmp_path: Path) -> None:
    subsidies = "subsidies:\n  - {kind: rent, written: 打造10家头部企业, period: 2025}\ntargets:"
    read = read_tracker(tmp_path, {**SMALL, PLAN: POLICY.replace("targets:", subsidies)})
    assert read.library is not None, read.errors
    policy = read.library.policies["plan"]
    instrument = read.library.vocabulary.instruments["plan"]
    found = []
    for day in ("2021-01-01", "2024-12-31", "2025-06-01", "2026-01-01"):
        as_of = date.fromisoformat(day)
        found.append(subsidy_status(policy.subsidies[0], policy_status(policy, instrument, as_of), as_of).value)
    assert found == ["not yet announced", "not yet in force", "in force", "ended"]
