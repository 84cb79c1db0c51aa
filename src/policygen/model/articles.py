"""Articles: source texts read as they come, into a title, a date, a language and sections.

Owns what can be told from the text alone, the search for a section by its heading, and the proof that words stand in
a text. Refuses to guess a date, and to lose text: every word of the body is in the title or in a section.
"""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from policygen.dormant import Dormant, altered
from policygen.model.headings import (
    bare,
    clean_markdown,
    find_headings,
    find_marked_headings,
    is_numbered,
    is_short,
    is_title_like,
    plain_text,
)
from policygen.model.periods import Period, parse_period
from policygen.model.targets import Indicator
from policygen.model.texts import Texts
from policygen.model.words import fold_words
from policygen.patterns import regex
from policygen.problems import WrongTextError, did_you_mean
from policygen.source import Plain
from policygen.values import dataclass

_HAN: Final = regex(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA: Final = regex(r"[\u3041-\u30ff]")
_HANGUL: Final = regex(r"[\uac00-\ud7af\u1100-\u11ff]")
_LATIN: Final = regex(r"[A-Za-z\u00c0-\u024f]")
_ADDRESS: Final = regex(r"\w+://\S+|\S+@\S+")

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_DAYS: Final = tuple(
    regex(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}\s*年\s*(?P<month>\d\d?)\s*月(?:\s*(?P<day>\d\d?)\s*[日号])?",
        rf"{_YEAR}(?P<mark>[-/.])(?P<month>\d\d?)(?:(?P=mark)(?P<day>\d\d?))?(?!\d)",
        rf"{_MONTH}\s+(?:(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+)?{_YEAR}(?!\d)",
        rf"(?P<day>\d\d?)(?:st|nd|rd|th)?\s+{_MONTH},?\s+{_YEAR}(?!\d)",
    )
)
_DATE_LABEL: Final = regex(
    r"(?:(?:release|publication|publish|issue)?\s*(?:time|date)|(?:first\s+)?(?:published|posted|released)(?:\s+(?:on|at))?"
    r"|(?:发布|发表|发稿|刊发|成文|印发)?(?:时间|日期))\s*[:：]?\s*",
    re.IGNORECASE,
)
_CLOCK: Final = regex(
    r"[T\s]*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s*[ap]m)?(?:\s*(?:[+-]\d{2}:?\d{2}|Z|UTC|GMT))?", re.IGNORECASE
)
_SOURCE_LABEL: Final = regex(
    r"\W*(?:source|from|by|author|editor|来源|作者|编辑|文章来源|信息来源|浏览|阅读)\b.*"
    r"|\W*(?:来源|作者|编辑|文章来源|信息来源|浏览|阅读|입력|등록|송고|승인).*",
    re.IGNORECASE,
)
#: What may stand before the date, and must follow it: 发布日期, an agency's 电, a place as English papers open with.
_DATELINES: Final = (
    (regex(r".*(?:发布|成文|发文|印发|公开|刊发|发稿)(?:时间|日期)\s*[】\])）]?\s*[:：]?\s*"), regex("")),
    (regex(r"[(（【]?\S{1,12}[社报网讯][^\s\d]{0,12}"), regex("电|讯|消息")),
    (
        regex(r"[A-Z][A-Za-z.'-]*(?: [A-Z][A-Za-z.'-]*){0,3}, "),
        regex(r" ?(?:\([^()]{2,30}\) ?(?:--|—|–|-)|--|—|–|/)"),
    ),
)
_AUTHOR: Final = regex(r"\W*(?:By [A-Z]|Written by|Source|来源|作者|记者|编辑|文章来源|信息来源).{0,60}[\s|｜·,，/]")
_BEGINS_DAY: Final = regex(
    r"\d{1,4}\W|\d{4}[年년]|[〇零一二三四五六七八九]{4}年|令和|平成|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
)
#: Words that a language has in every paragraph and its neighbours have not.
_SMALL_WORDS: Final = {
    "en": ("the", "of", "and", "to", "is", "for", "by", "with", "that", "will"),
    "de": ("der", "die", "das", "und", "ist", "für", "mit", "von", "den", "wird"),
    "fr": ("le", "la", "les", "des", "et", "est", "pour", "dans", "une", "du"),
    "es": ("el", "los", "las", "y", "es", "para", "una", "del", "por", "con"),
    "it": ("il", "gli", "di", "e", "è", "per", "una", "della", "che", "con"),
    "pt": ("o", "os", "as", "e", "é", "para", "uma", "do", "da", "com"),
    "nl": ("het", "een", "en", "is", "voor", "met", "van", "dat", "zijn", "wordt"),
}
#: How many lines of text may hold the dateline.
_FIRST_LINES: Final = 8


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the Markdown under it up to the next heading of any level.

    The text before the first heading is a section with heading None and level 0. `anchor` is unique in the
    article and the id of the heading on its page; `text` is the plain text that evidence is looked up in, `markdown`
    the cleaned Markdown of the section without its heading; `line` is the line in the file the section starts on.
    """

    heading: str | None
    level: int
    anchor: str
    markdown: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Checked:
    """The day on which the link to an article was tried, and the HTTP status, None where nobody wrote it down."""

    on: date
    status: int | None

    @property
    def is_good(self) -> bool:
        """Whether the article was there."""
        return self.status is None or 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Article(Dormant):
    """A source text. `translations` are for the reader, section by section, by language.

    `kind` is `official` or `press`; `translation_of` the id of the article this one is a translation of; `digest` is
    true when the text is our own digest and not the article's own words; `extra` keeps front matter of other
    generators.
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
    checked: Checked | None = None


def without_texts(article: Article) -> Article:
    """The article without the words of its sections: as much as all pages but its own show of it."""

    def bare(sections: Iterable[Section]) -> tuple[Section, ...]:
        return tuple(Section(each.heading, each.level, each.anchor, "", "", 0) for each in sections)

    def change(article: Article) -> dict[str, object]:
        translations = {language: bare(sections) for language, sections in article.translations.items()}
        return {"sections": bare(article.sections), "translations": translations}

    return altered(article, change, id=article.id)


def find_title(body: str, front_title: str | None, id: str) -> tuple[str, str]:  # noqa: A002
    """The article's title, and the body without the line that repeats it (the line stays, empty).

    It is the front matter's, else the first heading, else a short first line, else the beginning of the text, else
    the id.
    """
    lines = body.split("\n")
    first = next((i for i, line in enumerate(lines) if bare(line) and not bare(line).startswith("![")), None)
    marked = find_marked_headings(lines)
    opening = marked[0] if marked and (marked[0].index == first or marked[0].level == 1) else None
    if front_title and front_title.strip():
        title = front_title.strip()
        key = fold_words(title).text
        same = [heading for heading in marked if heading.level == 1 or heading.index == first]
        for heading in same:
            if fold_words(heading.text).text == key:
                return title, _without(lines, heading.index, heading.length)
        if first is not None and fold_words(plain_text(bare(lines[first]))).text == key:
            return title, _without(lines, first, 1)
        return title, body
    if opening:
        rivals = [h for h in marked[1:] if h.kind == opening.kind and h.level <= opening.level]
        return opening.text, body if rivals else _without(lines, opening.index, opening.length)
    if first is None:
        return id, body
    text = plain_text(bare(lines[first]))
    below = bare(lines[first + 1]) if first + 1 < len(lines) else ""
    is_alone = not below or len(below) > 2 * len(text)
    if (
        is_alone
        and not is_numbered(text)
        and is_title_like(re.sub("[:：?？!！]", "", text))
        and is_short(text, 140, 60)
    ):
        return text, _without(lines, first, 1)
    return _beginning(text), body


def find_date(body: str) -> Period | None:
    """The day or month of publication where one of the first lines is a dateline; dates in sentences are none."""
    lines = [text for line in body.split("\n") if (text := bare(line))]
    for line in map(plain_text, lines[:_FIRST_LINES]):
        label = _DATE_LABEL.match(line)
        rest = line[label.end() :] if label else line
        told = _day_within(rest, labelled=bool(label)) or _day_alone(rest)
        if told:
            return told
    return None


def _day_alone(line: str) -> Period | None:
    """The day that a line is and nothing else, in any way a day is written."""
    if not _BEGINS_DAY.match(line):
        return None
    with contextlib.suppress(WrongTextError):
        period = parse_period(line)
        return period if period.precision == "day" else None
    return None


def _day_within(line: str, *, labelled: bool) -> Period | None:
    """The day or month that a dateline names beside an agency, a place, an author or other labels."""
    for pattern in _DAYS:
        found = pattern.search(line)
        period = _period(found) if found else None
        if found is None or period is None:
            continue
        before = line[: found.start()]
        clock = _CLOCK.match(line, found.end())
        behind = line[clock.end() if clock else found.end() :]
        ends = not behind.strip() or bool(_SOURCE_LABEL.fullmatch(behind))
        if (not before and (labelled or ends)) or (ends and _AUTHOR.fullmatch(before)):
            return period
        if any(front.fullmatch(before) and back.match(behind) for front, back in _DATELINES):
            return period
    return None


def find_language(text: str) -> str:
    """The language a text is written in, as far as its letters tell, and where they are Latin, its small words.

    `und` where nothing tells.
    """
    text = _ADDRESS.sub("", text)
    han, kana, hangul, latin = (len(script.findall(text)) for script in (_HAN, _KANA, _HANGUL, _LATIN))
    if hangul > han + kana and 2 * hangul >= latin:
        return "ko"
    if kana > 0.1 * han and 2 * (han + kana) >= latin and kana:
        return "ja"
    if han and 2 * han >= latin:
        return "zh"
    return _find_latin(text) if latin else "und"


def _find_latin(text: str) -> str:
    words = Counter(re.findall(r"[^\W\d_]+", text.casefold()))
    counts = {language: sum(words[word] for word in small) for language, small in _SMALL_WORDS.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > counts["en"] else "en"


def parse_sections(body: str, body_line: int) -> tuple[Section, ...]:
    """The text cut at its headings, which are those that `find_headings` sees; `body_line` is where it starts."""
    lines = body.split("\n")
    headings = find_headings(lines)
    starts = [heading.index for heading in headings] + [len(lines)]
    anchors = _anchors(heading.text for heading in headings)
    sections = []
    before = lines[: starts[0]]
    if any(bare(line) for line in before):
        first = next(i for i, line in enumerate(before) if bare(line))
        anchor = next(name for name in ("text", "text-0") if name not in anchors)
        sections.append(_section(None, 0, anchor, before, body_line + first))
    for heading, end, anchor in zip(headings, starts[1:], anchors, strict=True):
        under = lines[heading.index + heading.length : end]
        sections.append(_section(heading.text, heading.level, anchor, under, body_line + heading.index))
    return tuple(sections)


def find_section(sections: Sequence[Section], name: str) -> Section:
    """The section under this heading; marks, spaces and case do not matter. An anchor tells equal headings apart."""
    key = fold_words(plain_text(name.strip().lstrip("#"))).text
    same = [section for section in sections if section.heading and fold_words(section.heading).text == key]
    by_anchor = [
        section for section in sections if section.heading and section.anchor == name.strip().removeprefix("#")
    ]
    if name.strip().startswith("#") and by_anchor:
        return by_anchor[0]
    if len(same) == 1:
        return same[0]
    if same:
        choices = " or ".join(f'"#{section.anchor}"' for section in same)
        raise WrongTextError(
            "evidence/ambiguous-section",
            f'{len(same)} sections have the heading "{name}"',
            f"write {choices}, in quotes",
            length=len(name),
        )
    if by_anchor:
        return by_anchor[0]
    headings = [section.heading for section in sections if section.heading]
    known = ", ".join(headings[:8]) + (", …" if len(headings) > 8 else "")
    remedy = f"its sections: {known}" if headings else "it has no headings: leave the section out"
    raise WrongTextError(
        "evidence/unknown-section",
        f'no section "{name}"',
        did_you_mean(name, headings, remedy),
        length=max(1, len(name)),
    )


def _section(heading: str | None, level: int, anchor: str, lines: list[str], line: int) -> Section:
    text = plain_text("\n".join(bare(line) for line in lines)).strip("\n")
    return Section(heading, level, anchor, clean_markdown(lines), text, line)


def _anchors(headings: Iterable[str]) -> list[str]:
    """A slug for each heading, beginning with a letter, each unlike the others."""
    anchors: list[str] = []
    for heading in headings:
        folded = unicodedata.normalize("NFKC", heading).casefold()
        letters = "".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in folded)
        slug = "-".join(letters.split())[:80].strip("-") or "section"
        slug = slug if slug[0].isalpha() else f"s-{slug}"
        anchor, count = slug, 1
        while anchor in anchors:
            count += 1
            anchor = f"{slug}-{count}"
        anchors.append(anchor)
    return anchors


def _without(lines: Sequence[str], index: int, length: int) -> str:
    return "\n".join([*lines[:index], *[""] * length, *lines[index + length :]])


def _beginning(text: str) -> str:
    """The first words of a text, cut between clauses or words."""
    limit = 60 if 2 * len(_HAN.findall(text)) >= len(text) else 120
    if len(text) <= limit:
        return text
    clauses = [found.start() for found in re.finditer(r"[，。；：！？]|[,.;:!?](?=\s)", text[: limit + 1])]
    spaces = [found.start() for found in re.finditer(r"\s", text[: limit + 1])]
    cut = next((place for place in (clauses[-1:] + spaces[-1:]) if place >= limit // 2), limit)
    return text[:cut].rstrip(" ,.;:，。；：、") + "…"


def _period(found: re.Match[str]) -> Period | None:
    parts = found.groupdict()
    year = int(parts["year"])
    month = _MONTHS.index(parts["name"].casefold()[:3]) + 1 if parts.get("name") else int(parts["month"])
    try:
        if parts["day"]:
            day = date(year, month, int(parts["day"]))
            return Period(found[0], day, day)
        start = date(year, month, 1)
    except ValueError:
        return None
    return Period(found[0], start, (start + timedelta(days=31)).replace(day=1) - timedelta(days=1))
