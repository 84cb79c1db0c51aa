"""Figures in running text, Chinese or English.

Owns `find_quantities`. Leaves alone what is no figure: years and dates, ordinals (第十七届, 17th), plan names
(“十四五”, 三年行动计划), patterns (“1+4+N”, 6个一), names with a digit (5G, 3D), vague counts (一批, 一个 as an
article, several), spans counted from a day (未来五年), phone numbers and addresses. It finds rather too much than
too little: 5个维度 is a count to it. What it finds, `parse_quantity` reads alike from the same words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Final

from policygen.model import units
from policygen.model.bounds import Comparator, Quantity
from policygen.model.figures import Cutting, read_figure
from policygen.model.lexicon import GIVEN, Kind, Token
from policygen.model.numbers import fold
from policygen.patterns import regex
from policygen.problems import WrongTextError
from policygen.values import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A figure of a text, from `start` up to `end`."""

    start: int
    end: int
    quantity: Quantity


_NUMERAL: Final = "零〇一二两三四五六七八九十百千"
_MONTHS: Final = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_WORD_NUMBER: Final = "one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty"
_YEAR: Final = r"(?:19|20)\d\d"

#: Stretches of text that look like figures and are none.
_NO_FIGURES: Final = "|".join(
    (
        r"https?://\S+|www\.\S+|\S+@\S+|!?\[[^\]\n]*\]\([^)\n]*\)",
        r"\d{3,4}-\d{7,8}(?:-\d+)?|(?<!\d)1[3-9]\d{9}(?!\d)|\d{2,4}(?:[.:]\d+){2,}|\d{1,2}:\d\d(?::\d\d)?",
        rf"{_YEAR}[-/.]\d{{1,2}}(?:[-/.]\d{{1,2}})?(?:t[\d:.+z-]*)?(?!\d)",
        rf"{_YEAR} ?年?(?: ?[-–—―~至到]+ ?| to | and |、){_YEAR}(?: ?年度?)?(?!\d)",
        rf"{_YEAR} ?年(?: ?\d{{1,2}} ?月(?: ?\d{{1,2}} ?[日号])?| ?第?[一二三四1-4]季度)?",
        rf"[一二][{_NUMERAL}]{{3}}年",
        r"(?<!\d)\d{1,2} ?月(?: ?\d{1,2}(?:(?: ?[、至到—-]+ ?)\d{1,2})? ?[日号]|[份底初末]|[上中下]旬)?(?![\d个])",
        rf"(?<![a-z])(?:{_MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?"
        rf"(?:(?: and |-|–| to )\d{{1,2}}(?:st|nd|rd|th)?)?(?:,? {_YEAR})?(?!\d)",
        rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_MONTHS})(?![a-z])(?:,? {_YEAR})?",
        rf"(?<![a-z])(?:{_MONTHS})\.?,? {_YEAR}",
        r"(?:(?<![a-z])(?:in|by|since|until|till|from|to|of|year|during|before|after|for|end|through|q[1-4]|the)"
        rf"[ -]){_YEAR}(?![\d,.]*\d|%)",
        r"\d+(?:st|nd|rd|th)(?![a-z])(?: five-year)?|five-year plans?",
        rf"第 ?(?:\d+|[{_NUMERAL}]+)[一-鿿]?|[{_NUMERAL}]+届(?:[{_NUMERAL}]+次)?",
        r"[“\"‘']?(?:十[一二三四五六七八九]?|[一二三四五六七八九])五[”\"’'](?:规划|时期)?|(?:十[一二三四五六七八])五(?=规划|时期|期间|末)",
        r"[“\"](?:[\d一二三四五六七八九十]+[^”\"\d，。]{0,3}){2,}[”\"]",
        r"\d+\+(?:\d+|[a-z]|[一-鿿]+)(?:\+(?:\d+|[a-z]+))+|(?<![\d.])\d\+(?:\d|[nxm])(?![\d.])",
        rf"(?:\d+|[{_NUMERAL}]+)[个個]一(?![{_NUMERAL}家个项亿万])",
        rf"(?:\d+|[{_NUMERAL}]+)年?(?:行动)(?:计划|方案)|(?:\d+|[{_NUMERAL}]+)年(?:行动|规划|计划|攻坚|发展规划)",
        rf"(?:\d+|{_WORD_NUMBER})-year (?:[a-z]+ )?(?:plan|program|programme|action)",
        rf"(?:未来|今后|接下来|过去|近|此后|往后)(?:的)?(?:\d+|[{_NUMERAL}]+)(?:至|到|-|—)?(?:\d+|[{_NUMERAL}]+)?(?:个月|年)",
        rf"(?:next|past|last|coming|following|previous) (?:\d+|{_WORD_NUMBER}) (?:years?|months?)",
        r"one [a-z]+ and (?:two|three|four|five|six) [a-z]+",
        r"(?<![a-z])(?:no\.?|article|chapter|section|figure|table|phase|version|ver|industry|web|top|fortune|covid|annex|appendix"
        r"|page|item|part|grade|level|round|stage|volume|class|v)[ .-]?\d+(?:\.\d+)*",
        r"[一-鿿]{0,2}[〔\[(]\d{4}[〕\])]第?\d+号|\d+号",
        r"[a-z]+\d[\w-]*|\d+(?:\.\d+)?[a-z]-?[a-z]?(?=[一-鿿、/，。 ,.]|$)(?<![\dkmtwh])(?<!\dpb)",
        r"\d+年代|[上下前后]半年|(?<![个\d])[一二三四]季度|(?:7[×x*])?24小时|[百千万]年(?![多余])|四个(?:全面|意识|自信)",
        r"(?<![一-鿿])[一两三]体化|三亚|四川|九龙|万物|百姓|百强|百度|千方百计|万达|万科|百花|百家争鸣|万众|千家万户|万家灯火|千里|百年",
        r"一(?:批|系列|定|体|流|带|路|起|些|步|方面|旦|般|律|站式|把手|线|级|类|揽子|次性|键|网|窗|网通办|网统管|张网|张图|座谈)",
    )
)
_BLANK: Final = "\ue000"


@cache
def _no_figures() -> re.Pattern[str]:
    """Compiled when first needed: that takes longer than the reading of a record, and few need it."""
    return re.compile(_NO_FIGURES)


def _masked(text: str) -> str:
    """The text with every stretch that is no figure blanked out, place for place."""
    folded = fold(text)
    marks = list(text)
    for found in _no_figures().finditer(folded):
        if _is_measured(folded, found.end(), found[0]):
            continue
        marks[found.start() : found.end()] = _BLANK * (found.end() - found.start())
    return "".join(marks)


def _is_measured(folded: str, end: int, words: str) -> bool:
    """Whether a year-like number after a preposition is a count after all ("of 2000 companies", "to 2000 yuan")."""
    if not words[-4:].isdigit() or not words[:1].isalpha():
        return False
    following = re.compile(r" ([a-z]+)").match(folded, end)
    return bool(
        following and (following[1] in units.NOUNS_EN or following[1] in units.SPELLED or following[1] in units.MONEY)
    )


def find_quantities(text: str) -> tuple[Found, ...]:
    """Every figure of a running text with its place; what has two readings is left out."""
    cutting = Cutting.of(_masked(text))
    found: list[Found] = []
    index = 0
    while index < len(cutting.tokens):
        start = index
        if not _may_start(cutting.tokens[index]):
            index += 1
            continue
        try:
            quantity, index, end = read_figure(cutting, index)
        except WrongTextError:
            index = _behind_refused(cutting, start)
            continue
        first = _first_telling(cutting, start)
        if index <= start:
            index = start + 1
        if _is_figure(cutting, first, quantity, end):
            begin = cutting.tokens[first].start
            alone = _read_alone(text[begin:end])
            if alone is not None and replace(quantity, written=alone.written) == alone:
                found.append(Found(begin, end, alone))
    return tuple(found)


def _may_start(token: Token) -> bool:
    if token.kind is Kind.NUMBER:
        return True
    before = (Kind.BOUND, Kind.PER, Kind.EACH, Kind.MONEY, Kind.FRACTION, Kind.ORDER, Kind.BETWEEN, Kind.FILLER)
    return token.kind in before and token.side != "after" and token.value != GIVEN


def _first_telling(cutting: Cutting, index: int) -> int:
    """The first token of a figure that adds to it (not "of", 达, 为)."""
    while cutting.tokens[index].kind is Kind.FILLER:
        index += 1
    return index


def _behind_refused(cutting: Cutting, index: int) -> int:
    """Where to go on after a refused figure: behind the number it was refused for, or one token on."""
    after = index
    while after < len(cutting.tokens) and _may_start(cutting.tokens[after]):
        if cutting.tokens[after].kind is Kind.NUMBER:
            return after + 1
        after += 1
    return max(after, index + 1)


def _read_alone(words: str) -> Quantity | None:
    """The figure that the found words are without their surroundings, None where they are none."""
    cutting = Cutting.of(words)
    try:
        quantity, index, _ = read_figure(cutting, 0, whole=True)
    except WrongTextError:
        return None
    return replace(quantity, written=words) if index == len(cutting.tokens) else None


def _is_figure(cutting: Cutting, first: int, quantity: Quantity, end: int) -> bool:
    at = first
    while cutting.tokens[at].number is None:
        at += 1
    token = cutting.tokens[at]
    number = token.number
    assert number is not None
    before = cutting.folded[token.start - 1] if token.start else " "
    after = cutting.folded[end : end + 1] or " "
    if before in "-.," and token.start > 1 and not cutting.folded[token.start - 2].isspace() and at == first:
        return False
    if _beside_number(cutting, at) or _beside_number(cutting, cutting.after(end)):
        return False
    level = quantity.comparator is Comparator.ORDER_OF_MAGNITUDE
    if quantity.unit in ("count", "person") and number.value == 1 and number.kind != "digits" and not quantity.size:
        return False
    if quantity.unit is not None:
        return not (quantity.unit == "day" and cutting.folded[end - 1] == "日" and not before.isspace() and at == first)
    if level:
        return number.kind != "words" or number.scale >= 10**6 or number.vague
    if number.kind == "han":
        return number.scale >= 10**8 and len(cutting.quote(token)) > 1 and quantity.comparator is not Comparator.EXACTLY
    if number.kind == "words":
        return number.scale > 1
    bounded = quantity.comparator is not Comparator.EXACTLY
    if quantity.per or quantity.each:
        return bounded or number.scale > 1
    if number.scale > 1 and (bounded or not _is_han(after)):
        return True
    year = re.fullmatch(r"(19|20)\d\d", cutting.folded[token.start : token.end]) is not None
    if _is_han(after) or (after.isascii() and after.isalpha()) or after == "-":
        return bounded and cutting.folded[end - 1] == "+"
    return bounded or (not year and _COUNTED.match(cutting.folded, end) is not None)


#: A bare number counts something only when a noun or an adjective may follow.
_COUNTED: Final = regex(r" (?!(?:will|would|shall|is|are|was|were|be|and|or|in|at|on|by|for|to|of|per|the)\b)[a-z]")


def _beside_number(cutting: Cutting, at: int) -> bool:
    """Whether token `at` is a number directly behind another one or "hundreds of", as garbled translations have it."""
    if (
        not 0 < at < len(cutting.tokens)
        or cutting.tokens[at].kind is not Kind.NUMBER
        or cutting.tokens[at - 1].kind is not Kind.NUMBER
    ):
        return False
    gap = cutting.folded[cutting.tokens[at - 1].end : cutting.tokens[at].start]
    return not gap.strip()


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"
