"""Offers: entries of `subsidies` read into values.

Owns which unit each role takes and what each term must prove. Refuses a term with no role, or with two.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from policygen.model.fields import (
    FullQuantity,
    PartTexts,
    SubsidyFields,
    TermFields,
    TermTexts,
    TierFields,
    TranslationFields,
)
from policygen.model.provenance import Evidence
from policygen.model.quantities import Comparator, Quantity, parse_quantities, parse_step, require_unit
from policygen.model.reader import Cited, Reader
from policygen.model.subsidies import Role, Subsidy, Term, Tier
from policygen.model.words import find_words, fold_words
from policygen.source import Node, find_node

#: Which unit the figure of a role must have; None: any.
UNITS: dict[Role, str | None] = {
    Role.AMOUNT: "money",
    Role.CAP: "money",
    Role.RATE: "percent",
    Role.TIERS: None,
    Role.STEP: None,
    Role.THRESHOLD: None,
    Role.AREA_CAP: "m2",
    Role.DURATION: None,
}
_KEYS: Final = {role: role.value.replace(" ", "_") for role in Role}


def read_subsidy(fields: SubsidyFields, node: Node, name: str, reader: Reader) -> Subsidy | None:
    """One entry of `subsidies`; None after a problem that leaves no kind or no evidence."""
    kind = reader.word(reader.setting.vocabulary.kinds, fields.kind, find_node(node, "kind"))
    cited = reader.source(fields.source, node, "subsidy")
    part = _part(name)
    beneficiary = reader.texts(fields.for_, f"{name} for", lambda o: p.for_ if (p := part(o)) else None)
    note = reader.texts(fields.note, f"{name} note", lambda o: p.note if (p := part(o)) else None)
    conditions = tuple(
        text
        for index, base in enumerate(fields.conditions)
        if (text := reader.texts(base, f"{name} conditions", _nth(part, index)))
    )
    period, _ = reader.when(fields.period, find_node(node, "period"), cited, proof=True)
    if kind is None or cited is None:
        return None
    passage = reader.evidence(fields.written, cited, find_node(node, "written")) if fields.written else None
    if not fields.terms and fields.written is None:
        reader.wrong(
            "record/no-terms",
            node,
            "this subsidy has no terms and no words of the source",
            'add "terms:", or "written:" with the words that offer it',
        )
    terms = tuple(
        term
        for index, entry in enumerate(fields.terms)
        if (term := _read_term(entry, find_node(node, "terms", index), (name, index), (fields, cited), reader))
    )
    others = reader.testimonies(fields.also, node, cited, lambda _e, _n: True, reader.reasons(name, part), valued=False)
    evidence = (passage,) if passage else ()
    if not evidence and not terms:
        return None
    return Subsidy(name, kind.id, beneficiary, conditions, terms, period, note, evidence, others)


def _read_term(
    fields: TermFields, node: Node, place: tuple[str, int], within: tuple[SubsidyFields, Cited], reader: Reader
) -> Term | None:
    given = [role for role, key in _KEYS.items() if getattr(fields, key) is not None]
    if len(given) != 1:
        reader.wrong(
            "record/term-role",
            node,
            f"a term has one role, this one has {', '.join(given) if given else 'none'}",
            "write one of " + ", ".join(Role) + ", and a line of its own for each",
        )
        return None
    role = given[0]
    if (role is Role.STEP) != (fields.adds is not None):
        reader.wrong(
            "record/step",
            node,
            '"step" and "adds" belong together',
            "write {step: 每增加100平方米, adds: 5万元}, say",
        )
        return None
    name, index = place
    subsidy, own = within
    cited = reader.source(fields.source, node, "term") if fields.source else own
    texts = _term_texts(name, index)
    on = reader.word(reader.setting.vocabulary.bases, fields.on, find_node(node, "on")) if fields.on else None
    note = reader.texts(fields.note, f"{name} term {index + 1} note", lambda o: t.note if (t := texts(o)) else None)
    value = find_node(node, role.value)
    quantity: Quantity | None = None
    of: Quantity | None = None
    start: Quantity | None = None
    tiers: tuple[Tier, ...] = ()
    words: list[tuple[str, Node]] = []
    for key, entry in (("from", fields.from_), ("parts", fields.parts)):
        if entry is not None and role is not Role.STEP:
            reader.wrong("record/step", find_node(node, key), f'"{key}" belongs to a step', "take it out")
    if role is Role.TIERS:
        tiers = _read_tiers(fields, value, (name, index), reader)
        words = [(fields.tiers, value)] if isinstance(fields.tiers, str) else _tier_words(fields, value)
    elif role is Role.STEP:
        step = fields.step
        of = reader.attempt(value, lambda: parse_step(step, reader.currency)) if isinstance(step, str) else None
        if isinstance(step, FullQuantity):
            of = reader.quantity(step, value, None)
        if fields.adds is not None:
            quantity = reader.quantity(fields.adds, find_node(node, "adds"), None)
            words = [(_words(step), value), (_words(fields.adds), find_node(node, "adds"))]
        if fields.from_ is not None:
            start = reader.quantity(fields.from_, find_node(node, "from"), of.unit if of else None)
            words.append((_words(fields.from_), find_node(node, "from")))
    else:
        entry = getattr(fields, _KEYS[role])
        quantity = reader.quantity(entry, value, UNITS[role])
        if quantity is not None and quantity.comparator is Comparator.EXACTLY:
            quantity = _bounded(role, quantity)
        words = [(_words(entry), value)]
    if cited is None or (quantity is None and not tiers) or (role is Role.STEP and of is None):
        return None
    evidence = _proved(words, fields, (subsidy.written, node), cited, reader)
    unit = quantity.unit if quantity else None
    others = reader.testimonies(
        fields.also,
        node,
        cited,
        reader.same_quantity(quantity, unit) if quantity and not tiers else lambda e, _n: e.differs is None,
        reader.reasons(f"{name} term {index + 1}", texts),
    )
    if not evidence:
        return None
    return Term(
        role, quantity, of, tiers, on.id if on else None, note, evidence, others, fields.time, start, fields.parts
    )


def _bounded(role: Role, quantity: Quantity) -> Quantity:
    """A ceiling bounds from above and a threshold from below, also where one word (最高) governs several figures."""
    if role in {Role.CAP, Role.AREA_CAP}:
        return replace(quantity, minimum=None, comparator=Comparator.AT_MOST)
    if role is Role.THRESHOLD:
        return replace(quantity, maximum=None, comparator=Comparator.AT_LEAST)
    return quantity


def _proved(
    words: list[tuple[str, Node]],
    fields: TermFields,
    within: tuple[str | None, Node],
    cited: Cited,
    reader: Reader,
) -> tuple[Evidence, ...]:
    """The evidence of a term: its passage, the subsidy's passage where that holds its words, or its words alone."""
    passage, node = within
    if fields.written is not None:
        for text, _ in words:
            if not find_words(fold_words(fields.written), text):
                reader.wrong(
                    "evidence/not-in-written",
                    find_node(node, "written"),
                    f'"{text}" does not stand in "{fields.written}"',
                    "the passage must hold the figure's own words",
                )
                return ()
        found = reader.evidence(fields.written, cited, find_node(node, "written"))
        return (found,) if found else ()
    if passage is not None and fields.source is None and all(find_words(fold_words(passage), t) for t, _ in words):
        found = reader.evidence(passage, cited, node)
        return (found,) if found else ()
    proofs = [reader.evidence(text, cited, place) for text, place in words]
    return tuple(proof for proof in proofs if proof is not None) if all(proofs) else ()


def _read_tiers(fields: TermFields, node: Node, place: tuple[str, int], reader: Reader) -> tuple[Tier, ...]:
    name, index = place
    if isinstance(fields.tiers, str):
        text = fields.tiers
        found = reader.attempt(node, lambda: parse_quantities(text, reader.currency)) or ()
        for figure in found:
            if figure.unit is None:
                reader.attempt(node, partial(require_unit, figure, "percent"))
                return ()
        return tuple(Tier(figure, None) for figure in found)
    tiers = []
    whens = 0
    for number, entry in enumerate(fields.tiers or []):
        quantity = reader.quantity(entry.value, find_node(node, number, "value"), None)
        when = None
        if entry.when is not None:
            when = reader.texts(entry.when, f"{name} term {index + 1} when", _nth_when(name, index, whens))
            whens += 1
        if quantity is not None and quantity.unit is None:
            reader.attempt(find_node(node, number, "value"), partial(require_unit, quantity, "percent"))
            continue
        threshold, on = _read_tier_threshold(entry, find_node(node, number), reader)
        if quantity is not None:
            tiers.append(Tier(quantity, when, threshold, on))
    return tuple(tiers)


def _read_tier_threshold(entry: TierFields, node: Node, reader: Reader) -> tuple[Quantity | None, str | None]:
    """From which size on a tier holds, and which base that is a size of."""
    threshold = reader.quantity(entry.threshold, find_node(node, "threshold"), None) if entry.threshold else None
    if threshold is not None and threshold.comparator is Comparator.EXACTLY:
        threshold = _bounded(Role.THRESHOLD, threshold)
    on = reader.word(reader.setting.vocabulary.bases, entry.on, find_node(node, "on")) if entry.on else None
    return threshold, on.id if on else None


def _tier_words(fields: TermFields, node: Node) -> list[tuple[str, Node]]:
    found = []
    for number, entry in enumerate(fields.tiers if isinstance(fields.tiers, list) else []):
        found.append((_words(entry.value), find_node(node, number, "value")))
        if entry.threshold is not None:
            found.append((_words(entry.threshold), find_node(node, number, "threshold")))
    return found


def _words(value: str | FullQuantity | None) -> str:
    return value.written if isinstance(value, FullQuantity) else value or ""


Part = Callable[[TranslationFields], PartTexts | None]


def _part(name: str) -> Part:
    return lambda overlay: overlay.subsidies.get(name)


def _nth(part: Part, index: int) -> Callable[[TranslationFields], str | None]:
    def of(overlay: TranslationFields) -> str | None:
        found = part(overlay)
        return found.conditions[index] if found is not None and index < len(found.conditions) else None

    return of


def _term_texts(name: str, index: int) -> Callable[[TranslationFields], TermTexts | None]:
    def of(overlay: TranslationFields) -> TermTexts | None:
        found = overlay.subsidies.get(name)
        return found.terms[index] if found is not None and index < len(found.terms) else None

    return of


def _nth_when(name: str, index: int, number: int) -> Callable[[TranslationFields], str | None]:
    texts = _term_texts(name, index)

    def of(overlay: TranslationFields) -> str | None:
        found = texts(overlay)
        return found.when[number] if found is not None and number < len(found.when) else None

    return of
