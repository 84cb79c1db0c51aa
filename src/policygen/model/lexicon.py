"""The grammar words of figures, and cutting a text into them.

Owns the words that bound, count by and join figures (超过, 以上, 每年, "more than", "a year"), and `cut_tokens`.
Refuses to judge: which order of tokens makes a figure is for `figures`.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal
from operator import itemgetter
from typing import Final

from policygen.model import units
from policygen.model.numbers import Number, read_number
from policygen.patterns import regex
from policygen.values import dataclass


class Kind(enum.Enum):
    """What a token does in a figure."""

    NUMBER = enum.auto()
    UNIT = enum.auto()
    MONEY = enum.auto()
    FRACTION = enum.auto()  # 百分之 before its number
    BOUND = enum.auto()
    PER = enum.auto()
    EACH = enum.auto()
    TO = enum.auto()
    BETWEEN = enum.auto()
    LEVEL = enum.auto()
    ORDER = enum.auto()
    PLUS = enum.auto()
    HALF = enum.auto()
    FILLER = enum.auto()
    SIZE = enum.auto()
    SEPARATOR = enum.auto()
    SLASH = enum.auto()
    WORD = enum.auto()


@dataclass(frozen=True, slots=True)
class Token:
    """`value` is a comparator, unit id, currency codes or thing, by kind; `side` tells which side of the number a
    word may stand on: `before`, `after` or `both`.
    """

    kind: Kind
    start: int
    end: int
    value: str = ""
    side: str = "both"
    factor: Decimal = Decimal(1)
    number: Number | None = None


_BEFORE: Final = {
    "more than": (
        "超过 突破 逾 大于 多于 高于 超 超出 远超 过 > more_than over exceeding exceed exceeds exceeded to_exceed "
        "will_exceed in_excess_of above greater_than higher_than larger_than upwards_of upward_of upwards surpass "
        "surpassing"
    ),
    "at least": (
        "不低于 不少于 不小于 不得低于 不得少于 至少 最低 最少 不短于 满 达到或超过 ≥ ≧ >= 최소 上 "
        "at_least no_less_than "
        "not_less_than no_fewer_than not_fewer_than not_lower_than no_lower_than a_minimum_of minimum_of minimum "
        "a_minimum min min. at_a_minimum not_below shall_not_be_less_than not_be_less_than no_smaller_than"
    ),
    "at most": (
        "不超过 不得超过 不高于 不多于 不大于 不得高于 至多 最高 最多 最大 最长 最高不超过 最高可达 上限为 上限 "
        "不逾 不长于 ≤ ≦ <= 최대 "
        "up_to at_most no_more_than not_more_than not_exceed not_exceeding not_to_exceed does_not_exceed "
        "do_not_exceed "
        "shall_not_exceed may_not_exceed must_not_exceed cannot_exceed will_not_exceed should_not_exceed "
        "a_maximum_of "
        "maximum_of maximum a_maximum max max. no_higher_than not_higher_than no_greater_than no_longer_than "
        "capped_at "
        "a_cap_of within a_ceiling_of no_larger_than not_over as_high_as"
    ),
    "less than": (
        "低于 少于 小于 不足 不到 未满 不满 不及 短于 < less_than fewer_than under below lower_than smaller_than "
        "shorter_than"
    ),
    "about": (
        "约 大约 约为 大约为 近 将近 接近 大概 ≈ 약 about around nearly almost approximately approx. approx circa "
        "ca. "
        "some roughly close_to"
    ),
}  # fmt: skip
_AFTER: Final = {
    "more than": "多 余 馀 有余 초과",
    "less than": "未満 미만",
    "at least": (
        "이상 以上 及以上 或以上 和以上 或者以上 起 or_more or_above and_above or_over and_over or_higher "
        "minimum min. at_least at_minimum and_up or_longer or_larger plus"
    ),
    "at most": (
        "이하 이내 "
        "以下 及以下 或以下 以内 之内 内 封顶 为限 为上限 or_less or_fewer or_below or_under and_below at_most "
        "maximum max max. "
        "at_maximum or_lower at_the_most or_shorter"
    ),
    "about": "左右 上下 or_so or_thereabouts",
}  # fmt: skip
_FILLER_BEFORE: Final = (
    "力争 争取 确保 一次性 连续 为期 增长 提高 提升 增速 增幅 占比 占 达 达到 达至 实现 共 共计 合计 总计 累计 "
    "计 为 是 在 给予 将给予 可给予 将 可 按 按照 从 自 可达 高达 "
    "发放 分别 获 可获 获得 可获得 给予一次性 "
    "reach reaching reaches to_reach will_reach of from a an the for a_total_of total totalling totaling be is are "
    "at_a_rate_of a_period_of period_of one-off one-time a_one-off a_one-time"
)
_FILLER_AFTER: Final = (
    "不等 之间 期 范围 in_total consecutive successive 的比例 比例 的标准 整 (含) (含本数) (inclusive)"
)
#: What money is given as, before the sum or behind it.
_GIVEN: Final = "奖励 补贴 补助 资助 支持 扶持 奖补 资金支持 奖金"
#: What a sum or an area is, before it.
_NAMED: Final = (
    "面积 总面积 建筑面积 总额 资金总额 总金额 "
    "grants_of a_grant_of grant_of subsidies_of a_subsidy_of awards_of an_award_of support_of a_bonus_of"
)
_SIZE: Final = (
    "营收 营业收入 年营收 年营业收入 年收入 收入 产值 年产值 规模 销售收入 年销售收入 主营业务收入 年主营业务收入 "
    "估值 市值 销售额 年销售额 "
    "总产值 产业规模 产值规模 资产"
)
_PER: Final = {
    "year": (
        "每年 年均 每年度 每一年 按年 逐年 全年 年度 per_year a_year each_year every_year annually annual yearly "
        "per_annum p.a. "
        "/yr ·年 an_annual a_yearly /年 per_yr 年均增长 年增长 年均增速 年均增幅 annual_growth_of "
        "average_annual_growth_of"
    ),
    "quarter": "每季度 每个季度 每季 per_quarter a_quarter each_quarter every_quarter quarterly",
    "month": "每月 每个月 月均 按月 per_month a_month each_month every_month monthly /月 ·月",
    "week": "每周 每星期 per_week a_week each_week every_week weekly",
    "day": "每天 每日 日均 per_day a_day each_day every_day daily /日 /天 ·日 ·天",
    "hour": "每小时 每个小时 per_hour an_hour each_hour every_hour hourly",
}  # fmt: skip

#: The value of the tokens of `_GIVEN` and `_NAMED`, which belong to a figure only where the whole text is one.
GIVEN: Final = "given"

Entry = tuple[Kind, str, str, Decimal]
#: What may stand before a thing that is counted, and before one with an English name.
_OPENINGS: Final = ("每", "单", "每一", "同一", "per ", "for each ", "each ", "for every ", "every ", "/", "/ ")
_OPENINGS_EN: Final = ("per ", "for each ", "each ", "for every ", "every ", "/", "/ ", "每")
_ONE: Final = Decimal(1)


def _phrases(text: str) -> list[str]:
    return [word.replace("_", " ") for word in text.split()]


def _entries() -> dict[str, Entry]:
    table: dict[str, Entry] = {}
    for word, (unit, factor) in units.SPELLED.items():
        table[word] = (Kind.UNIT, unit, "after", factor)
    for word, codes in units.MONEY.items():
        table[word] = (Kind.MONEY, " ".join(codes), "both", _ONE)
    for word, thing in units.thing_words().items():
        each: Entry = (Kind.EACH, thing, "both", _ONE)
        for opening in _OPENINGS_EN if word.isascii() else _OPENINGS:
            table[opening + word] = each
    for word, time in (("个半月", "month"), ("个半小时", "hour"), ("个半星期", "week")):
        table[word] = (Kind.UNIT, time, "half", _ONE)
    for word, (unit, factor) in units.SPELLED.items():
        if factor != _ONE and unit not in ("percent", "count", *units.TIMES):
            for opening in ("每", "per ", "each ", "/", "/ "):
                table[opening + word] = (Kind.EACH, unit, "both", factor)
    table["each"] = (Kind.EACH, "item", "after", _ONE)
    table["apiece"] = (Kind.EACH, "item", "after", _ONE)
    for time, words in _PER.items():
        for word in _phrases(words):
            table[word] = (Kind.PER, time, "both", _ONE)
    for side, bounds in (("before", _BEFORE), ("after", _AFTER)):
        for comparator, words in bounds.items():
            for word in _phrases(words):
                both = word in table and table[word][0] is Kind.BOUND
                table[word] = (Kind.BOUND, comparator, "both" if both else side, _ONE)
    for side, words in (("before", _FILLER_BEFORE), ("after", _FILLER_AFTER)):
        table |= dict.fromkeys(_phrases(words), (Kind.FILLER, "", side, _ONE))
    table |= dict.fromkeys(_phrases(_NAMED), (Kind.FILLER, GIVEN, "before", _ONE))
    for given in _phrases(_GIVEN):
        table[given] = (Kind.FILLER, GIVEN, "both", _ONE)
        for opening in ("一次性", "的", "的一次性", "给予", "分别"):
            side = "before" if opening == "分别" else "after"
            table.setdefault(opening + given, (Kind.FILLER, GIVEN, side, _ONE))
    for kind, words in (
        (Kind.SIZE, _SIZE),
        (Kind.LEVEL, "级 量级 级别 规模级 数量级 level scale class"),
        (
            Kind.ORDER,
            "order_of the_order_of on_the_order_of of_the_order_of in_the_order_of of_order order_of_magnitude",
        ),
        (Kind.PLUS, "+"),
        (Kind.HALF, "半"),
        (Kind.TO, "至 到 to ~ - – — —— -- ― through"),
        (Kind.BETWEEN, "between 介于"),
        (Kind.SEPARATOR, "、 , ; ； 。 和 与 及 以及 或 或者 且 and & or"),
        (Kind.SLASH, "/ ·"),
    ):
        for word in _phrases(words):
            if word not in table or kind is not Kind.TO:
                table[word] = (kind, "", "both", _ONE)
    for word, factor in (("百分之", _ONE), ("千分之", Decimal("0.1")), ("万分之", Decimal("0.01"))):
        table[word] = (Kind.FRACTION, "percent", "before", factor)
    return table


_TABLE: Final = _entries()


def chinese_bounds() -> list[str]:
    """The Chinese words that bound a figure from before it, longest first."""
    words = {word for bounds in (_BEFORE, _AFTER) for text in bounds.values() for word in _phrases(text)}
    kept = [word for word in words if "\u3400" <= word[0] <= "\u9fff" and _bounds_before(*_TABLE[word])]
    return sorted(kept, key=lambda word: (-len(word), word))


def _bounds_before(kind: Kind, _value: str, side: str, _factor: Decimal) -> bool:
    return kind is Kind.BOUND and side != "after"


def _lengths(words: Collection[str]) -> dict[str, list[int]]:
    """How long the words that begin with a character are, longest first."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for first, length in sorted(set(zip(map(itemgetter(0), words), map(len, words), strict=True)), reverse=True):
        found[first].append(length)
    return dict(found)


_LENGTHS: Final = _lengths(_TABLE)
#: 5G, 3D, 8K: names, not figures.
_NAME: Final = regex(r"\d{1,2}[gd](?![a-z0-9])|[248]k(?![a-z0-9])")
_LATIN: Final = regex(r"[a-z](?:[a-z']|-(?=[a-z]))*")
_ALNUM: Final = regex(r"[a-z0-9]+")
_DASHES: Final = "-–—―~"
#: Single characters that mean something only beside a number: elsewhere they are parts of other words.
_GLUED: Final = {
    "近": "附最临邻靠新接远亲",
    "约": "节条契合预签制特简",
    "上": "以之线网在晚马史",
    "满": "圆充丰美",
    "超": "赶高",
    "过": "通经超不透",
}
#: 元 is money unless it begins another word (百亿级元宇宙).
_NOT_MONEY: Final = "宇素件旦始老首勋帅"
#: 上亿元 and 过百家, but not 上海 or 通过3项.
_BEFORE_MAGNITUDE: Final = ("上", "过")


def _is_letter(char: str) -> bool:
    return "a" <= char <= "z"


def _find_word(text: str, at: int) -> str | None:
    """The longest known word at `at` that ends where a word may end."""
    before = text[at - 1] if at else ""
    for length in _LENGTHS.get(text[at], ()):
        written = text[at : at + length]
        # a hyphen may stand for the space of a word; the form with the space goes first
        for word in (written.replace("-", " "), written) if "-" in written else (written,):
            if word in _TABLE and _may_end(text, before, at + len(word), word):
                return word
    return None


def _may_end(text: str, before: str, end: int, word: str) -> bool:
    """Whether the word is one of its own and no part of a longer one."""
    if _is_letter(word[0]) and _is_letter(before):
        return False
    after = text[end : end + 1]
    touching = word[-1].isascii() and word[-1].isalnum() and after.isascii() and after.isalnum()
    return not touching or (after.isdigit() and _TABLE[word][0] is Kind.MONEY)


def _code(text: str, original: str, at: int) -> Token | None:
    """An ISO 4217 code in capitals (US$ and the like stand in the table)."""
    code = original[at : at + 3]
    around = text[max(0, at - 1) : at] + text[at + 3 : at + 4]
    if code in units.CURRENCIES and code not in units.WORD_CODES and not any(map(_is_letter, around)):
        return Token(Kind.MONEY, at, at + 3, code)
    return None


def _number(text: str, at: int) -> Token | None:
    number = read_number(text, at)
    return Token(Kind.NUMBER, at, number.end, number=number) if number else None


def cut_token(text: str, original: str, at: int, *, after_money: bool = False) -> Token:
    """The token at `at`; a `WORD` when nothing known stands there. Only money may touch digits (RMB10bn)."""
    char = text[at]
    if (name := _NAME.match(text, at)) or (_is_glued_digit(text, at) and not after_money):
        found = name or _ALNUM.match(text, at)
        return Token(Kind.WORD, at, found.end() if found else at + 1)
    word = _find_word(text, at)
    if char.isascii() and char.isalpha() and (code := _code(text, original, at)):
        return code
    number = _number(text, at)
    if number and (word is None or number.end - at >= len(word)) and not (char == "半" and _after_unit(text, at)):
        return number
    if word and not _is_glued(text, at, word):
        kind, value, side, factor = _TABLE[word]
        if word in _DASHES and not _joins(text, at):
            return Token(Kind.WORD, at, at + len(word))
        return Token(kind, at, at + len(word), value, side, factor)
    if number:
        return number
    found = _LATIN.match(text, at) or _ALNUM.match(text, at)
    return Token(Kind.WORD, at, found.end() if found else at + 1)


def _is_glued_digit(text: str, at: int) -> bool:
    """Whether a digit here continues a Latin word (w581, B2B)."""
    return text[at].isascii() and text[at].isdigit() and at > 0 and _is_letter(text[at - 1])


def _after_unit(text: str, at: int) -> bool:
    """Whether 半 stands after a unit or a classifier (三年半, 两个半月)."""
    return at > 0 and text[at - 1] in "年个月天日时亩周"


def _is_glued(text: str, at: int, word: str) -> bool:
    if word in _BEFORE_MAGNITUDE and text[at + 1 : at + 2] not in tuple("十百千万亿"):
        return True
    if word == "元" and text[at + 1 : at + 2] in tuple(_NOT_MONEY):
        return True
    return at > 0 and text[at - 1] in _GLUED.get(word, "")


def _joins(text: str, at: int) -> bool:
    """Whether a dash stands between two figures, or opens one (~10)."""
    rest = text[at:].lstrip(_DASHES + " ")
    if not rest:
        return False
    if text[at] == "~" and not text[:at].strip():
        return True
    follows = (
        rest[0] in "$€£¥₩" or _number(rest, 0) is not None or rest[:2] == "人民" or rest[:3] in ("cny", "rmb", "usd")
    )
    return bool(text[:at].strip()) and follows


def cut_tokens(text: str, original: str) -> list[Token]:
    """The whole text as tokens, white space left out; `text` is `original` folded.

    A hyphen inside a compound (10-billion-yuan-level) is white space as well.
    """
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        if text[at] == " " or _is_hyphen(text, at):
            at += 1
            continue
        after_money = bool(tokens) and tokens[-1].kind is Kind.MONEY and tokens[-1].end == at
        token = cut_token(text, original, at, after_money=after_money)
        tokens.append(token)
        at = token.end
    return tokens


def _is_hyphen(text: str, at: int) -> bool:
    following = text[at + 1 : at + 2]
    return (
        text[at] == "-"
        and at > 0
        and text[at - 1] != " "
        and _is_letter(following)
        and text[at + 1 : at + 4] not in ("cny", "rmb", "usd")
    )
