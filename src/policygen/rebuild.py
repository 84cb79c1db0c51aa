"""Rebuild: one build's use of what the last one knew.

Owns what is kept in the memory between builds and what is taken from it: the files of the output that are as we wrote
them, how each page was made, and the run that had nothing to do. Refuses the rule when a page is stale, which is
`staleness`.
"""

from __future__ import annotations

import marshal
import os
import secrets
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import field
from functools import partial
from pathlib import Path
from typing import Any, Final

from policygen.loader import Loaded
from policygen.memory import (
    Memory,
    Seen,
    digest_of,
    libraries,
    program_folders,
)
from policygen.pieces import Pieces
from policygen.publication import Publication
from policygen.rendering import Rendered
from policygen.sharing import Ahead, processes, share
from policygen.site.facts import Facts, Group
from policygen.site.files import SiteFile
from policygen.site.links import Web, unpack_links
from policygen.site.pages import Page
from policygen.site.renderer import Renderer
from policygen.staleness import Ledger, Made, find_changes, pack, unpack, why_stale
from policygen.standing import Rows, digest_in, read_ahead, remember_rows
from policygen.values import dataclass
from policygen.webs import mend

#: Fewer facts are looked at sooner than a process is begun.
_FACTS_WORTH_A_PROCESS: Final = 40_000


@dataclass(frozen=True, slots=True)
class Sources:
    """The files that a site is made from, by path, as they were found before any was read: those of the content, of
    the program, and the templates.
    """

    content: Mapping[str, Seen]
    program: Mapping[str, Seen]
    templates: Mapping[str, Seen]

    @classmethod
    def sort(cls, found: Mapping[str, Seen], templates: Sequence[Path]) -> Sources:
        program, folders = _below(program_folders()), _below(templates)
        return cls(
            {path: seen for path, seen in found.items() if not path.startswith((*program, *folders))},
            {path: seen for path, seen in found.items() if path.startswith(program)},
            {path: seen for path, seen in found.items() if path.startswith(folders)},
        )


def _below(folders: Iterable[Path]) -> tuple[str, ...]:
    return tuple(f"{folder}{os.sep}" for folder in folders)


def reading_digest(loaded: Loaded, sources: Sources) -> str:
    """One digest of everything that all articles and records are read against."""
    own = ("content/site.yaml", "content/vocabulary/", "content/regions/")
    return _digest(loaded, sources, [path for path in loaded.files if path.startswith(own)])


def settings_digest(loaded: Loaded, sources: Sources, told: Sequence[str]) -> str:
    """One digest of everything that all pages are made with: the program, the settings of the tracker, `told`."""
    others = ("content/articles/", "content/policies/", "content/changes/")
    return _digest(loaded, sources, [path for path in loaded.files if not path.startswith(others)], told)


def _digest(loaded: Loaded, sources: Sources, paths: Iterable[str], told: Sequence[str] = ()) -> str:
    texts = [text for path in paths for text in (path, loaded.files[path].text)]
    return digest_of([*libraries(), *(seen.digest for seen in sources.program.values()), *texts, *told])


@dataclass(slots=True)
class Rebuild:
    """`templates` are all template files by path; `intact` the digests of files of the output that are as written, and
    `known` what the disk told of them; `links` those of every file of the last build, and `web` what holds them
    together, None when some were wrong. `run` is the name of this build, and `digests` are those of the facts of the
    ledger as they are now.
    """

    memory: Memory
    output: Path
    templates: Mapping[str, Seen]
    settings: str
    outline: str
    intact: dict[str, str]
    known: Rows
    ledger: Ledger
    program: str
    links: Pieces
    web: Web | None
    run: str = field(default_factory=lambda: secrets.token_hex(8))
    closed: tuple[str, dict[str, str]] | None = None
    digests: Sequence[bytes] = ()
    jobs: int | None = 1

    @classmethod
    def begin(
        cls,
        memory: Memory,
        publication: Publication,
        sources: Sources,
        loaded: Loaded,
        told: Sequence[str],
        outline: str,
        links: Pieces,
        standing: tuple[Rows, Ahead],
        jobs: int | None = 1,
    ) -> Rebuild:
        """What is known of the pages that were made last, and of the output as it stands: `standing` is what was
        known of its files, and which of them are altered (`standing.look_ahead`); `outline` is one digest of the
        documents but for their words. `jobs` is how many processes there may be, None for as many as there are
        processors.
        """
        rows, ahead = standing
        rows = {**rows, **read_ahead(ahead)}
        now = {
            path: row for path, digest in publication.ours.items() if digest_in(row := rows.get(path, b"")) == digest
        }
        intact = {path: publication.ours[path] for path in now}
        settings = settings_digest(loaded, sources, told)
        history = [path for path in loaded.files if path.startswith("content/changes/")]
        outline = _digest(loaded, sources, history, [outline])
        program = digest_of([*libraries(), *(seen.digest for seen in sources.program.values())])
        ledger = unpack(memory.load("pages"))
        run, woven = links.about or ("", None)
        if not run or run != ledger.run:
            # one of the two is of another build
            ledger, woven = Ledger(), None
        web = Web(*woven) if woven else None
        return cls(
            memory,
            publication.output,
            sources.templates,
            settings,
            outline,
            intact,
            now,
            ledger,
            program,
            links,
            web,
            jobs=jobs,
        )

    def compiled(self) -> dict[str, bytes]:
        """Templates as this program compiled them, by the renderer's own names; those that are compiled now are put in.
        A renderer takes one only for the text that it was compiled from.
        """
        program, known = self.memory.load("templates") or ("", {})
        return dict(known) if program == self.program else {}

    def remember_compiled(self, compiled: Mapping[str, bytes]) -> None:
        if compiled != self.compiled():
            self.memory.save("templates", (self.program, dict(compiled)))

    def sort_out(self, outputs: Iterable[Page | SiteFile], facts: Facts, closures: Mapping[str, str]) -> dict[str, str]:
        """Why each page or file is stale, by its path; "" for those that are not."""
        changes = find_changes(self.ledger, self.settings, self.outline, closures, partial(self._digest_all, facts))
        self.digests = changes.digests
        pages = self.ledger.pages
        return {
            path: why_stale(pages.get(path), each.template, changes, self.intact.get(path))
            for each in outputs
            for path in (each.path,)
        }

    def _digest_all(self, facts: Facts, groups: Sequence[Group]) -> list[bytes]:
        """The digests of the facts of each group, by as many processes as pay, each with its part of every group."""
        parts = processes(self.jobs, sum(len(keys) for _, keys in groups), _FACTS_WORTH_A_PROCESS)

        def work(part: int) -> bytes:
            return marshal.dumps([facts.digest_all(kind, _share(keys, part, parts)) for kind, keys in groups])

        return [b"".join(own) for own in zip(*map(marshal.loads, share(work, parts)), strict=True)]

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

    def mend(self, made: Mapping[str, bytes], fresh: Iterable[str]) -> Web | None:
        """The web of the site of these files (`webs`), of which some were `made` with these links, packed; None if a
        link may be wrong.
        """
        links, paths = self.links, {*made, *fresh}
        if self.web is None or not set(links) <= paths:
            return None
        changed = [path for path, packed in made.items() if not links.has(path, packed)]
        if not changed:
            return self.web
        if 2 * len(changed) > len(paths):
            return None
        return mend(
            self.web,
            {path: unpack_links(path, links.packed(path)) if path in links else None for path in changed},
            lambda path: unpack_links(path, made.get(path) or links.packed(path)),
            paths,
        )

    def links_of(self, paths: Iterable[str]) -> dict[str, bytes]:
        return {path: self.links.packed(path) for path in paths}

    def remember_links(self, made: Mapping[str, bytes], fresh: Sequence[str], web: Web | None) -> None:
        """Keep the links of all files; `web` is None when some are wrong. Where they are those of the last build, they
        stay those of the last build, and so does its name.
        """
        if web is not None and web is self.web:
            self.run = self.ledger.run
            return
        for path, packed in made.items():
            if not self.links.has(path, packed):
                self.links.put_packed(path, packed)
        self.links.save((self.run, tuple(map(dict, web)) if web else None), [*made, *fresh])

    def remember(
        self,
        rendered: Sequence[Rendered],
        fresh: Iterable[str],
        facts: Facts,
        closures: Mapping[str, str],
    ) -> None:
        """Keep how every page was made."""
        old = self.ledger
        pages = {path: old.pages[path] for path in fresh}
        pages |= {each.path: Made(each.template, each.facts, each.digest) for each in rendered}
        ledger = Ledger(self.settings, self.outline, closures, old.table, (), pages, old.live, self.run)
        self.memory.save("pages", pack(ledger, self.digests, partial(self._digest_all, facts)))
        if self.closed:
            self.memory.save("closures", self.closed)

    def data(self) -> Any:
        """What was remembered of the data files in this output; None for nothing."""
        return (self.memory.load("data") or {}).get(str(self.output))

    def remember_data(self, kept: Any) -> None:
        """Keep what the data files in this output were put together from."""
        self.memory.save("data", {**(self.memory.load("data") or {}), str(self.output): kept})

    def remember_output(self, files: Mapping[str, str], settled: Set[str] | None) -> None:
        """Take down the output as it stands after this build: its `files` by path, with their digests. Those that are
        `settled` were not touched since it began; None: none was.
        """
        known = self.known if settled is None else {path: self.known[path] for path in settled}
        remember_rows(self.memory, str(self.output), files, known)


def _share(keys: Sequence[Any], part: int, parts: int) -> Sequence[Any]:
    """One of so many parts, which are neighbours."""
    size = -(-len(keys) // parts)
    return keys[part * size : (part + 1) * size]
