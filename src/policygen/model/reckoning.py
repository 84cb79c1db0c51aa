"""Reckoning: the terms of a subsidy as rules to reckon with.

Owns what each figure is a part or a size of, what time it is for, and which figures cannot be reckoned with;
docs/estimator.md has the rules as a table. Refuses to guess: where neither the record nor the words of the source say
what a figure is of, that is a gap, and gaps are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final

from policygen.model import units
from policygen.model.amounts import Exact, Figure, Gap, exact
from policygen.model.bounds import Comparator, Quantity
from policygen.model.subsidies import Role, Subsidy, Term, Tier
from policygen.model.vocabulary import Base, Vocabulary
from policygen.model.words import fold_words
from policygen.patterns import regex
from policygen.values import dataclass


@dataclass(frozen=True, slots=True)
class Gate:
    """A size that is asked for. `low` and `high` are None where nothing is asked of that side; `strict` leaves the end
    itself out.
    """

    term: int
    base: str
    unit: str
    low: Exact | None
    high: Exact | None
    strict: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One sum: so much money, or so many per cent of the `base`.

    The figure is counted by `per` (`month`), which comes `times` in the year or in whatever `time` is: `year`, `whole`
    (all years together), `once`, "" where the text does not say. It is paid for every one of each of `each`.
    """

    figure: Figure
    unit: str
    per: str
    times: int
    time: str
    each: tuple[str, ...]
    base: str
    gate: Gate | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """What one term gives: its only part, or one of several, of which `worded` says that words tell which."""

    term: int
    parts: tuple[Part, ...]
    worded: bool


@dataclass(frozen=True, slots=True)
class Step:
    """What each further `width` of the base above `start` adds; `start` is None where the text does not say."""

    term: int
    base: str
    start: Exact | None
    width: Exact
    unit: str
    part: Part
    rest: str


@dataclass(frozen=True, slots=True)
class Limit:
    """The most of a base that counts; of a `price`: the most of its price that does."""

    term: int
    base: str
    most: Exact
    price: bool
    unit: str


@dataclass(frozen=True, slots=True)
class Cap:
    """A ceiling on the support."""

    term: int
    part: Part


@dataclass(frozen=True, slots=True)
class Length:
    """For how many years support is paid."""

    term: int
    years: Figure


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything needed to reckon with a subsidy. `currency` is that of its sums, "" for none; `asked` are thresholds
    that no input tells, so that the reader is asked in words; `counts` is the base that limits are put on where the
    text does not say what share of it is paid. Terms are named by their place in the subsidy.
    """

    currency: str
    pool: bool
    bases: Mapping[str, Base]
    gates: tuple[Gate, ...]
    sums: tuple[Sum, ...]
    steps: tuple[Step, ...]
    limits: tuple[Limit, ...]
    caps: tuple[Cap, ...]
    lengths: tuple[Length, ...]
    asked: tuple[int, ...]
    counts: str
    gaps: tuple[Gap, ...]


#: How often a time comes in a year.
_A_YEAR: Final = {"year": 1, "quarter": 4, "month": 12}
_YEARS: Final[Mapping[str, Exact]] = {"year": 1, "quarter": Fraction(1, 4), "month": Fraction(1, 12)}
#: Words that say what time the sum of a clause is for.
_TIMES: Final = (
    ("once", regex(r"一次性|one-?off|one-?time|lump-?sum")),
    ("whole", regex(r"累计|总额|合计|总计|共计|intotal|altogether|inall|cumulative")),
    ("year", regex(r"每年|年度|按年|annual|peryear|ayear|yearly|eachyear")),
)
#: What may stand between the name of a base and its figure.
_JOINED: Final = (
    "(?:达到|达|在|为|超过|超|不低于|不少于|累计|合计|总额|每|增加|新增|的|:"
    "|of|is|reaches|exceeds|atleast|morethan|over)*"
)
_CUT: Final = regex(r"[;。、()]|(?<!\d)[,.]|[,.](?!\d)")
#: Things that are one for one firm.
_OWN: Final = ("firm",)
_THINGS: Final = frozenset(thing for thing, *_ in units.THINGS)


def settle(subsidy: Subsidy, vocabulary: Vocabulary) -> Rules:
    """The rules of a subsidy, as far as its terms give any."""
    return _Settling(subsidy, vocabulary).settle()


class _Settling:
    """One subsidy being settled; holds what has been found of it so far."""

    def __init__(self, subsidy: Subsidy, vocabulary: Vocabulary) -> None:
        self.subsidy = subsidy
        self.vocabulary = vocabulary
        self.kind = vocabulary.kinds[subsidy.kind]
        self.gaps: list[Gap] = []
        self.gates: list[Gate] = []
        self.asked: list[int] = []
        self.sums: list[Sum] = []
        self.steps: list[Step] = []
        self.limits: list[Limit] = []
        self.caps: list[Cap] = []
        self.lengths: list[Length] = []

    def settle(self) -> Rules:
        terms = list(enumerate(self.subsidy.terms))
        for at, term in terms:
            if term.role is Role.THRESHOLD and term.quantity is not None:
                gate = self._gate(at, term, term.quantity, term.on)
                if gate is not None:
                    self.gates.append(gate)
                else:
                    self.asked.append(at)
        if self.kind.pool:
            self.gaps.append(Gap("pool"))
        else:
            for at, term in terms:
                self._settle_term(at, term)
            self._find_gaps()
        counted = {part.unit for part in self._parts()} | {limit.unit for limit in self.limits}
        currencies = {unit for unit in counted if units.is_money(unit)}
        if len(currencies) > 1:
            self.gaps.append(Gap("currencies"))
            self.sums, self.steps, self.limits, self.caps = [], [], [], []
        return Rules(
            next(iter(currencies)) if len(currencies) == 1 else "",
            bool(self.kind.pool),
            {base: self.vocabulary.bases[base] for base in self._bases()},
            tuple(self.gates),
            tuple(self.sums),
            tuple(self.steps),
            tuple(self.limits),
            tuple(self.caps),
            tuple(self.lengths),
            tuple(self.asked),
            self._counts(),
            tuple(self.gaps),
        )

    def _parts(self) -> Iterable[Part]:
        for found in self.sums:
            yield from found.parts
        yield from (step.part for step in self.steps)
        yield from (cap.part for cap in self.caps)

    def _bases(self) -> list[str]:
        """Every base that the rules speak of, and those these grow with."""
        named = [gate.base for gate in self.gates]
        named += [step.base for step in self.steps]
        named += [*(limit.base for limit in self.limits), self._counts()]
        for part in self._parts():
            named += [part.base, *part.each, *([part.gate.base] if part.gate else ())]
        known = self.vocabulary.bases
        found = dict.fromkeys(base for base in named if base in known)
        for base in list(found):
            above = known[base].of
            if above is not None:
                found[above] = None
        return sorted(found)

    def _counts(self) -> str:
        base = self.kind.base or ""
        shared = base in self.vocabulary.bases and any(gap.code == "no-share" for gap in self.gaps)
        return base if shared else ""

    def _find_gaps(self) -> None:
        """What is missing altogether."""
        if not self.subsidy.terms:
            self.gaps.append(Gap("no-figure"))
        elif not (self.sums or self.steps or self.caps) and not self.gaps:
            self.gaps.append(Gap("no-share" if self.limits else "no-figure"))

    # -- terms ---------------------------------------------------------------------------------------------

    def _settle_term(self, at: int, term: Term) -> None:
        quantity = term.quantity
        if term.role is Role.TIERS:
            self._tiers(at, term)
        elif quantity is None or term.role is Role.THRESHOLD:
            return
        elif term.role in {Role.AMOUNT, Role.RATE}:
            part = self._part(at, term, quantity)
            if part is not None:
                self.sums.append(Sum(at, (part,), worded=False))
        elif term.role is Role.STEP:
            self._step(at, term, quantity)
        elif term.role is Role.AREA_CAP:
            base = self._base_of_unit("m2")
            if base and quantity.maximum is not None:
                self.limits.append(Limit(at, base, exact(quantity.maximum), price=False, unit="m2"))
        elif term.role is Role.CAP:
            self._cap(at, term, quantity)
        elif term.role is Role.DURATION:
            self._length(at, quantity)

    def _tiers(self, at: int, term: Term) -> None:
        parts = [self._tier(at, term, tier) for tier in term.tiers]
        found = tuple(part for part in parts if part is not None)
        if len(found) == len(parts) and len({part.unit for part in found}) == 1:
            gated = [part.gate is not None for part in found]
            if all(gated):
                found = tuple(sorted(found, key=_least))
            self.sums.append(Sum(at, found, worded=not all(gated) and any(tier.when for tier in term.tiers)))
        elif not any(gap.term == at for gap in self.gaps):
            self.gaps.append(Gap("unit", at))

    def _tier(self, at: int, term: Term, tier: Tier) -> Part | None:
        part = self._part(at, term, tier.quantity)
        if part is None or tier.threshold is None:
            return part
        gate = self._gate(at, term, tier.threshold, tier.on)
        return Part(part.figure, part.unit, part.per, part.times, part.time, part.each, part.base, gate)

    def _part(self, at: int, term: Term, quantity: Quantity) -> Part | None:
        """A sum of money or a rate; None with a gap where it cannot be reckoned with."""
        figure = _figure(quantity)
        if figure is None:
            self._open("magnitude", at)
            return None
        is_rate = quantity.unit == "percent"
        if not (is_rate or units.is_money(quantity.unit)):
            self._open("unit", at)
            return None
        each = [] if quantity.each in (None, *_OWN) else [self._counted(quantity.each or "")]
        time = term.time or ("year" if quantity.per in _A_YEAR else "") or _worded_time(term, quantity)
        times = _A_YEAR.get(quantity.per or "", 1)
        if quantity.per is not None and quantity.per not in _A_YEAR:
            each.append(f"number:{quantity.per}")
        base = ""
        if is_rate:
            base = term.on or self.kind.base or ""
            if base not in self.vocabulary.bases:
                self._open("no-base", at)
                return None
            time = time or self.vocabulary.bases[base].per or ""
        return Part(figure, quantity.unit or "", quantity.per or "", times, time, tuple(each), base)

    def _open(self, code: str, at: int) -> None:
        if Gap(code, at) not in self.gaps:
            self.gaps.append(Gap(code, at))

    def _counted(self, each: str) -> str:
        """The input that says how many there are: a base of that unit, else the number of those things."""
        base = None if each in _THINGS else self._base_of_unit(each)
        return base or f"number:{each}"

    def _step(self, at: int, term: Term, quantity: Quantity) -> None:
        assert term.of is not None
        part = self._part(at, term, quantity) if quantity.unit != "percent" else self._rate_step(quantity)
        base = self._base_of(term, term.of, term.on)
        if part is None:
            return
        if base is None or term.of.minimum is None or term.of.minimum <= 0:
            self._open("no-base", at)
            return
        start = None if term.start is None or term.start.minimum is None else exact(term.start.minimum)
        if start is None:
            start = next((gate.low for gate in self.gates if gate.base == base and gate.low is not None), None)
        if start is None:
            self._open("steps-from", at)
        self.steps.append(
            Step(
                at,
                base,
                start,
                exact(term.of.minimum),
                term.of.unit or "",
                part,
                term.parts or "",
            )
        )

    def _rate_step(self, quantity: Quantity) -> Part | None:
        figure = _figure(quantity)
        return Part(figure, "percent", "", 1, "", (), "") if figure is not None else None

    def _cap(self, at: int, term: Term, quantity: Quantity) -> None:
        part = self._part(at, term, quantity)
        if part is None:
            return
        high = part.figure.high
        if high is None:
            self._open("cap-open", at)
        elif term.on is None or term.on not in self.vocabulary.bases:
            low = high if part.figure.low == 0 else part.figure.low
            figure = Figure(low, high, part.figure.about)
            self.caps.append(Cap(at, Part(figure, part.unit, part.per, part.times, part.time, part.each, part.base)))
        else:
            base = self.vocabulary.bases[term.on]
            price = bool(base.by and base.of and part.each == (base.of,))
            self.limits.append(Limit(at, base.id, high * part.times, price, part.unit))

    def _length(self, at: int, quantity: Quantity) -> None:
        figure = _figure(quantity)
        scale = _YEARS.get(quantity.unit or "")
        if figure is None or scale is None:
            self._open("unit", at)
            return
        high = None if figure.high is None else figure.high * scale
        self.lengths.append(Length(at, Figure(figure.low * scale, high, figure.about)))

    # -- what a size is a size of --------------------------------------------------------------------------

    def _gate(self, at: int, term: Term, quantity: Quantity, on: str | None) -> Gate | None:
        base = self._base_of(term, quantity, on)
        if base is None or quantity.size is not None:
            return None
        per = self.vocabulary.bases[base].per
        times = _A_YEAR.get(quantity.per or "year", 0) if per else int(quantity.per is None)
        low, high = quantity.minimum, quantity.maximum
        if quantity.comparator in {Comparator.ABOUT, Comparator.ORDER_OF_MAGNITUDE, Comparator.EXACTLY}:
            high = None
        if quantity.each not in (None, *_OWN) or not times:
            return None
        return Gate(
            at,
            base,
            quantity.unit or "",
            None if low is None else exact(low) * times,
            None if high is None else exact(high) * times,
            quantity.comparator in {Comparator.MORE_THAN, Comparator.LESS_THAN},
        )

    def _base_of(self, term: Term, quantity: Quantity, on: str | None) -> str | None:
        """What a size is of: as the record says, as its unit says, or as the word beside it says."""
        if on is not None:
            base = self.vocabulary.bases.get(on)
            fits = base is not None and (base.unit == quantity.unit or _both_money(base.unit, quantity.unit))
            return on if fits else None
        if units.is_money(quantity.unit):
            return self._base_beside(term, quantity)
        return self._base_of_unit(quantity.unit or "")

    def _base_of_unit(self, unit: str) -> str | None:
        """The only base that is counted in that unit."""
        found = [base.id for base in self.vocabulary.bases.values() if base.unit == unit]
        return found[0] if len(found) == 1 else None

    def _base_beside(self, term: Term, quantity: Quantity) -> str | None:
        """The base of money whose name stands beside the figure in the words of the source."""
        words = re.escape(fold_words(quantity.written).text)
        best: dict[str, int] = {}
        for base in self.vocabulary.bases.values():
            for spelling in (*base.label.values(), *base.also) if base.unit == "money" else ():
                name = re.escape(fold_words(spelling).text)
                pattern = re.compile(f"{name}{_JOINED}{words}|{words}(?:of|in){name}")
                if any(pattern.search(fold_words(evidence.written).text) for evidence in term.evidence):
                    best[base.id] = max(best.get(base.id, 0), len(spelling))
        longest = [base for base, length in best.items() if length == max(best.values())]
        return longest[0] if len(longest) == 1 else None


def _both_money(one: str, other: str | None) -> bool:
    return one == "money" and units.is_money(other)


def _least(part: Part) -> Exact:
    return part.gate.low or 0 if part.gate else 0


def _figure(quantity: Quantity) -> Figure | None:
    """The ends of a figure; None for an order of magnitude, which is no figure to reckon with."""
    if quantity.comparator is Comparator.ORDER_OF_MAGNITUDE or quantity.size is not None:
        return None
    low = 0 if quantity.minimum is None else exact(quantity.minimum)
    high = None if quantity.maximum is None else exact(quantity.maximum)
    return Figure(low, high, quantity.comparator is Comparator.ABOUT)


def _worded_time(term: Term, quantity: Quantity) -> str:
    """What time a sum is for by the words of its own clause; "" where they do not say, or say two things."""
    found: set[str] = set()
    for evidence in term.evidence:
        clause = _clause(fold_words(evidence.written).text, fold_words(quantity.written).text)
        found |= {time for time, words in _TIMES if words.search(clause)}
    return found.pop() if len(found) == 1 else ""


def _clause(passage: str, words: str) -> str:
    """The piece of the passage between two marks that the words stand in; "" when they do not."""
    at = passage.find(words) if words else -1
    if at < 0:
        return ""
    cuts = [found.start() for found in _CUT.finditer(passage)]
    start = max((cut + 1 for cut in cuts if cut < at), default=0)
    end = min((cut for cut in cuts if cut >= at + len(words)), default=len(passage))
    return passage[start:end]
