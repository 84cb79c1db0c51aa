"""The spare: the site before the one that is out, whose files are those of the site wherever the two agree.

Owns bringing it up to date, so that publishing a large site touches what changed since and not every file. It is a
tree of names for files that are there anyway. Refuses to be trusted: a name counts only while it
stands for the very file that the output has under it, and a spare that is missing or damaged is no more than time lost.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Set
from pathlib import Path
from typing import NamedTuple


class Tree(NamedTuple):
    """Everything below a folder: the number that each file has on the disk, by its path from there, and the folders,
    each before those in it. A link is a file, wherever it leads.
    """

    files: dict[str, int]
    folders: list[str]


def walk(top: Path) -> Tree:
    """What there is below a folder."""
    found = Tree({}, [])
    files, folders = found
    waiting = [(str(top), "")]
    while waiting:
        folder, within = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                path = within + entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.append(path)
                    waiting.append((entry.path, f"{path}/"))
                else:
                    files[path] = entry.inode()
    return found


def bring_up(spare: Path, folder: Path, output: Tree, kept: Set[str]) -> Set[str]:
    """Make of the spare the site whose new files stand in `folder`, and give it that name. Which of the `kept` files of
    the output it had already: none when there is no spare worth it, and `folder` is as it was.
    """
    if not spare.is_dir():
        return set()
    files, folders = walk(spare)
    settled = {path for path, _ in files.items() & output.files.items()} & kept
    if 2 * len(settled) < len(kept):
        shutil.rmtree(spare)
        return set()
    for path in files.keys() - settled:
        os.unlink(f"{spare}/{path}")
    for path in reversed(folders):
        with contextlib.suppress(OSError):  # it is still needed
            os.rmdir(f"{spare}/{path}")
    new = walk(folder)
    for path in new.folders:
        os.makedirs(f"{spare}/{path}", exist_ok=True)
    for path in new.files:
        os.rename(f"{folder}/{path}", f"{spare}/{path}")
    shutil.rmtree(folder)
    spare.rename(folder)
    return settled


def begin(output: Path, spare: Path) -> None:
    """Make the first spare: the output under second names. A first build has the time for it, and the next one not."""
    try:
        _make_room(spare)
        shutil.copytree(output, spare, copy_function=os.link)
    except OSError:  # no hard links, no room: the site is out all the same
        shutil.rmtree(spare, ignore_errors=True)


def lay_by(old: Path, spare: Path) -> None:
    """Make a site that is no longer the output the spare."""
    _make_room(spare)
    old.rename(spare)


def _make_room(spare: Path) -> None:
    if spare.exists():
        shutil.rmtree(spare)
    (spare.parent / ".gitignore").write_text("*\n", encoding="utf-8")
