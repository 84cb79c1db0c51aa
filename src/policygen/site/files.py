"""Files: everything of the site that is no page and is stale by the same rule as one.

Owns which of them there are and what writes each: one record as data, feeds, calendars, cards. Refuses to read the
library past the shelf, which takes notes of what a file is made from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Final, NamedTuple

from policygen.loader import load_typeface
from policygen.site.calendars import calendar
from policygen.site.exports import (
    Export,
    article_file,
    policy_file,
    regions_file,
    robots_file,
    schema_file,
    sitemap_file,
    sitemap_path,
)
from policygen.site.feeds import atom_feed
from policygen.site.lettering import Pen
from policygen.site.messages import Messages
from policygen.site.pages import SitePlan
from policygen.site.pages.cards import card_subjects, card_view
from policygen.site.pages.choose_pages import comparable_places
from policygen.site.pages.estimate_data import share_file, share_files
from policygen.site.pages.following import CALENDAR, FEED, follow_path
from policygen.site.pages.routes import Routes, card_file
from policygen.site.pages.sheet import Sheet
from policygen.site.pages.shelf import Shelf
from policygen.site.placard import draw_card
from policygen.site.placedata import place_file
from policygen.site.rowdata import rows_file
from policygen.site.search import cards_file, days_file, head_file, index_file, search_files
from policygen.site.typeface import Typeface
from policygen.site.wholes import REGIONS, record_path
from policygen.values import dataclass

#: What writes the bytes of each kind of file, from the sheet and the file's subject.
WRITERS: Final[Mapping[str, Callable[[Sheet, str], bytes | Export]]] = {
    "estimate-data": share_file,
    "policy-data": policy_file,
    "article-data": article_file,
    "regions": regions_file,
    "schema": schema_file,
    "sitemap": sitemap_file,
    "robots": robots_file,
    "place": place_file,
    "rows": rows_file,
    "search-head": head_file,
    "search-index": index_file,
    "search-days": days_file,
    "search-cards": cards_file,
    "feed": atom_feed,
    "calendar": calendar,
}


#: Pictures, which are drawn.
_CARD: Final = "card"
#: The kinds of files of which files of many records are put together.
WITH_ROWS: Final = frozenset({"policy-data", "article-data", "regions"})


@dataclass(frozen=True, slots=True)
class SiteFile:
    """One file. `subject` is what it is about, as its writer takes it; `messages` the language it is written in, the
    first one where it has all; `pen` draws the pictures.
    """

    shelf: Shelf
    routes: Routes
    messages: Messages
    path: str
    kind: str
    subject: str
    pen: Pen

    @property
    def is_picture(self) -> bool:
        """Drawn, and without links."""
        return self.kind == _CARD

    @property
    def template(self) -> str:
        """None: a file is written, not set."""
        return ""

    @property
    def batch(self) -> str:
        """What it is made from together with others: the slices of a drawer are cut from one index. "" for nothing."""
        return self.subject.partition(" ")[0] if self.kind == "search-index" else ""

    def export(self) -> Export:
        """Its bytes, made anew each time, and the rows that tables have of the same thing."""
        sheet = Sheet(self.shelf, self.routes, self.messages, "", self.kind, self.path)
        if self.is_picture:
            return Export(draw_card(card_view(sheet, self.subject), self.pen), {})
        written = WRITERS[self.kind](sheet, self.subject)
        return written if isinstance(written, Export) else Export(written, {})

    def content(self) -> bytes:
        """Its bytes alone."""
        return self.export().content


class _Planned(NamedTuple):
    path: str
    kind: str
    subject: str
    language: str


def plan_files(plan: SitePlan, messages: Mapping[str, Messages]) -> tuple[SiteFile, ...]:
    """The files of the site, by path."""
    pen = Pen(Typeface(load_typeface))
    planned = sorted(_plan(plan.shelf, plan.routes))
    return tuple(
        SiteFile(plan.shelf, plan.routes, messages[each.language], each.path, each.kind, each.subject, pen)
        for each in planned
    )


def _plan(shelf: Shelf, routes: Routes) -> Iterator[_Planned]:
    first = routes.languages[0]
    for policy in shelf.library.policies:
        yield _Planned(record_path("policies", policy), "policy-data", policy, first)
    for article in shelf.library.articles:
        yield _Planned(record_path("articles", article), "article-data", article, first)
    yield _Planned(REGIONS, "regions", "", first)
    yield _Planned("schema/policy.json", "schema", "", first)
    if routes.base_url:
        yield _Planned("robots.txt", "robots", "", first)
        for part in routes.sitemap:
            yield _Planned(sitemap_path(part), "sitemap", part, first)
    for place in comparable_places(shelf):
        for language in routes.languages:
            yield _Planned(f"data/places/{language}/{place}.js", "place", place, language)
    for chunk in shelf.chunks:
        for language in routes.languages:
            name, _, number = chunk.partition("/")
            yield _Planned(f"data/lists/{name}-{language}-{number}.js", "rows", chunk, language)
    for each in chain(search_files(shelf, routes), share_files(shelf, routes)):
        yield _Planned(*each)
    for language in routes.languages:
        for key in shelf.feeds:
            yield _Planned(follow_path(routes, key, language, FEED), "feed", key, language)
        for key in shelf.calendars:
            yield _Planned(follow_path(routes, key, language, CALENDAR), "calendar", key, language)
    for subject in card_subjects(shelf):
        for language in routes.languages:
            yield _Planned(card_file(subject, language, routes.languages), _CARD, subject, language)
