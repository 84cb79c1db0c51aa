"""Work is divided among processes, and nobody can tell from what comes back."""

from __future__ import annotations

import os
import time
from contextlib import closing
from pathlib import Path

import pytest

from policygen import keeping, rebuild, sharing, standing
from policygen.build import Options, build
from policygen.sharing import Ahead, processes, share
from tests.test_incremental import AS_OF, tree
from tests.trackers import POLICY, SMALL, write_tracker


def test_as_many_processes_as_pay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "FORKS", True)
    monkeypatch.setattr(sharing, "processors", lambda: 4)
    assert [processes(None, work, 10) for work in (0, 9, 19, 20, 30, 1000)] == [1, 1, 1, 2, 3, 4]
    assert [processes(jobs, 1000, 10) for jobs in (1, 2, 9)] == [1, 2, 9]
    monkeypatch.setattr(sharing, "FORKS", False)
    assert processes(9, 1000, 10) == 1


def test_results_come_in_order_and_from_others() -> None:
    results = share(lambda part: f"{part} {os.getpid()} ".encode() * 100_000, 3)
    assert [result[:2] for result in results] == [b"0 ", b"1 ", b"2 "]
    assert len({result.split()[1] for result in results}) == 3
    assert results[0].split()[1] == str(os.getpid()).encode()


def test_what_ends_early_is_done_again() -> None:
    here = os.getpid()

    def work(part: int) -> bytes:
        if part and os.getpid() != here:
            os._exit(9)
        return bytes([part])

    assert share(work, 3) == [b"\0", b"\1", b"\2"]


def test_nobody_is_left_behind(tmp_path: Path) -> None:
    def work(part: int) -> bytes:
        if part:
            (tmp_path / str(part)).write_text(str(os.getpid()))
            return bytes(1_000_000)
        while len(list(tmp_path.iterdir())) < 2:
            pass
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        share(work, 3)
    for path in tmp_path.iterdir():
        with pytest.raises(ProcessLookupError):
            os.kill(int(path.read_text()), 0)


def test_what_is_raised_elsewhere_is_raised_here() -> None:
    def work(part: int) -> bytes:
        return bytes([1 // (2 - part)])

    with pytest.raises(ZeroDivisionError):
        share(work, 3)


def test_a_site_is_the_same_however_many_read_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_WORTH_A_PROCESS", 1)
    monkeypatch.setattr(rebuild, "_FACTS_WORTH_A_PROCESS", 1)
    monkeypatch.setattr(standing, "_WORTH_A_PROCESS", 1)
    files = {f"content/policies/plan-{n}.md": POLICY.replace("Shanghai plan", f"Plan {n}") for n in range(9)}
    sites = []
    for jobs in (1, 3):
        root = write_tracker(tmp_path / str(jobs), {**SMALL, **files})
        assert build(root, root / "build", Options(AS_OF, jobs=jobs)).published
        added = root / "content/policies/another.md"
        added.write_text(POLICY.replace("Shanghai plan", "Another"), encoding="utf-8")
        assert build(root, root / "build", Options(AS_OF, jobs=jobs)).published
        sites.append(tree(root / "build"))
    assert sites[0] == sites[1]


def test_mistakes_are_told_the_same_however_many_read_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_WORTH_A_PROCESS", 1)
    wrong = POLICY.replace("instrument:", "instrumnt:")
    files = {f"content/policies/plan-{n}.md": wrong if n % 2 else POLICY for n in range(6)}
    root = write_tracker(tmp_path, {**SMALL, **files})
    alone, together = (build(root, root / "build", Options(AS_OF, jobs=jobs)).problems for jobs in (1, 3))
    assert list(together) == list(alone)
    assert len({problem.span.path for problem in alone}) > 2


def test_work_is_done_ahead_and_waited_for_when_it_is_asked_for() -> None:
    ahead = Ahead(lambda: f"{os.getpid()} ".encode() * 100_000, elsewhere=True)
    here = Ahead(f"{os.getpid()} ".encode, elsewhere=False)
    assert int(ahead.result().split()[0]) != os.getpid()
    assert here.result() == f"{os.getpid()} ".encode()
    ahead.close()


def test_work_that_nobody_asks_for_is_stopped(tmp_path: Path) -> None:
    def work() -> bytes:
        (tmp_path / "begun").write_text(str(os.getpid()), encoding="utf-8")
        time.sleep(1000)
        return b""

    with closing(Ahead(work, elsewhere=True)):
        while not (tmp_path / "begun").exists() or not (tmp_path / "begun").read_text(encoding="utf-8"):
            time.sleep(0.001)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "begun").read_text(encoding="utf-8")), 0)
