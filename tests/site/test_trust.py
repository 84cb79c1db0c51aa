"""What a reader can check: three dates at each figure, a link to report an error, and what has not been read."""

from __future__ import annotations

from pathlib import Path

import pytest

from policygen.site.views import CoverageView, PolicyView
from tests.site.test_pages import FILES, plan, view_at
from tests.trackers import ARTICLE, ARTICLE_EN, SITE, SMALL, read_tracker

ROAD = "content/articles/roadmap.md"
SITE_FILE = "content/site.yaml"


def coverage(tmp_path: Path, files: dict[str, str], path: str = "coverage.html") -> CoverageView:
    view = view_at(plan(tmp_path, files), path)
    assert isinstance(view, CoverageView)
    return view


def policy_view(tmp_path: Path, files: dict[str, str], path: str = "policies/plan.html") -> PolicyView:
    view = view_at(plan(tmp_path, {**FILES, **files}), path)
    assert isinstance(view, PolicyView)
    return view


@pytest.mark.parametrize(
    ("front", "told"),
    [
        ("", ""),
        ("url: https://example.org\n", "link not checked yet"),
        ("url: https://example.org\nchecked: 2026-11-19\n", "link checked 19 Nov 2026"),
        ("url: https://example.org\nchecked: {on: 2026-11-19, status: 200}\n", "link checked 19 Nov 2026"),
        ("url: https://example.org\nchecked: {on: 2026-11-19, status: 404}\n", "link broken on 19 Nov 2026 (404)"),
    ],
)
def test_a_figure_has_three_dates_apart(tmp_path: Path, front: str, told: str) -> None:
    [target] = policy_view(tmp_path, {ROAD: ARTICLE.replace("language: zh\n", f"language: zh\n{front}")}).targets
    [witness] = target.witnesses
    assert witness.stated is not None
    assert (witness.stated.iso, witness.read.iso, witness.link) == ("2022-06-24", "2026-11-20", told)


def test_another_source_has_its_own_dates(tmp_path: Path) -> None:
    english = ARTICLE_EN.replace("date: 2022-06-25\n", "url: https://example.org/en\n")
    view = policy_view(tmp_path, {"content/articles/roadmap-en.md": english}, "policies/nanjing.html")
    [conflict] = view.conflicts
    [other] = conflict.others
    assert (other.stated, other.read.iso, other.link) == (None, "2026-11-19", "link not checked yet")
    assert [(source.stated and source.stated.iso, source.link) for source in view.sources] == [
        ("2022-06-24", ""),
        (None, "link not checked yet"),
    ]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("contact: me@example.org\n", "mailto:me@example.org?subject=Error%20on%20the%20page%20%E2%80%9C"),
        ("contact: https://example.org/talk\n", "https://example.org/talk"),
        (
            "report: https://example.org/new?title={title}&body={path}%20{url}\n",
            "https://example.org/new?title=Q%26A%3A%20100%25%20%22%E4%B8%8A%E6%B5%B7%22&body=policies%2Fplan.html%20policies%2Fplan.html",
        ),
        (
            "base url: https://example.org/t\ncontact: x@y.org\n"
            "report: 'mailto:me@example.org?subject={title}&body={url}'\n",
            "mailto:me@example.org?subject=Q%26A%3A%20100%25%20%22%E4%B8%8A%E6%B5%B7%22"
            "&body=https%3A%2F%2Fexample.org%2Ft%2Fpolicies%2Fplan.html",
        ),
    ],
)
def test_a_record_says_where_an_error_is_reported(tmp_path: Path, settings: str, told: str) -> None:
    plan_file = FILES["content/policies/shanghai/plan.md"].replace(
        "title: Shanghai plan", "title: 'Q&A: 100% \"上海\"'"
    )
    view = policy_view(tmp_path, {SITE_FILE: SITE + settings, "content/policies/shanghai/plan.md": plan_file})
    assert view.frame.report.startswith(told)
    assert view_at(plan(tmp_path, {}), "404.html").frame.report == ""


@pytest.mark.parametrize(
    ("report", "told"),
    [
        (
            "javascript:alert(1)",
            '"javascript:alert(1)" is no link that reports an error [site/report] | begin it with https:// or mailto:',
        ),
        (
            "https://example.org/?a={titel}",
            '"{titel}" stands for nothing [site/report] | did you mean "title"?',
        ),
        (
            "https://example.org/?a={who}",
            '"{who}" stands for nothing [site/report] | {title}, {path} and {url} stand for those of the page',
        ),
    ],
)
def test_a_link_that_reports_nothing_is_told(tmp_path: Path, report: str, told: str) -> None:
    read = read_tracker(tmp_path, {**SMALL, SITE_FILE: SITE + f"report: {report}\n"})
    assert read.errors == [f"{SITE_FILE}:6:9: error: {told}"]


def test_coverage_tells_the_least_first(tmp_path: Path) -> None:
    view = coverage(tmp_path, FILES)
    assert view.standfirst == (
        "3 records have been read. Of 34 provinces, 3 have records, of their own or of places within them."
    )
    told = [(row.label, row.share.share, row.share.count, [link.text for link in row.lacking]) for row in view.fields]
    everyone = ["Beijing figures", "Several policies of Nanjing", "Shanghai plan"]
    assert told == [
        ("acts that say what period they cover", "0%", "0 of 3", everyone),
        ("records that say whose act it is", "0%", "0 of 3", everyone),
        ("records read from what a public body published itself", "0%", "0 of 3", everyone),
        ("records that say the day of it", "33%", "1 of 3", ["Beijing figures", "Shanghai plan"]),
        ("records whose title and summary are in Chinese", "33%", "1 of 3", ["Beijing figures", "Shanghai plan"]),
        ("promises with a figure", "66%", "2 of 3", ["Several policies of Nanjing"]),
        ("promises with a deadline", "66%", "2 of 3", ["Beijing figures"]),
        ("records that say when the act was announced", "100%", "3 of 3", []),
        ("records read from a source in a language of the place", "100%", "3 of 3", []),
        ("subsidies with a figure", "100%", "1 of 1", []),
    ]
    assert view.fields[0].lacking[0].href == "policies/figures.html"


def test_coverage_is_told_place_by_place(tmp_path: Path) -> None:
    view = coverage(tmp_path, FILES)
    assert view.columns == (
        *("Announced", "To the day", "Period", "Issuer", "Original language", "Official source"),
        *("Figures", "Deadlines", "Terms", "Chinese"),
    )
    assert [(row.place.text, row.place.href, row.records) for row in view.places] == [
        ("Beijing", "regions/beijing.html", "1"),
        ("Shanghai", "regions/shanghai.html", "1"),
        # Nanjing lies in it
        ("Jiangsu", "regions/jiangsu.html", "1"),
    ]
    shares = dict(zip(view.columns, view.places[0].shares, strict=True))
    assert (shares["Figures"].count, shares["Deadlines"].count, shares["Terms"].count) == ("1 of 1", "0 of 1", "")
    assert len(view.unread) == 31
    assert "Hunan" in [link.text for link in view.unread]


def test_what_sources_still_hold_is_told(tmp_path: Path) -> None:
    checked = ARTICLE.replace("kind:", "").replace(
        "language: zh\n", "language: zh\nurl: https://example.org\nchecked: {on: 2026-11-20, status: 410}\n"
    )
    view = coverage(tmp_path, {**FILES, ROAD: checked, "content/articles/other.md": "# Other\n\n## A\n\nText.\n"})
    assert [(link.text, share.count) for link, share in view.sources] == [
        ("Other", "0 of 1"),
        ("Roadmap of provinces", "1 of 3"),
        ("各地路线图", "2 of 3"),
    ]
    assert view.links == "Sources with an address elsewhere: 1 of 3; tried: 1; found there: 0."


def test_an_empty_tracker_covers_nothing(tmp_path: Path) -> None:
    view = coverage(tmp_path, {SITE_FILE: SITE})
    assert (view.fields, view.places, view.sources, len(view.unread)) == ((), (), (), 34)


def test_coverage_of_a_country_without_provinces(tmp_path: Path) -> None:
    seoul = FILES["content/policies/beijing/figures.md"].replace("region: Beijing", "region: KR")
    view = coverage(tmp_path, {**SMALL, "content/policies/korea.md": seoul})
    assert {row.place.text for row in view.places} == {"Shanghai", "South Korea"}
    shares = next(
        dict(zip(view.columns, row.shares, strict=True)) for row in view.places if row.place.text != "Shanghai"
    )
    assert shares["Original language"].share == "0%"
