"""Gathering: the files of many records, put together from what was made for each of them.

Owns how each is put together, and what is kept so that a record more costs what it changed: where its lines stand in
the tables, and of what each file was made. A file is made again when one of its records was, or one came or went; what
the others brought is taken from the files as they stand in the output. Refuses to guess: what was not put together
with these settings, or is not as it was written, is made from nothing, which needs all records.

JSON is made of the records' own files, CSV of their lines, the database of their rows.
"""

from __future__ import annotations

import hashlib
import marshal
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from policygen.database import Database, Layout, Packed
from policygen.model.settings import Site
from policygen.publication import write_file
from policygen.rendering import Rendered
from policygen.site.exports import Described, about_rows, data_package
from policygen.site.shapes import VERSION, Json, format_json
from policygen.site.tables import Rows, csv_head, csv_lines, table_columns
from policygen.site.wholes import CSV_TABLES, DATABASE, PACKAGE, REGIONS, Whole, record_path
from policygen.values import dataclass

#: The kinds of records by the name of their list.
KINDS: Final = {"policies": "policy", "articles": "article"}
#: Names a file of the database while it is made, in the folder of the new site.
_WORK: Final = ".database"


class Packer:
    """Makes of a record's rows what travels between processes: its lines in the tables, and its rows packed."""

    def __init__(self, languages: Sequence[str]) -> None:
        self.layout = Layout(languages)
        self.columns = {table: list(named) for table, named in table_columns(languages).items()}

    def pack(self, rows: Rows) -> bytes:
        lines = tuple(csv_lines(rows.get(table, ()), self.columns[table]) for table in CSV_TABLES)
        return marshal.dumps((lines, self.layout.pack(rows)))


class Lines(NamedTuple):
    """Where the lines of each member stand in a table: the members in order, and how many bytes each has."""

    members: tuple[str, ...]
    lengths: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """What was put together last: by path a digest of what each file was made of, its own, and its size; and the lines
    of the tables. `records` are the ids of what is in the database, by kind.
    """

    settings: str
    files: Mapping[str, tuple[str, str, int]]
    lines: Mapping[str, Lines]
    records: Mapping[str, tuple[str, ...]]

    def pack(self) -> Any:
        """This as plain data."""
        lines = {path: tuple(each) for path, each in self.lines.items()}
        return (self.settings, dict(self.files), lines, dict(self.records))

    @classmethod
    def unpack(cls, data: Any) -> Kept:
        """The inverse of `pack`; nothing for what is no such data."""
        if not data or len(data) != 4:
            return cls("", {}, {}, {})
        settings, files, lines, records = data
        return cls(settings, files, {path: Lines(*each) for path, each in lines.items()}, records)


class Places(NamedTuple):
    """Where the new site is made, where the old one is, and the digests of its files that are as they were written."""

    folder: Path
    output: Path
    intact: Mapping[str, str]


class Together(NamedTuple):
    """A file that was put together: a digest of what it is made of, its own, its size, and whether it `is_new`, or in
    the output as it is.
    """

    recipe: str
    digest: str
    size: int
    is_new: bool


class Gathering:
    """One build's files of many records: begin, `take` and `know` the records' own files, `finish`. `site`, `as_of` and
    `settings` are what they are made with; `records` are the ids of all records by the name of their list.
    """

    def __init__(
        self,
        site: Site,
        as_of: date,
        wholes: Sequence[Whole],
        records: Mapping[str, tuple[str, ...]],
        places: Places,
        kept: Kept,
        settings: str,
    ) -> None:
        self._site, self._as_of, self._settings = site, as_of, settings
        self._wholes, self._records = wholes, records
        self._folder, self._output, self._intact = places
        self.packer = Packer(site.languages)
        needed = [DATABASE, *kept.lines]
        holds = kept.settings == settings and all(
            path in kept.files and places.intact.get(path) == kept.files[path][1] for path in needed
        )
        self._kept = kept if holds else Kept("", {}, {}, {})
        self.is_from_nothing = not holds
        self._digests: dict[str, str] = {}
        self._lines: dict[str, dict[str, bytes]] = {table: {} for table in CSV_TABLES}
        self._old: dict[str, dict[str, tuple[bytes, int, int]]] = {}
        self._rows: dict[str, Packed] = {}
        self._database: Database | None = None

    def take(self, made: Rendered) -> None:
        """A file of a record that was made in this build; other files are nothing to this."""
        if not made.rows:
            return
        self._digests[made.path] = made.digest
        lines, packed = marshal.loads(made.rows)  # noqa: S302 - packed by `Packer`
        if made.path.startswith("data/policies/"):
            for table, own in zip(CSV_TABLES, lines, strict=True):
                self._lines[table][_record_of(made.path)] = own
        if self.is_from_nothing:
            self._begin().add(packed)
        else:
            self._rows[made.path] = packed

    def know(self, path: str, digest: str) -> None:
        """A file of a record that is in the output as it is to be."""
        self._digests[path] = digest

    def finish(self) -> dict[str, Together]:
        """Put everything together, by path."""
        found: dict[str, Together] = {}
        lines: dict[str, Lines] = {}
        for whole in self._wholes:
            if whole.form == "csv":
                found[whole.path], lines[whole.path] = self._csv(whole)
            elif whole.form == "json":
                found[whole.path] = self._json(whole)
            else:
                found[whole.path] = self._index(whole, found)
        found[DATABASE] = self._finish_database()
        found[PACKAGE] = self._package(found)
        self.kept = Kept(
            self._settings,
            {path: each[:3] for path, each in found.items()},
            lines,
            {name: tuple(records) for name, records in self._records.items()},
        )
        return found

    def abandon(self) -> None:
        """Leave nothing behind of what was begun."""
        if self._database is not None:
            self._database.close()
            self._database = None

    # -- JSON --------------------------------------------------------------------------------------------------

    def _json(self, whole: Whole) -> Together:
        """The records' own files in one list."""
        paths = [record_path(whole.name, member) for member in whole.members]
        recipe = self._recipe(paths)

        def make() -> bytes:
            start = len(self._head(KINDS[whole.name]))
            bodies = [self._read(path)[start:-3].replace(b"\n", b"\n  ") for path in paths]
            listed = b",\n    ".join(bodies)
            return self._head(whole.name) + (b"[\n    %b\n  ]\n}\n" % listed if bodies else b"[]\n}\n")

        return self._made(whole.path, recipe, make)

    def _index(self, whole: Whole, found: Mapping[str, Together]) -> Together:
        """What stands in place of a list that is cut: its parts."""
        parts: list[Json] = []
        for part in self._wholes:
            if part.name == whole.name and part.form == "json":
                made = found[part.path]
                told: dict[str, Json] = {"part": part.part, "url": quote(part.path), whole.name: len(part.members)}
                parts.append({**told, "bytes": made.size, "hash": f"sha256:{made.digest}"})
        content: Json = {"version": VERSION, "as_of": self._as_of.isoformat(), whole.name: None, "parts": parts}
        return self._made(whole.path, "", lambda: format_json(content).encode())

    def _head(self, name: str) -> bytes:
        """How a file begins whose content has this name, up to that."""
        text = format_json({"version": VERSION, "as_of": self._as_of.isoformat(), name: None})
        return text.encode().removesuffix(b"null\n}\n")

    # -- CSV ---------------------------------------------------------------------------------------------------

    def _csv(self, whole: Whole) -> tuple[Together, Lines]:
        """The lines of the members under the names of the columns."""
        recipe = self._recipe(record_path("policies", member) for member in whole.members)
        known = self._kept.lines.get(whole.path)
        if known and known.members == whole.members and self._is_kept(whole.path, recipe):
            return self._made(whole.path, recipe, bytes), known
        lines = list(self._lines_of(whole))
        head = csv_head(self.packer.columns[whole.name])
        lengths = array("I", map(len, lines)).tobytes()
        return self._made(whole.path, recipe, lambda: head + b"".join(lines)), Lines(whole.members, lengths)

    def _lines_of(self, whole: Whole) -> Iterator[bytes]:
        """Each member's lines: new ones, or those of the files that are there."""
        new = self._lines[whole.name]
        old = self._old_lines(whole.name)
        for member in whole.members:
            own = new.get(member)
            if own is None:
                content, start, end = old[member]
                own = content[start:end]
            yield own

    def _old_lines(self, table: str) -> dict[str, tuple[bytes, int, int]]:
        """Where every member's lines of a table stand now."""
        if table not in self._old:
            found: dict[str, tuple[bytes, int, int]] = {}
            at_head = len(csv_head(self.packer.columns[table]))
            for path, kept in self._kept.lines.items():
                if not path.endswith(f"{table}.csv"):
                    continue
                content = (self._output / path).read_bytes()
                ends = accumulate(array("I", kept.lengths), initial=at_head)
                for member, (start, end) in zip(kept.members, pairwise(ends), strict=True):
                    found[member] = (content, start, end)
            self._old[table] = found
        return self._old[table]

    # -- the database ------------------------------------------------------------------------------------------

    def _begin(self) -> Database:
        """The database to work on, made from nothing or going on from the one in the output."""
        if self._database is None:
            old = None if self.is_from_nothing else self._output / DATABASE
            self._database = Database(self._folder / _WORK, self.packer.layout, old)
            if old is None:
                self._database.add(self.packer.layout.pack({"about": about_rows(self._site, self._as_of)}))
        return self._database

    def _finish_database(self) -> Together:
        gone = {
            kind: sorted(set(self._kept.records.get(name, ())) - set(self._records[name]))
            for name, kind in KINDS.items()
        }
        if not self.is_from_nothing and not self._rows and not any(gone.values()):
            return Together(*self._kept.files[DATABASE], is_new=False)
        database = self._begin()
        for name, kind in KINDS.items():
            new = [path for path in self._rows if path.startswith(f"data/{name}/")]
            database.remove(kind, [*gone[kind], *(_record_of(path) for path in new)])
        if REGIONS in self._rows:
            database.clear("regions")
        for packed in self._rows.values():
            database.add(packed)
        self._database = None
        digest, size = database.write(self._folder / DATABASE)
        if self._intact.get(DATABASE) == digest:
            (self._folder / DATABASE).unlink()
            return Together("", digest, size, is_new=False)
        return Together("", digest, size, is_new=True)

    # -- the package -------------------------------------------------------------------------------------------

    def _package(self, found: Mapping[str, Together]) -> Together:
        """What describes all of it."""
        tables = {whole.path: whole.name for whole in self._wholes if whole.form == "csv"}
        files = [Described(path, each.digest, each.size, tables.get(path, "")) for path, each in found.items()]
        regions = Described(REGIONS, self._digests[REGIONS], self._size(REGIONS))
        place = sum(whole.name == "policies" for whole in self._wholes)
        files.insert(place, regions)
        return self._made(PACKAGE, "", lambda: data_package(self._site, self._as_of, files))

    # -- files -------------------------------------------------------------------------------------------------

    def _recipe(self, paths: Iterable[str]) -> str:
        """A digest of what a file is made of: the records' files by path and content."""
        return hashlib.blake2b("\n".join(f"{path} {self._digests[path]}" for path in paths).encode()).hexdigest()

    def _is_kept(self, path: str, recipe: str) -> bool:
        known = self._kept.files.get(path)
        return known is not None and known[0] == recipe != "" and self._intact.get(path) == known[1]

    def _made(self, path: str, recipe: str, make: Callable[[], bytes]) -> Together:
        """The file with what it was made of; not made where it was made of just that before."""
        if self._is_kept(path, recipe):
            return Together(*self._kept.files[path], is_new=False)
        content = make()
        digest = hashlib.sha256(content).hexdigest()
        is_new = self._intact.get(path) != digest
        if is_new:
            write_file(self._folder, path, content)
        return Together(recipe, digest, len(content), is_new)

    def _read(self, path: str) -> bytes:
        """A record's file: the new one, else the one that is there."""
        try:
            return (self._folder / path).read_bytes()
        except FileNotFoundError:
            return (self._output / path).read_bytes()

    def _size(self, path: str) -> int:
        try:
            return (self._folder / path).stat().st_size
        except FileNotFoundError:
            return (self._output / path).stat().st_size


def _record_of(path: str) -> str:
    """The id of the record whose file this is."""
    return path.rpartition("/")[2].removesuffix(".json")
