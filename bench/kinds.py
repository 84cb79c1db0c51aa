"""Prints what each kind of output costs: python -m bench.kinds TRACKER [--as-of DAY]. Processor time of one process.

A page is put together from the records (its view), set in its template, and its links are read, as a cold build does
it; a file is written from the records at once. Nothing is published, and nothing remembered.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.builders import AS_OF
from bench.tables import table
from policygen.build import read_messages
from policygen.loader import find_templates, load_package_data, load_tracker
from policygen.model.library import read_library
from policygen.problems import has_errors
from policygen.site.facts import noting
from policygen.site.files import SiteFile, plan_files
from policygen.site.links import pack_links, read_links
from policygen.site.pages import Page, plan_site
from policygen.site.renderer import Renderer


@dataclass(frozen=True, slots=True)
class _Shown:
    """A page whose view is made, so that the renderer does not make it again."""

    language: str
    template: str
    view: object


@dataclass(slots=True)
class Cost:
    """Of one kind: how many outputs, their bytes, and seconds of processor time by what was done."""

    outputs: int = 0
    size: int = 0
    view: float = 0
    template: float = 0
    links: float = 0

    @property
    def seconds(self) -> float:
        return self.view + self.template + self.links


def measure(root: Path, as_of: date) -> dict[str, Cost]:
    """The cost of every kind of page and file of a tracker without errors; ValueError: it has some."""
    package, loaded = load_package_data(), load_tracker(root)
    library, problems = read_library(loaded, package)
    if library is None or has_errors(problems):
        raise ValueError(f"{root} cannot be read; policygen check tells why")
    messages, _ = read_messages(library.site.languages, loaded, package)
    plan = plan_site(library, as_of, messages)
    renderer = Renderer(find_templates(root), {code: own.catalogue for code, own in messages.items()})
    renderer.compile({page.template for page in plan.pages})
    # as in a build, what was read is not looked through for garbage again and again
    gc.freeze()
    try:
        return _sum((*plan.pages, *plan_files(plan, messages)), renderer)
    finally:
        gc.unfreeze()


def _sum(outputs: Iterable[Page | SiteFile], renderer: Renderer) -> dict[str, Cost]:
    costs: dict[str, Cost] = defaultdict(Cost)
    now = time.process_time
    for each in outputs:
        cost = costs[each.kind]
        begun = now()
        with noting():
            if isinstance(each, SiteFile):
                content = each.content()
                made = shown = now()
            else:
                view = each.view
                made = now()
                content = renderer.render(_Shown(each.language, each.template, view))
                shown = now()
        pack_links(read_links(each.path, content, None))
        cost.outputs += 1
        cost.size += len(content)
        cost.view += made - begun
        cost.template += shown - made
        cost.links += now() - shown
    return costs


def render(costs: Mapping[str, Cost]) -> str:
    """The costs as a table in Markdown, the dearest first; kinds below a hundredth of the whole together."""
    whole = sum(cost.seconds for cost in costs.values())
    lines = []
    rest = Cost()
    for kind, cost in sorted(costs.items(), key=lambda item: -item[1].seconds):
        if cost.seconds < whole / 100:
            for name in ("outputs", "size", "view", "template", "links"):
                setattr(rest, name, getattr(rest, name) + getattr(cost, name))
        else:
            lines.append(_line(kind, cost, whole))
    if rest.outputs:
        lines.append(_line("all others", rest, whole))
    return table(["kind", "outputs", "KB each", "view s", "template s", "links s", "ms each", "share"], lines)


def _line(kind: str, cost: Cost, whole: float) -> list[str]:
    return [
        kind,
        f"{cost.outputs:,}",
        f"{cost.size / 1000 / cost.outputs:.1f}",
        *(f"{seconds:.2f}" for seconds in (cost.view, cost.template, cost.links)),
        f"{1000 * cost.seconds / cost.outputs:.2f}",
        f"{cost.seconds / whole:.0%}",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tracker", type=Path)
    parser.add_argument("--as-of", type=date.fromisoformat, default=date.fromisoformat(AS_OF))
    told = parser.parse_args()
    try:
        print(render(measure(told.tracker, told.as_of)))
    except ValueError as said:
        sys.exit(f"error: {said}")


if __name__ == "__main__":
    main()
