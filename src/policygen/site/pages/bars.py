"""Bars: the figures of one metric drawn beside their numbers.

Owns the scale and the shapes: a bar to what is sure, an arrow where it is open upwards, a ring where it is about, a box
for a range, an order of magnitude or a ceiling. Where the scale is logarithmic no bar is drawn, only where the figure
stands. Refuses to draw different measures on one scale. Numbers are percents of the drawing's width.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from policygen.model.numbers import write_number
from policygen.model.quantities import Comparator, Quantity
from policygen.site.messages import N_
from policygen.site.pages.sheet import Sheet
from policygen.site.views import AxisView, Bar, GridLine
from policygen.values import dataclass

#: From this ratio of the greatest figure to the smallest on, a linear scale would hide the small ones.
_WIDE: Final = 50
#: How many labels fit over the bars.
_LABELS: Final = 4
_OPEN: Final = frozenset({Comparator.AT_LEAST, Comparator.MORE_THAN})
_CEILING: Final = frozenset({Comparator.AT_MOST, Comparator.LESS_THAN})


@dataclass(frozen=True, slots=True)
class Scale:
    """From `low` to `high`; logarithmic or linear (which then begins at 0). `marks` are the lines."""

    low: Decimal
    high: Decimal
    logarithmic: bool
    marks: tuple[Decimal, ...]

    def place(self, value: Decimal) -> float:
        """Where a value stands, in percent, to a hundredth; what lies below the scale stands at its start."""
        if self.logarithmic:
            if value <= self.low:
                return 0.0
            share = math.log10(value / self.low) / math.log10(self.high / self.low)
        else:
            share = float((value - self.low) / (self.high - self.low))
        return round(min(max(share, 0.0), 1.0) * 100, 2)


def make_scale(quantities: Sequence[Quantity]) -> Scale | None:
    """The scale for these figures; None for fewer than two, which need no drawing, and for figures below 0."""
    ends = [end for quantity in quantities for end in (quantity.minimum, quantity.maximum) if end is not None]
    if len(quantities) < 2 or not ends or min(ends) < 0 or max(ends) == 0:
        return None
    return _scale(ends)


def make_marks(numbers: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """The lines of the scale on which these numbers would be drawn; at least one of them is above 0, none below."""
    return _scale(numbers).marks


def _scale(ends: Sequence[Decimal]) -> Scale:
    if min(ends) > 0 and max(ends) / min(ends) >= _WIDE:
        return _logarithmic(min(ends), max(ends))
    return _linear(max(ends))


def draw_bar(quantity: Quantity, scale: Scale, *, muted: bool) -> Bar:
    """The figure on the scale."""
    low, high = quantity.minimum, quantity.maximum
    if quantity.comparator in _CEILING or low is None:
        end = scale.place(high if high is not None else scale.low)
        return Bar(0.0, False, "", "ceiling", 0.0, end, muted)
    end = scale.place(low)
    if high is not None and high > low:
        box = "order" if quantity.comparator is Comparator.ORDER_OF_MAGNITUDE else "range"
        return Bar(end, True, "", box, end, round(scale.place(high) - end, 2), muted)
    tip = "open" if quantity.comparator in _OPEN or high is None else ""
    return Bar(end, True, "about" if quantity.comparator is Comparator.ABOUT else tip, "", 0.0, 0.0, muted)


def axis_view(sheet: Sheet, scale: Scale, bars: Iterable[Bar], unit: str, name: str) -> AxisView:
    """The lines of the scale with their labels, and in words what it does and what the marks of these bars mean. `name`
    tells the axis from others of the page.
    """
    language = sheet.language.partition("-")[0]
    step = -(-len(scale.marks) // _LABELS)
    # counted from the right, so that the greatest mark has its label
    last = len(scale.marks) - 1
    lines = tuple(
        GridLine(scale.place(mark), write_number(mark, language) if (last - index) % step == 0 else "")
        for index, mark in enumerate(scale.marks)
    )
    words = sheet.gettext("The scale begins at 0.")
    if scale.logarithmic:
        words = sheet.gettext(
            "The scale is logarithmic: each line stands for ten times the one before it. "
            "Read where a mark stands, not how long its line is."
        )
    drawn = {mark for bar in bars for mark in (bar.tip, bar.box)}
    key = tuple((mark, sheet.gettext(text)) for mark, text in _MARKS.items() if mark in drawn)
    return AxisView(
        id=f"axis_{name}",
        lines=lines,
        title=sheet.gettext(
            "Scale from %(low)s to %(high)s, %(unit)s",
            low=write_number(scale.marks[0], language),
            high=write_number(scale.marks[-1], language),
            unit=unit,
        ),
        desc=sheet.messages.sentences(words, sheet.gettext("Each bar draws the number that stands beside it.")),
        scale=words,
        key=key,
        is_log=scale.logarithmic,
    )


#: What the marks mean.
_MARKS: Final = {
    "open": N_("at least that much"),
    "about": N_("about that much"),
    "ceiling": N_("at most that much"),
    "range": N_("between two figures"),
    "order": N_("of this order of magnitude"),
}


def _logarithmic(least: Decimal, most: Decimal) -> Scale:
    """Whole powers of ten around the figures; the first one below the least, so that its bar can be seen."""
    first = least.adjusted()
    if least == Decimal(1).scaleb(first):
        first -= 1
    last = most.adjusted()
    if most > Decimal(1).scaleb(last):
        last += 1
    marks = tuple(Decimal(1).scaleb(power) for power in range(first, last + 1))
    return Scale(marks[0], marks[-1], True, marks)


def _linear(most: Decimal) -> Scale:
    """From 0 in up to five equal steps of 1, 2 or 5."""
    unit = Decimal(1).scaleb(most.adjusted() - 1)
    step = next(unit * factor for factor in (1, 2, 5, 10, 20, 50) if unit * factor * 5 >= most)
    marks = [Decimal(0)]
    while marks[-1] < most:
        marks.append(marks[-1] + step)
    return Scale(Decimal(0), marks[-1], False, tuple(marks))
