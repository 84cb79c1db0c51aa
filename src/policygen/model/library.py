"""The library: all records with references resolved.

Owns the order in which a tracker is read: settings, regions, articles, records. Refuses to touch disk: it is given
what the loader read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import PurePosixPath

from policygen.loader import Loaded
from policygen.model.additions import read_additions
from policygen.model.articles import Article
from policygen.model.documents import Keeper, read_documents, skim_documents
from policygen.model.history import Event, read_history
from policygen.model.reader import Setting
from policygen.model.records import Policy
from policygen.model.regions import Gazetteer, parse_gazetteer
from policygen.model.settings import Site, read_site, read_vocabulary
from policygen.model.vocabulary import Vocabulary
from policygen.problems import Problem, did_you_mean, error
from policygen.source import Node, SourceFile, Span
from policygen.syntax import parse_yaml
from policygen.values import dataclass

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
    loaded: Loaded, package: Mapping[str, SourceFile], keeper: Keeper | None = None
) -> tuple[Library | None, list[Problem]]:
    """The tracker as a library; what has an error is left out, and None when there is no site to speak of.

    `package` are the texts that come with policygen, by path below its data folder; `keeper` knows documents that were
    read before.
    """
    problems = list(loaded.problems)
    gazetteer, unplaced = _gazetteer(loaded, package)
    site, wrong = read_site(loaded.site, gazetteer) if loaded.site is not None else (None, [])
    problems += wrong
    if site is None:
        return None, problems + skim_documents(loaded)
    problems += unplaced
    vocabulary, wrong = read_vocabulary(_vocabulary_nodes(loaded, package, problems))
    problems += wrong
    languages, currency = site.languages, site.currency

    def set_up(broken: Collection[str]) -> Setting:
        return Setting(languages, vocabulary, gazetteer, currency, frozenset(broken))

    articles, policies, wrong = read_documents(loaded, set_up, keeper)
    problems += wrong
    history, wrong = read_history(loaded.changes)
    problems += wrong
    return Library(site, gazetteer, vocabulary, articles, policies, history), problems


@lru_cache(maxsize=1)
def _built_in(texts: tuple[tuple[str, str], ...]) -> Gazetteer:
    """The places that come with policygen, which are the same for every tracker that is read by this process."""
    return parse_gazetteer(dict(texts))


def _gazetteer(loaded: Loaded, package: Mapping[str, SourceFile]) -> tuple[Gazetteer, list[Problem]]:
    gazetteer = _built_in(
        tuple(
            (path.removeprefix("gazetteer/"), file.text)
            for path, file in package.items()
            if path.startswith("gazetteer/")
        )
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
