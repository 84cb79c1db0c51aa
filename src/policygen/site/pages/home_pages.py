"""The home page: what the tracker is, its strongest figures, what falls due, what is new.

Owns what is picked for it, by rules that hold for any tracker. Refuses editors' choices.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policygen.model.status import TargetStatus
from policygen.site.pages.chronicle import ALL
from policygen.site.pages.comparison_pages import kind_links, metric_links
from policygen.site.pages.figures import Showing, lead_view
from policygen.site.pages.following import find_feeds
from policygen.site.pages.frames import make_frame
from policygen.site.pages.glance import main_currency
from policygen.site.pages.maps import tile_map
from policygen.site.pages.moments import DUE, OPEN
from policygen.site.pages.routes import (
    CHANGES,
    CHOOSE,
    COMPARE,
    ESTIMATE,
    PLACES,
    POLICIES,
    SEARCH,
    SUBSIDY_LIST,
    TARGET_LIST,
    TIMELINE,
)
from policygen.site.pages.rows import due_row, policy_row
from policygen.site.pages.sheet import Sheet
from policygen.site.pages.strongest import Lead, choose
from policygen.site.views import FigureView, HomeView, Link

_STRONGEST: Final = 4
_DATES: Final = 3
_NEWEST: Final = 8
#: How many metrics and kinds of support; the page of comparisons has all.
_LINKS: Final = 10
_SHOWING: Final = Showing(place=True, policy=True)


def home_page(sheet: Sheet, _subject: str) -> HomeView:
    """The home page."""
    shelf = sheet.shelf
    site = shelf.library.site
    return HomeView(
        frame=make_frame(
            sheet,
            sheet.text(site.tagline),
            sheet.text(site.description),
            head=sheet.text(site.title),
            feeds=find_feeds(sheet, ALL),
        ),
        tagline=sheet.text(site.tagline),
        standfirst=_standfirst(sheet),
        ways=tuple(_ways(sheet)) if shelf.total.policies else (),
        strongest=tuple(_strongest(sheet)),
        tiles=tile_map(sheet),
        passed=tuple(due_row(sheet, due) for due in shelf.nearest[TargetStatus.PASSED.value][:_DATES]),
        next=tuple(due_row(sheet, due) for due in shelf.nearest[TargetStatus.OPEN.value][:_DATES]),
        newest=tuple(policy_row(sheet, policy) for policy in shelf.newest[:_NEWEST]),
        metrics=metric_links(sheet)[:_LINKS],
        kinds=kind_links(sheet)[:_LINKS],
        themes=tuple(
            sheet.theme(theme, note=sheet.messages.number(len(policies))) for theme, policies in shelf.by_theme.items()
        ),
        places=sheet.link(sheet.gettext("All places as a list, with cities and districts"), PLACES),
        lists=(
            sheet.link(sheet.gettext("All policies"), POLICIES),
            sheet.link(sheet.gettext("All targets in one list"), TARGET_LIST),
            sheet.link(sheet.gettext("All support in one list"), SUBSIDY_LIST),
        ),
        compare=sheet.link(sheet.gettext("All comparisons"), COMPARE),
        timeline=sheet.link(sheet.gettext("All deadlines on the timeline"), TIMELINE),
    )


def _ways(sheet: Sheet) -> Iterator[Link]:
    """What one can do here, as far as there are pages for it."""
    shelf = sheet.shelf
    metrics, kinds = len(shelf.comparisons.promises), len(shelf.comparisons.offers)
    counted = [count for tally in shelf.tallies.values() for count in tally.moments]
    due, still = (sum(count.number for count in counted if count.state == state) for state in (DUE, OPEN))
    deadlines = ""
    if due and still:
        deadlines = sheet.gettext("%(due)s fell due without an outcome, %(open)s still to come", due=due, open=still)
    elif due:
        deadlines = sheet.gettext("%(due)s fell due without an outcome", due=due)
    elif still:
        deadlines = sheet.gettext("%(open)s still to come", open=still)
    compared = sheet.messages.list(
        text
        for number, text in (
            (metrics, sheet.ngettext("%(num)s target", "%(num)s targets", metrics)),
            (kinds, sheet.ngettext("%(num)s kind of support", "%(num)s kinds of support", kinds)),
        )
        if number
    )
    for route, text, note in (
        (
            PLACES,
            sheet.gettext("Look up a place"),
            sheet.gettext("What it promised, what it offers, what has been read"),
        ),
        (
            COMPARE,
            sheet.gettext("Compare"),
            sheet.gettext("%(compared)s, like with like", compared=compared) if compared else "",
        ),
        (CHOOSE, sheet.gettext("Set places side by side"), sheet.gettext("Two to four places of any level")),
        (
            TIMELINE,
            sheet.gettext("Follow the deadlines"),
            deadlines or (sheet.gettext("What ends when, year by year") if counted else ""),
        ),
        (ESTIMATE, sheet.gettext("What would I get?"), sheet.gettext("What the written terms come to for your firm")),
        (SEARCH, sheet.gettext("Search"), sheet.gettext("A word, a place, an amount, in any language of this site")),
        (CHANGES, sheet.gettext("See what is new"), sheet.gettext("Added, changed and corrected, with feeds")),
        (POLICIES, sheet.gettext("Browse all policies"), sheet.gettext("Filtered and sorted, as a table or as data")),
    ):
        if route in sheet.routes.known:
            yield sheet.link(text, route, note=note)


def _strongest(sheet: Sheet) -> Iterator[FigureView]:
    """The figures that stand for the tracker, those of the metrics first that most places name."""
    leading = dict(sheet.shelf.leading.items())
    spread = {metric: found.places for metric, found in leading.items()}
    best = [found.best for found in leading.values() if found.best is not None]
    currency = main_currency(leading.values())
    offer = _best_offer(sheet, currency)
    for lead in choose(best, offer, currency, spread, _STRONGEST):
        yield lead_view(sheet, lead, _SHOWING)


def _standfirst(sheet: Sheet) -> str:
    shelf = sheet.shelf
    total = shelf.total
    if not total.policies:
        return sheet.gettext("Nothing has been read yet.")
    return sheet.messages.sentences(
        sheet.gettext(
            "%(policies)s of %(places)s, read from %(sources)s.",
            policies=sheet.ngettext("%(num)s act or event", "%(num)s acts and events", total.policies),
            places=sheet.ngettext("%(num)s place", "%(num)s places", len(shelf.comparisons.policies)),
            sources=sheet.ngettext("%(num)s source", "%(num)s sources", len(shelf.cited_by)),
        ),
        sheet.gettext("Every number stands beside the words it was read from."),
    )


def _best_offer(sheet: Sheet, currency: str) -> Lead | None:
    offers = sheet.shelf.top_offers
    best = offers.get(currency) if currency else min(offers.values(), key=lambda each: each.key, default=None)
    return Lead(None, best.offer, best.offer.subsidy.terms.index(best.term)) if best else None
