"""One figure at one place of a text: the grammar of bounds, numbers, units and what they are counted by.

Owns `Cutting` and `read_figure`. Refuses to guess: two readings are an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from policygen.model import units
from policygen.model.bounds import Comparator, Parts, Quantity, ambiguous, build_quantity, next_power
from policygen.model.lexicon import GIVEN, Kind, Token, chinese_bounds, cut_tokens
from policygen.model.numbers import HALF, ONE, fold
from policygen.patterns import regex
from policygen.problems import WrongTextError

#: What a percentage is taken of, before it: 不超过实际投资额的30%.
_BASE: Final = regex(r"[\u3400-\u9fffa-z()]{1,24}?的 ?(?=\d[\d.]* ?[%‰]|百分之)")
_GIVING: Final = "一次性|给予|补贴|奖励|补助|资助|支持"
_HAN: Final = regex(r"[\u3400-\u9fff]+")
_WORD: Final = regex(r" ?([a-z][a-z'-]*)")
_NOUN_ZH: Final = regex("|".join(sorted(units.NOUNS_ZH, key=lambda noun: (-len(noun), noun))))
_YEAR: Final = regex(r"(19|20)\d\d")


@cache
def _paid_for() -> re.Pattern[str]:
    """The noun of what a sum is paid for, between 每个 and the sum: 每个起降点最高50万元. Dear to compile, so when such
    a sum is read.
    """
    bounds = chinese_bounds()
    # Where such a noun ends: no part of it bounds a figure, 超 and 上 only where the figure follows at once (超算中心).
    ends = [word if len(word) > 1 else rf"{word}(?=\d)" for word in bounds]
    ending = "|".join([_GIVING, "最|不超|不低|不少|不多|不得|每|年", *ends])
    return re.compile(rf"(?:(?!{ending})[\u3400-\u9fff]){{1,10}}(?=(?:{_GIVING}|最[高多低]|{'|'.join(bounds)})*\d)")


@dataclass(slots=True)
class Cutting:
    """A text under the knife: as written, folded, and as tokens."""

    text: str
    folded: str
    tokens: list[Token]
    home: str = ""

    @classmethod
    def of(cls, text: str, home: str = "") -> Cutting:
        folded = fold(text)
        return cls(text, folded, cut_tokens(folded, text), home)

    def at(self, index: int) -> Token | None:
        return self.tokens[index] if index < len(self.tokens) else None

    def quote(self, token: Token) -> str:
        return self.text[token.start : token.end]

    def after(self, place: int) -> int:
        """The index of the first token that starts at or behind `place`."""
        return next((i for i, token in enumerate(self.tokens) if token.start >= place), len(self.tokens))


def read_figure(cutting: Cutting, index: int, *, sized: bool = True, whole: bool = False) -> tuple[Quantity, int, int]:
    """The figure that starts at token `index`: its value, the index behind it and the place it ends.

    `whole`: the text is to be this figure and nothing else, so that any noun phrase after a classifier belongs to it.
    Raises WrongTextError where no figure starts, or one that has two readings.
    """
    first = cutting.at(index)
    parts = Parts(first.start if first else 0, cutting.home, inner=not sized, whole=whole)
    index = _read_before(cutting, index, parts)
    index = _read_number(cutting, index, parts)
    index = _read_after(cutting, index, parts)
    if sized:
        index = _read_size(cutting, index, parts)
    written = cutting.text[parts.start : parts.end]
    return build_quantity(parts, written), index, parts.end


def _read_before(cutting: Cutting, index: int, parts: Parts) -> int:
    while token := cutting.at(index):
        match token.kind:
            case Kind.BOUND if token.side != "after":
                parts.bounds.append(Comparator(token.value))
            case Kind.PER | Kind.EACH:
                _count_by(cutting, token, parts)
                is_thing = token.value == "item" and parts.whole and not cutting.text[token.start].isascii()
                if is_thing and (noun := _paid_for().match(cutting.folded, token.end)):
                    index = cutting.after(noun.end())
                    continue
            case Kind.MONEY:
                parts.money.append(frozenset(token.value.split()))
            case Kind.FRACTION:
                parts.units.append(token.value)
                parts.factors.append(token.factor)
            case Kind.ORDER:
                parts.level = True
            case Kind.BETWEEN:
                parts.between = True
            case Kind.FILLER if token.side != "after" and (token.value != GIVEN or parts.whole):
                pass
            case Kind.TO if cutting.folded[token.start : token.end] == "~":
                parts.bounds.append(Comparator.ABOUT)
            case Kind.WORD | Kind.SIZE if base := _BASE.match(cutting.folded, token.start):
                index = cutting.after(base.end())
                continue
            case Kind.NUMBER if _is_per(cutting, index):
                parts.per = cutting.tokens[index + 1].value
                index += 1
            case _:
                return index
        index += 1
    return index


def _is_per(cutting: Cutting, index: int) -> bool:
    """Whether 一年 or 一个月 here says by what the sum that follows is counted."""
    number, unit = cutting.tokens[index].number, cutting.at(index + 1)
    if number is None or number.kind != "han" or number.value != 1 or number.bare or number.scale != ONE:
        return False
    if unit is None or unit.kind is not Kind.UNIT or unit.value not in units.TIMES:
        return False
    index += 2
    while (token := cutting.at(index)) and (token.kind in (Kind.BOUND, Kind.FILLER) and token.side != "after"):
        index += 1
    follower, money = cutting.at(index), cutting.at(index + 1)
    return bool(follower and follower.kind is Kind.NUMBER and money and money.kind is Kind.MONEY)


def _count_by(cutting: Cutting, token: Token, parts: Parts) -> None:
    current = parts.per if token.kind is Kind.PER else parts.each
    if current not in (None, token.value):
        raise ambiguous(
            f'"{cutting.quote(token)}" counts the figure by a second measure',
            "a figure is counted by one time and one thing",
            token.start,
            token.end,
        )
    if token.kind is Kind.PER:
        parts.per = token.value
    else:
        parts.each, parts.each_factor = token.value, token.factor


def _read_number(cutting: Cutting, index: int, parts: Parts) -> int:
    token = cutting.at(index)
    if token is None or token.number is None:
        at = token or Token(Kind.WORD, 0, len(cutting.text))
        raise WrongTextError(
            "quantity/not-a-figure",
            f'"{cutting.text[at.start :].strip()}" is not a figure',
            "write one figure as the source does, for example 3500亿元 or CNY 350 billion",
            start=at.start,
            length=max(1, len(cutting.text.rstrip()) - at.start),
        )
    number = token.number
    if number.doubt:
        raise ambiguous(
            f'"{cutting.quote(token)}" is no number with one reading: {number.doubt}',
            "write the number in digits",
            token.start,
            token.end,
        )
    follower = cutting.at(index + 1)
    if (
        _YEAR.fullmatch(cutting.folded[token.start : token.end])
        and follower
        and cutting.quote(follower) == "年"
        and follower.start == token.end
    ):
        raise WrongTextError(
            "quantity/not-a-figure",
            f'"{cutting.text[token.start : follower.end]}" is a year, not a figure',
            "a year belongs under by: or period:",
            start=token.start,
            length=follower.end - token.start,
        )
    parts.numbers.append(number)
    parts.end = token.end
    return index + 1


def _read_after(cutting: Cutting, index: int, parts: Parts) -> int:
    while token := cutting.at(index):
        following = cutting.at(index + 1)
        match token.kind:
            case Kind.BOUND if token.side != "before" and not _is_inside(cutting, token, parts, following):
                parts.bounds.append(Comparator(token.value))
            case Kind.PLUS:
                parts.bounds.append(Comparator.AT_LEAST)
            case Kind.LEVEL:
                parts.level = True
            case Kind.SIZE if cutting.quote(token) == "规模" and not parts.units:
                parts.level |= parts.numbers[0].bare and not parts.bounds
            case Kind.MONEY:
                parts.money.append(frozenset(token.value.split()))
            case Kind.UNIT if not parts.units:
                _take_unit(cutting, token, parts)
            case Kind.HALF if parts.units:
                parts.half = HALF
            case Kind.PER | Kind.EACH if _is_suffix(cutting, index):
                _count_by(cutting, token, parts)
                if parts.inner and token.value == "item":
                    parts.end = token.end
                    return index + 1
            case Kind.SLASH if following and following.kind is Kind.UNIT and (parts.units or parts.money):
                kind = Kind.PER if following.value in units.TIMES else Kind.EACH
                value = following.value if following.value != "count" else "item"
                thing = units.find_thing(cutting.quote(following)) or value
                counted = thing if kind is Kind.EACH else value
                _count_by(cutting, Token(kind, following.start, following.end, counted, factor=following.factor), parts)
                index, token = index + 1, following
            case Kind.FILLER if token.side == "after" and token.value != GIVEN:
                pass
            case Kind.FILLER if token.value == GIVEN and token.side != "before" and parts.whole and _is_gift(parts):
                pass
            case Kind.TO | Kind.SEPARATOR | Kind.NUMBER | Kind.BOUND if not parts.ranged and _continues(
                cutting, index, parts
            ):
                parts.ranged = True
                joined = token.kind in (Kind.TO, Kind.SEPARATOR)
                index = _read_partner(cutting, index + joined, parts)
                continue
            case _:
                break
        parts.end = token.end
        index += 1
    if not parts.units and not parts.money:
        index = _read_noun_en(cutting, index, parts)
    return index


def _is_gift(parts: Parts) -> bool:
    return bool(parts.money) or parts.units == ["percent"]


def _take_unit(cutting: Cutting, token: Token, parts: Parts) -> None:
    parts.units.append(token.value)
    parts.factors.append(token.factor)
    if token.side == "half":
        parts.half = HALF
    parts.classified = cutting.folded[token.start : token.end] in units.CLASSIFIERS


def _is_inside(cutting: Cutting, token: Token, parts: Parts, following: Token | None) -> bool:
    """内 bounds times only (5年内); elsewhere it begins another word (3个内容平台), as 起 does in 10个起降点."""
    if cutting.quote(token) == "起":
        return parts.classified and following is not None and following.kind is Kind.WORD
    return cutting.quote(token) == "内" and not (parts.units and parts.units[-1] in (*units.TIMES, "working day"))


def _is_suffix(cutting: Cutting, index: int) -> bool:
    """Whether a per or each word here ends this figure and does not begin the next (20万元，每年...)."""
    following = cutting.at(index + 1)
    while following and following.kind in (Kind.PER, Kind.EACH, Kind.BOUND, Kind.FILLER) and following.side != "after":
        index += 1
        following = cutting.at(index + 1)
    return following is None or following.kind is not Kind.NUMBER


def _continues(cutting: Cutting, index: int, parts: Parts) -> bool:
    """Whether a range mark, or the separator of "10 and 15" or 以上、以下, leads to the figure's upper end."""
    token = cutting.tokens[index]
    behind = index + (token.kind in (Kind.TO, Kind.SEPARATOR))
    ahead = behind
    while (other := cutting.at(behind)) and other.kind in (Kind.MONEY, Kind.FRACTION, Kind.FILLER, Kind.BOUND):
        if other.kind is Kind.BOUND and (token.kind is Kind.TO or other.value != "at most"):
            return False
        behind += 1
    if other is None or other.kind is not Kind.NUMBER:
        return False
    if token.kind is Kind.TO or (parts.between and token.kind is Kind.SEPARATOR):
        return True
    if parts.bounds != [Comparator.AT_LEAST]:
        return False
    for other in cutting.tokens[ahead : behind + 3]:
        if other.kind is Kind.BOUND:
            return other.value == "at most"
        if other.kind not in (Kind.NUMBER, Kind.UNIT, Kind.MONEY, Kind.FILLER):
            return False
    return False


def _read_partner(cutting: Cutting, index: int, parts: Parts) -> int:
    """The upper end of a range: currency, number, unit; the unit of the lower end must agree."""
    bounds = len(parts.bounds)
    index = _read_before(cutting, index, parts)
    index = _read_number(cutting, index, parts)
    if (token := cutting.at(index)) and token.kind is Kind.UNIT:
        if parts.units and parts.units[0] != token.value:
            raise ambiguous(
                f'"{cutting.text[parts.start : token.end]}" joins two units',
                "write both ends in one unit",
                parts.start,
                token.end,
            )
        _take_unit(cutting, token, parts)
        parts.end = token.end
        index += 1
    if bounds and parts.bounds[:1] == [Comparator.AT_LEAST] and len(parts.bounds) > bounds:
        parts.bounds.clear()
    elif bounds and (token := cutting.at(index)) and token.kind is Kind.MONEY:
        parts.money.append(frozenset(token.value.split()))
        parts.end, index = token.end, index + 1
    token = cutting.at(index)
    if parts.bounds == [Comparator.AT_LEAST] and token and token.kind is Kind.BOUND and token.value == "at most":
        parts.bounds.clear()
        parts.end, index = token.end, index + 1
    return index


def _read_noun_en(cutting: Cutting, index: int, parts: Parts) -> int:
    """A counted English noun with up to five words before it (300 XR industry-related companies)."""
    at = parts.end
    if cutting.folded[at : at + 1] == "-":
        return index
    for _ in range(6):
        found = _WORD.match(cutting.folded, at)
        if found is None:
            return index
        token = cutting.at(cutting.after(found.start(1)))
        word = found[1]
        unit = "count" if word in units.NOUNS_EN else None
        if token and token.kind is Kind.UNIT and token.value in ("person", "count"):
            unit = token.value
        if unit and (word.endswith("s") or word in ("people", "ip") or parts.numbers[0].value == 1):
            parts.units.append(unit)
            parts.factors.append(ONE)
            parts.end = _second_noun(cutting.folded, found.end())
            return _read_after(cutting, cutting.after(parts.end), parts)
        if token is None or token.kind is not Kind.WORD or token.start != found.start(1):
            return index
        at = found.end()
    return index


def _second_noun(text: str, at: int) -> int:
    """Where a counted pair ends (products and services)."""
    found = re.compile(r" (?:and|or) ([a-z]+)").match(text, at)
    return found.end() if found and found[1] in units.NOUNS_EN else at


# --- what is counted, of which size ---

_LIGHT: Final = "的"


def _read_size(cutting: Cutting, index: int, parts: Parts) -> int:
    """The size and the noun after a count: 3个千亿企业, 10家营收超亿元企业, 3 firms of more than CNY 1 billion each."""
    if not parts.units or parts.units[-1] not in ("count", "person"):
        return index
    if parts.classified or _HAN.match(cutting.folded, parts.end):
        return _read_size_zh(cutting, index, parts)
    token = cutting.at(index)
    if token is None or cutting.quote(token).lower() not in ("of", "of the order of", "with"):
        return index
    try:
        size, behind, end = read_figure(cutting, index, sized=False)
    except WrongTextError:
        return index
    each = size.each == "item"
    if not (each or size.comparator is Comparator.ORDER_OF_MAGNITUDE) or (size.unit and not units.is_money(size.unit)):
        return index
    parts.size = Quantity(size.written, size.minimum, size.maximum, size.unit, size.comparator)
    parts.end = end
    return _read_after(cutting, behind, parts)


def _read_size_zh(cutting: Cutting, index: int, parts: Parts) -> int:
    token = cutting.at(index)
    introduced = False
    while token and (token.kind is Kind.SIZE or cutting.quote(token) in _LIGHT):
        introduced |= token.kind is Kind.SIZE
        index += 1
        token = cutting.at(index)
    if token and token.kind in (Kind.NUMBER, Kind.BOUND, Kind.MONEY) and token.side != "after":
        try:
            size, _, end = read_figure(cutting, index, sized=False)
        except WrongTextError:
            return _read_noun_zh(cutting, cutting.after(parts.end), parts)
        noun = _noun_end(cutting.folded, end, limit=10)
        alone = size.unit is None and size.comparator is Comparator.EXACTLY and not introduced
        number = token.number
        if size.unit is None and not introduced and (size.minimum or size.maximum or 0) < 10:
            return _read_noun_zh(cutting, cutting.after(parts.end), parts)
        if noun and (size.unit is None or units.is_money(size.unit)):
            if alone and number is not None and number.bare:
                size = _magnitude(size)
            elif alone:
                raise ambiguous(
                    f'"{cutting.text[parts.start : noun]}" may count firms of a size or be one number',
                    "write the size with its unit, for example 3个1000亿元企业",
                    parts.start,
                    noun,
                )
            parts.size = size
            parts.end = noun
            return cutting.after(noun)
    return _read_noun_zh(cutting, cutting.after(parts.end), parts)


def _magnitude(size: Quantity) -> Quantity:
    assert size.minimum is not None
    return Quantity(size.written, size.minimum, next_power(size.minimum), size.unit, Comparator.ORDER_OF_MAGNITUDE)


def _read_noun_zh(cutting: Cutting, index: int, parts: Parts) -> int:
    """The noun after a classifier: one that follows at once, or any noun phrase that ends the whole text."""
    rest = cutting.folded[parts.end :].rstrip()
    plain = re.sub(r"[a-z0-9]*[a-z][a-z0-9]*|\d+强|[“”\"‘’'()《》·]", "", rest)
    end = _noun_end(cutting.folded, parts.end, limit=0)
    if parts.whole and _HAN.fullmatch(plain) and len(rest) <= 20 and _is_noun(cutting.tokens[index:]):
        end = parts.end + len(rest)
    if end:
        parts.end = end
        return cutting.after(end)
    return index


def _is_noun(tokens: list[Token]) -> bool:
    """Whether words behind a classifier are one noun, though single characters mean something in figures.

    超充站, 起降点, 内陆港, 规模以上企业, 500强 are nouns; what ends with a bound (企业以上) or holds a figure
    (营收10亿元的企业) is none.
    """
    if not tokens or tokens[-1].kind in (Kind.BOUND, Kind.PLUS):
        return False
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.kind in (Kind.MONEY, Kind.PER, Kind.EACH):
            return False
        if token.kind is Kind.NUMBER and following and following.kind in (Kind.MONEY, Kind.UNIT):
            return False
        if token.number is not None and token.number.scale >= 10**4:
            return False
        if token.kind is Kind.BOUND and following and following.number and following.number.value >= 10:
            return False
    return True


def _noun_end(text: str, at: int, *, limit: int) -> int | None:
    """Where a counted noun that begins within `limit` characters of `at` ends."""
    phrase = _HAN.match(text, at)
    if phrase is None:
        return None
    for found in _NOUN_ZH.finditer(phrase[0]):
        if found.start() <= limit:
            end = found.end()
            while further := _NOUN_ZH.match(phrase[0], end):
                end = further.end()
            return at + end
    return None
