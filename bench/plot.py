"""The plot of docs/performance.md: seconds over records, both in powers of ten, as an SVG file.

Owns drawing. Each line has its own colour, dash and mark and its name at its end, so that none depends on colour alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from bench.summary import Row

WIDTH, HEIGHT = 820, 520
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 210, 44, 52


class Line(NamedTuple):
    tool: str
    step: str
    name: str
    colour: str
    dash: str = ""


_TITLE = "Seconds a build takes, over the number of records"

LINES = (
    Line("policygen", "cold", "policygen, cold", "#0b5394"),
    Line("policygen", "template", "policygen, base template", "#0b5394", "2 4"),
    Line("policygen", "add", "policygen, add a record", "#1971c2", "8 4"),
    Line("policygen", "no-op", "policygen, no-op", "#3b5bdb", "4 3"),
    Line("hugo", "cold", "Hugo", "#c92a2a"),
    Line("mkdocs", "cold", "MkDocs", "#5c940d", "6 3"),
    Line("eleventy", "cold", "Eleventy", "#862e9c", "6 3"),
    Line("pelican", "cold", "Pelican", "#e67700", "6 3"),
    Line("nikola", "cold", "Nikola", "#495057", "6 3"),
)


def draw(rows: Sequence[Row]) -> str:
    """The plot of the rows of one-language trackers."""
    lines = [(line, points) for line in LINES if (points := _points(rows, line))]
    sizes = sorted({size for _, points in lines for size, _ in points})
    times = [seconds for _, points in lines for _, seconds in points]
    if not sizes:
        return ""
    left, right = math.floor(math.log10(sizes[0])), max(math.ceil(math.log10(sizes[-1])), 3)
    low, high = math.floor(math.log10(min(times))), math.ceil(math.log10(max(times)))

    def x(size: float) -> float:
        return _LEFT + (math.log10(size) - left) / (right - left) * (WIDTH - _LEFT - _RIGHT)

    def y(seconds: float) -> float:
        return HEIGHT - _BOTTOM - (math.log10(seconds) - low) / (high - low) * (HEIGHT - _TOP - _BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="title"'
        ' font-family="system-ui, sans-serif" font-size="13">',
        f'<title id="title">{_TITLE}</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{_LEFT}" y="24" font-size="15" fill="#212529">{_TITLE}</text>',
    ]
    for power in range(low, high + 1):
        at = y(10**power)
        label = f"{10**power:g}"
        parts.append(f'<path d="M{_LEFT} {at:.1f}H{WIDTH - _RIGHT}" stroke="#dee2e6"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{at + 4:.1f}" text-anchor="end" fill="#495057">{label} s</text>')
    for power in range(left, right + 1):
        at = x(10**power)
        parts.append(f'<path d="M{at:.1f} {_TOP}V{HEIGHT - _BOTTOM}" stroke="#dee2e6"/>')
        parts.append(f'<text x="{at:.1f}" y="{HEIGHT - 28}" text-anchor="middle" fill="#495057">{10**power:,}</text>')
    ends = _spread([(y(points[-1][1]), line) for line, points in lines])
    for line, points in lines:
        parts += _drawn(line, [(x(size), y(seconds)) for size, seconds in points], ends[line.name], WIDTH - _RIGHT + 12)
    return "\n".join([*parts, "</svg>", ""])


def _points(rows: Sequence[Row], line: Line) -> list[tuple[int, float]]:
    return sorted(
        (row["records"], row["wall"])
        for row in rows
        if row["kind"] == "step" and row["tool"] == line.tool and row["step"] == line.step
        if row["languages"] == ["en"] and isinstance(row["records"], int)
    )


def _spread(ends: Sequence[tuple[float, Line]]) -> dict[str, float]:
    """Where the names stand: beside the ends of their lines, none on another."""
    placed: dict[str, float] = {}
    last = -math.inf
    for height, line in sorted(ends):
        last = max(height, last + 17)
        placed[line.name] = last
    over = last - (HEIGHT - _BOTTOM)
    return {name: height - over if over > 0 else height for name, height in placed.items()}


def _drawn(line: Line, points: Sequence[tuple[float, float]], end: float, label: float) -> Iterator[str]:
    path = "L".join(f"{across:.1f} {down:.1f}" for across, down in points)
    dash = f' stroke-dasharray="{line.dash}"' if line.dash else ""
    across, down = points[-1]
    yield f'<path d="M{path}" fill="none" stroke="{line.colour}" stroke-width="2"{dash}/>'
    yield from (f'<circle cx="{a:.1f}" cy="{d:.1f}" r="3.5" fill="{line.colour}"/>' for a, d in points)
    yield f'<path d="M{across + 5:.1f} {down:.1f}L{label - 3} {end:.1f}" stroke="{line.colour}" stroke-width="0.5"/>'
    yield f'<text x="{label}" y="{end + 4:.1f}" fill="{line.colour}">{escape(line.name)}</text>'
