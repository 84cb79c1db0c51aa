"""Units, currencies, counted things and times: how they are spelled in Chinese and English, and what they amount to.

Owns the tables and looking a word up in them; every unit converts to its base unit exactly or is a base unit itself.
Refuses a sign that several currencies share: it stands for all of them until the text says which.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from policygen.values import dataclass

ONE: Final = Decimal(1)

#: The units of time, which a figure may be counted by.
TIMES: Final = ("year", "quarter", "month", "week", "day", "hour")

_CODES: Final = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF "
    "CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD "
    "HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD "
    "LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK "
    "PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS "
    "TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW"
)
#: ISO 4217, active codes of countries and unions.
CURRENCIES: Final = frozenset(_CODES.split())
#: Codes that are English words as well: in running text they are those words.
WORD_CODES: Final = frozenset({"ALL", "TOP", "TRY", "CUP", "PEN"})

#: How money is written; several codes mean that the sign is shared.
MONEY: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("元人民币", "人民币元", "人民币", "元", "圆", "yuan", "renminbi", "rmb", "cn¥", "rmb¥"), ("CNY",)),
    **dict.fromkeys(("chinese yuan", "yuan renminbi", "yuan rmb", "元rmb"), ("CNY",)),
    **dict.fromkeys(
        ("美元", "미국 달러", "米ドル", "us$", "us dollars", "us dollar", "u.s. dollars", "u.s. dollar"), ("USD",)
    ),
    **dict.fromkeys(("欧元", "歐元", "유로", "ユーロ", "€", "euro", "euros"), ("EUR",)),
    **dict.fromkeys(("日元", "日圆", "日圓", "円", "엔", "jp¥", "yen", "japanese yen"), ("JPY",)),
    **dict.fromkeys(("韩元", "韩圆", "韓元", "원", "ウォン", "₩", "won", "korean won"), ("KRW",)),
    **dict.fromkeys(("港元", "港币", "港幣", "hk$", "hong kong dollars", "hong kong dollar"), ("HKD",)),
    **dict.fromkeys(("英镑", "英鎊", "£", "pounds sterling", "pound sterling", "pounds", "pound"), ("GBP",)),
    **dict.fromkeys(("澳门元", "澳门币", "mop$"), ("MOP",)),
    **dict.fromkeys(("新台币", "新台幣", "新臺幣", "nt$"), ("TWD",)),
    **dict.fromkeys(("新加坡元", "新元", "s$", "singapore dollars"), ("SGD",)),
    **dict.fromkeys(("澳元", "a$", "australian dollars"), ("AUD",)),
    **dict.fromkeys(("加元", "加拿大元", "c$", "canadian dollars"), ("CAD",)),
    **dict.fromkeys(("瑞士法郎", "swiss francs"), ("CHF",)),
    **dict.fromkeys(("卢布", "₽", "roubles", "rubles"), ("RUB",)),
    **dict.fromkeys(("印度卢比", "₹", "indian rupees"), ("INR",)),
    **dict.fromkeys(("泰铢", "฿", "baht"), ("THB",)),
    **dict.fromkeys(("越南盾", "₫"), ("VND",)),
    **dict.fromkeys(("林吉特", "马来西亚林吉特", "ringgit"), ("MYR",)),
    **dict.fromkeys(("迪拉姆", "阿联酋迪拉姆", "dirhams"), ("AED",)),
    "¥": ("CNY", "JPY"),
    **dict.fromkeys(("$", "달러", "ドル", "dollars", "dollar"), ("USD", "HKD", "AUD", "CAD", "SGD")),
    **dict.fromkeys(("法郎", "francs"), ("CHF", "XAF")),
    **dict.fromkeys(("卢比", "rupees"), ("INR", "PKR", "IDR")),
}
_MONEY_ZH: Final = {
    "CNY": "元", "USD": "美元", "EUR": "欧元", "JPY": "日元", "KRW": "韩元", "HKD": "港元", "GBP": "英镑",
    "TWD": "新台币", "SGD": "新加坡元", "AUD": "澳元", "CAD": "加元", "CHF": "瑞士法郎", "RUB": "卢布", "MOP": "澳门元",
    "THB": "泰铢",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """A base unit; `spelled` gives each spelling what one of it amounts to in the base unit.

    `zh`, `one` and `many` are the canonical spellings in Chinese and English.
    """

    id: str
    zh: str
    one: str
    many: str
    spelled: tuple[tuple[Decimal, str], ...] = ()


def _unit(id: str, zh: str, one: str, many: str, **factors: str) -> Unit:  # noqa: A002
    """`factors`: `x1000="千米|km"`, with `_` for the decimal point."""
    spelled = [(ONE, word) for word in (zh, one, many)]
    for factor, words in factors.items():
        spelled += [(Decimal(factor[1:].replace("_", ".")), word) for word in words.split("|")]
    return Unit(id, zh, one, many, tuple(spelled))


_CLASSIFIERS: Final = tuple(
    "家个個项項件所座支款种種套条條类類处處户场次部间台辆栋幢只組组例份门篇片颗架艘枚株头张本册层根개곳건대"
)

UNITS: Final[tuple[Unit, ...]] = (
    _unit(
        "percent", "%", "%", "%",
        x1="percent|per cent|pct", x0_1="‰|per mille", x10="成",
    ),
    _unit(
        "percentage point", "个百分点", "percentage point", "percentage points",
        x1="百分点|pp|pct pts|pct points|per cent points|percent points",
    ),
    _unit(
        "m2", "平方米", "m²", "m²",
        x4046_8564224="acres|acre", x0_09290304="sq ft|sq. ft|square feet|square foot",
        x1="㎡|平米|平方公尺|平方|m2|sqm|sq m|sq. m|sq.m|square metres|square metre|square meters|square meter",
        x1000000="平方公里|平方千米|km²|km2|㎢|sq km|sq. km|square kilometres|square kilometre"
        "|square kilometers|square kilometer",
        x10000="公顷|hectares|hectare|ha",
    ),
    _unit("m3", "立方米", "m³", "m³", x1="立方|方|m3|cubic metres|cubic metre|cubic meters|cubic meter"),
    _unit("nm", "纳米", "nm", "nm", x1="nanometres|nanometre|nanometers|nanometer"),
    _unit("mu", "亩", "mu", "mu", x1="畝|chinese acres"),
    _unit(
        "m", "米", "m", "m",
        x1="metres|metre|meters|meter", x1000="公里|千米|km|kilometres|kilometre|kilometers|kilometer",
    ),
    _unit("year", "年", "year", "years", x1="년|年間|周年|个年度|个自然年|个完整年度|个会计年度|年度|yr|yrs"),
    _unit("quarter", "个季度", "quarter", "quarters", x1="季度"),
    _unit("month", "个月", "month", "months", x1="个自然月|개월|か月|ヶ月"),
    _unit("week", "周", "week", "weeks", x1="个星期|星期"),
    _unit("day", "天", "day", "days", x1="日|个自然日|自然日"),
    _unit("working day", "个工作日", "working day", "working days", x1="工作日|business days|business day"),
    _unit("hour", "小时", "hour", "hours", x1="个小时"),
    _unit("minute", "分钟", "minute", "minutes"),
    _unit(
        "kW", "千瓦", "kW", "kW",
        x0_001="瓦|w|watts|watt", x1000="兆瓦|mw", x1000000="吉瓦|gw",
    ),
    _unit(
        "kWh", "千瓦时", "kWh", "kWh",
        x1="度电|千瓦小时|度", x1000="兆瓦时|mwh", x1000000="吉瓦时|gwh", x1000000000="twh",
    ),
    _unit(
        "tonne", "吨", "tonne", "tonnes",
        x1="噸|公吨|t|metric tons|metric ton", x0_001="千克|公斤|kg|kilograms|kilogram",
    ),
    _unit(
        "tonne of coal equivalent", "吨标准煤", "tonne of coal equivalent", "tonnes of coal equivalent",
        x1="吨标煤|tce",
    ),
    _unit("TB", "TB", "TB", "TB", x0_001="gb", x1000="pb", x1000000="eb"),
    _unit(
        "PFLOPS", "PFLOPS", "PFLOPS", "PFLOPS",
        x1="p|p算力|pflops算力|petaflops", x0_001="tflops|teraflops", x1000="eflops|eflops算力|exaflops",
    ),
    _unit("times", "倍", "times", "times"),
    _unit(
        "person", "人", "person", "people",
        x1="名|位|명|persons|talents|talent|experts|expert|employees|employee|students|student|residents|resident"
        "|professionals|professional|workers|worker|engineers|engineer|scientists|scientist|users|user",
    ),
    _unit("visit", "人次", "visit", "visits", x1="visitors"),
    _unit(
        "count", "个", "item", "items",
        x1="|".join((*_CLASSIFIERS, "架次", "班次", "航次", "列次", "台(套)", "台套", "件套", "标准箱", "标箱", "teu")),
    ),
)  # fmt: skip
_BY_ID: Final = {unit.id: unit for unit in UNITS}
#: The base units by name, besides currencies.
UNIT_IDS: Final = tuple(_BY_ID)

#: What English counts after a number, singular and plural.
_NOUNS_EN: Final = (
    "job position post member partner store shop hotel museum theatre festival exhibition competition course "
    "paper block street farm port airport road bridge pile charger server rack node dataset tool chip sensor "
    "drone camera screen headset route policy,policies law regulation document agreement contract order award "
    "prize grant loan bank branch,branches office department committee expo summit forum house "
    "home firm company,companies enterprise project item scenario scene application product service park platform "
    "laboratory,laboratories lab institute institution centre center standard base alliance fund team "
    "factory,factories line trademark case event patent venue incubator cluster zone district city,cities "
    "province county,counties village school university,universities college hospital building station device "
    "terminal game film brand ip site piece unit household set measure solution space room community,communities "
    "organisation organization carrier space-time unicorn startup start-up business,businesses "
    "technology,technologies achievement task activity,activities function subsidiary,subsidiaries "
    "headquarters,headquarters satellite vehicle robot ship system model pilot"
)

#: Things a figure may be counted by, besides units: id, Chinese classifier and noun, English noun.
THINGS: Final = (
    ("firm", "家", "企业", "firm"),
    ("project", "个", "项目", "project"),
    ("product", "款", "产品", "product"),
    ("platform", "个", "平台", "platform"),
    ("park", "个", "园区", "park"),
    ("team", "个", "团队", "team"),
    ("institution", "家", "机构", "institution"),
    ("patent", "件", "专利", "patent"),
    ("standard", "项", "标准", "standard"),
    ("event", "场", "活动", "event"),
    ("scenario", "个", "场景", "scenario"),
    ("application", "项", "应用", "application"),
    ("household", "户", "家庭", "household"),
    ("flight", "架次", "", "flight"),
    ("vehicle", "辆", "车", "vehicle"),
    ("person", "人", "", "person"),
    ("item", "个", "", "item"),
)
_ZH_THINGS: Final = {
    **{noun: thing for thing, _, noun, _ in THINGS if noun},
    **dict.fromkeys(("公司", "单位", "市场主体", "小巨人企业"), "firm"),
    **dict.fromkeys(("人才", "员工", "个人", "职工", "毕业生", "博士", "学生", "专家"), "person"),
    **dict.fromkeys(("汽车", "新能源汽车", "车辆"), "vehicle"),
    "课题": "project", "作品": "product", "载体": "park", "园": "park", "农户": "household", "居民户": "household",
}  # fmt: skip
_ZH_ALONE: Final = {
    "家": "firm",
    "户": "household",
    "人": "person",
    "名": "person",
    "位": "person",
    "场": "event",
    "款": "product",
    "架次": "flight",
    "班次": "flight",
    "辆": "vehicle",
}
_EN_THINGS: Final = {
    **{noun: thing for thing, _, _, noun in THINGS},
    **dict.fromkeys(("company", "enterprise", "business"), "firm"),
    **dict.fromkeys(("employee", "talent", "individual", "head"), "person"),
    "capita": "person",
    "one": "item",
    "piece": "item",
}

#: What Chinese counts after a classifier; the end of a noun phrase (10家具有国际竞争力的头部企业).
_NOUNS_ZH: Final = (
    "企业 公司 机构 园区 项目 场景 平台 产品 服务 基地 人才 团队 联盟 标准 实验室 工厂 生产线 案例 方案 中心 "
    "技术 集群 基金 应用 专利 商标 载体 人员 单位 活动 产业园 示范区 总部 学校 高校 城市 社区 终端 设备 作品 "
    "品牌 成果 工程 空间 任务 措施 孵化器 院所 智能体 领军人物 小镇 街区 展会 会议 赛事 课题 专家 博士 站点 "
    "机器人 卫星 医院 楼宇 样板 高地 产业"
)
NOUNS_ZH: Final = frozenset(_NOUNS_ZH.split())


def _plural(entry: str) -> tuple[str, str]:
    one, _, many = entry.partition(",")
    return one, many or one + "s"


#: English counted nouns: singular and plural to themselves.
NOUNS_EN: Final = frozenset(word for entry in _NOUNS_EN.split() for word in _plural(entry))

#: Every spelling of a unit, folded, with its base unit and factor.
SPELLED: Final[dict[str, tuple[str, Decimal]]] = {
    word.lower(): (unit.id, factor) for unit in reversed(UNITS) for factor, word in unit.spelled
}
CLASSIFIERS: Final = frozenset(_CLASSIFIERS) | {"名", "位", "人", "架次", "班次", "台套", "台(套)"}


def is_money(unit: str | None) -> bool:
    return unit in CURRENCIES


def is_unit(unit: str) -> bool:
    """Whether `unit` is the id of a base unit or a currency code."""
    return unit in _BY_ID or unit in CURRENCIES


def find_unit(text: str) -> tuple[str, Decimal] | None:
    """The base unit a whole word names, with its factor; ids and ISO codes first."""
    if is_unit(text):
        return text, ONE
    folded = text.strip().lower()
    if folded.upper() in CURRENCIES:
        return folded.upper(), ONE
    if folded in MONEY and len(MONEY[folded]) == 1:
        return MONEY[folded][0], ONE
    return SPELLED.get(folded)


def spellings() -> list[str]:
    """Every word that names a unit or a currency, for suggestions."""
    return sorted({*SPELLED, *MONEY, *(code for code in ("CNY", "USD", "EUR", "JPY", "KRW", "HKD", "GBP"))})


def write_unit(unit: str, language: str, *, plural: bool = True) -> str:
    """The canonical spelling after a number; a currency's code in English."""
    if is_money(unit):
        return _MONEY_ZH.get(unit, unit) if language.startswith("zh") else unit
    named = _BY_ID[unit]
    if language.startswith("zh"):
        return named.zh
    return named.many if plural else named.one


def write_per(time: str, language: str) -> str:
    if language.startswith("zh"):
        return {"quarter": "每季度", "month": "每月"}.get(time, "每" + _BY_ID[time].zh)
    return "an hour" if time == "hour" else f"a {time}"


def write_each(thing: str, language: str) -> str:
    for id_, classifier, noun, english in THINGS:
        if id_ == thing:
            return f"每{classifier}{noun}" if language.startswith("zh") else f"per {english}"
    return (
        "每" + write_unit(thing, "zh") if language.startswith("zh") else "per " + write_unit(thing, "en", plural=False)
    )


def find_thing(text: str) -> str | None:
    """The thing or unit named by an English noun or by a Chinese classifier with or without noun."""
    word = text.strip().lower()
    if word in (thing for thing, *_ in THINGS):
        return word
    if word in _EN_THINGS:
        return _EN_THINGS[word]
    if word in SPELLED and SPELLED[word][0] not in ("count", *TIMES):
        return SPELLED[word][0] if SPELLED[word][1] == ONE else None
    for length in (2, 1, 0):
        if word[:length] in CLASSIFIERS or (length == 0 and word):
            rest = word[length:]
            if rest in _ZH_THINGS:
                return _ZH_THINGS[rest]
            if not rest:
                return _ZH_ALONE.get(word, "item")
    return None


def thing_words() -> dict[str, str]:
    """Every way to name a counted thing after 每, 单, per or each, with the thing's id."""
    words = dict(_ZH_THINGS)
    for classifier in CLASSIFIERS:
        words[classifier] = _ZH_ALONE.get(classifier, "item")
        words |= {classifier + noun: thing for noun, thing in _ZH_THINGS.items()}
    words |= _EN_THINGS
    words |= {word: unit for word, (unit, factor) in SPELLED.items() if factor == ONE and unit not in ("count", *TIMES)}
    return words


def time_words() -> dict[str, str]:
    """Every way to name a unit of time after 每, per or each."""
    words = {word: unit for word, (unit, factor) in SPELLED.items() if unit in TIMES and factor == ONE}
    return words | {"月": "month", "自然年": "year", "annum": "year"}
