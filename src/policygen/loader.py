"""The door in: a tracker's folder as texts and nodes.

Owns what is read from disk, what is left alone (hidden files, backups, README files), and ids, which are file names.
Refuses what cannot be a page: text that is not UTF-8, strange or repeated ids, links that lead out of the tracker.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import field
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol

from policygen.dormant import lull, sleeping
from policygen.patterns import regex
from policygen.problems import Problem, did_you_mean, error, has_errors, sort_problems, warning
from policygen.source import Mapping as MappingNode
from policygen.source import Node, SourceFile, Span
from policygen.syntax import parse_yaml, read_mapping, split_document
from policygen.values import dataclass

#: How many bytes one file may have.
MAX_BYTES: Final = 5_000_000

_FOLDERS: Final = ("articles", "policies", "regions", "vocabulary", "locales", "changes")
_TEXTS: Final = (".md", ".markdown", ".txt")
_YAMLS: Final = (".yaml", ".yml")
_BACKUP: Final = regex(r"\..*|.*~|~\$.*|#.*#|.*\.(?:bak|orig|rej|sw[a-p]|tmp)|thumbs\.db|desktop\.ini", re.IGNORECASE)
_README: Final = regex(r"readme(?:\.[\w.-]+)?", re.IGNORECASE)
_LANGUAGE: Final = regex(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_CONTROL: Final = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_UNPRINTABLE: Final = regex("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_POLICY_SLUG: Final = regex("[a-z0-9]+(?:-[a-z0-9]+)*")
_MAX_ID_BYTES: Final = 200


#: Of each file of a document its language ("" for the base file), its path and its SHA-256.
Told = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One article or policy: the file it is written in and its translations by language code.

    They are split into front matter and body when they are read, one at a time: the nodes of all of them would fill
    more memory than anything else.
    """

    id: str
    file: SourceFile
    translations: Mapping[str, SourceFile]
    told: Told


@dataclass(frozen=True, slots=True)
class Loaded:
    """A tracker as read from disk; every mapping is sorted by its key.

    `files` holds every text by path, for printing problems; `regions` and `vocabulary` are nodes by path,
    `locales` texts by language code, `changes` texts by day. `broken` are the ids of articles and policies that are
    there and could not be read: what refers to them needs no complaint of its own.
    """

    root: Path
    files: Mapping[str, SourceFile]
    site: MappingNode | None
    articles: Mapping[str, Entry]
    policies: Mapping[str, Entry]
    regions: Mapping[str, Node]
    vocabulary: Mapping[str, Node]
    locales: Mapping[str, SourceFile]
    changes: Mapping[str, SourceFile]
    broken: frozenset[str]
    problems: tuple[Problem, ...]


def load_tracker(root: Path, known: Mapping[str, str] | None = None, clean: Container[str] = frozenset()) -> Loaded:
    """Everything under `content/` of the tracker's folder, in an order that does not depend on the disk.

    `known` has the SHA-256 of files by their place on the disk, as far as it is known, and `clean` those of documents
    that were read before without a problem: they are read again when their text is asked for.
    """
    return _load(_Reading(root, known or {}, clean))


def let_go(loaded: Loaded, entry: Entry) -> None:
    """Forget the texts of an entry, which was read; they are read again when they are asked for."""
    for _, path, digest in entry.told:
        lull(loaded.files[path], _read_again(f"{loaded.root}/{path}", digest), "text")


def _read_again(place: str, digest: str) -> Callable[[SourceFile], None]:
    """Reads a text whose digest is known."""

    def read(file: SourceFile) -> None:
        with open(place, "rb") as stream:
            data = stream.read()
        if hashlib.sha256(data).hexdigest() != digest:
            raise OSError(errno.EBUSY, "it was changed while it was read: try again", file.path)
        object.__setattr__(file, "text", decode_text(data, file.path)[0].text)

    return read


def _load(reading: _Reading) -> Loaded:
    found = reading.find_files()
    site = None
    for item in found["site"]:
        if file := reading.text(item):
            site, problems = read_mapping(file)
            reading.problems += problems
            if site is None and not problems:
                site = MappingNode((), Span(file.path))
    return Loaded(
        root=reading.root,
        site=site,
        articles=reading.entries(found["articles"], "article"),
        policies=reading.entries(found["policies"], "policy"),
        regions=reading.nodes(found["regions"]),
        vocabulary=reading.nodes(found["vocabulary"]),
        locales=reading.locales(found["locales"]),
        changes=reading.changes(found["changes"]),
        files=dict(sorted(reading.files.items())),
        broken=frozenset(reading.broken),
        problems=tuple(sort_problems(reading.problems)),
    )


@cache
def load_package_data() -> Mapping[str, SourceFile]:
    """The texts that come with policygen (gazetteer, vocabulary, locales) by path below `data/`, sorted; read once."""
    files: dict[str, SourceFile] = {}
    for path, data in sorted(_package_files(resources.files("policygen") / "data", "")):
        file, problems = decode_text(data, f"policygen/data/{path}")
        if problems:
            raise ValueError(str(problems[0]))
        files[path] = file
    return MappingProxyType(files)


def load_typeface() -> bytes:
    """The font that pictures are set in."""
    return (resources.files("policygen") / "typeface/noto-serif-sc-600.woff").read_bytes()


def find_templates(root: Path) -> list[Path]:
    """The folders templates are looked up in: the tracker's own, then the package's."""
    package = Path(__file__).parent
    inside = package / "templates"
    shipped = inside if inside.is_dir() else package.parent.parent / "templates"
    own = root / "templates"
    return [own, shipped] if own.is_dir() and own.resolve() != shipped.resolve() else [shipped]


def load_texts(root: Path, paths: Iterable[str]) -> dict[str, SourceFile]:
    """These files of a tracker as texts; one that cannot be read is left out."""
    found: dict[str, SourceFile] = {}
    for path in paths:
        with contextlib.suppress(OSError):
            found[path] = decode_text((root / path).read_bytes(), path)[0]
    return found


def decode_text(data: bytes, path: str) -> tuple[SourceFile, list[Problem]]:
    """Bytes as text without BOM and carriage returns, and what stands in it that no text file should hold."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        file = SourceFile(path, data.decode("utf-16", "replace"))
        return file, [error("files/encoding", Span(path), "the file is UTF-16, not UTF-8", "save it as UTF-8")]
    try:
        text = data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as wrong:
        before = _normal_breaks(data[: wrong.start].decode("utf-8-sig"))
        message = f"byte 0x{data[wrong.start]:02X} is not UTF-8"
        file = SourceFile(path, _normal_breaks(data.decode("utf-8-sig", "replace")))
        return file, [error("files/encoding", _span_after(before, path), message, _encoding_help(data))]
    text = _normal_breaks(text)
    control = _CONTROL.search(text)
    problems = []
    if control:
        message = f"the control character U+{ord(control[0]):04X} stands in the text"
        problems.append(error("files/control", _span_after(text[: control.start()], path), message, "delete it"))
    return SourceFile(path, text), problems


class _Folder(Protocol):
    """As much of a folder of package data as is needed here."""

    @property
    def name(self) -> str: ...
    def is_dir(self) -> bool: ...
    def read_bytes(self) -> bytes: ...
    def iterdir(self) -> Iterator[_Folder]: ...


def _package_files(folder: _Folder, prefix: str) -> Iterator[tuple[str, bytes]]:
    for item in folder.iterdir():
        if item.is_dir():
            yield from _package_files(item, f"{prefix}{item.name}/")
        elif not _BACKUP.fullmatch(item.name):
            yield f"{prefix}{item.name}", item.read_bytes()


@dataclass(frozen=True, slots=True, order=True)
class _Found:
    """A regular file: `path` as problems print it, `name` its last part, `place` where it is on disk."""

    path: str
    name: str
    place: str


@dataclass(slots=True)
class _Reading:
    """One walk over a tracker's folder; problems and files gather on the way."""

    root: Path
    known: Mapping[str, str]
    clean: Container[str]
    files: dict[str, SourceFile] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def find_files(self) -> dict[str, list[_Found]]:
        """The files of each kind, sorted by path; what belongs to no kind is reported."""
        found: dict[str, list[_Found]] = {kind: [] for kind in ("site", *_FOLDERS)}
        content = self.root / "content"
        if not content.is_dir():
            help_text = "name the tracker's folder on the command line, or start one with `policygen new`"
            self.problems.append(error("files/no-content", Span("content"), "no content/ here", help_text))
            return found
        for item in sorted(self._walk(str(content), "content", os.path.realpath(content))):
            kind, _, rest = item.path.removeprefix("content/").partition("/")
            if kind == "site.yaml":
                found["site"].append(item)
            elif not rest:
                remedy = did_you_mean(item.name, ["site.yaml"], f"content/ holds site.yaml and {_listed(_FOLDERS)}")
                self._warn("files/unexpected", item.path, f'"{item.name}" is not read', remedy)
            elif kind not in _FOLDERS:
                remedy = did_you_mean(kind, _FOLDERS, f"the folders of content/ are {_listed(_FOLDERS)}")
                self._warn("files/unexpected", item.path, f'"{item.path}" is not read', remedy)
            elif self._is_expected(item, kind):
                found[kind].append(item)
        if not found["site"]:
            remedy = "write one with at least `title: ...` and `languages: [...]`"
            self.problems.append(error("files/no-site", Span("content/site.yaml"), "no content/site.yaml here", remedy))
        return found

    def text(self, item: _Found) -> SourceFile | None:
        """The file as text, or None when it cannot be used; either way a problem tells."""
        try:
            with open(item.place, "rb") as stream:
                data = stream.read(MAX_BYTES + 1)
        except OSError as wrong:
            self._refuse("files/unreadable", item.path, f'"{item.path}" cannot be read: {wrong.strerror}', "")
            return None
        if len(data) > MAX_BYTES:
            message = f"the file has more than {MAX_BYTES} bytes"
            self._refuse("files/size", item.path, message, "split it, or keep only the text")
            return None
        file, problems = decode_text(data, item.path)
        self.files[item.path] = file
        self.digests[item.path] = hashlib.sha256(data).hexdigest()
        self.problems += problems
        return None if has_errors(problems) else file

    def document(self, item: _Found) -> SourceFile | None:
        """The same, but one that is known to be in order is not read before its text is asked for."""
        digest = self.known.get(item.place, "")
        if digest not in self.clean:
            return self.text(item)
        self.files[item.path] = file = sleeping(SourceFile, _read_again(item.place, digest), path=item.path)
        self.digests[item.path] = digest
        return file

    def nodes(self, items: list[_Found]) -> dict[str, Node]:
        nodes = {}
        for item in items:
            file = self.text(item)
            if file is not None:
                node, problems = parse_yaml(file.text, file.path)
                self.problems += problems
                if node is not None:
                    nodes[item.path] = node
        return nodes

    def locales(self, items: list[_Found]) -> dict[str, SourceFile]:
        texts = {}
        for item in items:
            language = item.name.removesuffix(".po")
            if not _LANGUAGE.fullmatch(language):
                message = f'"{language}" is not a language code'
                self._refuse("files/language", item.path, message, "name the file <language>.po, such as zh.po")
            elif file := self.text(item):
                texts[language] = file
        return texts

    def changes(self, items: list[_Found]) -> dict[str, SourceFile]:
        return {item.name.removesuffix(".json"): file for item in items if (file := self.text(item))}

    def entries(self, items: list[_Found], kind: str) -> dict[str, Entry]:
        """Files by id, each with its translations; every clash of names is reported."""
        files: dict[tuple[str, str], list[_Found]] = {}
        for item in items:
            if name := self._name(item, kind):
                files.setdefault(name, []).append(item)
        self._check_unique(files)
        texts = {name: file for name, same in files.items() if (file := self.document(same[0]))}
        bases = sorted(entry_id for entry_id, language in files if not language)
        self.broken.update(entry_id for entry_id in bases if (entry_id, "") not in texts)
        translations: dict[str, dict[str, SourceFile]] = {}
        for entry_id, language in sorted(files):
            if language and (entry_id, "") not in files:
                self._complain_of_no_base(files[entry_id, language][0], entry_id, language, bases, kind)
            elif language and (entry_id, language) in texts:
                translations.setdefault(entry_id, {})[language] = texts[entry_id, language]
        for (entry_id, _), file in texts.items():
            if (entry_id, "") not in texts:
                # nobody reads it, but what is wrong in it should be known
                self.problems += split_document(file)[1]
        return {
            entry_id: self._entry(entry_id, texts[entry_id, ""], translations.get(entry_id, {}))
            for entry_id in bases
            if (entry_id, "") in texts
        }

    def _entry(self, entry_id: str, base: SourceFile, translations: Mapping[str, SourceFile]) -> Entry:
        files = (("", base), *translations.items())
        told = tuple((language, file.path, self.digests[file.path]) for language, file in files)
        return Entry(entry_id, base, translations, told)

    def _walk(self, folder: str, path: str, home: str) -> Iterator[_Found]:
        try:
            with os.scandir(folder) as entries:
                items = list(entries)
        except OSError as wrong:
            self._refuse("files/unreadable", path, f'"{path}" cannot be read: {wrong.strerror}', "")
            return
        for item in items:
            if _BACKUP.fullmatch(item.name) or _README.fullmatch(item.name):
                continue
            if _UNPRINTABLE.search(item.name):
                shown = ascii(item.name)[1:-1]
                message = f'the name "{shown}" has characters that cannot be printed'
                self._refuse("files/id", f"{path}/{shown}", message, "rename the file")
                continue
            item_path = f"{path}/{item.name}"
            if item.is_symlink() and not self._is_good_link(item, item_path, home):
                continue
            if item.is_dir():
                yield from self._walk(item.path, item_path, home)
            elif item.is_file():
                yield _Found(item_path, item.name, item.path)
            else:
                self._refuse("files/unreadable", item_path, f'"{item_path}" is not a regular file', "delete it")

    def _is_good_link(self, item: os.DirEntry[str], path: str, home: str) -> bool:
        target = os.path.realpath(item.path)
        if os.path.commonpath([home, target]) != home:
            self._refuse("files/link", path, f'"{path}" is a link that leads out of content/', "copy the file here")
        elif item.is_dir():
            self._refuse(
                "files/link", path, f'"{path}" is a link to a folder', "move the folder here, or delete the link"
            )
        else:
            return True
        return False

    def _is_expected(self, item: _Found, kind: str) -> bool:
        wanted = {"articles": _TEXTS, "policies": _TEXTS, "locales": (".po",), "changes": (".json",)}.get(kind, _YAMLS)
        if item.name.lower().endswith(wanted):
            return True
        remedy = f"files in content/{kind}/ end in {_listed(wanted)}"
        self._warn("files/unexpected", item.path, f'"{item.path}" is not read', remedy)
        return False

    def _name(self, item: _Found, kind: str) -> tuple[str, str] | None:
        """Id and language (empty for the base file) as the file's name tells them."""
        stem = unicodedata.normalize("NFC", item.name[: item.name.rindex(".")])
        base, dot, tail = stem.rpartition(".")
        entry_id, language = (base, tail) if dot and base and _LANGUAGE.fullmatch(tail) else (stem, "")
        slug = _article_slug(entry_id) if kind == "article" else _policy_slug(entry_id)
        if not slug or slug.casefold() == "index" or len(slug.encode()) > _MAX_ID_BYTES:
            reason = "is kept for lists" if slug.casefold() == "index" else "cannot be an id"
            remedy = "rename the file: its name becomes the address of a page, such as nanjing-jiangning-measures.md"
            self._refuse("files/id", item.path, f'"{entry_id}" {reason}', remedy)
            return None
        if slug == entry_id:
            return entry_id, language
        if kind == "article":
            remedy = f"cite it by that id, or rename the file to {slug}{item.name[len(entry_id) :]}"
            self._warn("files/mapped-id", item.path, f'the article "{entry_id}" gets the id "{slug}"', remedy)
            return slug, language
        message = f'the id "{entry_id}" has more than lower-case letters, digits and single hyphens'
        self._refuse("files/id", item.path, message, f"rename the file to {slug}{item.name[len(entry_id) :]}")
        return None

    def _check_unique(self, files: dict[tuple[str, str], list[_Found]]) -> None:
        by_folded: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for name, same in files.items():
            by_folded.setdefault((name[0].casefold(), name[1].casefold()), []).append(name)
            if len(same) > 1:
                message = (
                    f'{len(same)} files have the id "{".".join(filter(None, name))}": {_listed(i.path for i in same)}'
                )
                self._refuse("files/duplicate-id", same[-1].path, message, "rename all but one of them")
        for names in by_folded.values():
            if len(names) > 1:
                ids = _listed(f'"{".".join(filter(None, name))}"' for name in sorted(names))
                paths = [files[name][0].path for name in sorted(names)]
                message = f"the ids {ids} differ in nothing but case: {_listed(paths)}"
                self._refuse("files/case-clash", paths[-1], message, "rename one of the files")

    def _complain_of_no_base(self, item: _Found, entry_id: str, language: str, bases: list[str], kind: str) -> None:
        message = f'no {kind} "{entry_id}" for this translation into "{language}"'
        suffix = item.name[item.name.rindex(".") :]
        remedy = did_you_mean(entry_id, bases, f"call the original {entry_id}{suffix}")
        self._refuse("files/no-base", item.path, message, remedy)

    def _refuse(self, code: str, path: str, message: str, remedy: str) -> None:
        self.problems.append(error(code, Span(path), message, remedy))

    def _warn(self, code: str, path: str, message: str, remedy: str) -> None:
        self.problems.append(warning(code, Span(path), message, remedy))


def _normal_breaks(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _span_after(before: str, path: str) -> Span:
    return Span(path, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


def _encoding_help(data: bytes) -> str:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "save the file as UTF-8"
    return "save the file as UTF-8; it may be GB 18030 (GBK)"


def _article_slug(name: str) -> str:
    """Letters and digits of any script, hyphens and underscores; all else becomes a hyphen."""
    kept = "".join(c if c in "-_" or unicodedata.category(c)[0] in "LNM" else " " for c in name)
    return "-".join(kept.split())


def _policy_slug(name: str) -> str:
    """Lower-case ASCII words joined by hyphens; empty when letters would be lost."""
    if _POLICY_SLUG.fullmatch(name):
        return name
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    if any(c.isalnum() and not c.isascii() for c in bare):
        return ""
    return "-".join(re.findall("[a-z0-9]+", bare))


def _listed(items: Iterator[str] | list[str] | tuple[str, ...]) -> str:
    return ", ".join(items)
