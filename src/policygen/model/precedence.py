"""Precedence: which of two sources that disagree is followed.

Owns the three rules. Refuses to average, and to decide where no rule does.
"""

from __future__ import annotations

from babel.core import UnknownLocaleError
from babel.languages import get_official_languages

from policygen.model.articles import Article
from policygen.model.provenance import Rule


def official_languages(country: str) -> frozenset[str]:
    """Codes of the languages that a country (ISO 3166-1) publishes its acts in, after CLDR; script is left out."""
    try:
        found = get_official_languages(country, de_facto=True)
    except UnknownLocaleError:
        return frozenset()
    return frozenset(language.split("_")[0] for language in found)


def pick_source(followed: Article, other: Article, official: frozenset[str]) -> tuple[Rule, Article | None]:
    """The rule that decides between two articles that disagree, and the article it picks.

    In this order: an original over its translation, and an article in an official language of the place (`official`)
    over one that is not; an official publication over press; a later one over an earlier one.
    """
    if other.translation_of == followed.id:
        return Rule.ORIGINAL, followed
    if followed.translation_of == other.id:
        return Rule.ORIGINAL, other
    in_original = (followed.language in official, other.language in official)
    if in_original in {(True, False), (False, True)}:
        return Rule.ORIGINAL, followed if in_original[0] else other
    if followed.kind != other.kind:
        return Rule.OFFICIAL, followed if followed.kind == "official" else other
    if followed.date and other.date and followed.date.end != other.date.end:
        return Rule.LATER, followed if followed.date.end > other.date.end else other
    return Rule.NONE, None
