"""Lists as a reader uses them: filter, sort, share, download, go back; from a server and from disk."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from policygen.build import Options, build
from policygen.site.pages import chunks, cutting, list_pages, region_pages
from tests.browser.watching import ROOT, Watched
from tests.site.test_listing import files
from tests.trackers import write_tracker


@pytest.fixture(params=["disk", "server"])
def reader(request: pytest.FixtureRequest, context: BrowserContext, site: Path, served: str) -> Iterator[Watched]:
    """A page on the site, as files and from a host."""
    watched = Watched(context.new_page(), f"{site.as_uri()}/" if request.param == "disk" else served)
    yield watched
    # a click may leave a page before its icon has come
    assert [each for each in watched.wrong if "favicon" not in each] == []


@pytest.fixture(scope="module")
def cut_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same content on pages so short that every list has several parts."""
    output = tmp_path_factory.mktemp("cut") / "site"
    with pytest.MonkeyPatch.context() as patch:
        for module in (cutting, region_pages):
            patch.setattr(module, "PAGE", 60)
        for module in (cutting, list_pages):
            patch.setattr(module, "TOP", 5)
        patch.setattr(chunks, "_ROWS", {"policies": 10, "targets": 10, "subsidies": 4})
        report = build(ROOT, output, Options(today=date(2026, 11, 20), jobs=1))
    assert report.published, report.problems
    return output


@pytest.fixture
def cut_reader(context: BrowserContext, cut_site: Path) -> Iterator[Watched]:
    watched = Watched(context.new_page(), f"{cut_site.as_uri()}/")
    yield watched
    assert watched.wrong == []


def column(page: Page, key: str) -> list[str]:
    """What the shown rows say in a column, from above."""
    page.wait_for_load_state()
    return page.evaluate(
        """key => {
          const table = document.querySelector("[data-list=''] table");
          const at = [...table.tHead.rows[0].cells].findIndex((cell) => cell.dataset.key === key);
          const rows = table.querySelectorAll("tbody:not([hidden]) tr[data-row]");
          return [...rows].map((row) => row.cells[at].innerText.trim());
        }""",
        key,
    )


def pick(page: Page, facet: str, choice: str) -> None:
    details = page.locator(".facet", has=page.locator("summary", has_text=facet)).first
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    details.locator("label", has_text=choice).click()


def query(page: Page) -> str:
    return str(page.evaluate("decodeURIComponent(location.search)"))


def downloaded(page: Page) -> list[list[str]]:
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_reader_filters_sorts_shares_and_goes_back(reader: Watched, context: BrowserContext) -> None:
    page = reader.open("policies/index.html")
    everything = len(column(page, "policy"))
    expect(page.get_by_role("status").first).to_have_text(f"All {everything}")
    pick(page, "Province or country", "Zhejiang")
    pick(page, "Province or country", "Shanghai")
    pick(page, "Level", "district")
    shown = column(page, "policy")
    assert 0 < len(shown) < everything
    expect(page.get_by_role("status").first).to_have_text(f"{len(shown)} of {everything}")
    page.get_by_role("button", name="Commitments").click()
    counts = [int(number) for number in column(page, "commitments")]
    assert counts == sorted(counts, reverse=True)
    assert query(page) == "?place=zhejiang,shanghai&level=district&sort=-commitments"

    again = Watched(context.new_page(), reader.home)
    other = again.open(f"policies/index.html{query(page)}")
    assert column(other, "policy") == column(page, "policy")
    assert other.locator("th[aria-sort=descending]").inner_text().strip().startswith("Commitments")
    assert again.wrong == []

    page.locator("tbody th a").first.click()
    assert page.locator("body").get_attribute("data-page-kind") == "policy"
    page.go_back()
    assert sorted(column(page, "policy")) == sorted(shown)
    page.get_by_role("button", name="Clear all").click()
    assert (len(column(page, "policy")), query(page)) == (everything, "")


def test_counts_follow_the_other_filters(watched: Watched) -> None:
    page = watched.open("policies/index.html")
    pick(page, "Province or country", "Jiangsu")
    page.locator(".facet summary", has_text="Level").click()
    assert sum(map(int, page.locator(".facet[open] label .n").all_inner_texts())) == len(column(page, "policy"))
    # a filter does not narrow its own choices
    page.locator(".facet summary", has_text="Province").click()
    everything = int(page.get_by_role("status").first.inner_text().rpartition(" ")[2])
    assert sum(map(int, page.locator(".facet[open] label .n").all_inner_texts())) == everything


def test_words_are_looked_for_and_what_to_leave_out_is_said(watched: Watched) -> None:
    page = watched.open("targets/index.html")
    page.get_by_role("searchbox", name="Words in the table").fill("HEFEI 千亿")
    assert len(column(page, "place")) == 1
    pick(page, "Province or country", "Hubei")
    expect(page.locator(".nothing p")).to_contain_text("Leave one out:")
    page.get_by_role("button", name="without words “HEFEI 千亿”").click()
    assert query(page) == "?place=hubei"
    assert len(column(page, "place")) > 1


def test_support_is_found_by_any_of_its_words_and_says_on_what_it_depends(watched: Watched) -> None:
    page = watched.open("subsidies/index.html")
    page.get_by_role("searchbox", name="Words in the table").fill("tongzhou rent newly")
    (whom,) = column(page, "for")
    assert "key metaverse firms" in whom
    assert "it counts as a key firm" in whom
    (much,) = column(page, "amount")
    assert much.count("of the rent") == 3
    assert much.endswith("Which firm gets which rate is not told.")
    [_, row] = downloaded(page)
    assert "(元宇宙应用创新中心); the firm is newly registered in the centre; it rents" in row[2]
    assert row[3].startswith("50% of the rent 50%; 70% of the rent")


def test_a_view_opens_though_what_it_names_is_gone(watched: Watched) -> None:
    page = watched.open("policies/index.html?theme=no-such-theme&place=jiangsu&sort=nothing")
    assert column(page, "policy") == []
    expect(page.locator(".chosen")).to_contain_text("no-such-theme (not in this list)")
    page.get_by_role("button", name="without Theme").click()
    assert query(page) == "?place=jiangsu&sort=nothing"
    assert len(column(page, "policy")) > 0


def test_figures_are_sorted_as_numbers_of_what_is_counted_alike(watched: Watched) -> None:
    page = watched.open("targets/index.html?sort=-figure")
    keys = page.eval_on_selector_all("[data-list=''] tbody td.num", "cells => cells.map((cell) => cell.dataset.sort)")
    units = [key.partition(" ")[2] for key in keys]
    assert len(list(dict.fromkeys(units))) == len(
        [one for one, after in zip(units, [*units[1:], ""], strict=True) if one != after]
    )
    for unit in set(units):
        numbers = [float(key.partition(" ")[0]) for key in keys if key.partition(" ")[2] == unit]
        assert numbers == sorted(numbers, reverse=True)


@pytest.mark.parametrize("sort", ["deadline", "-deadline"])
def test_blanks_come_last_both_ways(watched: Watched, sort: str) -> None:
    page = watched.open(f"targets/index.html?sort={sort}")
    keys = page.eval_on_selector_all(
        "[data-list=''] tbody tr", "rows => rows.map((row) => row.cells[3].dataset.sort || '')"
    )
    stated = [key for key in keys if key]
    assert 0 < len(stated) < len(keys)
    assert keys[: len(stated)] == sorted(stated, reverse=sort.startswith("-"))


def test_chinese_is_sorted_by_pinyin(watched: Watched) -> None:
    page = watched.open("zh/policies/index.html?sort=instrument")
    instruments = list(dict.fromkeys(column(page, "instrument")))
    # 办法 bànfǎ, 方案 fāng'àn, 规划 guīhuà, 若干措施 ruògān, 行动计划 xíngdòng
    known = [word for word in instruments if word in ("规划", "行动计划", "意见", "政府工作报告", "会议")]
    assert known == [word for word in ("规划", "会议", "行动计划", "意见", "政府工作报告") if word in known]
    assert len(known) > 2
    page = watched.open("zh/policies/index.html?sort=place")
    keys = page.eval_on_selector_all("[data-list=''] tbody tr", "rows => rows.map((row) => row.cells[1].dataset.sort)")
    assert keys == sorted(keys)
    assert column(page, "place")[0] == "安徽省"


def test_the_same_view_in_the_other_language(watched: Watched) -> None:
    page = watched.open("policies/index.html?level=city&sort=-targets")
    number = len(column(page, "policy"))
    page.locator('.masthead a[hreflang="zh"]').click()
    assert page.url.endswith("zh/policies/index.html?level=city&sort=-targets")
    assert len(column(page, "policy")) == number


@pytest.mark.parametrize("language", ["", "zh/"])
def test_what_is_shown_is_downloaded(reader: Watched, language: str) -> None:
    page = reader.open(f"{language}targets/index.html?level=city&sort=place")
    head, *rows = downloaded(page)
    assert head[-3:] == ["policy", "part", "region"]
    assert (
        head[:-3] == page.locator("[data-list=''] thead th").all_inner_texts()
        or "↑" in page.locator("thead").inner_text()
    )
    assert len(rows) == len(column(page, "place"))
    links = page.eval_on_selector_all(
        "[data-list=''] tbody td.num a", "all => all.map((link) => link.getAttribute('href'))"
    )
    assert [f"{row[-3]}.html#{row[-2]}" for row in rows] == [link.rpartition("/")[2] for link in links]
    assert all("/" in row[-1] for row in rows)


def test_a_download_holds_no_formula(watched: Watched) -> None:
    page = watched.open("policies/index.html")
    page.evaluate("document.querySelector('tbody th a').textContent = '=1+1, \"x\"'")
    assert '\'=1+1, "x"' in [row[2] for row in downloaded(page)]


def test_tables_by_level_stay_by_level(context: BrowserContext, tmp_path: Path) -> None:
    write_tracker(tmp_path, files())
    assert build(tmp_path, tmp_path / "site", Options(today=date(2026, 11, 20), jobs=1)).published
    page = context.new_page()
    page.goto((tmp_path / "site/compare/targets/industry-scale.html").as_uri())
    groups = page.locator("tbody.level")
    before = groups.count()
    assert before == 3
    heads = groups.locator("tr:first-child").all_inner_texts()
    page.locator("th[data-key=place] button").click()
    assert groups.locator("tr:first-child").all_inner_texts() == heads
    cities = groups.nth(2).locator("tr[data-row] th").all_inner_texts()
    assert [city.partition(" ")[0] for city in cities] == ["Suzhou", "Wuxi"]
    head, *rows = downloaded(page)
    assert head[0] == "Level"
    assert len({row[0] for row in rows}) == before


def test_all_by_keyboard(watched: Watched) -> None:
    page = watched.open("policies/index.html")
    summary = page.locator(".facet summary").first
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert query(page).startswith("?place=")
    page.keyboard.press("Escape")
    assert page.locator(".facet[open]").count() == 0
    assert summary.evaluate("node => node === document.activeElement")
    page.locator(".chosen button").focus()
    page.keyboard.press("Enter")
    assert query(page) == ""
    assert page.evaluate("document.activeElement.localName") == "summary"
    page.locator("th[data-key=place] button").focus()
    page.keyboard.press("Enter")
    assert page.locator("th[data-key=place]").get_attribute("aria-sort") == "ascending"


@pytest.mark.parametrize(
    "path", ["policies/index.html", "targets/index.html", "subsidies/index.html", "regions/zhejiang.html"]
)
def test_without_scripts_the_whole_table_stands_and_nothing_is_dead(browser: Browser, site: Path, path: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / path).as_uri())
    assert page.locator("main table tbody tr").count() > 3
    assert page.locator("main :is(table button, .filters, .panel)").count() == 0
    context.close()


# -- lists of several parts


def test_a_list_of_several_parts_is_filtered_as_a_whole(
    cut_reader: Watched, site: Path, context: BrowserContext
) -> None:
    page = cut_reader.open("targets/index.html")
    assert len(column(page, "place")) == 5
    assert page.locator("script[src*='data/lists']").count() == 0
    pick(page, "Level", "city")
    expect(page.get_by_role("status").first).to_contain_text(" of ")
    shown = column(page, "target")
    whole = context.new_page()
    whole.goto(f"{(site / 'targets/index.html').as_uri()}?level=city&sort=place")
    assert shown == column(whole, "target")
    assert column(page, "deadline") == column(whole, "deadline")
    assert downloaded(page) == downloaded(whole)
    page.get_by_role("button", name="Clear all").click()
    assert len(column(page, "place")) == 5


@pytest.mark.parametrize("language", ["", "zh/"])
@pytest.mark.parametrize("path", ["policies/index.html", "targets/index.html", "subsidies/index.html"])
def test_rows_from_data_look_like_those_of_pages(
    cut_reader: Watched, site: Path, context: BrowserContext, path: str, language: str
) -> None:
    """The same elements with the same attributes, whichever way they came."""
    rows = """() => Object.fromEntries([...document.querySelectorAll("[data-list=''] tbody tr")].map((row) => {
      const copy = row.cloneNode(true);
      for (const link of copy.querySelectorAll("a")) {
        const address = new URL(link.getAttribute("href"), document.baseURI).href;
        link.setAttribute("href", address.replace(/.*[/](?:site|tracker)[/]/, ""));
      }
      const text = copy.innerHTML.replace(/>\\s+/g, ">").replace(/\\s+</g, "<").replace(/\\s+/g, " ");
      return [row.dataset.row, text.replace(/ class=""/g, "")];
    }))"""
    sort = "-announced" if "policies" in path else "place"
    page = cut_reader.open(f"{language}{path}?sort={sort}")
    expect(page.get_by_role("status").first).not_to_be_empty()
    page.wait_for_function("document.querySelectorAll('tbody tr').length > 5")
    whole = context.new_page()
    whole.goto((site / language / path).as_uri())
    assert page.evaluate(rows) == whole.evaluate(rows)


def test_a_shared_view_of_several_parts_opens(cut_reader: Watched) -> None:
    page = cut_reader.open("policies/index.html?place=zhejiang&q=metaverse")
    expect(page.locator(".chosen")).to_contain_text("Zhejiang")
    page.wait_for_function("document.querySelector('[role=status]').textContent.includes(' of ')")
    assert len(column(page, "policy")) > 2
    page.locator("tbody th a").first.click()
    assert page.locator("body").get_attribute("data-page-kind") == "policy"


def test_a_list_that_cannot_be_read_says_so(context: BrowserContext, cut_site: Path) -> None:
    page = context.new_page()
    page.route("**/data/lists/*", lambda route: route.abort())
    page.goto((cut_site / "policies/index.html").as_uri())
    pick_open = page.locator(".facet summary").first
    pick_open.click()
    expect(page.get_by_role("status").first).to_have_text("The whole list could not be read.")
    assert len(column(page, "policy")) == 5


def test_what_has_parts_leads_to_the_whole_list_filtered(cut_reader: Watched) -> None:
    page = cut_reader.open("themes/application-scenarios.html")
    number = page.locator(".standfirst").inner_text().partition(" ")[0]
    page.get_by_role("link", name="Filter and sort in the list of all").click()
    expect(page.get_by_role("status").first).to_have_text(f"{number} of 37")
    assert len(column(page, "policy")) == int(number)


def test_a_place_with_parts_leads_to_its_lists_filtered(cut_reader: Watched) -> None:
    page = cut_reader.open("regions/zhejiang.html")
    for heading, path in (("Targets", "targets"), ("Support offered", "subsidies")):
        after = page.locator("#within h3", has_text=heading).locator("+ .after a")
        assert f"{path}/index.html?place=zhejiang" in str(after.get_attribute("href"))
    page.locator("#within h3", has_text="Support offered").locator("+ .after a").click()
    expect(page.get_by_role("status").first).to_contain_text(" of 12")
    expect(page.locator(".chosen")).to_contain_text("Zhejiang")
