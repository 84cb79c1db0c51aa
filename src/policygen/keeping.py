"""Keeping: what was read from documents, from one build to the next.

Owns which values are still what reading them again would give: those of the same files under the same settings (what a
record cites of articles is looked at by `model.documents`). Refuses to hand out a value before somebody looks into it:
until then it sleeps, and costs nothing.
"""

from __future__ import annotations

from typing import Any, Self

from policygen.dormant import sleeping
from policygen.loader import Told
from policygen.memory import Memory
from policygen.model import codec
from policygen.model.articles import Article, without_texts
from policygen.model.documents import Kept
from policygen.model.records import Policy, without_summary
from policygen.pieces import Pieces, digest_piece
from policygen.problems import PackedProblem, pack_problem, unpack_problem

#: Of each document its files, what was wrong with it, its sections and its original, as in `Kept`, and the digest of an
#: article without its texts or a record without its summary.
_Entry = tuple[Told, tuple[PackedProblem, ...], dict[tuple[str, str], bytes], str, bytes]


class Keeping:
    """A keeper of documents that writes what it keeps into the memory."""

    def __init__(self, memory: Memory) -> None:
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
        entry: _Entry | None = self._known.get(key)
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
        key = f"{type(kept.value).__name__} {name}"
        self._pieces.put(key, codec.encode(kept.value))
        value = kept.value
        bare = without_texts(value) if isinstance(value, Article) else without_summary(value)
        shown = digest_piece(codec.encode(bare))
        self._entries[key] = (told, tuple(map(pack_problem, kept.problems)), dict(kept.sections), kept.original, shown)
        self._is_new = True
        return kept._replace(value=self._asleep(type(value), name))

    def digest(self, value: Article | Policy, whole: bool) -> bytes:
        """Sixteen bytes that tell a kept value from any other; unless `whole`, those of an article without its texts or
        a record without its summary.
        """
        key = f"{type(value).__name__} {value.id}"
        return self._pieces.digest(key) if whole else self._entries[key][4]

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
