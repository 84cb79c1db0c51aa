"""Pages of places: every level of government, and the list of all.

Owns what is a place's own, what reaches it from above and what adds up from within, always told apart.
Refuses to count anything twice: a roll-up lists each place with its own records only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final

from policygen.model.records import Policy
from policygen.model.regions import Level, Region
from policygen.model.texts import pick
from policygen.site.comparisons import Offer, Promise, newest_first
from policygen.site.messages import N_
from policygen.site.pages.bartables import draw_promises
from policygen.site.pages.brief import brief_of
from policygen.site.pages.choose_pages import choose_link
from policygen.site.pages.chronicle import ALL
from policygen.site.pages.cutting import BAR, FIGURE, OFFER, PAGE, POLICY, own_room, region_cut
from policygen.site.pages.figures import (
    Showing,
    commitment_view,
    declared_view,
    indicator_view,
    subsidy_view,
    target_view,
)
from policygen.site.pages.following import find_feeds, follow_view, region_key
from policygen.site.pages.frames import crumbs_to, make_frame
from policygen.site.pages.listing import OFFER_DATA, POLICY_DATA, TARGET_DATA, listed_link, make_tools, top_of
from policygen.site.pages.maps import tile_map
from policygen.site.pages.own_records import latest_offers, own_records, shown
from policygen.site.pages.parts import Portion
from policygen.site.pages.routes import PLACES, POLICIES, SUBSIDY_LIST, TARGET_LIST, pair_route, region_route
from policygen.site.pages.rows import figure_row, offer_row, place_row, policy_row
from policygen.site.pages.sheet import Sheet
from policygen.site.pages.shelf import Tally, tally_of
from policygen.site.pages.timeline_pages import timeline_link
from policygen.site.pages.workings import ask_link
from policygen.site.views import (
    Addend,
    BarTable,
    Inherited,
    Link,
    OwnMore,
    PlaceCardView,
    PlaceRow,
    PlacesView,
    PolicyRow,
    RegionView,
    RollUp,
    Words,
)

#: How many policies of the places within are listed, newest first.
_NEWEST_BELOW: Final = 60
#: How many places a sum names one by one.
_ADDENDS: Final = 200
#: What the list of places may take of a page, in lines.
_ROWS: Final = PAGE // 4

#: The sections of the page of a place: anchor and heading. From so many on they are listed at its head.
_SECTIONS: Final = (
    ("targets", N_("Targets")),
    ("support", N_("Support offered")),
    ("commitments", N_("Commitments")),
    ("policies", N_("Policies")),
    ("figures", N_("Figures nobody promised")),
    ("compared", N_("Figures side by side")),
    ("within", N_("In the places within")),
    ("above", N_("From above")),
)
_CONTENTS: Final = 3


def places_page(sheet: Sheet, _subject: str) -> PlacesView:
    """Every place that has a page, in tree order, country by country."""
    shelf = sheet.shelf
    read = len(shelf.comparisons.policies)
    title = sheet.gettext("Places")
    deepest = _deepest(sheet)
    levels = Counter(sheet.region(region).level for region in shelf.comparisons.policies)
    standfirst = sheet.messages.sentences(
        sheet.ngettext("%(num)s place has records of its own.", "%(num)s places have records of their own.", read)
        if read
        else sheet.gettext("No place has been read yet."),
        _unread_sentence(sheet, [p for p in shelf.provinces if not shelf.is_read(p) and not shelf.read_within.get(p)]),
        sheet.gettext("Narrower places stand on the page of the place they are in.") if deepest < len(Level) else "",
    )
    tops = [region for region, found in shelf.places.items() if found.parent is None]
    groups = tuple((sheet.name(top), tuple(_tree_rows(sheet, top, 0, deepest))) for top in tops)
    description = sheet.gettext(
        "All places of the tracker with their policies, targets and subsidies: %(levels)s.",
        levels=sheet.messages.list(f"{sheet.levels(level)} {number}" for level, number in sorted(levels.items())),
    )
    return PlacesView(make_frame(sheet, title, description), standfirst, tile_map(sheet), groups)


def region_page(sheet: Sheet, subject: str) -> RegionView:
    """One place of any level; `subject` is its id, and the part of its records where they are many."""
    place, _, part = subject.partition(" ")
    shelf = sheet.shelf
    region = sheet.region(place)
    portion = Portion.of(sheet, region_cut(place), part)
    own = own_records(sheet, place, portion)
    if part:
        standfirst = sheet.gettext("%(tally)s.", tally=tally_sentence(sheet, tally_of(own.announced)))
    else:
        standfirst = sheet.messages.sentences(
            _standfirst(sheet, region),
            sheet.gettext("The latest of its own stand here, and all of it year by year.") if portion.is_top else "",
        )
    head = portion.title(sheet, sheet.whole_name(place))
    showing = Showing(policy=True)
    policies, more_policies = shown(sheet, own.policies, portion)
    targets, more_targets = shown(sheet, own.targets, portion)
    commitments, more_commitments = shown(sheet, own.commitments, portion)
    offers, more_offers = shown(sheet, latest_offers(own, portion), portion)
    figures, more_figures = shown(sheet, own.figures, portion)
    declared, more_declared = shown(sheet, own.declared, portion)
    rows = tuple(policy_row(sheet, policy) for policy in policies)
    above = tuple(_inherited(sheet, place)) if not part else ()
    drawn: tuple[BarTable, ...] = ()
    if not part and place != shelf.home:
        drawn = tuple(draw_promises(sheet, place, shelf.read_within.get(place, ())))
    taken = (
        POLICY * _NEWEST_BELOW
        + sum(map(own_room, own.policies))
        + BAR * sum(len(rows) for table in drawn for _, rows in table.groups)
    )
    below = _roll_up(sheet, place, PAGE - taken) if not part else None
    there = (targets, offers, commitments, policies, figures, drawn, below, above)
    return RegionView(
        frame=make_frame(
            sheet,
            portion.title(sheet, sheet.name(region)),
            sheet.gettext("%(place)s: %(sentence)s", place=head, sentence=standfirst or sheet.gettext("not read yet")),
            head=head,
            crumbs=(sheet.link(sheet.gettext("Places"), PLACES), *crumbs_to(sheet, place, itself=bool(part))),
            feeds=find_feeds(sheet, region_key(sheet, place), ALL),
        ),
        level=sheet.level(region.level),
        names=_names(sheet, region) if not part else (),
        standfirst=standfirst,
        empty=_empty(sheet, region) if not part else "",
        policies=rows,
        tools=make_tools(sheet, POLICY_DATA, rows, _file("policies", subject), name="own")
        if portion.is_whole
        else None,
        targets=tuple(target_view(sheet, *each, showing) for each in targets),
        commitments=tuple(commitment_view(sheet, *each, showing) for each in commitments),
        subsidies=tuple(subsidy_view(sheet, o.policy, o.subsidy, o.status, showing) for o in offers),
        ask=ask_link(sheet, place) if offers else None,
        indicators=tuple(
            indicator_view(sheet, figure.indicator, figure.policy, figure.article, showing) for figure in figures
        ),
        declared=tuple(declared_view(sheet, each) for each in declared),
        more=OwnMore(more_policies, more_targets, more_commitments, more_offers, more_figures, more_declared),
        listed=None if portion.is_whole else listed_link(sheet, POLICIES, "place", top_of(shelf, place)),
        pager=portion.by_time(
            sheet, region_route(place), lambda ids: sum(source.startswith("policy/") for source in ids)
        ),
        above=above,
        below=below,
        children=tuple(_noted_places(sheet, shelf.children.get(place, ()))) if not part else (),
        unread=_unread_within(sheet, place) if not part else "",
        neighbours=tuple(sheet.place(other) for other in sheet.by_name(_neighbours(sheet, region))) if not part else (),
        choose=choose_link(sheet, subject),
        pairs=pair_links(sheet, place) if not part else (),
        brief=brief_of(sheet, place) if not part and region.level <= Level.CITY else None,
        follow=follow_view(sheet, region_key(sheet, place)) if not part else None,
        drawn=drawn,
        contents=_contents(sheet, there),
        timeline=timeline_link(sheet, place, sheet.gettext("What falls due here, year by year")) if not part else None,
    )


def place_card(sheet: Sheet, subject: str) -> PlaceCardView:
    """The place as other sites embed it."""
    region = sheet.region(subject)
    standfirst = _standfirst(sheet, region)
    brief = brief_of(sheet, subject)
    head = sheet.whole_name(subject)
    return PlaceCardView(
        frame=make_frame(
            sheet,
            sheet.name(region),
            sheet.gettext("%(place)s: %(sentence)s", place=head, sentence=standfirst),
            head=head,
        ),
        within=sheet.within(subject),
        names=_names(sheet, region),
        standfirst=standfirst,
        strongest=brief.strongest if brief else (),
        next=brief.next if brief else (),
    )


def _contents(sheet: Sheet, there: Iterable[object]) -> tuple[Link, ...]:
    """The ways down the page to the sections that are there, if there are several."""
    sections = [section for section, found in zip(_SECTIONS, there, strict=True) if found]
    if len(sections) < _CONTENTS:
        return ()
    return tuple(Link(sheet.gettext(text), f"#{anchor}") for anchor, text in sections)


def pair_links(sheet: Sheet, province: str) -> tuple[Link, ...]:
    """The comparisons of a province with each other one; none for other places."""
    pairs = sheet.shelf.pairs
    if province not in pairs:
        return ()
    return tuple(
        sheet.link(sheet.short_name(other), pair_route(province, other))
        for other in sheet.by_name(pairs)
        if other != province
    )


def tally_sentence(sheet: Sheet, tally: Tally) -> str:
    """The tally in words: "3 policies with 4 targets and 7 subsidies"; parts that are none are left out."""
    parts = []
    if tally.targets:
        parts.append(sheet.ngettext("%(num)s target", "%(num)s targets", tally.targets))
    if tally.commitments:
        parts.append(sheet.ngettext("%(num)s commitment", "%(num)s commitments", tally.commitments))
    if tally.subsidies:
        parts.append(sheet.ngettext("%(num)s subsidy", "%(num)s subsidies", tally.subsidies))
    policies = sheet.ngettext("%(num)s policy", "%(num)s policies", tally.policies)
    if not parts:
        return policies
    return sheet.gettext("%(policies)s with %(parts)s", policies=policies, parts=sheet.messages.list(parts))


def _standfirst(sheet: Sheet, region: Region) -> str:
    """What there is of the place and within it, and what is overdue; "" for a place not read yet."""
    shelf = sheet.shelf
    own, within = shelf.own[region.id], shelf.within[region.id]
    sentences = []
    if own.policies:
        sentences.append(sheet.gettext("Of its own: %(tally)s.", tally=tally_sentence(sheet, own)))
    if within.policies:
        places = len(shelf.read_within[region.id])
        sentences.append(
            sheet.ngettext(
                "In %(num)s place within it: %(tally)s.",
                "In %(num)s places within it: %(tally)s.",
                places,
                tally=tally_sentence(sheet, within),
            )
        )
    overdue = shelf.overdue.get(region.id, 0)
    if overdue:
        sentences.append(
            sheet.ngettext(
                "The deadline of %(num)s promise has passed without a recorded outcome.",
                "The deadlines of %(num)s promises have passed without a recorded outcome.",
                overdue,
            )
        )
    return sheet.messages.sentences(*sentences)


def _names(sheet: Sheet, region: Region) -> tuple[Words, ...]:
    """The place's names in the other languages of the tracker."""
    shown = sheet.name(region)
    names = (pick(region.name, language) for language in sheet.routes.languages if language != sheet.language)
    return tuple(Words(name, sheet.lang(language)) for name, language in dict.fromkeys(names) if name != shown)


def _empty(sheet: Sheet, region: Region) -> str:
    shelf = sheet.shelf
    if shelf.own[region.id].policies:
        return ""
    if shelf.within[region.id].policies:
        return sheet.gettext("No act of the place itself has been read yet; below is what the places within it have.")
    return sheet.gettext(
        "No source on this place has been read yet. "
        "That says nothing about what it has: there may be plans, targets and support."
    )


def _inherited(sheet: Sheet, subject: str) -> Iterator[Inherited]:
    """The acts of the places above that are in force, nearest place first; events and proposals reach nobody. Many of
    them are neither listed nor counted here.
    """
    shelf = sheet.shelf
    for above in shelf.library.gazetteer.ancestors(subject):
        if above.id not in shelf.reaching:
            continue
        reaching = shelf.reaching[above.id]
        name = sheet.name(above)
        if reaching:
            sentence = sheet.ngettext(
                "%(num)s act of %(place)s that is in force also applies here; it is counted there, not here.",
                "%(num)s acts of %(place)s that are in force also apply here; they are counted there, not here.",
                len(reaching),
                place=name,
            )
        else:
            sentence = sheet.gettext(
                "The acts of %(place)s that are in force also apply here; they are counted there, not here.", place=name
            )
        yield Inherited(sheet.place(above.id), sentence, _reaching_rows(sheet, above.id, reaching))


def _reaching_rows(sheet: Sheet, above: str, reaching: Sequence[Policy]) -> tuple[PolicyRow, ...]:
    """The acts of a place above, the same on the pages of all places of one folder."""
    return sheet.shelf.once(
        ("reaching", sheet.language, sheet.folder, above),
        lambda: tuple(policy_row(sheet, policy) for policy in reaching),
    )


def _roll_up(sheet: Sheet, subject: str, room: int) -> RollUp | None:
    """What the places within have, with their figures and offers if there is `room` for them. The page of the whole
    country counts only: its lists would be the whole tracker.
    """
    shelf = sheet.shelf
    read = shelf.read_within.get(subject, ())
    if not read:
        return None
    within = shelf.within[subject]
    sentence = sheet.ngettext(
        "%(num)s place within it has records: %(tally)s. Each is counted once, where it belongs.",
        "%(num)s places within it have records: %(tally)s. Each is counted once, where it belongs.",
        len(read),
        tally=tally_sentence(sheet, within),
    )
    inside = set(read)
    promises: list[Promise] = []
    offers: list[Offer] = []
    is_home = subject == shelf.home
    listed = not is_home and FIGURE * within.targets + OFFER * within.subsidies <= room
    if listed:
        promises = [
            promise
            for found in shelf.comparisons.promises.values()
            for region in found.keys() & inside
            for promise in found[region]
        ]
        offers = [
            offer
            for found in shelf.comparisons.offers.values()
            for region in found.keys() & inside
            for offer in found[region]
        ]
        order = {region: index for index, region in enumerate(read)}
        promises.sort(key=lambda p: (order[p.policy.region], p.over, p.policy.id, p.target.id))
        offers.sort(key=lambda o: (order[o.policy.region], o.over, o.policy.id, o.subsidy.id))
    policies: list[Policy] = []
    if not is_home:
        policies = newest_first(policy for region in read for policy in shelf.comparisons.policies[region])
    few = len(read) <= _ADDENDS
    rows = tuple(policy_row(sheet, policy) for policy in policies[:_NEWEST_BELOW])
    figures = tuple(figure_row(sheet, promise) for promise in promises)
    offered = tuple(offer_row(sheet, offer) for offer in offers)
    more = len(policies) > _NEWEST_BELOW
    top = top_of(shelf, subject)
    elsewhere = not is_home and not listed
    return RollUp(
        sentence=sentence,
        policies=rows,
        policy_tools=None
        if more
        else make_tools(sheet, POLICY_DATA, rows, _file("policies-within", subject), name="policies"),
        more=listed_link(sheet, POLICIES, "place", top) if more else None,
        caption=sheet.gettext("Each place with its own records only, so that nothing is counted twice")
        if few
        else sheet.gettext("Each place with the places within it, so that nothing is counted twice"),
        addends=tuple(_addends(sheet, read) if few else _addends_within(sheet, subject)),
        figures=figures,
        figure_tools=make_tools(sheet, TARGET_DATA, figures, _file("targets-within", subject), name="targets"),
        more_figures=listed_link(sheet, TARGET_LIST, "place", top) if elsewhere and within.targets else None,
        offers=offered,
        offer_tools=make_tools(sheet, OFFER_DATA, offered, _file("subsidies-within", subject), name="subsidies"),
        more_offers=listed_link(sheet, SUBSIDY_LIST, "place", top) if elsewhere and within.subsidies else None,
    )


def _file(what: str, region: str) -> str:
    """The name of a table's download."""
    return f"{what}-{region.replace('/', '-')}"


def _addends(sheet: Sheet, read: Iterable[str]) -> Iterator[Addend]:
    for region in read:
        own = sheet.shelf.own[region]
        yield Addend(sheet.place(region), own.policies, own.targets, own.subsidies)


def _addends_within(sheet: Sheet, subject: str) -> Iterator[Addend]:
    """The sum of many places as that of those directly within, each with what is within it."""
    shelf = sheet.shelf
    for region in shelf.children[subject]:
        whole = shelf.own[region].plus(shelf.within[region])
        if whole.policies:
            yield Addend(sheet.place(region), whole.policies, whole.targets, whole.subsidies)


def _neighbours(sheet: Sheet, region: Region) -> list[str]:
    """Places of the same level under the same place; of provinces those with anything to show. They are named and not
    counted: what they have is theirs.
    """
    if region.parent is None:
        return []
    shelf = sheet.shelf
    return [
        other
        for other in shelf.children.get(region.parent, ())
        if other != region.id
        and sheet.region(other).level is region.level
        and (shelf.is_read(other) or other in shelf.read_within)
    ]


def _noted_places(sheet: Sheet, regions: Iterable[str]) -> Iterator[Link]:
    """Places with the number of their policies, those within them counted."""
    shelf = sheet.shelf
    for region in sheet.by_name(regions):
        count = shelf.own[region].policies + shelf.within[region].policies
        note = sheet.messages.number(count) if count else sheet.gettext("not read yet")
        yield sheet.place(region, note=note)


def _unread_within(sheet: Sheet, subject: str) -> str:
    """How many places directly within have no page, level by level."""
    shelf = sheet.shelf
    unread = [child.id for child in shelf.library.gazetteer.children(subject) if child.id not in shelf.places]
    return _unread_sentence(sheet, unread)


def _unread_sentence(sheet: Sheet, regions: list[str]) -> str:
    levels = Counter(sheet.region(region).level for region in regions)
    return sheet.messages.sentences(*(_unread_of(sheet, level, levels[level]) for level in sorted(levels)))


def _unread_of(sheet: Sheet, level: Level, number: int) -> str:
    match level:
        case Level.COUNTRY:
            return sheet.ngettext("%(num)s country is not read yet.", "%(num)s countries are not read yet.", number)
        case Level.PROVINCE:
            return sheet.ngettext("%(num)s province is not read yet.", "%(num)s provinces are not read yet.", number)
        case Level.CITY:
            return sheet.ngettext("%(num)s city is not read yet.", "%(num)s cities are not read yet.", number)
        case Level.DISTRICT:
            return sheet.ngettext("%(num)s district is not read yet.", "%(num)s districts are not read yet.", number)
        case Level.ZONE:
            return sheet.ngettext("%(num)s zone is not read yet.", "%(num)s zones are not read yet.", number)


def _deepest(sheet: Sheet) -> int:
    """How deep the list of all places goes, from 0 for countries; past the last level where it has all."""
    gazetteer = sheet.gazetteer
    depths = Counter(len(gazetteer.ancestors(place)) for place in sheet.shelf.places)
    rows = accumulate(depths[depth] for depth in sorted(depths))
    fits = [depth for depth, number in zip(sorted(depths), rows, strict=True) if number <= _ROWS]
    return len(Level) if len(fits) == len(depths) else max(fits, default=0)


def _tree_rows(sheet: Sheet, region: str, depth: int, deepest: int) -> Iterator[PlaceRow]:
    yield place_row(sheet, region, depth)
    for child in sheet.by_name(sheet.shelf.children.get(region, ())) if depth < deepest else ():
        yield from _tree_rows(sheet, child, depth + 1, deepest)
