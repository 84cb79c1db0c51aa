"""Other pages: themes, data files, the method, and the page for what is not found.

Owns their texts. Refuses rules of its own: what the method says is what the model does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from policygen.model.provenance import Rule
from policygen.site.citing import describe_dataset
from policygen.site.markup import render_markdown
from policygen.site.messages import N_
from policygen.site.pages import words
from policygen.site.pages.comparison_pages import reasons
from policygen.site.pages.cutting import theme_cut
from policygen.site.pages.data_cuts import data_cut, data_part_path
from policygen.site.pages.elsewhere import cited_work
from policygen.site.pages.following import find_feeds, follow_view
from policygen.site.pages.frames import licence_link, make_frame
from policygen.site.pages.listing import POLICY_DATA, listed_link, make_tools
from policygen.site.pages.parts import Portion, part_name, parts_of
from policygen.site.pages.policy_pages import latest_sentence, listed_policies
from policygen.site.pages.region_pages import tally_sentence
from policygen.site.pages.routes import COMPARE, HOME, PLACES, POLICIES, THEMES, theme_route
from policygen.site.pages.rows import policy_row
from policygen.site.pages.sheet import Sheet
from policygen.site.pages.shelf import tally_of
from policygen.site.views import (
    AboutView,
    Coverage,
    DataFileView,
    DataView,
    Link,
    NotFoundView,
    StatusView,
    ThemesView,
    ThemeView,
)


class DataFile(NamedTuple):
    """A file beside the pages: its path from the root of the output, its format, and what it holds, as a text
    to translate.
    """

    path: str
    format: str
    about: str


DATA_FILES: Final = (
    DataFile("data/policies.json", "JSON", N_("all policies with their targets, subsidies and evidence")),
    DataFile("data/regions.json", "JSON", N_("all places that have a page, with codes, names and parents")),
    DataFile("data/articles.json", "JSON", N_("all sources, and the figures in them that nobody promised")),
    DataFile("data/targets.csv", "CSV", N_("one line for each target")),
    DataFile("data/subsidies.csv", "CSV", N_("one line for each term of a subsidy")),
    DataFile("data/tracker.sqlite", "SQLite", N_("the same as tables of a database")),
    DataFile("data/datapackage.json", "JSON", N_("a description of these files for other programs")),
    DataFile("schema/policy.json", "JSON Schema", N_("the form of a record, for editors")),
)

_MEDIA_TYPES: Final = {
    "JSON": "application/json",
    "JSON Schema": "application/schema+json",
    "CSV": "text/csv",
    "SQLite": "application/vnd.sqlite3",
}

_PRINCIPLES: Final = (
    (
        N_("A number keeps its story"),
        N_("Each figure stands with the words it was read from, the source, the section, and the day it was read."),
    ),
    (
        N_("Absent is not zero"),
        N_("Where a comparison has no value it says which of five reasons that has."),
    ),
    (
        N_("Like with like"),
        N_("Only the same metric, in the same unit, at the same level of government, is ranked together."),
    ),
    (
        N_("Nothing is counted twice"),
        N_("What adds up from the places within a place is listed place by place, each with its own records only."),
    ),
    (
        N_("Disagreement is shown"),
        N_("Where sources differ, all are shown, with the rule by which one of them is followed; nothing is averaged."),
    ),
    (
        N_("The day is given"),
        N_("What is in force, over or overdue follows from the day this site speaks of, and from nothing else."),
    ),
    (
        N_("Never more precise than the source"),
        N_("A year stays a year, and “about” stays about; “not stated” is an answer."),
    ),
)
_WORDS: Final = (
    (N_("Policy"), N_("a published act or event of a public body")),
    (N_("Target"), N_("something promised in numbers: a metric with a figure, and a deadline if the source names one")),
    (N_("Commitment"), N_("something promised without a number")),
    (N_("Subsidy"), N_("support offered to somebody, with its terms")),
    (N_("Figure nobody promised"), N_("a forecast, or a count of something that is")),
    (N_("Witness"), N_("the words of the source that a figure rests on")),
    (N_("Digest"), N_("a source told in our words; its amounts are quoted as they are written there")),
)


def themes_page(sheet: Sheet, _subject: str) -> ThemesView:
    """All themes that any policy has."""
    shelf = sheet.shelf
    themes = shelf.library.vocabulary.themes
    title = sheet.gettext("Themes")
    standfirst = sheet.ngettext(
        "%(num)s theme that policies name.", "%(num)s themes that policies name.", len(shelf.by_theme)
    )
    return ThemesView(
        make_frame(sheet, title, sheet.gettext("%(title)s: %(sentence)s", title=title, sentence=standfirst)),
        standfirst,
        tuple(
            (
                sheet.theme(theme, note=sheet.ngettext("%(num)s policy", "%(num)s policies", len(policies))),
                sheet.maybe(themes[theme].about),
            )
            for theme, policies in shelf.by_theme.items()
        ),
    )


def theme_page(sheet: Sheet, subject: str) -> ThemeView:
    """One theme; `subject` is its id, and the name of the part."""
    name, _, part = subject.partition(" ")
    shelf = sheet.shelf
    theme = shelf.library.vocabulary.themes[name]
    portion = Portion.of(sheet, theme_cut(name), part)
    title = portion.title(sheet, sheet.text(theme.label))
    policies = listed_policies(sheet, portion, shelf.by_theme[name] if not part else ())
    tally = tally_sentence(sheet, tally_of(policies if part else shelf.by_theme[name]))
    rows = tuple(policy_row(sheet, policy) for policy in policies)
    return ThemeView(
        frame=make_frame(
            sheet,
            _headed(title),
            sheet.gettext("Policies on the theme “%(theme)s”: %(tally)s.", theme=title, tally=tally),
            head=sheet.gettext("Theme: %(theme)s", theme=title),
            crumbs=(sheet.link(sheet.gettext("Themes"), THEMES), *((sheet.theme(name),) if part else ())),
            feeds=find_feeds(sheet, f"themes/{name}"),
        ),
        about=sheet.maybe(theme.about),
        standfirst=sheet.messages.sentences(
            sheet.gettext("%(tally)s.", tally=tally), latest_sentence(sheet, portion, len(policies))
        ),
        policies=rows,
        tools=make_tools(sheet, POLICY_DATA, rows, f"policies-{name}") if portion.is_whole else None,
        listed=None if portion.is_whole else listed_link(sheet, POLICIES, "theme", name),
        pager=portion.by_time(sheet, theme_route(name), len),
        others=tuple(
            sheet.theme(other, note=sheet.messages.number(len(found)))
            for other, found in shelf.by_theme.items()
            if other != name
        )
        if not part
        else (),
        follow=follow_view(sheet, f"themes/{name}"),
    )


def _headed(label: str) -> str:
    """A label as a heading: with a capital, unless its first word has its own way with them ("eVTOL")."""
    return label[:1].upper() + label[1:] if label.partition(" ")[0].islower() else label


def data_page(sheet: Sheet, _subject: str) -> DataView:
    """The files for other programs."""
    title = sheet.gettext("Data and downloads")
    standfirst = sheet.gettext(
        "Everything on this site as files for other programs, of %(day)s. Money and percentages are exact.",
        day=sheet.messages.day(sheet.shelf.as_of),
    )
    return DataView(
        make_frame(sheet, title, standfirst),
        standfirst,
        tuple(
            DataFileView(
                Link(file.path.rpartition("/")[2], sheet.address(file.path)), file.format, sheet.gettext(file.about)
            )
            for file in _data_files(sheet)
        ),
        tuple(_data_parts(sheet)),
        licence_link(sheet),
        _dataset(sheet),
    )


def _data_files(sheet: Sheet) -> Iterator[DataFile]:
    """The files of everything. Where they would be too large, there is a list of the parts, or there are parts only."""
    cuts = sheet.shelf.cuts
    for file in DATA_FILES:
        name, _, kind = file.path.rpartition("/")[2].partition(".")
        if data_cut(name) not in cuts:
            yield file
        elif kind == "json":
            yield file._replace(about=N_("a list of the files below, which hold them"))


def _data_parts(sheet: Sheet) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """The files of each part, by the name of the part."""
    found: dict[str, list[Link]] = {}
    for name, suffix in (("policies", "json"), ("targets", "csv"), ("subsidies", "csv"), ("articles", "json")):
        for part in parts_of(sheet, data_cut(name)):
            path = f"{data_part_path(name, part)}.{suffix}"
            link = Link(f"{name}.{suffix}", sheet.address(path))
            found.setdefault(part_name(sheet, data_cut(name), part), []).append(link)
    for part, links in found.items():
        yield part, tuple(links)


def _dataset(sheet: Sheet) -> str:
    """The data as catalogues of data sets read them, whose links are whole ones."""
    if sheet.routes.base_url is None:
        return ""
    site = sheet.shelf.library.site
    work = cited_work(sheet, sheet.text(site.title))
    files = [(sheet.routes.absolute(file.path), _MEDIA_TYPES[file.format]) for file in _data_files(sheet)]
    return describe_dataset(work, sheet.text(site.description), site.licence_url or "", files)


def about_page(sheet: Sheet, _subject: str) -> AboutView:
    """The method: words, statuses, reasons, rules, and how far the tracker has come."""
    site = sheet.shelf.library.site
    title = sheet.gettext("Method")
    return AboutView(
        frame=make_frame(
            sheet,
            title,
            sheet.gettext(
                "What the words, statuses and gaps of this tracker mean, how sources are weighed, what has been read."
            ),
            head=sheet.gettext("About and method"),
        ),
        description_html=render_markdown(sheet.text(site.description), site.markdown),
        as_of=sheet.gettext(
            "This site speaks of %(day)s: whether something is in force, ended or overdue is said as of that day.",
            day=sheet.messages.day(sheet.shelf.as_of),
        ),
        principles=tuple((sheet.gettext(name), sheet.gettext(sentence)) for name, sentence in _PRINCIPLES),
        words=tuple((sheet.gettext(word), sheet.gettext(meaning)) for word, meaning in _WORDS),
        statuses=tuple(_statuses(sheet)),
        reasons=reasons(sheet),
        rules=(
            sheet.gettext("The original language is followed rather than a translation, which cannot correct it."),
            sheet.gettext("Else an official source is followed rather than the press."),
            sheet.gettext("Else the later source is followed rather than the earlier."),
            sheet.gettext(words.RULES[Rule.NONE]),
        ),
        coverage=tuple(_coverage(sheet)),
        licence=licence_link(sheet),
        contact=site.contact or "",
    )


def not_found_page(sheet: Sheet, _subject: str) -> NotFoundView:
    """What a host shows for an address that leads nowhere."""
    site = sheet.shelf.library.site
    links = [sheet.link(sheet.text(site.title), HOME)]
    links += [
        sheet.link(sheet.gettext(text), route)
        for text, route in ((N_("Places"), PLACES), (N_("Policies"), POLICIES), (N_("Compare"), COMPARE))
    ]
    title = sheet.gettext("There is no such page")
    sentence = sheet.gettext("The address leads to no page of this site. It may have been renamed; these lead on:")
    return NotFoundView(make_frame(sheet, title, sentence), sentence, tuple(links))


def _statuses(sheet: Sheet) -> Iterator[tuple[StatusView, str]]:
    for status, rule in words.STATUS_RULES:
        word, shape = words.STATUSES[status]
        yield StatusView(sheet.gettext(word), shape), sheet.gettext(rule)
    for target_status, rule in words.TARGET_STATUS_RULES:
        word, shape = words.TARGET_STATUSES[target_status]
        yield StatusView(sheet.gettext(word), shape), sheet.gettext(rule)


def _coverage(sheet: Sheet) -> Iterator[Coverage]:
    shelf = sheet.shelf
    number = sheet.messages.number
    total = shelf.total
    read = [province for province in shelf.provinces if shelf.is_read(province) or shelf.read_within.get(province)]
    own_words = sum(not article.digest for article in shelf.library.articles.values())
    yield Coverage(sheet.gettext("policies"), number(total.policies), "")
    yield Coverage(sheet.gettext("places with records of their own"), number(len(shelf.comparisons.policies)), "")
    yield Coverage(
        sheet.gettext("provinces with records of their own or within them"),
        number(len(read)),
        number(len(shelf.provinces)),
    )
    yield Coverage(sheet.gettext("sources"), number(len(shelf.library.articles)), "")
    yield Coverage(
        sheet.gettext("sources kept in their own words"), number(own_words), number(len(shelf.library.articles))
    )
    yield Coverage(sheet.gettext("targets"), number(total.targets), "")
    yield Coverage(sheet.gettext("commitments"), number(total.commitments), "")
    yield Coverage(sheet.gettext("subsidies"), number(total.subsidies), "")
