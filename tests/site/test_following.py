"""Feeds, calendars, the page of changes and the history on a record's page."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser
import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.build import Options, build
from policygen.site.calendars import escape_text, fold_line
from policygen.site.files import plan_files
from policygen.site.messages import Messages
from policygen.site.pages import SitePlan
from policygen.site.pages.chronicle import FEED, PART, make_chronicle
from policygen.site.views import ChangesView, PolicyView
from tests.site.test_pages import AS_OF, FILES, plan, view_at
from tests.trackers import POLICY, SITE, SMALL, read_tracker, write_tracker

PLAN = "content/policies/shanghai/plan.md"
ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://example.org/tracker/"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def amount(number: int) -> dict[str, object]:
    quantity = {"written": f"每年{number}万元", "min": number * 10_000, "max": number * 10_000, "unit": "CNY"}
    return {"role": "amount", "quantity": {**quantity, "comparator": "exactly", "per": "year"}}


CHANGED = {
    "removed": [{"policy": "gone", "title": {"en": "Gone <plan>", "zh": "旧<规划>"}, "region": "shanghai"}],
    "changed": [
        {
            "policy": "plan",
            "part": "target",
            "change": "changed",
            "about": "industry-scale",
            "values": [
                {
                    "what": "deadline",
                    "from": {"written": "2024", "start": "2024-01-01", "end": "2024-12-31"},
                    "to": {"written": "2025", "start": "2025-01-01", "end": "2025-12-31"},
                }
            ],
        },
        {
            "policy": "nanjing",
            "part": "subsidy",
            "change": "changed",
            "about": "operating",
            "values": [{"what": "amount", "from": amount(10), "to": amount(20)}],
        },
        {
            "policy": "nanjing",
            "part": "record",
            "change": "changed",
            "values": [
                {"what": "title", "from": {"en": "A", "zh": "旧"}, "to": {"en": "A", "zh": "新"}},
                {"what": "status", "from": "proposed", "to": "in force"},
                {"what": "region", "from": "shanghai", "to": "jiangsu/nanjing"},
                {"what": "themes", "from": None, "to": ["talent"]},
                {"what": "source", "from": None, "to": {"article": "roadmap", "section": "江苏·南京"}},
            ],
        },
    ],
}
HISTORY = {
    "content/changes/2026-11-18.json": '{"added": ["gone", "nanjing"]}',
    "content/changes/2026-11-21.json": json.dumps(CHANGED, ensure_ascii=False),
}
TOLD = {**FILES, **HISTORY}


def files_of(tmp_path: Path, files: Mapping[str, str] = TOLD, as_of: date = AS_OF) -> dict[str, bytes]:
    site = plan(tmp_path, files, as_of)
    messages = {language: Messages(language) for language in ("en", "zh")}
    files = plan_files(site, messages)
    return {file.path: file.export().content for file in files if file.kind in {"feed", "calendar"}}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return files_of(tmp_path_factory.mktemp("told"))


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The same of a site that knows where it stands."""
    return files_of(tmp_path_factory.mktemp("placed"), {**TOLD, "content/site.yaml": SITE + f"base url: {BASE}\n"})


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SitePlan:
    return plan(tmp_path_factory.mktemp("site"), TOLD)


def feeds(files: Mapping[str, bytes]) -> dict[str, Any]:
    return {path: feedparser.parse(content) for path, content in files.items() if path.endswith(".xml")}


# --- which events there are ---


def test_a_record_that_nothing_tells_of_was_added_when_it_was_read_first(tmp_path: Path) -> None:
    twice = POLICY.replace("targets:", "  old: {article: roadmap, section: 上海, read: 2026-10-01}\ntargets:")
    twice = twice.replace("    by: 2025", "    by: 2025\n    source: road")
    read = read_tracker(tmp_path, {**SMALL, PLAN: twice})
    assert read.library is not None
    assert [(str(e.day), e.policy, e.change) for e in make_chronicle(read.library).parts[0]] == [
        ("2026-10-01", "plan", "added")
    ]


def test_a_record_with_older_changes_was_not_added_later(tmp_path: Path) -> None:
    changed = {"changed": [{**CHANGED["changed"][0], "policy": "plan"}]}
    read = read_tracker(tmp_path, {**SMALL, "content/changes/2026-10-01.json": json.dumps(changed)})
    assert read.library is not None
    assert [(str(e.day), e.change) for e in make_chronicle(read.library).events["plan"]] == [("2026-10-01", "changed")]


def long_history() -> dict[str, str]:
    """450 additions in the days of a January."""
    names = [f"p{number}" for number in range(450)]
    return {
        f"content/changes/2025-01-{day:02}.json": json.dumps({"added": names[(day - 1) * 30 : day * 30]})
        for day in range(1, 16)
    }


def test_a_long_chronicle_is_cut_and_nothing_told_is_lost(tmp_path: Path) -> None:
    read = read_tracker(tmp_path, {**SMALL, **long_history()})
    assert read.library is not None
    chronicle = make_chronicle(read.library)
    assert {part: len(events) for part, events in chronicle.parts.items()} == {
        0: PART,
        1: PART,
        2: PART,
        3: 450 - 2 * PART,
    }
    assert len({event.policy for part in (1, 2, 3) for event in chronicle.parts[part]}) == 450
    assert [event.policy for event in chronicle.parts[0][:2]] == ["plan", "p449"]
    assert len(chronicle.feeds[""]) == FEED
    assert chronicle.feeds[""][0].policy == "plan"


def test_a_part_stays_as_it_is_when_something_comes(tmp_path: Path) -> None:
    files = {**SMALL, **long_history()}
    more = {
        "content/policies/beijing.md": POLICY.replace("Shanghai plan", "Earlier").replace("2026-11-20", "2025-01-03"),
        "content/changes/2026-12-01.json": json.dumps({"added": ["last"]}),
    }
    before, after = (
        read_tracker(tmp_path / name, found).library
        for name, found in (("before", files), ("after", {**files, **more}))
    )
    assert before is not None
    assert after is not None
    old, new = make_chronicle(before).parts, make_chronicle(after).parts
    assert (old[1], old[2]) == (new[1], new[2])
    assert [event.policy for event in new[0][:2]] == ["last", "plan"]


# --- feeds ---


def test_which_feeds_and_calendars_there_are(told: dict[str, bytes]) -> None:
    mine = sorted(path for path in told if "feeds/" in path and not path.startswith("zh/"))
    assert mine == [
        "feeds/all.ics",
        "feeds/all.xml",
        "feeds/regions/beijing.xml",
        "feeds/regions/jiangsu.ics",
        "feeds/regions/jiangsu.xml",
        "feeds/regions/shanghai.ics",
        "feeds/regions/shanghai.xml",
        "feeds/themes/talent.xml",
    ]
    assert {f"zh/{path}" for path in mine} <= told.keys()


@pytest.mark.parametrize("where", ["told", "placed"])
def test_a_feed_is_what_rfc_4287_asks_for(where: str, request: pytest.FixtureRequest) -> None:
    files: dict[str, bytes] = request.getfixturevalue(where)
    ids: dict[str, str] = {}
    for path, content in files.items():
        if not path.endswith(".xml"):
            continue
        root = ET.fromstring(content)
        assert root.tag == f"{ATOM}feed"
        for name in ("title", "id", "updated", "author"):
            assert len(root.findall(f"{ATOM}{name}")) == 1, name
        assert root.findtext(f"{ATOM}author/{ATOM}name")
        links = {link.get("rel"): link.get("href") or "" for link in root.findall(f"{ATOM}link")}
        assert urljoin(BASE + path, links["self"]) == BASE + path
        assert urljoin(BASE + path, links["alternate"]).endswith("changes.html")
        entries = root.findall(f"{ATOM}entry")
        assert entries
        updated = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
        assert all(RFC3339.fullmatch(each) for each in updated)
        assert root.findtext(f"{ATOM}updated") == max(updated)
        assert updated == sorted(updated, reverse=True)
        own = [entry.findtext(f"{ATOM}id") or "" for entry in entries]
        assert len(set(own)) == len(own)
        for name in (*own, root.findtext(f"{ATOM}id") or ""):
            assert re.match(r"(https://|urn:uuid:)\S+$", name)
        for entry in entries:
            assert entry.findtext(f"{ATOM}title")
            content_of = entry.find(f"{ATOM}content")
            assert content_of is not None
            assert content_of.text
            is_gone = re.search("Gone|旧", entry.findtext(f"{ATOM}title") or "") is not None
            assert any(link.get("rel") == "alternate" for link in entry.findall(f"{ATOM}link")) != is_gone
        ids[root.findtext(f"{ATOM}id") or ""] = path
    assert len(ids) == sum(path.endswith(".xml") for path in files)


def test_an_entry_says_what_changed_old_to_new(told: dict[str, bytes]) -> None:
    feed = feeds(told)["feeds/all.xml"]
    assert not feed.bozo
    assert (feed.feed.title, feed.feed.author, feed.feed.language) == ("Test tracker: changes", "Test tracker", "en")
    titles = [(entry.title, entry.updated[:10]) for entry in feed.entries]
    assert titles == [
        ("Changed: Several policies of Nanjing (Nanjing, Jiangsu)", "2026-11-21"),
        ("Changed: Shanghai plan (Shanghai)", "2026-11-21"),
        ("Taken out: Gone <plan> (Shanghai)", "2026-11-21"),
        ("New: Shanghai plan (Shanghai)", "2026-11-20"),
        ("New: Beijing figures (Beijing)", "2026-11-20"),
        ("New: Several policies of Nanjing (Nanjing, Jiangsu)", "2026-11-18"),
        ("New: Gone <plan> (Shanghai)", "2026-11-18"),
    ]
    shown = [entry.content[0].value for entry in feed.entries]
    assert shown[1] == "<p>Target “Industry scale”</p><ul><li>deadline: 2024 → 2025</li></ul>"
    assert shown[0] == (
        "<p>Subsidy “Operating support”</p><ul><li>amount: CNY 100,000 a year → CNY 200,000 a year</li></ul>"
        "<ul><li>title: 旧 → 新</li><li>status: proposed → in force</li><li>place: Shanghai → Nanjing, Jiangsu</li>"
        "<li>themes: not stated → talent</li><li>source: not stated → 各地路线图, “江苏·南京”</li></ul>"
    )
    assert shown[3] == (
        "<p>plan, Shanghai, 2022, 1 policy with 1 target</p>"
        "<ul><li>Industry scale: more than CNY 350 billion, by the end of 2025</li></ul>"
    )
    assert feed.entries[0].tags[0].term == "talent"


def test_a_feed_is_in_its_language(told: dict[str, bytes]) -> None:
    feed = feeds(told)["zh/feeds/regions/shanghai.xml"]
    assert feed.feed.language == "zh"
    assert [entry.title.partition(": ")[2] for entry in feed.entries] == [
        "Shanghai plan (上海市)",
        "旧<规划> (上海市)",
        "Shanghai plan (上海市)",
        "旧<规划> (上海市)",
    ]
    assert feed.entries[0].link == "../../policies/plan.html#changed-2026-11-21"


def test_the_feed_of_a_theme_has_what_is_on_it(told: dict[str, bytes]) -> None:
    feed = feeds(told)["feeds/themes/talent.xml"]
    assert feed.feed.title == "Test tracker: changes, theme “talent”"
    assert {entry.title.partition(": ")[2] for entry in feed.entries} == {
        "Several policies of Nanjing (Nanjing, Jiangsu)"
    }


def test_addresses_are_whole_where_the_site_knows_its_own(placed: dict[str, bytes]) -> None:
    text = placed["zh/feeds/all.xml"].decode()
    assert f"<id>{BASE}zh/feeds/all.xml</id>" in text
    assert f"<id>{BASE}zh/policies/plan.html#changed-2026-11-21</id>" in text
    for href in re.findall(r'href="([^"]*)"', text):
        assert href.startswith(BASE)


def test_ids_stay_when_the_day_and_the_texts_change(told: dict[str, bytes], tmp_path: Path) -> None:
    later = files_of(tmp_path, {**TOLD, PLAN: POLICY.replace("Shanghai plan", "Plan")}, AS_OF + timedelta(days=400))

    def ids(files: Mapping[str, bytes]) -> list[str]:
        return re.findall(r"<id>(.*?)</id>", files["feeds/all.xml"].decode())

    assert ids(later) == ids(told)


def test_other_countries_have_feeds_and_the_home_country_s_own_acts_are_in_that_of_all(tmp_path: Path) -> None:
    def act(title: str, region: str) -> str:
        return POLICY.replace("Shanghai plan", title).replace("region: Shanghai", f"region: {region}")

    acts = {"korea": act("Of Korea", "KR"), "more": act("Of Korea, too", "KR"), "state": act("Of China", "CN")}
    files = files_of(tmp_path, {**SMALL, **{f"content/policies/{name}.md": text for name, text in acts.items()}})
    mine = sorted(path for path in files if path.startswith("feeds/regions/"))
    assert mine == [f"feeds/regions/{name}" for name in (*_both("shanghai"), *_both("south-korea"))]
    assert len(feeds(files)["feeds/regions/south-korea.xml"].entries) == 2
    assert len(feeds(files)["feeds/all.xml"].entries) == 4
    assert len(events(files["feeds/all.ics"])) == 4
    view = view_at(plan(tmp_path, {}), "regions/china.html")
    assert [feed.href for feed in view.frame.feeds] == ["../feeds/all.xml"]


def _both(name: str) -> tuple[str, str]:
    return f"{name}.ics", f"{name}.xml"


def test_an_empty_tracker_has_nothing_to_follow(tmp_path: Path) -> None:
    empty = {"content/site.yaml": SITE}
    assert [path for path in files_of(tmp_path, empty) if "feeds/" in path] == []
    view = view_at(plan(tmp_path, empty), "changes.html")
    assert isinstance(view, ChangesView)
    assert (view.standfirst, view.follow, view.days) == ("Nothing has been added to this tracker yet.", None, ())


# --- calendars ---


def events(content: bytes) -> list[Any]:
    calendar = icalendar.Calendar.from_ical(content)
    assert (calendar["VERSION"], calendar["CALSCALE"]) == ("2.0", "GREGORIAN")
    assert calendar["PRODID"]
    return list(calendar.walk("VEVENT"))


PERIODS = {
    **FILES,
    PLAN: POLICY.replace("announced: 2022", "announced: 2022\nperiod: 2022-2027").replace("by: 2025", "by: 2025年"),
}


def test_a_calendar_has_what_ends_when(tmp_path: Path) -> None:
    files = files_of(tmp_path, PERIODS)
    found = [(event["SUMMARY"], event["DTSTART"].dt, event["DTEND"].dt) for event in events(files["feeds/all.ics"])]
    assert found == [
        ("Nanjing: Build a pilot zone", date(2025, 12, 31), date(2026, 1, 1)),
        ("Shanghai: Industry scale: more than CNY 350 billion", date(2025, 12, 31), date(2026, 1, 1)),
        ("Shanghai: “Shanghai plan” ends", date(2027, 12, 31), date(2028, 1, 1)),
    ]
    assert [event["SUMMARY"] for event in events(files["zh/feeds/regions/shanghai.ics"])] == [
        "上海市: 产业规模: 超过3500亿元",
        "上海市: “Shanghai plan” ends",
    ]


def test_a_vague_deadline_stands_on_its_last_day_and_says_so(tmp_path: Path) -> None:
    files = files_of(tmp_path, {**PERIODS, "content/site.yaml": SITE + f"base url: {BASE}\n"})
    pilot, scale, _ = events(files["feeds/all.ics"])
    assert scale["DESCRIPTION"] == (
        f"Shanghai plan\nThe source says “2025年”; the entry stands on the last day of it.\n{BASE}policies/plan.html#t1"
    )
    assert scale["URL"] == f"{BASE}policies/plan.html#t1"
    assert scale["UID"] == f"{BASE}policies/plan.html#t1"
    # the day on which the record was read last
    assert scale["DTSTAMP"].dt.date() == date(2026, 11, 20)
    assert pilot["TRANSP"] == "TRANSPARENT"


def test_what_is_over_for_more_than_a_year_is_left_out(tmp_path: Path) -> None:
    assert "feeds/all.ics" in files_of(tmp_path / "soon", PERIODS, date(2026, 12, 31))
    late = files_of(tmp_path / "late", FILES, date(2027, 6, 1))
    assert [path for path in late if path.endswith(".ics")] == []


def test_what_was_repealed_ends_no_more(tmp_path: Path) -> None:
    repealed = {**SMALL, PLAN: POLICY.replace("announced: 2022", "announced: 2022\nrepealed: 2024")}
    assert [path for path in files_of(tmp_path, repealed) if path.endswith(".ics")] == []


@pytest.mark.parametrize("where", ["told", "placed"])
def test_a_calendar_is_what_rfc_5545_asks_for(where: str, request: pytest.FixtureRequest) -> None:
    files: dict[str, bytes] = request.getfixturevalue(where)
    for path, content in files.items():
        if not path.endswith(".ics"):
            continue
        assert content.endswith(b"\r\n")
        lines = content.removesuffix(b"\r\n").split(b"\r\n")
        assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
        assert b"TZID" not in content
        uids = [event["UID"] for event in events(content)]
        assert len(set(uids)) == len(uids)
        for event in events(content):
            assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= event.keys()


TEXTS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=200)


@settings(max_examples=100)
@given(TEXTS)
def test_what_is_escaped_and_folded_is_read_again(text: str) -> None:
    folded = fold_line(f"SUMMARY:{escape_text(text)}")
    assert folded.endswith("\r\n")
    lines = folded.removesuffix("\r\n").split("\r\n")
    for line in lines:
        assert len(line.encode()) <= 75
    assert all(line.startswith(" ") for line in lines[1:])
    unfolded = "".join([lines[0], *(line[1:] for line in lines[1:])]).removeprefix("SUMMARY:")
    plain = re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], unfolded)
    assert plain == re.sub("[\x00-\x08\x0b-\x1f\x7f]", "", text.replace("\r\n", "\n").replace("\r", "\n"))


# --- pages ---


def every(view: ChangesView) -> Iterator[tuple[str, str, str]]:
    for day in view.days:
        for heading, found in day.groups:
            for event in found:
                yield day.day.iso, heading, event.record.text


def test_the_page_of_changes_tells_day_by_day(site: SitePlan) -> None:
    view = view_at(site, "changes.html")
    assert isinstance(view, ChangesView)
    assert list(every(view)) == [
        ("2026-11-21", "1 record removed", "Gone <plan>"),
        ("2026-11-21", "2 records changed", "Several policies of Nanjing"),
        ("2026-11-21", "2 records changed", "Shanghai plan"),
        ("2026-11-20", "2 records added", "Beijing figures"),
        ("2026-11-20", "2 records added", "Shanghai plan"),
        ("2026-11-18", "2 records added", "Several policies of Nanjing"),
        ("2026-11-18", "2 records added", "Gone <plan>"),
    ]
    nanjing, shanghai = view.days[0].groups[1][1]
    assert (shanghai.record.href, shanghai.place and shanghai.place.text) == ("policies/plan.html", "Shanghai")
    [part] = shanghai.parts
    [value] = part.values
    assert (part.part, value.label) == ("Target “Industry scale”", "deadline")
    assert (value.old and value.old.text, value.new and value.new.text) == ("2024", "2025")
    assert [link.text for link in view.feeds] == ["Beijing", "Jiangsu", "Shanghai", "talent"]
    title = next(value for part in nanjing.parts for value in part.values if value.label == "title")
    # the title changed in Chinese only
    assert title.new is not None
    assert (title.new.text, title.new.lang) == ("新", "zh")


def test_a_record_shows_its_own_history(site: SitePlan) -> None:
    view = view_at(site, "policies/plan.html")
    assert isinstance(view, PolicyView)
    assert [(event.id, event.what) for event in view.history] == [
        ("changed-2026-11-21", "changed"),
        ("added-2026-11-20", "added"),
    ]


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("index", ["feeds/all.xml"]),
        ("changes", ["feeds/all.xml"]),
        ("policies/index", ["../feeds/all.xml"]),
        ("policies/plan", ["../feeds/regions/shanghai.xml"]),
        ("regions/jiangsu/nanjing", ["../../feeds/regions/jiangsu.xml", "../../feeds/all.xml"]),
        ("regions/china", ["../feeds/all.xml"]),
        ("themes/talent", ["../feeds/themes/talent.xml"]),
        ("about", []),
    ],
)
def test_pages_name_the_feeds_that_fit(site: SitePlan, page: str, names: list[str]) -> None:
    for language in ("", "zh/"):
        view = view_at(site, f"{language}{page}.html")
        assert [feed.href for feed in view.frame.feeds] == names


def test_a_site_with_a_long_chronicle_links_every_part(tmp_path: Path) -> None:
    write_tracker(tmp_path, {**SMALL, **long_history()})
    report = build(tmp_path, tmp_path / "build", Options(AS_OF))
    # a part that no link leads to would be told
    assert [problem for problem in report.problems if problem.severity != "notice"] == []
    newest = (tmp_path / "build/changes.html").read_text(encoding="utf-8")
    assert 'href="changes/3.html"' in newest
    part = (tmp_path / "build/changes/2.html").read_text(encoding="utf-8")
    assert 'href="1.html"' in part
    assert 'href="3.html"' in part
