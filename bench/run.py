"""Measures builds: python -m bench.run [--sizes 100,1000] [--tools policygen,mkdocs] [--repetitions 3] ...

Owns the order of things. A site is written, built once under observation (output checked and weighed, memory of all
processes sampled; not timed), then built cold and after each step, several times. Every timed build is a process of
its own and is followed at once by Hugo doing the same to its own copy of the content, so that a ratio holds when the
machine drifts. A build whose command fails, or whose output is not whole, is recorded as failed and not counted.
Results are added to results.jsonl in $BENCH_DIR (.cache/bench), where the sites stand as well.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import time
from pathlib import Path

from bench import changes, flagship, trees
from bench.builders import Builder, find_builder, find_version
from bench.subjects import WORK, BrokenBuildError, Result, Subject

RESULTS = WORK / "results.jsonl"
_HELP_RUNS = 5
#: Seconds between two looks at the memory of all processes; each look takes the longer the more there is.
_OFTEN = 0.05
_RARELY = 5.0


class Session:
    """One call of this program: what it measures, and where it writes it down."""

    def __init__(self, told: argparse.Namespace) -> None:
        self.told = told
        self.began = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        self.hugo = find_builder("hugo")

    def run(self) -> None:
        if "policygen" in self.told.tools and self.told.flagship:
            self._measure_flagship()
        for records in self.told.sizes:
            for name in self.told.tools:
                builder = find_builder(name)
                if builder is None:
                    print(f"\n{name} is not installed", flush=True)
                    continue
                for languages in [("en",), ("en", "zh")] if name == "policygen" and self.told.bilingual else [("en",)]:
                    self._measure(Subject(builder, records, languages, self.told.timeout))

    def _measure(self, subject: Subject) -> None:
        builder = subject.builder
        pair = None
        if self.hugo and builder.name != "hugo":
            pair = Subject(self.hugo, subject.records, ("en",), self.told.timeout)
        version = find_version(builder)
        print(
            f"\n{builder.name} {version}, {subject.records:,} records in {' and '.join(subject.languages)}", flush=True
        )
        try:
            for each in filter(None, (subject, pair)):
                each.write()
            # Hugo's own line is what it did beside policygen in one language.
            beside = pair if pair and builder.name == "policygen" and subject.languages == ("en",) else None
            figures = self._observe(subject, version)
            others = self._observe(beside, find_version(beside.builder)) if beside else None
            if self.told.once:
                self._save_observed(subject, figures, others)
                if beside and others:
                    self._save_observed(beside, others, None)
            else:
                slow = figures["wall"] > self.told.slow
                self._time(subject, pair, beside, 1 if slow else self.told.repetitions)
            if builder.tool == "policygen" and len(self.told.steps) > 1 and not self.told.once:
                self._check_equal(subject)
        except BrokenBuildError as broken:
            self._save(subject, "failed", why=str(broken))
            print(f"  {broken}", flush=True)
        if not self.told.keep:
            for each in filter(None, (subject, pair)):
                shutil.rmtree(each.folder)

    def _observe(self, subject: Subject, version: str) -> Result:
        """Whether the output is whole; what the build took."""
        output = subject.observe(_RARELY if self.told.once else _OFTEN)
        figures = {key: output.pop(key) for key in ("wall", "cpu")} | {"peak": output["peak"]}
        figures |= dict.fromkeys(("written", "changed"), output["files"])
        self._save(subject, "output", version=version, machine=_machine(), **output)
        if self.told.once and subject.is_profiled("cold"):
            self._save(subject, "profile", step="cold", text=subject.log())
        size = f"{output['files']:,} files, {output['bytes'] / 1e6:.1f} MB"
        print(f"  {subject.builder.name}: {size}, nothing lacking", flush=True)
        return figures

    def _save_observed(self, subject: Subject, figures: Result, hugo: Result | None) -> None:
        """The build that was looked at, as the one that counts."""
        measured = {"step": "cold", "repetition": 1, **figures, "stale": []}
        self._save(subject, "build", **measured, hugo=hugo)
        _tell(measured, hugo)

    def _time(self, subject: Subject, pair: Subject | None, beside: Subject | None, repetitions: int) -> None:
        for step in self.told.steps:
            for repetition in range(1, repetitions + 1):
                measured = subject.step(step, repetition)
                if subject.is_profiled(step) and repetition == repetitions:
                    self._save(subject, "profile", step=step, text=subject.log())
                other = pair.step(step, repetition) if pair else None
                yardstick = {key: other[key] for key in ("wall", "cpu", "peak")} if other else None
                self._save(subject, "build", **measured, hugo=yardstick)
                if beside and other:
                    self._save(beside, "build", **other, hugo=None)
                _tell(measured, yardstick)

    def _check_equal(self, subject: Subject) -> None:
        """After all edits a clean build must give the same bytes."""
        before = subject.tree
        subject.clean()
        subject.timed("cold")
        equal = trees.same_bytes(before, subject.tree)
        self._save(subject, "equal", equal=equal)
        print(f"  the same as a clean build: {'yes' if equal else 'NO'}", flush=True)

    def _measure_flagship(self) -> None:
        builder = find_builder("policygen")
        assert builder is not None
        subject = Subject(builder, flagship.NAME, ("en", "zh"), self.told.timeout)
        flagship.write_flagship(subject.folder)
        print("\npolicygen, the tracker of this repository", flush=True)
        try:
            subject.clean()
            subject.timed("cold")  # what is compiled on first use is compiled now
            for step in flagship.STEPS:
                for repetition in range(1, self.told.repetitions + 1):
                    self._flagship_step(subject, step, repetition)
            for repetition in range(1, _HELP_RUNS + 1):
                measured = subject.measure(_help(builder))
                self._save(subject, "build", step="help", repetition=repetition, **measured)
            _tell({"step": "help", **measured, "written": 0, "changed": 0, "stale": []}, None)
        except BrokenBuildError as broken:
            self._save(subject, "failed", why=str(broken))
            print(f"  {broken}", flush=True)
        if not self.told.keep:
            shutil.rmtree(subject.folder)

    def _flagship_step(self, subject: Subject, step: str, repetition: int) -> None:
        stale = []
        added = flagship.add_record(subject.folder, repetition) if step == "add" else None
        if step == "cold":
            subject.clean()
        measured = {"step": step, "repetition": repetition, **subject.timed(step)}
        if added and not (subject.output.root / "policies" / f"{added}.html").exists():
            stale.append("page")
        self._save(subject, "build", **measured, stale=stale)
        _tell(measured | {"stale": stale}, None)

    def _save(self, subject: Subject, kind: str, **facts: object) -> None:
        line = {
            "session": self.began,
            "kind": kind,
            "tool": subject.builder.name,
            "records": subject.records,
            "languages": list(subject.languages),
            **facts,
        }
        RESULTS.parent.mkdir(parents=True, exist_ok=True)
        with RESULTS.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _tell(measured: Result, hugo: Result | None) -> None:
    ratio = f"{measured['wall'] / hugo['wall']:8.3f} of Hugo's {hugo['wall']:.2f} s" if hugo else ""
    stale = f"  stale: {', '.join(measured['stale'])}" if measured["stale"] else ""
    print(
        f"  {measured['step']:9}{measured['wall']:8.3f} s{measured['cpu']:8.2f} s CPU{measured['peak']:7.0f} MB"
        f"{measured['written']:8,} written{measured['changed']:8,} changed{ratio}{stale}",
        flush=True,
    )


def _help(builder: Builder) -> tuple[str, ...]:
    return (*builder.command[:3], "--help")


def _machine() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    model = models[0] if models else platform.machine()
    return f"{os.cpu_count()} × {model}, {platform.system()}, Python {platform.python_version()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=lambda text: [int(size) for size in text.split(",")], default=[100, 1000])
    parser.add_argument("--tools", type=lambda text: text.split(","), default=["policygen"])
    parser.add_argument("--steps", type=lambda text: text.split(","), default=["cold", *changes.STEPS])
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--bilingual", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--flagship", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--slow", type=float, default=60, help="a build of more seconds than this is timed once")
    parser.add_argument("--timeout", type=float, default=3600, help="in seconds; a build that takes longer failed")
    parser.add_argument("--once", action="store_true", help="a cold build, looked at and timed at once")
    parser.add_argument("--keep", action="store_true", help="leave the sites where they are")
    Session(parser.parse_args()).run()


if __name__ == "__main__":
    main()
