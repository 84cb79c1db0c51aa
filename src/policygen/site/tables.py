"""Tables: the same data as rows, for spreadsheets and databases, as docs/data.md describes them.

Owns the columns of every table, CSV, and the SQLite file. Reads nothing but shapes.
"""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from policygen.site.shapes import format_number

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns; a column's type is `string`, `integer`, `number`, `date` or `boolean`."""

    name: str
    columns: Mapping[str, str]
    rows: tuple[Row, ...]


def make_tables(
    policies: Sequence[Mapping[str, Any]],
    regions: Sequence[Mapping[str, Any]],
    articles: Sequence[Mapping[str, Any]],
    languages: Sequence[str],
) -> dict[str, Table]:
    """Every table by name, made from the shapes of all records."""
    places = {region["id"]: region for region in regions}
    columns = _columns(languages)
    rows: dict[str, list[Row]] = {name: [] for name in columns}
    for region in regions:
        rows["regions"].append({**region, **_by_language("name", region["name"])})
    for article in articles:
        rows["articles"].append(
            {
                **article,
                "checked": article["checked"] and article["checked"]["on"],
                "checked_status": article["checked"] and article["checked"]["status"],
                **_period("date", article["date"]),
                **_by_language("title", article["title"]),
                **_by_language("publisher", article["publisher"]),
            }
        )
        for indicator in article["indicators"]:
            rows["indicators"].append({**_indicator(indicator, places), "record": article["id"], "url": article["url"]})
            rows["evidence"].extend(_evidence_rows(article["id"], indicator["id"], indicator))
    for policy in policies:
        _add_policy(rows, policy, places)
    return {name: Table(name, kinds, tuple(rows[name])) for name, kinds in columns.items()}


def format_csv(table: Table) -> bytes:
    """RFC 4180 in UTF-8 with a byte order mark, by which spreadsheets know it; no cell is taken for a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow([cell if cell is None else _cell(cell) for cell in map(row.get, table.columns)])
    return stream.getvalue().encode("utf-8-sig")


def format_sqlite(tables: Sequence[Table]) -> bytes:
    """A database file, the same bytes whichever version of SQLite wrote it.

    Figures are exact, and therefore text; beside each stands a `_real` column, for sorting and filtering only.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.execute("PRAGMA page_size = 4096")
        database.execute("PRAGMA encoding = 'UTF-8'")
        database.execute("PRAGMA auto_vacuum = NONE")
        database.execute("BEGIN")
        for table in tables:
            columns = list(_sqlite_columns(table))
            figures = [index for index, (_, _, source) in enumerate(columns) if table.columns[source] == "number"]
            declared = ", ".join(f"{_quoted(name)} {kind}" for name, kind, _ in columns)
            database.execute(f"CREATE TABLE {_quoted(table.name)} ({declared})")
            marks = ", ".join("?" * len(columns))
            database.executemany(
                f"INSERT INTO {_quoted(table.name)} VALUES ({marks})",  # noqa: S608 - names are this module's own
                [_sqlite_row(row, columns, figures) for row in table.rows],
            )
        database.execute("COMMIT")
        content = bytearray(database.serialize())
    # Bytes 96 to 99 of the header hold the version of the library that wrote the file; nothing reads them.
    content[96:100] = bytes(4)
    return bytes(content)


_QUANTITY: Final = {
    "written": "string",
    "min": "number",
    "max": "number",
    "unit": "string",
    "comparator": "string",
    "per": "string",
    "each": "string",
}
_EVIDENCE: Final = {"article": "string", "section": "string", "evidence": "string", "read": "date"}


def _columns(languages: Sequence[str]) -> dict[str, dict[str, str]]:
    """The columns of each table with their types."""

    def strings(*names: str) -> dict[str, str]:
        return dict.fromkeys(names, "string")

    def texts(*names: str) -> dict[str, str]:
        return strings(*(f"{name}_{language}" for name in names for language in languages))

    def periods(*names: str) -> dict[str, str]:
        parts = {"written": "string", "start": "date", "end": "date"}
        return {f"{name}_{part}": kind for name in names for part, kind in parts.items()}

    place = {**strings("url", "region", "level"), **texts("place", "title")}
    return {
        "regions": {**strings("id", "url", "level", "code", "iso", "parent"), **texts("name")},
        "articles": {
            **strings("id", "url", "language", "kind", "original", "translation_of"),
            "digest": "boolean",
            "checked": "date",
            "checked_status": "integer",
            **periods("date"),
            **texts("title", "publisher"),
        },
        "policies": {
            **strings("id", "url", "region", "instrument", "status"),
            **periods("announced", "period", "repealed"),
            **texts("title", "issuer"),
        },
        "themes": strings("policy", "theme"),
        "targets": {
            **strings("policy", "target"),
            **place,
            **strings("metric"),
            **texts("of"),
            **_QUANTITY,
            "size_min": "number",
            "size_max": "number",
            "size_unit": "string",
            **periods("deadline"),
            **strings("status", "outcome"),
            **_EVIDENCE,
        },
        "commitments": {
            **strings("policy", "commitment"),
            **place,
            **texts("text"),
            **periods("deadline"),
            **strings("status"),
            **_EVIDENCE,
        },
        "subsidies": {
            **strings("policy", "subsidy"),
            "term": "integer",
            **place,
            **strings("kind"),
            **texts("beneficiary"),
            **strings("status", "role", "on", "time"),
            **texts("when"),
            "when_min": "number",
            "when_unit": "string",
            "when_on": "string",
            **_QUANTITY,
            "step": "string",
            "step_min": "number",
            "step_unit": "string",
            "step_from": "number",
            "step_parts": "string",
            **_EVIDENCE,
        },
        "indicators": {
            **strings("record", "indicator"),
            **place,
            **strings("metric"),
            **texts("of", "by"),
            **_QUANTITY,
            **periods("on"),
            **_EVIDENCE,
        },
        "absent": {**strings("policy", "metric", "kind", "reason"), **texts("why")},
        "evidence": {
            **strings("record", "part", "article", "section", "anchor", "written", "language"),
            "read": "date",
            **strings("stance", "rule"),
        },
    }


def _add_policy(rows: Mapping[str, list[Row]], policy: Mapping[str, Any], places: Mapping[str, Any]) -> None:
    place = {
        "policy": policy["id"],
        "url": policy["url"],
        **_place(policy["region"], places),
        **_by_language("title", policy["title"]),
    }
    rows["policies"].append(
        {
            **policy,
            **_by_language("title", policy["title"]),
            **_by_language("issuer", policy["issuer"]),
            **_period("announced", policy["announced"]),
            **_period("period", policy["period"]),
            **_period("repealed", policy["repealed"]),
        }
    )
    rows["themes"].extend({"policy": policy["id"], "theme": theme} for theme in policy["themes"])
    for name in ("announced", "period", "repealed"):
        rows["evidence"].extend(_evidence_rows(policy["id"], name, policy[name] or {}))
    for target in policy["targets"]:
        rows["targets"].append({**place, **_target(target)})
        rows["evidence"].extend(_evidence_rows(policy["id"], target["id"], target))
    for commitment in policy["commitments"]:
        rows["commitments"].append(
            {
                **place,
                "commitment": commitment["id"],
                "status": commitment["status"],
                **_by_language("text", commitment["text"]),
                **_period("deadline", commitment["deadline"]),
                **_first_evidence(commitment),
            }
        )
        rows["evidence"].extend(_evidence_rows(policy["id"], commitment["id"], commitment))
    for subsidy in policy["subsidies"]:
        rows["subsidies"].extend({**place, **row} for row in _subsidy_rows(subsidy))
        rows["evidence"].extend(_evidence_rows(policy["id"], subsidy["id"], subsidy))
        for number, term in enumerate(subsidy["terms"], 1):
            rows["evidence"].extend(_evidence_rows(policy["id"], f"{subsidy['id']}.{number}", term))
    for indicator in policy["indicators"]:
        rows["indicators"].append({**place, **_indicator(indicator, places), "record": policy["id"]})
        rows["evidence"].extend(_evidence_rows(policy["id"], indicator["id"], indicator))
    for declared in policy["absent"]:
        rows["absent"].append({"policy": policy["id"], **declared, **_by_language("why", declared["why"])})


def _target(target: Mapping[str, Any]) -> Row:
    size = target["quantity"]["size"] or {}
    return {
        **target["quantity"],
        "target": target["id"],
        "metric": target["metric"],
        **_by_language("of", target["of"]),
        "size_min": size.get("min"),
        "size_max": size.get("max"),
        "size_unit": size.get("unit"),
        **_period("deadline", target["deadline"]),
        "status": target["status"],
        "outcome": target["outcome"] and target["outcome"]["quantity"]["written"],
        **_first_evidence(target),
    }


def _subsidy_rows(subsidy: Mapping[str, Any]) -> Iterator[Row]:
    """A row for each term, for each tier of a term, and one for a subsidy without terms."""
    common = {
        "subsidy": subsidy["id"],
        "kind": subsidy["kind"],
        **_by_language("beneficiary", subsidy["beneficiary"]),
        "status": subsidy["status"],
    }
    if not subsidy["terms"]:
        yield {**common, **_first_evidence(subsidy)}
    for number, term in enumerate(subsidy["terms"], 1):
        row = {**common, "term": number, "role": term["role"], "on": term["on"], "time": term["time"]}
        if term["of"]:
            row |= {"step": term["of"]["written"], "step_min": term["of"]["min"], "step_unit": term["of"]["unit"]}
            row |= {"step_from": term["from"] and term["from"]["min"], "step_parts": term["parts"]}
        row |= _first_evidence(term if term["evidence"] else subsidy)
        if term["quantity"] or not term["tiers"]:
            yield {**row, **(term["quantity"] or {})}
        for tier in term["tiers"]:
            size = tier["threshold"] or {}
            row |= {"when_min": size.get("min"), "when_unit": size.get("unit"), "when_on": tier["on"]}
            yield {**row, **tier["quantity"], **_by_language("when", tier["when"])}


def _indicator(indicator: Mapping[str, Any], places: Mapping[str, Any]) -> Row:
    return {
        **indicator["quantity"],
        "indicator": indicator["id"],
        **_place(indicator["region"], places),
        "metric": indicator["metric"],
        **_by_language("of", indicator["of"]),
        **_by_language("by", indicator["by"]),
        **_period("on", indicator["on"]),
        **_first_evidence(indicator),
    }


def _place(region: str, places: Mapping[str, Any]) -> Row:
    place = places[region]
    return {"region": region, "level": place["level"], **_by_language("place", place["name"])}


def _by_language(name: str, texts: Mapping[str, str] | None) -> Row:
    return {f"{name}_{language}": text for language, text in (texts or {}).items()}


def _period(name: str, period: Mapping[str, Any] | None) -> Row:
    return {f"{name}_{part}": period[part] for part in ("written", "start", "end")} if period else {name: None}


def _first_evidence(item: Mapping[str, Any]) -> Row:
    """The first witness; all of them are in the JSON files and in the table of evidence."""
    for evidence in item["evidence"]:
        return {
            "article": evidence["article"],
            "section": evidence["section"],
            "evidence": evidence["written"],
            "read": evidence["read"],
        }
    return {}


def _evidence_rows(record: str, part: str, item: Mapping[str, Any]) -> Iterator[Row]:
    for evidence in item.get("evidence", ()):
        yield {**evidence, "record": record, "part": part, "stance": "own"}
    for other in item.get("others", ()):
        stance = "agrees" if other["agrees"] else "differs"
        yield {**other, "record": record, "part": part, "stance": stance}


_FORMULA_STARTS: Final = frozenset("=+-@\t\r\n＝＋－＠")
_IS_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def _cell(value: Any) -> str:
    if isinstance(value, str):
        # A spreadsheet would run such a text as a formula; the apostrophe marks it as text.
        return f"'{value}" if value[:1] in _FORMULA_STARTS and not _IS_NUMBER.fullmatch(value) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    return format_number(value) if isinstance(value, Decimal) else str(value)


_SQLITE_TYPES: Final = {"integer": "INTEGER", "boolean": "INTEGER"}


def _sqlite_columns(table: Table) -> Iterator[tuple[str, str, str]]:
    """Name and type of each column, and the column of the table it is filled from."""
    for name, kind in table.columns.items():
        yield name, _SQLITE_TYPES.get(kind, "TEXT"), name
        if kind == "number":
            yield f"{name}_real", "REAL", name


def _sqlite_row(row: Row, columns: Sequence[tuple[str, str, str]], figures: Sequence[int]) -> list[Any]:
    """The values of a row; `figures` says which columns are of figures."""
    values = [row.get(source) for _, _, source in columns]
    for index in figures:
        figure = values[index]
        if figure is not None:
            values[index] = float(figure) if columns[index][1] == "REAL" else format_number(figure)
    return values


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
