"""Figures drawn beside their numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.model.quantities import parse_quantity
from policygen.site.pages.bars import Scale, draw_bar, make_scale
from policygen.site.views import Bar


def scale(*figures: str) -> Scale:
    found = make_scale([parse_quantity(figure) for figure in figures])
    assert found is not None
    return found


def test_figures_of_one_order_stand_on_a_linear_scale_from_nothing() -> None:
    found = scale("100亿元", "350亿元")
    assert not found.logarithmic
    assert [int(mark / 10**8) for mark in found.marks] == [0, 100, 200, 300, 400]
    assert draw_bar(parse_quantity("100亿元"), found, muted=False) == Bar(0.0, 25.0, 25.0, False, 0.0, 0.0, False)


def test_figures_of_different_orders_stand_on_a_logarithmic_scale() -> None:
    found = scale("30亿元", "1万亿元", "350亿元")
    assert found.logarithmic
    assert [int(mark / 10**8) for mark in found.marks] == [10, 100, 1000, 10000]
    assert found.place(Decimal(10**10)) == 33.33


def test_least_figure_of_a_logarithmic_scale_can_be_seen() -> None:
    found = scale("10亿元", "1000亿元")
    assert draw_bar(parse_quantity("10亿元"), found, muted=False).width > 0


@pytest.mark.parametrize(
    ("figure", "bar"),
    [
        ("超过100亿元", Bar(0.0, 25.0, 25.0, True, 0.0, 0.0, False)),
        ("100亿元至200亿元", Bar(0.0, 25.0, 25.0, False, 25.0, 25.0, False)),
        ("不超过200亿元", Bar(0.0, 0.0, 0.0, False, 0.0, 50.0, False)),
        ("百亿元级", Bar(0.0, 25.0, 25.0, False, 25.0, 75.0, False)),
    ],
)
def test_shapes(figure: str, bar: Bar) -> None:
    assert draw_bar(parse_quantity(figure), scale("100亿元", "400亿元"), muted=False) == bar


@pytest.mark.parametrize("figures", [[], ["100亿元"], ["0元", "0元"]])
def test_nothing_to_compare_is_not_drawn(figures: list[str]) -> None:
    assert make_scale([parse_quantity(figure) for figure in figures]) is None


def test_nought_stands_on_a_linear_scale() -> None:
    found = scale("0元", "1万亿元", "10元")
    assert not found.logarithmic
    assert found.place(Decimal(0)) == 0.0


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 10**14), min_size=2, max_size=6))
def test_every_bar_stays_in_the_drawing(numbers: list[int]) -> None:
    figures = [parse_quantity(f"{number}元") for number in numbers]
    found = make_scale(figures)
    if found is not None:
        assert 2 <= len(found.marks) <= 20
        for figure in figures:
            bar = draw_bar(figure, found, muted=False)
            assert 0 <= bar.start <= bar.end <= 100
            assert bar.box_start + bar.box_width <= 100
