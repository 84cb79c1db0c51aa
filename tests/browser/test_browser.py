"""What readers meet: every kind of page, in both languages, on a phone and on a desk."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from policygen.build import Options, build
from tests.browser.watching import EVERY_PAGE, NODE, Watched, wide_by

every_page = pytest.mark.parametrize(("kind", "language"), EVERY_PAGE, ids=str)


STRANGE = """\
---
title: A title of one very long word, %s, and of many others
---
| scale | award |
| --- | --- |
| large | CNY 1 million, %s |

<table><tr><td>small</td><td>CNY 0.5 million</td></tr></table>

%s https://example.org/%s
"""


@pytest.mark.parametrize("width", [320, 1280])
def test_an_article_as_it_comes_fits(context: BrowserContext, tmp_path: Path, width: int) -> None:
    content = tmp_path / "content"
    (content / "articles").mkdir(parents=True)
    (content / "site.yaml").write_text("title: {en: T}\nlanguages: [en]\n", encoding="utf-8")
    (content / "articles/a.md").write_text(STRANGE.replace("%s", "x" * 150), encoding="utf-8")
    assert build(tmp_path, tmp_path / "site", Options(today=date(2026, 11, 20), jobs=1)).published
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((tmp_path / "site/articles/a.html").as_uri())
    assert page.locator("table").count() == 2
    assert wide_by(page) <= 0


@every_page
def test_a_page_works_under_a_sub_path(
    browser: Browser, served: str, paths: dict[tuple[str, str], str], kind: str, language: str
) -> None:
    context = browser.new_context()
    watched = Watched(context.new_page(), served)
    page = watched.open(paths[kind, language])
    assert page.locator("html").get_attribute("lang") == language
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    # search engines take them only whole, and the site is not told where it is
    others = page.locator("link[rel=alternate][hreflang]").evaluate_all(
        "all => all.map(one => one.getAttribute('href'))"
    )
    assert {language: f"{served}{paths[kind, language]}"}.items() <= dict(
        zip(("en", "zh"), others, strict=True)
    ).items()
    context.close()
    assert watched.wrong == []


#: The lines of the main text with all open, but for controls, what they answer, and what scripts add to what is there.
LINES = """() => {
  const main = document.querySelector("main");
  for (const one of main.querySelectorAll("details")) { one.removeAttribute("name"); one.open = true; }
  for (const one of main.querySelectorAll("[data-enhancement], form, button, output, [role=status]")) one.remove();
  return main.innerText.split(/[\\n\\t]+/).map(line => line.trim()).filter(Boolean);
}"""


@every_page
def test_a_page_needs_no_script(
    browser: Browser, watched: Watched, site: Path, paths: dict[tuple[str, str], str], kind: str, language: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / paths[kind, language]).as_uri())
    assert page.locator("main h1").count() == 1
    without = page.evaluate(LINES)
    assert len("".join(without)) > 30
    context.close()
    assert set(watched.open(paths[kind, language]).evaluate(LINES)) <= set(without)


def test_every_file_is_valid_html(site: Path, tmp_path: Path) -> None:
    config = Path(__file__).with_name("htmlvalidate.json")
    result = tmp_path / "result.json"
    validate = NODE / "html-validate/bin/html-validate.mjs"
    command = ["node", str(validate), "--config", str(config), "--formatter", f"json={result}", str(site)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.is_file(), ran.stderr
    found = [
        f"{Path(file['filePath']).relative_to(site)}:{message['line']}: {message['message']} [{message['ruleId']}]"
        for file in json.loads(result.read_bytes())
        for message in file["messages"]
    ]
    assert found == []


def test_from_home_to_a_province_to_a_policy_to_its_evidence(watched: Watched) -> None:
    page = watched.open("index.html")
    page.locator(".map:visible .tiles a", has_text="Jiangsu").click()
    assert page.locator("h1").inner_text() == "Jiangsu"
    page.locator('main a[href*="policies/nanjing-jiangning-measures.html"]:visible').first.click()
    assert page.locator("h1").inner_text().startswith("Several Policies of Jiangning High-tech Zone")
    page.locator(".witness .from a:visible").first.click()
    assert "/articles/" in page.url
    assert "#" in page.url
    page.locator(":target").wait_for(state="attached")


def test_from_home_to_the_comparison_of_a_metric(watched: Watched) -> None:
    page = watched.open("index.html")
    page.locator('main a[href^="compare/targets/"]').first.click()
    assert page.locator("body").get_attribute("data-page-kind") == "metric"
    page.locator("main q").first.wait_for()


@pytest.mark.parametrize("path", ["index.html", "policies/nanjing-jiangning-measures.html", "regions/jiangsu.html"])
def test_another_language_is_the_same_page(watched: Watched, path: str) -> None:
    page = watched.open(path)
    page.locator('.masthead a[hreflang="zh"]').click()
    assert page.url == f"{watched.home}zh/{path}"
    assert page.locator("html").get_attribute("lang") == "zh"
    page.locator('.masthead a[hreflang="en"]').click()
    assert page.url == watched.home + path


def test_details_open_by_keyboard(watched: Watched) -> None:
    page = watched.open("policies/nanjing-jiangning-measures.html")
    summary = page.locator("details summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("details").first.get_attribute("open") is not None


def test_the_ways_are_whole_when_a_window_grows(watched: Watched) -> None:
    watched.page.set_viewport_size({"width": 390, "height": 800})
    nav = watched.open("estimate.html").locator(".ways nav")
    # where one stands is in view, so what is before it runs out of view, and fades
    assert nav.evaluate("nav => [nav.scrollLeft > 0, getComputedStyle(nav).maskImage !== 'none']") == [True, True]
    watched.page.set_viewport_size({"width": 1280, "height": 800})
    assert nav.evaluate("nav => [nav.scrollLeft > 0, getComputedStyle(nav).maskImage !== 'none']") == [False, False]


def test_the_keyboard_reaches_the_text_first(watched: Watched) -> None:
    page = watched.open("regions/jiangsu.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#main_text")


def test_every_kind_of_page_is_tried(paths: dict[tuple[str, str], str]) -> None:
    assert sorted(paths) == sorted(EVERY_PAGE)
