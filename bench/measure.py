"""Runs one command and tells what it took: python -I -S bench/measure.py RESULT TIMEOUT INTERVAL LOG COMMAND...

Owns one measurement, in a process as small as Python allows: a child begins with the memory of its parent, so a larger
one would be counted as the command's own. Time and processor time are the system's account of the ended child and of
what that waited for; `peak` is its largest process. With an INTERVAL (seconds, 0 for none) the memory of all its
processes together is sampled, shared pages divided among those that share them: that costs time, so such a run is not
timed.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time


def main() -> None:
    result, timeout, interval, log = sys.argv[1], float(sys.argv[2]), float(sys.argv[3]), sys.argv[4]
    measured = measure(sys.argv[5:], timeout, interval, log)
    with open(result, "w", encoding="utf-8") as file:
        json.dump(measured, file)


def measure(command: list[str], timeout: float, interval: float, log: str) -> dict[str, object]:
    with open(log, "wb") as out:
        began = time.monotonic()
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
        together, next_sample, late = 0, began, False
        signal.signal(signal.SIGALRM, lambda *_: os.killpg(child.pid, signal.SIGKILL))
        signal.alarm(max(1, int(timeout)))
        if interval:
            while True:
                pid, status, usage = os.wait4(child.pid, os.WNOHANG)
                if pid:
                    break
                if time.monotonic() >= next_sample:
                    together = max(together, _memory(child.pid))
                    next_sample = time.monotonic() + interval
                time.sleep(0.005)
        else:
            _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - began
        signal.alarm(0)
        late = wall >= timeout
    code = os.waitstatus_to_exitcode(status)
    child.returncode = code
    measured: dict[str, object] = {
        "wall": round(wall, 4),
        "cpu": round(usage.ru_utime + usage.ru_stime, 4),
        "peak": round(usage.ru_maxrss / 1024, 1),
        "code": code,
        "late": late,
    }
    if interval:
        measured["together"] = round(together / 1024, 1)
    return measured


def _memory(pid: int) -> int:
    """The memory of a process and all below it, in kB; what cannot be read any more counts nothing."""
    total = 0
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
            for line in file:
                if line.startswith("Pss:"):
                    total = int(line.split()[1])
                    break
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
            below = file.read().split()
    except (OSError, ValueError):
        return total
    return total + sum(_memory(int(other)) for other in below)


if __name__ == "__main__":
    main()
