"""What the page of the estimator shows."""

from __future__ import annotations

from policygen.site.views.frame import PageFrame
from policygen.site.views.parts import Link, SubsidyView
from policygen.values import dataclass


@dataclass(frozen=True, slots=True)
class ShareLink:
    """A share of the support: its data for the script (`src`), the way to its page, and the places it is asked for
    with, in one text: the one it is found under, and for what a country offers its provinces too.
    """

    key: str
    src: str
    tops: str
    link: Link


@dataclass(frozen=True, slots=True)
class TopView:
    """A place that the support of a large tracker is chosen by, and how much there is."""

    id: str
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class PlaceSupport:
    """The support of one place; `above` names the places it lies in."""

    id: str
    place: Link
    above: str
    offers: tuple[SubsidyView, ...]


@dataclass(frozen=True, slots=True)
class EstimateView:
    """What would I get? `shares` and `words` are for the script and empty on a page that only lists a share, which has
    a way `back`. `tops` are there where places must be chosen first. `places` is the support as written, for readers
    without scripts; `parts` the pages that have it where it is too much for one.
    """

    frame: PageFrame
    standfirst: str
    caveats: tuple[str, ...]
    shares: tuple[ShareLink, ...]
    tops: tuple[TopView, ...]
    words: tuple[tuple[str, str], ...]
    back: Link | None
    parts: tuple[Link, ...]
    places: tuple[PlaceSupport, ...]
