"""Front matter of a made-up record, for policygen and, with a few keys more, for the others.

Owns the writing of YAML. What the others lack is given to them: the day, the province, names and base figures, which
policygen finds by itself.
"""

from __future__ import annotations

from bench.records import READ, Article, Record, Target


def policy_front(record: Record) -> str:
    """The front matter as a curator writes it."""
    return _front(f"title: {_quoted(record.titles['en'])}", f"region: {record.written_place}", *_lines(record))


def policy_front_zh(record: Record) -> str:
    """The front matter of the translation beside the record."""
    lines = [f"title: {_quoted(record.titles['zh'])}", f"issuer: {_issuer(record, 1)}"]
    if record.facts.subsidies:
        lines.append("subsidies:")
    for index, subsidy in enumerate(record.facts.subsidies, 1):
        lines.append(f"  s{index}:")
        lines.append(f"    for: {subsidy.beneficiary[1]}")
        if subsidy.conditions:
            lines.append("    conditions:")
            lines += [f"      - {condition[1]}" for condition in subsidy.conditions]
    return _front(*lines)


def plain_front(record: Record, *more: str) -> str:
    """The same facts for a generator that only shows them."""
    facts = record.facts
    return _front(
        f"title: {_quoted(record.titles['en'])}",
        f"date: {facts.day}",
        f"policy_id: {record.id}",
        f"province: {facts.place.province}",
        f"place: {_quoted(facts.place.en)}",
        *more,
        *_lines(record, plain=True),
    )


def article_front(article: Article, language: str = "zh") -> str:
    title = f"title: {_quoted(article.titles[language])}"
    if language != "zh":
        return _front(title)
    return _front(title, f"date: {article.day}", "language: zh", "publisher: 示例能源报", "digest: true")


def plain_article_front(article: Article, *more: str) -> str:
    title = f"title: {_quoted(article.titles['zh'])}"
    return _front(title, f"date: {article.day}", *more, "publisher: 示例能源报", "language: zh")


def _lines(record: Record, plain: bool = False) -> list[str]:
    facts = record.facts
    day = f"{facts.day.month}月{facts.day.day}日"
    lines = [
        f"instrument: {facts.instrument[0]}",
        f"announced: {{value: {facts.day}, written: {day}, source: news}}",
        f"issuer: {_issuer(record, 0)}",
        f"themes: [{', '.join(facts.themes)}]",
        "sources:",
        f"  news: {{article: {facts.article}, section: {facts.section}, read: {READ}}}",
        "targets:",
    ]
    for target in facts.targets:
        lines += _target(target, plain)
    if facts.subsidies:
        lines.append("subsidies:")
    for subsidy in facts.subsidies:
        lines += [f"  - kind: {subsidy.kind.id}", f"    for: {subsidy.beneficiary[0]}"]
        if subsidy.conditions:
            lines.append("    conditions:")
            lines += [f"      - {condition[0]}" for condition in subsidy.conditions]
        lines += ["    terms:", *(f"      - {term}" for term in subsidy.terms)]
    return lines


def _target(target: Target, plain: bool) -> list[str]:
    lines = [f"  - metric: {target.metric.label}", f"    value: {target.value}", f"    by: {target.year}"]
    if not target.metric.alone:
        lines.append(f"    written: {target.zh}")
    if plain:
        lines.append(f"    number: {target.base_value}")
    return lines


def _issuer(record: Record, language: int) -> str:
    place, issuer = record.facts.place, record.facts.issuer[language]
    return f"{place.zh}{issuer}" if language else f"{issuer} of {place.en}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _front(*lines: str) -> str:
    return "---\n" + "\n".join(lines) + "\n---\n"
