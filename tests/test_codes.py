"""The problem codes: registered, used, tried by a test, and documented."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from policygen.codes import CODES

ROOT = Path(__file__).parents[1]
SOURCES = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "src/policygen").rglob("*.py"))}
TESTS = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").rglob("*.py")))
#: A code as the source writes it: in quotes, an area and a name.
WRITTEN = re.compile(r"""["'\[]([a-z]+(?:-[a-z]+)*/[a-z]+(?:-[a-z]+)*)["'\]]""")
AREAS = {code.partition("/")[0] for code in CODES}


def test_codes_used_are_registered() -> None:
    used = {
        code: path.relative_to(ROOT).as_posix()
        for path, text in SOURCES.items()
        for code in WRITTEN.findall(text)
        if code.partition("/")[0] in AREAS
    }
    assert {code: path for code, path in used.items() if code not in CODES} == {}


def test_codes_registered_are_used() -> None:
    used = {code for path, text in SOURCES.items() if path.name != "codes.py" for code in WRITTEN.findall(text)}
    assert sorted(CODES.keys() - used) == []


def test_every_code_is_tried_by_a_test() -> None:
    assert [code for code in sorted(CODES) if code not in TESTS] == []


@pytest.mark.parametrize("name", sorted(CODES))
def test_a_code_is_explained(name: str) -> None:
    code = CODES[name]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*/[a-z]+(-[a-z]+)*", name)
    assert code.summary == code.summary.strip().rstrip(".")
    assert "\n" not in code.summary
    assert code.explanation.endswith((".", "```"))
    assert len(code.explanation) > 10


def test_the_page_of_problems_is_made_from_the_table() -> None:
    script = runpy.run_path(str(ROOT / "scripts/problem_docs.py"))
    page = (ROOT / "docs/problems.md").read_text(encoding="utf-8")
    assert page == script["format_page"](CODES), "run: python scripts/problem_docs.py"
