"""The tile map: its modes, its steps, and the table behind."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.site.pages.maps import count_bounds, figure_bounds
from policygen.site.views import HomeView, MapMode, TileMap
from tests.site.charted import Act, files_of, plan_of, view_of
from tests.trackers import SITE

SUPPORT = "  - {kind: operating, source: book, terms: [{amount: 每年20万元}]}\n"
ENDED = "  - {kind: rent, source: book, period: 2023年, terms: [{amount: 每年30万元}]}\n"
PLACES = (
    Act("Shanghai", [("超过3500亿元", "2025年"), ("100亿元", "2024年")]),
    Act("Zhejiang", [("2000亿元", "2025年")]),
    Act("Anhui", [("30亿元", "2025年")]),
    Act("Wuxi", [("50亿元", "2025年")]),
    Act("Nanjing", support=SUPPORT + ENDED, words="每年20万元；2023年每年30万元"),
    Act("Hebei"),
    Act("JP"),
)


def map_of(folder: Path, acts: tuple[Act, ...] = PLACES, site: str = SITE) -> TileMap:
    return view_of(plan_of(folder, files_of(acts, site)), "index.html", HomeView).tiles


def squares(mode: MapMode) -> dict[str, tuple[str, str]]:
    return {tile.short: (tile.shown, tile.step) for tile in mode.tiles}


@pytest.fixture(scope="module")
def tiles(tmp_path_factory: pytest.TempPathFactory) -> TileMap:
    return map_of(tmp_path_factory.mktemp("tracker"))


def test_modes_follow_from_the_content(tiles: TileMap) -> None:
    assert [mode.label for mode in tiles.modes] == ["Policies", "Industry scale", "Support on offer"]


def test_largest_figure_of_a_place_is_its_own(tiles: TileMap) -> None:
    mode = tiles.modes[1]
    found = squares(mode)
    assert found["SH"] == ("350", "4")
    assert found["ZJ"] == ("200", "4")
    assert found["AH"] == ("3", "2")
    assert found["JS"] == ("", "within")
    assert found["HE"] == ("–", "none")
    assert found["XZ"] == ("", "0")
    titles = {tile.short: tile.title for tile in mode.tiles}
    assert titles["SH"] == "Shanghai: more than CNY 350 billion"
    assert titles["JS"] == "Jiangsu: none of its own; within it Wuxi, CNY 5 billion"
    assert titles["HE"] == "Hebei: not found in the text"
    assert "in billion CNY" in mode.about
    assert mode.key == (
        ("4", "100 billion or more"),
        ("2", "1 billion to less than 10 billion"),
        ("within", "only places within it"),
        ("none", "read, no value"),
        ("0", "not read yet"),
    )


def test_support_that_is_over_is_not_on_offer(tiles: TileMap) -> None:
    mode = tiles.modes[2]
    assert squares(mode)["JS"] == ("1", "3")
    assert "Jiangsu: 1 kind of support (Operating support)" in {tile.title for tile in mode.tiles}
    assert mode.key[0] == ("3", "1 kind")


def test_table_behind_has_every_value_and_every_gap(tiles: TileMap) -> None:
    assert tiles.columns == ("Policies", "Industry scale", "Kinds of support")
    rows = {place.text: cells for place, cells in tiles.rows}
    assert len(rows) == 35
    policies, scale, kinds = rows["Jiangsu"]
    assert (policies.value.text, kinds.value.text, kinds.detail) == ("2", "1", "Operating support")
    assert (scale.value.text, scale.value.href, scale.detail) == (
        "CNY 5 billion",
        "policies/act4.html#t1",
        "only within it: Wuxi",
    )
    assert [cell.value.text for cell in rows["Tibet"]] == ["not read yet"] * 3
    assert all(cell.value.text for cells in rows.values() for cell in cells)


def test_places_beyond_the_squares_are_named(tiles: TileMap) -> None:
    assert [(place.text, place.note) for place in tiles.beyond] == [("Japan", "1")]


def test_chinese_squares_count_in_chinese_magnitudes(tmp_path: Path) -> None:
    site = plan_of(tmp_path, files_of(PLACES))
    mode = view_of(site, "zh/index.html", HomeView).tiles.modes[1]
    assert squares(mode)["上海"] == ("3500", "4")
    assert "亿" in mode.about


def test_country_without_squares_has_a_table(tmp_path: Path) -> None:
    regions = "- {id: ticino, level: province, parent: CH, name: {en: Ticino, zh: 提契诺州}}\n"
    files = files_of((Act("Ticino, CH"), Act("CH")), SITE.replace("CN", "CH"), {"content/regions/ch.yaml": regions})
    found = view_of(plan_of(tmp_path, files), "index.html", HomeView).tiles
    assert (found.modes, found.beyond) == ((), ())
    assert [(place.text, [cell.value.text for cell in cells]) for place, cells in found.rows] == [
        ("Ticino", ["1"]),
        ("Switzerland", ["1"]),
    ]


def test_tracker_without_anything_has_nothing_to_map(tmp_path: Path) -> None:
    site = plan_of(tmp_path, {"content/site.yaml": SITE.replace("CN", "CH")})
    assert view_of(site, "index.html", HomeView).tiles == TileMap((), ("Policies",), (), (), "")


@given(st.lists(st.integers(0, 500), max_size=40))
def test_counts_fall_into_at_most_four_growing_steps(counts: list[int]) -> None:
    bounds = count_bounds(counts)
    assert bounds[0] == 1
    assert len(bounds) <= 4
    assert all(low < high for low, high in pairwise(bounds))
    assert bounds[-1] <= max([*counts, 1])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.decimals("0.01", 10**13, places=2), min_size=1, max_size=30))
def test_every_figure_falls_into_a_step(figures: list[Decimal]) -> None:
    bounds = figure_bounds(figures)
    assert 1 <= len(bounds) <= 4
    assert all(low < high for low, high in pairwise(bounds))
    assert bounds[0] <= min(figures)
    assert bounds[-1] <= max(figures)
