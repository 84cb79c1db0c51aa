"""Cuts: how a list too long for one page is divided, by what it is about and never by a running number.

Owns the rule for every long list of the site. A list that fits stands on one page. One that does not has a first page,
which is the top of it, and parts, which together are the whole of it: each thing stands in exactly one. Places are cut
along the tree of places, records along the calendar: by year, by quarter or month where that is too long. So a record
more changes its own part and the first page, and no other.

Refuses running numbers, with which every part after a new record would change, except for what neither place nor day
tells apart; those are counted from the oldest, so that the newest stand in the last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from policygen.model.periods import Period

#: The part of what belongs to no other: places of countries with few, records without a day.
ELSEWHERE: Final = "elsewhere"
UNDATED: Final = "undated"
#: Between the name of a part and its number.
NUMBER: Final = "_"

#: What each part has, by its name, which is the id of a place or the time (`2023`, `2023-q2`, `2023-04`), and under ""
#: what stands on the first page.
Cut = Mapping[str, tuple[str, ...]]


class Item(NamedTuple):
    """One thing in a list: its id, how much room it takes, and the names of the parts it may be in, wide to narrow: the
    places around a place and itself, or what `day_parts` says.
    """

    id: str
    room: int
    parts: tuple[str, ...]


_ROOM: Final = attrgetter("room")


def cut(items: Iterable[Item], most: int, rest: str, *, few: int = 0) -> dict[str, tuple[str, ...]]:
    """The parts, with room for `most` in each. What would be a part with room for less than `few` joins the part around
    it, the outermost of which is called `rest`.
    """
    listed = list(items)
    found: dict[str, tuple[str, ...]] = {}
    if _room(listed) > most:
        _cut(listed, 0, rest, most, few, found)
    return found


def day_parts(period: Period | None) -> tuple[str, ...]:
    """The parts a record of that time may be in: its year, its quarter and its month, as far as they are known."""
    if period is None:
        return ()
    start = period.start or period.end
    year = f"{start.year:04}"
    quarter = f"{year}-q{(start.month + 2) // 3}"
    if period.precision in {"day", "month"}:
        return (year, quarter, f"{year}-{start.month:02}")
    return (year, quarter) if period.precision == "quarter" else (year,)


def share(sizes: Sequence[int], most: int) -> int:
    """How many each of several lists may show so that together they show at most `most`, at least one each."""
    left, waiting = most, sorted(sizes)
    while waiting and waiting[0] * len(waiting) <= left:
        left -= waiting.pop(0)
    return max(1, left // len(waiting)) if waiting else most


def _cut(items: Sequence[Item], depth: int, name: str, most: int, few: int, found: dict[str, tuple[str, ...]]) -> None:
    if _room(items) <= most:
        found[name] = tuple(item.id for item in items)
        return
    own: list[Item] = []
    inside: dict[str, list[Item]] = {}
    for item in items:
        (inside.setdefault(item.parts[depth], []) if len(item.parts) > depth else own).append(item)
    small = {part for part, within in inside.items() if _room(within) < few} if few else set()
    together = [item for item in items if len(item.parts) <= depth or item.parts[depth] in small] if small else own
    if _room(together) > most:
        small, together = set(), own
    for part, within in inside.items():
        if part not in small:
            _cut(within, depth + 1, part, most, few, found)
    found.update(number(together, name, most))


def number(items: Sequence[Item], name: str, most: int) -> dict[str, tuple[str, ...]]:
    """The parts of what has nothing to be told apart by: last first in pieces."""
    pieces: list[list[Item]] = []
    room = most
    for item in reversed(items):
        if not pieces or room + item.room > most:
            pieces.append([])
            room = 0
        pieces[-1].insert(0, item)
        room += item.room
    return {
        f"{name}{NUMBER}{count}" if count > 1 else name: tuple(item.id for item in pieces[count - 1])
        for count in range(len(pieces), 0, -1)
    }


def _room(items: Iterable[Item]) -> int:
    return sum(map(_ROOM, items))
