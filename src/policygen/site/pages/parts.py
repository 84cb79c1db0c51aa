"""Parts: the ways between the pages of a list that is cut.

Owns what parts are called and how they lead to each other. Only the first page counts what is in them, so that a record
more changes no other part than its own.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Container, Iterable, Sequence
from datetime import date
from typing import Final

from policygen.model.periods import Period
from policygen.patterns import regex
from policygen.site.pages.cuts import ELSEWHERE, NUMBER, UNDATED
from policygen.site.pages.routes import part_route
from policygen.site.pages.sheet import Sheet
from policygen.site.views import Pager
from policygen.values import dataclass

#: How many things there are in the ids of a part.
Count = Callable[[Sequence[str]], int]
_DATED: Final = regex(r"(\d{4})(?:-q(\d)|-(\d\d))?")


@dataclass(frozen=True, slots=True)
class Portion:
    """What of a list a page shows: all of it, the top of one that is cut, or a part.

    `list` is the list's name and `part` the part's, "" for a first page; `ids` are the things in a part, None for a
    first page; `is_top`: it has parts.
    """

    list: str
    part: str
    ids: tuple[str, ...] | None
    is_top: bool

    @property
    def is_whole(self) -> bool:
        """Whether the page has all of the list."""
        return not self.is_top and self.ids is None

    @classmethod
    def of(cls, sheet: Sheet, name: str, part: str) -> Portion:
        if part:
            return cls(name, part, sheet.shelf.cuts[name][part], is_top=False)
        return cls(name, "", None, is_top=name in sheet.shelf.cuts)

    def among(self, everything: Iterable[str]) -> Iterable[str]:
        """The things that may stand on this page, of all there are."""
        return everything if self.ids is None else self.ids

    def some(self, sheet: Sheet) -> tuple[str, ...] | None:
        """The ids of what is shown; None where that is all there is."""
        return sheet.shelf.cuts[self.list][""] if self.is_top else self.ids

    def title(self, sheet: Sheet, title: str) -> str:
        """The title of the list, with the name of the part: "Jobs: Jiangsu", "Policies: 2023"."""
        if not self.part:
            return title
        return sheet.gettext("%(title)s: %(part)s", title=title, part=part_name(sheet, self.list, self.part))

    def by_place(self, sheet: Sheet, route: str, count: Count | None = None) -> Pager | None:
        """The ways to the parts of a list that is cut by place, those of one place together; on its first page with the
        number of things in each, if there is anything to count them by.
        """
        parts = sheet.shelf.once(("parts by place", self.list, sheet.language), lambda: _by_place(sheet, self.list))
        return self._pager(sheet, route, parts, count, sheet.gettext("Place by place"))

    def by_time(self, sheet: Sheet, route: str, count: Count) -> Pager | None:
        """The same for a list that is cut by time, the latest first."""
        return self._pager(sheet, route, parts_of(sheet, self.list), count, sheet.gettext("Year by year"))

    def _pager(self, sheet: Sheet, route: str, parts: Sequence[str], count: Count | None, heading: str) -> Pager | None:
        if not parts:
            return None
        return Pager(
            heading,
            tuple(
                sheet.link(
                    part_name(sheet, self.list, part),
                    part_route(route, part),
                    note=sheet.messages.number(count(sheet.shelf.cuts[self.list][part]))
                    if self.is_top and count
                    else "",
                )
                for part in parts
            ),
        )


def parts_of(sheet: Sheet, name: str) -> tuple[str, ...]:
    """The parts of the list of that name; none where it is not cut."""
    return tuple(part for part in sheet.shelf.cuts[name] if part) if name in sheet.shelf.cuts else ()


def part_name(sheet: Sheet, name: str, part: str) -> str:
    """What a part of the list of that name is called."""
    names = sheet.shelf.once(("part names", name, sheet.language), lambda: _part_names(sheet, parts_of(sheet, name)))
    return names[part]


def _part_names(sheet: Sheet, parts: Sequence[str]) -> dict[str, str]:
    gazetteer = sheet.gazetteer
    periods = [period for part in parts if (period := _period(part))]
    above = {region.id for part in parts if part in gazetteer for region in gazetteer.ancestors(part)}
    names: dict[str, str] = {}
    for part in parts:
        plain, _, number = part.partition(NUMBER)
        text = _plain_name(sheet, plain, periods, above)
        names[part] = sheet.gettext("%(part)s, part %(number)s", part=text, number=number) if number else text
    return names


def _plain_name(sheet: Sheet, part: str, periods: Sequence[Period], above: Container[str]) -> str:
    """`periods` are those of all parts, `above` the places around the parts."""
    if part == ELSEWHERE:
        return sheet.gettext("Other places")
    if part == UNDATED:
        return sheet.gettext("Without a date")
    if period := _period(part):
        text = sheet.messages.period(period)
        split = any(other != period and _holds(period, other) for other in periods)
        return sheet.gettext("%(time)s, no closer date", time=text) if split else text
    place = sheet.whole_name(part)
    return sheet.gettext("%(place)s: the rest", place=place) if part in above else place


def _period(part: str) -> Period | None:
    """The time a part is named by."""
    dated = _DATED.fullmatch(part)
    if dated is None:
        return None
    year, quarter, month = (int(number or 0) for number in dated.groups())
    first, last = (3 * quarter - 2, 3 * quarter) if quarter else (month or 1, month or 12)
    return Period("", date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _holds(period: Period, other: Period) -> bool:
    return period.start is not None and period.start <= other.end <= period.end


def _by_place(sheet: Sheet, name: str) -> list[str]:
    return sorted(parts_of(sheet, name), key=lambda part: _place_order(sheet, part))


def _place_order(sheet: Sheet, part: str) -> tuple[tuple[str, str], ...]:
    """By name, each place before those in it; what is elsewhere comes last."""
    gazetteer = sheet.gazetteer
    place, _, number = part.partition(NUMBER)
    if place not in gazetteer:
        return (("\U0010ffff", part),)
    if number:
        return (*_place_order(sheet, place), ("", number.zfill(4)))
    chain = [region for region in gazetteer.chain(part) if region.id != sheet.shelf.home] or [gazetteer.get(part)]
    if sheet.language.startswith("zh"):
        return tuple((region.id.rpartition("/")[2], region.id) for region in chain)
    return tuple((sheet.name(region).casefold(), region.id) for region in chain)
