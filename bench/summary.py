"""Results of many builds as medians: the rows that tables and plot are made of.

Owns the reading of results files. A row is what docs/performance.jsonl keeps: one line for each generator, size,
languages and step, one for what came out, one for the stages that a build told.
"""

from __future__ import annotations

import json
import re
import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]

_STAGE = re.compile(r"\s*(?P<seconds>\d+\.\d+) s  (?P<name>\S.*)")
_WEIGHTS = ("version", "machine", "together", "files", "pages", "bytes", "largest_page", "policy_bytes", "policy_gzip")


def load_lines(path: Path) -> list[Row]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def summarise(lines: Sequence[Row]) -> list[Row]:
    """Medians of the last session of each generator, size and languages."""
    last: dict[tuple[object, ...], str] = {}
    for line in lines:
        last[_key(line)] = line["session"]
    recent = [line for line in lines if line["session"] == last[_key(line)]]
    rows: list[Row] = []
    for key in dict.fromkeys(_key(line) for line in recent):
        own = [line for line in recent if _key(line) == key]
        rows += _outputs(own)
        steps = dict.fromkeys(line["step"] for line in own if line["kind"] == "build")
        rows += [
            _median([line for line in own if line.get("step") == step and line["kind"] == "build"]) for step in steps
        ]
        rows += _others(own)
    return rows


def _key(line: Row) -> tuple[object, ...]:
    return line["tool"], tuple(line["languages"]), line["records"]


def _named(line: Row, kind: str) -> Row:
    return {"kind": kind, "tool": line["tool"], "languages": line["languages"], "records": line["records"]}


def _outputs(lines: Iterable[Row]) -> Iterable[Row]:
    for line in lines:
        if line["kind"] == "output":
            yield _named(line, "output") | {key: line[key] for key in _WEIGHTS if key in line}


def _median(runs: Sequence[Row]) -> Row:
    paired = [run for run in runs if run.get("hugo")]
    row = _named(runs[0], "step") | {"step": runs[0]["step"], "runs": len(runs)}
    for name in ("wall", "cpu", "peak"):
        row[name] = round(statistics.median(run[name] for run in runs), 3)
        if paired:
            ratio = statistics.median(run[name] / run["hugo"][name] for run in paired)
            row[f"{name}_to_hugo"] = round(ratio, 4)
    row["fastest"], row["slowest"] = min(run["wall"] for run in runs), max(run["wall"] for run in runs)
    for name in ("written", "changed"):
        if name in runs[0]:
            row[name] = int(statistics.median(run[name] for run in runs))
    row["stale"] = sorted({stale for run in runs for stale in run.get("stale", ())})
    return row


def _others(lines: Iterable[Row]) -> Iterable[Row]:
    for line in lines:
        if line["kind"] == "profile":
            yield _named(line, "stages") | {"step": line["step"], "stages": read_stages(line["text"])}
        elif line["kind"] == "equal":
            yield _named(line, "equal") | {"equal": line["equal"]}
        elif line["kind"] == "failed":
            yield _named(line, "failed") | {"why": line["why"].strip().splitlines()[0]}


def read_stages(text: str) -> list[tuple[str, float]]:
    """Stages and seconds in what a build printed: `   0.292 s  read articles and records`."""
    found = (_STAGE.fullmatch(line.rstrip()) for line in text.splitlines())
    return [(stage["name"], float(stage["seconds"])) for stage in found if stage]


def find(rows: Iterable[Row], kind: str, **wanted: object) -> Row | None:
    """The first row of this kind that has these values."""
    return next(
        (row for row in rows if row["kind"] == kind and all(row.get(key) == value for key, value in wanted.items())),
        None,
    )
