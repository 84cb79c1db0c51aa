"""Places a reader chooses, side by side: found by name, ticked in the list, shared, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from policygen.build import Options, build
from tests.browser.watching import Watched
from tests.site.test_listing import files
from tests.trackers import write_tracker


@pytest.fixture(params=["disk", "server"])
def reader(request: pytest.FixtureRequest, context: BrowserContext, site: Path, served: str) -> Iterator[Watched]:
    """A page on the site, as files and from a host."""
    watched = Watched(context.new_page(), f"{site.as_uri()}/" if request.param == "disk" else served)
    yield watched
    # a click may leave a page before its icon has come
    assert [each for each in watched.wrong if "favicon" not in each] == []


def add(page: Page, typed: str) -> None:
    field = page.get_by_role("combobox")
    field.fill(typed)
    field.press("Enter")


def heads(page: Page) -> list[str]:
    """The places of the first table, which stands when they do."""
    page.locator(".choosing table").first.wait_for()
    return page.locator(".choosing table").first.locator("thead a").all_inner_texts()


def expect_heads(page: Page, places: list[str]) -> None:
    """The first table comes to have these places; what is known of one is loaded first."""
    expect(page.locator(".choosing table").first.locator("thead a")).to_have_text(places)


def query(page: Page) -> str:
    return str(page.evaluate("decodeURIComponent(location.search)"))


def row(page: Page, subject: str, level: str) -> list[str]:
    """The cells of a row, each as its lines."""
    line = page.locator(".choosing tbody tr", has=page.locator("th", has_text=subject)).filter(has_text=level).first
    return line.locator("td").all_inner_texts()


def test_a_reader_finds_two_places_shares_them_and_goes_back(reader: Watched, context: BrowserContext) -> None:
    page = reader.open("compare/choose.html")
    add(page, "hangz")
    expect(page.get_by_role("status")).to_contain_text("1 of at most 4 chosen.")
    add(page, "上海")
    expect_heads(page, ["Hangzhou, Zhejiang", "Shanghai"])
    assert query(page) == "?places=hangzhou,shanghai"

    again = Watched(context.new_page(), reader.home)
    expect_heads(again.open(f"compare/choose.html{query(page)}"), ["Hangzhou, Zhejiang", "Shanghai"])
    assert again.wrong == []

    page.locator(".choosing tbody td a").first.click()
    assert page.locator("body").get_attribute("data-page-kind") == "policy"
    page.locator(":target").wait_for(state="attached")
    page.go_back()
    expect_heads(page, ["Hangzhou, Zhejiang", "Shanghai"])
    page.get_by_role("button", name="Hangzhou").click()
    assert query(page) == "?places=shanghai"


def test_like_stands_beside_like_and_levels_are_told(watched: Watched) -> None:
    page = watched.open("compare/choose.html?places=zhejiang,shanghai,hangzhou")
    heads(page)
    expect(page.locator("[data-part=levels]")).to_contain_text("different levels of government")
    zhejiang, shanghai, hangzhou = row(page, "Industry scale", "Provinces")
    assert zhejiang == "not found in the text"
    assert shanghai.splitlines() == [
        "only value of the row",
        "more than CNY 350 billion",
        "by the end of 2025",
        "突破3500亿元",
    ]
    assert hangzhou == "not comparable: Hangzhou is a city"
    # what places within have names them
    assert row(page, "Rent support", "Districts")[0].splitlines()[1].startswith("Qiantang District")
    page = watched.open("compare/choose.html?places=zhejiang,shanghai")
    heads(page)
    assert page.locator("[data-part=levels]").is_hidden()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A few places with figures of one metric at every level, and support of one kind."""
    root = tmp_path_factory.mktemp("small")
    write_tracker(root, files())
    assert build(root, root / "site", Options(today=date(2026, 11, 20), jobs=1)).published
    return f"{(root / 'site').as_uri()}/"


def test_support_from_above_is_told_from_own_and_figures_of_a_level_are_compared(
    context: BrowserContext, small: str
) -> None:
    page = context.new_page()
    page.goto(f"{small}compare/choose.html?places=wuxi,suzhou,chongqing")
    heads(page)
    wuxi, suzhou, chongqing = row(page, "Industry scale", "Cities")
    assert [cell.splitlines()[0] for cell in (wuxi, suzhou)] == ["lowest of the row", "highest of the row"]
    assert chongqing == "not read yet"
    wuxi, suzhou, chongqing = row(page, "Rent support", "Provinces")
    assert [cell.splitlines()[0] for cell in (wuxi, suzhou)] == ["from above: Jiangsu"] * 2
    assert chongqing.splitlines() == ["CNY 100,000", "10万元"]
    wuxi, suzhou, chongqing = row(page, "Rent support", "Cities")
    assert [cell.splitlines() for cell in (wuxi, suzhou)] == [["the same", "CNY 100,000", "10万元"]] * 2
    # promises bind who made them
    assert row(page, "Industry scale", "Provinces")[0] == "not comparable: Wuxi is a city"


def test_differences_are_marked_and_rows_without_left_out(watched: Watched) -> None:
    page = watched.open("compare/choose.html?places=qiantang,tongzhou")
    heads(page)
    everything = page.locator(".choosing tbody tr").count()
    differing = page.locator(".choosing tbody tr", has=page.locator(".mark:not(.alone, .same)")).count()
    assert 0 < differing < everything
    assert row(page, "Rent support", "Districts")[0].splitlines()[0] == "in other terms"
    shapes = page.eval_on_selector_all(".mark", "all => all.map((mark) => getComputedStyle(mark, '::before').content)")
    assert all("≠" in shape or "◆" in shape for shape in shapes)
    page.get_by_label("Only rows in which they differ").check()
    page.wait_for_function("count => document.querySelectorAll('.choosing tbody tr').length === count", arg=differing)
    assert query(page) == "?places=qiantang,tongzhou&only=differences"


def test_the_cells_are_those_of_the_page_of_the_pair(watched: Watched) -> None:
    page = watched.open("compare/places/shanghai-and-zhejiang.html")
    read = """main => [...main.querySelectorAll(".versus tbody tr")].map((row) => {
      const copy = row.cloneNode(true);
      for (const mark of copy.querySelectorAll(".mark")) mark.remove();
      return [...copy.cells].map((cell) => cell.textContent.replace(/\\s+/g, ""));
    })"""
    static = page.eval_on_selector("main", read)
    page.get_by_role("link", name="Compare with more places").click()
    heads(page)
    assert query(page) == "?places=shanghai,zhejiang"
    chosen = page.eval_on_selector("main", read)
    assert static == [line for line in chosen if line in static]
    assert len(static) > 5


def test_the_field_is_a_combobox_by_keyboard(watched: Watched) -> None:
    page = watched.open("compare/choose.html")
    field = page.get_by_role("combobox", name="Add a place")
    field.fill("an")
    assert field.get_attribute("aria-expanded") == "true"
    options = page.get_by_role("option")
    assert options.count() > 2
    assert page.locator("[aria-selected=true]").inner_text() == options.nth(0).inner_text()
    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("ArrowUp")
    second = options.nth(1)
    assert field.get_attribute("aria-activedescendant") == second.get_attribute("id")
    name = second.inner_text().splitlines()[0]
    field.press("Enter")
    assert name.startswith(page.locator(".chosen button").inner_text().partition(" ×")[0].strip()[:4])
    assert (field.input_value(), field.get_attribute("aria-expanded")) == ("", "false")
    field.fill("zz")
    expect(page.get_by_role("status")).to_have_text("No place of that name has records.")
    field.press("Escape")
    assert field.input_value() == ""


def test_places_are_ticked_in_the_list_four_at_most(watched: Watched) -> None:
    page = watched.open("compare/choose.html")
    for name in ("Anhui", "Beijing", "Fujian", "Hubei"):
        group = page.locator(".choices", has=page.locator("summary", has_text=name))
        group.locator("summary").click()
        group.get_by_role("checkbox").first.check()
    assert query(page) == "?places=anhui,beijing,fujian,hubei"
    assert page.get_by_role("combobox").is_disabled()
    assert page.locator(".choices input:not(:checked)").first.is_disabled()
    expect(page.get_by_role("status")).to_contain_text("as many as stand side by side")


def test_a_place_that_is_gone_or_several_is_told(watched: Watched) -> None:
    page = watched.open("compare/choose.html?places=atlantis,shanghai")
    expect(page.locator("[data-part=gone]")).to_have_text("There is no place “atlantis” to compare here.")
    expect_heads(page, ["Shanghai"])


def test_the_same_places_in_the_other_language(watched: Watched) -> None:
    page = watched.open("compare/choose.html?places=hangzhou,shanghai")
    heads(page)
    page.locator('.masthead a[hreflang="zh"]').click()
    expect_heads(page, ["浙江杭州市", "上海市"])
    field = page.get_by_role("combobox")
    field.fill("bei")
    assert "北京市" in page.get_by_role("option").first.inner_text()


def test_without_scripts_the_list_leads_to_places_and_pairs(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "compare/choose.html").as_uri())
    assert page.locator("main :is(input, button, .choosing)").count() == 0
    page.locator(".choices summary", has_text="Zhejiang").click()
    page.get_by_role("link", name="Hangzhou").click()
    assert page.locator("h1").inner_text() == "Hangzhou"
    context.close()
