"""Converter: Markdown set by Python-Markdown, the dialect of trackers that name no other engine.

Owns the one converter of a process, with no processor that the dialect does not need. Refuses to sanitise, which is
`markup`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from policygen.site.dialect import SOFT_BREAK, is_web, may_lead

#: Without one of these a text is only words, whatever the dialect.
_MARKS: Final = re.compile(r"[`\\\[<&*_\x02\x03]|  \n")
_MAX_BRACKETS: Final = 500
#: What would be lost or bring HTML in: definitions are taken out of the text, and indents make code of prose. A dash
#: alone underlines nothing; headings that are underlined have been given their marks by then.
_DROPPED_BLOCKS: Final = ("code", "reference", "setextheader")
_DROPPED_INLINE: Final = ("html", "reference", "short_reference", "image_reference", "short_image_ref")
_LEVELS: Final = {f"h{level}": level for level in range(1, 7)}


def convert(cleaned: str, heading_shift: int, relative_links: bool) -> str:
    """Cleaned Markdown as HTML that is yet to be sanitised."""
    converter, finishing = _converter()
    finishing.heading_shift = heading_shift
    finishing.relative_links = relative_links
    return converter.reset().convert(cleaned)


@lru_cache(maxsize=1)
def _converter() -> tuple[Markdown, _Finishing]:
    """One converter for the process: making one takes longer than a page does."""
    converter = Markdown(extensions=["tables", "fenced_code", "sane_lists"], output_format="html")
    converter.preprocessors.deregister("html_block")
    for name in _DROPPED_BLOCKS:
        converter.parser.blockprocessors.deregister(name)
    for name in _DROPPED_INLINE:
        converter.inlinePatterns.deregister(name)
    finishing = _Finishing(converter)
    converter.treeprocessors.register(_Joining(converter), "joining", 25)
    converter.treeprocessors.register(finishing, "finishing", 15)
    return converter, finishing


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
