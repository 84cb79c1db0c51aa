"""Settings: `site.yaml` and `vocabulary/*.yaml` read into values.

Owns what a tracker says of itself. Refuses words that are there twice and labels that no reader could read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Final

from babel import Locale
from babel.languages import get_official_languages
from babel.numbers import get_territory_currencies

from policygen.model.fields import (
    BaseFields,
    InstrumentFields,
    KindFields,
    MetricFields,
    SiteFields,
    WordFields,
)
from policygen.model.keys import read_fields
from policygen.model.regions import Gazetteer, Level
from policygen.model.texts import Texts
from policygen.model.units import UNIT_IDS, find_unit, is_unit
from policygen.model.vocabulary import Base, Instrument, Kind, Metric, Vocabulary, Word, Words, fold_word
from policygen.patterns import regex
from policygen.problems import Problem, WrongTextError, did_you_mean, error, warning
from policygen.source import Mapping as MappingNode
from policygen.source import Node, find_node
from policygen.source import Sequence as SequenceNode
from policygen.values import dataclass

_CODE: Final = regex("[A-Z]{2}$")
#: What may stand in braces in the link that reports an error.
REPORTED: Final = ("title", "path", "url")
_REPORT_HELP: Final = "{title}, {path} and {url} stand for those of the page"
_LANGUAGE = regex(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")


@dataclass(frozen=True, slots=True)
class Site:
    """What `site.yaml` says; a tagline, a description and a publisher that are not given are the title.

    `languages` are codes, the first one stands at the root; `home` is the ISO 3166-1 code of the home country and
    `currency` its ISO 4217 currency, in which orders of magnitude (百亿级) are meant; `report` is a link with words of
    `REPORTED` in braces; `as_of` is None for the day of the build. `cards`: pictures are drawn for links to the site.
    `markdown` is the engine that sets Markdown.
    """

    title: Texts
    tagline: Texts
    description: Texts
    languages: tuple[str, ...]
    base_url: str | None
    home: str
    currency: str
    licence: Texts | None
    licence_url: str | None
    publisher: Texts
    contact: str | None
    cards: bool
    markdown: str
    report: str | None
    as_of: date | None


def read_site(node: Node, gazetteer: Gazetteer) -> tuple[Site | None, list[Problem]]:
    """`site.yaml` as a value; its home country is one of the gazetteer's."""
    fields, problems = read_fields(SiteFields, node)
    if fields is None:
        return None, problems
    as_of = None
    if fields.as_of.casefold() != "today":
        try:
            as_of = date.fromisoformat(fields.as_of)
        except ValueError:
            problems.append(
                error(
                    "site/as-of",
                    find_node(node, "as of").span,
                    f'"{fields.as_of}" is no day',
                    "write today, or a day as YYYY-MM-DD",
                )
            )
    for index, language in enumerate(fields.languages):
        place = find_node(node, "languages", index).span
        if language in fields.languages[:index]:
            message = f'"{language}" is there twice'
            problems.append(error("site/language", place, message, "write each language once"))
        elif not _LANGUAGE.match(language) or language.partition("-")[0] not in _language_names():
            message = f'"{language}" is no language code'
            problems.append(error("site/language", place, message, _language_help(language)))
    if fields.home not in {country.iso for country in gazetteer.at_level(Level.COUNTRY)}:
        message = f'"{fields.home}" is no country code'
        remedy = _country_help(fields.home, gazetteer)
        problems.append(error("site/home", find_node(node, "home").span, message, remedy))
    if fields.base_url and not re.match(r"^https?://[^\s/]+(/\S*)?$", fields.base_url):
        problems.append(
            error(
                "site/base-url",
                find_node(node, "base url").span,
                f'"{fields.base_url}" is no web address',
                "write the address of the home page's folder, such as https://example.org/tracker/",
            )
        )
    problems += _check_report(fields.report, node)
    for key, texts in (
        ("title", fields.title),
        ("tagline", fields.tagline),
        ("description", fields.description),
        ("publisher", fields.publisher),
    ):
        problems += _languages_known(find_node(node, key), texts, fields.languages)
    site = Site(
        title=fields.title,
        tagline=fields.tagline or fields.title,
        description=fields.description or fields.tagline or fields.title,
        languages=tuple(fields.languages),
        base_url=fields.base_url and fields.base_url.rstrip("/") + "/",
        home=fields.home,
        currency=next(iter(get_territory_currencies(fields.home)), "XXX"),
        licence=fields.licence.name if fields.licence else None,
        licence_url=fields.licence.url if fields.licence else None,
        publisher=fields.publisher or fields.title,
        contact=fields.contact,
        cards=fields.cards == "true",
        markdown=fields.markdown,
        report=fields.report,
        as_of=as_of,
    )
    return site, problems


def _check_report(report: str | None, node: Node) -> list[Problem]:
    """The link that reports an error is one that a page may have, and asks for nothing but what there is."""
    if report is None:
        return []
    place = find_node(node, "report").span
    problems = []
    if not report.startswith(("https://", "http://", "mailto:")):
        message = f'"{report}" is no link that reports an error'
        problems.append(error("site/report", place, message, "begin it with https:// or mailto:"))
    for name in re.findall(r"{([^{}]*)}", report):
        if name not in REPORTED:
            message = f'"{{{name}}}" stands for nothing'
            problems.append(error("site/report", place, message, did_you_mean(name, REPORTED, _REPORT_HELP)))
    return problems


@cache
def _language_names() -> dict[str, str]:
    """English names by code, as CLDR has them."""
    return {code: str(name) for code, name in Locale("en").languages.items() if re.match("[a-z]{2,3}$", code)}


def _language_help(written: str) -> str:
    """The code that is meant by a language's name, or by the code of a country where it is spoken."""
    named = [code for code, name in _language_names().items() if name.casefold() == written.casefold()]
    spoken = get_official_languages(written.upper(), regional=False, de_facto=True) if len(written) == 2 else ()
    codes = [*named, *(code for code in spoken if code in _language_names())]
    return f'did you mean "{codes[0]}"?' if codes else "write a code such as en or zh"


def _country_help(written: str, gazetteer: Gazetteer) -> str:
    try:
        meant = gazetteer.parse_region(written).iso
    except WrongTextError:
        meant = None
    return f'did you mean "{meant}"?' if meant and _CODE.match(meant) else "write its ISO 3166-1 code, such as CN"


def _languages_known(node: Node, texts: Texts, languages: Sequence[str]) -> list[Problem]:
    return [
        warning(
            "site/language-unused",
            (node.key(language) or node).span if isinstance(node, MappingNode) else node.span,
            f'"{language}" is no language of this tracker',
            did_you_mean(language, languages, "the languages are " + ", ".join(languages)),
        )
        for language in texts
        if language not in languages
    ]


def read_vocabulary(files: Mapping[str, Sequence[Node]]) -> tuple[Vocabulary, list[Problem]]:
    """The vocabulary from the nodes of `metrics`, `kinds`, `instruments`, `themes` and `bases` files.

    Each name maps to the nodes in the order they are read: the package's own first, then the tracker's, which may
    replace an entry by id; the same id twice in one file is an error.
    """
    problems: list[Problem] = []

    def words(name: str, read: Callable[[Node], tuple[Word | None, list[Problem]]]) -> dict[str, Word]:
        found: dict[str, Word] = {}
        for root in files.get(name, ()):
            if not isinstance(root, SequenceNode):
                problems.append(
                    error(
                        "vocabulary/shape",
                        root.span,
                        f"{name} is no list of entries",
                        "start each entry with a line - id: ...",
                    )
                )
                continue
            here: set[str] = set()
            for item in root.items:
                word, wrong = read(item)
                problems.extend(wrong)
                if word is None:
                    continue
                if word.id in here:
                    place = find_node(item, "id").span
                    problems.append(
                        error(
                            "vocabulary/twice",
                            place,
                            f'"{word.id}" is there twice',
                            "keep one of the entries",
                        )
                    )
                here.add(word.id)
                found[word.id] = _over(word, found.get(word.id))
        return found

    metrics = words("metrics", _read_metric)
    kinds = words("kinds", _read_kind)
    instruments = words("instruments", _read_instrument)
    themes = words("themes", _read_word)
    bases = words("bases", _read_base)
    vocabulary = Vocabulary(
        metrics=Words("metric", {k: v for k, v in metrics.items() if isinstance(v, Metric)}),
        kinds=Words("kind of subsidy", {k: v for k, v in kinds.items() if isinstance(v, Kind)}),
        instruments=Words("instrument", {k: v for k, v in instruments.items() if isinstance(v, Instrument)}),
        themes=Words("theme", themes),
        bases=Words("base", {k: v for k, v in bases.items() if isinstance(v, Base)}),
    )
    problems += _check_references(files, vocabulary) + _check_prices(files, vocabulary)
    for name, words_of in (
        ("metrics", metrics),
        ("kinds", kinds),
        ("instruments", instruments),
        ("themes", themes),
        ("bases", bases),
    ):
        problems += _check_spellings(files.get(name, ()), words_of)
    return vocabulary, problems


def _check_references(files: Mapping[str, Sequence[Node]], vocabulary: Vocabulary) -> list[Problem]:
    """Related metrics and bases must be words of the vocabulary."""
    problems = []
    for name, key, known in (
        ("metrics", "related", vocabulary.metrics),
        ("kinds", "base", vocabulary.bases),
        ("bases", "of", vocabulary.bases),
    ):
        for root in files.get(name, ()):
            for item in root.items if isinstance(root, SequenceNode) else ():
                value = item.get(key) if isinstance(item, MappingNode) else None
                for node in value.items if isinstance(value, SequenceNode) else (value,) if value else ():
                    text = getattr(node, "text", "")
                    if text and text not in known:
                        problems.append(
                            error(
                                "vocabulary/unknown-word",
                                node.span,
                                f'unknown {known.noun} "{text}"',
                                did_you_mean(text, known, "known: " + ", ".join(known)),
                            )
                        )
    return problems


def _check_prices(files: Mapping[str, Sequence[Node]], vocabulary: Vocabulary) -> list[Problem]:
    """What a base grows with grows with nothing else."""
    problems = []
    for root in files.get("bases", ()):
        for item in root.items if isinstance(root, SequenceNode) else ():
            node = item.get("of") if isinstance(item, MappingNode) else None
            of = vocabulary.bases.get(getattr(node, "text", ""))
            if node is not None and of is not None and of.of is not None:
                problems.append(
                    error(
                        "vocabulary/price",
                        node.span,
                        f'"{of.id}" is itself "of" another base',
                        "name a base that stands alone, such as area",
                    )
                )
    return problems


def _check_spellings(files: Sequence[Node], words: Mapping[str, Word]) -> list[Problem]:
    """No spelling may stand for two words; the later entry is complained of."""
    places = {
        getattr(find_node(item, "id"), "text", ""): item
        for root in files
        for item in (root.items if isinstance(root, SequenceNode) else ())
    }
    owners: dict[str, str] = {}
    problems = []
    for word in words.values():
        for spelling in (word.id, *word.label.values(), *word.also):
            owner = owners.setdefault(fold_word(spelling), word.id)
            if owner != word.id:
                problems.append(
                    error(
                        "vocabulary/spelling",
                        places[word.id].span,
                        f'"{spelling}" is a spelling of "{owner}" and of "{word.id}"',
                        "take it out of one of them",
                    )
                )
    return problems


def _read_word(node: Node) -> tuple[Word | None, list[Problem]]:
    fields, problems = read_fields(WordFields, node)
    return (Word(*_common(fields)) if fields else None), problems


def _read_metric(node: Node) -> tuple[Metric | None, list[Problem]]:
    fields, problems = read_fields(MetricFields, node)
    if fields is None:
        return None, problems
    nouns = {language: (forms[0], forms[-1]) for language, forms in fields.noun_.items()}
    if not (fields.unit == "money" or is_unit(fields.unit)):
        problems.append(_unknown_unit(fields.unit, find_node(node, "unit")))
    return Metric(*_common(fields), fields.unit, nouns, tuple(fields.related)), problems


def _unknown_unit(written: str, node: Node) -> Problem:
    base = find_unit(written)
    known = ["money", *UNIT_IDS]
    remedy = f'write "{base[0]}"; figures in {written} are converted' if base else ""
    remedy = remedy or did_you_mean(written, known, "units are " + ", ".join(known))
    return error("quantity/unknown-unit", node.span, f'"{written}" is no unit that figures are kept in', remedy)


def _read_kind(node: Node) -> tuple[Kind | None, list[Problem]]:
    fields, problems = read_fields(KindFields, node)
    if fields is None:
        return None, problems
    return Kind(*_common(fields), fields.base, fields.pool == "true" if fields.pool else None), problems


def _read_base(node: Node) -> tuple[Base | None, list[Problem]]:
    fields, problems = read_fields(BaseFields, node)
    if fields is None:
        return None, problems
    if fields.unit is not None and fields.unit != "money" and not is_unit(fields.unit):
        problems.append(_unknown_unit(fields.unit, find_node(node, "unit")))
    if fields.by is not None and fields.of is None:
        problems.append(
            error(
                "vocabulary/price",
                find_node(node, "by").span,
                f'"{fields.id}" is a price by the {fields.by} of nothing',
                'add "of:" with the base that the price is counted by, such as area',
            )
        )
    return Base(*_common(fields), fields.unit or "", fields.per, fields.of, fields.by), problems


def _over(word: Word, before: Word | None) -> Word:
    """An entry in the place of an earlier one, with what only the earlier one says of how it is counted."""
    if isinstance(word, Base):
        silent = not (word.unit or word.per or word.of)
        if isinstance(before, Base) and silent:
            return replace(word, unit=before.unit, per=before.per, of=before.of, by=before.by)
        return replace(word, unit=word.unit or "money")
    if isinstance(word, Kind) and isinstance(before, Kind) and word.pool is None:
        return replace(word, pool=before.pool)
    return word


def _read_instrument(node: Node) -> tuple[Instrument | None, list[Problem]]:
    fields, problems = read_fields(InstrumentFields, node)
    if fields is None:
        return None, problems
    return Instrument(*_common(fields), fields.event == "true", fields.proposal == "true"), problems


def _common(fields: WordFields) -> tuple[str, Texts, Texts | None, tuple[str, ...]]:
    return fields.id, fields.label, fields.about, tuple(fields.also)
