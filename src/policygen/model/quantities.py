"""Quantities: figures as people write them, in Chinese and English, read into exact decimals.

Owns `parse_quantity` and its kin, and what a field may ask of a figure's unit. Refuses to guess: what is ambiguous or
has no unit where one is needed is an error.

How wordings are read: 以上, 以内, `+` include the number, 超过 and 余 do not; 近 and "nearly" are *about*; of two
bounds that agree in direction (超过400平方米以上) the strict one holds; 百亿级 reaches from ten billion up to, not
including, a hundred billion (数十亿 and "tens of billions" likewise); a number before a range mark shares the
magnitude after it (10—15万元) unless that would turn the range around (5000—1万元).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from policygen.model import units
from policygen.model.bounds import Comparator, Quantity, ambiguous, next_power, unknown_unit
from policygen.model.figures import Cutting, read_figure
from policygen.model.lexicon import GIVEN, Kind
from policygen.model.numbers import ONE
from policygen.model.scanning import Found, find_quantities
from policygen.model.wording import Wording, format_quantity, word_quantity
from policygen.patterns import regex
from policygen.problems import WrongTextError, did_you_mean

__all__ = [
    "Comparator",
    "Found",
    "Quantity",
    "Wording",
    "find_quantities",
    "format_quantity",
    "parse_full",
    "parse_quantities",
    "parse_quantity",
    "parse_step",
    "require_unit",
    "word_quantity",
]

_BRACKETS: Final = {"(": ")", "（": "）", "[": "]", "“": "”", '"': '"', "「": "」", "【": "】"}

#: （含1000万元） says only that 以上 includes the number, as it does anyway.
_INCLUSIVE: Final = regex(r"[(（]含[^()（）]*[)）]")


def _bared(text: str) -> str:
    """The text with brackets around the whole of it, and a final stop, blanked out."""
    text = _INCLUSIVE.sub(lambda found: " " * len(found[0]), text)
    inner = text.strip()
    while len(inner) > 1 and _BRACKETS.get(inner[0]) == inner[-1]:
        at = text.index(inner)
        text = text[:at] + " " + inner[1:-1] + " " + text[at + len(inner) :]
        inner = inner[1:-1].strip()
    return text.rstrip("。.;；,，") if inner else text


#: What a percentage is taken of, behind it: 30% of the actual rent.
_OF_BASE: Final = regex(r" of [a-z' -]{1,60}")


@lru_cache(maxsize=8192)
def parse_quantity(text: str, home: str = "") -> Quantity:
    """The one figure that `text` is, all of it. A bare number has no unit; see `require_unit`.

    `home` is the currency that a sign which several share ($, ¥) stands for, if any of them does.
    """
    cutting = Cutting.of(_bared(text), home)
    try:
        quantity, index, end = read_figure(cutting, 0, whole=True)
    except WrongTextError as wrong:
        raise _no_amount(cutting) or _told_better(cutting, wrong) from None
    if index < len(cutting.tokens) and not (quantity.unit == "percent" and _OF_BASE.fullmatch(cutting.folded, end)):
        raise _no_amount(cutting) or _left_over(cutting, quantity, index, end)
    return replace(quantity, written=text)


_RATIO: Final = regex(r"\d+(?:\.\d+)? ?[:∶] ?\d+(?:\.\d+)?")
_CHANGE: Final = regex(
    r"翻(?:[一二两三四]|\d)?番|倍增|减半|(?<![a-z])(?:doubl|tripl|quadrupl|halv)(?:e[sd]?|ing)(?![a-z])"
    r"|(?<![a-z\d])(?:\w+-)?[a-z]*fold(?![a-z])"
)
_FALL: Final = regex(r"(?:下降|降低|减少|缩减|压减|回落|负增长|负)(?=\D{0,3}\d)|^\W*-(?=\d)")


def _no_amount(cutting: Cutting) -> WrongTextError | None:
    """Why words with a number in them are no amount: a ratio, a change, a fall."""
    for pattern, said, remedy in (
        (_RATIO, "is a ratio, not a figure", "say it in conditions:, or give it in full as a percentage if it is one"),
        (_CHANGE, "tells how a figure changes, not what it is", "record a commitment with these words"),
        (
            _FALL,
            "tells a direction, and figures have none",
            "write the figure alone, for a metric of what falls, and the whole passage under written:",
        ),
    ):
        if found := pattern.search(cutting.folded):
            return WrongTextError(
                "quantity/not-a-figure",
                f'"{cutting.text[found.start() : found.end()]}" {said}',
                remedy,
                start=found.start(),
                length=found.end() - found.start(),
            )
    return None


def _told_better(cutting: Cutting, wrong: WrongTextError) -> WrongTextError:
    """A figure behind other words is told apart from no figure at all."""
    numbers = [token for token in cutting.tokens if token.kind is Kind.NUMBER and token.start > wrong.start]
    if wrong.code != "quantity/not-a-figure" or not numbers or not cutting.tokens:
        return wrong
    words = [token for token in cutting.tokens if token.kind in (Kind.WORD, Kind.SIZE) and token.start >= wrong.start]
    if not words or words[0].start > numbers[0].start or words[0].start != wrong.start:
        return wrong
    return _other_words(cutting, words[0].start)


def _other_words(cutting: Cutting, start: int) -> WrongTextError:
    end = start
    for token in cutting.tokens:
        if token.start >= start:
            if token.kind is Kind.NUMBER and end > start:
                break
            if token.kind is Kind.WORD or token.value == GIVEN or end == start:
                end = token.end
    return WrongTextError(
        "quantity/other-words",
        f'"{cutting.text[start:end]}" is no part of a figure',
        "write the figure alone, and the longer passage under written:",
        start=start,
        length=end - start,
    )


_FRACTION: Final = regex(r"\d+ ?/ ?\d+|[一二三四五六七八九十两]+分之[一二三四五六七八九十两]+")


def _left_over(cutting: Cutting, quantity: Quantity, index: int, end: int) -> WrongTextError:
    """Why a text that begins with a figure is not that figure."""
    token = cutting.tokens[index]
    gap = cutting.folded[end : token.start]
    if token.kind is Kind.NUMBER and quantity.unit is None and not gap.strip(" -"):
        return ambiguous(
            f'"{cutting.text[cutting.tokens[0].start : token.end]}" has two numbers side by side',
            "cite the original, or write one number with its unit",
            cutting.tokens[0].start,
            token.end,
        )
    fraction = _FRACTION.search(cutting.folded)
    if fraction and fraction.start() <= token.start <= fraction.end():
        return WrongTextError(
            "quantity/not-a-figure",
            f'"{cutting.text[fraction.start() : fraction.end()]}" is a fraction, not an exact decimal',
            "write it as a percentage if it is one exactly",
            start=fraction.start(),
            length=fraction.end() - fraction.start(),
        )
    count = _count_figures(cutting)
    if count > 1:
        return WrongTextError(
            "quantity/several",
            f"write one figure; this names {count}",
            "write each figure in a field of its own",
            start=token.start,
            length=len(cutting.text.rstrip()) - token.start,
        )
    if quantity.unit is None and token.kind is Kind.WORD and not gap.strip(" -"):
        word = re.compile(r"[^\W\d_]+|.").match(cutting.text, token.start)
        if word is not None and quantity.comparator is not Comparator.ORDER_OF_MAGNITUDE:
            return unknown_unit(word[0], token.start)
    return _other_words(cutting, token.start)


def _count_figures(cutting: Cutting) -> int:
    count = index = 0
    while index < len(cutting.tokens):
        try:
            _, index, _ = read_figure(cutting, index)
        except WrongTextError:
            index += 1
        else:
            count += 1
    return count


def parse_quantities(text: str, home: str = "") -> tuple[Quantity, ...]:
    """The figures of a list (50%、70%、100%; 50/70/100万元); unit and magnitude may stand with the last one only."""
    bare = _bared(text)
    cutting = Cutting.of(bare)
    cuts = [0]
    for index, token in enumerate(cutting.tokens):
        follower = cutting.at(index + 1)
        if (token.kind is Kind.SEPARATOR and follower and index) or (
            token.kind is Kind.SLASH and follower and follower.kind is Kind.NUMBER
        ):
            cuts.append(token.end)
    pieces = []
    for start, end in zip(cuts, [*cuts[1:], len(bare)], strict=True):
        piece = bare[start:end].rstrip()
        piece = re.sub(r"(?:[、，,；;/]|和|与|及|以及|或|或者|且|\band\b|\bor\b|&)\s*$", "", piece).rstrip()
        if piece.strip(" 、，,；;"):
            pieces.append((start, piece))
    quantities = [_parse_piece(start, piece, home) for start, piece in pieces]
    if not quantities:
        raise WrongTextError("quantity/not-a-figure", f'"{text}" is not a figure', start=0, length=max(1, len(text)))
    return tuple(_share_last(quantity, quantities[-1], pieces[-1][1]) for quantity in quantities)


def _parse_piece(start: int, piece: str, home: str) -> Quantity:
    indent = len(piece) - len(piece.lstrip())
    try:
        return parse_quantity(piece.strip(), home)
    except WrongTextError as wrong:
        wrong.start += start + indent
        raise


def _share_last(quantity: Quantity, last: Quantity, written: str) -> Quantity:
    """A bare number of a list takes unit, magnitude and measure of the last one."""
    if quantity.unit is not None or last.unit is None or quantity is last:
        return quantity
    numbers = [token.number for token in Cutting.of(written).tokens if token.number]
    own = [token.number for token in Cutting.of(quantity.written).tokens if token.number]
    scale = numbers[-1].scale if numbers and own and own[-1].scale == ONE else ONE
    unit_factor = next(
        (t.factor for t in Cutting.of(written).tokens if t.kind is Kind.UNIT and t.value == last.unit), ONE
    )
    factor = scale * unit_factor
    return replace(
        quantity,
        minimum=None if quantity.minimum is None else quantity.minimum * factor,
        maximum=None if quantity.maximum is None else quantity.maximum * factor,
        unit=last.unit,
        per=quantity.per or last.per,
        each=quantity.each or last.each,
    )


_STEP: Final = regex(
    r"\s*(?:每(?:再|新)?(?:增加|新增|增|提高|提升|增长|超过|超出|满|多)?"
    r"|(?:for )?(?:each|every) (?:additional |further |extra |more )?"
    r"|per (?:additional |further |extra )|an additional )",
    re.IGNORECASE,
)


def parse_step(text: str, home: str = "") -> Quantity:
    """The width of a step: 每增加100平方米, for each additional 100 square metres, or the width alone."""
    opening = _STEP.match(text)
    start = opening.end() if opening else 0
    try:
        quantity = parse_quantity(text[start:], home)
    except WrongTextError as wrong:
        wrong.start += start
        raise
    if quantity.comparator is not Comparator.EXACTLY:
        raise ambiguous(f'"{text}" is no step of one width', "write the width as one number", 0, len(text))
    return replace(quantity, written=text)


# --- what a field asks of a unit ---


def require_unit(quantity: Quantity, unit_kind: str, *, home_currency: str = "CNY") -> Quantity:
    """The quantity in the kind of unit a field needs: `money` (any currency), `count`, or a base unit.

    A bare number counts things, and people may be counted as things. The one wording that gets a currency without
    naming it is an order of magnitude (百亿级, 10-billion-level, 千亿企业): there usage leaves out the home currency.
    """
    if quantity.size is not None and quantity.size.unit is None:
        quantity = replace(quantity, size=replace(quantity.size, unit=home_currency))
    unit = quantity.unit
    if unit == unit_kind or (unit_kind == "money" and units.is_money(unit)):
        return quantity
    if unit is None and unit_kind in ("count", "person"):
        return replace(quantity, unit=unit_kind)
    if unit == "person" and unit_kind == "count":
        return replace(quantity, unit="count")
    if unit is None:
        if quantity.comparator is Comparator.ORDER_OF_MAGNITUDE and unit_kind in ("money", home_currency):
            return replace(quantity, unit=home_currency)
        raise WrongTextError(
            "quantity/no-unit",
            f'"{quantity.written}" has no unit',
            f"write the unit as the source does, for example {_example(quantity, unit_kind)}",
            length=max(1, len(quantity.written)),
        )
    raise WrongTextError(
        "quantity/wrong-unit",
        f'"{quantity.written}" is in {_named(unit)}, and this field takes {_named(unit_kind)}',
        "give a figure of that unit, or choose another metric",
        length=max(1, len(quantity.written)),
    )


def _named(unit: str) -> str:
    if unit in ("money", "percent") or units.is_money(unit):
        return unit
    return "a count" if unit == "count" else units.write_unit(unit, "en")


def _example(quantity: Quantity, unit_kind: str) -> str:
    written = quantity.written.strip()
    chinese = any("\u3400" <= char <= "\u9fff" for char in written)
    if unit_kind == "money":
        return f"{written}元" if chinese else f"CNY {written}"
    if not units.is_unit(unit_kind):
        return "3500亿元"
    if chinese or unit_kind == "percent":
        return written + units.write_unit(unit_kind, "zh")
    return f"{written} {units.write_unit(unit_kind, 'en')}"


# --- figures given in full ---

_DECIMAL: Final = regex(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_KEYS: Final = ("min", "max", "unit", "comparator", "per", "each", "written")


def parse_full(mapping: Mapping[str, str]) -> Quantity:
    """A figure in full: exact decimals and names of base units; the ends give the comparator if it is left out."""
    for key in mapping:
        if key not in _KEYS:
            raise WrongTextError(
                "quantity/not-a-figure",
                f'"{key}" is no part of a figure in full',
                did_you_mean(key, _KEYS, f"its parts are {', '.join(_KEYS)}"),
            )
    low, high = _decimal(mapping, "min"), _decimal(mapping, "max")
    if low is None and high is None:
        raise WrongTextError(
            "quantity/not-a-figure", "a figure in full has neither min nor max", "give min, max or both"
        )
    unit, factor = _unit_in_full(mapping.get("unit"))
    low = None if low is None else low * factor
    high = None if high is None else high * factor
    comparator = _comparator(mapping.get("comparator"), low, high)
    if comparator is Comparator.ORDER_OF_MAGNITUDE and high is None and low is not None and low > 0:
        high = next_power(low)
    _check_ends(comparator, low, high)
    return Quantity(
        mapping.get("written", ""),
        low,
        high,
        unit,
        comparator,
        _measure(mapping, "per"),
        _measure(mapping, "each"),
    )


def _decimal(mapping: Mapping[str, str], key: str) -> Decimal | None:
    text = mapping.get(key, "").strip()
    if not text or text in ("null", "~"):
        return None
    if not _DECIMAL.fullmatch(text) or len(text) > 25:
        raise WrongTextError(
            "quantity/not-a-figure",
            f'{key} "{text}" is not an exact decimal',
            "write digits only, for example 350000000000 or 12.8",
            length=len(text),
        )
    return Decimal(text.replace(",", ""))


def _unit_in_full(text: str | None) -> tuple[str | None, Decimal]:
    if text is None or not text.strip():
        return None, ONE
    found = units.find_unit(text.strip())
    if found is None:
        raise unknown_unit(text.strip(), 0)
    return found


def _comparator(text: str | None, low: Decimal | None, high: Decimal | None) -> Comparator:
    if text:
        try:
            return Comparator(" ".join(text.lower().replace("-", " ").split()))
        except ValueError:
            names = [kind.value for kind in Comparator]
            raise WrongTextError(
                "quantity/unknown-comparator",
                f'unknown comparator "{text}"',
                did_you_mean(text, names, f"comparators are {', '.join(names)}"),
                length=len(text),
            ) from None
    if low is None:
        return Comparator.AT_MOST
    if high is None:
        return Comparator.AT_LEAST
    return Comparator.EXACTLY if low == high else Comparator.BETWEEN


def _check_ends(comparator: Comparator, low: Decimal | None, high: Decimal | None) -> None:
    wrong = ""
    if low is not None and high is not None and low > high:
        wrong = f"min {low:f} is over max {high:f}"
    elif comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN) and (low is None or high is not None):
        wrong = f'"{comparator}" takes min and no max'
    elif comparator in (Comparator.AT_MOST, Comparator.LESS_THAN) and (high is None or low is not None):
        wrong = f'"{comparator}" takes max and no min'
    elif comparator is Comparator.EXACTLY and low != high:
        wrong = '"exactly" takes min and max alike'
    elif comparator in (Comparator.BETWEEN, Comparator.ABOUT) and (low is None or high is None):
        wrong = f'"{comparator}" takes min and max'
    elif comparator is Comparator.ORDER_OF_MAGNITUDE and (low is None or low <= 0 or high != next_power(low)):
        wrong = '"order of magnitude" takes min alone; it reaches up to the next power of ten'
    if wrong:
        raise WrongTextError("quantity/bounds", wrong, "make min, max and comparator say the same")


def _measure(mapping: Mapping[str, str], key: str) -> str | None:
    text = mapping.get(key, "").strip()
    if not text:
        return None
    words = units.time_words() if key == "per" else {}
    value = words.get(text.lower()) if key == "per" else units.find_thing(text)
    if value is None:
        token = Cutting.of(text).tokens
        wanted = Kind.PER if key == "per" else Kind.EACH
        if len(token) == 1 and token[0].kind is wanted:
            value = token[0].value
    if value is None:
        known = units.TIMES if key == "per" else [thing for thing, *_ in units.THINGS]
        raise WrongTextError(
            "quantity/unknown-unit",
            f'{key} "{text}" is no measure a figure is counted by',
            did_you_mean(text, known, f"write one of {', '.join(known)}"),
            length=len(text),
        )
    return value
