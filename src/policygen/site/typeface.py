"""The typeface: the outlines of letters from the font that comes with policygen.

Owns as much of WOFF 1.0 and TrueType as that font needs: characters to glyphs, advances, simple outlines. Refuses the
fonts of the machine, so that a picture is the same wherever it is drawn; hints and kerning, which small pictures do
without; and characters the font lacks, of which it tells before anything is drawn.
"""

from __future__ import annotations

import struct
import unicodedata
import zlib
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Final, NamedTuple

#: A closed line through points in font units, y upwards; curves are flattened.
Contour = tuple[tuple[int, int], ...]

_ON, _X_BYTE, _Y_BYTE, _AGAIN, _X_SAME, _Y_SAME = 1, 2, 4, 8, 16, 32
#: Into how many pieces a curve is cut, by how far its control point pulls it aside, in font units.
_FLAT: Final = ((8, 1), (40, 2), (160, 4))


class _Point(NamedTuple):
    x: int
    y: int
    is_on: bool


class Typeface:
    """The font in the bytes that `read` gives, which is asked when something is drawn and not before."""

    def __init__(self, read: Callable[[], bytes]) -> None:
        self._read = read
        self._contours: dict[int, tuple[Contour, ...]] = {}

    def __reduce__(self) -> tuple[type[Typeface], tuple[Callable[[], bytes]]]:
        return Typeface, (self._read,)

    @cached_property
    def units(self) -> int:
        """Font units to the em."""
        return self._number(">H", "head", 18)

    def can_write(self, text: str) -> bool:
        """Whether it has every character of the text."""
        return all(ord(sign) in self._glyphs for sign in unicodedata.normalize("NFC", text))

    def advance(self, sign: str) -> int:
        """How far the character moves the pen, in font units."""
        return self._advances[self._glyphs[ord(sign)]]

    def contours(self, sign: str) -> tuple[Contour, ...]:
        """The character's outline. What is inside by the rule of winding numbers other than zero is black."""
        glyph = self._glyphs[ord(sign)]
        found = self._contours.get(glyph)
        if found is None:
            found = self._contours[glyph] = tuple(map(_flatten, self._outline(glyph)))
        return found

    @cached_property
    def _tables(self) -> Mapping[str, bytes]:
        data = self._read()
        if data[:4] != b"wOFF":
            raise ValueError("the font is not in WOFF 1.0")
        found = {}
        for index in range(struct.unpack_from(">H", data, 12)[0]):
            tag, start, packed, whole, _ = struct.unpack_from(">4s4I", data, 44 + 20 * index)
            table = data[start : start + packed]
            found[tag.decode()] = zlib.decompress(table) if packed < whole else table
        return found

    def _number(self, form: str, table: str, place: int) -> int:
        found: int = struct.unpack_from(form, self._tables[table], place)[0]
        return found

    @cached_property
    def _count(self) -> int:
        return self._number(">H", "maxp", 4)

    @cached_property
    def _advances(self) -> tuple[int, ...]:
        told = self._number(">H", "hhea", 34)
        found: tuple[int, ...] = struct.unpack_from(">" + "Hh" * told, self._tables["hmtx"])[::2]
        return found + (found[-1],) * (self._count - told)

    @cached_property
    def _places(self) -> tuple[int, ...]:
        if self._number(">h", "head", 50):
            return struct.unpack_from(f">{self._count + 1}I", self._tables["loca"])
        return tuple(2 * half for half in struct.unpack_from(f">{self._count + 1}H", self._tables["loca"]))

    @cached_property
    def _glyphs(self) -> dict[int, int]:
        """Glyphs by character, from the table of format 4."""
        table = self._tables["cmap"]
        starts = (self._number(">I", "cmap", 8 + 8 * index) for index in range(self._number(">H", "cmap", 2)))
        start = next((start for start in starts if self._number(">H", "cmap", start) == 4), None)
        if start is None:
            raise ValueError("the font has no table of characters that is known here")
        segments = self._number(">H", "cmap", start + 6) // 2
        lasts = struct.unpack_from(f">{segments}H", table, start + 14)
        place = start + 16 + 2 * segments
        firsts, shifts, offsets = (
            struct.unpack_from(f">{segments}H", table, place + 2 * segments * part) for part in range(3)
        )
        place += 4 * segments
        found = {}
        for index, (first, last, shift, offset) in enumerate(zip(firsts, lasts, shifts, offsets, strict=True)):
            for sign in range(first, min(last, 0xFFFE) + 1):
                glyph = sign
                if offset:
                    glyph = self._number(">H", "cmap", place + 2 * index + offset + 2 * (sign - first))
                    if not glyph:
                        continue
                if glyph := (glyph + shift) & 0xFFFF:
                    found[sign] = glyph
        return found

    def _outline(self, glyph: int) -> list[list[_Point]]:
        start, end = self._places[glyph : glyph + 2]
        if start == end:
            return []
        data = self._tables["glyf"][start:end]
        (contours,) = struct.unpack_from(">h", data)
        if contours < 0:
            raise ValueError("the font has outlines made of others")
        ends = struct.unpack_from(f">{contours}H", data, 10)
        (hints,) = struct.unpack_from(">H", data, 10 + 2 * contours)
        place = 12 + 2 * contours + hints
        flags: list[int] = []
        while len(flags) <= ends[-1]:
            flags.append(data[place])
            place += 1
            if flags[-1] & _AGAIN:
                flags += flags[-1:] * data[place]
                place += 1
        xs, place = _coordinates(data, place, flags, _X_BYTE, _X_SAME)
        ys, _ = _coordinates(data, place, flags, _Y_BYTE, _Y_SAME)
        points = [_Point(x, y, bool(flag & _ON)) for x, y, flag in zip(xs, ys, flags, strict=True)]
        starts = (0, *(last + 1 for last in ends[:-1]))
        return [points[first : last + 1] for first, last in zip(starts, ends, strict=True)]


def _coordinates(data: bytes, place: int, flags: list[int], byte: int, same: int) -> tuple[list[int], int]:
    """One coordinate of each point, told as the difference from the one before, and where the data go on."""
    found = []
    value = 0
    for flag in flags:
        if flag & byte:
            value += data[place] if flag & same else -data[place]
            place += 1
        elif not flag & same:
            value += struct.unpack_from(">h", data, place)[0]
            place += 2
        found.append(value)
    return found, place


def _flatten(points: list[_Point]) -> Contour:
    """The line with its quadratic curves cut into straight pieces. Between two control points lies a point half way."""
    whole: list[_Point] = []
    before = points[-1]
    for point in points:
        if not (before.is_on or point.is_on):
            whole.append(_Point((before.x + point.x) // 2, (before.y + point.y) // 2, True))
        whole.append(point)
        before = point
    first = next(index for index, point in enumerate(whole) if point.is_on)
    whole = [*whole[first:], *whole[: first + 1]]
    found = [(whole[0].x, whole[0].y)]
    control = None
    for point in whole[1:]:
        if not point.is_on:
            control = point
            continue
        if control is not None:
            found += _curve(found[-1], control, point)
            control = None
        found.append((point.x, point.y))
    return tuple(found)


def _curve(start: tuple[int, int], control: _Point, end: _Point) -> list[tuple[int, int]]:
    """The points between the ends."""
    pull = abs(start[0] - 2 * control.x + end.x) + abs(start[1] - 2 * control.y + end.y)
    pieces = next((pieces for most, pieces in _FLAT if pull < most), 8)
    found = []
    for at in range(1, pieces):
        near, middle, far = (pieces - at) ** 2, 2 * at * (pieces - at), at**2
        x = near * start[0] + middle * control.x + far * end.x
        y = near * start[1] + middle * control.y + far * end.y
        found.append((x // pieces**2, y // pieces**2))
    return found
