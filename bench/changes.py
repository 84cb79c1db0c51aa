"""The steps that are measured after a cold build: one edit each, as a curator makes them.

Owns what an edit changes and how one sees that it arrived. Each repetition edits another record, so that no cache can
know the result from before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bench.layouts import Site
from bench.records import Article, Record, make_article, make_record
from bench.verifying import Output, check_listed, check_policy, count_compared

#: What is looked at after the build: what is stale, in words.
Look = Callable[[Output], list[str]]

_BODY = re.compile(r'<body(?: data-edition="\d+")?')

STEPS = ("no-op", "add", "body", "title", "target", "article", "template")


@dataclass(frozen=True, slots=True)
class Round:
    """One repetition (from 1) of the steps over a site of so many records."""

    site: Site
    records: int
    seed: int
    repetition: int

    def apply(self, step: str) -> Look:
        """Make the edit; what to look at afterwards."""
        match step:
            case "no-op":
                return lambda _: []
            case "add":
                return self._record(make_record(self.records + self.repetition, self.seed, self.repetition), added=True)
            case "body":
                record = self._pick(1)
                bodies = {code: f"{text[:-2]} revised{self.repetition}.\n" for code, text in record.bodies.items()}
                return self._record(replace(record, bodies=bodies), f"revised{self.repetition}")
            case "title":
                record = self._pick(2)
                titles = {code: f"{text} ({2026 + self.repetition})" for code, text in record.titles.items()}
                return self._record(replace(record, titles=titles), listed=True)
            case "target":
                record = self._pick(3)
                facts = replace(record.facts, targets=(record.facts.draft, *record.facts.targets[1:]))
                return self._record(replace(record, facts=facts))
            case "article":
                return self._article(make_article(1, self.seed))
            case "template":
                return self._template()
        raise ValueError(step)

    def _pick(self, use: int) -> Record:
        return make_record(1 + (self.repetition * 3 + use) % self.records, self.seed)

    def _record(self, record: Record, word: str = "", added: bool = False, listed: bool = False) -> Look:
        self.site.write_record(record)

        def look(output: Output) -> list[str]:
            stale = [f"page: {lack}" for lack in check_policy(output, record)]
            if word and word not in output.policy(record).read_text(encoding="utf-8"):
                stale.append("page: the new word")
            if added or listed:
                stale += check_listed(output, record)
            counted = count_compared(output) if added else None
            if counted is not None and counted != record.number:
                stale.append("comparison")
            return stale

        return look

    def _article(self, article: Article) -> Look:
        word = f"更正{self.repetition}"
        bodies = {
            "zh": article.bodies["zh"].replace("。", f"（{word}）。", 1),
            "en": article.bodies["en"].replace(",", f" ({word}),", 1),
        }
        self.site.write_article(replace(article, bodies=bodies))
        return lambda output: [] if word in output.article(article).read_text(encoding="utf-8") else ["article"]

    def _template(self) -> Look:
        mark = f'<body data-edition="{self.repetition}"'
        text = self.site.template.read_text(encoding="utf-8")
        self.site.template.write_text(_BODY.sub(mark, text, count=1), encoding="utf-8")
        records = [make_record(number, self.seed) for number in range(1, self.records + 1, max(1, self.records // 20))]

        def look(output: Output) -> list[str]:
            pages = [*(output.policy(record) for record in records), *output.lists()]
            old = sum(1 for page in pages if mark not in page.read_text(encoding="utf-8"))
            return [f"{old} of {len(pages)} pages"] if old else []

        return look
