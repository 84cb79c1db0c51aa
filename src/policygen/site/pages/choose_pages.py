"""The page on which a reader chooses places to set side by side.

Owns which places can be chosen, and how one is asked for in an address. Refuses to compare: that is done in the
browser, from the cells that pages of pairs have (`site.placedata`); without scripts the page leads to places and pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from policygen.model.provenance import Absence
from policygen.model.regions import Level, Region
from policygen.site.pages.frames import make_frame
from policygen.site.pages.listing import top_of
from policygen.site.pages.routes import CHOOSE, COMPARE, PAIRS
from policygen.site.pages.sheet import Sheet
from policygen.site.pages.shelf import Shelf
from policygen.site.views import Choice, ChoiceGroup, ChooseView, Link

#: How many places the page lists; where there are more, those narrower than cities are found by their names in an
#: address only, to which their own pages lead.
_MOST: Final = 2500


def comparable_places(shelf: Shelf) -> list[str]:
    """The places with records, their own or within them, in tree order."""
    return _around(shelf, shelf.comparisons.policies)


def choose_link(sheet: Sheet, *places: str) -> Link | None:
    """The way to the page with these places chosen; None where one of them has nothing to compare."""
    shelf = sheet.shelf
    if any(place not in shelf.comparisons.policies and place not in shelf.read_within for place in places):
        return None
    if len(places) == 1:
        text = sheet.gettext("Compare %(place)s with …", place=sheet.name(places[0]))
    else:
        text = sheet.gettext("Compare with more places")
    return Link(text, f"{sheet.way(CHOOSE)}?places={','.join(places)}")


def choose_page(sheet: Sheet, _subject: str) -> ChooseView:
    """All places that can be chosen, by province and country."""
    shelf = sheet.shelf
    places = comparable_places(shelf)
    if len(places) > _MOST:
        places = [place for place in places if sheet.region(place).level <= Level.CITY]
    groups: dict[str, list[str]] = {}
    for place in places:
        groups.setdefault(top_of(shelf, place), []).append(place)
    title = sheet.gettext("Places side by side")
    standfirst = sheet.gettext(
        "Two to four places of any level: what each promised and offers, like with like, with the words of the sources."
    )
    return ChooseView(
        frame=make_frame(sheet, title, standfirst, crumbs=(sheet.link(sheet.gettext("Compare"), COMPARE),)),
        standfirst=standfirst,
        pairs=sheet.link(sheet.gettext("Two provinces side by side"), PAIRS),
        groups=tuple(
            ChoiceGroup(sheet.short_name(top), tuple(_choices(sheet, groups[top]))) for top in sheet.by_name(groups)
        ),
        metrics=tuple((metric, sheet.metric(metric)) for metric in shelf.comparisons.promises),
        kinds=tuple((kind, sheet.support(kind)) for kind in shelf.comparisons.offers),
        levels=tuple((int(level), sheet.levels(level)) for level in Level),
        not_found=sheet.absence(Absence.NOT_FOUND),
        not_read=sheet.absence(Absence.NOT_READ),
        not_comparable=sheet.absence(Absence.NOT_COMPARABLE),
    )


def _choices(sheet: Sheet, places: list[str]) -> Iterator[Choice]:
    """The places of a group, each before those in it, neighbours by name."""
    inside: dict[str | None, list[str]] = {}
    listed = set(places)
    for place in places:
        parent = sheet.region(place).parent
        inside.setdefault(parent if parent in listed else None, []).append(place)

    def tree(below: Iterable[str]) -> Iterator[str]:
        for place in sheet.by_name(below):
            yield place
            yield from tree(inside.get(place, ()))

    for place in tree(inside.get(None, ())):
        region = sheet.region(place)
        yield Choice(
            id=place,
            also="|".join(_other_names(sheet, region)),
            place=sheet.place(place),
            level=sheet.level(region.level),
            within=sheet.within(place),
        )


def _other_names(sheet: Sheet, region: Region) -> Iterable[str]:
    """What else a reader may type: its names in all languages."""
    shown = sheet.name(region)
    names = (*region.name.values(), *region.short.values(), *region.aliases)
    return dict.fromkeys(name for name in names if name != shown)


def _around(shelf: Shelf, regions: Iterable[str]) -> list[str]:
    gazetteer = shelf.library.gazetteer
    found = {above.id for region in regions for above in gazetteer.chain(region)}
    return sorted(found, key=lambda place: (place != shelf.home, place.split("/")))
