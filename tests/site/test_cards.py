"""Cards: which there are, what they say, when they are drawn again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policygen.build import Options, build, check
from policygen.site.files import SiteFile, plan_files
from policygen.site.messages import Messages
from policygen.site.pages import SitePlan
from policygen.site.pages.cards import card_view
from policygen.site.pages.sheet import Sheet
from policygen.site.views import CardView
from tests.site.test_pages import FILES, plan
from tests.trackers import POLICY, SITE, write_tracker

BASE = "base url: https://example.org/t\n"
CARDS = {**FILES, "content/site.yaml": f"{SITE}{BASE}cards: true\n"}
AS_OF = date(2026, 11, 20)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SitePlan:
    return plan(tmp_path_factory.mktemp("tracker"), CARDS)


def cards_of(site: SitePlan) -> dict[str, SiteFile]:
    messages = {language: Messages(language) for language in ("en", "zh")}
    files = plan_files(site, messages)
    return {file.path: file for file in files if file.is_picture}


def said(site: SitePlan, path: str) -> CardView:
    file = cards_of(site)[path]
    return card_view(Sheet(file.shelf, file.routes, file.messages, "", "card", path), file.subject)


def test_the_tracker_places_with_records_and_comparisons_have_cards(site: SitePlan) -> None:
    assert sorted(cards_of(site)) == sorted(
        f"{prefix}cards/{name}.png"
        for prefix in ("", "zh/")
        for name in (
            "home",
            "targets",
            "subsidies",
            "targets/industry-scale",
            "targets/leading-enterprises",
            "subsidies/operating",
            "regions/china",
            "regions/beijing",
            "regions/jiangsu",
            "regions/jiangsu/nanjing",
            "regions/shanghai",
        )
    )


@pytest.mark.parametrize("settings", ["", BASE, "cards: true\n", f"{BASE}cards: false\n"])
def test_none_are_drawn_unless_they_are_asked_for_and_have_an_address(tmp_path: Path, settings: str) -> None:
    site = plan(tmp_path, {**FILES, "content/site.yaml": SITE + settings})
    assert cards_of(site) == {}
    assert {page.view.frame.social.card for page in site.pages} == {""}


def test_every_page_shows_the_card_of_what_it_is_about(site: SitePlan) -> None:
    shown = {page.path: page.view.frame.social.card.removeprefix("https://example.org/t/") for page in site.pages}
    assert set(shown.values()) <= set(cards_of(site))
    assert (
        shown["policies/nanjing.html"] == shown["regions/jiangsu/nanjing.html"] == "cards/regions/jiangsu/nanjing.png"
    )
    assert shown["zh/regions/shanghai.html"] == "zh/cards/regions/shanghai.png"
    assert shown["regions/anhui.html"] == shown["about.html"] == shown["index.html"] == "cards/home.png"
    assert shown["compare/targets/industry-scale.html"] == "cards/targets/industry-scale.png"
    assert shown["compare/subsidies/operating.html"] == "cards/subsidies/operating.png"
    assert shown["compare/targets/index.html"] == "cards/targets.png"


def test_a_card_says_the_strongest_figure_and_the_words_it_rests_on(site: SitePlan) -> None:
    card = said(site, "cards/regions/shanghai.png")
    assert card.title[0] == "Shanghai"
    assert card.figure == ("more than CNY 350 billion",)
    assert card.subject == ("Industry scale, by the end of 2025",)
    assert card.written == ("突破3500亿元",)
    assert card.source == ("各地路线图",)
    assert said(site, "zh/cards/regions/shanghai.png").figure == ("超过3500亿元",)


def test_a_place_without_figures_of_its_own_has_that_of_a_place_within_which_is_named(site: SitePlan) -> None:
    assert said(site, "cards/regions/jiangsu.png").subject == (
        "Operating support, Nanjing, Jiangsu, operators of space",
    )
    assert said(site, "cards/regions/jiangsu/nanjing.png").subject == ("Operating support, operators of space",)
    assert said(site, "cards/regions/china.png").subject[0].startswith("Industry scale, Shanghai")


def test_a_comparison_has_the_first_of_its_table(site: SitePlan) -> None:
    card = said(site, "cards/targets/leading-enterprises.png")
    assert (card.title[0], card.figure, card.subject) == ("Leading enterprises", ("10 firms",), ("Beijing",))
    assert said(site, "cards/home.png").figure == said(site, "cards/targets.png").figure


def test_a_name_that_cannot_be_set_gives_way_to_one_that_can(tmp_path: Path) -> None:
    metrics = CARDS["content/vocabulary/metrics.yaml"].replace("en: Industry scale", "en: Размер 산업")
    card = said(
        plan(tmp_path, {**CARDS, "content/vocabulary/metrics.yaml": metrics}), "cards/targets/industry-scale.png"
    )
    assert card.title == ("Размер 산업", "产业规模")


def test_a_card_is_drawn_again_when_another_figure_leads_and_only_then(tmp_path: Path) -> None:
    one_language = CARDS["content/site.yaml"].replace("[en, zh]", "[en]")
    root = write_tracker(tmp_path / "tracker", {**CARDS, "content/site.yaml": one_language})
    output, clean = tmp_path / "site", tmp_path / "clean"

    def rebuilt() -> set[str]:
        before = {path: path.stat().st_ino for path in output.rglob("*.png")}
        assert build(root, output, Options(AS_OF)).published
        after = {path: path.stat().st_ino for path in output.rglob("*.png")}
        return {path.relative_to(output).as_posix() for path, inode in after.items() if before.get(path) != inode}

    assert len(rebuilt()) == 11
    smaller = POLICY.replace("region: Shanghai", "region: Beijing").replace("突破3500亿元", "10家头部企业")
    smaller = smaller.replace("metric: industry scale", "metric: leading enterprises")
    write_tracker(root, {"content/policies/beijing/more.md": smaller})
    assert rebuilt() == set(), "the figure that led Beijing still does"
    write_tracker(root, {"content/policies/shanghai/plan.md": POLICY.replace("    by: 2025\n", "")})
    assert rebuilt() == {
        "cards/home.png",
        "cards/targets.png",
        "cards/targets/industry-scale.png",
        "cards/regions/china.png",
        "cards/regions/shanghai.png",
    }
    assert build(root, clean, Options(AS_OF, clean=True)).published
    drawn = {path.relative_to(clean) for path in clean.rglob("*.png")}
    assert drawn == {path.relative_to(output) for path in output.rglob("*.png")}
    assert all((output / path).read_bytes() == (clean / path).read_bytes() for path in drawn)


def test_a_check_draws_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policygen.site.files.draw_card", lambda *_: pytest.fail("drawn"))
    report = check(write_tracker(tmp_path, CARDS), Options(AS_OF, jobs=1))
    assert not [problem for problem in report.problems if problem.severity == "error"]


def test_what_is_no_answer_is_told(tmp_path: Path) -> None:
    root = write_tracker(tmp_path, {**CARDS, "content/site.yaml": f"{SITE}cards: yes please\n"})
    (problem,) = [problem for problem in check(root, Options(AS_OF)).problems if problem.severity == "error"]
    assert (str(problem.span), problem.message) == (
        "content/site.yaml:6:8",
        '"yes please" is not a value of "cards"',
    )
