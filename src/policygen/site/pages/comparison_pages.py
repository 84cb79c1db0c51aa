"""Pages of comparisons: the entrance, the overview of targets and of subsidies, each metric, each kind of
subsidy.

Owns how comparisons are set. Refuses to rank across levels of government, and to leave a gap unexplained.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from typing import Final

from policygen.model.provenance import Absence
from policygen.model.quantities import Quantity
from policygen.model.subsidies import Role
from policygen.site.comparisons import Offer, Ranked, Ranking
from policygen.site.messages import N_
from policygen.site.pages import words
from policygen.site.pages.bars import Scale, axis_view, draw_bar, make_scale
from policygen.site.pages.bartables import draw_offers
from policygen.site.pages.cells import (
    absence_view,
    grouped_by_level,
    measure_words,
    missing_rows,
    unread_provinces,
)
from policygen.site.pages.cuts import share
from policygen.site.pages.cutting import EMBED, FIGURE, OFFER, PAGE, figures_cut, offers_cut
from policygen.site.pages.figures import Showing, indicator_view
from policygen.site.pages.frames import make_frame
from policygen.site.pages.listing import (
    OFFER_DATA,
    TARGET_DATA,
    day_key,
    listed_link,
    make_tools,
    number_key,
    place_key,
    target_data,
)
from policygen.site.pages.parts import Portion
from policygen.site.pages.routes import (
    CHOOSE,
    COMPARE,
    PAIRS,
    SUBSIDIES,
    SUBSIDY_LIST,
    TARGET_LIST,
    TARGETS,
    kind_route,
    metric_route,
)
from policygen.site.pages.rows import offer_row, written_words
from policygen.site.pages.sheet import Sheet
from policygen.site.pages.squares import support_matrix
from policygen.site.pages.tops import leading, missing_note, more_link, strongest, wide_places
from policygen.site.views import (
    AbsenceView,
    CompareView,
    FigureView,
    KindView,
    Link,
    MetricView,
    OfferGroup,
    RankedGroup,
    RankedRow,
)

#: The overviews by the subject of their page.
MATRICES: Final = {
    "targets": (N_("Targets, place by place"), TARGETS),
    "subsidies": (N_("Subsidies, place by place"), SUBSIDIES),
}


#: How many figures that nobody promised stand on the first page of a long comparison.
_INDICATORS: Final = 40


def compare_page(sheet: Sheet, _subject: str) -> CompareView:
    """The entrance: every metric and kind with the number of places that have it."""
    standfirst = sheet.gettext(
        "Only like is compared with like: one metric, one unit, one level of government. "
        "Where there is no value, the cell says why."
    )
    return CompareView(
        frame=make_frame(sheet, sheet.gettext("Compare"), standfirst),
        standfirst=standfirst,
        metrics=metric_links(sheet),
        kinds=kind_links(sheet),
        support=support_matrix(sheet),
        ways=(
            sheet.link(sheet.gettext("Choose two to four places"), CHOOSE),
            *(sheet.link(sheet.gettext(title), route) for title, route in MATRICES.values()),
            sheet.link(sheet.gettext("Two provinces side by side"), PAIRS),
            sheet.link(sheet.gettext("All targets in one list"), TARGET_LIST),
            sheet.link(sheet.gettext("All support in one list"), SUBSIDY_LIST),
        ),
        reasons=reasons(sheet),
    )


def reasons(sheet: Sheet) -> tuple[tuple[AbsenceView, str], ...]:
    """The five reasons for an empty cell, each with its rule."""
    return tuple((sheet.absence(reason), sheet.gettext(words.ABSENCE_RULES[reason])) for reason in Absence)


def metric_links(sheet: Sheet, but: str = "") -> tuple[Link, ...]:
    """All metrics that any place has, those of most places first."""
    return tuple(
        sheet.metric(metric, note=sheet.ngettext("%(num)s place", "%(num)s places", number))
        for metric, number in most_first(sheet.shelf.comparisons.promises)
        if metric != but
    )


def kind_links(sheet: Sheet, but: str = "") -> tuple[Link, ...]:
    """All kinds of subsidies that any place offers, those of most places first."""
    return tuple(
        sheet.support(kind, note=sheet.ngettext("%(num)s place", "%(num)s places", number))
        for kind, number in most_first(sheet.shelf.comparisons.offers)
        if kind != but
    )


def metric_page(sheet: Sheet, subject: str) -> MetricView:
    """One metric, ranked within each level of government; `subject` names it, and the part of a long table."""
    subject, _, part = subject.partition(" ")
    comparisons = sheet.shelf.comparisons
    metric = sheet.metric_of(subject)
    portion = Portion.of(sheet, figures_cut(subject), part)
    title = portion.title(sheet, sheet.text(metric.label))
    found = comparisons.promises[subject]
    rankings = comparisons.rank(subject, portion.ids)
    main = comparisons.measures[subject]
    is_short = portion.is_top or sheet.is_embedded
    first = [leading(ranking) if is_short else ranking.rows for ranking in rankings]
    most = share([len(rows) for rows in first], (EMBED if sheet.is_embedded else PAGE) // FIGURE)
    shown = [replace(ranking, rows=rows[:most]) for ranking, rows in zip(rankings, first, strict=True)]
    drawn = [row.promise.target.quantity for ranking in shown if ranking.measure == main for row in ranking.rows]
    scale = make_scale(drawn)
    groups = tuple(
        _ranked_group(
            sheet,
            subject,
            ranking,
            scale if ranking.measure == main else None,
            more_link(sheet, len(whole.rows), len(ranking.rows), portion),
        )
        for whole, ranking in zip(rankings, shown, strict=True)
    )
    silent = [place for place in portion.among(comparisons.policies) if place not in found]
    named = wide_places(sheet, silent) if is_short else silent
    naming = sum(place in found for place in portion.ids) if portion.ids else len(found)
    standfirst = sheet.messages.sentences(
        _counts(
            sheet,
            sheet.ngettext("%(num)s place names a figure.", "%(num)s places name a figure.", naming),
            len(silent),
            portion,
        ),
        sheet.gettext("Ranks are those among these places.") if part else "",
        sheet.gettext("The first of each level stand here with one figure each, and all figures place by place.")
        if portion.is_top
        else "",
    )
    return MetricView(
        frame=make_frame(
            sheet,
            title,
            sheet.gettext("%(title)s: %(sentence)s", title=title, sentence=standfirst),
            head=sheet.gettext("%(metric)s compared", metric=title),
            crumbs=(*_crumbs(sheet, "targets"), *((sheet.metric(subject),) if part else ())),
        ),
        about=sheet.maybe(metric.about),
        standfirst=standfirst,
        unit=measure_words(sheet, subject, main),
        rule=sheet.gettext(
            "Ranked within each level by the lower bound of the figure, ceilings by their upper one; "
            "of several figures of a place by that of its latest act. "
            "What is proposed, not comparable or over has no rank."
        ),
        groups=groups,
        tools=make_tools(sheet, TARGET_DATA, [row for group in groups for row in group.rows], f"targets-{subject}")
        if portion.is_whole and not sheet.is_embedded
        else None,
        listed=None if portion.is_whole else listed_link(sheet, TARGET_LIST, "metric", subject),
        axis=axis_view(
            sheet,
            scale,
            [row.bar for group in groups for row in group.rows if row.bar],
            measure_words(sheet, subject, main),
            subject,
        )
        if scale
        else None,
        missing=missing_rows(sheet, [*_without_promise(sheet, subject, named), *_unread(sheet, portion)]),
        missing_note=missing_note(sheet, silent, named),
        related=tuple(
            sheet.metric(other) for other in comparisons.related.get(subject, ()) if other in comparisons.promises
        ),
        indicators=tuple(_indicators(sheet, subject, portion)),
        others=metric_links(sheet, but=subject) if not part else (),
        pager=portion.by_place(
            sheet, metric_route(subject), lambda places: sum(len(found.get(place, ())) for place in places)
        ),
    )


def kind_page(sheet: Sheet, subject: str) -> KindView:
    """One kind of subsidy, offers side by side, level by level; `subject` names it, and the part of a long table."""
    subject, _, part = subject.partition(" ")
    comparisons = sheet.shelf.comparisons
    kind = sheet.vocabulary.kinds[subject]
    portion = Portion.of(sheet, offers_cut(subject), part)
    title = portion.title(sheet, sheet.text(kind.label))
    everywhere = comparisons.offers[subject]
    found = {place: everywhere[place] for place in portion.among(everywhere) if place in everywhere}
    silent = [place for place in portion.among(comparisons.policies) if place not in found]
    is_short = portion.is_top or sheet.is_embedded
    named = wide_places(sheet, silent) if is_short else silent
    offers = {level: _offers(found, regions) for level, regions in grouped_by_level(sheet, found).items()}
    most = share([len(each) for each in offers.values()], (EMBED if sheet.is_embedded else PAGE) // OFFER)
    rows = {
        level: [
            offer_row(sheet, offer)
            for offer in sorted(strongest(each, most) if is_short else each[:most], key=lambda offer: offer.over)
        ]
        for level, each in offers.items()
    }
    flat = [row for group in rows.values() for row in group]
    standfirst = sheet.messages.sentences(
        _counts(sheet, _offering(sheet, found), len(silent), portion),
        _spread(sheet, found.values()),
        sheet.gettext("The highest ceilings of each level stand here, and all offers place by place.")
        if portion.is_top
        else "",
    )
    return KindView(
        frame=make_frame(
            sheet,
            title,
            sheet.gettext("%(title)s: %(sentence)s", title=title, sentence=standfirst),
            head=sheet.gettext("%(support)s side by side", support=title),
            crumbs=(*_crumbs(sheet, "subsidies"), *((sheet.support(subject),) if part else ())),
        ),
        about=sheet.maybe(kind.about),
        standfirst=standfirst,
        columns=tuple(
            (key, sheet.gettext(heading))
            for key, heading in words.OFFER_COLUMNS
            if any(getattr(row, key) for row in flat)
        ),
        groups=tuple(
            OfferGroup(sheet.levels(level), tuple(group), more_link(sheet, len(offers[level]), len(group), portion))
            for level, group in rows.items()
        ),
        drawn=draw_offers(sheet, subject, [offer for each in offers.values() for offer in each])
        if not part and not sheet.is_embedded
        else None,
        tools=make_tools(sheet, OFFER_DATA, flat, f"subsidies-{subject}")
        if portion.is_whole and not sheet.is_embedded
        else None,
        listed=None if portion.is_whole else listed_link(sheet, SUBSIDY_LIST, "kind", subject),
        missing=missing_rows(sheet, [*_without_offer(sheet, subject, named), *_unread(sheet, portion)]),
        missing_note=missing_note(sheet, silent, named),
        others=kind_links(sheet, but=subject) if not part else (),
        pager=portion.by_place(
            sheet, kind_route(subject), lambda places: sum(len(everywhere.get(place, ())) for place in places)
        ),
    )


def most_first(found: Mapping[str, Sized]) -> list[tuple[str, int]]:
    """Metrics or kinds with the number of their places, those of most places first."""
    return sorted(((subject, len(places)) for subject, places in found.items()), key=lambda each: -each[1])


def _crumbs(sheet: Sheet, matrix: str) -> tuple[Link, ...]:
    title = sheet.gettext("Targets") if matrix == "targets" else sheet.gettext("Subsidies")
    return (sheet.link(sheet.gettext("Compare"), COMPARE), sheet.link(title, MATRICES[matrix][1]))


def _without_promise(sheet: Sheet, metric: str, places: Iterable[str]) -> Iterator[tuple[str, AbsenceView]]:
    """Places that have no figure of the metric, with the reason."""
    comparisons = sheet.shelf.comparisons
    for region in places:
        absence = absence_view(sheet, comparisons.promise_cell(metric, region).reason, metric)
        assert absence is not None
        yield region, absence


def _without_offer(sheet: Sheet, kind: str, places: Iterable[str]) -> Iterator[tuple[str, AbsenceView]]:
    comparisons = sheet.shelf.comparisons
    for region in places:
        absence = absence_view(sheet, comparisons.offer_cell(kind, region).reason)
        assert absence is not None
        yield region, absence


def _unread(sheet: Sheet, portion: Portion) -> list[tuple[str, AbsenceView]]:
    """The provinces not read; a part is of places that were."""
    if portion.ids is not None:
        return []
    not_read = sheet.absence(Absence.NOT_READ)
    return [(province, not_read) for province in unread_provinces(sheet)]


def _counts(sheet: Sheet, first: str, silent: int, portion: Portion) -> str:
    """How many have a value, how many say nothing, how many are not read."""
    return sheet.messages.sentences(
        first,
        sheet.ngettext(
            "%(num)s place that was read has none to compare.",
            "%(num)s places that were read have none to compare.",
            silent,
        )
        if silent
        else "",
        unread_sentence(sheet) if portion.ids is None else "",
    )


def _offering(sheet: Sheet, found: Mapping[str, Sequence[Offer]]) -> str:
    """How many places offer it, and how many only did."""
    now = sum(any(not offer.over for offer in offers) for offers in found.values())
    before = len(found) - now
    return sheet.messages.sentences(
        sheet.ngettext("%(num)s place offers it.", "%(num)s places offer it.", now) if now else "",
        sheet.ngettext("%(num)s place offered it until it ended.", "%(num)s places offered it until it ended.", before)
        if before
        else "",
    )


def unread_sentence(sheet: Sheet) -> str:
    """How many provinces are not read."""
    unread = len(unread_provinces(sheet))
    return (
        sheet.ngettext(
            "Of %(num)s province no act of its own has been read yet.",
            "Of %(num)s provinces no act of their own has been read yet.",
            unread,
        )
        if unread
        else ""
    )


def _ranked_group(sheet: Sheet, metric: str, ranking: Ranking, scale: Scale | None, more: Link | None) -> RankedGroup:
    """Only figures of the main measure are drawn: there is one scale."""
    is_main = ranking.measure == sheet.shelf.comparisons.measures[metric]
    return RankedGroup(
        level=sheet.levels(ranking.level),
        unit="" if is_main else measure_words(sheet, metric, ranking.measure),
        rows=tuple(_ranked_row(sheet, row, scale if is_main else None) for row in ranking.rows),
        more=more,
    )


def _ranked_row(sheet: Sheet, row: Ranked, scale: Scale | None) -> RankedRow:
    promise = row.promise
    target = promise.target
    return RankedRow(
        rank="" if row.rank is None else sheet.messages.number(row.rank),
        tied=row.tied,
        place=sheet.place(promise.policy.region),
        within=sheet.within(promise.policy.region),
        value=Link(
            sheet.figure(target.quantity, sheet.metric_of(target.metric)), sheet.policy(promise.policy, target.id).href
        ),
        bar=draw_bar(target.quantity, scale, muted=promise.over) if scale else None,
        of=sheet.maybe(target.of),
        deadline=sheet.deadline(target.deadline),
        status=sheet.promise_status(target, promise.status) if not promise.proposed else sheet.status(promise.policy),
        policy=sheet.policy(promise.policy),
        written=written_words(sheet, target.evidence, target.quantity),
        witness=sheet.citation(target.evidence[0].citation),
        ended=promise.over,
        data=target_data(sheet, promise),
        value_key=number_key(target.quantity),
        deadline_key=day_key(target.deadline),
        place_key=place_key(sheet, promise.policy.region),
    )


def _indicators(sheet: Sheet, metric: str, portion: Portion) -> Iterator[FigureView]:
    showing = Showing(place=True, policy=True)
    found = (
        figure
        for place in portion.among(sheet.shelf.indicators)
        for figure in sheet.shelf.indicators.get(place, ())
        if figure.indicator.metric == metric
    )
    for figure in islice(found, _INDICATORS if portion.is_top else None):
        yield indicator_view(sheet, figure.indicator, figure.policy, figure.article, showing)


def _offers(found: Mapping[str, Sequence[Offer]], regions: Sequence[str]) -> list[Offer]:
    return [offer for region in regions for offer in found[region]]


def _spread(sheet: Sheet, offers: Iterable[Sequence[Offer]]) -> str:
    """How far the ceilings of what is offered differ, where at least two places name one in one currency."""
    caps: dict[str, dict[str, tuple[Decimal, Quantity]]] = {}
    for found in offers:
        for offer in found:
            for term in offer.subsidy.terms:
                quantity = term.quantity
                if offer.over or term.role is not Role.CAP or quantity is None or quantity.maximum is None:
                    continue
                by_place = caps.setdefault(f"{quantity.unit} {quantity.per} {quantity.each}", {})
                known = by_place.get(offer.policy.region)
                if known is None or known[0] < quantity.maximum:
                    by_place[offer.policy.region] = (quantity.maximum, quantity)
    for by_place in caps.values():
        ordered = sorted(by_place.values(), key=lambda each: each[0])
        if len(ordered) > 1 and ordered[0][0] < ordered[-1][0]:
            low, high = (sheet.wording(quantity) for _, quantity in (ordered[0], ordered[-1]))
            return sheet.gettext(
                "Ceilings reach from %(low)s to %(high)s.",
                low=" ".join(filter(None, (low.value, low.per))),
                high=" ".join(filter(None, (high.value, high.per))),
            )
    return ""
