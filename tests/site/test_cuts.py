"""How long lists are cut, and what the pages of one show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.model.articles import Article
from policygen.model.library import Library
from policygen.model.periods import parse_period
from policygen.model.records import Policy
from policygen.model.regions import Level
from policygen.site.messages import Messages
from policygen.site.pages import SitePlan, plan_site
from policygen.site.pages.cuts import UNDATED, Item, cut, day_parts, share
from policygen.site.pages.cutting import FIGURE, OFFER, OWN, PAGE, own_room, region_cut
from policygen.site.pages.shelf import REACHING
from policygen.site.views import (
    ArticlesView,
    KindView,
    MatrixView,
    MetricView,
    Pager,
    PlacesView,
    PoliciesView,
    PolicyView,
    RegionView,
    ThemeView,
    View,
)
from tests.site.test_pages import AS_OF, library, view_at

MOST = 20

#: Places up to three deep, with what is in them.
ITEMS = st.lists(
    st.builds(
        lambda path, room: (tuple("/".join(path[: end + 1]) for end in range(len(path))), room),
        st.lists(st.sampled_from("abcd"), max_size=3),
        st.integers(1, 9),
    ),
    max_size=40,
).map(lambda found: [Item(str(index), room, parts) for index, (parts, room) in enumerate(found)])


@settings(max_examples=100, deadline=None)
@given(ITEMS, st.integers(0, 8))
def test_each_thing_stands_in_one_part_that_has_room_for_it(items: list[Item], few: int) -> None:
    parts = cut(items, MOST, "rest", few=few)
    room = {item.id: item.room for item in items}
    if sum(room.values()) <= MOST:
        assert parts == {}
        return
    assert sorted(id_ for ids in parts.values() for id_ in ids) == sorted(room)
    assert all(ids and sum(room[id_] for id_ in ids) <= MOST for ids in parts.values())


@settings(max_examples=100, deadline=None)
@given(ITEMS, ITEMS.filter(bool), st.integers(0, 8))
def test_one_thing_more_changes_only_parts_it_may_be_in(items: list[Item], others: list[Item], few: int) -> None:
    new = others[0]._replace(id="new")
    before = cut(items, MOST, "rest", few=few)
    after = cut([*items, new], MOST, "rest", few=few)
    around = {"rest", *new.parts}
    room = {item.id: item.room for item in items}
    # a small part may join what is around it, or leave it
    kept = {
        name: ids
        for name, ids in before.items()
        if name.partition("_")[0] not in around and sum(room[id_] for id_ in ids) >= few
    }
    assert {name: after.get(name) for name in kept} == kept


def test_times_are_parts_as_far_as_they_are_known() -> None:
    told = {text: day_parts(parse_period(text)) for text in ("2023", "first quarter of 2024", "2022-11", "2022-11-03")}
    assert told == {
        "2023": ("2023",),
        "first quarter of 2024": ("2024", "2024-q1"),
        "2022-11": ("2022", "2022-q4", "2022-11"),
        "2022-11-03": ("2022", "2022-q4", "2022-11"),
    }
    assert day_parts(None) == ()


def test_what_nothing_tells_apart_is_numbered_from_its_end() -> None:
    items = [Item(f"p{number}", 8, ()) for number in range(5)]
    assert cut(items, MOST, UNDATED) == {
        "undated_3": ("p0",),
        "undated_2": ("p1", "p2"),
        "undated": ("p3", "p4"),
    }


@pytest.mark.parametrize(
    ("sizes", "most", "each"), [([3, 5], 10, 10), ([3, 50, 60], 31, 14), ([5, 5, 5], 2, 1), ([], 10, 10)]
)
def test_long_lists_share_what_short_ones_leave(sizes: list[int], most: int, each: int) -> None:
    assert share(sizes, most) == each


# -- pages -----------------------------------------------------------------------------------------------------------

MESSAGES = {"en": Messages("en"), "zh": Messages("zh")}


def districts(small: Library) -> list[str]:
    """Districts of three provinces."""
    return [
        region.id
        for region in small.gazetteer.at_level(Level.DISTRICT)
        if region.id.startswith(("jiangsu/", "anhui/", "henan/"))
    ]


def policies(model: Policy, places: list[str], number: int) -> dict[str, Policy]:
    """So many copies of a record, spread over the places."""
    return {
        f"p{index:04}": replace(model, id=f"p{index:04}", region=places[index % len(places)]) for index in range(number)
    }


def many(small: Library, name: str, number: int, announced: str = "") -> dict[str, Policy]:
    model = small.policies[name]
    if announced and model.announced:
        model = replace(model, announced=replace(model.announced, period=parse_period(announced)))
    return policies(model, districts(small), number)


def plan_of(small: Library, records: Mapping[str, Policy]) -> SitePlan:
    return plan_site(replace(small, policies=records), AS_OF, MESSAGES)


def parts_at(site: SitePlan, path: str, pager: Pager | None) -> list[View]:
    """The pages that a pager leads to."""
    assert pager is not None
    folder = Path(path).parent
    return [view_at(site, (folder / link.href).as_posix()) for link in pager.links]


def test_metric_of_many_places_is_cut_by_place(tmp_path: Path) -> None:
    small = library(tmp_path)
    site = plan_of(small, many(small, "plan", 600))
    path = "compare/targets/industry-scale.html"
    view = view_at(site, path)
    assert isinstance(view, MetricView)
    (group,) = view.groups
    assert len(group.rows) == min(PAGE // FIGURE, len(districts(small)))
    assert all(row.rank for row in group.rows)
    assert group.more is not None
    assert (group.more.text, group.more.href) == (f"{600 - len(group.rows)} more", "#parts")
    assert view.pager is not None
    assert {link.text.rpartition(", ")[2].partition(":")[0] for link in view.pager.links} == {
        "Anhui",
        "Henan",
        "Jiangsu",
    }
    assert sum(int(link.note) for link in view.pager.links) == 600
    parts = parts_at(site, path, view.pager)
    rows = [row.value.href for part in parts if isinstance(part, MetricView) for row in part.groups[0].rows]
    assert len(rows) == len(set(rows)) == 600
    first = parts[0]
    assert isinstance(first, MetricView)
    assert first.frame.title.startswith("Industry scale: ")
    assert first.frame.crumbs[-1].text == "Industry scale"
    assert first.pager is not None
    assert [link.note for link in first.pager.links if link.note] == []
    assert [link.text for link in first.pager.links if not link.href] == [view.pager.links[0].text]
    titles = [page.view.frame.head_title for page in site.pages if page.kind == "metric" and page.language == "en"]
    assert len(titles) == len(set(titles))


def test_record_more_changes_no_other_part(tmp_path: Path) -> None:
    small = library(tmp_path)
    records = many(small, "plan", 1400)
    new = replace(records["p0001"], id="new", region=records["p0000"].region)
    before, after = plan_of(small, records), plan_of(small, {**records, "new": new})
    changed = {
        page.path
        for page in after.pages
        if page.language == "en"
        and page.kind in {"metric", "kind", "matrix", "policies", "theme"}
        and page.view != view_at(before, page.path)
    }
    figures, overview = (
        next(name for name, ids in after.shelf.cuts[cut].items() if name and new.region in ids)
        for cut in ("figures industry-scale", "overview targets")
    )
    assert changed == {
        "compare/targets/index.html",
        f"compare/targets/index-{overview.replace('/', '-')}.html",
        "compare/targets/industry-scale.html",
        f"compare/targets/industry-scale/{figures}.html",
        "policies/index.html",
        "policies/index-2022_4.html",
    }


def test_kind_of_many_places_shows_the_highest_ceilings_first(tmp_path: Path) -> None:
    small = library(tmp_path)
    site = plan_of(small, many(small, "nanjing", 600))
    path = "compare/subsidies/operating.html"
    view = view_at(site, path)
    assert isinstance(view, KindView)
    (group,) = view.groups
    assert len(group.rows) == PAGE // OFFER
    assert group.more is not None
    parts = parts_at(site, path, view.pager)
    rows = [row.policy.href for part in parts if isinstance(part, KindView) for row in part.groups[0].rows]
    assert len(rows) == len(set(rows)) == 600


def test_overview_of_many_places_is_cut_by_place(tmp_path: Path) -> None:
    small = library(tmp_path)
    cities = [region.id for region in small.gazetteer.at_level(Level.CITY)]
    records = policies(small.policies["plan"], ["jiangsu", *cities], len(cities) * 3)
    site = plan_of(small, records)
    view = view_at(site, "compare/targets/index.html")
    assert isinstance(view, MatrixView)
    assert [(group.level, [row.place.text for row in group.rows]) for group in view.groups] == [
        ("Provinces", ["Jiangsu"])
    ]
    parts = parts_at(site, "compare/targets/index.html", view.pager)
    rows = [
        row.place.href for part in parts if isinstance(part, MatrixView) for group in part.groups for row in group.rows
    ]
    assert len(rows) == len(set(rows)) == len(cities) + 1


def test_overview_of_one_level_shows_its_fullest_places(tmp_path: Path) -> None:
    small = library(tmp_path)
    records = many(small, "plan", 1400)
    records |= {f"x{n}": replace(small.policies["plan"], id=f"x{n}", region="jiangsu/wuxi/binhu") for n in range(3)}
    view = view_at(plan_of(small, records), "compare/targets/index.html")
    assert isinstance(view, MatrixView)
    (group,) = view.groups
    assert "Binhu District" in [row.place.text for row in group.rows]
    assert len(group.rows) < len(districts(small))


def test_lists_of_records_are_cut_by_time(tmp_path: Path) -> None:
    small = library(tmp_path)
    early = many(small, "nanjing", 500, "2021-05-03")
    late = {
        f"late{key}": replace(policy, id=f"late{key}") for key, policy in many(small, "nanjing", 60, "2023").items()
    }
    site = plan_of(small, {**early, **late})
    view = view_at(site, "policies/index.html")
    assert isinstance(view, PoliciesView)
    assert len(view.rows) == 100
    assert [row.announced.text for row in view.rows if row.announced][:60] == ["2023"] * 60
    assert view.standfirst.endswith("The latest 100 stand here, and all of them year by year.")
    assert view.pager is not None
    assert [(link.text, link.note, link.href) for link in view.pager.links] == [
        ("2023", "60", "index-2023.html"),
        ("May 2021, part 2", "88", "index-2021-05_2.html"),
        ("May 2021", "412", "index-2021-05.html"),
    ]
    parts = parts_at(site, "policies/index.html", view.pager)
    rows = [row.title.href for part in parts if isinstance(part, PoliciesView) for row in part.rows]
    assert len(rows) == len(set(rows)) == 560
    theme = view_at(site, "themes/talent/2023.html")
    assert isinstance(theme, ThemeView)
    assert (theme.frame.title, len(theme.policies)) == ("Talent: 2023", 60)


def test_the_page_of_a_place_leaves_room_for_what_is_within_it(tmp_path: Path) -> None:
    small = library(tmp_path)
    model = small.policies["nanjing"]
    most = OWN // own_room(model)
    at_most, more = (
        plan_of(small, {f"p{index}": replace(model, id=f"p{index}") for index in range(number)})
        for number in (most, most + 1)
    )
    assert region_cut(model.region) not in at_most.shelf.cuts
    assert region_cut(model.region) in more.shelf.cuts
    assert OWN < PAGE


def test_sources_are_cut_by_time(tmp_path: Path) -> None:
    small = library(tmp_path)
    model = small.articles["roadmap"]
    articles: dict[str, Article] = {
        f"a{number:03}": replace(model, id=f"a{number:03}", date=None if number % 2 else model.date)
        for number in range(700)
    }
    site = plan_site(replace(small, articles={**small.articles, **articles}), AS_OF, MESSAGES)
    view = view_at(site, "articles/index.html")
    assert isinstance(view, ArticlesView)
    assert view.pager is not None
    assert [link.text for link in view.pager.links] == ["2022", "Without a date"]
    parts = parts_at(site, "articles/index.html", view.pager)
    assert sum(len(part.rows) for part in parts if isinstance(part, ArticlesView)) == 702


def test_small_trackers_are_not_cut(tmp_path: Path) -> None:
    site = plan_site(library(tmp_path), AS_OF, MESSAGES)
    assert site.shelf.cuts.keys() == set()
    assert all(getattr(page.view, "pager", None) is None for page in site.pages)


def test_place_with_more_than_a_page_of_figures_leads_on_to_its_own_page(tmp_path: Path) -> None:
    small = library(tmp_path)
    records = policies(small.policies["plan"], ["jiangsu/nanjing"], 400)
    others = policies(small.policies["plan"], ["anhui/hefei"], 30)
    site = plan_of(small, records | {f"x{key}": replace(each, id=f"x{key}") for key, each in others.items()})
    view = view_at(site, "compare/targets/industry-scale/jiangsu/nanjing.html")
    assert isinstance(view, MetricView)
    assert view.groups[0].more is not None
    assert view.groups[0].more.href == "../../../../regions/jiangsu/nanjing.html"


def test_place_with_many_records_is_cut_by_time(tmp_path: Path) -> None:
    small = library(tmp_path)
    model = small.policies["plan"]
    assert model.announced is not None
    records = {}
    for number in range(300):
        announced = replace(model.announced, period=parse_period(str(2015 + number % 4)))
        records[f"p{number:03}"] = replace(model, id=f"p{number:03}", region="jiangsu", announced=announced)
    site = plan_of(small, records)
    view = view_at(site, "regions/jiangsu.html")
    assert isinstance(view, RegionView)
    assert (len(view.policies), len(view.targets)) == (50, 50)
    assert view.more.targets is not None
    assert (view.more.targets.text, view.more.targets.href) == ("250 more", "#parts")
    assert view.more.subsidies is None
    assert view.pager is not None
    assert [(link.text, link.note) for link in view.pager.links] == [
        ("2018", "75"),
        ("2017", "75"),
        ("2016", "75"),
        ("2015", "75"),
    ]
    parts = [part for part in parts_at(site, "regions/jiangsu.html", view.pager) if isinstance(part, RegionView)]
    assert {len(part.targets) for part in parts} == {75}
    assert len({target.id for part in parts for target in part.targets}) == 300
    (part, *_) = parts
    assert (part.frame.title, part.frame.crumbs[-1].text) == ("Jiangsu: 2018", "Jiangsu")
    assert part.standfirst == "75 policies with 75 targets."
    assert (part.above, part.below, part.children, part.neighbours) == ((), None, (), ())


def test_many_acts_above_are_not_told_at_each_place_within(tmp_path: Path) -> None:
    small = library(tmp_path)
    above = policies(small.policies["nanjing"], ["jiangsu"], REACHING + 1)
    within = {"within": replace(small.policies["plan"], id="within", region="jiangsu/wuxi")}
    view = view_at(plan_of(small, above | within), "regions/jiangsu/wuxi.html")
    assert isinstance(view, RegionView)
    (inherited,) = view.above
    assert inherited.policies == ()
    assert inherited.sentence == (
        "The acts of Jiangsu that are in force also apply here; they are counted there, not here."
    )


def test_sum_of_many_places_names_those_directly_within(tmp_path: Path) -> None:
    small = library(tmp_path)
    places = [region.id for region in small.gazetteer.at_level(Level.DISTRICT)][:300]
    view = view_at(plan_of(small, policies(small.policies["plan"], places, 300)), "regions/china.html")
    assert isinstance(view, RegionView)
    assert view.below is not None
    assert len(view.below.addends) < 30
    assert sum(addend.policies for addend in view.below.addends) == 300
    assert view.below.caption == "Each place with the places within it, so that nothing is counted twice"


def test_list_of_very_many_places_leaves_narrow_ones_to_those_around_them(tmp_path: Path) -> None:
    small = library(tmp_path)
    places = [region.id for region in small.gazetteer.at_level(Level.DISTRICT)][:1000]
    site = plan_of(small, policies(small.policies["plan"], places, 1000))
    view = view_at(site, "regions/index.html")
    assert isinstance(view, PlacesView)
    assert {row.depth for _, rows in view.groups for row in rows} == {0, 1, 2}
    assert view.standfirst.endswith("Narrower places stand on the page of the place they are in.")
    reached: set[str] = set()
    for path in ("regions/anhui/hefei.html", "regions/anhui.html"):
        page = view_at(site, path)
        assert isinstance(page, RegionView)
        reached |= {link.text for link in page.children}
    assert {"Hefei", "Yaohai District"} <= reached


def test_record_names_the_records_next_to_it(tmp_path: Path) -> None:
    small = library(tmp_path)
    records = policies(small.policies["plan"], ["jiangsu"], 40)
    site = plan_of(small, records)
    for name, others in (
        ("p0000", range(1, 13)),
        ("p0020", [*range(14, 20), *range(21, 27)]),
        ("p0039", range(27, 39)),
    ):
        view = view_at(site, f"policies/{name}.html")
        assert isinstance(view, PolicyView)
        assert [link.href for link in view.same_place] == [f"p{number:04}.html" for number in others]
