"""Lettering: text on a sheet of paper, in whole numbers only.

Owns the pixels of small pictures: where letters stand, how much of each pixel they cover. Refuses floating point and
the libraries of the machine: the same text is the same pixels everywhere.

A row of pixels is one integer, four bits a pixel, the leftmost pixel highest: so letters are laid on with a shift and
an `or`, and coverage is counted for all pixels of a row at once.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import pairwise
from typing import Final, NamedTuple

from policygen.site.typeface import Contour, Typeface

#: Lines and columns a pixel is sampled in.
_SAMPLES: Final = 4
#: Characters below this are set between pixels, in quarters; the others are square and as wide as the pixels are.
_SQUARE: Final = 0x2E80
#: Letters kept drawn; a sheet has less than two hundred.
_KEPT: Final = 5000


class Ink(IntEnum):
    """The colours: seven steps of each lie between paper and ink."""

    BLACK = 0
    GREY = 8


class _Letter(NamedTuple):
    """A letter drawn: rows of pixels from `top` above the line of writing, `left` of the pen."""

    top: int
    left: int
    width: int
    rows: tuple[int, ...]


@dataclass(slots=True)
class Pen:
    """Writes in one typeface; what it has drawn once it draws again at no cost."""

    typeface: Typeface
    _letters: dict[tuple[str, int, int, Ink], _Letter] = field(default_factory=dict, repr=False)

    def __reduce__(self) -> tuple[type[Pen], tuple[Typeface]]:
        return Pen, (self.typeface,)

    def width(self, text: str, size: int) -> int:
        """How many pixels the text takes at this size (the em in pixels)."""
        return -(-sum(map(self.typeface.advance, _signs(text))) * size // self.typeface.units)

    def letter(self, sign: str, size: int, quarter: int, ink: Ink) -> _Letter:
        """The letter, moved to the right by quarters of a pixel."""
        key = (sign, size, quarter, ink)
        found = self._letters.get(key)
        if found is None:
            if len(self._letters) >= _KEPT:
                self._letters.clear()
            found = self._letters[key] = _draw(
                self.typeface.contours(sign), size * _SAMPLES, self.typeface.units, quarter, ink
            )
        return found


class Paper:
    """A sheet of so many pixels. `rows` have in each pixel the step, and the bit of the ink."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self.rows = [0] * height

    def fill(self, left: int, top: int, width: int, height: int, ink: Ink) -> None:
        """A bar."""
        bar = _every(width, 7 | ink) << 4 * (self.width - left - width)
        for row in range(top, top + height):
            self.rows[row] |= bar

    def write(self, pen: Pen, text: str, left: int, line: int, size: int, ink: Ink = Ink.BLACK) -> None:
        """The text on its line of writing. What lies outside the sheet is an error."""
        units = pen.typeface.units
        rows = self.rows
        place = left * units * _SAMPLES
        for sign in _signs(text):
            quarters = (place + units // 2) // units
            quarter = quarters % _SAMPLES if ord(sign) < _SQUARE else 0
            letter = pen.letter(sign, size, quarter, ink)
            shift = 4 * (self.width - quarters // _SAMPLES - letter.left - letter.width)
            for row, pixels in enumerate(letter.rows, line - letter.top):
                if pixels:
                    rows[row] |= pixels << shift
            place += pen.typeface.advance(sign) * size * _SAMPLES


def _signs(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _every(width: int, value: int) -> int:
    """So many pixels of one value."""
    return value * (((1 << 4 * width) - 1) // 15)


def _draw(contours: Iterable[Contour], scale: int, units: int, quarter: int, ink: Ink) -> _Letter:
    """`scale` is the em in samples."""
    points = [point for contour in contours for point in contour]
    if not points:
        return _Letter(0, 0, 0, ())
    left = min(x for x, _ in points) * scale // (units * _SAMPLES) - 1
    right = max(x for x, _ in points) * scale // (units * _SAMPLES) + 3
    top = max(y for _, y in points) * scale // (units * _SAMPLES) + 1
    bottom = min(y for _, y in points) * scale // (units * _SAMPLES) - 1
    width = right - left
    lines = _crossings(contours, scale, units, top * _SAMPLES, (top - bottom) * _SAMPLES, quarter - left * _SAMPLES)
    masks = [_inside(line, width * _SAMPLES) for line in lines]
    ones, pairs, fours = _every(width, 1), _every(width, 5), _every(width, 3)
    rows = []
    for first in range(0, len(masks), _SAMPLES):
        counts = []
        for mask in masks[first : first + _SAMPLES]:
            twos = (mask & pairs) + (mask >> 1 & pairs)
            counts.append((twos & fours) + (twos >> 2 & fours))
        # Sixteen samples would not fit into four bits; full is fifteen. Of these the sheet has every other step.
        upper, lower = counts[0] + counts[1], counts[2] + counts[3]
        covered = upper + lower - ((upper & lower) >> 3 & ones)
        steps = covered >> 1 & _every(width, 7)
        rows.append(steps | ((steps | steps >> 1 | steps >> 2) & ones) * ink)
    return _Letter(top, left, width, tuple(rows))


def _crossings(
    contours: Iterable[Contour], scale: int, units: int, top: int, height: int, shift: int
) -> list[list[int]]:
    """Where outlines cross the middle of each line of samples: twice the column, and one more where they go up."""
    lines: list[list[int]] = [[] for _ in range(height)]
    for contour in contours:
        for (x0, y0), (x1, y1) in pairwise(contour):
            upwards = y1 > y0
            if y0 == y1:
                continue
            if not upwards:
                x0, y0, x1, y1 = x1, y1, x0, y0  # noqa: PLW2901
            above = (2 * top - 1) * units
            first = (above - 2 * y1 * scale) // (2 * units) + 1
            last = (above - 2 * y0 * scale) // (2 * units)
            if first > last:
                continue
            rise, run = y1 - y0, x1 - x0
            step = -(run << 16) // rise
            # half a sample is added, so that what is cut off is rounded
            column = (x0 * scale << 16) // units + (shift << 16) + 0x8000
            column += ((above - 2 * first * units - 2 * y0 * scale) * run << 15) // (units * rise)
            for line in range(first, last + 1):
                lines[line].append((column >> 16) * 2 + upwards)
                column += step
    return lines


def _inside(crossings: list[int], width: int) -> int:
    """The samples of a line that are inside, leftmost highest."""
    mask = winding = start = 0
    for crossing in sorted(crossings):
        column, upwards = crossing >> 1, crossing & 1
        if not winding:
            start = column
        winding += 1 if upwards else -1
        if not winding:
            mask |= (1 << width - start) - (1 << width - column)
    return mask
