"""Publication: the output folder is the old site or the new site, whatever kills the build.

Owns the stage (a folder beside the output, `.build-stage` for `build`), the switch, and the manifest, by which a later
build tells its own files from others. Refuses to delete what it did not write: files that a publisher put into the
output are carried over, and a folder that is not a site of ours is left alone.

What has not changed is the same file in both sites, under one more name. Of many files even the names take a while, so
the old site stays in the stage as a spare (`spare`), which the next build brings up to date.

The switch is one exchange of two folder names where the system has it (Linux, on most file systems). Elsewhere it is
two renames, and a build killed between them leaves no output; the next build puts the old one back first. Files are
not forced to the disk: after a power failure, build again.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path
from types import TracebackType
from typing import Self

from policygen.spare import Tree, begin, bring_up, lay_by, walk

try:
    import fcntl
except ImportError:  # no such locks on Windows: two builds at once are then the user's own care
    fcntl = None  # type: ignore[assignment]

MANIFEST = ".policygen-manifest"
_MANIFEST_HEAD = "# The files of this site, written by policygen; a later build deletes only these.\n"
#: What publishers put into an empty folder before the first build.
_PUBLISHERS = frozenset((".git", ".gitignore", ".gitattributes", ".nojekyll", ".well-known", "CNAME", "_headers"))
#: A first build of so many files makes a spare as well; of fewer the names are made in a tenth of a second or two.
WORTH_A_SPARE = 5000
#: A later build of so many files leaves the site before it as the spare.
WORTH_LAYING_BY = 500
_SITE_NAME = re.compile(r"(new|old)-[0-9a-f]{8}")
_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


class PublicationError(Exception):
    """The output folder cannot be used; nothing has been changed. `help` says what to do."""

    def __init__(self, message: str, help: str = "") -> None:  # noqa: A002
        super().__init__(message)
        self.message = message
        self.help = help


def write_file(folder: Path, path: str, content: bytes) -> str:
    """Write one file of the site under `folder`; its SHA-256."""
    target = folder / path
    try:
        target.write_bytes(content)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def load_manifest(folder: Path) -> dict[str, str] | None:
    """The SHA-256 by path of the files we wrote into `folder`; None when it is no site of ours."""
    if not _is_ours(folder):
        return None
    lines = (folder / MANIFEST).read_text(encoding="utf-8").removeprefix(_MANIFEST_HEAD).splitlines()
    return {path: digest for digest, _, path in (line.partition("  ") for line in lines)}


def _is_ours(folder: Path) -> bool:
    """Whether it is a site of ours."""
    try:
        with open(folder / MANIFEST, encoding="utf-8") as lines:
            return lines.readline() == _MANIFEST_HEAD
    except (FileNotFoundError, NotADirectoryError):
        return False


class Publication:
    """One build's hold on the output folder: enter, fill `folder`, `publish`; what is not published is discarded.

    `ours` are the files of the site that is there, as its manifest has them.
    """

    def __init__(self, output: Path) -> None:
        # A link to the output stays; what it leads to is switched.
        self.output = output.resolve()
        self.stage = self.output.parent / f".{self.output.name}-stage"
        self.folder = self.stage / f"new-{secrets.token_hex(4)}"
        self._spare = self.stage / "spare"
        self.ours: dict[str, str] = {}
        self._switched = False

    def __enter__(self) -> Self:
        with _told(f"{self.output} cannot be written"):
            self._check_output()
            self.output.parent.mkdir(parents=True, exist_ok=True)
            self._lock = self._take_lock()
            try:
                self._mend()
                self.ours = load_manifest(self.output) or {}
                self.folder.mkdir()
            except BaseException:
                self._release()
                raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            # A stage that cannot be removed is no reason to hide what went wrong before, and after the switch it is
            # the old site, which the next build removes with due care for what is not ours.
            if not self._switched:
                shutil.rmtree(self.folder, ignore_errors=True)
        finally:
            self._release()

    def publish(self, digests: Mapping[str, str], kept: Set[str] = frozenset()) -> Set[str]:
        """Make the output what `folder` holds and the `kept` files of the old site, as they are: the files of
        `digests`. Which of the kept were not touched, be it by giving them another name.
        """
        with _told(f"{self.output} cannot be written"):
            if not self.output.exists():
                self._write_manifest(digests)
                self.folder.rename(self.output)
                self._switched, self.ours = True, dict(digests)
                if len(digests) >= WORTH_A_SPARE:
                    begin(self.output, self._spare)
                return set()
            there = walk(self.output)
            settled = bring_up(self._spare, self.folder, there, kept)
            for path in kept - settled:
                self._link(path)
            self._write_manifest(digests)
            self._carry_over(_others(there, self.ours))
            shutil.copymode(self.output, self.folder)
            old = self._switch()
            self._switched = True
            _bring_after(old, self.ours, self.output)
            if len(digests) < WORTH_LAYING_BY:
                shutil.rmtree(old)
            else:
                lay_by(old, self._spare)
            self.ours = dict(digests)
            return settled

    def _write_manifest(self, digests: Mapping[str, str]) -> None:
        lines = [f"{digests[path]}  {path}\n" for path in sorted(digests)]
        (self.folder / MANIFEST).write_text(_MANIFEST_HEAD + "".join(lines), encoding="utf-8", newline="\n")

    def _link(self, path: str) -> None:
        """Take a file of the old site over: the same file, with its time."""
        source, target = f"{self.output}/{path}", f"{self.folder}/{path}"
        try:
            _link(source, target)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            _link(source, target)

    def _check_output(self) -> None:
        output = self.output
        if not output.exists():
            return
        if not output.is_dir():
            raise PublicationError(f"{output} is a file, not a folder", "choose another folder with --output")
        if output == output.parent or output.is_mount():
            raise PublicationError(
                f"{output} is the top of a file system, which cannot be switched in one step",
                "build into a folder inside it",
            )
        if not _is_ours(output):
            others = sorted(entry.name for entry in output.iterdir() if entry.name not in _PUBLISHERS)
            if others:
                raise PublicationError(
                    f'{output} holds files that policygen did not write, "{others[0]}" for one',
                    "choose another folder with --output, or empty this one",
                )

    def _take_lock(self) -> int | None:
        """Hold the stage folder for this build alone; the lock goes with the process, however it ends."""
        while True:
            self.stage.mkdir(exist_ok=True)
            if fcntl is None:
                return None
            try:
                held = os.open(self.stage, os.O_RDONLY)
            except FileNotFoundError:
                continue
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(held)
                raise PublicationError(
                    f"another build is writing {self.output}", "wait until it has ended, and try again"
                ) from None
            # The last build may have removed the folder between the opening and the lock.
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(held), self.stage.stat()):
                    return held
            os.close(held)

    def _release(self) -> None:
        with contextlib.suppress(OSError):
            self.stage.rmdir()
        if self._lock is not None:
            os.close(self._lock)

    def _mend(self) -> None:
        """Clear away what a killed build has left in the stage."""
        left = sorted(entry for entry in self.stage.iterdir() if _SITE_NAME.fullmatch(entry.name))
        for site in left:
            if site.name.startswith("old-") and not self.output.exists():
                site.rename(self.output)
        for site in left:
            if not site.exists():
                continue
            ours = load_manifest(site)
            if ours is None or not self.output.exists():
                shutil.rmtree(site)
            else:
                _bring_after(site, ours, self.output)
                shutil.rmtree(site)

    def _carry_over(self, others: Iterable[str]) -> None:
        """Put what others put into the output into the new site too."""
        for path in others:
            source, target = self.output / path, self.folder / path
            try:
                if source.is_dir() and not source.is_symlink():
                    target.mkdir(parents=True, exist_ok=True)
                    shutil.copymode(source, target)
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                _link(source, target)
            except (FileExistsError, NotADirectoryError):
                if target.is_file() and source.is_file() and source.read_bytes() == target.read_bytes():
                    continue
                raise PublicationError(
                    f"{source} was not written by policygen, and the site has a file of that name",
                    "move it away, or build into another folder",
                ) from None

    def _switch(self) -> Path:
        """Give the new site the output's name; where the old site is now."""
        if _exchange(self.folder, self.output):
            return self.folder
        old = self.stage / self.folder.name.replace("new-", "old-")
        self.output.rename(old)
        try:
            self.folder.rename(self.output)
        except OSError:
            old.rename(self.output)
            raise
        return old


@contextlib.contextmanager
def _told(what: str) -> Iterator[None]:
    """Turn what the system refuses into a sentence."""
    try:
        yield
    except OSError as refused:
        reason = refused.strerror or str(refused)
        raise PublicationError(f"{what}: {reason[:1].lower()}{reason[1:]}") from refused


def _others(tree: Tree, ours: Mapping[str, str]) -> list[str]:
    """Paths of files and folders that are not ours, parents first; a folder is ours when it holds a file of ours."""
    our_folders: set[str] = set()
    for path in ours:
        parent = path
        while (parent := parent.rpartition("/")[0]) and parent not in our_folders:
            our_folders.add(parent)
    return sorted((tree.files.keys() - ours.keys() - {MANIFEST}) | (set(tree.folders) - our_folders))


def _link(source: str | Path, target: str | Path) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if os.path.exists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        shutil.copy2(source, target, follow_symlinks=False)


def _bring_after(site: Path, ours: Mapping[str, str], output: Path) -> None:
    """What others wrote into a site that is no longer the output, since it was copied, goes to the output."""
    for path in _others(walk(site), ours):
        source, target = site / path, output / path
        if source.is_dir() and not source.is_symlink():
            continue
        if not target.is_symlink() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            source.rename(target)
        elif source.lstat().st_mtime_ns > target.lstat().st_mtime_ns:
            source.replace(target)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders of one file system in one step; False where the system cannot."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(
        renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), ctypes.c_uint(_RENAME_EXCHANGE)) == 0
    )
