"""Search: the index and the cards as scripts that a browser loads when a reader searches.

Owns the form of these files. `search/head.js` says how documents are filed; `search/index-<drawer>-<slice>.js` has
where the terms of a slice stand in the documents of a drawer; `search/days-<drawer>.js` has of when its documents are;
`search/cards-<language>-<drawer>-<packet>.js` is what results show of them. Each calls one function, so that they load
from any host and from disk. Refuses to be loaded whole: a query asks for the slices of its words, the days of what it
finds equally well and the cards of its first results.

The index is what MiniSearch would write of the same terms, packed; `templates/static/finding.js` unpacks what a query
needs of it into the form that MiniSearch loads.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from typing import Any, Final, NamedTuple

from policygen.model.articles import Article
from policygen.model.records import Policy
from policygen.site.entries import Entry, make_card, make_entry
from policygen.site.facts import note_all, noting
from policygen.site.pages.filing import PACKETS
from policygen.site.pages.routes import Routes
from policygen.site.pages.sheet import Sheet
from policygen.site.pages.shelf import Shelf
from policygen.site.tokens import MONEY, SPELLINGS, is_joined

#: One character for each set of fields, the first field being the lowest bit.
FIELD_MARKS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&*"
_BITS: Final = len(Entry._fields)
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_DIGITS_64: Final = f"{_DIGITS}ABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
_OLDEST: Final = 64 * 64 - 2
_HELD: Final = ("search drawer",)


class SearchFile(NamedTuple):
    """A file of the search: its path, its kind and its subject as `site.files` has them, and its language."""

    path: str
    kind: str
    subject: str
    language: str


def search_files(shelf: Shelf, routes: Routes) -> Iterator[SearchFile]:
    """All files of the search."""
    first = routes.languages[0]
    yield SearchFile("search/head.js", "search-head", "", first)
    for drawer in shelf.drawers:
        yield SearchFile(f"search/days-{drawer}.js", "search-days", drawer, first)
        for number in range(shelf.sizes["slices"]):
            yield SearchFile(f"search/index-{drawer}-{number}.js", "search-index", f"{drawer} {number}", first)
    for packet in shelf.packets:
        for language in routes.languages:
            path = f"search/cards-{language}-{packet.replace('/', '-')}.js"
            yield SearchFile(path, "search-cards", packet, language)


def head_file(sheet: Sheet, _subject: str) -> bytes:
    """How documents are filed, in which languages there are cards, and how units are written."""
    sizes = sheet.shelf.sizes
    by_unit: dict[tuple[str, str, bool], list[str]] = defaultdict(list)
    for word, (unit, factor) in SPELLINGS.items():
        by_unit[unit, format(factor, "f"), word in MONEY].append(word)
    return _call(
        "head",
        {
            "drawers": sizes["drawers"],
            "slices": sizes["slices"],
            "packets": [[kind, sizes[kind]] for kind in PACKETS],
            "fields": list(Entry._fields),
            "languages": list(sheet.routes.languages),
            "units": [[*unit, words] for unit, words in by_unit.items()],
        },
    )


def index_file(sheet: Sheet, subject: str) -> bytes:
    """The terms of one slice of one drawer."""
    drawer, _, number = subject.partition(" ")
    indexed = _indexed(sheet, drawer)
    terms = indexed.slices[int(number)]
    return _call("index", drawer, number, {"count": indexed.documents, "stride": indexed.stride, "terms": terms})


def days_file(sheet: Sheet, subject: str) -> bytes:
    """Of when the documents of a drawer are, which orders what is found equally well."""
    packets = [[_day_of(document) for document in documents] for _, documents in sheet.shelf.drawers[subject]]
    newest = max((day for days in packets for day in days if day), default=0)
    return _call("days", subject, newest, ",".join("".join(map(partial(_age, newest), days)) for days in packets))


def _day_of(document: Any) -> int:
    """The day a record was announced or an article published, 0 where that is not known and for all else."""
    if isinstance(document, Policy):
        period = document.announced.period if document.announced else None
    else:
        period = document.date if isinstance(document, Article) else None
    day = (period.start or period.end) if period else None
    return day.toordinal() if day else 0


def _age(newest: int, day: int) -> str:
    """How many days before the newest one, two digits in base 64; the last number stands for no day, the one before it
    for all that is older.
    """
    age = min(newest - day, _OLDEST) if day else _OLDEST + 1
    return _DIGITS_64[age >> 6] + _DIGITS_64[age & 63]


def cards_file(sheet: Sheet, subject: str) -> bytes:
    """What results show of the documents of a packet."""
    kind, documents = sheet.shelf.packets[subject]
    drawer, _, packet = subject.partition("/")
    cards = [make_card(sheet, kind, document) for document in documents]
    return _call("cards", sheet.language, drawer, packet, cards)


def _call(name: str, *values: Any) -> bytes:
    told = [json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in values]
    return f"searchData.{name}({','.join(told)});\n".encode()


class _Indexed(NamedTuple):
    """A drawer's index. `stride` is how many documents its largest packet has: a document's number is that of its
    packet times the stride and its place in it. A slice is its terms and their packed documents in turn.
    """

    documents: int
    stride: int
    slices: list[str]


def _indexed(sheet: Sheet, drawer: str) -> _Indexed:
    """The index of a drawer. All its slices are asked for one after the other, so the last one made is held."""
    shelf = sheet.shelf
    held = shelf.made.get(_HELD)
    if held is None or held[0][0] != drawer:
        with noting() as read:
            made = _index(sheet, drawer)
        held = shelf.made[_HELD] = ((drawer, made), read)
    note_all(held[1])
    indexed: _Indexed = held[0][1]
    return indexed


def _index(sheet: Sheet, drawer: str) -> _Indexed:
    packets = sheet.shelf.drawers[drawer]
    stride = max(1, *(len(documents) for _, documents in packets))
    found: dict[str, list[int]] = defaultdict(list)
    for number, (kind, documents) in enumerate(packets):
        for place, document in enumerate(documents, start=number * stride):
            for term, fields in _fields_of_terms(make_entry(sheet, kind, document)).items():
                found[term].append(place << _BITS | fields)
    slices: list[list[str]] = [[] for _ in range(sheet.shelf.sizes["slices"])]
    for term in sorted(found):
        slices[slice_of(term, len(slices))] += (term, pack(found[term]))
    return _Indexed(sum(len(documents) for _, documents in packets), stride, [" ".join(each) for each in slices])


def _fields_of_terms(entry: Entry) -> dict[str, int]:
    """Each term of a document with the fields it stands in, the first field being the lowest bit."""
    *short, text = entry
    fields = dict.fromkeys(text, 1 << len(short))
    for bit, terms in enumerate(short):
        for term in terms:
            fields[term] = fields.get(term, 0) | 1 << bit
    return fields


def pack(documents: Iterable[int]) -> str:
    """Documents, each its number and the bits of its fields behind it, in the order of numbers: as how many numbers
    each is behind the one before (in base 36, nothing for the very next) and the mark of its fields.
    """
    packed = []
    next_one = 0
    for document in documents:
        packed.append(_step(document - next_one))
        next_one = (document >> _BITS) + 1 << _BITS
    return "".join(packed)


@lru_cache(maxsize=1 << 15)
def _step(document: int) -> str:
    number, fields = divmod(document, 1 << _BITS)
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits + FIELD_MARKS[fields]


def slice_of(term: str, slices: int) -> int:
    """The slice a term is in. What begins alike is in four slices that are neighbours, so that the beginning of a word
    finds the rest: words by two letters, runs of characters by one; the next one tells the four apart. Amounts are
    only found whole. A name as a whole is where its first word is.
    """
    term = term.removeprefix("=")
    if "0" <= term[0] <= "9":
        return _hash(term) & (slices - 1)
    alike = 1 if is_joined(term[0]) else 2
    return (_hash(term[:alike]) << 2 | _hash(term[alike : alike + 1]) & 3) & (slices - 1)


@lru_cache(maxsize=1 << 15)
def _hash(text: str) -> int:
    """FNV-1a over code points, its upper half folded into the lower."""
    found = 2166136261
    for char in text:
        found = (found ^ ord(char)) * 16777619 & 0xFFFFFFFF
    return found ^ found >> 16
