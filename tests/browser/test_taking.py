"""Taking something along: links to entries, citations, what other sites embed, what is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.watching import Watched, violations

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
    expect(page.locator(".said")).to_have_text("Link copied")
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
    expect(page.locator(".said")).to_have_text("Link copied")


@pytest.mark.parametrize(("path", "done"), [(POLICY, "Copied"), (f"zh/{POLICY}", "已复制")])
def test_a_citation_is_copied_as_it_stands(taking: BrowserContext, home: str, path: str, done: str) -> None:
    page = opened(taking, home + path)
    page.locator(".elsewhere > summary").click()
    for name in ("cite_apa", "cite_gbt", "cite_bibtex", "cite_csl"):
        page.locator(f"[data-copy={name}]").click()
        expect(page.locator(".said")).to_have_text(done)
        assert pasted(page) == page.locator(f"#{name}").text_content()


def test_where_nothing_can_be_copied_the_text_is_selected(context: BrowserContext, site: Path) -> None:
    context.add_init_script("delete Navigator.prototype.clipboard; document.execCommand = () => false")
    page = opened(context, (site / POLICY).as_uri())
    page.locator(".elsewhere > summary").click()
    page.locator("[data-copy=cite_bibtex]").click()
    expect(page.locator(".said")).to_contain_text("the text is selected")
    assert page.evaluate("getSelection().toString()").strip() == page.locator("#cite_bibtex").text_content()
    page.locator("#s1 a.here").click()
    expect(page.locator(".said")).to_contain_text("in the address bar")
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


# -- what other sites embed

EMBEDDED = ("compare/targets/industry-scale", "compare/subsidies/talent", "compare/targets/index", "regions/zhejiang")


def host(folder: Path, code: str) -> Path:
    """Somebody's article."""
    page = folder / "article.html"
    page.write_text(f"<!DOCTYPE html><title>Article</title><h1>Article</h1>{code}", encoding="utf-8")
    return page


@pytest.mark.parametrize("path", EMBEDDED)
def test_what_is_copied_works_in_the_page_of_another_site(
    taking: BrowserContext, served: str, tmp_path: Path, path: str
) -> None:
    page = opened(taking, f"{served}{path}.html")
    title = page.locator("h1").inner_text()
    page.locator(".elsewhere > summary").click()
    page.locator("[data-copy=embed_code]").click()
    expect(page.locator(".said")).to_have_text("Copied")
    code = pasted(page)
    assert f'src="{served}embed/{path}.html"' in code
    article = opened(taking, host(tmp_path, code).as_uri())
    frame = article.frame_locator("iframe")
    expect(frame.locator("h1")).to_have_text(title)
    assert frame.locator("nav, script, form").count() == 0
    expect(frame.locator("footer")).to_contain_text("As of 20 November 2026")
    with taking.expect_page() as waiting:
        frame.locator("h1 a").click()
    assert waiting.value.url == f"{served}{path}.html"
    assert waiting.value.evaluate("window.opener") is None
    with taking.expect_page() as waiting:
        frame.locator("main a").nth(1).click()
    assert waiting.value.url.startswith(served)
    assert waiting.value.evaluate("window.opener") is None
    assert article.url.endswith("article.html")


def test_a_frame_on_files_works_without_scripts(browser: Browser, site: Path, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    code = (site / "regions/zhejiang.html").read_text(encoding="utf-8")
    assert "embed/regions/zhejiang.html" in code
    address = (site / "embed/regions/zhejiang.html").as_uri()
    page = opened(context, host(tmp_path, f'<iframe src="{address}" title="Zhejiang"></iframe>').as_uri())
    expect(page.frame_locator("iframe").locator("h1")).to_have_text("Zhejiang")
    expect(page.frame_locator("iframe").locator(".lead .figure").first).to_contain_text("CNY 100 million")
    context.close()


@pytest.mark.parametrize("path", [*(f"embed/{path}" for path in EMBEDDED), "zh/embed/regions/jiangsu"])
def test_anyone_can_read_what_is_embedded(watched: Watched, axe: str, path: str) -> None:
    page = watched.open(f"{path}.html")
    for width, scheme in ((320, "dark"), (700, "light")):
        page.set_viewport_size({"width": width, "height": 500})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, width
        assert violations(page, axe) == [], width


@pytest.mark.parametrize("language", ["", "zh/"])
def test_links_of_everything_that_is_embedded_can_be_touched(
    watched: Watched, site: Path, axe: str, language: str
) -> None:
    embedded = sorted(path.relative_to(site).as_posix() for path in (site / f"{language}embed").rglob("*.html"))
    assert len(embedded) > 20
    watched.page.set_viewport_size({"width": 320, "height": 500})
    wrong = {path: violations(watched.open(path), axe, ["target-size"]) for path in embedded}
    assert {path: found for path, found in wrong.items() if found} == {}


# -- what is printed


def pages_of(page: Page) -> int:
    """How many sheets of A4 the page takes."""
    return len(re.findall(rb"/Type ?/Page\b", page.pdf(format="A4", prefer_css_page_size=True)))


@pytest.mark.parametrize("path", ["regions/zhejiang.html", "zh/regions/zhejiang.html", "regions/jiangsu.html"])
def test_a_province_is_a_brief_on_one_sheet(watched: Watched, path: str) -> None:
    page = watched.open(path)
    assert not page.locator(".brief").is_visible()
    assert pages_of(page) == 1
    page.emulate_media(media="print")
    assert page.locator(".brief .figure").first.is_visible()
    assert page.locator(".brief q").first.is_visible()
    for hidden in ("nav", ".elsewhere", ".here", "main > section:not(.brief)", "button"):
        assert page.locator(f"{hidden}:visible").count() == 0, hidden


@pytest.mark.parametrize("path", [POLICY, "compare/targets/industry-scale.html", "compare/subsidies/rent.html"])
def test_other_pages_are_printed_whole_without_ways_and_buttons(watched: Watched, path: str) -> None:
    page = watched.open(path)
    page.emulate_media(media="print")
    for hidden in ("nav", ".elsewhere", ".here", "summary", "form"):
        assert page.locator(f"{hidden}:visible").count() == 0, hidden
    assert page.locator("main q").first.is_visible()
