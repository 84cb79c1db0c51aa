"""Place data: what a place has to set beside others, as a script that a browser loads when a reader chooses it.

Owns the form of these files, `data/places/<language>/<place>.js`; templates/static/choose.js reads them. A file calls
`policygenPlace` with one object:

    id, name, whole, href   the place; addresses lead from the root of the site
    level, seen             the number of its level, and of the levels at which acts were read, its own or within it
    above                   the places around it, nearest first
    sentence, is            how much there is of it, and that it is of its level
    rows                    its cells: "targets" or "subsidies", the metric or kind, the level, whether there is a
                            figure or an offer, the reason why there is none, the values, what the first is compared by

A reason is the words, the key, and why with the language of that. A value is its text, its address, its detail, the
words as written and their language, and whether it is over. What is not in `rows` was not found in what was read.

The cells are those of the pages of pairs (`pages.cells`): own figures for the level of the place, those of places
within for narrower levels. Refuses what a place has from above: that stands in the file of the place above.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from policygen.model.provenance import Absence
from policygen.model.regions import Level
from policygen.site.comparisons import Offer, Promise, narrow
from policygen.site.pages.cells import offer_cell, promise_cell
from policygen.site.pages.columns import Column, Entry, make_column, place_levels
from policygen.site.pages.listing import number_key
from policygen.site.pages.region_pages import tally_sentence
from policygen.site.pages.routes import region_route
from policygen.site.pages.rows import telling_term
from policygen.site.pages.sheet import Sheet
from policygen.site.views import Cell

#: What a reader sees where a place has no row.
_USUAL: Final = (Absence.NOT_FOUND, Absence.NOT_READ)


def place_file(sheet: Sheet, place: str) -> bytes:
    """What there is of one place."""
    sheet = replace(sheet, file="_")  # links lead from the root of the site: the page that loads it may stand anywhere
    shelf = sheet.shelf
    region = sheet.region(place)
    # a country is set beside countries; what is within it are places of their own
    within = shelf.read_within.get(place, ()) if region.level > Level.COUNTRY else ()
    levels = place_levels(lambda each: sheet.region(each).level, place, within)
    tally = shelf.own[place].plus(shelf.within[place])
    told = {
        "id": place,
        "name": sheet.name(place),
        "whole": sheet.whole_name(place),
        "href": sheet.way(region_route(place)),
        "level": int(region.level),
        "seen": [int(level) for level, regions in levels.items() if regions != [place] or shelf.is_read(place)],
        "above": [above.id for above in shelf.library.gazetteer.ancestors(place)],
        "sentence": sheet.gettext("%(tally)s, of its own and within it.", tally=tally_sentence(sheet, tally)),
        "is": sheet.gettext("%(place)s is a %(level)s", place=sheet.name(place), level=sheet.level(region.level)),
        "rows": list(_rows(sheet, region.level, _column(sheet, levels))),
    }
    return f"policygenPlace({json.dumps(told, ensure_ascii=False, separators=(',', ':'))});\n".encode()


def _column(sheet: Sheet, levels: dict[Level, list[str]]) -> Column:
    """The cells of all levels: of what these places name, and of what looks like it and is not compared with it."""
    regions = [region for regions in levels.values() for region in regions]
    found = narrow(sheet.shelf.comparisons, sheet.shelf.library, regions)
    alike = (other for metric in found.promises for other in found.related.get(metric, ()))
    metrics = dict.fromkeys((*found.promises, *found.no_promise, *alike))
    return make_column(found, levels, metrics, dict.fromkeys((*found.offers, *found.no_offer)))


def _rows(sheet: Sheet, own: Level, column: Column) -> Iterator[list[Any]]:
    for entry in column.promises:
        if _is_told(entry):
            named = entry.level is not own
            cell = promise_cell(sheet, entry.subject, entry.cell, named=named, number=entry.number)
            quantity = entry.cell.values[0].target.quantity if entry.cell.values and not named else None
            yield _row("targets", entry, cell, number_key(quantity))
    for offered in column.offers:
        if _is_told(offered):
            named = offered.level is not own
            cell = offer_cell(sheet, offered.cell, named=named, number=offered.number)
            term = telling_term(offered.cell.values[0].subsidy) if offered.cell.values and not named else None
            yield _row("subsidies", offered, cell, f"{number_key(term[1])} {term[0].role.value}" if term else "")


def _is_told(entry: Entry[Promise] | Entry[Offer]) -> bool:
    return entry.any or entry.cell.reason is None or entry.cell.reason.absence not in _USUAL


def _row(list_: str, entry: Entry[Promise] | Entry[Offer], cell: Cell, key: str) -> list[Any]:
    absence = cell.absence
    reason: list[Any] | int = 0
    if absence:
        why = absence.why
        reason = [absence.reason, absence.key, *((why.text, why.lang or "") if why else ())]
    values = [
        [
            value.value.text,
            value.value.href,
            value.detail,
            *([value.written.text, value.written.lang or ""] if value.written else ("", "")),
            int(value.ended),
        ]
        for value in cell.values
    ]
    return [list_, entry.subject, int(entry.level), int(entry.any), reason, values, key if absence is None else ""]
