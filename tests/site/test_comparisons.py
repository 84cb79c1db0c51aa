"""Cells of comparisons: values, the five reasons, rankings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from policygen.model.provenance import Absence
from policygen.model.quantities import parse_quantity
from policygen.model.regions import Level
from policygen.site.comparisons import Cell, Comparisons, Measure, Promise, combine, compare, measure_of, order_of
from tests.trackers import SMALL, read_tracker

AS_OF = date(2026, 11, 20)

METRICS = """\
- id: scale
  label: {en: Scale, zh: 规模}
  unit: money
  related: [vr-scale]
- id: vr-scale
  label: {en: Scale of virtual reality, zh: 虚拟现实规模}
  unit: money
- id: firms
  label: {en: Firms, zh: 企业}
  unit: count
  noun: {en: [firm, firms], zh: [家]}
"""

ARTICLE = """\
---
title: 各地
date: 2022-06-24
language: zh
---
产业规模突破3500亿元，或达到100亿元，或超过100亿元，或不超过200亿元，或约500亿美元，或约500亿元，或200亿元至300亿元。
虚拟现实规模1000亿元。企业10家，企业20家，3个千亿企业。到2025年。最高100万元补贴。不补贴租金。
"""


def record(region: str, parts: str, *, announced: str = "2022", instrument: str = "plan", more: str = "") -> str:
    return f"""\
---
title: Plan of {region}
region: {region}
instrument: {instrument}
announced: {announced}
{more}sources:
  a: {{article: all, read: 2026-11-20}}
{parts}---
A plan.
"""


def target(value: str, metric: str = "scale", by: str = "") -> str:
    return f"  - {{metric: {metric}, value: {value}{f', by: {by}' if by else ''}}}\n"


def comparisons(tmp_path: Path, records: dict[str, str], as_of: date = AS_OF) -> Comparisons:
    files = {
        **SMALL,
        "content/vocabulary/metrics.yaml": METRICS,
        "content/articles/all.md": ARTICLE,
        "content/articles/roadmap.md": "",
        "content/articles/roadmap-en.md": "",
        "content/policies/shanghai/plan.md": "",
        **{f"content/policies/x/{name}.md": text.replace("Plan", f"Plan {name}", 1) for name, text in records.items()},
    }
    read = read_tracker(tmp_path, files)
    assert read.errors == []
    assert read.library is not None
    return compare(read.library, as_of)


def written(cell: Cell[Promise]) -> list[str]:
    return [promise.target.quantity.written for promise in cell.values]


def reason(cell: Cell[Promise]) -> Absence:
    assert cell.reason is not None
    return cell.reason.absence


def test_value_and_silence(tmp_path: Path) -> None:
    found = comparisons(
        tmp_path,
        {"sh": record("Shanghai", "targets:\n" + target("突破3500亿元")), "bj": record("Beijing", "")},
    )
    cell = found.promise_cell("scale", "shanghai")
    assert (written(cell), cell.reason) == (["突破3500亿元"], None)
    assert reason(found.promise_cell("scale", "beijing")) is Absence.NOT_FOUND
    assert reason(found.promise_cell("scale", "jiangsu")) is Absence.NOT_READ


def test_records_of_places_within_do_not_make_a_place_read(tmp_path: Path) -> None:
    found = comparisons(tmp_path, {"wuxi": record("Wuxi", "targets:\n" + target("突破3500亿元"))})
    assert reason(found.promise_cell("scale", "jiangsu")) is Absence.NOT_READ
    assert written(found.promise_cell("scale", "jiangsu/wuxi")) == ["突破3500亿元"]


def test_what_is_not_yet_announced_is_not_there(tmp_path: Path) -> None:
    records = {"sh": record("Shanghai", "targets:\n" + target("突破3500亿元"), announced="2023")}
    before = comparisons(tmp_path, records, date(2022, 12, 31))
    assert reason(before.promise_cell("scale", "shanghai")) is Absence.NOT_READ
    assert before.promises == {}
    on_the_day = comparisons(tmp_path, records, date(2023, 1, 1))
    assert written(on_the_day.promise_cell("scale", "shanghai")) == ["突破3500亿元"]


@pytest.mark.parametrize(
    ("by", "expired"),
    [("", True), ("2025", False)],
    ids=["no deadline of its own", "the deadline has passed, which does not end a promise"],
)
def test_promise_of_an_act_that_has_ended(tmp_path: Path, by: str, expired: bool) -> None:
    parts = "targets:\n" + target("突破3500亿元", by=by)
    found = comparisons(tmp_path, {"sh": record("Shanghai", parts, more="period: 2022-2024\n")})
    cell = found.promise_cell("scale", "shanghai")
    assert written(cell) == ["突破3500亿元"]
    assert (cell.reason is not None and cell.reason.absence is Absence.EXPIRED) is expired


def test_repeal_ends_a_promise_whatever_its_deadline(tmp_path: Path) -> None:
    parts = "targets:\n" + target("突破3500亿元", by="2025")
    found = comparisons(tmp_path, {"sh": record("Shanghai", parts, more="repealed: 2024-03-01\n")})
    assert reason(found.promise_cell("scale", "shanghai")) is Absence.EXPIRED


def test_offer_of_an_act_that_has_ended(tmp_path: Path) -> None:
    subsidy = "subsidies:\n  - {kind: rent, terms: [{cap: 最高100万元}]}\n"
    found = comparisons(
        tmp_path,
        {
            "sh": record("Shanghai", subsidy, more="period: 2022-2024\n"),
            "bj": record("Beijing", subsidy),
        },
    )
    assert found.offer_cell("rent", "beijing").reason is None
    ended = found.offer_cell("rent", "shanghai")
    assert ended.reason is not None
    assert ended.reason.absence is Absence.EXPIRED
    assert [offer.policy.id for offer in ended.values] == ["sh"]


def test_declared_absences(tmp_path: Path) -> None:
    absent = (
        "absent:\n"
        "  - {kind: rent, reason: none offered, why: rent is not supported, source: a, written: 不补贴租金}\n"
        "  - {metric: scale, reason: not comparable, why: one park only}\n"
    )
    found = comparisons(tmp_path, {"sh": record("Shanghai", absent)})
    offered = found.offer_cell("rent", "shanghai").reason
    assert offered is not None
    assert (offered.absence, offered.why) == (Absence.NONE_OFFERED, {"en": "rent is not supported"})
    promised = found.promise_cell("scale", "shanghai").reason
    assert promised is not None
    assert (promised.absence, promised.why) == (Absence.NOT_COMPARABLE, {"en": "one park only"})


def test_kind_and_metric_of_one_name_are_two_things(tmp_path: Path) -> None:
    metrics = METRICS + "- {id: rent, label: {en: Rent, zh: 租金}, unit: money}\n"
    absent = "absent:\n  - {metric: rent, reason: not comparable, why: one park only}\n"
    subsidy = "subsidies:\n  - {kind: rent, terms: [{cap: 最高100万元}]}\n"
    files = {
        "content/vocabulary/metrics.yaml": metrics,
        "content/policies/x/sh.md": record("Shanghai", absent + subsidy),
    }
    read = read_tracker(
        tmp_path, {**SMALL, "content/articles/all.md": ARTICLE, "content/policies/shanghai/plan.md": "", **files}
    )
    assert read.library is not None
    assert compare(read.library, AS_OF).offer_cell("rent", "shanghai").reason is None


def test_figures_that_their_record_sets_apart(tmp_path: Path) -> None:
    parts = (
        "targets:\n"
        + target("突破3500亿元")
        + "absent:\n  - {metric: scale, reason: not comparable, why: one park only}\n"
    )
    found = comparisons(tmp_path, {"sh": record("Shanghai", parts)})
    cell = found.promise_cell("scale", "shanghai")
    assert written(cell) == ["突破3500亿元"]
    assert reason(cell) is Absence.NOT_COMPARABLE
    (ranking,) = found.rank("scale")
    assert [row.rank for row in ranking.rows] == [None]


def test_value_that_holds_stands_before_a_declared_absence_of_another_record(tmp_path: Path) -> None:
    found = comparisons(
        tmp_path,
        {
            "a": record("Shanghai", "targets:\n" + target("突破3500亿元")),
            "b": record("Shanghai", "absent:\n  - {metric: scale, reason: not comparable, why: one park only}\n"),
        },
    )
    assert found.promise_cell("scale", "shanghai").reason is None


def test_absence_of_a_record_that_holds_stands_before_values_that_are_over(tmp_path: Path) -> None:
    found = comparisons(
        tmp_path,
        {
            "a": record("Shanghai", "targets:\n" + target("突破3500亿元"), more="period: 2022\n"),
            "b": record("Shanghai", "absent:\n  - {metric: scale, reason: not comparable, why: one park only}\n"),
        },
    )
    assert reason(found.promise_cell("scale", "shanghai")) is Absence.NOT_COMPARABLE


def test_related_metric_is_not_comparable_both_ways(tmp_path: Path) -> None:
    found = comparisons(
        tmp_path,
        {
            "sh": record("Shanghai", "targets:\n" + target("1000亿元", "vr-scale")),
            "bj": record("Beijing", "targets:\n" + target("突破3500亿元")),
        },
    )
    for metric, region, other in (("scale", "shanghai", "vr-scale"), ("vr-scale", "beijing", "scale")):
        why = found.promise_cell(metric, region).reason
        assert why is not None
        assert (why.absence, why.related) == (Absence.NOT_COMPARABLE, other)


def test_other_currency_is_not_comparable_and_ranked_apart(tmp_path: Path) -> None:
    found = comparisons(
        tmp_path,
        {
            "sh": record("Shanghai", "targets:\n" + target("突破3500亿元")),
            "bj": record("Beijing", "targets:\n" + target("达到100亿元")),
            "tj": record("Tianjin", "targets:\n" + target("约500亿美元")),
        },
    )
    assert found.measures["scale"] == Measure("CNY")
    cell = found.promise_cell("scale", "tianjin")
    assert cell.reason is not None
    assert (cell.reason.absence, cell.reason.measure) == (Absence.NOT_COMPARABLE, Measure("USD"))
    assert [(r.measure.unit, [(row.promise.policy.id, row.rank) for row in r.rows]) for r in found.rank("scale")] == [
        ("CNY", [("sh", 1), ("bj", 2)]),
        ("USD", [("tj", 1)]),
    ]


def test_firms_of_a_size_are_another_measure() -> None:
    assert measure_of(parse_quantity("10家")) != measure_of(parse_quantity("3个千亿企业"))
    assert measure_of(parse_quantity("每年20万元")) != measure_of(parse_quantity("20万元"))
    assert measure_of(parse_quantity("20万元")) == measure_of(parse_quantity("CNY 350 billion"))


@pytest.mark.parametrize(
    ("figure", "number"),
    [
        ("达到100亿元", 10_000_000_000),
        ("超过100亿元", 10_000_000_000),
        ("约500亿元", 50_000_000_000),
        ("不超过200亿元", 20_000_000_000),
        ("200亿元至300亿元", 20_000_000_000),
        ("千亿元级", 100_000_000_000),
    ],
)
def test_figures_are_ordered_by_their_lower_bound_and_ceilings_by_their_upper(figure: str, number: int) -> None:
    assert order_of(parse_quantity(figure)) == Decimal(number)


def test_ranks_are_of_one_level_and_shared_by_equals(tmp_path: Path) -> None:
    found = comparisons(
        tmp_path,
        {
            "sh": record("Shanghai", "targets:\n" + target("达到100亿元")),
            "bj": record("Beijing", "targets:\n" + target("超过100亿元")),
            "tj": record("Tianjin", "targets:\n" + target("200亿元至300亿元")),
            "hb": record("Hebei", ""),
            "wx": record("Wuxi", "targets:\n" + target("突破3500亿元")),
        },
    )
    provinces, cities = found.rank("scale")
    assert (provinces.level, cities.level) == (Level.PROVINCE, Level.CITY)
    assert [(row.promise.policy.id, row.rank, row.tied) for row in provinces.rows] == [
        ("tj", 1, False),
        ("bj", 2, True),
        ("sh", 2, True),
    ]
    assert [(row.promise.policy.id, row.rank, row.tied) for row in cities.rows] == [("wx", 1, False)]


def test_place_is_ranked_by_the_greatest_figure_of_its_latest_act(tmp_path: Path) -> None:
    found = comparisons(
        tmp_path,
        {
            "old": record("Shanghai", "targets:\n" + target("突破3500亿元"), announced="2021"),
            "new": record(
                "Shanghai", "targets:\n" + target("达到100亿元") + target("200亿元至300亿元"), announced="2022"
            ),
            "bj": record("Beijing", "targets:\n" + target("约500亿元")),
        },
    )
    assert written(found.promise_cell("scale", "shanghai")) == ["200亿元至300亿元", "达到100亿元", "突破3500亿元"]
    (ranking,) = found.rank("scale")
    assert [(row.promise.target.quantity.written, row.rank) for row in ranking.rows] == [
        ("约500亿元", 1),
        ("200亿元至300亿元", 2),
        ("达到100亿元", None),
        ("突破3500亿元", None),
    ]


def test_proposals_and_what_is_over_have_no_rank(tmp_path: Path) -> None:
    found = comparisons(
        tmp_path,
        {
            "sh": record("Shanghai", "targets:\n" + target("突破3500亿元"), instrument="proposal"),
            "bj": record("Beijing", "targets:\n" + target("达到100亿元"), more="period: 2022\n"),
            "tj": record("Tianjin", "targets:\n" + target("达到100亿元")),
        },
    )
    (ranking,) = found.rank("scale")
    assert [(row.promise.policy.id, row.rank) for row in ranking.rows] == [("tj", 1), ("bj", None), ("sh", None)]


def test_several_places_in_one_cell(tmp_path: Path) -> None:
    found = comparisons(
        tmp_path,
        {
            "wx": record("Wuxi", "targets:\n" + target("突破3500亿元")),
            "nj": record("Nanjing", "targets:\n" + target("达到100亿元"), more="period: 2022\n"),
            "sz": record("Suzhou, Jiangsu", ""),
        },
    )
    cells = [found.promise_cell("scale", f"jiangsu/{city}") for city in ("wuxi", "nanjing", "suzhou")]
    assert written(combine(cells)) == ["突破3500亿元"]
    assert reason(combine(cells[1:])) is Absence.EXPIRED
    assert reason(combine(cells[2:])) is Absence.NOT_FOUND
    assert reason(combine([])) is Absence.NOT_READ


def test_metrics_stand_in_the_order_of_the_vocabulary(tmp_path: Path) -> None:
    parts = "targets:\n" + target("10家", "firms") + target("1000亿元", "vr-scale")
    found = comparisons(tmp_path, {"sh": record("Shanghai", parts)})
    assert list(found.promises) == ["vr-scale", "firms"]
