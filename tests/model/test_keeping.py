"""Values of documents are kept between builds under what they were read from."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from policygen.loader import load_package_data, load_tracker
from policygen.model.keeping import Keeping, Kept
from policygen.model.library import Library, read_library
from policygen.problems import format_text
from tests.trackers import POLICY, SMALL, write_tracker

ROOT = Path(__file__).parents[2]


def read(root: Path, last: Keeping | None = None, settings: str = "") -> tuple[Library, list[str], Keeping]:
    keeping = Keeping(settings, last.now if last else {})
    library, problems = read_library(load_tracker(root), load_package_data(), keeping)
    assert library is not None
    return library, [format_text(problem, {}) for problem in problems], keeping


def taken(last: Keeping, now: Keeping) -> set[str]:
    """The documents that were not read again."""
    return {name for name, kept in now.now.items() if last.now.get(name) is kept}


def test_what_is_kept_of_the_real_tracker_is_what_was_read() -> None:
    library, problems, keeping = read(ROOT)
    again, told, now = read(ROOT, keeping)
    assert (again.policies, again.articles, again.history) == (library.policies, library.articles, library.history)
    assert told == problems
    assert taken(keeping, now) == set(keeping.now) == set(now.now)
    assert len(keeping.now) == len(library.policies) + len(library.articles)


def test_warnings_are_told_again(tmp_path: Path) -> None:
    root = write_tracker(tmp_path, {**SMALL, "content/policies/shanghai/plan.fr.md": "---\ntitle: Le plan\n---\n"})
    _, problems, keeping = read(root)
    assert problems
    assert read(root, keeping)[1] == problems


@pytest.mark.parametrize(
    ("path", "old", "new", "again"),
    [
        ("content/policies/shanghai/plan.md", "title: Shanghai plan", "title: Plan", {"policy/plan"}),
        ("content/articles/roadmap.md", "引言", "前言", {"article/roadmap", "policy/plan"}),
        ("content/articles/roadmap-en.md", "Introduction", "Preface", {"article/roadmap-en"}),
    ],
)
def test_what_changed_and_what_cites_it_is_read_again(
    tmp_path: Path, path: str, old: str, new: str, again: set[str]
) -> None:
    root = write_tracker(tmp_path, SMALL)
    _, _, keeping = read(root)
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    library, problems, now = read(root, keeping)
    assert set(now.now) - taken(keeping, now) == again
    anew, told, _ = read(root)
    assert (library.policies, library.articles, problems) == (anew.policies, anew.articles, told)


def test_other_settings_have_everything_read_again(tmp_path: Path) -> None:
    root = write_tracker(tmp_path, SMALL)
    _, _, keeping = read(root)
    assert taken(keeping, read(root, keeping, "others")[2]) == set()


def test_words_of_a_source_that_nobody_is_shown_change_nothing_for_others(tmp_path: Path) -> None:
    root = write_tracker(tmp_path, SMALL)
    _, _, keeping = read(root)
    file = root / "content/articles/roadmap.md"
    file.write_text(file.read_text(encoding="utf-8").replace("引言", "前言"), encoding="utf-8")
    _, _, now = read(root, keeping)
    before, after = keeping.now["article/roadmap"], now.now["article/roadmap"]
    assert before.told != after.told
    assert before.shown == after.shown
    assert keeping.now["policy/plan"].told == now.now["policy/plan"].told


def test_what_has_an_error_is_not_kept(tmp_path: Path) -> None:
    root = write_tracker(
        tmp_path, {**SMALL, "content/policies/shanghai/plan.md": POLICY.replace("Shanghai\n", "X\n", 1)}
    )
    keeping = Keeping()
    read_library(load_tracker(root), load_package_data(), keeping)
    assert set(keeping.now) == {"article/roadmap", "article/roadmap-en"}


class Evil:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return print, ("run",)


def test_a_memory_cannot_hold_a_program(tmp_path: Path) -> None:
    root = write_tracker(tmp_path, SMALL)
    _, _, keeping = read(root)
    kept = keeping.now["policy/plan"]
    for value in (Evil(), Path("/"), Kept):
        keeping.now["policy/plan"] = kept._replace(value=pickle.dumps((value, (), None)))
        with pytest.raises(KeyError):
            read(root, keeping)
