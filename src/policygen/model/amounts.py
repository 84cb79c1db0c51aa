"""Amounts: numbers between two ends, exact, and the lines of a working that they stand in.

Owns their arithmetic and how they are written; templates/static/amounts.js is the twin of both. Refuses binary
floats, and negative numbers, which no support and no size has.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from policygen.model import units
from policygen.model.numbers import write_number
from policygen.model.wording import write_range, write_with_unit
from policygen.values import dataclass

#: An exact number. What is whole is an int, which is reckoned with many times as fast.
Exact = Fraction | int


@dataclass(frozen=True, slots=True)
class Figure:
    """A number between two ends; a `low` of 0 is no lower end, a `high` of None no upper one."""

    low: Exact
    high: Exact | None
    about: bool = False


#: What nothing is known of.
OPEN: Final = Figure(0, None)


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure with what it is counted in: as a result, and as a member of a line."""

    figure: Figure
    unit: str
    per: str = ""
    each: str = ""


#: A member of a line: a figure, or a sign such as × and = ("?" for a figure that is not known).
Token = Amount | str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the working. `code` says what is done in it, `term` is the place of the term it rests on (-1: none),
    `base` names what it is about; `holds` tells whether a condition does, None for what is none or is not known.
    """

    code: str
    term: int
    base: str
    tokens: tuple[Token, ...]
    holds: bool | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """What the text leaves open, by a short name, and the term it is about, -1 for all of them."""

    code: str
    term: int = -1


def exact(value: Decimal) -> Exact:
    whole = int(value)
    return whole if whole == value else Fraction(value)


def over(one: Exact, other: Exact) -> Exact:
    """The exact quotient."""
    found = Fraction(one, other)
    return found.numerator if found.denominator == 1 else found


def exactly(value: Exact) -> Figure:
    return Figure(value, value)


def plus(one: Figure, other: Figure) -> Figure:
    high = None if one.high is None or other.high is None else one.high + other.high
    return Figure(one.low + other.low, high, one.about or other.about)


def times(one: Figure, other: Figure) -> Figure:
    """The product; no one has a negative end, and nothing of something open is nothing."""
    high: Exact | None
    if one.high is None or other.high is None:
        high = 0 if 0 in (one.high, other.high) else None
    else:
        high = one.high * other.high
    return Figure(one.low * other.low, high, one.about or other.about)


def capped(one: Figure, cap: Figure) -> Figure:
    highs = [high for high in (one.high, cap.high) if high is not None]
    return Figure(min(one.low, cap.low), min(highs) if highs else None, one.about or (cap.about and one != cap))


def around(one: Figure, other: Figure) -> Figure:
    """The figure that reaches from the lower low to the higher high."""
    high = None if one.high is None or other.high is None else max(one.high, other.high)
    return Figure(min(one.low, other.low), high, one.about or other.about)


def is_figure(one: Figure | None) -> bool:
    """Whether it says anything."""
    return one is not None and (one.high is not None or one.low > 0)


# --- writing ---

#: How the ends of an amount are worded, in Chinese and for readers of any other language.
BOUNDS: Final = {
    "en": {"about": "about", "at least": "at least", "up to": "up to", "at most": "up to"},
    "zh": {"about": "约", "at least": "至少", "up to": "最高", "at most": "最多"},
}


@lru_cache(maxsize=1 << 12)
def format_amount(amount: Amount, language: str) -> str:
    """The amount on one line: "up to CNY 1 million a year", 每年最高100万元."""
    language = "zh" if language.startswith("zh") else "en"
    low, low_exact = _rounded(amount.figure.low, amount.unit)
    high, high_exact = _rounded(amount.figure.high, amount.unit)
    is_money = units.is_money(amount.unit) or amount.unit == "percent"
    bound = "" if low_exact and high_exact and not amount.figure.about else "about"
    if amount.figure.high is None:
        bound, digits = "at least", write_number(low, language)
    elif low == high:
        digits = write_number(low, language)
    elif low == 0:
        bound, digits = "up to" if is_money else "at most", write_number(high, language)
    else:
        digits = write_range(low, high, language)
    plural = (amount.figure.low if amount.figure.high is None else amount.figure.high) != 1
    value = digits if amount.unit == "count" else write_with_unit(digits, amount.unit, language, plural=plural)
    word = BOUNDS[language].get(bound, "")
    each = units.write_each(amount.each, language) if amount.each else ""
    per = units.write_per(amount.per, language) if amount.per else ""
    if language == "zh":
        return each + per + word + value
    return " ".join(part for part in (word, value, each, per) if part)


def _rounded(value: Exact | None, unit: str) -> tuple[Decimal, bool]:
    """A number as far as it is written, and whether that is all of it: money to two places, sizes to four."""
    if value is None or isinstance(value, int):
        return Decimal(value or 0), True
    places = 2 if units.is_money(unit) else 4
    whole = round(value * 10**places)
    exact = Fraction(whole, 10**places) == value
    return Decimal(whole).scaleb(-places) if whole % 10**places else Decimal(whole // 10**places), exact
