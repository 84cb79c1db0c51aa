"""Checks: rules over the whole library, one function a rule.

Owns what no single record can see. Refuses to change anything: a check returns problems.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Final

from policygen.model.library import Library
from policygen.model.provenance import Evidence
from policygen.model.records import Policy, SourcedPeriod
from policygen.model.subsidies import Subsidy, Term
from policygen.model.targets import Commitment, Indicator, Target
from policygen.model.texts import Texts, pick
from policygen.model.vocabulary import Words
from policygen.problems import Problem, Severity, error, warning
from policygen.source import Span


def check_library(library: Library, *, whole: bool) -> list[Problem]:
    """Every problem that every rule finds. What has an error is not in the library; unless it is `whole`, rules that
    tell of what is not there would tell what is not so.
    """
    rules = (*RULES, *RULES_OF_THE_WHOLE) if whole else RULES
    return [problem for rule in rules for problem in rule(library)]


def check_same_title(library: Library) -> Iterator[Problem]:
    """One act is one record: the same place and title twice is an error that names both files."""
    seen: dict[tuple[str, str], Policy] = {}
    for policy in library.policies.values():
        for language, title in policy.title.items():
            key = (policy.region, f"{language} {title.casefold()}")
            first = seen.setdefault(key, policy)
            if first is not policy:
                yield error(
                    "check/same-title",
                    policy.span,
                    f'"{title}" is also the title of {first.path}, of the same place',
                    "make them one record with all sources",
                )
                break


def check_article_older(library: Library) -> Iterator[Problem]:
    """An article cannot tell of an act that was announced after the article appeared."""
    for policy in library.policies.values():
        if policy.announced is None:
            continue
        for citation in policy.sources.values():
            article = library.articles[citation.article]
            start = policy.announced.period.start
            if article.date is None or start is None or article.date.end >= start:
                continue
            yield warning(
                "check/article-older",
                policy.span,
                f"{article.id} is dated {article.date.written}, before this act was announced "
                f"({policy.announced.period.written})",
                "one of the dates is wrong: correct it, or leave the article's date out and say why in its note",
            )


def check_read_date(library: Library) -> Iterator[Problem]:
    """Nobody reads an article before it appeared."""
    for policy in library.policies.values():
        for citation in policy.sources.values():
            article = library.articles[citation.article]
            if article.date and article.date.start and citation.read < article.date.start:
                yield warning(
                    "check/read-too-early",
                    policy.span,
                    f"{article.id} was read on {citation.read}, before it appeared ({article.date.written})",
                    "correct the day it was read, or the article's date",
                )


def check_deadlines(library: Library) -> Iterator[Problem]:
    """A promise falls due after it was made, and within the period of its policy."""
    for policy in library.policies.values():
        announced = policy.announced.period.start if policy.announced else None
        ends = policy.period.period.end if policy.period else None
        promises: list[Target | Commitment] = [*policy.targets, *policy.commitments]
        for part in promises:
            if part.deadline is None:
                continue
            if announced and part.deadline.end < announced:
                yield warning(
                    "check/deadline-before",
                    policy.span,
                    f"{part.id} falls due in {part.deadline.written}, before the policy was announced",
                    "correct the deadline or the announcement",
                )
            elif ends and part.deadline.start and part.deadline.start > ends:
                yield warning(
                    "check/deadline-after",
                    policy.span,
                    f"{part.id} falls due in {part.deadline.written}, after the policy's period ends",
                    "correct the deadline or the period",
                )


def check_evidence_sources(library: Library) -> Iterator[Problem]:
    """A source that a record names is used by it or is its only one; else nothing shows what was read there."""
    for policy in library.policies.values():
        if len(policy.sources) < 2 or not _evidence(policy):
            continue
        used = {(e.citation.article, e.citation.read) for e in _evidence(policy)}
        for name, citation in policy.sources.items():
            if (citation.article, citation.read) not in used:
                yield Problem(
                    "check/unused-source",
                    Severity.NOTICE,
                    policy.span,
                    f'nothing in this record is quoted from its source "{name}"',
                    "quote what it says under also, or leave it as a source that merely tells of the act",
                )


def check_uncited_articles(library: Library) -> Iterator[Problem]:
    """An article nobody cites is read for nothing."""
    cited = {citation.article for policy in library.policies.values() for citation in policy.sources.values()}
    for article in library.articles.values():
        if article.id not in cited and not article.indicators:
            yield Problem(
                "check/uncited-article",
                Severity.NOTICE,
                Span(article.path),
                f"no record cites {article.id}",
                "write records from it, or take it out",
            )


def check_labels(library: Library) -> Iterator[Problem]:
    """The site's own texts, and the labels of the words that records use, have every language of the tracker."""
    site = library.site
    own = {"title": site.title, "tagline": site.tagline, "description": site.description}
    for language in site.languages:
        names = [name for name, texts in own.items() if not _speaks(texts, language)]
        yield from _lacking("content/site.yaml", names, language, "text has", "texts have")
        for name, words, used in _words_used(library, language):
            names = [word for word in used if not _speaks(words[word].label, language)]
            yield from _lacking(f"content/vocabulary/{name}.yaml", names, language, "label has", "labels have")


def _speaks(texts: Texts, language: str) -> bool:
    """Whether a reader of the language has the text in it, be it in another variant (zh for zh-CN)."""
    return pick(texts, language)[1].partition("-")[0] == language.partition("-")[0]


def _lacking(path: str, names: list[str], language: str, one: str, many: str) -> Iterator[Problem]:
    if names:
        yield Problem(
            "translation/missing",
            Severity.NOTICE,
            Span(path),
            f"{len(names)} {one if len(names) == 1 else many} no {language}: {', '.join(names)}",
            "add them there; until then the pages show another language",
        )


def _words_used(library: Library, language: str) -> Iterator[tuple[str, Words[Any], list[str]]]:
    """The lists that have a word without a label in the language, with the words that records use."""
    vocabulary = library.vocabulary
    policies = library.policies.values()
    lists: tuple[tuple[str, Words[Any], Callable[[Policy], Iterable[str]]], ...] = (
        (
            "metrics",
            vocabulary.metrics,
            lambda p: [each.metric for each in p.targets] + [each.metric for each in p.indicators],
        ),
        ("kinds", vocabulary.kinds, lambda p: (each.kind for each in p.subsidies)),
        ("instruments", vocabulary.instruments, lambda p: (p.instrument,)),
        ("themes", vocabulary.themes, lambda p: p.themes),
    )
    for name, words, used_by in lists:
        if not all(_speaks(word.label, language) for word in words.values()):
            yield name, words, sorted({word for policy in policies for word in used_by(policy)})


def check_future_reading(library: Library, as_of: date) -> Iterator[Problem]:
    """Read after the day the site speaks of: fine for an earlier as-of date, a slip for today's."""
    for policy in library.policies.values():
        for name, citation in policy.sources.items():
            if citation.read > as_of:
                yield Problem(
                    "check/read-later",
                    Severity.NOTICE,
                    policy.span,
                    f'source "{name}" was read on {citation.read.isoformat()}, after the as-of date',
                    "correct the day, unless the as-of date is an earlier one on purpose",
                )


def _evidence(policy: Policy) -> list[Evidence]:
    parts: list[Target | Commitment | Subsidy | Indicator | Term | SourcedPeriod] = [
        *policy.targets,
        *policy.commitments,
        *policy.subsidies,
        *policy.indicators,
        *(term for subsidy in policy.subsidies for term in subsidy.terms),
        *(when for when in (policy.announced, policy.period, policy.repealed) if when is not None),
    ]
    found = [evidence for part in parts for evidence in part.evidence]
    found += [other.evidence for part in parts for other in part.others]
    found += policy.other_titles
    found += [evidence for disagreement in policy.disagreements for evidence in disagreement.says]
    return found


RULES: Final[tuple[Callable[[Library], Iterator[Problem]], ...]] = (
    check_same_title,
    check_article_older,
    check_read_date,
    check_deadlines,
    check_evidence_sources,
    check_labels,
)
RULES_OF_THE_WHOLE: Final[tuple[Callable[[Library], Iterator[Problem]], ...]] = (check_uncited_articles,)
