"""Tokens: what a text is found by. One rule for the texts of the index and for what a reader types.

Owns that rule: words in their plain form, pairs of neighbouring characters where words are not set apart, amounts in
one form whatever they are written in. Refuses to know languages beyond that. `templates/static/tokens.js` is its twin
in the browser; `tests/search/vectors.json` holds the two together.

An amount is filed under its value (`350000000000`) and, where it names a unit, under both (`350000000000cny`); a query
asks for the most that it says, so `3500亿`, `350 billion` and `CNY 350bn` find what `超过3500亿元` says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from operator import add
from typing import Final, NamedTuple

from policygen.model import units
from policygen.model.bounds import Comparator, Quantity
from policygen.model.numbers import ONE, read_number
from policygen.patterns import regex

#: Scripts that set no words apart (Chinese, Japanese, Thai), glue what belongs to the sentence to them (Korean), or
#: write vowels as marks on letters (Hindi).
_JOINED: Final = (
    "\u0900-\u109f\u1780-\u17ff\u3005\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_IS_JOINED: Final = regex(f"[{_JOINED}]")
#: 的 is what "the" is in English: nearly every text has it, beside any other character.
_RUN: Final = regex(f"[{_JOINED}]+")
_WORD: Final = regex(rf"[^\W_{_JOINED}]+(?:'[^\W_{_JOINED}]+)*")
#: Words that nearly every English text has.
_STOP_WORDS: Final = (
    "a an and are as at be been by for from has have in into is it its of on or that the their this to was were which "
    "will with"
)
STOP_WORDS: Final = frozenset(_STOP_WORDS.split())
_NO_WORD: Final = regex(r"[\W_]+")
_PLURALS: Final = (
    (regex("(?:[^ae])ies$"), 3, "y"),
    (regex("(?:ss|x|ch|sh)es$"), 2, ""),
    (regex("[^aeo]es$"), 1, ""),
    (regex("[^usi]s$"), 1, ""),
)


class _Fold(dict[int, str]):
    """One character for one, so that places stay places: lower case, half width, no accents."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if code > 0xFFFF:
            return char
        plain = unicodedata.normalize("NFKD", char).lower()
        if len(plain) > 1 and plain[0] < "\u0530":
            plain = re.sub("[\u0300-\u036f]", "", plain)
        self[code] = found = plain if len(plain) == 1 else char
        return found


# A full-width comma separates; a half-width one would group digits.
_FOLD: Final = _Fold({ord("，"): "、", ord("’"): "'"})


def fold(text: str) -> str:
    """The text in one case and width, character for character."""
    return text.lower() if text.isascii() else text.translate(_FOLD)


def is_joined(char: str) -> bool:
    """Whether the character is of a script that sets no words apart."""
    return _IS_JOINED.match(char) is not None


def tokens(text: str) -> set[str]:
    """Everything a text is to be found by."""
    folded = fold(text)
    found = {term for word in _WORD.findall(folded) if (term := _term(word))}
    for run in () if folded.isascii() else _RUN.findall(folded.replace("的", " ")):
        found.update(map(add, run, run[1:]))
        found.add(run[-1])
    for amount in find_amounts(folded):
        found.update(amount.terms)
    return found


@lru_cache(maxsize=1 << 15)
def _term(word: str) -> str:
    """The word as a token; "" for one that nearly every text has, and for digits, which are amounts."""
    word = word.replace("'", "")
    if word in STOP_WORDS or (word.isascii() and word.isdigit()):
        return ""
    if len(word) > 3 and word[-1] == "s" and word.isascii() and word.isalpha():
        for ending, length, instead in _PLURALS:
            if ending.search(word):
                return word[:-length] + instead
    return word


def name_token(name: str) -> str:
    """What a name is found by as a whole: who asks for nothing else means it."""
    return "=" + _NO_WORD.sub("_", fold(name)).strip("_")


def quantity_tokens(quantity: Quantity) -> set[str]:
    """What a figure is found by: both its ends, and those of what it counts; of an order of magnitude the lower one."""
    ends = {quantity.minimum, quantity.maximum} - {None}
    if quantity.comparator is Comparator.ORDER_OF_MAGNITUDE:
        ends = {quantity.minimum}
    found = {term for value in ends if value is not None for term in _forms(value, quantity.unit)}
    return found | quantity_tokens(quantity.size) if quantity.size else found


# --- amounts in running text ---


class Amount(NamedTuple):
    """An amount of a folded text; `terms` say more from one to the next."""

    start: int
    end: int
    terms: tuple[str, ...]


#: A numeral of Chinese characters is an amount when it says ten thousands (三千五百亿, 百亿).
_START: Final = regex(
    r"[0-9]+(?:\.[0-9]+)?|[零〇一二三四五六七八九两十百千]+[万亿][零〇一二三四五六七八九两十百千万亿]*"
)
_YEAR: Final = regex(r"((?:19|20)\d\d) ?年")
_UNIT_GAP: Final = regex("[余多]?[ -]?")
#: 元 is money unless it begins another word (元宇宙).
_NO_MONEY: Final = "宇素件旦始老首勋帅"


def _spellings() -> dict[str, tuple[str, Decimal]]:
    """How units are written, each with the unit as tokens have it and what one amounts to in it; "" for a currency
    sign that several share.
    """
    found = {word: (_plain(unit), factor) for word, (unit, factor) in units.SPELLED.items()}
    found |= {word: (codes[0].lower() if len(codes) == 1 else "", ONE) for word, codes in units.MONEY.items()}
    found |= {code.lower(): (code.lower(), ONE) for code in sorted(units.CURRENCIES - units.WORD_CODES)}
    # a single letter more often belongs to a name (5G, 3D, 8K)
    return {fold(word): told for word, told in found.items() if not re.fullmatch("[a-z]", word)}


def _plain(unit: str) -> str:
    return re.sub("[^a-z0-9]", "", unit.lower())


def _lengths(words: Iterable[str], at: int) -> dict[str, tuple[int, ...]]:
    """How long the words are that have a character at their beginning (0) or end (-1), longest first."""
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[at], set()).add(len(word))
    return {char: tuple(sorted(lengths, reverse=True)) for char, lengths in found.items()}


SPELLINGS: Final = _spellings()
#: Spellings of money, which may stand before the number.
MONEY: Final = frozenset(map(fold, [*units.MONEY, *(units.CURRENCIES - units.WORD_CODES)]))
_AFTER: Final = _lengths(SPELLINGS, 0)
_BEFORE: Final = _lengths(MONEY, -1)


def find_amounts(folded: str) -> Iterator[Amount]:
    """The amounts of a folded text in their order. A number alone is one, and so is a year."""
    at = 0
    while start := _START.search(folded, at):
        at = start.end()
        number = _number(folded, start)
        amount = _amount(folded, start, number) if number else None
        if amount is not None:
            at = max(at, amount.end)
            yield amount


#: What may make a number go on: more digits, a magnitude, or the letter of one, with a space or a hyphen before it.
_GOES_ON: Final = regex(r"[ -]?[0-9.,½¼¾百佰千仟万萬亿億兆余多馀천백만억조a-z]")


_NUMERIC: Final = frozenset("0123456789.,")


def _number(folded: str, start: re.Match[str]) -> tuple[Decimal, int] | None:
    """The value of the number at a place where one starts, and where it ends; None for one with two readings."""
    is_plain = start[0].isascii() and len(start[0]) <= 20 and not _GOES_ON.match(folded, start.end())
    if is_plain and folded[start.start() - 1 : start.start()] not in _NUMERIC:
        return Decimal(start[0]), start.end()
    number = read_number(folded, start.start())
    if number is None or number.doubt or number.garbled:
        return None
    return None if number.kind == "han" and number.end != start.end() else (number.value, number.end)


def _amount(folded: str, start: re.Match[str], number: tuple[Decimal, int]) -> Amount | None:
    begin, (value, number_end) = start.start(), number
    is_digits = start[0].isascii()
    # of grouped digits the first ones say nothing
    digits = (start[0],) if is_digits and folded[start.end() : start.end() + 1] != "," else ()
    if is_digits and (year := _YEAR.match(folded, begin)):
        return Amount(begin, year.end(), (year[1],))
    money = _money_before(folded, begin)
    # 5m and 8k are amounts of money, or names
    compact = folded[number_end - 1] in "kmb"
    unit, end = (None, number_end) if compact else _unit_after(folded, number_end)
    if money is None and (compact or _is_letter(folded[max(0, begin - 1) : begin])):
        return None
    if unit is None and _is_letter(folded[end : end + 1]):
        return None
    name, factor = unit or (SPELLINGS[money] if money else ("", ONE))
    if factor is not ONE and name:
        value *= factor
    if money is not None:
        begin = folded.rindex(money, 0, begin)
    return Amount(begin, end, tuple(dict.fromkeys((*digits, *_forms(value, name or None)))))


@lru_cache(maxsize=1 << 13)
def _forms(value: Decimal, unit: str | None) -> tuple[str, ...]:
    plain = format(value, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return (plain, plain + _plain(unit)) if unit else (plain,)


def _unit_after(folded: str, end: int) -> tuple[tuple[str, Decimal] | None, int]:
    """The unit that follows a number, and where it ends."""
    gap = _UNIT_GAP.match(folded, end)
    at = gap.end() if gap else end
    for length in _AFTER.get(folded[at : at + 1], ()):
        word = folded[at : at + length]
        after = folded[at + length : at + length + 1]
        if word not in SPELLINGS or (_is_letter(word[-1]) and _is_letter(after)):
            continue
        if not (word == "元" and after and after in _NO_MONEY):
            return SPELLINGS[word], at + length
    return None, end


def _money_before(folded: str, start: int) -> str | None:
    """The currency that stands before a number."""
    end = start - 1 if folded[start - 1 : start] == " " else start
    for length in _BEFORE.get(folded[end - 1 : end], ()) if end else ():
        word = folded[max(0, end - length) : end]
        before = folded[max(0, end - length - 1) : max(0, end - length)]
        if word in MONEY and not (_is_letter(word[0]) and _is_letter(before)):
            return word
    return None


def _is_letter(char: str) -> bool:
    """Whether a character is a letter of a script that sets words apart."""
    return char.isalpha() and not is_joined(char)
