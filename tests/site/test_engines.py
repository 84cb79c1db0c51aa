"""The engines that set Markdown: the same dialect, chosen by the tracker and never by what happens to be installed."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.build import Options, Report, build, check
from policygen.memory import libraries
from policygen.problems import format_text
from policygen.site.compiled import load_engine
from policygen.site.markup import render_markdown
from tests.trackers import POLICY, SITE, SMALL, write_tracker

ROOT = Path(__file__).parents[2]
OPTIONS = Options(date(2026, 11, 20), jobs=1)
SITE_FILE, PLAN_FILE = "content/site.yaml", "content/policies/shanghai/plan.md"
COMRAK = {**SMALL, SITE_FILE: SITE + "markdown: comrak\n"}
MISSING = (
    f'{SITE_FILE}:6:11: error: "comrak" is not installed, or in a version that sets Chinese wrong [site/markdown]\n'
    "   help: install it with: pip install 'policygen[comrak]'; or take the line out: python-markdown is there"
)


def visible(markup: str) -> str:
    """What a reader sees of it, and where its links lead."""
    text = re.sub(r'<a href="([^"]*)"[^>]*>|<[^>]*>', r" \1 ", markup)
    return " ".join(html.unescape(text).split())


def errors(report: Report) -> list[str]:
    return [format_text(each, {}) for each in report.problems if each.severity == "error"]


def parts(path: Path) -> Iterator[str]:
    """The body of a file as a whole, and section by section as articles are set."""
    text = path.read_text(encoding="utf-8-sig")
    body = text.split("\n---\n", 1)[1] if text.startswith("---") and "\n---\n" in text else text
    yield body
    yield from re.split(r"(?m)^## .*$", body)


CONTENT = [*(ROOT / "content").rglob("*.md"), *(ROOT / "tests/golden/content").rglob("*.md")]


def test_our_own_texts_say_the_same() -> None:
    texts = [text for path in CONTENT for text in parts(path)]
    assert len(texts) > 100
    for text in texts:
        assert visible(render_markdown(text, "comrak")) == visible(render_markdown(text))


WORDS = st.sampled_from(
    [
        *("words", "**bold** words", "字，", "“元宇宙”", "**“元宇宙”**提出", "a & b > c", "a [b] c", "a < b"),
        *("[a **b**](https://b.org/c_d)", "[c]: d", "3) x", "2022. was", "`a \\~`", "[a](b.html)", "\\*", "-", "1) a"),
        *("<https://x.org/?a=1&b=2>", "![图](a.jpg)", "a_b_c", "*e*", "a*b", "===", "&lt;b&gt;", "<b>**x**</b>"),
    ]
)  # fmt: skip
PARAGRAPH = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)
LIST = st.tuples(
    st.sampled_from(["- ", "1. "]), st.lists(st.sampled_from(["a", "**b**：c", "[d](e.html)", "一\n  二"]))
)
BLOCKS = st.one_of(
    PARAGRAPH,
    PARAGRAPH.map("> {}".format),
    LIST.map(lambda told: "\n".join(told[0] + item for item in told[1])),
    st.sampled_from(
        ["## **H** x", "| a | b |\n| --- | --: |\n| 1 | *2* |\n| `3` | |", "---", "```\n<b>\n```", "- a\n    - b"]
    ),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(BLOCKS, max_size=5).map("\n\n".join))
def test_both_say_the_same_of_what_is_well_formed(text: str) -> None:
    assert visible(render_markdown(text, "comrak")) == visible(render_markdown(text))


@pytest.mark.parametrize(
    ("text", "default", "comrak"),
    [
        ("***a***", "<p><strong><em>a</em></strong></p>", "<p><em><strong>a</strong></em></p>"),
        ("[a](b c.html)", '<p><a href="b c.html">a</a></p>', "<p>[a](b c.html)</p>"),
        ("![a *b*](c.jpg)", '<p><a href="c.jpg">a *b*</a></p>', '<p><a href="c.jpg">a b</a></p>'),
    ],
)
def test_they_differ_as_the_documentation_says(text: str, default: str, comrak: str) -> None:
    assert (render_markdown(text), render_markdown(text, "comrak")) == (default, comrak)


def test_an_unknown_engine_is_told_with_those_there_are(tmp_path: Path) -> None:
    root = write_tracker(tmp_path, {**SMALL, SITE_FILE: SITE + "markdown: pandoc\n"})
    assert errors(check(root, OPTIONS)) == [
        f'{SITE_FILE}:6:11: error: "pandoc" is not a value of "markdown" [record/wrong-word]\n'
        '   help: write "python-markdown" or "comrak"'
    ]


@pytest.mark.parametrize("installed", [None, SimpleNamespace(ExtensionOptions=SimpleNamespace)], ids=["not", "old"])
def test_an_engine_that_is_missing_is_replaced_by_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installed: object
) -> None:
    root, output = write_tracker(tmp_path / "tracker", SMALL), tmp_path / "site"
    assert build(root, output, OPTIONS).published
    before = {path: path.read_bytes() for path in output.rglob("*") if path.is_file()}
    write_tracker(root, COMRAK)
    monkeypatch.setitem(sys.modules, "comrak", installed)
    load_engine.cache_clear()
    report = build(root, output, OPTIONS)
    assert errors(report) == errors(check(root, OPTIONS)) == [MISSING]
    assert not report.published
    assert {path: path.read_bytes() for path in output.rglob("*") if path.is_file()} == before


def test_another_engine_makes_every_page_again(tmp_path: Path) -> None:
    text = POLICY.replace("A plan.", "A ***plan***.")
    root, output = write_tracker(tmp_path / "tracker", {**SMALL, PLAN_FILE: text}), tmp_path / "site"
    build(root, output, OPTIONS)
    page = output / "policies/plan.html"
    assert "<strong><em>plan</em></strong>" in page.read_text(encoding="utf-8")
    write_tracker(root, COMRAK | {PLAN_FILE: text})
    report = build(root, output, OPTIONS)
    assert "<em><strong>plan</strong></em>" in page.read_text(encoding="utf-8")
    assert set(report.why.values()) == {"the program, the settings of the tracker or the day changed"}


def test_another_version_of_the_engine_is_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = libraries.__wrapped__()
    (tmp_path / "comrak-9.9.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert set(libraries.__wrapped__()) - set(before) == {"comrak-9.9.dist-info"}


def test_an_engine_that_no_tracker_names_is_not_loaded(tmp_path: Path) -> None:
    program = (
        "import sys; from datetime import date; from pathlib import Path; from policygen.build import Options, check\n"
        "report = check(Path(sys.argv[1]), Options(date(2026, 11, 20)))\n"
        "print(any(each.severity == 'error' for each in report.problems), 'comrak' in sys.modules)"
    )
    for files, told in ((SMALL, "False False"), (COMRAK, "False True")):
        root = write_tracker(tmp_path, files)
        run = subprocess.run([sys.executable, "-c", program, str(root)], capture_output=True, text=True, check=True)
        assert run.stdout.strip() == told
