"""Sources: article documents read into articles.

Owns what an article says of itself, from its front matter or else from its text. Refuses only what it needs and cannot
read; keys of other generators are kept aside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Final

from babel import Locale

from policygen.model.articles import (
    Article,
    Checked,
    Section,
    find_date,
    find_language,
    find_section,
    find_title,
    parse_sections,
)
from policygen.model.fields import ArticleFields, ArticleTexts, IndicatorFields, TranslationFields
from policygen.model.foreign import own_keys, with_front_matter
from policygen.model.hypertext import markdown_of
from policygen.model.keys import read_fields
from policygen.model.periods import Period, parse_day, parse_period
from policygen.model.promises import read_indicator
from policygen.model.provenance import Citation
from policygen.model.reader import Cited, Reader, Setting
from policygen.model.targets import Indicator
from policygen.model.texts import Texts
from policygen.problems import Problem, Severity, did_you_mean, error, has_errors, warning
from policygen.source import Document, Node, Span, find_node
from policygen.source import Mapping as MappingNode

KINDS: Final = ("official", "press")


def read_article(
    id: str,  # noqa: A002
    document: Document,
    translations: Mapping[str, Document],
    setting: Setting,
) -> tuple[Article | None, list[Problem]]:
    """One article with its translations; None when any of it has an error."""
    reader = Reader(setting, {})
    document = with_front_matter(document)
    front, aside = own_keys(document.front)
    fields, wrong = read_fields(ArticleFields, front)
    reader.problems += wrong
    if fields is None:
        return None, reader.problems
    text = markdown_of(document.body)
    if not text.strip():
        message, remedy = "the article has no text", "paste its text below the front matter, or take the file out"
        reader.problems.append(warning("article/empty", Span(document.file.path), message, remedy))
    language = _language(fields.language, text, setting.languages)
    title, body = find_title(text, fields.title or None, id)
    sections = parse_sections(body, document.body_line)
    kind = fields.kind or "press"
    if kind not in KINDS:
        reader.wrong(
            "article/kind",
            find_node(front, "kind"),
            f'"{kind}" is no kind of article',
            did_you_mean(kind, KINDS, "write official or press"),
        )
    overlays, translated = _read_translations(translations, sections, language, reader)
    article = Article(
        id=id,
        path=document.file.path,
        title=_texts(title, language, overlays, "title"),
        language=language,
        date=_read_date(fields, front, text, reader),
        kind=kind,
        publisher=_optional(fields.publisher, language, overlays, "publisher"),
        author=_optional(fields.author, language, overlays, "author"),
        url=fields.url or None,
        translation_of=fields.translation_of or None,
        digest=fields.digest == "true",
        note=_optional(fields.note, language, overlays, "note"),
        sections=sections,
        translations=translated,
        indicators=(),
        extra=aside,
        checked=_read_checked(fields, front, reader),
    )
    indicators = _read_indicators(fields, overlays, article, front, reader)
    reader.problems += _missing(article, setting)
    if has_errors(reader.problems):
        return None, reader.problems
    return replace(article, indicators=indicators), reader.problems


@cache
def _language_codes() -> Mapping[str, str]:
    """Codes of languages by code, English name and Chinese name; made when an article first names its language."""
    names = {own: Locale(own).languages.items() for own in ("zh", "en")}
    named = {str(name).casefold(): str(code) for own in names for code, name in names[own]}
    return named | {str(code): str(code) for code, _ in names["en"]}


def _language(written: str | None, text: str, languages: tuple[str, ...]) -> str:
    """The article's language as the tracker calls it: `zh-CN`, `zh_Hans` and 中文 are `zh` to one that has zh."""
    code = (written or "").strip().replace("_", "-").casefold()
    for language in languages:
        if language.casefold() == code:
            return language
    found = (_language_codes().get(code.partition("-")[0]) if code else None) or find_language(text)
    return next((language for language in languages if language.partition("-")[0] == found), found)


def _read_date(fields: ArticleFields, front: MappingNode, body: str, reader: Reader) -> Period | None:
    if fields.date is None:
        return find_date(body)
    text = fields.date
    return reader.attempt(find_node(front, "date"), lambda: parse_period(text))


def _read_checked(fields: ArticleFields, front: MappingNode, reader: Reader) -> Checked | None:
    written, node = fields.checked, find_node(front, "checked")
    if written is None:
        return None
    if not fields.url:
        reader.wrong("article/checked", node, '"checked" is there, and no address to check', 'add "url:"')
    text, node = (written, node) if isinstance(written, str) else (written.on, find_node(node, "on"))
    day = reader.attempt(node, lambda: parse_day(text))
    status = None if isinstance(written, str) or written.status is None else int(written.status)
    return Checked(day, status) if day is not None else None


def _read_translations(
    translations: Mapping[str, Document], sections: tuple[Section, ...], language: str, reader: Reader
) -> tuple[dict[str, ArticleTexts], dict[str, tuple[Section, ...]]]:
    """The texts of each translation, and its sections under the anchors of the base file."""
    overlays: dict[str, ArticleTexts] = {}
    translated: dict[str, tuple[Section, ...]] = {}
    for code, document in translations.items():
        fields, wrong = read_fields(ArticleTexts, document.front)
        reader.problems += wrong
        if fields is not None:
            overlays[code] = fields
        if code == language:
            reader.problems.append(
                error(
                    "article/same-language",
                    Span(document.file.path),
                    f'the article is in "{language}" itself',
                    "name the file after the language it is translated to",
                )
            )
            continue
        text = markdown_of(document.body)
        if not text.strip():
            continue
        _, body = find_title(text, fields.title if fields else None, "")
        own = parse_sections(body, document.body_line)
        if len(own) != len(sections):
            reader.problems.append(
                error(
                    "article/sections-differ",
                    Span(document.file.path, document.body_line),
                    f"{len(own)} {'section' if len(own) == 1 else 'sections'}, where the article has {len(sections)}",
                    "give each heading of the article a heading in the translation, in the same order",
                )
            )
            continue
        translated[code] = tuple(
            replace(theirs, anchor=ours.anchor) for ours, theirs in zip(sections, own, strict=True)
        )
    return overlays, translated


def _read_indicators(
    fields: ArticleFields, overlays: Mapping[str, ArticleTexts], article: Article, front: Node, reader: Reader
) -> tuple[Indicator, ...]:
    found = []
    reader.setting = replace(reader.setting, languages=(article.language, *_others(article, reader.setting)))
    reader.overlays = {
        code: TranslationFields.model_construct(indicators=overlay.indicators) for code, overlay in overlays.items()
    }
    if fields.indicators and fields.read is None:
        reader.wrong(
            "record/missing-key",
            find_node(front, "indicators"),
            'an article with indicators needs "read"',
            'add a line "read: ..." with the day its figures were read',
        )
        return ()
    read = reader.attempt(find_node(front, "read"), lambda: parse_day(fields.read or "")) if fields.indicators else None
    for index, entry in enumerate(fields.indicators):
        node = find_node(front, "indicators", index)
        cited = _own_section(entry, article, read, node, reader) if read else None
        if cited is None:
            continue
        name = entry.id or f"i{index + 1}"
        indicator = read_indicator(entry, node, name, reader, region=None, cited=cited)
        if indicator is not None:
            found.append(indicator)
    return tuple(found)


def _own_section(entry: IndicatorFields, article: Article, read: date, node: Node, reader: Reader) -> Cited | None:
    """The article as its own source."""
    heading, anchor = None, None
    if entry.section is not None:
        wanted = entry.section
        section = reader.attempt(find_node(node, "section"), lambda: find_section(article.sections, wanted))
        if section is None:
            return None
        heading, anchor = section.heading, section.anchor
    return Cited(Citation(article.id, heading, anchor, read), article)


def _others(article: Article, setting: Setting) -> tuple[str, ...]:
    return tuple(language for language in setting.languages if language != article.language)


def _texts(base: str, language: str, overlays: Mapping[str, ArticleTexts], key: str) -> Texts:
    return {language: base} | {
        code: text for code, overlay in overlays.items() if (text := getattr(overlay, key)) and code != language
    }


def _optional(base: str | None, language: str, overlays: Mapping[str, ArticleTexts], key: str) -> Texts | None:
    return _texts(base, language, overlays, key) if base else None


def _missing(article: Article, setting: Setting) -> list[Problem]:
    """A notice for each language of the tracker that the article cannot be read in."""
    found = []
    for language in _others(article, setting):
        lacks = [] if language in article.title else ["title"]
        if language not in article.translations:
            lacks.append("text")
        if article.note and language not in article.note:
            lacks.append("note")
        if lacks:
            found.append(
                Problem(
                    "translation/missing",
                    Severity.NOTICE,
                    Span(article.path),
                    f"{len(lacks)} {'text has' if len(lacks) == 1 else 'texts have'} no {language}: {', '.join(lacks)}",
                    f"add them to the file that ends in .{language}.md; until then the page shows the other language",
                )
            )
    return found
