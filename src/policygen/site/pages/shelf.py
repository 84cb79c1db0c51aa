"""The shelf: the whole library on one day, indexed once for all pages.

Owns what belongs where: which places have pages, what is theirs and what is within them, what rests on each
section of an article, which deadlines come next. Refuses languages and links; those are the pages'.

What was not yet announced on the day stands on its own page and in lists of policies, and nowhere else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any, Final, NamedTuple, TypeVar

from policygen.model.articles import Article, without_texts
from policygen.model.history import Event
from policygen.model.library import Library
from policygen.model.provenance import Evidence, Testimony
from policygen.model.records import Policy, without_summary
from policygen.model.regions import Level, Region
from policygen.model.status import Status, TargetStatus, target_status
from policygen.model.subsidies import Subsidy
from policygen.model.targets import Commitment, Indicator, Target
from policygen.model.texts import Texts, pick
from policygen.site.comparisons import Comparisons, Promise, compare, newest_first
from policygen.site.coverage import Share, make_coverage
from policygen.site.facts import Fact, note_all, noting
from policygen.site.pages.chronicle import make_calendars, make_chronicle
from policygen.site.pages.chunks import make_chunks
from policygen.site.pages.columns import Column, make_column, place_levels
from policygen.site.pages.cuts import Cut
from policygen.site.pages.cutting import Figure, Lists, make_cuts
from policygen.site.pages.data_cuts import make_data_cuts
from policygen.site.pages.filing import file_documents
from policygen.site.pages.glance import BestOffer, Leading, Support, make_glance
from policygen.site.pages.leads import Leads
from policygen.site.pages.moments import Moment, Tallies, make_moments, place_of
from policygen.site.pages.offering import Lot, share_out
from policygen.site.pages.strongest import Lead
from policygen.values import dataclass

#: How many deadlines next to the day are kept at hand.
NEAREST: Final = 12

T = TypeVar("T")
Part = Target | Commitment | Subsidy | Indicator


#: How many acts of a place above are listed at the places within it; of more its own page has all.
REACHING: Final = 12
#: How many other records of its place a record names.
BESIDE: Final = 12


class Tally(NamedTuple):
    """How much there is of what was announced."""

    policies: int = 0
    targets: int = 0
    commitments: int = 0
    subsidies: int = 0

    def plus(self, other: Tally) -> Tally:
        return Tally(*(mine + others for mine, others in zip(self, other, strict=True)))


class Due(NamedTuple):
    """A promise with a deadline."""

    day: date
    policy: Policy
    promise: Target | Commitment
    status: TargetStatus


class Rostered(NamedTuple):
    """A place as data has it: whether it has a page, and the ids of its policies."""

    has_page: bool
    policies: tuple[str, ...]


class Entry(NamedTuple):
    """A record as a link names it."""

    id: str
    title: Texts


class Resting(NamedTuple):
    """One part of a record that rests on a section; `part` is None for the record's dates and titles.
    `agrees` is False where the section says otherwise than the record.
    """

    policy: Policy
    part: Part | None
    agrees: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """All indexes. The articles of the library are without the words of their sections: `texts` has them with, and
    `passages` the plain text of each section by article and anchor, of the whole article by "". Its records are without
    their summaries, and so are those of all indexes but `drawers` and `packets`; `records` has them with. Regions are
    by id;
    `places` are those with a page, in tree order, `own` and `within` count what is of the place itself and of the
    places within it; `read_within` are the places within that have records, in tree order. `pairs` are the
    provinces of the home country with records of their own or within, and `columns` what each of them has to show
    beside another; `alone` is the only place that offers a kind of subsidy, "" when there are more. `reaching` has
    the acts of a place that are in force, none where there are too many to be listed at each place within; `beside`
    some other records of a record's place, `translations` those of an article. `roster` is every place with the ids
    of its policies, for data. `cuts` are the parts of lists too long for one page, `offering` the support of all places
    in lots. `sizes`, `drawers` and `packets` are what can be searched (`filing`); `chronicle`, `feeds`, `events` and
    `calendars` what happened and what ends (`chronicle`); `shares`, `lacking`, `sections` and `links` how far reading
    has come (`site.coverage`). `nearest` are the deadlines next to the day by the status of their promises, `moments`
    what falls due or ends by place and year, `tallies` the numbers of each place (`moments`); `leading` to `support`
    are what stands for the whole (`glance`). `chunks` are the records whose rows scripts load together. `made` is for
    what many pages have in common and is made once.
    """

    library: Library
    records: Mapping[str, Policy]
    texts: Mapping[str, Article]
    passages: Mapping[tuple[str, str], str]
    as_of: date
    comparisons: Comparisons
    places: Mapping[str, Region]
    children: Mapping[str, tuple[str, ...]]
    provinces: tuple[str, ...]
    home: str
    policies: Mapping[str, tuple[Policy, ...]]
    newest: tuple[Policy, ...]
    by_theme: Mapping[str, tuple[Policy, ...]]
    own: Mapping[str, Tally]
    within: Mapping[str, Tally]
    read_within: Mapping[str, tuple[str, ...]]
    indicators: Mapping[str, tuple[Figure, ...]]
    alone: Mapping[str, str]
    resting: Mapping[tuple[str, str], tuple[Resting, ...]]
    cited_by: Mapping[str, tuple[str, ...]]
    offering: Mapping[str, Lot]
    dues: tuple[Due, ...]
    nearest: Mapping[str, tuple[Due, ...]]
    moments: Mapping[str, Mapping[int, tuple[Moment, ...]]]
    tallies: Mapping[str, Tallies]
    leading: Mapping[str, Leading]
    widest: str
    largest: Mapping[str, Promise]
    top_offers: Mapping[str, BestOffer]
    support: Mapping[str, tuple[Support, ...]]
    overdue: Mapping[str, int]
    total: Tally
    titles: Mapping[tuple[str, str, str], int]
    pairs: tuple[str, ...]
    columns: Mapping[str, Column]
    reaching: Mapping[str, tuple[Policy, ...]]
    beside: Mapping[str, tuple[Entry, ...]]
    translations: Mapping[str, tuple[str, ...]]
    roster: Mapping[str, Rostered]
    cuts: Mapping[str, Cut]
    sizes: Mapping[str, int]
    drawers: Mapping[str, tuple[tuple[str, tuple[Any, ...]], ...]]
    packets: Mapping[str, tuple[str, tuple[Any, ...]]]
    chronicle: Mapping[int, tuple[Event, ...]]
    feeds: Mapping[str, tuple[Event, ...]]
    events: Mapping[str, tuple[Event, ...]]
    calendars: Mapping[str, tuple[Moment, ...]]
    leads: Mapping[str, Lead]
    shares: Mapping[str, Mapping[str, Share]]
    lacking: Mapping[str, tuple[str, ...]]
    sections: Mapping[str, Share]
    links: Mapping[str, Share]
    chunks: Mapping[str, tuple[Policy, ...]]
    made: dict[tuple[str, ...], tuple[Any, set[Fact]]]

    def once(self, key: tuple[str, ...], make: Callable[[], T]) -> T:
        """What `make` makes, made when it is asked for first. Whoever asks has read what it was made of."""
        known = self.made.get(key)
        if known is None:
            with noting() as read:
                known = self.made[key] = (make(), read)
        note_all(known[1])
        made: T = known[0]
        return made

    def is_read(self, region: str) -> bool:
        """Whether there is an announced record of the place itself."""
        return region in self.comparisons.policies


def make_shelf(library: Library, as_of: date) -> Shelf:
    """The library as it stands on that day."""
    whole, records, texts = library, library.policies, library.articles
    library = replace(
        library,
        policies={name: without_summary(policy) for name, policy in records.items()},
        articles={name: without_texts(article) for name, article in texts.items()},
    )
    gazetteer = library.gazetteer
    newest = newest_first(library.policies.values())
    comparisons = compare(library, as_of, newest)
    statuses = comparisons.statuses
    indicators = _indicators(library, comparisons)
    home = gazetteer.parse_region(library.site.home)
    provinces = tuple(region.id for region in gazetteer.children(home.id) if region.level is Level.PROVINCE)
    wanted = {policy.region for policy in library.policies.values()} | indicators.keys() | {home.id, *provinces}
    places: dict[str, Region] = {}
    for name in wanted:
        places.update((above.id, above) for above in gazetteer.chain(name))
    children: dict[str, list[str]] = defaultdict(list)
    for region in places.values():
        if region.parent is not None:
            children[region.parent].append(region.id)
    tops = sorted((r.id for r in places.values() if r.parent is None), key=lambda top: (top != home.id, top))
    order = list(_tree(tops, children))
    own = {region: tally_of(comparisons.policies.get(region, ())) for region in order}
    within, read_within = _within(order, places, own)
    dues = _dues(comparisons, as_of)
    chronicle = make_chronicle(library)
    resting = _resting(library)
    coverage = make_coverage(whole, resting)
    repealed = {policy for policy, status in comparisons.statuses.items() if status is Status.REPEALED}
    widest = {region: place_of(gazetteer.chain(region), home.id) for region in comparisons.policies}
    glance = make_glance(comparisons, widest)
    moments = make_moments(comparisons.policies, comparisons.statuses, as_of, widest)
    pairs = tuple(p for p in sorted(provinces) if p in comparisons.policies or p in read_within)
    policies: dict[str, list[Policy]] = defaultdict(list)
    by_theme: dict[str, list[Policy]] = defaultdict(list)
    for policy in newest:
        policies[policy.region].append(policy)
        for theme in policy.themes:
            by_theme[theme].append(policy)
    themes = {theme: tuple(by_theme[theme]) for theme in library.vocabulary.themes if theme in by_theme}
    filed = file_documents(
        {
            "policy": records,
            "place": places,
            "source": library.articles,
            **{
                kind: dict(zip(names, names, strict=True))
                for kind, names in (
                    ("metric", comparisons.promises),
                    ("support", comparisons.offers),
                    ("theme", themes),
                )
            },
        }
    )
    cuts = make_cuts(library, comparisons, order, Lists(policies, by_theme, indicators))
    return Shelf(
        library,
        records,
        texts,
        {key: text for article in texts.values() if not article.digest for key, text in _passages(article)},
        as_of,
        comparisons,
        {region: places[region] for region in order},
        {region: tuple(sorted(below)) for region, below in children.items()},
        tuple(sorted(provinces)),
        home.id,
        {region: tuple(found) for region, found in policies.items()},
        tuple(policy for policy in newest if statuses[policy.id] is not Status.NOT_ANNOUNCED),
        themes,
        own,
        within,
        read_within,
        indicators,
        {kind: next(iter(places)) if len(places) == 1 else "" for kind, places in comparisons.offers.items()},
        resting,
        _cited_by(newest),
        share_out(order, children, comparisons.policies, home.id),
        dues,
        {status.value: _nearest(dues, status, as_of) for status in (TargetStatus.PASSED, TargetStatus.OPEN)},
        moments.by_place,
        moments.tallies,
        *glance,
        Counter(due.policy.region for due in dues if due.status is TargetStatus.PASSED),
        _sum(own.values()),
        _titles(library),
        pairs,
        {
            province: make_column(
                comparisons,
                place_levels(lambda region: places[region].level, province, read_within.get(province, ())),
                comparisons.promises,
                comparisons.offers,
            )
            for province in pairs
        },
        dict(_reaching(comparisons)),
        dict(_beside(policies.values())),
        _translations(library),
        _roster(library, places),
        {**cuts, **make_data_cuts(whole, order)},
        filed.sizes,
        filed.drawers,
        filed.packets,
        *chronicle,
        make_calendars(moments.by_place, home.id, repealed, as_of),
        Leads(comparisons, glance.leading, {region: places[region] for region in order}),
        coverage.shares,
        coverage.lacking,
        coverage.sections,
        coverage.links,
        make_chunks(cuts, library, comparisons),
        {},
    )


def _tree(tops: Iterable[str], children: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """The ids in tree order: each place before what lies in it, neighbours by id."""
    for region in tops:
        yield region
        yield from _tree(sorted(children.get(region, ())), children)


def _passages(article: Article) -> Iterator[tuple[tuple[str, str], str]]:
    yield (article.id, ""), "\n".join(section.text for section in article.sections)
    for section in article.sections:
        yield (article.id, section.anchor), section.text


def tally_of(policies: Iterable[Policy]) -> Tally:
    """How much there is in these policies."""
    return _sum(Tally(1, len(p.targets), len(p.commitments), len(p.subsidies)) for p in policies)


def _sum(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total = total.plus(tally)
    return total


def _titles(library: Library) -> Counter[tuple[str, str, str]]:
    """How many pages have a title: by language, place ("" for articles) and the title as its readers see it."""
    return Counter(
        (language, region, pick(title, language)[0])
        for language in library.site.languages
        for region, title in chain(
            ((policy.region, policy.title) for policy in library.policies.values()),
            (("", article.title) for article in library.articles.values()),
        )
    )


def _within(
    order: Iterable[str], places: Mapping[str, Region], own: Mapping[str, Tally]
) -> tuple[dict[str, Tally], dict[str, tuple[str, ...]]]:
    """What the places within each place have: each place's own records go to every place above it, once."""
    within: dict[str, Tally] = dict.fromkeys(places, Tally())
    read: dict[str, list[str]] = defaultdict(list)
    for region in order:
        if own[region] == Tally():
            continue
        above = places[region].parent
        while above is not None:
            within[above] = within[above].plus(own[region])
            read[above].append(region)
            above = places[above].parent
    return within, {region: tuple(found) for region, found in read.items()}


def _indicators(library: Library, comparisons: Comparisons) -> dict[str, tuple[Figure, ...]]:
    found: dict[str, list[Figure]] = defaultdict(list)
    for article in library.articles.values():
        for indicator in article.indicators:
            found[indicator.region].append(Figure(indicator, None, article))
    for policy in chain.from_iterable(comparisons.policies.values()):
        for indicator in policy.indicators:
            found[indicator.region].append(Figure(indicator, policy, None))
    return {region: tuple(figures) for region, figures in found.items()}


def _reaching(comparisons: Comparisons) -> Iterator[tuple[str, tuple[Policy, ...]]]:
    for place, policies in comparisons.policies.items():
        found = tuple(policy for policy in policies if comparisons.statuses[policy.id] is Status.IN_FORCE)
        if found:
            yield place, found if len(found) <= REACHING else ()


def _beside(places: Iterable[Sequence[Policy]]) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """All other records of the place, newest first; of many those that are next to it."""
    for policies in places:
        entries = [Entry(policy.id, policy.title) for policy in policies]
        for index, policy in enumerate(policies):
            start = max(0, min(index - BESIDE // 2, len(entries) - BESIDE - 1))
            yield policy.id, tuple(entries[start:index] + entries[index + 1 : start + BESIDE + 1])


def _roster(library: Library, places: Mapping[str, Region]) -> dict[str, Rostered]:
    """Every place that anything speaks of, those around it, and those that have pages, by id."""
    ids: dict[str, list[str]] = defaultdict(list)
    for policy in library.policies.values():
        ids[policy.region].append(policy.id)
    indicators = chain(
        chain.from_iterable(policy.indicators for policy in library.policies.values()),
        chain.from_iterable(article.indicators for article in library.articles.values()),
    )
    named = {
        above.id for region in {*ids, *(i.region for i in indicators)} for above in library.gazetteer.chain(region)
    }
    return {
        region: Rostered(region in places, tuple(sorted(ids.get(region, ()))))
        for region in sorted(named | places.keys())
    }


def _translations(library: Library) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for article in library.articles.values():
        if article.translation_of is not None:
            found[article.translation_of].append(article.id)
    return {article: tuple(others) for article, others in found.items()}


def _resting(library: Library) -> dict[tuple[str, str], tuple[Resting, ...]]:
    """By article and anchor ("" for the article as a whole), records in the order of their ids, parts in theirs."""
    found: dict[tuple[str, str], dict[tuple[str, str, bool], Resting]] = defaultdict(dict)
    for policy in library.policies.values():
        parts: list[Part] = [*policy.targets, *policy.commitments, *policy.subsidies, *policy.indicators]
        each = [(None, "", _record_evidence(policy)), *((part, part.id, part_evidence(part)) for part in parts)]
        for part, name, evidence in each:
            for said, agrees in evidence:
                citation = said.citation
                here = found[citation.article, citation.anchor or ""]
                key = (policy.id, name, agrees)
                if key not in here:
                    here[key] = Resting(policy, part, agrees)
    return {key: tuple(resting.values()) for key, resting in found.items()}


def _cited_by(newest: Iterable[Policy]) -> dict[str, tuple[str, ...]]:
    """By article, the policies that name it as a source, newest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for policy in newest:
        for article in dict.fromkeys(citation.article for citation in policy.sources.values()):
            found[article].append(policy.id)
    return {article: tuple(policies) for article, policies in found.items()}


#: Evidence with whether it says the same as the record.
_Said = list[tuple[Evidence, bool]]


def part_evidence(part: Part) -> _Said:
    """All evidence of a part with whether it says the same as the record."""
    found: _Said = []
    _add_both(found, part.evidence, part.others)
    if isinstance(part, Subsidy):
        for term in part.terms:
            _add_both(found, term.evidence, term.others)
    elif isinstance(part, Target) and part.outcome is not None:
        found.append((part.outcome.evidence, True))
    return found


def _record_evidence(policy: Policy) -> _Said:
    found: _Said = []
    for dated in (policy.announced, policy.period, policy.repealed):
        if dated is not None:
            _add_both(found, dated.evidence, dated.others)
    found += [(evidence, True) for evidence in policy.other_titles]
    found += [(evidence, True) for declared in policy.absent for evidence in declared.evidence]
    found += [(evidence, True) for disagreement in policy.disagreements for evidence in disagreement.says]
    return found


def _add_both(found: _Said, evidence: Iterable[Evidence], others: Iterable[Testimony]) -> None:
    for each in evidence:
        found.append((each, True))
    for other in others:
        found.append((other.evidence, other.agrees))


def _dues(comparisons: Comparisons, as_of: date) -> tuple[Due, ...]:
    found = []
    for policy in chain.from_iterable(comparisons.policies.values()):
        promises: list[Target | Commitment] = [*policy.targets, *policy.commitments]
        for promise in promises:
            if promise.deadline is not None:
                status = target_status(promise, comparisons.statuses[policy.id], as_of)
                found.append(Due(promise.deadline.end, policy, promise, status))
    return tuple(sorted(found, key=lambda due: (due.day, due.policy.id, due.promise.id)))


def _nearest(dues: Iterable[Due], status: TargetStatus, as_of: date) -> tuple[Due, ...]:
    """The deadlines nearest to the day: one of each policy, figures before promises without one."""
    found: dict[str, Due] = {}
    for due in sorted(
        (due for due in dues if due.status is status),
        key=lambda due: (abs((due.day - as_of).days), isinstance(due.promise, Commitment), due.policy.id),
    ):
        if len(found) == NEAREST:
            break
        found.setdefault(due.policy.id, due)
    return tuple(found.values())
