"""A generator with its own copy of the content, and one measured build of it.

Owns running: every build is a process of its own, started by `measure`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import changes, trees, verifying
from bench.builders import ROOT, Builder
from bench.generate import SEED
from bench.layouts import Site, find_site

WORK = Path(os.environ.get("BENCH_DIR") or ROOT / ".cache/bench").absolute()
Result = dict[str, Any]
#: The steps of which policygen's own account is kept. It has none of a build that finds nothing to do.
PROFILED = ("cold", "add", "body")


class BrokenBuildError(Exception):
    """The command failed or the output is not whole."""


@dataclass(slots=True)
class Subject:
    """`records` is the size of the tracker, or the name of one that was not made up.

    `tree` is the output as the last build left it.
    """

    builder: Builder
    records: int | str
    languages: tuple[str, ...]
    timeout: float
    tree: trees.Tree = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return WORK / "sites" / f"{self.builder.name}-{self.records}-{'-'.join(self.languages)}"

    @property
    def site(self) -> Site:
        return find_site(self.builder.tool, self.folder, self.languages)

    @property
    def output(self) -> verifying.Output:
        return verifying.find_output(self.builder.tool, self.folder / self.builder.output)

    def write(self) -> None:
        """The content as the generator wants it."""
        shutil.rmtree(self.folder, ignore_errors=True)
        # In another process, which gives its memory back.
        command = [sys.executable, "-m", "bench.generate", str(self.folder), str(self.records)]
        command += ["--tool", self.builder.tool, "--languages", ",".join(self.languages)]
        subprocess.run([*command, "--settings", self.builder.settings], cwd=ROOT, check=True)

    def clean(self) -> None:
        """Nothing is left of earlier builds."""
        for name in (self.builder.output, *self.builder.kept):
            path = self.folder / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        self.tree = {}

    def observe(self, interval: float) -> Result:
        """A cold build that is looked at: is the output whole, and how much is it?"""
        assert isinstance(self.records, int)
        self.clean()
        measured = self.build("cold", interval)
        lacking = verifying.check_site(self.output, self.records, SEED)
        if lacking:
            raise BrokenBuildError(f"the output lacks: {'; '.join(lacking[:10])}")
        kept = {key: measured[key] for key in ("wall", "cpu", "together", "peak")}
        return kept | verifying.weigh(self.output, self.records, SEED)

    def step(self, step: str, repetition: int) -> Result:
        """One timed build: cold, or after an edit."""
        look = None
        if step == "cold":
            self.clean()
        else:
            assert isinstance(self.records, int)
            look = changes.Round(self.site, self.records, SEED, repetition).apply(step)
        measured = self.timed(step)
        return {"step": step, "repetition": repetition, **measured, "stale": look(self.output) if look else []}

    def timed(self, step: str) -> Result:
        """A build as things are now, with what it wrote."""
        measured = self.build(step)
        before, self.tree = self.tree, trees.read_tree(self.folder / self.builder.output, self.tree)
        return measured | trees.compare(before, self.tree)._asdict()

    def is_profiled(self, step: str) -> bool:
        return self.builder.tool == "policygen" and step in PROFILED

    def build(self, step: str, interval: float = 0) -> Result:
        command = self.builder.again if step != "cold" and self.builder.again else self.builder.command
        if self.is_profiled(step):
            command = (*command, "--profile")
        measured = self.measure(command, interval)
        if measured["code"]:
            told = self.log()[-1500:].strip()
            raise BrokenBuildError(f"{'took too long' if measured['late'] else 'failed'}\n{told}")
        return measured

    def measure(self, command: tuple[str, ...], interval: float = 0) -> Result:
        """What one command takes in the folder of the site."""
        result, log = self.folder.parent / "result.json", self.folder.parent / "log.txt"
        launcher = [sys.executable, "-I", "-S", str(ROOT / "bench/measure.py")]
        launcher += [str(result), str(self.timeout), str(interval), str(log), *command]
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "CI": "1", **self.builder.environment}
        # as what is installed has it, wherever the bench is run
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPYCACHEPREFIX"] = str(WORK / "bytecode")
        # What was written before is not written back during the measurement; and no two time stamps are the same.
        os.sync()
        time.sleep(0.02)
        subprocess.run(launcher, cwd=self.folder, env=environment, check=True)
        measured: Result = json.loads(result.read_text(encoding="utf-8"))
        return measured

    def log(self) -> str:
        return (self.folder.parent / "log.txt").read_text(encoding="utf-8", errors="replace")
