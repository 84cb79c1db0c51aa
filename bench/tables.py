"""The tables of docs/performance.md, made of rows of medians.

Owns wording and order of the tables, and what the aims are. Refuses to judge by what was not measured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from bench import flagship
from bench.changes import STEPS
from bench.summary import Row, find

_TOOLS = ("policygen", "policygen-comrak", "hugo", "mkdocs", "eleventy", "pelican", "nikola")
_NAMES = {
    "policygen-comrak": "policygen, comrak", "hugo": "Hugo", "mkdocs": "MkDocs", "eleventy": "Eleventy",
    "pelican": "Pelican", "nikola": "Nikola",
}  # fmt: skip
_STEP_NAMES = {
    "cold": "cold", "no-op": "no-op", "add": "add a record", "body": "a word of a body", "title": "a title",
    "target": "a target", "article": "an article", "template": "the base template",
}  # fmt: skip


class Aim(NamedTuple):
    """`find` gives the measured value of policygen's rows at a size; `limit` is the most it may be."""

    text: str
    limit: float
    unit: str
    find: Callable[[Sequence[Row], object], float | None]


def _ratio(step: str) -> Callable[[Sequence[Row], object], float | None]:
    def of(rows: Sequence[Row], size: object) -> float | None:
        row = find(rows, "step", tool="policygen", languages=["en"], records=size, step=step)
        return row.get("wall_to_hugo") if row else None

    return of


def _value(step: str, name: str) -> Callable[[Sequence[Row], object], float | None]:
    def of(rows: Sequence[Row], size: object) -> float | None:
        row = find(rows, "step", tool="policygen", records=size, step=step)
        return row.get(name) if row else None

    return of


def _weight(name: str, factor: float) -> Callable[[Sequence[Row], object], float | None]:
    def of(rows: Sequence[Row], size: object) -> float | None:
        row = find(rows, "output", tool="policygen", languages=["en"], records=size)
        return row[name] / factor if row else None

    return of


def _memory(rows: Sequence[Row], size: object) -> float | None:
    output = find(rows, "output", tool="policygen", languages=["en"], records=size)
    return output["together"] if output else None


def _times_ahead(rows: Sequence[Row], size: object) -> float | None:
    """Our cold time as a share of the fastest peer's that is not Hugo."""
    own = _ratio("cold")(rows, size)
    peers = [
        row["wall_to_hugo"]
        for row in rows
        if row["kind"] == "step" and row["step"] == "cold" and row["records"] == size
        if row["tool"] not in ("policygen", "policygen-comrak", "hugo") and "wall_to_hugo" in row
    ]
    return own / min(peers) if own and peers else None


#: The size that the aims speak of.
AIMED_AT = 10_000

AIMS = (
    Aim("no-op, times Hugo", 0.04, "", _ratio("no-op")),
    Aim("add a record, times Hugo", 0.08, "", _ratio("add")),
    Aim("add a record", 1.0, "s", _value("add", "wall")),
    Aim("edit a body, times Hugo", 0.08, "", _ratio("body")),
    Aim("edit an article, times Hugo", 0.08, "", _ratio("article")),
    Aim("cold, times Hugo", 1.5, "", _ratio("cold")),
    Aim("cold, times Hugo, in the end", 1.0, "", _ratio("cold")),
    Aim("cold, times the fastest other generator", 1 / 3, "", _times_ahead),
    Aim("memory of all processes, cold", 300, "MB", _memory),
    Aim("HTML of a policy page", 25, "KB", _weight("policy_bytes", 1000)),
    Aim("the same, compressed", 8, "KB", _weight("policy_gzip", 1000)),
    Aim("the largest page", 500, "KB", _weight("largest_page", 1000)),
)
FLAGSHIP_AIMS = (
    Aim("the tracker of this repository: no-op", 0.4, "s", _value("no-op", "wall")),
    Aim("the tracker of this repository: add a record", 0.5, "s", _value("add", "wall")),
    Aim("`policygen --help`, processor time", 0.15, "s", _value("help", "cpu")),
)


def render(rows: Sequence[Row]) -> str:
    """All tables as Markdown."""
    parts = [*_heads(rows), *_sizes(rows), *_stages(rows), *_aims(rows)]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _heads(rows: Sequence[Row]) -> Iterator[str]:
    own = find(rows, "output", tool="policygen")
    if own:
        versions = {_NAMES.get(row["tool"], row["tool"]): row["version"] for row in rows if row["kind"] == "output"}
        yield f"{own['machine']}. " + ", ".join(f"{name} {version}" for name, version in versions.items()) + "."


def _sizes(rows: Sequence[Row]) -> Iterator[str]:
    for size in sorted({row["records"] for row in rows if isinstance(row["records"], int)}):
        yield f"### {size:,} records"
        subjects = _subjects(rows, size)
        steps = [step for step in ("cold", *STEPS) if find(rows, "step", records=size, step=step)]
        yield "Seconds, and times Hugo's in the same run; † pages were left stale."
        yield table(
            ["", *(_STEP_NAMES[step] for step in steps)],
            [[name, *(_time(_step(rows, who, size, step)) for step in steps)] for name, who in subjects],
        )
        yield "Files written, and those of them whose bytes changed."
        yield table(
            ["", *(_STEP_NAMES[step] for step in steps)],
            [[name, *(_files(_step(rows, who, size, step)) for step in steps)] for name, who in subjects],
        )
        yield "A cold build."
        head = ["", "runs", "slowest, fastest s", "processor s", "times Hugo", "largest process MB", "all together MB",
                "files", "MB", "policy page bytes", "compressed", "largest page KB"]  # fmt: skip
        yield table(head, [[name, *_cold(rows, who, size)] for name, who in subjects])
        notes = list(_notes(rows, size))
        if notes:
            yield "\n".join(f"* {note}" for note in notes)


Who = tuple[str, list[str]]


def _subjects(rows: Sequence[Row], size: int) -> list[tuple[str, Who]]:
    found = []
    for tool in _TOOLS:
        for languages in (["en"], ["en", "zh"]):
            if find(rows, "step", tool=tool, languages=languages, records=size):
                found.append((_name(tool, languages), (tool, languages)))
    return found


def _name(tool: str, languages: Sequence[str]) -> str:
    return _NAMES.get(tool, tool) + (", two languages" if len(languages) > 1 else "")


def _step(rows: Sequence[Row], who: Who, size: int, step: str) -> Row | None:
    return find(rows, "step", tool=who[0], languages=who[1], records=size, step=step)


def _time(row: Row | None) -> str:
    if row is None:
        return "–"
    ratio = f" ({_number(row['wall_to_hugo'])})" if "wall_to_hugo" in row and row["tool"] != "hugo" else ""
    return f"{_number(row['wall'])}{ratio}{' †' if row['stale'] else ''}"


def _files(row: Row | None) -> str:
    return f"{row['written']:,} / {row['changed']:,}" if row and "written" in row else "–"


def _cold(rows: Sequence[Row], who: Who, size: int) -> list[str]:
    step = _step(rows, who, size, "cold")
    output = find(rows, "output", tool=who[0], languages=who[1], records=size)
    if not step or not output:
        return ["–"] * 11
    ratio = _number(step["cpu_to_hugo"]) if "cpu_to_hugo" in step and who[0] != "hugo" else "–"
    return [
        str(step["runs"]),
        f"{_number(step['slowest'])}, {_number(step['fastest'])}",
        _number(step["cpu"]),
        ratio,
        f"{step['peak']:,.0f}",
        f"{output['together']:,.0f}",
        f"{output['files']:,}",
        f"{output['bytes'] / 1e6:,.1f}",
        f"{output['policy_bytes']:,}",
        f"{output['policy_gzip']:,}",
        f"{output['largest_page'] / 1000:,.0f}",
    ]


def _notes(rows: Sequence[Row], size: int) -> Iterator[str]:
    for row in rows:
        if row["records"] != size:
            continue
        name = _NAMES.get(row["tool"], row["tool"])
        if row["kind"] == "step" and row["stale"]:
            yield f"{name} after “{_STEP_NAMES[row['step']]}” left stale: {', '.join(row['stale'])}."
        elif row["kind"] == "failed":
            yield f"{name} did not build: {row['why']}"
        elif row["kind"] == "equal":
            languages = "two languages" if len(row["languages"]) > 1 else "one language"
            equal = "the same bytes as" if row["equal"] else "**other bytes than**"
            yield f"policygen in {languages}, after all edits: {equal} a clean build."


def _stages(rows: Sequence[Row]) -> Iterator[str]:
    told = [row for row in rows if row["kind"] == "stages" and row["stages"]]
    if not told:
        return
    yield "### Time by stage"
    yield "policygen's own account (`--profile`), seconds."
    names = list(dict.fromkeys(name for row in told for name, _ in row["stages"]))
    for size in dict.fromkeys(_size(row) for row in told):
        own = [row for row in told if _size(row) == size]
        spent = [dict(row["stages"]) for row in own]
        yield table(
            [f"{size} records", *map(_staged, own)],
            [[name, *(_number(each[name]) if name in each else "–" for each in spent)] for name in names],
        )


def _staged(row: Row) -> str:
    """Which build it was: its step, with what is not as usual."""
    return str(row["step"]) + _name(row["tool"], row["languages"]).removeprefix("policygen")


def _size(row: Row) -> str:
    return f"{row['records']:,}" if isinstance(row["records"], int) else str(row["records"])


def _aims(rows: Sequence[Row]) -> Iterator[str]:
    sizes = {row["records"] for row in rows if row["kind"] == "step" and isinstance(row["records"], int)}
    yield "### Aims"
    yield "For 10,000 records in one language, or the largest size measured."
    body = []
    for aim in AIMS:
        # 10,000 where it was measured, else the largest smaller size.
        tried = sorted((size for size in sizes if size <= AIMED_AT), reverse=True)
        size = next((size for size in tried if aim.find(rows, size) is not None), None)
        body.append(_judged(aim, aim.find(rows, size), f"{size:,}" if size else "–"))
    body += [_judged(aim, aim.find(rows, flagship.NAME), "–") for aim in FLAGSHIP_AIMS]
    yield table(["", "records", "at most", "measured", ""], body)


def _judged(aim: Aim, value: float | None, size: str) -> list[str]:
    if value is None:
        return [aim.text, size, _with(aim.limit, aim.unit), "–", "not measured"]
    verdict = "met" if value <= aim.limit else f"missed by a factor of {_number(value / aim.limit)}"
    return [aim.text, size, _with(aim.limit, aim.unit), _with(value, aim.unit), verdict]


def _with(value: float, unit: str) -> str:
    return f"{_number(value)} {unit}".strip()


def _number(value: float) -> str:
    """About three digits, so that a table can be read."""
    if value >= 100:
        return f"{value:,.0f}"
    if value >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if value >= 0.1 or value == 0 else f"{value:.3f}"


def table(head: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    """A table in Markdown, its first column of words and the others of numbers."""
    lines = [f"| {' | '.join(head)} |", f"| --- |{' ---: |' * (len(head) - 1)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in body)])
