"""What makes a page stale: which facts are looked at, and which need not be."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from policygen.build import Options, build, read_messages
from policygen.loader import load_package_data, load_tracker
from policygen.model import codec
from policygen.model.articles import Article
from policygen.model.library import Library, read_library
from policygen.model.records import Policy
from policygen.site.facts import VALUE, Facts, Kind
from policygen.site.pages.plan import plan_site
from policygen.site.pages.watch import OF_WORDS, facts_of
from tests.test_incremental import AS_OF
from tests.trackers import SMALL, write_tracker

ROOT = Path(__file__).parents[1]


def digest(value: Policy | Article, _whole: bool) -> bytes:
    return hashlib.sha256(repr(codec.encode(value)).encode()).digest()


def told(library: Library) -> Iterator[tuple[str, bytes]]:
    """Every part of the shelf by name, as facts tell it."""
    loaded = load_tracker(ROOT)
    messages, _ = read_messages(library.site.languages, loaded, load_package_data())
    roots = plan_site(library, AS_OF, messages).roots
    facts = facts_of(roots, digest)
    for name, root in roots.items():
        keys = list(root) if isinstance(root, Mapping) else [()]
        if name != "routes":  # a set, of which only presence is asked
            yield name, facts.digest_all(Kind(name, VALUE, int(isinstance(root, Mapping))), keys)


def reworded(library: Library) -> Library:
    """The same documents in other words, and more of them."""

    def reword(article: Article) -> Article:
        sections = tuple(replace(section, text=f"{section.text} more " * 9) for section in article.sections)
        return replace(article, sections=sections)

    return replace(
        library,
        policies={
            name: replace(policy, summary={code: f"{text} more " * 9 for code, text in (policy.summary or {}).items()})
            for name, policy in library.policies.items()
        },
        articles={name: reword(article) for name, article in library.articles.items()},
    )


def test_words_show_in_no_index_but_those_that_are_said_to_have_them() -> None:
    library, _ = read_library(load_tracker(ROOT), load_package_data())
    assert library is not None
    before, after = dict(told(library)), dict(told(reworded(library)))
    changed = {name for name, facts in before.items() if facts != after[name]}
    assert {"records", "texts", "drawers"} <= changed <= OF_WORDS
    assert before.keys() >= OF_WORDS - {"routes"}


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The indexes of which facts are looked at."""
    found: set[str] = set()
    digest_all = Facts.digest_all

    def listen(self: Facts, kind: Kind, keys: list[Any]) -> bytes:
        if keys:
            found.add(kind.root)
        return digest_all(self, kind, keys)

    monkeypatch.setattr(Facts, "digest_all", listen)
    return found


@pytest.mark.parametrize(
    ("path", "old", "new", "is_of_words"),
    [
        ("content/policies/shanghai/plan.md", "A plan.", "A plan, in other words.", True),
        ("content/policies/shanghai/plan.md", "title: ", "title: Another ", False),
        ("content/articles/roadmap.md", "引言", "引言如下", True),
        ("content/articles/roadmap.md", "各地路线图", "各地新路线图", False),
    ],
)
def test_only_facts_of_words_are_looked_at_where_only_words_changed(
    tmp_path: Path, looked_at: set[str], path: str, old: str, new: str, is_of_words: bool
) -> None:
    root = write_tracker(tmp_path, SMALL)
    options = Options(AS_OF, jobs=1)
    for _ in range(2):
        assert build(root, root / "build", options).published
    looked_at.clear()
    place = root / path
    place.write_text(place.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    report = build(root, root / "build", options)
    assert report.published
    assert any(report.why.values())
    assert looked_at
    assert (looked_at <= OF_WORDS) == is_of_words
