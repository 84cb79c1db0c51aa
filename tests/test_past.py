"""`policygen diff`: earlier states from git and from data files, and what is written of them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from policygen.past import PastError, find_changes_by_day
from tests.test_cli import Ran, run
from tests.trackers import POLICY, SMALL, write_tracker

PLAN = "content/policies/shanghai/plan.md"
SECOND = POLICY.replace("Shanghai plan", "Beijing plan").replace("region: Shanghai", "region: Beijing")
NOON = "T12:00:00+0000"
TODAY = ("--as-of", "2026-12-01")


def git(folder: Path, *arguments: str, day: str = "2026-11-21") -> None:
    stamps = {"GIT_AUTHOR_DATE": f"{day}{NOON}", "GIT_COMMITTER_DATE": f"{day}{NOON}"}
    names = {f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    subprocess.run(
        ["git", "-C", str(folder), *arguments], check=True, capture_output=True, env=os.environ | stamps | names
    )


def commit(folder: Path, day: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x", day=day)


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    """A tracker in a folder of a repository, with one record of the 21st."""
    git_root = tmp_path / "repository"
    folder = write_tracker(git_root / "tracker", SMALL)
    git(git_root, "init", "-q")
    commit(git_root, "2026-11-21")
    return folder


def edit(tracker: Path, text: str) -> None:
    (tracker / PLAN).write_text(text, encoding="utf-8")


def written(tracker: Path, day: str) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(
        (tracker / f"content/changes/{day}.json").read_text(encoding="utf-8")
    )
    return found


def test_what_is_not_committed_is_told(tracker: Path) -> None:
    ran = run("diff", tracker, *TODAY)
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.endswith("\nnothing changed\n")
    edit(tracker, POLICY.replace("    by: 2025\n", ""))
    ran = run("diff", tracker, *TODAY)
    assert (ran.status, ran.out) == (
        0,
        "2026-12-01\n  changed  plan: target industry-scale: deadline: 2025 → not stated\n",
    )
    assert ran.err.startswith("since the revision ")
    assert not (tracker / "content/changes").exists()


def test_changes_are_written_once_and_told_since(tracker: Path) -> None:
    edit(tracker, POLICY.replace("    by: 2025\n", ""))
    for _ in range(2):
        ran = run("diff", tracker, "--write", *TODAY)
        assert ran.err.endswith("written to content/changes/2026-12-01.json\n")
    [entry] = written(tracker, "2026-12-01")["changed"]
    assert entry["about"] == "industry-scale"
    commit(tracker, "2026-12-01")
    assert run("diff", tracker, *TODAY).out == ""
    (tracker / "content/policies/beijing.md").write_text(SECOND, encoding="utf-8")
    commit(tracker, "2026-12-02")
    # the revision that wrote the last changes, not the last revision
    assert run("diff", tracker, "--as-of", "2026-12-03").out == "2026-12-03\n  added    beijing\n"


def test_two_edits_of_one_day_are_one_change(tracker: Path) -> None:
    edit(tracker, POLICY.replace("Shanghai plan", "First"))
    run("diff", tracker, "--write", *TODAY)
    commit(tracker, "2026-12-01")
    edit(tracker, POLICY.replace("Shanghai plan", "Second"))
    run("diff", tracker, "--write", *TODAY)
    [entry] = written(tracker, "2026-12-01")["changed"]
    assert entry["values"] == [{"what": "title", "from": {"en": "Shanghai plan"}, "to": {"en": "Second"}}]


def test_a_history_is_begun_from_git_day_by_day(tracker: Path) -> None:
    edit(tracker, POLICY.replace("region: Shanghai", "region: Nowhere"))
    commit(tracker, "2026-11-22")
    edit(tracker, POLICY.replace("Shanghai plan", "Plan of Shanghai"))
    (tracker / "content/policies/beijing.md").write_text(SECOND, encoding="utf-8")
    commit(tracker, "2026-11-23")
    ran = run("diff", tracker, "--each-day", "--write")
    assert ran.status == 0
    assert "not compared, for it has errors in the revision " in ran.err
    assert sorted(path.name for path in (tracker / "content/changes").iterdir()) == [
        "2026-11-21.json",
        "2026-11-23.json",
    ]
    assert written(tracker, "2026-11-21") == {"added": ["plan"]}
    # the record could not be read the day before, so that nothing is known of it
    assert written(tracker, "2026-11-23") == {"added": ["beijing"]}
    ran = run("diff", tracker, "--each-day", "--write")
    assert (ran.status, ran.err) == (
        2,
        "error: content/changes/ holds a history already\n   help: leave --each-day out, or delete the files first\n",
    )


def test_a_revision_is_named(tracker: Path) -> None:
    edit(tracker, POLICY.replace("Shanghai plan", "Plan of Shanghai"))
    commit(tracker, "2026-11-22")
    assert "title: Shanghai plan → Plan of Shanghai" in run("diff", tracker, "--since", "HEAD~1", *TODAY).out
    backwards = run("diff", tracker, "--since", "HEAD", "--until", "HEAD~1", *TODAY).out
    assert "title: Plan of Shanghai → Shanghai plan" in backwards


def test_the_data_of_a_site_will_do_as_well(tmp_path: Path) -> None:
    tracker = write_tracker(tmp_path / "tracker", SMALL)
    run("build", tracker, *TODAY)
    edit(tracker, POLICY.replace("    by: 2025\n", ""))
    told = "2026-12-01\n  changed  plan: target industry-scale: deadline: 2025 → not stated\n"
    since = (["--since", tracker / "build"], ["--since", tracker / "build/data/policies.json"])
    for named in ([], *since):
        assert run("diff", tracker, *named, *TODAY).out == told
    other = write_tracker(tmp_path / "other", SMALL)
    assert run("diff", tracker, "--since", other, *TODAY).out == told
    shown = json.loads(run("diff", tracker, *TODAY, "--format", "json").out)
    assert [entry["policy"] for entry in shown["2026-12-01"]["changed"]] == ["plan"]


def test_the_data_of_a_large_site_are_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for limit in ("WHOLE", "PART"):
        monkeypatch.setattr(f"policygen.site.pages.data_cuts.{limit}", 1)
    tracker = write_tracker(tmp_path / "tracker", SMALL)
    run("build", tracker, *TODAY)
    assert json.loads((tracker / "build/data/policies.json").read_bytes())["policies"] is None
    edit(tracker, POLICY.replace("    by: 2025\n", ""))
    assert "changed  plan: target industry-scale: deadline: 2025" in run("diff", tracker, *TODAY).out


@pytest.mark.parametrize("named", ["nonsense", "--upload-pack=touch x", "HEAD:content"])
def test_a_state_that_is_none_is_told(tracker: Path, named: str) -> None:
    ran = run("diff", tracker, f"--since={named}", *TODAY)
    assert ran == Ran(
        2,
        "",
        f'error: "{named}" is no data file, no folder of a site or a tracker, and no revision of git\n'
        "   help: name a data/policies.json, a folder that has one, or a revision such as HEAD~3 or v1\n",
    )


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"version": 2, "policies": []}', '{"version": 1, "policies": [5]}', '{"version": 1}']
)
def test_a_data_file_that_is_none_is_told(tracker: Path, tmp_path: Path, text: str) -> None:
    file = tmp_path / "policies.json"
    file.write_text(text, encoding="utf-8")
    ran = run("diff", tracker, "--since", file, *TODAY)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"error: {file} ")
    assert "   help: name " in ran.err


def test_without_git_and_site_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    tracker = write_tracker(tmp_path / "tracker", SMALL)
    ran = run("diff", tracker, *TODAY)
    assert (ran.status, ran.err) == (
        2,
        "error: there is nothing to compare with: no git here, and no site in build/\n"
        "   help: name an earlier state with --since: the data/policies.json of the published site, or its folder\n",
    )
    with pytest.raises(PastError, match="no history"):
        find_changes_by_day(tracker)


def test_nothing_is_written_while_a_record_has_an_error(tracker: Path) -> None:
    edit(tracker, POLICY.replace("region: Shanghai", "region: Nowhere"))
    (tracker / "content/policies/beijing.md").write_text(SECOND, encoding="utf-8")
    ran = run("diff", tracker, *TODAY)
    assert (ran.status, ran.out) == (0, "2026-12-01\n  added    beijing\n")
    assert "not compared, for it has errors in the content: plan\n" in ran.err
    ran = run("diff", tracker, "--write", *TODAY)
    assert (ran.status, ran.err) == (
        2,
        "error: plan in the content cannot be read\n   help: mend that first; `policygen check` tells more\n",
    )
    assert not (tracker / "content/changes").exists()


def test_a_broken_file_of_the_day_is_left_alone(tracker: Path) -> None:
    edit(tracker, POLICY.replace("    by: 2025\n", ""))
    for text in ("{", "[]", '{"changed": [{}]}'):
        write_tracker(tracker, {"content/changes/2026-12-01.json": text})
        ran = run("diff", tracker, "--write", *TODAY)
        assert (ran.status, ran.err) == (
            2,
            "error: content/changes/2026-12-01.json cannot be read\n"
            "   help: mend it (`policygen check` tells more), or delete it\n",
        )


def test_a_build_does_not_ask_git(tracker: Path, tmp_path: Path) -> None:
    edit(tracker, POLICY.replace("    by: 2025\n", ""))
    run("diff", tracker, "--write", *TODAY)
    run("build", tracker, "--output", tmp_path / "with", *TODAY)
    shutil.rmtree(tracker.parent / ".git")
    shutil.rmtree(tracker / ".policygen")
    run("build", tracker, "--output", tmp_path / "without", *TODAY)
    files = [path.relative_to(tmp_path / "with") for path in (tmp_path / "with").rglob("*") if path.is_file()]
    assert files
    assert [f for f in files if (tmp_path / "with" / f).read_bytes() != (tmp_path / "without" / f).read_bytes()] == []
