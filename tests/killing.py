"""Processes that are killed in the middle of what they do."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable


def killed_at(step: int, act: Callable[[], object]) -> bool:
    """Act in a process that is killed before its `step`th touch of the disk; False when it ended before."""
    child = os.fork()
    if child == 0:
        left = step

        def hook(event: str, _: tuple[object, ...]) -> None:
            nonlocal left
            if event != "os.kill" and event.startswith(("os.", "open", "shutil.", "ctypes.", "fcntl.")):
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        try:
            act()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])
