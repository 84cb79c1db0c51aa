"""What other sites embed, and what is printed of a place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from policygen.site.messages import Catalogue
from policygen.site.pages import SitePlan
from policygen.site.renderer import Renderer
from policygen.site.views import EMBED_VIEWS, Brief, KindView, MatrixView, MetricView, PlaceCardView, RegionView
from tests.site.test_pages import FILES, plan, view_at
from tests.site.test_renderer import TEMPLATES, MadePage, read
from tests.site.views_made import make
from tests.trackers import ARTICLE, POLICY, SITE

BASE = "base url: https://example.org/t\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SitePlan:
    return plan(tmp_path_factory.mktemp("tracker"))


def embedded(site: SitePlan, path: str, view: type) -> Any:
    found = view_at(site, path)
    assert isinstance(found, view)
    return found


def many(number: int) -> dict[str, str]:
    """A tracker in which so many places promise and offer something."""
    pinyin = [
        "Shanghai",
        "Beijing",
        "Hangzhou",
        "Nanjing",
        "Wuxi",
        "Suzhou, Jiangsu",
        "Xiamen",
        "Wuhan",
        "Hefei",
        "Jinan",
    ]
    offer = "subsidies:\n  - {kind: operating, terms: [{amount: 每年20万元}], source: other}\n"
    sources = "sources:\n  other: {article: roadmap, section: 江苏·南京, read: 2026-11-20}\n"
    policy = POLICY.replace("sources:\n", sources).replace("---\nA plan", f"{offer}---\nA plan")
    policy = policy.replace("by: 2025", "by: 2025\n    source: road")
    return {
        f"content/policies/{index}.md": policy.replace("region: Shanghai", f"region: {pinyin[index % 10]}").replace(
            "title: Shanghai plan", f"title: Plan {index}"
        )
        for index in range(number)
    }


# -- which there are


def test_comparisons_and_wide_places_with_records_can_be_embedded(site: SitePlan) -> None:
    found = [page.path for page in site.pages if page.kind.startswith("embed-") and page.language == "en"]
    assert found == [
        "embed/compare/subsidies/index.html",
        "embed/compare/subsidies/operating.html",
        "embed/compare/targets/index.html",
        "embed/compare/targets/industry-scale.html",
        "embed/compare/targets/leading-enterprises.html",
        "embed/regions/beijing.html",
        "embed/regions/china.html",
        "embed/regions/jiangsu.html",
        "embed/regions/shanghai.html",
    ]


def test_search_engines_are_led_to_the_whole_page(tmp_path: Path) -> None:
    files = {**FILES, "content/site.yaml": SITE + BASE}
    site = plan(tmp_path, files)
    assert not any("embed" in route for routes in site.routes.sitemap.values() for route in routes)
    frame = embedded(site, "zh/embed/compare/targets/industry-scale.html", MetricView).frame
    assert frame.canonical == "https://example.org/t/zh/compare/targets/industry-scale.html"
    assert frame.whole == "../../../compare/targets/industry-scale.html"
    assert frame.elsewhere is None


def test_a_page_has_the_code_that_embeds_it(tmp_path: Path) -> None:
    site = plan(tmp_path, {**FILES, "content/site.yaml": SITE.replace("Test tracker", '"Q & A"') + BASE})
    embed = view_at(site, "compare/targets/industry-scale.html").frame.elsewhere.embed  # type: ignore[union-attr]
    assert embed is not None
    assert embed.code == (
        '<iframe src="https://example.org/t/embed/compare/targets/industry-scale.html" '
        'title="Industry scale compared · Q &amp; A" width="100%" height="520" '
        'loading="lazy" style="border: 0"></iframe>'
    )
    assert (embed.page.href, embed.path, embed.note) == ("../../embed/compare/targets/industry-scale.html", "", "")
    for path in ("policies/plan.html", "compare/places/beijing-and-jiangsu.html", "regions/anhui.html"):
        elsewhere = view_at(site, path).frame.elsewhere
        assert elsewhere is not None
        assert elsewhere.embed is None, path


def test_without_an_address_the_code_has_the_path_and_says_so(site: SitePlan) -> None:
    elsewhere = view_at(site, "zh/regions/shanghai.html").frame.elsewhere
    assert elsewhere is not None
    assert elsewhere.embed is not None
    assert '<iframe src="zh/embed/regions/shanghai.html"' in elsewhere.embed.code
    assert elsewhere.embed.path == "zh/embed/regions/shanghai.html"
    assert elsewhere.embed.note


# -- what they show


@pytest.mark.parametrize("full", [True, False], ids=["full", "empty"])
@pytest.mark.parametrize("kind", EMBED_VIEWS)
def test_every_kind_renders_whole_and_empty_and_leads_out_of_the_frame(kind: str, full: bool) -> None:
    renderer = Renderer([TEMPLATES], {"en": Catalogue()})
    html = renderer.render(MadePage("en", f"pages/{kind}.html", make(EMBED_VIEWS[kind], full=full))).decode()
    seen = read(html.replace('<base target="_blank">', "")).seen
    names = [tag for tag, _ in seen]
    assert (names.count("h1"), names.count("main"), names.count("nav"), names.count("script")) == (1, 1, 0, 0)
    assert ("meta", {"name": "robots", "content": "noindex"}) in seen
    assert '<base target="_blank">' in html
    assert "None" not in re.sub(r"<[^>]*>", "", html)


def test_an_embedded_metric_is_the_table_of_its_page(site: SitePlan) -> None:
    short = embedded(site, "embed/compare/targets/industry-scale.html", MetricView)
    whole = embedded(site, "compare/targets/industry-scale.html", MetricView)
    assert [[row.value.text for row in group.rows] for group in short.groups] == [
        [row.value.text for row in group.rows] for group in whole.groups
    ]
    assert short.tools is None


def test_of_many_the_first_are_embedded_and_the_rest_is_a_link(tmp_path: Path) -> None:
    site = plan(tmp_path, {**FILES, **many(80), "content/articles/roadmap.md": ARTICLE})
    renderer = Renderer([TEMPLATES], {"en": Catalogue(), "zh": Catalogue()})
    pages = [page for page in site.pages if "/embed/" in f"/{page.path}"]
    assert len(pages) > 20
    for page in pages:
        assert len(renderer.render(page)) < 100_000, page.path
    kind = embedded(site, "embed/compare/subsidies/operating.html", KindView)
    assert sum(len(group.rows) for group in kind.groups) <= 41
    more = [group.more for group in kind.groups if group.more]
    assert more
    assert {link.href for link in more} == {"../../../compare/subsidies/operating.html"}
    matrix = embedded(site, "embed/compare/targets/index.html", MatrixView)
    assert sum(len(group.rows) for group in matrix.groups) <= 16


def test_a_place_is_its_strongest_figures_its_own_first(site: SitePlan) -> None:
    card = embedded(site, "embed/regions/shanghai.html", PlaceCardView)
    assert [figure.value for figure in card.strongest] == ["CNY 350 billion"]
    assert card.strongest[0].place is None
    province = embedded(site, "embed/regions/jiangsu.html", PlaceCardView)
    assert [(figure.value, figure.place.text if figure.place else "") for figure in province.strongest] == [
        ("CNY 200,000", "Nanjing")
    ]


# -- the brief


def brief(site: SitePlan, path: str) -> Brief:
    view = embedded(site, path, RegionView)
    assert view.brief is not None
    return view.brief  # type: ignore[no-any-return]


def test_a_brief_has_figures_offers_deadlines_and_the_sources_of_these(site: SitePlan) -> None:
    told = brief(site, "regions/shanghai.html")
    assert [row.text.text for row in told.passed] == ["Industry scale: more than CNY 350 billion"]
    assert told.passed[0].place.text == ""
    assert [(one.source.text, one.read) for one in told.sources] == [("各地路线图", "read 20 Nov 2026")]
    within = brief(site, "regions/jiangsu.html")
    assert [(kind.text, value.value.text, value.detail) for kind, value in within.offers] == [
        ("Operating support", "CNY 200,000 a year", "Nanjing, operators of space")
    ]


def test_a_brief_stays_on_a_page(tmp_path: Path) -> None:
    told = brief(plan(tmp_path, {**FILES, **many(80)}), "regions/jiangsu.html")
    assert len(told.strongest) <= 4
    assert len(told.offers) <= 5
    assert len(told.next) + len(told.passed) <= 6
    assert len(told.sources) <= 4


def test_what_has_not_been_read_has_no_brief(site: SitePlan) -> None:
    assert embedded(site, "regions/anhui.html", RegionView).brief is None
