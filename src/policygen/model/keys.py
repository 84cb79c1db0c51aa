"""Keys: a node checked against the keys and shapes that a model of `fields` allows.

Owns what is said of a mapping that has other keys, lacks one, or holds a list where text belongs. Refuses to stop at
the first mistake.
"""

from __future__ import annotations

from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from policygen.problems import Problem, did_you_mean, error
from policygen.source import Mapping, Node, Plain, Scalar, Sequence, Span

M = TypeVar("M", bound=BaseModel)

_NULLS: Final = ("~", "null", "Null", "NULL")
_SHAPES: Final = {
    "string_type": "text",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "mapping_type": "a mapping",
}


def read_fields(model: type[M], node: Node) -> tuple[M | None, list[Problem]]:
    """`node` as `model`, or None and every problem of shape, each at the place of its key or value."""
    try:
        return model.model_validate(_values(node)), []
    except ValidationError as failure:
        found = [_problem(model, node, dict(detail)) for detail in failure.errors(include_url=False)]
        misspelt = {problem.help for problem in found if problem.code == "record/unknown-key"}
        # a needed key that is there under a misspelt name is one mistake, not two
        kept = [p for p in found if p.code != "record/missing-key" or _meant(p) not in misspelt]
        return None, _bare(model, node) if isinstance(node, Mapping) and not node.entries else kept


def is_nothing(node: Node) -> bool:
    """Whether a value is left empty, in any way that YAML has of saying so."""
    return isinstance(node, Scalar) and (not node.text.strip() or (node.style == "plain" and node.text in _NULLS))


def _values(node: Node) -> Plain:
    """The node as the values that pydantic takes, with "" for those left empty."""
    if isinstance(node, Mapping):
        return {key.text: _values(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [_values(item) for item in node.items]
    return "" if is_nothing(node) else node.text


def _bare(model: type[BaseModel], node: Mapping) -> list[Problem]:
    """One mistake, not one for each key that is missing."""
    noun = getattr(model, "noun", "mapping")
    wanted = [info.alias or name for name, info in model.model_fields.items() if info.is_required()]
    return [
        error(
            "record/missing-key",
            node.span,
            f"{_article(noun)} begins with its keys, and here are none",
            f"write a line each for {', '.join(wanted)}" + (", between two lines of ---" if noun == "record" else ""),
        )
    ]


def _problem(model: type[BaseModel], root: Node, detail: dict[str, Any]) -> Problem:
    kind, path = detail["type"], detail["loc"]
    parent, node, key, owner = _walk(model, root, path)
    in_list = bool(path) and isinstance(parent, Sequence)
    name = f'"{key}"' if key is not None else "an item" if path else f"the {getattr(model, 'noun', 'front matter')}"
    if kind == "extra_forbidden" and isinstance(parent, Mapping):
        place = parent.key(str(path[-1]))
        known = _keys(owner)
        return error(
            "record/unknown-key",
            _span(place or parent),
            f'unknown key "{path[-1]}" in {_article(getattr(owner, "noun", "mapping"))}',
            did_you_mean(str(path[-1]), known, "known keys: " + ", ".join(known)),
        )
    if kind == "missing":
        return error(
            "record/missing-key",
            _span(_first(node)),
            f'{_article(getattr(owner, "noun", "mapping"))} needs "{path[-1]}"',
            f'add a line "{path[-1]}: ..."',
        )
    if kind in {"string_too_short"}:
        return error("record/empty", _span(node), f"{name} is empty", "write a value, or leave the key out")
    if kind == "too_short":
        few = detail["ctx"]
        return error(
            "record/wrong-count",
            _span(node),
            f"{name} has too few entries",
            f"at least {few['min_length']} needed, not {few['actual_length']}",
        )
    if kind == "too_long":
        many = detail["ctx"]
        return error(
            "record/wrong-count",
            _span(node),
            f"{name} has too many entries",
            f"at most {many['max_length']} allowed, not {many['actual_length']}",
        )
    if kind == "literal_error":
        return error(
            "record/wrong-word",
            _span(node),
            f'"{detail["input"]}" is not a value of {name}',
            "write " + detail["ctx"]["expected"].replace("'", '"'),
        )
    if kind == "string_pattern_mismatch":
        return error(
            "record/wrong-word",
            _span(node),
            f'"{detail["input"]}" is no id',
            "an id is lower-case letters, digits and hyphens, such as industry-scale",
        )
    wanted = _SHAPES.get(kind, "text or a mapping" if kind.startswith("union_tag") else "something else")
    found = {Scalar: "text", Sequence: "a list", Mapping: "a mapping"}[type(node)]
    if in_list:
        name = f"an entry of {name}"
    return error(
        "record/wrong-shape", _span(node), f"{name} takes {wanted}, not {found}", _shape_help(kind, wanted, found)
    )


def _meant(problem: Problem) -> str:
    return f'did you mean "{problem.message.rsplit(chr(34), 2)[1]}"?'


def _shape_help(kind: str, wanted: str, found: str) -> str:
    if kind in {"list_type", "tuple_type"}:
        return "write [one, two], or a line starting with - for each entry"
    if kind == "string_type" and found == "a list":
        return "write one value without brackets or dashes"
    if wanted == "a mapping" and found != "a mapping":
        return "write `key: value` lines under it, or {key: value}; docs/writing-records.md shows which keys"
    return "see docs/writing-records.md for the shape"


def _walk(model: type[BaseModel], root: Node, path: tuple[str | int, ...]) -> tuple[Node, Node, str | None, Any]:
    """Follows a pydantic location through the nodes: parent node, deepest node, last key, model of the parent.

    Steps that name a branch of a union stand in no file and are passed over.
    """
    parent, node, key = root, root, None
    owner: Any = model
    owners: Any = model
    is_known = True
    for step in path:
        found: Node | None = None
        if isinstance(node, Mapping) and isinstance(step, str):
            found = node.get(step)
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            found = node.items[step]
        is_known = isinstance(step, str) and step in _keys(owners)
        if isinstance(step, str) and is_known:
            owner, owners = owners, _owner_below(owners, step)
        if found is None:
            continue
        parent, node = node, found
        key = step if isinstance(step, str) else key
    if not is_known and isinstance(owners, type):
        owner = owners
    return parent, node, key, owner


def _keys(owner: Any) -> list[str]:
    if not (isinstance(owner, type) and issubclass(owner, BaseModel)):
        return []
    return [info.alias or name for name, info in owner.model_fields.items()]


def _owner_below(owner: type[BaseModel], key: str) -> Any:
    for name, info in owner.model_fields.items():
        if (info.alias or name) == key:
            return _model_in(info.annotation)
    return None


def _model_in(annotation: Any) -> Any:
    """The model an annotation holds (in a list, a mapping, an optional), or the annotation's union as it is."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = [model for part in getattr(annotation, "__args__", ()) if (model := _model_in(part)) is not None]
    return found[0] if found else None


def _first(node: Node) -> Node:
    return node.entries[0][0] if isinstance(node, Mapping) and node.entries else node


def _span(node: Node) -> Span:
    if isinstance(node, Scalar):
        return Span(node.span.path, node.span.line, node.span.column, max(1, len(node.text.split("\n")[0])))
    return node.span


def _article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
