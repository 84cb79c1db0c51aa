"""Pictures: letters from the font, text on paper, files that any program reads."""

from __future__ import annotations

import hashlib
import os
import pickle
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.loader import load_typeface
from policygen.site import png
from policygen.site.lettering import Ink, Paper, Pen, _draw
from policygen.site.placard import break_lines, draw_card
from policygen.site.png import write_png
from policygen.site.typeface import Typeface
from policygen.site.views import CardView

FOLDER = Path(__file__).parents[2] / "src/policygen/typeface"
GREYS = bytes(value for step in range(16) for value in (255 - 17 * step,) * 3)
CARD = CardView(
    within=("",),
    title=("江苏省", "Jiangsu"),
    figure=("超过3500亿元",),
    subject=("产业规模，2025年底前",),
    written=("到2025年，全省元宇宙相关产业规模突破3500亿元，打造10家具有国际竞争力的头部企业，建成先导区。" * 2,),
    source=("20省市公布元宇宙路线图",),
    site=("元宇宙产业政策",),
    as_of=("截至2026年11月20日",),
)


@pytest.fixture(scope="module")
def pen() -> Pen:
    return Pen(Typeface(load_typeface))


def pixels(picture: bytes) -> list[list[int]]:
    """What another reader of PNG makes of it: rows of numbers of colours."""
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    place, chunks = 8, {}
    while place < len(picture):
        (size,) = struct.unpack_from(">I", picture, place)
        kind, content = picture[place + 4 : place + 8], picture[place + 8 : place + 8 + size]
        assert struct.unpack_from(">I", picture, place + 8 + size)[0] == zlib.crc32(kind + content)
        chunks[kind] = content
        place += 12 + size
    width, height, depth, colour, *rest = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert (depth, colour, rest) == (4, 3, [0, 0, 0])
    data = zlib.decompress(chunks[b"IDAT"])
    stride = width // 2 + 1
    assert len(data) == stride * height
    above = bytes(width // 2)
    rows = []
    for row in range(height):
        line = data[row * stride : (row + 1) * stride]
        assert line[0] == 2
        above = bytes((less + more) % 256 for less, more in zip(line[1:], above, strict=True))
        rows.append([part for byte in above for part in (byte >> 4, byte & 15)])
    return rows


# -- PNG


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(
        st.one_of(
            st.just(0),
            st.just(int("7" * 40, 16)),
            st.integers(0, 16**40 - 1),
            st.integers(0, 39).map(lambda column: 15 << 4 * column),
        ),
        min_size=1,
        max_size=60,
    )
)
def test_a_picture_is_read_back_as_it_was(rows: list[int]) -> None:
    assert pixels(write_png(rows, 40, GREYS)) == [[int(sign, 16) for sign in f"{row:040x}"] for row in rows]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.binary(max_size=30), st.integers(0, 700)), max_size=12))
def test_what_is_packed_is_unpacked_by_zlib(parts: list[tuple[bytes, int]]) -> None:
    data = b"".join(part + bytes(length) for part, length in parts)
    assert zlib.decompressobj(-15).decompress(png._deflate(data)) == data


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=2, max_size=25))
def test_codes_are_never_too_wide_and_leave_no_gap(powers: list[int]) -> None:
    widths = png._code_widths({symbol: 2**power for symbol, power in enumerate(powers)}, 7)
    assert max(widths.values()) <= 7
    assert sum(2 ** (7 - width) for width in widths.values()) == 2**7


def test_a_length_has_the_code_of_the_standard() -> None:
    known = {3: (257, ""), 10: (264, ""), 11: (265, "0"), 12: (265, "1"), 257: (284, "01111"), 258: (285, "")}
    assert {length: png._length_code(length) for length in known} == known
    for length in range(3, 600):
        pieces = png._pieces(length)
        assert sum(pieces) == length
        assert all(3 <= piece <= 258 for piece in pieces)


# -- letters


def test_a_square_covers_what_it_covers() -> None:
    half = ((0, 0), (500, 0), (500, 500), (0, 500), (0, 0))
    letter = _draw((half,), 4 * 10, 1000, 0, Ink.BLACK)
    rows = [f"{row:0{letter.width}x}" for row in letter.rows]
    assert "0777770" in "".join(rows)
    assert sum(sign == "7" for row in rows for sign in row) == 25
    quarter = _draw((half,), 4 * 10, 1000, 2, Ink.BLACK)
    edges = {sign for row in quarter.rows for sign in f"{row:0{quarter.width}x}"} - {"0", "7"}
    assert edges == {"4"}, "half a pixel to the right, both edges are half covered"
    grey = _draw((half,), 4 * 10, 1000, 0, Ink.GREY)
    assert {sign for row in grey.rows for sign in f"{row:x}"} == {"0", "f"}


def test_strokes_that_overlap_have_no_hole_and_counters_have_one() -> None:
    one = ((0, 0), (600, 0), (600, 600), (0, 600), (0, 0))
    other = tuple((x + 300, y) for x, y in one)
    hole = ((100, 100), (100, 500), (500, 500), (500, 100), (100, 100))
    assert all("70" not in f"{row:x}".rstrip("0") for row in _draw((one, other), 40, 1000, 0, Ink.BLACK).rows)
    assert any("700007" in f"{row:x}" for row in _draw((one, hole), 40, 1000, 0, Ink.BLACK).rows)


def test_the_font_is_the_one_that_was_released() -> None:
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FOLDER.iterdir()}
    assert digests == {
        # of @fontsource/noto-serif-sc 5.3.0: files/noto-serif-sc-chinese-simplified-600-normal.woff and LICENSE
        "noto-serif-sc-600.woff": "318c131c92c157e527ef190f4f04495d77b9e382e7c37ff61950b96f6a26b8ab",
        "OFL.txt": "18aabf190848725e2576eefb5c29ba06aac1029d02132252a7f312eac2e50cf3",
    }


def test_the_font_has_what_trackers_write(pen: Pen) -> None:
    for text in ("CNY 350 billion, 12.8 %, 400 m²", "超过3500亿元（“十四五”期间）", "Málaga, Zürich", "メタバース"):
        assert pen.typeface.can_write(text), text
    for text in ("서울", "العربية", "\U0001f600", "\U00020000"):
        assert not pen.typeface.can_write(text), text
    assert pen.width("江苏", 40) == 80
    assert pen.typeface.can_write("e\u0301"), "one letter however it is written"


def test_text_stands_where_it_is_put(pen: Pen) -> None:
    paper = Paper(200, 60)
    paper.write(pen, "一", 20, 50, 40)
    rows = [f"{row:0200x}" for row in paper.rows]
    columns = [column for row in rows for column, sign in enumerate(row) if sign != "0"]
    assert 20 <= min(columns) < max(columns) < 60
    assert not any(paper.rows[50:])


# -- lines and cards


@pytest.mark.parametrize(
    ("text", "most", "lines"),
    [
        ("one two three four", 3, ["one two three", "four"]),
        ("one two three four five six", 2, ["one two three", "four five six"]),
        ("one two three four five six seven", 2, ["one two three", "four five six se..."]),
        ("a" * 30 + " b", 3, ["aaaaaaaaaaaa...", "b"]),
        ("一二三四五六七八九十", 3, ["一二三四五六七八", "九十"]),
        ("一二三四五六七，八九", 3, ["一二三四五六七，", "八九"]),
        ("一二三四五六七八。九", 3, ["一二三四五六七", "八。九"]),
        ("一二三四五六七3500亿元", 3, ["一二三四五六七", "3500亿元"]),
        ("一二三四五六七八九十", 1, ["一二三四五六……"]),
        ("", 2, []),
    ],
)
def test_lines_are_broken_where_readers_of_the_language_break_them(
    pen: Pen, text: str, most: int, lines: list[str]
) -> None:
    assert break_lines(pen, text, 20, 165, most) == lines


def test_a_card_is_a_picture_of_its_size_with_everything_inside(pen: Pen) -> None:
    rows = pixels(draw_card(CARD, pen))
    assert (len(rows), {len(row) for row in rows}) == (630, {1200})
    written = [column for row in rows[20:] for column, colour in enumerate(row) if colour]
    assert min(written) >= 60
    assert max(written) < 1140


def test_what_cannot_be_set_is_replaced_or_left_out_and_never_a_box(pen: Pen) -> None:
    def drawn(**texts: tuple[str, ...]) -> bytes:
        return draw_card(CardView(**{**{name: getattr(CARD, name) for name in CARD.__slots__}, **texts}), pen)

    assert drawn(title=("강남구", "Gangnam")) == drawn(title=("Gangnam",))
    assert drawn(written=("메타버스 2025",)) == drawn(written=("",))
    assert drawn(within=(), title=(), figure=(), subject=(), written=(), source=()) != drawn()


def test_any_text_makes_a_card(pen: Pen) -> None:
    for text in ("", "x" * 400, "元" * 400, "a b " * 100, "（（（", "\n\t", "https://example.org/" + "a" * 300):
        draw_card(CardView((text,), (text,), (text,), (text,), (text,), (text,), (text,), (text,)), pen)


def test_letters_drawn_once_are_drawn_alike_again(pen: Pen) -> None:
    again: Pen = pickle.loads(pickle.dumps(pen))
    assert draw_card(CARD, pen) == draw_card(CARD, pen) == draw_card(CARD, again)


def test_the_same_card_is_the_same_bytes_in_every_process_and_on_every_machine() -> None:
    program = (
        "import hashlib; from tests.site.test_lettering import *;"
        "print(hashlib.sha256(draw_card(CARD, Pen(Typeface(load_typeface)))).hexdigest())"
    )
    found = set()
    for seed in ("0", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        ran = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
        )
        found.add(ran.stdout.strip())
    assert found == {"4a907a9a05b801315f2c0b8d95ea434fa481a19c15863969a7e138f1145d8e70"}
