"""Reading a place: every form people write, and what is said when it is unclear or wrong."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.loader import load_package_data
from policygen.model.regions import Gazetteer, Level, Region, parse_gazetteer
from policygen.problems import WrongTextError

FILES = {
    path.removeprefix("gazetteer/"): file.text
    for path, file in load_package_data().items()
    if path.startswith("gazetteer/")
}
PLACES = parse_gazetteer(FILES)
ZONES = PLACES.extended(
    [
        Region(
            id="jiangsu/nanjing/jiangning/jiangning-high-tech-zone",
            level=Level.ZONE,
            name={"en": "Jiangning High-tech Zone", "zh": "江宁高新区"},
            short={"en": "Jiangning High-tech Zone", "zh": "江宁高新区"},
            parent="jiangsu/nanjing/jiangning",
            aliases=("江宁高新技术产业开发区",),
        ),
        Region(
            id="south-korea/seoul",
            level=Level.CITY,
            name={"en": "Seoul", "zh": "首尔"},
            short={"en": "Seoul", "zh": "首尔"},
            parent="south-korea",
        ),
    ],
    {"jiangsu/wuxi/binhu": ["Lakeside"]},
)

MEANT = {
    "jiangsu/wuxi/binhu": """
        江苏·无锡·滨湖; 江苏省无锡市滨湖区; 江苏无锡滨湖; 江苏省·无锡市·滨湖区; 江苏 > 无锡 > 滨湖
        江苏/无锡/滨湖; 江苏→无锡→滨湖; 无锡滨湖; 无锡市滨湖区; 无锡 滨湖; 江苏·滨湖; 江苏滨湖区; 滨湖区
        滨湖; 中国江苏省无锡市滨湖区; 中国·江苏·无锡·滨湖区; 滨湖区（江苏省无锡市）; 江苏省，无锡市，滨湖区
        江蘇·無錫·濱湖; 苏·无锡·滨湖; 江苏省 无锡市 滨湖区; 江苏省无锡市 · 滨湖区; Binhu District, Wuxi
        Binhu, Wuxi, Jiangsu; Binhu, Jiangsu; Binhu District; binhu district, wuxi; BINHU, WUXI
        Binhu District, Wuxi City, Jiangsu Province; Jiangsu, Wuxi, Binhu; Wuxi Binhu
        Binhu District of Wuxi; Binhu Wuxi; Binhu District (Wuxi, Jiangsu); Binhu,Wuxi; Ｂｉｎｈｕ，Ｗｕｘｉ
        Binhu  District ,  Wuxi; Jiangsu > Wuxi > Binhu; Binhu District, Wuxi, Jiangsu, China
        Binhu District, Wuxi, Jiangsu, P.R. China; the Binhu District, Wuxi; 320211; ３２０２１１
        jiangsu/wuxi/binhu; Jiangsu/Wuxi/Binhu; Lakeside
    """,
    "jiangsu/wuxi": """
        江苏无锡; 江苏省无锡市; 江苏·无锡; 江苏省·无锡市; 江苏 > 无锡; 江苏/无锡; 无锡; 无锡市; 320200
        jiangsu/wuxi; Wuxi; Wuxi City; Wuxi, Jiangsu; Jiangsu, Wuxi; Wuxi City, Jiangsu Province
        City of Wuxi; Wuxi Municipality; Wuxi in Jiangsu
    """,
    "jiangsu": """
        江苏; 江苏省; 苏; Jiangsu; Jiangsu Province; Province of Jiangsu; 320000; CN-JS; cn-js; 中国江苏
        Jiangsu, China
    """,
    "shanghai": """
        上海; 上海市; 沪; Shanghai; Shanghai Municipality; Shanghai City; CN-SH; the Shanghai Municipality
    """,
    "shanghai/xuhui": "徐汇; 徐汇区; 上海徐汇; 上海市·市辖区·徐汇区; Xuhui District, Shanghai; Shanghai, Xuhui",
    "shanghai/huangpu": "黄浦; 黄浦区; 上海市黄浦区; Huangpu, Shanghai; Huangpu District, Shanghai",
    "shanghai/pudong": "浦东; 浦东新区; Pudong New Area; Pudong New District; Pudong",
    "guangdong/guangzhou/huangpu": """
        黄埔; 黄埔区; 广州市黄埔区; Huangpu, Guangzhou; Huangpu District of Guangzhou City; 440112
    """,
    "beijing/chaoyang": """
        北京市朝阳区; 北京·朝阳; 朝阳区（北京市）; Chaoyang, Beijing; Beijing, Chaoyang District; 京·朝阳
    """,
    "beijing/tongzhou": "北京通州; Tongzhou District, Beijing; 110112",
    "jiangsu/nantong/tongzhou": "南通市通州区; Tongzhou, Nantong",
    "liaoning/chaoyang": "朝阳市; Chaoyang City; 辽宁朝阳; Chaoyang, Liaoning",
    "liaoning/shenyang/heping": """
        沈阳市和平区; 沈阳和平; Heping District, Shenyang; Shenyang Heping; 辽宁·和平区
    """,
    "guangdong/heyuan/heping": "和平县; Heping County; 河源市和平县",
    "jilin": "吉林; 吉林省; Jilin; Jilin Province; 吉; CN-JL",
    "jilin/jilin": "吉林市; Jilin City; 吉林·吉林; 吉林吉林; Jilin, Jilin; 吉林省吉林市",
    "hainan": "海南; 海南省; Hainan",
    "qinghai/hainan": """
        海南州; 海南藏族自治州; 青海海南; Hainan Tibetan Autonomous Prefecture; Hainan Prefecture
    """,
    "hunan/changsha": "长沙; 长沙市; Changsha",
    "hunan/changsha/changsha": "长沙县; Changsha County; 长沙·长沙; 长沙市长沙县",
    "shaanxi": "陕西; Shaanxi; Shaanxi Province; CN-SN",
    "shanxi": "山西; Shanxi; CN-SX",
    "shaanxi/xian": "西安; 西安市; Xi'an; Xi’an; XIAN; Xi`an City",
    "jiangsu/nanjing": "南京; Nanjing; Nanjing City",
    "fujian/zhangzhou/nanjing": "南靖; 南靖县; Nanjing County; Nanjing, Fujian",
    "jiangsu/suzhou": "苏州; Suzhou, Jiangsu; Jiangsu, Suzhou; 蘇州",
    "anhui/suzhou": "宿州; Suzhou, Anhui; Suzhou City, Anhui Province",
    "inner-mongolia": "内蒙古; 内蒙; Inner Mongolia; Inner Mongolia Autonomous Region; inner-mongolia; CN-NM",
    "guangxi": "广西; 桂; Guangxi; Guangxi Zhuang Autonomous Region; Guangxi Autonomous Region; 广西壮族自治区",
    "xinjiang": """
        新疆; Xinjiang Uygur Autonomous Region; the Xinjiang Uygur Autonomous Region
        Xinjiang Uyghur Autonomous Region
    """,
    "xinjiang/urumqi": "乌鲁木齐; Urumqi; Ürümqi; Wulumuqi",
    "xinjiang/kashgar/kashgar": "喀什市; Kashgar City; Kashi City, Xinjiang; Kashgar, Kashgar Prefecture",
    "xinjiang/shihezi": "石河子; 石河子市; Shihezi, Xinjiang; 659001",
    "xinjiang/hotan/hotan": "和田市; Hotan City",
    "xinjiang/hotan/hotan-county": "和田县; Hotan County",
    "inner-mongolia/xilingol/xilinhot": "内蒙古锡林郭勒盟锡林浩特市; Xilinhot, Xilingol League",
    "chongqing/yubei": "渝北; 重庆市渝北区; Yubei District, Chongqing; 渝·渝北区",
    "chongqing/xiushan": """
        秀山; 秀山县; 秀山土家族苗族自治县; Xiushan County; Xiushan Tujia and Miao Autonomous County
    """,
    "guizhou/bijie/weining": "威宁县; Weining Yi, Hui and Miao Autonomous County, Bijie; Weining County",
    "sichuan/liangshan": "凉山; 凉山州; Liangshan Prefecture; Liangshan Yi Autonomous Prefecture, Sichuan",
    "hubei/xiantao": "仙桃; 仙桃市; 湖北省仙桃市; Xiantao, Hubei",
    "shanxi/luliang": "吕梁; Lüliang; Luliang; Lyuliang",
    "zhejiang/hangzhou/qiantang": "钱塘; 杭州钱塘区; Qiantang District, Hangzhou",
    "hong-kong": "香港; 中国香港; Hong Kong; Hong Kong, China; Hong Kong SAR; HK; CN-HK",
    "macao": "澳门; 澳門; Macau; Macao; MO",
    "taiwan": "台湾; 臺灣; Taiwan; 台湾省; CN-TW",
    "china": "中国; China; CN; 100000; 全国; PRC; People's Republic of China",
    "south-korea": "韩国; 大韩民国; South Korea; Republic of Korea; Korea; KR; kr",
    "south-korea/seoul": """
        Seoul; 首尔; 首尔市; Seoul City; Seoul, South Korea; Seoul, Korea; 韩国首尔; 韩国·首尔; KR/Seoul
    """,
    "democratic-republic-of-the-congo": "刚果（金）; Congo - Kinshasa; DR Congo; CD",
    "jiangsu/nanjing/jiangning/jiangning-high-tech-zone": """
        江宁高新区; 江苏·南京·江宁高新区; 南京江宁高新区; 江苏省南京市江宁区江宁高新区
        江宁高新技术产业开发区; Jiangning High-tech Zone, Nanjing; Jiangning High-Tech Zone
        Nanjing Jiangning High-tech Zone; Jiangsu, Jiangning high tech zone
    """,
}
FORMS = [
    (form.strip(), id_) for id_, forms in MEANT.items() for form in forms.replace("\n", ";").split(";") if form.strip()
]


@pytest.mark.parametrize(("text", "id_"), FORMS)
def test_a_place_is_read(text: str, id_: str) -> None:
    assert ZONES.parse_region(text) is ZONES.get(id_)


REFUSED = [
    ("和平区", "ambiguous", '"和平区" may be any of 2 places: "天津市和平区", "沈阳市和平区"', "天津市和平区"),
    ("朝阳区", "ambiguous", '"朝阳区" may be any of 2 places: "北京市朝阳区", "长春市朝阳区"', "北京市朝阳区"),
    ("朝阳", "ambiguous", '"朝阳" may be any of 3 places: "朝阳市", "北京市朝阳区", "长春市朝阳区"', "朝阳市"),
    (
        "Chaoyang",
        "ambiguous",
        '"Chaoyang" may be any of 3 places: "Chaoyang, Liaoning", "Chaoyang District, Beijing", '
        '"Chaoyang District, Changchun"',
        "Chaoyang, Liaoning",
    ),
    (
        "Heping District",
        "ambiguous",
        '"Heping District" may be any of 2 places: "Heping District, Tianjin", "Heping District, Shenyang"',
        "Heping District, Tianjin",
    ),
    (
        "Huangpu",
        "ambiguous",
        '"Huangpu" may be any of 2 places: "Huangpu District, Shanghai", "Huangpu District, Guangzhou"',
        "Huangpu District, Shanghai",
    ),
    (
        "Suzhou City",
        "ambiguous",
        '"Suzhou City" may be any of 2 places: "Suzhou, Jiangsu", "Suzhou, Anhui"',
        "Suzhou, Jiangsu",
    ),
    (
        "城区",
        "ambiguous",
        '"城区" may be any of 3 places: "阳泉市城区", "晋城市城区", "汕尾市城区"',
        "阳泉市城区",
    ),
]


@pytest.mark.parametrize(("text", "code", "message", "example"), REFUSED)
def test_an_ambiguous_name_lists_the_candidates(text: str, code: str, message: str, example: str) -> None:
    with pytest.raises(WrongTextError) as wrong:
        ZONES.parse_region(text)
    assert (wrong.value.code, wrong.value.message) == (f"region/{code}", message)
    assert wrong.value.help == f'write the place with what it lies in, for instance "{example}"'
    assert (wrong.value.start, wrong.value.length) == (0, len(text))


def test_many_candidates_are_counted() -> None:
    places = ZONES.extended(
        [
            Region(f"{id_}/park", Level.ZONE, {"en": "Park"}, {"en": "Park"}, id_)
            for id_ in ("jiangsu", "anhui", "hebei", "hunan", "hubei", "henan", "gansu", "fujian")
        ],
        {},
    )
    with pytest.raises(WrongTextError) as wrong:
        places.parse_region("Park")
    assert wrong.value.message == (
        '"Park" may be any of 8 places: "Park, Anhui", "Park, Fujian", "Park, Gansu", "Park, Hebei", "Park, Henan", '
        '"Park, Hubei" and 2 more'
    )


WRONG = [
    ("Bnihu District, Wuxi", "unknown", 'unknown place "Bnihu District"', 'did you mean "Binhu District"?', (0, 14)),
    ("Wuxi, Bnihu", "unknown", 'unknown place "Bnihu"', 'did you mean "Binhu District"?', (6, 5)),
    ("Shanghia", "unknown", 'unknown place "Shanghia"', 'did you mean "Shanghai"?', (0, 8)),
    ("滨胡区", "unknown", 'unknown place "滨胡区"', 'did you mean "滨湖区"?', (0, 3)),
    ("无锡市滨胡区", "unknown", 'unknown place "滨胡区"', 'did you mean "滨湖区"?', (3, 3)),
    (
        "无锡开发区",
        "unknown",
        'unknown place "无锡开发区"',
        "places that are not built in are added under content/regions",
        (0, 5),
    ),
    ("黄埔江", "unknown", 'unknown place "黄埔江"', 'did you mean "黄埔区"?', (0, 3)),
    (
        "Atlantis",
        "unknown",
        'unknown place "Atlantis"',
        "places that are not built in are added under content/regions",
        (0, 8),
    ),
    ("", "unknown", 'unknown place ""', "", (0, 1)),
    ("，", "unknown", 'unknown place "，"', "", (0, 1)),
    (
        "999999",
        "unknown",
        'unknown place "999999"',
        "places that are not built in are added under content/regions",
        (0, 6),
    ),
    (
        "Binhu District, Suzhou",
        "misplaced",
        '"Binhu District" does not lie in "Suzhou"',
        'known by that name: "Binhu District, Wuxi, Jiangsu"',
        (16, 6),
    ),
    (
        "苏州市滨湖区",
        "misplaced",
        '"滨湖区" does not lie in "苏州市"',
        'known by that name: "江苏省无锡市滨湖区"',
        (0, 3),
    ),
    ("浙江·滨湖", "misplaced", '"滨湖" does not lie in "浙江"', 'known by that name: "江苏省无锡市滨湖区"', (0, 2)),
    ("上海·黄埔区", "misplaced", '"黄埔区" does not lie in "上海"', 'known by that name: "广东省广州市黄埔区"', (0, 2)),
    (
        "Binhu District, Xuhui, Wuxi",
        "misplaced",
        '"Binhu District" does not lie in "Xuhui"',
        'known by that name: "Binhu District, Wuxi, Jiangsu"',
        (16, 5),
    ),
    (
        "Gulou District, Beijing",
        "misplaced",
        '"Gulou District" does not lie in "Beijing"',
        'known by that name: "Gulou District, Nanjing, Jiangsu", "Gulou District, Xuzhou, Jiangsu", '
        '"Gulou District, Fuzhou, Fujian" and 1 more',
        (16, 7),
    ),
]


@pytest.mark.parametrize(("text", "code", "message", "remedy", "place"), WRONG)
def test_a_wrong_place_is_refused(text: str, code: str, message: str, remedy: str, place: tuple[int, int]) -> None:
    with pytest.raises(WrongTextError) as wrong:
        ZONES.parse_region(text)
    assert (wrong.value.code, wrong.value.message, wrong.value.help) == (f"region/{code}", message, remedy)
    assert (wrong.value.start, wrong.value.length) == place


def test_places_know_what_is_around_and_inside() -> None:
    assert [region.id for region in ZONES.ancestors("jiangsu/wuxi/binhu")] == ["jiangsu/wuxi", "jiangsu", "china"]
    assert [region.id for region in ZONES.chain("jiangsu/wuxi/binhu")] == [
        "china",
        "jiangsu",
        "jiangsu/wuxi",
        "jiangsu/wuxi/binhu",
    ]
    assert [region.short["zh"] for region in ZONES.children("jiangsu/wuxi")] == [
        *("锡山", "惠山", "滨湖", "梁溪", "新吴", "江阴", "宜兴")
    ]
    assert ZONES.children("jiangsu/wuxi/binhu") == []
    assert len(ZONES.children("china")) == 34
    assert ZONES.is_within("jiangsu/wuxi", "china")
    assert ZONES.is_within("jiangsu", "jiangsu")
    assert not ZONES.is_within("jiangsu", "jiangsu/wuxi")
    assert not ZONES.is_within("jiangsu/wuxi", "anhui")
    assert len(ZONES.at_level(Level.PROVINCE)) == 34
    assert ZONES.find("atlantis") is None
    assert "jiangsu/wuxi" in ZONES
    assert ZONES.full_name("jiangsu/wuxi/binhu", "en") == "Binhu District, Wuxi, Jiangsu"
    assert ZONES.full_name("south-korea/seoul", "zh") == "韩国首尔"
    assert ZONES.full_name("china", "zh") == "中国"


def test_extending_leaves_the_gazetteer_as_it_was() -> None:
    assert "south-korea/seoul" not in PLACES
    assert PLACES.get("jiangsu/wuxi/binhu").aliases == ()
    assert ZONES.get("jiangsu/wuxi/binhu").aliases == ("Lakeside",)
    with pytest.raises(WrongTextError):
        PLACES.parse_region("Seoul")


def test_every_place_is_read_from_its_own_names() -> None:
    """In both languages: the whole chain in either order, the chain without the country, and the clear name."""
    misread = []
    for region in PLACES:
        chain = PLACES.chain(region.id)
        zh, en = ([place.name[language] for place in chain] for language in ("zh", "en"))
        short = [place.short["zh"] for place in chain]
        texts = ["".join(zh), "".join(zh[1:]), "·".join(zh), ", ".join(en), ", ".join(reversed(en)), region.id]
        texts += [PLACES.clear_name(region.id, "zh"), PLACES.clear_name(region.id, "en"), ", ".join(en[:-3:-1])]
        texts += [region.code or "", region.iso or "", PLACES.full_name(region.id, "en")]
        alike = [place for place in PLACES.children(region.parent or "") if place.short["zh"] == short[-1]]
        texts += ["·".join(short), "".join(short[1:])] if len(alike) == 1 else []
        misread += [(text, region.id) for text in texts if text and PLACES.parse_region(text).id != region.id]
    assert misread == []


def test_reading_is_fast() -> None:
    texts = [PLACES.full_name(region.id, language) for region in PLACES for language in ("en", "zh")]
    fresh = parse_gazetteer(FILES)
    start = process_time()
    for text in texts:
        fresh.parse_region(text)
    assert process_time() - start < len(texts) / 10_000 * 2, "10,000 places take about 0.4 seconds on a slow machine"


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "江苏",
                "无锡",
                "滨湖区",
                "吉林",
                "Wuxi",
                "Binhu District",
                "of",
                " ",
                "·",
                ", ",
                "/",
                "(",
                "市",
                "é",
                "\u3000",
            ]
        )
        | st.text(max_size=3),
        max_size=8,
    )
)
def test_any_text_is_a_place_or_a_problem_in_it(pieces: list[str]) -> None:
    text = "".join(pieces)
    try:
        found: Region | WrongTextError = ZONES.parse_region(text)
    except WrongTextError as wrong:
        found = wrong
    if isinstance(found, Region):
        assert found.id in ZONES
    else:
        assert found.code.startswith("region/")
        assert found.start >= 0
        assert found.length >= 1
        assert found.start + found.length <= max(1, len(text))


@given(st.sampled_from(FORMS), st.sampled_from(["upper", "lower", "swapcase", "title"]))
@settings(max_examples=50, deadline=None)
def test_case_does_not_matter(form: tuple[str, str], change: str) -> None:
    text, id_ = form
    assert ZONES.parse_region(getattr(text, change)()).id == id_


def test_a_gazetteer_of_nothing_knows_nothing() -> None:
    with pytest.raises(WrongTextError, match='unknown place "Shanghai"'):
        Gazetteer({}).parse_region("Shanghai")
