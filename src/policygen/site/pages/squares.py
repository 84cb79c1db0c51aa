"""Squares: kinds of support by place, one square for each.

Owns what a square shows. Refuses an empty one: it has the number of places that have the kind on offer, or the sign of
the reason why there is none.
"""

from __future__ import annotations

from typing import Final

from policygen.model.provenance import Absence
from policygen.model.status import Status
from policygen.site.pages import words
from policygen.site.pages.cells import unread_provinces
from policygen.site.pages.glance import PROPOSED
from policygen.site.pages.maps import count_bounds, step_of
from policygen.site.pages.sheet import Sheet
from policygen.site.views import DotCell, DotMatrix

#: The sign of each gap.
_SIGNS: Final = {
    PROPOSED: "…",
    Absence.NOT_COMPARABLE.value: "≠",
    Absence.EXPIRED.value: "×",
    Absence.NONE_OFFERED.value: "∅",
    Absence.NOT_FOUND.value: "–",
    Absence.NOT_READ.value: "?",
}


def support_matrix(sheet: Sheet) -> DotMatrix | None:
    """Each of the widest places that were read against each kind of support; None where nobody offers any."""
    shelf = sheet.shelf
    kinds = list(shelf.comparisons.offers)
    if not kinds:
        return None
    home = shelf.home
    gazetteer = shelf.library.gazetteer
    countries = {gazetteer.chain(region)[0].id for region in shelf.comparisons.policies} - {home}
    own = {*((home,) if shelf.own[home].policies else ()), *countries}
    below = [place for place in shelf.children.get(home, ()) if _is_read(sheet, place)]
    places = [*sheet.by_name(below), *sheet.by_name(own)]
    known = {place: {each.kind: each for each in shelf.support.get(place, ())} for place in places}
    bounds = count_bounds(each.places for found in known.values() for each in found.values())
    rows = []
    seen: dict[str, DotCell] = {}
    for place in places:
        cells = []
        for kind in kinds:
            support = known[place].get(kind)
            label = sheet.text(shelf.library.vocabulary.kinds[kind].label)
            if support is not None and support.places:
                shown, step = str(support.places), step_of(bounds, support.places)
                said = sheet.ngettext("offered by %(num)s place", "offered by %(num)s places", support.places)
            else:
                gap = support.gap if support else Absence.NOT_FOUND.value
                shown, step, said = _SIGNS[gap], gap.replace(" ", "-"), _gap_words(sheet, gap)
            cell = DotCell(shown, step, sheet.gettext("%(place)s: %(value)s", place=label, value=said))
            seen.setdefault(step, DotCell(shown, step, said))
            cells.append(cell)
        rows.append((sheet.place(place, short=True), tuple(cells)))
    return DotMatrix(
        caption=sheet.gettext("How many places offer each kind of support, those within a place counted with it"),
        columns=tuple(sheet.support(kind) for kind in kinds),
        rows=tuple(rows),
        key=tuple((seen[step], seen[step].words) for gap in _SIGNS if (step := gap.replace(" ", "-")) in seen),
        rest=_rest(sheet),
    )


def _is_read(sheet: Sheet, place: str) -> bool:
    return bool(sheet.shelf.own[place].policies or sheet.shelf.within[place].policies)


def _gap_words(sheet: Sheet, gap: str) -> str:
    if gap == PROPOSED:
        return sheet.gettext(words.STATUSES[Status.PROPOSED][0])
    return sheet.gettext(words.ABSENCES[Absence(gap)])


def _rest(sheet: Sheet) -> str:
    unread = [place for place in unread_provinces(sheet) if not _is_read(sheet, place)]
    if not unread:
        return ""
    return sheet.ngettext("%(num)s province is not read yet.", "%(num)s provinces are not read yet.", len(unread))
