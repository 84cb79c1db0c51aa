"""Views of a place on one page: the brief on paper, and the card that other sites embed."""

from __future__ import annotations

from policygen.site.views.comparisons import CellValue
from policygen.site.views.frame import PageFrame
from policygen.site.views.parts import DateRow, FigureView, Link, Words
from policygen.values import dataclass


@dataclass(frozen=True, slots=True)
class BriefSource:
    """A source of what the brief says: its title, and the day a curator read it last, in words."""

    source: Link
    read: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A place on one page: its strongest figures, one offer of each kind of support, the nearest deadlines that come
    and that have passed, and the sources these rest on.
    """

    strongest: tuple[FigureView, ...]
    offers: tuple[tuple[Link, CellValue], ...]
    next: tuple[DateRow, ...]
    passed: tuple[DateRow, ...]
    sources: tuple[BriefSource, ...]


@dataclass(frozen=True, slots=True)
class PlaceCardView:
    """A place as other sites embed it. `within` names the places above."""

    frame: PageFrame
    within: str
    names: tuple[Words, ...]
    standfirst: str
    strongest: tuple[FigureView, ...]
    next: tuple[DateRow, ...]
