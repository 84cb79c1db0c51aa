"""The spare: the site before the one that is out, whose files are those of the site wherever the two agree.

Owns bringing it up to date, so that publishing a large site touches what changed since and not every file. It is a
tree of names for files that are there anyway. Refuses to be trusted: a name counts only while it
stands for the very file that the output has under it, and a spare that is missing or damaged is no more than time lost.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple


class Item(NamedTuple):
    """Something in a folder: its path from there, and the number that its file has on the disk."""

    path: str
    inode: int
    is_folder: bool


def walk(folder: Path | str, within: str = "") -> Iterator[Item]:
    """Everything below a folder, a folder before what is in it. A link is a file, wherever it leads."""
    with os.scandir(folder) as entries:
        for entry in entries:
            is_folder = entry.is_dir(follow_symlinks=False)
            yield Item(f"{within}{entry.name}", entry.inode(), is_folder)
            if is_folder:
                yield from walk(entry.path, f"{within}{entry.name}/")


def bring_up(spare: Path, folder: Path, inodes: Mapping[str, int], kept: Collection[str]) -> set[str]:
    """Make of the spare the site whose new files stand in `folder`, and give it that name. Which of the `kept` files,
    whose numbers in the output are `inodes`, it had already: none when there is no spare worth it, and `folder` is as
    it was.
    """
    if not spare.is_dir():
        return set()
    items = list(walk(spare))
    settled = {path for path, inode, is_folder in items if not is_folder and path in kept and inodes.get(path) == inode}
    if 2 * len(settled) < len(kept):
        shutil.rmtree(spare)
        return set()
    for path, _, is_folder in reversed(items):
        if is_folder:
            with contextlib.suppress(OSError):  # it is still needed
                os.rmdir(f"{spare}/{path}")
        elif path not in settled:
            os.unlink(f"{spare}/{path}")
    for path, _, is_folder in list(walk(folder)):
        if is_folder:
            os.makedirs(f"{spare}/{path}", exist_ok=True)
        else:
            os.rename(f"{folder}/{path}", f"{spare}/{path}")
    shutil.rmtree(folder)
    spare.rename(folder)
    return settled


def lay_by(old: Path, spare: Path) -> None:
    """Make a site that is no longer the output the spare."""
    if spare.exists():
        shutil.rmtree(spare)
    old.rename(spare)
    (spare.parent / ".gitignore").write_text("*\n", encoding="utf-8")
