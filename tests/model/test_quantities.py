"""Figures in Chinese and English: read, refused, listed, found in running text, written natively."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.model import units
from policygen.model.bounds import next_power
from policygen.model.quantities import (
    Comparator,
    Quantity,
    Wording,
    find_quantities,
    format_quantity,
    parse_full,
    parse_quantities,
    parse_quantity,
    parse_step,
    require_unit,
    word_quantity,
)
from policygen.problems import WrongTextError

SIGNS = {
    "=": Comparator.EXACTLY,
    ">=": Comparator.AT_LEAST,
    ">": Comparator.MORE_THAN,
    "<=": Comparator.AT_MOST,
    "<": Comparator.LESS_THAN,
    "~": Comparator.ABOUT,
    "..": Comparator.BETWEEN,
    "^": Comparator.ORDER_OF_MAGNITUDE,
}


def short(quantity: Quantity) -> str:
    """A figure in one line: `>= 400 m2`, `10 .. 15 count`, `= 200000 CNY /year`, `= 3 count of ^ 100000000000 CNY`."""
    sign = next(sign for sign, comparator in SIGNS.items() if comparator is quantity.comparator)
    ends = [f"{end:f}" for end in (quantity.minimum, quantity.maximum) if end is not None]
    if sign == "^":
        assert quantity.minimum is not None
        assert quantity.maximum == next_power(quantity.minimum)
    if sign in ("=", "~", "^") and (sign == "^" or ends[0] == ends[-1]):
        assert len(ends) == 2
        ends = ends[:1]
    words = [ends[0], sign, ends[1]] if sign == ".." else [sign, *ends]
    words += [quantity.unit or "bare", *(f"/{by}" for by in (quantity.per, quantity.each) if by)]
    return " ".join(words) + (f" of {short(quantity.size)}" if quantity.size else "")


READ = """
3500亿元 = 350000000000 CNY
超过3500亿元 > 350000000000 CNY
突破3500亿元 > 350000000000 CNY
1263.5亿元 = 126350000000 CNY
每年20万元 = 200000 CNY /year
一年20万元 = 200000 CNY /year
年度最高200万元 <= 2000000 CNY /year
5万元 = 50000 CNY
三千万元 = 30000000 CNY
1亿5000万元 = 150000000 CNY
人民币3500亿元 = 350000000000 CNY
3500亿人民币 = 350000000000 CNY
¥5000元 = 5000 CNY
35亿美元 = 3500000000 USD
2.6万亿韩元 = 2600000000000 KRW
最高一亿元 <= 100000000 CNY
最高给予1亿元 <= 100000000 CNY
最高将给予100万元 <= 1000000 CNY
最高不超过100万元 <= 1000000 CNY
一次性给予500万元 = 5000000 CNY
500万元以内 <= 5000000 CNY
30万元封顶 <= 300000 CNY
20万元起 >= 200000 CNY
1000万元（含）以上 >= 10000000 CNY
1000万元以上、5000万元以下 10000000 .. 50000000 CNY
不低于20万元且不超过50万元 200000 .. 500000 CNY
上亿元 >= 100000000 CNY
过百亿元 > 10000000000 CNY
近百亿元 ~ 10000000000 CNY
10万元左右 ~ 100000 CNY
数十亿元 ^ 1000000000 CNY
百亿级 ^ 10000000000 bare
千亿级 ^ 100000000000 bare
千亿元级 ^ 100000000000 CNY
百亿元规模 ^ 10000000000 CNY
5000亿级 ^ 500000000000 bare
3500亿 = 350000000000 bare
400平方米以上 >= 400 m2
不超过2000平方米 <= 2000 m2
最高1000平米 <= 1000 m2
15万㎡ = 150000 m2
2平方公里 = 2000000 m2
10公顷 = 100000 m2
100亩 = 100 mu
不少于三年 >= 3 year
不超过3年 <= 3 year
5年内 <= 5 year
三年 = 3 year
三年期 = 3 year
三年半 = 3.5 year
半年 = 0.5 year
6个月 = 6 month
两个半月 = 2.5 month
30个工作日 = 30 working day
12.8%以上 >= 12.8 percent
百分之十二点八 = 12.8 percent
30～50% 30 .. 50 percent
3个百分点 = 3 percentage point
0.5‰ = 0.05 percent
不超过实际投资额的30% <= 30 percent
年均增长12.4% = 12.4 percent /year
2倍以上 >= 2 times
10家 = 10 count
10家企业 = 10 count
10家具有国际竞争力的头部企业 = 10 count
百项 = 100 count
100项 = 100 count
50+ >= 50 bare
１００＋ >= 100 bare
十余家 > 10 count
200多家 > 200 count
300余项 > 300 count
近千家 ~ 1000 count
数百家 ^ 100 count
不到1000家 < 1000 count
10-15家 10 .. 15 count
10—15家 10 .. 15 count
10至15家 10 .. 15 count
三到五个 3 .. 5 count
约10-15家 ~ 10 15 count
100名高层次人才 = 100 person
1万人次 = 10000 visit
20 万千瓦 = 200000 kW
50万吨 = 500000 tonne
每平方米每月50元 = 50 CNY /month /m2
50元/平方米·月 = 50 CNY /month /m2
500元/人/月 = 500 CNY /month /person
每家企业每年不超过2000平方米 <= 2000 m2 /year /firm
单个项目最高500万元 <= 5000000 CNY /project
每千瓦时0.3元 = 0.3 CNY /kWh
4000亿元至5000亿元 400000000000 .. 500000000000 CNY
500万-1000万元 5000000 .. 10000000 CNY
10到15万元 100000 .. 150000 CNY
5000-1万元 5000 .. 10000 CNY
3个千亿企业 = 3 count of ^ 100000000000 bare
5家百亿级企业 = 5 count of ^ 10000000000 bare
10家营收超亿元企业 = 10 count of > 100000000 CNY
2-3家百亿元级企业 2 .. 3 count of ^ 10000000000 CNY
350 billion yuan = 350000000000 CNY
CNY 350 billion = 350000000000 CNY
RMB10bn = 10000000000 CNY
exceed 350 billion yuan > 350000000000 CNY
126.35 billion yuan = 126350000000 CNY
over 100 million yuan > 100000000 CNY
up to 100 million yuan <= 100000000 CNY
a maximum of 100 million yuan <= 100000000 CNY
US$1.5 billion = 1500000000 USD
5 million US dollars = 5000000 USD
£5m = 5000000 GBP
KRW 5 trillion = 5000000000000 KRW
CNY 4–5 billion 4000000000 .. 5000000000 CNY
hundreds of millions of yuan ^ 100000000 CNY
10-billion-level ^ 10000000000 bare
100-billion-yuan-level ^ 100000000000 CNY
3 hundred billion yuan = 300000000000 CNY
more than 400 square meters > 400 m2
shall not exceed 2,000 square meters <= 2000 m2
1,000-square-meter = 1000 m2
5 sq km = 5000000 m2
not less than three years >= 3 year
not exceed 3 years <= 3 year
maximum 3-year <= 3 year
up to three consecutive years <= 3 year
half a year = 0.5 year
more than 12.8% > 12.8 percent
20 to 30 percent 20 .. 30 percent
up to 50% of the rent <= 50 percent
average annual growth of 12.4% = 12.4 percent /year
two percentage points = 2 percentage point
10 companies = 10 count
10 leading companies = 10 count
300 XR industry-related companies = 300 count
50+ demonstration application scenarios >= 50 count
100+ benchmarking products and services >= 100 count
more than ten companies > 10 count
10 or more firms >= 10 count
between 10 and 15 firms 10 .. 15 count
from 10 to 15 10 .. 15 bare
hundreds of firms ^ 100 count
about 5,000 people ~ 5000 person
1.2m people = 1200000 person
CNY 200,000 a year = 200000 CNY /year
CNY 50 per m² per month = 50 CNY /month /m2
no more than RMB 3 million per enterprise <= 3000000 CNY /firm
up to CNY 5 million per firm a year <= 5000000 CNY /year /firm
3 enterprises of the 100-billion level = 3 count of ^ 100000000000 bare
3 firms of more than CNY 1 billion each = 3 count of > 1000000000 CNY
≥50% >= 50 percent
~10 ~ 10 bare
200个以上低空起降点 >= 200 count
30万架次以上 >= 300000 count
10个超充站 = 10 count
20个近零碳园区 = 20 count
100家规模以上工业企业 = 100 count
10家世界500强企业 = 10 count
10家以上专精特新“小巨人”企业 >= 10 count
10台（套） = 10 count
20万标准箱 = 200000 count
单台最高50万元 <= 500000 CNY /item
每台（套）最高100万元 <= 1000000 CNY /item
每个起降点最高50万元 <= 500000 CNY /item
每个起降点超过50万元 > 500000 CNY /item
每项超过1亿元 > 100000000 CNY /item
每个突破3家 > 3 count /item
每个超算中心最高50万元 <= 500000 CNY /item
每架次补贴500元 = 500 CNY /flight
500元/架次 = 500 CNY /flight
每辆车补贴1万元 = 10000 CNY /vehicle
同一企业每年最高100万元 <= 1000000 CNY /year /firm
每家企业每年奖励不超过50万元 <= 500000 CNY /year /firm
0.1元/瓦 = 100 CNY /kW
每瓦0.1元 = 100 CNY /kW
200元/MWh = 0.2 CNY /kWh
每公里补贴5万元 = 50 CNY /m
每千瓦时补贴0.3元 = 0.3 CNY /kWh
给予最高50万元一次性奖励 <= 500000 CNY
奖励100万元 = 1000000 CNY
按30%补助 = 30 percent
面积不超过2000平方米 <= 2000 m2
a grant of CNY 5 million = 5000000 CNY
LPR的50% = 50 percent
不高于贷款市场报价利率（LPR）的50% <= 50 percent
5000P = 5000 PFLOPS
100P算力 = 100 PFLOPS
14纳米及以下 <= 14 nm
1000万立方米 = 10000000 m3
2 acres = 8093.7128448 m2
3.9兆日元 = 3900000000000 JPY
1兆5000億円 = 1500000000000 JPY
13조 원 = 13000000000000 KRW
1조 5,000억원 = 1500000000000 KRW
최대 5억 원 <= 500000000 KRW
5년 이상 >= 5 year
12.345元 = 12.345 CNY
"""


def rows(table: str) -> list[tuple[str, str]]:
    found = []
    for line in table.strip().splitlines():
        words = line.split()
        sign = next(i for i, word in enumerate(words) if i and (word in SIGNS))
        cut = sign - (words[sign] == "..")
        if words[sign] != "skip":
            found.append((" ".join(words[:cut]), " ".join(words[cut:])))
    return found


def test_a_shared_sign_is_the_home_currency_s() -> None:
    assert short(parse_quantity("up to $5 million", "USD")) == "<= 5000000 USD"
    assert short(parse_quantity("¥5000", "JPY")) == "= 5000 JPY"
    assert [short(figure) for figure in parse_quantities("$5, $10", "CAD")] == ["= 5 CAD", "= 10 CAD"]
    with pytest.raises(WrongTextError):
        parse_quantity("$5 million", "EUR")


@pytest.mark.parametrize(("text", "figure"), rows(READ))
def test_a_figure_is_read(text: str, figure: str) -> None:
    quantity = parse_quantity(text)
    assert short(quantity) == figure
    assert quantity.written == text


AMBIGUOUS, OTHER = "quantity/ambiguous", "quantity/other-words"
AS_SOURCE = "write one figure as the source does, for example 3500亿元 or CNY 350 billion"
ALONE = "write the figure alone, and the longer passage under written:"
UNIT = "write the unit as the source does, for example 元, 平方米, 家, years or m²"
WRONG = [
    ("很多", "quantity/not-a-figure", '"很多" is not a figure', AS_SOURCE, "很多"),
    ("5G", "quantity/not-a-figure", '"5G" is not a figure', AS_SOURCE, "5G"),
    (
        "2025年",
        "quantity/not-a-figure",
        '"2025年" is a year, not a figure',
        "a year belongs under by: or period:",
        "2025年",
    ),
    (
        "三分之一",
        "quantity/not-a-figure",
        '"三分之一" is a fraction, not an exact decimal',
        "write it as a percentage if it is one exactly",
        "三分之一",
    ),
    ("打造10家", OTHER, '"打造" is no part of a figure', ALONE, "打造"),
    ("20万元运营补贴", OTHER, '"运营补贴" is no part of a figure', ALONE, "运营补贴"),
    ("10 bananas", "quantity/unknown-unit", 'unknown unit "bananas"', UNIT, "bananas"),
    ("10 hectors", "quantity/unknown-unit", 'unknown unit "hectors"', 'did you mean "hectares"?', "hectors"),
    (
        "最高1000平米3年租金补贴",
        "quantity/several",
        "write one figure; this names 2",
        "write each figure in a field of its own",
        "3年租金补贴",
    ),
    (
        "10 companies, 20 projects and 30 parks",
        "quantity/several",
        "write one figure; this names 3",
        "write each figure in a field of its own",
        ", 20 projects and 30 parks",
    ),
    (
        "15到10家",
        "quantity/bounds",
        '"15到10家" ends below its beginning',
        "write the lower end first",
        "15到10家",
    ),
    (
        "$5 million",
        AMBIGUOUS,
        '"$5 million" does not say which currency it is in',
        "give it in full, with unit: AUD or CAD or HKD or SGD or USD",
        "$5 million",
    ),
    (
        "¥5000",
        AMBIGUOUS,
        '"¥5000" does not say which currency it is in',
        "give it in full, with unit: CNY or JPY",
        "¥5000",
    ),
    (
        "1.500 Euro",
        AMBIGUOUS,
        '"1.500 Euro" may have a decimal point or group its thousands',
        "give it in full: {min: 1500, max: 1500, unit: EUR, written: 1.500 Euro}, say",
        "1.500 Euro",
    ),
    (
        "比2020年翻一番",
        "quantity/not-a-figure",
        '"翻一番" tells how a figure changes, not what it is',
        "record a commitment with these words",
        "翻一番",
    ),
    (
        "a 10-fold rise",
        "quantity/not-a-figure",
        '"10-fold" tells how a figure changes, not what it is',
        "record a commitment with these words",
        "10-fold",
    ),
    (
        "按1：0.5比例",
        "quantity/not-a-figure",
        '"1：0.5" is a ratio, not a figure',
        "say it in conditions:, or give it in full as a percentage if it is one",
        "1：0.5",
    ),
    (
        "下降3%左右",
        "quantity/not-a-figure",
        '"下降" tells a direction, and figures have none',
        "write the figure alone, for a metric of what falls, and the whole passage under written:",
        "下降",
    ),
    (
        "3 hundred billion enterprises",
        AMBIGUOUS,
        '"3 hundred billion enterprises" may be one number or a count of things of a size',
        "cite the original, or write the number in digits with its unit",
        "3 hundred billion enterprises",
    ),
    (
        "5 10,000 yuan",
        AMBIGUOUS,
        '"5 10,000" has two numbers side by side',
        "cite the original, or write one number with its unit",
        "5 10,000",
    ),
    (
        "hundreds of 100 million yuan",
        AMBIGUOUS,
        '"hundreds of 100 million" has two numbers side by side',
        "cite the original, or write one number with its unit",
        "hundreds of 100 million",
    ),
    (
        "5m",
        AMBIGUOUS,
        '"5m" may mean millions or metres',
        "write million, billion, or the unit in full",
        "5m",
    ),
    (
        "至少不超过100万元",
        AMBIGUOUS,
        '"至少不超过100万元" says "at least" and "at most" of one number',
        "write one bound for one number",
        "至少不超过100万元",
    ),
    (
        "最高10-15万元",
        AMBIGUOUS,
        '"最高10-15万元" bounds what is already a span',
        "write the bound with one number, or the span without a bound",
        "最高10-15万元",
    ),
    (
        "两万五元",
        AMBIGUOUS,
        '"两万五" is no number with one reading: the last digit has no magnitude',
        "write the number in digits",
        "两万五",
    ),
    (
        "三到五千元",
        AMBIGUOUS,
        '"三到五千元" may share the magnitude of its upper end or not',
        "write both ends in full, in digits",
        "三到五千元",
    ),
    (
        "每年每月5元",
        AMBIGUOUS,
        '"每月" counts the figure by a second measure',
        "a figure is counted by one time and one thing",
        "每月",
    ),
]


@pytest.mark.parametrize(("text", "code", "message", "remedy", "part"), WRONG, ids=[row[0] for row in WRONG])
def test_what_is_no_figure_says_why_and_where(text: str, code: str, message: str, remedy: str, part: str) -> None:
    with pytest.raises(WrongTextError) as raised:
        parse_quantity(text)
    wrong = raised.value
    assert (wrong.code, wrong.message, wrong.help) == (code, message, remedy)
    assert text[wrong.start : wrong.start + wrong.length] == part


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "an additional 5 will be given for each additional 100 square meters. 10,000 yuan",
            "-5%",
            "三五家",
            "几家",
        ),
        *("1.2.3", "1,0000元", "一批", "1米5", "十分之一"),
        *("10万元、20万元", "约100家以上", "最高100万元以上", "dozens of companies", "20 dollars", "1/3"),
    ],
)
def test_nothing_is_guessed(text: str) -> None:
    with pytest.raises(WrongTextError):
        parse_quantity(text)


# --- lists and steps ---


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("50%、70%、100%", ["= 50 percent", "= 70 percent", "= 100 percent"]),
        ("（50%，70%，100%）", ["= 50 percent", "= 70 percent", "= 100 percent"]),
        ("(50%, 70%, 100%)", ["= 50 percent", "= 70 percent", "= 100 percent"]),
        ("50%, 70% and 100%", ["= 50 percent", "= 70 percent", "= 100 percent"]),
        ("50、70、100%", ["= 50 percent", "= 70 percent", "= 100 percent"]),
        ("50/70/100万元", ["= 500000 CNY", "= 700000 CNY", "= 1000000 CNY"]),
        ("50万元、100万元和1亿元", ["= 500000 CNY", "= 1000000 CNY", "= 100000000 CNY"]),
        ("50,70,100万元", ["= 500000 CNY", "= 700000 CNY", "= 1000000 CNY"]),
        ("10家", ["= 10 count"]),
    ],
)
def test_a_list_is_read(text: str, figures: list[str]) -> None:
    assert [short(quantity) for quantity in parse_quantities(text)] == figures


def test_a_wrong_figure_of_a_list_is_pointed_at() -> None:
    with pytest.raises(WrongTextError) as raised:
        parse_quantities("50%、很多、100%")
    assert (raised.value.start, raised.value.length) == (4, 2)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("每增加100平方米", "= 100 m2"),
        ("每新增100家", "= 100 count"),
        ("每100平方米", "= 100 m2"),
        ("for each additional 100 square meters", "= 100 m2"),
        ("100 m²", "= 100 m2"),
    ],
)
def test_a_step_is_read(text: str, figure: str) -> None:
    step = parse_step(text)
    assert short(step) == figure
    assert step.written == text


def test_a_step_has_one_width() -> None:
    with pytest.raises(WrongTextError, match='"每增加100平方米以上" is no step of one width'):
        parse_step("每增加100平方米以上")


# --- what fields ask ---


@pytest.mark.parametrize(
    ("text", "kind", "figure"),
    [
        ("3500亿元", "money", "= 350000000000 CNY"),
        ("35亿美元", "money", "= 3500000000 USD"),
        ("50+", "count", ">= 50 count"),
        ("1000+", "person", ">= 1000 person"),
        ("100名", "count", "= 100 count"),
        ("百亿级", "money", "^ 10000000000 CNY"),
        ("3个千亿企业", "count", "= 3 count of ^ 100000000000 CNY"),
        ("12.8%", "percent", "= 12.8 percent"),
    ],
)
def test_a_field_gets_its_unit(text: str, kind: str, figure: str) -> None:
    assert short(require_unit(parse_quantity(text), kind)) == figure


def test_the_implied_currency_is_the_home_currency() -> None:
    assert require_unit(parse_quantity("百亿级"), "money", home_currency="JPY").unit == "JPY"


@pytest.mark.parametrize(
    ("text", "kind", "code", "message", "remedy"),
    [
        (
            "3500亿",
            "money",
            "quantity/no-unit",
            '"3500亿" has no unit',
            "write the unit as the source does, for example 3500亿元",
        ),
        (
            "350 billion",
            "money",
            "quantity/no-unit",
            '"350 billion" has no unit',
            "write the unit as the source does, for example CNY 350 billion",
        ),
        (
            "50",
            "percent",
            "quantity/no-unit",
            '"50" has no unit',
            "write the unit as the source does, for example 50%",
        ),
        (
            "10家",
            "money",
            "quantity/wrong-unit",
            '"10家" is in a count, and this field takes money',
            "give a figure of that unit, or choose another metric",
        ),
    ],
)
def test_a_field_refuses_another_unit(text: str, kind: str, code: str, message: str, remedy: str) -> None:
    with pytest.raises(WrongTextError) as raised:
        require_unit(parse_quantity(text), kind)
    assert (raised.value.code, raised.value.message, raised.value.help) == (code, message, remedy)
    assert raised.value.length == len(text)


# --- in full ---


@pytest.mark.parametrize(
    ("mapping", "figure"),
    [
        ({"min": "350000000000", "unit": "CNY"}, ">= 350000000000 CNY"),
        ({"min": "350000000000", "unit": "CNY", "comparator": "more than"}, "> 350000000000 CNY"),
        ({"min": "12.8", "max": "12.8", "unit": "%"}, "= 12.8 percent"),
        ({"max": "2,000", "unit": "平方米", "per": "year", "each": "firm"}, "<= 2000 m2 /year /firm"),
        ({"max": "50", "unit": "元", "per": "每月", "each": "m²"}, "<= 50 CNY /month /m2"),
        ({"min": "10", "max": "15", "unit": "count"}, "10 .. 15 count"),
        ({"min": "10000000000", "comparator": "order of magnitude"}, "^ 10000000000 bare"),
    ],
)
def test_a_figure_in_full_is_read(mapping: dict[str, str], figure: str) -> None:
    assert short(parse_full(mapping)) == figure


@pytest.mark.parametrize(
    ("mapping", "code", "message"),
    [
        ({"unit": "CNY"}, "quantity/not-a-figure", "a figure in full has neither min nor max"),
        ({"min": "a lot"}, "quantity/not-a-figure", 'min "a lot" is not an exact decimal'),
        ({"min": "1e9"}, "quantity/not-a-figure", 'min "1e9" is not an exact decimal'),
        ({"minimum": "1"}, "quantity/not-a-figure", '"minimum" is no part of a figure in full'),
        ({"min": "1", "unit": "CNYY"}, "quantity/unknown-unit", 'unknown unit "CNYY"'),
        ({"min": "2", "max": "1"}, "quantity/bounds", "min 2 is over max 1"),
        ({"min": "1", "max": "2", "comparator": "at least"}, "quantity/bounds", '"at least" takes min and no max'),
        ({"min": "1", "comparator": "atleast"}, "quantity/unknown-comparator", 'unknown comparator "atleast"'),
        (
            {"min": "1", "per": "fortnight"},
            "quantity/unknown-unit",
            'per "fortnight" is no measure a figure is counted by',
        ),
    ],
)
def test_a_figure_in_full_that_is_wrong_says_why(mapping: dict[str, str], code: str, message: str) -> None:
    with pytest.raises(WrongTextError) as raised:
        parse_full(mapping)
    assert (raised.value.code, raised.value.message) == (code, message)


# --- in running text: figures of real articles, in short wordings ---

PASSAGES = [
    ("预计2027年市场规模将达1263.5亿元。", ["1263.5亿元 = 126350000000 CNY"]),
    (
        "面积在400平方米以上的载体，给予每年20万元运营补贴，每增加100平方米再增加给予5万元补贴，补贴年限不少于三年。",
        [
            "400平方米以上 >= 400 m2",
            "每年20万元 = 200000 CNY /year",
            "100平方米 = 100 m2",
            "5万元 = 50000 CNY",
            "不少于三年 >= 3 year",
        ],
    ),
    ("到2025年，产业规模突破3500亿元。", ["突破3500亿元 > 350000000000 CNY"]),
    ("发起设立百亿级元宇宙新赛道产业基金", ["百亿级 ^ 10000000000 bare"]),
    ("打造10家具有国际竞争力的头部企业、100家掌握核心技术的企业；", ["10家 = 10 count", "100家 = 100 count"]),
    ("打造50+示范应用场景，100+标杆性产品和服务", ["50+ >= 50 bare", "100+ >= 100 bare"]),
    ("还将推出2个特色园区", ["2个 = 2 count"]),
    (
        "进行（50%，70%，100%）三档补贴，每家企业每年补贴面积不超过2000平方米，连续补贴不超过3年。",
        [
            "50% = 50 percent",
            "70% = 70 percent",
            "100% = 100 percent",
            "不超过2000平方米 <= 2000 m2",
            "不超过3年 <= 3 year",
        ],
    ),
    (
        "在未来五年内，将培育XR上市企业5家，引培XR产业相关企业300家，扶持项目100项。",
        ["5家 = 5 count", "300家 = 300 count", "100项 = 100 count"],
    ),
    ("给予最高一亿元资金支持", ["最高一亿元 <= 100000000 CNY"]),
    (
        "给予最高1000万元启动资金、最高1000平米3年租金补贴，最高给予1亿元资助。",
        ["最高1000万元 <= 10000000 CNY", "最高1000平米 <= 1000 m2", "3年 = 3 year", "最高给予1亿元 <= 100000000 CNY"],
    ),
    (
        "未来5年，将培育3个千亿企业、300个专精特新企业",
        ["3个千亿企业 = 3 count of ^ 100000000000 bare", "300个 = 300 count"],
    ),
    ("将用三年时间推广百项应用场景及解决方案", ["三年 = 3 year", "百项应用场景 = 100 count"]),
    ("打造国内一流的千亿级虚拟现实产业高地", ["千亿级 ^ 100000000000 bare"]),
    (
        "最高将给予100万元租房补贴、500万元购置补贴，争取在5年内培育10-15家企业。",
        ["最高将给予100万元 <= 1000000 CNY", "500万元 = 5000000 CNY", "5年内 <= 5 year", "10-15家企业 10 .. 15 count"],
    ),
    ("营收上亿元的元宇宙企业", ["上亿元 >= 100000000 CNY"]),
    ("增加值占地区生产总值12.8%以上。", ["12.8%以上 >= 12.8 percent"]),
    ("以及相关领域的十余家公司", ["十余家公司 > 10 count"]),
    ("和18个大数据产业园建设，产业规模突破1000亿元；", ["18个 = 18 count", "突破1000亿元 > 100000000000 CNY"]),
    ("market size will reach 126.35 billion yuan in 2027.", ["126.35 billion yuan = 126350000000 CNY"]),
    (
        "an area of more than 400 square meters, a subsidy of 200,000 yuan, not less than three years",
        [
            "more than 400 square meters > 400 m2",
            "200,000 yuan = 200000 CNY",
            "not less than three years >= 3 year",
        ],
    ),
    (
        "Create 10 leading companies and 50+ demonstration application scenarios, and two characteristic parks",
        [
            "10 leading companies = 10 count",
            "50+ demonstration application scenarios >= 50 count",
            "two characteristic parks = 2 count",
        ],
    ),
    ("support of up to 100 million yuan.", ["up to 100 million yuan <= 100000000 CNY"]),
    ("a maximum of 100 million yuan will be given", ["a maximum of 100 million yuan <= 100000000 CNY"]),
    ("accounts for more than 12.8% of the regional GDP", ["more than 12.8% > 12.8 percent"]),
    (
        "support 7 Hubei laboratories, and build 10 smart factories",
        ["7 Hubei laboratories = 7 count", "10 smart factories = 10 count"],
    ),
    (
        "gathers more than 200 local Korean companies",
        ["more than 200 local Korean companies > 200 count"],
    ),
    ("there have been over 12,000 trademark applications", ["over 12,000 trademark applications > 12000 count"]),
    ("a scale of 10 billion yuan in related industries by 2026", ["10 billion yuan = 10000000000 CNY"]),
    ("business revenue to exceed 20 billion yuan.", ["to exceed 20 billion yuan > 20000000000 CNY"]),
    ("Create 3 typical Metaverse application scenarios", ["3 typical Metaverse application scenarios = 3 count"]),
    ("will cultivate 3 hundred billion enterprises and 300 specialized firms", ["300 specialized firms = 300 count"]),
    ("create a batch of hundreds of 100 million yuan service industry", []),
]


@pytest.mark.parametrize(("text", "figures"), PASSAGES, ids=[row[0][:24] for row in PASSAGES])
def test_figures_of_a_passage_are_found(text: str, figures: list[str]) -> None:
    found = find_quantities(text)
    assert [f"{text[f.start : f.end]} {short(f.quantity)}" for f in found] == figures
    assert [f.quantity for f in found] == [parse_quantity(text[f.start : f.end]) for f in found]


NO_FIGURES = """
第十七届人民代表大会第一次会议
市委十二届十四次全会
“十四五”数字经济发展规划
“1+4+N”虚拟现实产业区域布局
“一核三基地”数字经济发展格局
实施“6个一”工程
“京保协作五个一”行动
6G通信、5G-A、3D引擎、4K/8K超高清
打造一批示范项目、一支基金、一个研究平台
组建一个产业联盟
若干政策
三年行动计划（2022-2024年）
2021年12月21日，1月8日
二〇二二年第三季度
2022年以来，到2025年底
未来5年
20省市公布路线图
7大核心技术、6大方面
海南省三亚市与四川成都
济南等四市联动
2022太湖湾科创带创新大会
国内一流的一体化新模式
世界500强企业
电话0571-12345678，13812345678
2022-02-24T21:57:40+08:00
http://example.org/spider20220624/121/w581h340/ea11.jpg
〔2022〕15号，3号文
20世纪90年代
the first meeting of the 17th People’s Congress
during the “14th Five-Year Plan” period
At the 2022 Taihu Bay Conference
On January 11, 2022 and January 10th and 11th
Since 2022, by 2025
In mid-November 2021
a three-year action plan
in the next five years
one core and three bases
5G-A/6G, 10G optical network, 3D engine
local two sessions, five dimensions
a number of enterprises, several firms
Industry 4.0, Web3, COVID-19, version 2.1.3
Fortune 500, top 10
"""


@pytest.mark.parametrize("text", NO_FIGURES.strip().splitlines())
def test_what_is_no_figure_is_left_alone(text: str) -> None:
    assert [found.quantity.written for found in find_quantities(text)] == []


# --- writing ---


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("3500亿元", "3500亿元", "CNY 350 billion"),
        ("突破3500亿元", "超过3500亿元", "more than CNY 350 billion"),
        ("1263.5亿元", "1263.5亿元", "CNY 126.35 billion"),
        ("EUR 1,250.50", "1250.5欧元", "EUR 1,250.50"),
        ("0.8 yuan per kWh", "每千瓦时0.8元", "CNY 0.80 per kWh"),
        ("EUR 1.5 million", "150万欧元", "EUR 1.5 million"),
        ("每年20万元", "每年20万元", "CNY 200,000 a year"),
        ("1万亿元", "1万亿元", "CNY 1 trillion"),
        ("5000元", "5000元", "CNY 5,000"),
        ("35亿美元", "35亿美元", "USD 3.5 billion"),
        ("不少于三年", "不少于3年", "at least 3 years"),
        ("1年", "1年", "1 year"),
        ("12.8%以上", "不低于12.8%", "at least 12.8%"),
        ("每平方米50元", "每平方米50元", "CNY 50 per m²"),
        ("每家企业每年20万元", "每家企业每年20万元", "CNY 200,000 per firm a year"),
        ("400平方米", "400平方米", "400 m²"),
        ("10家", "10个", "10 items"),
        ("10-15家", "10—15个", "10–15 items"),
        ("4000亿元至5000亿元", "4000—5000亿元", "CNY 400–500 billion"),
        ("千亿元级", "千亿元级", "order of CNY 100 billion"),
        ("数百家", "数百个", "hundreds of items"),
        ("3个千亿元级企业", "3个千亿元级企业", "3 firms of the order of CNY 100 billion each"),
        ("10家营收超亿元企业", "10个规模超过1亿元的企业", "10 firms of more than CNY 100 million each"),
    ],
)
def test_a_figure_is_written_natively(text: str, zh: str, en: str) -> None:
    quantity = parse_quantity(text)
    assert (format_quantity(quantity, "zh"), format_quantity(quantity, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("language", "wording"),
    [("de", "at most EUR 2.5 billion"), ("ko", "at most EUR 2.5 billion"), ("zh-CN", "不超过25亿欧元")],
)
def test_readers_of_other_languages_have_english_figures(language: str, wording: str) -> None:
    assert format_quantity(parse_quantity("不超过25亿欧元"), language) == wording


@pytest.mark.parametrize(
    ("text", "language", "noun", "wording"),
    [
        ("超过3500亿元", "en", None, Wording("more than", "CNY 350 billion", "")),
        ("超过3500亿元", "zh", None, Wording("超过", "3500亿元", "")),
        ("每年20万元", "en", None, Wording("", "CNY 200,000", "a year")),
        ("每年20万元", "zh", None, Wording("", "20万元", "每年")),
        ("10家", "en", ("firm", "firms"), Wording("", "10 firms", "")),
        ("1家", "en", ("firm", "firms"), Wording("", "1 firm", "")),
        ("10家", "en", None, Wording("", "10", "")),
        ("10家", "zh", ("家",), Wording("", "10家", "")),
        ("10-15家", "en", ("firm", "firms"), Wording("", "10–15 firms", "")),
        ("10-15家", "zh", ("家",), Wording("", "10—15家", "")),
        ("千亿元级", "en", None, Wording("order of", "CNY 100 billion", "")),
        ("千亿元级", "zh", None, Wording("", "千亿元级", "")),
        ("3个千亿元级企业", "zh", ("家",), Wording("", "3家千亿元级企业", "")),
        ("数百家", "en", ("firm", "firms"), Wording("", "hundreds of firms", "")),
    ],
)
def test_a_figure_is_worded_in_parts(text: str, language: str, noun: tuple[str, ...] | None, wording: Wording) -> None:
    assert word_quantity(parse_quantity(text), language, noun) == wording


NUMBERS = st.one_of(
    st.integers(1, 2000),
    st.builds(lambda digits, power: digits * Decimal(10) ** power, st.integers(1, 9999), st.integers(-2, 12)),
    st.integers(1, 10**13),
).map(lambda number: Decimal(f"{Decimal(number):f}"))


@st.composite
def quantities(draw: st.DrawFn, *, sized: bool = True) -> Quantity:
    comparator = draw(st.sampled_from(list(Comparator)))
    unit = draw(st.sampled_from([None, "CNY", "USD", "JPY", "VND", *(unit.id for unit in units.UNITS)]))
    numbers = st.integers(1, 999).map(Decimal) if unit == "year" else NUMBERS
    low: Decimal | None
    high: Decimal | None
    low, high = sorted((draw(numbers), draw(numbers)))
    match comparator:
        case Comparator.EXACTLY:
            high = low
        case Comparator.AT_LEAST | Comparator.MORE_THAN:
            high = None
        case Comparator.AT_MOST | Comparator.LESS_THAN:
            low = None
        case Comparator.ORDER_OF_MAGNITUDE:
            low = draw(st.one_of(st.just(max(low, Decimal(10))), st.integers(1, 13).map(lambda n: Decimal(10) ** n)))
            high = next_power(low)
        case _:
            pass
    size = None
    if sized and unit == "count" and draw(st.booleans()):
        money = draw(st.sampled_from(["CNY", "USD"]))
        size = replace(draw(quantities(sized=False)), unit=money, per=None, each=None)
    per = draw(st.sampled_from([None, *units.TIMES]))
    each = draw(st.sampled_from([None, "m2", "mu", "kWh", *(thing for thing, *_ in units.THINGS)]))
    return Quantity("", low, high, unit, comparator, per, each, size)


def unwritten(quantity: Quantity) -> Quantity:
    return replace(quantity, written="", size=quantity.size and replace(quantity.size, written=""))


@settings(max_examples=100, deadline=None)
@given(quantities(), st.sampled_from(["zh", "en"]))
def test_a_written_figure_is_read_back(quantity: Quantity, language: str) -> None:
    assert unwritten(parse_quantity(format_quantity(quantity, language))) == quantity


@settings(max_examples=100, deadline=None)
@given(
    st.text(alphabet="0123456789.,%亿万千百十三五元家个年月每超过以上级-—至余+企业 abcdefmnoprtuy$¥/（）", max_size=16)
)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        quantity: Quantity | None = parse_quantity(text)
    except WrongTextError as raised:
        quantity, wrong = None, raised
    if quantity is None:
        assert wrong.code.startswith("quantity/")
        assert 0 <= wrong.start <= len(text)
    else:
        assert quantity.minimum is not None or quantity.maximum is not None
    for found in find_quantities(text):
        assert unwritten(parse_quantity(text[found.start : found.end])) == unwritten(found.quantity)
