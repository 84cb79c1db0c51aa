"""Where each generator wants its content: the same records and articles as files.

Owns paths and the stub files that some generators need for their lists. A body is the same bytes for all of them.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import front, wordings
from bench.places import Place, load_places
from bench.records import Article, Record, count_articles, make_article, make_record

HERE = Path(__file__).parent
ROOT = HERE.parent

_SITE = """\
title: {title}
tagline: {tagline}
description: {description}
languages: [{languages}]
home: CN
licence: {licence}
"""
_SITE_TEXTS = {
    "title": {"en": "Energy storage policy", "zh": "储能政策"},
    "tagline": {"en": "What each place promised, by when", "zh": "各地承诺了什么、何时完成"},
    "description": {"en": "A made-up tracker to measure with.", "zh": "供测量用的虚构数据。"},
}
_METRICS_ZH = {
    "industry-scale": ("产业规模", "money", ""),
    "installed-capacity": ("装机规模", "kW", ""),
    "demonstration-projects": ("示范项目", "count", "noun: {en: [project, projects], zh: [个]}"),
    "leading-enterprises": ("龙头企业", "count", "noun: {en: [firm, firms], zh: [家]}"),
    "storage-stations": ("独立储能电站", "count", "noun: {en: [station, stations], zh: [座]}"),
}
_THEMES_ZH = {"grid-connection": "并网", "safety": "安全"}


def _texts(texts: dict[str, str], languages: Sequence[str]) -> str:
    return "{" + ", ".join(f"{code}: {json.dumps(texts[code], ensure_ascii=False)}" for code in languages) + "}"


def write_text(path: Path, text: str) -> Path:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return path


@dataclass(frozen=True, slots=True)
class Tracker:
    """A tracker of policygen; `settings` are further lines of site.yaml."""

    folder: Path
    languages: tuple[str, ...] = ("en",)
    settings: str = ""

    @property
    def template(self) -> Path:
        return self.folder / "templates/layouts/base.html"

    def start(self) -> None:
        content = self.folder / "content"
        texts = {key: _texts(value, self.languages) for key, value in _SITE_TEXTS.items()}
        licence = f"{{name: {_texts(dict.fromkeys(self.languages, 'CC0'), self.languages)}}}"
        site = _SITE.format(**texts, languages=", ".join(self.languages), licence=licence)
        write_text(content / "site.yaml", site + self.settings)
        metrics, themes = [], []
        for metric in wordings.METRICS:
            if metric.id in _METRICS_ZH:
                zh, unit, noun = _METRICS_ZH[metric.id]
                metrics.append(f"- id: {metric.id}\n  label: {{en: {metric.label}, zh: {zh}}}\n  unit: {unit}\n")
                metrics.append(f"  {noun}\n" if noun else "")
        for theme, zh in _THEMES_ZH.items():
            themes.append(f"- id: {theme}\n  label: {{en: {theme.replace('-', ' ')}, zh: {zh}}}\n")
        write_text(content / "vocabulary/metrics.yaml", "".join(metrics))
        write_text(content / "vocabulary/themes.yaml", "".join(themes))
        self.template.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "templates/layouts/base.html", self.template)

    def write_record(self, record: Record) -> None:
        stem = self.folder / "content/policies" / record.facts.place.province / record.id
        write_text(stem.with_suffix(".md"), front.policy_front(record) + record.bodies["en"])
        if "zh" in self.languages:
            write_text(stem.with_suffix(".zh.md"), front.policy_front_zh(record) + record.bodies["zh"])

    def write_article(self, article: Article) -> None:
        stem = self.folder / "content/articles" / article.id
        write_text(stem.with_suffix(".md"), front.article_front(article) + article.bodies["zh"])
        if len(self.languages) > 1:
            write_text(stem.with_suffix(".en.md"), front.article_front(article, "en") + article.bodies["en"])


Extra = Callable[[Place], tuple[str, str] | None]


@dataclass(frozen=True, slots=True)
class PeerSite:
    """A site of another generator, over a copy of bench/peers/<tool>; paths are below `folder`."""

    folder: Path
    tool: str
    policies: str
    articles: str
    places: str
    layout: str
    #: Lines of front matter that say where a page goes, for a generator that has no other way.
    policy_lines: tuple[str, ...] = ()
    article_lines: tuple[str, ...] = ()
    #: The file that makes a province's page, with its text.
    stub: tuple[str, str] | None = None

    @property
    def template(self) -> Path:
        return self.folder / self.layout

    def start(self) -> None:
        shutil.copytree(HERE / "peers" / self.tool, self.folder, dirs_exist_ok=True)
        provinces = load_places()["province"]
        names = {place.id: {"en": place.en, "zh": place.zh} for place in provinces}
        labels = {metric.label: metric.id for metric in wordings.METRICS}
        kinds = {kind.id: kind.label for kind in wordings.KINDS}
        data = {"provinces": names, "metrics": labels, "kinds": kinds}
        write_text(self.folder / self.places, json.dumps(data, ensure_ascii=False, indent=1))
        for place in provinces if self.stub else ():
            path, text = self.stub or ("", "")
            write_text(self.folder / path.format(province=place.id), text.format(province=place.id, name=place.en))

    def write_record(self, record: Record) -> None:
        province = record.facts.place.province
        lines = [line.format(id=record.id, province=province) for line in self.policy_lines]
        path = self.folder / self.policies / province / f"{record.id}.md"
        write_text(path, front.plain_front(record, *lines) + record.bodies["en"])

    def write_article(self, article: Article) -> None:
        lines = [line.format(id=article.id) for line in self.article_lines]
        path = self.folder / self.articles / f"{article.id}.md"
        write_text(path, front.plain_article_front(article, *lines) + article.bodies["zh"])


Site = Tracker | PeerSite
_STUB = '---\ntitle: "{name}"\nprovince: {province}\n'


def find_site(tool: str, folder: Path, languages: tuple[str, ...] = ("en",), settings: str = "") -> Site:
    """The site of a generator by name; policygen's may be in two languages, the others are in English."""
    match tool:
        case "hugo":
            return PeerSite(
                folder, tool, "content/policies", "content/articles", "data/tracker.json",
                "layouts/_default/baseof.html", stub=("content/policies/{province}/_index.md", _STUB + "---\n"),
            )  # fmt: skip
        case "eleventy":
            return PeerSite(
                folder, tool, "content/policies", "content/articles", "content/_data/tracker.json",
                "content/_includes/base.njk",
            )  # fmt: skip
        case "pelican":
            return PeerSite(
                folder, tool, "content/policies", "content/articles", "tracker.json", "theme/templates/base.html",
            )  # fmt: skip
        case "mkdocs":
            return PeerSite(
                folder, tool, "docs/policies", "docs/articles", "tracker.json", "theme/base.html",
                stub=("docs/policies/{province}/index.md", _STUB + "template: province.html\n---\n"),
            )  # fmt: skip
        case "nikola":
            return PeerSite(
                folder, tool, "posts", "pages/articles", "tracker.json", "themes/tracker/templates/base.tmpl",
                policy_lines=("slug: {id}", "category: {province}"), article_lines=("slug: {id}",),
            )  # fmt: skip
        case _:
            return Tracker(folder, languages, settings)


def write_site(site: Site, records: int, seed: int) -> None:
    """The whole content, one record and article at a time."""
    site.start()
    for number in range(1, records + 1):
        site.write_record(make_record(number, seed))
    for number in range(1, count_articles(records) + 1):
        site.write_article(make_article(number, seed))
