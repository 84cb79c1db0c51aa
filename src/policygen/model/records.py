"""Records: one policy document, or one article, read into sourced fields.

Owns the assembly of a record from its parts. Refuses a record with any part that has a problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from babel.numbers import get_territory_currencies

from policygen.dormant import Dormant, altered
from policygen.model.articles import Article
from policygen.model.fields import (
    AbsentFields,
    AlsoFields,
    DisagreementFields,
    FullPeriod,
    PartFields,
    PartTexts,
    PolicyFields,
    SubsidyFields,
    TranslationFields,
    WhenTexts,
)
from policygen.model.keys import read_fields
from policygen.model.offers import read_subsidy
from policygen.model.periods import Period
from policygen.model.precedence import official_languages
from policygen.model.promises import read_commitment, read_indicator, read_target
from policygen.model.provenance import Absence, Citation, Disagreement, Evidence, Testimony
from policygen.model.reader import Reader, Setting, span_of
from policygen.model.subsidies import Subsidy
from policygen.model.targets import Commitment, Indicator, Target
from policygen.model.texts import Texts
from policygen.patterns import regex
from policygen.problems import Problem, Severity, did_you_mean, has_errors
from policygen.source import Document, Node, Span, find_node
from policygen.source import Mapping as MappingNode
from policygen.values import dataclass

P = TypeVar("P", bound=PartFields)
T = TypeVar("T")

#: A period that names its end alone is open at its start; as a deadline the same words are the year itself.
_UNTIL = regex(r"(?:up )?to\b|until\b|till\b|through\b|至|到|截至", re.IGNORECASE)
_ID = regex(r"^[a-z][a-z0-9-]*$")


@dataclass(frozen=True, slots=True)
class SourcedPeriod:
    """A date of the record with its evidence (which may be empty: a plain date rests on all sources together)."""

    period: Period
    evidence: tuple[Evidence, ...]
    others: tuple[Testimony, ...]


@dataclass(frozen=True, slots=True)
class Declared:
    """A declared absence: this metric or kind is not offered here, or is not comparable, and why."""

    metric: str | None
    kind: str | None
    reason: Absence
    why: Texts | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Policy(Dormant):
    """A published act or event of a public body. `region`, `instrument`, `themes` are ids; `summary` is Markdown."""

    id: str
    path: str
    span: Span
    title: Texts
    region: str
    instrument: str
    announced: SourcedPeriod | None
    period: SourcedPeriod | None
    repealed: SourcedPeriod | None
    issuer: Texts | None
    themes: tuple[str, ...]
    sources: Mapping[str, Citation]
    other_titles: tuple[Evidence, ...]
    targets: tuple[Target, ...]
    commitments: tuple[Commitment, ...]
    subsidies: tuple[Subsidy, ...]
    indicators: tuple[Indicator, ...]
    absent: tuple[Declared, ...]
    disagreements: tuple[Disagreement, ...]
    note: Texts | None
    summary: Texts


def without_summary(policy: Policy) -> Policy:
    """The record without what stands below its front matter: as much as all pages but its own show of it."""
    return altered(policy, lambda _: {"summary": {}}, id=policy.id)


def read_policy(
    id: str,  # noqa: A002
    document: Document,
    translations: Mapping[str, Document],
    articles: Mapping[str, Article],
    setting: Setting,
) -> tuple[Policy | None, list[Problem]]:
    """One record with its translations; None when any of it has an error."""
    reader = Reader(setting, articles)
    node = document.front
    fields, wrong = read_fields(PolicyFields, node)
    reader.problems += wrong
    reader.overlays = _read_overlays(translations, reader)
    if fields is None:
        return None, reader.problems
    region = reader.region(fields.region, find_node(node, "region"))
    if region is not None:
        country = setting.gazetteer.chain(region.id)[0]
        reader.official = official_languages(country.iso or "")
        reader.currency = setting.currency if setting.currency in get_territory_currencies(country.iso or "") else ""
    reader.read_sources(fields.sources, find_node(node, "sources"))
    if None in reader.sources.values():
        # a part that leans on a source that is not there would only repeat the complaint
        return None, reader.problems
    instrument = reader.word(setting.vocabulary.instruments, fields.instrument, find_node(node, "instrument"))
    themes = [
        theme.id
        for index, text in enumerate(fields.themes)
        if (theme := reader.word(setting.vocabulary.themes, text, find_node(node, "themes", index)))
    ]

    def part_texts(base: str | None, key: str) -> Texts | None:
        return reader.texts(base, key, lambda overlay: getattr(overlay, key))

    def parts(key: str, letter: str, entries: Sequence[P], read: Callable[[P, Node, str], T | None]) -> tuple[T, ...]:
        names = _part_ids(entries, letter, find_node(node, key), reader)
        _check_overlay_ids(key, names, translations, reader)
        _check_overlay_lengths(key, dict(zip(names, entries, strict=True)), translations, reader)
        found = [
            read(entry, find_node(node, key, index), name)
            for index, (entry, name) in enumerate(zip(entries, names, strict=True))
        ]
        return tuple(part for part in found if part is not None)

    region_id = region.id if region else None
    dates = {
        key: _read_date(getattr(fields, key), find_node(node, key), key, reader)
        for key in ("announced", "period", "repealed")
    }
    title = part_texts(fields.title, "title")
    summary = _summary(document, translations, reader)
    policy = Policy(
        id=id,
        path=document.file.path,
        span=span_of(find_node(node, "title")),
        title=title or {},
        region=region_id or "",
        instrument=instrument.id if instrument else "",
        announced=dates["announced"],
        period=dates["period"],
        repealed=dates["repealed"],
        issuer=part_texts(fields.issuer, "issuer"),
        themes=tuple(dict.fromkeys(themes)),
        sources={name: cited.citation for name, cited in reader.sources.items() if cited},
        other_titles=tuple(
            evidence
            for index, entry in enumerate(fields.other_titles)
            if (evidence := _says(entry.source, entry.written, find_node(node, "other titles", index), reader))
        ),
        targets=parts("targets", "t", fields.targets, lambda e, n, name: read_target(e, n, name, reader)),
        commitments=parts(
            "commitments", "c", fields.commitments, lambda e, n, name: read_commitment(e, n, name, reader)
        ),
        subsidies=parts("subsidies", "s", fields.subsidies, lambda e, n, name: read_subsidy(e, n, name, reader)),
        indicators=parts(
            "indicators",
            "i",
            fields.indicators,
            lambda e, n, name: read_indicator(e, n, name, reader, region=region_id, cited=None),
        ),
        absent=tuple(
            declared
            for index, entry in enumerate(fields.absent)
            if (declared := _read_absent(entry, index, find_node(node, "absent", index), reader))
        ),
        disagreements=tuple(
            disagreement
            for index, entry in enumerate(fields.disagreements)
            if (disagreement := _read_disagreement(entry, index, find_node(node, "disagreements", index), reader))
        ),
        note=part_texts(fields.note, "note"),
        summary=summary,
    )
    reader.problems += _missing_texts(document.file.path, reader)
    return (None if has_errors(reader.problems) else policy), reader.problems


def _read_overlays(translations: Mapping[str, Document], reader: Reader) -> dict[str, TranslationFields]:
    overlays = {}
    for language, document in translations.items():
        if language not in reader.setting.languages[1:]:
            reader.problems.append(
                Problem(
                    "translation/language",
                    Severity.WARNING,
                    Span(document.file.path),
                    f'"{language}" is no other language of this tracker',
                    "the other languages are " + (", ".join(reader.setting.languages[1:]) or "none"),
                )
            )
            continue
        fields, wrong = read_fields(TranslationFields, document.front)
        reader.problems += wrong
        if fields is not None:
            overlays[language] = fields
    return overlays


def _part_ids(entries: Sequence[PartFields], letter: str, node: Node, reader: Reader) -> list[str]:
    names: list[str] = []
    for index, entry in enumerate(entries):
        name = entry.id or f"{letter}{index + 1}"
        place = find_node(node, index, "id")
        if not _ID.match(name):
            reader.wrong("record/part-id", place, f'"{name}" is no id', "use lower-case letters, digits and hyphens")
        elif name in names:
            reader.wrong("record/part-id", place, f'the id "{name}" is there twice', "give one of them another id")
        names.append(name)
    return names


def _check_overlay_ids(key: str, names: Sequence[str], translations: Mapping[str, Document], reader: Reader) -> None:
    for language in reader.overlays:
        texts = translations[language].front.get(key)
        for name, _ in texts.entries if isinstance(texts, MappingNode) else ():
            if name.text not in names:
                reader.wrong(
                    "translation/unknown-part",
                    name,
                    f'"{name.text}" is none of the {key}',
                    did_you_mean(name.text, names, f"the {key} are " + (", ".join(names) or "none")),
                )


def _check_overlay_lengths(
    key: str, entries: Mapping[str, PartFields], translations: Mapping[str, Document], reader: Reader
) -> None:
    """A list in a translation has no more entries than the record's own: a comma may have cut a text in two."""
    for language, overlay in reader.overlays.items():
        texts: Mapping[str, PartTexts] = getattr(overlay, key)
        for name, part in texts.items():
            entry = entries.get(name)
            if entry is None:
                continue
            node = find_node(translations[language].front, key, name)
            _check_length(part.differs, _reasons(entry.also), find_node(node, "differs"), "differs", reader)
            if not isinstance(entry, SubsidyFields):
                continue
            _check_length(part.conditions, len(entry.conditions), find_node(node, "conditions"), "conditions", reader)
            _check_length(part.terms, len(entry.terms), find_node(node, "terms"), "terms", reader)
            for index, (theirs, ours) in enumerate(zip(part.terms, entry.terms, strict=False)):
                term = find_node(node, "terms", index)
                whens = [tier for tier in ours.tiers if tier.when] if isinstance(ours.tiers, list) else []
                _check_length(theirs.when, len(whens), find_node(term, "when"), "when", reader)
                _check_length(theirs.differs, _reasons(ours.also), find_node(term, "differs"), "differs", reader)


def _reasons(also: Sequence[AlsoFields]) -> int:
    return sum(entry.differs is not None for entry in also)


def _check_length(found: Sequence[object], wanted: int, node: Node, name: str, reader: Reader) -> None:
    if len(found) > wanted:
        reader.wrong(
            "translation/surplus",
            node,
            f'"{name}" has {len(found)} entries, where the record has {wanted}',
            "give each its text, in the same order; a text with a comma in it stands in quotes",
        )


def _read_date(value: str | FullPeriod | None, node: Node, key: str, reader: Reader) -> SourcedPeriod | None:
    if value is None:
        return None
    cited = None
    if isinstance(value, FullPeriod) and (value.source is not None or value.written is not None):
        cited = reader.source(value.source, node, "date")
    period, evidence = reader.when(value, node, cited, proof=False)
    if period is None:
        return None
    if key == "period" and _UNTIL.match(period.written):
        period = replace(period, start=None)
    others: tuple[Testimony, ...] = ()
    if isinstance(value, FullPeriod):

        def texts(overlay: TranslationFields) -> WhenTexts | None:
            found: WhenTexts | None = getattr(overlay, key)
            return found

        others = reader.testimonies(value.also, node, cited, reader.same_period(period), reader.reasons(key, texts))
    return SourcedPeriod(period, (evidence,) if evidence else (), others)


def _says(source: str, written: str, node: Node, reader: Reader) -> Evidence | None:
    cited = reader.source(source, node, "statement")
    return reader.evidence(written, cited, find_node(node, "written")) if cited else None


def _read_absent(fields: AbsentFields, index: int, node: Node, reader: Reader) -> Declared | None:
    if (fields.metric is None) == (fields.kind is None):
        reader.wrong(
            "record/absent",
            node,
            "an absence is of a metric or of a kind, one of them",
            'write "metric:" or "kind:"',
        )
        return None
    vocabulary = reader.setting.vocabulary
    metric = reader.word(vocabulary.metrics, fields.metric, find_node(node, "metric")) if fields.metric else None
    kind = reader.word(vocabulary.kinds, fields.kind, find_node(node, "kind")) if fields.kind else None
    reason = Absence(fields.reason)
    if reason is Absence.NOT_COMPARABLE and fields.why is None:
        reader.wrong("record/absent", node, "not comparable needs a reason", 'add "why:" with the reason, in words')
    evidence = None
    if fields.written is not None or fields.source is not None:
        cited = reader.source(fields.source, node, "absence")
        if cited and fields.written:
            evidence = reader.evidence(fields.written, cited, find_node(node, "written"))
    elif reason is Absence.NONE_OFFERED:
        reader.wrong("record/absent", node, "none offered needs the words that say so", 'add "source:" and "written:"')
    why = reader.texts(
        fields.why, f"absent {index + 1} why", lambda o: o.absent[index].why if index < len(o.absent) else None
    )
    return Declared(
        metric.id if metric else None, kind.id if kind else None, reason, why, (evidence,) if evidence else ()
    )


def _read_disagreement(fields: DisagreementFields, index: int, node: Node, reader: Reader) -> Disagreement | None:
    def texts(base: str | None, key: str) -> Texts | None:
        return reader.texts(
            base,
            f"disagreement {index + 1} {key}",
            lambda o: getattr(o.disagreements[index], key) if index < len(o.disagreements) else None,
        )

    says = [
        _says(entry.source, entry.written, find_node(node, "says", number), reader)
        for number, entry in enumerate(fields.says)
    ]
    about = texts(fields.about, "about")
    if about is None or None in says:
        return None
    return Disagreement(about, tuple(evidence for evidence in says if evidence), texts(fields.note, "note"))


def _summary(document: Document, translations: Mapping[str, Document], reader: Reader) -> dict[str, str]:
    languages = reader.setting.languages
    found = {languages[0]: document.body.strip()} if document.body.strip() else {}
    for language in languages[1:]:
        body = translations[language].body.strip() if language in translations else ""
        if body:
            found[language] = body
        elif document.body.strip():
            reader.missing.setdefault(language, []).append("summary")
    return found


def _missing_texts(path: str, reader: Reader) -> list[Problem]:
    return [
        Problem(
            "translation/missing",
            Severity.NOTICE,
            Span(path),
            f"{len(names)} {'text has' if len(names) == 1 else 'texts have'} no {language}: {', '.join(names)}",
            f"add them to the file that ends in .{language}.md; until then the page shows the other language",
        )
        for language, names in reader.missing.items()
    ]
