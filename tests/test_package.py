"""The package as others install it: everything in it, working away from the repository."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.trackers import SMALL, write_tracker

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    # hatchling writes nowhere else, so the test needs neither a network nor an isolated environment
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    [wheel] = folder.glob("*.whl")
    return wheel


def test_the_wheel_holds_all_that_the_repository_has(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        f"policygen/{path.relative_to(folder).as_posix()}"
        for folder in (ROOT / "src/policygen", ROOT)
        for path in (folder / "templates" if folder == ROOT else folder).rglob("*")
        if path.is_file() and not {"__pycache__", ".mypy_cache"} & set(path.parts)
    }
    assert sorted(wanted - names) == []
    assert "policygen/py.typed" in names
    assert "policygen/templates/layouts/base.html" in names
    assert not [name for name in names if name.startswith(("tests/", "content/", "scripts/"))]


def test_the_wheel_builds_a_tracker_away_from_the_repository(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    tracker = write_tracker(tmp_path / "tracker", SMALL)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed"), "PYTHONDONTWRITEBYTECODE": "1"}
    ran = subprocess.run(
        [sys.executable, "-P", "-m", "policygen", "build", "."],
        cwd=tracker,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (0, ""), ran.stderr
    page = (tracker / "build/zh/policies/plan.html").read_text(encoding="utf-8")
    assert "突破3500亿元" in page
    assert (tracker / "build/static/site.css").is_file()
