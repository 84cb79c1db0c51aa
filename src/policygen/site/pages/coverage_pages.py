"""The page of coverage: what has been read, what has not, and what the records leave open, least first.

Owns its order and its words. Refuses to count; `site.coverage` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from policygen.site.coverage import LANGUAGE, Share, fields_of
from policygen.site.pages import words
from policygen.site.pages.frames import make_frame
from policygen.site.pages.routes import policy_route
from policygen.site.pages.sheet import Sheet
from policygen.site.views import CoverageView, FieldShare, PlaceShares, ShareView

#: How many sources are listed; those that more records rest on are left out.
_SOURCES: Final = 200

_NONE: Final = Share(0, 0)


def coverage_page(sheet: Sheet, _subject: str) -> CoverageView:
    """What has been read, and how much it says."""
    shelf = sheet.shelf
    fields = fields_of(sheet.routes.languages)
    shares = {place: dict(found) for place, found in shelf.shares.items()}
    sections = dict(shelf.sections)
    title = sheet.gettext("Coverage")
    standfirst = _standfirst(sheet, shares)
    open_sections = sorted(sections.items(), key=lambda each: (_rate(each[1]), -each[1].whole, each[0]))
    listed = [each for each in open_sections if each[1].whole][:_SOURCES]
    more = len(sections) - len(listed)
    return CoverageView(
        frame=make_frame(sheet, title, sheet.gettext("%(title)s: %(sentence)s", title=title, sentence=standfirst)),
        standfirst=standfirst,
        method=sheet.gettext(
            "Each share says how far reading has come, not how good a policy is: what no source says is nobody’s fault."
        ),
        fields=tuple(_fields(sheet, fields, shares.values())) if shares else (),
        columns=tuple(_heading(sheet, field) for field in fields),
        places=tuple(_places(sheet, fields, shares)),
        unread=tuple(sheet.place(place) for place in sheet.by_name(p for p in shelf.provinces if p not in shares)),
        sources=tuple((sheet.article(shelf.library.articles[each]), _share_view(sheet, own)) for each, own in listed),
        more=sheet.ngettext(
            "%(num)s more source is used more widely, or has no text.",
            "%(num)s more sources are used more widely, or have no text.",
            more,
        )
        if more
        else "",
        links=_links(sheet),
    )


def _standfirst(sheet: Sheet, shares: Mapping[str, Mapping[str, Share]]) -> str:
    provinces = sheet.shelf.provinces
    read = sum(place in shares for place in provinces)
    records = sum(found["announced"].whole for found in shares.values())
    told = sheet.ngettext("%(num)s record has been read.", "%(num)s records have been read.", records)
    if not provinces:
        return told
    return sheet.messages.sentences(
        told,
        sheet.ngettext(
            "Of %(num)s province, %(read)s has records, of its own or of places within it.",
            "Of %(num)s provinces, %(read)s have records, of their own or of places within them.",
            len(provinces),
            read=sheet.messages.number(read),
        ),
    )


def _fields(sheet: Sheet, fields: Iterable[str], shares: Iterable[Mapping[str, Share]]) -> Iterator[FieldShare]:
    """Every field over all places, the least filled first."""
    listed = list(shares)
    whole = {
        field: Share(sum(found[field].filled for found in listed), sum(found[field].whole for found in listed))
        for field in fields
    }
    for field in sorted((field for field in whole if whole[field].whole), key=lambda field: _rate(whole[field])):
        lacking = (sheet.shelf.library.policies[policy] for policy in sheet.shelf.lacking[field])
        yield FieldShare(
            _question(sheet, field),
            _share_view(sheet, whole[field]),
            tuple(sheet.texts_link(policy.title, policy_route(policy.id)) for policy in lacking),
        )


def _places(sheet: Sheet, fields: tuple[str, ...], shares: Mapping[str, Mapping[str, Share]]) -> Iterator[PlaceShares]:
    """Every place with records, the one whose records say least first."""

    def said(place: str) -> float:
        found = [share for share in shares[place].values() if share.whole]
        return sum(map(_rate, found)) / max(1, len(found))

    for place in sorted(shares, key=lambda place: (said(place), place)):
        yield PlaceShares(
            sheet.place(place),
            sheet.messages.number(shares[place]["announced"].whole),
            tuple(_share_view(sheet, shares[place][field]) for field in fields),
        )


def _rate(share: Share) -> float:
    return share.filled / share.whole if share.whole else 1.0


def _share_view(sheet: Sheet, share: Share) -> ShareView:
    """A share rounded down, so that only all is 100%."""
    if not share.whole:
        return ShareView("", "")
    number = sheet.messages.number
    return ShareView(
        f"{100 * share.filled // share.whole}%",
        sheet.gettext("%(part)s of %(whole)s", part=number(share.filled), whole=number(share.whole)),
    )


def _heading(sheet: Sheet, field: str) -> str:
    if field.startswith(LANGUAGE):
        return sheet.messages.language_name(field.removeprefix(LANGUAGE))
    return sheet.gettext(words.MEASURES[field][0])


def _question(sheet: Sheet, field: str) -> str:
    if field.startswith(LANGUAGE):
        return sheet.gettext("records whose title and summary are in %(language)s", language=_heading(sheet, field))
    return sheet.gettext(words.MEASURES[field][1])


def _links(sheet: Sheet) -> str:
    """How many sources can be opened elsewhere, and how many have been."""
    links = sheet.shelf.links
    address, tried, there = (links[name] for name in ("address", "tried", "there"))
    if not address.whole:
        return ""
    return sheet.gettext(
        "Sources with an address elsewhere: %(address)s of %(sources)s; tried: %(tried)s; found there: %(there)s.",
        sources=sheet.messages.number(address.whole),
        address=sheet.messages.number(address.filled),
        tried=sheet.messages.number(tried.filled),
        there=sheet.messages.number(there.filled),
    )
