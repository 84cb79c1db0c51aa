"""Sharing: work that several processes do together, each giving back bytes.

Owns the processes and how many of them pay. Refuses to bring anything else back: a process begins with everything that
there is, and what it changes is gone with it.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from typing import Final

#: A forked process has everything already; elsewhere it would have to be sent.
FORKS: Final = sys.platform == "linux"


def processes(jobs: int | None, work: int, worth: int) -> int:
    """How many processes pay for this much work, where less than `worth` for each does not; `jobs` at most, None for as
    many as there are processors.
    """
    return max(1, min(processors() if jobs is None else jobs, work // worth)) if FORKS else 1


def processors() -> int:
    """How many processes can run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Ahead:
    """Work that is asked for later: meanwhile a process of its own does it, if it is to be done `elsewhere`."""

    def __init__(self, work: Callable[[], bytes], *, elsewhere: bool) -> None:
        self._work = work
        self._waiting = _begin(work) if elsewhere else None

    def result(self) -> bytes:
        """What the work gives. What went wrong elsewhere is done again here, so that whatever is raised is raised to
        the caller.
        """
        if self._waiting is None:
            return self._work()
        child, pipe = self._waiting
        self._waiting = None
        with open(pipe, "rb") as stream:
            data = stream.read()
        return data if os.waitpid(child, 0)[1] == 0 else self._work()

    def close(self) -> None:
        """Nobody wants what it gives any more: the process is ended and waited for."""
        if self._waiting is not None:
            child, pipe = self._waiting
            self._waiting = None
            os.close(pipe)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def share(work: Callable[[int], bytes], parts: int) -> list[bytes]:
    """What `work` gives for each number below `parts`, in their order: for 0 here, for each other in a process of its
    own.
    """
    others = [Ahead(partial(work, part), elsewhere=True) for part in range(1, parts)]
    try:
        return [work(0), *(other.result() for other in others)]
    finally:
        for other in others:
            other.close()


def _begin(work: Callable[[], bytes]) -> tuple[int, int]:
    """A process that does the work, and where its bytes come from."""
    here, there = os.pipe()
    child = os.fork()
    if child:
        os.close(there)
        return child, here
    failed = 1
    try:
        os.close(here)
        with open(there, "wb") as stream:
            stream.write(work())
        failed = 0
    finally:
        # Nothing of the caller's is finished, flushed or told here.
        os._exit(failed)
