"""Feeds: what changed, as Atom (RFC 4287), for everything, a province or a theme, in each language.

Owns the form of a feed and its ids. Refuses the clock: a feed is as new as the newest event in it, and a day has no
hour, so it is told as its first moment in Greenwich.

Where the site's address is known, ids are addresses: a feed's its own, an entry's that of the event on its record's
page. Else they are UUIDs made from the tracker's title and the same path, so that they stay as long as the title does,
and links are relative to the feed, which RFC 4287 allows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Final

from policygen.model.history import Event
from policygen.model.records import Policy
from policygen.model.targets import Commitment, Target
from policygen.site.messages import N_
from policygen.site.pages.events import event_anchor, event_record, event_region, part_changes
from policygen.site.pages.following import FEED, feed_title, follow_path, lasting_id
from policygen.site.pages.region_pages import tally_sentence
from policygen.site.pages.routes import CHANGES, policy_route
from policygen.site.pages.rows import promise_text
from policygen.site.pages.sheet import Sheet
from policygen.site.pages.shelf import tally_of
from policygen.site.views import PartChanges, Words

#: How many promises of a new record an entry names.
_PROMISES: Final = 12
_TITLES: Final = {
    "added": N_("New: %(record)s"),
    "changed": N_("Changed: %(record)s"),
    "removed": N_("Taken out: %(record)s"),
}
_NOT_XML: Final = {code: None for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}


def atom_feed(sheet: Sheet, subject: str) -> bytes:
    """One feed; `subject` is its key."""
    events = sheet.shelf.feeds[subject]
    site = sheet.shelf.library.site
    changes = sheet.way(CHANGES)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{sheet.language}">',
        f"<title>{_text(feed_title(sheet, subject))}</title>",
        f"<id>{_text(lasting_id(sheet, sheet.file))}</id>",
        f"<updated>{_moment(events[0].day)}</updated>",
        f"<author><name>{_text(sheet.text(site.title))}</name></author>",
        *_links(sheet, subject, changes),
    ]
    if site.licence:
        lines.append(f"<rights>{_text(sheet.text(site.licence))}</rights>")
    lines += [line for event in events for line in _entry(sheet, event)]
    return "\n".join([*lines, "</feed>", ""]).encode()


def _links(sheet: Sheet, subject: str, changes: str) -> Iterator[str]:
    routes = sheet.routes
    address = routes.absolute if routes.base_url else sheet.address
    own = follow_path(routes, subject, sheet.language, FEED)
    yield f'<link rel="self" type="application/atom+xml" href="{_text(address(own))}"/>'
    page = routes.canonical(CHANGES, sheet.language) or changes
    yield f'<link rel="alternate" type="text/html" href="{_text(page)}"/>'


def _entry(sheet: Sheet, event: Event) -> Iterator[str]:
    record = event_record(sheet, event)
    region = event_region(sheet, event)
    place = sheet.whole_name(region) if region else ""
    named = sheet.gettext("%(title)s (%(place)s)", title=record.text, place=place) if place else record.text
    path = sheet.routes.file(policy_route(event.policy), sheet.language)
    policy = sheet.shelf.library.policies.get(event.policy)
    yield "<entry>"
    yield f"<title>{_text(sheet.gettext(_TITLES[event.change], record=named))}</title>"
    yield f"<id>{_text(lasting_id(sheet, path, event_anchor(event)))}</id>"
    yield f"<updated>{_moment(event.day)}</updated>"
    if policy is not None:
        yield f'<link rel="alternate" type="text/html" href="{_text(_address(sheet, event))}"/>'
        for theme in policy.themes:
            label = sheet.text(sheet.vocabulary.themes[theme].label)
            yield f'<category term="{_text(theme)}" label="{_text(label)}"/>'
    paragraphs = _new(sheet, policy) if event.change == "added" and policy else _changed(part_changes(sheet, event))
    told = "".join(paragraphs) or f"<p>{escape(named)}</p>"
    yield f'<content type="html">{_text(told)}</content>'
    yield "</entry>"


def _address(sheet: Sheet, event: Event) -> str:
    """The event on its record's page."""
    route = policy_route(event.policy)
    page = sheet.routes.canonical(route, sheet.language) or sheet.way(route)
    return f"{page}#{event_anchor(event)}"


def _new(sheet: Sheet, policy: Policy) -> Iterator[str]:
    """What a new record holds."""
    instrument = sheet.text(sheet.vocabulary.instruments[policy.instrument].label)
    announced = sheet.messages.period(policy.announced.period) if policy.announced else ""
    facts = sheet.messages.clauses(
        instrument, sheet.whole_name(policy.region), announced, tally_sentence(sheet, tally_of((policy,)))
    )
    yield f"<p>{escape(facts)}</p>"
    promises: list[Target | Commitment] = [*policy.targets, *policy.commitments]
    told = [sheet.messages.clauses(promise_text(sheet, each), sheet.deadline(each.deadline)) for each in promises]
    told += [sheet.text(sheet.vocabulary.kinds[each.kind].label) for each in policy.subsidies]
    if told:
        yield "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in told[:_PROMISES]) + "</ul>"


def _changed(parts: tuple[PartChanges, ...]) -> Iterator[str]:
    """Every value, old and new."""
    for part in parts:
        if part.part:
            yield f"<p>{escape(part.part)}</p>"
        if part.values:
            lines = [f"<li>{escape(each.label)}: {_shift(each.old, each.new)}</li>" for each in part.values]
            yield "<ul>" + "".join(lines) + "</ul>"


def _shift(old: Words | None, new: Words | None) -> str:
    if old is None or new is None:
        shown = new or old
        return escape(shown.text) if shown else ""
    return f"{escape(old.text)} → {escape(new.text)}"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _text(text: str) -> str:
    return escape(text.translate(_NOT_XML))
