"""Estimate data: what the estimator's script is given of one share of the support, in one language.

Owns the finished strings beside the rules: names, words of sources, links as the page of the estimator writes them,
inputs and questions. Refuses what no subsidy of the share asks for.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from policygen.model import units
from policygen.model.provenance import Citation, Evidence
from policygen.model.reckoning import Rules, settle
from policygen.model.records import Policy
from policygen.model.status import Status, subsidy_status
from policygen.model.subsidies import Subsidy, Term
from policygen.model.texts import Texts
from policygen.site.estimating import plain_bases, plain_rules, plain_writing
from policygen.site.messages import N_
from policygen.site.pages import words
from policygen.site.pages.offering import Lot
from policygen.site.pages.routes import ESTIMATE, Routes
from policygen.site.pages.sheet import Sheet
from policygen.site.pages.shelf import Shelf
from policygen.site.pages.workings import input_label

Plain = Any
#: The statuses of what may be had on the day.
_ON_OFFER: Final = frozenset({Status.IN_FORCE, Status.TOOK_PLACE})
#: Kinds of inputs in their order, each a fieldset.
GROUPS: Final = (("premises", N_("Premises")), ("money", N_("Money")), ("size", N_("Numbers and time")))


def share_path(key: str, language: str) -> str:
    """Where the data of a share stand, from the root of the output."""
    return f"data/estimate/{language}/{key or 'all'}.js"


def share_file(sheet: Sheet, key: str) -> bytes:
    """The data of a share as a script that hands them over, so that they load from disk."""
    page = Sheet(sheet.shelf, sheet.routes, sheet.messages, ESTIMATE, "estimate")
    text = json.dumps(share_data(page, key), ensure_ascii=False, separators=(",", ":"))
    text = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"(window.policygenEstimate=window.policygenEstimate||[]).push({text});\n".encode()


def share_files(shelf: Shelf, routes: Routes) -> Iterator[tuple[str, str, str, str]]:
    """Path, kind, subject and language of each of these files."""
    for key in shelf.offering:
        for language in routes.languages:
            yield share_path(key, language), "estimate-data", key, language


def share_data(sheet: Sheet, key: str) -> Plain:
    """Everything of the share; links are as the page of the estimator has them."""
    shelf = sheet.shelf
    share: Lot = shelf.offering[key]
    made = _Making(sheet)
    offers = [
        made.offer(policy, subsidy)
        for policy in (shelf.library.policies[each] for each in share.policies)
        for subsidy in policy.subsidies
    ]
    return {
        "part": key,
        "bases": plain_bases(made.bases()),
        "labels": {base.id: made.words(base.label) for base in made.bases()},
        "writing": plain_writing(sheet.language, made.rules, made.currencies()),
        "currencies": {code: units.write_unit(code, made.spoken) for code in made.currencies()},
        "inputs": list(made.inputs()),
        "questions": made.questions,
        "places": made.places,
        "sources": made.sources,
        "offers": offers,
    }


def question_id(text: Texts) -> str:
    """A short name of a condition in words, the same in every language and wherever it stands."""
    told = "\x1f".join(f"{language}\x1e{text[language]}" for language in sorted(text))
    return hashlib.blake2b(told.encode(), digest_size=5).hexdigest()


class _Making:
    """One share in the making; holds what several offers have in common."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.spoken = "zh" if sheet.language.startswith("zh") else "en"
        self.vocabulary = sheet.vocabulary
        self.rules: list[Rules] = []
        self.questions: dict[str, Plain] = {}
        self.places: dict[str, Plain] = {}
        self.sources: list[Plain] = []
        self.sources_at: dict[tuple[str, str, str], int] = {}

    def offer(self, policy: Policy, subsidy: Subsidy) -> Plain:
        sheet = self.sheet
        rules = settle(subsidy, self.vocabulary)
        self.rules.append(rules)
        status = subsidy_status(subsidy, sheet.shelf.comparisons.statuses[policy.id], sheet.shelf.as_of)
        shown = sheet.offer_status(subsidy, policy, status)
        title = sheet.policy(policy, subsidy.id)
        self._place(policy.region)
        return {
            "id": f"{policy.id}.{subsidy.id}",
            "place": policy.region,
            "kind": [subsidy.kind, *self.words(self.vocabulary.kinds[subsidy.kind].label)],
            "title": [title.text, title.lang or "", title.href],
            "on": int(status in _ON_OFFER),
            "status": sheet.messages.clauses(shown.word, shown.detail),
            "asks": list(self._asks(subsidy, rules)),
            "note": self.words(subsidy.note) if subsidy.note else None,
            "terms": [self._term(term) for term in subsidy.terms],
            "words": [] if subsidy.terms else [self._words_of(each) for each in subsidy.evidence],
            "tiers": {
                found.term: [self._tier(subsidy.terms[found.term], index) for index in range(len(found.parts))]
                for found in rules.sums
                if found.worded and len(found.parts) > 1
            },
            "rules": plain_rules(rules),
        }

    def words(self, texts: Texts) -> list[str]:
        """A text and its language where that is not the page's."""
        found = self.sheet.words(texts)
        return [found.text, found.lang or ""]

    def _place(self, region: str) -> None:
        if region in self.places:
            return
        found = self.sheet.place(region)
        chain = self.sheet.gazetteer.ancestors(region)
        self.places[region] = {
            "name": [found.text, found.lang or "", found.href],
            "within": self.sheet.within(region),
            "above": [above.id for above in chain],
        }

    def _asks(self, subsidy: Subsidy, rules: Rules) -> Iterator[str]:
        """What is asked in words: for whom it is, its conditions, sizes that no input tells."""
        if subsidy.beneficiary:
            yield self._question("for", subsidy.beneficiary)
        for condition in subsidy.conditions:
            yield self._question("condition", condition)
        for term in rules.asked:
            quantity = subsidy.terms[term].quantity
            if quantity is not None:
                told = self.sheet.gettext(
                    "%(value)s (“%(written)s”)", value=self.sheet.figure(quantity), written=quantity.written
                )
                yield self._question("size", {"": quantity.written}, told)

    def _question(self, sort: str, text: Texts, told: str = "") -> str:
        name = question_id(text)
        self.questions.setdefault(name, [sort, *([told, ""] if told else self.words(text))])
        return name

    def _term(self, term: Term) -> Plain:
        """What the term does, and the longest of the words it rests on."""
        evidence = max(term.evidence, key=lambda each: len(each.written))
        return [self.sheet.gettext(words.ROLES[term.role]), *self._words_of(evidence)]

    def _words_of(self, evidence: Evidence) -> list[Plain]:
        """Words of a source, their language, and which of the sources."""
        return [evidence.written, self.sheet.lang(evidence.language) or "", self._source(evidence.citation)]

    def _source(self, citation: Citation) -> int:
        link = self.sheet.citation(citation)
        key = (citation.article, citation.anchor or "", citation.read.isoformat())
        at = self.sources_at.setdefault(key, len(self.sources))
        if at == len(self.sources):
            self.sources.append([link.text, link.lang or "", link.href, self.sheet.messages.short_day(citation.read)])
        return at

    def _tier(self, term: Term, index: int) -> list[str]:
        tier = term.tiers[index]
        value = self.sheet.figure(tier.quantity)
        if tier.when is None:
            return [value, ""]
        when, language = self.words(tier.when)
        return [self.sheet.gettext("%(value)s: %(when)s", value=value, when=when), language]

    # -- what all of them ask for --------------------------------------------------------------------------

    def bases(self) -> list[Any]:
        found = {name: base for rules in self.rules for name, base in rules.bases.items()}
        return [base for name, base in self.vocabulary.bases.items() if name in found]

    def currencies(self) -> list[str]:
        """Those of the terms, and the tracker's own."""
        found = {rules.currency for rules in self.rules if rules.currency}
        found |= {gate.unit for rules in self.rules for gate in rules.gates if units.is_money(gate.unit)}
        home = self.sheet.shelf.library.site.currency
        return [home, *sorted(found - {home})]

    def inputs(self) -> Iterator[Plain]:
        """What a firm may enter, in the order of the form: name, group, label, what it is counted in."""
        for name, group in _names(self.rules):
            yield [name, group, self._label(name), self._unit(name)]
        if any(rules.lengths for rules in self.rules):
            told = self.sheet.gettext("Years you look at")
            yield ["years", "size", told, units.write_unit("year", self.spoken)]

    def _label(self, name: str) -> str:
        return input_label(self.sheet, name)

    def _unit(self, name: str) -> str:
        """What stands beside the input; `{}` for the currency."""
        base = self.vocabulary.bases.get(name)
        if base is None:
            return ""
        unit = "{}" if base.unit == "money" else units.write_unit(base.unit, self.spoken)
        per, each = base.per, ""
        if base.of and base.by:
            of = self.vocabulary.bases[base.of]
            unit, each = ("%", "") if of.unit == "money" else (unit, of.unit)
            per = base.by
        if self.spoken == "zh":
            below = [units.write_unit(each, "zh")] if each else []
            below += [units.write_unit(per, "zh").removeprefix("个")] if per else []
            return "/".join(filter(None, (unit, "·".join(below))))
        each = units.write_each(each, "en") if each else ""
        return " ".join(filter(None, (unit, each, units.write_per(per, "en") if per else "")))


def _names(rules: Iterable[Rules]) -> Iterator[tuple[str, str]]:
    """The inputs that some of the rules ask for, with their group."""
    bases: dict[str, Any] = {}
    used: set[str] = set()
    things: set[str] = set()
    for each in rules:
        bases.update(each.bases)
        parts = [part for found in each.sums for part in found.parts]
        parts += [step.part for step in each.steps] + [cap.part for cap in each.caps]
        things |= {name for part in parts for name in part.each if name not in each.bases}
        used |= _asked(each)
    order = sorted(used, key=lambda name: (_group(bases, name), bases[name].of or name, bool(bases[name].of), name))
    for name in order:
        yield name, GROUPS[_group(bases, name)][0]
    for thing in sorted(things):
        yield thing, "size"


def _asked(rules: Rules) -> set[str]:
    """The bases whose figures these rules use: those they name, and what a price is a price of or a part of."""
    named = {gate.base for gate in rules.gates} | {step.base for step in rules.steps} | {rules.counts}
    limited = {limit.base for limit in rules.limits}
    for part in [part for found in rules.sums for part in found.parts] + [cap.part for cap in rules.caps]:
        named |= {part.base, *part.each} | ({part.gate.base} if part.gate else set())
    found = {name for name in named if name in rules.bases}
    for name in list(found):
        base = rules.bases[name]
        if base.of and (base.by or base.of in limited):
            found.add(base.of)
    return found


def _group(bases: Mapping[str, Any], name: str) -> int:
    base = bases[name]
    root = bases.get(base.of) or base
    if root.unit == "m2":
        return 0
    return 1 if base.unit == "money" else 2
