"""Quotes: passages of a source with the words of figures marked in them.

Owns finding words in a passage and passages in a section, whatever their case, width and white space. Refuses
to change a quoted word.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from policygen.patterns import regex
from policygen.site.views import QuotePart

#: What ends a sentence; a full stop only before a space or the end, so that 12.8 stays whole.
_END: Final = regex(r"[。！？；!?;\n]|\.(?=\s|\Z)")
_INNER: Final = str.maketrans("“”", "‘’")
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


class Mark(NamedTuple):
    """Words to mark, and the letter of the figure they are of, "" for none."""

    words: str
    letter: str = ""


def letter(index: int) -> str:
    """The letter of the figure of that number, from 0: a, b, …, z, aa, ab, …."""
    head, tail = divmod(index, len(_LETTERS))
    return (letter(head - 1) if head else "") + _LETTERS[tail]


def find_span(text: str, words: str, start: int = 0) -> tuple[int, int] | None:
    """Where `words` stand in `text` from `start` on, or None. Case, width, white space and Markdown marks do
    not matter.
    """
    exact = text.find(words, start) if words else -1
    if exact >= 0:
        return exact, exact + len(words)
    folded, places = _fold(text)
    wanted, _ = _fold(words)
    found = folded.find(wanted, bisect_left(places, start)) if wanted else -1
    if found < 0:
        return None
    return places[found], places[found + len(wanted) - 1] + 1


def mark_quote(passage: str, marks: Iterable[Mark]) -> tuple[QuotePart, ...]:
    """The passage in parts. Marks that are not in it, or overlap an earlier one, are left out; a mark that is
    the whole passage and has no letter would tell nothing and is not made.
    """
    spans: list[tuple[int, int, str]] = []
    for mark in marks:
        span = _free_span(passage, mark.words, spans)
        if span is not None:
            spans.append((*span, mark.letter))
    spans.sort()
    if len(spans) == 1 and not spans[0][2] and _covers(passage, spans[0]):
        return (QuotePart(passage),)
    parts: list[QuotePart] = []
    end = 0
    for start, stop, of in spans:
        if passage[end:start]:
            parts.append(QuotePart(passage[end:start]))
        parts.append(QuotePart(passage[start:stop], True, of))
        end = stop
    if passage[end:]:
        parts.append(QuotePart(passage[end:]))
    return tuple(parts)


def sentence_around(text: str, words: str) -> str:
    """The sentence of `text` that `words` stand in (the sentences, if they reach over several); "" when they
    are not there.
    """
    span = find_span(text, words)
    if span is None:
        return ""
    start, stop = span
    ends = _ends(text)
    before, behind = bisect_left(ends, start), bisect_left(ends, stop - 1)
    start = ends[before - 1] + 1 if before else 0
    stop = ends[behind] + 1 if behind < len(ends) else len(text)
    return text[start:stop].strip()


def merge_passages(passages: Sequence[str]) -> list[str]:
    """Each passage once, without those that stand within another one."""
    kept = []
    for index, passage in enumerate(passages):
        others = [other for number, other in enumerate(passages) if number != index and len(other) >= len(passage)]
        inside = any(
            find_span(other, passage) is not None and (len(other) > len(passage) or passages.index(other) < index)
            for other in others
        )
        if not inside:
            kept.append(passage)
    return kept


def _free_span(passage: str, words: str, taken: Sequence[tuple[int, int, str]]) -> tuple[int, int] | None:
    """The first place of the words that is not yet part of a mark."""
    start = 0
    while (span := find_span(passage, words, start)) is not None:
        if all(span[1] <= other[0] or span[0] >= other[1] for other in taken):
            return span
        start = span[0] + 1
    return None


def _covers(passage: str, span: tuple[int, int, str]) -> bool:
    return not (passage[: span[0]] + passage[span[1] :]).strip(" 　。，；,.;:：")


@lru_cache(maxsize=64)
def _ends(text: str) -> list[int]:
    """Where the sentences of a text end."""
    return [end.start() for end in _END.finditer(text)]


@lru_cache(maxsize=64)
def _fold(text: str) -> tuple[str, list[int]]:
    """The text folded, and for each folded character the place it came from. A section is asked for many
    words in a row.
    """
    folded: list[str] = []
    places: list[int] = []
    for index, char in enumerate(text):
        for plain in _folded(char):
            folded.append(plain)
            places.append(index)
    return "".join(folded), places


@lru_cache(maxsize=1 << 14)
def _folded(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char).casefold()
    return "".join(each for each in plain if not each.isspace() and each not in "*_`")


def inner_marks(text: str) -> str:
    """A text that will stand between quotation marks: those it has itself become inner ones, as English and Chinese
    both set them.
    """
    return text.translate(_INNER)
