"""Tables: the same data as rows, for spreadsheets and databases, as docs/data.md describes them.

Owns the columns of every table, what of a record stands in which, and the lines of CSV. Reads nothing but shapes: a
record's rows are made from the record alone, so that files of many records can be put together from what is kept.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from policygen.patterns import regex
from policygen.site.shapes import format_number

Row = dict[str, Any]
#: Rows by table.
Rows = dict[str, list[Row]]
#: The columns that speak of a place, by its id.
PlaceRow = Callable[[str], Row]
#: What tells the rows of a table apart in the database. `line` counts the rows of a record; a record and an article may
#: have one id, so `record_is` says which of them it is.
KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "about": ("key",),
    "regions": ("id",),
    "articles": ("id",),
    "policies": ("id",),
    "themes": ("policy", "line"),
    "targets": ("policy", "line"),
    "commitments": ("policy", "line"),
    "subsidies": ("policy", "line"),
    "indicators": ("record", "record_is", "line"),
    "absent": ("policy", "line"),
    "evidence": ("record", "record_is", "line"),
}
#: The tables that a record has rows in.
TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "policy": ("policies", "themes", "targets", "commitments", "subsidies", "indicators", "absent", "evidence"),
    "article": ("articles", "indicators", "evidence"),
}


def region_row(region: Mapping[str, Any]) -> Row:
    """A place as it stands in the table of places."""
    return {**region, **_by_language("name", region["name"])}


def article_rows(article: Mapping[str, Any], place_row: PlaceRow) -> Rows:
    """Everything that tables say of an article, made from its shape."""
    row = {
        **article,
        "checked": article["checked"] and article["checked"]["on"],
        "checked_status": article["checked"] and article["checked"]["status"],
        **_period("date", article["date"]),
        **_by_language("title", article["title"]),
        **_by_language("publisher", article["publisher"]),
    }
    rows: Rows = {name: [] for name in TABLES["article"]}
    rows["articles"].append(row)
    common = {"record": article["id"], "record_is": "article", "url": article["url"]}
    for indicator in article["indicators"]:
        rows["indicators"].append({**_indicator(indicator, place_row), **common})
        rows["evidence"].extend(_evidence_rows(article["id"], "article", indicator["id"], indicator))
    return rows


def csv_head(columns: Iterable[str]) -> bytes:
    """How a CSV file begins: a byte order mark, by which spreadsheets know UTF-8, and the names of the columns."""
    return _csv([list(columns)]).encode("utf-8-sig")


def csv_lines(rows: Iterable[Row], columns: Sequence[str]) -> bytes:
    """Lines of CSV (RFC 4180); no cell is taken for a formula."""
    return _csv([[cell if cell is None else _cell(cell) for cell in map(row.get, columns)] for row in rows]).encode()


def _csv(rows: list[list[str | None]]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows(rows)
    return stream.getvalue()


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


def table_columns(languages: Sequence[str]) -> dict[str, dict[str, str]]:
    """The columns of each table with their types: `string`, `integer`, `number`, `date` or `boolean`."""

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


def policy_rows(policy: Mapping[str, Any], place_row: PlaceRow) -> Rows:
    """Everything that tables say of a policy, made from its shape."""
    rows: Rows = {name: [] for name in TABLES["policy"]}
    place = {
        "policy": policy["id"],
        "url": policy["url"],
        **place_row(policy["region"]),
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
        rows["evidence"].extend(_evidence_rows(policy["id"], "policy", name, policy[name] or {}))
    for target in policy["targets"]:
        rows["targets"].append({**place, **_target(target)})
        rows["evidence"].extend(_evidence_rows(policy["id"], "policy", target["id"], target))
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
        rows["evidence"].extend(_evidence_rows(policy["id"], "policy", commitment["id"], commitment))
    for subsidy in policy["subsidies"]:
        rows["subsidies"].extend({**place, **row} for row in _subsidy_rows(subsidy))
        rows["evidence"].extend(_evidence_rows(policy["id"], "policy", subsidy["id"], subsidy))
        for number, term in enumerate(subsidy["terms"], 1):
            rows["evidence"].extend(_evidence_rows(policy["id"], "policy", f"{subsidy['id']}.{number}", term))
    for indicator in policy["indicators"]:
        record = {"record": policy["id"], "record_is": "policy"}
        rows["indicators"].append({**place, **_indicator(indicator, place_row), **record})
        rows["evidence"].extend(_evidence_rows(policy["id"], "policy", indicator["id"], indicator))
    for declared in policy["absent"]:
        rows["absent"].append({"policy": policy["id"], **declared, **_by_language("why", declared["why"])})
    return rows


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


def _indicator(indicator: Mapping[str, Any], place_row: PlaceRow) -> Row:
    return {
        **indicator["quantity"],
        "indicator": indicator["id"],
        **place_row(indicator["region"]),
        "metric": indicator["metric"],
        **_by_language("of", indicator["of"]),
        **_by_language("by", indicator["by"]),
        **_period("on", indicator["on"]),
        **_first_evidence(indicator),
    }


def place_columns(region: str, level: str, name: Mapping[str, str]) -> Row:
    """The columns that speak of a place in the rows of others."""
    return {"region": region, "level": level, **_by_language("place", name)}


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


def _evidence_rows(record: str, record_is: str, part: str, item: Mapping[str, Any]) -> Iterator[Row]:
    of = {"record": record, "record_is": record_is, "part": part}
    for evidence in item.get("evidence", ()):
        yield {**evidence, **of, "stance": "own"}
    for other in item.get("others", ()):
        yield {**other, **of, "stance": "agrees" if other["agrees"] else "differs"}


_FORMULA_STARTS: Final = frozenset("=+-@\t\r\n＝＋－＠")
_IS_NUMBER: Final = regex(r"[+-]?[0-9]+(\.[0-9]+)?")


def _cell(value: Any) -> str:
    if isinstance(value, str):
        # A spreadsheet would run such a text as a formula; the apostrophe marks it as text.
        return f"'{value}" if value[:1] in _FORMULA_STARTS and not _IS_NUMBER.fullmatch(value) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    return format_number(value) if isinstance(value, Decimal) else str(value)
