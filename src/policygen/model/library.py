"""The library: all records with references resolved.

Owns the order in which a tracker is read: settings, regions, articles, records. Refuses to touch disk: it is given
what the loader read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from policygen.loader import Entry, Loaded, uncollected
from policygen.model.additions import read_additions
from policygen.model.articles import Article
from policygen.model.history import Event, read_history
from policygen.model.keeping import Keeping, Read
from policygen.model.reader import Setting
from policygen.model.records import Policy, read_policy
from policygen.model.regions import Gazetteer, parse_gazetteer
from policygen.model.settings import Site, read_site, read_vocabulary
from policygen.model.sources import read_article
from policygen.model.vocabulary import Vocabulary
from policygen.problems import Problem, did_you_mean, error
from policygen.source import Document, Node, Scalar, SourceFile, Span
from policygen.syntax import parse_yaml, split_document

_LISTS = ("metrics", "kinds", "instruments", "themes", "bases")


@dataclass(frozen=True, slots=True)
class Library:
    """Everything the tracker knows. Mappings are by id, in sorted order; `history` is by day."""

    site: Site
    gazetteer: Gazetteer
    vocabulary: Vocabulary
    articles: Mapping[str, Article]
    policies: Mapping[str, Policy]
    history: tuple[Event, ...] = ()


def read_library(
    loaded: Loaded, package: Mapping[str, SourceFile], keeping: Keeping | None = None
) -> tuple[Library | None, list[Problem]]:
    """The tracker as a library; what has an error is left out, and None when there is no site to speak of.

    `package` are the texts that come with policygen, by path below its data folder. What `keeping` has of the last
    build is not read again, and what is read is put there.
    """
    with uncollected():
        return _read(loaded, package, keeping or Keeping())


def _read(loaded: Loaded, package: Mapping[str, SourceFile], keeping: Keeping) -> tuple[Library | None, list[Problem]]:
    problems = list(loaded.problems)
    broken = set(loaded.broken)
    gazetteer, unplaced = _gazetteer(loaded, package)
    site, wrong = read_site(loaded.site, gazetteer) if loaded.site is not None else (None, [])
    problems += wrong
    if site is None:
        for entry in (*loaded.articles.values(), *loaded.policies.values()):
            problems += _split(entry)[2]
        return None, problems
    problems += unplaced
    vocabulary, wrong = read_vocabulary(_vocabulary_nodes(loaded, package, problems))
    problems += wrong
    setting = Setting(site.languages, vocabulary, gazetteer, site.currency, frozenset(broken))
    articles = {}
    originals = []
    for entry in loaded.articles.values():
        name = f"article/{entry.id}"
        read = keeping.recall(name, entry) or keeping.keep(name, entry, _read_article(entry, setting))
        problems += read.problems
        originals.append(read.original)
        if read.value is None:
            broken.add(entry.id)
        else:
            articles[entry.id] = read.value
    problems += _check_originals(originals, {*loaded.articles, *loaded.broken})
    setting = Setting(site.languages, vocabulary, gazetteer, site.currency, frozenset(broken))
    policies = {}
    for entry in loaded.policies.values():
        name = f"policy/{entry.id}"
        read = keeping.recall(name, entry) or keeping.keep(name, entry, _read_policy(entry, articles, setting))
        problems += read.problems
        if read.value is not None:
            policies[entry.id] = read.value
    history, wrong = read_history(loaded.changes)
    problems += wrong
    return Library(site, gazetteer, vocabulary, articles, policies, history), problems


def _read_article(entry: Entry, setting: Setting) -> Read:
    document, translations, problems = _split(entry)
    if document is None:
        return Read(None, tuple(problems))
    article, wrong = read_article(entry.id, document, translations, setting)
    original = document.front.get("translation of")
    return Read(article, (*problems, *wrong), original if isinstance(original, Scalar) else None)


def _read_policy(entry: Entry, articles: Mapping[str, Article], setting: Setting) -> Read:
    document, translations, problems = _split(entry)
    if document is None:
        return Read(None, tuple(problems))
    policy, wrong = read_policy(entry.id, document, translations, articles, setting)
    return Read(policy, (*problems, *wrong))


def _split(entry: Entry) -> tuple[Document | None, dict[str, Document], list[Problem]]:
    """An entry's document and translations; None for what cannot be split into front matter and body."""
    document, problems = split_document(entry.file)
    translations = {}
    for language, file in entry.translations.items():
        translation, wrong = split_document(file)
        problems += wrong
        if translation is not None:
            translations[language] = translation
    return document, translations, problems


def _check_originals(originals: Iterable[Scalar | None], known: Collection[str]) -> list[Problem]:
    """A translation's original is an article of the tracker, if perhaps one that could not be read."""
    problems = []
    for original in originals:
        if original is not None and original.text.strip() and original.text not in known:
            problems.append(
                error(
                    "article/translation-of",
                    original.span,
                    f'no article "{original.text}"',
                    did_you_mean(original.text, known, "name the id of the original, or leave the key out"),
                )
            )
    return problems


def _gazetteer(loaded: Loaded, package: Mapping[str, SourceFile]) -> tuple[Gazetteer, list[Problem]]:
    gazetteer = parse_gazetteer(
        {path.removeprefix("gazetteer/"): file.text for path, file in package.items() if path.startswith("gazetteer/")}
    )
    regions, aliases, problems = read_additions(list(loaded.regions.values()), gazetteer)
    return gazetteer.extended(regions, aliases), problems


def _vocabulary_nodes(
    loaded: Loaded, package: Mapping[str, SourceFile], problems: list[Problem]
) -> dict[str, list[Node]]:
    """The nodes of each vocabulary list: the package's own, then the tracker's."""
    nodes: dict[str, list[Node]] = {name: [] for name in _LISTS}
    for path, file in package.items():
        if path.startswith("vocabulary/"):
            node, _ = parse_yaml(file.text, file.path)
            if node is not None:
                nodes[PurePosixPath(path).stem].append(node)
    for path, node in loaded.vocabulary.items():
        name = PurePosixPath(path).stem
        if name in nodes:
            nodes[name].append(node)
        else:
            problems.append(
                error(
                    "vocabulary/file",
                    Span(path),
                    f'"{name}" is no list of the vocabulary',
                    did_you_mean(name, _LISTS, "the lists are " + ", ".join(_LISTS)),
                )
            )
    return nodes
