"""The watched shelf: the shelf as pages see it, which takes notes of what they read.

Owns which parts of the shelf are indexes, read key by key, and which are read whole. What follows from the settings of
the tracker alone (the gazetteer, the vocabulary, the day) is nobody's fact: all pages are made anew when it changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any, Final

from policygen.model.articles import Article
from policygen.model.records import Policy
from policygen.model.regions import Region
from policygen.model.subsidies import Subsidy
from policygen.model.targets import Commitment, Indicator, Target
from policygen.site.facts import VALUE, Facts, Observed, ObservedSet, note
from policygen.site.pages.routes import Routes
from policygen.site.pages.shelf import Shelf

_WHOLE: Final = frozenset(("newest", "dues", "total", "pairs", "widest", "roster"))
_SETTLED: Final = frozenset(("library", "as_of", "comparisons", "provinces", "home", "made"))
_INDEXES: Final = (
    "statuses",
    "policies",
    "promises",
    "offers",
    "no_promise",
    "no_offer",
    "related",
    "measures",
    "levels",
)
#: What is made of records with their summaries or of articles with their texts, or cut to fit their length. All else is
#: made of records and articles without.
OF_WORDS: Final = frozenset(
    (
        *("records", "texts", "passages"),
        *("sizes", "drawers", "packets"),
        *("shares", "lacking", "sections", "links"),
        *("cuts", "routes", "routes.sitemap"),
    )
)


def _noted(name: str) -> Any:
    """A part of the shelf that is read as a whole."""
    slot = getattr(Shelf, name)

    def read(shelf: Shelf) -> Any:
        note((name,), VALUE)
        return slot.__get__(shelf)

    return property(read, slot.__set__)


class WatchedShelf(Shelf):
    """A shelf whose whole parts take notes too; its indexes are `Observed`."""

    __slots__ = ()


for _name in _WHOLE:
    setattr(WatchedShelf, _name, _noted(_name))


def watch(shelf: Shelf, routes: Routes) -> tuple[Shelf, Routes, dict[str, Any]]:
    """The shelf and the routes for pages to read, and all that facts are about by name."""
    roots: dict[str, Any] = {}

    def observed(name: str, values: Mapping[Any, Any]) -> Observed[Any, Any]:
        roots[name] = values
        return Observed((name,), values)

    library = replace(
        shelf.library,
        policies=observed("library.policies", shelf.library.policies),
        articles=observed("library.articles", shelf.library.articles),
    )
    indexes: dict[str, Any] = {
        name: observed(f"comparisons.{name}", getattr(shelf.comparisons, name)) for name in _INDEXES
    }
    comparisons = replace(shelf.comparisons, **indexes)
    parts: dict[str, Any] = {}
    for field in fields(Shelf):
        value = getattr(shelf, field.name)
        if field.name in _WHOLE:
            roots[field.name] = value
        elif field.name not in _SETTLED:
            value = observed(field.name, value)
        parts[field.name] = value
    parts.update(library=library, comparisons=comparisons)
    known = routes.known
    assert isinstance(known, frozenset)
    roots["routes"] = known
    watched = replace(routes, known=ObservedSet(("routes",), known), sitemap=observed("routes.sitemap", routes.sitemap))
    return WatchedShelf(**parts), watched, roots


def facts_of(roots: Mapping[str, Any], digest: Callable[[Policy | Article, bool], bytes]) -> Facts:
    """The facts of a watched shelf. `digest` tells a record or an article from any other, as a whole or (False) without
    its summary or its texts.

    A part of a record never stands alone in a fact: its record stands beside it, so that its id is enough.
    """
    records, texts = roots["records"], roots["texts"]
    # The same records are told of again and again, and live as long as their indexes.
    told: dict[int, str] = {}

    def name_by_digest(value: Policy | Article) -> str:
        found = told.get(id(value))
        if found is None:
            whole = records if isinstance(value, Policy) else texts
            found = told[id(value)] = digest(value, whole[value.id] is value).hex()
        return found

    def name_by_id(value: Any) -> str:
        return f"{type(value).__name__} {value.id}"

    return Facts(
        roots,
        {
            **dict.fromkeys((Policy, Article), name_by_digest),
            **dict.fromkeys((Target, Commitment, Subsidy, Indicator, Region), name_by_id),
        },
    )
