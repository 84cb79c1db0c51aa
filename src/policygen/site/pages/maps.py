"""Maps: places as equal squares, in several modes, with the table behind.

Owns which modes there are, which follows from the content: how many policies, the metric that most places name, the
kinds of support on offer. Refuses to colour a province by the figure of a city: where only places within it name one,
the square says so and has no step. A country without squares has the table alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from policygen.model.numbers import find_scale, write_number
from policygen.site.comparisons import Promise, order_of
from policygen.site.pages.bars import make_marks
from policygen.site.pages.cells import absence_view, measure_words
from policygen.site.pages.glance import holds
from policygen.site.pages.routes import region_route
from policygen.site.pages.sheet import Sheet
from policygen.site.views import AbsenceView, Link, MapCell, MapMode, Tile, TileMap
from policygen.values import dataclass

#: How many steps of colour there are.
_STEPS: Final = 4
#: Which of them are taken where there are fewer: far from each other, and none so light as to look like nothing.
_TAKEN: Final = {1: (3,), 2: (2, 4), 3: (2, 3, 4), 4: (1, 2, 3, 4)}
#: How many places the table has where it stands alone; the list of places has all.
_MOST: Final = 100
_NONE: Final = "none"
_WITHIN: Final = "within"
_UNREAD: Final = "0"
#: What the square of a place without a value shows.
_GAPS: Final = {_NONE: "–"}


@dataclass(frozen=True, slots=True)
class _Value:
    """What a place shows in one mode. `number` is None for what has no step, which `step` then names."""

    number: Decimal | None
    step: str
    cell: MapCell
    words: str


@dataclass(frozen=True, slots=True)
class _Mode:
    label: str
    about: str
    column: str
    values: Mapping[str, _Value]
    bounds: tuple[Decimal, ...]
    write: Callable[[Decimal], str]
    key: Callable[[Decimal, Decimal | None], str]


def tile_map(sheet: Sheet) -> TileMap:
    """The provinces of the home country, or what stands directly below it, and other countries that were read."""
    shelf = sheet.shelf
    squares = [region for region in shelf.provinces if sheet.region(region).tile is not None]
    below = squares or list(shelf.children.get(shelf.home, ()))
    gazetteer = shelf.library.gazetteer
    others = {gazetteer.chain(region)[0].id for region in shelf.comparisons.policies} - {shelf.home}
    if shelf.own[shelf.home].policies:
        others.add(shelf.home)
    listed, cut = below, ""
    if not squares:
        listed = [region for region in below if _count(sheet, region)]
        if len(listed) > _MOST:
            listed = sorted(listed, key=lambda region: (-_count(sheet, region), region))[:_MOST]
            cut = sheet.ngettext(
                "The %(num)s place with most policies.", "The %(num)s places with most policies.", _MOST
            )
    regions = [*sheet.by_name(listed), *sheet.by_name(others)]
    modes = [mode for mode in (_policies(sheet, regions), _metric(sheet, regions), _kinds(sheet, regions)) if mode]
    return TileMap(
        modes=tuple(_map_mode(sheet, mode, squares) for mode in modes) if squares else (),
        columns=tuple(mode.column for mode in modes),
        rows=tuple((sheet.place(region), tuple(mode.values[region].cell for mode in modes)) for region in regions),
        beyond=tuple(
            sheet.place(region, note=sheet.messages.number(_own_count(sheet, region)))
            for region in (sheet.by_name(others) if squares else ())
        ),
        cut=cut,
    )


def count_bounds(counts: Iterable[int]) -> tuple[int, ...]:
    """The least counts of the steps 1 to 4: one, and then such that the places fall into quarters as well as whole
    numbers allow. Steps that would be alike fall away.
    """
    read = sorted(count for count in counts if count)
    if not read:
        return (1,)
    bounds = [1]
    for quarter in range(1, _STEPS):
        bound = read[min(len(read) - 1, len(read) * quarter // _STEPS)]
        bounds.append(max(bound, bounds[-1] + 1))
    return tuple(bound for bound in bounds if bound <= read[-1])


def step_of(bounds: Sequence[Decimal] | Sequence[int], number: Decimal | int) -> str:
    """The step of a number that is not less than the least of the bounds."""
    return str(_TAKEN[len(bounds)][sum(number >= bound for bound in bounds) - 1])


def figure_bounds(numbers: Iterable[Decimal]) -> tuple[Decimal, ...]:
    """The least figures of the steps 1 to 4: the marks of the scale that bars of these figures would have, the lowest
    of them taken together where there are more than four.
    """
    found = sorted(numbers)
    if not found:
        return ()
    marks = make_marks(found)
    base = max(mark for mark in marks if mark <= found[0])
    inside = [mark for mark in marks if base < mark <= found[-1]]
    return (base, *inside[-(_STEPS - 1) :])


def _count(sheet: Sheet, region: str) -> int:
    return sheet.shelf.own[region].policies + sheet.shelf.within[region].policies


def _own_count(sheet: Sheet, region: str) -> int:
    """Of the home country its own only, as the squares have what is within it."""
    return sheet.shelf.own[region].policies if region == sheet.shelf.home else _count(sheet, region)


# -- modes


def _policies(sheet: Sheet, regions: Sequence[str]) -> _Mode:
    values = {}
    for region in regions:
        count = _own_count(sheet, region)
        name = sheet.short_name(region)
        words = (
            sheet.ngettext("%(place)s: %(num)s policy", "%(place)s: %(num)s policies", count, place=name)
            if count
            else sheet.gettext("%(place)s: not read yet", place=name)
        )
        cell = MapCell(Link(sheet.messages.number(count), ""), "", False) if count else _unread_cell(sheet)
        values[region] = _Value(Decimal(count) if count else None, _UNREAD, cell, words)
    return _counted(
        sheet,
        sheet.gettext("Policies"),
        sheet.gettext("How many policies there are of each place and of the places within it."),
        sheet.gettext("Policies"),
        values,
        lambda number: sheet.ngettext("%(num)s policy", "%(num)s policies", number),
    )


def _metric(sheet: Sheet, regions: Sequence[str]) -> _Mode | None:
    """The largest figure each place itself promises of the metric that most places name."""
    metric = sheet.shelf.widest
    if not metric:
        return None
    comparisons = sheet.shelf.comparisons
    language = sheet.language.partition("-")[0]
    label = sheet.text(sheet.metric_of(metric).label)
    inside = sheet.shelf.largest
    values = {region: _metric_value(sheet, metric, region, inside.get(region)) for region in regions}
    numbers = [value.number for value in values.values() if value.number is not None]
    word, scale = find_scale(max(numbers, default=Decimal(0)), language)
    unit = measure_words(sheet, metric, comparisons.measures[metric])
    whole = sheet.gettext("%(scale)s %(unit)s", scale=word, unit=unit) if word else unit

    def write(number: Decimal) -> str:
        return _short(number / scale)

    def key(low: Decimal, high: Decimal | None) -> str:
        first = write_number(low, language)
        if high is None:
            return sheet.gettext("%(number)s or more", number=first)
        last = write_number(high, language)
        if not low:
            return sheet.gettext("less than %(number)s", number=last)
        return sheet.gettext("%(first)s to less than %(last)s", first=first, last=last)

    return _Mode(
        label,
        sheet.gettext(
            "%(metric)s: the largest figure each place itself promises, in %(unit)s; "
            "of a figure that is open or a range its lower bound.",
            metric=label,
            unit=whole,
        ),
        label,
        values,
        figure_bounds(numbers),
        write,
        key,
    )


def _metric_value(sheet: Sheet, metric: str, region: str, inside: Promise | None) -> _Value:
    comparisons = sheet.shelf.comparisons
    name = sheet.short_name(region)
    cell = comparisons.promise_cell(metric, region)
    main = comparisons.measures[metric]
    own = [promise for promise in cell.values if holds(promise) and promise.measure == main]
    if own and cell.reason is None:
        best = max(own, key=lambda promise: order_of(promise.target.quantity))
        shown = _promise_cell(sheet, best)
        words = sheet.gettext("%(place)s: %(value)s", place=name, value=shown.value.text)
        return _Value(order_of(best.target.quantity), "", shown, words)
    absence = absence_view(sheet, cell.reason, metric) if cell.reason else None
    if inside is not None:
        shown = _promise_cell(sheet, inside)
        where = sheet.name(inside.policy.region)
        words = sheet.gettext(
            "%(place)s: none of its own; within it %(within)s, %(value)s",
            place=name,
            within=where,
            value=shown.value.text,
        )
        gap = MapCell(shown.value, sheet.gettext("only within it: %(place)s", place=where), True)
        return _Value(None, _WITHIN, gap, words)
    return _no_value(sheet, region, absence)


def _promise_cell(sheet: Sheet, promise: Promise) -> MapCell:
    target = promise.target
    value = sheet.figure(target.quantity, sheet.metric_of(target.metric))
    return MapCell(Link(value, sheet.policy(promise.policy, target.id).href), sheet.deadline(target.deadline), False)


def _kinds(sheet: Sheet, regions: Sequence[str]) -> _Mode | None:
    """How many kinds of support are on offer in each place, those of the places within it too."""
    offered = {region: [each.kind for each in sheet.shelf.support.get(region, ()) if each.places] for region in regions}
    labels = sheet.vocabulary.kinds
    if not any(offered.values()):
        return None
    values = {}
    for region in regions:
        kinds = [sheet.text(labels[kind].label) for kind in offered[region]]
        if not kinds:
            values[region] = _no_value(sheet, region, None)
            continue
        name = sheet.short_name(region)
        words = sheet.ngettext(
            "%(place)s: %(num)s kind of support (%(kinds)s)",
            "%(place)s: %(num)s kinds of support (%(kinds)s)",
            len(kinds),
            place=name,
            kinds=sheet.messages.list(kinds),
        )
        cell = MapCell(Link(sheet.messages.number(len(kinds)), ""), sheet.messages.list(kinds), False)
        values[region] = _Value(Decimal(len(kinds)), "", cell, words)
    return _counted(
        sheet,
        sheet.gettext("Support on offer"),
        sheet.gettext("How many kinds of support are on offer now, by each place or by a place within it."),
        sheet.gettext("Kinds of support"),
        values,
        lambda number: sheet.ngettext("%(num)s kind", "%(num)s kinds", number),
    )


def _counted(
    sheet: Sheet, label: str, about: str, column: str, values: Mapping[str, _Value], say: Callable[[int], str]
) -> _Mode:
    """A mode that counts, with its counts said in words; the last step ends with the greatest of them."""
    counts = [int(value.number) for value in values.values() if value.number is not None]
    most = max(counts, default=0)

    def key(low: Decimal, high: Decimal | None) -> str:
        last = most if high is None else int(high) - 1
        if last <= low:
            return say(int(low))
        return sheet.gettext("%(first)s to %(last)s", first=int(low), last=say(last))

    bounds = tuple(Decimal(bound) for bound in count_bounds(counts))
    return _Mode(label, about, column, values, bounds, lambda number: str(int(number)), key)


def _no_value(sheet: Sheet, region: str, absence: AbsenceView | None) -> _Value:
    """A place without a value: not read yet, or read and nothing found."""
    name = sheet.short_name(region)
    if not _count(sheet, region):
        return _Value(None, _UNREAD, _unread_cell(sheet), sheet.gettext("%(place)s: not read yet", place=name))
    reason = absence.reason if absence and absence.key != "not-read-yet" else sheet.gettext("not found in the text")
    why = absence.why.text if absence and absence.why else ""
    words = sheet.gettext("%(place)s: %(value)s", place=name, value=reason)
    return _Value(None, _NONE, MapCell(Link(reason, ""), why, True), words)


def _unread_cell(sheet: Sheet) -> MapCell:
    return MapCell(Link(sheet.gettext("not read yet"), ""), "", True)


# -- squares


def _short(number: Decimal) -> str:
    """At most four signs, which is what a square has room for; its words have the figure as it is."""
    if number >= 100:
        return str(round(number))
    text = f"{round(number, 1 if number >= 10 else 2):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text if text != "0" or not number else "<.01"


def _map_mode(sheet: Sheet, mode: _Mode, squares: Iterable[str]) -> MapMode:
    tiles = sorted((_tile(sheet, mode, region) for region in squares), key=lambda tile: (tile.row, tile.column))
    return MapMode(mode.label, mode.about, tuple(tiles), tuple(_key(sheet, mode, {tile.step for tile in tiles})))


def _tile(sheet: Sheet, mode: _Mode, region_id: str) -> Tile:
    region = sheet.region(region_id)
    assert region.tile is not None
    value = mode.values[region_id]
    step = value.step
    if value.number is not None:
        step = step_of(mode.bounds, value.number)
    return Tile(
        column=region.tile[0],
        row=region.tile[1],
        short=_letters(sheet, region_id),
        name=sheet.short_name(region_id),
        title=value.words,
        href=sheet.href(region_route(region_id)),
        shown=_GAPS.get(step, "") if value.number is None else mode.write(value.number),
        step=step,
    )


def _letters(sheet: Sheet, region_id: str) -> str:
    """Two letters of ISO 3166-2, or the short Chinese name."""
    region = sheet.region(region_id)
    if sheet.language.startswith("zh") or not region.iso:
        return sheet.short_name(region_id)
    return region.iso.rpartition("-")[2]


def _key(sheet: Sheet, mode: _Mode, steps: set[str]) -> Iterable[tuple[str, str]]:
    """What the steps that occur mean, the strongest first, then what has no step."""
    taken = _TAKEN.get(len(mode.bounds), ())
    for number in range(len(mode.bounds), 0, -1):
        if str(taken[number - 1]) in steps:
            high = mode.bounds[number] if number < len(mode.bounds) else None
            yield str(taken[number - 1]), mode.key(mode.bounds[number - 1], high)
    for step, text in (
        (_WITHIN, sheet.gettext("only places within it")),
        (_NONE, sheet.gettext("read, no value")),
        (_UNREAD, sheet.gettext("not read yet")),
    ):
        if step in steps:
            yield step, text
