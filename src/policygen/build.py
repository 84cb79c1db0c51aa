"""The build: all stages in order, from a tracker's folder to a published site.

Owns the one decision whether to publish: with any error, nothing is. Refuses to know what a page or a record holds.
"""

from __future__ import annotations

import gc
import hashlib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import closing, contextmanager
from dataclasses import field, replace
from datetime import date
from pathlib import Path

from policygen.gathering import Gathering, Kept, Places, Together
from policygen.keeping import Keeping
from policygen.loader import Loaded, find_templates, load_package_data, load_tracker
from policygen.memory import Memory
from policygen.model.checks import check_future_reading, check_library
from policygen.model.library import Library, read_library
from policygen.pieces import ForgottenError, Pieces
from policygen.problems import Problem, Severity, error, has_errors, pack_problem, sort_problems
from policygen.publication import Publication, PublicationError, write_file
from policygen.rebuild import Rebuild, Sources, reading_digest
from policygen.rendering import Progress, Rendered, Rendering, no_rows, render_all
from policygen.sharing import Ahead
from policygen.site.facts import Facts, FactTable
from policygen.site.files import WITH_ROWS, SiteFile, plan_files
from policygen.site.links import (
    FileLinks,
    FindOrigin,
    PackedLinks,
    Web,
    check_links,
    pack_links,
    read_links,
)
from policygen.site.markup import is_installed
from policygen.site.messages import Catalogue, Messages, merge, parse_catalogue
from policygen.site.pages import Page, SitePlan, plan_site
from policygen.site.pages.watch import facts_of
from policygen.site.renderer import Renderer
from policygen.site.wholes import DATABASE, PACKAGE, Whole, plan_wholes
from policygen.source import SourceFile, Span, find_node
from policygen.standing import Rows, load_rows, look_ahead
from policygen.unchanged import Asked, Last, look_at_sources, remember_run, remember_sources
from policygen.values import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is told. `as_of` is the day asked for; None for what site.yaml says, which may be `today`."""

    today: date
    as_of: date | None = None
    base_url: str | None = None
    jobs: int | None = None
    clean: bool = False
    clock: Callable[[], float] = lambda: 0.0
    progress: Progress = lambda _done, _all: None


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found. `files` are the texts that problems point into; `published`: the output is the site of
    these files. `why` tells for each page why it was made again, "" if it was not.
    """

    problems: Sequence[Problem]
    files: Mapping[str, SourceFile]
    policies: int = 0
    articles: int = 0
    pages: int = 0
    published: bool = False
    why: Mapping[str, str] = field(default_factory=dict)
    stages: Sequence[tuple[str, float]] = ()


@dataclass(slots=True)
class Stages:
    """How long each stage took; `end` is said at the end of one."""

    clock: Callable[[], float]
    begun: float
    done: list[tuple[str, float]] = field(default_factory=list)

    def end(self, name: str) -> None:
        now = self.clock()
        self.done.append((name, now - self.begun))
        self.begun = now


@contextmanager
def _uncollected() -> Iterator[None]:
    """What is read only grows and holds no cycles: looking for garbage in it again and again takes a quarter of the
    time. `rendering` turns the collector on while pages are made.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@_uncollected()
def check(root: Path, options: Options) -> Report:
    """Everything that would stop or deserve mention in a build; touches no output."""
    return _run(root, options, None)


@_uncollected()
def build(root: Path, output: Path, options: Options) -> Report:
    """Publish the site into `output` unless there is an error; PublicationError: that folder cannot be used."""
    _refuse_source_folders(root.resolve(), output.resolve())
    try:
        return _build(root, output, options)
    except ForgottenError:
        return _build(root, output, replace(options, clean=True))


def _build(root: Path, output: Path, options: Options) -> Report:
    memory = Memory(root, forget=options.clean)
    templates = find_templates(root)
    with (
        Publication(output) as publication,
        Keeping(memory, options.jobs) as keeping,
        closing(Pieces(memory, "links")) as links,
    ):
        found = look_at_sources(memory, root, templates)
        rows = load_rows(memory, str(publication.output))
        with closing(look_ahead(str(publication.output), list(publication.ours), rows, options.jobs)) as altered:
            site = Site(publication, memory, keeping, links, Sources.sort(found, templates), (rows, altered))
            report = _run(root, options, site)
        remember_sources(memory, found)
        asked = Asked.of(publication.output, options.today, options.as_of, options.base_url)
        if report.published:
            told = [problem for problem in report.problems if problem.severity is not Severity.NOTICE]
            texts = tuple({problem.span.path for problem in told} & report.files.keys())
            packed = tuple(map(pack_problem, told))
            last = Last(report.policies, report.articles, report.pages, packed, texts)
            remember_run(memory, asked, found, last)
        return report


@dataclass(frozen=True, slots=True)
class Site:
    """What there is beside the content when a site is built: where it goes, and what is known of the last build;
    `standing` is what is known of the files that are there, and which of them are altered.
    """

    publication: Publication
    memory: Memory
    keeping: Keeping
    links: Pieces
    sources: Sources
    standing: tuple[Rows, Ahead]


def _refuse_source_folders(root: Path, output: Path) -> None:
    inside = [root / name for name in ("content", "templates")]
    if output == root or output in root.parents or any(output == own or own in output.parents for own in inside):
        raise PublicationError(
            f"{output} holds what the tracker is made from", "choose a folder of its own for the site with --output"
        )


def _run(root: Path, options: Options, site: Site | None) -> Report:
    stages = Stages(options.clock, options.clock())
    package = load_package_data()
    if site is None:
        loaded = load_tracker(root)
        stages.end("load files")
        library, problems = read_library(loaded, package)
    else:
        digests = {path: seen.digest for path, seen in site.sources.content.items()}
        loaded = load_tracker(root, digests, site.keeping.clean)
        stages.end("load files")
        site.keeping.begin(reading_digest(loaded, site.sources))
        library, problems = read_library(loaded, package, site.keeping)
        # What was read is right whatever becomes of the site, and need not stay in memory until then.
        site.keeping.save()
    stages.end("read articles and records")
    if library is None:
        return Report(sort_problems(problems), loaded.files)
    as_of = options.as_of or library.site.as_of or options.today
    if options.base_url:
        library = replace(library, site=replace(library.site, base_url=options.base_url))
    problems += check_library(library, whole=not has_errors(problems))
    problems += check_future_reading(library, options.today)
    problems += _check_engine(library.site.markdown, loaded)
    messages, wrong = read_messages(library.site.languages, loaded, package)
    problems += wrong
    report = Report(problems, loaded.files, len(library.policies), len(library.articles))
    if not has_errors(problems):
        stages.end("check the whole")
        plan = plan_site(library, as_of, messages)
        stages.end("plan pages")
        templates = find_templates(root)
        rebuild = None
        if site:
            told = [as_of.isoformat(), library.site.base_url or ""]
            rebuild = Rebuild.begin(
                site.memory,
                site.publication,
                site.sources,
                loaded,
                told,
                site.keeping.outline(),
                site.links,
                site.standing,
                options.jobs,
            )
        facts = facts_of(plan.roots, site.keeping.digest if site else lambda _value, _whole: b"")
        stages.end("compare with the last build")
        making = Making(library, plan, (*plan.pages, *plan_files(plan, messages)), as_of, messages, templates, facts)
        report = _make_site(report, making, options, site.publication if site else None, rebuild, stages)
    return replace(report, problems=sort_problems(report.problems), stages=stages.done)


@dataclass(frozen=True, slots=True)
class Making:
    """What a site is made from. `outputs` are its pages and the files that are stale by the same rule."""

    library: Library
    plan: SitePlan
    outputs: Sequence[Page | SiteFile]
    as_of: date
    messages: Mapping[str, Messages]
    templates: Sequence[Path]
    facts: Facts


def _make_site(
    report: Report,
    making: Making,
    options: Options,
    publication: Publication | None,
    rebuild: Rebuild | None,
    stages: Stages,
) -> Report:
    library, plan, outputs = making.library, making.plan, making.outputs
    base_url = library.site.base_url
    files = dict(_other_files(making.templates))
    wholes = plan_wholes(plan.shelf)
    gathered = [*(whole.path for whole in wholes), DATABASE, PACKAGE]
    paths = [*(each.path for each in outputs), *gathered]
    problems = [*report.problems, *plan.problems, *_check_paths(paths, files)]
    if has_errors(problems):
        return replace(report, problems=problems, pages=len(plan.pages))
    stages.end("read other files")
    gathering = _begin_gathering(making, wholes, publication, rebuild) if publication and rebuild else None
    closures: Mapping[str, str] = {}
    compiled: dict[str, bytes] = {}
    why: Mapping[str, str] = {each.path: "everything is looked at" for each in outputs}
    if rebuild:
        catalogues = {code: own.catalogue for code, own in making.messages.items()}
        compiled = rebuild.compiled()
        renderer = Renderer(making.templates, catalogues, compiled)
        closures = rebuild.closures(plan.pages, renderer)
        if rebuild.closed or not compiled:
            renderer.compile(closures)
        why = rebuild.sort_out(outputs, making.facts, closures)
        if gathering and gathering.is_from_nothing:
            anew = "the data files are put together from nothing"
            why |= {each.path: why[each.path] or anew for each in outputs if each.kind in WITH_ROWS}
    stages.end("find stale pages")
    stale = [each for each in outputs if why[each.path]]
    fresh = [path for path, reason in why.items() if not reason]
    rendered = render_all(
        Rendering(
            stale,
            making.templates,
            making.messages,
            base_url,
            publication.folder if publication else None,
            rebuild.intact if rebuild else {},
            gathering.packer.pack if gathering else no_rows,
            compiled,
        ),
        options.jobs,
        options.progress,
        rebuild.ledger.table if rebuild else FactTable(),
        gathering.take if gathering else lambda _made: None,
    )
    stages.end("make pages")
    links = {each.path: each.links for each in rendered}
    links |= {path: pack_links(read_links(path, content, base_url)) for path, content in files.items()}
    links |= {path: pack_links(FileLinks(path, frozenset(), (), ())) for path in gathered}
    web: Web | None = rebuild.mend(links, fresh) if rebuild else None
    if web is None:
        everything = PackedLinks(links | rebuild.links_of(fresh) if rebuild else links)
        wrong, found = check_links(everything, files, _origins(plan, library, report.files))
        problems += wrong
        web = None if wrong else found
    stages.end("check links")
    published = publication is not None and not has_errors(problems)
    if gathering and not published:
        gathering.abandon()
    if publication and rebuild and gathering and published:
        for path in fresh:
            if path.startswith("data/"):
                gathering.know(path, rebuild.ledger.pages[path].output)
        together = gathering.finish()
        stages.end("put data files together")
        settled = _publish(publication, rebuild, rendered, fresh, files, together)
        stages.end("publish")
        rebuild.remember_data(gathering.kept.pack())
        rebuild.remember_links(links, fresh, web)
        rebuild.remember(rendered, fresh, making.facts, closures)
        rebuild.remember_output(publication.ours, settled)
        rebuild.remember_compiled(compiled)
        stages.end("remember")
    return replace(report, problems=problems, pages=len(plan.pages), published=published, why=why)


def _begin_gathering(making: Making, wholes: Sequence[Whole], publication: Publication, rebuild: Rebuild) -> Gathering:
    library = making.library
    return Gathering(
        library.site,
        making.as_of,
        wholes,
        {"policies": tuple(library.policies), "articles": tuple(library.articles)},
        Places(publication.folder, publication.output, rebuild.intact),
        Kept.unpack(rebuild.data()),
        rebuild.settings,
    )


def _origins(plan: SitePlan, library: Library, files: Mapping[str, SourceFile]) -> FindOrigin:
    """Finds in the files a page is made from the text of one of its links."""
    owners = {
        **{("policy", policy.id): policy.path for policy in library.policies.values()},
        **{("article", article.id): article.path for article in library.articles.values()},
    }
    made_from: dict[str, list[SourceFile]] = {}
    for page in plan.pages:
        if owner := owners.get((page.kind, page.subject)):
            stem, _, suffix = owner.rpartition(".")
            paths = (f"{stem}.{page.language}.{suffix}", owner)
            made_from[page.path] = [files[path] for path in paths if path in files]

    def find_origin(path: str, written: str) -> Span | None:
        for file in made_from.get(path, ()):
            before, found, _ = file.text.partition(written)
            if found and written:
                line = before.count("\n") + 1
                return Span(file.path, line, len(before) - before.rfind("\n"), len(written))
        return None

    return find_origin


def _publish(
    publication: Publication,
    rebuild: Rebuild,
    rendered: Sequence[Rendered],
    fresh: Sequence[str],
    files: Mapping[str, bytes],
    together: Mapping[str, Together],
) -> Set[str] | None:
    """Make the output this site, taking over the files it has already: which of them were not touched; None when it was
    this site.
    """
    digests = {page.path: page.digest for page in rendered}
    digests |= {path: rebuild.ledger.pages[path].output for path in fresh}
    digests |= {path: each.digest for path, each in together.items()}
    written = {page.path for page in rendered if page.written} | {p for p, each in together.items() if each.is_new}
    for path, content in files.items():
        digests[path] = hashlib.sha256(content).hexdigest()
        if rebuild.intact.get(path) != digests[path]:
            write_file(publication.folder, path, content)
            written.add(path)
    if not written and digests == publication.ours:
        return None
    return publication.publish(digests, digests.keys() - written)


def _other_files(templates: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """The files that are taken as they are."""
    # The tracker's own folder of templates comes first, so it is read last.
    for folder in reversed(templates):
        static = folder / "static"
        for path in sorted(static.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                yield f"static/{path.relative_to(static).as_posix()}", path.read_bytes()


def _check_paths(pages: Sequence[str], files: Mapping[str, bytes]) -> Iterator[Problem]:
    """No two files may have one path, nor paths that differ in case or Unicode form, which many disks take for one."""
    seen: dict[str, str] = {}
    for path in [*pages, *files]:
        one_form = path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()
        other = seen.setdefault(one_form, path)
        if other is not path:
            yield error(
                "build/same-path",
                Span(path),
                f'"{path}" and "{other}" would be one file',
                "rename one of them",
            )


def _check_engine(name: str, loaded: Loaded) -> Iterator[Problem]:
    """What a page says follows from the content, so an engine that is not there is replaced by no other."""
    if loaded.site and not is_installed(name):
        yield error(
            "site/markdown",
            find_node(loaded.site, "markdown").span,
            f'"{name}" is not installed, or in a version that sets Chinese wrong',
            f"install it with: pip install 'policygen[{name}]'; or take the line out: python-markdown is there",
        )


def read_messages(
    languages: Sequence[str], loaded: Loaded, package: Mapping[str, SourceFile]
) -> tuple[dict[str, Messages], list[Problem]]:
    """The interface in each language: the tracker's own texts over the built-in ones, those of a variant (zh-TW) over
    those of the language itself.
    """
    messages: dict[str, Messages] = {}
    problems: list[Problem] = []
    wrong: set[str] = set()
    built_in: dict[str, Catalogue] = {}
    if any(language.partition("-")[0] != "en" for language in languages):
        for path, file in package.items():
            if path.startswith("locales/"):
                code = path.removeprefix("locales/").removesuffix(".po")
                built_in[code] = parse_catalogue(file.text, code)
    everything = {text for catalogue in built_in.values() for text in catalogue.texts}
    for index, language in enumerate(languages):
        primary = language.partition("-")[0]
        catalogue = built_in.get(language, built_in.get(primary, Catalogue()))
        for code in dict.fromkeys((primary, language)):
            own = loaded.locales.get(code)
            if own is None or own.path in wrong:
                continue
            try:
                catalogue = merge(parse_catalogue(own.text, code), catalogue)
            except ValueError as said:
                wrong.add(own.path)
                message = f"this is no catalogue of messages: {said}"
                remedy = "correct it, or delete the file to have the built-in words"
                problems.append(error("build/catalogue", Span(own.path), message, remedy))
        lacking = len(everything - catalogue.texts.keys())
        if primary != "en" and lacking:
            span = find_node(loaded.site, "languages", index).span if loaded.site else Span("content/site.yaml")
            message = f'{lacking} of {len(everything)} texts of the interface have no "{language}"'
            remedy = f"write them to content/locales/{language}.po; until then these buttons and headings are English"
            problems.append(Problem("build/no-words", Severity.NOTICE, span, message, remedy))
        messages[language] = Messages(language, catalogue)
    return messages, problems
