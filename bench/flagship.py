"""The tracker of this repository, measured: cold, idle, with a record more; and how long --help takes.

Owns the added record, which is one of the tracker's own under another name.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from bench.builders import ROOT

#: What this tracker is called in results, where others have their number of records.
NAME = "flagship"
STEPS = ("cold", "no-op", "add")
_TITLE = re.compile(r"^(title: .*?)(\"?)$", re.MULTILINE)


def write_flagship(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "content", folder / "content")


def add_record(folder: Path, repetition: int) -> str:
    """Put another record into the tracker; its id."""
    policies = sorted((ROOT / "content/policies").glob("*/*.md"))
    first = next(path for path in policies if path.name.count(".") == 1)
    added = f"{first.stem}-{repetition}"
    for path in (first, *first.parent.glob(f"{first.stem}.*.md")):
        text = _TITLE.sub(rf"\1 {repetition}\2", path.read_text(encoding="utf-8"), count=1)
        target = folder / path.parent.relative_to(ROOT) / path.name.replace(first.stem, added, 1)
        target.write_text(text, encoding="utf-8")
    return added
