"""Cards: what the pictures say that stand for pages where others link to them.

Owns which cards there are: one for the tracker, each place with records of its own or within it, the two overviews,
each metric, each kind of support. Policies have their place's, all other pages the tracker's. Refuses to read more than
the figure that leads, so that few cards are drawn again when a record comes.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.model.subsidies import Role
from policygen.model.texts import Texts
from policygen.site.pages.routes import card_file
from policygen.site.pages.rows import first_evidence
from policygen.site.pages.sheet import Sheet
from policygen.site.pages.shelf import Shelf
from policygen.site.pages.strongest import Lead
from policygen.site.pages.words import OVERVIEWS
from policygen.site.views import CardView


def card_subjects(shelf: Shelf) -> Iterator[str]:
    """All cards by what they stand for, as the leads have it."""
    if not _are_drawn(shelf):
        return
    yield ""
    yield from OVERVIEWS
    yield from (f"metric {metric}" for metric in shelf.comparisons.promises)
    yield from (f"kind {kind}" for kind in shelf.comparisons.offers)
    yield from (f"region {region}" for region in shelf.places if _has_card(shelf, region))


def card_of(sheet: Sheet) -> str:
    """The file of the page's card, from the root of the output; "" for a tracker without cards."""
    if not _are_drawn(sheet.shelf):
        return ""
    return card_file(_subject_of(sheet), sheet.language, sheet.routes.languages)


def card_view(sheet: Sheet, subject: str) -> CardView:
    """What the card says."""
    shelf = sheet.shelf
    site = shelf.library.site
    lead = shelf.leads.get(subject)
    kind, _, name = subject.partition(" ")
    vocabulary = shelf.library.vocabulary
    within: tuple[str, ...] = ()
    match kind:
        case "region":
            title = _in_any_language(sheet, sheet.region(name).name)
            within = (sheet.within(name),)
        case "metric":
            title = _in_any_language(sheet, vocabulary.metrics[name].label)
            within = (sheet.gettext(OVERVIEWS["targets"]),)
        case "kind":
            title = _in_any_language(sheet, vocabulary.kinds[name].label)
            within = (sheet.gettext(OVERVIEWS["subsidies"]),)
        case "":
            title = _in_any_language(sheet, site.tagline)
        case _:
            title = (sheet.gettext(OVERVIEWS[kind]),)
    figure, what, written, source = _told(sheet, lead, kind, name) if lead else ("", "", "", "")
    subjects: tuple[str, ...] = (what,)
    if kind == "region" and lead is None:
        owner = name if name in shelf.policies else shelf.read_within[name][0]
        subjects = _in_any_language(sheet, shelf.policies[owner][0].title)
    return CardView(
        within=within,
        title=title,
        figure=(figure,),
        subject=subjects,
        written=(written,),
        source=(source,),
        site=_in_any_language(sheet, site.title),
        as_of=(sheet.gettext("As of %(day)s", day=sheet.messages.day(shelf.as_of)),),
    )


def _are_drawn(shelf: Shelf) -> bool:
    """Other sites want a picture's whole address, so a site that does not know its own would draw them for nobody."""
    site = shelf.library.site
    return site.cards and site.base_url is not None


def _has_card(shelf: Shelf, region: str) -> bool:
    return region in shelf.policies or region in shelf.read_within


def _subject_of(sheet: Sheet) -> str:
    """What stands for the page, from its route."""
    shelf = sheet.shelf
    rest = sheet.route.split("/", 1)[-1]
    match sheet.kind:
        case "region":
            # a part of a place's records has a name below the place's
            place = rest if rest in shelf.places else rest.rpartition("/")[0]
            return f"region {place}" if _has_card(shelf, place) else ""
        case "policy":
            return f"region {shelf.library.policies[rest].region}"
        case "metric" | "kind":
            return f"{sheet.kind} {rest.split('/')[1]}"
        case "matrix":
            return rest.split("/")[0]
        case _:
            return ""


def _told(sheet: Sheet, lead: Lead, kind: str, name: str) -> tuple[str, str, str, str]:
    """The figure; what it is and whose; the words it rests on; where they stand."""
    vocabulary = sheet.vocabulary
    if lead.promise is not None:
        target = lead.promise.target
        figure = sheet.figure(target.quantity, sheet.metric_of(target.metric))
        label = sheet.text(vocabulary.metrics[target.metric].label)
        detail, evidence = sheet.deadline(target.deadline), target.evidence[0]
    else:
        offer, term, quantity = lead.offered
        figure = sheet.figure(quantity)
        if term.role is Role.CAP and quantity.minimum == quantity.maximum:
            figure = sheet.gettext("up to %(value)s", value=figure)
        label = sheet.text(vocabulary.kinds[offer.subsidy.kind].label)
        detail = sheet.text(offer.subsidy.beneficiary) if offer.subsidy.beneficiary else ""
        evidence = term.evidence[0] if term.evidence else first_evidence(offer.subsidy)
    here = "" if (kind, name) == ("region", lead.region) else sheet.whole_name(lead.region)
    article = sheet.shelf.library.articles[evidence.citation.article]
    return (
        figure,
        sheet.messages.clauses("" if kind in ("metric", "kind") else label, here, detail),
        evidence.written,
        sheet.text(article.title),
    )


def _in_any_language(sheet: Sheet, texts: Texts) -> tuple[str, ...]:
    """The text in the page's language first."""
    return tuple(dict.fromkeys((sheet.text(texts), *texts.values())))
