"""PNG: pictures of sixteen colours as files.

Owns the writing of them, compression included. Refuses zlib's `compress`, whose bytes differ between its builds (zlib,
zlib-ng, those of the makers of machines): a picture is the same file everywhere, or every other build would be another
site. What is drawn here is mostly paper and upright strokes, so of the ways to compress only runs of rows that repeat
are looked for, and the rest is written in Huffman codes; that comes within a tenth of what zlib does.
"""

from __future__ import annotations

import heapq
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

#: Bytes that are as in the row above. Shorter runs cost as much as they save.
_SAME: Final = re.compile(rb"\0{12,}")
#: Codes of RFC 1951: lengths of runs with their extra bits; the end; the order of code lengths.
_LONGEST: Final = 258
_END: Final = 256
_ORDER: Final = (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15)


def write_png(rows: Sequence[int], width: int, palette: bytes) -> bytes:
    """The file of a picture. `rows` have four bits a pixel, the leftmost highest; `width` is even;
    `palette` has red, green and blue of each colour.
    """
    stride = width // 2
    pixels = _differences(b"".join(row.to_bytes(stride, "big") for row in rows), stride)
    head = struct.pack(">IIBBBBB", width, len(rows), 4, 3, 0, 0, 0)
    packed = b"\x78\x01" + _deflate(pixels) + struct.pack(">I", zlib.adler32(pixels))
    chunks = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", packed))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in (*chunks, (b"IEND", b"")))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _differences(pixels: bytes, stride: int) -> bytes:
    """Each row as its difference from the one above (filter 2, "up"), all bytes subtracted at once."""
    size = len(pixels)
    high = int.from_bytes(b"\x80" * size, "big")
    these = int.from_bytes(pixels, "big")
    above = these >> 8 * stride
    less = ((these | high) - (above & ~high)) ^ ((these ^ ~above) & high)
    told = less.to_bytes(size, "big")
    return b"".join(b"\2" + told[start : start + stride] for start in range(0, size, stride))


def _deflate(data: bytes) -> bytes:
    """One block of RFC 1951 with codes of its own. A run is its first byte, and lengths at the distance of one."""
    spans = [found.span() for found in _SAME.finditer(data)]
    ends = [0, *(end for _, end in spans)]
    others = [data[end:start] for end, start in zip(ends, [*(start for start, _ in spans), len(data)], strict=True)]
    lengths = Counter(end - start for start, end in spans)
    frequencies = Counter(b"".join(others))
    frequencies.update({0: len(spans), _END: 1})
    for length, times in lengths.items():
        for piece in _pieces(length - 1):
            frequencies[_length_code(piece)[0]] += times
    widths = _code_widths(frequencies, 15)
    codes = _codes(widths)
    runs = {
        length: codes[0] + "".join(codes[code] + extra + "0" for code, extra in map(_length_code, _pieces(length - 1)))
        for length in lengths
    }
    literal = [codes.get(byte, "") for byte in range(256)].__getitem__
    parts = [_header(widths)]
    for other, (start, end) in zip(others, spans, strict=False):
        parts += map(literal, other)
        parts.append(runs[end - start])
    parts += map(literal, others[-1])
    bits = "".join((*parts, codes[_END]))
    # The first bit of the stream is the lowest of the first byte.
    return int(bits[::-1], 2).to_bytes(-(-len(bits) // 8), "little")


def _pieces(length: int) -> list[int]:
    """A length as lengths that there are codes for, 3 to 258."""
    found = [_LONGEST] * (length // _LONGEST)
    rest = length % _LONGEST
    if rest in (1, 2) and found:
        found[-1] -= 3 - rest
        rest = 3
    return [*found, rest] if rest else found


def _length_code(length: int) -> tuple[int, str]:
    """The code of a length, and its extra bits."""
    if length == _LONGEST:
        return 285, ""
    if length < 11:
        return 254 + length, ""
    width = (length - 3).bit_length() - 3
    start = 4 << width
    return 257 + 4 * (width + 1) + ((length - 3 - start) >> width), _bits((length - 3) % (1 << width), width)


def _bits(number: int, width: int) -> str:
    """The number, lowest bit first."""
    return format(number, f"0{width}b")[::-1] if width else ""


def _header(widths: Mapping[int, int]) -> str:
    """The block's beginning, with the widths of its codes; of distances there is one, and it is one bit wide."""
    count = max(widths) + 1
    told = list(_repeats([*(widths.get(symbol, 0) for symbol in range(count)), 1]))
    outer = _code_widths(Counter(symbol for symbol, _ in told), 7)
    codes = _codes(outer)
    listed = [outer.get(symbol, 0) for symbol in _ORDER]
    while not listed[-1]:
        listed.pop()
    return "".join(
        (
            "1" + _bits(2, 2),
            _bits(count - 257, 5) + _bits(0, 5) + _bits(len(listed) - 4, 4),
            *(_bits(width, 3) for width in listed),
            *(codes[symbol] + extra for symbol, extra in told),
        )
    )


def _repeats(widths: Sequence[int]) -> Iterable[tuple[int, str]]:
    """Widths of codes as symbols with extra bits: 17 and 18 are 3 to 10 and 11 to 138 zeros."""
    zeros = 0
    for width in (*widths, -1):
        if width == 0:
            zeros += 1
            continue
        while zeros >= 11:
            yield 18, _bits(min(zeros, 138) - 11, 7)
            zeros -= min(zeros, 138)
        if zeros >= 3:
            yield 17, _bits(zeros - 3, 3)
            zeros = 0
        for _ in range(zeros):
            yield 0, ""
        zeros = 0
        if width > 0:
            yield width, ""


def _code_widths(frequencies: Mapping[int, int], most: int) -> dict[int, int]:
    """The widths of Huffman codes, none wider than `most`: rare symbols are taken for less rare until that holds."""
    if len(frequencies) == 1:
        return dict.fromkeys(frequencies, 1)
    while True:
        widths = dict.fromkeys(frequencies, 0)
        heap: list[tuple[int, int, tuple[int, ...]]] = [
            (times, symbol, (symbol,)) for symbol, times in frequencies.items()
        ]
        heapq.heapify(heap)
        while len(heap) > 1:
            some, first, left = heapq.heappop(heap)
            more, other, right = heapq.heappop(heap)
            for symbol in (*left, *right):
                widths[symbol] += 1
            heapq.heappush(heap, (some + more, min(first, other), (*left, *right)))
        if max(widths.values()) <= most:
            return widths
        frequencies = {symbol: (times + 1) // 2 for symbol, times in frequencies.items()}


def _codes(widths: Mapping[int, int]) -> dict[int, str]:
    """The codes that follow from their widths, highest bit first."""
    found = {}
    code = before = 0
    for symbol in sorted(widths, key=lambda symbol: (widths[symbol], symbol)):
        code <<= widths[symbol] - before
        before = widths[symbol]
        found[symbol] = format(code, f"0{before}b")
        code += 1
    return found
