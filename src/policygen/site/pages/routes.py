"""Routes: where each page stands, and how one page links to another.

Owns addresses. A route is a page's path without its language's folder and without `.html`; the first language
stands at the root, the others under `<lang>/`. Links are relative and name the file, so they hold on any
host, under any path and from disk.
"""

from __future__ import annotations

import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import quote

from policygen.problems import Problem, error
from policygen.source import Span
from policygen.values import dataclass

#: How many addresses one part of a sitemap has, about.
_ADDRESSES: Final = 5000

HOME: Final = "index"
PLACES: Final = "regions/index"
POLICIES: Final = "policies/index"
ARTICLES: Final = "articles/index"
COMPARE: Final = "compare/index"
TARGETS: Final = "compare/targets/index"
SUBSIDIES: Final = "compare/subsidies/index"
PAIRS: Final = "compare/places/index"
THEMES: Final = "themes/index"
TARGET_LIST: Final = "targets/index"
SUBSIDY_LIST: Final = "subsidies/index"
CHOOSE: Final = "compare/choose"
TIMELINE: Final = "timeline"
ESTIMATE: Final = "estimate"
SEARCH: Final = "search"
CHANGES: Final = "changes"
COVERAGE: Final = "coverage"
DATA: Final = "data/index"
ABOUT: Final = "about"
NOT_FOUND: Final = "404"
#: Before the route of a page stands here the route of what other sites embed of it.
EMBEDDED: Final = "embed/"
#: A file, not a page.
SITEMAP: Final = "sitemap.xml"


def region_route(region: str) -> str:
    return f"regions/{region}"


def policy_route(policy: str) -> str:
    return f"policies/{policy}"


def article_route(article: str) -> str:
    return f"articles/{article}"


def metric_route(metric: str) -> str:
    return f"compare/targets/{metric}"


def kind_route(kind: str) -> str:
    return f"compare/subsidies/{kind}"


def pair_route(one: str, other: str) -> str:
    """The pair in the order of ids, whichever way round it is asked for."""
    first, second = sorted((one, other))
    return f"compare/places/{first.replace('/', '-')}-and-{second.replace('/', '-')}"


def theme_route(theme: str) -> str:
    return f"themes/{theme}"


def timeline_route(place: str = "", year: str = "") -> str:
    """The timeline of all places or of one, in all years or in one."""
    return "/".join(part for part in (TIMELINE, place, year) if part)


def card_file(subject: str, language: str, languages: Sequence[str]) -> str:
    """The picture that stands for a subject, as leads name them, from the root of the output."""
    name = subject.replace("region ", "regions/").replace("metric ", "targets/").replace("kind ", "subsidies/")
    path = f"cards/{name or 'home'}.png"
    return path if language == languages[0] else f"{language}/{path}"


def part_route(route: str, part: str) -> str:
    """The route of a part of a long list, which is its first page without a name: `policies/index` goes on in
    `policies/index-2023`, `themes/talent` in `themes/talent/2023`.
    """
    if not part:
        return route
    return f"{route}-{part.replace('/', '-')}" if route.endswith("index") else f"{route}/{part}"


@dataclass(frozen=True, slots=True)
class Routes:
    """The addresses of a site. `known` are the routes that exist, each in every language; `sitemap` are those that
    search engines are told, by part, "" being the only one or the list of the others.
    """

    languages: tuple[str, ...]
    known: Container[str]
    base_url: str | None = None
    sitemap: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def file(self, route: str, language: str) -> str:
        """The page's path from the root of the output."""
        return f"{route}.html" if language == self.languages[0] else f"{language}/{route}.html"

    def canonical(self, route: str, language: str) -> str:
        """The page's own absolute address; "" for a site that does not know where it stands."""
        return self.absolute(self.file(route, language)) if self.base_url else ""

    def absolute(self, path: str) -> str:
        """The absolute address of a file of the output, home pages as their folder."""
        assert self.base_url is not None
        if path == "index.html" or path.endswith("/index.html"):
            path = path.removesuffix("index.html")
        return self.base_url.rstrip("/") + "/" + quote(path)


def relative(start: str, target: str) -> str:
    """The address of the file `target` as seen from the file `start`, both from the root of the output."""
    return _from_folder(start.rpartition("/")[0], target)


@lru_cache(maxsize=1 << 16)
def _from_folder(folder: str, target: str) -> str:
    """Pages of one folder link to the same places again and again."""
    here, there = folder.split("/") if folder else [], target.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "../" * (len(here) - shared) + quote("/".join(there[shared:]))


def sitemap_parts(routes: Sequence[str], languages: int) -> dict[str, tuple[str, ...]]:
    """The routes a sitemap tells of; many of them in parts of some thousands (at most 50,000 are allowed), so that a
    page more is a line more in one of them. Which part a route is in follows from the route alone, until they are to
    be twice as many.
    """
    number = 1
    while len(routes) * languages > _ADDRESSES * number:
        number *= 2
    if number == 1:
        return {"": tuple(routes)}
    parts: dict[str, list[str]] = {"": [], **{str(part): [] for part in range(1, number + 1)}}
    for route in routes:
        parts[str(1 + zlib.crc32(route.encode()) % number)].append(route)
    return {part: tuple(found) for part, found in parts.items()}


class Claim(NamedTuple):
    """A page that wants a route; `owner` is the content file it is made from, or says in words what page it
    is.
    """

    route: str
    owner: str
    is_file: bool = False


def find_collisions(claims: Iterable[Claim]) -> list[Problem]:
    """Two pages of one address, and two that differ in case or Unicode form alone (which many disks take for
    one).
    """
    by_folded: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_folded[unicodedata.normalize("NFC", claim.route).casefold()].append(claim)
    problems = []
    for claimed in by_folded.values():
        if len(claimed) > 1:
            files = [claim.owner for claim in claimed if claim.is_file]
            problems.append(
                error(
                    "site/collision",
                    Span(files[-1] if files else "content/site.yaml"),
                    f'"{claimed[0].route}.html" is to be {len(claimed)} pages: {", ".join(c.owner for c in claimed)}',
                    "rename all but one: a name is an address",
                )
            )
    return problems
