"""The estimator in the browser reckons as the one in Python does, and its page answers as a person asks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from policygen.build import Options, build
from policygen.site.pages import offering as lots
from tests.browser.watching import ROOT, Watched, serving
from tests.site.test_estimate_pages import PLACES
from tests.trackers import write_tracker

VECTORS: dict[str, Any] = json.loads((ROOT / "tests/estimates/vectors.json").read_text(encoding="utf-8"))

#: Every try of every case, with its lines written in both languages.
RUN = """vectors => {
  const e = {...window.policygenAmounts, ...window.policygenHoldings, ...window.policygenEstimator};
  const write = (line, language) => e.formatTokens(line.tokens, vectors.writing[language]);
  const isMoney = unit => Boolean(vectors.writing.en.money[unit]);
  return vectors.cases.map(one => {
    const rules = e.readRules(one.rules, vectors.bases);
    return one.tries.map(each => {
      const values = Object.fromEntries(Object.entries(each.values).map(([name, text]) => [name, e.parse(text)]));
      const found = e.evaluate(rules, e.facts(each.currency, values, each.choices), isMoney);
      const lines = found.lines.map(line =>
        [line.code, line.term, line.base, write(line, "en"), write(line, "zh"), line.holds]);
      return {...e.plain(found), lines};
    });
  });
}"""


def test_the_vectors_hold(context: BrowserContext) -> None:
    page = context.new_page()
    for name in ("amounts", "holdings", "estimator"):
        page.add_script_tag(path=ROOT / f"templates/static/{name}.js")
    for case, tries in zip(VECTORS["cases"], page.evaluate(RUN, VECTORS), strict=True):
        for wanted, found in zip(case["tries"], tries, strict=True):
            assert found == wanted["estimate"], case["source"]


# --- the page, as a person would use it ---


def open_estimator(watched: Watched, query: str = "", language: str = "") -> Page:
    page = watched.open(f"{language}estimate.html{query}")
    page.wait_for_selector("#estimate_results li")
    return page


def results(page: Page, group: str) -> list[str]:
    """The items of a group, one text each."""
    found = page.locator(f"#estimate_{group} > .results > li").all()
    return ["\n".join(filter(None, each.inner_text().split("\n"))) for each in found]


def one_of(texts: list[str], *wanted: str) -> str:
    [found] = [text for text in texts if all(each in text for each in wanted)]
    return found


def enter(page: Page, label: str, value: str) -> None:
    field = page.get_by_label(label, exact=True)
    field.fill(value)
    field.press("Tab")


def answer(page: Page, question: str, value: str) -> None:
    item = page.locator(".question", has_text=question).first
    if not item.is_visible():
        page.locator("details.asked", has=page.locator(".question", has_text=question)).first.locator("summary").click()
    item.get_by_label(value, exact=True).check()


def test_a_firm_learns_what_it_would_get(watched: Watched) -> None:
    page = open_estimator(watched)
    assert "operators of space" in one_of(results(page, "could"), "Jiangning")
    enter(page, "floor area", "600")
    found = one_of(results(page, "could"), "Jiangning")
    assert "CNY 300,000 a year" in found
    assert "at least CNY 900,000 in total" in found
    answer(page, "operators of space", "yes")
    found = one_of(results(page, "would"), "Jiangning")
    assert "as you say: operators of space" in found
    assert page.locator("#estimate_state").inner_text().startswith("would get: 1")
    # what cannot be worked out has no figure, and what has only a ceiling says so
    assert all("CNY" not in text.split("\n")[0] for text in results(page, "none"))
    assert one_of(results(page, "could"), "Future Science").startswith("up to CNY 100 million")
    assert len(results(page, "none")) == 4


def test_the_working_shows_each_clause_and_where_it_stands(watched: Watched) -> None:
    page = open_estimator(watched, "?v.area=600")
    item = page.locator("#estimate_could li", has_text="Jiangning High-tech Zone").first
    item.locator("summary").click()
    text = item.inner_text()
    for formula in ("(600 m² − 400 m²) ÷ 100 m² = 2", "2 × CNY 50,000 = CNY 100,000", "600 m² > 400 m² (fulfilled)"):
        assert formula in text
    assert item.locator('q[lang="zh"]').count() == 4
    assert "面积在400平方米以上的载体" in text
    item.locator(".from a").first.click()
    assert page.locator("body").get_attribute("data-page-kind") == "article"
    page.locator(":target").wait_for(state="attached")


def test_why_not(watched: Watched) -> None:
    page = open_estimator(watched)
    enter(page, "floor area", "300")
    assert "Not met: from (floor area), 300 m² < 400 m²" in one_of(results(page, "no"), "Jiangning")
    enter(page, "floor area", "500")
    answer(page, "newly registered in the centre", "no")
    assert "By your answer this is not so: the firm is newly registered" in one_of(results(page, "no"), "Tongzhou")


def test_a_range_where_the_tier_is_not_told(watched: Watched) -> None:
    page = open_estimator(watched)
    enter(page, "floor area", "3,000")
    enter(page, "rent", "60")
    found = one_of(results(page, "could"), "Rent support", "Tongzhou")
    assert found.startswith("CNY 720,000–1,440,000 a year\nup to CNY 4.32 million in total")
    assert "does not say which of the tiers applies" in found
    enter(page, "Years you look at", "2")
    assert "up to CNY 2.88 million in total" in one_of(results(page, "could"), "Rent support", "Tongzhou")


def test_the_address_holds_what_was_said(watched: Watched, context: BrowserContext) -> None:
    page = open_estimator(watched)
    enter(page, "floor area", "600")
    answer(page, "operators of space", "yes")
    page.get_by_label("Place", exact=True).select_option(label="Jiangning High-tech Zone, Jiangning, Nanjing, Jiangsu")
    assert page.locator("#estimate_results .results > li").count() == 1
    shared = page.url
    other = context.new_page()
    other.goto(shared)
    other.wait_for_selector("#estimate_would li")
    assert other.get_by_label("floor area").input_value() == "600"
    assert other.locator("#estimate_would .results > li").count() == 1
    # the same address in the other language
    other.goto(shared.replace("estimate.html", "zh/estimate.html"))
    other.wait_for_selector("#estimate_would li")
    assert "每年30万元" in other.locator("#estimate_would").inner_text()
    # and back, step by step
    page.go_back()
    page.wait_for_function("document.querySelectorAll('#estimate_results .results > li').length > 1")
    assert len(results(page, "would")) == 1
    page.go_back()
    page.wait_for_function("!document.querySelector('#estimate_would')")
    assert page.get_by_label("floor area").input_value() == "600"
    page.go_back()
    page.wait_for_function("document.querySelector('input[name=\"v.area\"]').value === ''")


def test_what_is_no_number_is_said(watched: Watched) -> None:
    page = open_estimator(watched)
    enter(page, "floor area", "six hundred")
    field = page.get_by_label("floor area")
    assert field.get_attribute("aria-invalid") == "true"
    assert "no number" in page.locator(".wrong:not(:empty)").inner_text()
    enter(page, "floor area", "０.０6万")
    assert field.get_attribute("aria-invalid") is None
    assert "CNY 300,000 a year" in one_of(results(page, "could"), "Jiangning")


def test_a_sum_lists_its_addends_and_leaves_out_the_same_kind(watched: Watched) -> None:
    page = open_estimator(watched)
    place = page.locator("#estimate_together")
    text = place.inner_text()
    assert "Qiantang" in text
    addends = place.locator("ol", has_text="Start-up money")
    assert [cell.inner_text() for cell in addends.locator(".num").all()] == [
        "up to CNY 10 million",
        "up to CNY 100 million",
        "up to CNY 110 million",
    ]
    assert "not added, being of the same kind: Entrepreneurship grants up to CNY 10 million" in text


def test_a_link_is_followed_by_the_click_that_ends_the_typing(watched: Watched) -> None:
    page = open_estimator(watched)
    page.get_by_label("floor area", exact=True).fill("600")
    page.wait_for_selector("#estimate_said:text('600')")
    page.locator("#estimate_results").get_by_role("link", name="Jiangning High-tech Zone").first.click()
    page.wait_for_url("**/regions/**")
    page.go_back()
    page.wait_for_selector("#estimate_said:text('600')")


def test_a_condition_leads_to_its_question_and_the_keyboard_goes_all_the_way(watched: Watched) -> None:
    page = open_estimator(watched)
    page.locator("#estimate_could li", has_text="Jiangning High-tech Zone").get_by_role(
        "link", name="operators"
    ).click()
    assert page.evaluate("document.activeElement.type") == "radio"
    page.keyboard.press("ArrowRight")  # from the last answer round to the first
    assert "as you say: operators" in one_of(results(page, "could"), "Jiangning")
    page.get_by_label("floor area").focus()
    page.keyboard.type("600")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "estimate_heading"
    assert "CNY 300,000 a year" in one_of(results(page, "would"), "Jiangning")
    page.get_by_role("button", name="Start again").press("Enter")
    assert page.get_by_label("floor area").input_value() == ""
    assert page.url.endswith("estimate.html")


def test_the_order_may_go_by_amount(watched: Watched) -> None:
    page = open_estimator(watched)
    page.get_by_label("Order").select_option("amount")
    grants = [text for text in results(page, "could") if "Entrepreneurship" in text]
    assert [text.split("\n")[0] for text in grants] == ["up to CNY 100 million", "up to CNY 10 million"]
    assert "order=amount" in page.url
    assert "Ceilings stand behind" in page.locator("#estimate_results").inner_text()


def test_without_scripts_the_support_is_listed_and_there_is_no_form(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "estimate.html").as_uri())
    assert page.locator("main form:visible, main input:visible, main button:visible").count() == 0
    assert page.locator("#estimate_written .row").count() == 12
    assert page.locator("#estimate_written .worked").count() == 2
    context.close()


def test_it_works_on_a_host(browser: Browser, served: str) -> None:
    context = browser.new_context()
    watched = Watched(context.new_page(), served)
    page = open_estimator(watched, "?v.area=600", "zh/")
    assert "每年30万元" in one_of(results(page, "could"), "江宁高新区")
    context.close()
    assert watched.wrong == []


# --- a tracker that is too large for one page ---


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Places within places, each with little support, in lots of two."""
    folder = write_tracker(tmp_path_factory.mktemp("large"), PLACES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lots, "MOST", 2)
        assert build(folder, folder / "site", Options(today=date(2026, 11, 20), jobs=1)).published
    return folder / "site"


def test_where_is_chosen_first_and_only_that_is_loaded(context: BrowserContext, large: Path) -> None:
    watched = Watched(context.new_page(), f"{large.as_uri()}/")
    loaded: list[str] = []
    watched.page.on("request", lambda request: loaded.append(request.url.partition("/data/estimate/en/")[2]))
    page = watched.open("estimate.html")
    assert page.locator("#estimate_state").inner_text() == "Choose where first."
    assert page.locator("#estimate_written .index li").count() == 6
    page.get_by_label("Jiangsu").check()
    page.wait_for_selector("#estimate_results li")
    assert sorted(filter(None, loaded)) == [
        "china.js",
        "jiangsu.js",
        "jiangsu/nanjing.js",
        "jiangsu/nanjing/xuanwu.js",
        "jiangsu/wuxi.js",
    ]
    enter(page, "floor area", "500")
    assert "ended, 31 Dec 2021" in one_of(results(page, "off"), "Wuxi")
    # own and above are told apart: the sum is of the city, and names what it leaves out
    text = page.locator("#estimate_together").inner_text()
    assert "CNY 400,000 a year" in text
    assert "Support of the places above is not in this sum: Jiangsu (1) and China (1)" in text
    page.get_by_label("Place", exact=True).select_option(label="Xuanwu District, Nanjing, Jiangsu")
    places = {text.split("\n")[2] for text in results(page, "could") if "Operating" in text}
    assert len(places) == 4  # the district, the city, the province and the country
    shared = page.url
    page.goto(shared)
    page.wait_for_selector("#estimate_results li")
    assert page.get_by_label("Jiangsu").is_checked()
    assert len(results(page, "could")) == 5
    assert watched.wrong == []


def test_the_list_of_a_place_leads_to_the_form(context: BrowserContext, large: Path) -> None:
    watched = Watched(context.new_page(), f"{large.as_uri()}/")
    page = watched.open("estimate/jiangsu/nanjing.html")
    assert page.locator("#estimate_written .row").count() == 2
    page.get_by_role("link", name="Enter what you know").click()
    page.wait_for_selector("#estimate_results li")
    assert page.get_by_label("Jiangsu").is_checked()
    page.goto(f"{watched.home}policies/city.html")
    page.get_by_role("link", name="What would I get here?").click()
    page.wait_for_selector("#estimate_results li")
    assert page.get_by_label("Place", exact=True).input_value() == "jiangsu/nanjing"
    assert watched.wrong == []


# --- other countries, other money, tiers in words ---

ABROAD = {
    "content/site.yaml": """\
title: {en: Heat pump support}
tagline: {en: Who pays}
description: {en: Support for heat pumps.}
languages: [en]
home: DE
""",
    "content/regions/places.yaml": """\
- {id: bavaria, level: province, parent: Germany, name: {en: Bavaria}}
- {id: munich, level: city, parent: germany/bavaria, name: {en: Munich}}
- {id: basel-stadt, level: province, parent: Switzerland, name: {en: Basel-Stadt}}
""",
    "content/vocabulary/kinds.yaml": "- {id: grant, label: {en: Heating grant}, base: heating-cost}\n",
    "content/vocabulary/bases.yaml": "- {id: heating-cost, label: {en: cost of the heating}, unit: money}\n",
    "content/articles/survey.md": """\
---
title: A survey
date: 2025-05
language: en
---
## Bavaria

A grant of EUR 1,250.50 for each heat pump.

## Munich

25% for small houses, 35% for larger ones, no more than EUR 9,000 in total.

## Basel-Stadt

20% of the cost, no more than CHF 4,000, for heatings of at least CHF 10,000.
""",
    "content/policies/bavaria.md": """\
---
title: Bavarian programme
region: Bavaria
instrument: plan
sources: {survey: {article: survey, section: Bavaria, read: 2025-06-01}}
subsidies:
  - {kind: grant, for: owners, terms: [{amount: "EUR 1,250.50"}]}
---
""",
    "content/policies/munich.md": """\
---
title: Munich programme
region: Munich
instrument: measures
sources: {survey: {article: survey, section: Munich, read: 2025-06-01}}
subsidies:
  - kind: grant
    terms:
      - tiers: [{value: 25%, when: small houses}, {value: 35%, when: larger houses}]
      - {cap: "no more than EUR 9,000", written: "no more than EUR 9,000 in total"}
---
""",
    "content/policies/basel.md": """\
---
title: Basel law
region: Basel-Stadt
instrument: measures
sources: {survey: {article: survey, section: Basel-Stadt, read: 2025-06-01}}
subsidies:
  - kind: grant
    terms:
      - {rate: 20%}
      - {cap: "no more than CHF 4,000"}
      - {threshold: "at least CHF 10,000", on: heating cost}
---
""",
}


@pytest.fixture(scope="module")
def abroad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_tracker(tmp_path_factory.mktemp("abroad"), ABROAD)
    report = build(folder, folder / "site", Options(today=date(2025, 6, 15), jobs=1))
    assert report.published, report.problems
    return folder / "site"


@pytest.fixture(params=["disk", "server"])
def traveller(request: pytest.FixtureRequest, context: BrowserContext, abroad: Path) -> Iterator[Watched]:
    """A page on that site, as files and from a host."""
    with serving(abroad) as address:
        watched = Watched(context.new_page(), f"{abroad.as_uri()}/" if request.param == "disk" else address)
        yield watched
        # no page of a host has an icon that browsers ask for by themselves
        assert [each for each in watched.wrong if "favicon" not in each] == []


def test_tiers_and_currencies_are_chosen_shared_and_taken_back(traveller: Watched, context: BrowserContext) -> None:
    page = open_estimator(traveller)
    # without a word of the firm: an amount, a ceiling, and what is to be known
    assert one_of(results(page, "could"), "Bavarian").startswith("EUR 1,250.50\n")
    munich = one_of(results(page, "could"), "Munich")
    assert munich.startswith("up to EUR 9,000\n")
    assert "To be known: which tier is yours and cost of the heating" in munich
    basel = one_of(results(page, "could"), "Basel law")
    assert "To be known: your figures in CHF" in basel
    enter(page, "cost of the heating", "20,000")
    assert one_of(results(page, "could"), "Munich").startswith("EUR 5,000–7,000\n")
    answer(page, "Heating grant", "25%: small houses")
    assert one_of(results(page, "would"), "Munich").startswith("EUR 5,000\n")
    answer(page, "Heating grant", "35%: larger houses")
    assert one_of(results(page, "would"), "Munich").startswith("EUR 7,000\n")

    # nothing is converted: figures in another currency are of that currency's places
    page.get_by_label("Your figures are in").select_option("CHF")
    assert one_of(results(page, "would"), "Basel law").startswith("CHF 4,000\n")
    assert "To be known: your figures in EUR" in one_of(results(page, "could"), "Munich")
    assert page.locator(".measured", has=page.get_by_label("cost of the heating")).inner_text().endswith("CHF")
    enter(page, "cost of the heating", "9,999.90")
    why = one_of(results(page, "no"), "Basel law")
    assert "CHF 9,999.90 < CHF 10,000" in why

    shared = page.url
    assert "currency=CHF" in shared
    assert "tier=" in shared
    other = context.new_page()
    other.goto(shared)
    other.wait_for_selector("#estimate_no li")
    assert other.get_by_label("Your figures are in").input_value() == "CHF"
    assert results(other, "no") == results(page, "no")

    for expected in ("#estimate_would :text('CHF 4,000')", "#estimate_would :text('EUR 7,000')"):
        page.go_back()
        page.wait_for_selector(expected)
    assert page.get_by_label("Your figures are in").input_value() == "EUR"
    page.go_back()
    page.wait_for_selector("#estimate_would :text('EUR 5,000')")
