"""Tests keep the key of the memory of builds in a folder of their own, compile a template once in a process, and leave
the other processors to other tests unless they ask for more than one.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from jinja2.bccache import Bucket

from policygen import rendering
from policygen.site import renderer

os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="policygen-tests-")


class _Compiled(renderer._OneCompilation):
    """What a template is compiled to follows from its text, so it need not be done by each build of a process."""

    known: dict[tuple[str, str], bytes] = {}  # noqa: RUF012 - shared on purpose

    def load_bytecode(self, bucket: Bucket) -> None:
        super().load_bytecode(bucket)
        code = self.known.get((bucket.key, bucket.checksum))
        if bucket.code is None and code is not None:
            bucket.bytecode_from_string(code)
            super().dump_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        super().dump_bytecode(bucket)
        self.known[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


@pytest.fixture(autouse=True, scope="session")
def compiled_once() -> Iterator[None]:
    with patch.object(renderer, "_OneCompilation", _Compiled):
        yield


@pytest.fixture(autouse=True, scope="session")
def one_processor() -> Iterator[None]:
    with patch.object(rendering, "processors", lambda: 1):
        yield
