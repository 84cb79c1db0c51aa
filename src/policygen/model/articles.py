"""Articles: source texts read as they come, into a title, a date, a language and sections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policygen.model.periods import Period
from policygen.model.targets import Indicator
from policygen.model.texts import Texts
from policygen.source import Plain


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the Markdown under it up to the next heading of any level.

    The text before the first heading is a section with heading None and level 0. `anchor` is unique in the
    article and the id of the heading on its page; `text` is the plain text that evidence is looked up in, `markdown` the
    cleaned Markdown of the section without its heading; `line` is the line in the file the section starts on.
    """

    heading: str | None
    level: int
    anchor: str
    markdown: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Article:
    """A source text. `others` are translations of it for the reader, section by section, by language.

    `kind` is `official` or `press`; `translation_of` the id of the article this one is a translation of; `digest` is true
    when the text is our own digest and not the article's own words; `extra` keeps front matter of other generators.
    """

    id: str
    path: str
    title: Texts
    language: str
    date: Period | None
    kind: str
    publisher: Texts | None
    author: Texts | None
    url: str | None
    translation_of: str | None
    digest: bool
    note: Texts | None
    sections: tuple[Section, ...]
    translations: Mapping[str, tuple[Section, ...]]
    indicators: tuple[Indicator, ...]
    extra: Mapping[str, Plain]
