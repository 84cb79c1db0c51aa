"""Pages of policies: the list of all, and each one with everything its sources say.

Owns the order of a policy's page. Refuses to hide that sources disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from policygen.model.articles import Article
from policygen.model.provenance import Testimony
from policygen.model.records import Policy, SourcedPeriod
from policygen.model.status import subsidy_status, target_status
from policygen.model.subsidies import Subsidy
from policygen.model.targets import Indicator, Target
from policygen.site.markup import render_markdown
from policygen.site.pages import words
from policygen.site.pages.chronicle import ALL
from policygen.site.pages.cutting import POLICIES_CUT, latest_policy
from policygen.site.pages.figures import (
    Showing,
    commitment_view,
    declared_view,
    indicator_view,
    subsidy_view,
    target_view,
)
from policygen.site.pages.following import find_feeds, record_history, region_key
from policygen.site.pages.frames import crumbs_to, make_frame
from policygen.site.pages.list_pages import list_ways
from policygen.site.pages.listing import POLICY_DATA, listed_link, make_far_tools, make_tools
from policygen.site.pages.parts import Portion
from policygen.site.pages.region_pages import tally_sentence
from policygen.site.pages.routes import POLICIES, policy_route
from policygen.site.pages.rows import policy_row
from policygen.site.pages.sheet import Sheet
from policygen.site.pages.shelf import Tally, tally_of
from policygen.site.pages.witnesses import link_words, other_views, section_words, witnesses
from policygen.site.pages.workings import ask_link
from policygen.site.views import (
    ConflictView,
    DisagreementView,
    Fact,
    Link,
    PoliciesView,
    PolicyView,
    SourceRow,
    SubsidyView,
    Words,
)


def policies_page(sheet: Sheet, subject: str) -> PoliciesView:
    """The list of policies, newest first; `subject` is the name of its part."""
    shelf = sheet.shelf
    portion = Portion.of(sheet, POLICIES_CUT, subject)
    everything = chain.from_iterable(shelf.policies.values())
    listed = listed_policies(sheet, portion, sorted(everything, key=latest_policy) if not subject else ())
    title = portion.title(sheet, sheet.gettext("Policies"))
    tally = tally_sentence(sheet, tally_of(listed) if subject else shelf.total)
    standfirst = sheet.messages.sentences(
        sheet.gettext("%(tally)s, newest first.", tally=tally) if subject or shelf.total.policies else "",
        latest_sentence(sheet, portion, len(listed)),
    )
    rows = tuple(policy_row(sheet, policy) for policy in listed)
    return PoliciesView(
        frame=make_frame(
            sheet,
            title,
            sheet.gettext("%(title)s of the tracker: %(tally)s.", title=title, tally=tally),
            crumbs=(sheet.link(sheet.gettext("Policies"), POLICIES),) if subject else (),
            feeds=find_feeds(sheet, ALL),
        ),
        ways=list_ways(sheet),
        standfirst=standfirst,
        rows=rows,
        tools=make_far_tools(sheet, POLICY_DATA, POLICIES_CUT, "-announced")
        if portion.is_top
        else make_tools(sheet, POLICY_DATA, rows, "policies")
        if portion.is_whole
        else None,
        listed=listed_link(sheet, POLICIES) if subject else None,
        pager=portion.by_time(sheet, POLICIES, len),
    )


def listed_policies(sheet: Sheet, portion: Portion, everything: Sequence[Policy]) -> Sequence[Policy]:
    """The policies a page of a list shows, in the order of the list."""
    ids = portion.some(sheet)
    return everything if ids is None else [sheet.shelf.library.policies[policy] for policy in ids]


def latest_sentence(sheet: Sheet, portion: Portion, number: int) -> str:
    """What the first page of a list that is cut by time has, "" on any other page."""
    if not portion.is_top:
        return ""
    return sheet.gettext(
        "The latest %(num)s stand here, and all of them year by year.", num=sheet.messages.number(number)
    )


def policy_page(sheet: Sheet, subject: str) -> PolicyView:
    """One policy."""
    shelf = sheet.shelf
    policy = shelf.records[subject]
    status = shelf.comparisons.statuses[policy.id]
    title = sheet.words(policy.title)
    head = sheet.gettext("%(title)s (%(place)s)", title=title.text, place=sheet.whole_name(policy.region))
    tally = tally_of((policy,))
    here = Showing()
    summary = sheet.words(policy.summary) if policy.summary else None
    return PolicyView(
        frame=make_frame(
            sheet,
            title.text,
            _description(sheet, policy, tally),
            head=_unique(sheet, policy, head),
            crumbs=(
                sheet.link(sheet.gettext("Places"), "regions/index"),
                *crumbs_to(sheet, policy.region, itself=True),
            ),
            feeds=find_feeds(sheet, region_key(sheet, policy.region)),
        ),
        proposed=shelf.library.vocabulary.instruments[policy.instrument].proposal,
        alt_titles=tuple(
            Words(policy.title[language], sheet.lang(language))
            for language in sheet.routes.languages
            if language in policy.title and policy.title[language] != title.text
        ),
        facts=tuple(_facts(sheet, policy)),
        note=sheet.maybe(policy.note),
        summary_html=render_markdown(summary.text, shelf.library.site.markdown) if summary else "",
        summary_lang=summary.lang if summary else None,
        subsidies=tuple(_by_kind(sheet, policy)),
        ask=ask_link(sheet, policy.region) if policy.subsidies else None,
        targets=tuple(
            target_view(sheet, policy, target, target_status(target, status, shelf.as_of), here)
            for target in policy.targets
        ),
        commitments=tuple(
            commitment_view(sheet, policy, each, target_status(each, status, shelf.as_of), here)
            for each in policy.commitments
        ),
        indicators=tuple(indicator_view(sheet, each, policy, None, here) for each in policy.indicators),
        declared=tuple(declared_view(sheet, declared) for declared in policy.absent),
        conflicts=tuple(_conflicts(sheet, policy)),
        disagreements=tuple(
            DisagreementView(sheet.words(each.about), witnesses(sheet, each.says), sheet.maybe(each.note))
            for each in policy.disagreements
        ),
        other_titles=tuple(witness for each in policy.other_titles for witness in witnesses(sheet, (each,))),
        sources=tuple(_sources(sheet, policy)),
        same_place=tuple(sheet.texts_link(other.title, policy_route(other.id)) for other in shelf.beside[policy.id]),
        history=record_history(sheet, policy.id),
        data=Link(f"{policy.id}.json", sheet.address(f"data/policies/{policy.id}.json")),
    )


def source_kind(sheet: Sheet, article: Article) -> str:
    """What kind of source an article is, in words: "official", "press, a translation, our digest"."""
    kind = sheet.gettext("official") if article.kind == "official" else sheet.gettext("press")
    return sheet.messages.clauses(
        kind,
        sheet.gettext("a translation") if article.translation_of else "",
        sheet.gettext("our digest") if article.digest else "",
    )


def _description(sheet: Sheet, policy: Policy, tally: Tally) -> str:
    instrument = sheet.vocabulary.instruments[policy.instrument]
    announced = sheet.messages.period(policy.announced.period) if policy.announced else ""
    facts = sheet.messages.clauses(
        sheet.text(instrument.label), sheet.whole_name(policy.region), announced, tally_sentence(sheet, tally)
    )
    return sheet.gettext("%(title)s: %(facts)s.", title=sheet.text(policy.title), facts=facts)


def _unique(sheet: Sheet, policy: Policy, head: str) -> str:
    """The title with the record's id where another record of the place has the same title."""
    alike = sheet.shelf.titles[sheet.language, policy.region, sheet.text(policy.title)]
    return sheet.gettext("%(title)s, %(id)s", title=head, id=policy.id) if alike > 1 else head


def _facts(sheet: Sheet, policy: Policy) -> Iterator[Fact]:
    """What, when, by whom, and whether it still holds."""
    vocabulary = sheet.vocabulary
    instrument = sheet.words(vocabulary.instruments[policy.instrument].label)
    yield Fact(sheet.gettext("Instrument"), (Link(instrument.text, "", instrument.lang),))
    yield _dated(sheet, sheet.gettext("Announced"), policy.announced)
    yield _dated(sheet, sheet.gettext("Period"), policy.period)
    if policy.repealed is not None:
        yield _dated(sheet, sheet.gettext("Repealed"), policy.repealed)
    yield Fact(sheet.gettext("Status"), (), sheet.status(policy))
    if policy.issuer:
        issuer = sheet.words(policy.issuer)
        yield Fact(sheet.gettext("Issuer"), (Link(issuer.text, "", issuer.lang),))
    if policy.themes:
        yield Fact(sheet.gettext("Themes"), tuple(sheet.theme(theme) for theme in policy.themes))


def _dated(sheet: Sheet, label: str, dated: SourcedPeriod | None) -> Fact:
    if dated is None:
        return Fact(label, (Link(sheet.gettext("not stated"), ""),))
    text = sheet.messages.period(dated.period)
    return Fact(label, (Link(text, ""),), None, witnesses(sheet, dated.evidence, (), other_views(sheet, dated.others)))


def _by_kind(sheet: Sheet, policy: Policy) -> Iterator[tuple[Link, tuple[SubsidyView, ...]]]:
    """The subsidies under their kinds, kinds in the order they come first."""
    shelf = sheet.shelf
    kinds: dict[str, list[Subsidy]] = {}
    for subsidy in policy.subsidies:
        kinds.setdefault(subsidy.kind, []).append(subsidy)
    here = Showing()
    status = shelf.comparisons.statuses[policy.id]
    for kind, subsidies in kinds.items():
        yield (
            sheet.support(kind),
            tuple(
                subsidy_view(sheet, policy, each, subsidy_status(each, status, shelf.as_of), here, worked=True)
                for each in subsidies
            ),
        )


def _conflicts(sheet: Sheet, policy: Policy) -> Iterator[ConflictView]:
    """Every value on which another source says otherwise, in the order of the page."""
    for label, dated in (
        (sheet.gettext("Announced"), policy.announced),
        (sheet.gettext("Period"), policy.period),
        (sheet.gettext("Repealed"), policy.repealed),
    ):
        if dated is not None:
            yield from _conflict(sheet, Link(label, ""), sheet.messages.period(dated.period), dated.others)
    figures: list[Target | Indicator] = [*policy.targets, *policy.indicators]
    for figure in figures:
        metric = sheet.metric_of(figure.metric)
        linked = Link(sheet.text(metric.label), f"#{figure.id}")
        yield from _conflict(sheet, linked, sheet.figure(figure.quantity, metric), figure.others)
    for commitment in policy.commitments:
        text = sheet.words(commitment.text)
        yield from _conflict(sheet, Link(text.text, f"#{commitment.id}", text.lang), text.text, commitment.others)
    for subsidy in policy.subsidies:
        kind = sheet.text(sheet.vocabulary.kinds[subsidy.kind].label)
        yield from _conflict(sheet, Link(kind, f"#{subsidy.id}"), kind, subsidy.others)
        for term in subsidy.terms:
            role = sheet.gettext(words.ROLE_SUBJECTS[term.role])
            subject = Link(sheet.gettext("%(support)s: %(part)s", support=kind, part=role), f"#{subsidy.id}")
            quantities = [tier.quantity for tier in term.tiers] if term.quantity is None else [term.quantity]
            value = sheet.messages.list(sheet.figure(quantity) for quantity in quantities)
            yield from _conflict(sheet, subject, value, term.others)


def _conflict(sheet: Sheet, subject: Link, value: str, others: Iterable[Testimony]) -> Iterator[ConflictView]:
    differing = [other for other in others if not other.agrees]
    if differing:
        yield ConflictView(subject, value, tuple(other_views(sheet, differing)))


def _sources(sheet: Sheet, policy: Policy) -> Iterator[SourceRow]:
    for citation in dict.fromkeys(policy.sources.values()):
        article = sheet.shelf.library.articles[citation.article]
        yield SourceRow(
            source=sheet.citation(citation),
            section=section_words(sheet, article, citation),
            read=sheet.day(citation.read),
            stated=sheet.when(article.date, short=True),
            link=link_words(sheet, article),
            kind=source_kind(sheet, article),
        )
