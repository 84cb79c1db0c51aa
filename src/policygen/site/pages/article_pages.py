"""Pages of articles: the sources, and on each section what rests on it.

Owns how an article is set: its own words as they are, a translation beside them for readers of another
language. Refuses to pass a digest off as the source.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.model.articles import Article, Section
from policygen.model.subsidies import Subsidy
from policygen.model.targets import Commitment
from policygen.site.markup import render_markdown
from policygen.site.pages.cutting import ARTICLES_CUT, latest_article
from policygen.site.pages.figures import Showing, indicator_view
from policygen.site.pages.frames import make_frame
from policygen.site.pages.listing import POLICY_DATA, make_tools
from policygen.site.pages.parts import Portion
from policygen.site.pages.policy_pages import latest_sentence, source_kind
from policygen.site.pages.routes import ARTICLES
from policygen.site.pages.rows import policy_row
from policygen.site.pages.sheet import Sheet
from policygen.site.pages.shelf import Resting
from policygen.site.pages.witnesses import link_words
from policygen.site.views import ArticleRow, ArticlesView, ArticleView, Fact, Link, SectionView, Words
from policygen.site.views import Resting as RestingView


def articles_page(sheet: Sheet, subject: str) -> ArticlesView:
    """All sources, latest first, undated ones last; `subject` is the name of the part."""
    shelf = sheet.shelf
    portion = Portion.of(sheet, ARTICLES_CUT, subject)
    ids = portion.some(sheet)
    found = shelf.library.articles if ids is None else ids
    articles = sorted((shelf.library.articles[article] for article in found), key=latest_article)
    number = len(articles) if subject else len(shelf.library.articles)
    title = portion.title(sheet, sheet.gettext("Sources"))
    standfirst = sheet.messages.sentences(
        sheet.ngettext("%(num)s source was read.", "%(num)s sources were read.", number),
        sheet.gettext("Every figure of the tracker leads to the section of the source it was read from."),
        latest_sentence(sheet, portion, len(articles)),
    )
    return ArticlesView(
        make_frame(
            sheet,
            title,
            standfirst if not subject else sheet.gettext("%(title)s: %(sentence)s", title=title, sentence=standfirst),
            crumbs=(sheet.link(sheet.gettext("Sources"), ARTICLES),) if subject else (),
        ),
        standfirst,
        tuple(
            ArticleRow(
                title=sheet.article(article),
                date=sheet.when(article.date, short=True),
                language=sheet.messages.language_name(article.language),
                publisher=sheet.maybe(article.publisher),
                kind=source_kind(sheet, article),
                records=sheet.ngettext("%(num)s policy", "%(num)s policies", len(shelf.cited_by.get(article.id, ()))),
            )
            for article in articles
        ),
        portion.by_time(sheet, ARTICLES, len),
    )


def article_page(sheet: Sheet, subject: str) -> ArticleView:
    """One source with its text."""
    shelf = sheet.shelf
    article = shelf.texts[subject]
    title = sheet.words(article.title)
    records = shelf.cited_by.get(article.id, ())
    translated = article.translations.get(sheet.language)
    rows = tuple(policy_row(sheet, shelf.library.policies[policy]) for policy in records)
    return ArticleView(
        frame=make_frame(
            sheet,
            title.text,
            sheet.gettext(
                "%(title)s: %(facts)s.",
                title=title.text,
                facts=sheet.messages.clauses(
                    sheet.messages.period(article.date) if article.date else sheet.gettext("undated"),
                    sheet.messages.language_name(article.language),
                    source_kind(sheet, article),
                    sheet.ngettext("read for %(num)s policy", "read for %(num)s policies", len(records)),
                    article.id,
                ),
            ),
            head=_head(sheet, article),
            crumbs=(sheet.link(sheet.gettext("Sources"), ARTICLES),),
        ),
        alt_titles=tuple(
            Words(text, sheet.lang(language)) for language, text in article.title.items() if text != title.text
        ),
        facts=tuple(_facts(sheet, article)),
        digest=_digest(sheet, article),
        untranslated=sheet.gettext("This source has not been translated into your language.")
        if article.language != sheet.language and translated is None
        else "",
        note=sheet.maybe(article.note),
        original=_original(sheet, article),
        translations=tuple(
            sheet.article(shelf.library.articles[other]) for other in shelf.translations.get(article.id, ())
        ),
        sections=tuple(_sections(sheet, article, translated)),
        indicators=tuple(
            indicator_view(sheet, each, None, article, Showing(place=True)) for each in article.indicators
        ),
        records=rows,
        tools=make_tools(sheet, POLICY_DATA, rows, f"policies-{article.id}"),
    )


def _original(sheet: Sheet, article: Article) -> Link | None:
    original = sheet.shelf.library.articles.get(article.translation_of or "")
    return sheet.article(original) if original is not None else None


def _head(sheet: Sheet, article: Article) -> str:
    """The title with what tells it from other sources: its id where two have one title."""
    title = sheet.text(article.title)
    alike = sheet.shelf.titles[sheet.language, "", title]
    return sheet.gettext("%(title)s, %(id)s", title=title, id=article.id) if alike > 1 else title


def _facts(sheet: Sheet, article: Article) -> Iterator[Fact]:
    yield Fact(
        sheet.gettext("Date"),
        (Link(sheet.messages.period(article.date) if article.date else sheet.gettext("not stated"), ""),),
    )
    yield Fact(sheet.gettext("Language"), (Link(sheet.messages.language_name(article.language), ""),))
    yield Fact(sheet.gettext("Kind"), (Link(source_kind(sheet, article), ""),))
    for label, texts in ((sheet.gettext("Publisher"), article.publisher), (sheet.gettext("Author"), article.author)):
        if texts:
            shown = sheet.words(texts)
            yield Fact(label, (Link(shown.text, "", shown.lang),))
    if article.url and article.url.startswith(("https://", "http://")):
        yield Fact(sheet.gettext("Address"), (Link(article.url, article.url), Link(link_words(sheet, article), "")))


def _digest(sheet: Sheet, article: Article) -> str:
    if not article.digest:
        return ""
    return sheet.gettext(
        "This text is our own digest of the source: its facts and figures, and amounts in its own words, "
        "but not its sentences."
    )


def _sections(sheet: Sheet, article: Article, translated: tuple[Section, ...] | None) -> Iterator[SectionView]:
    resting = sheet.shelf.resting
    # what cites the article without a section means its beginning, or all of an article without headings
    whole = resting.get((article.id, ""), ())
    engine = sheet.shelf.library.site.markdown
    levels = heading_levels([section.level for section in article.sections])
    for index, section in enumerate(article.sections):
        other = translated[index] if translated is not None and index < len(translated) else None
        records = tuple(
            _resting(sheet, (*(whole if index == 0 else ()), *resting.get((article.id, section.anchor), ())))
        )
        yield SectionView(
            anchor=section.anchor,
            level=levels[index],
            heading=section.heading,
            html=render_markdown(section.markdown, engine, heading_shift=levels[index], relative_links=False),
            lang=sheet.lang(article.language),
            translation_heading=(other.heading or "") if other else "",
            translation_html=render_markdown(other.markdown, engine, heading_shift=levels[index], relative_links=False)
            if other
            else "",
            resting=records,
            rests=sheet.ngettext(
                "%(num)s record rests on this section", "%(num)s records rest on this section", len(records)
            ),
        )


def heading_levels(levels: list[int]) -> list[int]:
    """The levels of an article's headings on a page whose title is level 1: from 2 on, never skipping one, at
    most 6. The text before the first heading keeps its 0.
    """
    widest = min((level for level in levels if level), default=0)
    found: list[int] = []
    last = 1
    for level in levels:
        if level:
            last = min(2 + level - widest, last + 1, 6)
        found.append(last if level else 0)
    return found


def _resting(sheet: Sheet, resting: tuple[Resting, ...]) -> Iterator[RestingView]:
    """By record, in the order of ids: what of it stands in this section."""
    by_policy: dict[str, list[Resting]] = {}
    for each in resting:
        by_policy.setdefault(each.policy.id, []).append(each)
    for found in by_policy.values():
        policy = found[0].policy
        figures: dict[Link, None] = {}
        for each in found:
            if each.part is not None:
                figures[_part_link(sheet, each)] = None
        yield RestingView(sheet.policy(policy), sheet.place(policy.region), tuple(figures))


def _part_link(sheet: Sheet, resting: Resting) -> Link:
    """A part of a record in a few words, linked to where it stands."""
    part = resting.part
    assert part is not None
    href = sheet.policy(resting.policy, part.id).href
    note = "" if resting.agrees else sheet.gettext("differs here")
    if isinstance(part, Commitment):
        text = sheet.words(part.text)
        return Link(text.text, href, text.lang, note)
    if isinstance(part, Subsidy):
        label = sheet.words(sheet.vocabulary.kinds[part.kind].label)
        return Link(label.text, href, label.lang, note)
    metric = sheet.metric_of(part.metric)
    value = sheet.figure(part.quantity, metric)
    return Link(sheet.gettext("%(metric)s: %(value)s", metric=sheet.text(metric.label), value=value), href, None, note)
