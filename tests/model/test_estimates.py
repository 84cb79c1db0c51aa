"""What the estimator makes of terms: by the rules, by hand for every subsidy of the content, and in general."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripts.estimates import VECTORS, format_vectors, make_vectors

from policygen.loader import load_package_data, load_tracker
from policygen.model.amounts import Amount, Figure, exactly, format_amount
from policygen.model.estimates import Estimate, evaluate
from policygen.model.holdings import Facts
from policygen.model.library import Library, read_library
from policygen.model.provenance import Citation, Evidence
from policygen.model.quantities import Comparator, parse_quantities, parse_quantity, parse_step
from policygen.model.reckoning import Rules, settle
from policygen.model.subsidies import Role, Subsidy, Term, Tier
from policygen.model.vocabulary import Vocabulary
from tests.subsidies import Offer, read_offers

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def content() -> Library:
    library, _ = read_library(load_tracker(ROOT), load_package_data())
    assert library is not None
    return library


def facts(currency: str = "CNY", choices: Mapping[int, int] = {}, **values: str) -> Facts:
    return Facts(currency, {name.replace("_", "-"): Fraction(value) for name, value in values.items()}, choices)


def ends(figure: Figure | None) -> tuple[int | None, int | None] | None:
    """A figure as two whole numbers."""
    if figure is None:
        return None
    assert figure.low.denominator == 1
    return int(figure.low), None if figure.high is None else int(figure.high)


def test_the_vectors_are_what_the_estimator_makes() -> None:
    assert VECTORS.read_text(encoding="utf-8") == format_vectors(make_vectors()), "run scripts/estimates.py, and read"


# --- every subsidy of the content, worked by hand from the words of its source ---


class Worked(NamedTuple):
    """What a firm says and what that must come to, as (low, high) a year, once, and over the years."""

    facts: Facts
    status: str
    year: tuple[int | None, int | None] | None = None
    lump: tuple[int | None, int | None] | None = None
    total: tuple[int | None, int | None] | None = None
    gaps: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


BY_HAND: Mapping[str, Sequence[Worked]] = {
    # （50%，70%，100%）三档，每家企业每年补贴面积不超过2000平方米，连续补贴不超过3年.
    "beijing-tongzhou-measures s1": [
        # 500 m² × CNY 60 × 12 months = 360,000 a year; half of it is 180,000, all of it 360,000. At most three years:
        # 3 × 360,000 = 1,080,000 at the most, and no least.
        Worked(facts(area="500", rent="60"), "yes", (180_000, 360_000), None, (0, 1_080_000), ("tier",)),
        # Of 3,000 m² only 2,000 count: 2,000 × 60 × 12 = 1,440,000; from 720,000 to 1,440,000; × 3 = 4,320,000.
        Worked(facts(area="3000", rent="60"), "yes", (720_000, 1_440_000), None, (0, 4_320_000), ("tier",)),
        # Two years only: 2 × 360,000.
        Worked(facts(area="500", rent="60", years="2"), "yes", (180_000, 360_000), None, (0, 720_000), ("tier",)),
        # Without the rent there is no figure.
        Worked(facts(area="500"), "need", None, None, None, ("tier",), ("rent",)),
    ],
    # 打造一支覆盖元宇宙产业的基金: a fund is no grant.
    "beijing-tongzhou-measures s2": [Worked(facts(), "none", gaps=("pool",))],
    # 最高将给予100万元租房补贴: a ceiling alone, whether for a year or for all is not said.
    "guangzhou-huangpu-measures s1": [
        Worked(facts(rent="60", area="500"), "yes", None, (0, 1_000_000), None, ("only-cap",))
    ],
    # 500万元购置办公用房补贴, under the same 最高.
    "guangzhou-huangpu-measures s2": [
        Worked(facts(purchase_price="9"), "yes", None, (0, 5_000_000), None, ("only-cap",))
    ],
    # 最高一亿元资金支持: 1亿 = 100,000,000.
    "hangzhou-future-city-xr-plan s1": [Worked(facts(), "yes", None, (0, 100_000_000), None, ("only-cap",))],
    # 最高1000万元启动资金和研发费用补助: 1000万 = 10,000,000.
    "hangzhou-qiantang-policy s1": [Worked(facts(), "yes", None, (0, 10_000_000), None, ("only-cap",))],
    # 最高1000平米3年租金补贴: which part of the rent is paid the text does not say.
    "hangzhou-qiantang-policy s2": [Worked(facts(area="1500", rent="60"), "none", gaps=("no-share",))],
    # 最高1000万元贷款额度贴息支持: the ceiling is on the loan, and no share of the interest is told.
    "hangzhou-qiantang-policy s3": [Worked(facts(loan="20000000", interest="5"), "none", gaps=("no-share",))],
    # 最高1000万元创业发展资助.
    "hangzhou-qiantang-policy s4": [Worked(facts(), "yes", None, (0, 10_000_000), None, ("only-cap",))],
    # 最高给予1亿元资助.
    "hangzhou-qiantang-policy s5": [Worked(facts(), "yes", None, (0, 100_000_000), None, ("only-cap",))],
    # 面积在400平方米以上的载体，给予每年20万元运营补贴；每增加100平方米再增加给予5万元补贴；补贴年限不少于三年.
    "nanjing-jiangning-measures s1": [
        # 600 m²: two further hundreds, 200,000 + 2 × 50,000 = 300,000 a year; three years at least: 900,000 at least.
        Worked(facts(area="600"), "yes", (300_000, 300_000), None, (900_000, None)),
        # 400 m² itself is taken in (以上): 200,000.
        Worked(facts(area="400"), "yes", (200_000, 200_000), None, (600_000, None)),
        # 399 m² are too few.
        Worked(facts(area="399"), "no"),
        # 650 m²: two whole hundreds and a half, of which the text says nothing: 300,000 or 350,000.
        Worked(facts(area="650"), "yes", (300_000, 350_000), None, (900_000, None), ("part",)),
        # Five years: three are promised, 3 × 300,000; five are the most, 5 × 300,000.
        Worked(facts(area="600", years="5"), "yes", (300_000, 300_000), None, (900_000, 1_500_000)),
        Worked(facts(), "need", (200_000, None), None, (600_000, None), (), ("area",)),
    ],
    # 发起设立百亿级元宇宙新赛道产业基金: an order of magnitude, and a fund.
    "shanghai-metaverse-plan s1": [Worked(facts(), "none", gaps=("pool",))],
}


def test_every_subsidy_of_the_content_is_worked_by_hand(content: Library) -> None:
    found = {f"{policy.id} {each.id}" for policy in content.policies.values() for each in policy.subsidies}
    assert found == set(BY_HAND)


@pytest.mark.parametrize(("name", "worked"), [(name, each) for name, all_ in BY_HAND.items() for each in all_])
def test_a_subsidy_of_the_content(content: Library, name: str, worked: Worked) -> None:
    policy, _, part = name.partition(" ")
    [subsidy] = [each for each in content.policies[policy].subsidies if each.id == part]
    found = evaluate(settle(subsidy, content.vocabulary), worked.facts)
    assert (found.status, ends(found.year), ends(found.lump), ends(found.total)) == worked[1:5]
    assert tuple(gap.code for gap in found.gaps) == worked.gaps
    assert found.needs == worked.needs


def test_what_is_only_counted_is_told_and_is_no_support(content: Library) -> None:
    loan = content.policies["hangzhou-qiantang-policy"].subsidies[2]
    found = evaluate(settle(loan, content.vocabulary), facts(loan="20000000", interest="5"))
    # of 20 million 10 million count, and 5 % of these are 500,000 a year
    last = found.lines[-1].tokens[-1]
    assert isinstance(last, Amount)
    assert (last.figure, last.per) == (exactly(500_000), "year")
    assert (found.year, found.lump, found.needs) == (None, None, ())


# --- what the words of a source say without the record ---


@pytest.mark.parametrize(
    ("offer", "told"),
    [
        (Offer("award", "一次性奖励50万元，每年补贴10万元", ("amount: 50万元",)), ("once", "")),
        (Offer("award", "一次性奖励50万元，每年补贴10万元", ("amount: 10万元",)), ("year", "")),
        (Offer("award", "累计不超过50万元", ("cap: 不超过50万元",)), ("whole", "")),
        (Offer("award", "a grant of CNY 200,000, and CNY 50,000 in total", ("amount: 'CNY 200,000'",)), ("", "")),
        (Offer("award", "年度累计最高50万元", ("cap: 最高50万元",)), ("", "")),
        (Offer("award", "固定资产投资5000万元以上奖励", ("threshold: 5000万元以上",)), ("", "investment")),
        (Offer("award", "投资5000万元以上奖励", ("threshold: 5000万元以上",)), ("", "")),
        (Offer("award", "营业收入达到5000万元以上奖励", ("threshold: 5000万元以上",)), ("", "revenue")),
        (Offer("award", "员工50人以上", ("threshold: 50人以上",)), ("", "staff")),
        (
            Offer("award", "revenue of more than CNY 20 million", ("threshold: more than CNY 20 million",)),
            ("", "revenue"),
        ),
    ],
)
def test_time_and_base_follow_from_the_words(tmp_path: Path, offer: Offer, told: tuple[str, str]) -> None:
    library, [subsidy] = read_offers(tmp_path, [offer])
    rules = settle(subsidy, library.vocabulary)
    parts = [part for found in rules.sums for part in found.parts] + [cap.part for cap in rules.caps]
    assert next((part.time for part in parts), "") == told[0]
    assert next((gate.base for gate in rules.gates), "") == told[1]
    assert rules.asked == ((0,) if offer.terms[0].startswith("threshold") and not told[1] else ())


def test_a_trackers_own_base_keeps_how_the_built_in_one_is_counted(content: Library) -> None:
    rent = content.vocabulary.bases["rent"]
    assert rent.label["zh"] == "租金"
    assert (rent.unit, rent.per, rent.of, rent.by) == ("money", "year", "area", "month")
    assert content.vocabulary.kinds["fund"].pool


# --- in general ---

EVIDENCE = (Evidence(Citation("paper", None, None, date(2026, 11, 20)), "words", "zh"),)
AREA = st.integers(0, 5000)
MONEY = st.integers(1, 500)


def subsidy_of(kind: str, *terms: Term) -> Subsidy:
    return Subsidy("s1", kind, None, (), terms, None, None, EVIDENCE, ())


def term(role: Role, text: str, **more: Any) -> Term:
    return Term(role, parse_quantity(text), None, (), more.pop("on", None), None, EVIDENCE, (), **more)


def step(width: str, adds: str, **more: Any) -> Term:
    return Term(Role.STEP, parse_quantity(adds), parse_step(width), (), None, None, EVIDENCE, (), **more)


def tiers(text: str) -> Term:
    found = tuple(Tier(each, {"en": each.written}) for each in parse_quantities(text))
    return Term(Role.TIERS, None, None, found, None, None, EVIDENCE, ())


@st.composite
def subsidies(draw: st.DrawFn) -> Subsidy:
    """Support of many shapes, whose every sum grows with what a firm has."""
    amount = draw(MONEY)
    rate = draw(st.integers(1, 100))
    kind, first = draw(
        st.sampled_from(
            [
                ("operating", term(Role.AMOUNT, f"每年{amount}万元")),
                ("award", term(Role.AMOUNT, f"{amount}万元")),
                ("award", term(Role.AMOUNT, f"约{amount}万元")),
                ("rent", term(Role.AMOUNT, f"每平方米每月{amount}元")),
                ("rent", term(Role.RATE, f"{rate}%")),
                ("purchase", term(Role.RATE, f"{rate}%")),
                ("loan-interest", term(Role.RATE, f"不超过{rate}%")),
                ("rent", tiers(f"{rate}%、100%")),
            ]
        )
    )
    terms = [first]
    if draw(st.booleans()):
        terms += [term(Role.THRESHOLD, f"{draw(AREA)}平方米以上")]
        terms += [step("每增加100平方米", f"{draw(MONEY)}万元")] if draw(st.booleans()) and kind != "rent" else []
    if draw(st.booleans()):
        cap = draw(st.sampled_from(["最高{}万元", "每年最高{}万元", "约{}万元"])).format(draw(MONEY))
        terms += [term(Role.CAP, cap, time=draw(st.sampled_from([None, "whole"])))]
    if draw(st.booleans()):
        terms += [term(Role.AREA_CAP, f"不超过{draw(st.integers(1, 3000))}平方米")]
    if draw(st.booleans()):
        length = draw(st.sampled_from(["{}年", "不超过{}年", "不少于{}年", "{}个月"]))
        terms += [term(Role.DURATION, length.format(draw(st.integers(1, 20))))]
    return subsidy_of(kind, *terms)


KNOWN = ("area", "rent", "purchase-price", "loan", "interest")
VALUES = st.fixed_dictionaries({name: st.fractions(0, 10_000_000, max_denominator=12) for name in KNOWN})


def figures(found: Estimate) -> tuple[Figure, ...]:
    """A year, once, in all; what is not there is open."""
    return tuple(each or Figure(Fraction(0), None) for each in (found.year, found.lump, found.total))


def holds(wide: Figure, narrow: Figure) -> bool:
    return wide.low <= narrow.low and (wide.high is None or (narrow.high is not None and narrow.high <= wide.high))


def is_no_less(more: Figure, less: Figure) -> bool:
    return more.low >= less.low and (more.high is None or (less.high is not None and more.high >= less.high))


@pytest.fixture(scope="module")
def vocabulary(content: Library) -> Vocabulary:
    return content.vocabulary


@given(subsidies(), VALUES, st.sampled_from(KNOWN), st.integers(0, 10_000))
@settings(max_examples=100, deadline=None)
def test_who_has_more_gets_no_less(
    vocabulary: Vocabulary, subsidy: Subsidy, values: dict[str, Fraction], which: str, more: int
) -> None:
    rules = settle(subsidy, vocabulary)
    less = evaluate(rules, Facts("CNY", values))
    greater = evaluate(rules, Facts("CNY", {**values, which: values[which] + more}))
    # a price is shared out over a greater area where only a part of that counts
    is_shared = which == "area" and subsidy.kind == "purchase" and rules.limits
    if "no" not in (less.status, greater.status) and not is_shared:
        assert all(map(is_no_less, figures(greater), figures(less)))


@given(subsidies(), VALUES, st.sets(st.sampled_from(KNOWN)))
@settings(max_examples=100, deadline=None)
def test_who_says_more_is_told_no_other_thing(
    vocabulary: Vocabulary, subsidy: Subsidy, values: dict[str, Fraction], silent: set[str]
) -> None:
    rules = settle(subsidy, vocabulary)
    known = evaluate(rules, Facts("CNY", values))
    unknown = evaluate(rules, Facts("CNY", {name: value for name, value in values.items() if name not in silent}))
    if known.status != "no":
        assert all(map(holds, figures(unknown), figures(known)))
        assert set(unknown.needs) <= silent | set(known.needs)


@given(MONEY, MONEY, VALUES, st.integers(0, 1))
@settings(max_examples=50, deadline=None)
def test_the_tier_that_is_chosen_is_in_the_range_of_all(
    vocabulary: Vocabulary, one: int, other: int, values: dict[str, Fraction], choice: int
) -> None:
    rules = settle(subsidy_of("rent", tiers(f"{min(one, 100)}%、{min(other, 100)}%")), vocabulary)
    open_ = evaluate(rules, Facts("CNY", values))
    chosen = evaluate(rules, Facts("CNY", values, {0: choice}))
    assert open_.needs == ("tier:0",)
    assert chosen.needs == ()
    assert all(map(holds, figures(open_), figures(chosen)))


@given(AREA, MONEY, st.integers(1, 900), st.sampled_from(["left out", "counted whole", "in proportion"]))
@settings(max_examples=50, deadline=None)
def test_what_becomes_of_a_part_of_a_step_is_in_the_range(
    vocabulary: Vocabulary, area: int, adds: int, width: int, parts: str
) -> None:
    def found(rest: str | None) -> Estimate:
        terms = (
            term(Role.AMOUNT, "每年20万元"),
            term(Role.THRESHOLD, "100平方米以上"),
            step(f"每增加{width}平方米", f"{adds}万元", parts=rest),
        )
        return evaluate(settle(subsidy_of("operating", *terms), vocabulary), facts(area=str(area + 100)))

    assert all(map(holds, figures(found(None)), figures(found(parts))))


@given(subsidies(), subsidies(), VALUES)
@settings(max_examples=50, deadline=None)
def test_nothing_is_added_to_what_is_counted_otherwise(
    vocabulary: Vocabulary, one: Subsidy, other: Subsidy, values: dict[str, Fraction]
) -> None:
    """A sum in another currency makes all of them one too many; a sum for another time stands beside."""
    foreign = term(Role.AMOUNT, "3万美元")
    rules = settle(subsidy_of(one.kind, *one.terms, foreign), vocabulary)
    if any(each.quantity and each.quantity.unit == "CNY" for each in one.terms):
        found = evaluate(rules, Facts("CNY", values))
        assert (found.year, found.lump, found.total) == (None, None, None)
        assert "currencies" in {gap.code for gap in found.gaps}
    plain = [each for each in one.terms if each.role in {Role.RATE, Role.AMOUNT} and each.quantity]
    once = term(Role.AMOUNT, "7万元", time="once")
    for each in plain:
        alone = evaluate(settle(subsidy_of(one.kind, each), vocabulary), Facts("CNY", values))
        beside = evaluate(settle(subsidy_of(one.kind, each, once), vocabulary), Facts("CNY", values))
        if alone.year is not None and alone.lump is None:
            assert (beside.year, beside.lump, beside.lump_time) == (alone.year, exactly(70_000), "once")


@given(subsidies(), VALUES)
@settings(max_examples=100, deadline=None)
def test_no_ceiling_is_passed(vocabulary: Vocabulary, subsidy: Subsidy, values: dict[str, Fraction]) -> None:
    found = evaluate(settle(subsidy, vocabulary), Facts("CNY", values))
    for each in subsidy.terms:
        if each.role is Role.CAP and each.quantity and each.quantity.maximum is not None and found.status == "yes":
            most = Fraction(each.quantity.maximum)
            if each.quantity.per == "year" or found.lump is None:
                assert found.year is None or (found.year.high or 0) <= most
            elif found.lump is not None:
                assert found.lump.high is not None
                assert found.lump.high <= most


def test_money_of_another_country_is_not_converted(vocabulary: Vocabulary) -> None:
    rules = settle(subsidy_of("rent", term(Role.RATE, "50%"), term(Role.CAP, "最高100万元")), vocabulary)
    found = evaluate(rules, facts("KRW", area="500", rent="60"))
    assert (found.status, found.unit, found.needs) == ("need", "CNY", ("currency:CNY",))
    assert ends(found.lump or found.year) == (0, 1_000_000)
    threshold = settle(
        subsidy_of("award", term(Role.AMOUNT, "20%"), term(Role.THRESHOLD, "5000万元以上", on="revenue")), vocabulary
    )
    assert evaluate(threshold, facts("KRW", revenue="60000000")).needs == ("currency:CNY",)


def test_a_rate_without_a_ceiling_is_in_the_readers_currency(vocabulary: Vocabulary) -> None:
    found = evaluate(
        settle(subsidy_of("rent", term(Role.RATE, "50%")), vocabulary), facts("KRW", area="10", rent="100")
    )
    assert (found.unit, ends(found.year)) == ("KRW", (6000, 6000))


def test_an_order_of_magnitude_is_no_sum(vocabulary: Vocabulary) -> None:
    large = parse_quantity("百万级")
    assert large.comparator is Comparator.ORDER_OF_MAGNITUDE
    rules: Rules = settle(subsidy_of("award", term(Role.AMOUNT, "百万级")), vocabulary)
    assert [gap.code for gap in rules.gaps] == ["magnitude"]
    assert evaluate(rules, facts()).status == "none"


# --- how amounts are written ---


@pytest.mark.parametrize(
    ("amount", "english", "chinese"),
    [
        (Amount(exactly(200_000), "CNY", "year"), "CNY 200,000 a year", "每年20万元"),
        (Amount(Figure(Fraction(0), Fraction(4_320_000)), "CNY"), "up to CNY 4.32 million", "最高432万元"),
        (Amount(Figure(Fraction(900_000), None), "CNY"), "at least CNY 900,000", "至少90万元"),
        (Amount(Figure(Fraction(3), None), "year"), "at least 3 years", "至少3年"),
        (Amount(Figure(Fraction(0), Fraction(1)), "year"), "up to 1 year", "最多1年"),
        (Amount(exactly(1), "year"), "1 year", "1年"),
        (Amount(exactly(60), "CNY", "month", "m2"), "CNY 60 per m² a month", "每平方米每月60元"),
        (Amount(exactly(Fraction(1, 3)), "CNY"), "about CNY 0.33", "约0.33元"),
        (Amount(Figure(Fraction(50), Fraction(100)), "percent"), "50–100%", "50—100%"),
        (Amount(Figure(Fraction(2), Fraction(3)), "count"), "2–3", "2—3"),
    ],
)
def test_an_amount_is_written(amount: Amount, english: str, chinese: str) -> None:
    assert format_amount(amount, "en") == english
    assert format_amount(amount, "zh-Hans") == chinese


def test_the_vectors_try_every_rule() -> None:
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))
    tries = [each["estimate"] for case in vectors["cases"] for each in case["tries"]]
    assert {found["status"] for found in tries} == {"yes", "need", "no", "none"}
    codes = {line[0] for found in tries for line in found["lines"]}
    assert codes >= {
        "gate",
        "limit",
        "base",
        "share",
        "amount",
        "rate",
        "steps",
        "step",
        "together",
        "cap",
        "ceiling",
        "total",
    }
    gaps = {gap[0] for found in tries for gap in found["gaps"]}
    assert gaps >= {"pool", "magnitude", "no-base", "currencies", "steps-from", "no-share", "tier", "several", "part"}
    assert gaps >= {"only-cap", "cap-time", "cap-years", "cap-of-both", "no-length"}
