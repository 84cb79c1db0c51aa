"""Events: what happened to a record on a day, in words, old and new.

Owns the wording of every value that may change; pages, feeds and the history of a record say it alike. Refuses to find
out what changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from policygen.model.history import Delta, Event, PartChange, Place, Value
from policygen.model.periods import Period
from policygen.model.provenance import Absence
from policygen.model.quantities import Quantity
from policygen.model.status import Status
from policygen.model.subsidies import Role, Term
from policygen.model.texts import Texts
from policygen.model.vocabulary import Metric
from policygen.site.messages import N_
from policygen.site.pages import words
from policygen.site.pages.quotes import inner_marks
from policygen.site.pages.sheet import Sheet
from policygen.site.views import EventView, Link, PartChanges, ValueChange, Words

WHAT: Final = {"added": N_("added"), "changed": N_("changed"), "removed": N_("removed")}


def event_anchor(event: Event) -> str:
    """The id of an event on its record's page."""
    return f"{event.change}-{event.day.isoformat()}"


def event_view(sheet: Sheet, event: Event, *, place: bool) -> EventView:
    """What happened to one record, with its place where the page is not the record's own."""
    region = event_region(sheet, event)
    return EventView(
        id=f"{event.change}-{event.day.isoformat()}-{event.policy}" if place else event_anchor(event),
        day=sheet.day(event.day),
        what=sheet.gettext(WHAT[event.change]),
        record=event_record(sheet, event),
        place=(sheet.place(region) if region else None) if place else None,
        parts=part_changes(sheet, event),
    )


def event_record(sheet: Sheet, event: Event) -> Link:
    """The record, with its title as it is now, or as it was when the record went."""
    policy = sheet.shelf.library.policies.get(event.policy)
    if policy is not None:
        return sheet.policy(policy)
    if event.title is None:
        return Link(event.policy, "")
    title = sheet.words(event.title)
    return Link(title.text, "", title.lang)


def event_region(sheet: Sheet, event: Event) -> str:
    """The id of the record's place; "" for one that is not known any more."""
    policy = sheet.shelf.library.policies.get(event.policy)
    region = policy.region if policy is not None else event.region
    return region if region in sheet.gazetteer else ""


def part_changes(sheet: Sheet, event: Event) -> tuple[PartChanges, ...]:
    """What changed in the record, part by part."""
    return tuple(
        PartChanges(
            _part(sheet, part),
            tuple(_value_change(sheet, part, value) for value in part.values),
        )
        for part in event.parts
    )


def _part(sheet: Sheet, part: PartChange) -> str:
    told = words.PART_CHANGES.get((part.part, part.change))
    if told is None:
        return ""
    vocabulary = sheet.vocabulary
    label = vocabulary.kinds.get(part.about) or vocabulary.metrics.get(part.about)
    about = sheet.text(label.label) if label is not None else part.about
    if part.words:
        about = sheet.gettext("%(metric)s: %(value)s", metric=about, value=sheet.text(part.words)) if about else ""
        about = about or sheet.text(part.words)
    return sheet.gettext(told, about=about)


def _value_change(sheet: Sheet, part: PartChange, delta: Delta) -> ValueChange:
    metric = sheet.vocabulary.metrics.get(part.about)
    missing = Words(sheet.gettext("not stated")) if part.change == "changed" else None
    old, new = delta.old, delta.new
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        # a text may have changed in another language only
        old, new = _differing(sheet, old, new)
    label = words.VALUES.get(delta.what)
    if label is None and delta.what in list(Role):
        label = words.ROLES[Role(delta.what)]
    return ValueChange(
        sheet.gettext(label) if label else delta.what,
        _words(sheet, delta.what, old, metric) or missing,
        _words(sheet, delta.what, new, metric) or missing,
    )


def _differing(sheet: Sheet, old: Texts, new: Texts) -> tuple[Texts, Texts]:
    """Both texts in the page's language where they differ in it, else in the first language in which they do."""
    both = [language for language in (sheet.language, *sheet.routes.languages) if language in old and language in new]
    telling = next((language for language in both if old[language] != new[language]), None)
    return ({telling: old[telling]}, {telling: new[telling]}) if telling else (old, new)


def _words(sheet: Sheet, what: str, value: Value, metric: Metric | None) -> Words | None:
    """A value as readers of the page's language read it; None for none."""
    match value:
        case None:
            return None
        case str():
            return Words(_word(sheet, what, value))
        case Period():
            return Words(sheet.messages.period(value, short=True))
        case Quantity():
            return Words(sheet.figure(value, metric))
        case Term():
            return Words(_term(sheet, value))
        case Place():
            return _place(sheet, value)
        case tuple():
            found = [each for item in value if (each := _words(sheet, what, item, metric))]
            lang = next((each.lang for each in found if each.lang), None)
            return Words(sheet.messages.list(each.text for each in found), lang) if found else None
        case _:
            texts: Texts = value
            return sheet.words(texts)


def _word(sheet: Sheet, what: str, value: str) -> str:
    library = sheet.shelf.library
    if what == "region" and value in library.gazetteer:
        return sheet.whole_name(value)
    if what == "instrument" and value in library.vocabulary.instruments:
        return sheet.text(library.vocabulary.instruments[value].label)
    if what == "themes" and value in library.vocabulary.themes:
        return sheet.text(library.vocabulary.themes[value].label)
    if what == "status" and value in list(Status):
        return sheet.gettext(words.STATUSES[Status(value)][0])
    if what == "reason" and value in list(Absence):
        return sheet.gettext(words.ABSENCES[Absence(value)])
    return value


def _term(sheet: Sheet, term: Term) -> str:
    if term.tiers:
        told = sheet.messages.list(sheet.figure(tier.quantity) for tier in term.tiers)
    elif term.quantity is None:
        return sheet.gettext("not stated")
    else:
        told = sheet.figure(term.quantity)
    if term.of is not None:
        told = sheet.gettext("%(value)s for each further %(width)s", value=told, width=sheet.figure(term.of))
    base = sheet.vocabulary.bases.get(term.on) if term.on else None
    return sheet.gettext("%(value)s (%(base)s)", value=told, base=sheet.text(base.label)) if base else told


def _place(sheet: Sheet, place: Place) -> Words:
    article = sheet.shelf.library.articles.get(place.article)
    title = sheet.text(article.title) if article is not None else place.article
    if place.section is None:
        return Words(title)
    return Words(sheet.gettext("%(source)s, “%(section)s”", source=title, section=inner_marks(place.section)))
