"""Leads: the one figure that stands for each comparison, each place, and the whole, where there is room for one.

Owns the table of them. A card shows its lead and nothing else of the records, so it is drawn again only when another
figure leads, or when the record of the one that does has changed. Refuses to be made before it is asked for: a tracker
without cards needs none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from policygen.model.regions import Region
from policygen.site.comparisons import Comparisons
from policygen.site.pages.glance import Leading, main_currency
from policygen.site.pages.strongest import Key, Lead, best_offer, choose, class_of, head_of, promise_key


class Leads(Mapping[str, Lead]):
    """By what they stand for: "" for the tracker, `targets`, `subsidies`, `metric <id>`, `kind <id>`, `region <id>`.
    What has no figure has none. `places` are in tree order.
    """

    def __init__(self, comparisons: Comparisons, leading: Mapping[str, Leading], places: Mapping[str, Region]) -> None:
        self._comparisons = comparisons
        self._leading = leading
        self._places = places

    def __getitem__(self, key: str) -> Lead:
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)

    @cached_property
    def _currency(self) -> str:
        return main_currency(self._leading.values())

    @cached_property
    def _made(self) -> dict[str, Lead]:
        found: dict[str, Lead] = {}
        by_region: dict[str, list[tuple[Key, Lead]]] = defaultdict(list)
        for metric, places in self._comparisons.promises.items():
            measure = self._comparisons.measures[metric]
            class_ = class_of(measure, self._currency)
            table = []
            for region, promises in places.items():
                if head := head_of(promises, measure):
                    key = promise_key(head, class_)
                    by_region[region].append((key, Lead(head)))
                    table.append((self._comparisons.levels[region], key, head))
            if table:
                # as the table of the metric does, which has wide levels first
                found[f"metric {metric}"] = Lead(min(table, key=lambda row: row[:2])[2])
        offered = []
        for kind, offering in self._comparisons.offers.items():
            own = []
            for region, offers in offering.items():
                if best := best_offer(offers, self._currency):
                    by_region[region].append(best)
                    own.append(best)
            if own:
                offered.append(_first(own))
                found[f"kind {kind}"] = offered[-1][1]
        if offered:
            found["subsidies"] = _first(offered)[1]
        heads = [each.best for each in self._leading.values() if each.best is not None]
        spread = {metric: each.places for metric, each in self._leading.items()}
        for lead in choose(heads, None, self._currency, spread, 1):
            found["targets"] = lead
        for lead in choose(heads, found.get("subsidies"), self._currency, spread, 1):
            found[""] = lead
        self._add_places(found, by_region)
        return found

    def _add_places(self, found: dict[str, Lead], by_region: Mapping[str, list[tuple[Key, Lead]]]) -> None:
        """Each place's own, or else the first of the places one level within."""
        below: dict[str | None, list[tuple[Key, Lead]]] = defaultdict(list)
        for region in reversed(list(self._places)):
            if own := by_region.get(region) or below.get(region):
                first = _first(own)
                found[f"region {region}"] = first[1]
                below[self._places[region].parent].append(first)


def _first(found: list[tuple[Key, Lead]]) -> tuple[Key, Lead]:
    return min(found, key=lambda each: each[0])
