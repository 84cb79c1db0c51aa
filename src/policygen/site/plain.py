"""Plain Markdown: the shapes that most texts are made of, as HTML without a converter.

Owns paragraphs, headings, flat lists and tables with nothing in them but words, bold words and links to the web, and
writes of them just what `markup` would. Refuses every other shape, and guesses: whoever gets None asks the converter.
"""

from __future__ import annotations

import re
from typing import Final

_CJK: Final = (
    "\u2e80-\u303f\u3041-\u30ff\u31c0-\u31ef\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U00020000-\U0003ffff“”‘’…—·"
)
#: A line break that Chinese and Japanese text does not have.
SOFT_BREAK: Final = re.compile(rf"(?<=[{_CJK}])([*_`]*)[ \t]*\n[ \t]*(?=[*_`\[]*[{_CJK}])")
#: Marks that mean something else, and spaces where they could.
_OTHER: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\xa0\u2028\u2029`\\\\<]|!\\[|~~~|&#?[0-9A-Za-z]+;| \n|\n |\n\n\n|^[ \n]|[ \n]$"
)
#: A line of a paragraph that begins so may be something else.
_OTHER_LINE: Final = re.compile(r"^(?:[-#>=|+:]|\*(?!\*)|\d+\.(?:\s|$))", re.MULTILINE)
_HEADING: Final = re.compile(r"(#{1,6}) (?! )([^#\n]+)")
_ITEM: Final = r"((?:\*\*(?=[^\s*])|(?!\d+\.)[^-\s*+#>|=:])[^\n]*)"
_BULLET: Final = re.compile(rf"[-*+] {_ITEM}")
_NUMBERED: Final = re.compile(rf"\d{{1,9}}\. {_ITEM}")
_ROW: Final = re.compile(r"\|[^\n]+\|")
_DASHES: Final = re.compile(r":?-+:?")
_INLINE: Final = re.compile(r"[*_\]&>]")
_STARS: Final = re.compile(r"\*+")
_STRONG: Final = re.compile(r"\*\*(?![\s*])([^*]+)(?<!\s)\*\*")
_LINK: Final = re.compile(
    r"\[([^][*_\n]+)\]"
    r"\((https?://(?:(?!xn--)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:[/?#][A-Za-z0-9/._~%+,:@?=#-]*)?)\)"
)
_A: Final = r'<a href="\2" rel="noopener">\1</a>'


def render_plain(text: str, heading_shift: int) -> str | None:
    """The HTML of cleaned Markdown that has plain shapes only, else None."""
    if not text:
        return ""
    if _OTHER.search(text):
        return None
    found: list[str] = []
    before = ""
    for block in text.split("\n\n"):
        made = _block(block, before, heading_shift)
        if made is None:
            return None
        found.append(made)
        before = block
    return "\n".join(found)


def _block(block: str, before: str, heading_shift: int) -> str | None:
    if heading := _HEADING.fullmatch(block):
        level = min(6, len(heading[1]) + heading_shift)
        words = _inline(heading[2])
        return None if words is None else f"<h{level}>{words}</h{level}>"
    if block.startswith("|"):
        return _table(block.split("\n"))
    bulleted = _BULLET.match(block)
    if bulleted or block.startswith("1. "):
        # a list after a list is one with it
        if _BULLET.match(before) or _NUMBERED.match(before):
            return None
        return _list(block.split("\n"), "ul", _BULLET) if bulleted else _list(block.split("\n"), "ol", _NUMBERED)
    if _OTHER_LINE.search(block):
        return None
    if "\n" in block:
        if "|" in block:
            return None
        block = SOFT_BREAK.sub(r"\1", block)
    words = _inline(block)
    return None if words is None else f"<p>{words}</p>"


def _list(lines: list[str], tag: str, shape: re.Pattern[str]) -> str | None:
    items = []
    for line in lines:
        item = shape.fullmatch(line)
        words = _inline(item[1]) if item else None
        if words is None:
            return None
        items.append(words)
    return f"<{tag}>\n" + "".join(f"<li>{item}</li>\n" for item in items) + f"</{tag}>"


def _table(lines: list[str]) -> str | None:
    if len(lines) < 3 or not all(map(_ROW.fullmatch, lines)):
        return None
    head, dashes, *body = ([_inline(cell.strip()) for cell in line[1:-1].split("|")] for line in lines)
    if any(None in row or len(row) != len(head) for row in (head, dashes, *body)):
        return None
    if not all(_DASHES.fullmatch(cell or "") for cell in dashes):
        return None
    return (
        f'<div class="scroll" tabindex="0"><table>\n<thead>\n{_row("th", head)}</thead>\n'
        f"<tbody>\n{''.join(_row('td', row) for row in body)}</tbody>\n</table></div>"
    )


def _row(tag: str, cells: list[str | None]) -> str:
    return "<tr>\n" + "".join(f"<{tag}>{cell}</{tag}>\n" for cell in cells) + "</tr>\n"


def _inline(text: str) -> str | None:
    """Words, bold words and links; None where a mark is left that may mean anything else."""
    if not _INLINE.search(text):
        return text
    text = text.replace("&", "&amp;").replace(">", "&gt;")
    linked = "](" in text
    # brackets are words unless a link follows
    rest = _LINK.sub("", text) if linked else text
    if "_" in rest or "](" in rest:
        return None
    if linked:
        text = _LINK.sub(_A, text)
    if "*" in text:
        if any(run != "**" for run in _STARS.findall(text)):
            return None
        text = _STRONG.sub(r"<strong>\1</strong>", text)
        if "*" in text:
            return None
    return text
