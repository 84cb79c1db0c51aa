"""Writing a figure natively in Chinese, and in English for readers of any other language.

Owns `format_quantity`, whose words `parse_quantity` reads back to the same figure, `word_quantity`, the same in the
parts a page sets apart, and the pieces they are made of. Refuses to round: every decimal is exact.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from policygen.model import units
from policygen.model.bounds import Comparator, Quantity
from policygen.model.numbers import ONE, native_scale, write_magnitude, write_number, write_plain
from policygen.patterns import regex
from policygen.values import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """A figure in parts: `bound` "more than", `value` "CNY 350 billion", `per` "a year"; empty where it has none."""

    bound: str
    value: str
    per: str


_BOUND_EN: Final = {
    Comparator.AT_LEAST: "at least",
    Comparator.MORE_THAN: "more than",
    Comparator.AT_MOST: "at most",
    Comparator.LESS_THAN: "less than",
    Comparator.ABOUT: "about",
    Comparator.ORDER_OF_MAGNITUDE: "order of",
}
_BOUND_ZH: Final = {
    Comparator.MORE_THAN: "超过",
    Comparator.AT_MOST: "不超过",
    Comparator.ABOUT: "约",
}
#: What Chinese measures rather than counts: 不低于 and 低于, where counts and times have 不少于 and 少于.
_MEASURED: Final = ("percent", "percentage point", "times", "kW", "kWh", "PFLOPS")


def format_quantity(quantity: Quantity, language: str) -> str:
    """The figure in one canonical wording, with its unit and everything it is counted by."""
    wording = _word(quantity, language, None, whole=True)
    if language.startswith("zh"):
        return wording.per + wording.bound + wording.value
    return " ".join(part for part in (wording.bound, wording.value, wording.per) if part)


def word_quantity(quantity: Quantity, language: str, noun: tuple[str, ...] | None = None) -> Wording:
    """The figure's parts for setting; `noun` names what a count counts: (singular, plural) or (classifier,)."""
    return _word(quantity, language, noun, whole=False)


def _word(quantity: Quantity, language: str, noun: tuple[str, ...] | None, *, whole: bool) -> Wording:
    each = units.write_each(quantity.each, language) if quantity.each else ""
    time = units.write_per(quantity.per, language) if quantity.per else ""
    per = each + time if language.startswith("zh") else " ".join(part for part in (each, time) if part)
    bound = _bound(quantity, language)
    value = _value(quantity, language, noun, whole=whole)
    if quantity.size is not None:
        value = _sized(quantity, quantity.size, value, language, noun)
    return Wording(bound, value, per)


_PLURAL_WORDS: Final = (
    "tens of|hundreds of|thousands of|tens of thousands of|hundreds of thousands of|millions of|tens of millions of"
    "|hundreds of millions of|billions of"
)
_PLURALS: Final = {Decimal(10) ** power: words for power, words in enumerate(_PLURAL_WORDS.split("|"), 1)}


def _in_plural(number: Decimal, unit: str | None) -> bool:
    """Whether an order of magnitude is worded "hundreds of", 数百: counts are, money is not."""
    return unit in ("count", "person", "visit") and number in _PLURALS


def _bound(quantity: Quantity, language: str) -> str:
    if quantity.comparator is Comparator.ORDER_OF_MAGNITUDE and _in_plural(quantity.minimum or ONE, quantity.unit):
        return ""
    if not language.startswith("zh"):
        return _BOUND_EN.get(quantity.comparator, "")
    if quantity.comparator in (Comparator.AT_LEAST, Comparator.LESS_THAN):
        measured = quantity.unit in _MEASURED or units.is_money(quantity.unit)
        word = "低于" if measured else "少于"
        return "不" + word if quantity.comparator is Comparator.AT_LEAST else word
    return _BOUND_ZH.get(quantity.comparator, "")


def _value(quantity: Quantity, language: str, noun: tuple[str, ...] | None, *, whole: bool) -> str:
    low, high = quantity.minimum, quantity.maximum
    number = low if low is not None else high
    assert number is not None
    plural = number != 1
    if quantity.comparator is Comparator.ORDER_OF_MAGNITUDE:
        return _magnitude(number, quantity.unit, language, noun, whole=whole)
    if low is not None and high is not None and (low != high or quantity.comparator is Comparator.BETWEEN):
        digits = write_range(low, high, language)
        plural = True
    else:
        digits = write_number(number, language)
    return _with_unit(digits, quantity.unit, language, noun, plural=plural, whole=whole)


#: Tenths of a unit of money, which English writes as hundredths: EUR 1,250.50.
_CENTS: Final = regex(r"\.[0-9](?![0-9])")


def _with_unit(
    digits: str, unit: str | None, language: str, noun: tuple[str, ...] | None, *, plural: bool, whole: bool
) -> str:
    if unit is None:
        return digits
    if unit in ("count", "person") and noun:
        return digits + noun[0] if language.startswith("zh") else f"{digits} {noun[-1] if plural else noun[0]}"
    if unit == "count" and not (whole or language.startswith("zh")):
        return digits
    name = units.write_unit(unit, language, plural=plural)
    if language.startswith("zh"):
        return digits + name if not name.isascii() or name == "%" else f"{digits} {name}"
    if units.is_money(unit):
        written = digits if " " in digits else _CENTS.sub(r"\g<0>0", digits)
        return f"{name} {written}"
    return digits + name if name == "%" else f"{digits} {name}"


def write_with_unit(digits: str, unit: str, language: str, *, plural: bool) -> str:
    """A number with its unit; a count alone."""
    return _with_unit(digits, unit, language, None, plural=plural, whole=False)


#: What would be read as thousands that a point groups where no magnitude follows: 1.001.
_LIKE_THOUSANDS: Final = regex(r"\.[0-9]{3}$")


def write_range(low: Decimal, high: Decimal, language: str) -> str:
    """Both ends, the magnitude once when they share it and never where it could be read into the lower end."""
    dash = "—" if language.startswith("zh") else "–"
    word, scale = native_scale(high, language)
    own, own_scale = native_scale(low, language)
    first = write_plain(low / scale, language)
    if word and (own_scale == scale or low == 0) and not _LIKE_THOUSANDS.search(first):
        space = "" if language.startswith("zh") else " "
        return first + dash + write_plain(high / scale, language) + space + word
    if word and own:
        return write_number(low, language) + dash + write_number(high, language)
    return write_plain(low, language) + dash + write_plain(high, language)


def _magnitude(number: Decimal, unit: str | None, language: str, noun: tuple[str, ...] | None, *, whole: bool) -> str:
    # 千 before 米 would read as the unit 千米
    digits = write_number(number, language) if unit == "m" else write_magnitude(number, language)
    if _in_plural(number, unit):
        if language.startswith("zh"):
            return _with_unit("数" + digits, unit, language, noun, plural=True, whole=whole)
        return _with_unit(_PLURALS[number], unit, language, noun, plural=True, whole=True)
    if not language.startswith("zh"):
        return _with_unit(digits, unit, language, noun, plural=number != ONE, whole=whole)
    return _with_unit(digits, unit, language, noun, plural=True, whole=whole) + "级"


def _sized(quantity: Quantity, size: Quantity, value: str, language: str, noun: tuple[str, ...] | None) -> str:
    bound, digits, _ = _parts_of_size(size, language)
    if not language.startswith("zh"):
        firms = noun or ("firm", "firms")
        number = value.removesuffix(" items").removesuffix(" item")
        if noun is None or number != value:
            number += f" {firms[0] if quantity.minimum == quantity.maximum == 1 else firms[-1]}"
        opening = "of the order of" if size.comparator is Comparator.ORDER_OF_MAGNITUDE else f"of {bound}".rstrip()
        return f"{number} {opening} {digits} each"
    if size.comparator is Comparator.ORDER_OF_MAGNITUDE:
        return f"{value}{digits}企业"
    return f"{value}规模{bound}{digits}的企业"


def _parts_of_size(size: Quantity, language: str) -> tuple[str, str, str]:
    worded = _word(size, language, None, whole=True)
    return worded.bound, worded.value, worded.per
