"""Maps and charts as readers meet them."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.watching import Watched


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
    assert page.evaluate("document.querySelector(':target') !== null")


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
    assert page.evaluate("document.querySelector(':target') !== null")
