"""Tests keep the key of the memory of builds in a folder of their own."""

from __future__ import annotations

import os
import tempfile

os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="policygen-tests-")
