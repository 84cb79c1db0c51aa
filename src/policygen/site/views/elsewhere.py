"""What a page gives for use elsewhere: citations, what to embed, what others show of a link to it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Citation:
    """The page in one form of citing. `name` is the form's own ("BibTeX"); `is_code`: a text for programs, whose lines
    are kept.
    """

    id: str
    name: str
    text: str
    is_code: bool


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What stands under “Use this elsewhere”; `rule` says which day the citations name."""

    rule: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Social:
    """What sites show of a link to this page. `type` and `locale` are Open Graph's ("article", "zh_CN"), `locales`
    those of the same page in other languages.
    """

    type: str
    title: str
    locale: str
    locales: tuple[str, ...]
