"""The library: all records with references resolved, and what stages upstairs ask of it.

Owns the order in which a tracker is read: settings, regions, articles, records. Refuses to touch disk: it is given what the
loader read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policygen.model.articles import Article
from policygen.model.records import Policy
from policygen.model.regions import Gazetteer
from policygen.model.settings import Site
from policygen.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Library:
    """Everything the tracker knows. Mappings are by id, in sorted order."""

    site: Site
    gazetteer: Gazetteer
    vocabulary: Vocabulary
    articles: Mapping[str, Article]
    policies: Mapping[str, Policy]
