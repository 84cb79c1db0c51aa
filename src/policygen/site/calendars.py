"""Calendars: deadlines and the ends of periods as iCalendar (RFC 5545), for everything or a province, in each language.

Owns the form of a calendar. Refuses the clock and time zones: an end is a whole day, without an hour, and the stamp of
an entry is the day on which its record was read last. A date less precise than a day ends on its last day, and its
description says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from policygen.model.subsidies import Subsidy
from policygen.site.chronicle import DAYS, Ending
from policygen.site.pages.following import calendar_title, lasting_id
from policygen.site.pages.routes import policy_route
from policygen.site.pages.rows import promise_text
from policygen.site.pages.sheet import Sheet

#: How many bytes of UTF-8 a line may have, its break aside.
_LINE: Final = 75
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def calendar(sheet: Sheet, subject: str) -> bytes:
    """One calendar; `subject` is its key."""
    endings = sheet.shelf.calendars[subject]
    title = calendar_title(sheet, subject)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//policygen//policygen//{sheet.language.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escape_text(title)}",
        f"X-WR-CALDESC:{escape_text(_description(sheet, len(endings)))}",
    ]
    lines += [line for ending in endings for line in _event(sheet, ending)]
    return "".join(fold_line(line) for line in [*lines, "END:VCALENDAR"]).encode()


def escape_text(text: str) -> str:
    """A TEXT value: backslash, semicolon, comma and line breaks escaped, other control characters left out."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    for written, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(written, escaped)
    return text


def fold_line(line: str) -> str:
    """A content line with its break, folded so that no line has more than 75 bytes and no character is cut."""
    folded = []
    start = size = 0
    for index, character in enumerate(line):
        width = len(character.encode())
        if size + width > _LINE:
            folded.append(line[start:index])
            # the space that marks a folded line counts, too
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


def _event(sheet: Sheet, ending: Ending) -> Iterator[str]:
    policy, part = ending.policy, ending.part
    anchor = part.id if part is not None else ""
    page = sheet.routes.file(policy_route(policy.id), sheet.language)
    stamp = max(citation.read for citation in policy.sources.values())
    address = sheet.routes.absolute(page) if sheet.routes.base_url else page
    address += f"#{anchor}" if anchor else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{escape_text(lasting_id(sheet, page, anchor or 'period'))}"
    yield f"DTSTAMP:{_day(stamp)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(ending.day)}"
    if ending.day < date.max:
        yield f"DTEND;VALUE=DATE:{_day(ending.day + timedelta(days=1))}"
    yield f"SUMMARY:{escape_text(_summary(sheet, ending))}"
    yield f"DESCRIPTION:{escape_text(_details(sheet, ending, address))}"
    if sheet.routes.base_url:
        yield f"URL:{address}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _summary(sheet: Sheet, ending: Ending) -> str:
    place = sheet.name(ending.policy.region)
    part = ending.part
    if part is None:
        return sheet.gettext("%(place)s: “%(act)s” ends", place=place, act=sheet.text(ending.policy.title))
    if isinstance(part, Subsidy):
        kind = sheet.text(sheet.shelf.library.vocabulary.kinds[part.kind].label)
        return sheet.gettext("%(place)s: support “%(kind)s” ends", place=place, kind=kind)
    return sheet.gettext("%(place)s: %(promise)s", place=place, promise=promise_text(sheet, part))


def _details(sheet: Sheet, ending: Ending, address: str) -> str:
    """The act, how precise the date is, and where to read on: a site that does not know its address gives the file."""
    precise = ""
    if ending.period.precision not in ("day", "span"):
        precise = sheet.gettext(
            "The source says “%(written)s”; the entry stands on the last day of it.", written=ending.period.written
        )
    act = sheet.text(ending.policy.title) if ending.part is not None else ""
    return "\n".join(line for line in (act, precise, address) if line)


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")
