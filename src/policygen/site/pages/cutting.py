"""Cutting: which lists of the site may grow too long for a page, and how much room a line of each takes.

Owns the size of a page. Refuses to weigh what is shown: a page is as long as its lines, near enough. Room is counted in
hundreds of bytes of HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final

from policygen.model.articles import Article
from policygen.model.library import Library
from policygen.model.records import Policy
from policygen.model.regions import Level
from policygen.site.comparisons import Comparisons
from policygen.site.pages.columns import MOST
from policygen.site.pages.cuts import ELSEWHERE, UNDATED, Cut, Item, cut, day_parts

#: What the lists of one page may take; frame, notes and the ways to other parts come on top of it.
PAGE: Final = 3300
#: Places that would have so little on a page of their own share one with others.
_FEW: Final = PAGE // 20

#: How many of the latest stand on the first page of a list that is cut by time.
TOP: Final = 100

POLICIES_CUT: Final = "policies"
ARTICLES_CUT: Final = "articles"
_OVERVIEW: Final = "overview "

POLICY: Final = 8
ARTICLE: Final = 5
FIGURE: Final = 11
OFFER: Final = 8
INDICATOR: Final = 12
MISSING: Final = 1
#: In an overview: a value, of which a cell shows a few; a cell without one.
_VALUE: Final = 3
_GAP: Final = 0.6


def figures_cut(metric: str) -> str:
    """The name of the list of a metric's figures."""
    return f"figures {metric}"


def offers_cut(kind: str) -> str:
    """The name of the list of a kind's offers."""
    return f"offers {kind}"


def overview_cut(subject: str) -> str:
    """The name of the overview of targets or of subsidies."""
    return f"{_OVERVIEW}{subject}"


def theme_cut(theme: str) -> str:
    """The name of the list of a theme's policies."""
    return f"theme {theme}"


def make_cuts(
    library: Library,
    comparisons: Comparisons,
    places: Iterable[str],
    indicators: Mapping[str, Sequence[str]],
    by_theme: Mapping[str, Iterable[Policy]],
) -> dict[str, Cut]:
    """The parts of every list that is cut, by the list's name. `places` are in tree order; `indicators` are the metrics
    of a place's figures that nobody promised.
    """
    chains = {place: tuple(region.id for region in library.gazetteer.chain(place)) for place in places}
    found: dict[str, Cut] = {}
    for name, room in _comparison_rooms(comparisons, indicators):
        if sum(room.values()) > PAGE:
            items = [Item(place, room[place], chain) for place, chain in chains.items() if place in room]
            top = _widest(room, comparisons.levels) if name.startswith(_OVERVIEW) else ()
            found[name] = {"": top, **cut(items, PAGE, ELSEWHERE, few=_FEW)}
    policies = sorted(library.policies.values(), key=latest_policy)
    _add_by_time(found, POLICIES_CUT, [_policy_item(policy) for policy in policies])
    for theme, themed in by_theme.items():
        _add_by_time(found, theme_cut(theme), [_policy_item(policy) for policy in themed])
    articles = sorted(library.articles.values(), key=latest_article)
    _add_by_time(found, ARTICLES_CUT, [Item(article.id, ARTICLE, day_parts(article.date)) for article in articles])
    return found


def latest_policy(policy: Policy) -> tuple[int, str]:
    """The order of lists of policies: the latest first, undated ones last."""
    day = policy.announced.period if policy.announced else None
    return (-(day.start or day.end).toordinal() if day else 0, policy.id)


def latest_article(article: Article) -> tuple[int, str]:
    """The order of lists of articles: the latest first, undated ones last."""
    return (-article.date.end.toordinal() if article.date else 0, article.id)


def _policy_item(policy: Policy) -> Item:
    return Item(policy.id, POLICY, day_parts(policy.announced.period if policy.announced else None))


def _add_by_time(found: dict[str, Cut], name: str, items: Sequence[Item]) -> None:
    """The parts of a list whose items come latest first, if it is too long."""
    if parts := cut(items, PAGE, UNDATED):
        found[name] = {"": tuple(item.id for item in items[:TOP]), **parts}


def _widest(room: Mapping[str, int], levels: Mapping[str, Level]) -> tuple[str, ...]:
    """The places of the levels that fit on a page, wide ones first; where not even the widest does, those of its places
    that have most values.
    """
    by_level: dict[Level, list[str]] = {}
    for place, taken in room.items():
        if taken > MISSING:
            by_level.setdefault(levels[place], []).append(place)
    shown: list[str] = []
    left = PAGE
    for level in sorted(by_level):
        places = by_level[level]
        taken = sum(room[place] for place in places)
        if taken > left:
            if not shown:
                places.sort(key=lambda place: -room[place])
                shown = places[: sum(end <= PAGE for end in accumulate(room[place] for place in places))]
            break
        shown += places
        left -= taken
    return tuple(shown)


def _comparison_rooms(
    comparisons: Comparisons, indicators: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, dict[str, int]]]:
    """How much room each place takes in each comparison; one that was read and has nothing is named there too."""
    for metric, promises in comparisons.promises.items():
        room = dict.fromkeys(comparisons.policies, MISSING)
        room.update((place, FIGURE * len(values)) for place, values in promises.items())
        for place, metrics in indicators.items():
            if number := metrics.count(metric):
                room[place] = room.get(place, 0) + INDICATOR * number
        yield figures_cut(metric), room
    for kind, offers in comparisons.offers.items():
        room = dict.fromkeys(comparisons.policies, MISSING)
        room.update((place, OFFER * len(values)) for place, values in offers.items())
        yield offers_cut(kind), room
    yield overview_cut("targets"), overview_room(comparisons.promises, comparisons.policies)
    yield overview_cut("subsidies"), overview_room(comparisons.offers, comparisons.policies)


def overview_room(columns: Mapping[str, Mapping[str, Sequence[object]]], places: Iterable[str]) -> dict[str, int]:
    """How much room the row of each place takes in an overview."""
    room = dict.fromkeys(places, 0)
    for column in columns.values():
        for place in room:
            room[place] += _VALUE * min(len(column.get(place, ())), MOST)
    gaps = round(_GAP * len(columns))
    return {place: values + gaps if values else MISSING for place, values in room.items()}
