"""Views of themes, data files, the method, search and the 404 page."""

from __future__ import annotations

from policygen.site.views.following import FollowView
from policygen.site.views.frame import PageFrame
from policygen.site.views.parts import AbsenceView, Link, Pager, PolicyRow, StatusView, Tools, Words
from policygen.values import dataclass


@dataclass(frozen=True, slots=True)
class ThemesView:
    frame: PageFrame
    standfirst: str
    themes: tuple[tuple[Link, Words | None], ...]


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A theme. `listed` leads to the same policies in the list of all, where those of all parts can be filtered; None
    when this page has them all.
    """

    frame: PageFrame
    about: Words | None
    standfirst: str
    policies: tuple[PolicyRow, ...]
    tools: Tools | None
    pager: Pager | None
    listed: Link | None
    others: tuple[Link, ...]
    follow: FollowView | None


@dataclass(frozen=True, slots=True)
class DataFileView:
    """A data file: link, media type in words ("JSON", "CSV"), what it holds."""

    file: Link
    format: str
    about: str


@dataclass(frozen=True, slots=True)
class DataView:
    """The data files; of a tracker so large that they are cut, `parts` has the files of each part. `dataset_json`
    describes them for catalogues, "" where the site does not know its address; it is JSON that may stand in a page as
    it is.
    """

    frame: PageFrame
    standfirst: str
    files: tuple[DataFileView, ...]
    parts: tuple[tuple[str, tuple[Link, ...]], ...]
    licence: Link | None
    dataset_json: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """One line of coverage counts: what, how many, of how many ("" where there is no whole)."""

    label: str
    count: str
    of: str


@dataclass(frozen=True, slots=True)
class AboutView:
    """The method. `statuses`: (status as shown, rule). `reasons`: the five absences with their rule. `rules`:
    how disagreements are decided, strongest first.

    `principles` are (short name, sentence). `levels`: words for the levels of government, wide to narrow.
    """

    frame: PageFrame
    description_html: str
    as_of: str
    principles: tuple[tuple[str, str], ...]
    words: tuple[tuple[str, str], ...]
    statuses: tuple[tuple[StatusView, str], ...]
    reasons: tuple[tuple[AbsenceView, str], ...]
    rules: tuple[str, ...]
    coverage: tuple[Coverage, ...]
    licence: Link | None
    contact: str


@dataclass(frozen=True, slots=True)
class SearchKind:
    """What results can be narrowed to: `key` as the index names it ("" for everything), the words for all and one."""

    key: str
    many: str
    one: str


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search page. `ways` are lists to go on from."""

    frame: PageFrame
    standfirst: str
    kinds: tuple[SearchKind, ...]
    ways: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """The 404 page. `links` are ways on: home, places, policies, comparisons; every language's home too."""

    frame: PageFrame
    sentence: str
    links: tuple[Link, ...]
