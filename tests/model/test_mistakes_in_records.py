"""Records that must be refused: one change to a good tracker, and exactly what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.trackers import POLICY, SMALL, read_tracker

PLAN = "content/policies/shanghai/plan.md"
ROAD = "content/articles/roadmap.md"

NANJING = """\
---
title: Nanjing measures
region: Nanjing, Jiangsu
instrument: measures
sources:
  road: {article: roadmap, section: 江苏·南京, read: 2026-11-20}
  road-en: {article: roadmap-en, section: "Jiangsu, Nanjing", read: 2026-11-20}
subsidies:
  - kind: operating
    for: operators of space
    source: road
    terms:
      - {amount: 每年20万元}
      - {threshold: 400平方米以上}
      - {step: 每增加100平方米, adds: 5万元}
      - {duration: 不少于三年}
commitments:
  - text: Build a pilot area
    written: 建成先导区
    by: 2025
    source: road
---
Measures.
"""

WITH_NANJING = {**SMALL, "content/policies/jiangsu/nanjing.md": NANJING}


def test_the_good_trackers_have_no_errors_and_no_warnings(tmp_path: Path) -> None:
    read = read_tracker(tmp_path, WITH_NANJING)
    assert read.errors == []
    assert read.warnings == []
    assert read.library is not None
    assert list(read.library.policies) == ["nanjing", "plan"]


def refused(tmp_path: Path, files: Mapping[str, str], expected: str) -> None:
    assert "\n".join(read_tracker(tmp_path, files).errors) == expected.strip()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "instrument: plan",
            "instrumnt: plan",
            f'{PLAN}:4:1: error: unknown key "instrumnt" in a record [record/unknown-key] | did you mean "instrument"?',
            id="record/unknown-key",
        ),
        pytest.param(
            "sources:\n  road: {article: roadmap, section: 上海, read: 2026-11-20}\n",
            "sources:\n  road: {article: roadmap, section: 上海, read: 2026-11-20, note: old}\n",
            f'{PLAN}:7:59: error: unknown key "note" in a source [record/unknown-key] '
            "| known keys: article, section, read",
            id="a key of another mapping",
        ),
        pytest.param(
            "instrument: plan\n",
            "",
            f'{PLAN}:2:1: error: a record needs "instrument" [record/missing-key] | add a line "instrument: ..."',
            id="record/missing-key",
        ),
        pytest.param(
            "sources:\n  road: {article: roadmap, section: 上海, read: 2026-11-20}\n",
            "",
            f'{PLAN}:2:1: error: a record needs "sources" [record/missing-key] | add a line "sources: ..."',
            id="no evidence at all",
        ),
        pytest.param(
            "region: Shanghai",
            "region: Shanghia",
            f'{PLAN}:3:9: error: unknown place "Shanghia" [region/unknown] | did you mean "Shanghai"?',
            id="region misspelt",
        ),
        pytest.param(
            "value: 突破3500亿元",
            "value: 3500亿",
            f'{PLAN}:10:12: error: "3500亿" has no unit [quantity/no-unit] '
            "| write the unit as the source does, for example 3500亿元",
            id="quantity/no-unit",
        ),
        pytest.param(
            "    by: 2025",
            "    by:",
            f'{PLAN}:11:8: error: "by" is empty [record/empty] | write a value, or leave the key out',
            id="record/empty",
        ),
        pytest.param(
            "targets:\n",
            "themes: research\ntargets:\n",
            f'{PLAN}:8:9: error: "themes" takes a list, not text [record/wrong-shape] '
            "| write [one, two], or a line starting with - for each entry",
            id="record/wrong-shape",
        ),
        pytest.param(
            "targets:\n  - metric: industry scale\n    value: 突破3500亿元\n    by: 2025\n",
            "targets:\n  - 突破3500亿元\n",
            f'{PLAN}:9:5: error: an entry of "targets" takes a mapping, not text [record/wrong-shape] | write '
            "`key: value` lines under it, or {key: value}; docs/writing-records.md shows which keys",
            id="a figure where a mapping belongs",
        ),
        pytest.param(
            "region: Shanghai",
            "region: ~",
            f'{PLAN}:3:9: error: "region" is empty [record/empty] | write a value, or leave the key out',
            id="YAML's word for nothing",
        ),
        pytest.param(
            POLICY,
            "A plan without front matter.\n",
            f"{PLAN}:1:1: error: a record begins with its keys, and here are none [record/missing-key] "
            "| write a line each for title, region, instrument, sources, between two lines of ---",
            id="no front matter",
        ),
        pytest.param(
            "instrument: plan",
            "instrument: plann",
            f'{PLAN}:4:13: error: unknown instrument "plann" [vocabulary/unknown-word] | did you mean "plan"?',
            id="vocabulary/unknown-word",
        ),
        pytest.param(
            "突破3500亿元",
            "突破3600亿元",
            f'{PLAN}:10:12: error: "突破3600亿元" does not stand in section "上海" of roadmap [evidence/not-found] '
            "| write the words exactly as the source does",
            id="evidence/not-found",
        ),
        pytest.param(
            "突破3500亿元",
            "1263.5亿元",
            f'{PLAN}:10:12: error: "1263.5亿元" does not stand in section "上海" of roadmap [evidence/not-found] '
            "| it stands before the first heading: leave the section out",
            id="evidence elsewhere",
        ),
        pytest.param(
            "value: 突破3500亿元",
            "value: 突破3500亿元\n    written: 打造10家头部企业",
            f'{PLAN}:11:14: error: "突破3500亿元" does not stand in "打造10家头部企业" [evidence/not-in-written] '
            "| the passage must hold the figure's own words",
            id="evidence/not-in-written",
        ),
        pytest.param(
            "value: 突破3500亿元",
            "value: {min: 360000000000, unit: CNY, comparator: more than, written: 突破3500亿元}",
            f'{PLAN}:10:12: error: the figure does not follow from "突破3500亿元" [evidence/does-not-follow] '
            "| its words say 突破3500亿元; correct the bounds, or quote the words that give them",
            id="evidence/does-not-follow",
        ),
        pytest.param(
            "announced: 2022",
            "announced: {value: 2022, written: 到2025年, source: road}",
            f'{PLAN}:5:20: error: "2022" does not follow from "到2025年" [evidence/does-not-follow] '
            "| its words give 2025; correct the date, or quote the words that give it",
            id="a date that does not follow",
        ),
        pytest.param(
            "announced: 2022",
            "announced: {source: road}",
            f'{PLAN}:5:12: error: this date has neither value nor written [period/no-value] | add "value: 2025", say',
            id="period/no-value",
        ),
        pytest.param(
            "    by: 2025",
            "    by: 2026",
            f'{PLAN}:11:9: error: "2026" does not stand in section "上海" of roadmap [evidence/not-found] '
            "| write the words exactly as the source does",
            id="a deadline that is not there",
        ),
        pytest.param(
            "article: roadmap,",
            "article: roadmapp,",
            f'{PLAN}:7:19: error: no article "roadmapp" [evidence/unknown-article] | did you mean "roadmap"?',
            id="evidence/unknown-article",
        ),
        pytest.param(
            "section: 上海",
            "section: 上海市",
            f'{PLAN}:7:37: error: no section "上海市" [evidence/unknown-section] | did you mean "上海"?',
            id="evidence/unknown-section",
        ),
        pytest.param(
            "    by: 2025",
            "    source: raod\n    by: 2025",
            f'{PLAN}:11:13: error: "raod" is no source of this record [evidence/unknown-source] | did you mean "road"?',
            id="evidence/unknown-source",
        ),
        pytest.param(
            "    by: 2025",
            "    id: T 1\n    by: 2025",
            f'{PLAN}:11:9: error: "T 1" is no id [record/part-id] | use lower-case letters, digits and hyphens',
            id="record/part-id",
        ),
        pytest.param(
            "targets:\n",
            "absent:\n  - {metric: leading enterprises, reason: not comparable}\ntargets:\n",
            f'{PLAN}:9:5: error: not comparable needs a reason [record/absent] | add "why:" with the reason, in words',
            id="record/absent",
        ),
        pytest.param(
            "targets:\n",
            "absent:\n  - {metric: leading enterprises, reason: unknown}\ntargets:\n",
            f'{PLAN}:9:43: error: "unknown" is not a value of "reason" [record/wrong-word] '
            '| write "none offered" or "not comparable"',
            id="record/wrong-word",
        ),
        pytest.param(
            "targets:\n",
            "disagreements:\n  - about: who was first\n    says: [{source: road, written: 到2025年}]\ntargets:\n",
            f'{PLAN}:10:11: error: "says" has too few entries [record/wrong-count] | at least 2 needed, not 1',
            id="record/wrong-count",
        ),
    ],
)
def test_a_plan_is_refused(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in POLICY
    refused(tmp_path, {**SMALL, PLAN: POLICY.replace(old, new)}, expected)


MEASURES = "content/policies/jiangsu/nanjing.md"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "    source: road\n    terms",
            "    terms",
            f"{MEASURES}:9:5: error: this subsidy does not say which source it was read from [evidence/no-source] "
            '| add "source:" with one of road, road-en',
            id="evidence/no-source",
        ),
        pytest.param(
            "{amount: 每年20万元}",
            "{amount: 每年20万元, cap: 5万元}",
            f"{MEASURES}:13:9: error: a term has one role, this one has amount, cap [record/term-role] "
            "| write one of amount, cap, rate, tiers, step, threshold, area cap, duration, "
            "and a line of its own for each",
            id="record/term-role",
        ),
        pytest.param(
            ", adds: 5万元",
            "",
            f'{MEASURES}:15:9: error: "step" and "adds" belong together [record/step] '
            "| write {step: 每增加100平方米, adds: 5万元}, say",
            id="record/step",
        ),
        pytest.param(
            "{amount: 每年20万元}",
            "{amount: 每年20万元, parts: left out}",
            f'{MEASURES}:13:33: error: "parts" belongs to a step [record/step] | take it out',
            id="a part of a step without one",
        ),
        pytest.param(
            "{amount: 每年20万元}",
            "{amount: 每年20万元, time: month}",
            f'{MEASURES}:13:32: error: "month" is not a value of "time" [record/wrong-word] '
            '| write "year", "whole" or "once"',
            id="a time that no sum is for",
        ),
        pytest.param(
            "{amount: 每年20万元}",
            "{tiers: [{value: 每年20万元, threshold: 900平方米以上}]}",
            f'{MEASURES}:13:45: error: "900平方米以上" does not stand in section "江苏·南京" of roadmap '
            "[evidence/not-found] | write the words exactly as the source does",
            id="a tier's threshold is proved",
        ),
        pytest.param(
            "    terms:\n      - {amount: 每年20万元}\n      - {threshold: 400平方米以上}\n"
            "      - {step: 每增加100平方米, adds: 5万元}\n      - {duration: 不少于三年}\n",
            "",
            f"{MEASURES}:9:5: error: this subsidy has no terms and no words of the source [record/no-terms] "
            '| add "terms:", or "written:" with the words that offer it',
            id="record/no-terms",
        ),
        pytest.param(
            "{amount: 每年20万元}",
            "{amount: 每年20万元, also: [{source: road-en, value: annual subsidy of 300000 yuan}]}",
            f'{MEASURES}:13:65: error: "subsidy" is no part of a figure [quantity/other-words] '
            "| write the figure alone, and the longer passage under written:",
            id="another source's figure is read like the record's own",
        ),
        pytest.param(
            "adds: 5万元}",
            "adds: 5万元, also: [{source: road-en, written: an additional 5}]}",
            f'{MEASURES}:15:45: error: "an additional 5" gives another value and the record does not say why '
            '[evidence/undeclared-disagreement] | add "differs:" with the reason, in words',
            id="evidence/undeclared-disagreement",
        ),
        pytest.param(
            "{amount: 每年20万元}",
            "{amount: 每年20万元, also: [{source: road-en, "
            'written: "annual subsidy of 200,000 yuan", differs: it does}]}',
            f'{MEASURES}:13:103: error: "annual subsidy of 200,000 yuan" gives the same value '
            '[evidence/needless-differs] | take "differs" out',
            id="evidence/needless-differs",
        ),
        pytest.param(
            "{amount: 每年20万元}",
            "{amount: 每年20万元, also: [{source: road-en}]}",
            f"{MEASURES}:13:33: error: this entry has neither value nor written [evidence/no-words] "
            "| add the source's words",
            id="evidence/no-words",
        ),
    ],
)
def test_measures_are_refused(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in NANJING
    refused(tmp_path, {**SMALL, MEASURES: NANJING.replace(old, new)}, expected)
