"""Charts of years: columns of what lies in each year, precise where the sources are and wide where they are not.

Owns where the blocks stand. Refuses to put what is known by its year alone into a quarter: it is a block as wide as the
year, and what is known by its quarter stands on it. Years that nothing lies in are left out where there are many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from policygen.site.pages.moments import HALVES, STATES, YEAR, Count
from policygen.site.pages.sheet import Sheet
from policygen.site.views import Block, ColumnChart, Label, NowLine
from policygen.values import dataclass

#: More empty years than these in a row become one gap.
_EMPTY: Final = 4
#: Pixels: over the columns, for them, under them, and of one thing at most; from `_CUT` on single things are cut apart.
_TOP: Final = 36
_HEIGHT: Final = 168
_BELOW: Final = 24
_UNIT: Final = 9
_CUT: Final = 4
#: What of a year's width is left free at either side, and of a quarter's.
_SIDE: Final = 0.1
_GAP: Final = 0.012
#: From this many years on, every other label is left out where there is little room.
_CLOSE: Final = 9


@dataclass(frozen=True, slots=True)
class Axis:
    """Years from left to right, None for a gap."""

    slots: tuple[int | None, ...]

    def place(self, year: int, share: float) -> float:
        """Where a share of a year on the axis lies, in percent."""
        return round((self.slots.index(year) + share) / len(self.slots) * 100, 2)


def make_axis(years: Iterable[int]) -> Axis:
    """All years from the first to the last, long empty stretches as one gap."""
    slots: list[int | None] = []
    for year in sorted(set(years)):
        last = slots[-1] if slots else None
        if last is not None:
            missing = range(last + 1, year)
            slots += [None] if len(missing) > _EMPTY else missing
        slots.append(year)
    return Axis(tuple(slots))


def stack(counts: Iterable[Count], axis: Axis) -> tuple[tuple[Block, ...], float, Mapping[int, int]]:
    """The blocks from the ground up, the pixels of one thing, and how many things stand on each other in a year."""
    numbers: dict[int, Counter[tuple[int, str]]] = {}
    for count in counts:
        numbers.setdefault(count.year, Counter())[count.slot, count.state] += count.number
    highest = {year: _highest(found) for year, found in numbers.items()}
    unit = min(float(_UNIT), _HEIGHT / max(highest.values(), default=1))
    unit = float(int(unit)) if unit >= _CUT else unit
    base = _TOP + unit * max(highest.values(), default=0)
    blocks = []
    for year in sorted(numbers):
        for slot in sorted({slot for slot, _ in numbers[year]}):
            x, width = _span(axis, year, slot)
            top = _below(numbers[year], slot)
            for state in STATES:
                number = numbers[year][slot, state]
                top += number
                if number:
                    blocks.append(Block(x, width, round(base - top * unit, 1), round(number * unit, 1), state))
    return tuple(blocks), unit, highest


def year_chart(
    sheet: Sheet,
    counts: Sequence[Count],
    *,
    chart: str,
    title: str,
    desc: str,
    says: Mapping[str, str],
    now: date | None = None,
) -> ColumnChart | None:
    """The chart of these counts; None when there are none. `says` are the states that occur, in words; with a `now`
    the day is drawn.
    """
    if not counts:
        return None
    years = {count.year for count in counts}
    axis = make_axis(years | ({now.year} if now else set()))
    blocks, unit, highest = stack(counts, axis)
    most = max(highest.values())
    base = _TOP + unit * most
    totals = Counter[int]()
    for count in counts:
        totals[count.year] += count.number
    states = [state for state in STATES if any(count.state == state for count in counts)]
    return ColumnChart(
        id=chart,
        title=title,
        desc=sheet.messages.sentences(desc, sheet.gettext("The table behind the drawing has the numbers.")),
        height=round(base) + _BELOW,
        base=round(base, 1),
        blocks=blocks,
        notches=tuple(round(base - number * unit, 1) for number in range(1, most)) if unit >= _CUT else (),
        years=_labels(axis, round(base) + 17.0),
        totals=tuple(
            Label(
                axis.place(year, 0.5), round(base - highest[year] * unit - 5, 1), sheet.messages.number(number), False
            )
            for year, number in sorted(totals.items())
        ),
        now=_now_line(sheet, axis, now) if now else None,
        key=tuple((state, says[state]) for state in states),
        words=_words(sheet, counts),
        headings=tuple(says[state] for state in states),
        rows=tuple(
            (
                str(year),
                tuple(
                    sheet.messages.number(sum(c.number for c in counts if c.year == year and c.state == state))
                    for state in states
                ),
            )
            for year in sorted(years)
        ),
    )


def _highest(found: Counter[tuple[int, str]]) -> int:
    slots = {slot for slot, _ in found}
    return max(_below(found, slot) + _number(found, slot) for slot in slots)


def _number(found: Counter[tuple[int, str]], slot: int) -> int:
    return sum(number for (own, _), number in found.items() if own == slot)


def _below(found: Counter[tuple[int, str]], slot: int) -> int:
    """On how much a part of the year stands: the year as a whole is on the ground, halves on it, quarters on both."""
    if slot == YEAR:
        return 0
    if slot in HALVES:
        return _number(found, YEAR)
    return _number(found, YEAR) + _number(found, HALVES[(slot - 1) // 2])


def _span(axis: Axis, year: int, slot: int) -> tuple[float, float]:
    """Where a part of the year begins and how wide it is, in percent."""
    inner = 1 - 2 * _SIDE
    first, last = {YEAR: (0.0, 1.0), 5: (0.0, 0.5), 6: (0.5, 1.0)}.get(slot, ((slot - 1) / 4, slot / 4))
    start = axis.place(year, _SIDE + inner * first + (_GAP if first else 0))
    end = axis.place(year, _SIDE + inner * last - (_GAP if last < 1 else 0))
    return start, round(end - start, 2)


def _labels(axis: Axis, y: float) -> tuple[Label, ...]:
    close = len(axis.slots) >= _CLOSE
    last = len(axis.slots) - 1
    return tuple(
        Label(
            round((index + 0.5) / len(axis.slots) * 100, 2),
            y,
            str(slot) if slot is not None else "…",
            close and (last - index) % 2 == 1,
        )
        for index, slot in enumerate(axis.slots)
    )


def _now_line(sheet: Sheet, axis: Axis, now: date) -> NowLine:
    first, after = date(now.year, 1, 1), date(now.year + 1, 1, 1)
    share = ((now - first).days + 0.5) / (after - first).days
    x = axis.place(now.year, _SIDE + (1 - 2 * _SIDE) * share)
    return NowLine(x, sheet.messages.short_day(now), x > 60)


def _words(sheet: Sheet, counts: Iterable[Count]) -> str:
    """How wide blocks and narrow ones are to be read, as far as there are both."""
    slots = {count.slot for count in counts}
    wide = sheet.gettext("A block as wide as its year: the source names no closer date.") if YEAR in slots else ""
    narrow = sheet.gettext("A narrower block lies in its quarter or half of the year.") if slots - {YEAR} else ""
    return sheet.messages.sentences(wide, narrow)
