"""Rendering: all pages to bytes, in as many processes as pay.

Owns the share of work of each process. Refuses to let their number show: what comes back is sorted, and a page is the
same bytes wherever it was rendered.

Each process has its share from the start, helps with those of the others when it is done, and writes its pages itself:
no page travels between processes, and one whose parent is killed ends by itself.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from policygen.publication import write_file
from policygen.sharing import FORKS, processors
from policygen.site.facts import Fact, FactTable, noting, pack_numbers, read_numbers
from policygen.site.files import SiteFile
from policygen.site.links import pack_links, read_links
from policygen.site.messages import Messages
from policygen.site.pages import Page
from policygen.site.renderer import Renderer
from policygen.site.tables import Rows
from policygen.values import dataclass

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext, SpawnContext
    from multiprocessing.sharedctypes import Synchronized

#: Told how many pages are done, and of how many.
Progress = Callable[[int, int], None]

#: Below this, starting a process takes longer than it saves.
_PAGES_WORTH_A_PROCESS = 8 if FORKS else 250
#: The most pages that a process takes at once.
_CHUNK = 20


class Rendered(NamedTuple):
    """What remains of a page when its bytes have been written. `links` are packed; `facts` are the numbers of what it
    read; `written`: into the folder, because the output has no such file yet; `rows` are what tables have of it,
    packed.
    """

    path: str
    template: str
    digest: str
    links: bytes
    facts: bytes
    written: bool
    rows: bytes = b""


#: Told of each page when it is made.
Take = Callable[[Rendered], None]


class _Chunk(NamedTuple):
    """Some pages; their facts have the numbers that the process which made them gives, `facts` are those new to it."""

    pages: list[Rendered]
    facts: list[Fact]


class RenderingError(Exception):
    """A process ended before its work was done; what it was told by the system is lost with it."""


def no_rows(_rows: Rows) -> bytes:
    """For a run that puts no tables together."""
    return b""


@dataclass(frozen=True, slots=True)
class Rendering:
    """What every process needs. `folder` is where the pages go, None to read their links only; `intact` has the digests
    of the files that are in the output already, `compiled` templates by the renderer's own names; `pack` makes of the
    rows of a file what travels between processes.
    """

    pages: Sequence[Page | SiteFile]
    templates: Sequence[Path]
    messages: Mapping[str, Messages]
    base_url: str | None
    folder: Path | None
    intact: Mapping[str, str] = field(default_factory=dict)
    pack: Callable[[Rows], bytes] = no_rows
    compiled: dict[str, bytes] = field(default_factory=dict)


def render_all(
    rendering: Rendering, jobs: int | None, progress: Progress, table: FactTable, take: Take = lambda _page: None
) -> list[Rendered]:
    """Every page, sorted by path; `jobs` None for as many processes as there are processors, where they pay. The facts
    that pages read get their numbers in `table`; their rows are told to `take`, page by page, and not kept.
    """
    pages = rendering.pages
    jobs = max(1, min(processors() if jobs is None else jobs, len(pages) // _PAGES_WORTH_A_PROCESS))
    rendered: list[Rendered] = []
    known: dict[int, list[int]] = defaultdict(list)
    with _collected():
        for process, chunk in _make(rendering, 0, _cut(pages, _CHUNK)) if jobs < 2 else _in_processes(rendering, jobs):
            here = known[process]
            here += map(table.number, chunk.facts)
            for page in chunk.pages:
                take(page)
            rendered += [
                page._replace(facts=pack_numbers([here[number] for number in read_numbers(page.facts)]), rows=b"")
                for page in chunk.pages
            ]
            progress(len(rendered), len(pages))
    return sorted(rendered, key=lambda page: page.path)


@contextlib.contextmanager
def _collected() -> Iterator[None]:
    """Pages leave garbage behind, what was read before stays: it is not looked through again and again."""
    collecting = gc.isenabled()
    gc.freeze()
    gc.enable()
    try:
        yield
    finally:
        if not collecting:
            gc.disable()
        gc.unfreeze()


def _make(
    rendering: Rendering, number: int, chunks: Iterable[Sequence[Page | SiteFile]]
) -> Iterator[tuple[int, _Chunk]]:
    catalogues = {code: own.catalogue for code, own in rendering.messages.items()}
    renderer = Renderer(rendering.templates, catalogues, rendering.compiled)
    numbers: dict[Fact, int] = {}
    for chunk in chunks:
        known = len(numbers)
        pages = [_render(page, renderer, rendering, numbers) for page in chunk]
        yield number, _Chunk(pages, list(islice(numbers, known, None)))


def _cut(pages: Sequence[Page | SiteFile], size: int) -> Iterator[list[Page | SiteFile]]:
    """Chunks of about so many pages; what is made together stays together."""
    chunk: list[Page | SiteFile] = []
    for page in pages:
        if len(chunk) >= size and not (_batch(page) and _batch(page) == _batch(chunk[-1])):
            yield chunk
            chunk = []
        chunk.append(page)
    if chunk:
        yield chunk


def _batch(page: Page | SiteFile) -> str:
    """What the page is made together with, "" for nothing."""
    return page.batch if isinstance(page, SiteFile) else ""


def _render(page: Page | SiteFile, renderer: Renderer, rendering: Rendering, numbers: dict[Fact, int]) -> Rendered:
    rows = b""
    with noting() as facts:
        if not isinstance(page, SiteFile):
            content = renderer.render(page)
        elif page.is_picture and rendering.folder is None:
            content = b""
        else:
            content, told = page.export()
            rows = rendering.pack(told) if told else b""
    path = page.path
    digest = hashlib.sha256(content).hexdigest()
    written = rendering.folder is not None and rendering.intact.get(path) != digest
    if written and rendering.folder is not None:
        write_file(rendering.folder, path, content)
    links = pack_links(read_links(path, content, rendering.base_url))
    own = pack_numbers([numbers.setdefault(fact, len(numbers)) for fact in facts])
    return Rendered(path, page.template, digest, links, own, written, rows)


def _in_processes(rendering: Rendering, jobs: int) -> Iterator[tuple[int, _Chunk]]:
    import multiprocessing  # noqa: PLC0415 - few pages need one process
    from multiprocessing.connection import wait  # noqa: PLC0415

    context: ForkContext | SpawnContext
    context = multiprocessing.get_context("fork") if FORKS else multiprocessing.get_context("spawn")
    # how many chunks of each share have been begun, by whichever process
    begun = [context.Value("i", 0) for _ in range(jobs)]
    processes = []
    pipes: list[Connection] = []
    try:
        for number in range(jobs):
            here, there = context.Pipe(duplex=False)
            process = context.Process(
                target=_work, args=(rendering, number, begun, there, os.getpid()), daemon=True, name=f"render-{number}"
            )
            process.start()
            there.close()
            processes.append(process)
            pipes.append(here)
        while pipes:
            for pipe in cast("list[Connection]", wait(pipes)):
                try:
                    chunk = pipe.recv()
                except EOFError:
                    raise RenderingError("a process that rendered pages was ended from outside") from None
                if chunk is None:
                    pipes.remove(pipe)
                elif isinstance(chunk, BaseException):
                    raise chunk
                else:
                    yield chunk
    finally:
        for process in processes:
            process.terminate()
            process.join()


def _take(
    pages: Sequence[Page | SiteFile], number: int, begun: Sequence[Synchronized[int]]
) -> Iterator[Sequence[Page | SiteFile]]:
    """The chunks that fall to one process: those of its own share, then what others have not begun."""
    jobs = len(begun)
    shares = _share_out(pages, jobs)
    # Of few pages small chunks, so that all have something to do to the end.
    size = max(1, min(_CHUNK, len(pages) // (4 * jobs)))
    for share in (*range(number, jobs), *range(number)):
        chunks = list(_cut(shares[share], size))
        while True:
            with begun[share]:
                first = begun[share].value
                begun[share].value += 1
            if first >= len(chunks):
                break
            yield chunks[first]


def _share_out(pages: Sequence[Page | SiteFile], jobs: int) -> list[list[Page | SiteFile]]:
    """Of neighbours each goes to another share: mostly they are the same page in several languages, so each process has
    its language. What is made together goes to one, and comes first, because it takes longest.
    """
    shares: list[list[Page | SiteFile]] = [[] for _ in range(jobs)]
    batches: dict[str, int] = {}
    together = [page for page in pages if _batch(page)]
    for page in together:
        shares[batches.setdefault(_batch(page), len(batches) % jobs)].append(page)
    alone = [page for page in pages if not _batch(page)] if together else pages
    for place, page in enumerate(alone, start=len(batches)):
        shares[place % jobs].append(page)
    return shares


def _work(rendering: Rendering, number: int, begun: Sequence[Synchronized[int]], pipe: Connection, parent: int) -> None:
    """One process: pages, chunk by chunk, then None; or what went wrong."""
    try:
        for chunk in _make(rendering, number, _take(rendering.pages, number, begun)):
            if os.getppid() != parent:
                return
            pipe.send(chunk)
        pipe.send(None)
    except KeyboardInterrupt:
        return
    except BrokenPipeError:
        return
    except Exception as wrong:  # it is raised again in the parent
        pipe.send(wrong)
