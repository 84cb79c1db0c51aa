"""Promises: entries of `targets`, `commitments` and `indicators` read into values.

Owns what each entry must prove. Refuses one without a figure, or without evidence.
"""

from __future__ import annotations

from collections.abc import Callable

from policygen.model.fields import CommitmentFields, IndicatorFields, PartTexts, TargetFields, TranslationFields
from policygen.model.reader import Cited, Reader
from policygen.model.targets import Commitment, Indicator, Outcome, Target
from policygen.source import Node, find_node


def read_target(fields: TargetFields, node: Node, name: str, reader: Reader) -> Target | None:
    """One entry of `targets`; None after a problem that leaves no figure or no evidence."""
    metric = reader.word(reader.setting.vocabulary.metrics, fields.metric, find_node(node, "metric"))
    unit = metric.unit if metric else None
    quantity = reader.quantity(fields.value, find_node(node, "value"), unit)
    cited = reader.source(fields.source, node, "target")
    part = _part("targets", name)
    deadline, _ = reader.when(fields.by, find_node(node, "by"), cited, proof=True)
    of = reader.texts(fields.of, f"{name} of", lambda o: _get(part(o), "of"))
    note = reader.texts(fields.note, f"{name} note", lambda o: _get(part(o), "note"))
    outcome = _read_outcome(fields, node, unit, reader)
    if metric is None or quantity is None or cited is None:
        return None
    evidence = reader.proved(quantity, fields.value, fields.written, cited, node)
    others = reader.testimonies(
        fields.also, node, cited, reader.same_quantity(quantity, unit), reader.reasons(name, part)
    )
    if evidence is None:
        return None
    return Target(name, metric.id, quantity, deadline, of, note, (evidence,), others, outcome)


def _read_outcome(fields: TargetFields, node: Node, unit: str | None, reader: Reader) -> Outcome | None:
    if fields.outcome is None:
        return None
    here = find_node(node, "outcome")
    quantity = reader.quantity(fields.outcome.value, find_node(here, "value"), unit)
    cited = reader.source(fields.outcome.source, here, "outcome")
    on, _ = reader.when(fields.outcome.on, find_node(here, "on"), cited, proof=True)
    if quantity is None or cited is None:
        return None
    evidence = reader.proved(quantity, fields.outcome.value, fields.outcome.written, cited, here)
    return Outcome(quantity, on, evidence) if evidence else None


def read_commitment(fields: CommitmentFields, node: Node, name: str, reader: Reader) -> Commitment | None:
    """One entry of `commitments`."""
    cited = reader.source(fields.source, node, "commitment")
    part = _part("commitments", name)
    deadline, _ = reader.when(fields.by, find_node(node, "by"), cited, proof=True)
    text = reader.texts(fields.text, f"{name} text", lambda o: _get(part(o), "text"))
    note = reader.texts(fields.note, f"{name} note", lambda o: _get(part(o), "note"))
    if cited is None or text is None:
        return None
    evidence = reader.evidence(fields.written, cited, find_node(node, "written"))
    others = reader.testimonies(fields.also, node, cited, lambda _e, _n: True, reader.reasons(name, part), valued=False)
    return Commitment(name, text, deadline, note, (evidence,), others) if evidence else None


def read_indicator(
    fields: IndicatorFields, node: Node, name: str, reader: Reader, *, region: str | None, cited: Cited | None
) -> Indicator | None:
    """One entry of `indicators`: of a record (`region` is its place), or of an article (`cited` is the article)."""
    metric = reader.word(reader.setting.vocabulary.metrics, fields.metric, find_node(node, "metric"))
    unit = metric.unit if metric else None
    quantity = reader.quantity(fields.value, find_node(node, "value"), unit)
    cited = cited or reader.source(fields.source, node, "indicator")
    if fields.region is not None:
        place = reader.region(fields.region, find_node(node, "region"))
        region = place.id if place else None
    elif region is None:
        reader.wrong(
            "record/missing-key", node, 'an indicator of an article needs "region"', 'add a line "region: ..."'
        )
    part = _part("indicators", name)
    on, _ = reader.when(fields.on, find_node(node, "on"), cited, proof=True)
    of = reader.texts(fields.of, f"{name} of", lambda o: _get(part(o), "of"))
    by = reader.texts(fields.by, f"{name} by", lambda o: _get(part(o), "by"))
    note = reader.texts(fields.note, f"{name} note", lambda o: _get(part(o), "note"))
    if metric is None or quantity is None or cited is None or region is None:
        return None
    evidence = reader.proved(quantity, fields.value, fields.written, cited, node)
    others = reader.testimonies(
        fields.also, node, cited, reader.same_quantity(quantity, unit), reader.reasons(name, part)
    )
    if evidence is None:
        return None
    return Indicator(name, metric.id, quantity, region, on, of, by, note, (evidence,), others)


Part = Callable[[TranslationFields], PartTexts | None]


def _part(group: str, name: str) -> Part:
    def find(overlay: TranslationFields) -> PartTexts | None:
        parts: dict[str, PartTexts] = getattr(overlay, group)
        return parts.get(name)

    return find


def _get(part: PartTexts | None, key: str) -> str | None:
    value: str | None = getattr(part, key) if part is not None else None
    return value
