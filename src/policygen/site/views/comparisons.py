"""Views of comparisons: overview, metric, kind of subsidy, pair of places."""

from __future__ import annotations

from policygen.site.views.charts import AxisView, Bar, BarTable, DotMatrix
from policygen.site.views.frame import PageFrame
from policygen.site.views.parts import AbsenceView, FigureView, Link, OfferRow, Pager, StatusView, Tools, Words
from policygen.values import dataclass


@dataclass(frozen=True, slots=True)
class CompareView:
    """The entrance to all comparisons: `ways` to whole tables and lists, then metrics and kinds, whose links carry the
    count of places as note.
    """

    frame: PageFrame
    standfirst: str
    ways: tuple[Link, ...]
    metrics: tuple[Link, ...]
    kinds: tuple[Link, ...]
    support: DotMatrix | None
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
    """Rows of one level of government, never ranked across levels; `more` leads to those that are not here."""

    level: str
    rows: tuple[MatrixRow, ...]
    more: Link | None


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The overview of targets or of subsidies: a row per place, a column per metric or kind.

    `silent` names the places read that have a value in no column ("not found in the text" throughout);
    `unread` those not read yet: both are lines under the table instead of empty rows. `parts` leads to the
    other matrices, `pager` to the parts of a long one.
    """

    frame: PageFrame
    standfirst: str
    columns: tuple[Link, ...]
    groups: tuple[MatrixGroup, ...]
    silent: tuple[Link, ...]
    unread: tuple[Link, ...]
    parts: tuple[Link, ...]
    pager: Pager | None


@dataclass(frozen=True, slots=True)
class RankedRow:
    """One figure of a metric's table.

    `rank` is "" for a second figure of the same place, for proposals and for figures that are over (`ended`);
    `tied` marks a shared rank. `within` names the places above ("Nanjing, Jiangsu"), "" for provinces and
    countries. `bar` is None where there is no axis or the figure is in another unit than the axis. `data` and the
    keys are for scripts, as in `FigureRow`.
    """

    rank: str
    tied: bool
    place: Link
    within: str
    value: Link
    bar: Bar | None
    of: Words | None
    deadline: str
    status: StatusView
    policy: Link
    written: Words
    witness: Link
    ended: bool
    data: str
    value_key: str
    deadline_key: str
    place_key: str


@dataclass(frozen=True, slots=True)
class RankedGroup:
    """Places of one level of government, ranked among themselves. `unit` is "" for the metric's main unit,
    else what these figures are counted in ("JPY", "firms of CNY 100 billion"): another unit is another
    ranking. `more` leads to the rows that are not here.
    """

    level: str
    unit: str
    rows: tuple[RankedRow, ...]
    more: Link | None


@dataclass(frozen=True, slots=True)
class MissingRow:
    """Places without a figure, and why; several places where they share the reason and nothing else is to
    say.
    """

    places: tuple[Link, ...]
    absence: AbsenceView
    detail: str


@dataclass(frozen=True, slots=True)
class MetricView:
    """One metric across places, ranked within each level only. `unit` heads the value column ("CNY",
    "firms").

    `rule` says in one sentence how rows are ranked. `related` are metrics that look alike and are not
    compared with it. `indicators` are figures of this metric that nobody promised. `pager` leads to the parts of a
    long table; `missing_note` says where the places are that `missing` does not name. `listed` leads to these
    figures in the list of all targets, where those of all parts can be filtered; None when this page has them all.
    """

    frame: PageFrame
    about: Words | None
    standfirst: str
    unit: str
    rule: str
    groups: tuple[RankedGroup, ...]
    tools: Tools | None
    listed: Link | None
    axis: AxisView | None
    missing: tuple[MissingRow, ...]
    missing_note: str
    related: tuple[Link, ...]
    indicators: tuple[FigureView, ...]
    others: tuple[Link, ...]
    pager: Pager | None


@dataclass(frozen=True, slots=True)
class OfferGroup:
    """Offers of the places of one level; `more` leads to those that are not here."""

    level: str
    rows: tuple[OfferRow, ...]
    more: Link | None


@dataclass(frozen=True, slots=True)
class KindView:
    """One kind of subsidy, offers side by side by level. `columns` names the role columns that any offer
    fills, as keys of `OfferRow` (`rate`, `amount`, `cap`, `area_cap`, `threshold`, `step`, `duration`,
    `conditions`) with their headings. `pager`, `missing_note` and `listed` as in
    `MetricView`.
    """

    frame: PageFrame
    about: Words | None
    standfirst: str
    columns: tuple[tuple[str, str], ...]
    groups: tuple[OfferGroup, ...]
    drawn: BarTable | None
    tools: Tools | None
    listed: Link | None
    missing: tuple[MissingRow, ...]
    missing_note: str
    others: tuple[Link, ...]
    pager: Pager | None


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
    choose: Link | None
    more: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A place that can be chosen. `also` are its other names in all languages, with | between them; `within` names the
    places above.
    """

    id: str
    also: str
    place: Link
    level: str
    within: str


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """The places of one province or country, which `heading` names, in tree order."""

    heading: str
    places: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ChooseView:
    """Places to choose from. What follows `groups` is for the script, which sets the chosen ones side by side: metrics
    and kinds of subsidy by id in the order of their rows, the headings of levels by number, and the reasons for an
    empty cell.
    """

    frame: PageFrame
    standfirst: str
    pairs: Link
    groups: tuple[ChoiceGroup, ...]
    metrics: tuple[tuple[str, Link], ...]
    kinds: tuple[tuple[str, Link], ...]
    levels: tuple[tuple[int, str], ...]
    not_found: AbsenceView
    not_read: AbsenceView
    not_comparable: AbsenceView
