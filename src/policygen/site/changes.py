"""Changes: what differs between two states of a tracker, as plain data for a file of `content/changes/`.

Owns what counts as a change: values, never the text around them. Refuses to know where a state comes from: it is the
list of policies of a `data/policies.json`.

No change is: other white space, another order of a list of ids, words quoted at greater length, the day a source was
read, the summary, a translation that is added, and a status that follows from the day alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from policygen.site.shapes import format_json

#: A policy, or a part of one, as `site.shapes` shapes it.
Record = Mapping[str, Any]
#: What happened on a day: lists by the name of the change.
Changes = dict[str, list[Any]]

_KEYS_OF_A_QUANTITY: Final = ("min", "max", "unit", "comparator", "per", "each", "size")
_KEYS_OF_A_TERM: Final = ("role", "quantity", "of", "tiers", "on")
_KEYS_OF_A_PERIOD: Final = ("written", "start", "end")
#: A status changes with the day; it is told only together with something that it follows from.
_WHAT_STATUS_FOLLOWS_FROM: Final = ("instrument", "announced", "period", "repealed")


def find_changes(old: Iterable[Record], new: Iterable[Record], left_out: Collection[str] = ()) -> Changes:
    """What has to be done to the old state to have the new one, by id. `left_out` are ids that are unknown in one of
    the states: nothing is told of them. A record that has another id and the same place and title is the same one.
    """
    before = {record["id"]: record for record in old if record["id"] not in left_out}
    after = {record["id"]: record for record in new if record["id"] not in left_out}
    gone = {_name(before[key]): key for key in before if key not in after}
    renamed = {key: gone.pop(_name(after[key])) for key in after if key not in before and _name(after[key]) in gone}
    changes: Changes = {"added": [], "removed": [], "changed": []}
    for key in sorted(after):
        first = before.get(renamed.get(key, key))
        if first is None:
            changes["added"].append(key)
        else:
            changes["changed"] += _changed(first, after[key])
    for key in sorted(gone.values()):
        record = before[key]
        removed = {"policy": key, "title": record["title"], "region": record["region"], "themes": record["themes"]}
        changes["removed"].append(removed)
    return changes


def merge_changes(first: Changes, then: Changes) -> Changes:
    """What happened on one day, told as if at once: the value it had before the day and the one it has after it."""
    added = [*first.get("added", ()), *then["added"]]
    removed = {entry["policy"]: entry for entry in (*first.get("removed", ()), *then["removed"])}
    both = {key for key in added if key in removed}
    parts: dict[tuple[str, ...], dict[str, Any]] = {}
    for entry in (*first.get("changed", ()), *then["changed"]):
        if entry["policy"] in added or entry["policy"] in removed:
            continue
        key = (entry["policy"], entry["part"], entry.get("about", ""), _first(entry.get("words")), entry["change"])
        known = parts.get(key)
        parts[key] = entry if known is None else {**known, "values": _merge_values(known["values"], entry["values"])}
    return {
        "added": sorted({key for key in added if key not in both}),
        "removed": [removed[key] for key in sorted(removed) if key not in both],
        "changed": [
            entry for entry in sorted(parts.values(), key=lambda entry: str(entry["policy"])) if entry["values"]
        ],
    }


def is_nothing(changes: Changes) -> bool:
    return not any(changes.values())


def format_changes(changes: Changes) -> str:
    """The file of a day: a line for each value, without what is empty, so that a curator can read what is added."""
    lists = []
    for name in ("added", "removed", "changed"):
        if entries := changes.get(name):
            lines = ",\n    ".join(_entry(entry) for entry in entries)
            lists.append(f'  "{name}": [\n    {lines}\n  ]')
    return "{\n" + ",\n".join(lists) + "\n}\n"


def _entry(entry: Any) -> str:
    if not isinstance(entry, Mapping) or "values" not in entry:
        return _line(entry)
    head = _line({key: value for key, value in entry.items() if key != "values"}).removesuffix("}")
    values = [
        f'{{"what": {_line(value["what"])}, "from": {_line(value["from"])}, "to": {_line(value["to"])}}}'
        for value in entry["values"]
    ]
    return (
        f'{head}, "values": [\n      ' + ",\n      ".join(values) + "\n    ]}" if values else f'{head}, "values": []}}'
    )


def _line(value: Any) -> str:
    """A value as JSON on one line."""
    if isinstance(value, Mapping):
        filled = [f"{_line(key)}: {_line(each)}" for key, each in value.items() if each not in (None, [], (), "")]
        return "{" + ", ".join(filled) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_line(each) for each in value) + "]"
    return format_json(value).removesuffix("\n")


def tell_changes(changes: Changes) -> Iterator[str]:
    """The changes for a terminal, a line each, values as the sources write them."""
    for policy in changes["added"]:
        yield f"added    {policy}"
    for entry in changes["removed"]:
        yield f"removed  {entry['policy']}"
    for entry in changes["changed"]:
        about = entry.get("about") or _first(entry.get("words"))
        part = "" if entry["part"] == "record" else f"{entry['part']} {about}: ".replace(" : ", ": ")
        if entry["change"] != "changed":
            yield f"changed  {entry['policy']}: {part}{entry['change']}"
        for value in entry["values"]:
            told = f"{value['what']}: {_told(value['from'])} → {_told(value['to'])}"
            yield f"changed  {entry['policy']}: {part}{told}"


def _told(value: Any) -> str:
    if value is None:
        return "not stated"
    if isinstance(value, list | tuple):
        return ", ".join(_told(each) for each in value)
    if not isinstance(value, Mapping):
        return str(value)
    if "article" in value:
        return " § ".join(filter(None, (value["article"], value["section"])))
    if "role" in value:
        figures = [value["quantity"], *(tier["quantity"] for tier in value["tiers"] or ())]
        return " / ".join(figure["written"] for figure in figures if figure)
    return str(value["written"]) if "written" in value else _first(value)


def _merge_values(first: Iterable[Record], then: Iterable[Record]) -> list[Record]:
    merged = {value["what"]: value for value in first}
    for value in then:
        known = merged.get(value["what"])
        merged[value["what"]] = {**known, "to": value["to"]} if known else value
    return [value for value in merged.values() if not _same(value["from"], value["to"])]


def _name(record: Record) -> tuple[str, str]:
    return record["region"], _first(record["title"])


def _first(texts: Any) -> str:
    return _folded(next(iter(texts.values()))) if texts else ""


# --- one record ---


def _changed(old: Record, new: Record) -> Iterator[Record]:
    """What differs between two states of one record, part by part."""
    if values := list(_own_values(old, new)):
        yield {"policy": new["id"], "part": "record", "change": "changed", "values": values}
    for name, part in _PARTS.items():
        for one, other in _pairs(old.get(part.key, ()), new.get(part.key, ()), part):
            shown = other or one or {}
            change = "changed" if one and other else "added" if other else "removed"
            # the text that tells a part from others is told with the part
            values = list(_values(one, other, [v for v in part.values if change == "changed" or v != part.words]))
            if change == "changed" and not values:
                continue
            entry = {"policy": new["id"], "part": name, "change": change}
            entry["about"] = next((shown[key] for key in part.about if shown.get(key)), "")
            if part.words and shown.get(part.words):
                entry["words"] = shown[part.words]
            yield {**entry, "values": values}


def _own_values(old: Record, new: Record) -> Iterator[Record]:
    found = list(_values(old, new, _OWN))
    if old["id"] != new["id"]:
        found.append({"what": "id", "from": old["id"], "to": new["id"]})
    causes = {value["what"] for value in found}
    if old.get("status") != new.get("status") and not causes.isdisjoint(_WHAT_STATUS_FOLLOWS_FROM):
        found.append({"what": "status", "from": old.get("status"), "to": new.get("status")})
    yield from found
    cited = [{(each["article"], each["section"]) for each in record["sources"].values()} for record in (old, new)]
    for place in sorted(cited[0] ^ cited[1], key=str):
        value = {"article": place[0], "section": place[1]}
        was = place in cited[0]
        yield {"what": "source", "from": value if was else None, "to": None if was else value}


def _values(old: Record | None, new: Record | None, names: Iterable[str]) -> Iterator[Record]:
    for name in names:
        if name == "terms":
            yield from _terms(old, new)
            continue
        one, other = (_plain(record.get(name)) if record else None for record in (old, new))
        if name == "outcome":
            one, other = (outcome and outcome["quantity"] for outcome in (one, other))
        if not _same(one, other):
            yield {"what": name, "from": one, "to": other}


def _terms(old: Record | None, new: Record | None) -> Iterator[Record]:
    found: list[dict[str, list[Any]]] = [defaultdict(list), defaultdict(list)]
    for record, terms in zip((old, new), found, strict=True):
        for term in record["terms"] if record else ():
            terms[term["role"]].append({key: term.get(key) for key in _KEYS_OF_A_TERM})
    for role in dict.fromkeys((*found[0], *found[1])):
        one, other = (terms[role] for terms in found)
        if not _same(one, other):
            yield {"what": role, "from": _alone(one), "to": _alone(other)}


def _alone(values: list[Any]) -> Any:
    return None if not values else values[0] if len(values) == 1 else values


class _Part(NamedTuple):
    """A kind of part: its list in a record, its values, what it is about (a metric or a kind), which of its texts tells
    it from others of its kind ("" for none), and by which keys two are the same part, the surest first.
    """

    key: str
    values: tuple[str, ...]
    about: tuple[str, ...]
    words: str
    close: tuple[Callable[[Record], Any], ...]


#: The values of a record itself.
_OWN: Final = ("title", "region", "instrument", "announced", "period", "repealed", "issuer", "themes", "note")
_PARTS: Final = {
    "target": _Part(
        "targets",
        ("quantity", "deadline", "of", "outcome", "note"),
        ("metric",),
        "of",
        (lambda part: (part["metric"], _first(part["of"])), lambda part: part["metric"]),
    ),
    "commitment": _Part(
        "commitments",
        ("text", "deadline", "note"),
        (),
        "text",
        (lambda part: _first(part["text"]), lambda part: part["id"]),
    ),
    "subsidy": _Part(
        "subsidies",
        ("beneficiary", "conditions", "period", "terms", "note"),
        ("kind",),
        "beneficiary",
        (lambda part: (part["kind"], _first(part["beneficiary"])), lambda part: part["kind"]),
    ),
    "indicator": _Part(
        "indicators",
        ("quantity", "on", "region", "by", "of", "note"),
        ("metric",),
        "of",
        (lambda part: (part["metric"], _first(part["of"])), lambda part: part["metric"]),
    ),
    "absence": _Part(
        "absent", ("reason", "why"), ("metric", "kind"), "", (lambda part: (part["metric"], part["kind"]),)
    ),
}


def _pairs(old: Sequence[Record], new: Sequence[Record], part: _Part) -> list[tuple[Record | None, Record | None]]:
    """The parts of two states that are the same part, in the order of the new one: those alike in every value, then
    those alike by one key after the other, and at last those that have no other.
    """

    def alike(one: Record, other: Record) -> bool:
        return all(one[key] == other[key] for key in part.about) and not any(_values(one, other, part.values))

    def close(key: Callable[[Record], Any]) -> Callable[[Record, Record], bool]:
        return lambda one, other: bool(key(one) == key(other))

    left, right = list(enumerate(old)), list(enumerate(new))
    found: list[tuple[int, Record | None, Record | None]] = []
    for test in (alike, *map(close, part.close)):
        for mine in list(left):
            theirs = next((each for each in right if test(mine[1], each[1])), None)
            if theirs is not None:
                left.remove(mine)
                right.remove(theirs)
                found.append((theirs[0], mine[1], theirs[1]))
    found += [(index, None, other) for index, other in right]
    found += [(len(new) + index, one, None) for index, one in left]
    return [(one, other) for _, one, other in sorted(found, key=lambda each: each[0])]


# --- values ---


def _plain(value: Any) -> Any:
    """A value without its evidence."""
    if isinstance(value, Mapping) and "end" in value:
        return {key: value[key] for key in _KEYS_OF_A_PERIOD}
    return value or None


def _same(one: Any, other: Any) -> bool:
    """Whether two values say the same."""
    if isinstance(one, str) and isinstance(other, str):
        return _folded(one) == _folded(other)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        if all(isinstance(each, str) for each in (*one, *other)):
            return set(one) == set(other)
        return len(one) == len(other) and all(_same(*pair) for pair in zip(one, other, strict=True))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        if "end" in one and "end" in other:
            return bool(one["start"] == other["start"] and one["end"] == other["end"])
        if "comparator" in one and "comparator" in other:
            return all(_same(one.get(key), other.get(key)) for key in _KEYS_OF_A_QUANTITY)
        if "role" in one and "role" in other:
            return all(_same(one.get(key), other.get(key)) for key in _KEYS_OF_A_TERM)
        if "quantity" in one and "quantity" in other:
            return _same(one["quantity"], other["quantity"]) and _same(one.get("when"), other.get("when"))
        both = one.keys() & other.keys()
        return len(both) > 0 and all(_same(one[language], other[language]) for language in both)
    return bool(one == other) or (not one and not other)


def _folded(text: str) -> str:
    return " ".join(text.split())
