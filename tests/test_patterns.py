"""A pattern that is compiled later behaves as one that is compiled at once."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest

from policygen.patterns import regex


def test_nothing_is_compiled_before_it_is_asked_for_and_nothing_twice() -> None:
    with patch.object(re, "compile", wraps=re.compile) as compiled:
        digits = regex("[0-9]+ ?X", re.IGNORECASE)
        assert compiled.call_count == 0
        assert digits.findall("12 x, 3X") == ["12 x", "3X"]
        assert digits.sub("", "12 xyz") == "yz"
        assert digits.findall("4x") == ["4x"]
        assert compiled.call_count == 1
    assert (digits.pattern, digits.flags) == ("[0-9]+ ?X", re.compile("[0-9]+ ?X", re.IGNORECASE).flags)


def test_a_pattern_that_is_wrong_says_so_when_it_is_used() -> None:
    wrong = regex("(")
    with pytest.raises(re.error):
        wrong.search("")
    with pytest.raises(AttributeError):
        regex("a").nothing  # noqa: B018 - it is asked for
