"""Searching as a reader does it: from disk and from a server, in English and in Chinese, by keyboard."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from policygen.build import Options, build
from policygen.loader import load_package_data, load_tracker
from policygen.model.library import read_library
from policygen.site.entries import Entry, make_entry
from policygen.site.messages import Messages
from policygen.site.pages import plan_site
from policygen.site.pages.sheet import Sheet
from policygen.site.tokens import tokens
from tests.browser.watching import NODE, ROOT, Watched
from tests.trackers import SMALL, write_tracker

VECTORS: dict[str, Any] = json.loads((ROOT / "tests/search/vectors.json").read_text(encoding="utf-8"))


@pytest.fixture(params=["disk", "server"])
def anywhere(request: pytest.FixtureRequest, context: BrowserContext, site: Path) -> Iterator[Watched]:
    """A page on the site, as files and as a host serves it."""
    home = f"{site.as_uri()}/" if request.param == "disk" else request.getfixturevalue("served")
    watched = Watched(context.new_page(), home)
    yield watched
    assert watched.wrong == []


def field(page: Page) -> Locator:
    return page.locator("main input[name=q]")


def state(page: Page) -> Locator:
    return page.locator("#search_state")


def titles(page: Page) -> list[str]:
    return page.locator("#search_results h3 a").all_inner_texts()


def ask(page: Page, query: str) -> None:
    """Put a query in and wait until the page has answered it."""
    field(page).fill("")
    expect(state(page)).to_have_text("")
    field(page).fill(query)
    expect(state(page)).to_contain_text(f"“{query}”")


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_from_a_word_to_its_place_by_keyboard_and_back(anywhere: Watched) -> None:
    page = anywhere.open("search.html")
    page.keyboard.type("yubei")
    expect(state(page)).to_have_text("Results for “yubei”: 2")
    assert titles(page)[0] == "Yubei District"
    assert page.locator("#search_results li").first.locator("p").first.inner_text() == "Place · Chongqing"
    assert page.locator("#search_results mark").first.inner_text() == "Yubei"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent").startswith("Yubei District Metaverse")
    page.keyboard.press("Escape")
    expect(field(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Yubei District")
    page.go_back()
    expect(field(page)).to_have_value("yubei")
    expect(page.locator("#search_results li")).to_have_count(2)


@pytest.mark.parametrize(
    ("path", "query", "title", "marked"),
    [
        ("search.html", "渝北", "Yubei District", "渝北"),
        ("search.html", "滨湖", "Binhu District", "滨湖"),
        ("zh/search.html", "binhu", "滨湖区", "Binhu"),
        ("zh/search.html", "Chongqing", "重庆市", "Chongqing"),
        ("zh/search.html", "渝北", "渝北区", "渝北"),
    ],
)
def test_either_language_finds_what_is_in_the_other(
    anywhere: Watched, path: str, query: str, title: str, marked: str
) -> None:
    page = anywhere.open(path)
    ask(page, query)
    assert titles(page)[0] == title
    mark = page.locator("#search_results li").first.locator("mark").first
    assert mark.inner_text() == marked
    if path == "search.html":
        assert mark.locator("xpath=ancestor::p").get_attribute("lang") == "zh"


@pytest.mark.parametrize("path", ["search.html", "zh/search.html"])
def test_an_amount_is_found_however_it_is_written(watched: Watched, path: str) -> None:
    page = watched.open(path)
    found = {}
    for query in ("3500亿", "3500亿元", "350 billion", "CNY 350 billion", "350bn", "rmb 350bn", "三千五百亿元"):
        ask(page, query)
        found[query] = titles(page)
    assert found["3500亿"]
    assert set(map(tuple, found.values())) == {tuple(found["3500亿"])}
    assert page.locator("#search_results .given b").first.inner_text() in ("more than CNY 350 billion", "超过3500亿元")
    ask(page, "3500万元")
    assert titles(page) != found["3500亿"]


def test_what_is_found_equally_well_stands_newest_first(context: BrowserContext, tmp_path: Path) -> None:
    days = {"a": "2021-05-03", "b": "2025", "c": None, "d": "2025-02-01", "e": "1999-12-31", "f": "2021-05-04"}
    plans = {
        f"content/policies/shanghai/{name}.md": f"---\ntitle: Plan {name} for wind\nregion: Shanghai\n"
        + "instrument: plan\n"
        + (f"announced: {day}\n" if day else "")
        + "sources:\n  roadmap: {article: roadmap, section: 上海, read: 2026-11-20}\n---\n"
        for name, day in days.items()
    }
    write_tracker(tmp_path, {**SMALL, **plans})
    assert build(tmp_path, tmp_path / "site", Options(today=date(2026, 11, 20), jobs=1)).published
    page = context.new_page()
    page.goto((tmp_path / "site/search.html").as_uri())
    ask(page, "wind")
    found = page.locator("#search_results h3 a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert [path.removeprefix("policies/").removesuffix(".html") for path in found] == ["d", "b", "f", "a", "e", "c"]


def test_a_slip_is_understood(watched: Watched) -> None:
    page = watched.open("search.html")
    ask(page, "Shangahi")
    expect(page.locator("#search_meant")).to_have_text("Did you mean shanghai?")
    page.locator("#search_meant a").click()
    expect(state(page)).to_contain_text("Results for “shanghai”")
    assert titles(page)[0] == "Shanghai"
    assert asked(page) == {"q": ["shanghai"]}
    page.go_back()
    expect(field(page)).to_have_value("Shangahi")
    expect(page.locator("#search_meant")).to_be_visible()


def test_what_a_reader_sees_is_in_the_address(anywhere: Watched, context: BrowserContext) -> None:
    page = anywhere.open("search.html")
    ask(page, "shanghai")
    everything = titles(page)
    page.get_by_role("radio", name="Policies").check()
    expect(page.locator("#search_results li p:first-child", has_text="Place")).to_have_count(0)
    policies = titles(page)
    assert policies
    assert asked(page) == {"q": ["shanghai"], "kind": ["policy"]}
    other = Watched(context.new_page(), anywhere.home)
    shared = other.open(unquote(page.url.removeprefix(anywhere.home)))
    expect(shared.locator("#search_results h3")).to_have_count(len(policies))
    assert titles(shared) == policies
    assert shared.get_by_role("radio", name="Policies").is_checked()
    assert other.wrong == []
    page.go_back()
    expect(page.get_by_role("radio", name="All")).to_be_checked()
    expect(page.locator("#search_results h3").first).to_have_text(everything[0])
    assert titles(page) == everything
    page.go_forward()
    expect(page.get_by_role("radio", name="Policies")).to_be_checked()


def test_more_results_go_on_where_the_first_ended(watched: Watched) -> None:
    page = watched.open("zh/search.html?q=元宇宙")
    expect(page.locator("#search_results li")).to_have_count(10)
    page.locator("#search_more").click()
    expect(page.locator("#search_results li")).to_have_count(20)
    assert page.evaluate("document.activeElement.textContent") == titles(page)[10]


def test_nothing_found_says_so_and_leads_on(watched: Watched) -> None:
    page = watched.open("search.html")
    ask(page, "xylophone")
    expect(state(page)).to_have_text("Nothing found for “xylophone”.")
    assert titles(page) == []
    page.locator("#search_ways a", has_text="Places").click()
    assert page.url.endswith("regions/index.html")


def test_words_that_never_meet_are_told_apart(watched: Watched) -> None:
    page = watched.open("search.html")
    ask(page, "yubei xylophone")
    expect(state(page)).to_contain_text("Nothing has all of “yubei xylophone”")
    assert titles(page)[0] == "Yubei District"


def test_characters_being_composed_are_not_searched_for(watched: Watched) -> None:
    page = watched.open("zh/search.html")
    field(page).evaluate("""field => {
      field.value = "yu'bei";
      field.dispatchEvent(new InputEvent("input", {isComposing: true}));
    }""")
    page.wait_for_timeout(250)
    assert asked(page) == {}
    field(page).evaluate("""field => {
      field.value = "渝北";
      field.dispatchEvent(new InputEvent("input", {isComposing: true}));
      field.dispatchEvent(new CompositionEvent("compositionend"));
    }""")
    expect(state(page)).to_have_text("“渝北”的检索结果：2条")


@pytest.mark.parametrize("language", ["", "zh/"])
def test_the_field_of_every_page(anywhere: Watched, language: str) -> None:
    page = anywhere.open(f"{language}regions/jiangsu.html")
    expect(page.locator(".masthead .sought")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.locator(".seek input")).to_be_focused()
    page.keyboard.type("a/b 350 billion")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?*")
    expect(field(page)).to_have_value("a/b 350 billion")
    expect(field(page)).to_be_focused()
    expect(page.locator(".seek")).to_have_count(0)


def test_a_phone_has_a_link_instead(watched: Watched) -> None:
    watched.page.set_viewport_size({"width": 390, "height": 800})
    page = watched.open("index.html")
    expect(page.locator(".seek")).to_be_hidden()
    page.keyboard.press("/")
    page.locator(".masthead .sought a").click()
    expect(field(page)).to_be_focused()


def test_without_scripts_there_is_no_dead_field(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    assert page.locator("[type=search]:visible").count() == 0
    page.locator(".masthead a", has_text="Search").click()
    assert page.locator("main input:visible, main button:visible").count() == 0
    assert "needs JavaScript" in page.locator("main").inner_text()
    page.locator("main a", has_text="Themes").click()
    assert page.url.endswith("themes/index.html")
    context.close()


def test_what_is_ticked_is_large_enough(watched: Watched) -> None:
    page = watched.open("search.html?q=billion")
    expect(page.locator("#search_results li").first).to_be_visible()
    sizes = page.locator("#search_kinds label:visible").evaluate_all("all => all.map(one => one.clientHeight)")
    assert min(sizes, default=24) >= 24


def test_nothing_is_loaded_before_a_reader_searches(watched: Watched, site: Path) -> None:
    loaded: list[str] = []
    watched.page.on("request", lambda request: loaded.append(request.url.removeprefix(watched.home).partition("?")[0]))
    page = watched.open("search.html")
    page.wait_for_load_state("networkidle")
    assert sum((site / path).stat().st_size for path in loaded) < 100_000
    assert [path for path in loaded if path.startswith("search/") or "minisearch" in path] == []
    first = len(loaded)
    ask(page, "rent subsidy")
    assert sum((site / path).stat().st_size for path in loaded[first:]) < 300_000


def test_an_index_that_does_not_load_is_told(context: BrowserContext, site: Path) -> None:
    page = context.new_page()
    page.route("**/search/index-*", lambda route: route.abort())
    page.goto((site / "search.html").as_uri())
    page.keyboard.type("shanghai")
    expect(state(page)).to_have_text("The index could not be loaded. Try again, or go on from here:")
    expect(page.locator("#search_ways")).to_be_visible()
    page.unroute_all()
    page.keyboard.press("Enter")
    expect(state(page)).to_contain_text("Results for")


# -- the twins


#: For each text all its terms with their slices; for each query what it asks for.
TWIN = """async ({texts, queries}) => {
  await searchIndex.ready();
  return [
    texts.map(text => [...new Set(searchTokens.pieces(text).flatMap(piece => piece.terms))]),
    queries.map(searchTokens.asked),
  ];
}"""
PIECES = (
    *(
        "3500",
        "1",
        "12.8",
        "200,000",
        "0.5",
        "百",
        "千万",
        "亿",
        "三",
        "五十",
        "零",
        "一亿",
        "三千五百亿",
        "元",
        "元宇宙",
        "人民币",
    ),
    *(
        " billion",
        "mn",
        " bn",
        "k",
        "m",
        "%",
        "平方米",
        " m²",
        "家",
        "个",
        "年",
        "CNY ",
        "RMB",
        "US$",
        "€",
        "¥",
        " yuan",
        " ",
    ),
    *(
        "，",
        ",",
        ".",
        "、",
        "-",
        "–",
        "余",
        "级",
        "firms",
        "policies",
        "Xi'an",
        "’s",
        "Förderung",
        "ＡＢ",
        "½",
        "5G",
        "B2B",
    ),
    *("2025年", "억", "조", "원", "スマート", "हिन्दी", "𠀀𠀁", "İ", "ß", "of", "hundred", "分之", "瓦", "(", "/", "\n"),
)


def test_python_and_the_browser_cut_alike(watched: Watched) -> None:
    choose = random.Random(20261120)
    texts = ["".join(choose.choices(PIECES, k=choose.randint(1, 9))) for _ in range(1500)]
    texts += [case["text"] for case in VECTORS["texts"]]
    queries = [case["query"] for case in VECTORS["queries"]]
    page = watched.open("search.html")
    found, asks = page.evaluate(TWIN, {"texts": texts, "queries": queries})
    wrong = [text for text, own in zip(texts, found, strict=True) if set(own) != tokens(text)]
    assert wrong == []
    assert asks == [case["asks"] for case in VECTORS["queries"]]
    slices = page.evaluate("all => all.map(([term, slices]) => searchTokens.slice(term, slices))", VECTORS["slices"])
    assert slices == [number for _, _, number in VECTORS["slices"]]


#: What MiniSearch finds in documents that it indexed itself, and what it finds in the index that we wrote.
BOTH = """async ({documents, fields, kinds, queries}) => {
  await searchIndex.ready();
  const own = new MiniSearch({fields, tokenize: text => text.split(" ").filter(Boolean), processTerm: term => term});
  own.addAll(documents);
  const search = {
    ...searchIndex.ranking, combineWith: "AND", prefix: term => term.length > 2,
    boostDocument: id => searchIndex.favours[kinds[id]] || 1,
  };
  const round = score => Math.round(score * 1e6);
  return Promise.all(queries.map(async query => {
    const {hits} = await searchIndex.find(query);
    return [
      own.search(query, search).map(({id, score}) => [id, round(score)]).sort(),
      await Promise.all(hits.map(async hit => [(await searchIndex.card(hit, "en")).url, round(hit.score)]))
        .then(found => found.sort()),
    ];
  }));
}"""


def test_the_index_is_what_minisearch_would_have_made(context: BrowserContext, tmp_path: Path) -> None:
    write_tracker(tmp_path, SMALL)
    assert build(tmp_path, tmp_path / "site", Options(today=date(2026, 11, 20), jobs=1)).published
    library, _ = read_library(load_tracker(tmp_path), load_package_data())
    assert library is not None
    plan = plan_site(library, date(2026, 11, 20), {language: Messages(language) for language in ("en", "zh")})
    sheet = Sheet(plan.shelf, plan.routes, Messages("en"), "search", "search")
    documents: list[dict[str, str]] = []
    kinds: dict[str, str] = {}
    for packet, (kind, found) in plan.shelf.packets.items():
        cards = (tmp_path / f"site/search/cards-en-{packet.replace('/', '-')}.js").read_text(encoding="utf-8")
        urls = [card["url"] for card in json.loads("[" + cards.partition("(")[2].removesuffix(");\n") + "]")[3]]
        for document, url in zip(found, urls, strict=True):
            kinds[url] = kind
            entry = make_entry(sheet, kind, document)._asdict()
            documents.append({"id": url, **{name: " ".join(terms) for name, terms in entry.items()}})
    page = context.new_page()
    page.goto((tmp_path / "site/search.html").as_uri())
    queries = ["shanghai", "roadmap", "plan", "industry scale", "province", "上海", "nothing at all", "jiang"]
    told = {"documents": documents, "fields": list(Entry._fields), "kinds": kinds, "queries": queries}
    answers = dict(zip(queries, page.evaluate(BOTH, told), strict=True))
    for query, (theirs, ours) in answers.items():
        assert ours == theirs, query
    assert len(answers["province"][0]) > 20


def test_minisearch_is_the_one_that_was_published() -> None:
    ours = (ROOT / "templates/static/minisearch.js").read_bytes()
    package = NODE / "minisearch"
    assert json.loads((package / "package.json").read_bytes())["version"] == "7.2.0"
    assert ours == (package / "dist/umd/index.js").read_bytes()
    licence = (ROOT / "templates/static/minisearch.LICENSE.txt").read_bytes()
    assert licence == (package / "LICENSE.txt").read_bytes()
    assert hashlib.sha256(ours).hexdigest() in (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
