"""The example by which a subsidy is explained: its figures, its lines, and where there is none."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from policygen.site.messages import Messages
from policygen.site.pages import plan_site
from policygen.site.pages.workings import GAPS, just_above, make_example
from policygen.site.views import ExampleView
from tests.subsidies import Offer, read_offers
from tests.test_documentation import ESTIMATOR

JIANGNING = Offer(
    "operating",
    "400平方米以上每年20万元，每增加100平方米再给5万元，不少于三年",
    ("threshold: 400平方米以上", "amount: 每年20万元", "{step: 每增加100平方米, adds: 5万元}", "duration: 不少于三年"),
)


def example(tmp_path: Path, offer: Offer, language: str = "en") -> ExampleView | None:
    library, [subsidy] = read_offers(tmp_path, [offer])
    messages = Messages(language)
    plan = plan_site(library, date(2026, 11, 20), {"en": messages, "zh": messages})
    [page] = [page for page in plan.pages if page.kind == "policy" and page.language == language][:1]
    from policygen.site.pages.sheet import Sheet

    return make_example(Sheet(plan.shelf, plan.routes, messages, page.route, "policy"), subsidy)


def test_an_example_is_just_above_the_threshold_and_two_steps_on(tmp_path: Path) -> None:
    found = example(tmp_path, JIANGNING)
    assert found is not None
    assert found.told == "For example, floor area 600 m²: CNY 300,000 a year, at least CNY 900,000 in total"
    assert [(line.label, line.letter, line.formula) for line in found.lines] == [
        ("from", "a", "600 m² > 400 m²"),
        ("amount", "b", "CNY 200,000 a year"),
        ("for more", "c", "(600 m² − 400 m²) ÷ 100 m² = 2"),
        ("for more", "c", "2 × CNY 50,000 = CNY 100,000"),
        ("together", "", "CNY 200,000 + CNY 100,000 = CNY 300,000 a year"),
        ("for how long", "d", "at least 3 years × CNY 300,000 a year = at least CNY 900,000"),
    ]
    assert found.gaps == ()


@pytest.mark.parametrize(
    ("offer", "told"),
    [
        (
            Offer("rent", "租金的50%，3年", ("rate: 50%", "duration: 3年")),
            "For example, floor area 500 m² and rent CNY 100 per m² a month: "
            "CNY 300,000 a year, CNY 900,000 in total",
        ),
        (
            Offer("loan-interest", "利息的50%", ("rate: 50%",)),
            "For example, loan CNY 1 million and interest paid 5% a year: CNY 25,000 a year",
        ),
        (
            Offer("award", "投资额5000万元以上，奖励8%", ("threshold: 5000万元以上", "{rate: 8%, on: investment}")),
            "For example, investment CNY 60 million: CNY 4.8 million",
        ),
        (
            Offer("talent", "一次性补贴每人1万元", ("amount: 每人1万元",)),
            "For example, number (per person) 10: CNY 100,000, paid once",
        ),
        (Offer("operating", "每年20万元，3年", ("amount: 每年20万元", "duration: 3年")),
         "Worked out: CNY 200,000 a year, CNY 600,000 in total"),
        (Offer("award", "奖励20万元", ("amount: 20万元",)), None),
        (Offer("award", "最高500万元", ("cap: 最高500万元",)), None),
        (Offer("fund", "百亿级基金", ("amount: 百亿级",)), None),
        (Offer("rent", "最高1000平米租金补贴", ("area cap: 最高1000平米",)), None),
    ],
)  # fmt: skip
def test_an_example_has_what_the_terms_ask_for(tmp_path: Path, offer: Offer, told: str | None) -> None:
    found = example(tmp_path, offer)
    assert (found.told if found else None) == told


@pytest.mark.parametrize(("size", "above"), [(400, 500), (1200, 1300), (50_000_000, 60_000_000), (0, 1), (7, 8)])
def test_a_round_number_is_just_above(size: int, above: int) -> None:
    assert just_above(Fraction(size)) == above


def test_every_gap_has_its_words() -> None:
    assert sorted(GAPS) == sorted(
        line.split("`")[1] for line in ESTIMATOR.partition("## What is open")[2].splitlines() if line.startswith("| `")
    )
