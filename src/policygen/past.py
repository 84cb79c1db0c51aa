"""The past: an earlier state of a tracker, from a data file or from git.

Owns where a state can be found and how it is read. Refuses to be asked by a build: a site is made from the content
alone, and what it says of the past stands in `content/changes/`, which `policygen diff` writes from here.
"""

from __future__ import annotations

import io
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from policygen.loader import load_package_data, load_tracker
from policygen.model.history import load_changes
from policygen.model.library import read_library
from policygen.publication import write_file
from policygen.site.changes import Changes, Record, find_changes, format_changes, merge_changes
from policygen.site.shapes import VERSION, shape_policy
from policygen.values import dataclass

FOLDER: Final = "content/changes"
_DATA: Final = "data/policies.json"


class PastError(Exception):
    """A state that cannot be had; `help` says what to do."""

    def __init__(self, message: str, help: str) -> None:  # noqa: A002
        super().__init__(message)
        self.message = message
        self.help = help


@dataclass(frozen=True, slots=True)
class State:
    """A tracker's policies as data. `left_out` are the ids of those that have an error, so that nothing is known of
    them; `told` says in words which state it is.
    """

    told: str
    policies: list[Record]
    left_out: frozenset[str] = frozenset()


def read_state(root: Path, written: str, as_of: date) -> State:
    """The state that a curator names: a `policies.json`, the folder of a site or of a tracker, a revision of git."""
    path = Path(written)
    if path.is_dir() and (path / _DATA).is_file():
        return _read_data(path / _DATA)
    if path.is_dir() and (path / "content").is_dir():
        return _read_tracker(path, as_of, f"the tracker in {path}")
    if path.is_file():
        return _read_data(path)
    return read_revision(root, written, as_of)


def _find_last_state(root: Path, as_of: date) -> State:
    """What the next changes are told since: the revision that wrote the last ones, else the last revision; without git
    the site as it was built last.
    """
    if _git(root, "rev-parse", "--verify", "--quiet", "HEAD") is not None:
        wrote = _git(root, "log", "-1", "--format=%H", "--", FOLDER)
        return read_revision(root, wrote.decode().strip() if wrote and wrote.strip() else "HEAD", as_of)
    built = root / "build" / _DATA
    if built.is_file():
        return _read_data(built)
    raise PastError(
        "there is nothing to compare with: no git here, and no site in build/",
        "name an earlier state with --since: the data/policies.json of the published site, or its folder",
    )


def _read_tracker(root: Path, as_of: date, told: str = "the content") -> State:
    """The content as it is, as of that day."""
    loaded = load_tracker(root)
    library, problems = read_library(loaded, load_package_data())
    if library is None:
        raise PastError(f"{told} cannot be read: {problems[0].message}", "mend it; `policygen check` tells more")
    policies: list[Record] = [shape_policy(policy, library, as_of) for policy in library.policies.values()]
    return State(told, policies, frozenset(loaded.policies.keys() - library.policies.keys()) | loaded.broken)


def read_revision(root: Path, revision: str, as_of: date) -> State:
    """The content as it was in a revision of git, as of that day."""
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found is None:
        raise PastError(
            f'"{revision}" is no data file, no folder of a site or a tracker, and no revision of git',
            "name a data/policies.json, a folder that has one, or a revision such as HEAD~3 or v1",
        )
    commit = found.decode().strip()
    told = f"the revision {commit[:10]}"
    packed = _git(root, "archive", "--format=tar", commit, "content")
    if packed is None:
        return State(f"{told}, which has no content", [])
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            for member in archive:
                file = archive.extractfile(member) if member.isfile() and ".." not in member.name else None
                if file is not None:
                    write_file(Path(folder), member.name, file.read())
        return _read_tracker(Path(folder), as_of, told)


def find_changes_since(
    root: Path, day: date, since: str | None, until: str | None, *, whole: bool
) -> tuple[dict[date, Changes], list[str]]:
    """What changed between two states, each as of that day: it is told of that day. With it, in words, what was
    compared and what could not be; `whole`: nothing of the later state may be left out.
    """
    old = read_state(root, since, day) if since else _find_last_state(root, day)
    new = read_state(root, until, day) if until else _read_tracker(root, day)
    if whole and new.left_out:
        raise PastError(f"{_names(new)} in {new.told} cannot be read", "mend that first; `policygen check` tells more")
    return {day: _compare(old, new)}, [f"since {old.told}", *_left_out(old), *_left_out(new)]


def find_changes_by_day(root: Path) -> tuple[dict[date, Changes], list[str]]:
    """What changed on each day (of Greenwich) since the content was put into git, as of that day."""
    if any((root / FOLDER).glob("*.json")):
        raise PastError(f"{FOLDER}/ holds a history already", "leave --each-day out, or delete the files first")
    old = State("nothing", [])
    found, told = {}, []
    for day, revision in _list_days(root):
        new = read_revision(root, revision, day)
        found[day] = _compare(old, new)
        told += _left_out(new)
        old = new
    return found, told


def _compare(old: State, new: State) -> Changes:
    return find_changes(old.policies, new.policies, old.left_out | new.left_out)


def _left_out(state: State) -> list[str]:
    """What is not compared, in words."""
    return [f"not compared, for it has errors in {state.told}: {_names(state)}"] if state.left_out else []


def _names(state: State) -> str:
    return ", ".join(sorted(state.left_out))


def _list_days(root: Path) -> Iterator[tuple[date, str]]:
    """Each day (of Greenwich) on which the content changed in git, with its last revision, oldest first."""
    listed = _git(root, "log", "--reverse", "--format=%ct %H", "--", "content")
    if not listed:
        raise PastError("there is no history of content/ in git here", "leave --each-day out")
    days = {}
    for line in listed.decode().splitlines():
        seconds, commit = line.split(" ")
        days[datetime.fromtimestamp(int(seconds), UTC).date()] = commit
    yield from sorted(days.items())


def write_changes(root: Path, day: date, changes: Changes) -> str:
    """Writes what happened on a day together with what is written of that day already; gives the path of the file."""
    path = f"{FOLDER}/{day.isoformat()}.json"
    place = root / path
    if place.is_file():
        try:
            changes = merge_changes(load_changes(place.read_text(encoding="utf-8")), changes)
        except (ValueError, AttributeError, KeyError, TypeError):
            raise PastError(f"{path} cannot be read", "mend it (`policygen check` tells more), or delete it") from None
    write_file(root, path, format_changes(changes).encode())
    return path


def _read_data(path: Path) -> State:
    data = _load_data(path)
    policies = data["policies"]
    if policies is None:
        # the files of a large tracker are named from the top of its site
        parts = [path.parent.parent / unquote(str(part["url"])) for part in data.get("parts", ())]
        policies = [policy for part in parts for policy in _load_data(part)["policies"] or ()]
    return State(f"{path}, as of {data.get('as_of')}", policies)


def _load_data(path: Path) -> Mapping[str, Any]:
    """A file of policies, or the list of such files."""
    try:
        data: Any = load_changes(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as wrong:
        said = f"line {wrong.lineno}: {wrong.msg}" if isinstance(wrong, json.JSONDecodeError) else str(wrong)
        raise PastError(f"{path} cannot be read: {said}", "name the data/policies.json of a site") from None
    is_ours = isinstance(data, dict) and data.get("version") == VERSION and "policies" in data
    listed = (data["policies"] or data.get("parts", [])) if is_ours else None
    if not isinstance(listed, list) or not all(
        isinstance(each, Mapping) and {"id", "url"} & each.keys() for each in listed
    ):
        raise PastError(f"{path} is no data/policies.json of this version", "name one that policygen has written")
    found: Mapping[str, Any] = data
    return found


def _git(root: Path, *arguments: str) -> bytes | None:
    """What git says; None where it fails or is not there."""
    try:
        run = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    except OSError:
        return None
    return run.stdout if run.returncode == 0 else None
