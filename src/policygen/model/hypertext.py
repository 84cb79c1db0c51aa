"""HTML inside real texts as the Markdown that says the same.

Owns what the tags of web pages and word processors mean to a reader: paragraphs, headings, lists, rows of tables,
emphasis, links. Refuses what is no text: comments, scripts, styles. No word is lost, and what is no tag stays as it is.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from policygen.patterns import regex

_INLINE: Final = (
    *(
        "a",
        "abbr",
        "b",
        "big",
        "center",
        "cite",
        "del",
        "em",
        "font",
        "i",
        "ins",
        "label",
        "mark",
        "s",
        "small",
        "span",
    ),
    *("strong", "sub", "sup", "tt", "u"),
)
_BLOCKS: Final = (
    *("address", "article", "aside", "blockquote", "body", "caption", "dd", "div", "dl", "dt", "figcaption", "figure"),
    *("footer", "form", "header", "html", "iframe", "main", "nav", "ol", "p", "picture", "section", "source", "table"),
    *("tbody", "tfoot", "thead", "tr", "ul", "video"),
)
_NAMES: Final = (*_INLINE, *_BLOCKS, "h[1-6]", "br", "hr", "li", "td", "th", "img")
_TAG: Final = regex(
    rf"<(?P<close>/?)(?P<name>{'|'.join(_NAMES)})(?P<rest>(?:\s+(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)?)\s*/?>",
    re.IGNORECASE,
)
_SILENT: Final = regex(
    r"<!--.*?-->|<(?P<name>script|style|head|noscript)\b[^>]*>.*?</(?P=name)\s*>", re.IGNORECASE | re.DOTALL
)
_ENTITY: Final = regex(r"&(?:[a-zA-Z]{2,8}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_LINK: Final = regex(r"<a\b(?P<rest>[^>]*)>(?P<text>.*?)</a\s*>", re.IGNORECASE | re.DOTALL)
_BOLD: Final = regex(r"<(?P<name>b|strong)\b[^<>]*>(?P<text>.*?)</(?P=name)\s*>", re.IGNORECASE | re.DOTALL)
_TABLE: Final = regex(r"<table\b[^<>]*>(?P<rows>.*?)</table\s*>", re.IGNORECASE | re.DOTALL)
_TABLE_TAG: Final = regex(r"<table\b", re.IGNORECASE)
_ROW: Final = regex(r"<tr\b[^<>]*>", re.IGNORECASE)
_CELL: Final = regex(r"<t[dh]\b[^<>]*>(.*?)(?=<t[dh]\b|</t[dhr]\s*>|$)", re.IGNORECASE | re.DOTALL)
_ADDRESS: Final = regex(r"\b(?P<key>href|src|alt)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_CODE: Final = regex(r"^ {0,3}(`{3,}|~{3,})[^\n`]*\n.*?^ {0,3}\1[`~]*[ \t]*$|`[^`\n]+`", re.MULTILINE | re.DOTALL)


def find_html(text: str) -> bool:
    """Whether any of the text is HTML."""
    return bool(_TAG.search(text) or _SILENT.search(text) or _ENTITY.search(text))


def markdown_of(text: str) -> str:
    """The text with its HTML as Markdown; code is left alone."""
    if not find_html(text):
        return text
    parts: list[str] = []
    end = 0
    for code in _CODE.finditer(text):
        parts += [_converted(text[end : code.start()]), code[0]]
        end = code.end()
    return "".join([*parts, _converted(text[end:])])


def _converted(text: str) -> str:
    text = _SILENT.sub("", text)
    text = _TABLE.sub(_tabled, text)
    text = _LINK.sub(_linked, text)
    text = _BOLD.sub(_emphasised, text)
    text = _TAG.sub(_marked, text)
    # what an entity stands for is text, never a tag
    return _ENTITY.sub(lambda found: unescape(found[0]).replace("\u00a0", " "), text)


def _tabled(found: re.Match[str]) -> str:
    """The rows of a table, the first of which is its head; one that holds other tables is text."""
    if _TABLE_TAG.search(found["rows"]):
        return found[0]
    rows = [
        [" ".join(_TAG.sub(_gap, cell).replace("|", "/").split()) for cell in _CELL.findall(row)]
        for row in _ROW.split(found["rows"])
    ]
    rows = [row for row in rows if row]
    if not rows:
        return found[0]
    width = max(map(len, rows))
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
    return "\n\n" + "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]]) + "\n\n"


def _gap(found: re.Match[str]) -> str:
    return "" if found["name"].lower() in _INLINE else " "


def _emphasised(found: re.Match[str]) -> str:
    words = found["text"]
    bare = words.strip()
    if not bare or "\n" in bare or re.search(r"</?(?:p|div|h[1-6]|li|td|br)\b", bare, re.IGNORECASE):
        return words
    return words.replace(bare, f"**{bare.replace('**', '')}**", 1)


def _linked(found: re.Match[str]) -> str:
    address = _attributes(found["rest"]).get("href", "")
    words = found["text"].strip()
    is_web = address.startswith(("http://", "https://")) and not re.search(r"[\s()<>]", address)
    return f"[{words}]({address})" if is_web and words and not re.search(r"[\[\]<\n]", words) else found["text"]


def _attributes(text: str) -> dict[str, str]:
    return {found["key"].lower(): found[2] or found[3] or found[4] or "" for found in _ADDRESS.finditer(text)}


def _marked(found: re.Match[str]) -> str:
    name, closes = found["name"].lower(), bool(found["close"])
    if name == "br":
        return "\n"
    if name == "hr":
        return "\n\n***\n\n"
    if name == "img":
        given = _attributes(found["rest"])
        return f"![{given.get('alt', '')}]({given['src']})" if given.get("src") else ""
    if name == "li":
        return "" if closes else "\n- "
    if name in ("td", "th"):
        return " " if closes else ""
    if re.fullmatch("h[1-6]", name):
        return "\n\n" if closes else "\n\n" + "#" * int(name[1]) + " "
    return "" if name in _INLINE else "\n\n"
