"""Filing: which document of the search lies in which drawer, and in which packet of cards.

Owns what can be found (records, places, sources, metrics, kinds of support, themes) and how it is shared out. The terms
of a drawer's documents are indexed together, so a record more changes the index of one drawer; a packet holds what
results show of a few documents, so it changes one packet. A document's place follows from its name alone, and how many
drawers and packets there are from how many documents, in powers of two, so that both seldom change.

Refuses to look into documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final
from zlib import crc32

from policygen.values import dataclass

#: The kinds of documents, each with how many share a packet; a record's card has most on it.
PACKETS: Final = {"policy": 2, "place": 64, "source": 16, "metric": 64, "support": 64, "theme": 64}
#: How many documents a drawer holds at most on average: their terms are made again together.
_DRAWER: Final = 600
#: The index of so few documents is loaded whole. That of more is cut into slices, of every so many documents one; a
#: word asks for one of each drawer.
_WHOLE: Final = 160
_SLICE: Final = 80


@dataclass(frozen=True, slots=True)
class Filing:
    """`sizes` has the number of drawers and of slices, and for each kind how many packets a drawer has of it. `drawers`
    are by number, and have their packets in the order of kinds: each the kind and its documents in the order of their
    names. `packets` are the same ones by "drawer/packet", those that hold nothing left out.
    """

    sizes: Mapping[str, int]
    drawers: Mapping[str, tuple[tuple[str, tuple[Any, ...]], ...]]
    packets: Mapping[str, tuple[str, tuple[Any, ...]]]


def file_documents(documents: Mapping[str, Mapping[str, Any]]) -> Filing:
    """All documents, by kind and name, filed."""
    number = sum(map(len, documents.values()))
    drawers = power_of_two(number, _DRAWER)
    sizes = {"drawers": drawers, "slices": power_of_two(number, _SLICE) if number > _WHOLE else 1}
    filed: list[list[tuple[str, list[Any]]]] = [[] for _ in range(drawers)]
    for kind, most in PACKETS.items():
        own = documents.get(kind, {})
        sizes[kind] = packets = power_of_two(len(own), most * drawers)
        shares: list[list[list[Any]]] = [[[] for _ in range(packets)] for _ in range(drawers)]
        for name in sorted(own):
            place = crc32(f"{kind}/{name}".encode())
            shares[place & (drawers - 1)][place >> 16 & (packets - 1)].append(own[name])
        for drawer, share in zip(filed, shares, strict=True):
            drawer += [(kind, packet) for packet in share]
    whole = {str(number): _freeze(drawer) for number, drawer in enumerate(filed)}
    return Filing(
        sizes,
        whole,
        {
            f"{drawer}/{number}": packet
            for drawer, packets in whole.items()
            for number, packet in enumerate(packets)
            if packet[1]
        },
    )


def _freeze(packets: Iterable[tuple[str, list[Any]]]) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    return tuple((kind, tuple(documents)) for kind, documents in packets)


def power_of_two(number: int, share: int) -> int:
    """The smallest power of two of parts that have at most `share` of `number` each on average."""
    return 1 << max(0, -(-number // share) - 1).bit_length()
