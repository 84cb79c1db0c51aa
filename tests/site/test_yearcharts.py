"""Columns of years: where the blocks stand."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.model.periods import parse_period
from policygen.site.pages.moments import HALVES, STATES, YEAR, Count, announced_slot, due_slot
from policygen.site.pages.yearcharts import Axis, make_axis, stack
from policygen.site.views import Block

#: The part of a year in which things of each slot lie.
PARTS = {0: (0.0, 1.0), 1: (0.0, 0.25), 2: (0.25, 0.5), 3: (0.5, 0.75), 4: (0.75, 1.0), 5: (0.0, 0.5), 6: (0.5, 1.0)}

counts = st.lists(
    st.builds(
        Count,
        st.integers(2015, 2045),
        st.sampled_from([YEAR, 1, 2, 3, 4, *HALVES]),
        st.sampled_from(STATES),
        st.integers(1, 400),
    ),
    min_size=1,
    max_size=25,
    unique_by=lambda count: count[:3],
)


@pytest.mark.parametrize(
    ("written", "slot"),
    [
        ("2025", (2025, YEAR)),
        ("2025年底", (2025, YEAR)),
        ("2021-2025", (2025, YEAR)),
        ("2025年上半年", (2025, 5)),
        ("2025年第三季度", (2025, 3)),
        ("2025年6月", (2025, 2)),
        ("2025-10-01", (2025, 4)),
        ("2022-03-01至2027-02-28", (2027, 1)),
    ],
)
def test_what_falls_due_lies_where_its_last_day_does_and_no_closer(written: str, slot: tuple[int, int]) -> None:
    assert due_slot(parse_period(written)) == slot


@pytest.mark.parametrize(
    ("written", "slot"),
    [
        ("2022", (2022, YEAR)),
        ("2021年12月", (2021, 4)),
        ("2022-02-24", (2022, 1)),
        ("2021年12月下旬", (2021, 4)),
        ("2021-2022", (2021, YEAR)),
        ("2022年3月至2022年4月", (2022, 5)),
        ("2022年6月至2022年7月", (2022, YEAR)),
    ],
)
def test_what_was_announced_lies_in_the_part_of_the_year_that_is_sure(written: str, slot: tuple[int, int]) -> None:
    assert announced_slot(parse_period(written)) == slot


def test_long_empty_stretches_are_one_gap() -> None:
    assert make_axis([2025, 2022]).slots == (2022, 2023, 2024, 2025)
    assert make_axis([2025, 2060]).slots == (2025, None, 2060)


def test_what_is_known_by_its_year_carries_what_is_known_by_its_quarter() -> None:
    blocks, unit, highest = stack([Count(2025, 4, "open", 1), Count(2025, 0, "due", 2)], Axis((2025,)))
    assert (unit, highest) == (9.0, {2025: 3})
    assert blocks == (Block(10.0, 80.0, 45.0, 18.0, "due"), Block(71.2, 18.8, 36.0, 9.0, "open"))


@settings(max_examples=100, deadline=None)
@given(counts)
def test_each_block_lies_in_its_part_of_its_year_and_on_no_other(found: list[Count]) -> None:
    axis = make_axis(count.year for count in found)
    blocks, unit, highest = stack(found, axis)
    width = 100 / len(axis.slots)
    base = max(block.y + block.height for block in blocks)
    assert sum(block.height for block in blocks) == pytest.approx(unit * sum(c.number for c in found), rel=0.02, abs=3)
    assert base - min(block.y for block in blocks) == pytest.approx(unit * max(highest.values()), abs=0.3)
    slots = {(count.year, count.slot) for count in found}
    for block in blocks:
        homes = [
            (year, slot)
            for year, slot in slots
            if (start := axis.slots.index(year) * width) <= block.x + 0.01
            and start + PARTS[slot][0] * width <= block.x + width * 0.1 + 0.01
            and block.x + block.width <= start + PARTS[slot][1] * width + width * 0.1 + 0.01
        ]
        assert homes, block
    for one, other in combinations(blocks, 2):
        beside = one.x + one.width <= other.x + 0.02 or other.x + other.width <= one.x + 0.02
        above = one.y + one.height <= other.y + 0.11 or other.y + other.height <= one.y + 0.11
        assert beside or above
