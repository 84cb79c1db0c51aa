"""Records read: what a curator writes, and the value it becomes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from policygen.model.provenance import Absence
from policygen.model.quantities import Comparator
from policygen.model.subsidies import Role
from tests.model.test_mistakes_in_records import NANJING
from tests.trackers import ARTICLE, POLICY, SITE, SMALL, read_tracker

PLAN = "content/policies/shanghai/plan.md"
NANJING_FILE = "content/policies/jiangsu/nanjing.md"


def test_a_target_keeps_its_story(tmp_path: Path) -> None:
    library = read_tracker(tmp_path, SMALL).library
    assert library is not None
    policy = library.policies["plan"]
    [target] = policy.targets
    assert policy.region == "shanghai"
    assert (target.id, target.metric) == ("t1", "industry-scale")
    quantity = target.quantity
    assert (quantity.written, quantity.minimum, quantity.maximum) == ("突破3500亿元", Decimal(350_000_000_000), None)
    assert (quantity.unit, quantity.comparator) == ("CNY", Comparator.MORE_THAN)
    assert target.deadline is not None
    assert target.deadline.end == date(2025, 12, 31)
    [evidence] = target.evidence
    assert (evidence.written, evidence.language) == ("突破3500亿元", "zh")
    citation = evidence.citation
    assert (citation.article, citation.section, citation.anchor) == ("roadmap", "上海", "上海")
    assert citation.read == date(2026, 11, 20)


def test_terms_have_roles(tmp_path: Path) -> None:
    library = read_tracker(tmp_path, {**SMALL, NANJING_FILE: NANJING}).library
    assert library is not None
    policy = library.policies["nanjing"]
    [subsidy] = policy.subsidies
    assert policy.region == "jiangsu/nanjing"
    assert [term.role for term in subsidy.terms] == [Role.AMOUNT, Role.THRESHOLD, Role.STEP, Role.DURATION]
    amount, threshold, step, duration = subsidy.terms
    assert amount.quantity is not None
    assert (amount.quantity.minimum, amount.quantity.per) == (Decimal(200_000), "year")
    assert threshold.quantity is not None
    assert (threshold.quantity.minimum, threshold.quantity.unit) == (Decimal(400), "m2")
    assert step.of is not None
    assert step.quantity is not None
    assert (step.of.minimum, step.of.unit, step.quantity.minimum) == (Decimal(100), "m2", Decimal(50_000))
    assert [evidence.written for evidence in step.evidence] == ["每增加100平方米", "5万元"]
    assert duration.quantity is not None
    assert (duration.quantity.minimum, duration.quantity.maximum) == (Decimal(3), None)


def test_terms_share_the_passage_of_their_subsidy(tmp_path: Path) -> None:
    passage = "面积400平方米以上的载体，给予每年20万元补贴"
    text = NANJING.replace("    source: road\n    terms", f"    source: road\n    written: {passage}\n    terms")
    library = read_tracker(tmp_path, {**SMALL, NANJING_FILE: text}).library
    assert library is not None
    [subsidy] = library.policies["nanjing"].subsidies
    assert [e.written for e in subsidy.evidence] == [passage]
    assert [e.written for term in subsidy.terms[:2] for e in term.evidence] == [passage, passage]
    assert [e.written for e in subsidy.terms[3].evidence] == ["不少于三年"]


def test_a_ceiling_bounds_from_above_even_without_a_word_for_it(tmp_path: Path) -> None:
    text = NANJING.replace("{amount: 每年20万元}", "{cap: 每年20万元}").replace("400平方米以上", "400平方米")
    library = read_tracker(tmp_path, {**SMALL, NANJING_FILE: text}).library
    assert library is not None
    cap, threshold = library.policies["nanjing"].subsidies[0].terms[:2]
    assert cap.quantity is not None
    assert threshold.quantity is not None
    assert (cap.quantity.minimum, cap.quantity.maximum, cap.quantity.comparator) == (None, 200_000, Comparator.AT_MOST)
    assert (threshold.quantity.minimum, threshold.quantity.maximum) == (400, None)


def test_tiers_in_one_text_or_as_a_list(tmp_path: Path) -> None:
    road = SMALL["content/articles/roadmap.md"].replace("不少于三年", "三档（50%，70%，100%），不少于三年")
    for tiers in ("（50%，70%，100%）", "[{value: 50%, when: first year}, {value: 70%}, {value: 100%}]"):
        text = NANJING.replace("{amount: 每年20万元}", "{tiers: " + tiers + "}")
        read = read_tracker(tmp_path, {**SMALL, NANJING_FILE: text, "content/articles/roadmap.md": road})
        assert read.library is not None, read.errors
        term = read.library.policies["nanjing"].subsidies[0].terms[0]
        assert [tier.quantity.minimum for tier in term.tiers] == [50, 70, 100]
    assert term.tiers[0].when == {"en": "first year"}


def test_a_translation_holds_what_differs(tmp_path: Path) -> None:
    overlay = """\
---
title: 南京措施
subsidies: {s1: {for: 载体运营方}}
commitments: {c1: {text: 建设先导区}}
---
摘要。
"""
    files = {**SMALL, NANJING_FILE: NANJING, "content/policies/jiangsu/nanjing.zh.md": overlay}
    read = read_tracker(tmp_path, files)
    assert read.library is not None
    policy = read.library.policies["nanjing"]
    assert policy.title == {"en": "Nanjing measures", "zh": "南京措施"}
    assert policy.subsidies[0].beneficiary == {"en": "operators of space", "zh": "载体运营方"}
    assert policy.commitments[0].text == {"en": "Build a pilot area", "zh": "建设先导区"}
    assert policy.summary == {"en": "Measures.", "zh": "摘要。"}
    assert [notice for notice in read.notices if "nanjing" in notice and "translation" in notice] == []


def test_another_source_may_agree_or_differ_with_a_reason(tmp_path: Path) -> None:
    also = (
        "also: [{source: road-en, written: an additional 5 for each 100 square meters. 10,000 yuan subsidy, "
        "differs: 5万元 was cut in two}]"
    )
    text = NANJING.replace("adds: 5万元}", "adds: 5万元, " + also.replace("10,000", "10,000") + "}").replace(
        "written: an additional 5 for each 100 square meters. 10,000 yuan subsidy",
        'written: "an additional 5 for each 100 square meters. 10,000 yuan subsidy"',
    )
    text = text.replace(
        "{amount: 每年20万元}",
        '{amount: 每年20万元, also: [{source: road-en, written: "annual subsidy of 200,000 yuan"}]}',
    )
    read = read_tracker(tmp_path, {**SMALL, NANJING_FILE: text})
    assert read.library is not None, read.errors
    amount, _, step, _ = read.library.policies["nanjing"].subsidies[0].terms
    assert [other.agrees for other in amount.others] == [True]
    [other] = step.others
    assert (other.agrees, other.rule, other.why) == (
        False,
        "original over translation",
        {"en": "5万元 was cut in two"},
    )


def test_declared_absences(tmp_path: Path) -> None:
    absent = (
        "absent:\n  - {kind: rent, reason: none offered, written: 打造10家头部企业}\n"
        "  - {metric: leading enterprises, reason: not comparable, why: counts one park}\ntargets:"
    )
    library = read_tracker(tmp_path, {**SMALL, PLAN: POLICY.replace("targets:", absent)}).library
    assert library is not None
    rent, firms = library.policies["plan"].absent
    assert (rent.kind, rent.reason, rent.evidence[0].written) == ("rent", Absence.NONE_OFFERED, "打造10家头部企业")
    assert (firms.metric, firms.reason, firms.why) == (
        "leading-enterprises",
        Absence.NOT_COMPARABLE,
        {"en": "counts one park"},
    )


def test_a_period_counted_from_a_stated_start(tmp_path: Path) -> None:
    road = SMALL["content/articles/roadmap.md"].replace("到2025年", "未来五年")
    text = POLICY.replace("by: 2025", "by: {written: 未来五年, from: 2022}")
    library = read_tracker(tmp_path, {**SMALL, PLAN: text, "content/articles/roadmap.md": road}).library
    assert library is not None
    deadline = library.policies["plan"].targets[0].deadline
    assert deadline is not None
    assert deadline.end == date(2026, 12, 31)


def test_records_of_a_broken_article_do_not_complain_again(tmp_path: Path) -> None:
    files = {**SMALL, "content/articles/roadmap.md": "---\ntitle: [\n---\ntext\n"}
    read = read_tracker(tmp_path, files)
    assert [error.split(":")[0] for error in read.errors] == ["content/articles/roadmap.md"]


def test_a_translation_has_no_more_texts_than_the_record(tmp_path: Path) -> None:
    text = NANJING.replace("    for: operators of space\n", "    conditions: [in the zone]\n")
    overlay = "---\nsubsidies: {s1: {conditions: [在区内，面积, 400平方米], terms: [{}, {differs: [因]}]}}\n---\n文\n"
    path = "content/policies/jiangsu/nanjing.zh.md"
    assert read_tracker(tmp_path, {**SMALL, NANJING_FILE: text, path: overlay}).errors == [
        f'{path}:2:30: error: "conditions" has 2 entries, where the record has 1 [translation/surplus] '
        "| give each its text, in the same order; a text with a comma in it stands in quotes",
        f'{path}:2:70: error: "differs" has 1 entries, where the record has 0 [translation/surplus] '
        "| give each its text, in the same order; a text with a comma in it stands in quotes",
    ]


def test_a_period_may_have_only_an_end(tmp_path: Path) -> None:
    text = POLICY.replace("announced: 2022", "announced: 2022\nperiod: to 2026")
    library = read_tracker(tmp_path, {**SMALL, PLAN: text}).library
    assert library is not None
    period = library.policies["plan"].period
    assert period is not None
    assert (period.period.start, period.period.end) == (None, date(2026, 12, 31))


def test_a_date_with_a_source_is_proved(tmp_path: Path) -> None:
    text = POLICY.replace("announced: 2022", "announced: {value: 2021, source: road}")
    assert read_tracker(tmp_path, {**SMALL, PLAN: text}).errors == [
        f'{PLAN}:5:20: error: "2021" does not stand in section "上海" of roadmap [evidence/not-found] '
        "| write the words exactly as the source does"
    ]


@pytest.mark.parametrize(("region", "unit"), [("US", "USD"), ("Canada", None)])
def test_a_dollar_is_the_home_country_s_in_its_own_records(tmp_path: Path, region: str, unit: str | None) -> None:
    text = POLICY.replace("region: Shanghai", f"region: {region}").replace("突破3500亿元", "$5 million")
    road = ARTICLE.replace("产业规模突破3500亿元", "产业规模 $5 million")
    files = {**SMALL, "content/site.yaml": SITE.replace("home: CN", "home: US"), PLAN: text}
    read = read_tracker(tmp_path, {**files, "content/articles/roadmap.md": road})
    if unit is None:
        assert "[quantity/ambiguous]" in read.errors[0]
    else:
        assert read.library is not None
        assert read.library.policies["plan"].targets[0].quantity.unit == unit


def test_a_date_that_does_not_follow_is_told_what_would(tmp_path: Path) -> None:
    text = POLICY.replace("by: 2025", "by: {value: 2026, written: 三年内, from: 2024-03-15}")
    road = ARTICLE.replace("到2025年，产业规模", "三年内，产业规模")
    assert read_tracker(tmp_path, {**SMALL, PLAN: text, "content/articles/roadmap.md": road}).errors == [
        f'{PLAN}:11:17: error: "2026" does not follow from "三年内" [evidence/does-not-follow] '
        "| its words give 2024-03-15 to 2027-03-14; correct the date, or quote the words that give it"
    ]
