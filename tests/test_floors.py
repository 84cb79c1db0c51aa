"""The floors of the house: a room may import only what stands before its `/` or on an earlier line."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "src/policygen"
#: Where files, clock and environment may be touched.
DOORS = {
    "loader",
    "publication",
    "spare",
    "standing",
    "sharing",
    "memory",
    "pieces",
    "database",
    "gathering",
    "unchanged",
    "rendering",
    "rebuild",
    "build",
    "cli",
    "past",
    "fetching",
    "__main__",
    "tools",
}
OUTSIDE = {
    *("os", "shutil", "tempfile", "glob", "fcntl", "subprocess", "socket", "http", "urllib.request", "sys", "time"),
    *("locale", "getpass", "platform", "random", "secrets", "threading", "multiprocessing"),
}
CALLS = {
    *("open", "today", "now", "utcnow", "getenv", "read_text", "read_bytes", "write_text", "write_bytes", "exists"),
    *("is_file", "is_dir", "iterdir", "rglob", "mkdir", "unlink", "rename", "resolve", "cwd", "stat"),
}
#: Rooms that touch one of these all the same, each with its reason.
EXCEPTIONS: dict[tuple[str, str], str] = {
    (room, "sys"): "sys.intern makes one text of equal ones, and tells nothing"
    for room in ("model.codec", "site.links")
}


def parse_floors(table: str) -> dict[str, int]:
    """The height of each room; rooms between the same strokes are as high as each other."""
    heights: dict[str, int] = {}
    height = 0
    for line in table.strip().splitlines():
        height += 1
        for index, group in enumerate(line.partition(" ")[2].split("/")):
            height += index > 0
            heights.update({room.strip(): height for room in group.split(",")})
    return heights


def load_floors() -> dict[str, int]:
    """The table as docs/architecture.md has it."""
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    return parse_floors("ground" + page.partition("```\nground")[2].partition("```")[0])


def load_modules() -> dict[str, ast.Module]:
    """Every module by its name below `policygen.`, except those that only make a folder a package."""
    trees = {}
    for path in sorted(HOUSE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        name = ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__")
        if name != "__init__" and (path.name != "__init__.py" or tree.body):
            trees[name] = tree
    return trees


HEIGHTS = load_floors()
MODULES = load_modules()


def room_of(module: str) -> str:
    """The room of a module: its own name, or that of the folder that is one room (`views`, `pages`, `tools`)."""
    parts = [part for part in module.split(".") if part not in ("model", "site")]
    return next((part for part in parts if part in HEIGHTS), ".".join(parts))


def imports(tree: ast.AST) -> Iterator[str]:
    """Modules of the house that are imported, without `policygen.`."""
    return (name.removeprefix("policygen.") for name in imported(tree) if name.startswith("policygen."))


def imported(tree: ast.AST) -> Iterator[str]:
    """Modules that are imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            whole = [f"{node.module}.{name.name}" for name in node.names]
            names = [name if name.removeprefix("policygen.") in MODULES else node.module for name in whole]
        else:
            continue
        yield from names


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_downstairs(module: str) -> None:
    room = room_of(module)
    if room_of(module) in ("tools", "__main__"):
        return
    assert room in HEIGHTS, f"{module} stands on no floor: give it one in docs/architecture.md"
    for imported in imports(MODULES[module]):
        other = room_of(imported)
        if imported.split(".")[0] == "tools":
            assert room == "cli", f"{module} imports {imported}: only cli may"
        else:
            assert other == room or HEIGHTS.get(other, 99) < HEIGHTS[room], f"{module} imports {imported}: upstairs"


def test_every_room_of_the_table_exists() -> None:
    assert sorted(HEIGHTS.keys() - {room_of(module) for module in MODULES}) == []


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
            touched |= {called} & CALLS
    assert sorted(name for name in touched if (module, name) not in EXCEPTIONS) == []
    needless = [name for room, name in EXCEPTIONS if room == module and name not in touched]
    assert needless == [], "these exceptions are not needed"


#: What takes long to load and most builds do without, by the room that uses it.
LATE = {
    "model.foreign": {"tomllib"},
    "rendering": {"multiprocessing", "multiprocessing.connection"},
    "site.messages": {"babel.messages.pofile"},
}


@pytest.mark.parametrize("module", [name for name in MODULES if name != "cli"])
def test_imports_stand_at_the_top(module: str) -> None:
    functions = [node for node in ast.walk(MODULES[module]) if isinstance(node, ast.FunctionDef)]
    inside = {name for function in functions for name in imported(function)}
    assert inside == LATE.get(module, set())


@pytest.mark.parametrize("module", MODULES)
def test_a_room_says_what_it_is_and_stays_small(module: str) -> None:
    assert ast.get_docstring(MODULES[module])
    path = HOUSE / f"{module.replace('.', '/')}.py"
    if path.exists() and module != "codes":  # a table, one entry a code
        lines = path.read_text(encoding="utf-8").count("\n")
        assert lines <= 500, "look for the wall inside the room, and build it"


def test_the_table_is_read_as_it_is_meant() -> None:
    assert parse_floors("ground   a, b / c\nvalues   d / e, f\n") == {"a": 1, "b": 1, "c": 2, "d": 3, "e": 4, "f": 4}
