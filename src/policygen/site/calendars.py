"""Calendars: deadlines and the ends of periods as iCalendar (RFC 5545), for everything or a province, in each language.

Owns the form of a calendar. Refuses the clock and time zones: an end is a whole day, without an hour, and the stamp of
an entry is the day on which its record was read last. A date less precise than a day ends on its last day, and its
description says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from policygen.model.periods import Period
from policygen.model.records import Policy
from policygen.model.targets import Commitment, Target
from policygen.patterns import regex
from policygen.site.pages.chronicle import DAYS
from policygen.site.pages.following import calendar_title, lasting_id
from policygen.site.pages.moments import Moment, ends_with_year
from policygen.site.pages.routes import policy_route
from policygen.site.pages.rows import promise_text
from policygen.site.pages.sheet import Sheet

#: How many bytes of UTF-8 a line may have, its break aside.
_LINE: Final = 75
_CONTROL: Final = regex("[\x00-\x08\x0b-\x1f\x7f]")


def calendar(sheet: Sheet, subject: str) -> bytes:
    """One calendar; `subject` is its key."""
    moments = sheet.shelf.calendars[subject]
    title = calendar_title(sheet, subject)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//policygen//policygen//{sheet.language.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escape_text(title)}",
        f"X-WR-CALDESC:{escape_text(_description(sheet, len(moments)))}",
    ]
    lines += [line for moment in moments for line in _event(sheet, moment)]
    return "".join(fold_line(line) for line in [*lines, "END:VCALENDAR"]).encode()


def escape_text(text: str) -> str:
    """A TEXT value: backslash, semicolon, comma and line breaks escaped, other control characters left out."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    for written, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(written, escaped)
    return text


def fold_line(line: str) -> str:
    """A content line with its break, folded so that no line has more than 75 bytes and no character is cut."""
    if line.isascii():
        # the space that marks a folded line counts, too
        starts = range(_LINE, len(line), _LINE - 1)
        return "\r\n ".join([line[:_LINE], *(line[start : start + _LINE - 1] for start in starts)]) + "\r\n"
    folded = []
    start = size = 0
    for index, character in enumerate(line):
        width = len(character.encode())
        if size + width > _LINE:
            folded.append(line[start:index])
            start, size = index, 1
        size += width
    return "\r\n ".join([*folded, line[start:]]) + "\r\n"


def _description(sheet: Sheet, number: int) -> str:
    told = sheet.gettext("When promises fall due, and when acts and support end.")
    if number < DAYS:
        return told
    return sheet.messages.sentences(
        told,
        sheet.gettext("There are more: this calendar has the %(num)s next ones.", num=sheet.messages.number(number)),
    )


def _event(sheet: Sheet, moment: Moment) -> Iterator[str]:
    policy = sheet.shelf.library.policies[moment.policy]
    page = sheet.routes.file(policy_route(policy.id), sheet.language)
    stamp = max(citation.read for citation in policy.sources.values())
    address = sheet.routes.absolute(page) if sheet.routes.base_url else page
    address += f"#{moment.part}" if moment.part else ""
    summary, period = _promise(sheet, policy, moment.part)
    yield "BEGIN:VEVENT"
    yield f"UID:{escape_text(lasting_id(sheet, page, moment.part or 'period'))}"
    yield f"DTSTAMP:{_day(stamp)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(moment.day)}"
    if moment.day < date.max:
        yield f"DTEND;VALUE=DATE:{_day(moment.day + timedelta(days=1))}"
    yield f"SUMMARY:{escape_text(summary)}"
    yield f"DESCRIPTION:{escape_text(_details(sheet, policy, moment, period, address))}"
    if sheet.routes.base_url:
        yield f"URL:{address}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _promise(sheet: Sheet, policy: Policy, part: str) -> tuple[str, Period]:
    """What ends, in words, and its date as the record has it."""
    place = sheet.name(policy.region)
    promises: list[Target | Commitment] = [*policy.targets, *policy.commitments]
    for promise in promises:
        if promise.id == part and promise.deadline is not None:
            told = sheet.gettext("%(place)s: %(promise)s", place=place, promise=promise_text(sheet, promise))
            return told, promise.deadline
    for subsidy in policy.subsidies:
        if subsidy.id == part and subsidy.period is not None:
            kind = sheet.text(sheet.vocabulary.kinds[subsidy.kind].label)
            return sheet.gettext("%(place)s: support “%(kind)s” ends", place=place, kind=kind), subsidy.period
    assert policy.period is not None
    told = sheet.gettext("%(place)s: “%(act)s” ends", place=place, act=sheet.text(policy.title))
    return told, policy.period.period


def _details(sheet: Sheet, policy: Policy, moment: Moment, period: Period, address: str) -> str:
    """The act, how precise the date is, and where to read on: a site that does not know its address gives the file."""
    precise = ""
    if period.precision not in ("day", "span") or ends_with_year(period):
        precise = sheet.gettext(
            "The source says “%(written)s”; the entry stands on the last day of it.", written=period.written
        )
    act = sheet.text(policy.title) if moment.part else ""
    return "\n".join(line for line in (act, precise, address) if line)


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")
