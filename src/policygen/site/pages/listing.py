"""Listing: what a browser needs to filter, sort and download a table.

Owns the data of a row (what it is, and its code in each filter), the filters of a table and the words of their choices.
Refuses to filter: without scripts every table is whole.

Codes stand in addresses that readers share, so they are ids and fixed English words, the same in every language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, NamedTuple, Protocol

from policygen.model import units
from policygen.model.periods import Period
from policygen.model.quantities import Comparator, Quantity, format_quantity
from policygen.model.records import Policy
from policygen.model.regions import Level
from policygen.model.status import Status, TargetStatus
from policygen.site.comparisons import Offer, Promise, order_of
from policygen.site.messages import N_
from policygen.site.pages import words
from policygen.site.pages.chunks import number_of_chunks
from policygen.site.pages.sheet import Sheet
from policygen.site.pages.shelf import Shelf
from policygen.site.views import Facet, Link, Tools


class Listed(Protocol):
    """A row that can be filtered."""

    @property
    def data(self) -> str: ...


#: What the data of a row hold, in this order: what it is and where, and then its code in each filter.
POLICY_DATA: Final = ("id", "region", "place", "level", "instrument", "status", "theme", "announced")
TARGET_DATA: Final = ("id", "region", "place", "level", "metric", "status", "due", "amount", "theme", "instrument")
OFFER_DATA: Final = ("id", "region", "place", "level", "kind", "status", "amount", "theme", "instrument")

#: Between the data of a row, and between several codes of one filter.
_BETWEEN: Final = "|"
_AND: Final = " "
#: The code of what is not stated.
NONE: Final = "none"
#: Shorter tables are seen at a glance: they get no filters, or nothing at all.
_FILTERED: Final = 6
_SORTED: Final = 3


def policy_data(sheet: Sheet, policy: Policy) -> str:
    """The data of a policy's row."""
    announced = policy.announced.period if policy.announced else None
    return _joined(
        policy.id,
        *_place(sheet, policy.region),
        policy.instrument,
        _word(sheet.shelf.comparisons.statuses[policy.id]),
        _AND.join(policy.themes),
        str((announced.start or announced.end).year) if announced else NONE,
    )


def target_data(sheet: Sheet, promise: Promise) -> str:
    """The data of a target's row."""
    policy, target = promise.policy, promise.target
    return _joined(
        f"{policy.id}#{target.id}",
        *_place(sheet, policy.region),
        target.metric,
        _word(promise.status),
        str(target.deadline.end.year) if target.deadline else NONE,
        band(target.quantity),
        _AND.join(policy.themes),
        policy.instrument,
    )


def offer_data(sheet: Sheet, offer: Offer, telling: Quantity | None) -> str:
    """The data of a subsidy's row; `telling` is the figure that stands for it, None when none is stated."""
    policy = offer.policy
    return _joined(
        f"{policy.id}#{offer.subsidy.id}",
        *_place(sheet, policy.region),
        offer.subsidy.kind,
        _word(offer.status),
        band(telling),
        _AND.join(policy.themes),
        policy.instrument,
    )


@lru_cache(maxsize=1 << 12)
def number_key(quantity: Quantity | None) -> str:
    """What a figure is sorted by: its number in base units and what it is counted in; "" sorts last."""
    if quantity is None:
        return ""
    return " ".join((format(order_of(quantity), "f"), *_measure(quantity)))


def day_key(period: Period | None) -> str:
    """What a deadline is sorted by."""
    return period.end.isoformat() if period else ""


def first_day(period: Period | None) -> str:
    """What an announcement is sorted by."""
    return (period.start or period.end).isoformat() if period else ""


def place_key(sheet: Sheet, region: str) -> str:
    """What a place is sorted by where its name will not do: Chinese by pinyin, which ids are spelled in."""
    return region.rpartition("/")[2] if sheet.language.startswith("zh") else ""


def top_of(shelf: Shelf, region: str) -> str:
    """The place a row is filtered by: the province in the home country, elsewhere the country."""
    chain = shelf.library.gazetteer.chain(region)
    return chain[min(1, len(chain) - 1)].id if chain[0].id == shelf.home else chain[0].id


@lru_cache(maxsize=1 << 12)
def band(quantity: Quantity | None) -> str:
    """The power of ten a figure reaches, with what it is counted in: `CNY-100000000`, `CNY-year-10000`."""
    if quantity is None:
        return NONE
    number = order_of(quantity)
    power = Decimal(10) ** number.adjusted() if number >= 1 else Decimal(0)
    return "-".join((*(part.replace(" ", "_") for part in _measure(quantity)), format(power, "f")))


def make_tools(
    sheet: Sheet, fields: Sequence[str], rows: Sequence[Listed], file: str, *, name: str = ""
) -> Tools | None:
    """The tools of a table that holds these rows; None for one too short to need any. `name` tells the tables of one
    page apart, `file` begins the name of the download.
    """
    if len(rows) < _SORTED:
        return None
    codes = codes_of(fields, [row.data for row in rows]) if len(rows) >= _FILTERED else {}
    facets = (
        Facet(key, sheet.gettext(_filter(fields, key).heading), choices_of(sheet, fields, key, found))
        for key, found in codes.items()
    )
    return Tools(name, _download(sheet, file), " ".join(fields), tuple(facets))


def make_far_tools(sheet: Sheet, fields: Sequence[str], name: str, order: str) -> Tools:
    """The tools of a list that is cut, whose rows and choices the script loads; `order` is what it sorts them by
    first.
    """
    facets = tuple(Facet(key, sheet.gettext(_filter(fields, key).heading), ()) for key in fields[2:])
    number = number_of_chunks(sheet.shelf.chunks, name)
    source = f"data/lists/{name}-{sheet.language}"
    return Tools("", _download(sheet, name), " ".join(fields), facets, sheet.root(), source, number, order)


def _download(sheet: Sheet, name: str) -> str:
    return f"{name}-{sheet.shelf.as_of.isoformat()}.csv"


def codes_of(fields: Sequence[str], data: Iterable[str]) -> dict[str, set[str]]:
    """The codes that rows have in each of their filters."""
    found: dict[str, set[str]] = {key: set() for key in fields[2:]}
    for each in data:
        for key, codes in zip(fields[2:], each.split(_BETWEEN)[2:], strict=True):
            found[key].update(codes.split(_AND) if codes else ())
    return found


def labels_of(sheet: Sheet, fields: Sequence[str], key: str, codes: Iterable[str]) -> dict[str, list[Any]]:
    """The label of each code and what it is sorted by: numbers and texts, the first of which says that it comes
    last.
    """
    filter_ = _filter(fields, key)
    return {
        code: [filter_.label(sheet, code), int(code == NONE), *_plain(filter_.order(sheet, code))]
        for code in sorted(codes)
    }


def _plain(order: Any) -> list[str | int]:
    parts = order if isinstance(order, tuple) else (order,)
    return [part.adjusted() if isinstance(part, Decimal) else part for part in parts]


def listed_link(sheet: Sheet, route: str, key: str = "", code: str = "") -> Link:
    """The way to the list of all; with a key to what has this code in that filter."""
    text = sheet.gettext("Filter and sort in the list of all")
    return Link(text, f"{sheet.way(route)}?{key}={code}" if key else sheet.way(route))


def choices_of(sheet: Sheet, fields: Sequence[str], key: str, codes: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The choices of a filter: code and label, in the order a reader expects; what is not stated comes last."""
    filter_ = _filter(fields, key)
    ordered = sorted(codes, key=lambda code: (code == NONE, filter_.order(sheet, code)))
    return tuple((code, filter_.label(sheet, code)) for code in ordered)


class _Filter(NamedTuple):
    heading: str
    order: Callable[[Sheet, str], Any]
    label: Callable[[Sheet, str], str]


def _filter(fields: Sequence[str], key: str) -> _Filter:
    return _PROMISE_STATUS if key == "status" and "metric" in fields else _FILTERS[key]


def _joined(*data: str) -> str:
    return _BETWEEN.join(data)


def _place(sheet: Sheet, region: str) -> tuple[str, str, str]:
    return sheet.shelf.once(
        ("listed", region), lambda: (region, top_of(sheet.shelf, region), sheet.region(region).level.word)
    )


def _word(status: Status | TargetStatus) -> str:
    return status.value.replace(" ", "-")


def _measure(quantity: Quantity) -> tuple[str, ...]:
    return tuple(part for part in (quantity.unit or "count", quantity.per, quantity.each) if part)


def _years(heading: str, none: str) -> _Filter:
    return _Filter(
        heading,
        lambda _, code: code,
        lambda sheet, code: sheet.gettext(none) if code == NONE else sheet.gettext("%(year)s", year=code),
    )


def _band_label(sheet: Sheet, code: str) -> str:
    if code == NONE:
        return sheet.gettext("no figure stated")
    unit, *counted, power = (part.replace("_", " ") for part in code.split("-"))
    low = Decimal(power)
    reached = Quantity(
        "",
        low or None,
        low * 10 or Decimal(1),
        unit,
        Comparator.BETWEEN if low else Comparator.LESS_THAN,
        per=next((part for part in counted if part in units.TIMES), None),
        each=next((part for part in counted if part not in units.TIMES), None),
    )
    return format_quantity(reached, sheet.language)


def _band_order(_sheet: Sheet, code: str) -> tuple[str, Decimal]:
    measure, _, power = code.rpartition("-")
    return measure, Decimal(power) if code != NONE else Decimal(0)


def _vocabulary(name: str, heading: str) -> _Filter:
    def listed(sheet: Sheet) -> Mapping[str, Any]:
        found: Mapping[str, Any] = getattr(sheet.vocabulary, name)
        return found

    return _Filter(
        heading,
        lambda sheet, code: list(listed(sheet)).index(code),
        lambda sheet, code: sheet.text(listed(sheet)[code].label),
    )


def _status(statuses: Mapping[Any, tuple[str, str]]) -> _Filter:
    by_code = {_word(status): (number, word) for number, (status, (word, _)) in enumerate(statuses.items())}
    return _Filter(N_("Status"), lambda _, code: by_code[code][0], lambda sheet, code: sheet.gettext(by_code[code][1]))


def _place_order(sheet: Sheet, code: str) -> str:
    return code if sheet.language.startswith("zh") else sheet.short_name(code).casefold()


_PROMISE_STATUS: Final = _status(words.TARGET_STATUSES)
_LEVELS: Final = {level.word: level for level in Level}
_FILTERS: Final = {
    "place": _Filter(N_("Province or country"), _place_order, lambda sheet, code: sheet.short_name(code)),
    "level": _Filter(N_("Level"), lambda _, code: _LEVELS[code].value, lambda sheet, code: sheet.level(_LEVELS[code])),
    "instrument": _vocabulary("instruments", N_("Instrument")),
    "status": _status(words.STATUSES),
    "theme": _vocabulary("themes", N_("Theme")),
    "metric": _vocabulary("metrics", N_("Target")),
    "kind": _vocabulary("kinds", N_("Support")),
    "announced": _years(N_("Announced"), N_("not stated")),
    "due": _years(N_("Deadline"), N_("no deadline")),
    "amount": _Filter(N_("Figure"), _band_order, _band_label),
}
