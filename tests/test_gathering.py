"""The files of many records, however they came to be: put together record by record, the same as made from nothing."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.build import Options, Report, build
from policygen.database import Database, Layout
from policygen.gathering import Gathering, Kept, Places
from policygen.publication import write_file
from policygen.rendering import Rendered
from policygen.site.files import WITH_ROWS, plan_files
from policygen.site.messages import Messages
from policygen.site.pages import data_cuts, plan_site
from policygen.site.wholes import plan_wholes
from tests.trackers import POLICY, SMALL, read_tracker, write_tracker

AS_OF = date(2026, 11, 20)
PLACES = ("Shanghai", "Nanjing", "Wuxi", "Binhu District, Wuxi", "Hefei")
SUBSIDY = """\
subsidies:
  - kind: operating
    source: road
    terms: [{amount: 3500亿元}]
"""


def make(root: Path, *, clean: bool = False) -> Report:
    report = build(root, root / "site", Options(today=AS_OF, as_of=AS_OF, jobs=1, clean=clean))
    assert report.published, [problem.message for problem in report.problems]
    return report


class Site:
    """The data of a tracker alone: what a build does with them, without its pages."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.kept = Kept.unpack(None)
        self.made: dict[str, str] = {}

    def make(self) -> None:
        read = read_tracker(self.root, {})
        assert read.errors == []
        library = read.library
        assert library is not None
        messages = {language: Messages(language) for language in library.site.languages}
        plan = plan_site(library, AS_OF, messages)
        folder, output = self.root / "new", self.root / "site"
        records = {"policies": tuple(library.policies), "articles": tuple(library.articles)}
        places = Places(folder, output, self.made)
        gathering = Gathering(library.site, AS_OF, plan_wholes(plan.shelf), records, places, self.kept, "settings")
        made: dict[str, str] = {}
        for file in plan_files(plan, messages):
            if file.kind not in WITH_ROWS:
                continue
            content, rows = file.export()
            digest = hashlib.sha256(content).hexdigest()
            is_new = self.made.get(file.path) != digest
            if is_new:
                write_file(folder, file.path, content)
            if is_new or gathering.is_from_nothing:
                gathering.take(Rendered(file.path, "", digest, b"", b"", is_new, gathering.packer.pack(rows)))
            else:
                gathering.know(file.path, digest)
            made[file.path] = digest
        for path, each in gathering.finish().items():
            assert each.is_new == (folder / path).exists()
            made[path] = each.digest
        self.kept = Kept.unpack(gathering.kept.pack())
        for path in made:
            if not (folder / path).exists():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (output / path).rename(folder / path)
        shutil.rmtree(output, ignore_errors=True)
        folder.rename(output)
        self.made = made


def data_of(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in (site / "data").rglob("*") if path.is_file()
    }


def record(name: str, place: str, number: int) -> str:
    """A record of the place with so many targets and a subsidy in every second."""
    target = POLICY.partition("targets:\n")[2].partition("---")[0]
    targets = "".join(f"{target}    of: part {each}\n" for each in range(number % 4 + 1))
    text = POLICY.replace("region: Shanghai", f"region: {place}").replace(target, targets)
    text = text.replace("title: Shanghai", f"title: {name} {number}")
    return text.replace("targets:\n", SUBSIDY + "targets:\n") if number % 2 else text


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    return write_tracker(tmp_path, SMALL)


EDITS = st.lists(
    st.tuples(st.integers(0, 8), st.one_of(st.none(), st.tuples(st.sampled_from(PLACES), st.integers(0, 5)))),
    min_size=1,
    max_size=6,
)


@settings(max_examples=15, deadline=None)
@given(st.lists(EDITS, min_size=1, max_size=4), st.sampled_from([10**9, 9000, 2500]))
def test_after_any_edits_data_are_as_made_from_nothing(rounds: list[Any], whole: int) -> None:
    """`whole` is from how many bytes on files are cut."""
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(data_cuts, "WHOLE", whole)
        patch.setattr(data_cuts, "PART", whole // 2)
        patch.setattr(data_cuts, "_FEW", whole // 20)
        root = write_tracker(Path(folder), SMALL)
        site = Site(root)
        site.make()
        for edits in rounds:
            for number, told in edits:
                path = root / f"content/policies/p{number}.md"
                if told is None:
                    path.unlink(missing_ok=True)
                else:
                    path.write_text(record(path.stem, *told), encoding="utf-8")
            site.make()
        went_on = data_of(root / "site")
        Site(root).make()
        assert data_of(root / "site") == went_on


def test_files_that_nothing_changed_stay_as_they_are(tracker: Path) -> None:
    make(tracker)
    names = ("data/tracker.sqlite", "data/targets.csv", "data/policies.json", "data/regions.json")
    before = {name: (tracker / "site" / name).stat().st_ino for name in names}
    (tracker / "content/about.md").write_text("Nothing.", encoding="utf-8")
    page = tracker / "site/about.html"
    page.write_text("damaged", encoding="utf-8")
    make(tracker)
    assert page.read_text(encoding="utf-8") != "damaged"
    assert {name: (tracker / "site" / name).stat().st_ino for name in names} == before


@pytest.mark.parametrize("name", ["data/tracker.sqlite", "data/targets.csv", "data/policies.json", "data/plan.json"])
def test_a_file_that_somebody_changed_is_made_again(tracker: Path, name: str) -> None:
    make(tracker)
    whole = data_of(tracker / "site")
    path = tracker / "site" / name.replace("data/plan", "data/policies/plan")
    path.write_bytes(path.read_bytes()[:-20])
    make(tracker)
    assert data_of(tracker / "site") == whole


def test_a_large_tracker_has_an_index_of_parts(tracker: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_cuts, "WHOLE", 6000)
    monkeypatch.setattr(data_cuts, "PART", 6000)
    monkeypatch.setattr(data_cuts, "_FEW", 0)
    for number, place in enumerate(PLACES):
        write_tracker(tracker, {f"content/policies/p{number}.md": record(f"p{number}", place, number)})
    make(tracker)
    index = json.loads((tracker / "site/data/policies.json").read_bytes())
    assert (index["version"], index["as_of"], index["policies"]) == (1, "2026-11-20", None)
    found = []
    for part in index["parts"]:
        content = (tracker / "site" / part["url"]).read_bytes()
        assert part["bytes"] == len(content)
        listed = json.loads(content)["policies"]
        assert part["policies"] == len(listed)
        found += [policy["id"] for policy in listed]
    assert sorted(found) == ["p0", "p1", "p2", "p3", "p4", "plan"]
    assert {part["url"] for part in index["parts"]} >= {"data/by-place/jiangsu/wuxi/policies.json"}
    package = json.loads((tracker / "site/data/datapackage.json").read_bytes())
    paths = [resource["path"] for resource in package["resources"]]
    assert "by-place/jiangsu/wuxi/policies.json" in paths
    assert len({resource["name"] for resource in package["resources"]}) == len(paths)
    page = (tracker / "site/data/index.html").read_text(encoding="utf-8")
    assert 'href="by-place/jiangsu/wuxi/policies.json"' in page


# -- the database -----------------------------------------------------------------------------------------------------


@pytest.fixture
def layout() -> Layout:
    return Layout(("en",))


def rows_of(layout: Layout, number: int, version: int) -> Any:
    policy = f"p{number:03}"
    texts = [{"policy": policy, "target": f"t{line}", "written": str(version) * 300} for line in range(version)]
    return layout.pack({"policies": [{"id": policy, "title_en": "x" * version}], "targets": texts})


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 40)), max_size=80))
def test_a_database_does_not_show_how_it_came_to_be(edits: list[tuple[int, int]]) -> None:
    """Records put in, replaced, and taken out (version 0) one after the other."""
    layout = Layout(("en",))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        now = dict.fromkeys(range(40), 3)
        work = Database(folder / "work", layout, None)
        for number, version in now.items():
            work.add(rows_of(layout, number, version))
        work.write(folder / "first.sqlite")
        work = Database(folder / "work", layout, folder / "first.sqlite")
        for number, version in edits:
            work.remove("policy", [f"p{number:03}"])
            now.pop(number, None)
            if version:
                work.add(rows_of(layout, number, version))
                now[number] = version
        went_on = work.write(folder / "second.sqlite")
        work = Database(folder / "work", layout, None)
        for number in reversed(now):
            work.add(rows_of(layout, number, now[number]))
        assert work.write(folder / "third.sqlite") == went_on
        assert (folder / "second.sqlite").read_bytes() == (folder / "third.sqlite").read_bytes()
        assert sorted(path.name for path in folder.iterdir()) == ["first.sqlite", "second.sqlite", "third.sqlite"]


def open_all(path: Path) -> Iterator[str]:
    with closing(sqlite3.connect(path)) as database:
        yield from (line for (line,) in database.execute("PRAGMA integrity_check"))


def test_a_database_with_long_texts_is_whole(tmp_path: Path, layout: Layout) -> None:
    work = Database(tmp_path / "work", layout, None)
    work.add(layout.pack({"targets": [{"policy": "p", "target": "t", "written": "词" * 40_000}]}))
    work.write(tmp_path / "data/tracker.sqlite")
    assert list(open_all(tmp_path / "data/tracker.sqlite")) == ["ok"]
    assert (tmp_path / "data/tracker.sqlite").read_bytes()[96:100] == bytes(4)
