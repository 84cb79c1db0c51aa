"""Database: the tables of a tracker as an SQLite file, put together record by record.

Owns the file's form. Refuses to let its past show: a database in which some records were replaced and one made from
nothing are the same bytes when they hold the same rows. That is so because every table is kept in the order of its key,
which rows have of themselves, and because the finished file is a copy that SQLite writes table by table in that order
(`VACUUM INTO`), whatever the pages of the one that was worked on look like. Bytes of the head that count changes or
name the version of the library, which nothing needs, are set to the same everywhere.

Figures are exact, and therefore text; beside each stands a `_real` column, for sorting and filtering only.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from policygen.site.shapes import format_number
from policygen.site.tables import KEYS, TABLES, Row, table_columns

#: Of the sizes that SQLite knows: larger pages are copied faster and waste more in small tables.
_PAGE: Final = 8192
_TYPES: Final = {"integer": "INTEGER", "boolean": "INTEGER"}
#: Bytes of the head of the file: the counter of changes, the version of the schema, for which change the size holds,
#: and the version of the library.
_HEAD: Final = ((24, 1), (40, 1), (92, 1), (96, 0))

#: The rows of a table as they go into the database.
Packed = dict[str, list[tuple[Any, ...]]]


class Layout:
    """The tables in the languages of a tracker: how each is made, and how a row of it is packed."""

    def __init__(self, languages: Sequence[str]) -> None:
        columns = {"about": {"key": "string", "value": "string"}, **table_columns(languages)}
        self._fields = {table: _fields(table, named) for table, named in columns.items()}
        self.created = [_create(table, fields) for table, fields in self._fields.items()]
        self.inserts = {
            table: f"INSERT INTO {_quoted(table)} VALUES ({', '.join('?' * sum(2 if n else 1 for _, n, _ in fields))})"  # noqa: S608
            for table, fields in self._fields.items()
        }

    def pack(self, rows: Mapping[str, Iterable[Row]]) -> Packed:
        """The rows of one record as tuples, each with the number it has among the record's rows in its table."""
        return {
            table: [self._pack_row(table, row, line) for line, row in enumerate(found, 1)]
            for table, found in rows.items()
            if found
        }

    def _pack_row(self, table: str, row: Row, line: int) -> tuple[Any, ...]:
        values: list[Any] = []
        for name, is_figure, _ in self._fields[table]:
            value: Any = line if name == "line" else row.get(name)
            if not is_figure:
                values.append(value)
            elif value is None:
                values += (None, None)
            else:
                values += (format_number(value), float(value))
        return tuple(values)


class Database:
    """A database in the making, in a file of its own at `place`; `old` is the one it goes on from."""

    def __init__(self, place: Path, layout: Layout, old: Path | None) -> None:
        self._place = place
        self._layout = layout
        if old is not None:
            shutil.copyfile(old, place)
        self._database = sqlite3.connect(place, isolation_level=None)
        for setting in (f"page_size = {_PAGE}", "encoding = 'UTF-8'", "journal_mode = OFF", "synchronous = OFF"):
            self._database.execute(f"PRAGMA {setting}")
        self._database.execute("BEGIN")
        if old is None:
            for statement in layout.created:
                self._database.execute(statement)

    def add(self, rows: Packed) -> None:
        """Rows of records that the database has not, or has no longer."""
        for table, found in rows.items():
            self._database.executemany(self._layout.inserts[table], found)

    def remove(self, kind: str, records: Sequence[str]) -> None:
        """Everything that the database says of some records; `kind` is `policy` or `article`."""
        for table in TABLES[kind]:
            key = KEYS[table]
            where = f"{_quoted(key[0])} = ?" + (f" AND record_is = '{kind}'" if "record_is" in key else "")
            self._database.executemany(
                f"DELETE FROM {_quoted(table)} WHERE {where}",  # noqa: S608 - names are this program's own
                [(record,) for record in records],
            )

    def clear(self, table: str) -> None:
        """Take out all rows of a table."""
        self._database.execute(f"DELETE FROM {_quoted(table)}")  # noqa: S608 - as above

    def write(self, target: Path) -> tuple[str, int]:
        """The finished file at `target`; its SHA-256 and size. There is no going on from here."""
        self._database.execute("COMMIT")
        target.parent.mkdir(parents=True, exist_ok=True)
        self._database.execute("VACUUM INTO ?", (str(target),))
        self.close()
        with target.open("r+b") as file:
            for place, value in _HEAD:
                file.seek(place)
                file.write(value.to_bytes(4, "big"))
            file.seek(0)
            return hashlib.file_digest(file, "sha256").hexdigest(), target.stat().st_size

    def close(self) -> None:
        """Leave nothing behind."""
        self._database.close()
        self._place.unlink(missing_ok=True)


def _fields(table: str, columns: Mapping[str, str]) -> list[tuple[str, bool, str]]:
    """The columns with whether they hold a figure, and their types: those of the key that only the database has come
    after the first.
    """
    first, *rest = columns.items()
    lacking = [(name, "integer" if name == "line" else "string") for name in KEYS[table] if name not in columns]
    return [(name, kind == "number", _TYPES.get(kind, "TEXT")) for name, kind in (first, *lacking, *rest)]


def _create(table: str, fields: Iterable[tuple[str, bool, str]]) -> str:
    parts = []
    for name, is_figure, kind in fields:
        parts.append(f"{_quoted(name)} {kind}")
        if is_figure:
            parts.append(f"{_quoted(f'{name}_real')} REAL")
    key = ", ".join(map(_quoted, KEYS[table]))
    return f"CREATE TABLE {_quoted(table)} ({', '.join(parts)}, PRIMARY KEY ({key})) WITHOUT ROWID"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
