"""Staleness: what makes a page stale, in one place.

A page is a pure function of the settings, its templates and the facts it read. So it is stale when it is new, when one
of these has changed, or when its file in the output is not the one that was written; and not otherwise.

    settings   the program and its libraries, site.yaml, vocabulary, regions, interface texts, the day, the base URL
    templates  the page's template and all it extends, includes or imports
    facts      everything of records, articles and indexes that was looked at when the page was made (`site.facts`)

Where no document changed but in its words (the text of an article, the summary of a record), the facts of indexes that
are made without them are what they were, and are not looked at.

A finished build leaves every page as these were then, the pages it made and those that were not stale. So the ledger
holds settings, templates and facts once for the whole site, and for each page only which of them are its own.

Owns that rule and its reasons. Refuses times and sizes of content files: those tell `memory` what to read again,
nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cache
from typing import Any, Final, NamedTuple

from policygen.site.facts import DIGEST_SIZE, Fact, FactTable, Group, number_of, pack_numbers, read_numbers
from policygen.site.pages.watch import OF_WORDS
from policygen.values import dataclass

#: How many parts a packed ledger has; one of an earlier program may have others.
_PARTS: Final = 8


class Made(NamedTuple):
    """How a page was made: its template, the numbers of the facts it read, and the SHA-256 of its bytes."""

    template: str
    facts: bytes
    output: str


@dataclass(slots=True)
class Ledger:
    """How the pages of a finished build were made. `outline` tells all documents but for their words; `digests` has
    eight bytes for each fact of each group of the table; `live` is how many facts the table had when every one was some
    page's; `run` the name of that build.
    """

    settings: str = ""
    outline: str = ""
    templates: Mapping[str, str] = field(default_factory=dict)
    table: FactTable = field(default_factory=FactTable)
    digests: Sequence[bytes] = ()
    pages: dict[str, Made] = field(default_factory=dict)
    live: int = 0
    run: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What is not as it was when the ledger was written; `facts` are their names by number. `digests` are those of the
    facts of the ledger's table as they are now, none when the settings have changed.
    """

    settings: bool
    templates: frozenset[str]
    facts: Mapping[int, str]
    digests: Sequence[bytes]


#: Gives for each group of facts their digests, one after the other.
DigestAll = Callable[[Sequence[Group]], list[bytes]]


def find_changes(
    ledger: Ledger, settings: str, outline: str, templates: Mapping[str, str], digest_all: DigestAll
) -> Changes:
    """What has changed since the ledger. When the settings have, all pages are stale and nothing else matters."""
    if ledger.settings != settings:
        return Changes(True, frozenset(), {}, ())
    table = ledger.table
    looked_at = [outline != ledger.outline or kind.root in OF_WORDS for kind, _ in table.groups]
    found = digest_all([group for group, is_looked_at in zip(table.groups, looked_at, strict=True) if is_looked_at])
    new = iter(found)
    digests = [next(new) if is_looked_at else old for old, is_looked_at in zip(ledger.digests, looked_at, strict=True)]
    return Changes(
        False,
        frozenset(name for name, digest in templates.items() if ledger.templates.get(name) != digest),
        {number: _name(table.fact(number)) for number in _differences(ledger.digests, digests)},
        digests,
    )


def _differences(old: Sequence[bytes], new: Sequence[bytes]) -> Iterator[int]:
    """The numbers of the facts whose digests are not the same."""
    for place, (before, after) in enumerate(zip(old, new, strict=True)):
        if before != after:
            pairs = zip(memoryview(before).cast("Q"), memoryview(after).cast("Q"), strict=True)
            yield from (number_of(place, index) for index, (one, other) in enumerate(pairs) if one != other)


def why_stale(made: Made | None, template: str, changes: Changes, intact: str | None) -> str:
    """Why the page must be made again, in words; "" when it need not. `intact` is the digest of its file in the
    output, None when there is none that we wrote.
    """
    if made is None:
        return "the page is new"
    if changes.settings:
        return "the program, the settings of the tracker or the day changed"
    if made.template != template or template in changes.templates:
        return "its templates changed"
    if changes.facts and not changes.facts.keys().isdisjoint(read := read_numbers(made.facts)):
        return f"{next(changes.facts[number] for number in read if number in changes.facts)} changed"
    if intact is None:
        return "its file is not in the output"
    return "" if intact == made.output else "its file in the output is not what was written"


def _name(fact: Fact) -> str:
    path, asked = fact
    words = " ".join("/".join(key) if isinstance(key, tuple) else str(key) for key in path)
    return f"what there is of {words}" if asked != "value" else words


def pack(ledger: Ledger, digests: Sequence[bytes], digest_all: DigestAll) -> Any:
    """The ledger as plain data, with the digests of its facts as they are now, of which those of the first facts of its
    first groups are known (`digests`), the others by `digest_all`. Facts that no page reads any more are left out when
    they have become as many as the others.
    """
    table, pages, live = ledger.table, ledger.pages, ledger.live
    if len(table) > 2 * live:
        kept = FactTable()
        fact, number = cache(table.fact), kept.number
        pages = {
            path: made._replace(facts=pack_numbers(number(fact(old)) for old in read_numbers(made.facts)))
            for path, made in pages.items()
        }
        table, live, digests = kept, len(kept), ()
    known = [*digests, *[b""] * (len(table.groups) - len(digests))]
    new = digest_all(
        [(kind, keys[len(own) // DIGEST_SIZE :]) for (kind, keys), own in zip(table.groups, known, strict=True)]
    )
    return (
        ledger.settings,
        ledger.outline,
        dict(ledger.templates),
        table.pack(),
        [own + more for own, more in zip(known, new, strict=True)],
        {path: tuple(made) for path, made in pages.items()},
        live,
        ledger.run,
    )


def unpack(data: Any) -> Ledger:
    """The inverse of `pack`; an empty ledger for what is no such data."""
    if not data or len(data) != _PARTS:
        return Ledger()
    settings, outline, templates, table, digests, pages, live, run = data
    made = {path: Made(*page) for path, page in pages.items()}
    return Ledger(settings, outline, templates, FactTable(table), digests, made, live, run)
