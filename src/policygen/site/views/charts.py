"""Views of maps and charts: positions, steps and words, ready to be shown."""

from __future__ import annotations

from policygen.site.views.parts import Link, Words
from policygen.values import dataclass


@dataclass(frozen=True, slots=True)
class Tile:
    """One square. `step` is 1 to 4 for a value, or the key of what it has instead: 0 not read yet, "none" read and
    nothing found, "within" only places within it have a value.

    `short` is two or three letters or signs, `shown` the value as it fits into the square ("" for none); `title` is
    the name with the value in words ("Jiangsu: 5 policies").
    """

    column: int
    row: int
    short: str
    name: str
    title: str
    href: str
    shown: str
    step: str


@dataclass(frozen=True, slots=True)
class MapMode:
    """One way to fill the squares. `label` names it where it is chosen, `about` says what the squares show; `key`
    explains the steps that occur: (step, "5 or more policies"), strongest first.
    """

    label: str
    about: str
    tiles: tuple[Tile, ...]
    key: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MapCell:
    """One cell of the table behind: a value, with what is to say of it, or why there is none (`value.href` is then
    "" and `is_gap` True).
    """

    value: Link
    detail: str
    is_gap: bool


@dataclass(frozen=True, slots=True)
class TileMap:
    """The places at a glance, with the table behind: `columns` heads its cells, one column per mode. `modes` is empty
    for a country that has no squares; then the table is all there is. `beyond` are places the squares have no room
    for, with their count as note. `cut` says that the table has not all places, "" when it has.
    """

    modes: tuple[MapMode, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Link, tuple[MapCell, ...]], ...]
    beyond: tuple[Link, ...]
    cut: str


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a column: `x` and `width` in percent of the drawing, `y` and `height` in pixels, `mark` what it stands
    for ("due", "done", "open", "ends").
    """

    x: float
    width: float
    y: float
    height: float
    mark: str


@dataclass(frozen=True, slots=True)
class Label:
    """A text under or over a column, its middle at `x` percent and its line at `y` pixels. `thin` texts are left out
    where there is no room for all.
    """

    x: float
    y: float
    text: str
    thin: bool


@dataclass(frozen=True, slots=True)
class NowLine:
    """The as-of day: a line at `x` percent, its text to the left of it (`before`) or to the right."""

    x: float
    text: str
    before: bool


@dataclass(frozen=True, slots=True)
class ColumnChart:
    """Years side by side, what lies in them stacked. A block as wide as its year is known no closer; one in a quarter
    of the year lies in that quarter.

    `title` and `desc` are read aloud in place of the drawing; `key` says what the blocks stand for, `words` how wide
    ones and narrow ones are to be read. `height` and `base` (where the columns stand) are in pixels; `notches` are the
    lines that cut the columns into single things, none where there are too many. `headings` and `rows` are the
    table behind: a line per year, a cell per heading.
    """

    id: str
    title: str
    desc: str
    height: int
    base: float
    blocks: tuple[Block, ...]
    notches: tuple[float, ...]
    years: tuple[Label, ...]
    totals: tuple[Label, ...]
    now: NowLine | None
    key: tuple[tuple[str, str], ...]
    words: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class GridLine:
    """A line across the bars; `x` in percent of their width. `label` is "" for a line without one."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class AxisView:
    """What the bars of a table are measured on. `id` is unique on the page; `title` and `desc` are read aloud in place
    of the drawing. `scale` says what the axis does ("Each line stands for ten times the one before it"), `key` what
    the marks mean that occur besides plain bars: (mark, text), the marks as in `Bar`.

    `is_log`: lengths mean nothing, so figures are points on lines, not bars.
    """

    id: str
    lines: tuple[GridLine, ...]
    title: str
    desc: str
    scale: str
    key: tuple[tuple[str, str], ...]
    is_log: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure, drawn; all numbers in percent of the width, 0 to 100.

    The bar runs from the left to `end`, what is sure; `is_solid` is False where nothing is. `tip` says how it ends:
    "open" at least that much, "about", "" just there. `box` goes on from `box_start` over `box_width`: "range" or
    "order" for what lies between two ends or in an order of magnitude, "ceiling" for at most that much, "" for none.
    `muted`: the act is over.
    """

    end: float
    is_solid: bool
    tip: str
    box: str
    box_start: float
    box_width: float
    muted: bool


@dataclass(frozen=True, slots=True)
class BarRow:
    """A figure with what it is of: `label` a place or a deadline, `detail` what tells it from the others."""

    label: Link
    detail: Words | None
    value: Link
    written: Words
    bar: Bar


@dataclass(frozen=True, slots=True)
class BarTable:
    """Figures of one measure side by side, in groups that may be compared; `unit` heads their column. `more` says that
    only the greatest stand here, "" when all do.
    """

    heading: Link
    unit: str
    axis: AxisView
    groups: tuple[tuple[str, tuple[BarRow, ...]], ...]
    more: str


@dataclass(frozen=True, slots=True)
class DotCell:
    """One square of a matrix: `shown` is a number or the sign of a gap, `step` 1 to 4 or the key of the gap, `words`
    says what it means.
    """

    shown: str
    step: str
    words: str


@dataclass(frozen=True, slots=True)
class DotMatrix:
    """Places against kinds of support, as squares: a table that is its own drawing. `key` explains the squares that
    occur, as (cell, text); `rest` tells of places that are left out.
    """

    caption: str
    columns: tuple[Link, ...]
    rows: tuple[tuple[Link, tuple[DotCell, ...]], ...]
    key: tuple[tuple[DotCell, str], ...]
    rest: str
