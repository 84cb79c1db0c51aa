"""Values of documents are kept between builds under what they were read from, and signed by whoever keeps them."""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from policygen import memory as memory_room
from policygen.build import Options, build
from policygen.keeping import Keeping
from policygen.loader import Told, load_package_data, load_tracker
from policygen.memory import Memory, own_key
from policygen.model import codec
from policygen.model.articles import Article, without_texts
from policygen.model.documents import Kept
from policygen.model.library import Library, read_library
from policygen.model.records import Policy
from policygen.pieces import ForgottenError, Pieces
from policygen.problems import format_text
from policygen.site.messages import Catalogue
from policygen.site.renderer import Renderer
from tests.trackers import POLICY, SMALL, write_tracker

ROOT = Path(__file__).parents[1]


class Counted(Keeping):
    """Takes down what had to be read."""

    def __init__(self, memory: Memory) -> None:
        super().__init__(memory)
        self.read: set[str] = set()

    def keep(self, name: str, told: Told, kept: Kept) -> Kept:
        self.read.add(f"{type(kept.value).__name__} {name}")
        return super().keep(name, told, kept)


@contextmanager
def reading(root: Path, home: Path, settings: str = "") -> Iterator[tuple[Library, list[str], Counted]]:
    """The tracker in `root`, read with the memory in `home`."""
    with Counted(Memory(home)) as keeping:
        keeping.begin(settings)
        library, problems = read_library(load_tracker(root), load_package_data(), keeping)
        assert library is not None
        keeping.save()
        yield library, [format_text(problem, {}) for problem in problems], keeping


def test_what_is_kept_of_the_real_tracker_is_what_was_read(tmp_path: Path) -> None:
    read, _ = read_library(load_tracker(ROOT), load_package_data())
    assert read is not None
    with reading(ROOT, tmp_path) as (library, problems, first), reading(ROOT, tmp_path) as (again, told, second):
        assert (library.policies, library.articles, library.history) == (read.policies, read.articles, read.history)
        assert len(first.read) == len(library.policies) + len(library.articles)
        assert second.read == set()
        assert (again.policies, again.articles, again.history) == (library.policies, library.articles, library.history)
        assert told == problems
        for name, article in library.articles.items():
            assert without_texts(again.articles[name]) == without_texts(article)
            assert first.digest(article, False) == second.digest(article, False)
        for name, policy in library.policies.items():
            assert first.digest(policy, True) == second.digest(again.policies[name], True)


def test_equal_values_are_equal_data_whoever_made_them(tmp_path: Path) -> None:
    with reading(ROOT, tmp_path) as (library, *_), reading(ROOT, tmp_path) as (again, *_):
        for one, other in ((library.policies, again.policies), (library.articles, again.articles)):
            for name in one:
                assert codec.encode(one[name]) == codec.encode(other[name])  # type: ignore[arg-type]


def test_a_document_is_not_opened_again_before_somebody_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_tracker(tmp_path / "tracker", SMALL)
    with reading(root, tmp_path):
        pass
    known = {str(path): path for path in (root / "content").rglob("*.md")}
    with Counted(Memory(tmp_path)) as keeping:
        digests = {place: memory_room.look_at(place, None).digest for place in known}  # type: ignore[union-attr]
        opened: list[str] = []
        real = open
        monkeypatch.setattr("builtins.open", lambda path, *more: opened.append(str(path)) or real(path, *more))
        loaded = load_tracker(root, digests, keeping.clean)
        keeping.begin("")
        library, _ = read_library(loaded, load_package_data(), keeping)
        assert library is not None
        assert not known.keys() & set(opened)
        assert loaded.files["content/policies/shanghai/plan.md"].text == POLICY
        assert set(opened) & known.keys() == {str(root / "content/policies/shanghai/plan.md")}


def test_warnings_are_told_again(tmp_path: Path) -> None:
    root = write_tracker(tmp_path, {**SMALL, "content/policies/shanghai/plan.fr.md": "---\ntitle: Le plan\n---\n"})
    with reading(root, tmp_path) as (_, problems, _), reading(root, tmp_path) as (_, told, keeping):
        assert any("translation/language" in each for each in problems)
        assert (told, keeping.read) == (problems, set())


@pytest.mark.parametrize(
    ("path", "old", "new", "again"),
    [
        ("policies/shanghai/plan.md", "title: Shanghai plan", "title: Plan", {"Policy plan"}),
        ("articles/roadmap.md", "引言", "前言", {"Article roadmap"}),
        ("articles/roadmap.md", "打造10家", "打造了10家", {"Article roadmap", "Policy plan"}),
        ("articles/roadmap.md", "## 江苏·南京", "## 江苏南京", {"Article roadmap", "Policy plan"}),
        ("articles/roadmap.md", "date: 2022-06-24", "date: 2021-06-24", {"Article roadmap", "Policy plan"}),
        ("articles/roadmap-en.md", "Introduction", "Preface", {"Article roadmap-en"}),
    ],
)
def test_what_changed_and_what_rests_on_it_is_read_again(
    tmp_path: Path, path: str, old: str, new: str, again: set[str]
) -> None:
    root = write_tracker(tmp_path / "tracker", SMALL)
    with reading(root, tmp_path):
        pass
    file = root / "content" / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    with reading(root, tmp_path) as (library, problems, now), reading(root, tmp_path / "none") as (anew, told, _):
        assert now.read == again
        assert (library.policies, library.articles, problems) == (anew.policies, anew.articles, told)


def test_words_of_a_source_that_nobody_is_shown_change_nothing_for_others(tmp_path: Path) -> None:
    root = write_tracker(tmp_path / "tracker", SMALL)
    digests = []
    for word in ("引言", "前言"):
        path = root / "content/articles/roadmap.md"
        path.write_text(path.read_text(encoding="utf-8").replace("引言", word), encoding="utf-8")
        with reading(root, tmp_path) as (library, _, keeping):
            article, policy = library.articles["roadmap"], library.policies["plan"]
            digests.append(
                [keeping.digest(article, True), keeping.digest(article, False), keeping.digest(policy, True)]
            )
    before, after = digests
    assert before[0] != after[0]
    assert before[1:] == after[1:]


def test_other_settings_have_everything_read_again(tmp_path: Path) -> None:
    root = write_tracker(tmp_path, SMALL)
    with reading(root, tmp_path) as (*_, first), reading(root, tmp_path, "others") as (*_, second):
        assert second.read == first.read


def test_what_has_an_error_is_not_kept(tmp_path: Path) -> None:
    wrong = POLICY.replace("Shanghai\n", "X\n", 1)
    root = write_tracker(tmp_path, {**SMALL, "content/policies/shanghai/plan.md": wrong})
    with reading(root, tmp_path) as (_, problems, keeping), reading(root, tmp_path) as (_, told, _):
        assert keeping.read == {"Article roadmap", "Article roadmap-en"}
        assert problems == told


def test_an_original_that_is_gone_is_missed_again(tmp_path: Path) -> None:
    root = write_tracker(tmp_path / "tracker", {**SMALL, "content/policies/shanghai/plan.md": ""})
    with reading(root, tmp_path):
        pass
    (root / "content/articles/roadmap.md").unlink()
    with reading(root, tmp_path) as (_, problems, _), reading(root, tmp_path / "none") as (_, told, _):
        assert any("article/translation-of" in each for each in problems)
        assert problems == told


# -- whose memory it is -------------------------------------------------------------------------------------


def test_a_memory_that_somebody_else_wrote_is_not_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_room, "own_key", lambda: b"k" * 32)
    Memory(tmp_path).save("part", ["theirs"])
    assert Memory(tmp_path).load("part") == ["theirs"]
    monkeypatch.setattr(memory_room, "own_key", own_key)

    def refuse(data: bytes) -> None:
        raise AssertionError("what is not signed was unpacked")

    monkeypatch.setattr(marshal, "loads", refuse)
    assert Memory(tmp_path).load("part") is None


def test_a_memory_of_another_program_is_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Memory(tmp_path).save("part", ["mine"])
    monkeypatch.setattr(memory_room, "program_digest", lambda: "another")
    assert Memory(tmp_path).load("part") is None
    monkeypatch.undo()
    assert Memory(tmp_path).load("part") == ["mine"]


def test_a_part_is_not_taken_for_another(tmp_path: Path) -> None:
    Memory(tmp_path).save("one", ["one"])
    folder = tmp_path / ".policygen"
    (folder / "one").rename(folder / "other")
    assert Memory(tmp_path).load("other") is None


def test_the_key_is_for_its_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    make = own_key.__wrapped__
    first = make()
    assert first is not None
    assert make() == first
    path = tmp_path / "policygen/key"
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    path.chmod(0o644)
    assert make() not in (None, first)
    path.write_bytes(b"short")
    assert len(make() or b"") == 32


def test_who_has_no_place_for_a_key_has_no_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_room, "own_key", lambda: None)
    memory = Memory(tmp_path)
    memory.save("part", 1)
    assert memory.load("part") is None
    assert not (tmp_path / ".policygen").exists()


# -- pieces -------------------------------------------------------------------------------------------------


def save(memory: Memory, values: dict[str, object]) -> None:
    pieces = Pieces(memory, "part")
    for key, value in values.items():
        pieces.put(key, value)
    pieces.save("about", values)
    pieces.close()


def test_pieces_are_read_one_at_a_time_and_added_at_the_end(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    save(memory, {"a": [1], "b": (2,)})
    pieces = Pieces(memory, "part")
    assert (pieces.about, pieces.get("a"), pieces.get("b")) == ("about", [1], (2,))
    pieces.put("c", "new")
    pieces.save("more", ["a", "c"])
    assert pieces.get("a") == [1]
    pieces.close()
    again = Pieces(memory, "part")
    assert (again.about, "b" in again, again.get("a"), again.get("c")) == ("more", False, [1], "new")
    again.close()


def test_what_is_not_wanted_any_more_goes_in_time(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    for number in range(8):
        save(memory, {"a": "x" * 500_000 + str(number)})
    folder = tmp_path / ".policygen"
    [held] = [path for path in folder.iterdir() if path.name.startswith("part-")]
    assert held.stat().st_size < 3_000_000
    pieces = Pieces(memory, "part")
    assert pieces.get("a") == "x" * 500_000 + "7"
    pieces.close()


@pytest.mark.parametrize("hurt", ["cut", "change", "gone"])
def test_a_piece_that_is_not_what_was_kept_is_never_handed_out(tmp_path: Path, hurt: str) -> None:
    memory = Memory(tmp_path)
    save(memory, {"a": "text", "b": "other"})
    [held] = [path for path in (tmp_path / ".policygen").iterdir() if path.name.startswith("part-")]
    data = held.read_bytes()
    if hurt == "gone":
        held.unlink()
        assert Pieces(memory, "part").about is None
        return
    held.write_bytes(data[:3] if hurt == "cut" else data.replace(b"text", b"lies"))
    pieces = Pieces(memory, "part")
    with pytest.raises(ForgottenError):
        pieces.get("a")
    pieces.close()


def test_two_builds_that_keep_at_once_do_not_mix_their_pieces(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    save(memory, {"a": "first"})
    one, other = Pieces(memory, "part"), Pieces(memory, "part")
    for pieces, value in ((one, "one"), (other, "other")):
        pieces.put("b", value)
        pieces.save(value, ["a", "b"])
        pieces.close()
    last = Pieces(memory, "part")
    assert (last.about, last.get("a"), last.get("b")) == ("other", "first", "other")
    last.close()


def test_a_build_that_counted_on_a_lost_piece_begins_again(tmp_path: Path) -> None:
    root = write_tracker(tmp_path / "tracker", SMALL)
    build(root, tmp_path / "out", Options(date(2026, 11, 20)))
    expected = (tmp_path / "out/policies/plan.html").read_bytes()
    for held in (root / ".policygen").glob("values-*"):
        held.write_bytes(b"\0" * held.stat().st_size)
    (tmp_path / "out/policies/plan.html").write_text("lost")
    assert build(root, tmp_path / "out", Options(date(2026, 11, 20))).published
    assert (tmp_path / "out/policies/plan.html").read_bytes() == expected


def test_a_new_field_of_a_type_without_a_rule_is_noticed() -> None:
    with pytest.raises(TypeError, match="no rule"):
        codec._expression(codec._ENCODING, "value", complex)
    assert {Article.__name__, Policy.__name__} < {name.partition("_")[2] for name in codec._functions()}


def test_compiled_templates_are_kept_and_compiled_again_when_they_change(tmp_path: Path) -> None:
    compiled: dict[str, bytes] = {}
    page = tmp_path / "page.html"
    seen: set[bytes] = set()
    for text in ("one", "one", "other"):
        page.write_text(text)
        renderer = Renderer([tmp_path], {"en": Catalogue()}, compiled)
        renderer.compile(["page.html"])
        seen |= set(compiled.values())
        assert renderer.render(Shown()) == f"{text}\n".encode()
    assert len(seen) == 2


def test_templates_that_another_program_compiled_are_forgotten(tmp_path: Path) -> None:
    tracker = write_tracker(tmp_path, SMALL)
    build(tracker, tmp_path / "out", Options(date(2026, 11, 20)))
    memory = Memory(tracker)
    program, compiled = memory.load("templates")
    assert compiled
    memory.save("templates", (program[::-1], dict.fromkeys(compiled, b"no program")))
    (tmp_path / "out/index.html").unlink()
    assert build(tracker, tmp_path / "out", Options(date(2026, 11, 20))).published


class Shown:
    language = "en"
    template = "page.html"
    view = None
