"""Rewrites the test vectors of the estimator: python scripts/estimates.py. Read the difference before you commit it.

Each vector is a subsidy as a curator writes it, what a firm says, and what the estimator in Python makes of it; the one
in JavaScript is held to the same. The forms of terms are gone through one beside the other: every sum with every kind
of ceiling and duration, and every rule of docs/estimator.md beside.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from fractions import Fraction
from itertools import cycle, islice
from pathlib import Path
from typing import Any, Final

from policygen.model.amounts import Figure, Line, format_amount
from policygen.model.estimates import Estimate, evaluate
from policygen.model.holdings import Facts
from policygen.model.reckoning import settle
from policygen.site.estimating import plain_bases, plain_rules, plain_writing
from tests.subsidies import Offer, read_offers

VECTORS: Final = Path(__file__).parents[1] / "tests/estimates/vectors.json"

#: Sums: kind, the words of the source, the term.
_SUMS: Final = (
    ("operating", "每年20万元运营补贴", "amount: 每年20万元"),
    ("award", "一次性奖励50万元", "amount: 50万元"),
    ("award", "奖励50万元", "amount: 50万元"),
    ("award", "每年给予奖励30万元", "amount: 30万元"),
    ("operating", "每月1.5万元", "amount: 每月1.5万元"),
    ("operating", "每季度6万元", "amount: 每季度6万元"),
    ("award", "每家企业30万元", "amount: 每家企业30万元"),
    ("rent", "每平方米每月30元租金补贴", "amount: 每平方米每月30元"),
    ("purchase", "每平方米1000元购房补贴", "amount: 每平方米1000元"),
    ("talent", "每人1万元", "amount: 每人1万元"),
    ("research", "每个项目50万元", "amount: 每个项目50万元"),
    ("award", "约20万元", "amount: 约20万元"),
    ("award", "10—20万元", "amount: 10—20万元"),
    ("award", "不低于20万元", "amount: 不低于20万元"),
    ("award", "奖励最高20万元", "amount: 最高20万元"),
    ("award", "百万级奖励资金", "{amount: 百万级}"),
    ("rent", "租金的50%", "rate: 50%"),
    ("rent", "租金补贴不超过50%", "rate: 不超过50%"),
    ("purchase", "购房款的10%", "rate: 10%"),
    ("loan-interest", "利息的50%", "rate: 50%"),
    ("research", "研发投入的15%—20%", "rate: 15%—20%"),
    ("award", "固定资产投资的8%", "{rate: 8%, on: investment}"),
    ("award", "按20%给予奖励", "rate: 20%"),
    ("rent", "分三档补贴租金（50%，70%，100%）", "tiers: （50%，70%，100%）"),
    ("award", "分别奖励100万元、50万元、30万元", "tiers: 100万元、50万元、30万元"),
    ("rent", "第一年100%，第二年50%", "tiers: [{value: 100%, when: the first year}, {value: 50%, when: the second}]"),
    (
        "award",
        "营收达到1亿元、5亿元的分别奖励50万元、100万元",
        "tiers: [{value: 100万元, threshold: 5亿元, on: revenue}, {value: 50万元, threshold: 1亿元, on: revenue}]",
    ),
)
_CAPS: Final = (
    ("", ""),
    ("最高100万元", "cap: 最高100万元"),
    ("每年最高12万元", "cap: 每年最高12万元"),
    ("累计最高45万元", "cap: 最高45万元"),
    ("每年最高12万元，累计最高30万元", "cap: 每年最高12万元\n      - cap: 最高30万元"),
    ("每平方米每月最高40元", "cap: 每平方米每月最高40元"),
    ("单个项目最高15万元", "cap: {max: 150000, unit: CNY, each: project, written: 单个项目最高15万元}"),
)
_DURATIONS: Final = (
    ("", ""),
    ("连续3年", "duration: 3年"),
    ("补贴不超过3年", "duration: 不超过3年"),
    ("不少于三年", "duration: 不少于三年"),
    ("为期18个月", "duration: 18个月"),
    ("为期6个月", "duration: 6个月"),
    ("2—3年", "duration: 2—3年"),
)
_SIZES: Final = (
    ("", ""),
    ("面积400平方米以上", "threshold: 400平方米以上"),
    ("面积超过400平方米", "threshold: 超过400平方米"),
    ("固定资产投资5000万元以上", "threshold: 5000万元以上"),
    ("员工50人以上", "threshold: 50人以上"),
    ("面积不超过1000平方米", "area cap: 不超过1000平方米"),
    ("实缴资本1000万元以上", "threshold: 1000万元以上"),
)
#: What rules there are beside sums: kind, the words of the source, the terms.
_OTHERS: Final = (
    (
        "operating",
        "面积400平方米以上，每年20万元，每增加100平方米再给5万元，不少于三年",
        (
            "threshold: 400平方米以上",
            "amount: 每年20万元",
            "{step: 每增加100平方米, adds: 5万元}",
            "duration: 不少于三年",
        ),
    ),
    (
        "operating",
        "面积400平方米以上，每年20万元，每增加100平方米再给5万元，每年最高30万元",
        (
            "threshold: 400平方米以上",
            "amount: 每年20万元",
            "{step: 每增加100平方米, adds: 5万元, parts: left out}",
            "cap: 每年最高30万元",
        ),
    ),
    (
        "operating",
        "20万元，500平方米以上每超过100平方米增加2万元",
        ("amount: 20万元", "{step: 每超过100平方米, from: 500平方米以上, adds: 2万元, parts: counted whole}"),
    ),
    (
        "operating",
        "20万元，500平方米以上每超过100平方米增加2万元，面积不超过620平方米",
        (
            "amount: 20万元",
            "{step: 每超过100平方米, from: 500平方米以上, adds: 2万元, parts: in proportion}",
            "area cap: 不超过620平方米",
        ),
    ),
    ("operating", "20万元，每增加100平方米2万元", ("amount: 20万元", "{step: 每增加100平方米, adds: 2万元}")),
    (
        "award",
        "研发投入500万元以上的奖励10%，研发投入每增加100万元提高1%",
        (
            "{threshold: 500万元以上, on: research spending}",
            "{rate: 10%, on: research spending}",
            "{step: 每增加100万元, on: research spending, adds: 1%}",
        ),
    ),
    (
        "loan-interest",
        "贷款最高1000万元，利息的50%，不超过2年",
        ("{cap: 最高1000万元, on: loan}", "rate: 50%", "duration: 不超过2年"),
    ),
    ("loan-interest", "最高1000万元贷款额度贴息", ("{cap: 最高1000万元, on: loan}",)),
    ("rent", "最高1000平米3年租金补贴", ("area cap: 最高1000平米", "duration: 3年")),
    (
        "rent",
        "租金每平方米每月不超过50元，补贴30%，面积不超过800平方米",
        ("{cap: 每平方米每月不超过50元, on: rent}", "rate: 30%", "area cap: 不超过800平方米"),
    ),
    (
        "purchase",
        "购房款的10%，面积不超过800平方米，最高300万元",
        ("rate: 10%", "area cap: 不超过800平方米", "cap: 最高300万元"),
    ),
    ("award", "最高500万元", ("cap: 最高500万元",)),
    ("award", "每年最高500万元，不超过3年", ("cap: 每年最高500万元", "duration: 不超过3年")),
    ("award", "累计最高500万元", ("cap: 最高500万元",)),
    ("award", "一次性最高500万元", ("cap: 最高500万元",)),
    ("fund", "设立百亿级基金", ("amount: 百亿级",)),
    ("fund", "基金规模20亿元，企业营收1亿元以上", ("amount: 20亿元", "{threshold: 1亿元以上, on: revenue}")),
    ("award", "奖励20万元和30万元", ("amount: 20万元", "amount: 30万元")),
    (
        "award",
        "每年10万元，另一次性奖励50万元，最高80万元",
        ("amount: 每年10万元", "amount: 50万元", "cap: 最高80万元"),
    ),
    ("award", "每年10万元，一次性奖励50万元，3年", ("amount: 每年10万元", "amount: 50万元", "duration: 3年")),
    ("award", "奖励20万元，最高3万美元", ("amount: 20万元", "cap: 最高3万美元")),
    ("award", "每天500元", ("amount: 每天500元",)),
    ("award", "奖励100万元", ("{amount: 100万元, time: year}",)),
    ("award", "海外销售额达到1000万元奖励2%", ("{threshold: 1000万元, on: exports}", "{rate: 2%, on: exports}")),
    (
        "award",
        "投资1亿元以上5亿元以下的奖励100万元",
        (
            "{on: investment, threshold: {min: 100000000, max: 500000000, unit: CNY, comparator: between, "
            "written: 1亿元以上5亿元以下}}",
            "amount: 100万元",
        ),
    ),
    ("rent", "3家企业以上，租金的30%", ("threshold: 3家", "rate: 30%")),
    (
        "award",
        "营收1亿—5亿元奖励10万元，员工分档",
        (
            "tiers: [{value: 10万元, threshold: {min: 100000000, max: 500000000, unit: CNY, written: 1亿—5亿元}, "
            "on: revenue}]",
        ),
    ),
    ("research", "研发投入的10%", ("rate: 10%",)),
    ("rent", "租金的三分之一按33.3%，3年", ("rate: 33.3%", "duration: 3年")),
)

_EVERYTHING: Final = {
    "area": "650", "rent": "60", "purchase-price": "20000000", "loan": "15000000", "interest": "4.35",
    "investment": "60000000", "research-spending": "8000000", "revenue": "300000000", "staff": "80",
    "exports": "12000000", "number:project": "2", "number:person": "12", "number:day": "20",
}  # fmt: skip
#: What firms say: currency, values, chosen tiers.
_FIRMS: Final[tuple[tuple[str, dict[str, str], dict[int, int]], ...]] = (
    ("CNY", _EVERYTHING, {}),
    ("CNY", {}, {}),
    (
        "CNY",
        {
            **_EVERYTHING,
            "area": "400",
            "rent": "45.5",
            "investment": "50000000",
            "revenue": "90000000",
            "research-spending": "8000000.25",
        },
        {0: 1},
    ),
    ("CNY", {**_EVERYTHING, "area": "1250.5", "years": "2", "revenue": "700000000", "loan": "8000000"}, {0: 0}),
    ("KRW", _EVERYTHING, {}),
    ("CNY", {"area": "300", "rent": "1/3", "years": "5"}, {}),
)


def offers() -> Iterator[Offer]:
    """The subsidies of the vectors."""
    caps, durations, sizes, others = cycle(_CAPS), cycle(_DURATIONS), cycle(_SIZES), cycle(_DURATIONS[1:])
    for kind, text, term in _SUMS:
        for cap in _CAPS:
            yield _offer(kind, text, term, cap, next(durations), next(sizes))
        # the lists are as long as each other, so that another start sets others side by side
        next(durations)
        for duration in islice(others, 3):
            yield _offer(kind, text, term, next(caps), duration, ("", ""))
    for kind, text, terms in _OTHERS:
        yield Offer(kind, text, terms)


def _offer(kind: str, text: str, term: str, *others: tuple[str, str]) -> Offer:
    given = [other for other in others if other[0]]
    return Offer(kind, "，".join([text, *(words for words, _ in given)]), (term, *(more for _, more in given)))


def make_vectors() -> dict[str, Any]:
    """The vectors, and how amounts are written in both languages."""
    with tempfile.TemporaryDirectory() as folder:
        listed = list(offers())
        library, subsidies = read_offers(Path(folder), listed)
    rules = [settle(subsidy, library.vocabulary) for subsidy in subsidies]
    firms = cycle(_FIRMS)
    cases = []
    for number, (offer, found) in enumerate(zip(listed, rules, strict=True)):
        tried = _FIRMS if number >= len(listed) - len(_OTHERS) else tuple(islice(firms, 2))
        cases.append(
            {
                "source": f"{offer.kind}: {offer.text}",
                "rules": plain_rules(found),
                "tries": [_try(found, *firm) for firm in tried],
            }
        )
    return {
        "bases": plain_bases(library.vocabulary.bases.values()),
        "writing": {language: plain_writing(language, rules, ("CNY", "KRW", "USD")) for language in ("en", "zh")},
        "cases": cases,
    }


def _try(rules: Any, currency: str, values: dict[str, str], choices: dict[int, int]) -> dict[str, Any]:
    estimate = evaluate(rules, Facts(currency, {name: Fraction(value) for name, value in values.items()}, choices))
    return {"currency": currency, "values": values, "choices": choices, "estimate": plain_estimate(estimate)}


def plain_estimate(estimate: Estimate) -> dict[str, Any]:
    """The estimate as its twin in JavaScript gives it, but its lines as they are written in both languages."""
    return {
        "status": estimate.status,
        "unit": estimate.unit,
        "year": _plain_figure(estimate.year),
        "lump": _plain_figure(estimate.lump),
        "lump_time": estimate.lump_time,
        "total": _plain_figure(estimate.total),
        "lines": [
            [line.code, line.term, line.base, write_line(line, "en"), write_line(line, "zh"), line.holds]
            for line in estimate.lines
        ],
        "needs": list(estimate.needs),
        "fails": list(estimate.fails),
        "gaps": [[gap.code, gap.term] for gap in estimate.gaps],
    }


def _plain_figure(figure: Figure | None) -> list[Any] | None:
    if figure is None:
        return None
    return [str(figure.low), None if figure.high is None else str(figure.high), figure.about]


def write_line(line: Line, language: str) -> str:
    """A line's members in a row."""
    words = [token if isinstance(token, str) else format_amount(token, language) for token in line.tokens]
    return " ".join(words).replace("( ", "(").replace(" )", ")")


def format_vectors(vectors: dict[str, Any]) -> str:
    """One line for each try, so that a difference is read."""
    cases = []
    for case in vectors["cases"]:
        tries = ",\n    ".join(json.dumps(each, ensure_ascii=False) for each in case["tries"])
        head = json.dumps(case["source"], ensure_ascii=False), json.dumps(case["rules"], ensure_ascii=False)
        cases.append(f'  {{"source": {head[0]},\n   "rules": {head[1]},\n   "tries": [\n    {tries}]}}')
    bases, writing = (json.dumps(vectors[key], ensure_ascii=False) for key in ("bases", "writing"))
    return f'{{"bases": {bases},\n"writing": {writing}' + ',\n"cases": [\n' + ",\n".join(cases) + "\n]}\n"


def main() -> int:
    VECTORS.write_text(format_vectors(make_vectors()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
