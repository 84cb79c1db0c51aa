"""Taking something along: links to entries, citations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

POLICY = "policies/nanjing-jiangning-measures.html"


@pytest.fixture
def taking(browser: Browser) -> Iterator[BrowserContext]:
    """Where pages may write to the clipboard, and the test may read it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture(params=["file", "server"])
def home(request: pytest.FixtureRequest, site: Path, served: str) -> str:
    return f"{site.as_uri()}/" if request.param == "file" else served


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    return page


def pasted(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_link_to_an_entry_is_copied_and_leads_back_to_it(taking: BrowserContext, home: str) -> None:
    page = opened(taking, home + POLICY)
    page.locator("#s1").hover()
    page.locator("#s1 a.here").click()
    expect(page.get_by_role("status")).to_have_text("Link copied")
    assert page.url == f"{home}{POLICY}#s1"
    assert pasted(page) == page.url
    again = opened(taking, pasted(page))
    assert again.evaluate("document.querySelector(':target').id") == "s1"


def test_a_link_to_an_entry_shows_where_the_keyboard_is(taking: BrowserContext, home: str) -> None:
    page = opened(taking, home + POLICY)
    link = page.locator("#s1 a.here")
    assert link.evaluate("link => getComputedStyle(link).opacity") == "0"
    link.focus()
    expect(link).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Link copied")


@pytest.mark.parametrize(("path", "done"), [(POLICY, "Copied"), (f"zh/{POLICY}", "已复制")])
def test_a_citation_is_copied_as_it_stands(taking: BrowserContext, home: str, path: str, done: str) -> None:
    page = opened(taking, home + path)
    page.locator(".elsewhere > summary").click()
    for name in ("cite_apa", "cite_gbt", "cite_bibtex", "cite_csl"):
        page.locator(f"[data-copy={name}]").click()
        expect(page.get_by_role("status")).to_have_text(done)
        assert pasted(page) == page.locator(f"#{name}").text_content()


def test_where_nothing_can_be_copied_the_text_is_selected(context: BrowserContext, site: Path) -> None:
    context.add_init_script("delete Navigator.prototype.clipboard; document.execCommand = () => false")
    page = opened(context, (site / POLICY).as_uri())
    page.locator(".elsewhere > summary").click()
    page.locator("[data-copy=cite_bibtex]").click()
    expect(page.get_by_role("status")).to_contain_text("the text is selected")
    assert page.evaluate("getSelection().toString()").strip() == page.locator("#cite_bibtex").text_content()
    page.locator("#s1 a.here").click()
    expect(page.get_by_role("status")).to_contain_text("in the address bar")
    assert page.url.endswith("#s1")


def test_without_scripts_links_are_links_and_nothing_pretends_to_copy(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False, has_touch=True, viewport={"width": 390, "height": 900})
    page = opened(context, (site / POLICY).as_uri())
    page.locator("#s1 a.here").click()
    assert page.url.endswith("#s1")
    page.locator(".elsewhere > summary").click()
    assert page.locator("#cite_apa").is_visible()
    assert page.locator(".elsewhere button:visible").count() == 0
    context.close()
