"""Tops: what stands on the first page of a comparison that is cut.

Owns which places and offers come first, and what is said of those that do not. Refuses to leave anything out of its
part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Sized
from decimal import Decimal

from policygen.model.regions import Level
from policygen.model.subsidies import Role
from policygen.site.comparisons import Measure, Offer, Ranked, Ranking, measure_of
from policygen.site.pages.parts import Portion
from policygen.site.pages.routes import region_route
from policygen.site.pages.sheet import Sheet
from policygen.site.views import Link


def wide_places(sheet: Sheet, places: Sequence[str]) -> list[str]:
    """Countries and provinces, of which there are few."""
    return [place for place in places if sheet.region(place).level <= Level.PROVINCE]


def missing_note(sheet: Sheet, silent: Sized, named: Sized) -> str:
    """Where the places without a value are that a first page does not name."""
    more = len(silent) - len(named)
    if not more:
        return ""
    return sheet.ngettext(
        "%(num)s narrower place stands with its reason in its part.",
        "%(num)s narrower places stand with their reasons in their parts.",
        more,
    )


def more_link(sheet: Sheet, number: int, shown: int, portion: Portion) -> Link | None:
    """The way to the lines that are not here: in the parts of the list; from a part, which has a single place then, on
    the page of that.
    """
    more = number - shown
    if more <= 0:
        return None
    text = sheet.ngettext("%(num)s more", "%(num)s more", more)
    if sheet.is_embedded:
        return sheet.link(text, sheet.whole)
    return sheet.link(text, region_route(portion.ids[0])) if portion.ids else Link(text, "#parts")


def leading(ranking: Ranking) -> tuple[Ranked, ...]:
    """Of each place the figure it is ranked by; all figures where none has a rank."""
    return tuple(row for row in ranking.rows if row.rank is not None) or ranking.rows


def strongest(offers: Sequence[Offer], most: int) -> list[Offer]:
    """As many offers, in their order: first those with the highest ceilings in the measure that most ceilings have,
    then the latest. What is over or set apart comes last.
    """
    if len(offers) <= most:
        return list(offers)
    caps = [_cap(offer) for offer in offers]
    counts = Counter(measure for measure, _ in caps if measure)
    main = min(counts, key=lambda measure: (-counts[measure], measure), default=None)

    def order(index: int) -> tuple[bool, bool, Decimal, int]:
        offer, (measure, cap) = offers[index], caps[index]
        announced = offer.policy.announced
        day = announced.period.end.toordinal() if announced else 0
        is_last = offer.over or offer.apart is not None or offer.proposed
        return (is_last, measure != main, -cap if measure == main else Decimal(0), -day)

    return [offers[index] for index in sorted(sorted(range(len(offers)), key=order)[:most])]


def _cap(offer: Offer) -> tuple[Measure | None, Decimal]:
    """The highest ceiling of an offer."""
    found: list[tuple[Decimal, Measure]] = []
    for term in offer.subsidy.terms:
        if term.role is Role.CAP and term.quantity is not None and term.quantity.maximum is not None:
            found.append((term.quantity.maximum, measure_of(term.quantity)))
    if not found:
        return None, Decimal(0)
    cap, measure = max(found)
    return measure, cap
