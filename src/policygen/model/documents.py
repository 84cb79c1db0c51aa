"""Documents: every article and every record read, each anew only when something it was read from changed.

Owns what a value is read from: its own files, the settings of the tracker, and of a record also what it cites of
articles. Refuses to keep anything itself, and to keep what has an error: that is told again by reading it again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, NamedTuple, Protocol

from policygen.loader import Entry, Loaded, Told, let_go
from policygen.model.articles import Article
from policygen.model.reader import Setting
from policygen.model.records import Policy, read_policy
from policygen.model.sources import read_article
from policygen.problems import Problem, did_you_mean, error, has_errors
from policygen.source import Document, Node, Scalar
from policygen.syntax import split_document

#: A section of an article by the article's id and the section's anchor, "" for the whole of it.
SectionId = tuple[str, str]


class Kept(NamedTuple):
    """What was read from a document. `sections` has a digest for each section that an article has, or that a record
    rests on; `original` is the article that an article is a translation of, "" for none.
    """

    value: Any
    problems: tuple[Problem, ...]
    sections: Mapping[SectionId, bytes]
    original: str = ""


class Keeper(Protocol):
    """Keeps what was read from documents, for as long as the settings are the same."""

    def find(self, kind: type[Article] | type[Policy], name: str, told: Told) -> Kept | None:
        """What these files were read into, if that is known."""

    def keep(self, name: str, told: Told, kept: Kept) -> Kept:
        """Find it again next time; what was kept, as it will be found then."""

    def read_ahead(self, told: Mapping[str, Told], read: Callable[[str], Kept]) -> Collection[str]:
        """Read some of these records in any order, and keep them, so that they are found; which they are."""


def skim_documents(loaded: Loaded) -> list[Problem]:
    """What can be told of documents without the settings of the tracker."""
    problems: list[Problem] = []
    for entries in (loaded.articles, loaded.policies):
        for entry in entries.values():
            problems += _split(entry)[2]
    return problems


def read_documents(
    loaded: Loaded, set_up: Callable[[Collection[str]], Setting], keeper: Keeper | None
) -> tuple[dict[str, Article], dict[str, Policy], list[Problem]]:
    """All articles and all records that have no error, by id. `set_up` makes the setting they are read against, given
    the ids of those that could not be read.
    """
    problems: list[Problem] = []
    broken = set(loaded.broken)
    originals: list[Node | None] = []
    known = {*loaded.articles, *loaded.broken}
    sections: dict[SectionId, bytes] = {}
    articles: dict[str, Article] = {}
    setting = set_up(broken)
    for name, entry in loaded.articles.items():
        kept = keeper.find(Article, name, entry.told) if keeper else None
        if kept is None or (kept.original and kept.original not in known):
            read = _read_article(loaded, entry, setting)
            originals.append(read.original)
            kept = read.kept
            if keeper and kept.value is not None and not has_errors(kept.problems):
                kept = keeper.keep(name, entry.told, kept)
        problems += kept.problems
        sections.update(kept.sections)
        if kept.value is None:
            broken.add(name)
        else:
            articles[name] = kept.value
    problems += _check_originals(originals, known)
    setting = set_up(broken)
    if keeper:

        def read_record(name: str) -> Kept:
            return _read_policy(loaded, loaded.policies[name], articles, setting, sections)

        waiting = {
            name: entry.told
            for name, entry in loaded.policies.items()
            if not _still_holds(keeper.find(Policy, name, entry.told), sections)
        }
        for name in keeper.read_ahead(waiting, read_record):
            let_go(loaded, loaded.policies[name])
    policies: dict[str, Policy] = {}
    for name, entry in loaded.policies.items():
        kept = keeper.find(Policy, name, entry.told) if keeper else None
        if kept is None or not _still_holds(kept, sections):
            kept = _read_policy(loaded, entry, articles, setting, sections)
            if keeper and kept.value is not None and not has_errors(kept.problems):
                kept = keeper.keep(name, entry.told, kept)
        problems += kept.problems
        if kept.value is not None:
            policies[name] = kept.value
    return articles, policies, problems


def _still_holds(kept: Kept | None, sections: Mapping[SectionId, bytes]) -> bool:
    """Whether a record is known, and would be read the same from these sections."""
    return kept is not None and kept.sections.items() <= sections.items()


class _Read(NamedTuple):
    """An article as read; `original` is the node that names the one it is a translation of."""

    kept: Kept
    original: Node | None


def _read_article(loaded: Loaded, entry: Entry, setting: Setting) -> _Read:
    document, translations, problems = _split(entry)
    let_go(loaded, entry)
    if document is None:
        return _Read(Kept(None, tuple(problems), {}), None)
    article, wrong = read_article(entry.id, document, translations, setting)
    sections = dict(_digest_sections(article)) if article else {}
    original = (article.translation_of or "") if article else ""
    return _Read(Kept(article, (*problems, *wrong), sections, original), document.front.get("translation of"))


def _read_policy(
    loaded: Loaded,
    entry: Entry,
    articles: Mapping[str, Article],
    setting: Setting,
    sections: Mapping[SectionId, bytes],
) -> Kept:
    document, translations, problems = _split(entry)
    let_go(loaded, entry)
    if document is None:
        return Kept(None, tuple(problems), {})
    policy, wrong = read_policy(entry.id, document, translations, articles, setting)
    cited = {(each.article, each.anchor or "") for each in policy.sources.values()} if policy else set()
    return Kept(policy, (*problems, *wrong), {each: sections[each] for each in sorted(cited)})


def _split(entry: Entry) -> tuple[Document | None, dict[str, Document], list[Problem]]:
    """The document and its translations, as far as they can be split, and what is wrong with them."""
    document, problems = split_document(entry.file)
    translations = {}
    for language, file in entry.translations.items():
        translation, wrong = split_document(file)
        problems += wrong
        if translation is not None:
            translations[language] = translation
    return document, translations, problems


def _digest_sections(article: Article) -> Iterator[tuple[SectionId, bytes]]:
    """A digest of all that a record which cites the section may be told of the article: the section's text, every
    heading, and what decides whether the article is to be followed.
    """
    day = article.date
    told = [article.id, article.language, article.kind, article.translation_of or ""]
    told += [str(day.start), str(day.end)] if day else []
    told += [f"{section.level} {section.anchor} {section.heading or ''}" for section in article.sections]
    for section in article.sections:
        yield (article.id, section.anchor), _digest([*told, section.anchor, section.text])
    yield (article.id, ""), _digest([*told, "", *(section.text for section in article.sections)])


def _digest(texts: list[str]) -> bytes:
    return hashlib.blake2b("\x1f".join(texts).encode(), digest_size=8).digest()


def _check_originals(originals: list[Node | None], known: Collection[str]) -> list[Problem]:
    """A translation's original is an article of the tracker, if perhaps one that could not be read."""
    problems = []
    for original in originals:
        if isinstance(original, Scalar) and original.text.strip() and original.text not in known:
            problems.append(
                error(
                    "article/translation-of",
                    original.span,
                    f'no article "{original.text}"',
                    did_you_mean(original.text, known, "name the id of the original, or leave the key out"),
                )
            )
    return problems
