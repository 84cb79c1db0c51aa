"""Rebuild: one build's use of what the last one knew.

Owns what is kept in the memory between builds and what is taken from it: the files of the output that are as we wrote
them, how each page was made, and the run that had nothing to do. Refuses the rule when a page is stale, which is
`staleness`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
from policygen.model.library import Library
from policygen.publication import load_manifest
from policygen.rendering import Rendered
from policygen.site.facts import Facts
from policygen.site.files import SiteFile
from policygen.site.links import PackedLinks
from policygen.site.pages import Page
from policygen.site.renderer import Renderer
from policygen.staleness import Ledger, Made, find_changes, pack, unpack, why_stale


def content_digests(loaded: Loaded, library: Library) -> dict[str, str]:
    """The digest of what each article (`article/<id>`) and record (`policy/<id>`) was read from; a record rests on the
    articles it cites, whose words prove it.
    """
    found: dict[str, str] = {}
    for kind, entries in (("article", loaded.articles), ("policy", loaded.policies)):
        for name, entry in entries.items():
            texts = [entry.file.text]
            for language, file in sorted(entry.translations.items()):
                texts += [language, file.text]
            policy = library.policies.get(name) if kind == "policy" else None
            cited = sorted({citation.article for citation in policy.sources.values()}) if policy else []
            found[f"{kind}/{name}"] = digest_of([name, *texts, *(found[f"article/{article}"] for article in cited)])
    return found


def settings_digest(loaded: Loaded, program: Mapping[str, Seen], told: Sequence[str]) -> str:
    """One digest of everything that all pages are made with: the program, the settings of the tracker, `told`."""
    settings = [
        text
        for path, file in loaded.files.items()
        if not path.startswith(("content/articles/", "content/policies/", "content/changes/"))
        for text in (path, file.text)
    ]
    return digest_of([*libraries(), *(seen.digest for seen in program.values()), *settings, *told])


@dataclass(slots=True)
class Rebuild:
    """`templates` are all template files by path; `intact` the digests of files of the output that are as written."""

    memory: Memory
    output: Path
    program: dict[str, Seen]
    templates: dict[str, Seen]
    settings: str
    intact: dict[str, str]
    known: dict[str, Seen]
    ledger: Ledger
    closed: tuple[str, dict[str, str]] | None = None

    @classmethod
    def begin(
        cls, memory: Memory, output: Path, folders: Sequence[Path], loaded: Loaded, told: Sequence[str]
    ) -> Rebuild:
        """What is known of the program, the templates in `folders`, and the output as it stands."""
        seen = _seen_in(memory.load("files"))
        program = look_through(program_folders(), seen)
        templates = look_through(folders, seen)
        known = _seen_in((memory.load("outputs") or {}).get(str(output)))
        intact: dict[str, str] = {}
        now: dict[str, Seen] = {}
        for path, digest in (load_manifest(output) or {}).items():
            file = look_at(f"{output}/{path}", known.get(path))
            if file is not None and file.digest == digest:
                intact[path] = digest
                now[path] = file
        settings = settings_digest(loaded, program, told)
        return cls(memory, output, program, templates, settings, intact, now, unpack(memory.load("pages")))

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
        self.memory.save("files", {path: tuple(seen) for path, seen in (self.program | self.templates).items()})

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
