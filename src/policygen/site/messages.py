"""Messages: interface texts, plurals, dates, numbers and lists in one language.

Owns access to the catalogues. The ids of messages are the English texts, so English needs no catalogue, and a
text that a catalogue lacks reads as English. Values go in by name: `gettext("%(place)s, %(level)s",
place=…)`. Refuses the process's locale, and to be more precise about a date than its period is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import date, timedelta
from functools import cache, lru_cache
from gettext import c2py
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from policygen.model.periods import Period
from policygen.values import dataclass

#: English dates are written day first, and lists without a comma before "and".
_UNSPACED: Final = ("zh", "ja")
_STYLES: Final = {"en": "en_GB"}


def N_(text: str) -> str:  # noqa: N802 - the name under which extractors know it
    """Marks a text for the catalogues where it is written; it is looked up where it is used."""
    return text


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Texts of one language by their English id; those with plural forms have several, chosen by the rule
    `plural`, which is written as `.po` files write it.
    """

    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    plural: str = "n != 1"

    def gettext(self, message: str) -> str:
        """The text, unfilled; the English one where the catalogue has none."""
        found = self.texts.get(message)
        return found[0] if found else message

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """The text for that many, unfilled."""
        found = self.texts.get(singular)
        if not found:
            return singular if number == 1 else plural
        return found[min(_plural_rule(self.plural)(number), len(found) - 1)]


@cache
def _plural_rule(expression: str) -> Callable[[int], int]:
    return c2py(expression)


@lru_cache(maxsize=8)
def parse_catalogue(text: str, language: str) -> Catalogue:
    """The texts in a `.po` file; ValueError when it is none. Entries without a whole translation are left
    out.
    """
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415 - English needs none

    try:
        found = read_po(
            text.splitlines(keepends=True), locale=_locale(language), ignore_obsolete=True, abort_invalid=True
        )
    except PoFileError as wrong:
        raise ValueError(str(wrong)) from wrong
    texts = {}
    for message in found:
        singular = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
        strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if singular and all(strings):
            texts[singular] = tuple(str(string) for string in strings)
    return Catalogue(texts, found.plural_expr)


def merge(own: Catalogue, built_in: Catalogue) -> Catalogue:
    """The built-in texts with a tracker's own in their place. Both are to count alike; the built-in rule is
    kept.
    """
    return Catalogue({**built_in.texts, **own.texts}, built_in.plural if built_in.texts else own.plural)


@dataclass(frozen=True, slots=True)
class Messages:
    """The interface in one language.

    Templates, which fill in values themselves, use the `catalogue`; Python uses the methods.
    """

    language: str
    catalogue: Catalogue = Catalogue()
    _dates: dict[tuple[str, date], str] = field(default_factory=dict, repr=False, compare=False)

    # -- texts ---------------------------------------------------------------------------------------------

    def gettext(self, message: str, /, **values: object) -> str:
        """The text in this language, with `values` put in by name."""
        found = self.catalogue.texts.get(message)
        text = found[0] if found else message
        return text % values if values else text

    def ngettext(self, one: str, many: str, number: int, /, **values: object) -> str:
        """The text for that many, filled; `%(num)s` is the number written as the language writes it."""
        return self.catalogue.ngettext(one, many, number) % {"num": self.number(number), **values}

    # -- numbers and lists ---------------------------------------------------------------------------------

    def number(self, number: int) -> str:
        """Grouped as the language groups digits."""
        return str(number) if 0 <= number < 1000 else format_decimal(number, locale=_locale(self.language))

    def list(self, items: Iterable[str]) -> str:
        """The items in a row: "a, b and c"."""
        found = tuple(items)
        return _listed(found, self.language) if len(found) > 1 else "".join(found)

    def sentences(self, *sentences: str) -> str:
        """Sentences one after the other, with a space where the language has one; empty ones are left out."""
        gap = "" if self.language.startswith(_UNSPACED) else " "
        return gap.join(sentence for sentence in sentences if sentence)

    def clauses(self, *clauses: str) -> str:
        """Short pieces in one line: "by the end of 2025, in the park"; empty ones are left out."""
        return self.gettext(", ").join(clause for clause in clauses if clause)

    def language_name(self, language: str) -> str:
        """A language's name in this one; its code where the name is not known."""
        return str(_locale(self.language).languages.get(language.partition("-")[0], language))

    # -- dates ---------------------------------------------------------------------------------------------

    def day(self, day: date) -> str:
        """The day as text has it: "20 November 2026"."""
        return self._date("long", day)

    def short_day(self, day: date) -> str:
        """The day as tables have it: "20 Nov 2026"."""
        return self._date("medium", day)

    def period(self, period: Period, *, short: bool = False) -> str:
        """The period in words, as precise as it is: "8 July 2022", "July 2022", "2022", "2021–2025"; a span of whole
        months is told by them.
        """
        start, end = period.start or period.end, period.end
        day = self.short_day if short else self.day
        month = "yMMM" if short else "yMMMM"
        match period.precision:
            case "day":
                return day(end)
            case "month":
                return self._date(month, end)
            case "quarter":
                return self.gettext(_QUARTERS[(end.month - 1) // 3], year=end.year)
            case "half":
                return self.gettext(_HALVES[end.month // 7], year=end.year)
            case "year":
                return self._date("y", end)
            case "years":
                return self.gettext("%(first)s–%(last)s", first=start.year, last=end.year)
            case "span" if start == end:
                return day(end)
            case "span":
                is_months = start.day == 1 and (end == date.max or (end + timedelta(days=1)).day == 1)
                first, last = (self._date(month, each) if is_months else day(each) for each in (start, end))
                return self.gettext("%(first)s to %(last)s", first=first, last=last)

    def deadline(self, period: Period) -> str:
        """The last day that a promise leaves, in words: "by the end of 2025", "by 31 March 2025".

        A span is a deadline by its end alone.
        """
        end = period.end
        match period.precision:
            case "year" | "years":
                return self.gettext("by the end of %(year)s", year=end.year)
            case "month":
                return self.gettext("by the end of %(month)s", month=self._date("yMMMM", end))
            case "quarter" | "half":
                return self.gettext("by the end of the %(part_of_year)s", part_of_year=self.period(period))
            case "day" | "span":
                return self.gettext("by %(day)s", day=self.day(end))

    def _date(self, form: str, day: date) -> str:
        key = (form, day)
        known = self._dates.get(key)
        if known is None:
            locale = _locale(self.language)
            if form in {"long", "medium"}:
                known = format_date(day, form, locale=locale)
            else:
                known = format_skeleton(form, day, locale=locale)
            self._dates[key] = known
        return known


def own_name(language: str) -> str:
    """A language's name in itself."""
    return Messages(language).language_name(language)


def iso(period: Period) -> str:
    """The period as HTML's `datetime` may say it: a day, a month or a year; "" for anything else."""
    match period.precision:
        case "day":
            return period.end.isoformat()
        case "month":
            return period.end.isoformat()[:7]
        case "year":
            return period.end.isoformat()[:4]
        case _:
            return ""


@lru_cache(maxsize=1 << 12)
def _listed(items: tuple[str, ...], language: str) -> str:
    return format_list(items, locale=_locale(language))


@cache
def _locale(language: str) -> Locale:
    """What Babel knows of the language; English for one it does not know."""
    try:
        return Locale.parse(_STYLES.get(language, language).replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_STYLES["en"])


_QUARTERS: Final = (
    N_("first quarter of %(year)s"),
    N_("second quarter of %(year)s"),
    N_("third quarter of %(year)s"),
    N_("fourth quarter of %(year)s"),
)
_HALVES: Final = (N_("first half of %(year)s"), N_("second half of %(year)s"))
