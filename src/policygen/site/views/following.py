"""Views of what happened to records: the page of changes, and the history on a record's page."""

from __future__ import annotations

from policygen.site.views.frame import PageFrame
from policygen.site.views.parts import DateView, Link, Pager, Words
from policygen.values import dataclass


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One value, as readers call it, old and new; `old` None of a part that is new, `new` None of one taken out."""

    label: str
    old: Words | None
    new: Words | None


@dataclass(frozen=True, slots=True)
class PartChanges:
    """What changed in one part: `part` names it ("Target “Industry scale”"), "" for what is the record's own."""

    part: str
    values: tuple[ValueChange, ...]


@dataclass(frozen=True, slots=True)
class EventView:
    """What happened to one record on one day: `what` in a word ("added"), and value by value. `record` leads to its
    page, without a link when it is gone; `place` is None on the record's own page.
    """

    id: str
    day: DateView
    what: str
    record: Link
    place: Link | None
    parts: tuple[PartChanges, ...]


@dataclass(frozen=True, slots=True)
class DayView:
    """One day: under each heading ("2 added") the records it happened to, each heading there only if there are any."""

    id: str
    day: DateView
    groups: tuple[tuple[str, tuple[EventView, ...]], ...]


@dataclass(frozen=True, slots=True)
class FollowView:
    """Ways to hear of changes without coming here: a feed, and a calendar where anything ends."""

    feed: Link | None
    calendar: Link | None


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What was added, changed and removed, newest day first. `feeds` are those of places and themes."""

    frame: PageFrame
    standfirst: str
    follow: FollowView | None
    feeds: tuple[Link, ...]
    days: tuple[DayView, ...]
    pager: Pager | None


@dataclass(frozen=True, slots=True)
class ShareView:
    """How much of something there is: "63%" and "12 of 19"; both "" where there is nothing to have it."""

    share: str
    count: str


@dataclass(frozen=True, slots=True)
class FieldShare:
    """One field over all records, with some records that lack it."""

    label: str
    share: ShareView
    lacking: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PlaceShares:
    """One place: how many records it has, and its share of each field, in the order of the columns."""

    place: Link
    records: str
    shares: tuple[ShareView, ...]


@dataclass(frozen=True, slots=True)
class CoverageView:
    """What has been read and what has not, always the least first. `unread` are the provinces without a record,
    `columns` the fields of `places`; `sources` how many sections of each a record rests on, `more` how many sources are
    not listed.
    """

    frame: PageFrame
    standfirst: str
    method: str
    fields: tuple[FieldShare, ...]
    columns: tuple[str, ...]
    places: tuple[PlaceShares, ...]
    unread: tuple[Link, ...]
    sources: tuple[tuple[Link, ShareView], ...]
    more: str
    links: str
