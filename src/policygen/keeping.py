"""Keeping: what was read from documents, from one build to the next.

Owns which values are still what reading them again would give: those of the same files under the same settings (what a
record cites of articles is looked at by `model.documents`). Refuses to hand out a value before somebody looks into it:
until then it sleeps, and costs nothing.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping
from typing import Any, Final, Self

from policygen.dormant import sleeping
from policygen.loader import Told
from policygen.memory import Memory, digest_of
from policygen.model import codec
from policygen.model.articles import Article, without_texts
from policygen.model.documents import Kept
from policygen.model.records import Policy, without_summary
from policygen.pieces import Pieces, digest_piece, pack_piece
from policygen.problems import PackedProblem, has_errors, pack_problem, unpack_problem
from policygen.sharing import processes, share

#: Of each document its files, what was wrong with it, its sections and its original, as in `Kept`, and the digest of an
#: article without its texts or a record without its summary.
_Entry = tuple[Told, tuple[PackedProblem, ...], dict[tuple[str, str], bytes], str, bytes]


#: The same without the files, and the value packed.
_Packed = tuple[tuple[tuple[PackedProblem, ...], dict[tuple[str, str], bytes], str, bytes], bytes]
#: Fewer records are read sooner than a process is begun.
_WORTH_A_PROCESS: Final = 150


class Keeping:
    """A keeper of documents that writes what it keeps into the memory."""

    def __init__(self, memory: Memory, jobs: int | None = 1) -> None:
        self._jobs = jobs
        self._pieces = Pieces(memory, "values")
        about: tuple[str, dict[str, _Entry]] = self._pieces.about or ("", {})
        self._settings, self._known = about
        self._entries: dict[str, _Entry] = {}
        self._is_new = False
        #: The SHA-256 of files that were read without a problem.
        self.clean = {digest for told, *_ in self._known.values() for _, _, digest in told}

    def begin(self, settings: str) -> None:
        """Tell what the documents are read against; what was read against something else is forgotten."""
        if settings != self._settings:
            self._settings, self._known = settings, {}

    def find(self, kind: type[Article] | type[Policy], name: str, told: Told) -> Kept | None:
        key = f"{kind.__name__} {name}"
        entry: _Entry | None = self._entries.get(key) or self._known.get(key)
        if entry is None or entry[0] != told:
            return None
        self._entries[key] = entry
        _, problems, sections, original, _ = entry
        told_of = tuple(map(unpack_problem, problems)) if problems else ()
        return Kept(self._asleep(kind, name), told_of, sections, original)

    def keep(self, name: str, told: Told, kept: Kept) -> Kept:
        """Keep the value, and forget it until it is looked into: made of what is kept it takes half as much memory,
        because equal texts are one.
        """
        kind = type(kept.value)
        self._put(f"{kind.__name__} {name}", told, _pack(kept))
        return kept._replace(value=self._asleep(kind, name))

    def read_ahead(self, told: Mapping[str, Told], read: Callable[[str], Kept]) -> set[str]:
        """Read records in as many processes as pay, and keep those without an error; which they are."""
        names = list(told)
        parts = processes(self._jobs, len(names), _WORTH_A_PROCESS)
        if parts < 2:
            return set()

        def work(part: int) -> bytes:
            own = ((name, read(name)) for name in names[part::parts])
            return marshal.dumps(
                [(name, _pack(kept)) for name, kept in own if kept.value and not has_errors(kept.problems)]
            )

        ahead = set()
        for data in share(work, parts):
            for name, packed in marshal.loads(data):  # noqa: S302 - packed above
                self._put(f"{Policy.__name__} {name}", told[name], packed)
                ahead.add(name)
        return ahead

    def _put(self, key: str, told: Told, packed: _Packed) -> None:
        about, piece = packed
        self._pieces.put_packed(key, piece)
        self._entries[key] = (told, *about)
        self._is_new = True

    def digest(self, value: Article | Policy, whole: bool) -> bytes:
        """Sixteen bytes that tell a kept value from any other; unless `whole`, those of an article without its texts or
        a record without its summary.
        """
        key = f"{type(value).__name__} {value.id}"
        return self._pieces.digest(key) if whole else self._entries[key][4]

    def outline(self) -> str:
        """One digest of all documents but for the texts of articles and the summaries of records."""
        return digest_of(f"{key} {entry[4].hex()}" for key, entry in sorted(self._entries.items()))

    def save(self) -> None:
        """Write down what was found and kept; nothing else is known any more. Where no document was asked for, because
        the settings cannot be read, what was known stays.
        """
        if self._entries and (self._is_new or len(self._entries) != len(self._known)):
            self._pieces.save((self._settings, self._entries), self._entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pieces.close()

    def _asleep(self, kind: type[Article] | type[Policy], name: str) -> Article | Policy:
        value: Article | Policy = sleeping(kind, self._wake, id=name)
        return value

    def _wake(self, value: Any) -> None:
        codec.fill(value, self._pieces.get(f"{type(value).__name__} {value.id}"))


def _pack(kept: Kept) -> _Packed:
    value = kept.value
    bare = without_texts(value) if isinstance(value, Article) else without_summary(value)
    shown = digest_piece(codec.encode(bare))
    problems = tuple(map(pack_problem, kept.problems))
    return (problems, dict(kept.sections), kept.original, shown), pack_piece(codec.encode(value))
