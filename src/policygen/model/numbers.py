"""Numbers as people write them: digits, Chinese numerals, English number words, with their magnitudes.

Owns `Number`, reading one at a place in a text, and writing a decimal natively. Refuses units, bounds and guesses:
what has two readings carries its `doubt`, and whoever uses the number decides whether the doubt matters.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final, Literal

from policygen.patterns import regex
from policygen.values import dataclass

ONE: Final = Decimal(1)
HALF: Final = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it stands in the folded text.

    `scale` is the magnitude written at its end (万, billion), which a number before it in a range or list may share.
    `bare` marks a magnitude without digits (百亿). `vague` marks "hundreds of" and 数百. `more` marks 余 or 多
    inside the number. `compact` is a letter that may be a magnitude or a unit (5m). `garbled` marks digits before two
    magnitudes (3 hundred billion), sound for money only. `doubt` says what the other reading is.
    """

    value: Decimal
    start: int
    end: int
    kind: Literal["digits", "han", "words"]
    scale: Decimal = ONE
    bare: bool = False
    vague: bool = False
    more: bool = False
    compact: str = ""
    garbled: bool = False
    doubt: str = ""


_FOLD: Final = {
    **{wide: ord(chr(wide - 0xFEE0).lower()) for wide in range(0xFF01, 0xFF5F)},
    **{ord(upper): ord(upper) + 32 for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    **dict.fromkeys(map(ord, "\u3000\u00a0\u2009\u202f\t\n\r"), ord(" ")),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2212\ufe63"), ord("-")),
    **dict.fromkeys(map(ord, "〜∼～"), ord("~")),
    **dict(zip(map(ord, "“”‘’"), map(ord, "\"\"''"), strict=True)),
    ord("○"): ord("〇"),
    **dict(zip(map(ord, "￥￡￦"), map(ord, "¥£₩"), strict=True)),
}
_WIDE_DIGITS: Final = "０１２３４５６７８９"


def fold(text: str) -> str:
    """The text in one width and case, character for character, so that places stay places.

    A full-width comma groups digits only between full-width digits; anywhere else it separates, like 、.
    """
    if "，" in text:
        text = "".join("、" if char == "，" and not _groups_digits(text, at) else char for at, char in enumerate(text))
    return text.translate(_FOLD)


def _groups_digits(text: str, at: int) -> bool:
    return at > 0 and text[at - 1] in _WIDE_DIGITS and text[at + 1 : at + 2] in tuple(_WIDE_DIGITS)


# --- digits ---

_GROUPED: Final = regex(r"\d{1,3}(?:,\d{3})+(?![\d,]\d|\d)|\d{1,3}(?: \d{3})+(?! ?\d)|\d+")
_DECIMALS: Final = regex(r"\.\d+(?!\.?\d)")
_VULGAR: Final = {"½": HALF, "¼": Decimal("0.25"), "¾": Decimal("0.75")}
#: 千 before these belongs to the unit (千瓦), 百 before 分 to a percentage.
_HAN_SCALE: Final = regex(
    r" ?(?:([百佰](?![分帕])|[千仟](?![瓦米克伏赫帕卡])|[천백])?"
    r"(万|萬|亿|億|만|억|조|兆(?=[日韩美欧港]?[元円圆圓]|新[台臺]|\d+[亿億]))?(亿|億)?)"
)
_HAN_VALUE: Final = {
    **dict(zip("十百千万亿", (Decimal(10) ** power for power in (1, 2, 3, 4, 8)), strict=True)),
    **dict(zip("백천만억조", (Decimal(10) ** power for power in (2, 3, 4, 8, 12)), strict=True)),
    "兆": Decimal(10) ** 12,
    **dict(zip("拾佰仟萬億", (Decimal(10) ** power for power in (1, 2, 3, 4, 8)), strict=True)),
}
_WORD_SCALE: Final = {
    "hundred": Decimal(100),
    "thousand": Decimal(1000),
    "million": Decimal(10) ** 6,
    "billion": Decimal(10) ** 9,
    "trillion": Decimal(10) ** 12,
    "mn": Decimal(10) ** 6,
    "mln": Decimal(10) ** 6,
    "bn": Decimal(10) ** 9,
    "tn": Decimal(10) ** 12,
}
_EN_SCALE: Final = regex(r"[ -]?(" + "|".join(_WORD_SCALE) + r")(?![a-z])")
_COMPACT: Final = regex(r"([kmb])(?![a-z0-9²³/])")
_COMPACT_VALUE: Final = {"k": Decimal(1000), "m": Decimal(10) ** 6, "b": Decimal(10) ** 9}


#: A smaller part after a magnitude: 1亿5000万, 1조 5,000억.
_PART: Final = regex(r"(?:(?<=[만억조]) )?(?:\d{1,3}(?:,\d{3})+|\d+)")
_HANGUL_SCALES: Final = "만억조"


def _read_digits(text: str, at: int) -> Number | None:
    before = text[at - 1] if at else ""
    if before.isdigit() or (before == "." and at > 1 and text[at - 2].isdigit()):
        return None
    found = _GROUPED.match(text, at)
    if found is None:
        return None
    listed = before == "," and at > 1 and text[at - 2].isdigit()
    if listed and "," in found[0]:
        found = re.compile(r"\d+").match(text, at)
        assert found is not None
    end = found.end()
    digits = found[0].replace(",", "").replace(" ", "")
    decimals = _DECIMALS.match(text, end)
    if decimals:
        digits, end = digits + decimals[0], decimals.end()
    value = Decimal(digits)
    if end < len(text) and text[end] in _VULGAR:
        value, end = value + _VULGAR[text[end]], end + 1
    doubt = "it has more digits than a figure has" if len(digits) > 20 else ""
    number = Number(value, at, end, "digits", doubt=doubt)
    return _scaled_by_words(text, number) or _scaled_by_han(text, number)


def _scaled_by_words(text: str, number: Number) -> Number | None:
    """`number` with the English magnitudes after it, None when there are none."""
    scale, end, words = ONE, number.end, 0
    while found := _EN_SCALE.match(text, end):
        scale, end, words = scale * _WORD_SCALE[found[1]], found.end(), words + 1
    if words:
        return replace(number, value=number.value * scale, end=end, scale=scale, garbled=words > 1)
    found = _COMPACT.match(text, end)
    if found is None:
        return None
    scale = _COMPACT_VALUE[found[1]]
    compact = "" if found[1] == "k" else found[1]
    return replace(number, value=number.value * scale, end=found.end(), scale=scale, compact=compact)


def _han_scale(text: str, at: int) -> tuple[Decimal, int, bool]:
    """The Chinese magnitude at `at`, its end, and whether 余 or 多 stands before it; 1 when there is none."""
    marked = re.compile(r" ?[余多馀](?=[百千万亿])").match(text, at)
    start = marked.end() if marked else at
    found = _HAN_SCALE.match(text, start)
    scale = ONE
    for char in found[0].strip() if found else "":
        scale *= _HAN_VALUE[char]
    if scale == ONE or found is None:
        return ONE, at, False
    return scale, found.end(), marked is not None


def _scaled_by_han(text: str, number: Number) -> Number:
    """`number` with the Chinese magnitudes after it, and smaller parts after those (1亿5000万)."""
    scale, end, more = _han_scale(text, number.end)
    if scale == ONE:
        return number
    number = replace(number, value=number.value * scale, end=end, scale=scale, more=more)
    while not more and (part := _PART.match(text, end)):
        part_scale, part_end, more = _han_scale(text, part.end())
        digits = part[0].replace(",", "").strip()
        complete = part_scale > ONE or len(digits) == len(str(scale)) - 1
        if not complete and text[end - 1] in _HANGUL_SCALES and part[0][0] == " ":
            break
        if not complete or Decimal(digits) * part_scale >= scale:
            return replace(number, end=part_end, doubt="write the number in full, in digits")
        end, scale = part_end, part_scale
        number = replace(number, value=number.value + Decimal(digits) * scale, end=end, scale=scale, more=more)
    return number


# --- Chinese numerals ---

_HAN_DIGIT: Final = {
    **{char: Decimal(value) for value, char in enumerate("零一二三四五六七八九")},
    **{char: Decimal(value) for value, char in enumerate("壹贰叁肆伍陆柒捌玖", 1)},
    "〇": Decimal(0),
    "两": Decimal(2),
    "兩": Decimal(2),
    "貳": Decimal(2),
}
_HAN: Final = regex(
    rf"(?:[{''.join(_HAN_DIGIT)}]|[十拾万萬亿億](?!分[之])|[百佰](?!分[之点]|帕)|[千仟](?![瓦米克伏赫帕卡]|分之)"
    rf"|[余多馀几](?=[万萬亿億百千])|(?<=[十])点(?=[{''.join(_HAN_DIGIT)}])|(?<=[{''.join(_HAN_DIGIT)}])点"
    rf"(?=[{''.join(_HAN_DIGIT)}]))+"
)
_SMALL: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}


class _DoubtfulError(ValueError):
    """A Chinese numeral with two readings, or none."""


def _small(text: str, *, after_big: bool = False) -> Decimal:
    """A Chinese numeral below ten thousand."""
    total, digit, last, zero = Decimal(0), None, 10_000, after_big is False
    for char in text:
        if char in _HAN_DIGIT:
            if _HAN_DIGIT[char] == 0:
                zero = True
            elif digit is not None:
                raise _DoubtfulError("two digits stand side by side")
            else:
                digit = _HAN_DIGIT[char]
        else:
            unit = _SMALL[char]
            if unit >= last:
                raise _DoubtfulError("the magnitudes do not fall")
            total += (ONE if digit is None else digit) * unit
            digit, last, zero = None, unit, unit == 10
    if digit is not None:
        if not zero:
            raise _DoubtfulError("the last digit has no magnitude")
        total += digit
    return total


def _whole(text: str) -> Decimal:
    """A Chinese numeral without a decimal point."""
    if len(text) > 1 and all(char in _HAN_DIGIT for char in text):
        if len(text) < 4 and not any(char in "零〇" for char in text):
            raise _DoubtfulError("two digits stand side by side")
        return Decimal("".join(str(_HAN_DIGIT[char]) for char in text))
    for big, value in (("亿", Decimal(10) ** 8), ("万", Decimal(10) ** 4)):
        if big in text:
            head, _, tail = text.rpartition(big)
            rest = _whole_tail(tail)
            if rest >= value:
                raise _DoubtfulError("the magnitudes do not fall")
            return (_whole(head) if head else ONE) * value + rest
    return _small(text)


def _whole_tail(text: str) -> Decimal:
    return _whole(text) if "万" in text else _small(text, after_big=True)


def _han_value(text: str) -> Decimal:
    text = text.replace("萬", "万").replace("億", "亿")
    head, point, tail = text.partition("点")
    if not point:
        return _whole(text)
    digits = re.match(rf"[{''.join(_HAN_DIGIT)}]+", tail)
    if digits is None:
        raise _DoubtfulError("nothing stands after 点")
    value = _whole(head) + Decimal("0." + "".join(str(_HAN_DIGIT[char]) for char in digits[0]))
    for char in tail[digits.end() :]:
        value *= _HAN_VALUE[char]
    return value


def _read_han(text: str, at: int) -> Number | None:
    vague = text[at] in "数數几"
    start = at + 1 if vague else at
    if text[at] == "半":
        return Number(HALF, at, at + 1, "han")
    found = _HAN.match(text, start)
    if found is None or found[0][0] in "点余多馀几" or (vague and found[0][0] not in _HAN_VALUE):
        return None
    run = found[0]
    if "几" in run or text[found.end() : found.end() + 1] == "几":
        return Number(Decimal(0), at, found.end(), "han", doubt="几 leaves the number open")
    more = any(char in "余多馀" for char in run)
    plain_run = re.sub("[余多馀]", "", run)
    bare = run[0] in _HAN_VALUE and all(char in _HAN_VALUE for char in plain_run) and run not in ("十", "拾")
    scale = ONE
    for char in reversed(plain_run):
        if char not in "万萬亿億":
            break
        scale *= _HAN_VALUE[char]
    try:
        value, doubt = _han_value(plain_run), ""
    except (_DoubtfulError, KeyError) as problem:
        value, doubt = Decimal(0), str(problem) if isinstance(problem, _DoubtfulError) else "not a numeral"
    number = Number(value, at, found.end(), "han", scale, bare=bare, vague=vague, more=more, doubt=doubt)
    if vague and any(char in _HAN_DIGIT for char in plain_run):
        return None
    return number


# --- English words ---

_SMALL_WORDS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS: Final = {
    **{word: Decimal(value) for value, word in enumerate(_SMALL_WORDS.split())},
    **{word: Decimal(value * 10) for value, word in enumerate(_TENS.split(), 2)},
}
_WORD: Final = regex(r"[a-z]+")
_NEXT_WORD: Final = regex(r"(?: and |[ -])([a-z]+)(?![a-z])")
_PLURALS: Final = {"tens": Decimal(10), **{word + "s": value for word, value in _WORD_SCALE.items()}}
_HALF_WORDS: Final = regex(r"half an?(?![a-z])(?: (hundred|thousand|million|billion|trillion)(?![a-z]))?")
_AND_A_HALF: Final = regex(r" and a half(?![a-z])")


def _read_words(text: str, at: int) -> Number | None:
    if at and text[at - 1].isascii() and text[at - 1].isalpha():
        return None
    if half := _HALF_WORDS.match(text, at):
        scale = _WORD_SCALE[half[1]] if half[1] else ONE
        return Number(HALF * scale, at, half.end(), "words", scale)
    found = _WORD.match(text, at)
    if found is None:
        return None
    if found[0] in _PLURALS:
        return _read_plural(text, at, found)
    if found[0] in ("a", "an"):
        follower = re.compile(r"an? (hundred|thousand|million|billion|trillion|dozen)(?![a-z])").match(text, at)
        if follower is None:
            return None
        if follower[1] == "dozen":
            return Number(Decimal(12), at, follower.end(), "words")
        return _read_chain(text, at, ONE, found.end())
    if found[0] not in _WORDS:
        return None
    return _read_chain(text, at, _WORDS[found[0]], found.end())


def _read_plural(text: str, at: int, found: re.Match[str]) -> Number:
    """`hundreds of`, `tens of millions`: an order of magnitude in words."""
    value, end = _PLURALS[found[0]], found.end()
    while further := re.compile(r" of ([a-z]+)(?![a-z])").match(text, end):
        if further[1] not in _PLURALS:
            break
        value, end = value * _PLURALS[further[1]], further.end()
    joined = re.compile(r" of(?![a-z])").match(text, end)
    return Number(value, at, joined.end() if joined else end, "words", vague=True)


def _read_chain(text: str, at: int, first: Decimal, end: int) -> Number:
    """Number words one after another: sections up to a big magnitude are added."""
    total, section, scale = Decimal(0), first, ONE
    smallest = _place(first)
    while further := _NEXT_WORD.match(text, end):
        word = further[1]
        if word in _WORD_SCALE and " and " not in further[0]:
            factor = _WORD_SCALE[word]
            if factor == 100:
                section *= factor
            else:
                total, section = total + section * factor, Decimal(0)
            smallest, scale = factor, factor if scale < factor or scale == ONE else scale
        elif word in _WORDS and 0 < _WORDS[word] < smallest and smallest > 9:
            if " and " in further[0] and smallest < 100:
                break
            section += _WORDS[word]
            smallest, scale = _place(_WORDS[word]), ONE
        else:
            break
        end = further.end()
    value = total + section
    if half := _AND_A_HALF.match(text, end):
        magnitude = _EN_SCALE.match(text, half.end())
        factor = _WORD_SCALE[magnitude[1]] if magnitude else ONE
        value, end = (value + HALF) * factor, magnitude.end() if magnitude else half.end()
    return Number(value, at, end, "words", scale)


def _place(value: Decimal) -> Decimal:
    """What a word after `value` must stay below to belong to the same number."""
    return Decimal(10) if value >= 20 and value % 10 == 0 else ONE


def read_number(text: str, at: int) -> Number | None:
    """The number that starts at `at` of a folded text, None when none does."""
    char = text[at]
    if char.isascii() and char.isdigit():
        return _read_digits(text, at)
    if char.isascii() and char.isalpha():
        return _read_words(text, at)
    if char in _VULGAR:
        return Number(_VULGAR[char], at, at + 1, "digits")
    return _read_han(text, at) if char in "数數几半" or char in _HAN_DIGIT or char in _HAN_VALUE else None


# --- writing: in Chinese for its readers, in English for all others ---

_ZH_SCALES: Final = (("万亿", Decimal(10) ** 12), ("亿", Decimal(10) ** 8), ("万", Decimal(10) ** 4))
_EN_SCALES: Final = (
    ("trillion", Decimal(10) ** 12),
    ("billion", Decimal(10) ** 9),
    ("million", Decimal(10) ** 6),
)


def write_plain(value: Decimal, language: str) -> str:
    """All digits, none added, none lost; grouped by thousands in English."""
    text = format(value, "f" if language.startswith("zh") else ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def native_scale(value: Decimal, language: str) -> tuple[str, Decimal]:
    """The magnitude word that keeps `value` short and exact, with its value; ("", 1) when digits do better."""
    places = 2 if language.startswith("zh") else 3
    for word, scale in _ZH_SCALES if language.startswith("zh") else _EN_SCALES:
        if value >= scale and value * 10**places % scale == 0:
            return word, scale
    return "", ONE


def find_scale(greatest: Decimal, language: str) -> tuple[str, Decimal]:
    """The magnitude word that leaves figures up to `greatest` at most four digits, with its value: the least that
    does.
    """
    for word, scale in (("", ONE), *reversed(_ZH_SCALES if language.startswith("zh") else _EN_SCALES)):
        if greatest < scale * 10000:
            return word, scale
    return (_ZH_SCALES if language.startswith("zh") else _EN_SCALES)[0]


def write_number(value: Decimal, language: str) -> str:
    """`value` as a native reader expects it: `350 billion`, `200,000`; `3500亿`, `20万`."""
    word, scale = native_scale(value, language)
    space = " " if word and not language.startswith("zh") else ""
    return write_plain(value / scale, language) + space + word


def write_magnitude(value: Decimal, language: str) -> str:
    """An order of magnitude: powers of ten in Chinese without a digit (百亿), everything else as a number."""
    if not language.startswith("zh"):
        return write_number(value, language)
    for word, scale in (*_ZH_SCALES, ("", ONE)):
        for head, factor in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
            if head + word and value == scale * factor:
                return head + word
    return write_number(value, language)
