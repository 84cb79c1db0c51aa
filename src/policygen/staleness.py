"""Staleness: what makes a page stale, in one place.

A page is a pure function of the settings, its templates and the facts it read. So it is stale when it is new, when one
of these has changed, or when its file in the output is not the one that was written; and not otherwise.

    settings   the program and its libraries, site.yaml, vocabulary, regions, interface texts, the day, the base URL
    templates  the page's template and all it extends, includes or imports
    facts      everything of records, articles and indexes that was looked at when the page was made (`site.facts`)

Owns that rule and its reasons. Refuses times and sizes of content files: those tell `memory` what to read again,
nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from policygen.site.facts import Fact, Facts
from policygen.site.links import FileLinks, Link


class Made(NamedTuple):
    """How a page was made: the digests of settings and templates, its facts with a digest for each, the SHA-256 of its
    bytes, and its links.
    """

    settings: str
    templates: str
    facts: tuple[Fact, ...]
    digests: tuple[bytes, ...]
    output: str
    links: FileLinks


def why_stale(made: Made | None, settings: str, templates: str, facts: Facts, intact: str | None) -> str:
    """Why the page must be made again, in words; "" when it need not. `intact` is the digest of its file in the
    output, None when there is none that we wrote.
    """
    if made is None:
        return "the page is new"
    if made.settings != settings:
        return "the program, the settings of the tracker or the day changed"
    if made.templates != templates:
        return "its templates changed"
    for fact, digest in zip(made.facts, made.digests, strict=True):
        if facts.digest(fact) != digest:
            return f"{_name(fact)} changed"
    if intact is None:
        return "its file is not in the output"
    return "" if intact == made.output else "its file in the output is not what was written"


def _name(fact: Fact) -> str:
    words = " ".join("/".join(key) if isinstance(key, tuple) else str(key) for key in fact.path)
    return f"what there is of {words}" if fact.asked != "value" else words


def pack(pages: Mapping[str, Made]) -> Any:
    """The pages as plain data; a fact that many pages read stands there once."""
    numbers: dict[Fact, int] = {}
    packed = {
        path: (
            made.settings,
            made.templates,
            tuple(numbers.setdefault(fact, len(numbers)) for fact in made.facts),
            b"".join(made.digests),
            made.output,
            (tuple(sorted(made.links.ids)), tuple(map(tuple, made.links.links)), made.links.wrong),
        )
        for path, made in pages.items()
    }
    return [tuple(map(tuple, numbers)), packed]


def unpack(data: Any) -> dict[str, Made]:
    """The inverse of `pack`; nothing for what is no such data."""
    if not data:
        return {}
    table, packed = data
    facts = [Fact(*fact) for fact in table]
    return {path: _unpack_page(path, page, facts) for path, page in packed.items()}


def _unpack_page(path: str, page: Any, facts: Sequence[Fact]) -> Made:
    settings, templates, numbers, digests, output, (ids, links, wrong) = page
    return Made(
        settings,
        templates,
        tuple(facts[number] for number in numbers),
        tuple(digests[at : at + 8] for at in range(0, len(digests), 8)),
        output,
        FileLinks(path, frozenset(ids), tuple(Link(*link) for link in links), wrong),
    )


def digests_of(facts: Facts, read: Iterable[Fact]) -> tuple[tuple[Fact, ...], tuple[bytes, ...]]:
    """The facts a page read, each with its digest."""
    listed = tuple(read)
    return listed, tuple(facts.digest(fact) for fact in listed)
