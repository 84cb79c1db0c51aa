"""Quantities: figures as people write them, in Chinese and English, read into exact decimals.

Owns numbers, magnitudes, units, money, bounds; `parse_` and `format_`. Refuses to guess: what is ambiguous or has no
unit where one is needed is an error.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from decimal import Decimal


class Comparator(enum.StrEnum):
    """How the figure bounds what is promised."""

    EXACTLY = "exactly"
    AT_LEAST = "at least"
    MORE_THAN = "more than"
    AT_MOST = "at most"
    LESS_THAN = "less than"
    ABOUT = "about"
    BETWEEN = "between"
    ORDER_OF_MAGNITUDE = "order of magnitude"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure.

    `written` is the text it was read from. `minimum` and `maximum` are bounds in base units, None for an open
    end (an exact figure has both, equal). `unit` is a base unit: an ISO 4217 code, `percent` (12.8 means
    12.8 %), `count`, `m2`, `year`, `month`, `day`, `person`...; None for a bare number, which a field whose
    metric is a count may take as `count` and every other field refuses. `per` is the time it is counted by
    (`year`, `month`, ...), `each` the thing it is counted by (`m2`, `firm`, ...). `size` is the size of each
    counted thing where the figure counts firms of a size (3个千亿企业: count 3, size order of magnitude 100 billion).
    """

    written: str
    minimum: Decimal | None
    maximum: Decimal | None
    unit: str | None
    comparator: Comparator
    per: str | None = None
    each: str | None = None
    size: Quantity | None = None
