"""Regions: codes, names, parents, and the resolver that reads a place as people write it.

Owns `Region` and `Gazetteer`. Refuses to guess: an ambiguous name is an error that lists the candidates.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass


class Level(enum.IntEnum):
    """Levels of government, from wide to narrow."""

    COUNTRY = 0
    PROVINCE = 1
    CITY = 2
    DISTRICT = 3
    ZONE = 4

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Region:
    """One place.

    `id` is its path of slugs (`jiangsu/wuxi/binhu`; provinces of the home country stand at the top, foreign
    places under their country: `south-korea/seoul`); `code` is GB/T 2260, `iso` ISO 3166; `name` and
    `short` are texts by language; `parent` is a region id, None for a country; `tile` is (column, row) from 1.
    """

    id: str
    level: Level
    name: Mapping[str, str]
    short: Mapping[str, str]
    parent: str | None
    code: str | None = None
    iso: str | None = None
    tile: tuple[int, int] | None = None
    aliases: tuple[str, ...] = ()
