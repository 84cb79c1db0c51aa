"""What a reader can check: three dates at each figure, a link to report an error, and what has not been read."""

from __future__ import annotations

from pathlib import Path

import pytest

from policygen.site.views import PolicyView
from tests.site.test_pages import FILES, plan, view_at
from tests.trackers import ARTICLE, ARTICLE_EN, SITE, SMALL, read_tracker

ROAD = "content/articles/roadmap.md"
SITE_FILE = "content/site.yaml"


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
