"""What a build did to the files of its output.

Owns telling a file that was written again from one that changed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class File(NamedTuple):
    inode: int
    modified: int
    size: int
    digest: bytes


Tree = Mapping[str, File]


class Difference(NamedTuple):
    """Files `written`, be it with the same bytes, and those of them whose bytes `changed`; `gone` are deleted ones."""

    written: int
    changed: int
    gone: int


def read_tree(root: Path, before: Tree | None = None) -> dict[str, File]:
    """All files below `root`; those that were not touched since `before` are not read again."""
    tree: dict[str, File] = {}
    for folder, _, names in os.walk(root):
        for name in names:
            path = os.path.join(folder, name)
            stat = os.stat(path)
            key = os.path.relpath(path, root)
            old = before.get(key) if before else None
            if old and old[:3] == (stat.st_ino, stat.st_mtime_ns, stat.st_size):
                tree[key] = old
            else:
                with open(path, "rb") as file:
                    digest = hashlib.file_digest(file, "blake2s").digest()[:16]
                tree[key] = File(stat.st_ino, stat.st_mtime_ns, stat.st_size, digest)
    return tree


def compare(before: Tree, after: Tree) -> Difference:
    written = changed = 0
    for path, file in after.items():
        old = before.get(path)
        if old is not file:
            written += 1
            changed += old is None or old.digest != file.digest
    return Difference(written, changed, sum(1 for path in before if path not in after))


def same_bytes(one: Tree, other: Tree) -> bool:
    return {path: file.digest for path, file in one.items()} == {path: file.digest for path, file in other.items()}
