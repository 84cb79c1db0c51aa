"""Sharing: work that several processes do together, each giving back bytes.

Owns the processes and how many of them pay. Refuses to bring anything else back: a process begins with everything that
there is, and what it changes is gone with it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
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


def share(work: Callable[[int], bytes], parts: int) -> list[bytes]:
    """What `work` gives for each number below `parts`, in their order: for 0 here, for each other in a process of its
    own. What went wrong there is done again here, so that whatever is raised is raised to the caller.
    """
    waiting = [_begin(work, part) for part in range(1, parts)]
    try:
        results = [work(0)]
        while waiting:
            child, pipe = waiting.pop(0)
            with open(pipe, "rb") as stream:
                data = stream.read()
            results.append(data if os.waitpid(child, 0)[1] == 0 else work(len(results)))
    finally:
        # Nobody wants what the others give any more; they end when they find out.
        for _, pipe in waiting:
            os.close(pipe)
        for child, _ in waiting:
            os.waitpid(child, 0)
    return results


def _begin(work: Callable[[int], bytes], part: int) -> tuple[int, int]:
    """A process that does a part, and where its bytes come from."""
    here, there = os.pipe()
    child = os.fork()
    if child:
        os.close(there)
        return child, here
    failed = 1
    try:
        os.close(here)
        with open(there, "wb") as stream:
            stream.write(work(part))
        failed = 0
    finally:
        # Nothing of the caller's is finished, flushed or told here.
        os._exit(failed)
