"""The door: commands, options, and what is printed.

Owns the exit status: 0 done, 1 problems in the content, 2 misuse or a folder that cannot be used. Refuses to print a
traceback for anything that a user can bring about.
"""
# ruff: noqa: PLC0415 - what a command does is imported when it does it, so that help is quick

from __future__ import annotations

import contextlib
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from policygen import __version__
from policygen.codes import CODES
from policygen.problems import (
    Problem,
    Severity,
    format_github,
    format_json,
    format_text,
    has_errors,
    nearest,
    unpack_problem,
)
from policygen.publication import PublicationError
from policygen.source import SourceFile, Span

if TYPE_CHECKING:
    from policygen.build import Options, Report
    from policygen.unchanged import Last

#: Whoever watches a terminal is told of the progress after this many seconds.
_PATIENCE = 2.0


class _Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            with contextlib.suppress(ValueError):
                return date.fromisoformat(value)
        return self.fail(f'"{value}" is no day; write one as 2026-11-20', param, ctx)


class _Address(click.ParamType[str]):
    """The web address of a folder, with a slash at its end."""

    name = "URL"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", value):
            self.fail(f'"{value}" is no web address of a folder; write one as https://example.org/tracker/', param, ctx)
        return str(value).rstrip("/") + "/"


_TRACKER = click.argument(
    "tracker", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".", metavar="[TRACKER]"
)
_AS_OF = click.option("--as-of", type=_Day(), help="The day the site speaks of; else site.yaml, else today.")
_JOBS = click.option("--jobs", type=click.IntRange(min=1), help="Processes that render pages; else as many as pay.")
_FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="How problems are printed: for people, for programs, or as annotations of a workflow on GitHub.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="policygen", message="%(prog)s %(version)s")
def main() -> None:
    """Turn a folder of policy records and articles into a static site.

    TRACKER is the folder that holds content/; the current one unless given. Exit status: 0 done, 1 problems in the
    content, 2 misuse.
    """
    # What is installed beside policygen must not change what it says, and looking for it takes time.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show Chinese gets escapes, not a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


@main.command()
@_TRACKER
@click.option(
    "--output", type=click.Path(path_type=Path), help="Where the site goes; else build/ in the tracker's folder."
)
@_AS_OF
@click.option("--base-url", type=_Address(), help="Where the site will stand: for canonical links and the sitemap.")
@_JOBS
@click.option("--clean", is_flag=True, help="Make every page anew, whatever the last build knew.")
@click.option("--why", "page", metavar="PAGE", help="Say why this page was made again: policies/x.html, or all.")
@click.option("--profile", is_flag=True, help="Say where the time went, stage by stage.")
@_FORMAT
def build(
    tracker: Path,
    output: Path | None,
    as_of: date | None,
    base_url: str | None,
    jobs: int | None,
    clean: bool,
    page: str | None,
    profile: bool,
    form: str,
) -> None:
    """Build the site, and publish it unless there is an error. Notices are for check to tell."""
    output = output or tracker / "build"
    begun = time.monotonic()
    if not (clean or page or profile) and (last := _find_unchanged(tracker, output, as_of, base_url, jobs)):
        from policygen.loader import load_texts

        pages = f"{_count(last.pages, 'page')} from {_count(last.policies, 'policy', 'policies')}"
        problems = [unpack_problem(packed) for packed in last.problems]
        _print_problems(problems, load_texts(tracker, last.texts), tracker, form)
        done = f"nothing changed, {pages} and {_count(last.articles, 'article')} in {output}"
        _end(problems, done, begun, failed=False)

    from policygen.build import build as run

    with _told(), _progress() as progress:
        options = _options(as_of, base_url, jobs, progress)
        report = run(tracker, output, replace(options, clean=clean, clock=time.perf_counter))
    pressing = [problem for problem in report.problems if problem.severity is not Severity.NOTICE]
    report = replace(report, problems=pressing)
    _print_problems(report.problems, report.files, tracker, form)
    if page:
        _tell_why(report, page)
    if profile:
        _tell_stages(report, time.monotonic() - begun)
    if report.published:
        done = f"{_count(report.pages, 'page')} from {_contents(report)} in {output}"
    else:
        done = "nothing published"
    _end(report.problems, done, begun, failed=not report.published)


def _tell_why(report: Report, page: str) -> None:
    if page != "all" and page not in report.why:
        near = nearest(page, report.why, count=1)
        raise click.UsageError(f'there is no page "{page}"' + (f'; did you mean "{near[0]}"?' if near else ""))
    for path, reason in report.why.items():
        if path == page or (page == "all" and reason):
            click.echo(f"{path}: {reason or 'nothing it is made from changed'}", err=True)


def _tell_stages(report: Report, total: float) -> None:
    """Seconds by stage; what no stage counts is the start of the program and the end."""
    stages = [*report.stages, ("everything else", total - sum(seconds for _, seconds in report.stages))]
    for name, seconds in stages:
        click.echo(f"{seconds:8.3f} s  {name}", err=True)


def _find_unchanged(
    tracker: Path, output: Path, as_of: date | None, base_url: str | None, jobs: int | None
) -> Last | None:
    from policygen.loader import find_templates
    from policygen.memory import Memory
    from policygen.unchanged import Asked, find_unchanged

    asked = Asked.of(output.resolve(), _today(os.environ), as_of, base_url)
    return find_unchanged(Memory(tracker), asked, tracker, find_templates(tracker), jobs)


@main.command()
@_TRACKER
@_AS_OF
@_JOBS
@click.option("--strict", is_flag=True, help="Let warnings fail, too.")
@_FORMAT
def check(tracker: Path, as_of: date | None, jobs: int | None, strict: bool, form: str) -> None:
    """Tell everything that is wrong with the content; build nothing."""
    from policygen.build import check as run

    begun = time.monotonic()
    with _told(), _progress() as progress:
        report = run(tracker, _options(as_of, None, jobs, progress))
    _print_problems(report.problems, report.files, tracker, form)
    warned = any(problem.severity is Severity.WARNING for problem in report.problems)
    _end(report.problems, _contents(report), begun, failed=has_errors(report.problems) or (strict and warned))


@main.command()
@_TRACKER
@click.option(
    "--since",
    metavar="STATE",
    help="What to compare with: a data/policies.json, the folder of a site or a tracker, or a revision of git; "
    "else the revision that wrote the last changes, else the last one.",
)
@click.option("--until", metavar="STATE", help="The later state; else the content as it is.")
@click.option("--write", is_flag=True, help="Write the changes to content/changes/, for the site to tell.")
@click.option("--each-day", is_flag=True, help="Day by day since the first revision in git; to begin with, once.")
@click.option("--as-of", type=_Day(), help="The day of the changes; else today.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people or programs.")
def diff(
    tracker: Path, since: str | None, until: str | None, write: bool, each_day: bool, as_of: date | None, form: str
) -> None:
    """Tell what was added, removed and changed, value by value; with --write, for the site's readers too."""
    from policygen.past import PastError, find_changes_by_day, find_changes_since, write_changes
    from policygen.site.changes import is_nothing, tell_changes
    from policygen.site.shapes import format_json

    day = as_of or _today(os.environ)
    if each_day and (since or until):
        raise click.UsageError("--each-day begins with the first revision: it takes neither --since nor --until")
    try:
        with _told():
            if each_day:
                found, told = find_changes_by_day(tracker)
            else:
                found, told = find_changes_since(tracker, day, since, until, whole=write)
            found = {day: changes for day, changes in found.items() if not is_nothing(changes)}
            if form == "json":
                click.echo(format_json({day.isoformat(): changes for day, changes in found.items()}), nl=False)
            for day, changes in found.items():
                if form == "text":
                    click.echo(f"{day.isoformat()}")
                    click.echo("".join(f"  {line}\n" for line in tell_changes(changes)), nl=False)
                if write:
                    told.append(f"written to {write_changes(tracker, day, changes)}")
    except PastError as wrong:
        _fail(wrong.message, wrong.help)
    click.echo("\n".join([*told, *([] if found else ["nothing changed"])]), err=True)


@main.command()
@_TRACKER
@click.option("--as-of", type=_Day(), help="The day to take down; else today.")
def links(tracker: Path, as_of: date | None) -> None:
    """Open the address of every article and tell what the host answers, as articles take it down. Writes nothing."""
    from policygen.fetching import try_addresses
    from policygen.loader import load_package_data, load_tracker
    from policygen.model.library import read_library

    library, _ = read_library(load_tracker(tracker), load_package_data())
    if library is None:
        _fail("the content cannot be read", "policygen check tells why")
    day = as_of or _today(os.environ)
    addresses = {
        article.path: article.url
        for article in library.articles.values()
        if article.url and article.url.startswith(("https://", "http://"))
    }
    failed = 0
    for path, answer in try_addresses(addresses):
        failed += answer.status is None or not 200 <= answer.status < 300
        found = f"checked: {{on: {day.isoformat()}, status: {answer.status}}}" if answer.status else answer.why
        click.echo(f"{path}: {found}")
    click.echo(f"{_count(len(addresses), 'address', 'addresses')}, {failed} not there", err=True)
    sys.exit(1 if failed else 0)


@main.command()
@click.argument("code")
def explain(code: str) -> None:
    """Tell what the problem CODE means and how to mend it."""
    if code not in CODES:
        near = nearest(code, CODES, count=1) or [known for known in CODES if code in known.split("/")]
        hint = f"did you mean {' or '.join(near)}?" if near else "docs/problems.md lists all codes"
        raise click.UsageError(f'there is no problem code "{code}"; {hint}')
    click.echo(f"{code}: {CODES[code].summary}\n\n{CODES[code].explanation}")


@main.command()
def schema() -> None:
    """Print the JSON Schema of a record, for editors."""
    from policygen.site.exports import policy_schema
    from policygen.site.shapes import format_json

    click.echo(format_json(policy_schema()), nl=False)


def _options(
    as_of: date | None, base_url: str | None, jobs: int | None, progress: Callable[[int, int], None]
) -> Options:
    from policygen.build import Options

    return Options(_today(os.environ), as_of, base_url, jobs, progress=progress)


def _today(environment: Mapping[str, str]) -> date:
    """The day of SOURCE_DATE_EPOCH, which makes builds repeatable; else today."""
    epoch = environment.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return date.today()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f'SOURCE_DATE_EPOCH is "{epoch}", which is no number of seconds since 1970') from None


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Tell what the system refuses in a sentence."""
    from policygen.rendering import RenderingError

    try:
        yield
    except PublicationError as wrong:
        _fail(wrong.message, wrong.help)
    except RenderingError as wrong:
        _fail(str(wrong), "try again, with --jobs 1 if it happens again")
    except OSError as wrong:
        where = f"{wrong.filename}: " if wrong.filename else ""
        _fail(f"{where}{wrong.strerror or wrong}", "")


def _fail(message: str, help: str) -> NoReturn:  # noqa: A002
    click.echo(f"error: {message}" + (f"\n   help: {help}" if help else ""), err=True)
    sys.exit(2)


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A line on the terminal that counts pages, for whoever has waited long enough to wonder."""
    begun = time.monotonic()
    shown = False

    def show(done: int, pages: int) -> None:
        nonlocal shown
        if sys.stderr.isatty() and time.monotonic() - begun > _PATIENCE:
            shown = True
            click.echo(f"\r{done} of {pages} pages", err=True, nl=False)

    try:
        yield show
    finally:
        if shown:
            click.echo("\r\x1b[K", err=True, nl=False)


def _print_problems(problems: Sequence[Problem], files: Mapping[str, SourceFile], tracker: Path, form: str) -> None:
    """Problems go to standard output, with paths under the folder as it was given, so that editors can follow them."""
    prefix = os.path.normpath(tracker)
    if prefix != ".":
        problems = [replace(problem, span=_seen_from_here(problem.span, prefix)) for problem in problems]
        files = {_seen_from_here(Span(path), prefix).path: file for path, file in files.items()}
    if form == "json":
        click.echo(format_json(problems))
        return
    for problem in problems:
        click.echo(format_github(problem) if form == "github" else format_text(problem, files))


def _seen_from_here(span: Span, prefix: str) -> Span:
    """The same place; what is not in the content is in the site, which need not be there to look at."""
    in_content = span.path.split("/")[0] == "content"
    return replace(span, path=f"{prefix.replace(os.sep, '/')}/{span.path}") if in_content else span


def _end(problems: Sequence[Problem], done: str, begun: float, *, failed: bool) -> None:
    """The one line that sums a run up, and the exit status."""
    counts = Counter(problem.severity.value for problem in problems)
    found = [_count(counts[severity], severity) for severity in ("error", "warning", "notice") if counts[severity]]
    words = ", ".join([*(found or ["no problems"]), done])
    click.echo(f"{words} ({time.monotonic() - begun:.1f} s)", err=True)
    sys.exit(1 if failed else 0)


def _contents(report: Report) -> str:
    return f"{_count(report.policies, 'policy', 'policies')} and {_count(report.articles, 'article')}"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
