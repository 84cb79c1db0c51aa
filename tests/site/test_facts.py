from __future__ import annotations

import enum
import marshal
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import pytest

from policygen.site.facts import (
    KEYS,
    PRESENCE,
    VALUE,
    Fact,
    Facts,
    FactTable,
    Kind,
    Observed,
    noting,
    pack_numbers,
    read_numbers,
    sort_fact,
)


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
    facts = Facts({"index": {"key": value}}, {Named: lambda named: named.id})
    kind, key = sort_fact(Fact(path, asked))
    return facts.digest_all(kind, [key])


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
    told = [Fact(("index", number, ("a", "b")), VALUE) for number in range(50)]
    told += [Fact(("index", f"key {number}"), VALUE) for number in range(50)]
    told += [Fact(("index", ("a", number)), PRESENCE) for number in range(50)]
    told += [Fact(("index",), KEYS), Fact(("index",), VALUE), Fact(("other", ("index",)), VALUE)]
    numbers = {}
    for fact in told:
        numbers[table.number(fact)] = fact
        table = FactTable(marshal.loads(marshal.dumps(table.pack())))
    assert len(table) == len(numbers) == len(told)
    assert {number: table.fact(number) for number in numbers} == numbers
    assert [table.number(fact) for fact in told] == list(numbers)
    assert list(read_numbers(pack_numbers(numbers))) == list(numbers)


def test_facts_of_a_kind_are_told_together() -> None:
    class Answering(dict[str, Any]):
        def __missing__(self, key: str) -> Any:
            return f"no {key}"

    roots = {"flat": {"a": 1, "b": {"x": 2}}, "deep": {"a": {"x": {"y": 1}}, "b": {}}, "answering": Answering(a=1)}
    facts = Facts(roots, {})
    for kind, keys in (
        (Kind("flat", VALUE, 1), ["a", "b", "c"]),
        (Kind("flat", KEYS, 1), ["b", "c"]),
        (Kind("deep", VALUE, 3), [("a", "x", "y"), ("a", "x", "z"), ("a", "q", "y"), ("z", "x", "y")]),
        (Kind("deep", PRESENCE, 2), [("a", "x"), ("a", "y"), ("b", "x"), ("z", "x")]),
        (Kind("deep", KEYS, 0), [()]),
        (Kind("deep", VALUE, 0), [()]),
        (Kind("gone", VALUE, 1), ["a"]),
        (Kind("gone", PRESENCE, 1), ["a"]),
        (Kind("answering", VALUE, 1), ["a", "b"]),
    ):
        each = [facts.digest_all(kind, [key]) for key in keys]
        assert facts.digest_all(kind, keys) == b"".join(each)
        assert all(len(one) == 8 for one in each)
    assert facts.digest_all(Kind("deep", PRESENCE, 2), [("a", "x"), ("z", "x")]) == bytes(7) + b"\1" + bytes(8)
    told = facts.digest_all(Kind("answering", VALUE, 1), ["a", "b", "c"])
    assert len({told[:8], told[8:16], told[16:]}) == 3
