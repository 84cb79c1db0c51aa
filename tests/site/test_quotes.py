"""Passages of sources with the words of figures marked in them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.site.pages.quotes import (
    Mark,
    find_span,
    inner_marks,
    letter,
    mark_quote,
    merge_passages,
    sentence_around,
)

SENTENCE = "面积400平方米以上的，给予每年20万元补贴"


def told(passage: str, *marks: Mark) -> str:
    """The quote with marks as brackets."""
    return "".join(f"[{part.text}]{part.letter}" if part.marked else part.text for part in mark_quote(passage, marks))


@pytest.mark.parametrize(
    ("passage", "marks", "quote"),
    [
        (
            SENTENCE,
            [Mark("每年20万元", "a"), Mark("400平方米以上", "b")],
            "面积[400平方米以上]b的，给予[每年20万元]a补贴",
        ),
        ("an annual subsidy of 200,000 yuan", [Mark("200,000 Yuan")], "an annual subsidy of [200,000 yuan]"),
        ("每年 ２０ 万元补贴", [Mark("每年20万元")], "[每年 ２０ 万元]补贴"),
        ("**10**家企业", [Mark("10家", "a")], "**[10**家]a企业"),
        ("5万元，再加5万元", [Mark("5万元", "a"), Mark("5万元", "b")], "[5万元]a，再加[5万元]b"),
        ("5万元", [Mark("5万元"), Mark("3万元")], "5万元"),
        ("超过2600亿元。", [Mark("超过2600亿元")], "超过2600亿元。"),
        ("超过2600亿元", [Mark("超过2600亿元", "a")], "[超过2600亿元]a"),
        (SENTENCE, [], SENTENCE),
        (SENTENCE, [Mark("")], SENTENCE),
    ],
)
def test_marks(passage: str, marks: list[Mark], quote: str) -> None:
    assert told(passage, *marks) == quote


@settings(max_examples=100, deadline=None)
@given(st.text("ab 每年20万元，*", max_size=30), st.lists(st.text("ab每20万元", max_size=4), max_size=4))
def test_quote_is_the_passage_word_for_word(passage: str, words: list[str]) -> None:
    parts = mark_quote(passage, [Mark(word, "a") for word in words])
    assert "".join(part.text for part in parts) == passage


def test_words_that_are_not_there() -> None:
    assert find_span("给予每年20万元补贴", "5万元") is None
    assert find_span("abc", "") is None


def test_second_place_of_words() -> None:
    assert find_span("5万元，5 万元", "5万元", 1) == (4, 8)


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        ("第一句。面积400平方米。第三句", "400平方米", "面积400平方米。"),
        ("It grew by 12.8 percent. By 2025 it doubles. End.", "2025", "By 2025 it doubles."),
        ("It grew by 12.8 percent. End.", "12.8", "It grew by 12.8 percent."),
        ("一段\n二段有5万元\n三段", "5万元", "二段有5万元"),
        ("甲。乙。丙。", "甲。乙", "甲。乙。"),
        ("甲。", "乙", ""),
    ],
)
def test_sentence_around_words(text: str, words: str, sentence: str) -> None:
    assert sentence_around(text, words) == sentence


def test_passages_within_others_are_left_out() -> None:
    assert merge_passages(["5万元", "每增加100平方米，增加5万元", "3年", "3年"]) == [
        "每增加100平方米，增加5万元",
        "3年",
    ]


def test_letters_go_on_after_z() -> None:
    assert [letter(index) for index in (0, 1, 25, 26, 27, 51, 52)] == ["a", "b", "z", "aa", "ab", "az", "ba"]


def test_quotation_marks_between_quotation_marks() -> None:
    assert inner_marks("“Yangtze River Delta” in ‘brief’") == "‘Yangtze River Delta’ in ‘brief’"
    assert inner_marks("“元宇宙”《规划》") == "‘元宇宙’《规划》"
