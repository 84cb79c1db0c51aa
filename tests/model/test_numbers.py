"""Numbers as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.model.numbers import fold, read_number, write_magnitude, write_number

READ = [
    ("3500", "3500"),
    ("1,000", "1000"),
    ("1,234,567", "1234567"),
    ("１，０００", "1000"),
    ("1 000 000", "1000000"),
    ("12.8", "12.8"),
    ("1½", "1.5"),
    ("3500亿", "350000000000"),
    ("1263.5亿", "126350000000"),
    ("20 万", "200000"),
    ("1.2万亿", "1200000000000"),
    ("3千亿", "300000000000"),
    ("5百万", "5000000"),
    ("1亿5000万", "150000000"),
    ("1万5000", "15000"),
    ("5万千瓦", "50000"),
    ("50千瓦", "50"),
    ("三", "3"),
    ("两", "2"),
    ("十", "10"),
    ("十五", "15"),
    ("二百五十", "250"),
    ("一百零五", "105"),
    ("一千二百", "1200"),
    ("一万二千", "12000"),
    ("一亿五千万", "150000000"),
    ("一万亿", "1000000000000"),
    ("壹佰贰拾", "120"),
    ("二〇二二", "2022"),
    ("十二点八", "12.8"),
    ("三点五亿", "350000000"),
    ("百亿", "10000000000"),
    ("千亿", "100000000000"),
    ("亿", "100000000"),
    ("半", "0.5"),
    ("twenty-five", "25"),
    ("one hundred and five", "105"),
    ("two hundred million", "200000000"),
    ("five thousand two hundred", "5200"),
    ("a hundred", "100"),
    ("a dozen", "12"),
    ("half a million", "500000"),
    ("three and a half", "3.5"),
    ("two and a half million", "2500000"),
    ("126.35 billion", "126350000000"),
    ("10-billion", "10000000000"),
    ("1.5bn", "1500000000"),
    ("50k", "50000"),
]


@pytest.mark.parametrize(("text", "value"), READ)
def test_a_number_is_read(text: str, value: str) -> None:
    folded = fold(text)
    number = read_number(folded, 0)
    assert number is not None
    assert number.value == Decimal(value)
    assert not number.doubt
    assert folded[number.end :] in ("", "千瓦")


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("数百", "vague"),
        ("几十", "vague"),
        ("hundreds of millions of", "vague"),
        ("十余", "more"),
        ("200多万", "more"),
        ("百亿", "bare"),
        ("5m", "compact"),
        ("3 hundred billion", "garbled"),
    ],
)
def test_what_is_special_about_a_number_is_told(text: str, mark: str) -> None:
    number = read_number(fold(text + "家"), 0)
    assert number is not None
    shown = {name for name in ("vague", "more", "bare", "compact", "garbled") if getattr(number, name)}
    assert mark in shown or (mark == "more" and not shown)


@pytest.mark.parametrize("text", ["三五", "二三十", "十几", "两万五", "一百五", "1万5", "123456789012345678901"])
def test_a_number_with_two_readings_says_so(text: str) -> None:
    number = read_number(text, 0)
    assert number is not None
    assert number.doubt


@pytest.mark.parametrize("text", ["dozens", "several", "a few", "an", "第十", "tend"])
def test_vague_words_and_articles_are_no_numbers(text: str) -> None:
    assert read_number(text, 0) is None


@pytest.mark.parametrize(
    ("value", "en", "zh"),
    [
        ("350000000000", "350 billion", "3500亿"),
        ("126350000000", "126.35 billion", "1263.5亿"),
        ("1000000000000", "1 trillion", "1万亿"),
        ("200000", "200,000", "20万"),
        ("1000000", "1 million", "100万"),
        ("5000", "5,000", "5000"),
        ("1234567", "1,234,567", "1234567"),
        ("12.80", "12.8", "12.8"),
        ("0.5", "0.5", "0.5"),
    ],
)
def test_a_number_is_written_natively(value: str, en: str, zh: str) -> None:
    assert write_number(Decimal(value), "en") == en
    assert write_number(Decimal(value), "zh") == zh


@pytest.mark.parametrize(
    ("value", "zh"), [("1e9", "十亿"), ("1e10", "百亿"), ("1e12", "万亿"), ("1e7", "千万"), ("5e11", "5000亿")]
)
def test_a_magnitude_is_written_without_digits(value: str, zh: str) -> None:
    assert write_magnitude(Decimal(value), "zh") == zh


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 10**15), st.integers(0, 3), st.sampled_from(["en", "zh"]))
def test_a_written_number_is_read_back_exactly(digits: int, places: int, language: str) -> None:
    value = Decimal(digits).scaleb(-places)
    number = read_number(write_number(value, language), 0)
    assert number is not None
    assert number.value == value


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30))
def test_folding_keeps_places(text: str) -> None:
    assert len(fold(text)) == len(text)
