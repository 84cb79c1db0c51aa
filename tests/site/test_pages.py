"""The plan of the site, and what its pages show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from policygen.model.library import Library
from policygen.problems import format_text
from policygen.site.facts import PRESENCE, Fact, noting
from policygen.site.messages import Messages
from policygen.site.pages import Page, SitePlan, plan_site
from policygen.site.pages.routes import Claim, find_collisions
from policygen.site.pages.sheet import Sheet
from policygen.site.views import (
    PAGE_VIEWS,
    AboutView,
    ArticleView,
    HomeView,
    KindView,
    MatrixView,
    MetricView,
    NotFoundView,
    PairView,
    PlacesView,
    PoliciesView,
    PolicyView,
    RegionView,
    View,
)
from tests.trackers import POLICY, SITE, SMALL, read_tracker

AS_OF = date(2026, 11, 20)

JIANGNING = """\
---
title: Several policies of Nanjing
region: Nanjing
instrument: measures
announced: 2022-03-01
themes: [talent]
sources:
  road: {article: roadmap, section: 江苏·南京, read: 2026-11-20}
  english: {article: roadmap-en, section: "Jiangsu, Nanjing", read: 2026-11-19}
subsidies:
  - kind: operating
    for: operators of space
    source: road
    terms:
      - {amount: 每年20万元}
      - {threshold: 400平方米以上}
      - step: 每增加100平方米
        adds: 5万元
        also:
          - source: english
            written: an additional 5 for each 100 square meters. 10,000 yuan subsidy
            differs: the translation broke the figure apart
      - {duration: 不少于三年}
commitments:
  - {text: Build a pilot zone, written: 建成先导区, by: 2025, source: road}
---
Money for those who run **space**.
"""

JIANGNING_ZH = """\
---
title: 南京若干政策
subsidies:
  s1: {for: 载体运营方}
---
给运营方的资金。
"""

FIGURES = """\
---
title: Beijing figures
region: Beijing
instrument: plan
announced: 2023
sources:
  road: {article: roadmap, section: 上海, read: 2026-11-20}
targets:
  - {metric: leading enterprises, value: 10家}
indicators:
  - {metric: industry scale, value: 3500亿元, on: 2025}
---
"""

FILES = {
    **SMALL,
    "content/policies/jiangsu/nanjing.md": JIANGNING,
    "content/policies/jiangsu/nanjing.zh.md": JIANGNING_ZH,
    "content/policies/beijing/figures.md": FIGURES,
}


def library(tmp_path: Path, files: Mapping[str, str] = FILES) -> Library:
    read = read_tracker(tmp_path, files)
    assert read.errors == []
    assert read.library is not None
    return read.library


def plan(tmp_path: Path, files: Mapping[str, str] = FILES, as_of: date = AS_OF) -> SitePlan:
    return plan_site(library(tmp_path, files), as_of, {language: Messages(language) for language in ("en", "zh")})


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SitePlan:
    return plan(tmp_path_factory.mktemp("tracker"))


def pages_of(site: SitePlan) -> list[Page]:
    """All pages; what other sites embed of them is none."""
    return [page for page in site.pages if page.kind in PAGE_VIEWS]


def view_at(site: SitePlan, path: str) -> View:
    (page,) = (page for page in site.pages if page.path == path)
    return page.view


# -- the plan


def test_pages_of_a_small_tracker(site: SitePlan) -> None:
    english = [page.path for page in pages_of(site) if page.language == "en" and not page.path.startswith("regions/")]
    assert english == [
        "404.html",
        "about.html",
        "articles/index.html",
        "articles/roadmap.html",
        "articles/roadmap-en.html",
        "changes.html",
        "compare/choose.html",
        "compare/index.html",
        "compare/places/beijing-and-jiangsu.html",
        "compare/places/beijing-and-shanghai.html",
        "compare/places/index.html",
        "compare/places/jiangsu-and-shanghai.html",
        "compare/subsidies/index.html",
        "compare/subsidies/operating.html",
        "compare/targets/index.html",
        "compare/targets/industry-scale.html",
        "compare/targets/leading-enterprises.html",
        "coverage.html",
        "data/index.html",
        "estimate.html",
        "index.html",
        "policies/figures.html",
        "policies/index.html",
        "policies/nanjing.html",
        "policies/plan.html",
        "search.html",
        "subsidies/index.html",
        "targets/index.html",
        "themes/index.html",
        "themes/talent.html",
        "timeline.html",
        "timeline/jiangsu.html",
        "timeline/shanghai.html",
    ]
    chinese = [page.path for page in site.pages if page.language == "zh"]
    assert sorted(chinese) == sorted(f"zh/{page.path}" for page in site.pages if page.language == "en")


def test_places_with_records_those_above_them_and_all_provinces_have_pages(site: SitePlan) -> None:
    places = list(site.shelf.places)
    assert places[0] == "china"
    assert "jiangsu/nanjing" in places
    assert "jiangsu/wuxi" not in places
    assert sum(place.parent == "china" for place in site.shelf.places.values()) == 34


def test_collision_names_all_that_want_the_address(tmp_path: Path) -> None:
    metrics = SMALL["content/vocabulary/metrics.yaml"].replace("id: industry-scale", "id: index")
    policy = POLICY.replace("metric: industry scale", "metric: index")
    files = {**SMALL, "content/vocabulary/metrics.yaml": metrics, "content/policies/shanghai/plan.md": policy}
    (problem,) = plan(tmp_path, files).problems
    assert format_text(problem, {}) == (
        'content/site.yaml:1:1: error: "compare/targets/index.html" is to be 2 pages: '
        'the overview of targets, the metric "index" [site/collision]\n'
        "   help: rename all but one: a name is an address"
    )


def test_names_that_differ_in_case_or_unicode_form_alone_collide() -> None:
    claims = [
        Claim("policies/plan", "content/policies/a/plan.md", True),
        Claim("policies/Plan", "content/policies/b/Plan.md", True),
        Claim("articles/caf\u00e9", "content/articles/caf\u00e9.md", True),
        Claim("articles/cafe\u0301", "content/articles/cafe\u0301.md", True),
        Claim("policies/other", "content/policies/a/other.md", True),
    ]
    assert [format_text(problem, {}).split("\n")[0] for problem in find_collisions(claims)] == [
        'content/policies/b/Plan.md:1:1: error: "policies/plan.html" is to be 2 pages: '
        "content/policies/a/plan.md, content/policies/b/Plan.md [site/collision]",
        'content/articles/cafe\u0301.md:1:1: error: "articles/caf\u00e9.html" is to be 2 pages: '
        "content/articles/caf\u00e9.md, content/articles/cafe\u0301.md [site/collision]",
    ]


def test_titles_and_descriptions_tell_pages_apart(site: SitePlan) -> None:
    for language in ("en", "zh"):
        frames = [page.view.frame for page in pages_of(site) if page.language == language]
        assert len({frame.head_title for frame in frames}) == len(frames)
        assert len({frame.description for frame in frames}) == len(frames)


def test_views_are_the_same_each_time(site: SitePlan) -> None:
    assert all(page.view == page.view for page in site.pages[::7])


# -- frames and links


def test_links_are_relative_and_name_the_file(site: SitePlan) -> None:
    view = view_at(site, "zh/policies/nanjing.html")
    assert [link.href for link in view.frame.crumbs] == [
        "../regions/index.html",
        "../regions/china.html",
        "../regions/jiangsu.html",
        "../regions/jiangsu/nanjing.html",
    ]
    assert view.frame.root == "../../"
    assert view.frame.home == "../index.html"


def test_page_names_itself_in_every_language(site: SitePlan) -> None:
    frame = view_at(site, "policies/plan.html").frame
    assert [(each.hreflang, each.name, each.switch, each.current) for each in frame.alternates] == [
        ("en", "English", "plan.html", True),
        ("zh", "中文", "../zh/policies/plan.html", False),
    ]
    assert frame.canonical == ""


def test_absolute_addresses_with_a_base_url(tmp_path: Path) -> None:
    site = plan(tmp_path, {**FILES, "content/site.yaml": SITE + "base url: https://example.org/tracker/\n"})
    frame = view_at(site, "zh/policies/plan.html").frame
    assert frame.canonical == "https://example.org/tracker/zh/policies/plan.html"
    assert frame.alternates[0].href == "https://example.org/tracker/policies/plan.html"
    assert frame.alternates[0].switch == "../../policies/plan.html"
    missing = view_at(site, "404.html")
    assert isinstance(missing, NotFoundView)
    assert missing.frame.root == "https://example.org/tracker/"
    assert [link.href for link in missing.links][:2] == [
        "https://example.org/tracker/",
        "https://example.org/tracker/regions/",
    ]


def test_page_for_what_is_not_found_links_relatively_without_a_base_url(site: SitePlan) -> None:
    missing = view_at(site, "404.html")
    assert isinstance(missing, NotFoundView)
    assert [link.href for link in missing.links] == [
        "index.html",
        "regions/index.html",
        "policies/index.html",
        "compare/index.html",
    ]


def test_navigation_marks_the_way_the_page_lies_on(site: SitePlan) -> None:
    frame = view_at(site, "compare/subsidies/operating.html").frame
    assert [item.text for item in frame.nav if item.current] == ["Compare"]
    assert [item.href for item in frame.nav][:3] == [
        "../../regions/index.html",
        "../../policies/index.html",
        "../index.html",
    ]


def test_line_under_the_nameplate_counts_what_was_announced(tmp_path: Path) -> None:
    assert view_at(plan(tmp_path), "index.html").frame.issue == "As of 20 November 2026 · 3 policies · 3 places"
    before = plan(tmp_path, as_of=date(2022, 6, 30))
    assert view_at(before, "index.html").frame.issue == "As of 30 June 2022 · 2 policies · 2 places"


def test_who_takes_what_was_made_for_another_page_has_read_what_it_was_made_of(site: SitePlan) -> None:
    pages = [page for page in site.pages if page.kind == "pair" and page.language == "en"]
    with noting() as first:
        again = pages[0].view
    with noting() as second:
        assert pages[0].view == again
    assert first == second
    assert any(fact.path[0] == "columns" for fact in first)


def test_a_link_that_a_page_has_already_is_read_again(site: SitePlan) -> None:
    page = next(page for page in site.pages if page.kind == "home")
    sheet = Sheet(page.shelf, page.routes, page.messages, page.route, page.kind)
    region = next(iter(site.shelf.places))
    read = []
    for _ in range(2):
        with noting() as facts:
            assert sheet.place(region).href
        read.append(facts)
    assert read[0] == read[1] == {Fact(("routes", f"regions/{region}"), PRESENCE)}


def test_only_the_home_page_counts_under_the_nameplate(site: SitePlan) -> None:
    assert {page.view.frame.issue for page in site.pages if page.route != "index" and page.language == "en"} == {
        "As of 20 November 2026"
    }


# -- policies


def test_policy_page(site: SitePlan) -> None:
    view = view_at(site, "policies/nanjing.html")
    assert isinstance(view, PolicyView)
    assert [(words.text, words.lang) for words in view.alt_titles] == [("南京若干政策", "zh")]
    assert [(fact.label, [value.text for value in fact.values]) for fact in view.facts] == [
        ("Instrument", ["measures"]),
        ("Announced", ["1 March 2022"]),
        ("Period", ["not stated"]),
        ("Status", []),
        ("Themes", ["talent"]),
    ]
    assert view.summary_html == "<p>Money for those who run <strong>space</strong>.</p>"
    (promise,) = view.commitments
    assert (promise.text.text, promise.deadline) == ("Build a pilot zone", "by the end of 2025")
    assert promise.status is not None
    assert (promise.status.word, promise.status.shape) == ("deadline passed, no outcome recorded", "due")


def test_terms_of_one_section_share_a_lettered_witness(site: SitePlan) -> None:
    view = view_at(site, "policies/nanjing.html")
    assert isinstance(view, PolicyView)
    ((kind, (subsidy,)),) = view.subsidies
    assert kind.text == "Operating support"
    assert [(t.key, t.lead, t.bound, t.value, t.per, t.letter, t.scope and t.scope.text) for t in subsidy.terms] == [
        ("amount", "", "", "CNY 200,000", "a year", "a", None),
        ("threshold", "", "at least", "400 m²", "", "b", None),
        ("step", "plus", "", "CNY 50,000", "", "c", "for each further 100 m²"),
        ("duration", "", "at least", "3 years", "", "d", None),
    ]
    (witness,) = subsidy.witnesses
    (quote,) = witness.quotes
    assert "".join(part.text for part in quote) == (
        "面积400平方米以上的载体，给予每年20万元补贴，每增加100平方米再给予5万元，补贴不少于三年。"
    )
    assert [(part.text, part.letter) for part in quote if part.marked] == [
        ("400平方米以上", "b"),
        ("每年20万元", "a"),
        ("每增加100平方米", ""),
        ("5万元", "c"),
        ("不少于三年", "d"),
    ]
    assert (witness.lang, witness.read.text) == ("zh", "20 Nov 2026")
    assert witness.source.href == "../articles/roadmap.html#%E6%B1%9F%E8%8B%8F-%E5%8D%97%E4%BA%AC"
    assert witness.section is not None
    assert (witness.section.text, witness.section.lang) == ("江苏·南京", "zh")


def test_source_that_differs_is_shown_with_the_rule(site: SitePlan) -> None:
    view = view_at(site, "policies/nanjing.html")
    assert isinstance(view, PolicyView)
    (conflict,) = view.conflicts
    assert (conflict.subject.href, conflict.value) == ("#s1", "CNY 50,000")
    (other,) = conflict.others
    assert not other.agrees
    assert other.why is not None
    assert (other.why.text, other.rule) == (
        "the translation broke the figure apart",
        "The original is followed: a translation cannot correct it.",
    )
    ((_, (subsidy,)),) = view.subsidies
    assert [each.subject for each in subsidy.witnesses[0].others] == ["the step"]


def test_chinese_page_says_the_time_before_the_sum_and_marks_what_is_not_translated(site: SitePlan) -> None:
    view = view_at(site, "zh/policies/nanjing.html")
    assert isinstance(view, PolicyView)
    assert view.frame.title == "南京若干政策"
    ((_, (subsidy,)),) = view.subsidies
    assert (subsidy.terms[0].bound, subsidy.terms[0].value, subsidy.terms[0].per) == ("每年", "20万元", "")
    assert subsidy.beneficiary is not None
    assert (subsidy.beneficiary.text, subsidy.beneficiary.lang) == ("载体运营方", None)
    (promise,) = view.commitments
    assert (promise.text.text, promise.text.lang) == ("Build a pilot zone", "en")
    assert view.summary_lang is None
    plan_view = view_at(site, "zh/policies/plan.html")
    assert isinstance(plan_view, PolicyView)
    assert (plan_view.summary_html, plan_view.summary_lang) == ("<p>A plan.</p>", "en")


def test_list_of_policies_is_newest_first(site: SitePlan) -> None:
    view = view_at(site, "policies/index.html")
    assert isinstance(view, PoliciesView)
    assert [(row.announced and row.announced.text, row.title.text) for row in view.rows] == [
        ("2023", "Beijing figures"),
        ("1 Mar 2022", "Several policies of Nanjing"),
        ("2022", "Shanghai plan"),
    ]
    assert view.pager is None
    assert view.standfirst == "3 policies with 2 targets, 1 commitment and 1 subsidy, newest first."


# -- places


def test_place_with_records_of_its_own(site: SitePlan) -> None:
    view = view_at(site, "regions/shanghai.html")
    assert isinstance(view, RegionView)
    assert view.standfirst == (
        "Of its own: 1 policy with 1 target. The deadline of 1 promise has passed without a recorded outcome."
    )
    (figure,) = view.targets
    assert (figure.id, figure.bound, figure.value, figure.deadline) == (
        "plan_t1",
        "more than",
        "CNY 350 billion",
        "by the end of 2025",
    )
    assert figure.place is None
    assert figure.policy is not None
    assert figure.policy.href == "../policies/plan.html"
    assert (view.empty, view.below, view.above) == ("", None, ())


def test_what_is_within_is_told_apart_and_lists_its_addends(site: SitePlan) -> None:
    view = view_at(site, "regions/jiangsu.html")
    assert isinstance(view, RegionView)
    assert view.standfirst == "In 1 place within it: 1 policy with 1 commitment and 1 subsidy."
    assert view.empty == "No act of the place itself has been read yet; below is what the places within it have."
    assert (view.policies, view.targets, view.subsidies) == ((), (), ())
    assert view.below is not None
    assert [(row.place.text, row.policies, row.subsidies) for row in view.below.addends] == [("Nanjing", 1, 1)]
    assert [offer.amount[0].value for offer in view.below.offers] == ["CNY 200,000 a year"]
    assert view.unread == "12 cities are not read yet."


def test_country_counts_each_place_once(site: SitePlan) -> None:
    view = view_at(site, "regions/china.html")
    assert isinstance(view, RegionView)
    assert view.below is not None
    addends = [(row.place.text, row.policies) for row in view.below.addends]
    assert addends == [("Beijing", 1), ("Nanjing", 1), ("Shanghai", 1)]
    assert sum(number for _, number in addends) == 3
    assert view.below.sentence.startswith("3 places within it have records: 3 policies with")


def test_place_above_reaches_down(tmp_path: Path) -> None:
    province = JIANGNING.replace("Nanjing\ninstrument", "Jiangsu\ninstrument").replace(
        "policies of Nanjing", "policies"
    )
    files = {**FILES, "content/policies/jiangsu/province.md": province}
    view = view_at(plan(tmp_path, files), "regions/jiangsu/nanjing.html")
    assert isinstance(view, RegionView)
    (above,) = view.above
    assert above.sentence == "1 act of Jiangsu that is in force also applies here; it is counted there, not here."
    assert [row.title.href for row in above.policies] == ["../../policies/province.html"]
    assert view.standfirst.startswith("Of its own: 1 policy with")


def test_province_not_read_yet(site: SitePlan) -> None:
    view = view_at(site, "regions/tibet.html")
    assert isinstance(view, RegionView)
    assert view.standfirst == ""
    assert view.empty == (
        "No source on this place has been read yet. "
        "That says nothing about what it has: there may be plans, targets and support."
    )
    assert view.frame.description == "Tibet: not read yet"


def test_chinese_places_are_in_the_order_of_pinyin(site: SitePlan) -> None:
    view = view_at(site, "zh/compare/targets/index.html")
    assert isinstance(view, MatrixView)
    names = [place.text for place in view.unread]
    assert names[:3] == ["安徽省", "重庆市", "福建省"]
    assert names[-1] == "浙江省"


def test_tiles_have_steps_and_say_what_is_not_read(site: SitePlan) -> None:
    view = view_at(site, "regions/index.html")
    assert isinstance(view, PlacesView)
    mode = view.tiles.modes[0]
    tiles = {tile.name: tile for tile in mode.tiles}
    assert len(tiles) == 34
    assert (tiles["Jiangsu"].short, tiles["Jiangsu"].title, tiles["Jiangsu"].step) == ("JS", "Jiangsu: 1 policy", "3")
    assert (tiles["Tibet"].title, tiles["Tibet"].step, tiles["Tibet"].shown) == ("Tibet: not read yet", "0", "")
    assert mode.key == (("3", "1 policy"), ("0", "not read yet"))
    assert view.standfirst == "3 places have records of their own. 31 provinces are not read yet."


# -- articles


def test_article_page_says_what_rests_on_each_section(site: SitePlan) -> None:
    view = view_at(site, "articles/roadmap.html")
    assert isinstance(view, ArticleView)
    assert [(section.level, section.heading, section.lang) for section in view.sections] == [
        (0, None, "zh"),
        (2, "上海", "zh"),
        (2, "江苏·南京", "zh"),
    ]
    assert [
        [(rest.policy.text, [figure.text for figure in rest.figures]) for rest in s.resting] for s in view.sections
    ] == [
        [],
        [
            ("Beijing figures", ["Leading enterprises: 10 firms", "Industry scale: CNY 350 billion"]),
            ("Shanghai plan", ["Industry scale: more than CNY 350 billion"]),
        ],
        [("Several policies of Nanjing", ["Build a pilot zone", "Operating support"])],
    ]
    assert view.untranslated == "This source has not been translated into your language."
    assert [link.text for link in view.translations] == ["Roadmap of provinces"]


# -- comparisons


def test_metric_page(site: SitePlan) -> None:
    view = view_at(site, "compare/targets/industry-scale.html")
    assert isinstance(view, MetricView)
    assert view.standfirst == (
        "1 place names a figure. 2 places that were read have none to compare. "
        "Of 32 provinces no act of their own has been read yet."
    )
    assert (view.unit, view.axis) == ("CNY", None)
    ((group),) = view.groups
    assert [(row.rank, row.place.text, row.value.text, row.value.href, row.written.text) for row in group.rows] == [
        ("1", "Shanghai", "more than CNY 350 billion", "../../policies/plan.html#t1", "突破3500亿元"),
    ]
    assert [(row.absence.key, row.detail) for row in view.missing] == [
        ("not-found-in-the-text", "2 places"),
        ("not-read-yet", "32 places"),
    ]
    (indicator,) = view.indicators
    assert (indicator.id, indicator.value, indicator.on and indicator.on.text) == (
        "figures_i1",
        "CNY 350 billion",
        "2025",
    )


def test_kind_page(site: SitePlan) -> None:
    view = view_at(site, "compare/subsidies/operating.html")
    assert isinstance(view, KindView)
    assert [key for key, _ in view.columns] == ["amount", "step", "threshold", "duration"]
    ((group),) = view.groups
    (row,) = group.rows
    assert row.step[0].value == "CNY 50,000 for each further 100 m²"
    assert (row.policy.href, row.rate, row.cap) == ("../../policies/nanjing.html#s1", (), ())


def test_pair_sets_levels_apart(site: SitePlan) -> None:
    view = view_at(site, "compare/places/jiangsu-and-shanghai.html")
    assert isinstance(view, PairView)
    rows = [
        (
            row.level,
            [value.value.text for value in row.left.values],
            row.left.absence and row.left.absence.key,
            [value.value.text for value in row.right.values],
            row.right.absence and row.right.absence.key,
        )
        for row in (*view.targets, *view.subsidies)
    ]
    assert rows == [
        ("Provinces", [], "not-read-yet", ["more than CNY 350 billion"], None),
        ("Cities", ["CNY 200,000 a year"], None, [], "not-read-yet"),
    ]
    assert view.standfirst == "In no row do both have a value of the same kind and level."


def test_every_cell_has_a_value_or_a_reason(site: SitePlan) -> None:
    for page in site.pages:
        view = page.view
        if isinstance(view, MatrixView):
            assert all(cell.values or cell.absence for group in view.groups for row in group.rows for cell in row.cells)


# -- home and method


def test_home(site: SitePlan) -> None:
    view = view_at(site, "index.html")
    assert isinstance(view, HomeView)
    assert view.standfirst == (
        "3 acts and events of 3 places, read from 2 sources. Every number stands beside the words it was read from."
    )
    assert [(figure.value, figure.label.text) for figure in view.strongest] == [
        ("CNY 350 billion", "Industry scale"),
        ("CNY 200,000", "Operating support"),
        ("10 firms", "Leading enterprises"),
    ]
    assert all(figure.witnesses for figure in view.strongest)
    assert [(row.text.text, row.text.href) for row in view.passed] == [
        ("Industry scale: more than CNY 350 billion", "policies/plan.html#t1"),
        ("Build a pilot zone", "policies/nanjing.html#c1"),
    ]
    assert view.next == ()


def test_home_says_what_one_can_do_here(site: SitePlan) -> None:
    view = view_at(site, "index.html")
    assert isinstance(view, HomeView)
    ways = {way.href: (way.text, way.note) for way in view.ways}
    assert ways["regions/index.html"][0] == "Look up a place"
    assert ways["compare/index.html"] == ("Compare", "2 targets and 1 kind of support, like with like")
    assert ways["timeline.html"] == ("Follow the deadlines", "2 fell due without an outcome")
    assert all(way.href and way.note for way in view.ways)


def test_page_of_a_place_with_several_sections_lists_them_at_its_head(site: SitePlan) -> None:
    page = view_at(site, "regions/jiangsu/nanjing.html")
    assert isinstance(page, RegionView)
    assert [(link.text, link.href) for link in page.contents] == [
        ("Support offered", "#support"),
        ("Commitments", "#commitments"),
        ("Policies", "#policies"),
    ]
    (unread,) = (page.view for page in site.pages if page.path == "regions/tibet.html")
    assert isinstance(unread, RegionView)
    assert unread.contents == ()


def test_deadline_that_comes_is_told_in_days(tmp_path: Path) -> None:
    view = view_at(plan(tmp_path, as_of=date(2025, 12, 1)), "index.html")
    assert isinstance(view, HomeView)
    assert [(row.status.word, row.status.detail) for row in view.next] == [("open", "30 days left")] * 2


def test_method_counts_what_was_read(site: SitePlan) -> None:
    view = view_at(site, "about.html")
    assert isinstance(view, AboutView)
    lines = {line.label: (line.count, line.of) for line in view.coverage}
    assert lines["provinces with records of their own or within them"] == ("3", "34")
    assert lines["sources kept in their own words"] == ("2", "2")


def test_tracker_without_anything(tmp_path: Path) -> None:
    site = plan(tmp_path, {"content/site.yaml": SITE})
    home = view_at(site, "index.html")
    assert isinstance(home, HomeView)
    assert home.standfirst == "Nothing has been read yet."
    assert (home.strongest, home.newest, home.metrics) == ((), (), ())
    assert all(page.view.frame.head_title for page in site.pages)
