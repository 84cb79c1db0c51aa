"""Pages of comparisons: the entrance, the overview of targets and of subsidies, each metric, each kind of
subsidy.

Owns how comparisons are set. Refuses to rank across levels of government, and to leave a gap unexplained.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from decimal import Decimal
from typing import Final

from policygen.model.provenance import Absence
from policygen.model.quantities import Quantity
from policygen.model.subsidies import Role
from policygen.site.comparisons import Comparisons, Offer, Ranked, Ranking
from policygen.site.messages import N_
from policygen.site.pages import words
from policygen.site.pages.bars import Scale, axis_view, draw_bar, make_scale
from policygen.site.pages.cells import (
    absence_view,
    grouped_by_level,
    measure_words,
    missing_rows,
    offer_cell,
    promise_cell,
    unread_provinces,
)
from policygen.site.pages.figures import Showing, indicator_view
from policygen.site.pages.frames import make_frame
from policygen.site.pages.listing import (
    OFFER_DATA,
    TARGET_DATA,
    day_key,
    make_tools,
    number_key,
    place_key,
    target_data,
)
from policygen.site.pages.routes import COMPARE, PAIRS, SUBSIDIES, TARGETS, part_route, parts_of
from policygen.site.pages.rows import offer_row, written_words
from policygen.site.pages.sheet import Sheet
from policygen.site.views import (
    AbsenceView,
    Cell,
    CompareView,
    FigureView,
    KindView,
    Link,
    MatrixGroup,
    MatrixRow,
    MatrixView,
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


#: How many places one part of an overview holds.
ROWS: Final = 150


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
        matrices=tuple(sheet.link(sheet.gettext(title), route) for title, route in MATRICES.values()),
        pairs=sheet.link(sheet.gettext("Two provinces side by side"), PAIRS),
        reasons=reasons(sheet),
    )


def reasons(sheet: Sheet) -> tuple[tuple[AbsenceView, str], ...]:
    """The five reasons for an empty cell, each with its rule."""
    return tuple((sheet.absence(reason), sheet.gettext(words.ABSENCE_RULES[reason])) for reason in Absence)


def metric_links(sheet: Sheet, but: str = "") -> tuple[Link, ...]:
    """All metrics that any place has, those of most places first."""
    return tuple(
        sheet.metric(metric, note=sheet.ngettext("%(num)s place", "%(num)s places", number))
        for metric, number in _most_first(sheet.shelf.comparisons.promises)
        if metric != but
    )


def kind_links(sheet: Sheet, but: str = "") -> tuple[Link, ...]:
    """All kinds of subsidies that any place offers, those of most places first."""
    return tuple(
        sheet.support(kind, note=sheet.ngettext("%(num)s place", "%(num)s places", number))
        for kind, number in _most_first(sheet.shelf.comparisons.offers)
        if kind != but
    )


def matrix_places(comparisons: Comparisons, subject: str) -> set[str]:
    """The places of an overview: those with a value, or an absence that a record states."""
    if subject == "targets":
        found: Iterable[Mapping[str, object]] = (*comparisons.promises.values(), *comparisons.no_promise.values())
    else:
        found = (*comparisons.offers.values(), *comparisons.no_offer.values())
    return {region for places in found for region in places}


def matrix_page(sheet: Sheet, subject: str) -> MatrixView:
    """Places against metrics, or kinds of subsidy; `subject` says which, and the number of the part."""
    subject, number = subject.split(" ")
    comparisons = sheet.shelf.comparisons
    of_targets = subject == "targets"
    found: Mapping[str, Sized] = comparisons.promises if of_targets else comparisons.offers
    subjects = [each for each, _ in _most_first(found)]
    valued = matrix_places(comparisons, subject)
    silent = comparisons.policies.keys() - valued
    ordered = [region for regions in grouped_by_level(sheet, valued).values() for region in regions]
    part = int(number)
    shown = ordered[(part - 1) * ROWS : part * ROWS]
    title = sheet.gettext(MATRICES[subject][0])
    parts = parts_of(len(ordered), ROWS)
    head = title
    if part > 1:
        head = sheet.gettext("%(title)s, part %(part)s of %(parts)s", title=title, part=part, parts=parts)
    standfirst = sheet.messages.sentences(
        sheet.ngettext(
            "%(num)s place with at least one value.", "%(num)s places with at least one value each.", len(valued)
        ),
        sheet.ngettext(
            "%(num)s more place was read, and nothing found.",
            "%(num)s more places were read, and nothing found.",
            len(silent),
        )
        if silent
        else "",
        _unread_sentence(sheet),
    )
    return MatrixView(
        frame=make_frame(
            sheet,
            title,
            sheet.gettext("%(title)s: %(sentence)s", title=head, sentence=standfirst),
            head=head,
            crumbs=(sheet.link(sheet.gettext("Compare"), COMPARE),),
        ),
        standfirst=standfirst,
        columns=tuple(sheet.metric(each) if of_targets else sheet.support(each) for each in subjects),
        groups=tuple(
            MatrixGroup(
                sheet.levels(level),
                tuple(
                    MatrixRow(sheet.place(region), tuple(_matrix_cells(sheet, subjects, region, of_targets)))
                    for region in regions
                ),
            )
            for level, regions in grouped_by_level(sheet, shown).items()
        ),
        silent=tuple(sheet.place(region) for region in sheet.by_name(silent)),
        unread=tuple(sheet.place(region) for region in sheet.by_name(unread_provinces(sheet))),
        parts=(*_matrix_parts(sheet, subject, ordered), *_other_matrices(sheet, subject)),
    )


def metric_page(sheet: Sheet, subject: str) -> MetricView:
    """One metric, ranked within each level of government."""
    comparisons = sheet.shelf.comparisons
    metric = sheet.metric_of(subject)
    label = sheet.text(metric.label)
    rankings = comparisons.rank(subject)
    main = comparisons.measures[subject]
    drawn = [row.promise.target.quantity for ranking in rankings if ranking.measure == main for row in ranking.rows]
    scale = make_scale(drawn)
    groups = tuple(
        _ranked_group(sheet, subject, ranking, scale if ranking.measure == main else None) for ranking in rankings
    )
    absent = list(_without_promise(sheet, subject))
    about = sheet.maybe(metric.about)
    standfirst = _counts(
        sheet,
        sheet.ngettext(
            "%(num)s place names a figure.", "%(num)s places name a figure.", len(comparisons.promises[subject])
        ),
        len(absent),
    )
    return MetricView(
        frame=make_frame(
            sheet,
            label,
            sheet.gettext("%(title)s: %(sentence)s", title=label, sentence=standfirst),
            head=sheet.gettext("%(metric)s compared", metric=label),
            crumbs=_crumbs(sheet, "targets"),
        ),
        about=about,
        standfirst=standfirst,
        unit=measure_words(sheet, subject, main),
        rule=sheet.gettext(
            "Ranked within each level by the lower bound of the figure, ceilings by their upper one; "
            "of several figures of a place by that of its latest act. "
            "What is proposed, not comparable or over has no rank."
        ),
        groups=groups,
        tools=make_tools(sheet, TARGET_DATA, [row for group in groups for row in group.rows], f"targets-{subject}"),
        axis=axis_view(sheet, scale, drawn) if scale else None,
        missing=missing_rows(sheet, [*absent, *_unread(sheet)]),
        related=tuple(
            sheet.metric(other) for other in comparisons.related.get(subject, ()) if other in comparisons.promises
        ),
        indicators=tuple(_indicators(sheet, subject)),
        others=metric_links(sheet, but=subject),
    )


def kind_page(sheet: Sheet, subject: str) -> KindView:
    """One kind of subsidy, all offers side by side, level by level."""
    comparisons = sheet.shelf.comparisons
    kind = sheet.shelf.library.vocabulary.kinds[subject]
    label = sheet.text(kind.label)
    found = comparisons.offers[subject]
    rows = {
        level: [offer_row(sheet, offer) for offer in sorted(_offers(found, regions), key=lambda offer: offer.over)]
        for level, regions in grouped_by_level(sheet, found).items()
    }
    flat = [row for group in rows.values() for row in group]
    absent = list(_without_offer(sheet, subject))
    standfirst = sheet.messages.sentences(
        _counts(sheet, _offering(sheet, found), len(absent)),
        _spread(sheet, found.values()),
    )
    return KindView(
        frame=make_frame(
            sheet,
            label,
            sheet.gettext("%(title)s: %(sentence)s", title=label, sentence=standfirst),
            head=sheet.gettext("%(support)s side by side", support=label),
            crumbs=_crumbs(sheet, "subsidies"),
        ),
        about=sheet.maybe(kind.about),
        standfirst=standfirst,
        columns=tuple(
            (key, sheet.gettext(heading))
            for key, heading in words.OFFER_COLUMNS
            if any(getattr(row, key) for row in flat)
        ),
        groups=tuple(OfferGroup(sheet.levels(level), tuple(group)) for level, group in rows.items()),
        tools=make_tools(sheet, OFFER_DATA, flat, f"subsidies-{subject}"),
        missing=missing_rows(sheet, [*absent, *_unread(sheet)]),
        others=kind_links(sheet, but=subject),
    )


def _most_first(found: Mapping[str, Sized]) -> list[tuple[str, int]]:
    return sorted(((subject, len(places)) for subject, places in found.items()), key=lambda each: -each[1])


def _crumbs(sheet: Sheet, matrix: str) -> tuple[Link, ...]:
    title = sheet.gettext("Targets") if matrix == "targets" else sheet.gettext("Subsidies")
    return (sheet.link(sheet.gettext("Compare"), COMPARE), sheet.link(title, MATRICES[matrix][1]))


def _matrix_parts(sheet: Sheet, subject: str, ordered: Sequence[str]) -> Iterator[Link]:
    """The parts of a long overview, named by their first and last place."""
    parts = parts_of(len(ordered), ROWS)
    for part in range(1, parts + 1) if parts > 1 else ():
        shown = ordered[(part - 1) * ROWS : part * ROWS]
        text = sheet.gettext("%(first)s to %(last)s", first=sheet.name(shown[0]), last=sheet.name(shown[-1]))
        yield sheet.link(text, part_route(MATRICES[subject][1], part))


def _other_matrices(sheet: Sheet, subject: str) -> Iterator[Link]:
    for other, (text, route) in MATRICES.items():
        if other != subject:
            yield sheet.link(sheet.gettext(text), route)


def _matrix_cells(sheet: Sheet, subjects: Sequence[str], region: str, of_targets: bool) -> Iterator[Cell]:
    comparisons = sheet.shelf.comparisons
    for subject in subjects:
        if of_targets:
            yield promise_cell(sheet, subject, comparisons.promise_cell(subject, region))
        else:
            yield offer_cell(sheet, comparisons.offer_cell(subject, region))


def _without_promise(sheet: Sheet, metric: str) -> Iterator[tuple[str, AbsenceView]]:
    """The places read that have no figure of the metric, with the reason."""
    comparisons = sheet.shelf.comparisons
    for region in comparisons.policies.keys() - comparisons.promises[metric].keys():
        absence = absence_view(sheet, comparisons.promise_cell(metric, region).reason, metric)
        assert absence is not None
        yield region, absence


def _without_offer(sheet: Sheet, kind: str) -> Iterator[tuple[str, AbsenceView]]:
    comparisons = sheet.shelf.comparisons
    for region in comparisons.policies.keys() - comparisons.offers[kind].keys():
        absence = absence_view(sheet, comparisons.offer_cell(kind, region).reason)
        assert absence is not None
        yield region, absence


def _unread(sheet: Sheet) -> list[tuple[str, AbsenceView]]:
    not_read = sheet.absence(Absence.NOT_READ)
    return [(province, not_read) for province in unread_provinces(sheet)]


def _counts(sheet: Sheet, first: str, silent: int) -> str:
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
        _unread_sentence(sheet),
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


def _unread_sentence(sheet: Sheet) -> str:
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


def _ranked_group(sheet: Sheet, metric: str, ranking: Ranking, scale: Scale | None) -> RankedGroup:
    """Only figures of the main measure are drawn: there is one scale."""
    is_main = ranking.measure == sheet.shelf.comparisons.measures[metric]
    return RankedGroup(
        level=sheet.levels(ranking.level),
        unit="" if is_main else measure_words(sheet, metric, ranking.measure),
        rows=tuple(_ranked_row(sheet, row, scale if is_main else None) for row in ranking.rows),
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


def _indicators(sheet: Sheet, metric: str) -> Iterator[FigureView]:
    showing = Showing(place=True, policy=True)
    for figures in sheet.shelf.indicators.values():
        for figure in figures:
            if figure.indicator.metric == metric:
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
