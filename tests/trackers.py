"""Trackers for tests, written as a curator would write them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from policygen.loader import load_package_data, load_tracker
from policygen.model.checks import check_library
from policygen.model.library import Library, read_library
from policygen.problems import Problem, format_text, has_errors, sort_problems

SITE = """\
title: {en: Test tracker, zh: 测试}
tagline: {en: What was promised, zh: 承诺了什么}
description: {en: A small tracker, zh: 小型追踪站}
languages: [en, zh]
home: CN
"""

ARTICLE = """\
---
title: 各地路线图
date: 2022-06-24
language: zh
---
引言，预计2027年市场规模达1263.5亿元。

## 上海

到2025年，产业规模突破3500亿元，打造10家头部企业。

## 江苏·南京

面积400平方米以上的载体，给予每年20万元补贴，每增加100平方米再给予5万元，补贴不少于三年。2025年建成先导区。
"""

ARTICLE_EN = """\
---
title: Roadmap of provinces
date: 2022-06-25
language: en
translation of: roadmap
---
Introduction.

## Shanghai

By 2025 the scale of the industry will exceed 350 billion yuan; 10 leading firms.

## Jiangsu, Nanjing

An annual subsidy of 200,000 yuan, and an additional 5 for each 100 square meters. 10,000 yuan subsidy.
"""

POLICY = """\
---
title: Shanghai plan
region: Shanghai
instrument: plan
announced: 2022
sources:
  road: {article: roadmap, section: 上海, read: 2026-11-20}
targets:
  - metric: industry scale
    value: 突破3500亿元
    by: 2025
---
A plan.
"""

METRICS = """\
- id: industry-scale
  label: {en: Industry scale, zh: 产业规模}
  unit: money
- id: leading-enterprises
  label: {en: Leading enterprises, zh: 头部企业}
  unit: count
  noun: {en: [firm, firms], zh: [家]}
"""

#: A small tracker without problems.
SMALL: Mapping[str, str] = {
    "content/site.yaml": SITE,
    "content/vocabulary/metrics.yaml": METRICS,
    "content/articles/roadmap.md": ARTICLE,
    "content/articles/roadmap-en.md": ARTICLE_EN,
    "content/policies/shanghai/plan.md": POLICY,
}


class Read(NamedTuple):
    """A tracker as read: `errors` and `told` are printed problems without source lines, one text each."""

    library: Library | None
    problems: list[Problem]

    @property
    def errors(self) -> list[str]:
        return [_line(p) for p in self.problems if p.severity == "error"]

    @property
    def warnings(self) -> list[str]:
        return [_line(p) for p in self.problems if p.severity == "warning"]

    @property
    def notices(self) -> list[str]:
        return [_line(p) for p in self.problems if p.severity == "notice"]


def _line(problem: Problem) -> str:
    return format_text(problem, {}).replace("\n   help: ", " | ")


def write_tracker(folder: Path, files: Mapping[str, str]) -> Path:
    """The files under `folder`; a file whose text is empty is left out."""
    for path, text in files.items():
        if text:
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
    return folder


def read_tracker(folder: Path, files: Mapping[str, str]) -> Read:
    """`files` written to `folder` and read with every check over the whole."""
    loaded = load_tracker(write_tracker(folder, files))
    library, problems = read_library(loaded, load_package_data())
    if library is not None:
        problems = [*problems, *check_library(library, whole=not has_errors(problems))]
    return Read(library, sort_problems(problems))
