"""Words as written: whether they stand in a text.

Owns what may differ between a quotation and its source (case, white space, full-width forms, kinds of quotes, marks of
Markdown). Refuses a part of a number or of a word: "10家" does not stand in "110家", nor "350" in "350 billion".
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from policygen.patterns import regex

_IGNORED: Final = regex(r"[\s*_`\\\u00ad\u200b-\u200f\u2060\ufeff]+")
_CIRCLED: Final = regex("[\u2460-\u24ff\u2776-\u2793\u3200-\u32ff]")
_ALIKE: Final = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»「」『』〝〞", '"'),
        **dict.fromkeys("‘’‚‛′‹›", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "〜": "~",
    }
)
_MAGNITUDES: Final = "十百千万亿"
#: What may go on with a number that has a magnitude behind it: 5000万 in 1亿5000万.
_SMALLER_PART: Final = regex(r"[\d,]+(?:[百千万萬억만]|[元円원])")
_NUMERALS: Final = "〇零一二两三四五六七八九" + _MAGNITUDES
_STARTS_FIGURE: Final = regex(f"[{_NUMERALS}]*[{_MAGNITUDES}]")
_ENGLISH_MAGNITUDES: Final = ("hundred", "thousand", "million", "billion", "trillion", "percent", "per cent")


class Folded(NamedTuple):
    """A text without what does not count; `gaps` are the places in it where something was left out."""

    text: str
    gaps: frozenset[int]


@lru_cache(maxsize=4096)
def fold_words(text: str) -> Folded:
    """The text in the form in which it is compared; white space between two digits stays, as one space."""
    apart = _CIRCLED.sub(r" \g<0> ", text)
    folded = unicodedata.normalize("NFKC", apart).casefold().translate(_ALIKE)
    parts: list[str] = []
    gaps = set()
    length = 0
    for part in _IGNORED.split(folded):
        if not part:
            continue
        if parts and parts[-1][-1].isdigit() and part[0].isdigit():
            parts.append(" ")
            length += 1
        gaps.add(length)
        parts.append(part)
        length += len(part)
    return Folded("".join(parts), frozenset(gaps))


def find_words(text: Folded, written: str) -> bool:
    """Whether `written` stands in the text, not as a part of a longer number or word."""
    words = fold_words(written).text
    start = text.text.find(words) if words else -1
    while start >= 0:
        if not _continues(text, start, words) and not _is_continued(text, start + len(words), words):
            return True
        start = text.text.find(words, start + 1)
    return False


def _continues(text: Folded, start: int, words: str) -> bool:
    """Whether the place where the words start is inside a number or a word."""
    if start == 0:
        return False
    first, before = words[0], text.text[start - 1]
    if before in "조억만" and _SMALLER_PART.match(words):
        return True
    if start in text.gaps:
        return False
    if _STARTS_FIGURE.match(words) and (before in _NUMERALS or before.isdigit()):
        return True
    if first.isdigit():
        if before in "亿億万萬兆" and _SMALLER_PART.match(words):
            return True
        return before.isdigit() or (before in ".," and text.text[start - 2 : start - 1].isdigit())
    return _is_letter(first) and _is_letter(before)


def _is_continued(text: Folded, end: int, words: str) -> bool:
    """Whether a number or a word goes on behind the place where the words end."""
    rest = text.text[end : end + 10]
    if not rest:
        return False
    last = words[-1]
    if last.isdigit() and (rest[0] in _MAGNITUDES or rest[0] in "%‰" or rest.startswith(_ENGLISH_MAGNITUDES)):
        return True
    if last in _MAGNITUDES and rest[0] in _MAGNITUDES:
        return True
    if end in text.gaps:
        return False
    if last.isdigit():
        return rest[0].isdigit() or (rest[0] in ".," and rest[1:2].isdigit())
    return _is_letter(last) and _is_letter(rest[0])


def _is_letter(char: str) -> bool:
    """A letter of a script that parts its words by spaces."""
    return char.isalpha() and char < "\u0e00"
