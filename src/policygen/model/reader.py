"""Reader: one document being read: its sources, its texts in other languages, the problems found so far.

Owns the proofs every figure goes through: its words stand in the cited section, it follows from them, and where another
source says otherwise the record says why and follows the source that the rules pick.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from functools import lru_cache
from typing import Any, Final, TypeVar

from policygen.model.articles import Article, find_section
from policygen.model.fields import (
    AlsoFields,
    FullPeriod,
    FullQuantity,
    PartTexts,
    SourceFields,
    TermTexts,
    TranslationFields,
    WhenTexts,
)
from policygen.model.periods import Period, agrees, format_period, parse_day, parse_period
from policygen.model.precedence import pick_source
from policygen.model.provenance import Citation, Evidence, Rule, Testimony
from policygen.model.quantities import Comparator, Quantity, parse_full, parse_quantity, require_unit
from policygen.model.regions import Gazetteer, Region
from policygen.model.scanning import find_quantities
from policygen.model.texts import Texts
from policygen.model.vocabulary import Vocabulary, Word, Words
from policygen.model.words import Folded, find_words, fold_words
from policygen.problems import Problem, Severity, WrongTextError, did_you_mean, error
from policygen.source import Mapping as MappingNode
from policygen.source import Node, Scalar, Span, find_node
from policygen.values import dataclass

T = TypeVar("T")
W = TypeVar("W", bound=Word)


@dataclass(frozen=True, slots=True)
class Setting:
    """What every document of a tracker is read against.

    `currency` is what 百亿级 without a currency is meant in; `broken` are articles that are there and could not be
    read, which a record that cites them does not complain of again.
    """

    languages: tuple[str, ...]
    vocabulary: Vocabulary
    gazetteer: Gazetteer
    currency: str
    broken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cited:
    """A source of the record, resolved: the article and where in it."""

    citation: Citation
    article: Article


def span_of(node: Node) -> Span:
    """The place of a node, as wide as its first line of text."""
    if isinstance(node, Scalar):
        length = max(1, len(node.text.split("\n")[0]) + 2 * (node.style == "quoted"))
        return Span(node.span.path, node.span.line, node.span.column, length)
    return node.span


@dataclass(slots=True)
class Reader:
    """`overlays` are the translations by language; `languages[0]` is the language of the base file.

    `currency` is what a shared sign ($, ¥) stands for: the home currency where the act is of a country that has it.
    """

    setting: Setting
    articles: Mapping[str, Article]
    official: frozenset[str] = frozenset()
    sources: dict[str, Cited | None] = field(default_factory=dict)
    overlays: Mapping[str, TranslationFields] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    currency: str = ""
    missing: dict[str, list[str]] = field(default_factory=dict)

    # -- problems ------------------------------------------------------------------------------------------

    def wrong(self, code: str, node: Node, message: str, help: str = "") -> None:  # noqa: A002
        self.problems.append(error(code, span_of(node), message, help))

    def attempt(self, node: Node, parse: Callable[[], T], code: str | None = None) -> T | None:
        """What `parse` gives, or None after noting its complaint at the node."""
        try:
            return parse()
        except WrongTextError as wrong:
            span = node.at(wrong.start, wrong.length) if isinstance(node, Scalar) else span_of(node)
            self.problems.append(
                Problem(code or wrong.code, Severity.ERROR, span, wrong.message, wrong.help),
            )
            return None

    # -- words, places, texts ------------------------------------------------------------------------------

    def word(self, words: Words[W], text: str, node: Node) -> W | None:
        return self.attempt(node, lambda: words.find(text))

    def region(self, text: str, node: Node) -> Region | None:
        return self.attempt(node, lambda: self.setting.gazetteer.parse_region(text))

    def texts(self, base: str | None, name: str, of: Callable[[TranslationFields], Any]) -> Texts | None:
        """The base text with its translations; a language without one is noted under `name`."""
        if base is None:
            return None
        found = {self.setting.languages[0]: base}
        for language in self.setting.languages[1:]:
            overlay = self.overlays.get(language)
            text = of(overlay) if overlay is not None else None
            if text:
                found[language] = text
            else:
                self.missing.setdefault(language, []).append(name)
        return found

    def reasons(
        self, name: str, find: Callable[[TranslationFields], PartTexts | TermTexts | WhenTexts | None]
    ) -> Callable[[int, str], Texts | None]:
        """For `testimonies`: the texts of the n-th reason why another source differs."""

        def texts(index: int, base: str) -> Texts | None:
            def of(overlay: TranslationFields) -> str | None:
                found = find(overlay)
                return found.differs[index] if found is not None and index < len(found.differs) else None

            return self.texts(base, f"{name} differs", of)

        return texts

    # -- sources and evidence ------------------------------------------------------------------------------

    def read_sources(self, fields: Mapping[str, SourceFields], node: Node) -> None:
        """Fills `sources`; one that cannot be resolved stays None so that it is complained of once."""
        for name, source in fields.items():
            here = find_node(node, name)
            self.sources[name] = self._cited(source, here)

    def _cited(self, source: SourceFields, node: Node) -> Cited | None:
        article = self.articles.get(source.article)
        read = self.attempt(find_node(node, "read"), lambda: parse_day(source.read))
        if article is None and source.article in self.setting.broken:
            return None
        if article is None:
            self.wrong(
                "evidence/unknown-article",
                find_node(node, "article"),
                f'no article "{source.article}"',
                did_you_mean(source.article, self.articles, "put the article's file into content/articles"),
            )
            return None
        section = None
        if source.section is not None:
            wanted = source.section
            section = self.attempt(find_node(node, "section"), lambda: find_section(article.sections, wanted))
            if section is None:
                return None
        if read is None:
            return None
        heading, anchor = (section.heading, section.anchor) if section else (None, None)
        return Cited(Citation(article.id, heading, anchor, read), article)

    def source(self, name: str | None, node: Node, noun: str) -> Cited | None:
        """The source that a part names, or the record's only one."""
        if name is None:
            if len(self.sources) == 1:
                return next(iter(self.sources.values()))
            self.wrong(
                "evidence/no-source",
                node,
                f"this {noun} does not say which source it was read from",
                'add "source:" with one of ' + ", ".join(self.sources),
            )
            return None
        if name not in self.sources:
            self.wrong(
                "evidence/unknown-source",
                find_node(node, "source"),
                f'"{name}" is no source of this record',
                did_you_mean(name, self.sources, "sources: " + ", ".join(self.sources)),
            )
            return None
        return self.sources[name]

    def evidence(self, written: str, cited: Cited, node: Node) -> Evidence | None:
        """`written` with its proof that it stands in the cited section."""
        citation, article = cited.citation, cited.article
        for section in article.sections:
            if citation.anchor in (None, section.anchor) and _stands(section.heading, section.text, written):
                found = citation if citation.anchor else replace(citation, anchor=section.anchor)
                return Evidence(found, written, article.language)
        where = f'section "{citation.section}" of {article.id}' if citation.section else article.id
        self.wrong(
            "evidence/not-found",
            node,
            f'"{written}" does not stand in {where}',
            _elsewhere(article, written) or "write the words exactly as the source does",
        )
        return None

    # -- figures -------------------------------------------------------------------------------------------

    def quantity(self, value: str | FullQuantity, node: Node, unit: str | None) -> Quantity | None:
        """A figure as written or in full, in the unit its field needs (None: whatever it has)."""

        def read() -> Quantity:
            if isinstance(value, FullQuantity):
                found = parse_full({k: v for k, v in value.model_dump(by_alias=True).items() if v is not None})
            else:
                found = parse_quantity(value, self.currency)
            return found if unit is None else require_unit(found, unit, home_currency=self.setting.currency)

        return self.attempt(node, read)

    def proved(
        self, quantity: Quantity, value: str | FullQuantity, written: str | None, cited: Cited, node: Node
    ) -> Evidence | None:
        """The evidence of a figure: its own words, or the longer passage that holds them."""
        if isinstance(value, FullQuantity):
            evidence = self.evidence(value.written, cited, find_node(node, "value", "written"))
            told = [found.quantity for found in find_quantities(value.written)]
            if told and not any(_follows(quantity, other) for other in told):
                self.wrong(
                    "evidence/does-not-follow",
                    find_node(node, "value"),
                    f'the figure does not follow from "{value.written}"',
                    f"its words say {told[0].written}; correct the bounds, or quote the words that give them",
                )
                return None
            return evidence
        if written is None:
            return self.evidence(value, cited, _figure_node(node))
        if not find_words(fold_words(written), value):
            self.wrong(
                "evidence/not-in-written",
                find_node(node, "written"),
                f'"{value}" does not stand in "{written}"',
                "the passage must hold the figure's own words",
            )
            return None
        return self.evidence(written, cited, find_node(node, "written"))

    def when(
        self, value: str | FullPeriod | None, node: Node, cited: Cited | None, *, proof: bool
    ) -> tuple[Period | None, Evidence | None]:
        """A date or period, with evidence where words are given (`proof`: a plain one must stand in the section)."""
        if value is None:
            return None, None
        if isinstance(value, str):
            period = self.attempt(node, lambda: parse_period(value))
            evidence = self.evidence(value, cited, node) if proof and cited and period else None
            return period, evidence
        start = None
        if value.from_ is not None:
            origin = value.from_
            start = self.attempt(find_node(node, "from"), lambda: parse_period(origin))
            if start is None:
                return None, None
        text = value.value if value.value is not None else value.written
        if text is None:
            self.wrong("period/no-value", node, "this date has neither value nor written", 'add "value: 2025", say')
            return None, None
        place = find_node(node, "value" if value.value is not None else "written")
        period = self.attempt(place, lambda: parse_period(text, start=start))
        if period is None:
            return None, None
        evidence = None
        if value.written is not None and cited is not None:
            evidence = self.evidence(value.written, cited, find_node(node, "written"))
            if value.value is not None and not agrees(period, value.written, start=start):
                self.wrong(
                    "evidence/does-not-follow",
                    find_node(node, "value"),
                    f'"{value.value}" does not follow from "{value.written}"',
                    _told(value.written, start) + "correct the date, or quote the words that give it",
                )
        elif cited is not None and (proof or value.source is not None):
            evidence = self.evidence(text, cited, place)
        return period, evidence

    # -- other sources -------------------------------------------------------------------------------------

    def testimonies(
        self,
        also: Sequence[AlsoFields],
        node: Node,
        main: Cited | None,
        says_same: Callable[[AlsoFields, Node], bool | None],
        differs: Callable[[int, str], Texts | None],
        *,
        valued: bool = True,
    ) -> tuple[Testimony, ...]:
        """What other sources say of the same value.

        `says_same` tells whether an entry gives the same value (None when it could not be read and was complained of);
        `differs` gives the texts of the n-th reason; `valued` is False where there is no value to compare, so
        that a reason alone makes an entry differ.
        """
        found = []
        reasons = 0
        for index, entry in enumerate(also):
            here = find_node(node, "also", index)
            why = None
            if entry.differs is not None:
                why = differs(reasons, entry.differs)
                reasons += 1
            cited = self.source(entry.source, here, "entry")
            same = says_same(entry, here)
            words = entry.value.written if isinstance(entry.value, FullQuantity) else entry.value
            written = entry.written or words
            if written is None:
                self.wrong(
                    "evidence/no-words", here, "this entry has neither value nor written", "add the source's words"
                )
                continue
            if cited is None or same is None:
                continue
            evidence = self.evidence(written, cited, find_node(here, "written" if entry.written else "value"))
            agrees_here = same if valued else why is None
            if valued and not same and why is None:
                self.wrong(
                    "evidence/undeclared-disagreement",
                    here,
                    f'"{written}" gives another value and the record does not say why',
                    'add "differs:" with the reason, in words',
                )
            if valued and same and why is not None:
                self.wrong(
                    "evidence/needless-differs",
                    find_node(here, "differs"),
                    f'"{written}" gives the same value',
                    'take "differs" out',
                )
            rule = None
            if not agrees_here and main is not None:
                rule, followed = pick_source(main.article, cited.article, self.official)
                if followed is cited.article and rule is not Rule.NONE:
                    self.wrong(
                        "evidence/wrong-source",
                        here,
                        f"{cited.article.id} is to be followed here, not {main.article.id}: {rule}",
                        "make this entry the record's own value, and the other one an entry of also",
                    )
            if evidence is not None:
                found.append(Testimony(evidence, agrees_here, rule, why))
        return tuple(found)

    def same_quantity(self, quantity: Quantity, unit: str | None) -> Callable[[AlsoFields, Node], bool | None]:
        """Whether another source's entry gives this figure."""

        def says_same(entry: AlsoFields, here: Node) -> bool | None:
            if entry.value is not None:
                if entry.differs is not None and isinstance(entry.value, str):
                    try:
                        other: Quantity | None = parse_quantity(entry.value, self.currency)
                        if unit is not None and other is not None:
                            other = require_unit(other, unit, home_currency=self.setting.currency)
                    except WrongTextError:
                        return False  # garbled words are what `differs` is for
                else:
                    other = self.quantity(entry.value, find_node(here, "value"), unit)
                return None if other is None else same_value(quantity, other)
            told = find_quantities(entry.written or "")
            return any(_follows(quantity, found.quantity) for found in told)

        return says_same

    def same_period(self, period: Period) -> Callable[[AlsoFields, Node], bool | None]:
        """Whether another source's entry gives this date, or a wider or narrower one around it."""

        def says_same(entry: AlsoFields, here: Node) -> bool | None:
            if isinstance(entry.value, str):
                text = entry.value
                other = self.attempt(find_node(here, "value"), lambda: parse_period(text))
                if other is None:
                    return None
                inside = (other.start or other.end) >= (period.start or period.end) and other.end <= period.end
                around = (other.start or other.end) <= (period.start or period.end) and other.end >= period.end
                return inside or around
            return agrees(period, entry.written or "", start=None)

        return says_same


@lru_cache(maxsize=4096)
def _folded(text: str) -> Folded:
    """A section is searched once for every figure that rests on it."""
    return fold_words(text)


def _stands(heading: str | None, text: str, written: str) -> bool:
    return find_words(_folded(text), written) or (heading is not None and find_words(_folded(heading), written))


def _elsewhere(article: Article, written: str) -> str:
    for section in article.sections:
        if _stands(section.heading, section.text, written):
            if section.heading is None:
                return "it stands before the first heading: leave the section out"
            return f'it stands in section "{section.heading}": cite that one'
    return ""


def _figure_node(node: Node) -> Node:
    return find_node(node, "value") if isinstance(node, MappingNode) and node.get("value") else node


def _told(written: str, start: Period | None) -> str:
    """What the words of a date give, where they give something by themselves."""
    try:
        return f"its words give {format_period(parse_period(written, start=start))}; "
    except WrongTextError:
        return ""


def _follows(quantity: Quantity, told: Quantity) -> bool:
    """Whether the words' own figure gives the bounds of `quantity`; the unit may be implied by the field."""
    unit = quantity.unit if told.unit is None else told.unit
    return same_value(quantity, replace(told, unit=unit, per=quantity.per, each=quantity.each))


#: Bounds from one side agree whether or not they include the figure itself: 以上 is often translated "more than".
_SIDES: Final = {Comparator.MORE_THAN: Comparator.AT_LEAST, Comparator.LESS_THAN: Comparator.AT_MOST}


def same_value(one: Quantity, other: Quantity) -> bool:
    """Whether two wordings give the same figure: bounds, unit, side, time and thing counted by, size."""
    if (one.size is None) != (other.size is None):
        return False
    if one.size and other.size and not same_value(one.size, other.size):
        return False
    return (one.minimum, one.maximum, one.unit, one.per, one.each) == (
        other.minimum,
        other.maximum,
        other.unit,
        other.per,
        other.each,
    ) and _SIDES.get(one.comparator, one.comparator) == _SIDES.get(other.comparator, other.comparator)
