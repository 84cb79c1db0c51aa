"""The library: all records with references resolved, and the indexes that stages upstairs read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policygen.model.articles import Article
from policygen.model.provenance import Texts
from policygen.model.records import Policy
from policygen.model.regions import Gazetteer
from policygen.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Site:
    """What `site.yaml` says. `languages` are codes, first one at the root; `home` is the home country's region id."""

    title: Texts
    tagline: Texts
    description: Texts
    languages: tuple[str, ...]
    base_url: str | None
    home: str
    licence: Texts | None
    licence_url: str | None
    contact: str | None


@dataclass(frozen=True, slots=True)
class Library:
    """Everything the tracker knows. Mappings are by id, in sorted order."""

    site: Site
    gazetteer: Gazetteer
    vocabulary: Vocabulary
    articles: Mapping[str, Article]
    policies: Mapping[str, Policy]
