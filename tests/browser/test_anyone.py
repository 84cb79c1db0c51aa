"""Anyone can read every kind of page: on a phone, a tablet and a desk, in light and in dark, with all that opens open
and what scripts bring standing there, no rule of axe is broken, nothing is wider than the window, and no column is too
narrow for its words.

All rules are tried in light on a phone and on a desk. On a tablet stands nothing that does not stand on one of these,
so there the rules are tried that depend on where things stand; in dark those of colour. What is open holds all that
stands there when it is closed.
"""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.browser.watching import EVERY_PAGE, RULES, Watched, squeezed, violations, wide_by

WIDTHS = (320, 390, 768, 1280)
COLOURS = ["color-contrast", "link-in-text-block"]
PLACED = [*COLOURS, "target-size", "scrollable-region-focusable"]
#: Width, colour scheme, rules.
TRIED: list[tuple[int, Literal["light", "dark"], list[str]]] = [
    (320, "light", RULES),
    (320, "dark", COLOURS),
    (768, "light", PLACED),
    (768, "dark", COLOURS),
    (1280, "dark", COLOURS),
    (1280, "light", RULES),
]
#: What a reader has said on a page: its address then, and what stands on it when scripts have answered.
SAID = {
    "choose": ("?places=zhejiang,shanghai,hangzhou", ".choosing table"),
    "estimate": ("?v.area=300&v.rent=60&v.loan=abc", "#estimate_results li"),
    "search": ("?q=billion", "#search_results li"),
}
#: Filters close each other by their common name.
OPEN = """() => {
  for (const one of document.querySelectorAll("details")) { one.removeAttribute("name"); one.open = true; }
}"""


@pytest.mark.parametrize(
    ("kind", "language", "said"),
    [
        *((kind, language, False) for kind, language in EVERY_PAGE),
        *((kind, language, True) for kind in SAID for language in ("en", "zh")),
    ],
    ids=str,
)
def test_anyone_can_read_it(
    watched: Watched, paths: dict[tuple[str, str], str], axe: str, kind: str, language: str, said: bool
) -> None:
    query, there = SAID[kind] if said else ("", "main")
    page = watched.open(paths[kind, language] + query)
    page.locator(there).first.wait_for()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert wide_by(page) <= 0, f"scrolls sideways at {width} px"
        assert squeezed(page) == [], f"one character a line at {width} px"
    _open_all(page)
    for width, scheme, rules in TRIED:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        assert wide_by(page) <= 0, f"scrolls sideways at {width} px with all open"
        assert violations(page, axe, rules) == [], f"at {width} px, {scheme}"


def _open_all(page: Page) -> None:
    page.evaluate(OPEN)
    for field in page.get_by_role("combobox").filter(visible=True).all():
        if field.get_attribute("aria-autocomplete"):
            field.fill("an")
