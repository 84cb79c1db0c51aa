"""The build as a whole: the same bytes everywhere, and nothing published unless everything is right."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Self

import pytest

from policygen import rendering
from policygen.build import Options, Report, build, check
from policygen.problems import format_text
from policygen.publication import MANIFEST
from tests.trackers import ARTICLE, POLICY, SITE, SMALL, write_tracker

PLAN = "content/policies/shanghai/plan.md"
OPTIONS = Options(today=date(2026, 11, 20))
PO = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Policies"\nmsgstr "{}"\n'


def made(tracker: Path, files: Mapping[str, str], options: Options = OPTIONS) -> Report:
    return build(write_tracker(tracker, files), tracker / "build", options)


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def printed(report: Report) -> list[str]:
    return [format_text(problem, {}) for problem in report.problems]


def run(tracker: Path, *arguments: str, **environment: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "policygen", "build", str(tracker), "--as-of", "2026-11-20", *arguments],
        check=True,
        env={**os.environ, **environment},
        capture_output=True,
    )


def test_a_word_of_a_body_touches_only_what_shows_it(tmp_path: Path) -> None:
    tracker = write_tracker(tmp_path, SMALL)
    assert build(tracker, tracker / "build", OPTIONS).published
    record = tracker / "content/policies/shanghai/plan.md"
    record.write_text(record.read_text(encoding="utf-8") + "\nAnother word.\n", encoding="utf-8")
    report = build(tracker, tracker / "build", OPTIONS)
    assert report.published
    stale = {path for path, why in report.why.items() if why}
    assert {path for path in stale if not path.startswith("search/")} == {
        "data/policies/plan.json",
        "policies/plan.html",
        "zh/policies/plan.html",
    }


def test_a_second_build_is_the_same(tmp_path: Path) -> None:
    made(tmp_path, SMALL)
    first = digests(tmp_path / "build")
    made(tmp_path, SMALL)
    assert digests(tmp_path / "build") == first
    assert len(first) > 30


def test_machine_and_order_do_not_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One process or four, hash seeds, time zones, locales, and the order in which a disk tells of its files."""
    one, other, here = tmp_path / "one", tmp_path / "deeper/other", tmp_path / "here"
    write_tracker(one, SMALL)
    write_tracker(other, dict(reversed(SMALL.items())))
    run(one, "--jobs", "1", PYTHONHASHSEED="1", TZ="Pacific/Kiritimati", LC_ALL="C", SOURCE_DATE_EPOCH="0")
    run(other, "--jobs", "4", PYTHONHASHSEED="2", TZ="Pacific/Pago_Pago", LC_ALL="C.UTF-8", PYTHONUTF8="0")
    assert digests(one / "build") == digests(other / "build")
    work, scandir = rendering._work, os.scandir

    def note(*told: Any) -> None:
        (tmp_path / f"process-{os.getpid()}").touch()
        work(*told)

    class Shuffled(Iterator[os.DirEntry[str]]):
        def __init__(self, folder: Any = ".") -> None:
            with scandir(folder) as entries:
                self.left = sorted(entries, key=lambda entry: hashlib.sha256(entry.name.encode()).digest())

        def __next__(self) -> os.DirEntry[str]:
            if not self.left:
                raise StopIteration
            return self.left.pop()

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            self.left.clear()

    monkeypatch.setattr(rendering, "_work", note)
    monkeypatch.setattr(os, "scandir", Shuffled)
    made(here, SMALL, Options(today=OPTIONS.today, jobs=4))
    monkeypatch.undo()
    assert len(list(tmp_path.glob("process-*"))) == 4
    assert digests(here / "build") == digests(one / "build")


def test_the_library_and_the_pages_are_counted(tmp_path: Path) -> None:
    report = made(tmp_path, SMALL)
    assert (report.policies, report.articles, report.published) == (1, 2, True)
    assert report.pages == len(list((tmp_path / "build").rglob("*.html")))


def test_the_manifest_names_every_file(tmp_path: Path) -> None:
    made(tmp_path, SMALL)
    lines = (tmp_path / "build" / MANIFEST).read_text(encoding="utf-8").splitlines()[1:]
    listed = dict(reversed(line.split("  ", 1)) for line in lines)
    assert listed == {path: digest for path, digest in digests(tmp_path / "build").items() if path != MANIFEST}


def test_an_error_keeps_the_old_site_and_a_warning_does_not(tmp_path: Path) -> None:
    made(tmp_path, SMALL)
    before = digests(tmp_path / "build")
    report = made(tmp_path, {PLAN: POLICY.replace("region: Shanghai", "region: Nowhere")})
    assert (report.published, digests(tmp_path / "build")) == (False, before)
    report = made(tmp_path, {**SMALL, "content/articles/alone.md": ARTICLE.replace("路线图", "另一篇")})
    assert report.published
    assert report.problems
    assert digests(tmp_path / "build") != before


def test_check_finds_what_build_finds(tmp_path: Path) -> None:
    write_tracker(tmp_path, {**SMALL, PLAN: POLICY.replace("A plan.", "A [plan](plans/gone.html).")})
    assert printed(check(tmp_path, OPTIONS)) == printed(build(tmp_path, tmp_path / "build", OPTIONS))
    assert not (tmp_path / "build").exists()


def test_a_link_of_a_record_is_told_where_it_is_written(tmp_path: Path) -> None:
    zh = "---\ntitle: 上海方案\n---\n见[别处](elsewhere.html)。"
    english = POLICY.replace("A plan.", "A plan.\n\nSee [the plan](gone.html#there).")
    report = made(tmp_path, {**SMALL, PLAN: english, "content/policies/shanghai/plan.zh.md": zh})
    assert [line.partition("\n")[0] for line in printed(report) if ": error: " in line] == [
        f'{PLAN}:15:16: error: the link "gone.html#there" leads to no file of the site [link/broken]',
        "content/policies/shanghai/plan.zh.md:4:7: error: "
        'the link "elsewhere.html" leads to no file of the site [link/broken]',
    ]


def test_two_files_that_some_disks_take_for_one_are_refused(tmp_path: Path) -> None:
    report = made(tmp_path, {**SMALL, "templates/static/note.txt": "a", "templates/static/Note.txt": "b"})
    assert not report.published
    assert [line for line in printed(report) if ": error: " in line] == [
        'static/note.txt:1:1: error: "static/note.txt" and "static/Note.txt" would be one file [build/same-path]\n'
        "   help: rename one of them"
    ]


def test_a_site_file_of_a_tracker_s_own_comes_before_the_built_in_one(tmp_path: Path) -> None:
    made(tmp_path, {**SMALL, "templates/static/site.css": "body { color: red }\n", "templates/static/own/x.txt": "x"})
    assert (tmp_path / "build/static/site.css").read_text(encoding="utf-8") == "body { color: red }\n"
    assert (tmp_path / "build/static/own/x.txt").is_file()
    assert (tmp_path / "build/static/favicon.svg").is_file()


def test_a_tracker_s_own_words_come_before_the_built_in_ones(tmp_path: Path) -> None:
    made(tmp_path, {**SMALL, "content/locales/zh.po": PO.format("文件汇编")})
    assert "文件汇编" in (tmp_path / "build/zh/index.html").read_text(encoding="utf-8")


def site_in(*languages: str) -> dict[str, str]:
    texts = "".join(f", {language}: T" for language in languages[1:])
    return {**SMALL, "content/site.yaml": f"title: {{{languages[0]}: T{texts}}}\nlanguages: [{', '.join(languages)}]\n"}


def test_a_language_without_words_is_told(tmp_path: Path) -> None:
    report = made(tmp_path, site_in("en", "de"))
    [line] = [line for line in printed(report) if "build/no-words" in line]
    number = line.partition("notice: ")[2].partition(" ")[0]
    assert int(number) > 200
    assert line == (
        f'content/site.yaml:2:17: notice: {number} of {number} texts of the interface have no "de" [build/no-words]\n'
        "   help: write them to content/locales/de.po; until then these buttons and headings are English"
    )
    report = made(tmp_path, {"content/locales/de.po": PO.format("Regelwerke")})
    assert f" {int(number) - 1} of {number} texts" in "".join(printed(report))
    assert "Regelwerke" in (tmp_path / "build/de/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["zh-CN", "zh-TW"])
def test_a_variant_has_the_words_of_its_language(tmp_path: Path, language: str) -> None:
    report = made(tmp_path, {**site_in(language, "en"), "content/locales/zh.po": PO.format("文件汇编")})
    assert [line for line in printed(report) if "build/no-words" in line] == []
    page = (tmp_path / "build/policies/plan.html").read_text(encoding="utf-8")
    assert f'<html lang="{language}">' in page
    for text in ("文件汇编", "产业规模", "3500亿元", "上海", "2025年底"):
        assert text in page, text
    report = made(tmp_path, {f"content/locales/{language}.po": PO.format("政策文件")})
    assert "政策文件" in (tmp_path / "build/policies/plan.html").read_text(encoding="utf-8")


def test_a_broken_catalogue_is_told(tmp_path: Path) -> None:
    report = made(tmp_path, {**SMALL, "content/locales/zh.po": "msgid oops"})
    [line] = [line for line in printed(report) if "build/catalogue" in line]
    assert line.startswith("content/locales/zh.po:1:1: error: this is no catalogue of messages: ")
    assert line.endswith("\n   help: correct it, or delete the file to have the built-in words")


def test_the_base_url_of_the_run_comes_before_the_site_s(tmp_path: Path) -> None:
    site = {**SMALL, "content/site.yaml": SITE + "base url: https://example.org/a\n"}
    made(tmp_path, site)
    assert b"https://example.org/a/zh/policies/plan.html" in (tmp_path / "build/sitemap.xml").read_bytes()
    made(tmp_path, site, Options(today=OPTIONS.today, base_url="https://example.org/b/"))
    sitemap = (tmp_path / "build/sitemap.xml").read_text(encoding="utf-8")
    assert "https://example.org/b/zh/policies/plan.html" in sitemap
    assert "/a/" not in sitemap
    assert "404" not in sitemap


def test_without_a_base_url_there_is_no_sitemap(tmp_path: Path) -> None:
    made(tmp_path, SMALL)
    assert not (tmp_path / "build/sitemap.xml").exists()


@pytest.mark.parametrize("home", ["CN", "US"])
@pytest.mark.parametrize("languages", ["en", "zh", "zh, en", "en, fr", "ar"])
def test_the_smallest_tracker_is_a_site(tmp_path: Path, languages: str, home: str) -> None:
    site = f"title: {{{languages[:2]}: Nothing yet}}\nlanguages: [{languages}]\nhome: {home}\n"
    report = made(tmp_path, {"content/site.yaml": site})
    assert [line for line in printed(report) if "error" in line] == []
    assert report.published


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    report = made(
        tmp_path, SMALL, Options(today=OPTIONS.today, progress=lambda done, pages: told.append((done, pages)))
    )
    assert told[-1][0] == told[-1][1] > report.pages


def test_what_goes_wrong_in_another_process_is_told_here(tmp_path: Path) -> None:
    broken = {**SMALL, "templates/pages/home.html": "{{ view.nothing_of_that_name }}"}
    with pytest.raises(Exception, match="nothing_of_that_name"):
        made(tmp_path, broken, Options(today=OPTIONS.today, jobs=2))
    assert not (tmp_path / "build").exists()
    assert not (tmp_path / ".build-stage").exists()


def test_a_killed_build_leaves_the_old_site_and_the_next_one_mends(tmp_path: Path) -> None:
    made(tmp_path, SMALL)
    before = digests(tmp_path / "build")
    write_tracker(tmp_path, {PLAN: POLICY.replace("A plan.", "Another plan.")})
    command = [sys.executable, "-m", "policygen", "build", str(tmp_path), "--as-of", "2026-11-20", "--jobs", "2"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".build-stage/new-*/*")) and time.monotonic() < deadline:
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert digests(tmp_path / "build").keys() == before.keys()
    # The processes it started end by themselves; until then the folder is held.
    while (tmp_path / ".build-stage").exists() and time.monotonic() < deadline:
        subprocess.run(command, check=False, capture_output=True)
    assert not (tmp_path / ".build-stage").exists()
    assert digests(tmp_path / "build")["index.html"]
