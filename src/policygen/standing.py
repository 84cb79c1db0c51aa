"""Standing: the files of an output, from one build to the next.

Owns which of them are still what was written, and looks in as many processes as pay. What the disk told of a file is a
row of bytes: there are more files than anything else, and a build that has nothing to do spends its time here. Refuses
the question when a file is the same, which is `memory`.
"""

from __future__ import annotations

import marshal
import os
import struct
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from policygen.memory import Memory, Seen, let_settle, look_at, trust
from policygen.publication import MANIFEST
from policygen.sharing import Ahead, processes

#: What was seen of a file: size, times, place on the disk, when it was looked at, and its SHA-256.
_ROW: Final = struct.Struct("<QqqQq32s")
_TOLD: Final = struct.Struct("<QqqQq")
#: Fewer files are looked at sooner than a process is begun.
_WORTH_A_PROCESS: Final = 8_000

#: Rows by path.
Rows = dict[str, bytes]


def pack(seen: Seen) -> bytes:
    """What was seen of a file as a row."""
    return _ROW.pack(*seen[:4], seen.taken, bytes.fromhex(seen.digest))


def unpack(row: bytes) -> Seen:
    """The inverse of `pack`."""
    size, modified, changed, place, taken, digest = _ROW.unpack(row)
    return Seen(size, modified, changed, place, digest.hex(), taken)


def digest_in(row: bytes) -> str:
    """The SHA-256 of a row's file."""
    return row[_TOLD.size :].hex()


def load_rows(memory: Memory, output: str) -> Rows:
    """What was remembered of the files in this output, and of its manifest."""
    found: Rows = (memory.load("outputs") or {}).get(output, {})
    return found


def look(output: str, paths: Iterable[str], rows: Mapping[str, bytes]) -> dict[str, bytes]:
    """Which of these files the disk does not tell of as in `rows`, with their rows as they are now: b"" for one that is
    not there.
    """
    found: dict[str, bytes] = {}
    told_by, row_of = os.stat, rows.get
    for path in paths:
        row = row_of(path)
        place = f"{output}/{path}"
        if row is not None:
            try:
                told = told_by(place)
            except OSError:
                found[path] = b""
                continue
            # A row whose file was looked at too soon to trust the disk has a time there, and never is the same.
            if row.startswith(_TOLD.pack(told.st_size, told.st_mtime_ns, told.st_ctime_ns, told.st_ino, 0)):
                continue
        seen = look_at(place, unpack(row) if row else None)
        found[path] = pack(seen) if seen else b""
    return found


def look_ahead(output: str, paths: Sequence[str], rows: Mapping[str, bytes], jobs: int | None) -> Ahead:
    """The same for whoever asks later, by `read_ahead`: meanwhile a process of its own looks, where that pays."""
    elsewhere = processes(jobs, 2 * len(paths), _WORTH_A_PROCESS) > 1
    return Ahead(lambda: marshal.dumps(look(output, paths, rows)), elsewhere=elsewhere)


def read_ahead(ahead: Ahead) -> dict[str, bytes]:
    """What was found by then."""
    found: dict[str, bytes] = marshal.loads(ahead.result())  # noqa: S302 - of `look`
    return found


def remember_rows(memory: Memory, output: str, digests: Mapping[str, str], known: Mapping[str, bytes]) -> None:
    """Take down an output as it stands, which has these files and its manifest. What is `known` of files is still so;
    the others were written or checked by this program just now, and are not read again.
    """
    manifest = look_at(f"{output}/{MANIFEST}", unpack(known[MANIFEST]) if MANIFEST in known else None)
    digests = {**digests, MANIFEST: manifest.digest} if manifest else digests
    rows = dict(known) | _trust(output, digests, digests.keys() - known.keys())
    # Most were written long enough ago; the moment of the others is waited for.
    recent = {path: seen for path, row in rows.items() if (seen := unpack(row)).taken}
    if recent:
        let_settle(max(max(seen.modified, seen.changed) for seen in recent.values()))
        rows |= _trust(output, digests, recent)
    outputs: dict[str, Rows] = memory.load("outputs") or {}
    memory.save("outputs", {**outputs, output: rows})


def _trust(output: str, digests: Mapping[str, str], paths: Iterable[str]) -> Rows:
    seen = {path: trust(f"{output}/{path}", digests[path]) for path in paths}
    return {path: pack(file) for path, file in seen.items() if file is not None}
