"""Which of two sources that disagree is followed."""

from __future__ import annotations

from pathlib import Path

import pytest

from policygen.model.precedence import official_languages
from tests.trackers import POLICY, SITE, SMALL, read_tracker

PLAN = "content/policies/shanghai/plan.md"
OTHER = (
    "---\ntitle: Other\nlanguage: {language}\nkind: {kind}\ndate: {date}\n---\n## A\n\n产业规模突破4000亿元 by 2025.\n"
)


def disagreement(tmp_path: Path, **other: str) -> tuple[list[str], str | None]:
    """The errors of a plan that follows the roadmap against another article, and the rule that was noted."""
    policy = POLICY.replace("targets:", "  other: {article: other, section: A, read: 2026-11-20}\ntargets:").replace(
        "    by: 2025",
        "    by: 2025\n    source: road\n    also:\n"
        "      - {source: other, value: 突破4000亿元, differs: they counted otherwise}",
    )
    front = {"language": "zh", "kind": "press", "date": "2022-06-24", **other}
    files = {**SMALL, PLAN: policy, "content/articles/other.md": OTHER.format(**front)}
    read = read_tracker(tmp_path, files)
    rule = None
    if read.library and "plan" in read.library.policies:
        rule = read.library.policies["plan"].targets[0].others[0].rule
    return read.errors, rule and rule.value


@pytest.mark.parametrize(
    ("other", "rule"),
    [
        ({"language": "en", "kind": "official", "date": "2026"}, "original over translation"),
        ({"date": "2021"}, "later over earlier"),
        ({}, "none of the rules decides"),
    ],
)
def test_the_record_follows_the_source_that_the_rules_pick(tmp_path: Path, other: dict[str, str], rule: str) -> None:
    assert disagreement(tmp_path, **other) == ([], rule)


@pytest.mark.parametrize(
    ("other", "rule"),
    [
        ({"kind": "official", "date": "2021"}, "official over press"),
        ({"date": "2023"}, "later over earlier"),
    ],
)
def test_following_the_other_source_is_an_error(tmp_path: Path, other: dict[str, str], rule: str) -> None:
    errors, _ = disagreement(tmp_path, **other)
    assert errors == [
        f"{PLAN}:15:9: error: other is to be followed here, not roadmap: {rule} [evidence/wrong-source] "
        "| make this entry the record's own value, and the other one an entry of also"
    ]


def test_a_translation_is_not_followed_against_its_original(tmp_path: Path) -> None:
    policy = POLICY.replace("road: {article: roadmap, section: 上海,", "road: {article: roadmap-en, section: Shanghai,")
    policy = policy.replace("突破3500亿元", "350 billion yuan").replace(
        "targets:", "  zh: {article: roadmap, section: 上海, read: 2026-11-20}\ntargets:"
    )
    policy = policy.replace(
        "    by: 2025", "    source: road\n    also: [{source: zh, value: 突破3500亿元, differs: a bound was lost}]"
    )
    assert read_tracker(tmp_path, {**SMALL, PLAN: policy}).errors == [
        f"{PLAN}:13:12: error: roadmap is to be followed here, not roadmap-en: original over translation "
        "[evidence/wrong-source] | make this entry the record's own value, and the other one an entry of also"
    ]


def test_official_languages_are_those_of_the_country() -> None:
    assert official_languages("CN") == {"zh"}
    assert official_languages("KR") == {"ko"}
    assert official_languages("XX") == set()


def test_the_home_country_gives_the_currency_of_magnitudes(tmp_path: Path) -> None:
    policy = POLICY.replace("突破3500亿元", "百亿级")
    road = SMALL["content/articles/roadmap.md"].replace("突破3500亿元", "百亿级")
    files = {**SMALL, PLAN: policy, "content/articles/roadmap.md": road, "content/site.yaml": SITE}
    library = read_tracker(tmp_path, files).library
    assert library is not None
    assert library.policies["plan"].targets[0].quantity.unit == "CNY"
