"""Views of the timeline."""

from __future__ import annotations

from policygen.site.views.charts import ColumnChart
from policygen.site.views.frame import PageFrame
from policygen.site.views.parts import DateRow, Link, Pager
from policygen.values import dataclass


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One thing that falls due or ends. `state` is "due", "done", "open" or "ends"; `now` is the text of the line for
    the day of the site where that comes before this row, else "".
    """

    row: DateRow
    state: str
    now: str


@dataclass(frozen=True, slots=True)
class TimelineGroup:
    """What lies in one part of a year; `heading` says which."""

    heading: str
    rows: tuple[TimelineRow, ...]


@dataclass(frozen=True, slots=True)
class TimelineYear:
    """`id` is the year; `sum` says how much there is in it."""

    id: str
    heading: str
    sum: str
    groups: tuple[TimelineGroup, ...]


@dataclass(frozen=True, slots=True)
class TimelineView:
    """What falls due or ends, of all places or one, in all years or one.

    `years` and `places` lead to narrower pages, or to the years on this one. When the page lists everything, `listed`
    has it by year, `filters` names the states that occur with their number (state, text) and `last` is the line for
    the day of the site when all has passed, else "". When that would be too much, `passed` and `next` have what is
    nearest to the day (on the page of all places). `acts` is the chart of what was announced, `undated` says how many
    acts are not in it.
    """

    frame: PageFrame
    standfirst: str
    chart: ColumnChart | None
    years: tuple[Link, ...]
    places: tuple[Link, ...]
    filters: tuple[tuple[str, str], ...]
    listed: tuple[TimelineYear, ...]
    last: str
    passed: tuple[DateRow, ...]
    next: tuple[DateRow, ...]
    pager: Pager | None
    acts: ColumnChart | None
    undated: str
