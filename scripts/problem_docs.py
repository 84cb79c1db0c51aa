"""Makes docs/problems.md from the table of problem codes: python scripts/problem_docs.py."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

from policygen.codes import CODES, Code

PAGE = Path(__file__).parents[1] / "docs/problems.md"
_HEAD = """\
# Problems

Every code that `policygen check` and `policygen build` print, with what it means and how to mend it; `policygen explain
CODE` prints the same. This page is made by `python scripts/problem_docs.py` from `src/policygen/codes.py`.
"""


def format_page(codes: Mapping[str, Code]) -> str:
    """The page as Markdown, codes by area."""
    parts = [_HEAD]
    for area, names in groupby(sorted(codes), key=lambda code: code.partition("/")[0]):
        parts.append(f"\n## {area}\n")
        for name in names:
            code = codes[name]
            parts.append(f"\n### {name}\n\n{code.summary[:1].upper()}{code.summary[1:]}.\n\n{code.explanation}\n")
    return "".join(parts)


def main() -> int:
    PAGE.write_text(format_page(CODES), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
