"""Pieces: many small values of the memory in one file, each read only when it is asked for.

Owns the file and where in it each piece stands; more are added at its end, and it is written anew when most of it is
no longer wanted. Refuses a piece that is not the one that was put there: its digest stands in the index, which is
signed as every part of the memory is.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import secrets
import struct
from collections.abc import Iterable, Iterator
from typing import Any, Final

from policygen.memory import Memory, own_key

#: Below this many bytes a file is not worth writing anew.
_SMALL: Final = 1_000_000
_DIGEST: Final = 16
#: Where a piece stands, how long it is, and the digest of its bytes: one text of bytes, for there are many.
_PLACE: Final = struct.Struct(f"<qq{_DIGEST}s")
#: Where a piece stands that is not written yet.
_NOWHERE: Final = -1


class ForgottenError(Exception):
    """A piece was counted on and is not there any more: build again without the memory."""


class Pieces:
    """The pieces of one part by name. `about` is what was saved beside them, None when nothing is known."""

    def __init__(self, memory: Memory, part: str) -> None:
        self._memory = memory
        self._part = part
        saved: tuple[str, Any, dict[str, bytes]] = memory.load(part) or ("", None, {})
        name, self.about, self._places = saved
        self._new: dict[str, bytes] = {}
        self._file = -1
        self._name = name
        if name:
            try:
                self._file = os.open(memory.folder / name, os.O_RDONLY)
            except OSError:
                self.about, self._places, self._name = None, {}, ""

    def __contains__(self, key: str) -> bool:
        return key in self._places

    def digest(self, key: str) -> bytes:
        """Sixteen bytes that tell the piece from any other."""
        return self._places[key][-_DIGEST:]

    def get(self, key: str) -> Any:
        """The piece's value, made anew each time."""
        return marshal.loads(self.packed(key))  # noqa: S302 - of this user, as the digest in the signed index tells

    def packed(self, key: str) -> bytes:
        """The piece as it was packed."""
        data = self._new.get(key)
        if data is None:
            start, size, digest = _PLACE.unpack(self._places[key])
            data = os.pread(self._file, size, start)
            if _digest(data) != digest:
                raise ForgottenError(f"{self._part}: {key}")
        return data

    def put(self, key: str, value: Any) -> None:
        self.put_packed(key, pack_piece(value))

    def has(self, key: str, data: bytes) -> bool:
        """Whether the piece is just this, packed."""
        place = self._places.get(key)
        return place is not None and place.endswith(_digest(data))

    def put_packed(self, key: str, data: bytes) -> None:
        self._new[key] = data
        self._places[key] = _PLACE.pack(_NOWHERE, len(data), _digest(data))

    def save(self, about: Any, wanted: Iterable[str]) -> None:
        """Keep `about` and the pieces of these names for the next build; a disk that refuses is no reason to fail."""
        if own_key() is None:
            return
        places = {key: self._places[key] for key in wanted}
        with contextlib.suppress(OSError):
            self._memory.make_folder()
            if self._write(places):
                self._memory.save(self._part, (self._name, about, places))
                self._clear_away()
                # what was put is read from there from now on
                file = os.open(self._memory.folder / self._name, os.O_RDONLY)
                self.close()
                self._file, self._places = file, places
                self._new.clear()

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _write(self, places: dict[str, bytes]) -> bool:
        """Write what is new and put its places into `places`; False when somebody else has written there."""
        size = os.fstat(self._file).st_size if self._file >= 0 else 0
        told = {key: _PLACE.unpack(place) for key, place in places.items()}
        wanted = sum(length for _, length, _ in told.values())
        added = [key for key, (start, _, _) in told.items() if start == _NOWHERE]
        anew = not size or size + sum(told[key][1] for key in added) > 2 * wanted + _SMALL
        if anew:
            self._name = f"{self._part}-{secrets.token_hex(4)}"
            size, added = 0, list(places)
        if not added:
            return True
        with open(self._memory.folder / self._name, "ab") as stream:
            if stream.tell() != size:
                return False
            for key in added:
                start, length, digest = told[key]
                data = self._new.get(key)
                data = os.pread(self._file, length, start) if data is None else data
                places[key] = _PLACE.pack(size, length, digest)
                size += stream.write(data)
        return True

    def _clear_away(self) -> None:
        """Delete the files that no index names any more."""
        for entry in os.scandir(self._memory.folder):
            if entry.name.startswith(f"{self._part}-") and entry.name != self._name:
                os.unlink(entry.path)


def digest_piece(value: Any) -> bytes:
    """The digest that the value would have as a piece."""
    return _digest(pack_piece(value))


def pack_piece(value: Any) -> bytes:
    """The value as a piece's bytes, the same for equal values."""
    # this version of the format gives the same bytes for equal values
    return marshal.dumps(value, 2)


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST).digest()
