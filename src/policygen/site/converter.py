"""Converter: Markdown set by Python-Markdown, the dialect of trackers that name no other engine.

Owns the one converter of a process, with no processor that the dialect or the text at hand does not need, and how its
tree is written as HTML. Refuses to sanitise, which is `markup`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import Pattern
from markdown.serializers import RE_AMP
from markdown.treeprocessors import InlineProcessor as Inline
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor
from markdown.util import BLOCK_LEVEL_ELEMENTS, AtomicString

from policygen.patterns import regex
from policygen.site.dialect import SOFT_BREAK, is_web, may_lead

#: Without one of these a text is only words, whatever the dialect.
_MARKS: Final = regex(r"[`\\\[<&*_\x02\x03]|  \n")
_MAX_BRACKETS: Final = 500
#: What would be lost or bring HTML in: definitions are taken out of the text, and indents make code of prose. A dash
#: alone underlines nothing; headings that are underlined have been given their marks by then.
_DROPPED_BLOCKS: Final = ("code", "reference", "setextheader")
_DROPPED_INLINE: Final = ("html", "reference", "short_reference", "image_reference", "short_image_ref")
#: The character that a pattern cannot be without; those that are not named here are tried in every text.
_NEEDED: Final = {
    "backtick": "`",
    "escape": "\\",
    "link": "[",
    "image_link": "[",
    "autolink": "<",
    "automail": "<",
}
_LEVELS: Final = {f"h{level}": level for level in range(1, 7)}
#: What stands on lines of its own, and what has no end.
_BLOCKS: Final = frozenset(BLOCK_LEVEL_ELEMENTS)
_EMPTY: Final = ("br", "hr")


def convert(cleaned: str, heading_shift: int, relative_links: bool) -> str:
    """Cleaned Markdown as HTML that is yet to be sanitised."""
    converter, inline, patterns, finishing, unescaping = _converter()
    # a list, because patterns are asked for by number again and again, which a registry is slow to answer
    inline.inlinePatterns = [found for needed, found in patterns if needed in cleaned]  # type: ignore[assignment]
    finishing.heading_shift = heading_shift
    finishing.relative_links = relative_links
    unescaping.is_asked = "\\" in cleaned
    return converter.reset().convert(cleaned)


class _Converter(NamedTuple):
    """`patterns` are those of the dialect, each with what it cannot be without."""

    converter: Markdown
    inline: Inline
    patterns: tuple[tuple[str, Pattern], ...]
    finishing: _Finishing
    unescaping: _Unescaping


@lru_cache(maxsize=1)
def _converter() -> _Converter:
    """One converter for the process: making one takes longer than a page does."""
    converter = Markdown(extensions=["tables", "fenced_code", "sane_lists"], output_format="html")
    converter.preprocessors.deregister("html_block")
    for name in _DROPPED_BLOCKS:
        converter.parser.blockprocessors.deregister(name)
    for name in _DROPPED_INLINE:
        converter.inlinePatterns.deregister(name)
    patterns = converter.inlinePatterns
    needed = {id(patterns[name]): text for name, text in _NEEDED.items()}
    inline, finishing, unescaping = Inline(converter), _Finishing(converter), _Unescaping(converter)
    converter.treeprocessors.register(inline, "inline", 20)
    converter.treeprocessors.register(_Joining(converter), "joining", 25)
    converter.treeprocessors.register(finishing, "finishing", 15)
    converter.treeprocessors.register(unescaping, "unescape", 0)
    converter.treeprocessors.deregister("prettify")
    converter.serializer = write_html
    return _Converter(
        converter, inline, tuple((needed.get(id(each), ""), each) for each in patterns), finishing, unescaping
    )


class _Joining(Treeprocessor):
    """Prepares text before emphasis and links are read: no line breaks between Chinese or Japanese characters.

    So many brackets in one paragraph that the search for links would take minutes are taken for text, and words without
    any mark are not searched at all.
    """

    def run(self, root: Element) -> None:
        for element in root.iter():
            text = element.text
            if not text or isinstance(text, AtomicString):
                continue
            if "\n" in text:
                text = SOFT_BREAK.sub(r"\1", text)
            if not _MARKS.search(text):
                text = AtomicString(text)
            elif text.count("[") > _MAX_BRACKETS:
                text = text.replace("[", "&#91;")
            element.text = text


class _Unescaping(UnescapeTreeprocessor):
    """Restores escaped characters, of which there are none without a backslash."""

    is_asked = True

    def run(self, root: Element) -> None:
        if self.is_asked:
            super().run(root)


class _Finishing(Treeprocessor):
    """Headings at their level, pictures as links, links only where they may lead."""

    heading_shift = 1
    relative_links = True

    def run(self, root: Element) -> None:
        self._finish(root, in_link=False)

    def _finish(self, element: Element, *, in_link: bool) -> None:
        if element.tag == "img":
            address = element.get("src", "")
            element.text = AtomicString(element.get("alt") or address.rpartition("/")[2])
            element.tag = "a"
            element.attrib = {"href": address}
        if element.tag == "a":
            self._finish_link(element, in_link=in_link)
        elif element.tag in _LEVELS:
            element.tag = f"h{min(6, _LEVELS[element.tag] + self.heading_shift)}"
        for child in element:
            self._finish(child, in_link=in_link or element.tag == "a")

    def _finish_link(self, element: Element, *, in_link: bool) -> None:
        address = element.get("href", "")
        if in_link or not may_lead(address, relative=self.relative_links):
            element.tag = "span"
            element.attrib = {}
        elif is_web(address):
            element.set("rel", "noopener")


def write_html(root: Element) -> str:
    """The tree as the library would write it, in one walk instead of four."""
    parts: list[str] = []
    _write_element(root, parts, is_apart=True)
    return "".join(parts)


def _write_element(element: Element, parts: list[str], *, is_apart: bool) -> None:
    """An element and what follows it; `is_apart`: it stands on lines of its own."""
    tag, text, tail = element.tag, element.text, element.tail
    attributes = "".join(f' {name}="{_escaped(value, in_attribute=True)}"' for name, value in sorted(element.items()))
    parts.append(f"<{tag}{attributes}>")
    if is_apart and len(element) and element[0].tag in _BLOCKS and not (text and text.strip()):
        text = "\n"
    if text:
        parts.append(_escaped(text))
    for child in element:
        _write_element(child, parts, is_apart=is_apart and child.tag in _BLOCKS)
    if tag not in _EMPTY:
        parts.append(f"</{tag}>")
    if is_apart or tag == "br":
        has_tail = tail and tail.strip()
        tail = f"\n{tail}" if has_tail and tag == "br" else tail if has_tail else "\n"
    if tail:
        parts.append(_escaped(tail))


def _escaped(text: str, *, in_attribute: bool = False) -> str:
    """Text as HTML, in which what was written as an entity stays one."""
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text.replace('"', "&quot;") if in_attribute else text
