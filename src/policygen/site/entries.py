"""Entries: what each document of the search is found by, and what a result shows of it.

Owns which words of a record, a place, a source or a word of the vocabulary count, and under which field. Refuses to
rank: how much a field weighs is for the script that searches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from policygen.model.articles import Article
from policygen.model.headings import plain_text
from policygen.model.placenames import full_forms
from policygen.model.provenance import Evidence
from policygen.model.quantities import Quantity
from policygen.model.records import Policy
from policygen.model.regions import Region
from policygen.model.subsidies import Role, Subsidy
from policygen.model.targets import Indicator, Target
from policygen.model.texts import Texts
from policygen.model.vocabulary import Word
from policygen.patterns import regex
from policygen.site.dialect import SOFT_BREAK
from policygen.site.pages.region_pages import tally_sentence
from policygen.site.pages.routes import (
    article_route,
    kind_route,
    metric_route,
    policy_route,
    region_route,
    theme_route,
)
from policygen.site.pages.sheet import Sheet
from policygen.site.pages.shelf import Part, Tally, part_evidence
from policygen.site.tokens import name_token, quantity_tokens, tokens


class Entry(NamedTuple):
    """The terms of a document by field, which are numbered in this order."""

    title: Set[str]
    place: Set[str] = frozenset()
    figures: Set[str] = frozenset()
    words: Set[str] = frozenset()
    text: Set[str] = frozenset()


#: What a result shows, as JSON; what is empty is left out. `figures` are (what, how much, more, terms).
Card = dict[str, Any]

#: The roles of terms that say how much somebody gets.
_GIVEN: Final = (Role.RATE, Role.TIERS, Role.AMOUNT, Role.STEP, Role.CAP)


def make_entry(sheet: Sheet, kind: str, document: Any) -> Entry:
    """What a document is found by, in all languages."""
    if isinstance(document, Policy):
        return _policy_entry(sheet, document)
    if isinstance(document, Article):
        return _article_entry(document)
    if isinstance(document, Region):
        above = sheet.gazetteer.ancestors(document.id)
        # what it lies in is no more than said of it, or the districts of a city would stand before its policies
        return Entry(
            _named(_region_names(document)) | _region_terms(sheet, document),
            text=set().union(*(_region_terms(sheet, each) for each in above)),
        )
    word = _vocabulary(sheet, kind)[document]
    return Entry(
        _named([*word.label.values(), *word.also]) | _word_terms(sheet, kind, document),
        text=_terms(_values(word.about)),
    )


def make_card(sheet: Sheet, kind: str, document: Any) -> Card:
    """What results show of a document, in one language. Its texts are those there are in that language; words of
    sources are with the texts of theirs.
    """
    if isinstance(document, Policy):
        card = _policy_card(sheet, document)
    elif isinstance(document, Article):
        card = _article_card(sheet, document)
    elif isinstance(document, Region):
        card = _region_card(sheet, document)
    else:
        word = _vocabulary(sheet, kind)[document]
        card = _titled(sheet, word.label, _ROUTES[kind](document))
        card["texts"] = [*word.also, *_in_language(sheet, [word.about])]
    return {key: value for key, value in card.items() if value}


_ROUTES: Final[Mapping[str, Callable[[str], str]]] = {
    "metric": metric_route,
    "support": kind_route,
    "theme": theme_route,
}


def _vocabulary(sheet: Sheet, kind: str) -> Mapping[str, Word]:
    vocabulary = sheet.vocabulary
    words: dict[str, Mapping[str, Word]]
    words = {"metric": vocabulary.metrics, "support": vocabulary.kinds, "theme": vocabulary.themes}
    return words[kind]


# --- records ---


def _policy_entry(sheet: Sheet, policy: Policy) -> Entry:
    vocabulary = sheet.vocabulary
    region = sheet.region(policy.region)
    around = sheet.gazetteer.chain(region.id)
    words = _terms(_values(policy.issuer))
    instrument = vocabulary.instruments[policy.instrument]
    words |= sheet.shelf.once(("terms", "instrument", instrument.id), lambda: _spellings(instrument))
    for kind, names in _subjects(policy).items():
        words = words.union(*(_word_terms(sheet, kind, name) for name in names))
    figures = set().union(*map(quantity_tokens, _quantities(policy)))
    deadlines = [target.deadline for target in policy.targets] + [promise.deadline for promise in policy.commitments]
    announced = policy.announced.period if policy.announced else None
    figures |= {str(period.end.year) for period in (*deadlines, announced) if period is not None}
    return Entry(
        _terms([*policy.title.values(), *(evidence.written for evidence in policy.other_titles)]),
        set().union(*(_region_terms(sheet, each) for each in around)),
        figures,
        words,
        _terms(
            [
                *(_ADDRESS.sub("", text) for text in policy.summary.values()),
                *(text for texts in _texts(policy) for text in texts.values()),
                *dict.fromkeys(evidence.written for evidence in _evidence(policy)),
            ]
        ),
    )


def _policy_card(sheet: Sheet, policy: Policy) -> Card:
    card = _titled(sheet, policy.title, policy_route(policy.id))
    card["place"] = sheet.whole_name(policy.region)
    announced = sheet.when(policy.announced.period if policy.announced else None, short=True)
    if announced is not None:
        card["date"], card["iso"] = announced.text, announced.iso
    card["figures"] = [*_target_figures(sheet, policy), *_support_figures(sheet, policy)]
    summary = policy.summary.get(sheet.language, "")
    card["texts"] = [
        *plain_passages(summary),
        *_in_language(sheet, [policy.issuer, *_texts(policy)]),
        *_written(sheet, policy),
    ]
    return card


def _target_figures(sheet: Sheet, policy: Policy) -> Iterator[list[str]]:
    for figure in _figures(policy):
        metric = sheet.metric_of(figure.metric)
        until = sheet.deadline(figure.deadline) if isinstance(figure, Target) else ""
        terms = " ".join(sorted(quantity_tokens(figure.quantity)))
        yield [sheet.text(metric.label), sheet.figure(figure.quantity, metric), until, terms]


def _support_figures(sheet: Sheet, policy: Policy) -> Iterator[list[str]]:
    for subsidy in policy.subsidies:
        label = sheet.text(_vocabulary(sheet, "support")[subsidy.kind].label)
        given = [sheet.figure(quantity) for role in _GIVEN for quantity in _term_quantities(subsidy, role)]
        terms = set().union(*(quantity_tokens(quantity) for quantity in _term_quantities(subsidy)))
        more = sheet.text(subsidy.beneficiary) if subsidy.beneficiary else ""
        yield [label, sheet.messages.clauses(*dict.fromkeys(given)), more, " ".join(sorted(terms))]


def _figures(policy: Policy) -> list[Target | Indicator]:
    return [*policy.targets, *policy.indicators]


def _quantities(policy: Policy) -> Iterator[Quantity]:
    yield from (figure.quantity for figure in _figures(policy))
    yield from (target.outcome.quantity for target in policy.targets if target.outcome)
    for subsidy in policy.subsidies:
        yield from _term_quantities(subsidy)


def _term_quantities(subsidy: Subsidy, role: Role | None = None) -> Iterator[Quantity]:
    for term in subsidy.terms:
        if role is None or term.role is role:
            yield from (tier.quantity for tier in term.tiers)
            yield from (quantity for quantity in (term.quantity, term.of if role is None else None) if quantity)


def _subjects(policy: Policy) -> Mapping[str, tuple[str, ...]]:
    """The words of the vocabulary that a record is about."""
    return {
        "theme": policy.themes,
        "metric": tuple(dict.fromkeys(figure.metric for figure in _figures(policy))),
        "support": tuple(dict.fromkeys(subsidy.kind for subsidy in policy.subsidies)),
    }


def _texts(policy: Policy) -> Iterator[Texts]:
    """Everything a curator wrote into the record, its title, issuer and summary apart."""
    found: list[Texts | None] = [policy.note]
    for figure in _figures(policy):
        found += (figure.of, figure.note)
    for commitment in policy.commitments:
        found += (commitment.text, commitment.note)
    for subsidy in policy.subsidies:
        found += (subsidy.beneficiary, *subsidy.conditions, subsidy.note)
        for term in subsidy.terms:
            found += (term.note, *(tier.when for tier in term.tiers))
    for each in policy.disagreements:
        found += (each.about, each.note)
    return (texts for texts in found if texts)


def _evidence(policy: Policy) -> Iterator[Evidence]:
    yield from policy.other_titles
    parts: list[Part] = [*_figures(policy), *policy.commitments, *policy.subsidies]
    for part in parts:
        yield from (evidence for evidence, _ in part_evidence(part))


def _written(sheet: Sheet, policy: Policy) -> Iterator[str]:
    """The words of sources in the sheet's language; those in a language the site has not are with its first one."""
    languages = sheet.routes.languages
    found: dict[str, None] = {}
    for evidence in _evidence(policy):
        language = evidence.language if evidence.language in languages else languages[0]
        if language == sheet.language:
            found[evidence.written] = None
    return iter(found)


# --- sources and places ---


def _article_entry(article: Article) -> Entry:
    headings = [
        heading
        for sections in (article.sections, *article.translations.values())
        for section in sections
        if (heading := section.heading)
    ]
    return Entry(
        _terms(article.title.values()),
        words=_terms([*_values(article.publisher), *_values(article.author)]),
        text=_terms([*headings, *_values(article.note)]),
    )


def _article_card(sheet: Sheet, article: Article) -> Card:
    card = _titled(sheet, article.title, article_route(article.id))
    own = sheet.maybe(article.publisher)
    card["place"] = own.text if own else ""
    if published := sheet.when(article.date, short=True):
        card["date"], card["iso"] = published.text, published.iso
    sections = article.sections if article.language == sheet.language else article.translations.get(sheet.language, ())
    card["texts"] = [
        *_in_language(sheet, [article.note, article.author]),
        *(section.heading for section in sections if section.heading),
    ]
    return card


def _region_card(sheet: Sheet, region: Region) -> Card:
    card = _titled(sheet, region.name, region_route(region.id))
    card["place"] = sheet.within(region.id)
    shelf = sheet.shelf
    card["texts"] = []
    own, within = shelf.own[region.id], shelf.within[region.id]
    if own != Tally():
        card["texts"].append(sheet.gettext("Of its own: %(tally)s.", tally=tally_sentence(sheet, own)))
    if within != Tally():
        card["texts"].append(sheet.gettext("In the places within it: %(tally)s.", tally=tally_sentence(sheet, within)))
    return card


def _region_terms(sheet: Sheet, region: Region) -> set[str]:
    return sheet.shelf.once(("terms", "place", region.id), lambda: _terms(_region_names(region)))


def _region_names(region: Region) -> list[str]:
    """All names of a place with all their spellings, and its code."""
    names = [*region.name.values(), *region.short.values(), *region.aliases]
    return [*names, *full_forms(region.name, region.short, region.level.word), *([region.code] if region.code else [])]


# --- what they share ---


def _word_terms(sheet: Sheet, kind: str, name: str) -> set[str]:
    return sheet.shelf.once(("terms", kind, name), lambda: _spellings(_vocabulary(sheet, kind)[name]))


def _spellings(word: Word) -> set[str]:
    return _terms([*word.label.values(), *word.also])


def _named(names: Iterable[str]) -> set[str]:
    return set(map(name_token, names))


def _titled(sheet: Sheet, title: Texts, route: str) -> Card:
    shown = sheet.words(title)
    return {"title": shown.text, "lang": shown.lang, "url": quote(sheet.routes.file(route, sheet.language))}


def _terms(texts: Iterable[str]) -> set[str]:
    return tokens("\n".join(texts))


def _values(texts: Texts | None) -> Iterable[str]:
    return texts.values() if texts else ()


def _in_language(sheet: Sheet, found: Iterable[Texts | None]) -> Iterator[str]:
    return (texts[sheet.language] for texts in found if texts and sheet.language in texts)


#: Where a link of Markdown leads.
_ADDRESS: Final = regex(r"(?<=\])\([^()\s]*\)")
_RULE: Final = regex(r"^[\s|:*_=~-]*$|^\s*(?:```|~~~).*$")
_MARK: Final = regex(r"^\s*(?:#{1,6}\s+|[-*+]\s+|\d{1,9}[.)]\s+|>\s?)*")


def plain_passages(markdown: str) -> list[str]:
    """The paragraphs, items and rows of a Markdown text as a reader sees their words."""
    found = []
    for block in markdown.split("\n\n"):
        lines = [_MARK.sub("", line).strip("| ") for line in block.split("\n") if not _RULE.match(line)]
        text = " ".join(SOFT_BREAK.sub(r"\1", "\n".join(lines)).split())
        if text:
            found.append(plain_text(text.replace(" | ", " · ")))
    return found
