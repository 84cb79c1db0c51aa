"""Elsewhere: what readers take with them from a page, and what other sites show of it.

Owns which pages can be cited, and by what title. Refuses to name an address that the site does not know it has.
"""

from __future__ import annotations

from functools import cache
from html import escape
from typing import Final

from babel import Locale
from babel.core import UnknownLocaleError, get_global

from policygen.site.citing import Work, format_apa, format_bibtex, format_csl, format_gbt, make_key
from policygen.site.pages.cards import card_of
from policygen.site.pages.routes import EMBEDDED
from policygen.site.pages.sheet import Sheet
from policygen.site.views import Citation, Elsewhere, Embed, Link, Social

#: The kinds of pages that are cited, of which one is the data.
_CITED: Final = frozenset(("policy", "region", "metric", "kind", "matrix", "pair", "data"))
#: How high what is embedded of them is at first, in pixels; what is longer scrolls inside.
_HEIGHTS: Final = {"metric": 520, "kind": 520, "matrix": 520, "region": 440}
_ARTICLES: Final = frozenset(("policy", "article"))


def make_elsewhere(sheet: Sheet, title: str) -> Elsewhere | None:
    """What the page gives; None for pages of no content of their own. `title` tells it from all others."""
    if sheet.kind not in _CITED:
        return None
    work = cited_work(sheet, title)
    day = sheet.messages.day(sheet.shelf.as_of)
    card = card_of(sheet)
    return Elsewhere(
        rule=sheet.gettext(
            "They name the day this site speaks of, %(day)s, as the day of issue and of access.", day=day
        ),
        citations=(
            Citation("cite_apa", "APA", format_apa(work, day), False),
            Citation("cite_gbt", "GB/T 7714—2015", format_gbt(work), False),
            Citation("cite_bibtex", "BibTeX", format_bibtex(work), True),
            Citation("cite_csl", "CSL-JSON", format_csl(work), True),
        ),
        embed=_embed(sheet, title),
        card=Link(sheet.gettext("The picture that links to this page show"), sheet.address(card)) if card else None,
    )


def cited_work(sheet: Sheet, title: str) -> Work:
    """What is cited on a page of that title; on the page of the data these, which are called as the tracker is."""
    site = sheet.shelf.library.site
    as_of = sheet.shelf.as_of
    is_dataset = sheet.kind == "data"
    name = sheet.text(site.title)
    return Work(
        title=name if is_dataset else title,
        author=sheet.text(site.publisher),
        site=name,
        language=sheet.language,
        as_of=as_of,
        url=sheet.routes.canonical(sheet.route, sheet.language),
        key=make_key(sheet.route, sheet.language, as_of),
        note=sheet.gettext("As of %(day)s", day=sheet.messages.day(as_of)),
        dataset=sheet.gettext("data set") if is_dataset else "",
    )


def _embed(sheet: Sheet, title: str) -> Embed | None:
    """The frame that other sites put around what they embed; None for pages that have nothing for them."""
    route = f"{EMBEDDED}{sheet.route}"
    if route not in sheet.routes.known:
        return None
    path = sheet.routes.file(route, sheet.language)
    address = sheet.routes.absolute(path) if sheet.routes.base_url else path
    name = sheet.gettext("%(page)s · %(site)s", page=title, site=sheet.text(sheet.shelf.library.site.title))
    return Embed(
        code=f'<iframe src="{escape(address)}" title="{escape(name)}" width="100%" height="{_HEIGHTS[sheet.kind]}" '
        'loading="lazy" style="border: 0"></iframe>',
        page=sheet.link(sheet.gettext("What is embedded"), route),
        path="" if sheet.routes.base_url else path,
        note="" if sheet.routes.base_url else sheet.gettext("The address of this site goes before the path."),
    )


def make_social(sheet: Sheet, title: str) -> Social:
    """What a link to the page shows."""
    card = card_of(sheet)
    return Social(
        type="article" if sheet.kind in _ARTICLES else "website",
        title=title,
        locale=_territory(sheet.language),
        locales=tuple(_territory(other) for other in sheet.routes.languages if other != sheet.language),
        card=sheet.routes.absolute(card) if card else "",
    )


@cache
def _territory(language: str) -> str:
    """The language with the territory where most of its speakers live, as Open Graph wants it: "zh_CN"."""
    try:
        wanted = Locale.parse(language, sep="-")
        likely = Locale.parse(get_global("likely_subtags").get(str(wanted), str(wanted)))
    except (UnknownLocaleError, ValueError):
        return language.replace("-", "_")
    territory = wanted.territory or likely.territory
    return f"{wanted.language}_{territory}" if territory else wanted.language
