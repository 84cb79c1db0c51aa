"""The units of the calendar, by name: days, months, thirds of a month, quarters, halves, years, Five-Year Plans.

Owns `find_unit` and the days a unit has. Refuses spans and words around a date: `periods` joins and bares them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from policygen.model.numbers import read_number
from policygen.patterns import regex

#: First and last day.
Days = tuple[date, date]

_MONTH_NAMES: Final = "january february march april may june july august september october november december"
MONTHS: Final = {name: number for number, name in enumerate(_MONTH_NAMES.split(), 1)}
SHORT_MONTHS: Final = {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
MONTH: Final = "|".join(sorted({*MONTHS, *SHORT_MONTHS}, key=lambda name: (-len(name), name)))
_ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
ORDINAL: Final = "|".join(_ORDINALS)
_ZH_DIGITS: Final = {"一": 1, "二": 2, "三": 3, "四": 4}
_Y: Final = r"(?:1[89]|2[01])\d\d"
YEAR: Final = rf"(?P<y>{_Y})"
THIRDS: Final = {
    **dict.fromkeys(("上旬", "初", "early", "beginning of"), 0),
    **dict.fromkeys(("中旬", "中", "mid", "middle of"), 1),
    **dict.fromkeys(("下旬", "late"), 2),
}
_PLAN_WORDS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
_PLANS: Final = {word: number for number, word in enumerate(_PLAN_WORDS.split(), 1)}


def last_of_month(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def month_days(year: int, first: int, last: int) -> Days:
    return date(year, first, 1), last_of_month(year, last)


def third_days(year: int, month: int, third: int) -> Days:
    last = last_of_month(year, month)
    return date(year, month, 10 * third + 1), last if third == 2 else date(year, month, 10 * third + 10)


def _plan(number: int) -> Days:
    """The n-th Five-Year Plan: 1953-57, 1958-62, and from the third, 1966-70, every five years."""
    first = 1948 + 5 * number if number < 3 else 1951 + 5 * number
    return date(first, 1, 1), date(first + 4, 12, 31)


Match = re.Match[str]


def _named(found: Match, name: str) -> int:
    """The month or ordinal that a group names in digits or words."""
    word = found[name]
    if word.isdigit():
        return int(word)
    return MONTHS.get(word) or SHORT_MONTHS.get(word) or _ORDINALS.get(word) or _ZH_DIGITS[word]


def _day(found: Match) -> Days:
    day = date(int(found["y"]), _named(found, "m"), int(found["d"]))
    return day, day


def _month(found: Match) -> Days:
    month = _named(found, "mm" if found.groupdict().get("mm") else "m")
    return month_days(int(found["y"]), month, month)


def _quarter(found: Match) -> Days:
    number = _named(found, "q")
    return month_days(int(found["y"]), 3 * number - 2, 3 * number)


def _three_quarters(found: Match) -> Days:
    return month_days(int(found["y"]), 1, 9)


def _half(found: Match) -> Days:
    year, words = int(found["y"]), found.groupdict()
    second = (words["h"] or words.get("hh")) in ("2", "下", "后", "second")
    return month_days(year, 7, 12) if second else month_days(year, 1, 6)


def _year(found: Match) -> Days:
    return month_days(int(found["y"]), 1, 12)


def _short_span(found: Match) -> Days:
    """2023-25; not 2023-24, which may be one year of accounts."""
    first = int(found["y"])
    last = first - first % 100 + int(found["z"])
    if last < first + 2:
        raise ValueError
    return date(first, 1, 1), date(last, 12, 31)


def _opening(found: Match) -> Days:
    return month_days(int(found["y"] or found["yy"]), 1, 3)


def _tenth(found: Match) -> Days:
    return third_days(int(found["y"]), _named(found, "m"), THIRDS[found["t"]])


def _numbered_plan(found: Match) -> Days:
    text = found["n"]
    if text in _PLANS:
        return _plan(_PLANS[text])
    number = read_number(text, 0)
    assert number is not None
    return _plan(int(number.value))


_D: Final = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_M: Final = rf"(?P<m>{MONTH})\.?"
_UNITS: Final[tuple[tuple[re.Pattern[str], Callable[[Match], Days]], ...]] = tuple(
    (regex(pattern), read)
    for pattern, read in (
        (rf"{YEAR} ?(?:[-/.]|年) ?(?P<m>\d{{1,2}}) ?(?:[-/.]|月) ?(?P<d>\d{{1,2}}) ?[日号]?", _day),
        (rf"{YEAR}(?P<m>\d\d)(?P<d>\d\d)", _day),
        (rf"(?P<d>\d{{1,2}})\. ?(?P<m>\d{{1,2}})\. ?{YEAR}", _day),
        (rf"(?P<d>1[3-9]|2\d|3[01])(?P<mark>[/-])(?P<m>\d{{1,2}})(?P=mark){YEAR}", _day),
        (rf"(?P<m>\d{{1,2}})(?P<mark>[/-])(?P<d>1[3-9]|2\d|3[01])(?P=mark){YEAR}", _day),
        (rf"{_M} {_D},? {YEAR}", _day),
        (rf"(?:the )?{_D} (?:of )?{_M},? {YEAR}", _day),
        (rf"{YEAR}(?:[-/.](?P<m>\d{{1,2}})| ?年 ?(?P<mm>\d{{1,2}}) ?月份?[底末]?)", _month),
        (rf"{_M},? (?:of )?{YEAR}", _month),
        (rf"{YEAR}(?:[- ]?q|年? ?第?)(?P<q>[1-4一二三四]) ?(?:季度)?", _quarter),
        (rf"(?P<q>[1-4])q[ /-]?{YEAR}", _quarter),
        (rf"{YEAR} ?年? ?前三个?季度", _three_quarters),
        (rf"(?:the )?first (?:three quarters|nine months)(?: of)? {YEAR}", _three_quarters),
        (rf"q(?P<q>[1-4])(?: of)?[ /-]?{YEAR}", _quarter),
        (rf"(?:the )?(?P<q>{ORDINAL}) quarter(?: of)? {YEAR}", _quarter),
        (rf"{YEAR}(?:[- ]?h(?P<h>[12])| ?年? ?(?P<hh>[上下前后])半年)", _half),
        (rf"(?:h(?P<h>[12])|(?P<hh>[12])h) {YEAR}", _half),
        (rf"(?:the )?(?P<h>first|second) half(?: of)?(?: the year)? {YEAR}", _half),
        (rf"{YEAR} ?年 ?(?P<m>\d{{1,2}}) ?月 ?份?(?P<t>[上中下]旬|[初中])", _tenth),
        (rf"(?:the )?(?P<t>early|mid|late|beginning of|middle of)[ -]{_M},? {YEAR}", _tenth),
        (rf"{YEAR} ?年初|(?:the )?(?:early|beginning of|start of) (?:in )?(?P<yy>{_Y})", _opening),
        (rf"{YEAR} ?[-–—] ?(?P<z>1[3-9]|[2-9]\d)年?", _short_span),
        (rf"(?:the )?(?:year )?{YEAR} ?(?:年度?|年?年[底末]|年[以之]?内)?", _year),
        (
            r"(?P<n>十[一二三四五六七八九]?|二十[一二三四五六七八九]?|[一二三四五六七八九])五(?:规划)?(?:期间|时期|规划期|规划时期)?(?:期?末)?",
            _numbered_plan,
        ),
        (
            rf"(?:the )?(?:china's )?(?P<n>\d{{1,2}}|{'|'.join(_PLANS)})(?:st|nd|rd|th)? five[- ]year plan(?: period)?",
            _numbered_plan,
        ),
        (r"第(?P<n>[一二三四五六七八九十]+|\d+)个[五5]年(?:规划|计划)(?:期间|时期)?", _numbered_plan),
    )
)


#: The time of day behind a day, with its zone; and days of the week around one. Neither changes which day it is.
_CLOCK: Final = regex(
    r"(?<=[\d日号.])[t ,]*\d{1,2}(?::\d\d(?::\d\d)?(?:\.\d+)?|[时點点](?:\d{1,2}分)?)(?: ?[ap]\.?m\.?)?"
    r"(?: ?(?:z|utc|gmt|[+-]\d\d:?\d\d))?(?: [a-z]{3,4})?$"
)
_WEEKDAY: Final = regex(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[., ]+|[ (]*(?:星期|周)[一二三四五六日天]\)?$"
)


def find_unit(text: str) -> Days | None:
    """One unit of the calendar or plan, the whole text; raises ValueError for a day that does not exist."""
    days = _find(text)
    clock = _CLOCK.search(text) if days is None else None
    if clock:
        days = _find(text[: clock.start()].rstrip(" ,t"))
        return days if days and days[0] == days[1] else None
    return days


def _find(text: str) -> Days | None:
    bare = _WEEKDAY.sub("", text).strip(" ,")
    for pattern, read in _UNITS:
        if found := pattern.fullmatch(bare):
            return read(found)
    return None
