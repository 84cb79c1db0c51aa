"""Rules over the whole tracker, settings, vocabulary and translations: one failing tracker a code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policygen.model.checks import check_future_reading
from tests.trackers import ARTICLE, ARTICLE_EN, METRICS, POLICY, SITE, SMALL, read_tracker

PLAN = "content/policies/shanghai/plan.md"
PLAN_ZH = "content/policies/shanghai/plan.zh.md"
ROAD = "content/articles/roadmap.md"
ROAD_EN = "content/articles/roadmap-en.md"
SITE_FILE = "content/site.yaml"
METRICS_FILE = "content/vocabulary/metrics.yaml"


def test_a_wrong_kind_of_article(tmp_path: Path) -> None:
    read = read_tracker(tmp_path, {**SMALL, ROAD: ARTICLE.replace("language: zh", "language: zh\nkind: offical")})
    assert read.errors == [
        f'{ROAD}:5:7: error: "offical" is no kind of article [article/kind] | did you mean "official"?',
    ]


def test_a_translation_to_the_articles_own_language(tmp_path: Path) -> None:
    read = read_tracker(tmp_path, {**SMALL, "content/articles/roadmap.zh.md": "文"})
    assert read.errors == [
        'content/articles/roadmap.zh.md:1:1: error: the article is in "zh" itself [article/same-language] '
        "| name the file after the language it is translated to",
    ]


def test_a_translation_with_other_sections(tmp_path: Path) -> None:
    read = read_tracker(tmp_path, {**SMALL, "content/articles/roadmap.en.md": "Intro.\n\n## Shanghai\n\nText.\n"})
    assert read.errors == [
        "content/articles/roadmap.en.md:1:1: error: 2 sections, where the article has 3 [article/sections-differ] "
        "| give each heading of the article a heading in the translation, in the same order",
    ]


def test_an_article_with_indicators_says_when_it_was_read(tmp_path: Path) -> None:
    indicator = "indicators:\n  - {metric: industry scale, value: 1263.5亿元, on: 2027, region: CN}\n---"
    road = ARTICLE.replace("---\n引言", indicator + "\n引言")
    read = read_tracker(tmp_path, {**SMALL, ROAD: road})
    assert read.errors == [
        f'{ROAD}:6:3: error: an article with indicators needs "read" [record/missing-key] '
        '| add a line "read: ..." with the day its figures were read',
    ]
    read = read_tracker(tmp_path, {**SMALL, ROAD: road.replace("indicators:", "read: 2026-11-20\nindicators:")})
    assert read.errors == []
    assert read.library is not None
    [figure] = read.library.articles["roadmap"].indicators
    assert (figure.quantity.unit, str(figure.quantity.minimum), figure.region) == ("CNY", "126350000000", "china")
    assert figure.evidence[0].citation.read == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            {"content/policies/shanghai/other.md": POLICY},
            f'{PLAN}:2:8: error: "Shanghai plan" is also the title of content/policies/shanghai/other.md, '
            "of the same place [check/same-title] | make them one record with all sources",
            id="check/same-title",
        ),
        pytest.param(
            {ROAD_EN: ARTICLE_EN.replace("translation of: roadmap", "translation of: raodmap")},
            f'{ROAD_EN}:5:17: error: no article "raodmap" [article/translation-of] | did you mean "roadmap"?',
            id="article/translation-of",
        ),
        pytest.param(
            {SITE_FILE: SITE + "as of: tomorrow\n"},
            f'{SITE_FILE}:6:8: error: "tomorrow" is no day [site/as-of] | write today, or a day as YYYY-MM-DD',
            id="site/as-of",
        ),
        pytest.param(
            {SITE_FILE: SITE + "base url: example.org\n"},
            f'{SITE_FILE}:6:11: error: "example.org" is no web address [site/base-url] | write the address of '
            "the home page's folder, such as https://example.org/tracker/",
            id="site/base-url",
        ),
        pytest.param(
            {SITE_FILE: SITE.replace("home: CN", "home: China")},
            f'{SITE_FILE}:5:7: error: "China" is no country code [site/home] | did you mean "CN"?',
            id="site/home",
        ),
        pytest.param(
            {SITE_FILE: SITE.replace("home: CN", "home: UK")},
            f'{SITE_FILE}:5:7: error: "UK" is no country code [site/home] | did you mean "GB"?',
            id="a country by its habitual letters",
        ),
        pytest.param(
            {SITE_FILE: SITE.replace("home: CN", "home: ZZ")},
            f'{SITE_FILE}:5:7: error: "ZZ" is no country code [site/home] | write its ISO 3166-1 code, such as CN',
            id="no country at all",
        ),
        pytest.param(
            {SITE_FILE: SITE.replace("[en, zh]", "[en, cn]")},
            f'{SITE_FILE}:4:17: error: "cn" is no language code [site/language] | did you mean "zh"?',
            id="a country for a language",
        ),
        pytest.param(
            {SITE_FILE: SITE.replace("[en, zh]", "[en, zh, chinese]")},
            f'{SITE_FILE}:4:21: error: "chinese" is no language code [site/language] | did you mean "zh"?',
            id="a language by its name",
        ),
        pytest.param(
            {SITE_FILE: SITE.replace("[en, zh]", "[en, zh, xx]")},
            f'{SITE_FILE}:4:21: error: "xx" is no language code [site/language] | write a code such as en or zh',
            id="no language at all",
        ),
        pytest.param(
            {SITE_FILE: "# soon\n"},
            f"{SITE_FILE}:1:1: error: a site begins with its keys, and here are none [record/missing-key] "
            "| write a line each for title, languages",
            id="nothing in site.yaml",
        ),
        pytest.param(
            {"content/vocabulary/metrics.yaml": METRICS + "- {id: a, label: {en: A}, unit: MWh}\n"},
            'content/vocabulary/metrics.yaml:8:33: error: "MWh" is no unit that figures are kept in '
            '[quantity/unknown-unit] | write "kWh"; figures in MWh are converted',
            id="a metric in a unit that is converted",
        ),
        pytest.param(
            {"content/vocabulary/metrics.yaml": METRICS + "- {id: a, label: {en: A}, unit: moneys}\n"},
            'content/vocabulary/metrics.yaml:8:33: error: "moneys" is no unit that figures are kept in '
            '[quantity/unknown-unit] | did you mean "money"?',
            id="a metric in no unit",
        ),
        pytest.param(
            {SITE_FILE: SITE.replace("[en, zh]", "[en, en]")},
            f'{SITE_FILE}:4:17: error: "en" is there twice [site/language] | write each language once',
            id="site/language",
        ),
        pytest.param(
            {METRICS_FILE: METRICS + METRICS.split("- id: leading")[0]},
            f'{METRICS_FILE}:8:7: error: "industry-scale" is there twice [vocabulary/twice] | keep one of the entries',
            id="vocabulary/twice",
        ),
        pytest.param(
            {"content/vocabulary/themes.yaml": "- id: output\n  label: {en: output}\n  also: [talent]\n"},
            'content/vocabulary/themes.yaml:1:3: error: "talent" is a spelling of "talent" and of "output" '
            "[vocabulary/spelling] | take it out of one of them",
            id="vocabulary/spelling",
        ),
        pytest.param(
            {"content/vocabulary/bases.yaml": "- {id: fee, label: {en: fee}, by: month}\n"},
            'content/vocabulary/bases.yaml:1:35: error: "fee" is a price by the month of nothing [vocabulary/price] '
            '| add "of:" with the base that the price is counted by, such as area',
            id="vocabulary/price",
        ),
        pytest.param(
            {"content/vocabulary/bases.yaml": "- {id: fee, label: {en: fee}, of: rent, by: month}\n"},
            'content/vocabulary/bases.yaml:1:35: error: "rent" is itself "of" another base [vocabulary/price] '
            "| name a base that stands alone, such as area",
            id="a price of a price",
        ),
        pytest.param(
            {"content/vocabulary/bases.yaml": "- {id: fee, label: {en: fee}, unit: yuan}\n"},
            'content/vocabulary/bases.yaml:1:37: error: "yuan" is no unit that figures are kept in '
            '[quantity/unknown-unit] | write "CNY"; figures in yuan are converted',
            id="a base in no unit",
        ),
        pytest.param(
            {"content/vocabulary/themes.yaml": "output: {en: output}\n"},
            "content/vocabulary/themes.yaml:1:1: error: themes is no list of entries [vocabulary/shape] "
            "| start each entry with a line - id: ...",
            id="vocabulary/shape",
        ),
        pytest.param(
            {"content/vocabulary/metric.yaml": METRICS},
            'content/vocabulary/metric.yaml:1:1: error: "metric" is no list of the vocabulary [vocabulary/file] '
            '| did you mean "metrics"?',
            id="vocabulary/file",
        ),
        pytest.param(
            {PLAN_ZH: "---\ntargets: {t2: {of: 产业}}\n---\n文"},
            f'{PLAN_ZH}:2:11: error: "t2" is none of the targets [translation/unknown-part] | the targets are t1',
            id="translation/unknown-part",
        ),
    ],
)
def test_errors(tmp_path: Path, files: dict[str, str], expected: str) -> None:
    assert read_tracker(tmp_path, {**SMALL, **files}).errors == [expected]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            {PLAN: POLICY.replace("announced: 2022", "announced: 2023")},
            f"{PLAN}:2:8: warning: roadmap is dated 2022-06-24, before this act was announced (2023) "
            "[check/article-older] | one of the dates is wrong: correct it, or leave the article's date out "
            "and say why in its note",
            id="check/article-older",
        ),
        pytest.param(
            {PLAN: POLICY.replace("2026-11-20", "2022-06-23")},
            f"{PLAN}:2:8: warning: roadmap was read on 2022-06-23, before it appeared (2022-06-24) "
            "[check/read-too-early] | correct the day it was read, or the article's date",
            id="check/read-too-early",
        ),
        pytest.param(
            {PLAN: POLICY.replace("announced: 2022", "period: 2022-2024")},
            f"{PLAN}:2:8: warning: t1 falls due in 2025, after the policy's period ends [check/deadline-after] "
            "| correct the deadline or the period",
            id="check/deadline-after",
        ),
        pytest.param(
            {
                PLAN: POLICY.replace("announced: 2022", "announced: 2026"),
                ROAD: ARTICLE.replace("2022-06-24", "2026-06-24"),
            },
            f"{PLAN}:2:8: warning: t1 falls due in 2025, before the policy was announced [check/deadline-before] "
            "| correct the deadline or the announcement",
            id="check/deadline-before",
        ),
        pytest.param(
            {SITE_FILE: SITE.replace("title: {en: Test tracker,", "title: {en: Test tracker, fr: Essai,")},
            f'{SITE_FILE}:1:27: warning: "fr" is no language of this tracker [site/language-unused] '
            "| the languages are en, zh",
            id="site/language-unused",
        ),
        pytest.param(
            {"content/policies/shanghai/plan.fr.md": "Un plan."},
            'content/policies/shanghai/plan.fr.md:1:1: warning: "fr" is no other language of this tracker '
            "[translation/language] | the other languages are zh",
            id="translation/language",
        ),
    ],
)
def test_warnings(tmp_path: Path, files: dict[str, str], expected: str) -> None:
    read = read_tracker(tmp_path, {**SMALL, **files})
    assert read.errors == []
    assert read.warnings == [expected]


@pytest.mark.parametrize("text", ["", "\n \n", "---\ntitle: Empty\nlanguage: en\n---\n"])
def test_an_article_without_text(tmp_path: Path, text: str) -> None:
    read = read_tracker(tmp_path, SMALL)
    (tmp_path / "content/articles/empty.md").write_text(text, encoding="utf-8")
    read = read_tracker(tmp_path, {})
    assert read.errors == []
    assert read.warnings == [
        "content/articles/empty.md:1:1: warning: the article has no text [article/empty] "
        "| paste its text below the front matter, or take the file out",
    ]


def test_notices(tmp_path: Path) -> None:
    policy = POLICY.replace(
        "targets:", "  road-en: {article: roadmap-en, section: Shanghai, read: 2026-11-20}\ntargets:"
    ).replace("    by: 2025", "    by: 2025\n    source: road")
    read = read_tracker(tmp_path, {**SMALL, PLAN: policy, "content/articles/alone.md": "# Alone\n\nA text.\n"})
    assert read.errors == read.warnings == []
    assert read.notices == [
        "content/articles/alone.md:1:1: notice: no record cites alone [check/uncited-article] "
        "| write records from it, or take it out",
        "content/articles/alone.md:1:1: notice: 2 texts have no zh: title, text [translation/missing] "
        "| add them to the file that ends in .zh.md; until then the page shows the other language",
        "content/articles/roadmap-en.md:1:1: notice: 2 texts have no zh: title, text [translation/missing] "
        "| add them to the file that ends in .zh.md; until then the page shows the other language",
        "content/articles/roadmap.md:1:1: notice: 2 texts have no en: title, text [translation/missing] "
        "| add them to the file that ends in .en.md; until then the page shows the other language",
        f"{PLAN}:1:1: notice: 2 texts have no zh: title, summary [translation/missing] "
        "| add them to the file that ends in .zh.md; until then the page shows the other language",
        f'{PLAN}:2:8: notice: nothing in this record is quoted from its source "road-en" [check/unused-source] '
        "| quote what it says under also, or leave it as a source that merely tells of the act",
    ]


def test_an_article_whose_record_has_an_error_is_not_told_to_be_uncited(tmp_path: Path) -> None:
    read = read_tracker(tmp_path, {**SMALL, PLAN: POLICY.replace("region: Shanghai", "region: Nowhere")})
    assert [line.partition("[")[2].partition("]")[0] for line in read.errors] == ["region/unknown"]
    assert [line for line in read.notices if "check/uncited-article" in line] == []


def test_labels_and_the_site_s_texts_are_counted_as_translations(tmp_path: Path) -> None:
    site = SITE.replace("tagline: {en: What was promised, zh: 承诺了什么}", "tagline: {en: What was promised}")
    metrics = METRICS.replace("label: {en: Industry scale, zh: 产业规模}", "label: {en: Industry scale}")
    read = read_tracker(tmp_path, {**SMALL, SITE_FILE: site, METRICS_FILE: metrics})
    assert [line for line in read.notices if line.startswith((SITE_FILE, METRICS_FILE))] == [
        f"{SITE_FILE}:1:1: notice: 1 text has no zh: tagline [translation/missing] "
        "| add them there; until then the pages show another language",
        f"{METRICS_FILE}:1:1: notice: 1 label has no zh: industry-scale [translation/missing] "
        "| add them there; until then the pages show another language",
    ]


def test_a_built_in_label_is_counted_where_a_record_uses_it(tmp_path: Path) -> None:
    site = SITE.replace("languages: [en, zh]", "languages: [en, de]").replace(", zh:", ", de:")
    read = read_tracker(tmp_path, {**SMALL, SITE_FILE: site})
    told = [line.partition(" [")[0] for line in read.notices if line.startswith("content/vocabulary")]
    assert told == [
        "content/vocabulary/instruments.yaml:1:1: notice: 1 label has no de: plan",
        "content/vocabulary/metrics.yaml:1:1: notice: 1 label has no de: industry-scale",
    ]


@pytest.mark.parametrize("language", ["zh-CN", "zh-TW"])
def test_a_variant_has_the_labels_of_its_language(tmp_path: Path, language: str) -> None:
    site = SITE.replace("languages: [en, zh]", f"languages: [en, {language}]").replace(", zh:", f", {language}:")
    read = read_tracker(tmp_path, {**SMALL, SITE_FILE: site})
    assert [line for line in read.notices if "content/vocabulary" in line] == []


def test_read_after_the_day_the_site_speaks_of(tmp_path: Path) -> None:
    library = read_tracker(tmp_path, SMALL).library
    assert library is not None
    assert list(check_future_reading(library, date(2026, 11, 20))) == []
    [problem] = check_future_reading(library, date(2022, 6, 30))
    assert problem.code == "check/read-later"
    assert problem.message == 'source "road" was read on 2026-11-20, after the as-of date'
