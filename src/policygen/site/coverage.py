"""Coverage: how much of what could be known the records say, place by place, counted once for the whole site.

Owns what is measured and of what it is a part. Refuses to judge a record: what no source says is no fault of it, and a
share says how far reading has come, not how good a policy is.
"""

from __future__ import annotations

from collections import defaultdict
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
    counts: dict[str, tuple[list[tuple[int, ...]], list[tuple[int, ...]]]] = defaultdict(lambda: ([], []))
    lacking: dict[str, list[str]] = {field: [] for field in fields}
    wanted = list(range(len(fields)))
    places = _Places(library.gazetteer)
    measure = _Measure(library)
    for policy in library.policies.values():
        filled, whole = measure.record(policy)
        own = counts[places[policy.region]]
        own[0].append(filled)
        own[1].append(whole)
        for index in wanted if filled != whole else ():
            if filled[index] < whole[index]:
                examples = lacking[fields[index]]
                examples.append(policy.id)
                if len(examples) == EXAMPLES:
                    wanted = [other for other in wanted if other != index]
    return Coverage(
        {
            place: dict(zip(fields, map(Share, _sums(filled), _sums(whole)), strict=True))
            for place, (filled, whole) in sorted(counts.items())
        },
        {field: tuple(found) for field, found in lacking.items()},
        dict(_sections(library.articles.values(), set(resting))),
        _links(library.articles.values()),
    )


def _sums(rows: Iterable[tuple[int, ...]]) -> Iterator[int]:
    return map(sum, zip(*rows, strict=True))


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
        self._gazetteer = library.gazetteer
        self._others = library.site.languages[1:]
        self._languages = {article.id: article.language.partition("-")[0] for article in library.articles.values()}
        self._official = {article.id for article in library.articles.values() if article.kind == "official"}
        self._happened = {each.id for each in library.vocabulary.instruments.values() if each.event}
        self._spoken: dict[str, frozenset[str]] = {}

    def record(self, policy: Policy) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """How much of each field a record has, and of how much, in the order of `fields_of`."""
        announced = policy.announced.period if policy.announced is not None else None
        lasts = policy.instrument not in self._happened
        spoken = self._languages_of(policy.region)
        original = official = dated = figured = 0
        for citation in policy.sources.values():
            original |= self._languages[citation.article] in spoken
            official |= citation.article in self._official
        for promises in (policy.targets, policy.commitments):
            for promise in promises:
                dated += promise.deadline is not None
        for subsidy in policy.subsidies:
            figured += bool(subsidy.terms)
        targets = len(policy.targets)
        promised = targets + len(policy.commitments)
        others = self._others
        return (
            announced is not None,
            announced is not None and announced.start == announced.end,
            lasts and policy.period is not None,
            policy.issuer is not None,
            original,
            official,
            targets,
            dated,
            figured,
            *[code in policy.title and (not policy.summary or code in policy.summary) for code in others],
        ), (1, 1, lasts, 1, 1, 1, promised, promised, len(policy.subsidies), *[1] * len(others))

    def _languages_of(self, region: str) -> frozenset[str]:
        found = self._spoken.get(region)
        if found is None:
            top = self._gazetteer.chain(region)[0]
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
