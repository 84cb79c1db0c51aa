"""What texts are found by. The browser's twin is held to the same vectors in tests/browser/test_searching.py."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.model.quantities import parse_quantity
from policygen.model.wording import format_quantity
from policygen.site.search import slice_of
from policygen.site.tokens import find_amounts, fold, quantity_tokens, tokens

VECTORS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "search/vectors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", VECTORS["texts"], ids=lambda case: case["text"])
def test_terms_of_a_text(case: dict[str, Any]) -> None:
    assert sorted(tokens(case["text"])) == case["terms"]


@pytest.mark.parametrize("case", VECTORS["queries"], ids=lambda case: case["query"])
def test_what_a_query_asks_for_is_in_the_texts_it_is_to_find(case: dict[str, Any]) -> None:
    asked = set(case["asks"])
    assert [text for text in case["finds"] if not asked <= tokens(text)] == []
    assert [text for text in case["misses"] if asked <= tokens(text)] == []


@pytest.mark.parametrize(("term", "slices", "number"), VECTORS["slices"])
def test_slice_of_a_term(term: str, slices: int, number: int) -> None:
    assert slice_of(term, slices) == number


@pytest.mark.parametrize(
    "written",
    [
        "超过3500亿元",
        "不低于10家",
        "50%-70%",
        "CNY 200,000 a year",
        "400 m²",
        "百亿级",
        "每平方米每月2元",
        "1亿元",
        "12.8%",
    ],
)
def test_a_figure_is_found_by_the_words_it_is_written_in(written: str) -> None:
    assert quantity_tokens(parse_quantity(written)) & tokens(written)


@given(
    st.decimals(min_value=1, max_value=10**13, places=0).map(lambda value: value * Decimal(10) ** 4),
    st.sampled_from(["元", "美元", "平方米"]),
)
@settings(max_examples=100)
def test_a_figure_is_found_in_either_language(value: Decimal, unit: str) -> None:
    quantity = parse_quantity(f"{value:f}{unit}")
    own = quantity_tokens(quantity)
    for language in ("en", "zh"):
        (amount,) = find_amounts(fold(format_quantity(quantity, language)))
        assert amount.terms[-1] in own
        assert own <= {*amount.terms}


@given(st.text(max_size=60))
@settings(max_examples=100)
def test_folding_keeps_places(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
