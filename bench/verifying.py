"""What a site must hold for its build to count: all pages, and on them what the content says now.

Owns looking at output. Refuses to parse: it counts files and looks for words, in the same way for every generator.
"""

from __future__ import annotations

import gzip
import random
import statistics
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from bench.records import Article, Record, count_articles, make_article, make_record

SAMPLE = 25


class Output:
    """The output of one build; `root` is its folder."""

    #: Bold Chinese beside Chinese punctuation comes out bold; CommonMark generators leave the marks in the text.
    sets_chinese = False

    def __init__(self, root: Path) -> None:
        self.root = root

    def policy(self, record: Record) -> Path:
        return self.root / "policies" / record.facts.place.province / record.id / "index.html"

    def article(self, article: Article) -> Path:
        return self.root / "articles" / article.id / "index.html"

    def lists(self) -> Iterator[Path]:
        """The pages that list all policies."""
        yield self.root / "index.html"

    def province(self, record: Record) -> Iterator[Path]:
        """The pages that list the policies of the record's province."""
        yield self.root / "policies" / record.facts.place.province / "index.html"

    def comparison(self) -> Path:
        return self.root / "compare/index.html"

    def feeds(self) -> list[Path]:
        return [path for path in self.root.glob("*.xml") if not path.name.startswith("sitemap")]

    def sitemaps(self) -> Iterator[Path]:
        """The sitemap, which a large site has in parts beside an index of them."""
        return iter(sorted(self.root.glob("sitemap*.xml")))

    def count_policies(self) -> int:
        return sum(1 for _ in self.root.glob("policies/*/*/index.html"))

    def count_articles(self) -> int:
        return sum(1 for _ in self.root.glob("articles/*/index.html"))


class OwnOutput(Output):
    """policygen's, whose long lists may be in parts."""

    sets_chinese = True

    def policy(self, record: Record) -> Path:
        return self.root / "policies" / f"{record.id}.html"

    def article(self, article: Article) -> Path:
        return self.root / "articles" / f"{article.id}.html"

    def lists(self) -> Iterator[Path]:
        yield from sorted(self.root.glob("policies/index*.html"))

    def province(self, record: Record) -> Iterator[Path]:
        regions, province = self.root / "regions", record.facts.place.province
        yield regions / f"{province}.html"
        place = record.facts.place.id
        for pattern in (f"{province}/[0-9]*.html", f"{place}.html", f"{place}/[0-9]*.html"):
            yield from sorted(regions.glob(pattern))

    def count_policies(self) -> int:
        return sum(1 for path in self.root.glob("policies/*-storage-*.html") if "index" not in path.name)

    def count_articles(self) -> int:
        return sum(1 for path in self.root.glob("articles/storage-news-*.html"))


def find_output(tool: str, root: Path) -> Output:
    return OwnOutput(root) if tool == "policygen" else Output(root)


def check_site(output: Output, records: int, seed: int) -> list[str]:
    """What a cold build lacks, in words; nothing when it is whole."""
    wrong = []
    if output.count_policies() != records:
        wrong.append(f"{output.count_policies()} policy pages")
    if output.count_articles() != count_articles(records):
        wrong.append(f"{output.count_articles()} article pages")
    sitemap = sum(_text(path).count("<url>") for path in output.sitemaps())
    if sitemap < records:
        wrong.append(f"{sitemap} addresses in the sitemap")
    if any(_text(feed).count("<entry>") + _text(feed).count("<item>") != 20 for feed in output.feeds()):
        wrong.append("feed")
    lists = "".join(_text(path) for path in output.lists())
    for number in random.Random(1).sample(range(1, records + 1), min(SAMPLE, records)):
        record = make_record(number, seed)
        wrong += [f"{record.id}: {lack}" for lack in check_policy(output, record)]
        if record.id not in lists:
            wrong.append(f"{record.id}: index")
        if not any(record.id in _text(path) for path in output.province(record)):
            wrong.append(f"{record.id}: province")
    article = make_article(1, seed)
    if make_record(1, seed).facts.place.zh not in _text(output.article(article)):
        wrong.append("article 1")
    if "<table" not in _text(output.comparison()) and output.feeds():
        wrong.append("comparison")
    return wrong


def check_policy(output: Output, record: Record) -> list[str]:
    """Does the page show title, figures, body and sources of the record as it is now?"""
    page = _text(output.policy(record))
    wanted = {
        "title": [record.titles["en"]],
        "targets": [target.value for target in record.facts.targets],
        "subsidies": [subsidy.beneficiary[0] for subsidy in record.facts.subsidies],
        "body": _plain_lines(record.bodies["en"]),
        "body's table": ["<td>all stations at work</td>"],
        "body's emphasis": ["<strong>“"] if output.sets_chinese else [],
        "source": [record.facts.article],
    }
    return [name for name, texts in wanted.items() if not all(text in page for text in texts)]


def check_listed(output: Output, record: Record) -> list[str]:
    """The lists that do not show the record's title or lead to it."""
    lists = {
        "index": output.lists(),
        "province": output.province(record),
        "sitemap": output.sitemaps(),
    }
    stale = []
    for name, paths in lists.items():
        wanted = record.id if name != "index" else record.titles["en"]
        if not any(wanted in _text(path) for path in paths):
            stale.append(name)
    return stale


def count_compared(output: Output) -> int | None:
    """How many policies a peer's comparison counts in all; None where it cannot be told."""
    parts = _text(output.comparison()).split('<td class="count">')[1:]
    return sum(int(part.split("<")[0]) for part in parts) if parts else None


def weigh(output: Output, records: int, seed: int) -> dict[str, int]:
    """Numbers and bytes of files; of policy pages the median of a sample, plain and compressed."""
    sizes = {path: path.stat().st_size for path in output.root.rglob("*") if path.is_file()}
    pages = [size for path, size in sizes.items() if path.suffix == ".html"]
    sampled = random.Random(2).sample(range(1, records + 1), min(200, records))
    policies = [output.policy(make_record(number, seed)).read_bytes() for number in sampled]
    return {
        "files": len(sizes),
        "pages": len(pages),
        "bytes": sum(sizes.values()),
        "largest_page": max(pages),
        "policy_bytes": int(statistics.median(len(page) for page in policies)),
        "policy_gzip": int(statistics.median(len(gzip.compress(page, mtime=0)) for page in policies)),
    }


def _plain_lines(body: str) -> list[str]:
    """Pieces of the body that stand in the page as they are: sentences without a mark in them."""
    sentences = [part for part in body.replace("\n", ". ").split(". ") if len(part) > 40]
    return [part for part in sentences if not set(part) & set("*[]|`'\"#-“")][:3]


def _text(path: Path) -> str:
    try:
        return unescape(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ""
