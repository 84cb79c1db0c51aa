"""Regions: codes, names, parents, and the resolver that reads a place as people write it.

Owns `Region`, `Gazetteer` and the form of the built-in tables. Refuses to guess: an ambiguous name is an error
that lists the candidates.

What a name means is settled by three rules. A full name (`滨湖区`, `Binhu District`, `Wuxi City`) beats a short
one or an alias (`滨湖`, `Binhu`, `Wuxi`). Among names of equal strength, a country, a province or the capital of
one beats what is narrower (`西安` is the city, no 西安区), and a place beats those inside it (`长沙` is 长沙市,
not its 长沙县). In English, where different Chinese names fall together, a city beats a district that only sounds
alike (`Nanjing` is 南京, not 南靖县). Anything else is ambiguous.
"""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property
from typing import Final

from policygen.model.placenames import Part, cuts, fold, full_forms, is_chinese, split_parts
from policygen.problems import WrongTextError
from policygen.values import dataclass

#: The country the built-in gazetteer knows down to its districts.
HOME: Final = "china"
#: Places of the home country that have an ISO 3166-1 code of their own.
_OWN_ISO: Final = {"CN-HK": "HK", "CN-MO": "MO", "CN-TW": "TW"}
_LONGEST: Final = 200


class Level(enum.IntEnum):
    """Levels of government, from wide to narrow."""

    COUNTRY = 0
    PROVINCE = 1
    CITY = 2
    DISTRICT = 3
    ZONE = 4

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Region:
    """One place.

    `id` is its path of slugs (`jiangsu/wuxi/binhu`; provinces of the home country stand at the top, foreign
    places under their country: `south-korea/seoul`); `code` is GB/T 2260, `iso` ISO 3166; `name` and
    `short` are texts by language; `parent` is a region id, None for a country; `tile` is (column, row) from 1.
    """

    id: str
    level: Level
    name: Mapping[str, str]
    short: Mapping[str, str]
    parent: str | None
    code: str | None = None
    iso: str | None = None
    tile: tuple[int, int] | None = None
    aliases: tuple[str, ...] = ()


#: What a text may mean: region ids, each with whether the text is a full name of it.
Candidates = dict[str, bool]


class Gazetteer:
    """All places that are known; never changed once made (what it finds is remembered)."""

    def __init__(self, regions: Mapping[str, Region], names: dict[str, Candidates] | None = None) -> None:
        self._regions = dict(regions)
        self._given_names = names
        self._found: dict[str, Region] = {}

    # -- places ----------------------------------------------------------------------------------------------

    def __iter__(self) -> Iterator[Region]:
        return iter(self._regions.values())

    def __len__(self) -> int:
        return len(self._regions)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._regions

    def get(self, id_: str) -> Region:
        """The region of an id that is known to be one; KeyError otherwise."""
        return self._regions[id_]

    def find(self, id_: str) -> Region | None:
        return self._regions.get(id_)

    def ancestors(self, id_: str) -> list[Region]:
        """The places around this one, nearest first."""
        found = []
        parent = self._regions[id_].parent
        while parent is not None:
            found.append(self._regions[parent])
            parent = found[-1].parent
        return found

    def chain(self, id_: str) -> list[Region]:
        """The place and those around it, widest first."""
        return [*reversed(self.ancestors(id_)), self._regions[id_]]

    def children(self, id_: str) -> list[Region]:
        """The places directly inside, in the order of their codes, a tracker's additions last."""
        return [self._regions[child] for child in self._children.get(id_, ())]

    def is_within(self, id_: str, ancestor: str) -> bool:
        """Whether a place is another one or lies inside it."""
        here: str | None = id_
        while here is not None and here != ancestor:
            here = self._regions[here].parent
        return here is not None

    def at_level(self, level: Level) -> list[Region]:
        return [region for region in self if region.level is level]

    def extended(self, regions: Iterable[Region], aliases: Mapping[str, Iterable[str]]) -> Gazetteer:
        """A gazetteer with more regions, and with more names for regions it has."""
        regions, aliases = tuple(regions), dict(aliases)
        if not regions and not aliases:
            return self
        known = dict(self._regions)
        names = dict(self._names)
        for region in regions:
            known[region.id] = region
            for key, full in _names_of(region).items():
                names[key] = {**names.get(key, {}), region.id: full}
        for id_, more in aliases.items():
            known[id_] = replace(known[id_], aliases=tuple(dict.fromkeys([*known[id_].aliases, *more])))
            for key in map(fold, more):
                names[key] = {id_: False, **names.get(key, {})}
        return Gazetteer(known, names)

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        children: dict[str, list[str]] = {}
        for region in self:
            if region.parent is not None:
                children.setdefault(region.parent, []).append(region.id)
        return children

    @cached_property
    def _codes(self) -> dict[str, str]:
        codes = {}
        for region in self:
            for code in (region.code, region.iso, _OWN_ISO.get(region.iso or "")):
                if code:
                    codes[code.lower()] = region.id
        return codes

    @cached_property
    def _names(self) -> dict[str, Candidates]:
        if self._given_names is not None:
            return self._given_names
        names: dict[str, Candidates] = {}
        for region in self:
            for key, full in _names_of(region).items():
                names.setdefault(key, {})[region.id] = full
        return names

    # -- reading a place ---------------------------------------------------------------------------------------

    def parse_region(self, text: str) -> Region:
        """The one place a text means: an id, a code, or a name with as many of its parents as make it clear."""
        found = self._found.get(text)
        if found is None:
            candidates = self._meant(text)
            if len(candidates) != 1:
                raise self._ambiguous(text, candidates) if candidates else self._unknown(text)
            found = self._found[text] = self._regions[candidates[0]]
        return found

    def clear_name(self, id_: str, language: str) -> str:
        """The name with as many of its parents as `parse_region` needs to read it; the id if none are enough."""
        around = self.chain(id_)
        for start in range(len(around) - 1, -1, -1):
            written = _join([_in(region.name, language) for region in around[start:]], language)
            if self._meant(written) == [id_]:
                return written
        return id_

    def full_name(self, id_: str, language: str) -> str:
        """The name with all its parents, the home country left out."""
        around = [region for region in self.chain(id_) if region.id != HOME or id_ == HOME]
        return _join([_in(region.name, language) for region in around], language)

    def _meant(self, text: str) -> list[str]:
        """The ids a text may mean after all rules: one, several, or none."""
        written = text.strip()
        if len(written) > _LONGEST:
            return []
        plain = unicodedata.normalize("NFKC", written).lower().strip("/")
        if plain in self._regions:
            return [plain]
        if plain in self._codes:
            return [self._codes[plain]]
        whole = fold(written)
        chinese = is_chinese(whole)
        if whole in self._names:
            return self._best(self._names[whole], chinese)
        parts = self._parts(written)
        if not parts:
            return []
        readings = [self._reading(part) for part in parts]
        candidates = {**self._last_within(readings), **self._last_within(readings[::-1])}
        return self._best(candidates, chinese)

    def _parts(self, text: str) -> list[Part]:
        """The parts of a text; those that make up one name with a comma in it are one part."""
        parts = split_parts(text)
        joined: list[Part] = []
        while parts:
            for count in range(len(parts), 0, -1):
                last = parts[count - 1]
                together = text[parts[0].start : last.start + len(last.text)]
                if count == 1 or fold(together) in self._names:
                    joined.append(parts[0] if count == 1 else Part(fold(together), together, parts[0].start))
                    del parts[:count]
                    break
        return joined

    def _reading(self, part: Part) -> Candidates:
        """What one part may mean: a code, a name, or names written together."""
        code = self._codes.get(part.text.lower())
        return {code: True} if code else self._readings(part.key, {})

    def _readings(self, key: str, seen: dict[str, Candidates]) -> Candidates:
        """What a key may mean: a name, or names written together (`江苏省无锡市`)."""
        if key in self._names:
            return self._names[key]
        if key not in seen:
            seen[key] = {}
            for head, rest in cuts(key):
                if head in self._names:
                    pair = [self._names[head], self._readings(rest, seen)]
                    seen[key] |= self._last_within(pair)
                    if not is_chinese(key):
                        seen[key] |= self._last_within(pair[::-1])
        return seen[key]

    def _last_within(self, readings: list[Candidates]) -> Candidates:
        """What the last part may mean when each other part names a different place around it."""
        *others, last = readings
        found = {}
        for id_, full in last.items():
            around = {region.id for region in self.ancestors(id_)}
            for other in others:
                named = next((wide for wide in other if wide in around), None)
                if named is None:
                    break
                around.discard(named)
            else:
                found[id_] = full
        return found

    def _best(self, candidates: Candidates, chinese: bool) -> list[str]:
        """The candidates that no other one beats, in the gazetteer's order of levels and ids."""
        kept = [
            id_ for id_ in candidates if not any(self._beats(other, id_, candidates, chinese) for other in candidates)
        ]
        return sorted(kept, key=lambda id_: (self._regions[id_].level, self._regions[id_].code or "", id_))

    def _beats(self, one: str, other: str, candidates: Candidates, chinese: bool) -> bool:
        if candidates[one] is not candidates[other]:
            return candidates[one]
        wide, narrow = self._regions[one], self._regions[other]
        if wide.level >= narrow.level:
            return one != other and self.is_within(other, one)
        capital = wide.level is Level.CITY and (wide.code or "").endswith("0100")
        if wide.level <= Level.PROVINCE or capital or self.is_within(other, one):
            return True
        sounds = wide.short.get("zh"), narrow.short.get("zh")
        return not chinese and wide.level is Level.CITY and all(sounds) and sounds[0] != sounds[1]

    # -- saying what is wrong ------------------------------------------------------------------------------------

    def _ambiguous(self, text: str, candidates: list[str]) -> WrongTextError:
        language = "zh" if is_chinese(text) else "en"
        names = [f'"{self.clear_name(id_, language)}"' for id_ in candidates]
        listed = ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
        return WrongTextError(
            "region/ambiguous",
            f'"{text.strip()}" may be any of {len(names)} places: {listed}',
            f"write the place with what it lies in, for instance {names[0]}",
            length=len(text),
        )

    def _unknown(self, text: str) -> WrongTextError:
        """An unknown name, or known ones that do not lie in one another."""
        parts = self._parts(text) if len(text) <= _LONGEST else []
        if not parts:
            return WrongTextError("region/unknown", f'unknown place "{text.strip()[:60]}"', length=max(1, len(text)))
        for part in parts:
            if not self._reading(part):
                others = [other for other in parts if other is not part]
                if is_chinese(part.key) and part.key == part.text:
                    head, rest = next(((a, b) for a, b in cuts(part.key) if a in self._names), ("", ""))
                    if head:
                        wide, narrow = Part(head, head, part.start), Part(rest, rest, part.start + len(head))
                        if self._readings(rest, {}):
                            return self._misplaced(narrow, [wide], text)
                        if near := self._nearest(narrow, [*others, wide]):
                            return _unknown_part(narrow, near)
                return _unknown_part(part, self._nearest(part, others))
        narrow = max((parts[0], parts[-1]), key=self._depth)
        return self._misplaced(narrow, [part for part in parts if part is not narrow], text)

    def _depth(self, part: Part) -> int:
        best = self._best(self._reading(part), is_chinese(part.key))
        return max(len(self.ancestors(id_)) for id_ in best)

    def _misplaced(self, narrow: Part, others: list[Part], text: str) -> WrongTextError:
        language = "zh" if is_chinese(text) else "en"
        meant = self._readings(narrow.key, {})
        apart = next((part for part in others if not self._last_within([self._reading(part), meant])), others[0])
        names = [f'"{self.full_name(id_, language)}"' for id_ in self._best(meant, language == "zh")]
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        return WrongTextError(
            "region/misplaced",
            f'"{narrow.text}" does not lie in "{apart.text}"',
            f"known by that name: {', '.join(names[:3])}{more}",
            start=apart.start,
            length=len(apart.text),
        )

    def _nearest(self, part: Part, others: list[Part]) -> str | None:
        """A name like this one, of a place inside what the other parts name."""
        around = [id_ for other in others for id_ in self._reading(other)]
        chinese = is_chinese(part.key)
        keys = [
            key
            for key, candidates in self._names.items()
            if abs(len(key) - len(part.key)) <= 3
            and is_chinese(key) is chinese
            and (not around or any(self.is_within(id_, wide) for id_ in candidates for wide in around))
        ]
        like = {
            id_: (SequenceMatcher(None, part.key, key).ratio(), sum(map(str.__eq__, part.key, key)))
            for key in reversed(get_close_matches(part.key, keys, n=5, cutoff=0.6 if chinese else 0.72))
            for id_ in self._names[key]
            if not around or any(self.is_within(id_, wide) for wide in around)
        }
        if not like:
            return None
        level = {id_: -self._regions[id_].level for id_ in like}
        best = max(sorted(like), key=lambda id_: (*like[id_], level[id_]))
        return self.clear_name(best, "zh" if chinese else "en")


def _unknown_part(part: Part, near: str | None) -> WrongTextError:
    remedy = f'did you mean "{near}"?' if near else "places that are not built in are added under content/regions"
    return WrongTextError(
        "region/unknown", f'unknown place "{part.text}"', remedy, start=part.start, length=len(part.text)
    )


def _in(texts: Mapping[str, str], language: str) -> str:
    """The text in a language, else in the first there is."""
    return texts.get(language) or next(iter(texts.values()))


def _join(names: list[str], language: str) -> str:
    """Names from wide to narrow as one, in the order of the language."""
    if language == "zh":
        return ("" if all(map(is_chinese, names)) else "·").join(names)
    return ", ".join(reversed(names))


def _names_of(region: Region) -> Candidates:
    """Each folded name of a place, with whether it is a full one.

    A name without a word such as City in it (`Wuxi`, `Jiangsu`, `日本`) counts as a short one.
    """
    names = {}
    full, short_name = region.name.get("en", ""), region.short.get("en", "")
    kind = full.removeprefix(short_name) if full.startswith(short_name) else ""
    for alias in region.aliases:
        names[fold(alias)] = False
        if kind and not is_chinese(alias) and not alias.endswith(kind):
            names[fold(alias + kind)] = True
    for language, short in region.short.items():
        names[fold(short)] = region.level >= Level.DISTRICT and short == region.name.get(language)
    for language, name in region.name.items():
        names[fold(name)] = region.level >= Level.DISTRICT or name != region.short.get(language)
    for form in full_forms(region.name, region.short, region.level.word):
        names[fold(form)] = True
    return names


def parse_gazetteer(files: Mapping[str, str]) -> Gazetteer:
    """The built-in places from the texts of `data/gazetteer/`, by file name."""
    regions: dict[str, Region] = {}
    for row in _rows(files["countries.tsv"]):
        iso, slug, en, zh, also = row
        name = {"en": en, "zh": zh}
        code = "100000" if slug == HOME else None
        regions[slug] = Region(slug, Level.COUNTRY, name, name, None, code, iso, aliases=_aliases(also))
    for row in _rows(files["provinces.tsv"]):
        code, iso, slug, en, zh, short, also, tile = row
        column, _, line = tile.partition(",")
        regions[slug] = Region(
            id=slug,
            level=Level.PROVINCE,
            name={"en": en, "zh": zh},
            short={"en": en, "zh": short},
            parent=HOME,
            code=code,
            iso=iso,
            tile=(int(column), int(line)),
            aliases=_aliases(also),
        )
        for place in _places(slug, files.get(f"{code[:2]}-{slug}.tsv", "")):
            regions[place.id] = place
    return Gazetteer(regions)


def _places(province: str, text: str) -> Iterator[Region]:
    """The places of a province; one whose code is within a city's lies in that city."""
    cities: dict[str, str] = {}
    for code, level, slug, en, en_short, zh, zh_short, also in _rows(text):
        parent = cities.get(code[:4], province)
        id_ = f"{parent}/{slug}"
        if level == "city":
            cities[code[:4]] = id_
        name, short = {"en": en, "zh": zh}, {"en": en_short, "zh": zh_short}
        yield Region(id_, Level[level.upper()], name, short, parent, code, aliases=_aliases(also))


def _rows(text: str) -> Iterator[list[str]]:
    """The rows of tab-separated values below their head."""
    return (line.split("\t") for line in text.split("\n")[1:] if line)


def _aliases(text: str) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()
