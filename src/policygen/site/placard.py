"""Placards: cards set on paper, 1200 by 630 pixels, as Open Graph wants them.

Owns where everything stands and how large it is. A text with a character that the typeface lacks is not set: another
one stands in its place, or nothing; no card has a box for a letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from policygen.site.lettering import Ink, Paper, Pen
from policygen.site.png import write_png
from policygen.site.views import CardView
from policygen.values import dataclass

WIDTH: Final = 1200
HEIGHT: Final = 630
_MARGIN: Final = 64
_MEASURE: Final = WIDTH - 2 * _MARGIN
#: Between these lies what is set; from here words of the source stand in.
_TOP: Final = 44
_FLOOR: Final = 528
_INDENT: Final = 24
_PAPER: Final = (0xFD, 0xFC, 0xF9)
_INKS: Final = {Ink.BLACK: (0x1C, 0x1B, 0x19), Ink.GREY: (0x63, 0x5E, 0x57)}
#: Every colour by its number: eight steps from paper to each ink.
_PALETTE: Final = bytes(
    paper + (part - paper) * step // 7
    for ink in (Ink.BLACK, Ink.GREY)
    for step in range(8)
    for paper, part in zip(_PAPER, _INKS[ink], strict=True)
)
#: Where a line may end: after a space, before and after a square character unless it must not stand there. Dear to
#: compile, and most builds draw no card.
_PIECE: Final = r"[^\s\u2e80-\uffef]+\s*|\s+|[“‘（《「『【〔]*[\u2e80-\uffef][”’、。，．：；！？…）》」』】〕·]*\s*"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a block, `below` the one before or the top of the block."""

    text: str
    size: int
    below: int
    ink: Ink = Ink.BLACK


def draw_card(card: CardView, pen: Pen) -> bytes:
    """The card as a PNG file."""
    paper = Paper(WIDTH, HEIGHT)
    paper.fill(0, 0, WIDTH, 12, Ink.BLACK)
    blocks = (list(_title(pen, card)), list(_figure(pen, card)), list(_witness(pen, card)))
    heights = [sum(line.below for line in block) for block in blocks]
    gap = max(12, min(52, (_FLOOR - _TOP - sum(heights)) // 2))
    top = _TOP
    for block, height in zip(blocks, heights, strict=True):
        if not block or top + height > _FLOOR + 12:
            continue
        left = _MARGIN
        if block is blocks[2]:
            paper.fill(_MARGIN, top + 4, 2, height + 4, Ink.GREY)
            left += _INDENT
        line = top
        for each in block:
            line += each.below
            paper.write(pen, each.text, left, line, each.size, each.ink)
        top += height + gap
    paper.fill(_MARGIN, 560, _MEASURE, 1, Ink.BLACK)
    day = _shortened(pen, _one_of(pen, card.as_of), 26, _MEASURE // 2)
    room = pen.width(day, 26)
    paper.write(pen, day, WIDTH - _MARGIN - room, 600, 26, Ink.GREY)
    paper.write(pen, _shortened(pen, _one_of(pen, card.site), 26, _MEASURE - room - 40), _MARGIN, 600, 26)
    return write_png(paper.rows, WIDTH, _PALETTE)


def _title(pen: Pen, card: CardView) -> Iterator[_Line]:
    if within := _one_of(pen, card.within):
        yield _Line(_shortened(pen, within, 30, _MEASURE), 30, 30, Ink.GREY)
    if title := _one_of(pen, card.title):
        size, lines = _fitted(pen, title, (64, 56, 48, 42), 2)
        yield from (_Line(text, size, size * 5 // 4) for text in lines)


def _figure(pen: Pen, card: CardView) -> Iterator[_Line]:
    """The figure and what it is; this alone, a little larger, where there is none."""
    figure = _one_of(pen, card.figure)
    if figure:
        size, lines = _fitted(pen, figure, (104, 92, 80, 68), 1)
        yield _Line(lines[0], size, size * 4 // 5)
    size = 34 if figure else 44
    for index, text in enumerate(break_lines(pen, _one_of(pen, card.subject), size, _MEASURE, 2)):
        yield _Line(text, size, size * 4 // 3 + (0 if index else 12))


def _witness(pen: Pen, card: CardView) -> Iterator[_Line]:
    """The words and, smaller, the source they stand in."""
    for text in break_lines(pen, _one_of(pen, card.written), 32, _MEASURE - _INDENT, 2):
        yield _Line(text, 32, 42)
    if source := _one_of(pen, card.source):
        yield _Line(_shortened(pen, source, 24, _MEASURE - _INDENT), 24, 38, Ink.GREY)


def break_lines(pen: Pen, text: str, size: int, measure: int, most: int) -> list[str]:
    """The text in at most so many lines of that width, the last one cut if there is more."""
    lines: list[str] = []
    line = ""
    pieces = re.findall(_PIECE, text)
    for index, piece in enumerate(pieces):
        if not line or pen.width((line + piece).rstrip(), size) <= measure:
            line += piece
        elif len(lines) + 1 < most:
            lines.append(_shortened(pen, line.rstrip(), size, measure))
            line = piece
        else:
            line += "".join(pieces[index:])
            break
    return [*lines, _shortened(pen, line.rstrip(), size, measure)] if line else lines


def _one_of(pen: Pen, texts: Sequence[str]) -> str:
    """The first text that can be set, on one line."""
    lines = (" ".join(text.split()) for text in texts)
    return next((line for line in lines if pen.typeface.can_write(line)), "")


def _fitted(pen: Pen, text: str, sizes: Sequence[int], most: int) -> tuple[int, list[str]]:
    """The text in as few lines as can be, in the largest of the sizes; cut where none is small enough."""
    for lines in range(1, most + 1):
        for size in sizes:
            broken = break_lines(pen, text, size, _MEASURE, lines)
            if "".join(broken).replace(" ", "") == text.replace(" ", ""):
                return size, broken
    return sizes[-1], break_lines(pen, text, sizes[-1], _MEASURE, most)


def _shortened(pen: Pen, text: str, size: int, measure: int) -> str:
    """The text, cut to the width. The dots of the typeface stand at the height of Chinese ones, so others have full
    stops.
    """
    if pen.width(text, size) <= measure:
        return text
    dots = ""
    while text and (not dots or pen.width(text + dots, size) > measure):
        text = text[:-1].rstrip(" ,;:，；：、")
        dots = "……" if text[-1:] >= "\u2e80" else "..."
    return text + dots
