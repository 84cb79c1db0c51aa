"""The library: which files are read, and what is told of those that cannot be."""

from __future__ import annotations

from pathlib import Path

from tests.trackers import ARTICLE, POLICY, SMALL, read_tracker

UNREADABLE = "---\ntitle: @x\n---\n"
COMPLAINT = 'error: a value cannot start with "@" [yaml/syntax] | put the whole value in double quotes'


def test_front_matter_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    """What refers to the article needs no complaint of its own: neither the record nor the translation."""
    read = read_tracker(tmp_path, {**SMALL, "content/articles/roadmap.md": UNREADABLE})
    assert read.errors == [f"content/articles/roadmap.md:2:8: {COMPLAINT}"]
    assert read.library is not None
    assert (list(read.library.articles), list(read.library.policies)) == (["roadmap-en"], [])


def test_a_translation_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    read = read_tracker(tmp_path, {**SMALL, "content/policies/shanghai/plan.zh.md": UNREADABLE})
    assert read.errors == [f"content/policies/shanghai/plan.zh.md:2:8: {COMPLAINT}"]


def test_without_a_site_the_mistakes_are_told_all_the_same(tmp_path: Path) -> None:
    files = {"content/articles/a.md": ARTICLE, "content/policies/b.md": POLICY, "content/policies/c.md": UNREADABLE}
    read = read_tracker(tmp_path, files)
    assert read.library is None
    assert [line.split(" | ")[0] for line in read.errors] == [
        f"content/policies/c.md:2:8: {COMPLAINT.split(' | ', maxsplit=1)[0]}",
        "content/site.yaml:1:1: error: no content/site.yaml here [files/no-site]",
    ]
