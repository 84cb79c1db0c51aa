"""The plan of the site: which pages there are, and what makes the view of each.

Owns the list of pages and finds two that want one address. Refuses to make a view before it is asked for, so
that each process makes its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import Any, Final, NamedTuple

from policygen.model.library import Library
from policygen.model.regions import Level
from policygen.problems import Problem
from policygen.site.messages import Messages
from policygen.site.pages import routes as r
from policygen.site.pages.article_pages import article_page, articles_page
from policygen.site.pages.choose_pages import choose_page
from policygen.site.pages.comparison_pages import (
    MATRICES,
    compare_page,
    kind_page,
    metric_page,
)
from policygen.site.pages.coverage_pages import coverage_page
from policygen.site.pages.cutting import (
    ARTICLES_CUT,
    POLICIES_CUT,
    SUBSIDIES_CUT,
    TARGETS_CUT,
    figures_cut,
    offers_cut,
    overview_cut,
    region_cut,
    theme_cut,
)
from policygen.site.pages.estimate_pages import estimate_page
from policygen.site.pages.following import changes_page, changes_route
from policygen.site.pages.home_pages import home_page
from policygen.site.pages.list_pages import subsidies_page, targets_page
from policygen.site.pages.matrix_pages import matrix_page
from policygen.site.pages.other_pages import about_page, data_page, not_found_page, theme_page, themes_page
from policygen.site.pages.pair_pages import pair_page, pairs_page
from policygen.site.pages.policy_pages import policies_page, policy_page
from policygen.site.pages.region_pages import place_card, places_page, region_page
from policygen.site.pages.routes import Claim, Routes, find_collisions
from policygen.site.pages.search_pages import search_page
from policygen.site.pages.sheet import Sheet
from policygen.site.pages.shelf import Shelf, make_shelf
from policygen.site.pages.timeline_pages import timeline_page, timelines
from policygen.site.pages.watch import watch
from policygen.site.views import View
from policygen.values import dataclass

#: What makes the view of each kind of page, from the sheet and the page's subject.
MAKERS: Final[Mapping[str, Callable[[Sheet, str], View]]] = {
    "home": home_page,
    "places": places_page,
    "region": region_page,
    "policies": policies_page,
    "targets": targets_page,
    "subsidies": subsidies_page,
    "policy": policy_page,
    "articles": articles_page,
    "article": article_page,
    "compare": compare_page,
    "matrix": matrix_page,
    "metric": metric_page,
    "kind": kind_page,
    "pairs": pairs_page,
    "pair": pair_page,
    "choose": choose_page,
    "timeline": timeline_page,
    "themes": themes_page,
    "theme": theme_page,
    "changes": changes_page,
    "coverage": coverage_page,
    "data": data_page,
    "about": about_page,
    "search": search_page,
    "estimate": estimate_page,
    "404": not_found_page,
    "embed-metric": metric_page,
    "embed-kind": kind_page,
    "embed-matrix": matrix_page,
    "embed-region": place_card,
}


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one language. `subject` is what it is about: an id, or what its maker takes for one."""

    shelf: Shelf
    routes: Routes
    messages: Messages
    route: str
    kind: str
    subject: str

    @property
    def language(self) -> str:
        return self.messages.language

    @property
    def path(self) -> str:
        """Its file, from the root of the output."""
        return self.routes.file(self.route, self.language)

    @property
    def template(self) -> str:
        return f"pages/{self.kind}.html"

    @property
    def view(self) -> View:
        """Everything the page shows; made anew each time."""
        sheet = Sheet(self.shelf, self.routes, self.messages, self.route, self.kind)
        return MAKERS[self.kind](sheet, self.subject)


@dataclass(frozen=True, slots=True)
class SitePlan:
    """All pages, by route and then by language, and the shelf and routes they read. `problems` are pages that want one
    address; `roots` is what the facts that pages read are about.
    """

    pages: tuple[Page, ...]
    shelf: Shelf
    routes: Routes
    problems: tuple[Problem, ...]
    roots: Mapping[str, Any]


class _Planned(NamedTuple):
    route: str
    kind: str
    subject: str
    owner: str
    is_file: bool = False


def plan_site(library: Library, as_of: date, messages: Mapping[str, Messages]) -> SitePlan:
    """The pages of the tracker as it stands on that day, in each of its languages."""
    shelf = make_shelf(library, as_of)
    planned = list(_plan(shelf))
    problems = find_collisions(
        # what is embedded has the address of its page, and would be told a second time
        Claim(each.route, each.owner, each.is_file)
        for each in planned
        if not each.route.startswith(r.EMBEDDED)
    )
    by_route = {each.route: each for each in reversed(planned)}
    languages = library.site.languages
    told = [route for route in sorted(by_route) if route != r.NOT_FOUND and not route.startswith(r.EMBEDDED)]
    plain = Routes(languages, frozenset(by_route), library.site.base_url, r.sitemap_parts(told, len(languages)))
    watched, routes, roots = watch(shelf, plain)
    return SitePlan(
        tuple(
            Page(watched, routes, messages[language], route, by_route[route].kind, by_route[route].subject)
            for route in sorted(by_route)
            for language in languages
        ),
        watched,
        routes,
        tuple(problems),
        roots,
    )


def _plan(shelf: Shelf) -> Iterator[_Planned]:
    library = shelf.library
    comparisons = shelf.comparisons
    yield _Planned(r.HOME, "home", "", "the home page")
    yield _Planned(r.PLACES, "places", "", "the list of places")
    yield _Planned(r.COMPARE, "compare", "", "the list of comparisons")
    yield _Planned(r.PAIRS, "pairs", "", "the list of pairs")
    yield _Planned(r.CHOOSE, "choose", "", "the page to choose places on")
    yield _Planned(r.THEMES, "themes", "", "the list of themes")
    for part in shelf.chronicle:
        yield _Planned(changes_route(part), "changes", str(part), "the page of changes")
    yield _Planned(r.COVERAGE, "coverage", "", "the page of coverage")
    yield _Planned(r.DATA, "data", "", "the page of data files")
    yield _Planned(r.ABOUT, "about", "", "the method")
    yield _Planned(r.SEARCH, "search", "", "the search page")
    if shelf.offering:
        yield _Planned(r.ESTIMATE, "estimate", "", "the estimator")
    for share in shelf.offering:
        if share:
            yield _Planned(f"{r.ESTIMATE}/{share}", "estimate", share, f'the support of "{share}"')
    yield _Planned(r.NOT_FOUND, "404", "", "the page for what is not found")
    for subject, (_, route) in MATRICES.items():
        yield from _parts(shelf, overview_cut(subject), route, "matrix", subject, f"the overview of {subject}")
    yield from _parts(shelf, POLICIES_CUT, r.POLICIES, "policies", "", "the list of policies")
    yield from _parts(shelf, TARGETS_CUT, r.TARGET_LIST, "targets", "", "the list of targets")
    yield from _parts(shelf, SUBSIDIES_CUT, r.SUBSIDY_LIST, "subsidies", "", "the list of subsidies")
    yield from _parts(shelf, ARTICLES_CUT, r.ARTICLES, "articles", "", "the list of sources")
    for region in shelf.places:
        yield from _parts(shelf, region_cut(region), r.region_route(region), "region", region, f'the place "{region}"')
    for policy in library.policies.values():
        yield _Planned(r.policy_route(policy.id), "policy", policy.id, policy.path, True)
    for article in library.articles.values():
        yield _Planned(r.article_route(article.id), "article", article.id, article.path, True)
    for metric in comparisons.promises:
        yield from _parts(
            shelf, figures_cut(metric), r.metric_route(metric), "metric", metric, f'the metric "{metric}"'
        )
    for kind in comparisons.offers:
        yield from _parts(shelf, offers_cut(kind), r.kind_route(kind), "kind", kind, f'the kind "{kind}"')
    for theme in shelf.by_theme:
        yield from _parts(shelf, theme_cut(theme), r.theme_route(theme), "theme", theme, f'the theme "{theme}"')
    for page in timelines(shelf):
        yield _Planned(page.route, "timeline", page.subject, "the timeline")
    yield from _embedded(shelf)
    for one, other in combinations(shelf.pairs, 2):
        yield _Planned(r.pair_route(one, other), "pair", f"{one} {other}", f"the pair of {one} and {other}")


def _embedded(shelf: Shelf) -> Iterator[_Planned]:
    """What other sites embed: of every comparison, and of countries and provinces with records in them."""
    comparisons = shelf.comparisons
    wide = (place for place, region in shelf.places.items() if region.level <= Level.PROVINCE)
    whole = [
        *(("matrix", subject, route) for subject, (_, route) in MATRICES.items()),
        *(("metric", metric, r.metric_route(metric)) for metric in comparisons.promises),
        *(("kind", kind, r.kind_route(kind)) for kind in comparisons.offers),
        *(
            ("region", place, r.region_route(place))
            for place in wide
            if place in comparisons.policies or place in shelf.read_within
        ),
    ]
    for kind, subject, route in whole:
        yield _Planned(f"{r.EMBEDDED}{route}", f"embed-{kind}", subject, f'what others embed of "{subject}"')


def _parts(shelf: Shelf, cut: str, route: str, kind: str, subject: str, owner: str) -> Iterator[_Planned]:
    """A list's first page, and one for each of its parts; `cut` is the list's name."""
    yield _Planned(route, kind, subject, owner)
    for part in filter(None, shelf.cuts.get(cut, ())):
        yield _Planned(r.part_route(route, part), kind, f"{subject} {part}".strip(), f"{owner}, {part}")
