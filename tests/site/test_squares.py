"""Kinds of support by place, one square for each."""

from __future__ import annotations

from pathlib import Path

from policygen.site.views import CompareView
from tests.site.charted import Act, files_of, plan_of, view_of

RENT = "  - {kind: rent, source: book, terms: [{cap: 30万元}]}\n"
OVER = "  - {kind: rent, source: book, period: 2023年, terms: [{cap: 30万元}]}\n"
TALENT = "  - {kind: talent, source: book, terms: [{cap: 50万元}]}\n"
NONE = "absent:\n  - {kind: rent, reason: none offered, why: it says so, source: book, written: 不予补贴}\n"
ACTS = (
    Act("Wuxi", support=RENT, words="30万元"),
    Act("Nanjing", support=RENT + TALENT, words="30万元，50万元"),
    Act("Shanghai", support=OVER, words="2023年30万元"),
    Act("Hebei", words="不予补贴", extra=NONE),
    Act("Anhui"),
    Act("JP"),
)


def test_each_square_has_a_number_or_a_reason(tmp_path: Path) -> None:
    matrix = view_of(plan_of(tmp_path, files_of(ACTS)), "compare/index.html", CompareView).support
    assert matrix is not None
    assert [column.text for column in matrix.columns] == ["Rent support", "Talent support"]
    assert [(place.text, [(cell.shown, cell.step) for cell in cells]) for place, cells in matrix.rows] == [
        ("Anhui", [("–", "not-found-in-the-text"), ("–", "not-found-in-the-text")]),
        ("Hebei", [("∅", "none-offered"), ("–", "not-found-in-the-text")]),
        ("Jiangsu", [("2", "4"), ("1", "2")]),
        ("Shanghai", [("×", "expired"), ("–", "not-found-in-the-text")]),
        ("Japan", [("–", "not-found-in-the-text"), ("–", "not-found-in-the-text")]),
    ]
    assert matrix.rows[2][1][0].words == "Rent support: offered by 2 places"
    assert matrix.rows[3][1][0].words == "Rent support: expired"
    assert [(cell.shown, text) for cell, text in matrix.key] == [
        ("×", "expired"),
        ("∅", "none offered"),
        ("–", "not found in the text"),
    ]
    assert matrix.rest == "30 provinces are not read yet."


def test_where_nobody_offers_anything_there_is_nothing_to_draw(tmp_path: Path) -> None:
    site = plan_of(tmp_path, files_of((Act("Anhui"),)))
    assert view_of(site, "compare/index.html", CompareView).support is None
