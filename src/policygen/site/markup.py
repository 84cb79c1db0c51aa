"""Markdown as safe HTML.

Owns what of Markdown reaches a page: text, emphasis, links, lists, tables, quotations, code, headings at their level;
and which engine sets it, which a tracker names. Refuses raw HTML (it is shown as the text it is), everything that
would be loaded from elsewhere (a picture becomes a link), every id and style, and addresses that are neither of the web
nor of the site. No text is lost.
"""

from __future__ import annotations

from typing import Final

import nh3

from policygen.model.headings import clean_markdown
from policygen.site.compiled import convert_compiled, find_engine
from policygen.site.converter import convert
from policygen.site.dialect import SCHEMES

_TAGS: Final = {
    *("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "em", "code", "pre", "blockquote"),
    *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "a"),
}
_ATTRIBUTES: Final = {"a": {"href", "title", "rel"}, "ol": {"start"}}
_ENGINES: Final = {"python-markdown": convert, "comrak": convert_compiled}


def is_installed(engine: str) -> bool:
    """Whether this engine can set Markdown here as it would anywhere."""
    return engine != "comrak" or find_engine() is not None


def render_markdown(
    text: str, engine: str = "python-markdown", *, heading_shift: int = 1, relative_links: bool = True
) -> str:
    """Markdown as HTML that may stand anywhere on a page; `#` becomes `h1` and `heading_shift` levels further down.

    Lines are taken as wrapped, as curators write them; articles have had theirs made paragraphs by then. Without
    `relative_links`, a link that leads neither to another site nor to a mailbox is only its text, as in
    articles that were written for another host. `engine` is what the tracker names, and is there.
    """
    cleaned = clean_markdown(text.split("\n"), wrapped=True)
    if not cleaned:
        return ""
    html = _ENGINES[engine](cleaned, heading_shift, relative_links)
    safe = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=set(SCHEMES), link_rel=None)
    return safe.replace("<table>", '<div class="scroll" tabindex="0"><table>').replace("</table>", "</table></div>")
