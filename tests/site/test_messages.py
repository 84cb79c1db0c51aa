"""Interface texts, plurals, dates and lists per language."""

from __future__ import annotations

from datetime import date

import pytest

from policygen.model.periods import Period
from policygen.site.messages import Messages, iso, merge, parse_catalogue

ZH = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

msgid "Targets"
msgstr "目标"

msgid "Not translated"
msgstr ""

msgid "%(num)s place"
msgid_plural "%(num)s places"
msgstr[0] "%(num)s个地区"

msgid "%(first)s–%(last)s"
msgstr "%(first)s—%(last)s年"

msgid "by the end of %(year)s"
msgstr "到%(year)s年底"

msgid "by the end of the %(part_of_year)s"
msgstr "到%(part_of_year)s末"

msgid "first quarter of %(year)s"
msgstr "%(year)s年第一季度"
"""

POLISH = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n"

msgid "%(num)s place"
msgid_plural "%(num)s places"
msgstr[0] "%(num)s miejsce"
msgstr[1] "%(num)s miejsca"
msgstr[2] "%(num)s miejsc"

msgid "%(num)s policy"
msgid_plural "%(num)s policies"
msgstr[0] "%(num)s polityka"
msgstr[1] ""
msgstr[2] ""
"""

en = Messages("en")
zh = Messages("zh", parse_catalogue(ZH, "zh"))


def period(start: str | None, end: str) -> Period:
    return Period("", date.fromisoformat(start) if start else None, date.fromisoformat(end))


YEAR = period("2022-01-01", "2022-12-31")
MONTH = period("2024-03-01", "2024-03-31")
DAY = period("2022-07-08", "2022-07-08")
QUARTER = period("2024-01-01", "2024-03-31")
HALF = period("2024-07-01", "2024-12-31")
SPAN = period("2021-01-01", "2025-12-31")
DAYS = period("2022-07-08", "2025-07-07")


@pytest.mark.parametrize(
    ("number", "english", "chinese"),
    [
        (0, "0 places", "0个地区"),
        (1, "1 place", "1个地区"),
        (2, "2 places", "2个地区"),
        (12345, "12,345 places", "12,345个地区"),
    ],
)
def test_plurals(number: int, english: str, chinese: str) -> None:
    assert en.ngettext("%(num)s place", "%(num)s places", number) == english
    assert zh.ngettext("%(num)s place", "%(num)s places", number) == chinese


@pytest.mark.parametrize(("number", "text"), [(1, "1 miejsce"), (3, "3 miejsca"), (5, "5 miejsc"), (22, "22 miejsca")])
def test_plural_rule_is_the_catalogues_own(number: int, text: str) -> None:
    polish = Messages("pl", parse_catalogue(POLISH, "pl"))
    assert polish.ngettext("%(num)s place", "%(num)s places", number) == text


def test_text_without_whole_translation_reads_as_english() -> None:
    assert zh.gettext("Targets") == "目标"
    assert zh.gettext("Not translated") == "Not translated"
    assert zh.gettext("Unheard of") == "Unheard of"
    polish = Messages("pl", parse_catalogue(POLISH, "pl"))
    assert polish.ngettext("%(num)s policy", "%(num)s policies", 5) == "5 policies"


def test_trackers_own_text_comes_before_the_built_in_one() -> None:
    own = parse_catalogue(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Targets"\nmsgstr "承诺"\n', "zh"
    )
    both = Messages("zh", merge(own, zh.catalogue))
    assert both.gettext("Targets") == "承诺"
    assert both.ngettext("%(num)s place", "%(num)s places", 3) == "3个地区"


def test_catalogue_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="misformatted"):
        parse_catalogue("地区: places", "zh")


def test_percent_sign_of_a_value_is_kept() -> None:
    assert en.gettext("%(value)s of the rent", value="50 %") == "50 % of the rent"


@pytest.mark.parametrize(
    ("value", "english", "short", "chinese", "datetime"),
    [
        (DAY, "8 July 2022", "8 Jul 2022", "2022年7月8日", "2022-07-08"),
        (MONTH, "March 2024", "Mar 2024", "2024年3月", "2024-03"),
        (QUARTER, "first quarter of 2024", "first quarter of 2024", "2024年第一季度", ""),
        (HALF, "second half of 2024", "second half of 2024", "second half of 2024", ""),
        (YEAR, "2022", "2022", "2022年", "2022"),
        (SPAN, "2021–2025", "2021–2025", "2021—2025年", ""),
        (DAYS, "8 July 2022 to 7 July 2025", "8 Jul 2022 to 7 Jul 2025", "2022年7月8日 to 2025年7月7日", ""),
        (period(None, "2025-06-15"), "15 June 2025", "15 Jun 2025", "2025年6月15日", ""),
        (period("2024-02-01", "2024-04-30"), "February 2024 to April 2024", "Feb 2024 to Apr 2024", None, ""),
        (period("2024-02-01", "2024-04-29"), "1 February 2024 to 29 April 2024", None, None, ""),
    ],
)
def test_period_is_as_precise_as_it_is(
    value: Period, english: str, short: str | None, chinese: str | None, datetime: str
) -> None:
    assert en.period(value) == english
    assert short is None or en.period(value, short=True) == short
    assert chinese is None or zh.period(value) == chinese
    assert iso(value) == datetime


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (YEAR, "by the end of 2022", "到2022年底"),
        (SPAN, "by the end of 2025", "到2025年底"),
        (MONTH, "by the end of March 2024", None),
        (QUARTER, "by the end of the first quarter of 2024", "到2024年第一季度末"),
        (DAY, "by 8 July 2022", None),
        (DAYS, "by 7 July 2025", None),
    ],
)
def test_deadline_is_the_end_of_its_period(value: Period, english: str, chinese: str | None) -> None:
    assert en.deadline(value) == english
    assert chinese is None or zh.deadline(value) == chinese


def test_lists_and_sentences() -> None:
    assert en.list(["Wuxi", "Nanjing", "Suzhou"]) == "Wuxi, Nanjing and Suzhou"
    assert zh.list(["无锡", "南京", "苏州"]) == "无锡、南京和苏州"
    assert en.list([]) == ""
    assert en.sentences("One.", "", "Two.") == "One. Two."
    assert zh.sentences("一。", "二。") == "一。二。"


def test_language_names_itself() -> None:
    assert zh.language_name("zh") == "中文"
    assert en.language_name("zh") == "Chinese"
    assert zh.language_name("en") == "英语"
    assert en.language_name("qq") == "qq"


def test_unknown_language_reads_as_english() -> None:
    assert Messages("tlh").day(date(2026, 11, 20)) == "20 November 2026"
