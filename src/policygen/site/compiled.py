"""Compiled: Markdown set by comrak, which reads CommonMark, in the dialect of this program.

Owns how a text is written for it so that it means there what it means to the default: HTML, reference definitions,
lists that no bullet or number begins and fences that nothing closes are words. Refuses to sanitise, which is `markup`;
and is not there unless a tracker names it.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from functools import cache
from html import escape, unescape
from itertools import groupby
from typing import Any, Final
from urllib.parse import unquote

from policygen.model.headings import fenced_lines
from policygen.patterns import regex
from policygen.site.dialect import CJK, is_web, may_lead

#: What of CommonMark's extensions and options the dialect has.
_EXTENSIONS: Final = ("table", "cjk_friendly_emphasis")
_PARSING: Final = ("ignore_setext",)
_RENDERING: Final = ("escape",)

#: Signs that would mean something are words for the time of setting: these stand for them. No text has any.
_LESS, _BACKSLASH, _COLON = "\x11", "\x12", "\x13"
_CONTROLS: Final = regex(r"[\x00-\x08\x0b-\x1f\x7f]")
_SIGNS: Final = regex(
    r"\\(?P<escaped>[\\`*_{}\[\]()>#+\-.!|])|(?P<backslash>\\)|(?<=\])(?P<colon>:)"
    r"|<(?P<address>https?://[^\s<>]*|[^\s<>!]+@[^\s<>@]+)>|(?<=\]\()(?P<angle><)|(?P<less><)",
    re.IGNORECASE,
)
_FENCES: Final = regex("```|~~~")
_FENCE: Final = regex(r"^([ >]*)(`{3,}(?=[^`\n]*$)|~{3,})", re.MULTILINE)
_BEFORE: Final = r"((?:[ >]|[-*+] +(?=\S)|\d{1,9}\. +(?=\S))*)"
_NUMBER: Final = regex(rf"^{_BEFORE}(\d{{1,9}})(?=\)(?:\s|$)|\. *$)", re.MULTILINE)
_BULLET: Final = regex(rf"^(?! *([-*_])(?: *\1){{2,}} *$){_BEFORE}(?=[-+*] *$)", re.MULTILINE)

_INLINE: Final = r"(?:</?(?:strong|em|code|a)\b[^>]*>)*"
#: Dear to compile, and asked for only where a tracker names this engine.
_SOFT_BREAK: Final = rf"(?<=[{CJK}])({_INLINE})[ \t]*(?:<br />)?\n[ \t]*(?={_INLINE}[{CJK}])"
_CODE: Final = regex(r"(<pre>.*?</pre>)", re.DOTALL)
_TAG: Final = regex(r"<(/?)(h[1-6]|a|img)\b([^>]*)>")
_ATTRIBUTE: Final = regex(r'\b(href|src|alt|title)="([^"]*)"')
_QUOTED: Final = regex(r"(?:%[89A-F][0-9A-F])+")


def find_engine() -> Callable[[str], str] | None:
    """The engine with the options of the dialect; None where it is not installed, or too old to have them."""
    try:
        return load_engine()
    except (ImportError, AttributeError):
        return None


@cache
def load_engine() -> Callable[[str], str]:
    """The engine, loaded once; ImportError or AttributeError where it is not what is wanted."""
    importlib.invalidate_caches()
    comrak: Any = importlib.import_module("comrak")
    options = (
        _set(comrak.ExtensionOptions(), _EXTENSIONS),
        _set(comrak.ParseOptions(), _PARSING),
        _set(comrak.RenderOptions(), _RENDERING),
    )
    render: Callable[..., str] = comrak.render_markdown
    return lambda text: render(text, *options)


def _set(options: Any, names: tuple[str, ...]) -> Any:
    for name in names:
        getattr(options, name)
        setattr(options, name, True)
    return options


def convert_compiled(text: str, heading_shift: int, relative_links: bool) -> str:
    """Cleaned Markdown as HTML that is yet to be sanitised; RuntimeError: there is no engine."""
    engine = find_engine()
    if engine is None:
        raise RuntimeError("comrak is not installed")
    html = _restore(engine(_write(text)))
    parts = _CODE.split(html) if "<pre>" in html else [html]
    parts[::2] = (_finish(re.sub(_SOFT_BREAK, r"\1", part), text, heading_shift, relative_links) for part in parts[::2])
    return "".join(parts).strip()


def _write(text: str) -> str:
    """The text as CommonMark in which it means what it means in the dialect."""
    text = _CONTROLS.sub("", text)
    if not _FENCES.search(text):
        return _write_words(text)
    lines = text.split("\n")
    fenced = fenced_lines(lines)
    runs = groupby(range(len(lines)), key=fenced.__contains__)
    texts = ((is_code, "\n".join(lines[index] for index in run)) for is_code, run in runs)
    return "\n".join(text if is_code else _write_words(_FENCE.sub(_escape_fence, text)) for is_code, text in texts)


def _write_words(text: str) -> str:
    text = _NUMBER.sub(r"\1\2\\", _BULLET.sub(r"\2\\", text))
    return _SIGNS.sub(_stand_in, text) if "<" in text or "\\" in text or "]:" in text else text


def _escape_fence(found: re.Match[str]) -> str:
    return found[1] + "".join("\\" + mark for mark in found[2])


def _stand_in(found: re.Match[str]) -> str:
    stand_in = {"backslash": _BACKSLASH, "colon": _COLON, "less": _LESS}
    return stand_in.get(found.lastgroup or "", found[0])


def _restore(html: str) -> str:
    """The signs that were words, in text and in addresses."""
    for mark, sign in ((_LESS, "&lt;"), (_BACKSLASH, "\\"), (_COLON, ":")):
        html = html.replace(mark, sign).replace(f"%{ord(mark):02X}", sign)
    return html


def _finish(html: str, text: str, heading_shift: int, relative_links: bool) -> str:
    """Headings at their level, pictures as links, links only where they may lead."""
    links: list[bool] = []

    def finish(found: re.Match[str]) -> str:
        closing, tag, told = found.groups()
        if tag[0] == "h":
            return f"<{closing}h{min(6, int(tag[1]) + heading_shift)}>"
        if closing:
            return "</a>" if links.pop() else ""
        attributes = dict(_ATTRIBUTE.findall(told))
        address = _as_written(attributes.get("src" if tag == "img" else "href", ""), text)
        is_link = not any(links) and not (tag == "img" and links) and may_lead(address, relative=relative_links)
        opening = _opening(address, "" if tag == "img" else attributes.get("title", "")) if is_link else ""
        if tag == "img":
            words = attributes.get("alt") or escape(unescape(address).rpartition("/")[2])
            return f"{opening}{words}</a>" if is_link else words
        links.append(is_link)
        return opening

    return _TAG.sub(finish, html)


def _as_written(address: str, text: str) -> str:
    """The address with the letters of other scripts as the text has them."""

    def written(found: re.Match[str]) -> str:
        return found[0] if found[0] in text else unquote(found[0])

    return _QUOTED.sub(written, address)


def _opening(address: str, title: str) -> str:
    rel = ' rel="noopener"' if is_web(address) else ""
    return f'<a href="{address}"{rel}' + (f' title="{title}">' if title else ">")
