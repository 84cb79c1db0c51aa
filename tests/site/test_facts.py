from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import pytest

from policygen.site.facts import KEYS, PRESENCE, VALUE, Fact, Facts, FactTable, Observed, noting, read_numbers


class Shape(enum.Enum):
    ROUND = 1
    SQUARE = 2


class Word(enum.StrEnum):
    OPEN = "open"


class Pair(NamedTuple):
    left: Any
    right: Any


@dataclass(frozen=True, slots=True)
class Box:
    label: str
    held: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Named:
    id: str
    text: str


def digest(value: Any, asked: str = VALUE, path: tuple[Any, ...] = ("index", "key")) -> bytes:
    return Facts({"index": {"key": value}}, {Named: lambda named: named.id}).digest(Fact(path, asked))


BOX = Box("a", (1, None, True, Decimal("1.0"), date(2026, 11, 20), Shape.ROUND, Word.OPEN, {"k": Pair("x", ())}))


@pytest.mark.parametrize(
    "other",
    [
        replace(BOX, label="b"),
        *(
            replace(BOX, held=(*BOX.held[:place], value, *BOX.held[place + 1 :]))
            for place, value in enumerate(
                [2, "", False, Decimal("1.00"), date(2026, 11, 21), Shape.SQUARE, "shut", {"k": Pair("y", ())}]
            )
        ),
        replace(BOX, held=BOX.held[:-1]),
        replace(BOX, held=(*BOX.held[:-1], {"k": Pair("x", ((),))})),
        replace(BOX, held=(*BOX.held[:-1], {"l": Pair("x", ())})),
        ("Box", *BOX.held),
    ],
)
def test_every_difference_inside_a_value_is_told(other: Any) -> None:
    assert digest(BOX) == digest(replace(BOX))
    assert digest(BOX) != digest(other)


def test_what_has_a_name_is_told_by_it() -> None:
    assert digest((Named("a", "one"),)) == digest((Named("a", "two"),))
    assert digest((Named("a", "one"),)) != digest((Named("b", "one"),))


def test_a_value_without_a_rule_is_refused() -> None:
    with pytest.raises(TypeError, match="no rule for the digest of set"):
        digest({1, 2})


def test_keys_and_presence_are_facts_of_their_own() -> None:
    assert digest({"a": 1}, KEYS) == digest({"a": 2}, KEYS)
    assert digest({"a": 1}, KEYS) != digest({"a": 1, "b": 1}, KEYS)
    assert digest({"a": 1, "b": 1}, KEYS) != digest({"b": 1, "a": 1}, KEYS)
    there, not_there = digest({"a": 1}, PRESENCE), digest({"a": 1}, PRESENCE, ("index", "other"))
    assert digest({"a": 2}, PRESENCE) == there != not_there


def test_an_observed_index_notes_what_is_looked_at() -> None:
    index = Observed(("index",), {"a": 1, "b": {"c": 2}})
    with noting() as facts:
        assert index["a"] == 1
        assert index["b"]["c"] == 2
        assert "x" not in index
        assert list(index) == ["a", "b"]
    assert facts == {
        Fact(("index", "a"), VALUE),
        Fact(("index", "b"), PRESENCE),
        Fact(("index", "b", "c"), VALUE),
        Fact(("index", "x"), PRESENCE),
        Fact(("index",), KEYS),
    }


def test_a_table_is_the_same_when_it_was_packed() -> None:
    table = FactTable()
    told = [Fact(("index", number, ("a", "b")), VALUE) for number in range(100)]
    read: list[bytes] = []
    for fact in told:
        read.append(table.numbers([fact, told[0]]))
        table = FactTable(table.pack())
    assert [tuple(fact) for fact in table.facts] == [tuple(fact) for fact in told]
    assert [list(read_numbers(numbers)) for numbers in read] == [[number, 0] for number in range(100)]
    assert table.number(told[7]) == 7
    assert len(table.pack()) < 40
    assert FactTable().pack() == ()
