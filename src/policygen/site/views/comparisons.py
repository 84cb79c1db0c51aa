"""Views of comparisons: overview, metric, kind of subsidy, pair of places."""

from __future__ import annotations

from dataclasses import dataclass

from policygen.site.views.frame import PageFrame
from policygen.site.views.parts import AbsenceView, FigureView, Link, OfferRow, StatusView, Words


@dataclass(frozen=True, slots=True)
class CompareView:
    """The entrance to all comparisons; links carry the count of places as note."""

    frame: PageFrame
    standfirst: str
    metrics: tuple[Link, ...]
    kinds: tuple[Link, ...]
    matrices: tuple[Link, ...]
    pairs: Link
    reasons: tuple[tuple[AbsenceView, str], ...]


@dataclass(frozen=True, slots=True)
class CellValue:
    """One value in a cell: `value` in one line, `detail` deadline or beneficiary, link to the record's
    figure, words as written.

    `ended` is True for a value whose act is over (shown greyed beside the reason "expired").
    """

    value: Link
    detail: str
    written: Words | None
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A comparison cell: values, or the reason why there are none. Both only for "expired", which shows what
    was.
    """

    values: tuple[CellValue, ...]
    absence: AbsenceView | None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    place: Link
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """Rows of one level of government, never ranked across levels."""

    level: str
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The overview of targets or of subsidies: a row per place, a column per metric or kind.

    `silent` names the places read that have a value in no column ("not found in the text" throughout);
    `unread` those not read yet: both are lines under the table instead of empty rows. `parts` leads to the
    other matrices.
    """

    frame: PageFrame
    standfirst: str
    columns: tuple[Link, ...]
    groups: tuple[MatrixGroup, ...]
    silent: tuple[Link, ...]
    unread: tuple[Link, ...]
    parts: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class RankedRow:
    """One figure of a metric's table.

    `rank` is "" for a second figure of the same place and for figures whose act is over (`ended`); `tied` marks a
    shared rank. `within` names the places above ("Nanjing, Jiangsu"), "" for provinces and countries.
    """

    rank: str
    tied: bool
    place: Link
    within: str
    value: Link
    of: Words | None
    deadline: str
    status: StatusView
    policy: Link
    written: Words
    witness: Link
    ended: bool


@dataclass(frozen=True, slots=True)
class RankedGroup:
    level: str
    rows: tuple[RankedRow, ...]


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A place without a figure, and why; `places` has several links where they share the reason and nothing
    else is to say.
    """

    places: tuple[Link, ...]
    absence: AbsenceView
    detail: str


@dataclass(frozen=True, slots=True)
class GridLine:
    x: float
    label: str


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One line of the chart. `heading` True: `label` is a level of government and there is no bar.

    The bar runs from `x` over `width`, at `y` with `height`; `open_end`: an arrow at its end (at least, more
    than); `box_x`, `box_width`: a dashed box after it (range, order of magnitude) or in its place (`width` 0:
    a ceiling), width 0 for none. `label_x`, `label_y`, `anchor` place the name; `value` is printed at
    `value_x` and always fits the drawing. `muted`: the act is over.
    """

    heading: bool
    label: str
    label_x: float
    label_y: float
    anchor: str
    y: float
    height: float
    x: float = 0
    width: float = 0
    open_end: bool = False
    box_x: float = 0
    box_width: float = 0
    value: str = ""
    value_x: float = 0
    value_anchor: str = "start"
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """Coordinates in px of the view box; text is 12 px or more at that size. `top` is the y of the axis
    labels.
    """

    width: int
    height: int
    top: float
    grid_from: float
    grid_to: float
    lines: tuple[GridLine, ...]
    rows: tuple[ChartRow, ...]


@dataclass(frozen=True, slots=True)
class ChartView:
    """The same chart drawn for a wide and for a narrow screen; `alt` describes it, `scale` says in words what
    the axis does, and `key` what arrows and boxes mean, if there are any.
    """

    wide: Drawing
    narrow: Drawing
    alt: str
    scale: str
    key: str


@dataclass(frozen=True, slots=True)
class MetricView:
    """One metric across places, ranked within each level only. `unit` heads the value column ("CNY",
    "firms").

    `rule` says in one sentence how rows are ranked. `related` are metrics that look alike and are not
    compared with it. `indicators` are figures of this metric that nobody promised.
    """

    frame: PageFrame
    about: Words | None
    standfirst: str
    unit: str
    rule: str
    groups: tuple[RankedGroup, ...]
    chart: ChartView | None
    missing: tuple[MissingRow, ...]
    related: tuple[Link, ...]
    indicators: tuple[FigureView, ...]
    others: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class OfferGroup:
    level: str
    rows: tuple[OfferRow, ...]


@dataclass(frozen=True, slots=True)
class KindView:
    """One kind of subsidy, offers side by side by level. `columns` names the role columns that any offer
    fills, as keys of `OfferRow` (`rate`, `amount`, `cap`, `area_cap`, `threshold`, `step`, `duration`,
    `conditions`) with their headings.
    """

    frame: PageFrame
    about: Words | None
    standfirst: str
    columns: tuple[tuple[str, str], ...]
    groups: tuple[OfferGroup, ...]
    missing: tuple[MissingRow, ...]
    others: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PairsView:
    """The pairs of provinces: one line per province with links to its pairs."""

    frame: PageFrame
    standfirst: str
    rows: tuple[tuple[Link, tuple[Link, ...]], ...]


@dataclass(frozen=True, slots=True)
class PairRow:
    """One metric or kind, one level of government, side by side. `level` is printed because only like is
    compared with like.
    """

    subject: Link
    level: str
    left: Cell
    right: Cell


@dataclass(frozen=True, slots=True)
class PairSide:
    place: Link
    sentence: str


@dataclass(frozen=True, slots=True)
class PairView:
    frame: PageFrame
    standfirst: str
    left: PairSide
    right: PairSide
    targets: tuple[PairRow, ...]
    subsidies: tuple[PairRow, ...]
    more: tuple[Link, ...]
