"""The home page: what the tracker is, its strongest figures, what falls due, what is new.

Owns what is picked for it, by rules that hold for any tracker. Refuses editors' choices.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from policygen.model import units
from policygen.model.quantities import Quantity
from policygen.model.status import TargetStatus
from policygen.model.subsidies import Role, Term
from policygen.site.chronicle import ALL
from policygen.site.comparisons import Offer, Promise, order_of
from policygen.site.pages.comparison_pages import kind_links, metric_links
from policygen.site.pages.figures import Showing, figure_witnesses, target_view
from policygen.site.pages.following import find_feeds
from policygen.site.pages.frames import make_frame
from policygen.site.pages.glance import BestOffer, Leading
from policygen.site.pages.maps import tile_map
from policygen.site.pages.routes import COMPARE, PLACES, POLICIES, TIMELINE
from policygen.site.pages.rows import due_row, policy_row
from policygen.site.pages.sheet import Sheet
from policygen.site.views import FigureView, HomeView

_STRONGEST: Final = 4
_DATES: Final = 4
_NEWEST: Final = 8
_SHOWING: Final = Showing(place=True, policy=True)


def home_page(sheet: Sheet, _subject: str) -> HomeView:
    """The home page."""
    shelf = sheet.shelf
    site = shelf.library.site
    return HomeView(
        frame=make_frame(
            sheet,
            sheet.text(site.tagline),
            sheet.text(site.description),
            head=sheet.text(site.title),
            feeds=find_feeds(sheet, ALL),
        ),
        tagline=sheet.text(site.tagline),
        standfirst=_standfirst(sheet),
        strongest=tuple(strongest(sheet)),
        tiles=tile_map(sheet),
        passed=tuple(due_row(sheet, due) for due in shelf.nearest[TargetStatus.PASSED.value][:_DATES]),
        next=tuple(due_row(sheet, due) for due in shelf.nearest[TargetStatus.OPEN.value][:_DATES]),
        newest=tuple(policy_row(sheet, policy) for policy in shelf.newest[:_NEWEST]),
        metrics=metric_links(sheet),
        kinds=kind_links(sheet),
        themes=tuple(
            sheet.theme(theme, note=sheet.messages.number(len(policies))) for theme, policies in shelf.by_theme.items()
        ),
        places=sheet.link(sheet.gettext("All places as a list, with cities and districts"), PLACES),
        policies=sheet.link(sheet.gettext("All policies"), POLICIES),
        compare=sheet.link(sheet.gettext("All comparisons"), COMPARE),
        timeline=sheet.link(sheet.gettext("All deadlines on the timeline"), TIMELINE),
    )


def strongest(sheet: Sheet) -> Iterator[FigureView]:
    """At most four figures, each of another metric or kind: the greatest sum of money promised, the greatest
    ceiling of support (the greatest amount where none has a ceiling), the greatest count and the greatest
    percentage promised, each of the metric that most places name; places left are filled with the leading
    figure of the metrics that most places have.

    What has fallen due is taken with its status; what is over, proposed or set apart is not, and sums only in
    the currency of most figures.
    """
    leading = dict(sheet.shelf.leading.items())
    spread = Counter({metric: found.places for metric, found in leading.items()})
    best = [found.best for found in leading.values() if found.best is not None]
    currency = _currency(leading.values())
    picked: list[Promise] = []
    offer = _best_offer(sheet, currency)
    money = _best((p for p in best if p.measure.unit == currency and not p.measure.per), spread)
    if money:
        picked.append(money)
        yield _promise_view(sheet, money)
    if offer:
        yield _offer_view(sheet, offer.offer, offer.term, offer.quantity)
    for wanted in ({"count", "person"}, {"percent"}):
        found = _best((p for p in best if p.measure.unit in wanted and _is_new(p, picked)), spread)
        if found:
            picked.append(found)
            yield _promise_view(sheet, found)
    for metric, _ in spread.most_common():
        if len(picked) + bool(offer) >= _STRONGEST:
            break
        found = leading[metric].best
        if found and _is_new(found, picked):
            picked.append(found)
            yield _promise_view(sheet, found)


def _standfirst(sheet: Sheet) -> str:
    shelf = sheet.shelf
    total = shelf.total
    if not total.policies:
        return sheet.gettext("Nothing has been read yet.")
    return sheet.messages.sentences(
        sheet.gettext(
            "%(policies)s of %(places)s, read from %(sources)s.",
            policies=sheet.ngettext("%(num)s act or event", "%(num)s acts and events", total.policies),
            places=sheet.ngettext("%(num)s place", "%(num)s places", len(shelf.comparisons.policies)),
            sources=sheet.ngettext("%(num)s source", "%(num)s sources", len(shelf.cited_by)),
        ),
        sheet.gettext("Every number stands beside the words it was read from."),
    )


def _currency(leading: Iterable[Leading]) -> str:
    """The currency of most figures."""
    found = Counter[str]()
    for each in leading:
        if each.best is not None and units.is_money(each.best.measure.unit):
            found[each.best.measure.unit] += each.figures
    return min(found, key=lambda unit: (-found[unit], unit), default="")


def _best(promises: Iterable[Promise], spread: Mapping[str, int]) -> Promise | None:
    """The greatest figure of the metric that most places name."""
    return min(
        promises,
        key=lambda p: (-spread[p.target.metric], -order_of(p.target.quantity), p.policy.id, p.target.id),
        default=None,
    )


def _is_new(promise: Promise, picked: Iterable[Promise]) -> bool:
    return all(promise.target.metric != other.target.metric for other in picked)


def _best_offer(sheet: Sheet, currency: str) -> BestOffer | None:
    offers = sheet.shelf.top_offers
    if currency:
        return offers.get(currency)
    return min(offers.values(), key=lambda each: each.key, default=None)


def _promise_view(sheet: Sheet, promise: Promise) -> FigureView:
    return target_view(sheet, promise.policy, promise.target, promise.status, _SHOWING)


def _offer_view(sheet: Sheet, offer: Offer, term: Term, quantity: Quantity) -> FigureView:
    """A ceiling or amount of support, set as a figure."""
    subsidy = offer.subsidy
    wording = sheet.wording(quantity)
    return FigureView(
        id=_SHOWING.part_id(offer.policy, subsidy.id),
        bound=sheet.gettext("up to") if term.role is Role.CAP else wording.bound,
        value=wording.value,
        per=wording.per,
        label=sheet.support(subsidy.kind),
        of=sheet.maybe(subsidy.beneficiary),
        deadline="",
        on=None,
        by=None,
        place=sheet.place(offer.policy.region),
        policy=sheet.policy(offer.policy),
        status=sheet.offer_status(subsidy, offer.policy, offer.status),
        note=None,
        outcome=None,
        witnesses=figure_witnesses(sheet, quantity, term.evidence or subsidy.evidence, term.others),
    )
