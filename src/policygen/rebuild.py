"""Rebuild: one build's use of what the last one knew.

Owns what is kept in the memory between builds and what is taken from it: the files of the output that are as we wrote
them, how each page was made, and the run that had nothing to do. Refuses the rule when a page is stale, which is
`staleness`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from policygen.loader import Loaded
from policygen.memory import (
    Memory,
    Seen,
    digest_of,
    let_settle,
    libraries,
    look_at,
    look_through,
    program_folders,
    trust,
)
from policygen.model.keeping import Keeping, Kept
from policygen.publication import load_manifest
from policygen.rendering import Rendered
from policygen.site.facts import Facts
from policygen.site.files import SiteFile
from policygen.site.links import PackedLinks
from policygen.site.pages import Page
from policygen.site.renderer import Renderer
from policygen.staleness import Ledger, Made, find_changes, pack, unpack, why_stale

#: In how many parts values are kept: when a record is added, one is written again.
_SHARDS: Final = 16


@dataclass(frozen=True, slots=True)
class Program:
    """The program as it is, by file, and one digest of everything that all documents are read with: the program, its
    libraries, and the settings of the tracker.
    """

    files: Mapping[str, Seen]
    settings: str

    @classmethod
    def look_at(cls, memory: Memory, loaded: Loaded) -> Program:
        files = look_through(program_folders(), _seen_in(memory.load("files")))
        settings = [
            text
            for path, file in loaded.files.items()
            if not path.startswith(("content/articles/", "content/policies/", "content/changes/"))
            for text in (path, file.text)
        ]
        return cls(files, digest_of([*libraries(), *(seen.digest for seen in files.values()), *settings]))


def recall_values(memory: Memory, settings: str) -> Keeping:
    """What documents were read into in the last build."""
    kept: dict[str, Kept] = {}
    for shard in range(_SHARDS):
        kept |= {name: Kept(*told) for name, told in (memory.load(f"values-{shard}") or {}).items()}
    return Keeping(settings, kept)


def remember_values(memory: Memory, keeping: Keeping) -> None:
    """Keep what documents were read into; only the parts of the memory that are not as they were."""
    now: list[dict[str, tuple[Any, ...]]] = [{} for _ in range(_SHARDS)]
    changed = set()
    for name, kept in keeping.now.items():
        shard = crc32(name.encode()) % _SHARDS
        now[shard][name] = tuple(kept)
        if keeping.last.get(name) is not kept:
            changed.add(shard)
    changed |= {crc32(name.encode()) % _SHARDS for name in keeping.last.keys() - keeping.now.keys()}
    for shard in sorted(changed):
        memory.save(f"values-{shard}", now[shard])


@dataclass(slots=True)
class Rebuild:
    """`templates` are all template files by path; `intact` the digests of files of the output that are as written."""

    memory: Memory
    output: Path
    program: Mapping[str, Seen]
    templates: dict[str, Seen]
    settings: str
    intact: dict[str, str]
    known: dict[str, Seen]
    ledger: Ledger
    closed: tuple[str, dict[str, str]] | None = None

    @classmethod
    def begin(
        cls, memory: Memory, output: Path, folders: Sequence[Path], program: Program, told: Sequence[str]
    ) -> Rebuild:
        """What is known of the templates in `folders`, and the output as it stands; `told` is what else all pages are
        made with.
        """
        templates = look_through(folders, _seen_in(memory.load("files")))
        known = _seen_in((memory.load("outputs") or {}).get(str(output)))
        intact: dict[str, str] = {}
        now: dict[str, Seen] = {}
        for path, digest in (load_manifest(output) or {}).items():
            file = look_at(f"{output}/{path}", known.get(path))
            if file is not None and file.digest == digest:
                intact[path] = digest
                now[path] = file
        settings = digest_of([program.settings, *told])
        return cls(memory, output, program.files, templates, settings, intact, now, unpack(memory.load("pages")))

    def sort_out(self, outputs: Iterable[Page | SiteFile], facts: Facts, closures: Mapping[str, str]) -> dict[str, str]:
        """Why each page or file is stale, by its path; "" for those that are not."""
        changes = find_changes(self.ledger, self.settings, closures, facts)
        pages = self.ledger.pages
        return {
            path: why_stale(pages.get(path), each.template, changes, self.intact.get(path))
            for each in outputs
            for path in (each.path,)
        }

    def closures(self, pages: Iterable[Page], renderer: Renderer) -> dict[str, str]:
        """The digest of each page's template and all that it is made of."""
        names = {page.template for page in pages}
        everything = digest_of(f"{path} {seen.digest}" for path, seen in sorted(self.templates.items()))
        remembered = self.memory.load("closures")
        if remembered and remembered[0] == everything and names <= remembered[1].keys():
            found: dict[str, str] = remembered[1]
            return found
        found = {
            name: digest_of(
                f"{part} {seen.digest}"
                for part in sorted(renderer.template_closure(name))
                for path, seen in sorted(self.templates.items())
                if path.endswith(f"/{part}")
            )
            for name in sorted(names)
        }
        self.closed = (everything, found)
        return found

    def links(self) -> PackedLinks:
        """The links of every file of the last build."""
        return PackedLinks({**self.links_of(self.ledger.pages), **self.ledger.others})

    def links_of(self, paths: Iterable[str]) -> dict[str, bytes]:
        return {path: self.ledger.pages[path].links for path in paths}

    def remember(
        self,
        rendered: Sequence[Rendered],
        fresh: Iterable[str],
        facts: Facts,
        closures: Mapping[str, str],
        others: Mapping[str, bytes],
        *,
        whole: bool,
    ) -> None:
        """Keep how every page was made, and what the output holds now. `others` are the links of the other files;
        `whole`: no link is wrong.
        """
        old = self.ledger
        pages = {path: old.pages[path] for path in fresh}
        pages |= {each.path: Made(each.template, each.facts, each.digest, each.links) for each in rendered}
        ledger = Ledger(self.settings, closures, old.table, b"", pages, others, whole, old.live)
        self.memory.save("pages", pack(ledger, facts))
        if self.closed:
            self.memory.save("closures", self.closed)
        self.memory.save("files", {path: tuple(seen) for path, seen in {**self.program, **self.templates}.items()})

    def remember_output(self, written: bool) -> dict[str, Seen]:
        """Take down the output as it stands after this build, without reading what this build wrote or checked."""
        if written:
            let_settle()
            found = {
                path: file
                for path, digest in (load_manifest(self.output) or {}).items()
                if (file := trust(f"{self.output}/{path}", digest)) is not None
            }
        else:
            found = self.known
        outputs = self.memory.load("outputs") or {}
        outputs[str(self.output)] = {path: tuple(file) for path, file in found.items()}
        self.memory.save("outputs", outputs)
        return found


def _seen_in(data: Any) -> dict[str, Seen]:
    return {path: Seen(*told) for path, told in (data or {}).items()}
