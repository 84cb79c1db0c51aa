"""Offering: the support of the whole tracker in shares that one page and one file can hold.

Owns how it is shared out: by place, a place with all within it wherever that is few enough, so that a record that comes
or goes moves nothing but its own share. Refuses to look into the support itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from policygen.model.records import Policy

#: How many subsidies one share has at most; of a single act that has more, all.
MOST: Final = 100


class Lot(NamedTuple):
    """The acts of one share with the number of their subsidies. `top` is the place it is found under: a country, or a
    province of the home country; `place` is the place it is of, with all within it unless `own`.
    """

    top: str
    place: str
    own: bool
    number: int
    policies: tuple[str, ...]


def share_out(
    order: Iterable[str], children: Mapping[str, Sequence[str]], policies: Mapping[str, Sequence[Policy]], home: str
) -> dict[str, Lot]:
    """All acts with subsidies by the address of their share, "" where there is one share only.

    `order` are the places in tree order, `children` those directly in each.
    """
    own = {
        place: [(policy.id, len(policy.subsidies)) for policy in policies.get(place, ()) if policy.subsidies]
        for place in order
    }
    tree = _Tree(own, {place: sorted(children.get(place, ())) for place in own}, home)
    number = sum(tree.count[place] for place in tree.tops)
    if number <= MOST:
        everything = tuple(policy for place in own for policy, _ in own[place])
        return {"": Lot("", "", False, number, everything)} if number else {}
    return {key: share for top in tree.tops for key, share in tree.shares(top, top)}


class _Tree:
    """Places with the number of subsidies in each and all within it."""

    def __init__(self, own: Mapping[str, list[tuple[str, int]]], children: Mapping[str, list[str]], home: str) -> None:
        self.own = own
        self.children = children
        self.home = home
        within = {child for found in children.values() for child in found}
        self.tops = [place for place in own if place not in within]
        self.count: dict[str, int] = {}
        for top in self.tops:
            self._count(top)

    def _count(self, place: str) -> int:
        found = sum(number for _, number in self.own[place])
        found += sum(self._count(child) for child in self.children[place])
        self.count[place] = found
        return found

    def shares(self, place: str, top: str) -> Iterator[tuple[str, Lot]]:
        """The shares of a place; below the home country each province is a top of its own."""
        if not self.count[place]:
            return
        if self.count[place] <= MOST and place != self.home:
            policies = tuple(policy for each in self._all(place) for policy, _ in self.own[each])
            yield place, Lot(top, place, False, self.count[place], policies)
            return
        for part, (policies, number) in enumerate(_cut(self.own[place]), 1):
            key = place if part == 1 else f"{place}/{part}"
            yield key, Lot(top, place, True, number, policies)
        for child in self.children[place]:
            yield from self.shares(child, child if place == self.home else top)

    def _all(self, place: str) -> Iterator[str]:
        yield place
        for child in self.children[place]:
            yield from self._all(child)


def _cut(own: Sequence[tuple[str, int]]) -> Iterator[tuple[tuple[str, ...], int]]:
    """The acts of a place in pieces of at most `MOST` subsidies."""
    piece: list[str] = []
    held = 0
    for policy, number in own:
        if piece and held + number > MOST:
            yield tuple(piece), held
            piece, held = [], 0
        piece.append(policy)
        held += number
    if piece:
        yield tuple(piece), held
