"""Periods: years, quarters, months, days, plan spans, read into closed intervals of days.

Owns `Period`, reading one from its Chinese or English wording, and whether a wording agrees with one. Refuses to be
more precise than what was written.

How wordings are read: a deadline in or by the end of a year or month (2025年底, "by the end of 2025") is that year or
month, whose last day is when it falls due; 年初 is the first quarter; 上旬, 中旬, 下旬 ("early", "mid-", "late") are
the first ten, second ten and remaining days of a month. "Before 2025" (2025年前) may or may not include the year and
is refused; "before" a day or the end of a year includes it. Years that are counted (未来五年, "within 5 years") begin
with the first day of a stated start: five years from 2022 are 2022 to 2026, one year from 24 February 2022 ends on
23 February 2023.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

from policygen.model.calendar import (
    MONTH,
    MONTHS,
    ORDINAL,
    SHORT_MONTHS,
    THIRDS,
    YEAR,
    Days,
    find_unit,
    last_of_month,
    month_days,
    third_days,
)
from policygen.model.numbers import fold, read_number
from policygen.patterns import regex
from policygen.problems import WrongTextError
from policygen.values import dataclass

Precision = Literal["day", "month", "quarter", "half", "year", "years", "span"]


@dataclass(frozen=True, slots=True)
class Period:
    """A closed interval of days: `start` and `end` are its first and last day, `written` the text it was read from.

    `start` is None only where the text names an end alone ("by 2025" as a deadline keeps the year as interval).
    """

    written: str
    start: date | None
    end: date

    @property
    def precision(self) -> Precision:
        """The widest unit of the calendar that the interval is exactly."""
        start, end = self.start, self.end
        if start is None:
            return "span"
        if start == end:
            return "day"
        if start.day != 1 or (end + timedelta(days=1)).day != 1:
            return "span"
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        if months % 12 == 0 and start.month == 1:
            return "year" if months == 12 else "years"
        if months == 1:
            return "month"
        if months == 3 and start.month % 3 == 1:
            return "quarter"
        return "half" if months == 6 and start.month % 6 == 1 else "span"


_HAN_NUMERAL: Final = regex(r"[零〇一二三四五六七八九十两]+(?=个?[年月日号]|个季度|个半年)")


#: Korean and Japanese write dates as Chinese does, but for these.
_IN_HAN: Final = {"년": "年", "월": "月", "일": "日"}
_KOREAN: Final = regex(r"(?<=\d)[년월일]|(?<=\d )[년월일]")
_ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925}
_ERA: Final = regex(r"(令和|平成|昭和) ?(\d{1,2}|元)年(?!度)")


def _wrong(code: str, text: str, message: str, help: str) -> WrongTextError:  # noqa: A002
    return WrongTextError(code, message, help, length=max(1, len(text)))


#: Words around a date that leave it as it is.
_OPENING: Final = regex(
    r"(?:as of|as at|not later than|no later than|by|until|till|in|on|at|during|through|over|to|valid until)"
    r"(?: the)? |the |(?:有效期)?(?:限)?[到至]|于|在|截至|截止到?|力争|争取"
)
_ENDING: Final = regex(
    r"(?:(?:before|by|until) )?(?:the )?(?:very )?(?:(?:end|close) of (?:the year |the )?|(?:year-)?end[- ](?=\d{4}))"
    r"|year-end "
)
_BEFORE: Final = regex(r"(?:before|prior to) ")
_VAGUE_BEFORE: Final = regex(r"(?<![日号底末])(?<![日号底末][之以])(?:之前|以前|前)$")
_CLOSING: Final = regex(r" ?(?:(?<=[日号底末])(?:之?前|以前)|期间|时期|为止|止|year-end|까지|までに|まで)$")


def _bared(text: str) -> str:
    folded = fold(text).replace("、", ",").strip(" \"'()[]《》「」【】。.;,")
    folded = re.sub(r" +", " ", folded)
    folded = re.sub(r"[\"']", "", folded)
    folded = _KOREAN.sub(lambda found: _IN_HAN[found[0]], folded)
    folded = _ERA.sub(lambda found: f"{_ERAS[found[1]] + int(found[2].replace('元', '1'))}年", folded)
    return _HAN_NUMERAL.sub(lambda found: _arabic(found[0]), folded)


def _arabic(numeral: str) -> str:
    number = read_number(numeral, 0)
    if number is None or number.doubt or number.end != len(numeral):
        return numeral
    return f"{number.value:f}"


def _trimmed(text: str) -> str:
    """The text without the words around a date ("by the end of", 到, 期间)."""
    while True:
        shorter = (
            _ENDING.sub("", text, count=1)
            if _ENDING.match(text)
            else _OPENING.sub("", text, count=1)
            if _OPENING.match(text)
            else text
        )
        shorter = _CLOSING.sub("", shorter).strip()
        if shorter == text or not shorter:
            return text
        text = shorter


# --- spans ---

_SPAN: Final = regex(
    r" ?(?:起(?:施行|实施|执行|生效)?,?(?:有效期)?[至到]"
    r"|--|——|[-–—―~]|至|到|(?<= )to(?= )|(?<= )and(?= )|(?<= )through(?= )) ?|/(?=\d{4})"
)


def _find_span(text: str, written: str) -> Days | None:
    """Two units joined by a dash or "to"; either may leave out what it shares with the other."""
    text = re.sub(r"^(?:from|between|自|从) ?", "", text)
    for joint in _SPAN.finditer(text):
        left, right = text[: joint.start()].strip(), text[joint.end() :].strip()
        first = find_unit(left) or _completed_left(left, right)
        last = find_unit(right) or _completed_right(left, right)
        if first and last:
            if last[0] < first[0]:
                raise _wrong(
                    "period/backwards", written, f'"{written}" ends before it begins', "write the earlier date first"
                )
            return first[0], last[1]
    return None


def _completed_right(left: str, right: str) -> Days | None:
    """2022年1月5日至8日, 2022年1月—3月."""
    year = re.match(YEAR + r" ?年 ?(?:(?P<m>\d{1,2}) ?月)?", left)
    if year is None:
        return None
    if re.fullmatch(r"\d{1,2} ?[日号]", right) and year["m"]:
        return find_unit(f"{year['y']}年{year['m']}月{right}")
    if re.fullmatch(r"\d{1,2} ?月份?(?: ?\d{1,2} ?[日号])?|第?[一二三四] ?季度", right):
        return find_unit(f"{year['y']}年{right}")
    return None


def _completed_left(left: str, right: str) -> Days | None:
    """January 5–8, 2022; 5–8 January 2022; January to March 2022."""
    year = re.search(YEAR + "$", right)
    if year is None:
        return None
    if found := re.fullmatch(rf"({MONTH})\.?(?: \d{{1,2}}(?:st|nd|rd|th)?)?", left):
        return find_unit(f"{left} {year['y']}")
    if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", left) and (found := re.search(MONTH, right)):
        return find_unit(f"{left} {found[0]} {year['y']}")
    return None


def _shared_month(text: str) -> str:
    """`January 5-8, 2022` with the month written twice."""
    return re.sub(
        rf"({MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?( ?(?:[-–—]|to|and) ?)(\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})",
        r"\1 \2 \5 to \1 \4 \5",
        text,
    )


# --- years counted from a start ---

_COUNTED_ZH: Final = regex(
    r"(?P<lead>未来|今后|接下来|此后|往后|用|在|力争|争取|经过|有效期(?:限)?为?|为期|自(?:发布|印发|公布|施行|实施|执行)之日起(?:施行|实施|执行)?,?)*(?:的)?(?P<n>\d+|半)(?P<u>年|个月|个季度|天|日)(?P<tail>时间|内|以内|之内|左右|期间)*"
)
_NUMBER_WORDS: Final = r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty"
_COUNTED_EN: Final = regex(
    rf"(?P<lead>(?:(?:in|within|over|during|for|spend|takes?) )?(?:the )?(?:(?:next|coming|following) )?)"
    rf"(?P<n>\d+|{_NUMBER_WORDS})[ -](?P<u>year|month|quarter|day)s?(?P<tail> from now| (?:from|of|after) (?:the )?"
    r"(?:date of )?(?:its |their )?"
    r"(?:publication|issue|issuance|promulgation|release))?"
)
_UNIT_MONTHS: Final = {"年": 12, "year": 12, "个月": 1, "month": 1, "个季度": 3, "quarter": 3}


def _find_counted(text: str, written: str, start: Period | None) -> Days | None:
    """Years, months or days counted from `start`."""
    found = _COUNTED_ZH.fullmatch(text) or _COUNTED_EN.fullmatch(text)
    if found is None:
        return None
    plain = not found["lead"] and not found["tail"]
    if plain and start is None and re.fullmatch(r"\d\d年", text):
        raise _wrong(
            "period/two-digit-year",
            written,
            f'"{written}" may be a year or a number of years',
            "write the year with four digits",
        )
    if start is None:
        raise _wrong(
            "period/no-start",
            written,
            f'"{written}" does not say from when it is counted',
            "give the start as well: {value: " + written + ", from: 2022}",
        )
    first = start.start or start.end
    word = found["n"]
    number = read_number(word, 0)
    assert number is not None
    if found["u"] in ("天", "日", "day"):
        return first, first + timedelta(days=int(number.value) - 1)
    months = int(number.value * _UNIT_MONTHS[found["u"]])
    return first, _add_months(first, months) - timedelta(days=1)


def _add_months(day: date, months: int) -> date:
    """The same day some months on; the first of the month after where that month is too short."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    last = last_of_month(year, month + 1)
    return date(year, month + 1, day.day) if day.day <= last.day else last + timedelta(days=1)


# --- parsing ---

_BEGUN: Final = regex(
    r"(?:from|since|after|starting(?: in)?|as from) (.+)"
    r"|[自从]?(.+?)(?:起|开始|以来|之?后|以后)(?:正式)?(?:施行|实施|执行|生效)?|[自从](.+)"
)
_HELP: Final = "write it as the source does, for example 2022, 2022年1月5日, January 2022, 2022-2024 or “十四五”"


@lru_cache(maxsize=8192)
def parse_period(text: str, *, start: Period | None = None) -> Period:
    """The period that `text` is, all of it; `start` is what counted years (未来五年) are counted from."""
    bare = _bared(text)
    before = _BEFORE.match(bare)
    if (before and not _ENDING.match(bare)) or _VAGUE_BEFORE.search(bare):
        inner = re.sub(r"(?:之前|以前|前)$", "", bare[before.end() :] if before else bare)
        days = _attempt(inner, text)
        if days is not None and days[0] != days[1]:
            raise _wrong(
                "period/not-a-period",
                text,
                f'"{text}" may or may not include what it names',
                "write the last day, month or year it includes",
            )
        bare = inner if days else bare
    trimmed = _trimmed(bare)
    for candidate in dict.fromkeys((bare, trimmed)):
        days = _attempt(candidate, text) or _find_counted(candidate, text, start)
        if days is not None:
            return Period(text, *days)
    if re.fullmatch(r"'?\d\d|\d\d年(?:\d{1,2}月(?:\d{1,2}[日号])?)?|\d\d[-/.]\d{1,2}[-/.]\d{1,2}", trimmed):
        raise _wrong(
            "period/two-digit-year", text, f'"{text}" has a year of two digits', "write the year with four digits"
        )
    if _YEARLESS.fullmatch(trimmed):
        raise _wrong(
            "period/not-a-period",
            text,
            f'"{text}" has no year',
            f"give the date with these words: {{value: 2022-01-05, written: {text}}}",
        )
    if (begun := _BEGUN.fullmatch(bare)) and _attempt(begun[1] or begun[2] or begun[3], text):
        remedy = "a period has both ends, such as 2024-2026; leave it out where the source has the start alone"
        raise _wrong("period/not-a-period", text, f'"{text}" has a start and no end', remedy)
    raise _wrong("period/not-a-period", text, f'"{text}" is not a date or period', _HELP)


def _attempt(text: str, written: str) -> Days | None:
    """A unit or a span; a day that the calendar lacks is told as such."""
    try:
        return find_unit(text) or _find_span(_shared_month(text), written)
    except (ValueError, IndexError) as wrong:
        if isinstance(wrong, WrongTextError):
            raise
        raise _wrong(
            "period/impossible",
            written,
            f'"{written}" is not in the calendar',
            "look the date up in the source again; a span of years has both in four digits, 2022-2024",
        ) from None


def parse_day(text: str) -> date:
    """The single day that `text` names."""
    period = parse_period(text)
    if period.precision != "day":
        raise _wrong("period/not-a-day", text, f'"{text}" is not a single day', "write it as 2022-01-05")
    return period.end


def format_period(period: Period) -> str:
    """The period in a form that `parse_period` reads back: 2022-01-05, 2022-01, 2022-Q3, 2022-H1, 2022, 2022-2024."""
    start, end = period.start or period.end, period.end
    match period.precision:
        case "day":
            return end.isoformat()
        case "month":
            return end.isoformat()[:7]
        case "quarter":
            return f"{end.year:04}-Q{end.month // 3}"
        case "half":
            return f"{end.year:04}-H{end.month // 6}"
        case "year":
            return f"{end.year:04}"
        case "years":
            return f"{start.year:04}-{end.year:04}"
        case "span":
            return f"{start.isoformat()} to {end.isoformat()}"


# --- whether a wording agrees with a period ---

_AGO: Final = r"(?:今年|去年|本年|当年|同年|次年|明年|前年)?"
_NTH: Final = r"(?:st|nd|rd|th)?"
_YEARLESS: Final = regex(
    rf"{_AGO}(?<!\d)(?P<m1>\d{{1,2}}) ?月 ?(?:份)?"
    r"(?:(?P<d1>\d{1,2})(?:(?: ?[日号])?[—–,至到-](?P<e1>\d{1,2}))? ?[日号]|(?P<t1>[上中下]旬|[初中底末]))?"
    rf"|(?:(?P<t2>early|mid|late|beginning of|middle of|end of)[ -])?(?<![a-z])(?P<m2>{MONTH})(?![a-z])\.?"
    rf"(?: (?P<d2>\d{{1,2}}){_NTH}(?:(?: and | to |[-–—])(?P<e2>\d{{1,2}}){_NTH})?(?!\d))?"
    rf"|(?<!\d)(?P<d3>\d{{1,2}}){_NTH} (?:of )?(?P<m3>{MONTH})(?![a-z])"
)
#: Months that are English words as well: alone, without a day, they are no month in a passage.
_WORDS: Final = ("may", "march", "mar")
_Y: Final = r"(?:1[89]|2[01])\d\d"
_DATED: Final = regex(
    "|".join(
        (
            rf"{_Y} ?年? ?[-–—~至到] ?{_Y}年?",
            rf"{_Y}[-/.年 ]*\d{{1,2}}[-/.月 ]+\d{{1,2}}[日号]?",
            rf"{_Y} ?年 ?\d{{1,2}} ?月(?:份|[上中下]旬|[初中底末])?",
            rf"{_Y} ?年?(?:第?[一二三四1-4]季度|[上下]半年|[初底末])",
            rf"{_Y}-\d\d(?:-\d\d)?",
            rf"(?:{MONTH})\.? (?:\d{{1,2}}{_NTH},? )?{_Y}",
            rf"\d{{1,2}}{_NTH} (?:of )?(?:{MONTH}),? {_Y}",
            rf"(?:early|mid|late)[ -](?:{MONTH}),? {_Y}",
            rf"(?:(?:first|second) half|(?:{ORDINAL}) quarter) of {_Y}",
            rf"{_Y}年?",
            r"十[一二三四五六七八九]?五|\d{1,2}th five-year plan",
            rf"(?:未来|今后|接下来)\d+年|\d+年(?:时间|内)|(?:next|within) (?:\d+|{_NUMBER_WORDS}) years",
        )
    )
)


def agrees(period: Period, written: str, *, start: Period | None = None) -> bool:
    """Whether the words `written`, a date with or without a year or a passage that holds one, bear the period out."""
    bare = _bared(written)
    try:
        return _bears_out(period, parse_period(written, start=start))
    except WrongTextError:
        pass
    told, rest = _told(bare, start)
    days = list(_yearless(period, rest))
    if days or any(other.precision not in ("year", "years") for other in told):
        told = [other for other in told if other.precision not in ("year", "years") or _is_coarse(period)]
    return any(_bears_out(period, other) for other in told) or any(_same_days(period, other) for other in days)


def _told(text: str, start: Period | None) -> tuple[list[Period], str]:
    """The dates with a year that a passage holds, and the passage without them."""
    told = []
    for found in _DATED.finditer(text):
        try:
            told.append(parse_period(found[0], start=start))
        except WrongTextError:
            continue
    return told, _DATED.sub("\ue000", text)


def _is_coarse(period: Period) -> bool:
    """Whether a year that a passage names beside finer dates can be what the period was read from."""
    return period.precision in ("year", "years")


def _bears_out(period: Period, told: Period) -> bool:
    """The period is what was told, or lies in it, or is the calendar's less precise name for it.

    Of a span of years only the whole or its end follow: the end is when what was promised falls due.
    """
    start, told_start = period.start or period.end, told.start or told.end
    if (start, period.end) == (told_start, told.end):
        return True
    if told.precision in ("years", "span") and told.end - told_start > timedelta(days=31):
        return period.end == told.end and start >= told_start
    if told_start <= start and period.end <= told.end:
        return True
    return period.precision in ("month", "quarter", "half", "year") and start <= told_start and told.end <= period.end


def _yearless(period: Period, text: str) -> Iterator[Days]:
    """Days and months without a year in the text, put into the years of the period."""
    years = sorted({(period.start or period.end).year, period.end.year})
    for found in _YEARLESS.finditer(text):
        word = found["m1"] or found["m2"] or found["m3"]
        month = int(word) if word.isdigit() else MONTHS.get(word) or SHORT_MONTHS[word]
        day = found["d1"] or found["d2"] or found["d3"]
        last = found["e1"] or found["e2"] or day
        third = found["t1"] or found["t2"]
        if word in _WORDS and not day and not third and found[0] != text:
            continue
        for year in years:
            try:
                if day:
                    yield date(year, month, int(day)), date(year, month, int(last))
                elif third in THIRDS:
                    yield third_days(year, month, THIRDS[third])
                else:
                    yield month_days(year, month, month)
            except ValueError:
                continue


def _same_days(period: Period, days: Days) -> bool:
    return _bears_out(period, Period("", *days)) and period.precision in ("day", "month", "span")
