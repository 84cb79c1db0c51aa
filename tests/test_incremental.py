"""Incremental equals clean: after any edits, what a build leaves is what a first build would have made.

Two hundred sequences of edits here; thousands by `make sequences`.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import cache, partial
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from policygen import publication
from policygen.build import Options, Report, build
from policygen.loader import find_templates
from policygen.memory import Memory
from policygen.problems import format_text
from policygen.unchanged import Asked, find_unchanged
from tests.killing import killed_at
from tests.model.test_mistakes_in_records import NANJING
from tests.trackers import POLICY, SITE, SMALL, write_tracker

AS_OF = date(2026, 11, 20)
SEQUENCES = int(os.environ.get("POLICYGEN_SEQUENCES", "200"))
#: Test cases that share the sequences, so that they can run beside each other.
SHARES = 4
STEPS = 5
TEMPLATES = Path(__file__).parents[1] / "templates"
REGIONS = ("Shanghai", "Hangzhou", "Binhu District, Wuxi", "Anhui", "KR")
#: In one language, and at home where few places have pages of their own.
SMALLEST = SITE.replace("[en, zh]", "[en]").replace("home: CN", "home: KR")
TRACKER = {**SMALL, "content/site.yaml": SMALLEST, "content/policies/jiangsu/nanjing.md": NANJING}
#: The number of times that a build of this size touches the disk, more or less.
TOUCHES = 1500


def tree(folder: Path) -> dict[str, bytes]:
    """Every file by path; nothing for a folder that is not there."""
    return {
        os.path.relpath(os.path.join(top, name), folder): Path(top, name).read_bytes()
        for top, _, names in os.walk(folder)
        for name in names
    }


@cache
def home() -> Path:
    """A folder of this process, in memory where there is such a thing."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(dir=memory if os.access(memory, os.W_OK) else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def prototype() -> Path:
    """A tracker that was built twice, in the place that each sequence begins with."""
    root = write_tracker(home() / "tracker", TRACKER)
    for _ in range(2):
        assert build(root, root / "build", Options(AS_OF, jobs=1)).published
    return root.rename(home() / "prototype")


class Edits(RuleBasedStateMachine):
    """A curator, a designer and a clumsy colleague at work on one tracker."""

    #: From how many files on a site has a spare, and how many it must have to keep one.
    worth_a_spare = publication.WORTH_A_SPARE
    worth_laying_by = publication.WORTH_LAYING_BY

    def __init__(self) -> None:
        super().__init__()
        self.root = home() / "tracker"
        self.old = home() / "old"
        self.day = AS_OF
        self.count = 0
        self.last: tuple[str, Report] | None = None

    @initialize()
    def begin(self) -> None:
        publication.WORTH_A_SPARE = self.worth_a_spare
        publication.WORTH_LAYING_BY = self.worth_laying_by
        first = prototype()
        for folder in (self.root, self.old):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(first, self.root)

    def teardown(self) -> None:
        publication.WORTH_A_SPARE = Edits.worth_a_spare
        publication.WORTH_LAYING_BY = Edits.worth_laying_by
        if self.last is not None:
            self.compare(*self.last)

    def policies(self) -> list[Path]:
        return sorted((self.root / "content/policies").rglob("*.md"))

    @property
    def options(self) -> Options:
        return Options(self.day, jobs=1)

    def build(self, output: str = "build") -> None:
        """A build over what there is. One that has nothing to publish, or may not, leaves the output as it is."""
        here = self.root / output
        before = tree(here)
        asked = Asked.of(here, self.day, None, None)
        unchanged = find_unchanged(Memory(self.root), asked, self.root, find_templates(self.root))
        report = build(self.root, here, self.options)
        if not report.published or unchanged:
            assert tree(here) == before
        assert report.published or not unchanged
        self.last = output, report

    @contextlib.contextmanager
    def clean(self) -> Iterator[tuple[Report, dict[str, bytes]]]:
        """A first build of a copy, which knows nothing, and the next build of the tracker learns nothing from it."""
        copy = home() / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        for folder in ("content", "templates"):
            if (self.root / folder).exists():
                shutil.copytree(self.root / folder, copy / folder)
        report = build(copy, copy / "build", self.options)
        yield report, tree(copy / "build")

    def compare(self, output: str, told: Report) -> None:
        """Both builds publish the same bytes and tell the same, or neither publishes."""
        with self.clean() as (fresh, site):
            assert list(told.problems) == list(fresh.problems)
            assert [format_text(each, told.files) for each in told.problems] == [
                format_text(each, fresh.files) for each in fresh.problems
            ]
            assert told.published == fresh.published
            if fresh.published:
                assert tree(self.root / output) == site

    def change(self, path: Path, old: str, new: str) -> None:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    @rule(output=st.sampled_from(["build", "build", "other"]))
    def build_again(self, output: str) -> None:
        self.build(output)

    @rule(region=st.sampled_from(REGIONS), theme=st.sampled_from(["talent", "research"]))
    def add_a_record(self, region: str, theme: str) -> None:
        self.count += 1
        text = POLICY.replace("Shanghai plan", f"Plan {self.count}").replace("region: Shanghai", f"region: {region}")
        text = text.replace("sources:", f"themes: [{theme}]\nsources:")
        (self.root / f"content/policies/plan-{self.count}.md").write_text(text, encoding="utf-8")
        self.build()

    @rule(data=st.data())
    def delete_a_record(self, data: st.DataObject) -> None:
        paths = self.policies()
        if paths:
            data.draw(st.sampled_from(paths)).unlink()
        self.build()

    @rule(data=st.data())
    def rename_a_record(self, data: st.DataObject) -> None:
        paths = self.policies()
        if paths:
            self.count += 1
            path = data.draw(st.sampled_from(paths))
            path.rename(path.with_name(f"renamed-{self.count}.md"))
        self.build()

    @rule(data=st.data(), edit=st.sampled_from(["title", "body", "region", "deadline", "announced", "target", "break"]))
    def edit_a_record(self, data: st.DataObject, edit: str) -> None:
        paths = self.policies()
        if not paths:
            return
        path = data.draw(st.sampled_from(paths))
        self.count += 1
        old, new = {
            "title": ("title: ", f"title: T{self.count} "),
            "body": ("\n---\n", f"\n---\nWord {self.count}. "),
            "region": ("region: Shanghai", f"region: {data.draw(st.sampled_from(REGIONS))}"),
            "deadline": ("    by: 2025\n", ""),
            "announced": ("announced: 2022", "announced: 2021"),
            "target": ("突破3500亿元", "10家头部企业"),
            "break": ("instrument:", "instrumnt:"),
        }[edit]
        self.change(path, old, new)
        self.build()

    @rule()
    def mend_all_records(self) -> None:
        for path in self.policies():
            self.change(path, "instrumnt:", "instrument:")
            self.change(path, "10家头部企业", "突破3500亿元")
        self.build()

    @rule(day=st.integers(18, 24), kind=st.sampled_from(["added", "removed", "changed", "none"]), data=st.data())
    def tell_a_change(self, day: int, kind: str, data: st.DataObject) -> None:
        """What was written of a day is taken back, or is another thing."""
        file = self.root / f"content/changes/2026-11-{day}.json"
        paths = self.policies()
        name = data.draw(st.sampled_from(paths)).stem if paths else "gone"
        entry: object = name
        if kind == "removed":
            entry = {"policy": name, "title": {"en": f"Was {name}"}, "region": "shanghai", "themes": ["talent"]}
        elif kind == "changed":
            values = [{"what": "note", "from": None, "to": {"en": name}}]
            entry = {"policy": name, "part": "record", "change": "changed", "values": values}
        if kind == "none":
            file.unlink(missing_ok=True)
        else:
            file.parent.mkdir(exist_ok=True)
            file.write_text(json.dumps({kind: [entry]}), encoding="utf-8")
        self.build()

    @rule(edit=st.sampled_from(["word", "title", "heading", "date", "cited", "kind", "section"]))
    def edit_an_article(self, edit: str) -> None:
        path = self.root / "content/articles/roadmap.md"
        self.count += 1
        old, new = {
            "word": ("引言", f"引言{self.count}"),
            "title": ("title: ", f"title: 新{self.count}"),
            "heading": ("## 江苏·南京", "## 江苏南京"),
            "date": ("date: 2022-06-24", "date: 2020-06-24"),
            "cited": ("突破3500亿元，", f"突破3500亿元，第{self.count}次，"),
            "kind": ("language: zh", "language: zh\nkind: official"),
            "section": ("## 上海", f"## 第{self.count}节\n\n无人引用。\n\n## 上海"),
        }[edit]
        self.change(path, old, new)
        self.build()

    @rule()
    def change_with_same_size_and_time(self) -> None:
        path = self.root / "content/articles/roadmap.md"
        told = path.stat()
        text = path.read_text(encoding="utf-8")
        changed = text.replace("引言", "导语", 1) if "引言" in text else text.replace("导语", "引言", 1)
        path.write_text(changed, encoding="utf-8")
        os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))
        self.build()

    @rule()
    def touch_without_change(self) -> None:
        for path in self.policies():
            path.touch()
        self.build()

    @rule(edit=st.sampled_from(["label", "site", "language", "locale", "zone", "engine", "home"]))
    def change_a_setting(self, edit: str) -> None:
        self.count += 1
        content = self.root / "content"
        if edit == "label":
            self.change(content / "vocabulary/metrics.yaml", "{en: Industry", f"{{en: N{self.count} Industry")
        elif edit == "site":
            self.change(content / "site.yaml", "{en: Test", f"{{en: T{self.count} Test")
        elif edit == "language":
            text = (content / "site.yaml").read_text(encoding="utf-8")
            others = {"[en]": "[en, zh]", "[en, zh]": "[zh, en]", "[zh, en]": "[en]"}
            old = next(each for each in others if f"languages: {each}" in text)
            (content / "site.yaml").write_text(text.replace(old, others[old]), encoding="utf-8")
        elif edit == "engine":
            text = (content / "site.yaml").read_text(encoding="utf-8")
            line = "markdown: comrak\n"
            (content / "site.yaml").write_text(
                text.replace(line, "") if line in text else text + line, encoding="utf-8"
            )
        elif edit == "locale":
            (content / "locales").mkdir(exist_ok=True)
            catalogue = f'msgid ""\nmsgstr ""\n\nmsgid "Places"\nmsgstr "地方{self.count}"\n'
            (content / "locales/zh.po").write_text(catalogue, encoding="utf-8")
        else:
            (content / "regions").mkdir(exist_ok=True)
            names = f"{{en: Z{self.count}, zh: 区{self.count}}}"
            zone = f"- id: zone-{self.count}\n  level: zone\n  parent: 上海\n  name: {names}\n"
            (content / "regions/zones.yaml").write_text(zone, encoding="utf-8")
        self.build()

    @rule(name=st.sampled_from(["layouts/base.html", "pages/policy.html", "static/site.css"]))
    def change_a_template(self, name: str) -> None:
        self.count += 1
        own = self.root / "templates" / name
        own.parent.mkdir(parents=True, exist_ok=True)
        text = (TEMPLATES / name).read_text(encoding="utf-8")
        mark = f"/* {self.count} */" if name.endswith(".css") else f"{{# {self.count} #}}"
        shown = text.replace("</main>", f"<p>{self.count}</p></main>") if name.endswith("base.html") else text
        own.write_text(shown + mark, encoding="utf-8")
        self.build()

    @rule(data=st.data(), how=st.sampled_from(["forget", "cut", "change", "old"]))
    def hurt_the_memory(self, data: st.DataObject, how: str) -> None:
        memory = self.root / ".policygen"
        parts = sorted(path for path in memory.glob("*") if path.is_file()) if memory.exists() else []
        if how == "forget":
            shutil.rmtree(memory, ignore_errors=True)
        elif how == "old":
            # parts of different builds, each of them whole
            for path in self.old.glob("*") if self.old.exists() else ():
                if data.draw(st.booleans()):
                    shutil.copy(path, memory / path.name)
        elif parts:
            part = data.draw(st.sampled_from(parts))
            held = part.read_bytes()
            part.write_bytes(held[: len(held) // 2] if how == "cut" else held[:-9] + b"\x00" * 9)
        self.build()

    @rule()
    def put_the_memory_aside(self) -> None:
        shutil.rmtree(self.old, ignore_errors=True)
        shutil.copytree(self.root / ".policygen", self.old)

    @rule(data=st.data(), how=st.sampled_from(["edit", "delete"]))
    def hurt_the_output(self, data: st.DataObject, how: str) -> None:
        pages = sorted((self.root / "build").rglob("*.html"))
        if pages:
            page = data.draw(st.sampled_from(pages))
            if how == "edit":
                page.write_bytes(page.read_bytes()[:-1] + b"!")
            else:
                page.unlink()
        # what others did to our files is mended by the next site that is published
        self.build()

    @rule(day=st.sampled_from([AS_OF, date(2022, 6, 30), date(2025, 12, 1)]))
    def another_day(self, day: date) -> None:
        self.day = day
        self.build()

    @rule(step=st.integers(0, TOUCHES))
    def kill_a_build(self, step: int) -> None:
        """The output is the old site or the new one, and the next build mends what is left."""
        here = self.root / "build"
        before = tree(here)
        killed_at(step, partial(build, self.root, here, self.options))
        after = tree(here)
        if after != before:
            with self.clean() as (_, site):
                assert after == site
        self.build()


def share(number: int) -> type:
    """A test case of its own for some of the sequences."""
    # every other one with the spares of large sites
    own = {"worth_a_spare": 0, "worth_laying_by": 0} if number % 2 else {}
    case = type(f"Edits{number}", (Edits,), own).TestCase
    case.settings = settings(
        max_examples=max(1, SEQUENCES // SHARES),
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    return case


TestSome, TestMore, TestOthers, TestLast = map(share, range(SHARES))
