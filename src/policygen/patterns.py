"""Patterns: regular expressions that are compiled when they are first asked for.

Owns that delay. There are more than a hundred and fifty, compiling them takes a fifth of the time in which the program
starts, and most builds read a document or two. Refuses anything else: what is handed out is as `re.compile` has it.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, cast


class _Pattern:
    """Stands for a compiled pattern. What it is asked for it gets from the pattern, and has from then on."""

    def __init__(self, text: str, flags: int) -> None:
        self._told = (text, flags)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(*self._told)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found


def regex(text: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern as `re.compile` gives it, compiled when it is first used."""
    return cast("re.Pattern[str]", _Pattern(text, flags))
