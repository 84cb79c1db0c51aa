from __future__ import annotations

import hashlib
import os
import shutil
from functools import partial
from pathlib import Path

import pytest

from policygen import publication
from policygen.publication import MANIFEST, Publication, PublicationError, load_manifest, write_file
from tests.killing import killed_at

OLD = {"index.html": b"old", "regions/jiangsu.html": b"old", "gone/page.html": b"old"}
NEW = {"index.html": b"new", "regions/jiangsu.html": b"new", "zh/index.html": b"new"}


def publish(output: Path, site: dict[str, bytes]) -> None:
    with Publication(output) as stage:
        stage.publish({path: write_file(stage.folder, path, content) for path, content in site.items()})


def tree(folder: Path) -> dict[str, bytes]:
    """What stands in the folder, the manifest aside."""
    files = (path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files if path.name != MANIFEST}


def test_the_first_build_makes_the_folder_and_its_parents(tmp_path: Path) -> None:
    publish(tmp_path / "a/b/build", OLD)
    assert tree(tmp_path) == {f"a/b/build/{path}": content for path, content in OLD.items()}


def test_a_later_build_replaces_the_site_and_leaves_nothing_behind(tmp_path: Path) -> None:
    publish(tmp_path / "build", OLD)
    publish(tmp_path / "build", NEW)
    assert tree(tmp_path) == {f"build/{path}": content for path, content in NEW.items()}
    assert not (tmp_path / "build/gone").exists()
    assert [entry.name for entry in tmp_path.iterdir()] == ["build"]


def test_what_is_not_published_is_discarded(tmp_path: Path) -> None:
    publish(tmp_path / "build", OLD)
    with Publication(tmp_path / "build") as stage:
        write_file(stage.folder, "index.html", b"half")
    with pytest.raises(ZeroDivisionError), Publication(tmp_path / "build") as stage:
        write_file(stage.folder, "index.html", bytes(1 // 0))
    assert tree(tmp_path) == {f"build/{path}": content for path, content in OLD.items()}
    assert [entry.name for entry in tmp_path.iterdir()] == ["build"]


def test_the_manifest_names_every_file_and_its_digest(tmp_path: Path) -> None:
    publish(tmp_path, {"b.html": b"b", "a b/沪.html": b""})
    assert (tmp_path / MANIFEST).read_text(encoding="utf-8") == (
        "# The files of this site, written by policygen; a later build deletes only these.\n"
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a b/沪.html\n"
        "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d  b.html\n"
    )
    assert list(load_manifest(tmp_path) or ()) == ["a b/沪.html", "b.html"]


def test_what_others_put_into_the_output_is_carried_over(tmp_path: Path) -> None:
    output = tmp_path / "build"
    output.mkdir()
    (output / "CNAME").write_text("example.org")
    (output / ".git/refs").mkdir(parents=True)
    publish(output, OLD)
    (output / "regions/notes.txt").write_text("ours")
    (output / "gone/notes.txt").write_text("ours")
    (output / "elsewhere").symlink_to("nowhere/at-all")
    (output / "more").symlink_to("regions")
    output.chmod(0o750)
    publish(output, NEW)
    assert (output / "CNAME").read_text() == "example.org"
    assert (output / ".git/refs").is_dir()
    assert (output / "regions/notes.txt").read_text() == "ours"
    assert (output / "gone/notes.txt").read_text() == "ours"
    assert (output / "elsewhere").readlink() == Path("nowhere/at-all")
    assert (output / "more").readlink() == Path("regions")
    assert not (output / "gone/page.html").exists()
    assert output.stat().st_mode & 0o777 == 0o750


def test_a_file_system_without_hard_links_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    publish(tmp_path / "build", OLD)
    (tmp_path / "build/CNAME").write_text("example.org")
    monkeypatch.setattr(os, "link", refuse)
    publish(tmp_path / "build", NEW)
    assert (tmp_path / "build/CNAME").read_text() == "example.org"
    with pytest.raises(PublicationError, match="CNAME was not written by policygen"):
        publish(tmp_path / "build", {"CNAME": b"mine"})


@pytest.mark.parametrize("taken", ["zh/index.html", "zh", "index.html/x"])
def test_a_file_of_others_in_the_way_stops_publication(tmp_path: Path, taken: str) -> None:
    output = tmp_path / "build"
    publish(output, {"x.html": b"old"})
    (output / taken).parent.mkdir(exist_ok=True)
    (output / taken).write_text("theirs")
    before = tree(output)
    with pytest.raises(PublicationError, match="was not written by policygen, and the site has a file of that name"):
        publish(output, NEW)
    assert tree(output) == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["build"]


def test_a_file_of_others_that_is_just_what_the_site_needs_is_taken_in(tmp_path: Path) -> None:
    publish(tmp_path / "build", OLD)
    (tmp_path / "build/zh").mkdir()
    (tmp_path / "build/zh/index.html").write_bytes(NEW["zh/index.html"])
    publish(tmp_path / "build", NEW)
    assert "zh/index.html" in (load_manifest(tmp_path / "build") or {})


def test_a_folder_that_is_no_site_of_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("years of work")
    with pytest.raises(PublicationError) as refused:
        publish(tmp_path, NEW)
    assert refused.value.message == f'{tmp_path} holds files that policygen did not write, "thesis.doc" for one'
    assert refused.value.help == "choose another folder with --output, or empty this one"
    assert tree(tmp_path) == {"thesis.doc": b"years of work"}


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("")
    with pytest.raises(PublicationError, match="build is a file, not a folder"):
        publish(tmp_path / "build", NEW)


def test_the_top_of_a_file_system_is_refused() -> None:
    with pytest.raises(PublicationError, match="is the top of a file system"):
        publish(Path("/"), NEW)


def test_what_the_system_refuses_is_told_as_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PublicationError, match="build cannot be written: file exists"):
        publish(tmp_path / "file/build", NEW)


def test_two_builds_at_once(tmp_path: Path) -> None:
    with Publication(tmp_path / "build"), pytest.raises(PublicationError) as refused:
        publish(tmp_path / "build", NEW)
    assert refused.value.message == f"another build is writing {tmp_path / 'build'}"
    publish(tmp_path / "build", NEW)


def test_a_link_to_the_output_stays_a_link(tmp_path: Path) -> None:
    publish(tmp_path / "real", OLD)
    (tmp_path / "build").symlink_to("real")
    publish(tmp_path / "build", NEW)
    assert (tmp_path / "build").is_symlink()
    assert tree(tmp_path / "real") == NEW


def test_what_comes_in_while_the_site_is_switched_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = tmp_path / "build"
    publish(output, OLD)
    exchange = publication._exchange

    def late(new: Path, old: Path) -> bool:
        (output / "late.txt").write_text("late")
        return exchange(new, old)

    monkeypatch.setattr(publication, "_exchange", late)
    publish(output, NEW)
    assert tree(output) == {**NEW, "late.txt": b"late"}


def test_a_folder_in_the_stage_that_is_not_ours_is_left(tmp_path: Path) -> None:
    (tmp_path / ".build-stage/mine").mkdir(parents=True)
    publish(tmp_path / "build", NEW)
    assert (tmp_path / ".build-stage/mine").is_dir()


def publish_over(output: Path, site: dict[str, bytes]) -> set[str]:
    """Publish, and keep what the output has already; what was not touched for that."""
    with Publication(output) as stage:
        digests = {path: hashlib.sha256(content).hexdigest() for path, content in site.items()}
        kept = {path for path, digest in digests.items() if stage.ours.get(path) == digest}
        for path in site.keys() - kept:
            write_file(stage.folder, path, site[path])
        return stage.publish(digests, kept)


@pytest.fixture
def spares(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every site is large enough for a spare."""
    monkeypatch.setattr(publication, "WORTH_A_SPARE", 0)
    monkeypatch.setattr(publication, "WORTH_LAYING_BY", 0)


def test_a_site_of_middling_size_has_a_spare_from_its_second_build_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publication, "WORTH_LAYING_BY", 4)
    output, spare = tmp_path / "build", tmp_path / ".build-stage/spare"
    site = {f"{number}/page.html": b"same" for number in range(4)}
    publish_over(output, site)
    assert not spare.exists()
    assert publish_over(output, {**site, "0/page.html": b"2"}) == set()
    assert tree(spare) == site
    assert publish_over(output, {**site, "0/page.html": b"3"}) == site.keys() - {"0/page.html"}
    del site["3/page.html"]
    assert publish_over(output, site) == site.keys() - {"0/page.html"}
    assert tree(output) == site
    assert not spare.exists()


@pytest.mark.usefixtures("spares")
def test_a_spare_has_the_files_of_the_output_and_only_what_changed_is_touched(tmp_path: Path) -> None:
    output, spare = tmp_path / "build", tmp_path / ".build-stage/spare"
    first = {f"{number}/page.html": b"same" for number in range(9)} | {"gone/deep/page.html": b"", "index.html": b"1"}
    publish(output, first)
    assert tree(spare) == first
    assert publish_over(output, {**first, "index.html": b"2"}) == first.keys() - {"index.html"}
    assert tree(spare) == first
    assert (tmp_path / ".build-stage/.gitignore").read_text() == "*\n"
    (output / "CNAME").write_text("example.org")
    before = {path: (output / path).stat() for path in first}
    third = {**first, "index.html": b"3", "new/page.html": b"new"}
    del third["gone/deep/page.html"]
    settled = publish_over(output, third)
    assert settled == third.keys() - {"index.html", "new/page.html"}
    assert tree(output) == {**third, "CNAME": b"example.org"}
    assert not (output / "gone").exists()
    for path in settled:
        assert (output / path).stat() == before[path]
    publish_over(output, first)
    assert tree(output) == {**first, "CNAME": b"example.org"}
    assert tree(spare) == {**third, "CNAME": b"example.org"}


@pytest.mark.usefixtures("spares")
def test_a_site_is_out_where_there_can_be_no_spare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "link", refuse)
    publish(tmp_path / "build", OLD)
    assert tree(tmp_path / "build") == OLD
    assert not (tmp_path / ".build-stage/spare").exists()


@pytest.mark.usefixtures("spares")
@pytest.mark.parametrize("how", ["delete", "another file", "empty", "file of others", "other files", "fewer files"])
def test_a_spare_that_was_meddled_with_does_no_harm(tmp_path: Path, how: str) -> None:
    output, spare = tmp_path / "build", tmp_path / ".build-stage/spare"
    first = {f"{number}/page.html": b"same" for number in range(9)}
    publish(output, {**first, "index.html": b"1"})
    publish_over(output, {**first, "index.html": b"2"})
    match how:
        case "delete":
            shutil.rmtree(spare)
        case "another file":
            (spare / "1/page.html").unlink()
            (spare / "1/page.html").write_bytes(b"another")
        case "empty":
            for path in first:
                (spare / path).unlink()
        case "file of others":
            (spare / "1/theirs.html").write_bytes(b"theirs")
        case "other files":
            shutil.rmtree(spare)
            for path in first:
                write_file(spare, path, b"same")
        case "fewer files":
            shutil.rmtree(spare / "3")
    publish_over(output, {**first, "index.html": b"3"})
    assert tree(output) == {**first, "index.html": b"3"}


@pytest.mark.parametrize("exchange", [True, False])
@pytest.mark.parametrize("is_large", [True, False])
def test_the_output_is_the_old_site_or_the_new_whenever_the_build_is_killed(
    tmp_path: Path, exchange: bool, is_large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not exchange:
        monkeypatch.setattr(publication, "_exchange", lambda *_: False)
    if is_large:
        monkeypatch.setattr(publication, "WORTH_A_SPARE", 0)
        monkeypatch.setattr(publication, "WORTH_LAYING_BY", 0)
    publish = publish_over
    seen = set()
    for step in range(1000):
        output = tmp_path / str(step) / "build"
        if is_large:
            publish(output, {**OLD, "index.html": b"oldest"})
        publish(output, OLD)
        (output / "CNAME").write_text("example.org")
        killed = killed_at(step, partial(publish, output, NEW))
        if exchange or output.exists():
            site = tree(output)
            assert site.pop("CNAME") == b"example.org"
            assert site in (OLD, NEW)
            seen.add(site["index.html"])
        # The next build, even one that publishes nothing, mends what is left.
        with Publication(output):
            pass
        site = tree(output)
        assert site.pop("CNAME") == b"example.org"
        assert site in (OLD, NEW)
        publish(output, NEW)
        assert tree(output) == {**NEW, "CNAME": b"example.org"}
        assert sorted(entry.name for entry in output.parent.iterdir()) == [".build-stage"] * is_large + ["build"]
        if not killed:
            break
    assert step > 30
    assert seen == {b"old", b"new"}
