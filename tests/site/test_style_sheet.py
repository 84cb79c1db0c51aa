"""The style sheet is one system: its sizes are those it names at its head, and every rule is for something there is."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
SHEET = re.sub(r"/\*.*?\*/", "", (TEMPLATES / "static/site.css").read_text(encoding="utf-8"), flags=re.DOTALL)
RULES = re.findall(r"([^{};]+)\{([^{}]*)\}", SHEET)
_SPACES = re.compile(r"(?:font(?:-size)?|(?:margin|padding)(?:-\w+)*|(?:row-|column-)?gap)\Z")


def test_sizes_of_type_and_space_are_those_at_the_head() -> None:
    own = [
        f"{selector.strip()}: {declaration.strip()}"
        for selector, body in RULES
        for declaration in body.split(";")
        if _SPACES.match(declaration.partition(":")[0].strip())
        and re.search(r"\drem", declaration)
        and "clamp(" not in declaration
    ]
    assert own == []


def test_what_is_named_is_used_and_what_is_used_is_named() -> None:
    named = set(re.findall(r"(--[\w-]+):", SHEET)) | set(re.findall(r"@property (--[\w-]+)", SHEET))
    used = set(re.findall(r"var\((--[\w-]+)", SHEET))
    assert used <= named
    assert {name for name in named if not name.startswith("--fade")} <= used


def test_every_class_and_id_is_one_that_something_has() -> None:
    files = [*TEMPLATES.rglob("*.html"), *TEMPLATES.glob("static/*.js"), *(ROOT / "src/policygen/site").rglob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files if path.stem != "minisearch")
    words = set(re.findall(r"[A-Za-z][\w-]*", text))
    # c{{ tile.column }}, of${shown.length}
    begun = set(re.findall(r'[\s"`]([a-z][\w-]*)(?:\{\{|\$\{)', text))
    selectors = re.sub(
        r'"[^"]*"', "", " ".join(selector for selector, _ in RULES if not selector.strip().startswith("@"))
    )
    found = set(re.findall(r"[.#]([A-Za-z][\w-]*)", selectors))
    assert len(found) > 100
    dead = {one for one in found - words if not any(_continues(one, start, words) for start in begun)}
    assert dead == set()


def _continues(name: str, start: str, words: set[str]) -> bool:
    rest = name.removeprefix(start)
    return rest != name and (rest.isdigit() or rest in words)
