"""The problem codes: for each, what it means and how to mend it (`policygen explain CODE`).

`docs/problems.md` is made from this table by `scripts/problem_docs.py`, and a test compares them.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Code(NamedTuple):
    """`summary`: one line; `explanation`: a few sentences of what, why and remedy, in Markdown."""

    summary: str
    explanation: str


CODES: Final[dict[str, Code]] = {}
