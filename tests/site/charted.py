"""Trackers for the tests of maps and charts: places with promises and support, in the author's syntax."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

from policygen.site.messages import Messages
from policygen.site.pages import SitePlan, plan_site
from tests.trackers import METRICS, SITE, read_tracker

V = TypeVar("V")


class Act(NamedTuple):
    """A record of a place. `promises` are (figure, deadline), `support` is the part of the front matter below
    `subsidies:`, whose figures stand in `words`.
    """

    region: str
    promises: Sequence[tuple[str, str]] = ()
    announced: str = "2022"
    support: str = ""
    words: str = ""
    metric: str = "industry scale"
    extra: str = ""


def files_of(acts: Sequence[Act], site: str = SITE, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The files of a tracker of these acts; one article has all their words."""
    words = [act.words or "。".join(f"{by}{value}" for value, by in act.promises) or "无" for act in acts]
    sections = "\n\n".join(f"## 第{number}篇\n\n{text}。" for number, text in enumerate(words, 1))
    files = {
        "content/site.yaml": site,
        "content/vocabulary/metrics.yaml": METRICS,
        "content/articles/book.md": f"---\ntitle: 各地\nlanguage: zh\ndate: 2022\n---\n{sections}\n",
        **(more or {}),
    }
    for number, act in enumerate(acts, 1):
        targets = "".join(
            f"  - {{metric: {act.metric}, value: {value}, by: {by}}}\n"
            if by
            else f"  - {{metric: {act.metric}, value: {value}}}\n"
            for value, by in act.promises
        )
        files[f"content/policies/all/act{number}.md"] = (
            f"---\ntitle: Act {number} of {act.region}\nregion: {act.region}\ninstrument: plan\n"
            + (f"announced: {act.announced}\n" if act.announced else "")
            + f"sources:\n  book: {{article: book, section: 第{number}篇, read: 2026-11-20}}\n"
            + (f"targets:\n{targets}" if targets else "")
            + (f"subsidies:\n{act.support}" if act.support else "")
            + act.extra
            + "---\n"
        )
    return files


def plan_of(folder: Path, files: Mapping[str, str], as_of: date = date(2026, 11, 20)) -> SitePlan:
    """The plan of the tracker, in its languages."""
    read = read_tracker(folder, files)
    assert read.errors == []
    assert read.library is not None
    languages = read.library.site.languages
    return plan_site(read.library, as_of, {language: Messages(language) for language in languages})


def view_of(site: SitePlan, path: str, kind: type[V]) -> V:
    """The view of the page at the path."""
    (page,) = (page for page in site.pages if page.path == path)
    view = page.view
    assert isinstance(view, kind)
    return view
