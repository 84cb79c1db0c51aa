"""What the benchmark's records are made of: metrics, kinds of support, sentences in English and Chinese.

Owns phrasing only: as sources write figures, and as curators write about them. Every act is invented.
"""

from __future__ import annotations

from typing import NamedTuple


class Metric(NamedTuple):
    """`zh` and `en` are sentences of a source; `value` is the figure in `zh`, with `{n}` for how many `factor`.

    `{m}` is the whole of it in base units.

    `alone`: the figure's own words are telling enough to be evidence without the sentence around them.
    """

    id: str
    label: str
    value: str
    zh: str
    en: str
    factor: int
    steps: tuple[int, int, int]
    alone: bool = True


METRICS = (
    Metric("industry-scale", "Industry scale", "超过{n}亿元", "储能产业规模超过{n}亿元",
           "an industry of more than CNY {m}", 100_000_000, (20, 900, 10)),
    Metric("installed-capacity", "Installed capacity", "{n}万千瓦以上", "新型储能装机规模达{n}万千瓦以上",
           "at least {m} kW of new energy storage", 10_000, (10, 600, 5)),
    Metric("demonstration-projects", "Demonstration projects", "{n}个", "建成{n}个储能示范项目",
           "{n} demonstration projects of energy storage", 1, (3, 60, 1), alone=False),
    Metric("leading-enterprises", "Leading enterprises", "{n}家", "培育{n}家储能龙头企业",
           "{n} leading firms of energy storage", 1, (2, 40, 1), alone=False),
    Metric("storage-stations", "Storage stations", "{n}座", "建设独立储能电站{n}座",
           "{n} storage stations that stand alone", 1, (2, 50, 1), alone=False),
    Metric("investment", "Investment", "{n}亿元以上", "累计完成投资{n}亿元以上",
           "investment of CNY {m} or more", 100_000_000, (15, 700, 5)),
    Metric("annual-growth", "Annual growth", "{n}%", "储能产业年均增长{n}%以上",
           "growth of the industry by {n}% a year", 1, (8, 45, 1), alone=False),
    Metric("jobs", "Jobs", "{n}人以上", "带动就业{n}人以上",
           "at least {m} jobs", 1, (300, 9000, 100)),
)  # fmt: skip


class Kind(NamedTuple):
    """A kind of support: the sentence of the source, and its terms as the record writes them.

    `{p}` percent, `{n}` times CNY 10,000 (`{m}` the whole of it), `{y}` years, `{s}` square metres.
    """

    id: str
    label: str
    zh: str
    en: str
    terms: tuple[str, ...]


KINDS = (
    Kind("rent", "Rent support", "租金补贴{p}%，每年最高{n}万元，补贴期限不超过{y}年",
         "{p}% of the rent, at most CNY {m} a year, for no more than {y} years",
         ("rate: {p}%", "cap: 每年最高{n}万元", "duration: 不超过{y}年")),
    Kind("operating", "Operating support", "面积{s}平方米以上的载体，给予每年{n}万元运营补贴，补贴不少于{y}年",
         "CNY {m} a year for spaces of {s} square metres or more, for at least {y} years",
         ("amount: 每年{n}万元", "threshold: '{s}平方米以上'", "duration: 不少于{y}年")),
    Kind("research", "Research support", "按研发投入的{p}%给予补助，最高{n}万元",
         "{p}% of the spending on research, at most CNY {m}",
         ("rate: {p}%", "cap: 最高{n}万元")),
    Kind("loan-interest", "Loan interest support", "按贷款利息的{p}%给予贴息，每年最高{n}万元，贴息不超过{y}年",
         "{p}% of the interest on loans, at most CNY {m} a year, for no more than {y} years",
         ("rate: {p}%", "cap: 每年最高{n}万元", "duration: 不超过{y}年")),
    Kind("award", "Award", "对获评示范项目的企业一次性奖励{n}万元",
         "a single award of CNY {m} to firms whose project is named a demonstration",
         ("amount: {n}万元\n        written: 一次性奖励{n}万元",)),
    Kind("purchase", "Purchase support", "购置自用厂房的按价格的{p}%补贴，最高{n}万元",
         "{p}% of the price of workshops bought for own use, at most CNY {m}",
         ("rate: {p}%", "cap: 最高{n}万元")),
)  # fmt: skip

BENEFICIARIES = (
    ("newly registered firms of energy storage", "新注册的储能企业"),
    ("operators of storage stations connected to the grid", "并网储能电站的运营主体"),
    ("makers of cells, converters and control systems", "电芯、变流器和控制系统的生产企业"),
    ("firms and institutes that share a laboratory", "共建实验室的企业和研究机构"),
    ("parks that host at least ten firms", "入驻企业不少于十家的园区"),
)
CONDITIONS = (
    ("registered in the area and paying tax there", "在本地注册并依法纳税"),
    ("in operation for at least two years", "投运满两年"),
    ("no safety accident in the year before", "上一年度未发生安全事故"),
    ("connected to the monitoring platform", "接入监测平台"),
)
INSTRUMENTS = (
    ("measures", "Measures of {place} for the Support of New Energy Storage", "{place}支持新型储能发展若干措施"),
    ("plan", "Plan of {place} for New Energy Storage", "{place}新型储能发展规划"),
    ("action-plan", "Action Plan of {place} for Energy Storage and Solar Power", "{place}储能与光伏融合发展行动方案"),
    (
        "opinions",
        "Opinions of {place} on the Healthy Growth of Energy Storage",
        "{place}关于促进储能健康发展的实施意见",
    ),
    ("notice", "Notice of {place} on Demonstration Projects of Energy Storage", "{place}关于组织储能示范项目的通知"),
)
ISSUERS = (
    ("Development and Reform Commission", "发展和改革委员会"),
    ("Energy Bureau", "能源局"),
    ("Bureau of Industry and Information Technology", "工业和信息化局"),
)
THEMES = (
    "industry parks", "funding", "talent", "research", "standards", "grid connection", "safety",
)  # fmt: skip

EN = (
    "{place} wants storage to be built **where the grid is weakest**, and names the substations that come first.",
    "The act follows a draft that firms and residents could comment on for thirty days.",
    "Money is paid after an inspection, not before, and is paid back when a station stands still for half a year.",
    "Stations must report what they store and deliver every quarter to the [monitoring platform]({link}).",
    "A firm may draw on one kind of support only, whichever is higher, and on no other budget for the same cost.",
    "The bureau publishes the list of recipients once a year, with the sum that each of them was paid.",
    "Land for stations is set aside in the plan of the area, so that **permits take less than twenty days**.",
    "Small users may join into a virtual power plant and sell what they can shift to the evening.",
    "Batteries from vehicles may be used again where a laboratory has found them safe.",
    "The sum for each year depends on the budget, and late applications move to the next one.",
    "Universities of the province are asked to train {n} technicians a year for the new stations.",
    "What was promised for {year} is checked by an independent institute, whose [report]({link}) is public.",
    "Compressed air and flow batteries are named beside lithium, without a share for either.",
    "The grid company has to connect a station within {n} days after it was found in order.",
    "Where two acts offer the same support the newer one holds, says the last article.",
)
EN_ITEMS = (
    "a licence, and an address in {place}",
    "the contract with the grid company, **signed and dated**",
    "a plan for fire safety that the brigade has agreed to",
    "bills or statements of account of the last {n} months",
    "a statement that no other support was drawn, on the [form of the bureau]({link})",
    "the meter data of the station, hour by hour",
)
EN_ROWS = (
    "preparation and sites", "first stations on the grid", "half of the capacity at work",
    "the review by the institute", "all stations at work",
)  # fmt: skip
ZH = (
    "{place}提出在**电网薄弱环节**优先布局储能，并列出首批变电站名单。",
    "文件在公开征求意见三十天后印发，企业和居民均可提出意见。",
    "资金在验收合格后拨付，电站停运满半年的应当退回。",
    "电站按季度向[监测平台]({link})报送充放电数据。",
    "同一企业只能享受一项支持，按**就高不重复**的原则执行。",
    "主管部门每年公布获得支持的单位名单及金额。",
    "储能用地纳入国土空间规划，审批时限压缩到二十天以内。",
    "鼓励小用户聚合成虚拟电厂，参与晚高峰调节。",
    "经检测合格的退役动力电池可以梯次利用。",
    "每年资金规模以预算为准，逾期申报的转入下一年度。",
    "支持省内高校每年培养{n}名储能技术人员。",
    "到{year}年的完成情况由第三方机构评估，[报告]({link})向社会公开。",
    "压缩空气和液流电池与锂电池并列，没有规定各自的比例。",
    "电网企业在验收后{n}天内完成并网。",
    "与此前文件不一致的，以新文件为准。",
)
ZH_ITEMS = (
    "营业执照，注册地在{place}",
    "与电网企业签订的合同，**须签字盖章**",
    "经消防部门认可的安全方案",
    "最近{n}个月的账单或者对账单",
    "未享受其他支持的说明，按[主管部门格式]({link})填写",
    "电站逐小时的计量数据",
)
ZH_ROWS = ("前期准备与选址", "首批电站并网", "一半容量投运", "第三方评估", "全部电站投运")

#: What stands between the figures in an article: the same thing said in Chinese and in English.
FILLER = (
    ("文件自发布之日起施行，由当地主管部门负责解释。", "It takes effect on the day it was published."),
    ("有关负责人表示，将按季度调度项目进展。", "An official said that projects would be looked at every quarter."),
    ("多家企业表示，希望并网流程更加透明。", "Several firms said that they hoped for a clearer way to the grid."),
    ("据介绍，相关部门此前已走访数十家企业。", "The bureau is said to have visited dozens of firms before."),
    ("业内人士认为，收益机制仍有待完善。", "People in the trade think that rules on earnings are still wanting."),
    ("申报材料由县级部门初审后逐级上报。", "Papers are looked through by the county first and then handed up."),
)  # fmt: skip
_TENS = "一二三四五六七八九"
NUMERALS = (*_TENS, "十", *(f"十{numeral}" for numeral in _TENS), "二十")
