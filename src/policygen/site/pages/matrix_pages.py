"""Pages of overviews: a row for each place, a column for each metric or each kind of subsidy.

Owns which places an overview has. Refuses an empty row: a place of which nothing was found is named under the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from typing import Final

from policygen.site.pages.cells import grouped_by_level, offer_cell, promise_cell, unread_provinces
from policygen.site.pages.comparison_pages import MATRICES, most_first, unread_sentence
from policygen.site.pages.cuts import share
from policygen.site.pages.cutting import overview_cut
from policygen.site.pages.frames import make_frame
from policygen.site.pages.parts import Portion
from policygen.site.pages.routes import COMPARE
from policygen.site.pages.sheet import Sheet
from policygen.site.pages.tops import more_link, wide_places
from policygen.site.views import Cell, Link, MatrixGroup, MatrixRow, MatrixView

#: What other sites embed of an overview.
_COLUMNS: Final = 8
_ROWS: Final = 16


def matrix_page(sheet: Sheet, subject: str) -> MatrixView:
    """Places against metrics, or kinds of subsidy; `subject` says which, and the part of a long overview."""
    subject, _, part = subject.partition(" ")
    comparisons = sheet.shelf.comparisons
    of_targets = subject == "targets"
    found: Mapping[str, Sized] = comparisons.promises if of_targets else comparisons.offers
    subjects = [each for each, _ in most_first(found)]
    portion = Portion.of(sheet, overview_cut(subject), part)
    valued, silent = _valued_and_silent(sheet, subject, portion)
    named = wide_places(sheet, silent) if portion.is_top else silent
    title = sheet.gettext(MATRICES[subject][0])
    head = portion.title(sheet, title)
    standfirst = sheet.messages.sentences(
        sheet.ngettext(
            "%(num)s place with at least one value.", "%(num)s places with at least one value each.", len(valued)
        ),
        sheet.ngettext(
            "%(num)s more place was read, and nothing found.",
            "%(num)s more places were read, and nothing found.",
            len(silent),
        )
        if silent
        else "",
        "" if part else unread_sentence(sheet),
        sheet.gettext("The widest places stand here, and all of them place by place.") if portion.is_top else "",
    )
    shown = sheet.shelf.cuts[portion.list][""] if portion.is_top else valued
    by_level = grouped_by_level(sheet, shown)
    most = len(shown)
    if sheet.is_embedded:
        subjects = subjects[:_COLUMNS]
        most = share([len(regions) for regions in by_level.values()], _ROWS)
    return MatrixView(
        frame=make_frame(
            sheet,
            head,
            sheet.gettext("%(title)s: %(sentence)s", title=head, sentence=standfirst),
            crumbs=(
                sheet.link(sheet.gettext("Compare"), COMPARE),
                *((sheet.link(title, MATRICES[subject][1]),) if part else ()),
            ),
        ),
        standfirst=standfirst,
        columns=tuple(sheet.metric(each) if of_targets else sheet.support(each) for each in subjects),
        groups=tuple(
            MatrixGroup(
                sheet.levels(level),
                tuple(
                    MatrixRow(sheet.place(region), tuple(_matrix_cells(sheet, subjects, region, of_targets)))
                    for region in regions[:most]
                ),
                more_link(sheet, len(regions), len(regions[:most]), portion),
            )
            for level, regions in by_level.items()
        ),
        silent=tuple(sheet.place(region) for region in sheet.by_name(named)),
        unread=tuple(sheet.place(region) for region in sheet.by_name(unread_provinces(sheet))) if not part else (),
        parts=tuple(_other_matrices(sheet, subject)),
        pager=portion.by_place(sheet, MATRICES[subject][1], lambda places: len(valued.intersection(places))),
    )


def _valued_and_silent(sheet: Sheet, subject: str, portion: Portion) -> tuple[set[str], list[str]]:
    """The places with a value, or an absence that a record states; and those that were read and have neither."""
    comparisons = sheet.shelf.comparisons
    found: Iterable[Mapping[str, object]] = (
        (*comparisons.promises.values(), *comparisons.no_promise.values())
        if subject == "targets"
        else (*comparisons.offers.values(), *comparisons.no_offer.values())
    )
    if portion.ids is None:
        valued = {region for places in found for region in places}
        return valued, [region for region in comparisons.policies if region not in valued]
    valued = {region for region in portion.ids if any(region in places for places in found)}
    return valued, [region for region in portion.ids if region not in valued]


def _other_matrices(sheet: Sheet, subject: str) -> Iterator[Link]:
    for other, (text, route) in MATRICES.items():
        if other != subject:
            yield sheet.link(sheet.gettext(text), route)


def _matrix_cells(sheet: Sheet, subjects: Sequence[str], region: str, of_targets: bool) -> Iterator[Cell]:
    comparisons = sheet.shelf.comparisons
    for subject in subjects:
        if of_targets:
            yield promise_cell(sheet, subject, comparisons.promise_cell(subject, region))
        else:
            yield offer_cell(sheet, comparisons.offer_cell(subject, region))
