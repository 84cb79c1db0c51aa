"""Unchanged: whether there is anything to build at all.

Owns the one question asked before everything else, and answers it from the memory without reading a record. Refuses to
say yes on a doubt: every file that the site was made from, and every file of the site, must be the one it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from policygen.memory import Memory, Seen, digest_of, libraries, look_through, program_folders
from policygen.problems import PackedProblem
from policygen.publication import MANIFEST
from policygen.standing import digest_in, load_rows, look, look_ahead, read_ahead


class Asked(NamedTuple):
    """What a build was asked for, as far as it shows in the site."""

    output: str
    today: str
    as_of: str
    base_url: str

    @classmethod
    def of(cls, output: Path, today: date, as_of: date | None, base_url: str | None) -> Asked:
        return cls(str(output), today.isoformat(), as_of.isoformat() if as_of else "", base_url or "")


class Last(NamedTuple):
    """What the last build made: how many policies, articles and pages; and the problems that it told, packed, with the
    texts they point into.
    """

    policies: int
    articles: int
    pages: int
    problems: tuple[PackedProblem, ...]
    texts: tuple[str, ...]


def look_at_sources(memory: Memory, root: Path, templates: Sequence[Path]) -> dict[str, Seen]:
    """Every file that a site is made from, by path. To be asked before the files are read: what changes afterwards is
    then seen by the next build.
    """
    known = {path: Seen(*told) for path, told in (memory.load("sources") or {}).items()}
    return look_through([root / "content", *templates, *program_folders()], known)


def remember_sources(memory: Memory, sources: Mapping[str, Seen]) -> None:
    """Keep how the files were found, so that those that stay as they are need not be read to know it."""
    memory.save("sources", {path: tuple(seen) for path, seen in sources.items()})


def remember_run(memory: Memory, asked: Asked, sources: Mapping[str, Seen], last: Last) -> None:
    """Keep what a run was made from; only for one that published."""
    memory.save("run", (tuple(asked), tuple(last), tuple(libraries()), _digest(sources)))


def _digest(sources: Mapping[str, Seen]) -> str:
    return digest_of(text for path in sorted(sources) for text in (path, sources[path].digest))


def find_unchanged(
    memory: Memory, asked: Asked, root: Path, templates: Sequence[Path], jobs: int | None = 1
) -> Last | None:
    """The last build's counts if another would change nothing; None if that cannot be told. `jobs` is how many
    processes there may be, None for as many as there are processors.
    """
    run: Any = memory.load("run")
    if not run or run[0] != tuple(asked) or list(run[2]) != libraries():
        return None
    rows = load_rows(memory, asked.output)
    if MANIFEST not in rows:
        return None
    paths = list(rows)
    # Looking at the sources takes a while as well, so another process has more than half of the files.
    most = 3 * len(paths) // 5
    with closing(look_ahead(asked.output, paths[:most], rows, jobs)) as ahead:
        if _digest(look_at_sources(memory, root, templates)) != run[3]:
            return None
        altered = look(asked.output, paths[most:], rows) | read_ahead(ahead)
    return Last(*run[1]) if all(digest_in(row) == digest_in(rows[path]) for path, row in altered.items()) else None
