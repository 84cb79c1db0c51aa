"""Shapes: records as plain data for other programs, as docs/data.md describes them, and their text as JSON.

Owns the names and order of fields in every JSON file. Refuses binary floats: a figure is a `Decimal` until it is text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Final
from urllib.parse import quote

from policygen.model.articles import Article
from policygen.model.library import Library
from policygen.model.periods import Period
from policygen.model.provenance import Disagreement, Evidence, Testimony
from policygen.model.quantities import Quantity
from policygen.model.records import Declared, Policy, SourcedPeriod
from policygen.model.regions import Region
from policygen.model.status import Status, policy_status, subsidy_status, target_status
from policygen.model.subsidies import Subsidy, Term
from policygen.model.targets import Commitment, Indicator, Outcome, Target
from policygen.model.texts import Texts
from policygen.site.pages.routes import article_route, policy_route, region_route

#: What a JSON file is made of.
Json = None | bool | int | str | Decimal | Sequence["Json"] | Mapping[str, "Json"]
Shape = dict[str, Json]

#: The version of the shapes; it changes when a field changes its meaning or goes, not when one is added.
VERSION = 1


def format_json(value: Json) -> str:
    """JSON with two spaces an indent, text unescaped, figures exact, and a line end at the end."""
    return _format(value, "\n") + "\n"


def _format(value: Json, margin: str) -> str:
    # Records are made of mappings, and those mostly of texts; other kinds of value are few.
    if type(value) is dict:
        if not value:
            return "{}"
        inner = margin + "  "
        items = []
        for key, item in value.items():
            if type(item) is str:
                items.append(_KEYS[key] + encode_basestring(item))
            elif item is None:
                items.append(_KEYS[key] + "null")
            else:
                items.append(_KEYS[key] + _format(item, inner))
        return f"{{{inner}{f',{inner}'.join(items)}{margin}}}"
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return format_number(value)
    if isinstance(value, Mapping):
        return _format(dict(value), margin)
    inner = margin + "  "
    return f"[{inner}{f',{inner}'.join([_format(item, inner) for item in value])}{margin}]" if value else "[]"


class _Keys(dict[str, str]):
    """What stands before a value; there are few names, and each stands in every record."""

    def __missing__(self, key: str) -> str:
        self[key] = opening = f"{encode_basestring(key)}: "
        return opening


_KEYS: Final = _Keys()


def format_number(number: Decimal) -> str:
    """The digits of a figure, all of them and no more: 200000, 12.8."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def shape_policy(policy: Policy, library: Library, as_of: date) -> Shape:
    """One policy with everything that is known of it on that day."""
    status = policy_status(policy, library.vocabulary.instruments[policy.instrument], as_of)
    return {
        "id": policy.id,
        "url": _address(policy_route(policy.id)),
        "title": _texts(policy.title),
        "region": policy.region,
        "instrument": policy.instrument,
        "status": status.value,
        "announced": _sourced_period(policy.announced),
        "period": _sourced_period(policy.period),
        "repealed": _sourced_period(policy.repealed),
        "issuer": _texts(policy.issuer),
        "themes": policy.themes,
        "note": _texts(policy.note),
        "summary": _texts(policy.summary),
        "targets": [_target(target, status, as_of) for target in policy.targets],
        "commitments": [_commitment(commitment, status, as_of) for commitment in policy.commitments],
        "subsidies": [_subsidy(subsidy, status, as_of) for subsidy in policy.subsidies],
        "indicators": [shape_indicator(indicator) for indicator in policy.indicators],
        "absent": [_declared(declared) for declared in policy.absent],
        "disagreements": [_disagreement(disagreement) for disagreement in policy.disagreements],
        "other_titles": _all_evidence(policy.other_titles),
        "sources": {
            name: {
                "article": citation.article,
                "section": citation.section,
                "anchor": citation.anchor,
                "read": citation.read.isoformat(),
            }
            for name, citation in policy.sources.items()
        },
    }


def shape_region(region: Region, policies: Iterable[str], *, has_page: bool) -> Shape:
    """One place with the ids of its own policies."""
    return {
        "id": region.id,
        "url": _address(region_route(region.id)) if has_page else None,
        "level": region.level.word,
        "code": region.code,
        "iso": region.iso,
        "name": _texts(region.name),
        "parent": region.parent,
        "policies": sorted(policies),
    }


def shape_article(article: Article) -> Shape:
    """One source; its text is on its page and not in the data."""
    return {
        "id": article.id,
        "url": _address(article_route(article.id)),
        "title": _texts(article.title),
        "language": article.language,
        "languages": [article.language, *sorted(article.translations)],
        "date": shape_period(article.date),
        "kind": article.kind,
        "publisher": _texts(article.publisher),
        "author": _texts(article.author),
        "original": article.url,
        "checked": None
        if article.checked is None
        else {"on": article.checked.on.isoformat(), "status": article.checked.status},
        "translation_of": article.translation_of,
        "digest": article.digest,
        "note": _texts(article.note),
        "sections": [
            {"heading": section.heading, "level": section.level, "anchor": section.anchor}
            for section in article.sections
        ],
        "indicators": [shape_indicator(indicator) for indicator in article.indicators],
    }


def shape_indicator(indicator: Indicator) -> Shape:
    return {
        "id": indicator.id,
        "metric": indicator.metric,
        "region": indicator.region,
        "of": _texts(indicator.of),
        "by": _texts(indicator.by),
        "on": shape_period(indicator.on),
        "quantity": shape_quantity(indicator.quantity),
        "note": _texts(indicator.note),
        "evidence": _all_evidence(indicator.evidence),
        "others": _others(indicator.others),
    }


def shape_period(period: Period | None) -> Shape | None:
    if period is None:
        return None
    start = period.start.isoformat() if period.start else None
    return {"written": period.written, "start": start, "end": period.end.isoformat()}


def shape_quantity(quantity: Quantity | None) -> Shape | None:
    if quantity is None:
        return None
    return {
        "written": quantity.written,
        "min": quantity.minimum,
        "max": quantity.maximum,
        "unit": quantity.unit,
        "comparator": quantity.comparator.value,
        "per": quantity.per,
        "each": quantity.each,
        "size": shape_quantity(quantity.size),
    }


def _address(route: str) -> str:
    """The page in the first language, from the top of the site."""
    return quote(f"{route}.html")


def _texts(texts: Texts | None) -> Shape | None:
    return None if texts is None else dict(texts)


def _sourced_period(sourced: SourcedPeriod | None) -> Shape | None:
    if sourced is None:
        return None
    return {
        **(shape_period(sourced.period) or {}),
        "evidence": _all_evidence(sourced.evidence),
        "others": _others(sourced.others),
    }


def _target(target: Target, status: Status, as_of: date) -> Shape:
    return {
        "id": target.id,
        "metric": target.metric,
        "of": _texts(target.of),
        "deadline": shape_period(target.deadline),
        "status": target_status(target, status, as_of).value,
        "quantity": shape_quantity(target.quantity),
        "outcome": _outcome(target.outcome),
        "note": _texts(target.note),
        "evidence": _all_evidence(target.evidence),
        "others": _others(target.others),
    }


def _outcome(outcome: Outcome | None) -> Shape | None:
    if outcome is None:
        return None
    return {
        "quantity": shape_quantity(outcome.quantity),
        "on": shape_period(outcome.on),
        "evidence": [_evidence(outcome.evidence)],
    }


def _commitment(commitment: Commitment, status: Status, as_of: date) -> Shape:
    return {
        "id": commitment.id,
        "text": _texts(commitment.text),
        "deadline": shape_period(commitment.deadline),
        "status": target_status(commitment, status, as_of).value,
        "note": _texts(commitment.note),
        "evidence": _all_evidence(commitment.evidence),
        "others": _others(commitment.others),
    }


def _subsidy(subsidy: Subsidy, status: Status, as_of: date) -> Shape:
    return {
        "id": subsidy.id,
        "kind": subsidy.kind,
        "beneficiary": _texts(subsidy.beneficiary),
        "conditions": [_texts(condition) for condition in subsidy.conditions],
        "period": shape_period(subsidy.period),
        "status": subsidy_status(subsidy, status, as_of).value,
        "terms": [_term(term) for term in subsidy.terms],
        "note": _texts(subsidy.note),
        "evidence": _all_evidence(subsidy.evidence),
        "others": _others(subsidy.others),
    }


def _term(term: Term) -> Shape:
    return {
        "role": term.role.value,
        "per": term.quantity.per if term.quantity else None,
        "on": term.on,
        "time": term.time,
        "of": shape_quantity(term.of),
        "from": shape_quantity(term.start),
        "parts": term.parts,
        "quantity": shape_quantity(term.quantity),
        "tiers": [
            {
                "when": _texts(tier.when),
                "threshold": shape_quantity(tier.threshold),
                "on": tier.on,
                "quantity": shape_quantity(tier.quantity),
            }
            for tier in term.tiers
        ],
        "note": _texts(term.note),
        "evidence": _all_evidence(term.evidence),
        "others": _others(term.others),
    }


def _declared(declared: Declared) -> Shape:
    return {
        "metric": declared.metric,
        "kind": declared.kind,
        "reason": declared.reason.value,
        "why": _texts(declared.why),
        "evidence": _all_evidence(declared.evidence),
    }


def _disagreement(disagreement: Disagreement) -> Shape:
    return {
        "about": _texts(disagreement.about),
        "says": _all_evidence(disagreement.says),
        "note": _texts(disagreement.note),
    }


def _evidence(evidence: Evidence) -> Shape:
    return {
        "article": evidence.citation.article,
        "section": evidence.citation.section,
        "anchor": evidence.citation.anchor,
        "written": evidence.written,
        "language": evidence.language,
        "read": evidence.citation.read.isoformat(),
    }


def _all_evidence(evidence: Iterable[Evidence]) -> list[Json]:
    return [_evidence(one) for one in evidence]


def _others(others: Iterable[Testimony]) -> list[Json]:
    return [
        {
            **_evidence(other.evidence),
            "agrees": other.agrees,
            "rule": other.rule and other.rule.value,
            "why": _texts(other.why),
        }
        for other in others
    ]
