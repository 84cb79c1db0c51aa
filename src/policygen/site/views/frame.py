"""What every page has around its content."""

from __future__ import annotations

from policygen.site.views.elsewhere import Elsewhere, Social
from policygen.site.views.parts import DateView, Link
from policygen.values import dataclass


@dataclass(frozen=True, slots=True)
class NavItem:
    text: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in a language, this one included. `hreflang` is the code; `href` goes into `<link
    rel=alternate>` (absolute when the base URL is known), `switch` into the reader's language switch;
    `name` is the language's name in itself.
    """

    hreflang: str
    name: str
    href: str
    switch: str
    current: bool


@dataclass(frozen=True, slots=True)
class PageFrame:
    """What every page has around its content.

    `title` is the h1; `head_title` the unique `<title>`; `description` unique among pages of the language.
    `crumbs` are the pages above, widest first, without this one. `root` is put before paths of static files
    (`static/site.css`): "", "../", … or an absolute URL on the 404 page. `canonical` is "" without a base
    URL; `whole` leads to the page itself, from what other sites embed of it to the whole one. `issue` is the line under
    the nameplate ("As of 20 November 2026", on the home page with counts).
    `report` is a `mailto:` link for errors on this page, "" without a contact. `kind` is the page kind, for
    `data-page-kind`. `elsewhere` is None for pages that nobody would cite. `search` is the search page;
    `feeds` are for programs that look for them. `is_long` is of titles that need a smaller size.
    """

    site_title: str
    home: str
    title: str
    head_title: str
    description: str
    language: str
    alternates: tuple[Alternate, ...]
    canonical: str
    whole: str
    crumbs: tuple[Link, ...]
    nav: tuple[NavItem, ...]
    issue: str
    as_of: DateView
    root: str
    kind: str
    licence: Link | None
    footer: tuple[Link, ...]
    report: str
    social: Social
    elsewhere: Elsewhere | None
    search: str
    feeds: tuple[Link, ...] = ()
    is_long: bool = False
