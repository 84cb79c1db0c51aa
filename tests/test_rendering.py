from __future__ import annotations

import multiprocessing
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policygen import rendering
from policygen.build import Options, check
from policygen.cli import main
from policygen.rendering import RenderingError
from policygen.site.files import SiteFile
from tests.trackers import SMALL, write_tracker


def options(jobs: int | None) -> Options:
    return Options(today=date(2026, 11, 20), jobs=jobs)


def test_as_many_processes_as_pay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []
    in_processes = rendering._in_processes

    def count(work: rendering.Rendering, jobs: int) -> object:
        begun.append(jobs)
        return in_processes(work, jobs)

    monkeypatch.setattr(rendering, "_in_processes", count)
    monkeypatch.setattr(rendering, "processors", lambda: 3)
    tracker = write_tracker(tmp_path, SMALL)
    monkeypatch.setattr(rendering, "_PAGES_WORTH_A_PROCESS", 1000)
    pages = check(tracker, options(None)).pages
    assert begun == []
    monkeypatch.setattr(rendering, "_PAGES_WORTH_A_PROCESS", pages // 2)
    check(tracker, options(None))
    assert begun == [2]
    monkeypatch.setattr(rendering, "_PAGES_WORTH_A_PROCESS", 1)
    check(tracker, options(None))
    assert begun == [2, 3]
    monkeypatch.setattr(rendering, "_PAGES_WORTH_A_PROCESS", pages // 4)
    check(tracker, options(10**6))
    assert begun[:2] == [2, 3]
    assert 4 <= begun[2] < 10


def test_who_is_done_helps_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "_CHUNK", 2)
    begun = [multiprocessing.Value("i", 0) for _ in range(3)]
    pages = range(24)
    slow, quick = (rendering._take(pages, number, begun) for number in (1, 2))
    taken = [*next(slow), *(page for chunk in quick for page in chunk)]
    assert taken[:6] == [1, 4, 2, 5, 8, 11]
    assert sorted(taken) == list(pages)
    assert list(slow) == []


def test_the_slices_of_a_drawer_are_made_by_one_process() -> None:
    nothing: Any = None
    files = [
        SiteFile(nothing, nothing, nothing, f"search/{drawer}-{number}.js", kind, f"{drawer} {number}", nothing)
        for kind in ("search-index", "search-cards")
        for drawer in range(3)
        for number in range(4)
    ]
    shares = rendering._share_out(files, 2)
    drawers = [{file.batch for file in share if file.kind == "search-index"} for share in shares]
    assert drawers == [{"0", "2"}, {"1"}]
    assert [sum(file.kind == "search-cards" for file in share) for share in shares] == [6, 6]
    assert [file.kind for file in shares[0][:8]] == ["search-index"] * 8
    # no chunk ends within a drawer, however small chunks are
    chunks = list(rendering._cut(shares[0], 3))
    assert [len(chunk) for chunk in chunks] == [4, 4, 3, 3]
    assert [file for chunk in chunks for file in chunk] == shares[0]


def test_few_pages_are_taken_one_by_one_and_many_by_the_chunk() -> None:
    def sizes(number: int) -> list[int]:
        begun = [multiprocessing.Value("i", 0) for _ in range(2)]
        return [len(chunk) for chunk in rendering._take(range(number), 0, begun)]

    assert sizes(16) == [2] * 8
    assert sizes(4) == [1] * 4
    assert set(sizes(1600)) == {20}


def test_a_process_that_is_killed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "_work", lambda *_: os._exit(9))
    with pytest.raises(RenderingError, match="a process that rendered pages was ended from outside"):
        check(write_tracker(tmp_path, SMALL), options(2))


def test_the_door_tells_of_it_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(rendering, "_work", lambda *_: os._exit(9))
    with pytest.raises(SystemExit) as ended:
        main(["check", str(write_tracker(tmp_path, SMALL)), "--jobs", "2"])
    assert ended.value.code == 2
    assert capsys.readouterr().err == (
        "error: a process that rendered pages was ended from outside\n"
        "   help: try again, with --jobs 1 if it happens again\n"
    )
