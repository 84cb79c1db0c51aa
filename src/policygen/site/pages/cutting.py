"""Cutting: which lists of the site may grow too long for a page, and how much room a line of each takes.

Owns the size of a page. Refuses to weigh what is shown: a page is as long as its lines, near enough. Room is counted in
hundreds of bytes of HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from policygen.model.articles import Article
from policygen.model.library import Library
from policygen.model.periods import Period
from policygen.model.records import Policy
from policygen.model.regions import Level
from policygen.model.targets import Indicator
from policygen.site.comparisons import Comparisons
from policygen.site.pages.columns import MOST
from policygen.site.pages.cuts import ELSEWHERE, NUMBER, UNDATED, Cut, Item, cut, day_parts, number

#: What the lists of one page may take; frame, notes and the ways to other parts come on top of it.
PAGE: Final = 3300
#: The same for a place's own records: what is drawn of the places within it, and their latest records, come on top.
OWN: Final = 2000
#: The same for what other sites embed of a page.
EMBED: Final = 330
#: Places that would have so little on a page of their own share one with others.
_FEW: Final = PAGE // 20

#: How many of the latest stand on the first page of a list that is cut by time.
TOP: Final = 100

POLICIES_CUT: Final = "policies"
TARGETS_CUT: Final = "targets"
SUBSIDIES_CUT: Final = "subsidies"
ARTICLES_CUT: Final = "articles"
_OVERVIEW: Final = "overview "

POLICY: Final = 8
ARTICLE: Final = 5
FIGURE: Final = 11
OFFER: Final = 8
LISTED_OFFER: Final = 16
INDICATOR: Final = 12
TARGET: Final = 12
COMMITMENT: Final = 9
SUBSIDY: Final = 18
DECLARED: Final = 6
MISSING: Final = 1
BAR: Final = 8
#: In an overview: a value, of which a cell shows a few; a cell without one.
_VALUE: Final = 3
_GAP: Final = 0.6


class Figure(NamedTuple):
    """An indicator and the record or the article it stands in."""

    indicator: Indicator
    policy: Policy | None
    article: Article | None

    @property
    def date(self) -> Period | None:
        """When it was said."""
        if self.policy is not None:
            return self.policy.announced.period if self.policy.announced else None
        return self.article.date if self.article else None

    @property
    def source(self) -> str:
        """What it stands in, as parts of a place's records name it."""
        return f"policy/{self.policy.id}" if self.policy else f"article/{self.article.id}" if self.article else ""


class Lists(NamedTuple):
    """What is listed beside comparisons: policies by place and by theme, latest first, and by place the figures that
    nobody promised.
    """

    policies: Mapping[str, Sequence[Policy]]
    by_theme: Mapping[str, Sequence[Policy]]
    indicators: Mapping[str, Sequence[Figure]]


def figures_cut(metric: str) -> str:
    """The name of the list of a metric's figures."""
    return f"figures {metric}"


def offers_cut(kind: str) -> str:
    """The name of the list of a kind's offers."""
    return f"offers {kind}"


def overview_cut(subject: str) -> str:
    """The name of the overview of targets or of subsidies."""
    return f"{_OVERVIEW}{subject}"


def region_cut(place: str) -> str:
    """The name of the list of a place's own records."""
    return f"region {place}"


def theme_cut(theme: str) -> str:
    """The name of the list of a theme's policies."""
    return f"theme {theme}"


def make_cuts(library: Library, comparisons: Comparisons, places: Iterable[str], lists: Lists) -> dict[str, Cut]:
    """The parts of every list that is cut, by the list's name. `places` are in tree order."""
    chains = {place: tuple(region.id for region in library.gazetteer.chain(place)) for place in places}
    found: dict[str, Cut] = {}
    for name, room in _comparison_rooms(comparisons, lists.indicators):
        if sum(room.values()) > PAGE:
            items = [Item(place, room[place], chain) for place, chain in chains.items() if place in room]
            top = _widest(room, comparisons.levels) if name.startswith(_OVERVIEW) else ()
            found[name] = {"": top, **cut(items, PAGE, ELSEWHERE, few=_FEW)}
    _add_by_place(found, TARGETS_CUT, comparisons, chains, lambda policy: FIGURE * len(policy.targets))
    _add_by_place(found, SUBSIDIES_CUT, comparisons, chains, lambda policy: LISTED_OFFER * len(policy.subsidies))
    policies = {policy.id: _policy_item(policy) for policy in sorted(library.policies.values(), key=latest_policy)}
    _add_by_time(found, POLICIES_CUT, list(policies.values()), PAGE)
    for theme, themed in lists.by_theme.items():
        _add_by_time(found, theme_cut(theme), [policies[policy.id] for policy in themed], PAGE)
    for place, own in lists.policies.items():
        _add_by_time(found, region_cut(place), _own_items(own, policies, lists.indicators.get(place, ())), OWN)
    articles = sorted(library.articles.values(), key=latest_article)
    _add_by_time(
        found, ARTICLES_CUT, [Item(article.id, ARTICLE, day_parts(article.date)) for article in articles], PAGE
    )
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


def own_room(policy: Policy) -> int:
    """How much a record takes on the page of its place."""
    return (
        POLICY
        + TARGET * len(policy.targets)
        + COMMITMENT * len(policy.commitments)
        + SUBSIDY * len(policy.subsidies)
        + DECLARED * len(policy.absent)
    )


def _own_items(policies: Iterable[Policy], items: Mapping[str, Item], figures: Iterable[Figure]) -> list[Item]:
    """The records of a place, and what its figures that nobody promised stand in; `items` are those of all records."""
    found: dict[str, Item] = {}
    for policy in policies:
        item = Item(f"policy/{policy.id}", own_room(policy), items[policy.id].parts)
        found[item.id] = item
    for figure in figures:
        item = found.get(figure.source) or Item(figure.source, 0, day_parts(figure.date))
        found[item.id] = item._replace(room=item.room + INDICATOR)
    return list(found.values())


def _add_by_time(found: dict[str, Cut], name: str, items: Sequence[Item], most: int) -> None:
    """The parts of a list whose items come latest first, if it is too long."""
    if parts := cut(items, most, UNDATED):
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
    comparisons: Comparisons, indicators: Mapping[str, Sequence[Figure]]
) -> Iterator[tuple[str, dict[str, int]]]:
    """How much room each place takes in each comparison; one that was read and has nothing is named there too."""
    for metric, promises in comparisons.promises.items():
        room = dict.fromkeys(comparisons.policies, MISSING)
        room.update((place, FIGURE * len(values)) for place, values in promises.items())
        for place, figures in indicators.items():
            if number := sum(figure.indicator.metric == metric for figure in figures):
                room[place] = room.get(place, 0) + INDICATOR * number
        yield figures_cut(metric), room
    for kind, offers in comparisons.offers.items():
        room = dict.fromkeys(comparisons.policies, MISSING)
        room.update((place, OFFER * len(values)) for place, values in offers.items())
        yield offers_cut(kind), room
    yield overview_cut("targets"), overview_room(comparisons.promises, comparisons.policies)
    yield overview_cut("subsidies"), overview_room(comparisons.offers, comparisons.policies)


def _add_by_place(
    found: dict[str, Cut],
    name: str,
    comparisons: Comparisons,
    chains: Mapping[str, tuple[str, ...]],
    room_of: Callable[[Policy], int],
) -> None:
    """The parts of a list of what policies hold, as the policies in each, if it is too long. Places are kept together,
    but for one that alone is too long.
    """
    room = {place: sum(map(room_of, policies)) for place, policies in comparisons.policies.items()}
    if sum(room.values()) <= PAGE:
        return
    places: dict[str, list[str]] = {}
    items = [Item(place, room[place], chain) for place, chain in chains.items() if room.get(place)]
    for part, ids in cut(items, PAGE, ELSEWHERE, few=_FEW).items():
        places.setdefault(part.partition(NUMBER)[0], []).extend(ids)
    parts: dict[str, tuple[str, ...]] = {"": ()}
    for part, within in places.items():
        policies = (policy for place in within for policy in comparisons.policies[place])
        parts |= number([Item(policy.id, room_of(policy), ()) for policy in policies if room_of(policy)], part, PAGE)
    found[name] = parts


def overview_room(columns: Mapping[str, Mapping[str, Sequence[object]]], places: Iterable[str]) -> dict[str, int]:
    """How much room the row of each place takes in an overview."""
    room = dict.fromkeys(places, 0)
    for column in columns.values():
        for place in room:
            room[place] += _VALUE * min(len(column.get(place, ())), MOST)
    gaps = round(_GAP * len(columns))
    return {place: values + gaps if values else MISSING for place, values in room.items()}
