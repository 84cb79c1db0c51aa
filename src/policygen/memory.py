"""Memory: what the last build knew, kept in `.policygen/` beside the tracker's content.

Owns the digests of files, taken again only when a file may have changed, and the parts of the memory on disk. Refuses
to matter: a memory that is missing, damaged, of another program or of another checkout is forgotten, and the site is
the same bytes without it.

What is remembered decides what the site says, and a folder may come from a stranger. So every part is signed with a key
that stays in this user's own folder of caches: what was not written by this user is forgotten before it is looked at.

A file is the same when its size, its times and its place on the disk are, and it was not written within the moment in
which the digest was taken; everything else is read again. No tool can set the time of change (ctime), so other bytes of
the same size and date are noticed.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import marshal
import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

FOLDER: Final = ".policygen"
_HEAD: Final = "policygen memory 3"
_SIGNATURE: Final = 32
#: Within this many nanoseconds two writes may bear one time; far longer where the disk keeps whole seconds.
_MOMENT: Final = 20_000_000
_LONG_MOMENT: Final = 2_100_000_000
#: The libraries whose version shows in pages.
_LIBRARIES: Final = ("babel", "comrak", "jinja2", "markdown", "markupsafe", "nh3", "pydantic", "pyyaml")


class Seen(NamedTuple):
    """A file when its digest was taken: what the disk told of it, the SHA-256, and when that was (0: long enough after
    the last write to trust the disk).
    """

    size: int
    modified: int
    changed: int
    place: int
    digest: str
    taken: int


def look_at(path: str, known: Seen | None) -> Seen | None:
    """The file as it is now, its bytes read only if it may have changed since `known`; None when there is none."""
    try:
        told = os.stat(path)
        if known and known[:4] == (told.st_size, told.st_mtime_ns, told.st_ctime_ns, told.st_ino) and not known.taken:
            return known
        now = time.time_ns()
        with open(path, "rb") as stream:
            told = os.fstat(stream.fileno())
            digest = hashlib.sha256(stream.read()).hexdigest()
    except OSError:
        return None
    return _seen(told, digest, now)


def trust(path: str, digest: str) -> Seen | None:
    """A file that was written or checked by this program just now, without reading it again; None when it is gone."""
    now = time.time_ns()
    try:
        return _seen(os.stat(path), digest, now)
    except OSError:
        return None


def let_settle(written: int) -> None:
    """Wait until a later write must bear a later time than one at that time, in nanoseconds."""
    now = time.time_ns()
    time.sleep(max(0, min(written, now) + 1.5 * _MOMENT - now) / 1e9)


def _seen(told: os.stat_result, digest: str, now: int) -> Seen:
    moment = _MOMENT if told.st_ctime_ns % 1_000_000_000 else _LONG_MOMENT
    is_recent = now - max(told.st_ctime_ns, told.st_mtime_ns) < moment
    return Seen(told.st_size, told.st_mtime_ns, told.st_ctime_ns, told.st_ino, digest, now if is_recent else 0)


def look_through(folders: Iterable[Path], known: Mapping[str, Seen]) -> dict[str, Seen]:
    """Every file below the folders by path, hidden ones aside, as they are now."""
    found: dict[str, Seen] = {}
    for folder in folders:
        for path in _walk(str(folder)):
            seen = look_at(path, known.get(path))
            if seen is not None:
                found[path] = seen
    return found


def _walk(folder: str) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            items = sorted(entries, key=lambda item: item.name)
    except OSError:
        return
    for item in items:
        if item.name.startswith(".") or item.name == "__pycache__":
            continue
        if item.is_dir(follow_symlinks=False):
            yield from _walk(item.path)
        else:
            yield item.path


def digest_of(parts: Iterable[str]) -> str:
    """One digest of several texts in their order."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def program_folders() -> list[Path]:
    return [Path(__file__).parent]


@functools.cache
def libraries() -> list[str]:
    """The names and versions of the libraries that pages are made with, and of Python, without importing any."""
    found = {f"python-{sys.version}"}
    for folder in sys.path:
        with contextlib.suppress(OSError):
            for name in os.listdir(folder or "."):
                if name.endswith((".dist-info", ".egg-info")) and name.lower().split("-")[0] in _LIBRARIES:
                    found.add(name.lower())
    return sorted(found)


class Memory:
    """The parts of the memory by name; each holds nothing but numbers, texts, bytes and collections of them."""

    def __init__(self, root: Path, *, forget: bool = False) -> None:
        self.folder = root / FOLDER
        self._key = None if forget else own_key()

    def load(self, part: str) -> Any:
        """What was saved under this name; None when it is not there or not what this user saved."""
        if self._key is None:
            return None
        try:
            data = memoryview((self.folder / part).read_bytes())
            if _sign(part, data[_SIGNATURE:], self._key) != data[:_SIGNATURE]:
                return None
            return marshal.loads(data[_SIGNATURE:])  # noqa: S302 - written by this user, as the signature tells
        except (OSError, ValueError, EOFError, TypeError):
            return None

    def save(self, part: str, value: Any) -> None:
        """Keep the value for the next build; a disk that refuses is no reason to fail."""
        key = own_key()
        if key is None:
            return
        data = marshal.dumps(value)
        beside = self.folder / f"{part}.{os.getpid()}"
        with contextlib.suppress(OSError):
            self.make_folder()
            beside.write_bytes(_sign(part, data, key) + data)
            beside.replace(self.folder / part)

    def make_folder(self) -> None:
        self.folder.mkdir(exist_ok=True)
        ignore = self.folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")


def _sign(part: str, data: bytes | memoryview, key: bytes) -> bytes:
    head = f"{_HEAD}\n{sys.version}\n{program_digest()}\n{part}\n"
    found = hashlib.blake2b(head.encode(), key=key, digest_size=_SIGNATURE)
    found.update(data)
    return found.digest()


@functools.cache
def program_digest() -> str:
    """One digest of this program's code: what another one wrote down may mean something else."""
    code = sorted(path for folder in program_folders() for path in _walk(str(folder)) if path.endswith(".py"))
    return digest_of(hashlib.sha256(Path(path).read_bytes()).hexdigest() for path in code)


@functools.cache
def own_key() -> bytes | None:
    """This user's key, made when there is none; None where there is no folder to keep it in, and so no memory."""
    for folder in _own_folders():
        path = folder / "key"
        with contextlib.suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_own(folder, 0o022):
                continue
            if path.exists():
                key = path.read_bytes()
                if _is_own(path, 0o077) and len(key) == _SIGNATURE:
                    return key
                path.unlink()
            with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as stream:
                stream.write(os.urandom(_SIGNATURE))
            return path.read_bytes()
    return None


def _own_folders() -> Iterator[Path]:
    """Where a key may be kept, the best place first."""
    caches = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    if os.path.isabs(caches):
        yield Path(caches, "policygen")
    if hasattr(os, "getuid"):
        yield Path(os.environ.get("TMPDIR") or "/tmp", f"policygen-{os.getuid()}")  # noqa: S108 - if it is our own


def _is_own(path: Path, others: int) -> bool:
    """Whether it is this user's, no link, and closed to others in the ways that `others` has the bits of."""
    told = path.lstat()
    if not hasattr(os, "getuid"):
        return True
    return told.st_uid == os.getuid() and not told.st_mode & others and not stat.S_ISLNK(told.st_mode)
