"""Records and articles of a made-up tracker, as values: the same number and seed give the same record.

Owns what is said; how it lies on disk is `layouts`. A record cites the section of an article that its own facts were
put into, so every figure can be proved.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from bench import wordings
from bench.places import Place, load_places

#: So many records are read from one article, each from a section of its own.
RECORDS_PER_ARTICLE = 20
READ = "2026-11-01"
_FIRST_DAY = date(2020, 1, 6)
_LINK = "https://energy.example.net/storage/{}"


@dataclass(frozen=True, slots=True)
class Target:
    metric: wordings.Metric
    number: int
    year: int

    @property
    def value(self) -> str:
        return self.metric.value.format(n=self.number)

    @property
    def base_value(self) -> int:
        return self.number * self.metric.factor

    @property
    def zh(self) -> str:
        return self.metric.zh.format(n=self.number)

    @property
    def en(self) -> str:
        return self.metric.en.format(n=self.number, m=f"{self.base_value:,}")


@dataclass(frozen=True, slots=True)
class Subsidy:
    kind: wordings.Kind
    beneficiary: tuple[str, str]
    conditions: tuple[tuple[str, str], ...]
    terms: tuple[str, ...]
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What an act says, and where an article says so. `draft` is the first target as the draft had it."""

    place: Place
    day: date
    instrument: tuple[str, str, str]
    issuer: tuple[str, str]
    themes: tuple[str, ...]
    targets: tuple[Target, ...]
    draft: Target
    subsidies: tuple[Subsidy, ...]
    article: str
    section: str


@dataclass(frozen=True, slots=True)
class Record:
    """Titles and bodies by language; `written_place` is how the record names its place."""

    id: str
    number: int
    facts: Facts
    written_place: str
    titles: dict[str, str]
    bodies: dict[str, str]


@dataclass(frozen=True, slots=True)
class Article:
    id: str
    number: int
    day: date
    titles: dict[str, str]
    bodies: dict[str, str]


def article_id(number: int) -> str:
    return f"storage-news-{number:05d}"


def count_articles(records: int) -> int:
    return max(1, -(-records // RECORDS_PER_ARTICLE))


def make_record(number: int, seed: int, facts_of: int | None = None) -> Record:
    """The record of this number (from 1); `facts_of` has it retell the facts of another one, as an added one does."""
    facts = make_facts(facts_of or number, seed)
    dice = _dice(seed, number, 2)
    place = facts.place
    titles = {
        "en": f"{facts.instrument[1].format(place=place.en)}, No. {number}",
        "zh": f"{facts.instrument[2].format(place=place.zh)}（第{number}号）",
    }
    said = {"place": place.en, "year": facts.targets[0].year, "link": _LINK.format(number)}
    bodies = {
        "en": _english(dice, facts, said),
        "zh": _chinese(dice, facts, {**said, "place": place.zh}),
    }
    written = place.written[number % len(place.written)]
    return Record(f"{place.province}-storage-{number:06d}", number, facts, written, titles, bodies)


def make_facts(number: int, seed: int) -> Facts:
    dice = _dice(seed, number, 1)
    places = _places()
    level = dice.choices(("province", "city", "district"), (2, 4, 4))[0]
    place = dice.choice(places[level])
    day = _FIRST_DAY + timedelta(days=dice.randrange(2400))
    year = day.year + dice.randint(2, 6)
    metrics = dice.sample(wordings.METRICS, dice.randint(2, 4))
    targets = tuple(Target(metric, dice.randrange(*metric.steps), year) for metric in metrics)
    low, _, step = metrics[0].steps
    draft = replace(targets[0], number=targets[0].number + step * (1 + low % 3))
    kinds = dice.sample(wordings.KINDS, dice.randint(0, 3))
    article, place_in_it = divmod(number - 1, RECORDS_PER_ARTICLE)
    return Facts(
        place,
        day,
        dice.choice(wordings.INSTRUMENTS),
        dice.choice(wordings.ISSUERS),
        tuple(dice.sample(wordings.THEMES, dice.randint(1, 3))),
        targets,
        draft,
        tuple(_subsidy(dice, kind) for kind in kinds),
        article_id(article + 1),
        f"{wordings.NUMERALS[place_in_it]}、{place.zh}",
    )


def make_article(number: int, seed: int) -> Article:
    """The article of this number (from 1), with a section for each of its records."""
    dice = _dice(seed, number, 3)
    first = (number - 1) * RECORDS_PER_ARTICLE + 1
    told = [make_facts(record, seed) for record in range(first, first + RECORDS_PER_ARTICLE)]
    day = max(facts.day for facts in told) + timedelta(days=3)
    issue = f"{number}"
    zh = [f"本期汇总{len(told)}个地方的新型储能文件，**按原文摘录**数字，并注明发布日期，第{issue}期。"]
    en = [f"This issue, number {issue}, has {len(told)} acts on new energy storage, with their figures **as written**."]
    for index, facts in enumerate(told):
        filler = dice.sample(wordings.FILLER, 2)
        zh += [f"## {facts.section}", *_section_zh(facts, filler, index)]
        en += [f"## {index + 1}. {facts.place.en}", *_section_en(facts, filler, index)]
    titles = {"zh": f"各地新型储能政策摘编（第{issue}期）", "en": f"New energy storage: what places promise ({issue})"}
    return Article(article_id(number), number, day, titles, {"zh": _text(zh), "en": _text(en)})


@cache
def _places() -> dict[str, list[Place]]:
    return load_places()


def _dice(seed: int, number: int, use: int) -> random.Random:
    return random.Random((seed * 1_000_003 + number) * 8 + use)


def _subsidy(dice: random.Random, kind: wordings.Kind) -> Subsidy:
    said = {"p": dice.randrange(10, 100, 5), "n": dice.randrange(20, 500, 10), "y": dice.randint(2, 5)}
    said["s"] = dice.randrange(400, 3000, 200)
    told = {**said, "m": f"{said['n'] * 10_000:,}"}
    return Subsidy(
        kind,
        dice.choice(wordings.BENEFICIARIES),
        tuple(dice.sample(wordings.CONDITIONS, dice.randint(0, 2))),
        tuple(term.format(**said) for term in kind.terms),
        kind.zh.format(**said),
        kind.en.format(**told),
    )


def _section_zh(facts: Facts, filler: Sequence[tuple[str, str]], index: int) -> list[str]:
    name = facts.instrument[2].format(place="")
    act = f"{facts.day.month}月{facts.day.day}日，{facts.place.zh}{facts.issuer[1]}印发{name}。"
    goals = f"提出到{facts.targets[0].year}年"
    promises = [target.zh for target in facts.targets]
    draft = f"征求意见稿曾提出{facts.draft.zh}。"
    support = [subsidy.zh for subsidy in facts.subsidies]
    if index % 2:  # every other section lists what it tells
        items = [f"- {goals}，{promises[0]}", *(f"- {item}" for item in [*promises[1:], *support])]
        return [act + filler[0][0], "\n".join(items), draft + filler[1][0]]
    figures = f"{act}{goals}，{'，'.join(promises)}。{draft}"
    return [figures + filler[0][0], "；".join(support) + "。" if support else filler[1][0]]


def _section_en(facts: Facts, filler: Sequence[tuple[str, str]], index: int) -> list[str]:
    act = f"On {facts.day:%-d %B}, the {facts.issuer[0]} of {facts.place.en} published its {facts.instrument[0]}."
    goals = f"By {facts.targets[0].year} it wants "
    promises = [target.en for target in facts.targets]
    draft = f"The draft had {facts.draft.en}."
    support = [subsidy.en for subsidy in facts.subsidies]
    if index % 2:
        items = [f"- {goals}{promises[0]}", *(f"- {item}" for item in [*promises[1:], *support])]
        return [f"{act} {filler[0][1]}", "\n".join(items), f"{draft} {filler[1][1]}"]
    figures = f"{act} {goals}{', '.join(promises)}. {draft}"
    offers = f"It offers {'; '.join(support)}." if support else filler[1][1]
    return [f"{figures} {filler[0][1]}", offers]


def _english(dice: random.Random, facts: Facts, said: dict[str, object]) -> str:
    sentences = [text.format(**said, n=dice.randrange(10, 90)) for text in dice.sample(wordings.EN, 9)]
    items = [text.format(**said, n=dice.randrange(3, 24)) for text in dice.sample(wordings.EN_ITEMS, 4)]
    quoted = facts.targets[0].zh
    return _text(
        [
            " ".join(sentences[:3]),
            "## What it wants",
            f"{sentences[3]} In the words of the act: **“{quoted}”**提出. {sentences[4]}",
            _table(("Year", "Stage", "Share"), wordings.EN_ROWS, facts),
            "## Who may apply",
            " ".join(sentences[5:7]),
            "\n".join(f"- {item}" for item in items),
            "### Procedure",
            " ".join(sentences[7:]),
        ]
    )


def _chinese(dice: random.Random, facts: Facts, said: dict[str, object]) -> str:
    sentences = [text.format(**said, n=dice.randrange(10, 90)) for text in dice.sample(wordings.ZH, 12)]
    items = [text.format(**said, n=dice.randrange(3, 24)) for text in dice.sample(wordings.ZH_ITEMS, 4)]
    return _text(
        [
            "".join(sentences[:4]),
            "## 目标",
            f"{sentences[4]}原文为**“{facts.targets[0].zh}”**，{sentences[5]}",
            _table(("年份", "阶段", "占比"), wordings.ZH_ROWS, facts),
            "## 申报对象",
            "".join(sentences[6:9]),
            "\n".join(f"- {item}" for item in items),
            "### 流程",
            "".join(sentences[9:]),
        ]
    )


def _table(head: Sequence[str], stages: Sequence[str], facts: Facts) -> str:
    first = facts.day.year
    rows = [f"| {first + index} | {stage} | {20 * (index + 1)} % |" for index, stage in enumerate(stages)]
    return "\n".join([f"| {' | '.join(head)} |", "| --- | --- | ---: |", *rows])


def _text(blocks: Sequence[str]) -> str:
    return "\n\n".join(blocks) + "\n"
