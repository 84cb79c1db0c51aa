"""Markdown as safe HTML.

Owns what of Markdown reaches a page: text, emphasis, links, lists, tables, quotations, code, headings at their level.
Refuses raw HTML (it is shown as the text it is), everything that would be loaded from elsewhere (a picture becomes a
link), every id and style, and addresses that are neither of the web nor of the site. No text is lost.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import Final
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from policygen.model.headings import clean_markdown
from policygen.site.plain import SOFT_BREAK, render_plain

_TAGS: Final = {
    *("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "em", "code", "pre", "blockquote"),
    *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "a"),
}
_ATTRIBUTES: Final = {"a": {"href", "title", "rel"}, "ol": {"start"}}
_SCHEMES: Final = {"http", "https", "mailto"}
_SCHEME: Final = re.compile(r"([^/?#]*?):")
#: Without one of these a text is only words, whatever the dialect.
_MARKS: Final = re.compile(r"[`\\\[<&*_\x02\x03]|  \n")
_MAX_BRACKETS: Final = 500
#: What would be lost or bring HTML in: definitions are taken out of the text, and indents make code of prose.
_DROPPED_BLOCKS: Final = ("code", "reference")
_DROPPED_INLINE: Final = ("html", "reference", "short_reference", "image_reference", "short_image_ref")


def render_markdown(text: str, *, heading_shift: int = 1, relative_links: bool = True) -> str:
    """Markdown as HTML that may stand anywhere on a page; `#` becomes `h1` and `heading_shift` levels further down.

    Lines are taken as wrapped, as curators write them; articles have had theirs made paragraphs by then. Without
    `relative_links`, a link that leads neither to another site nor to a mailbox is only its text, as in
    articles that were written for another host.
    """
    cleaned = clean_markdown(text.split("\n"), wrapped=True)
    plain = render_plain(cleaned, heading_shift)
    return _convert(cleaned, heading_shift, relative_links) if plain is None else plain


def _convert(cleaned: str, heading_shift: int, relative_links: bool) -> str:
    converter, finishing = _converter()
    finishing.heading_shift = heading_shift
    finishing.relative_links = relative_links
    html = converter.reset().convert(cleaned)
    safe = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)
    return safe.replace("<table>", '<div class="scroll" tabindex="0"><table>').replace("</table>", "</table></div>")


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
            if not element.text or isinstance(element.text, AtomicString):
                continue
            element.text = SOFT_BREAK.sub(r"\1", element.text)
            if not _MARKS.search(element.text):
                element.text = AtomicString(element.text)
            elif element.text.count("[") > _MAX_BRACKETS:
                element.text = element.text.replace("[", "&#91;")


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
        elif re.fullmatch("h[1-6]", element.tag):
            element.tag = f"h{min(6, int(element.tag[1]) + self.heading_shift)}"
        for child in element:
            self._finish(child, in_link=in_link or element.tag == "a")

    def _finish_link(self, element: Element, *, in_link: bool) -> None:
        address = unescape(element.get("href", "")).strip()
        scheme = _SCHEME.match(address)
        if scheme:
            is_allowed = scheme[1].lower() in _SCHEMES
        else:
            is_allowed = self.relative_links and address[:1] not in ("", "/", "\\")
        if in_link or not is_allowed:
            element.tag = "span"
            element.attrib = {}
        elif address.lower().startswith("http"):
            element.set("rel", "noopener")
