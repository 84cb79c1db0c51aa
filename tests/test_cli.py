from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

import policygen
from policygen import build, publication
from policygen.cli import main
from tests.trackers import POLICY, SMALL, write_tracker

PLAN = "content/policies/shanghai/plan.md"
WRONG = {**SMALL, PLAN: POLICY.replace("instrument: plan", "instrument: plam")}
DOUBTFUL = {**SMALL, "content/leftover.txt": "not read"}


class Ran(NamedTuple):
    status: int
    out: str
    err: str


def run(*arguments: str | Path, environment: Mapping[str, str] | None = None) -> Ran:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], env=environment or {})
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    # Seconds differ from run to run.
    return Ran(result.exit_code, result.stdout, re.sub(r"\([0-9.]+ s\)", "(T)", result.stderr))


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    return write_tracker(tmp_path / "tracker", SMALL)


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    return write_tracker(tmp_path / "tracker", WRONG)


def test_a_build_publishes_into_build_of_the_tracker(tracker: Path) -> None:
    ran = run("build", tracker)
    assert (ran.status, ran.out) == (0, "")
    assert re.fullmatch(rf"no problems, [0-9]+ pages from 1 policy and 2 articles in {tracker}/build \(T\)\n", ran.err)
    assert (tracker / "build/index.html").is_file()
    assert (tracker / "build/zh/policies/plan.html").is_file()


def test_the_tracker_is_the_current_folder_unless_given(tracker: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tracker)
    assert run("build", "--output", "public").status == 0
    assert (tracker / "public/index.html").is_file()


def test_an_error_keeps_the_old_site(tracker: Path) -> None:
    run("build", tracker)
    before = (tracker / "build/index.html").read_bytes()
    write_tracker(tracker, WRONG)
    ran = run("build", tracker)
    assert ran.status == 1
    assert ran.err == "1 error, nothing published (T)\n"
    assert (tracker / "build/index.html").read_bytes() == before


def test_problems_are_told_for_people(wrong: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(wrong)
    ran = run("build")
    assert ran == Ran(
        1,
        'content/policies/shanghai/plan.md:4:13: error: unknown instrument "plam" [vocabulary/unknown-word]\n'
        "   | instrument: plam\n"
        "   |             ^^^^\n"
        '   help: did you mean "plan"?\n',
        "1 error, nothing published (T)\n",
    )


def test_problems_are_told_with_paths_from_here(wrong: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(wrong.parent)
    ran = run("build", "tracker")
    assert ran.out.startswith("tracker/content/policies/shanghai/plan.md:4:13: error: ")
    assert "   | instrument: plam\n" in ran.out


def test_problems_are_told_for_programs(wrong: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(wrong)
    [problem] = json.loads(run("build", "--format", "json").out)
    assert (problem["path"], problem["line"], problem["code"]) == (PLAN, 4, "vocabulary/unknown-word")


def test_problems_are_told_as_annotations(wrong: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(wrong)
    assert run("build", "--format", "github").out == (
        "::error file=content/policies/shanghai/plan.md,line=4,col=13,title=vocabulary/unknown-word"
        '::unknown instrument "plam" [vocabulary/unknown-word]%0Ahelp: did you mean "plan"?\n'
    )


def test_warnings_fail_only_when_asked_to(tmp_path: Path) -> None:
    tracker = write_tracker(tmp_path, DOUBTFUL)
    plain = run("check", tracker)
    assert (plain.status, plain.err) == (0, "1 warning, 4 notices, 1 policy and 2 articles (T)\n")
    assert run("check", tracker, "--strict").status == 1
    assert run("build", tracker).status == 0


def test_notices_are_for_check_alone(tracker: Path) -> None:
    assert ": notice: " not in run("build", tracker).out
    ran = run("check", tracker)
    assert (ran.status, ran.out.count(": notice: ")) == (0, 4)
    assert ran.err == "4 notices, 1 policy and 2 articles (T)\n"


def test_check_writes_nothing(tracker: Path) -> None:
    assert run("check", tracker).status == 0
    assert sorted(entry.name for entry in tracker.iterdir()) == ["content"]


def test_explain_tells_what_a_code_means() -> None:
    ran = run("explain", "link/broken")
    assert ran.status == 0
    assert ran.out.startswith("link/broken: a link leads to no file of the site\n\nThe address names a file")


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("link/brocken", "did you mean link/broken?"),
        ("broken", "did you mean link/broken?"),
        ("xyzzy", "docs/problems.md lists all codes"),
    ],
)
def test_explain_names_the_nearest_code(code: str, hint: str) -> None:
    ran = run("explain", code)
    assert ran.status == 2
    assert ran.err.endswith(f'Error: there is no problem code "{code}"; {hint}\n')


def test_schema_is_the_file_of_the_site(tracker: Path) -> None:
    run("build", tracker)
    assert run("schema").out == (tracker / "build/schema/policy.json").read_text(encoding="utf-8")


def spoken_of(tracker: Path) -> str:
    return str(json.loads((tracker / "build/data/policies.json").read_bytes())["as_of"])


def test_the_day_comes_from_the_option_then_the_site_then_the_environment(tracker: Path) -> None:
    epoch = {"SOURCE_DATE_EPOCH": "1700000000"}
    run("build", tracker, environment=epoch)
    assert spoken_of(tracker) == "2023-11-14"
    write_tracker(tracker, {"content/site.yaml": SMALL["content/site.yaml"] + "as of: 2026-01-02\n"})
    run("build", tracker, environment=epoch)
    assert spoken_of(tracker) == "2026-01-02"
    run("build", tracker, "--as-of", "2025-06-30", environment=epoch)
    assert spoken_of(tracker) == "2025-06-30"


def test_without_anything_the_day_is_today(tracker: Path) -> None:
    before = date.today()
    run("build", tracker, environment={"SOURCE_DATE_EPOCH": ""})
    assert before <= date.fromisoformat(spoken_of(tracker)) <= date.today()


def test_the_base_url_gets_its_slash(tracker: Path) -> None:
    run("build", tracker, "--base-url", "https://example.org/t")
    assert "Sitemap: https://example.org/t/sitemap.xml" in (tracker / "build/robots.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "environment", "message"),
    [
        (["build", "{}", "--as-of", "2026-02-30"], {}, '"2026-02-30" is no day; write one as 2026-11-20'),
        (["build", "{}", "--as-of", "20260201"], {}, '"20260201" is no day; write one as 2026-11-20'),
        (["build", "{}", "--base-url", "example.org"], {}, '"example.org" is no web address of a folder'),
        (["build", "{}", "--base-url", "https://a.org/?x=1"], {}, '"https://a.org/?x=1" is no web address of a folder'),
        (["build", "{}", "--jobs", "0"], {}, "0 is not in the range"),
        (["check", "{}", "--format", "xml"], {}, "'xml' is not one of 'text', 'json', 'github'"),
        (["check", "{}/nowhere"], {}, "nowhere' does not exist"),
        (["check", "{}"], {"SOURCE_DATE_EPOCH": "soon"}, 'SOURCE_DATE_EPOCH is "soon", which is no number of seconds'),
        (["check", "{}"], {"SOURCE_DATE_EPOCH": "9" * 30}, "which is no number of seconds since 1970"),
        (["frobnicate"], {}, "No such command 'frobnicate'"),
    ],
)
def test_misuse_is_told_in_a_sentence(
    arguments: list[str], environment: dict[str, str], message: str, tracker: Path
) -> None:
    ran = run(*(argument.format(tracker) for argument in arguments), environment=environment)
    assert ran.status == 2
    assert message in " ".join(ran.err.split())


@pytest.mark.parametrize("output", [".", "..", "content", "content/site", "templates"])
def test_the_site_never_goes_where_the_tracker_is(tracker: Path, output: str) -> None:
    ran = run("build", tracker, "--output", tracker / output)
    assert ran.status == 2
    assert "holds what the tracker is made from\n   help: choose a folder of its own" in ran.err
    assert (tracker / "content/site.yaml").is_file()


def test_a_folder_of_others_is_refused(tracker: Path, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/thesis.doc").write_text("")
    ran = run("build", tracker, "--output", tmp_path / "docs")
    assert ran.status == 2
    assert ran.err == (
        f'error: {tmp_path}/docs holds files that policygen did not write, "thesis.doc" for one\n'
        "   help: choose another folder with --output, or empty this one\n"
    )


def test_a_full_disk_is_told_in_a_sentence(tracker: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> str:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "index.html")

    monkeypatch.setattr(build, "write_file", full)
    ran = run("build", tracker)
    assert (ran.status, ran.err) == (2, "error: index.html: No space left on device\n")
    assert sorted(entry.name for entry in tracker.iterdir()) == [".policygen", "content"]


def test_a_build_at_the_same_time_is_refused(tracker: Path) -> None:
    with publication.Publication(tracker / "build"):
        ran = run("build", tracker)
    assert ran.status == 2
    assert ran.err == (
        f"error: another build is writing {tracker}/build\n   help: wait until it has ended, and try again\n"
    )


def test_a_folder_that_is_no_tracker_is_told_what_lacks(tmp_path: Path) -> None:
    ran = run("check", tmp_path)
    assert ran.status == 1
    assert "no content/ here [files/no-content]" in ran.out


def test_the_version_is_the_package_s() -> None:
    assert run("--version").out == f"policygen {policygen.__version__}\n"


def test_help_names_every_command_and_is_quick() -> None:
    ran = run("--help")
    assert all(name in ran.out for name in main.commands)
    code = "import sys; from policygen.cli import main; print(sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not {"'pydantic'", "'jinja2'", "'babel'", "'markdown'"} & set(re.findall(r"'\w+'", loaded))


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_and_option_is_documented(name: str) -> None:
    page = (Path(__file__).parents[1] / "docs/commands.md").read_text(encoding="utf-8")
    _, heading, text = page.partition(f"## policygen {name}")
    options = [option for parameter in main.commands[name].params for option in parameter.opts if "--" in option]
    assert heading
    assert [option for option in options if option not in text.partition("\n## ")[0]] == []


def test_python_m_policygen_is_the_same(tracker: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "policygen", "check", "."], cwd=tracker, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0
    assert ", 1 policy and 2 articles (" in ran.stderr


def test_why_a_page_was_made_again(tracker: Path) -> None:
    assert run("build", tracker, "--why", "about.html").err.startswith("about.html: the page is new\n")
    again = run("build", tracker, "--why", "about.html").err
    assert again.startswith("about.html: nothing it is made from changed\n")
    assert "pages from" in again
    site = tracker / "content/site.yaml"
    site.write_text(site.read_text(encoding="utf-8") + "contact: curator@example.org\n", encoding="utf-8")
    every = run("build", tracker, "--why", "all").err
    assert "about.html: the program, the settings of the tracker or the day changed\n" in every


def test_why_of_a_page_that_is_not_there(tracker: Path) -> None:
    ran = run("build", tracker, "--why", "abuot.html")
    assert ran.status == 2
    assert 'there is no page "abuot.html"; did you mean "about.html"?' in ran.err


def test_the_profile_tells_every_stage(tracker: Path) -> None:
    lines = run("build", tracker, "--profile").err.splitlines()
    assert [line.split(" s  ")[1] for line in lines[:-1]] == [
        "load files",
        "read articles and records",
        "check the whole",
        "plan pages",
        "compare with the last build",
        "read other files",
        "find stale pages",
        "make pages",
        "check links",
        "put data files together",
        "publish",
        "remember",
        "everything else",
    ]


def test_nothing_is_built_where_nothing_changed(tracker: Path) -> None:
    run("build", tracker)
    place = (tracker / "build/index.html").stat()
    assert "nothing changed" in run("build", tracker).err
    kept = (tracker / "build/index.html").stat()
    assert (kept.st_ino, kept.st_mtime_ns) == (place.st_ino, place.st_mtime_ns)
    assert "nothing changed" not in run("build", tracker, "--clean").err


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_what_was_told_is_told_again_where_nothing_changed(tmp_path: Path, form: str) -> None:
    later = POLICY.replace("announced: 2022", "announced: 2024")
    tracker = write_tracker(tmp_path / "tracker", {**DOUBTFUL, PLAN: later})
    first = run("build", tracker, "--format", form)
    again = run("build", tracker, "--format", form)
    assert first.err.startswith("2 warnings, ")
    assert again.err.startswith("2 warnings, nothing changed, ")
    assert (again.status, again.out) == (first.status, first.out)
    assert "leftover" in again.out


def test_files_that_stay_the_same_keep_their_place_and_time(tracker: Path) -> None:
    run("build", tracker)
    before = {path: path.stat() for path in (tracker / "build").rglob("*") if path.is_file()}
    article = next((tracker / "content/articles").glob("*.md"))
    article.write_text(article.read_text(encoding="utf-8") + "\nOne word more.\n", encoding="utf-8")
    run("build", tracker)
    moved = [
        p.relative_to(tracker / "build").as_posix() for p, told in before.items() if p.stat().st_ino != told.st_ino
    ]
    assert f"articles/{article.stem}.html" in moved
    assert "about.html" not in moved
    assert len(moved) < len(before) / 2
