"""Row data: the rows of a list that is cut, as scripts that a browser loads when a reader filters or sorts it.

Owns the form of these files, `data/lists/<list>-<language>-<chunk>.js`; templates/static/rows.js reads them. A file
calls `policygenRows` with its name and what it holds:

    labels  by filter, for each code in the rows its label and what it is sorted by
    shared  cells that several rows have
    rows    each its data, as `data-row` has it on the page, and its cells

A cell is a number, which names a shared one, or a list of what it is sorted by ("" for its text) and its nodes. A node
is a text, or a list of the element's name, its attributes and its nodes. The attributes are an object, or a text: the
class, of a link its address from the root of the site.

Refuses markup: browsers make elements of these nodes, and of the texts in them nothing but text. The cells say what
`templates/parts/tables.html` says of the same rows, and tests hold them together.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from policygen.model.records import Policy
from policygen.site.pages.list_pages import offers_of, promises_of
from policygen.site.pages.listing import OFFER_DATA, POLICY_DATA, TARGET_DATA, codes_of, labels_of
from policygen.site.pages.rows import figure_row, offer_row, policy_row
from policygen.site.pages.sheet import Sheet
from policygen.site.views import DateView, FigureRow, Link, OfferLine, OfferRow, PolicyRow, StatusView, Words

#: A cell is its key and its nodes.
Node = str | list[Any]
Cell = list[Any]
Row = tuple[str, list[Cell]]


def rows_file(sheet: Sheet, subject: str) -> bytes:
    """The rows of one chunk; `subject` is its name on the shelf."""
    name, _, number = subject.partition("/")
    fields, make = _LISTS[name]
    # links lead from the root of the site: pages of several folders load the file
    rows = list(make(replace(sheet, file="_"), sheet.shelf.chunks[subject]))
    told = [(data, [_json(cell) for cell in cells]) for data, cells in rows]
    times = Counter(cell for _, cells in told for cell in cells)
    shared = {cell: number for number, cell in enumerate(cell for cell, count in times.items() if count > 1)}
    lines = (
        "[" + ",".join([_json(data), *(str(shared.get(cell, cell)) for cell in cells)]) + "]" for data, cells in told
    )
    labels = {
        key: labels_of(sheet, fields, key, codes) for key, codes in codes_of(fields, [data for data, _ in rows]).items()
    }
    return (
        f'policygenRows("{name}-{sheet.language}-{number}",{{"labels":{_json(labels)},"shared":['
        + ",".join(shared)
        + '],"rows":[\n'
        + ",\n".join(lines)
        + "\n]});\n"
    ).encode()


def policy_cells(sheet: Sheet, row: PolicyRow) -> list[Cell]:
    """The cells of a policy's row."""
    return [
        [row.announced_key, *_day(sheet, row.announced)],
        [row.place_key, _link(row.place)],
        ["", _link(row.title)],
        ["", row.instrument],
        *(["", str(number)] for number in (row.targets, row.commitments, row.subsidies)),
        ["", _status(sheet, row.status)],
    ]


def figure_cells(sheet: Sheet, row: FigureRow) -> list[Cell]:
    """The cells of a target's row."""
    written: dict[str, str] = {"class": "written"}
    if row.written.lang:
        written["lang"] = row.written.lang
    return [
        [row.place_key, *_placed(row.place, row.under)],
        ["", _link(row.label), *(_around(sheet.gettext(": %(of)s", of="\0"), _words(sheet, row.of)) if row.of else ())],
        [row.value_key, ["a", row.policy.href, row.value]],
        [row.deadline_key, row.deadline] if row.deadline else [""],
        ["", *([_status(sheet, row.status)] if row.status else ())],
        ["", ["a", {"class": "evidence", "href": row.witness.href}, ["q", written, row.written.text]]],
    ]


def offer_cells(sheet: Sheet, row: OfferRow) -> list[Cell]:
    """The cells of a subsidy's row."""
    nobody: list[Node] = [["span", "none", sheet.gettext("not stated")]]
    return [
        [row.place_key, *_placed(row.place, row.under)],
        ["", ["a", row.policy.href, row.kind.text]],
        ["", *(_words(sheet, row.beneficiary) if row.beneficiary else nobody), *_conditions(sheet, row.conditions)],
        *(_lines(sheet, lines) for lines in (row.rate + row.amount + row.step, row.cap, row.duration)),
        ["", _status(sheet, row.status)],
    ]


def _policies(sheet: Sheet, policies: Sequence[Policy]) -> Iterator[Row]:
    for policy in policies:
        row = policy_row(sheet, policy)
        yield row.data, policy_cells(sheet, row)


def _targets(sheet: Sheet, policies: Sequence[Policy]) -> Iterator[Row]:
    for policy in policies:
        for promise in promises_of(sheet, policy):
            row = figure_row(sheet, promise, placed=True)
            yield row.data, figure_cells(sheet, row)


def _subsidies(sheet: Sheet, policies: Sequence[Policy]) -> Iterator[Row]:
    for policy in policies:
        for offer in offers_of(sheet, policy):
            row = offer_row(sheet, offer, placed=True)
            yield row.data, offer_cells(sheet, row)


_LISTS: Final[dict[str, tuple[Sequence[str], Callable[[Sheet, Sequence[Policy]], Iterator[Row]]]]] = {
    "policies": (POLICY_DATA, _policies),
    "targets": (TARGET_DATA, _targets),
    "subsidies": (OFFER_DATA, _subsidies),
}


_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _link(link: Link) -> Node:
    if link.lang:
        return (
            ["a", {"href": link.href, "lang": link.lang}, link.text]
            if link.href
            else ["span", {"lang": link.lang}, link.text]
        )
    return ["a", link.href, link.text] if link.href else link.text


def _placed(place: Link, under: str) -> Iterator[Node]:
    yield _link(place)
    if under:
        yield " "
        yield ["span", "under", under]


def _day(sheet: Sheet, day: DateView | None) -> Iterator[Node]:
    if day is None:
        yield ["span", "none", sheet.gettext("not stated")]
    else:
        yield ["time", {"datetime": day.iso}, day.text] if day.iso else day.text


def _status(sheet: Sheet, status: StatusView) -> Node:
    detail = sheet.gettext(", %(detail)s", detail=status.detail) if status.detail else ""
    return ["span", f"status {status.shape}", status.word + detail]


def _words(sheet: Sheet, words: Words) -> list[Node]:
    if not words.lang:
        return [words.text]
    mark = ["abbr", {"class": "only", "title": sheet.gettext("not translated yet")}, words.lang]
    return [["span", {"lang": words.lang}, words.text], " ", mark]


def _around(text: str, inside: Sequence[Node]) -> list[Node]:
    """The text with nodes where its placeholder was."""
    before, _, after = text.partition("\0")
    return [node for node in (before, *inside, after) if node]


def _lines(sheet: Sheet, lines: Sequence[OfferLine]) -> Cell:
    if not lines:
        return ["", ["span", "none", sheet.gettext("not found in the text")]]
    items = []
    for line in lines:
        item: list[Any] = ["li", "", line.value]
        if line.scope:
            item += [" ", *_words(sheet, line.scope)]
        if line.written:
            written = {"class": "written", **({"lang": line.written.lang} if line.written.lang else {})}
            item += [" ", ["q", written, line.written.text]]
        if line.note:
            item += [" ", ["span", "quiet", *_words(sheet, line.note)]]
        items.append(item)
    return [lines[0].key, ["ul", "cells", *items]]


def _conditions(sheet: Sheet, conditions: Sequence[Words]) -> Iterator[Node]:
    if conditions:
        yield " "
        yield ["ul", "cells only-if", *(["li", "", *_words(sheet, condition)] for condition in conditions)]
