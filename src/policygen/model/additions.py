"""What a tracker adds to the built-in places: `content/regions/*.yaml`.

Owns the reading of zones, cities abroad and further names. Refuses places that contradict the gazetteer or one
another. The order of definitions and of files does not matter: a zone may name a parent that is defined later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from policygen.model.regions import HOME, Gazetteer, Level, Region
from policygen.patterns import regex
from policygen.problems import Problem, Severity, WrongTextError, did_you_mean, error
from policygen.source import Mapping as MappingNode
from policygen.source import Node, Scalar, Sequence, Span
from policygen.values import dataclass

_LEVELS: Final = {level.word: level for level in Level}
_PLACE_KEYS: Final = ("id", "level", "parent", "name", "short", "also", "code", "iso")
_ALIAS_KEYS: Final = ("region", "also")
_SLUG: Final = regex(r"[a-z0-9]+(?:-[a-z0-9]+)*")
#: Slugs that would collide with other files of the site.
_TAKEN: Final = ("index",)


@dataclass(frozen=True, slots=True)
class _Place:
    """One definition, read but for its parent."""

    slug: Scalar
    level: Level
    parent: Scalar | None
    name: Mapping[str, str]
    short: Mapping[str, str]
    also: tuple[str, ...]
    code: Scalar | None
    iso: Scalar | None


@dataclass(frozen=True, slots=True)
class _Aliases:
    """More names for a place; `parent` is the place itself, so that both are resolved alike."""

    parent: Scalar
    also: tuple[str, ...]


_Entry = _Place | _Aliases


def read_additions(
    nodes: Iterable[Node], gazetteer: Gazetteer
) -> tuple[list[Region], dict[str, tuple[str, ...]], list[Problem]]:
    """The regions and aliases that all files together add (see `Gazetteer.extended`), parents before children."""
    problems: list[Problem] = []
    waiting = [entry for node in nodes for entry in _read_list(node, problems)]
    regions: list[Region] = []
    aliases: dict[str, tuple[str, ...]] = {}
    meant: list[tuple[Scalar, str]] = []
    known = gazetteer
    while True:
        ready = [entry for entry in waiting if _is_resolved(entry, known)]
        if not ready:
            break
        waiting = [entry for entry in waiting if not _is_resolved(entry, known)]
        more: dict[str, Region] = {}
        names: dict[str, tuple[str, ...]] = {}
        for entry in sorted(ready, key=_place_in_files):
            parent = known.parse_region(entry.parent.text) if entry.parent else None
            if entry.parent and parent:
                meant.append((entry.parent, parent.id))
            if isinstance(entry, _Place):
                region = _make_region(entry, parent, [known, more.values()], problems)
                if region is not None:
                    more[region.id] = region
            elif parent is not None:
                names[parent.id] = (*names.get(parent.id, ()), *entry.also)
        added = [more[id_] for id_ in sorted(more)]
        regions += added
        for id_, also in names.items():
            aliases[id_] = (*aliases.get(id_, ()), *also)
        known = known.extended(added, names)
    for entry in waiting:
        if entry.parent is not None:
            _check_meaning(entry.parent, None, known, problems)
    for text, id_ in meant:
        _check_meaning(text, id_, known, problems)
    return regions, aliases, problems


def _place_in_files(entry: _Entry) -> Span:
    return entry.slug.span if isinstance(entry, _Place) else entry.parent.span


def _is_resolved(entry: _Entry, known: Gazetteer) -> bool:
    try:
        return entry.parent is None or bool(known.parse_region(entry.parent.text))
    except WrongTextError:
        return False


def _check_meaning(text: Scalar, id_: str | None, known: Gazetteer, problems: list[Problem]) -> None:
    """A place must still mean what it was taken for when all places are known."""
    try:
        region = known.parse_region(text.text)
    except WrongTextError as wrong:
        span = text.at(wrong.start, wrong.length)
        problems.append(Problem(wrong.code, Severity.ERROR, span, wrong.message, wrong.help))
        return
    if id_ is not None and region.id != id_:
        problems.append(
            error(
                "region/ambiguous",
                text.span,
                f'"{text.text}" may be "{id_}" or "{region.id}"',
                "write the id of the one that is meant",
            )
        )


def _make_region(
    place: _Place, parent: Region | None, taken: list[Iterable[Region]], problems: list[Problem]
) -> Region | None:
    """The region of a definition whose parent is known; None when it contradicts another one."""
    if parent is not None and place.level <= parent.level and not place.level is parent.level is Level.ZONE:
        problems.append(
            error(
                "region/level",
                place.parent.span if place.parent else place.slug.span,
                f"a {place.level.word} cannot lie in a {parent.level.word}",
                "from wide to narrow the levels are " + ", ".join(_LEVELS),
            )
        )
        return None
    inside = parent is not None and parent.id != HOME
    id_ = f"{parent.id}/{place.slug.text}" if parent and inside else place.slug.text
    found = True
    for region in (region for regions in taken for region in regions):
        for node, same in (
            (place.slug, region.id == id_),
            (place.code, place.code and region.code == place.code.text),
            (place.iso, place.iso and region.iso == place.iso.text),
        ):
            if node is not None and same:
                problems.append(
                    error(
                        "region/taken",
                        node.span,
                        f'"{node.text}" is taken: {_name(region)} has it',
                        f"give it another one, or add names to {_name(region)} with `region:` and `also:`",
                    )
                )
                found = False
    if not found:
        return None
    return Region(
        id=id_,
        level=place.level,
        name=place.name,
        short=place.short,
        parent=parent.id if parent else None,
        code=place.code.text if place.code else None,
        iso=place.iso.text if place.iso else None,
        aliases=place.also,
    )


def _name(region: Region) -> str:
    return f'"{next(iter(region.name.values()))}" ({region.id})'


# -- reading the nodes -----------------------------------------------------------------------------------------


def _read_list(node: Node, problems: list[Problem]) -> Iterator[_Entry]:
    """The entries of one file that can be read."""
    if isinstance(node, Scalar) and not node.text.strip():
        return
    if not isinstance(node, Sequence):
        problems.append(_shape(node, "a file of regions is a list", "start each place with `- id:` or `- region:`"))
        return
    for item in node.items:
        if not isinstance(item, MappingNode):
            problems.append(_shape(item, "a place is a mapping", "start each place with `- id:` or `- region:`"))
            continue
        entry = _read_aliases(item, problems) if item.get("region") is not None else _read_place(item, problems)
        if entry is not None:
            yield entry


def _read_aliases(node: MappingNode, problems: list[Problem]) -> _Aliases | None:
    _check_keys(node, _ALIAS_KEYS, problems)
    region = _text(node, "region", problems)
    also = _texts(node.get("also"), problems)
    if region is None:
        return None
    if not also:
        _missing(node, "also", "list the names to add, as in `also: [Binhu]`", problems)
    return _Aliases(region, also)


def _read_place(node: MappingNode, problems: list[Problem]) -> _Place | None:
    _check_keys(node, _PLACE_KEYS, problems)
    slug, written = _text(node, "id", problems), _text(node, "level", problems)
    parent = _text(node, "parent", problems)
    level = _LEVELS.get(written.text.lower()) if written else None
    name, short = _by_language(node.get("name"), problems), _by_language(node.get("short"), problems)
    fine = True
    if slug is None:
        fine = _missing(node, "id", "give it an id such as `jiangning-high-tech-zone`", problems)
    elif not _SLUG.fullmatch(slug.text) or slug.text in _TAKEN:
        fine = False
        remedy = "ids are small letters, digits and single hyphens, and not `index`"
        problems.append(error("region/id", slug.span, f'"{slug.text}" cannot be an id', remedy))
    if written is None:
        fine = _missing(node, "level", "the levels are " + ", ".join(_LEVELS), problems)
    elif level is None:
        fine = False
        remedy = did_you_mean(written.text, _LEVELS, "the levels are " + ", ".join(_LEVELS))
        problems.append(error("region/level", written.span, f'unknown level "{written.text}"', remedy))
    if level is Level.COUNTRY and parent is not None:
        fine = False
        remedy = "leave `parent` out, or give another level"
        problems.append(error("region/level", parent.span, "a country cannot lie in another place", remedy))
    elif parent is None and level is not Level.COUNTRY:
        fine = _missing(node, "parent", "name the place it lies in", problems)
    if not name:
        fine = _missing(node, "name", "give it a name in each language, as in `name: {en: Seoul, zh: 首尔}`", problems)
    if not fine or slug is None or level is None:
        return None
    also = _texts(node.get("also"), problems)
    code, iso = _text(node, "code", problems), _text(node, "iso", problems)
    return _Place(slug, level, parent, name, {**name, **short}, also, code, iso)


def _check_keys(node: MappingNode, legal: tuple[str, ...], problems: list[Problem]) -> None:
    for key, _ in node.entries:
        if key.text not in legal:
            remedy = did_you_mean(key.text, legal, "the keys are " + ", ".join(legal))
            problems.append(error("region/unknown-key", key.span, f'unknown key "{key.text}"', remedy))


def _missing(node: MappingNode, key: str, remedy: str, problems: list[Problem]) -> bool:
    """Says that a key is missing, unless it is there and has been complained of; always False."""
    if node.get(key) is None:
        problems.append(error("region/missing-key", node.span, f'a place without "{key}"', remedy))
    return False


def _text(node: MappingNode, key: str, problems: list[Problem]) -> Scalar | None:
    value = node.get(key)
    if value is None or (isinstance(value, Scalar) and value.text.strip()):
        return value
    problems.append(_shape(value, f'"{key}" is one text', f"write `{key}:` and the text on one line"))
    return None


def _texts(node: Node | None, problems: list[Problem]) -> tuple[str, ...]:
    """A list of texts; one text alone is a list of one."""
    if node is None:
        return ()
    items = node.items if isinstance(node, Sequence) else (node,)
    found = []
    for item in items:
        if isinstance(item, Scalar) and item.text.strip():
            found.append(item.text.strip())
        else:
            problems.append(_shape(item, "a further name is one text", "write `also: [one name, another name]`"))
    return tuple(found)


def _by_language(node: Node | None, problems: list[Problem]) -> dict[str, str]:
    if node is None:
        return {}
    texts = {}
    if isinstance(node, MappingNode):
        texts = {k.text: v.text.strip() for k, v in node.entries if isinstance(v, Scalar) and v.text.strip()}
    if not isinstance(node, MappingNode) or len(texts) < len(node.entries) or not texts:
        problems.append(_shape(node, "a name is a text in each language", "write `name: {en: Seoul, zh: 首尔}`"))
    return texts


def _shape(node: Node, message: str, remedy: str) -> Problem:
    return error("region/shape", node.span, message, remedy)
