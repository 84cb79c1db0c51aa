"""The built-in places: what must hold for all of them, and that the tables are what their sources give."""

from __future__ import annotations

import re
import runpy
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

from policygen.model.regions import Level, parse_gazetteer

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "src/policygen/data/gazetteer"
FILES = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.tsv"))}
PLACES = parse_gazetteer(FILES)
SCRIPT = runpy.run_path(str(ROOT / "scripts/gazetteer.py"))
HOME = [region for region in PLACES if PLACES.is_within(region.id, "china")]


def repeated(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def test_the_tables_are_what_the_script_derives() -> None:
    derived = SCRIPT["derive"]()
    assert sorted(derived) == sorted(FILES.keys() - {"provinces.tsv"})
    assert [name for name, text in derived.items() if text != FILES[name]] == [], (
        "run: python scripts/gazetteer.py derive"
    )


def test_there_are_as_many_places_as_the_country_has() -> None:
    """As the Ministry of Civil Affairs counted at the end of 2023: 333 prefectures, 2,844 counties."""
    levels = Counter(region.level for region in HOME)
    assert levels == {Level.COUNTRY: 1, Level.PROVINCE: 34, Level.CITY: 333, Level.DISTRICT: 2844}
    assert len(PLACES.at_level(Level.COUNTRY)) == 247


def test_ids_codes_and_tiles_are_unique() -> None:
    rows = sum(text.count("\n") - 1 for text in FILES.values())
    assert len(PLACES) == rows, "two rows have the same id"
    assert repeated([region.code for region in PLACES if region.code]) == []
    assert repeated([region.iso for region in PLACES if region.iso]) == []
    assert repeated([region.id.casefold() for region in PLACES]) == []
    tiles = [region.tile for region in PLACES.at_level(Level.PROVINCE) if region.tile]
    assert len(set(tiles)) == 34
    assert {column for column, _ in tiles} == set(range(1, 9))
    assert {row for _, row in tiles} == set(range(1, 10))


def test_every_place_lies_in_the_place_its_code_says() -> None:
    for region in HOME:
        if region.parent is not None:
            parent = PLACES.get(region.parent)
            code, around = region.code or "", (parent.code or "").rstrip("0")
            assert re.fullmatch(r"\d{6}", code), region
            assert parent.level < region.level
            assert region.id == region.id.rpartition("/")[2] if parent.id == "china" else f"{parent.id}/" in region.id
            assert parent.id == "china" or code.startswith(around), region
    assert PLACES.get("hubei/xiantao").level is Level.DISTRICT
    assert PLACES.get("chongqing/yubei").parent == "chongqing"


def test_ids_are_fit_for_addresses() -> None:
    for region in PLACES:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*", region.id)
        assert region.id.rpartition("/")[2] != "index"


def test_names_are_clean() -> None:
    """Chinese names hold Chinese characters only, English ones Latin letters; nothing is padded or repeated."""
    for region in PLACES:
        for text in chain(region.name.values(), region.short.values(), region.aliases):
            assert text == text.strip()
            assert text
            assert "  " not in text
        assert re.fullmatch(r"[\u4e00-\u9fff（）]+", region.name["zh"]), region
        assert re.fullmatch(r"[\u4e00-\u9fff（）]+", region.short["zh"]), region
        assert region.name["zh"].startswith(region.short["zh"]), region
        assert not re.search(r"[\u4e00-\u9fff]", region.name["en"] + region.short["en"]), region
        assert region.name["en"].startswith(region.short["en"]), region
        assert len({*region.aliases, *region.name.values()}) == len(region.aliases) + 2 - (
            region.name["en"] == region.name["zh"]
        )


KINDS = {
    "县": ("County",),
    "市": ("City", "Mangshi"),
    "区": ("District", "New Area"),
    "旗": ("Banner",),
    "盟": ("League",),
    "州": ("Prefecture",),
}


def test_the_kind_is_the_same_in_both_languages() -> None:
    for region in HOME:
        if region.level is Level.DISTRICT:
            assert region.name["en"].endswith(KINDS[region.name["zh"][-1]]), region
        elif region.level is Level.CITY and not region.name["zh"].endswith("市"):
            assert region.name["en"].endswith(("Prefecture", "League")), region


def test_romanised_names_have_no_wrong_letters() -> None:
    """Apostrophes stand before a, e and o only, as in Xi'an; v never stands for ü."""
    for region in HOME:
        en = region.short["en"]
        assert not re.search(r"'(?![aeoy])", en) or "g'yam" in en or en in {"Gê'gyai", "Sa'gya", "Gongbo'gyamda"}, (
            region
        )
        assert not re.search(r"[nl]v", en, re.IGNORECASE), region
        assert re.fullmatch(r"[A-Z][A-Za-zêöü'\- ]*", en), region


@pytest.mark.parametrize(
    ("code", "id_", "en", "zh"),
    [
        ("320211", "jiangsu/wuxi/binhu", "Binhu District", "滨湖区"),
        ("320115", "jiangsu/nanjing/jiangning", "Jiangning District", "江宁区"),
        ("310104", "shanghai/xuhui", "Xuhui District", "徐汇区"),
        ("310115", "shanghai/pudong", "Pudong New Area", "浦东新区"),
        ("110112", "beijing/tongzhou", "Tongzhou District", "通州区"),
        ("330110", "zhejiang/hangzhou/yuhang", "Yuhang District", "余杭区"),
        ("330114", "zhejiang/hangzhou/qiantang", "Qiantang District", "钱塘区"),
        ("330113", "zhejiang/hangzhou/linping", "Linping District", "临平区"),
        ("440112", "guangdong/guangzhou/huangpu", "Huangpu District", "黄埔区"),
        ("310101", "shanghai/huangpu", "Huangpu District", "黄浦区"),
        ("440304", "guangdong/shenzhen/futian", "Futian District", "福田区"),
        ("210102", "liaoning/shenyang/heping", "Heping District", "和平区"),
        ("500112", "chongqing/yubei", "Yubei District", "渝北区"),
        ("321000", "jiangsu/yangzhou", "Yangzhou", "扬州市"),
        ("130600", "hebei/baoding", "Baoding", "保定市"),
        ("350200", "fujian/xiamen", "Xiamen", "厦门市"),
        ("460200", "hainan/sanya", "Sanya", "三亚市"),
        ("460100", "hainan/haikou", "Haikou", "海口市"),
        ("340100", "anhui/hefei", "Hefei", "合肥市"),
        ("360100", "jiangxi/nanchang", "Nanchang", "南昌市"),
        ("370200", "shandong/qingdao", "Qingdao", "青岛市"),
        ("420100", "hubei/wuhan", "Wuhan", "武汉市"),
        ("510100", "sichuan/chengdu", "Chengdu", "成都市"),
        ("511300", "sichuan/nanchong", "Nanchong", "南充市"),
        ("610100", "shaanxi/xian", "Xi'an", "西安市"),
        ("230100", "heilongjiang/harbin", "Harbin", "哈尔滨市"),
        ("150100", "inner-mongolia/hohhot", "Hohhot", "呼和浩特市"),
        ("650100", "xinjiang/urumqi", "Urumqi", "乌鲁木齐市"),
        ("310112", "shanghai/minhang", "Minhang District", "闵行区"),
        ("440113", "guangdong/guangzhou/panyu", "Panyu District", "番禺区"),
        ("110105", "beijing/chaoyang", "Chaoyang District", "朝阳区"),
        ("310105", "shanghai/changning", "Changning District", "长宁区"),
        ("500230", "chongqing/fengdu", "Fengdu County", "丰都县"),
        ("130225", "hebei/tangshan/laoting", "Laoting County", "乐亭县"),
        ("140428", "shanxi/changzhi/zhangzi", "Zhangzi County", "长子县"),
        ("330382", "zhejiang/wenzhou/yueqing", "Yueqing City", "乐清市"),
        ("341621", "anhui/bozhou/guoyang", "Guoyang County", "涡阳县"),
        ("371722", "shandong/heze/shan-county", "Shan County", "单县"),
        ("410621", "henan/hebi/xun-county", "Xun County", "浚县"),
        ("653201", "xinjiang/hotan/hotan", "Hotan City", "和田市"),
        ("513400", "sichuan/liangshan", "Liangshan Yi Autonomous Prefecture", "凉山彝族自治州"),
        ("659001", "xinjiang/shihezi", "Shihezi City", "石河子市"),
    ],
)
def test_places_checked_by_hand(code: str, id_: str, en: str, zh: str) -> None:
    region = PLACES.parse_region(code)
    assert (region.id, region.name["en"], region.name["zh"]) == (id_, en, zh)
