"""What a figure is, and how its parts settle into one: unit, ends, bound.

Owns `Comparator`, `Quantity` and the rules by which parts agree. Refuses parts that contradict each other.
"""

from __future__ import annotations

import enum
import re
from dataclasses import field
from decimal import Decimal
from typing import Final

from policygen.model import units
from policygen.model.numbers import ONE, Number
from policygen.problems import WrongTextError, did_you_mean
from policygen.values import dataclass


class Comparator(enum.StrEnum):
    """How the figure bounds what is promised."""

    EXACTLY = "exactly"
    AT_LEAST = "at least"
    MORE_THAN = "more than"
    AT_MOST = "at most"
    LESS_THAN = "less than"
    ABOUT = "about"
    BETWEEN = "between"
    ORDER_OF_MAGNITUDE = "order of magnitude"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure.

    `written` is the text it was read from. `minimum` and `maximum` are bounds in base units, None for an open
    end (an exact figure has both, equal; an order of magnitude reaches up to, not including, its maximum). `unit`
    is a base unit: an ISO 4217 code, `percent` (12.8 means 12.8 %), `count`, `m2`, `year`, `month`, `day`,
    `person`...; None for a bare number, which a field whose metric is a count may take as `count` and every other
    field refuses. `per` is the time it is counted by (`year`, `month`, ...), `each` the thing it is counted by (`m2`,
    `firm`, ...). `size` is the size of each counted thing where the figure counts firms of a size (3个千亿企业: count
    3, size order of magnitude 100 billion).
    """

    written: str
    minimum: Decimal | None
    maximum: Decimal | None
    unit: str | None
    comparator: Comparator
    per: str | None = None
    each: str | None = None
    size: Quantity | None = None


LOWER: Final = (Comparator.AT_LEAST, Comparator.MORE_THAN)
UPPER: Final = (Comparator.AT_MOST, Comparator.LESS_THAN)


@dataclass(slots=True)
class Parts:
    """What has been read of a figure so far; `home`: the currency that a shared sign stands for.

    `inner`: the size within a count; `whole`: all of its text.
    """

    start: int
    home: str = ""
    inner: bool = False
    whole: bool = False
    numbers: list[Number] = field(default_factory=list)
    factors: list[Decimal] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    money: list[frozenset[str]] = field(default_factory=list)
    bounds: list[Comparator] = field(default_factory=list)
    per: str | None = None
    each: str | None = None
    each_factor: Decimal = ONE
    level: bool = False
    ranged: bool = False
    between: bool = False
    classified: bool = False
    half: Decimal = Decimal(0)
    size: Quantity | None = None
    end: int = 0


def ambiguous(message: str, help: str, start: int, end: int) -> WrongTextError:  # noqa: A002
    return WrongTextError("quantity/ambiguous", message, help, start=start, length=max(1, end - start))


def unknown_unit(word: str, start: int) -> WrongTextError:
    return WrongTextError(
        "quantity/unknown-unit",
        f'unknown unit "{word}"',
        did_you_mean(
            word, units.spellings(), "write the unit as the source does, for example 元, 平方米, 家, years or m²"
        ),
        start=start,
        length=len(word),
    )


def next_power(value: Decimal) -> Decimal:
    """The next power of ten above `value`: the end of its order of magnitude."""
    return Decimal(10) ** (value.adjusted() + 1)


def build_quantity(parts: Parts, written: str) -> Quantity:
    unit = _settle_unit(parts, written)
    low, high = _settle_ends(parts, written)
    _refuse_garbled(parts, unit, written)
    _refuse_point(parts, unit, written)
    bounds = list(parts.bounds)
    if any(number.more for number in parts.numbers):
        bounds.append(Comparator.MORE_THAN)
    bound = _settle_bound(bounds, parts, written)
    level = parts.level or any(number.vague for number in parts.numbers)
    if level and bound is None and not parts.ranged:
        return Quantity(
            written, low, next_power(low), unit, Comparator.ORDER_OF_MAGNITUDE, parts.per, parts.each, parts.size
        )
    if (
        ((parts.ranged or level) and bound in UPPER)
        or (parts.ranged and bound in LOWER)
        or (level and bound is Comparator.ABOUT)
    ):
        raise ambiguous(
            f'"{written}" bounds what is already a span',
            "write the bound with one number, or the span without a bound",
            parts.start,
            parts.end,
        )
    comparator = bound or (Comparator.BETWEEN if parts.ranged else Comparator.EXACTLY)
    minimum = None if comparator in UPPER else low
    maximum = None if comparator in LOWER else high
    return Quantity(written, minimum, maximum, unit, comparator, parts.per, parts.each, parts.size)


def _settle_unit(parts: Parts, written: str) -> str | None:
    money: frozenset[str] | None = None
    for codes in parts.money:
        money = codes if money is None else money & codes
    if money is not None and len(money) > 1 and parts.home in money:
        money = frozenset({parts.home})
    if money is not None and len(money) != 1:
        shared = sorted(frozenset.union(*parts.money))
        raise ambiguous(
            f'"{written}" does not say which currency it is in',
            f"give it in full, with unit: {' or '.join(shared)}",
            parts.start,
            parts.end,
        )
    if money and parts.units:
        raise ambiguous(f'"{written}" has two units', "write one figure with one unit", parts.start, parts.end)
    if money:
        return next(iter(money))
    return parts.units[0] if parts.units else None


def _settle_ends(parts: Parts, written: str) -> tuple[Decimal, Decimal]:
    """Both ends in base units; the lower end of a range shares the magnitude of the upper when it has none."""
    low, high = _raw_ends(parts, written)
    return _tidy(low / parts.each_factor), _tidy(high / parts.each_factor)


def _tidy(value: Decimal) -> Decimal:
    """The same value without zeros behind the point."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _raw_ends(parts: Parts, written: str) -> tuple[Decimal, Decimal]:
    factor = parts.factors[-1] if parts.factors else ONE
    first = parts.factors[0] if len(parts.factors) > 1 else factor
    values = [number.value for number in parts.numbers]
    if not parts.ranged:
        value = (values[0] + parts.half) * factor
        return value, value
    low, high = parts.numbers
    lowest = low.value
    if low.scale == ONE and high.scale != ONE and not low.bare and low.value * high.scale <= high.value:
        lowest = low.value * high.scale
    if low.kind == high.kind == "han" and low.value < 10 and _shares_small(high) and len(parts.factors) < 2:
        raise ambiguous(
            f'"{written}" may share the magnitude of its upper end or not',
            "write both ends in full, in digits",
            parts.start,
            parts.end,
        )
    if lowest * first > high.value * factor:
        raise WrongTextError(
            "quantity/bounds",
            f'"{written}" ends below its beginning',
            "write the lower end first",
            start=parts.start,
            length=parts.end - parts.start,
        )
    return lowest * first, high.value * factor


def _shares_small(high: Number) -> bool:
    """Whether a Chinese numeral is one digit with 百 or 千 (五千, 五千亿), which a digit before it might share."""
    head = high.value / high.scale
    return not high.bare and head >= 100 and head % Decimal(10) ** head.adjusted() == 0


def _settle_bound(bounds: list[Comparator], parts: Parts, written: str) -> Comparator | None:
    """One comparator of all that were written; of two that agree in direction the strict one."""
    kinds = set(bounds)
    for agreeing in (LOWER, UPPER, (Comparator.ABOUT,)):
        if kinds and kinds <= set(agreeing):
            return next(kind for kind in reversed(agreeing) if kind in kinds)
    if not kinds:
        return None
    names = " and ".join(f'"{kind}"' for kind in Comparator if kind in kinds)
    raise ambiguous(f'"{written}" says {names} of one number', "write one bound for one number", parts.start, parts.end)


#: Scripts in which a point is always decimal. Dear to compile and seldom asked for, so `re` does it when it is.
_EASTERN: Final = r"[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af]"


def _refuse_point(parts: Parts, unit: str | None, written: str) -> None:
    """1.500 of money or of things: half of the languages of Europe group thousands by a point."""
    for number in parts.numbers:
        is_grouped = number.kind == "digits" and number.value.as_tuple().exponent == -3 and number.scale == ONE
        if (
            is_grouped
            and number.value >= ONE
            and not re.search(_EASTERN, written)
            and (units.is_money(unit) or unit in ("count", "person"))
        ):
            thousands = f"{number.value * 1000:f}".partition(".")[0]
            raise ambiguous(
                f'"{written}" may have a decimal point or group its thousands',
                f"give it in full: {{min: {thousands}, max: {thousands}, unit: {unit}, written: {written}}}, say",
                parts.start,
                parts.end,
            )


def _refuse_garbled(parts: Parts, unit: str | None, written: str) -> None:
    money = units.is_money(unit)
    for number in parts.numbers:
        chained = number.kind == "words" and "hundred" in written.lower() and number.scale >= 10**9 and unit == "count"
        if (number.garbled or chained) and not money:
            raise ambiguous(
                f'"{written}" may be one number or a count of things of a size',
                "cite the original, or write the number in digits with its unit",
                parts.start,
                parts.end,
            )
        if number.compact and unit is None:
            raise ambiguous(
                f'"{written}" may mean {"millions or metres" if number.compact == "m" else "billions or bytes"}',
                "write million, billion, or the unit in full",
                parts.start,
                parts.end,
            )
