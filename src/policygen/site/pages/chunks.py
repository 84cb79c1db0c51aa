"""Chunks: how the rows of a list that is cut are shared out for scripts, which filter and sort all of it.

Owns in which chunk a record's rows lie. That follows from its name alone, and how many chunks there are from how many
rows, in powers of two; so a record more changes one chunk of each list. Refuses to share out a list that fits on its
page: the script reads that from the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import Final
from zlib import crc32

from policygen.model.library import Library
from policygen.model.records import Policy
from policygen.site.comparisons import Comparisons
from policygen.site.pages.cuts import Cut
from policygen.site.pages.cutting import POLICIES_CUT, SUBSIDIES_CUT, TARGETS_CUT
from policygen.site.pages.filing import power_of_two

#: How many rows of each list a chunk has at most on average, some hundred kilobytes.
_ROWS: Final = {POLICIES_CUT: 240, TARGETS_CUT: 400, SUBSIDIES_CUT: 280}


def make_chunks(cuts: Mapping[str, Cut], library: Library, comparisons: Comparisons) -> dict[str, tuple[Policy, ...]]:
    """The records of each chunk of the lists that are cut, by "list/number"."""
    announced = list(chain.from_iterable(comparisons.policies.values()))
    found: dict[str, tuple[Policy, ...]] = {}
    for name, policies, rows_of in (
        (POLICIES_CUT, library.policies.values(), lambda _: 1),
        (TARGETS_CUT, announced, lambda policy: len(policy.targets)),
        (SUBSIDIES_CUT, announced, lambda policy: len(policy.subsidies)),
    ):
        if name in cuts:
            for number, chunk in enumerate(_share_out(policies, rows_of, _ROWS[name])):
                found[f"{name}/{number}"] = tuple(chunk)
    return found


def number_of_chunks(chunks: Iterable[str], name: str) -> int:
    """How many chunks a list has; 0 for one that is not cut."""
    return sum(chunk.partition("/")[0] == name for chunk in chunks)


def _share_out(policies: Iterable[Policy], rows_of: Callable[[Policy], int], most: int) -> list[list[Policy]]:
    listed = [(policy, rows) for policy in policies if (rows := rows_of(policy))]
    chunks: list[list[Policy]] = [[] for _ in range(power_of_two(sum(rows for _, rows in listed), most))]
    for policy, _ in listed:
        chunks[crc32(policy.id.encode()) & (len(chunks) - 1)].append(policy)
    return [sorted(chunk, key=lambda policy: policy.id) for chunk in chunks]
