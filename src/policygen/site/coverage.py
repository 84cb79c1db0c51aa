"""Coverage: how much of what could be known the records say, place by place, counted once for the whole site.

Owns what is measured and of what it is a part. Refuses to judge a record: what no source says is no fault of it, and a
share says how far reading has come, not how good a policy is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from policygen.model.articles import Article
from policygen.model.library import Library
from policygen.model.precedence import official_languages
from policygen.model.records import Policy
from policygen.model.regions import Gazetteer, Level

#: What is measured; `language/` and a code: texts in that language.
RECORD_FIELDS: Final = ("announced", "day", "period", "issuer", "original", "official")
PART_FIELDS: Final = ("quantity", "deadline", "terms")
LANGUAGE: Final = "language/"
#: How many records without a field are named.
EXAMPLES: Final = 3


class Share(NamedTuple):
    """How many have it, and of how many that could."""

    filled: int
    whole: int


class Coverage(NamedTuple):
    """`shares` by place (a province, else a country) and field; `lacking` some records without a field, by field;
    `sections` of each article how many a record rests on, of those that have a text; `links` how many articles have
    an `address`, and of these how many were `tried` and how many were `there`.
    """

    shares: Mapping[str, Mapping[str, Share]]
    lacking: Mapping[str, tuple[str, ...]]
    sections: Mapping[str, Share]
    links: Mapping[str, Share]


def fields_of(languages: tuple[str, ...]) -> tuple[str, ...]:
    """All fields of a tracker: texts are measured in each language but the first, which every record has."""
    return (*RECORD_FIELDS, *PART_FIELDS, *(f"{LANGUAGE}{language}" for language in languages[1:]))


def make_coverage(library: Library, resting: Iterable[tuple[str, str]]) -> Coverage:
    """What the records say. `resting` are the sections, by article and anchor, that anything rests on."""
    fields = fields_of(library.site.languages)
    counts: dict[str, list[int]] = {}
    lacking: list[list[str]] = [[] for _ in fields]
    places = _Places(library.gazetteer)
    measure = _Measure(library)
    for policy in library.policies.values():
        place = places[policy.region]
        own = counts.get(place)
        if own is None:
            own = counts[place] = [0] * (2 * len(fields))
        for index, (filled, whole) in enumerate(measure.record(policy)):
            own[2 * index] += filled
            own[2 * index + 1] += whole
            if filled < whole and len(lacking[index]) < EXAMPLES:
                lacking[index].append(policy.id)
    return Coverage(
        {
            place: {field: Share(*own[2 * index : 2 * index + 2]) for index, field in enumerate(fields)}
            for place, own in sorted(counts.items())
        },
        {field: tuple(found) for field, found in zip(fields, lacking, strict=True)},
        dict(_sections(library.articles.values(), set(resting))),
        _links(library.articles.values()),
    )


class _Places(dict[str, str]):
    """The province that a region is or lies in; its country where it lies in none."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__()
        self._gazetteer = gazetteer

    def __missing__(self, region: str) -> str:
        chain = self._gazetteer.chain(region)
        self[region] = found = next((above.id for above in chain if above.level is Level.PROVINCE), chain[0].id)
        return found


class _Measure:
    """Measures records; what is known of articles and countries is looked up once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._others = library.site.languages[1:]
        self._languages = {article.id: article.language.partition("-")[0] for article in library.articles.values()}
        self._official = {article.id for article in library.articles.values() if article.kind == "official"}
        self._spoken: dict[str, frozenset[str]] = {}

    def record(self, policy: Policy) -> Iterator[tuple[int, int]]:
        """How much of each field a record has, in the order of `fields_of`."""
        announced = policy.announced
        cited = {citation.article for citation in policy.sources.values()}
        spoken = self._languages_of(policy.region)
        yield announced is not None, 1
        yield announced is not None and announced.period.precision == "day", 1
        is_event = self._library.vocabulary.instruments[policy.instrument].event
        yield policy.period is not None and not is_event, not is_event
        yield policy.issuer is not None, 1
        yield any(self._languages[article] in spoken for article in cited), 1
        yield not cited.isdisjoint(self._official), 1
        targets = len(policy.targets)
        promises = targets + len(policy.commitments)
        yield targets, promises
        dated = sum([each.deadline is not None for each in policy.targets])
        yield dated + sum([each.deadline is not None for each in policy.commitments]), promises
        yield sum([bool(each.terms) for each in policy.subsidies]), len(policy.subsidies)
        for language in self._others:
            yield language in policy.title and (not policy.summary or language in policy.summary), 1

    def _languages_of(self, region: str) -> frozenset[str]:
        found = self._spoken.get(region)
        if found is None:
            top = self._library.gazetteer.chain(region)[0]
            found = self._spoken[region] = official_languages(top.iso or "")
        return found


def _sections(articles: Iterable[Article], resting: set[tuple[str, str]]) -> Iterator[tuple[str, Share]]:
    for article in articles:
        sections = [section for section in article.sections if section.text.strip()]
        # what cites an article without a section means its beginning
        first = (article.id, "") in resting
        found = sum((article.id, each.anchor) in resting or (first and each is sections[0]) for each in sections)
        yield article.id, Share(found, len(sections))


def _links(articles: Iterable[Article]) -> dict[str, Share]:
    listed = list(articles)
    tried = [article.checked for article in listed if article.url and article.checked]
    addresses = sum(bool(article.url) for article in listed)
    return {
        "address": Share(addresses, len(listed)),
        "tried": Share(len(tried), addresses),
        "there": Share(sum(checked.is_good for checked in tried), addresses),
    }
