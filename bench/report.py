"""Prints what was measured: python -m bench.report [FILE]. FILE is a results file, or docs/performance.jsonl.

With --write the medians go into docs/performance.jsonl, the tables between the marks of docs/performance.md, and the
plot into docs/images/performance.svg.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from bench.builders import ROOT
from bench.plot import draw
from bench.subjects import WORK
from bench.summary import Row, load_lines, summarise
from bench.tables import render

ROWS = ROOT / "docs/performance.jsonl"
PAGE = ROOT / "docs/performance.md"
PLOT = ROOT / "docs/images/performance.svg"
BEGIN = "<!-- measured: python -m bench.report --write -->\n"
END = "<!-- /measured -->\n"


def load_rows(path: Path) -> list[Row]:
    """The rows of a file of medians, or of a file of results."""
    lines = load_lines(path)
    return summarise(lines) if any("session" in line for line in lines) else lines


def fill(page: str, tables: str) -> str:
    """The page with these tables between its marks."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{tables}\n{END}{after}"


def write(rows: Sequence[Row]) -> None:
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    ROWS.write_text("".join(lines), encoding="utf-8")
    PAGE.write_text(fill(PAGE.read_text(encoding="utf-8"), render(rows)), encoding="utf-8")
    PLOT.parent.mkdir(parents=True, exist_ok=True)
    PLOT.write_text(draw(rows), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?", default=WORK / "results.jsonl")
    parser.add_argument("--write", action="store_true", help="into docs/")
    told = parser.parse_args()
    rows = load_rows(told.file)
    if told.write:
        write(rows)
    print(render(rows))


if __name__ == "__main__":
    main()
