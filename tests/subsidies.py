"""Subsidies for tests, written as a curator would write them, each with the sentence of a source that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from policygen.model.library import Library
from policygen.model.subsidies import Subsidy
from tests.trackers import SITE, read_tracker


class Offer(NamedTuple):
    """`kind` of the vocabulary, `text` of the source, `terms` as lines of YAML."""

    kind: str
    text: str
    terms: tuple[str, ...]


BASES = """\
- id: exports
  label: {en: sales abroad, zh: 海外销售额}
  per: year
- id: flat
  label: {en: flat price, zh: 住房价款}
"""


def write_offers(offers: Sequence[Offer]) -> dict[str, str]:
    """A tracker with one record that has all of them, and one article with a section for each."""
    sections = "".join(f"## case {number}\n\n{offer.text}\n\n" for number, offer in enumerate(offers, 1))
    sources = "".join(
        f"  c{number}: {{article: paper, section: case {number}, read: 2026-11-20}}\n"
        for number, _ in enumerate(offers, 1)
    )
    subsidies = "".join(
        f"  - kind: {offer.kind}\n    source: c{number}\n    written: {offer.text!r}\n"
        + "    terms:\n"
        + "".join(f"      - {term}\n" for term in offer.terms)
        for number, offer in enumerate(offers, 1)
    )
    record = (
        "---\ntitle: Many offers\nregion: Nanjing\ninstrument: measures\nannounced: 2022\n"
        f"sources:\n{sources}subsidies:\n{subsidies}---\nAll of them.\n"
    )
    article = f"---\ntitle: Paper\ndate: 2022-06-24\nlanguage: zh\n---\nA paper.\n\n{sections}"
    return {
        "content/site.yaml": SITE,
        "content/articles/paper.md": article,
        "content/vocabulary/bases.yaml": BASES,
        "content/policies/jiangsu/offers.md": record,
    }


def read_offers(folder: Path, offers: Iterable[Offer]) -> tuple[Library, tuple[Subsidy, ...]]:
    """The subsidies as the program reads them; a mistake in one fails the test."""
    read = read_tracker(folder, write_offers(list(offers)))
    assert read.errors == [], read.errors
    assert read.library is not None
    return read.library, read.library.policies["offers"].subsidies
