"""The problem codes: for each, what it means and how to mend it (`policygen explain CODE`).

`docs/problems.md` is made from this table by `scripts/problem_docs.py`, and a test compares them.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Code(NamedTuple):
    """`summary`: one line; `explanation`: a few sentences of what, why and remedy, in Markdown."""

    summary: str
    explanation: str


CODES: Final[dict[str, Code]] = {
    "link/absolute": Code(
        "a link starts at the root of the host",
        "A link such as `/about.html` works only where the site stands at the root of a host. The site must work under "
        "any path and from disk: link relatively (`../about.html`).",
    ),
    "link/anchor": Code(
        "a link leads to a place that its page does not have",
        "The page exists, but nothing on it has the id after the `#`. Correct the link or the heading.",
    ),
    "link/broken": Code(
        "a link leads to no file of the site",
        "The address names a file that the build does not write. Links to pages name the file (`regions/jiangsu.html`, "
        "`index.html`), never a folder, so that they work from disk.",
    ),
    "link/duplicate-id": Code(
        "an id is given twice on one page",
        "Ids are what links lead to, so each may stand once on a page. In an article, two headings must not be given "
        "the same id.",
    ),
    "link/load": Code(
        "a page would load something from elsewhere",
        "Pages load nothing from other hosts: no picture, style sheet or script. Put the file into the site and link "
        "it relatively, or make it a link that readers may follow.",
    ),
    "link/orphan": Code(
        "a page cannot be reached from the home page",
        "No chain of links leads from the home page to this page, so readers will not find it.",
    ),
    "link/outside": Code(
        "a link leads out of the folder of the site",
        "The address climbs above the home page (`../../`), where on another host something else stands.",
    ),
    "link/scheme": Code(
        "a link has a scheme that pages must not use",
        "Links may use `http`, `https`, `mailto` and `tel`. Others, such as `javascript` and `data`, run code or hide "
        "what they lead to, and an address without scheme (`//example.org`) does not work from disk.",
    ),
}
