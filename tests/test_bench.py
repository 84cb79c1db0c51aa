"""The benchmark: the same content every time, without a problem; honest measurements; tables of what was measured."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench import changes, kinds, report, summary, tables, trees
from bench.generate import SEED
from bench.layouts import find_site, write_site
from bench.plot import draw
from bench.verifying import Output
from policygen.build import Options, build
from policygen.loader import load_package_data, load_tracker
from policygen.model.checks import check_library
from policygen.model.library import read_library
from policygen.problems import Severity, format_text

ROOT = Path(__file__).parents[1]
SAMPLE = Path(__file__).with_name("bench_results.jsonl")
RECORDS = 20


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def complaints(folder: Path) -> list[str]:
    """What `policygen check` says against the content; a notice is no complaint."""
    loaded = load_tracker(folder)
    library, problems = read_library(loaded, load_package_data())
    assert library is not None
    problems = [*problems, *check_library(library, whole=True)]
    return [format_text(problem, loaded.files) for problem in problems if problem.severity != Severity.NOTICE]


@pytest.fixture(scope="module")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tracker")
    write_site(find_site("policygen", folder, ("en", "zh")), RECORDS, SEED)
    return folder


def test_the_same_seed_gives_the_same_bytes(tracker: Path, tmp_path: Path) -> None:
    for name, seed in (("same", SEED), ("other", SEED + 1)):
        write_site(find_site("policygen", tmp_path / name, ("en", "zh")), RECORDS, seed)
    assert content(tmp_path / "same") == content(tracker)
    assert content(tmp_path / "other") != content(tracker)


def test_a_larger_tracker_begins_with_the_smaller_one(tracker: Path, tmp_path: Path) -> None:
    write_site(find_site("policygen", tmp_path, ("en", "zh")), 2 * RECORDS, SEED)
    assert content(tracker).items() <= content(tmp_path).items()


@pytest.mark.parametrize("languages", [("en",), ("en", "zh")], ids="+".join)
def test_the_content_has_no_problem(languages: tuple[str, ...], tmp_path: Path) -> None:
    write_site(find_site("policygen", tmp_path, languages), RECORDS, SEED)
    assert len(list((tmp_path / "content/policies").glob("*/*.md"))) == RECORDS * len(languages)
    assert complaints(tmp_path) == []


def test_the_content_has_no_problem_after_any_step(tmp_path: Path) -> None:
    site = find_site("policygen", tmp_path, ("en", "zh"))
    write_site(site, RECORDS, SEED)
    before = content(tmp_path)
    for step in changes.STEPS:
        changes.Round(site, RECORDS, SEED, 1).apply(step)
        after = content(tmp_path)
        changed = [path for path in after if before.get(path) != after[path]]
        assert len(changed) == {"no-op": 0, "template": 1}.get(step, 2 if step != "target" else 1), step
        before = after
    assert complaints(tmp_path) == []


@pytest.mark.parametrize("tool", ["hugo", "eleventy", "pelican", "mkdocs", "nikola"])
def test_the_others_get_the_same_bodies(tool: str, tracker: Path, tmp_path: Path) -> None:
    write_site(find_site(tool, tmp_path), RECORDS, SEED)
    bodies = {
        path.name: path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
        for path in tmp_path.rglob("*-*0*.md")
        if path.read_text(encoding="utf-8").startswith("---\n")
    }
    own = {
        path.name: path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
        for path in tracker.rglob("*-*0*.md")
        if path.name.count(".") == 1
    }
    assert len(own) == RECORDS + 1
    assert bodies == own


def measured(tmp_path: Path, program: str, timeout: int) -> dict[str, float]:
    """What the launcher tells of a Python program; it is a process of its own, as in a real run."""
    result, log = tmp_path / "result.json", tmp_path / "log.txt"
    launcher = [sys.executable, "-I", "-S", str(ROOT / "bench/measure.py"), str(result), str(timeout), "0.01", str(log)]
    subprocess.run([*launcher, sys.executable, "-c", program], check=True)
    return dict(json.loads(result.read_text(encoding="utf-8")))


def test_a_command_is_measured_with_its_children(tmp_path: Path) -> None:
    child = "x = b'x' * 60_000_000; sum(range(3_000_000))"
    of_child = measured(tmp_path, f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])", 60)
    of_none = measured(tmp_path, "pass", 60)
    assert of_child["code"] == of_none["code"] == 0
    assert of_child["peak"] > 60 > of_none["peak"]
    assert of_child["cpu"] > of_none["cpu"]


def test_a_command_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    ended = measured(tmp_path, "import time; time.sleep(60)", 1)
    assert ended["late"]
    assert ended["code"] != 0


def test_a_file_written_again_is_told_from_one_that_changed(tmp_path: Path) -> None:
    for name in ("kept", "again", "changed", "gone"):
        (tmp_path / name).write_text("old", encoding="utf-8")
    before = trees.read_tree(tmp_path)
    for name, text in (("again", "old"), ("changed", "new"), ("new", "new")):
        (tmp_path / "stage").write_text(text, encoding="utf-8")
        (tmp_path / "stage").rename(tmp_path / name)
    (tmp_path / "gone").unlink()
    assert trees.compare(before, trees.read_tree(tmp_path, before)) == trees.Difference(written=3, changed=2, gone=1)


def test_a_report_is_made_of_recorded_results() -> None:
    rows = report.load_rows(SAMPLE)
    text = tables.render(rows)
    lines = text.splitlines()
    [own] = [line for line in lines if line.startswith("| policygen | 2.00")]
    assert own.startswith("| policygen | 2.00 (4.00) | 0.50 (1.00) |")
    assert "| MkDocs | 1.00 (2.00) | 0.20 (0.40) † |" in lines
    assert "* MkDocs after “no-op” left stale: index." in lines
    assert "* policygen in one language, after all edits: the same bytes as a clean build." in lines
    assert "| memory of all processes, cold | 20 | 300 MB | 70.0 MB | met |" in lines
    assert "| cold, times Hugo | 20 | 1.50 | 4.00 | missed by a factor of 2.67 |" in lines
    assert "| edit a body, times Hugo | – | 0.080 | – | not measured |" in lines
    assert ElementTree.fromstring(draw(rows)).tag.endswith("svg")


def test_only_the_last_session_counts() -> None:
    lines = summary.load_lines(SAMPLE)
    older = [{**line, "session": "2020", "wall": 99.0} for line in lines if line["kind"] == "build"]
    assert summary.summarise([*older, *lines]) == summary.summarise(lines)


def test_the_stages_of_a_build_are_read(tmp_path: Path) -> None:
    write_site(find_site("policygen", tmp_path), RECORDS, SEED)
    command = [sys.executable, "-m", "policygen", "build", str(tmp_path), "--as-of", "2026-11-20", "--profile"]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    stages = dict(summary.read_stages(told.stdout + told.stderr))
    assert len(stages) > 5
    assert sum(stages.values()) > 0


def test_medians_read_as_they_are_kept(tmp_path: Path) -> None:
    rows = report.load_rows(SAMPLE)
    kept = tmp_path / "rows.jsonl"
    kept.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert report.load_rows(kept) == rows


def test_the_documentation_shows_what_was_measured() -> None:
    rows = report.load_rows(report.ROWS)
    page = report.PAGE.read_text(encoding="utf-8")
    assert page.count(report.BEGIN) == page.count(report.END) == 1
    assert report.fill(page, tables.render(rows)) == page
    assert report.PLOT.read_text(encoding="utf-8") == draw(rows)


def test_a_sitemap_in_parts_is_one_sitemap(tmp_path: Path) -> None:
    (tmp_path / "sitemap.xml").write_text("<sitemapindex><sitemap><loc>a</loc></sitemap></sitemapindex>")
    for part in ("a", "b"):
        (tmp_path / f"sitemap-{part}.xml").write_text(f"<urlset><url><loc>{part}</loc></url></urlset>")
    assert "".join(path.read_text() for path in Output(tmp_path).sitemaps()).count("<url>") == 2


# -- what each kind costs


def test_of_a_tracker_with_errors_nothing_is_measured(tracker: Path, tmp_path: Path) -> None:
    shutil.copytree(tracker / "content", tmp_path / "content")
    record = min((tmp_path / "content/policies").rglob("*.md"))
    record.write_text(record.read_text(encoding="utf-8").replace("region:", "regoin:", 1), encoding="utf-8")
    with pytest.raises(ValueError, match="cannot be read; policygen check tells why"):
        kinds.measure(tmp_path, date(2026, 11, 20))


def test_every_output_of_a_build_has_its_cost(tracker: Path) -> None:
    costs = kinds.measure(tracker, date(2026, 11, 20))
    report = build(tracker, tracker / "build", Options(today=date(2026, 11, 20), jobs=1))
    assert report.published
    assert costs["policy"].outputs == 2 * RECORDS
    assert sum(cost.outputs for cost in costs.values()) == len(report.why)
    lines = kinds.render(costs).splitlines()
    assert sum(line.startswith("| policy | 40 | ") for line in lines) == 1
    assert sum(int(line.split("|")[2].replace(",", "")) for line in lines[2:]) == len(report.why)
