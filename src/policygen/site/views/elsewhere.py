"""What a page gives for use elsewhere: citations, what to embed, what others show of a link to it."""

from __future__ import annotations

from policygen.site.views.parts import Link
from policygen.values import dataclass


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
class Embed:
    """What puts the page into others: `code` is HTML to copy, `page` leads to what is shown then. Where the site does
    not know its address, `path` stands in the code instead, from the root of the site, and `note` says so; else both
    are "".
    """

    code: str
    page: Link
    path: str
    note: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What stands under “Use this elsewhere”; `rule` says which day the citations name; `card` leads to the picture."""

    rule: str
    citations: tuple[Citation, ...]
    embed: Embed | None
    card: Link | None


@dataclass(frozen=True, slots=True)
class Social:
    """What sites show of a link to this page. `type` and `locale` are Open Graph's ("article", "zh_CN"), `locales`
    those of the same page in other languages; `card` is the whole address of the picture, "" without one.
    """

    type: str
    title: str
    locale: str
    locales: tuple[str, ...]
    card: str


@dataclass(frozen=True, slots=True)
class CardView:
    """A picture that stands for a page where others link to it. `title`, `figure`, `subject` and `source` are lines,
    `written` may take two; each has what may stand in its place when it cannot be set, the best first. `within` says
    what the title alone does not.
    """

    within: tuple[str, ...]
    title: tuple[str, ...]
    figure: tuple[str, ...]
    subject: tuple[str, ...]
    written: tuple[str, ...]
    source: tuple[str, ...]
    site: tuple[str, ...]
    as_of: tuple[str, ...]
