"""Figures drawn beside their numbers."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.model.quantities import Quantity, parse_quantity
from policygen.site.pages.bars import Scale, draw_bar, make_scale
from policygen.site.views import Bar, BarTable, KindView, MetricView, RegionView
from tests.site.charted import Act, files_of, plan_of, view_of


def scale(*figures: str) -> Scale:
    found = make_scale([parse_quantity(figure) for figure in figures])
    assert found is not None
    return found


def test_figures_of_one_order_stand_on_a_linear_scale_from_nothing() -> None:
    found = scale("100亿元", "350亿元")
    assert not found.logarithmic
    assert [int(mark / 10**8) for mark in found.marks] == [0, 100, 200, 300, 400]
    assert draw_bar(parse_quantity("100亿元"), found, muted=False) == Bar(25.0, True, "", "", 0.0, 0.0, False)


def test_figures_of_different_orders_stand_on_a_logarithmic_scale() -> None:
    found = scale("30亿元", "1万亿元", "350亿元")
    assert found.logarithmic
    assert [int(mark / 10**8) for mark in found.marks] == [10, 100, 1000, 10000]
    assert found.place(Decimal(10**10)) == 33.33


def test_least_figure_of_a_logarithmic_scale_can_be_seen() -> None:
    found = scale("10亿元", "1000亿元")
    assert draw_bar(parse_quantity("10亿元"), found, muted=False).end > 0


@pytest.mark.parametrize(
    ("figure", "bar"),
    [
        ("超过100亿元", Bar(25.0, True, "open", "", 0.0, 0.0, False)),
        ("约100亿元", Bar(25.0, True, "about", "", 0.0, 0.0, False)),
        ("100亿元至200亿元", Bar(25.0, True, "", "range", 25.0, 25.0, False)),
        ("不超过200亿元", Bar(0.0, False, "", "ceiling", 0.0, 50.0, False)),
        ("百亿元级", Bar(25.0, True, "", "order", 25.0, 75.0, False)),
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


def inverse(found: Scale, at: float) -> float:
    """The value at a place of the scale, in percent."""
    low, high = float(found.low), float(found.high)
    return low * (high / low) ** (at / 100) if found.logarithmic else low + (high - low) * at / 100


numbers = st.integers(1, 10**14)
figures = st.one_of(
    numbers.map(lambda n: f"{n}元"),
    numbers.map(lambda n: f"超过{n}元"),
    numbers.map(lambda n: f"不超过{n}元"),
    numbers.map(lambda n: f"约{n}元"),
    st.tuples(numbers, numbers).map(lambda pair: f"{min(pair)}元至{max(pair) + 1}元"),
    st.sampled_from(["十亿元级", "百亿元级", "千亿元级"]),
).map(parse_quantity)


@settings(max_examples=100, deadline=None)
@given(st.lists(figures, min_size=2, max_size=6))
def test_a_bar_begins_and_ends_where_its_bounds_say_and_nowhere_else(drawn: list[Quantity]) -> None:
    found = make_scale(drawn)
    assert found is not None
    # a hundredth of the width, as a value
    for quantity in drawn:
        bar = draw_bar(quantity, found, muted=False)
        assert 0 <= bar.end <= 100
        assert bar.box_start + bar.box_width <= 100.001
        low, high = quantity.minimum, quantity.maximum

        def stands(at: float, value: Decimal) -> bool:
            assert found is not None
            return inverse(found, at - 0.011) <= float(value) <= inverse(found, at + 0.011)

        if bar.box == "ceiling":
            assert (bar.is_solid, bar.end, bar.box_start) == (False, 0.0, 0.0)
            assert low is None
            assert high is not None
            assert stands(bar.box_width, high)
            continue
        assert bar.is_solid
        assert low is not None
        assert stands(bar.end, low)
        assert (bar.tip == "open") == (high is None)
        assert bool(bar.box) == (high is not None and high > low)
        if bar.box:
            assert high is not None
            assert bar.box_start == bar.end
            assert stands(bar.box_start + bar.box_width, high)


@settings(max_examples=100, deadline=None)
@given(st.lists(figures, min_size=2, max_size=6))
def test_lines_are_round_rising_and_hold_all_figures(drawn: list[Quantity]) -> None:
    found = make_scale(drawn)
    assert found is not None
    assert 2 <= len(found.marks) <= 20
    places = [found.place(mark) for mark in found.marks]
    assert (places[0], places[-1]) == (0.0, 100.0)
    gaps = [after - before for before, after in pairwise(places)]
    assert max(gaps) - min(gaps) <= 0.03
    if found.logarithmic:
        assert all(after == before * 10 for before, after in pairwise(found.marks))
        assert all(mark == Decimal(1).scaleb(mark.adjusted()) for mark in found.marks)
    else:
        assert found.marks[0] == 0
    ends = [end for quantity in drawn for end in (quantity.minimum, quantity.maximum) if end is not None]
    assert found.marks[-1] >= max(ends)
    assert found.marks[0] < min(ends)


# -- what is drawn on pages

CAPS = "  - {{kind: rent, source: book, for: firms, terms: [{{cap: {0}}}]}}\n"


def cap(region: str, value: str) -> Act:
    return Act(region, support=CAPS.format(value), words=value)


ACTS = (
    Act("Shanghai", [("超过3500亿元", "2025年"), ("1万亿元", "2030年")]),
    Act("Hebei", [("百亿元级", "2025年")]),
    Act("Wuxi", [("50亿元", "2025年")]),
    Act("Nanjing", [("约60亿元", "2025年")]),
    Act("Binhu District, Wuxi", [("10亿元", "2025年")]),
    cap("Beijing", "100万元"),
    cap("Anhui", "30万元"),
    cap("Hefei", "不超过500万元"),
    Act("Xiamen", support="  - {kind: rent, source: book, terms: [{rate: 50%}]}\n", words="50%"),
)


def test_axis_says_in_words_what_it_does_and_what_the_marks_mean(tmp_path: Path) -> None:
    view = view_of(plan_of(tmp_path, files_of(ACTS)), "compare/targets/industry-scale.html", MetricView)
    axis = view.axis
    assert axis is not None
    assert axis.is_log
    assert axis.title == "Scale from 100 million to 1 trillion, CNY"
    assert [line.label for line in axis.lines] == ["100 million", "", "10 billion", "", "1 trillion"]
    assert axis.scale.startswith("The scale is logarithmic: each line stands for ten times the one before it.")
    assert axis.key == (
        ("open", "at least that much"),
        ("about", "about that much"),
        ("order", "of this order of magnitude"),
    )
    assert [row.bar.box for group in view.groups for row in group.rows if row.bar].count("order") == 1


def rows_of(table: BarTable | None) -> list[tuple[str, list[tuple[str, str]]]]:
    assert table is not None
    return [(title, [(row.label.text, row.value.text) for row in rows]) for title, rows in table.groups]


def test_ceilings_of_a_kind_stand_side_by_side_level_by_level(tmp_path: Path) -> None:
    table = view_of(plan_of(tmp_path, files_of(ACTS)), "compare/subsidies/rent.html", KindView).drawn
    assert rows_of(table) == [
        ("Provinces", [("Beijing", "at most CNY 1 million"), ("Anhui", "at most CNY 300,000")]),
        ("Cities", [("Hefei", "at most CNY 5 million")]),
    ]
    assert table is not None
    assert (table.heading.text, table.unit) == ("Ceilings side by side", "CNY")
    assert {row.bar.box for _, rows in table.groups for row in rows} == {"ceiling"}
    assert table.groups[0][1][0].value.href == "../../policies/act6.html#s1"


def test_one_figure_alone_is_not_drawn(tmp_path: Path) -> None:
    site = plan_of(tmp_path, files_of((cap("Beijing", "100万元"), ACTS[-1])))
    assert view_of(site, "compare/subsidies/rent.html", KindView).drawn is None


def test_page_of_a_place_sets_like_beside_like(tmp_path: Path) -> None:
    site = plan_of(tmp_path, files_of(ACTS))
    (jiangsu,) = view_of(site, "regions/jiangsu.html", RegionView).drawn
    assert rows_of(jiangsu) == [("Cities", [("Nanjing", "about CNY 6 billion"), ("Wuxi", "CNY 5 billion")])]
    (shanghai,) = view_of(site, "regions/shanghai.html", RegionView).drawn
    assert rows_of(shanghai) == [
        ("Shanghai", [("by the end of 2030", "CNY 1 trillion"), ("by the end of 2025", "more than CNY 350 billion")])
    ]
    assert view_of(site, "regions/jiangsu/wuxi.html", RegionView).drawn == ()
    assert view_of(site, "regions/china.html", RegionView).drawn == ()
