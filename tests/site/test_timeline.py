"""The timeline: what falls due or ends, drawn, counted and listed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from policygen.site.pages import SitePlan, timeline_pages
from policygen.site.views import HomeView, RegionView, TimelineRow, TimelineView
from tests.site.charted import Act, files_of, plan_of, view_of

ENDING = "  - {kind: rent, source: book, period: 2027年3月, terms: [{amount: 每年30万元}]}\n"
ACTS = (
    Act("Shanghai", [("3500亿元", "2025年"), ("100亿元", "2026年6月"), ("1000亿元", "2026年")], announced="2022-02-24"),
    Act(
        "Wuxi",
        [("50亿元", "2026年12月31日")],
        announced="2021",
        words="2022年至2024年；2026年12月31日50亿元",
        extra="period: 2022-2024\n",
    ),
    Act("Nanjing", support=ENDING, words="每年30万元，2027年3月", announced=""),
)


def rows_of(view: TimelineView) -> Iterator[TimelineRow]:
    for year in view.listed:
        for group in year.groups:
            yield from group.rows


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SitePlan:
    return plan_of(tmp_path_factory.mktemp("tracker"), files_of(ACTS))


def test_all_is_listed_in_order_of_time_with_the_day_between(site: SitePlan) -> None:
    view = view_of(site, "timeline.html", TimelineView)
    assert [
        (year.heading, group.heading, [(r.row.date.text, r.row.text.text, r.state, r.now) for r in group.rows])
        for year in view.listed
        for group in year.groups
    ] == [
        (
            "2024",
            "By the end of 2024, no closer date stated",
            [("2022–2024", "The act ends: Act 2 of Wuxi", "ends", "")],
        ),
        (
            "2025",
            "By the end of 2025, no closer date stated",
            [("2025", "Industry scale: CNY 350 billion", "due", "")],
        ),
        ("2026", "Second quarter of 2026", [("Jun 2026", "Industry scale: CNY 10 billion", "due", "")]),
        (
            "2026",
            "Fourth quarter of 2026",
            [("31 Dec 2026", "Industry scale: CNY 5 billion", "open", "As of 20 November 2026")],
        ),
        (
            "2026",
            "By the end of 2026, no closer date stated",
            [("2026", "Industry scale: CNY 100 billion", "open", "")],
        ),
        ("2027", "First quarter of 2027", [("Mar 2027", "Support ends: Rent support", "ends", "")]),
    ]
    assert view.last == ""
    assert [row.row.text.href for row in rows_of(view)][1] == "policies/act1.html#t1"
    assert view.standfirst == (
        "2 promises fell due and no outcome is recorded. 2 promises are still to fall due. "
        "2 acts or kinds of support have a last day."
    )
    assert [(link.text, link.href, link.note) for link in view.years] == [
        ("2024", "#y2024", "1"),
        ("2025", "#y2025", "1"),
        ("2026", "#y2026", "3"),
        ("2027", "#y2027", "1"),
        ("As of 20 November 2026", "#now", ""),
    ]
    assert view.filters == (
        ("due", "fell due, no outcome recorded (2)"),
        ("open", "still to come (2)"),
        ("ends", "act or support that ends (2)"),
    )


def test_each_place_has_a_timeline_of_its_own_with_what_lies_in_it(site: SitePlan) -> None:
    view = view_of(site, "timeline.html", TimelineView)
    assert [(link.text, link.href, link.note) for link in view.places] == [
        ("Jiangsu", "timeline/jiangsu.html", "3"),
        ("Shanghai", "timeline/shanghai.html", "3"),
    ]
    jiangsu = view_of(site, "timeline/jiangsu.html", TimelineView)
    assert [row.row.place.text for row in rows_of(jiangsu)] == ["Wuxi", "Wuxi", "Nanjing"]
    assert (jiangsu.frame.title, jiangsu.places) == ("Jiangsu: timeline", ())
    region = view_of(site, "regions/jiangsu.html", RegionView)
    assert region.timeline is not None
    assert region.timeline.href == "../timeline/jiangsu.html"
    assert view_of(site, "regions/jiangsu/wuxi.html", RegionView).timeline is None
    assert view_of(site, "index.html", HomeView).timeline.href == "timeline.html"


def test_chart_has_the_numbers_of_the_list(site: SitePlan) -> None:
    chart = view_of(site, "timeline.html", TimelineView).chart
    assert chart is not None
    assert [label.text for label in chart.years] == ["2024", "2025", "2026", "2027"]
    assert [label.text for label in chart.totals] == ["1", "1", "3", "1"]
    assert chart.headings == ("fell due, no outcome recorded", "still to come", "act or support that ends")
    assert chart.rows == (
        ("2024", ("0", "0", "1")),
        ("2025", ("1", "0", "0")),
        ("2026", ("1", "2", "0")),
        ("2027", ("0", "0", "1")),
    )
    assert chart.now is not None
    assert 50 + 25 * 0.8 < chart.now.x < 75


def test_policies_without_a_date_are_told_not_drawn(site: SitePlan) -> None:
    view = view_of(site, "timeline.html", TimelineView)
    assert view.acts is not None
    assert view.acts.rows == (("2021", ("1",)), ("2022", ("1",)))
    assert [block.width for block in view.acts.blocks] == [40.0, pytest.approx(9.4)]
    assert view.undated == "1 policy whose source names no date is not in the drawing."


def test_day_after_all_deadlines_stands_at_the_end(tmp_path: Path) -> None:
    site = plan_of(tmp_path, files_of(ACTS[:1]), as_of=date(2030, 1, 1))
    view = view_of(site, "timeline.html", TimelineView)
    assert view.last == "As of 1 January 2030"
    assert [row.now for row in rows_of(view)] == ["", "", ""]
    assert view.places == ()


def test_tracker_without_deadlines_says_so(tmp_path: Path) -> None:
    view = view_of(plan_of(tmp_path, files_of((Act("Shanghai"),))), "timeline.html", TimelineView)
    assert view.standfirst == "No deadline is known yet."
    assert (view.chart, view.listed, view.years) == (None, (), ())
    assert view.acts is not None


@pytest.mark.parametrize("most", [1, 2, 4])
def test_what_is_too_much_for_a_page_stands_whole_on_narrower_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(timeline_pages, "MOST", most)
    acts = [
        Act(place, [(f"{number}亿元", f"{year}年") for number, year in enumerate((2024, 2025, 2025, 2027), 1)])
        for place in ("Shanghai", "Wuxi", "Seoul", "Nanjing")[:3]
    ]
    acts[2] = acts[2]._replace(region="Nanjing")
    site = plan_of(tmp_path, files_of(acts))
    views = {
        page.path: page.view
        for page in site.pages
        if page.kind == "timeline" and page.language == "en" and isinstance(page.view, TimelineView)
    }
    assert all(len(list(rows_of(view))) <= most for view in views.values())
    listed = [row.row.text.href.rpartition("/")[2] for view in views.values() for row in rows_of(view)]
    assert set(listed) == {f"act{act}.html#t{target}" for act in (1, 2, 3) for target in (1, 2, 3, 4)}
    start = views["timeline.html"]
    assert start.listed == ()
    assert len(start.next) == 3
    assert [link.note for link in start.years] == ["3", "6", "3"]
    for view in views.values():
        assert all(link.href for link in (*view.years, *view.places))
        assert view.listed or view.years or view.places
