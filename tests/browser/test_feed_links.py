"""Following and checking: what a reader does who comes back, subscribes, doubts."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urljoin, urlparse

import feedparser
import icalendar
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from policygen.build import Options, Report, build
from tests.browser.watching import NODE, ROOT, Once, Watched, violations, wide_by

JIANGNING = "policies/nanjing-jiangning-measures.html"
YEAR = {"min": 200000, "max": 200000, "unit": "CNY", "comparator": "exactly", "per": "year"}
CHANGES = {
    "removed": [
        {"policy": "gone", "title": {"en": "Plan that went", "zh": "已移出的规划"}, "region": "shanghai", "themes": []}
    ],
    "changed": [
        {
            "policy": "nanjing-jiangning-measures",
            "part": "subsidy",
            "change": "changed",
            "about": "operating",
            "words": {"en": "operators of space in the park"},
            "values": [
                {
                    "what": "amount",
                    "from": {
                        "role": "amount",
                        "quantity": {"written": "每年10万元", **YEAR, "min": 100000, "max": 100000},
                    },
                    "to": {"role": "amount", "quantity": {"written": "每年20万元", **YEAR}},
                },
                {"what": "note", "from": None, "to": {"en": "A note that has no Chinese."}},
            ],
        }
    ],
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, once: Once) -> Path:
    """The repository's content with a day of changes, and a link for errors."""

    def make(output: Path) -> Report:
        folder = tmp_path_factory.mktemp("told")
        shutil.copytree(ROOT / "content", folder / "content")
        changes = folder / "content/changes/2026-12-05.json"
        changes.write_text(json.dumps(CHANGES, ensure_ascii=False), encoding="utf-8")
        with (folder / "content/site.yaml").open("a", encoding="utf-8") as settings:
            settings.write("report: https://example.org/new?title={title}&path={path}\n")
        return build(folder, output, Options(today=date(2026, 12, 6)))

    return once("told", make)


@pytest.fixture
def page(context: BrowserContext, told: Path) -> Page:
    page = context.new_page()
    page.goto((told / "index.html").as_uri())
    return page


@pytest.fixture(scope="module")
def axe() -> str:
    return (NODE / "axe-core/axe.min.js").read_text(encoding="utf-8")


def test_from_the_foot_of_a_page_to_what_changed_in_a_record(page: Page) -> None:
    page.get_by_role("link", name="Changes", exact=True).click()
    day = page.locator("section", has_text="5 Dec 2026").first
    assert day.locator("h3").all_inner_texts() == ["1 record removed", "1 record changed"]
    change = day.locator(".shifts li").first
    assert change.inner_text() == "amount: CNY 100,000 a year → CNY 200,000 a year"
    assert (change.locator("del").inner_text(), change.locator("ins").inner_text()) == (
        "CNY 100,000 a year",
        "CNY 200,000 a year",
    )
    day.get_by_role("link", name="Several Policies of Jiangning").click()
    assert page.url.endswith(JIANGNING)
    history = page.locator("#changed-2026-12-05")
    assert "CNY 100,000 a year → CNY 200,000 a year" in history.inner_text()


@pytest.mark.parametrize("path", ["changes", "zh/changes", JIANGNING.removesuffix(".html"), "coverage", "zh/coverage"])
def test_what_is_told_can_be_read_by_anyone(page: Page, told: Path, axe: str, path: str) -> None:
    page.goto((told / f"{path}.html").as_uri())
    for details in page.locator("details").all():
        details.evaluate("details => details.open = true")
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert wide_by(page) <= 0
        assert violations(page, axe) == [], f"at {width} px"


def test_programs_find_the_feed_in_the_head_and_readers_in_the_text(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path, name in (
        ("index.html", "feeds/all.xml"),
        ("zh/index.html", "zh/feeds/all.xml"),
        ("changes.html", "feeds/all.xml"),
        ("regions/jiangsu.html", "feeds/regions/jiangsu.xml"),
        ("zh/regions/jiangsu/nanjing.html", "zh/feeds/regions/jiangsu.xml"),
        ("themes/talent.html", "feeds/themes/talent.xml"),
    ):
        page.goto(served + path)
        head = page.locator("link[rel=alternate][type='application/atom+xml']").first
        address = urljoin(page.url, head.get_attribute("href"))
        assert address == served + name
        answer = context.request.get(address)
        assert answer.status == 200
        feed = feedparser.parse(answer.body())
        assert feed.feed.title == head.get_attribute("title")
        first = context.request.get(urljoin(address, feed.entries[0].link))
        assert first.status == 200
        if not path.endswith("index.html"):
            assert page.locator(f"main a[href$='{Path(name).name}']").count() == 1
    page.goto(f"{served}regions/jiangsu.html")
    calendar = page.get_by_role("link", name="Calendar of deadlines: Jiangsu").get_attribute("href")
    events = icalendar.Calendar.from_ical(context.request.get(urljoin(page.url, calendar)).body()).walk("VEVENT")
    assert any("Binhu" in event["SUMMARY"] for event in events)
    context.close()


def test_an_error_is_reported_from_the_record(page: Page, told: Path) -> None:
    page.goto((told / JIANGNING).as_uri())
    link = page.get_by_role("link", name="Report an error in this record")
    asked = urlparse(link.get_attribute("href") or "")
    assert (asked.scheme, asked.netloc) == ("https", "example.org")
    assert unquote(asked.query) == (
        "title=Several Policies of Jiangning High-tech Zone on Accelerating the Development of the Metaverse Industry"
        f"&path={JIANGNING}"
    )
    box = link.bounding_box()
    assert box is not None
    assert box["height"] >= 24
    assert box["y"] < 900, "at the top of the record"


def test_each_figure_has_its_dates(watched: Watched) -> None:
    page = watched.open(JIANGNING)
    source = page.locator("#s1 .witness .from").first.inner_text()
    assert "stated 2022\xa0· read 21 Nov 2026" in source


def test_coverage_leads_to_what_is_lacking(watched: Watched) -> None:
    page = watched.open("coverage.html")
    row = page.get_by_role("row", name="subsidies with a figure")
    assert "91% 11 of 12" in row.inner_text().replace("\t", " ")
    row.get_by_role("link").first.click()
    assert "no figure stated" in page.locator("main").inner_text()
    page.go_back()
    page.get_by_role("link", name="Hunan").click()
    assert page.locator("h1").inner_text() == "Hunan"
