"""Pages of the estimator: the one that asks what a firm knows, and lists of the support as it is written.

Owns what they say around the figures, and every word the script needs. Refuses to reckon: that is `model.estimates`
here, and its twin in the browser.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policygen.model.status import subsidy_status
from policygen.site.messages import N_
from policygen.site.pages.estimate_data import GROUPS, share_path
from policygen.site.pages.figures import Showing, subsidy_view
from policygen.site.pages.frames import make_frame
from policygen.site.pages.offering import Lot
from policygen.site.pages.routes import ESTIMATE, relative
from policygen.site.pages.sheet import Sheet
from policygen.site.pages.workings import GAPS, LINES
from policygen.site.views import EstimateView, Link, PlaceSupport, ShareLink, SubsidyView, TopView

#: What the script says, by the name it knows it by; `{…}` is for it to fill.
WORDS: Final[Mapping[str, str]] = {
    "would": N_("You would get"),
    "could": N_("You could get, if …"),
    "none": N_("No figure can be worked out"),
    "no": N_("You would not get"),
    "off": N_("Not on offer on this day"),
    "would-said": N_("would get: {num}"),
    "could-said": N_("could get on conditions: {num}"),
    "none-said": N_("without a figure: {num}"),
    "no-said": N_("would not get: {num}"),
    "off-said": N_("not on offer: {num}"),
    "comma": N_(", "),
    "for": N_("if this is you: {text}"),
    "condition": N_("if this is so: {text}"),
    "size": N_("if you reach this: {text}"),
    "need": N_("To be known: {list}"),
    "need-tier": N_("which tier is yours"),
    "need-currency": N_("your figures in {currency}"),
    "fails": N_("Not met: {label}, {formula}"),
    "answered": N_("By your answer this is not so: {text}"),
    "working": N_("How this is worked out"),
    "once": N_("{amount}, paid once"),
    "whole": N_("{amount} for the whole time"),
    "total": N_("{amount} in total"),
    "unknown": N_("no figure yet"),
    "no-figure": N_("no figure"),
    "label-about": N_("{label} ({about})"),
    "read": N_("read {day}"),
    "agreed": N_("as you say: {text}"),
    "here": N_("Conditions in words"),
    "here-note": N_("What no figure tells. Until you answer, the support is one that you could get."),
    "asked": N_("{place}: {num}"),
    "for-legend": N_("This is you: {text}"),
    "condition-legend": N_("This is so: {text}"),
    "size-legend": N_("You reach this: {text}"),
    "tier-legend": N_("{text}: which tier is yours?"),
    "yes": N_("yes"),
    "not": N_("no"),
    "unsure": N_("not sure"),
    "currency": N_("Your figures are in"),
    "currency-note": N_("Nothing is converted: support in another currency waits for your figures in it."),
    "all": N_("all places"),
    "within": N_("Place"),
    "choose": N_("Choose where first."),
    "loading": N_("Loading …"),
    "failed": N_("The data could not be loaded. The support is listed below as it is written."),
    "bad-number": N_("This is no number. Write digits, such as 1200 or 1,200.5."),
    "said": N_("Worked out for: {list}."),
    "said-nothing": N_("You have said nothing yet. This is what can be told all the same."),
    "together": N_("Together, by place"),
    "together-note": N_(
        "If all of it can be drawn at once, which the texts do not say. Support of one kind is not added up: the "
        "larger counts."
    ),
    "left-out": N_("not added, being of the same kind: {list}"),
    "above": N_("Support of the places above is not in this sum: {list}"),
    "above-entry": N_("{place} ({num})"),
    "a-year": N_("a year"),
    "in-one": N_("not by the year"),
    "order": N_("Order"),
    "by-place": N_("by place"),
    "by-amount": N_("by kind, larger sums first"),
    "order-note": N_(
        "Only within one kind, one currency and one time. Ceilings stand behind sums that are stated: they tell what "
        "is possible, not what is usual."
    ),
    "more": N_("Show {num} more"),
    "noted": N_("Note: {text}"),
    "holds": N_("fulfilled"),
    "holds-not": N_("not fulfilled"),
}


def estimate_page(sheet: Sheet, subject: str) -> EstimateView:
    """The estimator itself, and with a `subject` the list of the support of one share."""
    offering = sheet.shelf.offering
    if subject:
        return _share_page(sheet, subject, offering[subject])
    title = sheet.gettext("What would I get?")
    standfirst = sheet.gettext(
        "Enter what you know of your firm, and see for each place what the written terms of its support would give."
    )
    is_one = "" in offering
    shares = tuple(_share_links(sheet, offering))
    return EstimateView(
        frame=make_frame(sheet, title, standfirst, head=title),
        standfirst=standfirst,
        caveats=_caveats(sheet),
        shares=shares,
        tops=() if is_one else tuple(_tops(sheet)),
        words=_words(sheet),
        back=None,
        parts=() if is_one else tuple(share.link for share in shares),
        places=tuple(_places(sheet, offering[""])) if is_one else (),
    )


def _share_page(sheet: Sheet, key: str, share: Lot) -> EstimateView:
    name = _share_name(sheet, key, share)
    title = sheet.gettext("Support on offer: %(place)s", place=name)
    standfirst = sheet.gettext("What is offered in %(place)s, as it is written, with worked examples.", place=name)
    back = sheet.link(sheet.gettext("What would I get?"), ESTIMATE)
    return EstimateView(
        frame=make_frame(sheet, title, standfirst, head=title, crumbs=(back,)),
        standfirst=standfirst,
        caveats=_caveats(sheet),
        shares=(),
        tops=(),
        words=(),
        back=Link(sheet.gettext("Enter what you know, and see what it would give"), f"{back.href}?in={share.top}"),
        parts=(),
        places=tuple(_places(sheet, share)),
    )


def _caveats(sheet: Sheet) -> tuple[str, ...]:
    return (
        sheet.gettext(
            "This is an estimate from published terms, as of %(day)s. It is not advice, and nobody's promise: the "
            "offices that pay decide.",
            day=sheet.messages.day(sheet.shelf.as_of),
        ),
        sheet.gettext(
            "A ceiling says “up to”, what the text leaves open is a range, and what it does not say has no figure."
        ),
    )


def _words(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    """All words of the script, those of gaps, lines and groups under names of their own."""
    found = dict(WORDS)
    found |= {f"gap-{code}": text for code, text in GAPS.items()}
    found |= {f"line-{code}": text for code, text in LINES.items()}
    found |= {f"group-{name}": text for name, text in GROUPS}
    return tuple((name, sheet.gettext(text)) for name, text in found.items())


def _share_links(sheet: Sheet, offering: Mapping[str, Lot]) -> Iterator[ShareLink]:
    """The shares, each with the tops whose support is in it: its own, and for the home country those within it."""
    home = sheet.shelf.home
    gazetteer = sheet.gazetteer
    tops = dict.fromkeys((home, *(share.top for share in offering.values())))
    whole = " ".join(top for top in tops if not top or gazetteer.is_within(top, home))
    for key, share in offering.items():
        src = relative(sheet.file, share_path(key, sheet.language))
        note = sheet.ngettext("%(num)s subsidy", "%(num)s subsidies", share.number)
        link = sheet.link(_share_name(sheet, key, share), f"estimate/{key}", note=note) if key else Link("", "")
        yield ShareLink(key, src, whole if share.top == home else share.top, link)


def _share_name(sheet: Sheet, key: str, share: Lot) -> str:
    name = sheet.whole_name(share.place)
    if key != share.place:
        return sheet.gettext("%(place)s itself, part %(part)s", place=name, part=key.rpartition("/")[2])
    return sheet.gettext("%(place)s itself", place=name) if share.own else name


def _tops(sheet: Sheet) -> Iterator[TopView]:
    numbers: dict[str, int] = {}
    for share in sheet.shelf.offering.values():
        numbers[share.top] = numbers.get(share.top, 0) + share.number
    for top in sheet.by_name(numbers):
        yield TopView(top, sheet.name(top), sheet.messages.number(numbers[top]))


def _places(sheet: Sheet, share: Lot) -> Iterator[PlaceSupport]:
    """The support of each place, places in tree order."""
    shelf = sheet.shelf
    showing = Showing(policy=True)
    by_place: dict[str, list[SubsidyView]] = {}
    for name in share.policies:
        policy = shelf.library.policies[name]
        status = shelf.comparisons.statuses[policy.id]
        by_place.setdefault(policy.region, []).extend(
            subsidy_view(
                sheet,
                policy,
                subsidy,
                subsidy_status(subsidy, status, shelf.as_of),
                showing,
                elsewhere=False,
                worked=True,
            )
            for subsidy in policy.subsidies
        )
    for region, offers in by_place.items():
        yield PlaceSupport(region.replace("/", "_"), sheet.place(region), sheet.within(region), tuple(offers))
