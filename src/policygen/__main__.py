"""The program: `python -m policygen`, and the command that is installed.

Owns the process that a command has to itself, and ends it. Whoever calls `policygen.cli.main` keeps theirs.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys

from policygen.cli import main


def run() -> None:
    """Do what the command line says, and leave. Nothing is given back piece by piece: what was read and imported stays
    to the end, so it is neither searched for garbage nor taken apart, and every file is closed by whoever opened it.
    """
    gc.disable()
    try:
        main(prog_name="policygen")
    except SystemExit as end:
        if isinstance(end.code, int) and "coverage" not in sys.modules:
            # What cannot be written any more is for the interpreter to tell, in its usual way.
            with contextlib.suppress(OSError, ValueError):
                for stream in filter(None, (sys.stdout, sys.stderr)):
                    stream.flush()
                os._exit(end.code)
        raise


if __name__ == "__main__":
    run()
