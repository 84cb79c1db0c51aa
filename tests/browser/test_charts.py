"""Maps and charts as readers meet them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from policygen.build import Options, build
from tests.browser.watching import Watched, violations, wide_by
from tests.site.charted import Act, files_of
from tests.trackers import write_tracker


def test_modes_of_the_map_are_chosen_by_keyboard_without_a_script(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800})
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    shown = page.locator(".map:visible")
    assert shown.get_attribute("aria-label") == "Policies"
    page.get_by_role("radio", name="Policies").focus()
    page.keyboard.press("ArrowRight")
    assert shown.get_attribute("aria-label") == "Industry scale"
    shanghai = shown.get_by_title("Shanghai: more than CNY 350 billion")
    assert shanghai.locator("b").inner_text() == "350"
    page.keyboard.press("ArrowRight")
    assert shown.get_attribute("aria-label") == "Support on offer"
    context.close()


def test_table_behind_the_map_leads_to_the_figure(watched: Watched) -> None:
    page = watched.open("zh/regions/index.html")
    page.locator("details:has(.behind) > summary").click()
    page.locator(".behind a", has_text="3500亿元").click()
    page.locator(":target").wait_for(state="attached")


def test_what_is_overdue_is_picked_out_without_a_script(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto((site / "timeline.html").as_uri())
    rows = page.locator(".moments tr.due, .moments tr.open, .moments tr.ends")
    whole = rows.count()
    page.get_by_role("radio", name="fell due, no outcome recorded").check()
    assert 0 < rows.locator("visible=true").count() < whole
    assert page.locator(".moments .status:visible:not(.due)").count() == 0
    assert page.locator(".year:visible h2", has_text="2026").count() == 0
    context.close()


def test_from_home_to_the_deadlines_of_a_province(watched: Watched) -> None:
    page = watched.open("zh/index.html")
    page.locator('.masthead nav a[href="timeline.html"]').click()
    page.locator("main nav a", has_text="上海").click()
    assert page.url.endswith("/zh/timeline/shanghai.html")
    page.locator("svg[role=img]").first.wait_for()
    assert page.get_by_role("img").first.evaluate("node => node.querySelector('title').textContent")
    page.locator(".moments th a", has_text="3500亿元").click()
    page.locator(":target").wait_for(state="attached")


CAPS = "  - {{kind: rent, source: book, for: firms, terms: [{{cap: {0}}}]}}\n"
DRAWN = (
    Act("Shanghai", [("超过3500亿元", "2025年"), ("1万亿元", "2030年第三季度")]),
    Act("Hebei", [("百亿元级", "2025年")]),
    Act("Henan", [("不超过200亿元", "2025年6月")]),
    Act(
        "Anhui",
        [("约300亿元", "2026年12月31日")],
        support=CAPS.format("30万元"),
        words="2026年12月31日约300亿元，30万元",
    ),
    Act("Beijing", support=CAPS.format("100万元"), words="100万元"),
)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tracker whose figures are of every shape."""
    folder = tmp_path_factory.mktemp("drawn")
    write_tracker(folder, files_of(DRAWN))
    assert build(folder, folder / "site", Options(today=date(2026, 11, 20), jobs=1)).published
    return folder / "site"


@pytest.mark.parametrize(
    "path",
    ["compare/targets/industry-scale.html", "zh/compare/subsidies/rent.html", "timeline.html", "compare/index.html"],
)
def test_drawings_fit_and_are_told_to_those_who_do_not_see_them(
    context: BrowserContext, drawn: Path, axe: str, path: str
) -> None:
    page = context.new_page()
    page.goto((drawn / path).as_uri())
    for width, scheme in ((320, "dark"), (1280, "light")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert wide_by(page) <= 0
        assert violations(page, axe) == []
    assert page.evaluate(
        "[...document.querySelectorAll('svg')].every(svg => svg.closest('[aria-hidden]') || "
        "(svg.getAttribute('role') === 'img' && svg.querySelector('title').textContent && "
        "svg.querySelector('desc').textContent))"
    )


def test_bars_end_where_the_grid_says(context: BrowserContext, drawn: Path) -> None:
    """1 trillion stands on the last line, on a phone and on a desk."""
    page = context.new_page()
    page.goto((drawn / "compare/targets/industry-scale.html").as_uri())
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        bar = page.locator("svg.bar:not(.swatch)", has=page.locator("circle.b")).first
        line, dot = bar.locator(".g").last.bounding_box(), bar.locator("circle.b").bounding_box()
        assert line is not None
        assert dot is not None
        assert abs(line["x"] - dot["x"] - dot["width"] / 2) < 1.5
