"""The search page.

Owns its words and the ways it names besides. Refuses the index, which is loaded by its scripts (`site.search`).
"""

from __future__ import annotations

from typing import Final

from policygen.site.messages import N_
from policygen.site.pages.frames import make_frame
from policygen.site.pages.routes import ARTICLES, COMPARE, PLACES, POLICIES, THEMES
from policygen.site.pages.sheet import Sheet
from policygen.site.views import SearchKind, SearchView

#: What can be looked for alone: the kind as `filing` names it, all of them, one of them.
_KINDS: Final = (
    ("", N_("All"), ""),
    ("policy", N_("Policies"), N_("Policy")),
    ("place", N_("Places"), N_("Place")),
    ("source", N_("Sources"), N_("Source")),
    ("metric", N_("Metrics"), N_("Metric")),
    ("support", N_("Kinds of support"), N_("Kind of support")),
    ("theme", N_("Themes"), N_("Theme")),
)
_WAYS: Final = (
    (N_("Places"), PLACES),
    (N_("Policies"), POLICIES),
    (N_("Themes"), THEMES),
    (N_("Comparisons of metrics and support"), COMPARE),
    (N_("Sources"), ARTICLES),
)


def search_page(sheet: Sheet, _subject: str) -> SearchView:
    """The field, and where to go without it."""
    title = sheet.gettext("Search")
    standfirst = sheet.gettext(
        "Titles, summaries, places, issuers, amounts and the words of the sources. An amount is found in whatever form "
        "it is written."
    )
    return SearchView(
        frame=make_frame(sheet, title, sheet.gettext("%(title)s: %(sentence)s", title=title, sentence=standfirst)),
        standfirst=standfirst,
        kinds=tuple(
            SearchKind(key, sheet.gettext(many), sheet.gettext(one) if one else "") for key, many, one in _KINDS
        ),
        ways=tuple(sheet.link(sheet.gettext(text), route) for text, route in _WAYS if route in sheet.routes.known),
    )
