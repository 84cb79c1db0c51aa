"""What the disk tells of an output: which of its files are still what was written."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import closing
from pathlib import Path

import pytest

from policygen import memory, standing
from policygen.build import Options, build
from policygen.loader import find_templates
from policygen.memory import Memory, Seen, let_settle
from policygen.publication import MANIFEST, load_manifest
from policygen.standing import digest_in, load_rows, look, look_ahead, pack, read_ahead, unpack
from policygen.unchanged import Asked, Last, find_unchanged
from tests.test_incremental import AS_OF
from tests.trackers import SMALL, write_tracker


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = write_tracker(tmp_path, SMALL)
    for _ in range(2):
        assert build(root, root / "build", Options(AS_OF)).published
    return root


def altered(root: Path) -> dict[str, bytes]:
    output = str(root / "build")
    rows = load_rows(Memory(root), output)
    return look(output, list(rows), rows)


def unchanged(root: Path, jobs: int | None = 1) -> Last | None:
    return find_unchanged(Memory(root), Asked.of(root / "build", AS_OF, None, None), root, find_templates(root), jobs)


def test_a_row_has_all_that_was_seen() -> None:
    seen = Seen(2**40, -1, 2**62, 2**64 - 1, "0f" * 32, 5)
    assert unpack(pack(seen)) == seen
    assert digest_in(pack(seen)) == seen.digest
    assert digest_in(b"") == ""


def test_every_file_and_the_manifest_are_taken_down(root: Path) -> None:
    rows = load_rows(Memory(root), str(root / "build"))
    digests = {path: digest_in(row) for path, row in rows.items()}
    assert digests.pop(MANIFEST)
    assert digests == load_manifest(root / "build")
    assert not any(unpack(row).taken for row in rows.values())
    assert altered(root) == {}


def test_what_was_altered_is_found(root: Path) -> None:
    page = root / "build/index.html"
    told = page.stat()
    page.write_bytes(page.read_bytes().replace(b"<title>", b"<TITLE>", 1))
    os.utime(page, ns=(told.st_atime_ns, told.st_mtime_ns))
    (root / "build/about.html").unlink()
    found = altered(root)
    assert found.keys() == {"index.html", "about.html"}
    assert found["about.html"] == b""
    assert digest_in(found["index.html"]) != load_manifest(root / "build")["index.html"]  # type: ignore[index]


def test_a_touch_alters_no_bytes(root: Path) -> None:
    (root / "build/index.html").touch()
    row = altered(root)["index.html"]
    assert digest_in(row) == load_manifest(root / "build")["index.html"]  # type: ignore[index]


def test_a_file_nobody_knows_of_is_read(root: Path) -> None:
    output = str(root / "build")
    found = look(output, ["index.html"], {})
    assert digest_in(found["index.html"]) == load_manifest(root / "build")["index.html"]  # type: ignore[index]


@pytest.fixture(params=[1, None], ids=["here", "elsewhere"])
def jobs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int | None:
    monkeypatch.setattr(standing, "_WORTH_A_PROCESS", 1)
    return request.param


def test_who_looks_does_not_matter(root: Path, jobs: int | None) -> None:
    (root / "build/index.html").write_text("meddled", encoding="utf-8")
    let_settle(time.time_ns())
    output = str(root / "build")
    rows = load_rows(Memory(root), output)
    with closing(look_ahead(output, list(rows), rows, jobs)) as ahead:
        assert read_ahead(ahead) == altered(root) != {}


@pytest.mark.parametrize("path", ["index.html", MANIFEST, "data/policies.json"])
def test_nothing_is_unchanged_where_a_file_is_not_what_was_written(root: Path, path: str, jobs: int | None) -> None:
    assert unchanged(root, jobs) is not None
    (root / "build" / path).touch()
    assert unchanged(root, jobs) is not None
    (root / "build" / path).write_text("meddled", encoding="utf-8")
    assert unchanged(root, jobs) is None


def test_nothing_is_unchanged_where_files_are_gone(root: Path, jobs: int | None) -> None:
    shutil.rmtree(root / "build/data")
    assert unchanged(root, jobs) is None
    assert build(root, root / "build", Options(AS_OF, jobs=jobs)).published
    assert unchanged(root, jobs) is not None
    assert (root / "build/data/policies.json").is_file()


def test_nothing_is_unchanged_in_an_output_that_is_not_known(root: Path) -> None:
    shutil.copytree(root / "build", root / "other")
    asked = Asked.of(root / "other", AS_OF, None, None)
    assert find_unchanged(Memory(root), asked, root, find_templates(root)) is None


def test_only_the_rest_of_a_moment_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(memory.time, "sleep", slept.append)
    monkeypatch.setattr(memory.time, "time_ns", lambda: 1_000_000_000)
    for written in (0, 980_000_000, 1_000_000_000, 5_000_000_000):
        let_settle(written)
    assert slept == [0, 0.01, 0.03, 0.03]
