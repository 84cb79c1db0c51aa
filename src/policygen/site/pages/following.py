"""Following: the page of changes, the history on a record's page, and the ways to hear of changes elsewhere.

Owns which feed and which calendar a page offers. Refuses to find changes, and to say them: `chronicle` and `events` do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from policygen.model.history import Event
from policygen.site.messages import N_
from policygen.site.pages.chronicle import ALL
from policygen.site.pages.events import event_region, event_view
from policygen.site.pages.frames import make_frame
from policygen.site.pages.moments import place_of
from policygen.site.pages.routes import CHANGES, Routes
from policygen.site.pages.sheet import Sheet
from policygen.site.views import ChangesView, DayView, EventView, FollowView, Link, Pager

FEED: Final = "xml"
CALENDAR: Final = "ics"


def follow_path(routes: Routes, key: str, language: str, ending: str) -> str:
    """The file of a feed or a calendar: `feeds/all.xml`, `feeds/regions/jiangsu.ics`, `feeds/themes/talent.xml`."""
    name = "all" if key == ALL else key if key.startswith("themes/") else f"regions/{key}"
    folder = "" if language == routes.languages[0] else f"{language}/"
    return f"{folder}feeds/{name}.{ending}"


def region_key(sheet: Sheet, region: str) -> str:
    """What readers of a place's page follow: the place it is counted in, which for the home country is everything."""
    place = place_of(sheet.gazetteer.chain(region), sheet.shelf.home)
    return ALL if place == sheet.shelf.home else place


def subject_of(sheet: Sheet, key: str) -> str:
    """What a feed is about, in words; "" for everything."""
    if key.startswith("themes/"):
        theme = sheet.vocabulary.themes[key.removeprefix("themes/")]
        return sheet.gettext("theme “%(theme)s”", theme=sheet.text(theme.label))
    return sheet.name(key) if key else ""


def feed_title(sheet: Sheet, key: str) -> str:
    """The name of a feed, which readers see in their list."""
    return _titled(sheet, key, N_("%(site)s: changes"), N_("%(site)s: changes, %(subject)s"))


def calendar_title(sheet: Sheet, key: str) -> str:
    """The name of a calendar, which readers see in their list."""
    return _titled(sheet, key, N_("%(site)s: deadlines"), N_("%(site)s: deadlines, %(subject)s"))


def _titled(sheet: Sheet, key: str, all_: str, some: str) -> str:
    site = sheet.text(sheet.shelf.library.site.title)
    subject = subject_of(sheet, key)
    return sheet.gettext(some, site=site, subject=subject) if subject else sheet.gettext(all_, site=site)


def find_feeds(sheet: Sheet, *keys: str) -> tuple[Link, ...]:
    """The feeds that a page names in its head, for programs that look there."""
    return tuple(
        Link(feed_title(sheet, key), sheet.address(follow_path(sheet.routes, key, sheet.language, FEED)))
        for key in dict.fromkeys(keys)
        if key in sheet.shelf.feeds
    )


def follow_view(sheet: Sheet, key: str) -> FollowView | None:
    """The feed and the calendar as a page offers them; None where there is neither."""
    subject = subject_of(sheet, key)
    feed = calendar = None
    if key in sheet.shelf.feeds:
        text = sheet.gettext("Feed of changes: %(subject)s", subject=subject) if subject else ""
        address = sheet.address(follow_path(sheet.routes, key, sheet.language, FEED))
        feed = Link(text or sheet.gettext("Feed of all changes"), address, note="Atom")
    if key in sheet.shelf.calendars:
        text = sheet.gettext("Calendar of deadlines: %(subject)s", subject=subject) if subject else ""
        address = sheet.address(follow_path(sheet.routes, key, sheet.language, CALENDAR))
        calendar = Link(text or sheet.gettext("Calendar of all deadlines"), address, note="iCalendar")
    return FollowView(feed, calendar) if feed or calendar else None


def lasting_id(sheet: Sheet, path: str, anchor: str = "") -> str:
    """An id for programs elsewhere: the address where it is known, else a UUID of the tracker's title and the path."""
    fragment = f"#{anchor}" if anchor else ""
    if sheet.routes.base_url:
        return sheet.routes.absolute(path) + fragment
    title = next(iter(sheet.shelf.library.site.title.values()))
    return uuid5(NAMESPACE_URL, f"policygen:{title}/{path}{fragment}").urn


def record_history(sheet: Sheet, policy: str) -> tuple[EventView, ...]:
    """What happened to one record, newest first."""
    events = sheet.shelf.events.get(policy, ())
    return tuple(event_view(sheet, event, place=False) for event in reversed(events))


def changes_page(sheet: Sheet, subject: str) -> ChangesView:
    """What was added, changed and removed; `subject` is the number of the part, "0" for the newest."""
    shelf = sheet.shelf
    part = int(subject)
    events = shelf.chronicle[part]
    if part:
        events = tuple(reversed(events))
    title = sheet.gettext("Changes")
    head, standfirst = (
        title,
        sheet.gettext("What was added to this tracker, what changed and what was taken out, newest first."),
    )
    if part:
        head = sheet.gettext(
            "Changes, %(first)s to %(last)s (part %(part)s)",
            first=sheet.messages.short_day(events[-1].day),
            last=sheet.messages.short_day(events[0].day),
            part=part,
        )
    elif not events:
        standfirst = sheet.gettext("Nothing has been added to this tracker yet.")
    return ChangesView(
        frame=make_frame(
            sheet,
            title,
            sheet.gettext("%(title)s: %(sentence)s", title=head, sentence=standfirst),
            head=head,
            feeds=find_feeds(sheet, ALL),
        ),
        standfirst=standfirst,
        follow=follow_view(sheet, ALL),
        feeds=tuple(_other_feeds(sheet)) if not part else (),
        days=tuple(_days(sheet, events)),
        pager=_pager(sheet, part),
    )


def _other_feeds(sheet: Sheet) -> Iterator[Link]:
    """The feeds of places and themes, places by name."""
    keys = [key for key in sheet.shelf.feeds if key]
    places = sheet.by_name(key for key in keys if not key.startswith("themes/"))
    for key in (*places, *(key for key in keys if key.startswith("themes/"))):
        text = sheet.theme(key.removeprefix("themes/")).text if key.startswith("themes/") else sheet.name(key)
        yield Link(text, sheet.address(follow_path(sheet.routes, key, sheet.language, FEED)))


def _days(sheet: Sheet, events: Iterable[Event]) -> Iterator[DayView]:
    for day, found in groupby(events, key=lambda event: event.day):
        of_day = list(found)
        groups = []
        for change in ("removed", "changed", "added"):
            matching = [event for event in of_day if event.change == change]
            matching.sort(key=lambda event: (event_region(sheet, event), event.policy))
            if matching:
                views = tuple(event_view(sheet, event, place=True) for event in matching)
                groups.append((_heading(sheet, change, len(views)), views))
        yield DayView(f"d{day.isoformat()}", sheet.day(day), tuple(groups))


def _heading(sheet: Sheet, change: str, number: int) -> str:
    match change:
        case "added":
            return sheet.ngettext("%(num)s record added", "%(num)s records added", number)
        case "removed":
            return sheet.ngettext("%(num)s record removed", "%(num)s records removed", number)
        case _:
            return sheet.ngettext("%(num)s record changed", "%(num)s records changed", number)


def _pager(sheet: Sheet, part: int) -> Pager | None:
    """The part before and the part after; the newest one comes after the last whole one."""
    chronicle = sheet.shelf.chronicle
    older = part - 1 if part else len(chronicle) - 1
    links = []
    if part:
        links.append(sheet.link(sheet.gettext("Newer"), changes_route(part + 1 if part + 1 in chronicle else 0)))
    if older:
        links.append(sheet.link(sheet.gettext("Older"), changes_route(older)))
    return Pager(sheet.gettext("More changes"), tuple(links)) if links else None


def changes_route(part: int) -> str:
    return f"{CHANGES}/{part}" if part else CHANGES
