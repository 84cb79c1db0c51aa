"""Links: every way out of every page leads somewhere, on any host and from disk.

Owns the reading of links, ids and sub-resources out of finished files, and the checks over the whole output.
Refuses to fetch anything: addresses elsewhere are taken on trust, but nothing may be loaded from there.
"""

from __future__ import annotations

import marshal
import posixpath
import re
import zlib
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from html import unescape
from sys import intern
from typing import Final, Literal, NamedTuple
from urllib.parse import unquote

from policygen.patterns import regex
from policygen.problems import Problem, error, sort_problems, warning
from policygen.source import Span
from policygen.values import dataclass

#: Where readers begin.
HOME: Final = "index.html"

#: `follow`: by a reader; `load`: by the browser itself; `name`: neither (another language, a canonical address).
Way = Literal["follow", "name", "load"]


#: Where in the content the text that a page of this path has in a link is written; None when it is nobody's text.
FindOrigin = Callable[[str, str], Span | None]


class Link(NamedTuple):
    """One way out of a file: `written` is the text in the attribute, `target` the output path it leads to."""

    written: str
    target: str
    fragment: str
    way: Way


class FileLinks(NamedTuple):
    """What one output file links to, the ids it has, and what is `wrong` with it alone as (code, text)."""

    path: str
    ids: frozenset[str]
    links: tuple[Link, ...]
    wrong: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PackedLinks(Collection[FileLinks]):
    """The links of many files by path, each packed by `pack_links` and unpacked when it is come to: those of a large
    site would fill more memory than anything else.
    """

    packed: Mapping[str, bytes]

    def __iter__(self) -> Iterator[FileLinks]:
        return (self.get(path) for path in sorted(self.packed))

    def __len__(self) -> int:
        return len(self.packed)

    def __contains__(self, path: object) -> bool:
        return path in self.packed

    def get(self, path: str) -> FileLinks:
        """The links of the file with this path, which must be there."""
        return unpack_links(path, self.packed[path])


#: What `Link._make` does, without looking at the length.
_as_link = partial(tuple.__new__, Link)


def unpack_links(path: str, packed: bytes) -> FileLinks:
    """The inverse of `pack_links`."""
    ids, links, wrong = marshal.loads(zlib.decompress(packed))  # noqa: S302 - packed here, or of the checked memory
    # pages of one kind have the same ids, and those of all pages are held at once
    return FileLinks(path, frozenset(map(intern, ids)), tuple(map(_as_link, links)), wrong)


def pack_links(links: FileLinks) -> bytes:
    """The links of one file as bytes, without its path: a fifth of them when they are pressed, and those of all files
    are held until the site is whole.
    """
    return zlib.compress(marshal.dumps((tuple(sorted(links.ids)), tuple(map(tuple, links.links)), links.wrong)), 1)


_ATTRIBUTES = r"""((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>"""
#: An attribute that leads nowhere and names nothing.
_IDLE = r""" (?!(?:id|href|src|srcset|poster|action|formaction|data)=|content="\s*\d)[a-z0-9-]++(?:="[^"<>]*+")?+"""
# Tags that may lead somewhere, plain links apart. Comments and the insides of scripts and style sheets are no tags, and
# stepped over; most tags have no attribute or only such as lead nowhere, and are not looked at.
_TAG = regex(
    rf"""<(?!/)(?:a href="([^"]++)">"""
    rf"""|((?i:script|style|textarea|title))(?=[\s/>]){_ATTRIBUTES}(.*?)(?:</(?i:\2)\s*>|\Z)"""
    rf"""|([a-zA-Z][^\s/<>]*+)(?=[\s/])(?!(?:{_IDLE})++>){_ATTRIBUTES}"""
    rf"""|!--.*?(?:-->|\Z))""",
    re.DOTALL,
)
_ATTRIBUTE = regex(r"""([^\s"'<>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
_CSS_URL = regex(
    r"""/\*.*?\*/|url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')""",
    re.DOTALL,
)
_SCHEME = regex(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_REFRESH = regex(r"""\s*\d+\s*[;,]\s*url\s*=\s*["']?([^"']+)""", re.IGNORECASE)
_LOADING_RELS = frozenset(("stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest"))
_FOLLOWED_SCHEMES = ("http:", "https:", "mailto:", "tel:")


def read_links(path: str, content: bytes, base_url: str | None = None) -> FileLinks:
    """The links and ids of one output file; a file that is neither a page nor a style sheet has none.

    An address under `base_url` (which ends with a slash) counts as a link to the file it names.
    """
    if path.endswith(".html"):
        return _Reader(path, base_url).read_page(content.decode("utf-8"))
    if path.endswith(".css"):
        return _Reader(path, base_url).read_sheet(content.decode("utf-8"))
    return FileLinks(path, frozenset(), (), ())


class _Tag(NamedTuple):
    """What a tag says: its id, and its ways out as they are written."""

    id: str | None
    ways: tuple[tuple[str, Way], ...]


class _Reader:
    """Reads one file; holds what has been found so far."""

    def __init__(self, path: str, base_url: str | None) -> None:
        self.path = path
        self.base_url = base_url
        self.ids: set[str] = set()
        self.ways: dict[tuple[str, Way], None] = {}
        self.wrong: list[tuple[str, str]] = []

    def read_page(self, text: str) -> FileLinks:
        # A page says most of its tags several times.
        for (href, raw, raw_attributes, inside, name, attributes), times in Counter(_TAG.findall(text)).items():
            if href:
                self.ways[unescape(href) if "&" in href else href, "follow"] = None
                continue
            tag = _read_tag(raw or name, raw_attributes or attributes)
            if tag.id is not None:
                again = times - 1 + (tag.id in self.ids)
                self.wrong += [("link/duplicate-id", tag.id)] * again
                self.ids.add(tag.id)
            self.ways.update(dict.fromkeys(tag.ways))
            if inside and raw.lower() == "style":
                self._read_css(inside)
        return self._result()

    def read_sheet(self, text: str) -> FileLinks:
        self._read_css(text)
        return self._result()

    def _result(self) -> FileLinks:
        links = []
        folder = posixpath.dirname(self.path)
        for written, way in self.ways:
            leads = _resolve(folder, self.base_url, written, way)
            if isinstance(leads, str):
                self.wrong.append((leads, written))
            elif leads is not None:
                links.append(leads if leads.target else leads._replace(target=self.path))
        return FileLinks(self.path, frozenset(self.ids), tuple(links), tuple(self.wrong))

    def _read_css(self, text: str) -> None:
        for found in _CSS_URL.findall(text):
            if written := next(filter(None, found), ""):
                self.ways[written, "load"] = None


@lru_cache(maxsize=1 << 12)
def _read_tag(name: str, attributes: str) -> _Tag:
    """Pages say the same tags again and again."""
    name = name.lower()
    values: dict[str, str] = {}
    for key, *quoted in _ATTRIBUTE.findall(attributes):
        value = quoted[0] or quoted[1] or quoted[2]
        values.setdefault(key.lower(), unescape(value) if "&" in value else value)
    return _Tag(values.get("id"), tuple(_ways(name, values)))


def _ways(name: str, values: Mapping[str, str]) -> Iterator[tuple[str, Way]]:
    if "href" in values:
        yield values["href"], _way_of_href(name, values.get("rel", ""))
    if name == "meta":
        if to := _REFRESH.match(values.get("content", "")):
            yield to[1].strip(), "follow"
        return
    for key in ("src", "poster", "action", "formaction", "xlink:href"):
        if key in values:
            yield values[key], "load"
    if name == "object" and "data" in values:
        yield values["data"], "load"
    for candidate in values.get("srcset", "").split(","):
        if words := candidate.split():
            yield words[0], "load"


@lru_cache(maxsize=1 << 14)
def _resolve(folder: str, base_url: str | None, written: str, way: Way) -> Link | str | None:
    """Where a page of that folder is led, "" for the page itself; None for elsewhere, or the code of what is wrong."""
    address = written.strip()
    # a host may have more than the site: where reports go, say; own pages are asked things relatively
    if base_url and address.startswith(base_url) and not (way == "follow" and "?" in address):
        target, fragment = _parts(address.removeprefix(base_url))
        target = target + "index.html" if target.endswith("/") or not target else target
        return _as_link((written, target, fragment, way))
    scheme = _SCHEME.match(address) if ":" in address else None
    if scheme or address.startswith("//"):
        if way == "load":
            return "link/load"
        return "link/scheme" if not scheme or scheme[0].lower() not in _FOLLOWED_SCHEMES else None
    if address.startswith("/"):
        return "link/absolute"
    rest, fragment = _parts(address)
    if not rest:
        return _as_link((written, "", fragment, way))
    target = posixpath.normpath(posixpath.join(folder, rest))
    if target == ".." or target.startswith("../"):
        return "link/outside"
    return _as_link((written, target + "/" if rest.endswith("/") else target, fragment, way))


def _parts(address: str) -> tuple[str, str]:
    """The path of an address and its fragment, in plain letters."""
    rest, _, fragment = address.partition("#")
    rest = rest.partition("?")[0]
    return (unquote(rest), unquote(fragment)) if "%" in address else (rest, fragment)


def _way_of_href(element: str, rel: str) -> Way:
    if element in ("a", "area"):
        return "follow"
    return "name" if element == "link" and _LOADING_RELS.isdisjoint(rel.lower().split()) else "load"


_MESSAGES = {
    "link/absolute": 'the link "{}" starts at the root of the host',
    "link/anchor": 'the link "{}" leads to a place that the page does not have',
    "link/broken": 'the link "{}" leads to no file of the site',
    "link/duplicate-id": 'the id "{}" is given twice on one page',
    "link/load": '"{}" would be loaded from elsewhere',
    "link/outside": 'the link "{}" leads out of the folder of the site',
    "link/scheme": 'the link "{}" has none of the schemes that pages may use',
}
_HELP = {
    "link/absolute": "link relatively, so that the site works under any path and from disk",
    "link/broken": "link a page of this site by its file, as seen from this page, and others by their whole address",
    "link/load": "put the file into the site and link it relatively",
    "link/scheme": "links may use http, https, mailto and tel",
}


class Web(NamedTuple):
    """What holds a site together: `reached` has for each page that can be come to one that leads there, nearer to the
    home page; `asked` in how many files a place in a page is named (`named_places`).
    """

    reached: Mapping[str, str]
    asked: Mapping[str, int]


def check_links(
    files: Collection[FileLinks], paths: Iterable[str], find_origin: FindOrigin = lambda _path, _written: None
) -> tuple[list[Problem], Web]:
    """Problems of the whole output, and its web: `files` is what was read of it, sorted by path, `paths` every path in
    it.

    A link that a record or an article brings is told where it is written. What is wrong on many pages in the same way
    is told once, at the first one, with the number of the others.
    """
    ids: dict[str, frozenset[str]] = {}
    ways: dict[str, list[str]] = {}
    places: Counter[tuple[str, str]] = Counter()
    wrong: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    shared: dict[str, str] = {}
    for file in files:
        ids[file.path] = file.ids
        ways[file.path] = [shared.setdefault(to, to) for to in followed(file)]
        places.update({(link.target, link.fragment) for link in file.links})
        for code, written in file.wrong:
            wrong[code, written].append((file.path, written))
    known = set(paths) | ids.keys()
    codes = {place: told for place in places if (told := wrong_with(*place, ids.get, known))}
    for file in files if codes else ():
        for link in file.links:
            if wrong_code := codes.get((link.target, link.fragment)):
                wrong[wrong_code, f"{link.target}#{link.fragment}"].append((file.path, link.written))
    reached = _reach(ways)
    problems = [problem for (code, _), told in wrong.items() for problem in _problems(code, told, find_origin)]
    problems += [
        warning("link/orphan", Span(path), "no link leads here from the home page")
        for path in ways
        if is_page(path) and path != HOME and path not in reached
    ]
    asked = {f"{target}#{fragment}": times for (target, fragment), times in places.items() if fragment}
    return sort_problems(problems), Web(reached, asked)


def followed(file: FileLinks) -> set[str]:
    """Where a reader can go from here."""
    return {link.target for link in file.links if link.way == "follow"}


def named_places(file: FileLinks) -> set[str]:
    """The places in pages that the file links to, each with its page's path."""
    return {f"{link.target}#{link.fragment}" for link in file.links if link.fragment}


def wrong_with(
    target: str, fragment: str, ids_of: Callable[[str], frozenset[str] | None], known: Collection[str]
) -> str | None:
    """The code of what is wrong with leading there, given the ids of files and the paths that there are."""
    if target not in known:
        return "link/broken"
    # "" and "top" are the top of any page by the HTML standard.
    if fragment in ("", "top"):
        return None
    ids = ids_of(target)
    return None if ids is None or fragment in ids else "link/anchor"


def _problems(code: str, places: list[tuple[str, str]], find_origin: FindOrigin) -> Iterator[Problem]:
    origins = {origin: written for path, written in places if (origin := find_origin(path, written))}
    for origin, written in origins.items():
        yield _problem(code, [(origin, written)])
    if not origins:
        yield _problem(code, [(Span(path), written) for path, written in places])


def _problem(code: str, places: list[tuple[Span, str]]) -> Problem:
    span, written = places[0]
    help_text = _HELP.get(code, "")
    if code == "link/broken" and written.partition("#")[0].endswith(("/", ".")):
        help_text = "link a page by its file name (index.html): a folder opens on no disk"
    others = len({place for place, _ in places}) - 1
    if others:
        also = f"the same stands on {others} other page{'s' if others > 1 else ''}"
        help_text = f"{help_text}; {also}" if help_text else also
    return error(code, span, _MESSAGES[code].format(written), help_text)


def _reach(ways: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """From which page each page is come to first, following links from the home page."""
    found: dict[str, str] = {}
    waiting = deque([HOME])
    while waiting:
        here = waiting.popleft()
        for target in ways.get(here, ()):
            if target not in found and target != HOME and target in ways and target.endswith(".html"):
                found[target] = here
                waiting.append(target)
    return found


def is_page(path: str) -> bool:
    """Whether a reader must be able to come here."""
    return path.endswith(".html") and posixpath.basename(path) != "404.html"
