"""The linters, so that one command tries everything."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    "command", [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]], ids=["ruff", "format", "mypy"]
)
def test_the_linters_are_content(command: list[str]) -> None:
    run = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_no_test_is_skipped() -> None:
    skip = re.compile(r"pytest\.(?:mark\.)?(?:skip|importorskip|xfail)")
    tests = [path for path in sorted((ROOT / "tests").rglob("*.py")) if path != Path(__file__)]
    assert [path.name for path in tests if skip.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("path", sorted((ROOT / "templates/static").glob("*.js")), ids=lambda path: path.stem)
def test_scripts_say_what_they_are_and_do_one_thing(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path.name != "minisearch.js":
        assert text.startswith("/* ")
        assert text.count("\n") <= 500


def test_what_ci_runs_is_what_the_readme_says() -> None:
    assert "\nmake test " in (ROOT / "README.md").read_text(encoding="utf-8")
    assert (ROOT / ".ci/run").read_text(encoding="utf-8").endswith("\nexec make test\n")
