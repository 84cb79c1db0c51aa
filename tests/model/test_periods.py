"""Dates and spans, and whether words bear them out."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.model.periods import Period, agrees, format_period, parse_day, parse_period
from policygen.problems import WrongTextError

YEAR = ("2022-01-01", "2022-12-31", "year")
READ = [
    ("2022", *YEAR),
    ("2022年", *YEAR),
    ("二〇二二年", *YEAR),
    ("in 2022", *YEAR),
    ("2022年底", *YEAR),
    ("2022年底前", *YEAR),
    ("到2022年", *YEAR),
    ("by 2022", *YEAR),
    ("by the end of 2022", *YEAR),
    ("before the end of 2022", *YEAR),
    ("2022-01", "2022-01-01", "2022-01-31", "month"),
    ("2022年1月", "2022-01-01", "2022-01-31", "month"),
    ("January 2022", "2022-01-01", "2022-01-31", "month"),
    ("end of February 2024", "2024-02-01", "2024-02-29", "month"),
    ("2022-01-05", "2022-01-05", "2022-01-05", "day"),
    ("2022/1/5", "2022-01-05", "2022-01-05", "day"),
    ("2022年1月5日", "2022-01-05", "2022-01-05", "day"),
    ("二〇二一年十二月三十日", "2021-12-30", "2021-12-30", "day"),
    ("Jan 5, 2022", "2022-01-05", "2022-01-05", "day"),
    ("January 5th, 2022", "2022-01-05", "2022-01-05", "day"),
    ("5 January 2022", "2022-01-05", "2022-01-05", "day"),
    ("as of December 31, 2021", "2021-12-31", "2021-12-31", "day"),
    ("2022年6月30日前", "2022-06-30", "2022-06-30", "day"),
    ("2022-02-24T21:57:40+08:00", "2022-02-24", "2022-02-24", "day"),
    ("Q3 2022", "2022-07-01", "2022-09-30", "quarter"),
    ("2022-Q3", "2022-07-01", "2022-09-30", "quarter"),
    ("2022年第三季度", "2022-07-01", "2022-09-30", "quarter"),
    ("third quarter of 2022", "2022-07-01", "2022-09-30", "quarter"),
    ("2022年初", "2022-01-01", "2022-03-31", "quarter"),
    ("2022年下半年", "2022-07-01", "2022-12-31", "half"),
    ("first half of 2022", "2022-01-01", "2022-06-30", "half"),
    ("mid-November 2021", "2021-11-11", "2021-11-20", "span"),
    ("2021年11月上旬", "2021-11-01", "2021-11-10", "span"),
    ("2021年11月下旬", "2021-11-21", "2021-11-30", "span"),
    ("2022-2024", "2022-01-01", "2024-12-31", "years"),
    ("（2022-2024年）", "2022-01-01", "2024-12-31", "years"),
    ("2022—2024年", "2022-01-01", "2024-12-31", "years"),
    ("2022年至2024年", "2022-01-01", "2024-12-31", "years"),
    ("from 2022 to 2024", "2022-01-01", "2024-12-31", "years"),
    ("“十四五”", "2021-01-01", "2025-12-31", "years"),
    ("“十四五”期间", "2021-01-01", "2025-12-31", "years"),
    ("十五五", "2026-01-01", "2030-12-31", "years"),
    ("九五", "1996-01-01", "2000-12-31", "years"),
    ("第十个五年计划", "2001-01-01", "2005-12-31", "years"),
    ("14th Five-Year Plan", "2021-01-01", "2025-12-31", "years"),
    ("the Thirteenth Five-Year Plan period", "2016-01-01", "2020-12-31", "years"),
    ("1st Five-Year Plan", "1953-01-01", "1957-12-31", "years"),
    ("2022年1月5日至8日", "2022-01-05", "2022-01-08", "span"),
    ("2022年1月—3月", "2022-01-01", "2022-03-31", "quarter"),
    ("January 10 and 11, 2022", "2022-01-10", "2022-01-11", "span"),
    ("October 2021 to March 2022", "2021-10-01", "2022-03-31", "span"),
    ("2025年底之前", "2025-01-01", "2025-12-31", "year"),
    ("2025年12月31日之前", "2025-12-31", "2025-12-31", "day"),
    ("2025年年底前", "2025-01-01", "2025-12-31", "year"),
    ("by end-2025", "2025-01-01", "2025-12-31", "year"),
    ("2024年内", "2024-01-01", "2024-12-31", "year"),
    ("“十五五”末", "2026-01-01", "2030-12-31", "years"),
    ("2023–25", "2023-01-01", "2025-12-31", "years"),
    ("2025H1", "2025-01-01", "2025-06-30", "half"),
    ("4Q 2025", "2025-10-01", "2025-12-31", "quarter"),
    ("2024年前三季度", "2024-01-01", "2024-09-30", "span"),
    ("first nine months of 2024", "2024-01-01", "2024-09-30", "span"),
    ("2022年2月24日 10:30", "2022-02-24", "2022-02-24", "day"),
    ("2022/02/24 10:30:05.000", "2022-02-24", "2022-02-24", "day"),
    ("2022-02-24 10:30:00 +0800 CST", "2022-02-24", "2022-02-24", "day"),
    ("Thu, 24 Feb 2022 10:30:00 GMT", "2022-02-24", "2022-02-24", "day"),
    ("2022年2月24日（星期四）", "2022-02-24", "2022-02-24", "day"),
    ("2025年6月30日24时", "2025-06-30", "2025-06-30", "day"),
    ("20220224", "2022-02-24", "2022-02-24", "day"),
    ("24.02.2022", "2022-02-24", "2022-02-24", "day"),
    ("24/02/2022", "2022-02-24", "2022-02-24", "day"),
    ("02/24/2022", "2022-02-24", "2022-02-24", "day"),
    ("2022년 2월 24일", "2022-02-24", "2022-02-24", "day"),
    ("2030년까지", "2030-01-01", "2030-12-31", "year"),
    ("令和4年2月24日", "2022-02-24", "2022-02-24", "day"),
    ("自2024年1月1日起施行，有效期至2026年12月31日", "2024-01-01", "2026-12-31", "years"),
    ("2024年1月1日起至2026年6月30日", "2024-01-01", "2026-06-30", "span"),
]


@pytest.mark.parametrize(("text", "start", "end", "precision"), READ)
def test_a_period_is_read(text: str, start: str, end: str, precision: str) -> None:
    period = parse_period(text)
    assert (str(period.start), str(period.end)) == (start, end)
    assert period.precision == precision
    assert period.written == text


@pytest.mark.parametrize(
    ("text", "start", "first", "last"),
    [
        ("未来五年", "2022", "2022-01-01", "2026-12-31"),
        ("未来5年", "2022", "2022-01-01", "2026-12-31"),
        ("今后三年", "2022", "2022-01-01", "2024-12-31"),
        ("in the next five years", "2022", "2022-01-01", "2026-12-31"),
        ("within 5 years", "2022-06", "2022-06-01", "2027-05-31"),
        ("5年内", "2022-01-05", "2022-01-05", "2027-01-04"),
        ("用三年时间", "2022-02-24", "2022-02-24", "2025-02-23"),
        ("一年", "2024-02-29", "2024-02-29", "2025-02-28"),
        ("6个月内", "2022-08-31", "2022-08-31", "2023-02-28"),
        ("半年内", "2022", "2022-01-01", "2022-06-30"),
        ("有效期3年", "2024-03-15", "2024-03-15", "2027-03-14"),
        ("自发布之日起三年", "2024-03-15", "2024-03-15", "2027-03-14"),
        ("within three years from publication", "2024-03-15", "2024-03-15", "2027-03-14"),
    ],
)
def test_counted_years_begin_with_their_start(text: str, start: str, first: str, last: str) -> None:
    period = parse_period(text, start=parse_period(start))
    assert (str(period.start), str(period.end)) == (first, last)


HELP = "write it as the source does, for example 2022, 2022年1月5日, January 2022, 2022-2024 or “十四五”"
BEGUN = "a period has both ends, such as 2024-2026; leave it out where the source has the start alone"
WRONG = [
    ("soon", "period/not-a-period", '"soon" is not a date or period', HELP),
    ("2022年以来", "period/not-a-period", '"2022年以来" has a start and no end', BEGUN),
    ("from 2025", "period/not-a-period", '"from 2025" has a start and no end', BEGUN),
    ("自2024年1月1日起施行", "period/not-a-period", '"自2024年1月1日起施行" has a start and no end', BEGUN),
    ("03/04/2022", "period/not-a-period", '"03/04/2022" is not a date or period', HELP),
    ("令和7年度", "period/not-a-period", '"令和7年度" is not a date or period', HELP),
    ("FY2025", "period/not-a-period", '"FY2025" is not a date or period', HELP),
    (
        "2023-24",
        "period/impossible",
        '"2023-24" is not in the calendar',
        "look the date up in the source again; a span of years has both in four digits, 2022-2024",
    ),
    (
        "12月30日",
        "period/not-a-period",
        '"12月30日" has no year',
        "give the date with these words: {value: 2022-01-05, written: 12月30日}",
    ),
    (
        "before 2025",
        "period/not-a-period",
        '"before 2025" may or may not include what it names',
        "write the last day, month or year it includes",
    ),
    (
        "2025年前",
        "period/not-a-period",
        '"2025年前" may or may not include what it names',
        "write the last day, month or year it includes",
    ),
    (
        "未来五年",
        "period/no-start",
        '"未来五年" does not say from when it is counted',
        "give the start as well: {value: 未来五年, from: 2022}",
    ),
    (
        "2022-02-30",
        "period/impossible",
        '"2022-02-30" is not in the calendar',
        "look the date up in the source again; a span of years has both in four digits, 2022-2024",
    ),
    (
        "2022-13",
        "period/impossible",
        '"2022-13" is not in the calendar',
        "look the date up in the source again; a span of years has both in four digits, 2022-2024",
    ),
    ("2024-2022", "period/backwards", '"2024-2022" ends before it begins', "write the earlier date first"),
    (
        "22年",
        "period/two-digit-year",
        '"22年" may be a year or a number of years',
        "write the year with four digits",
    ),
    ("22", "period/two-digit-year", '"22" has a year of two digits', "write the year with four digits"),
]


@pytest.mark.parametrize(("text", "code", "message", "remedy"), WRONG)
def test_what_is_no_period_says_why(text: str, code: str, message: str, remedy: str) -> None:
    with pytest.raises(WrongTextError) as wrong:
        parse_period(text)
    assert (wrong.value.code, wrong.value.message, wrong.value.help) == (code, message, remedy)
    assert (wrong.value.start, wrong.value.length) == (0, len(text))


def test_a_day_is_one_day() -> None:
    assert parse_day("2026-11-20") == date(2026, 11, 20)
    with pytest.raises(WrongTextError) as wrong:
        parse_day("2026-11")
    assert wrong.value.code == "period/not-a-day"
    assert wrong.value.message == '"2026-11" is not a single day'


@pytest.mark.parametrize(
    ("value", "written", "agreed"),
    [
        ("2021-12-30", "12月30日", True),
        ("2021-12-31", "12月30日", False),
        ("2022-01-28", "今年1月28日", True),
        ("2022-01-08", "此前1月8日，有关部门召开会议谋划2022年工作", True),
        ("2022-01-09", "此前1月8日，有关部门召开会议谋划2022年工作", False),
        ("2021-12-21", "在2021年12月21日召开的会议", True),
        ("2021-12-22", "在2021年12月21日召开的会议", False),
        ("2021-12-30", "随后12月30日印发的“十四五”规划", True),
        ("2021-12-30", "the end of December", True),
        ("2021-12-30", "At the end of 2021", True),
        ("2020-12-30", "At the end of 2021", False),
        ("2021-11", "11月", True),
        ("2021-11-15", "mid-November", True),
        ("2021-11-15", "In mid-November 2021, the department", True),
        ("2021-11-25", "mid-November 2021", False),
        ("2022-01-11", "On January 10th and 11th", True),
        ("2022-01-12", "On January 10th and 11th", False),
        ("2022-05-03", "the plan may come later", False),
        ("2022-2024", "（2022-2024年）", True),
        ("2024", "（2022-2024年）", True),
        ("2023", "（2022-2024年）", False),
        ("2021-2025", "“十四五”", True),
        ("2022", "2022年1月5日", True),
        ("2023", "2022年1月5日", False),
        ("2022", "首次", False),
    ],
)
def test_words_bear_a_date_out_or_do_not(value: str, written: str, agreed: bool) -> None:
    assert agrees(parse_period(value), written) is agreed


@pytest.mark.parametrize(("value", "agreed"), [("2026", True), ("2025", False), ("2022-2026", True)])
@pytest.mark.parametrize("written", ["未来五年", "在未来五年内，将", "in the next five years, the city"])
def test_counted_years_bear_out_their_end(value: str, written: str, agreed: bool) -> None:
    assert agrees(parse_period(value), written, start=parse_period("2022")) is agreed


DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@settings(max_examples=100, deadline=None)
@given(DAYS, DAYS)
def test_a_written_period_is_read_back(one: date, other: date) -> None:
    period = Period("", min(one, other), max(one, other))
    again = parse_period(format_period(period))
    assert (again.start, again.end) == (period.start, period.end)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([text for text, *_ in READ]))
def test_the_formatted_period_is_the_same(text: str) -> None:
    period = parse_period(text)
    again = parse_period(format_period(period))
    assert (again.start, again.end, again.precision) == (period.start, period.end, period.precision)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="0123456789年月日-至到前内未来五十四 JanuaryofthedQ/“”", max_size=14))
def test_any_text_is_read_or_refused(text: str) -> None:
    codes = set()
    try:
        period = parse_period(text)
    except WrongTextError as wrong:
        codes.add(wrong.code.split("/")[0])
    else:
        codes.add("period" if period.start and period.start <= period.end else "upside down")
    assert codes == {"period"}
