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

_TAGS: Final = {
    *("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "em", "code", "pre", "blockquote"),
    *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "a"),
}
_ATTRIBUTES: Final = {"a": {"href", "title", "rel"}, "ol": {"start"}}
_SCHEMES: Final = {"http", "https", "mailto"}
_SCHEME: Final = re.compile(r"([^/?#]*?):")
_CJK: Final = (
    "\u2e80-\u303f\u3041-\u30ff\u31c0-\u31ef\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U00020000-\U0003ffff“”‘’…—·"
)
_SOFT_BREAK: Final = re.compile(rf"(?<=[{_CJK}])([*_`]*)[ \t]*\n[ \t]*(?=[*_`\[]*[{_CJK}])")
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
    converter, finishing = _converter()
    finishing.heading_shift = heading_shift
    finishing.relative_links = relative_links
    html = converter.reset().convert(clean_markdown(text.split("\n"), wrapped=True))
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

    So many brackets in one paragraph that the search for links would take minutes are taken for text.
    """

    def run(self, root: Element) -> None:
        for element in root.iter():
            if not element.text or isinstance(element.text, AtomicString):
                continue
            element.text = _SOFT_BREAK.sub(r"\1", element.text)
            if element.text.count("[") > _MAX_BRACKETS:
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
