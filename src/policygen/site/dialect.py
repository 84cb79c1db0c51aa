"""Dialect: what Markdown means here whichever engine sets it.

Owns which line breaks are no spaces, and where a link may lead. Refuses to set anything.
"""

from __future__ import annotations

from html import unescape
from typing import Final

from policygen.patterns import regex

#: The addresses a link may have besides those of the site.
SCHEMES: Final = frozenset({"http", "https", "mailto"})
#: Characters that are set without spaces between them.
CJK: Final = (
    "\u2e80-\u303f\u3041-\u30ff\u31c0-\u31ef\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U00020000-\U0003ffff“”‘’…—·"
)
#: A line break that Chinese and Japanese text does not have.
SOFT_BREAK: Final = regex(rf"(?<=[{CJK}])([*_`]*)[ \t]*\n[ \t]*(?=[*_`\[]*[{CJK}])")
_SCHEME: Final = regex(r"([^/?#]*?):")


def may_lead(address: str, *, relative: bool) -> bool:
    """Whether a link may have this address, as it stands in an attribute; to the site itself only if `relative`."""
    address = unescape(address).strip()
    scheme = _SCHEME.match(address)
    if scheme:
        return scheme[1].lower() in SCHEMES
    return relative and address[:1] not in ("", "/", "\\")


def is_web(address: str) -> bool:
    """Whether an address leads to another site, so that this one is not told to it."""
    return unescape(address).strip().lower().startswith("http")
