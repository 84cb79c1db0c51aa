"""Real texts as lines: which of them are headings, and Markdown that shows the others as their writers meant.

Owns the habits of web pages and word processors: bold lines and short lines for headings, paragraphs indented with
full-width spaces, bullets that are letters. Refuses to lose text: marks may go, words never.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, Literal

from policygen.patterns import regex
from policygen.values import dataclass

#: A line longer than this ends its paragraph: no editor wraps that late.
LONG_LINE: Final = 120

_ATX: Final = regex(r"(#{1,6})[\s]+(\S.*?)(?:\s+#+)?|(#{2,6})([^#\s].*?)#*")
_SETEXT: Final = regex(r" {0,3}(={2,}|-{2,})\s*")
_BOLD: Final = regex(r"(\*\*|__)(?=\S)((?:(?!\1).)+)(?<=\S)\1[:：]?")
_FENCE: Final = regex(r" {0,3}(`{3,}|~{3,})[^`]*")
_LIST_ITEM: Final = regex(r"([-*+]|(\d{1,9})\.)\s+(?=\S)", re.ASCII)
_MARKER: Final = regex(r"[-*+]|\d+\.")
_RULE: Final = regex(r"([-*_])(?:\s*\1){2,}")
_OUTLINE: Final = regex(
    r"\d{1,3}[)）、．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百\d]{1,4}[章节条]"
)
_BULLET: Final = regex(r"[•·●○▪■◆◇►➢➤✓✔][\s]+(?=\S)")
_LABEL: Final = regex(r"[^:：]{1,30}[:：]")
_ENDING: Final = regex(r"[.。!！?？;；,，、:：…]['\"”’」』）)]*$")
#: This and the other texts of patterns are dear to compile, and asked for only where articles are read.
_HAN: Final = r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_DATE: Final = (
    r"(?:19|20)\d\d ?[-/.年년] ?\d{1,2} ?[-/.月월] ?\d{1,2} ?[日일.]?|(?:令和|平成) ?\d{1,2} ?年\d{1,2}月\d{1,2}日"
    r"|[〇零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
    r"|\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d"
    r"|\d{1,2}(?:st|nd|rd|th|\.)? [A-Z]\w{2,8}\.?,? (?:19|20)\d\d"
)
#: Who wrote it, where and when: a line of its own under a title, and no heading.
_BYLINE: Final = (
    r"(?:By|Written by|From) [A-Z].*|(?:来源|作者|记者|编辑|文|图|文/图|撰文|供稿|通讯员|기자)\s*[:：/|｜／].*"
    r"|[(（【]?\S{1,12}[社报网讯]\S{0,12}\d{1,2}日(?:电|讯|消息)(?:[)）】]|[ \u3000(（].*)?"
    rf"|\W*(?:\w{{2,20}}[,，] ?)?(?:{_DATE})(?:[\s,，T]*\d{{1,2}}[:：]\d\d\S*)?\W*(?:星期\w|周\w|\w{{2,9}}day)?\W*"
)
#: Spaces of any kind, wide and invisible ones too.
_SPACES: Final = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\u200b\ufeff"
)
_MARK: Final = regex(r"[\[*_`>\\]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading on line `index` (from 0) over `length` lines; `kind` is how it was recognised."""

    index: int
    length: int
    level: int
    text: str
    kind: Literal["markdown", "bold", "plain"]


def find_headings(lines: Sequence[str]) -> list[Heading]:
    """Markdown headings and lines that are bold only; in a text with neither, short lines that stand alone."""
    marked = find_marked_headings(lines)
    prose = next((i for i, line in enumerate(lines) if is_prose(line)), len(lines))
    if any(heading.index > prose or (heading.kind == "markdown" and heading.level > 1) for heading in marked):
        return marked
    plain = [heading for heading in _plain_headings(lines) if heading.index not in {h.index for h in marked}]
    return sorted([*marked, *plain], key=lambda heading: heading.index)


def find_marked_headings(lines: Sequence[str]) -> list[Heading]:
    """The headings that are marked as such, by Markdown or by being bold."""
    found: list[Heading] = []
    fenced = fenced_lines(lines)
    level, in_list, after_text = 1, False, False
    for index, line in enumerate(lines):
        text = bare(line)
        if index in fenced or not text:
            in_list, after_text = False, False
            continue
        heading = _marked_heading(lines, index, text, level)
        if heading and not (heading.kind == "bold" and in_list) and not (heading.length == 2 and after_text):
            found.append(heading)
            level = heading.level if heading.kind == "markdown" else level
            continue
        in_list = in_list or bool(_LIST_ITEM.match(text) or _BULLET.match(text))
        after_text = not (found and found[-1].length == 2 and found[-1].index == index - 1)
    return found


def bare(line: str) -> str:
    """The line without spaces of any kind at its ends."""
    return line.strip(_SPACES)


def is_short(text: str, latin: int, han: int) -> bool:
    """Whether a text is no longer than a heading: `han` characters where Chinese ones prevail, else `latin`."""
    return len(text) <= (han if 2 * len(re.findall(_HAN, text)) >= len(text) else latin)


def is_prose(line: str) -> bool:
    """Whether a line reads as text of a paragraph, by its length or its end."""
    text = bare(line)
    return (
        bool(text)
        and not text.startswith(("#", "!", "*", "_"))
        and (len(text) > LONG_LINE or bool(_ENDING.search(text)))
    )


def is_title_like(text: str) -> bool:
    """Whether a line may be a heading though nothing marks it: no sentence, list item, label, quote or address."""
    return (
        bool(re.search(r"[^\W\d_]", text))
        and not _ENDING.search(text)
        and not _LABEL.match(text)
        and not re.fullmatch(_BYLINE, text)
        and not _LIST_ITEM.match(text)
        and not _BULLET.match(text)
        and not text.startswith(("!", "|", ">", "#", "+++", "```", "~~~"))
        and "://" not in text
    )


def is_numbered(text: str) -> bool:
    """Whether a line bears the number of a chapter or clause, as titles do not: 第一章 总则, 一、总体要求."""
    return bool(_OUTLINE.match(text))


def plain_text(text: str) -> str:
    """Markdown as the words a reader sees: without marks of emphasis, code, links, quotes and escapes."""
    if not _MARK.search(text):
        return text
    text = re.sub(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+[\"'(][^\n]*?[\"')])?\)", r"\1", text)
    text = re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<![\w*])([*_])(?=[^\s*_])([^*_\n]+?)(?<=\S)\1(?![\w*])", r"\2", text)
    text = re.sub(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", r"\2", text)
    text = re.sub(r"^(?:>\s?)+", "", text, flags=re.MULTILINE)
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def clean_markdown(lines: Sequence[str], *, wrapped: bool = False) -> str:
    """The lines as Markdown in which indents are no code, bullets are lists, and numbers stay what they are.

    In articles a long line that ends like a sentence is a paragraph though no blank line follows; not so in text that
    is `wrapped`.
    """
    cleaner = _Cleaner(wrapped)
    fenced = fenced_lines(lines)
    headings = {heading.index: heading for heading in find_marked_headings(lines) if heading.kind == "markdown"}
    underlines = {heading.index + 1 for heading in headings.values() if heading.length == 2}
    for index, line in enumerate(lines):
        if index in fenced:
            cleaner.add_code(line)
        elif index in headings:
            cleaner.add_heading(headings[index].level, bare(line))
        elif index not in underlines:
            cleaner.add(line)
    return "\n".join(cleaner.lines).strip("\n")


class _Cleaner:
    """Takes lines one by one; `lines` is the Markdown so far.

    `_levels` are the lists that are open, outermost first: the indent of their items, and the number of the last item
    (None for bullets).
    """

    def __init__(self, wrapped: bool) -> None:
        self.lines: list[str] = []
        self._wrapped = wrapped
        self._levels: list[tuple[int, int | None]] = []

    def add_code(self, line: str) -> None:
        self._levels = []
        self.lines.append(line)

    def add_heading(self, level: int, text: str) -> None:
        atx = _ATX.fullmatch(text)
        words = (atx[2] or atx[4]) if atx else text
        self._levels = []
        self.lines += [""] if self.lines and self.lines[-1] else []
        self.lines += [f"{'#' * level} {words}", ""]

    def add(self, line: str) -> None:
        text = bare(line)
        before = self.lines[-1] if self.lines else ""
        if not text:
            if before:
                self.lines.append("")
            return
        indent = line[: len(line) - len(line.lstrip())]
        width = len(indent.expandtabs(4)) if indent.isascii() else 0
        text = _BULLET.sub("- ", text)
        item = None if _RULE.fullmatch(text) else _LIST_ITEM.match(text)
        number = int(item[2]) if item and item[2] else None
        if item and self._is_in_turn(width, number):
            if before and not self._levels:
                self.lines.append("")
            self._open_list(width, number)
            self.lines.append("    " * (len(self._levels) - 1) + text)
        elif (
            self._levels
            and not item
            and (width >= self._levels[-1][0] + 2 or (before and not self._starts_paragraph(before, indent, text)))
        ):
            self.lines.append("    " * len(self._levels) + _escaped(text, item))
        else:
            self._levels = []
            if before and (item or self._starts_paragraph(before, indent, text)):
                self.lines.append("")
            is_broken = line.endswith("  ") and not _MARKER.fullmatch(text)
            self.lines.append(_escaped(text, item) + ("  " if is_broken else ""))

    def _starts_paragraph(self, before: str, indent: str, text: str) -> bool:
        """Whether a line starts a paragraph of its own although no blank line precedes it."""
        if "|" in text and "|" in before:
            return False
        if text.startswith("|") or _RULE.fullmatch(text) or _SETEXT.fullmatch(text):
            return True
        is_whole = not self._wrapped and len(before) > LONG_LINE and bool(_ENDING.search(before))
        return is_whole or len(indent) >= 2 or "\u3000" in indent or bool(_OUTLINE.match(text))

    def _is_in_turn(self, width: int, number: int | None) -> bool:
        """Whether a list would show the item's number as it is written; a year is none."""
        if number is None:
            return True
        same = [last for indent, last in self._levels if indent <= width < indent + 2]
        previous = same[-1] if same else None
        return number <= 999 and (previous is None or number in (previous + 1, 1))

    def _open_list(self, width: int, number: int | None) -> None:
        """Makes the item's list the innermost one; a list of the other kind is parted from its neighbour."""
        neighbour = None
        while self._levels and width < self._levels[-1][0]:
            neighbour = self._levels.pop()
        if self._levels and width < self._levels[-1][0] + 2:
            neighbour = self._levels.pop()
        if neighbour and (neighbour[1] is None) != (number is None) and self.lines[-1]:
            self.lines.append("")
        self._levels.append((width, number))


def _escaped(text: str, item: re.Match[str] | None) -> str:
    """A line that is neither heading nor list item, so that Markdown does not make it one."""
    if item and item[2]:
        return f"{item[2]}\\{text[len(item[2]) :]}"
    return "\\" + text if text.startswith("#") else text


def _marked_heading(lines: Sequence[str], index: int, text: str, level: int) -> Heading | None:
    atx = _ATX.fullmatch(text)
    if atx:
        words = plain_text(atx[2] or atx[4]).strip()
        return Heading(index, 1, len(atx[1] or atx[3]), words, "markdown") if words else None
    below = lines[index + 1] if index + 1 < len(lines) else ""
    setext = _SETEXT.fullmatch(below)
    if setext and len(text) <= LONG_LINE and not re.match(r"[-*+>|]|\d+[.)]\s", text):
        return Heading(index, 2, 1 if setext[1][0] == "=" else 2, plain_text(text), "markdown")
    bold = _BOLD.fullmatch(text)
    if bold and len(text) <= LONG_LINE and (not _ENDING.search(bold[2]) or is_short(bold[2], 60, 30)):
        return Heading(index, 1, min(level + 1, 6), plain_text(bold[2]).strip(), "bold")
    return None


def _plain_headings(lines: Sequence[str]) -> list[Heading]:
    blocks = list(_blocks(lines))
    found = []
    for (start, block), (_, following) in pairwise(blocks):
        text = bare(block[0])
        if len(block) > 1 or not is_title_like(text) or not is_short(text, 110, 40):
            continue
        below = bare(following[0])
        if len(below) > len(text) and is_prose(below) and not _LABEL.fullmatch(below):
            found.append(Heading(start, 1, 2, plain_text(text), "plain"))
    return found


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines that are not blank, each with the index of its first."""
    fenced = fenced_lines(lines)
    block: list[str] = []
    for index, line in enumerate([*lines, ""]):
        if bare(line) and index not in fenced:
            block.append(line)
        elif block:
            yield index - len(block), block
            block = []


def fenced_lines(lines: Sequence[str]) -> set[int]:
    """The lines of fenced code, fences included; a fence that is never closed is none."""
    inside: set[int] = set()
    opening: tuple[int, str] | None = None
    for index, line in enumerate(lines):
        fence = _FENCE.fullmatch(line)
        if opening is None and fence:
            opening = (index, fence[1])
        elif opening and fence and line.strip().startswith(opening[1]) and not line.strip().strip(opening[1][0]):
            inside.update(range(opening[0], index + 1))
            opening = None
    return inside
