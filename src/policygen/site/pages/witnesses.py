"""Witnesses: the words that figures rest on, and what other sources say of them.

Owns which passages are shown and how several figures share one. Refuses a figure without a witness.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from policygen.model.articles import Article
from policygen.model.provenance import Citation, Evidence, Testimony
from policygen.model.quantities import format_quantity, parse_quantity
from policygen.problems import WrongTextError
from policygen.site.pages import words
from policygen.site.pages.quotes import Mark, inner_marks, mark_quote, merge_passages, sentence_around
from policygen.site.pages.sheet import Sheet
from policygen.site.views import DateView, Link, OtherView, WitnessView, Words

#: Signs of a sentence that is quoted whole for several figures, or shown as the context of one.
_SHORT: Final = 180
_LONG: Final = 700


class _Cited(NamedTuple):
    """What a page says of a citation, with each of the figures that rest on it."""

    source: Link
    section: Words | None
    read: DateView
    stated: DateView | None
    link: str


def _cited(sheet: Sheet, article: Article, citation: Citation) -> _Cited:
    found: _Cited | None = sheet.cited.get(citation)
    if found is None:
        found = sheet.cited[citation] = _Cited(
            sheet.article(article, citation.anchor or ""),
            section_words(sheet, article, citation),
            sheet.day(citation.read),
            sheet.when(article.date, short=True),
            link_words(sheet, article),
        )
    return found


def witnesses(
    sheet: Sheet,
    evidence: Iterable[Evidence],
    marks: Sequence[Mark] = (),
    others: Iterable[OtherView] = (),
) -> tuple[WitnessView, ...]:
    """One witness for each cited section, in the order of the evidence; `others` stand with the first one.

    The passages cited from a section are quoted each once. In an article that is kept in its own words,
    several passages of one sentence are quoted as that sentence; in a digest, whose sentences are ours, they
    stand apart.
    """
    sections: dict[Citation, list[Evidence]] = {}
    for each in evidence:
        sections.setdefault(each.citation, []).append(each)
    found: list[WitnessView] = []
    told = tuple(others)
    for citation, cited in sections.items():
        article = sheet.shelf.library.articles[citation.article]
        text = "" if article.digest else sheet.shelf.passages[article.id, citation.anchor or ""]
        passages = _passages([each.written for each in cited], text)
        context = sentence_around(text, passages[0]) if len(passages) == 1 else ""
        said = _cited(sheet, article, citation)
        found.append(
            WitnessView(
                quotes=tuple(mark_quote(passage, marks) for passage in passages),
                lang=cited[0].language,
                source=said.source,
                section=said.section,
                read=said.read,
                stated=said.stated,
                link=said.link,
                digest=article.digest,
                context=_context(sheet, context, passages[0], cited[0].language),
                others=told if not found else (),
            )
        )
    return tuple(found)


def other_views(sheet: Sheet, others: Iterable[Testimony], subject: str = "") -> list[OtherView]:
    """What other sources say of a value; those that differ first."""
    found = sorted(others, key=lambda other: other.agrees)
    views = []
    for other in found:
        citation = other.evidence.citation
        said = _cited(sheet, sheet.shelf.library.articles[citation.article], citation)
        views.append(
            OtherView(
                agrees=other.agrees,
                quote=Words(other.evidence.written, sheet.lang(other.evidence.language)),
                source=said.source,
                section=said.section,
                read=said.read,
                stated=said.stated,
                link=said.link,
                value="" if other.agrees else _read_as(other.evidence.written, sheet.language.partition("-")[0]),
                why=sheet.maybe(other.why),
                rule=sheet.gettext(words.RULES[other.rule]) if other.rule is not None else "",
                subject=subject,
            )
        )
    return views


def link_words(sheet: Sheet, article: Article) -> str:
    """What is known of the link to the article as it stands elsewhere; "" where no address is known."""
    if not article.url:
        return ""
    if article.checked is None:
        return sheet.gettext("link not checked yet")
    day = sheet.messages.short_day(article.checked.on)
    if article.checked.is_good:
        return sheet.gettext("link checked %(day)s", day=day)
    return sheet.gettext("link broken on %(day)s (%(status)s)", day=day, status=article.checked.status)


def section_words(sheet: Sheet, article: Article, citation: Citation) -> Words | None:
    """The heading of the cited section, as the article has it, to be shown between quotation marks."""
    return Words(inner_marks(citation.section), sheet.lang(article.language)) if citation.section else None


def _passages(written: Sequence[str], text: str) -> list[str]:
    passages = merge_passages(written)
    if len(passages) < 2 or not text:
        return passages
    sentences = [sentence_around(text, passage) for passage in passages]
    quoted = [
        sentence if sentence and len(sentence) <= _SHORT and sentences.count(sentence) > 1 else passage
        for sentence, passage in zip(sentences, passages, strict=True)
    ]
    return merge_passages(quoted)


def _context(sheet: Sheet, sentence: str, passage: str, language: str) -> Words | None:
    if not sentence or len(sentence) > _LONG or len(sentence) <= len(passage) + 2:
        return None
    return Words(sentence, sheet.lang(language))


@lru_cache(maxsize=1024)
def _read_as(written: str, language: str) -> str:
    """How we read the other source's words, if they are one figure and nothing else."""
    try:
        return format_quantity(parse_quantity(written), language)
    except WrongTextError:
        return ""
