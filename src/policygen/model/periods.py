"""Periods: years, quarters, months, days, plan spans, read into closed intervals of days.

Owns `Period`. Refuses to be more precise than what was written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """A closed interval of days: `start` and `end` are its first and last day, `written` the text it was read from.

    `start` is None only where the text names an end alone ("by 2025" as a deadline keeps the year as interval).
    """

    written: str
    start: date | None
    end: date
