"""Names of places as text: what counts as the same spelling, where a name may be cut, what else a place is called.

Owns the rules of spelling in Chinese and English. Refuses to know any place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from policygen.patterns import regex

_HAN: Final = "\u3007\u3400-\u9fff\uf900-\ufaff"
_HAN_ONLY: Final = regex("[\u4e00-\u9fff]+")
_WORDS: Final = regex("[a-z]+(?: [a-z]+)*")
_HAS_HAN: Final = regex(f"[{_HAN}]")
_DROPPED: Final = regex("['’‘`´ʼ′＇.．]")
_NOT_LETTERS: Final = regex(r"[\W_]+")
_KIND_OF: Final = regex("^(city|municipality|province|prefecture|county|district) of (.+)")
_SPACE_BY_HAN: Final = regex(rf"(?<=[{_HAN}]) | (?=[{_HAN}])")
_SEPARATOR: Final = regex(r"[·•‧∙⋅・･>＞›»→⟩,，、､/／\\;；|｜()（）\[\]【】\n\t–—―－]+")
#: Dear to compile, and asked for only where names are written together.
_CUT: Final = rf"(?<=[{_HAN}])(?=[^ ])| |(?<=[^ ])(?=[{_HAN}])"

#: Traditional characters of the names of provinces and of many cities, and the simplified ones.
_TRADITIONAL: Final = str.maketrans(
    "區縣鎮國東內門島陽長無錫蘇揚連雲興寧溫紹灣廣廈慶漢濟鄭遼瀋龍爾濱齊莊蘭銀烏魯薩澤壯陝貴肅臺"
    "韓龜滬開錦營撫鐵鎢黃徑亞萬蘆灘漣鹽銅馬陸閩屬維舊賓橫欽憑寶鳳縉麗諸義餘",
    "区县镇国东内门岛阳长无锡苏扬连云兴宁温绍湾广厦庆汉济郑辽沈龙尔滨齐庄兰银乌鲁萨泽壮陕贵肃台"
    "韩龟沪开锦营抚铁钨黄径亚万芦滩涟盐铜马陆闽属维旧宾横钦凭宝凤缙丽诸义余",
)

#: Small words that may stand between the parts of a name (`Binhu District of Wuxi`).
_FILLERS: Final = ("of ", "in ", "the ")
#: Groupings of the official lists that are no places (`北京市·市辖区·朝阳区`).
_GROUPINGS: Final = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})


class Part(NamedTuple):
    """One part of a written place: how it is looked up, as written, and where in the whole text it stands."""

    key: str
    text: str
    start: int


def fold(text: str) -> str:
    """The form names are compared in: no case, width, accents, apostrophes or punctuation."""
    if text.isascii():
        folded = text.lower()
        # Most names are nothing but words.
        if _WORDS.fullmatch(folded) and " of " not in folded:
            return folded.removeprefix("the ")
    elif _HAN_ONLY.fullmatch(text):
        return text.translate(_TRADITIONAL)
    else:
        text = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in text if not unicodedata.combining(char))
    text = _DROPPED.sub("", text.casefold()).replace("&", " and ")
    text = _NOT_LETTERS.sub(" ", text).strip().removeprefix("the ")
    if text.isascii():
        return _KIND_OF.sub(r"\2 \1", text) if " of " in text else text
    return _SPACE_BY_HAN.sub("", text).translate(_TRADITIONAL)


def is_chinese(text: str) -> bool:
    return _HAS_HAN.search(text) is not None


def split_parts(text: str) -> list[Part]:
    """The parts that commas, dots, arrows, slashes or brackets keep apart."""
    parts = []
    start = 0
    for end, after in [*((found.start(), found.end()) for found in _SEPARATOR.finditer(text)), (len(text), 0)]:
        written = text[start:end]
        key = fold(written)
        if key and key not in _GROUPINGS:
            indent = len(written) - len(written.lstrip())
            parts.append(Part(key, written.strip(), start + indent))
        start = after
    return parts


def cuts(key: str) -> Iterator[tuple[str, str]]:
    """Each way to cut a key in two, longest beginning first; one Chinese character alone is no part."""
    for found in reversed(list(re.finditer(_CUT, key))):
        head, rest = key[: found.start()], key[found.end() :]
        for filler in _FILLERS:
            rest = rest.removeprefix(filler)
        if head and rest and not (len(head) == 1 and is_chinese(head)) and not (len(rest) == 1 and is_chinese(rest)):
            yield head, rest


#: By the end of a full Chinese name: what may follow the short name instead, in Chinese and in English.
_KINDS: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    ("自治州", "州", ("Prefecture", "Autonomous Prefecture")),
    ("自治县", "县", ("County", "Autonomous County")),
    ("自治旗", "旗", ("Banner", "Autonomous Banner")),
    ("自治区", "", ("Autonomous Region",)),
    ("特别行政区", "", ()),
    ("族区", "区", ("District",)),
    ("新区", "区", ("District", "New District", "New Area")),
    ("省", "", ("Province",)),
)


def full_forms(name: Mapping[str, str], short: Mapping[str, str], level: str) -> list[str]:
    """Other full forms of a full name: `秀山县`, `Xiushan County`, `Jiangsu Province`, `Wuxi City`."""
    zh, en = short.get("zh", ""), short.get("en", "")
    full = name.get("zh", "")
    kind = next((kind for kind in _KINDS if full.endswith(kind[0]) and full != zh), None)
    instead, words = kind[1:] if kind else ("", ())
    if kind is None and level == "province":
        words = ("Municipality", "City") if full.endswith("市") else ("Province",)
    elif kind is None and level == "city" and (full.endswith("市") or full == zh):
        instead, words = "市", ("City", "Municipality")
    forms = [f"{en} {word}" for word in words] if en else []
    if zh and instead and not zh.endswith(instead):
        forms.append(zh + instead)
    return forms
