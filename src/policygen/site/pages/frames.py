"""Frames: what every page has around its content.

Owns titles, descriptions, crumbs, navigation and the page in other languages. Refuses two pages of one title:
the caller says what tells its page from others.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from policygen.site.messages import N_, own_name
from policygen.site.pages.elsewhere import make_elsewhere, make_social
from policygen.site.pages.routes import (
    ABOUT,
    ARTICLES,
    CHANGES,
    COMPARE,
    COVERAGE,
    DATA,
    ESTIMATE,
    HOME,
    NOT_FOUND,
    PLACES,
    POLICIES,
    SEARCH,
    THEMES,
    TIMELINE,
)
from policygen.site.pages.sheet import Sheet
from policygen.site.views import Alternate, Link, NavItem, PageFrame

#: The ways through the site: text, route, and the kinds of pages that lie on that way.
_NAVIGATION: Final = (
    (N_("Places"), PLACES, frozenset({"places", "region"})),
    (N_("Policies"), POLICIES, frozenset({"policies", "policy", "targets", "subsidies", "themes", "theme"})),
    (N_("Compare"), COMPARE, frozenset({"compare", "matrix", "metric", "kind", "pairs", "pair", "choose"})),
    (N_("Timeline"), TIMELINE, frozenset({"timeline"})),
    (N_("What would I get?"), ESTIMATE, frozenset({"estimate"})),
)
#: What belongs to the whole site, at the foot of every page.
_FOOTER: Final = (
    (N_("Themes"), THEMES),
    (N_("Sources"), ARTICLES),
    (N_("Changes"), CHANGES),
    (N_("Coverage"), COVERAGE),
    (N_("Data and downloads"), DATA),
    (N_("Method"), ABOUT),
)

#: A title is long from this many letters on; those of Chinese, from the first of its radicals on, take the room of two.
_LONG: Final = 120
_WIDE_FROM: Final = "\u2e80"


def make_frame(
    sheet: Sheet,
    title: str,
    description: str,
    *,
    head: str | None = None,
    crumbs: tuple[Link, ...] = (),
    feeds: tuple[Link, ...] = (),
) -> PageFrame:
    """The frame of a page. `head` is what tells its title from those of all others, when the title alone does
    not; `feeds` are those that programs are to find in its head.
    """
    site = sheet.shelf.library.site
    name = sheet.text(site.title)
    head = head or title
    if sheet.is_embedded:
        head = sheet.gettext("%(page)s (embedded)", page=head)
        description = sheet.gettext("Embedded: %(description)s", description=description)
    return PageFrame(
        site_title=name,
        home=sheet.way(HOME),
        title=title,
        head_title=head if sheet.route == HOME else sheet.gettext("%(page)s · %(site)s", page=head, site=name),
        description=description,
        language=sheet.language,
        alternates=_alternates(sheet),
        canonical=sheet.routes.canonical(sheet.whole, sheet.language),
        whole=sheet.way(sheet.whole),
        crumbs=crumbs,
        nav=_navigation(sheet),
        issue=_issue(sheet),
        as_of=sheet.day(sheet.shelf.as_of),
        root=sheet.root(),
        kind=sheet.kind,
        licence=licence_link(sheet),
        footer=tuple(sheet.link(sheet.gettext(text), route) for text, route in _FOOTER if route in sheet.routes.known),
        report=_report(sheet, title),
        social=make_social(sheet, head),
        elsewhere=make_elsewhere(sheet, head),
        search=sheet.way(SEARCH),
        feeds=feeds,
        is_long=sum(2 if char >= _WIDE_FROM else 1 for char in title) > _LONG,
    )


def _navigation(sheet: Sheet) -> tuple[NavItem, ...]:
    """The ways through the site, the same on all pages of a kind in one folder."""
    return sheet.shelf.once(
        ("navigation", sheet.language, sheet.kind, sheet.folder),
        lambda: tuple(
            NavItem(sheet.gettext(text), sheet.way(route), sheet.kind in kinds)
            for text, route, kinds in _NAVIGATION
            if route in sheet.routes.known
        ),
    )


def licence_link(sheet: Sheet) -> Link | None:
    """The licence of the data."""
    site = sheet.shelf.library.site
    if site.licence is None:
        return None
    words = sheet.words(site.licence)
    return Link(words.text, site.licence_url or "", words.lang)


def crumbs_to(sheet: Sheet, region: str, *, itself: bool) -> tuple[Link, ...]:
    """The places above a place, widest first; with `itself` the place too."""
    chain = sheet.gazetteer.chain(region)
    return tuple(sheet.place(above.id) for above in (chain if itself else chain[:-1]))


def _issue(sheet: Sheet) -> str:
    """The line under the nameplate. Only the home page counts, so that no other page changes when something is added
    that it does not show. Places are those with records of their own.
    """
    shelf = sheet.shelf
    day = sheet.gettext("As of %(day)s", day=sheet.messages.day(shelf.as_of))
    if sheet.route != HOME:
        return day
    places = len(shelf.comparisons.policies)
    return " · ".join(
        (
            day,
            sheet.ngettext("%(num)s policy", "%(num)s policies", shelf.total.policies),
            sheet.ngettext("%(num)s place", "%(num)s places", places),
        )
    )


def _alternates(sheet: Sheet) -> tuple[Alternate, ...]:
    routes = sheet.routes
    return tuple(
        Alternate(
            hreflang=language,
            name=own_name(language),
            href=routes.canonical(sheet.route, language) or sheet.address(routes.file(sheet.route, language)),
            switch=sheet.address(routes.file(sheet.route, language)),
            current=language == sheet.language,
        )
        for language in routes.languages
    )


def _report(sheet: Sheet, title: str) -> str:
    """The link by which a reader tells of an error on this page: the tracker's own, filled in, else its contact."""
    site = sheet.shelf.library.site
    if sheet.route == NOT_FOUND:
        return ""
    if site.report:
        address = sheet.routes.canonical(sheet.route, sheet.language) or sheet.file
        values = {"title": title, "path": sheet.file, "url": address}
        return re.sub(r"{(\w+)}", lambda found: quote(values[found[1]], safe=""), site.report)
    contact = site.contact
    if not contact or contact.startswith(("https://", "http://", "mailto:")):
        return contact or ""
    subject = sheet.gettext("Error on the page “%(title)s” (%(file)s)", title=title, file=sheet.file)
    return f"mailto:{quote(contact, safe='@')}?subject={quote(subject, safe='')}"
