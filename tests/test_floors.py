"""The floors of the house: a room may import only what stands before its `/` or on an earlier line."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1] / "src/policygen"
FLOORS = """
ground   source, codes / problems
values   mistakes, model.texts, model.numbers, model.periods, model.units / syntax, model.vocabulary,
         model.regions, model.quantities, model.provenance / loader
records  model.fields, model.targets, model.subsidies / model.articles, model.settings / model.precedence /
         model.reader / model.promises, model.offers / model.records / model.library, model.status
site     model.checks, site.comparisons, site.markup, site.messages / site.views / site.pages / site.renderer, site.exports
exit     site.links, publication / build
door     cli / __main__
"""
#: Where files, clock and environment may be touched.
DOORS = {"loader", "publication", "build", "cli", "__main__", "tools"}
OUTSIDE = {
    *("os", "io", "shutil", "pathlib", "tempfile", "glob", "fcntl", "subprocess", "socket", "http", "urllib.request"),
    *("sys", "time", "locale", "getpass", "platform", "random", "secrets", "threading", "multiprocessing"),
}
CLOCK_AND_FILES = {"open", "today", "now", "utcnow", "getenv", "read_text", "read_bytes", "write_text", "write_bytes"}
#: Rooms that touch one of these all the same, each with its reason.
EXCEPTIONS: dict[tuple[str, str], str] = {}


def parse_floors(table: str) -> dict[str, int]:
    """The height of each room; rooms between the same strokes are as high as each other."""
    heights: dict[str, int] = {}
    height = 0
    for line in table.strip().splitlines():
        rooms = line if line.startswith(" ") else line.partition(" ")[2]
        if not line.startswith(" "):
            height += 1
        for index, group in enumerate(rooms.split("/")):
            height += index > 0
            heights.update({room.strip(): height for room in group.split(",") if room.strip()})
    return heights


HEIGHTS = parse_floors(FLOORS)


def room_of(module: str) -> str:
    """The room a module belongs to: itself, or the package that is one room (`site.views`, `tools`)."""
    while module not in HEIGHTS and "." in module:
        module = module.rpartition(".")[0]
    return module


def modules() -> dict[str, ast.Module]:
    trees = {}
    for path in sorted(HOUSE.rglob("*.py")):
        name = ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__")
        if name in ("__init__", "model", "site", "tools"):
            assert path.read_text(encoding="utf-8").count("\n") < 10, f"{path} is to hold nothing"
            continue
        trees[name] = ast.parse(path.read_text(encoding="utf-8"))
    return trees


MODULES = modules()


def imports(tree: ast.AST) -> Iterator[str]:
    """Modules of the house that are imported, without `policygen.`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (
                name.name.removeprefix("policygen.") for name in node.names if name.name.startswith("policygen.")
            )
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "policygen":
            for name in node.names:
                whole = f"{node.module}.{name.name}".removeprefix("policygen.")
                if whole in MODULES:
                    yield whole
                elif node.module != "policygen":
                    yield node.module.removeprefix("policygen.")


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_downstairs(module: str) -> None:
    room = room_of(module)
    if room.split(".")[0] == "tools":
        return
    assert room in HEIGHTS, f"{module} stands on no floor: give it one in the table"
    for imported in imports(MODULES[module]):
        other = room_of(imported)
        assert other.split(".")[0] != "tools" or room == "cli", f"{module} imports {imported}: only cli may"
        assert other == room or HEIGHTS.get(other, 99) < HEIGHTS[room], f"{module} imports {imported}: that is upstairs"


def test_every_room_of_the_table_exists() -> None:
    assert sorted(room for room in HEIGHTS if room not in {room_of(module) for module in MODULES}) == []


@pytest.mark.parametrize("module", [name for name in MODULES if name.split(".")[0] not in DOORS])
def test_files_clock_and_environment_are_for_the_doors(module: str) -> None:
    touched = set()
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.Import):
            touched |= {name.name for name in node.names} & OUTSIDE
        elif isinstance(node, ast.ImportFrom):
            touched |= {node.module or ""} & OUTSIDE
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            touched |= {called} & CLOCK_AND_FILES
    assert sorted(name for name in touched if (module, name) not in EXCEPTIONS) == []
    needless = [name for room, name in EXCEPTIONS if room == module and name not in touched]
    assert needless == [], "these exceptions are not needed"


@pytest.mark.parametrize("module", [name for name in MODULES if name != "cli"])
def test_imports_stand_at_the_top(module: str) -> None:
    functions = [node for node in ast.walk(MODULES[module]) if isinstance(node, ast.FunctionDef)]
    inside = [
        node for function in functions for node in ast.walk(function) if isinstance(node, (ast.Import, ast.ImportFrom))
    ]
    assert inside == []


@pytest.mark.parametrize("module", MODULES)
def test_a_room_says_what_it_is_and_stays_small(module: str) -> None:
    assert ast.get_docstring(MODULES[module])
    path = HOUSE / f"{module.replace('.', '/')}.py"
    if path.exists():
        assert path.read_text(encoding="utf-8").count("\n") <= 500, "look for the wall inside the room, and build it"


def test_the_table_is_read_as_it_is_meant() -> None:
    heights = parse_floors("ground   a, b / c\nvalues   d / e,\n         f")
    assert heights == {"a": 1, "b": 1, "c": 2, "d": 3, "e": 4, "f": 4}
