"""The sheet: what a page is written on. It knows its page's place and language, and so how to say and link
things.

Owns links, names, dates, statuses and wordings of figures as one page needs them. Refuses to decide what a
page shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from policygen.model.articles import Article
from policygen.model.periods import Period
from policygen.model.provenance import Absence, Citation
from policygen.model.quantities import Quantity, Wording, word_quantity
from policygen.model.records import Policy
from policygen.model.regions import Gazetteer, Level, Region
from policygen.model.status import Status, TargetStatus
from policygen.model.subsidies import Subsidy
from policygen.model.targets import Commitment, Target
from policygen.model.texts import Texts, pick
from policygen.model.vocabulary import Metric, Vocabulary
from policygen.site.messages import Messages, iso
from policygen.site.pages import words
from policygen.site.pages.routes import (
    EMBEDDED,
    NOT_FOUND,
    Routes,
    article_route,
    kind_route,
    metric_route,
    policy_route,
    region_route,
    relative,
    theme_route,
)
from policygen.site.pages.shelf import Shelf
from policygen.site.views import AbsenceView, DateView, Link, StatusView, Words
from policygen.values import dataclass

#: Statuses whose day, if it is near enough, is told in days.
_SOON = 90


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page in the making. `route` and `kind` are the page's own, and so are `language` and `file`; a file that is
    no page has no route, and its path is given. `gettext` gives an interface text in the page's language. What a page
    links to it links to again and again, so its addresses and its links to places and to words of the vocabulary are
    kept by route, and in `cited` what it says of a citation. None of this keeps a fact: what is read of the shelf for
    it is read each time, for a value that is made once for many pages must have noted it, too.
    """

    shelf: Shelf
    routes: Routes
    messages: Messages
    route: str
    kind: str
    file: str = ""
    language: str = field(init=False)
    gettext: Callable[..., str] = field(init=False, repr=False, compare=False)
    vocabulary: Vocabulary = field(init=False, repr=False, compare=False)
    gazetteer: Gazetteer = field(init=False, repr=False, compare=False)
    cited: dict[Citation, Any] = field(init=False, repr=False, compare=False, default_factory=dict)
    _ways: dict[str, str] = field(init=False, repr=False, compare=False, default_factory=dict)
    _links: dict[str, Link] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        library = self.shelf.library
        object.__setattr__(self, "language", self.messages.language)
        object.__setattr__(self, "gettext", self.messages.gettext)
        object.__setattr__(self, "vocabulary", library.vocabulary)
        object.__setattr__(self, "gazetteer", library.gazetteer)
        if not self.file:
            object.__setattr__(self, "file", self.routes.file(self.route, self.language))

    @property
    def folder(self) -> str:
        """Where its file stands: from there addresses are the same."""
        return self.file.rpartition("/")[0]

    @property
    def is_embedded(self) -> bool:
        """Whether this is what other sites embed of a page."""
        return self.route.startswith(EMBEDDED)

    @property
    def whole(self) -> str:
        """The route of the whole page; for most pages their own."""
        return self.route.removeprefix(EMBEDDED)

    # -- texts ---------------------------------------------------------------------------------------------

    def ngettext(self, one: str, many: str, number: int, /, **values: object) -> str:
        """An interface text with a number in it."""
        return self.messages.ngettext(one, many, number, **values)

    def words(self, texts: Texts) -> Words:
        """A text of the tracker for this reader; in another language when there is none in this."""
        text = texts.get(self.language)
        return Words(text) if text is not None else Words(*pick(texts, self.language))

    def maybe(self, texts: Texts | None) -> Words | None:
        return self.words(texts) if texts else None

    def text(self, texts: Texts) -> str:
        """The bare text, where no language can be marked (titles, descriptions)."""
        text = texts.get(self.language)
        return text if text is not None else pick(texts, self.language)[0]

    def lang(self, language: str) -> str | None:
        """The `lang` attribute that words of this language need on this page."""
        return None if language == self.language else language

    def when(self, period: Period | None, *, short: bool = False) -> DateView | None:
        return DateView(self.messages.period(period, short=short), iso(period)) if period is not None else None

    def day(self, day: date) -> DateView:
        return DateView(self.messages.short_day(day), day.isoformat())

    def deadline(self, period: Period | None) -> str:
        return self.messages.deadline(period) if period is not None else ""

    # -- links ---------------------------------------------------------------------------------------------

    def href(self, route: str, anchor: str = "") -> str:
        """The address from this page; "" for what does not exist, and for this page itself."""
        return self.to(route, anchor) if route in self.routes.known else ""

    def to(self, route: str, anchor: str = "") -> str:
        """The address from this page of a page that exists, "" for this page itself."""
        if anchor:
            return f"{self.way(route)}#{_quoted(anchor)}"
        return "" if route == self.route else self.way(route)

    def way(self, route: str) -> str:
        """The address from this page of a page that exists, itself among them."""
        way = self._ways.get(route)
        if way is None:
            way = self._ways[route] = self.address(self.routes.file(route, self.language))
        return way

    def address(self, path: str) -> str:
        """The address of a file of the output from this page. The page for what is not found is shown under
        any address, so it links absolutely wherever the site knows its own.
        """
        if self.route == NOT_FOUND and self.routes.base_url:
            return self.routes.absolute(path)
        return relative(self.file, path)

    def root(self) -> str:
        """What stands before the path of a file of the output: "", "../", or an absolute address."""
        if self.route == NOT_FOUND and self.routes.base_url:
            return self.routes.absolute("")
        return "../" * self.file.count("/")

    def link(self, text: str, route: str, *, anchor: str = "", note: str = "") -> Link:
        return Link(text, self.href(route, anchor), None, note)

    def texts_link(self, texts: Texts, route: str, *, anchor: str = "", note: str = "") -> Link:
        """A link with a text of the tracker."""
        shown = self.words(texts)
        return Link(shown.text, self.href(route, anchor), shown.lang, note)

    def _named(self, texts: Texts, route: str, note: str = "") -> Link:
        """A link to what has one name, by its route."""
        href = self.href(route)
        link = self._links.get(route)
        if link is None:
            shown = self.words(texts)
            link = self._links[route] = Link(shown.text, href, shown.lang)
        return Link(link.text, link.href, link.lang, note) if note else link

    def name(self, region: str | Region) -> str:
        """A place's full name."""
        found = self.region(region) if isinstance(region, str) else region
        return self.text(found.name)

    def short_name(self, region: str) -> str:
        found = self.region(region)
        return self.text(found.short or found.name)

    def region(self, region: str) -> Region:
        return self.gazetteer.get(region)

    def place(self, region: str, *, note: str = "", short: bool = False) -> Link:
        found = self.region(region)
        if short and found.short:
            return self.texts_link(found.short, region_route(region), note=note)
        return self._named(found.name, region_route(region), note)

    def within(self, region: str) -> str:
        """The places above in words, nearest first, without the country: "Nanjing, Jiangsu"; "" for a
        province.
        """
        return self.shelf.once(("within", self.language, region), lambda: self._within(region))

    def _within(self, region: str) -> str:
        above = [r for r in self.gazetteer.ancestors(region) if self._is_told(r)]
        if self.language.startswith("zh"):
            return "".join(self.short_name(r.id) for r in reversed(above))
        return self.messages.clauses(*(self.short_name(r.id) for r in above))

    def whole_name(self, region: str) -> str:
        """The name with the places above, as a title needs it: "Binhu District, Wuxi, Jiangsu", "江苏无锡滨湖区"."""
        if self.language.startswith("zh"):
            return self.within(region) + self.name(region)
        return self.messages.clauses(self.name(region), self.within(region))

    def _is_told(self, region: Region) -> bool:
        return region.id != self.shelf.home

    def by_name(self, regions: Iterable[str]) -> list[str]:
        """Places in the order of their names: Chinese by pinyin, which is what ids are spelled in."""
        if self.language.startswith("zh"):
            return sorted(regions, key=lambda region: (region.rpartition("/")[2], region))
        return sorted(regions, key=lambda region: (self.name(region).casefold(), region))

    def policy(self, policy: Policy, part: str = "") -> Link:
        title = self.words(policy.title)
        return Link(title.text, self.to(policy_route(policy.id), part), title.lang)

    def metric(self, metric: str, *, note: str = "") -> Link:
        return self._named(self.vocabulary.metrics[metric].label, metric_route(metric), note)

    def support(self, kind: str, *, note: str = "") -> Link:
        """A kind of subsidy."""
        return self._named(self.vocabulary.kinds[kind].label, kind_route(kind), note)

    def theme(self, theme: str, *, note: str = "") -> Link:
        return self._named(self.vocabulary.themes[theme].label, theme_route(theme), note)

    def article(self, article: Article, anchor: str = "") -> Link:
        title = self.words(article.title)
        return Link(title.text, self.to(article_route(article.id), anchor), title.lang)

    def citation(self, citation: Citation) -> Link:
        """The cited section's place on the page of its article."""
        return self.article(self.shelf.library.articles[citation.article], citation.anchor or "")

    # -- figures -------------------------------------------------------------------------------------------

    def wording(self, quantity: Quantity, metric: Metric | None = None) -> Wording:
        """A figure in parts. Chinese says what it is counted by first (每年20万元), so there it goes before the
        bound.
        """
        language = self.language.partition("-")[0]
        return _worded(quantity, language, metric.noun.get(language) if metric else None)

    def figure(self, quantity: Quantity, metric: Metric | None = None) -> str:
        """A figure on one line."""
        found = self.wording(quantity, metric)
        gap = "" if self.language.startswith("zh") else " "
        return gap.join(part for part in (found.bound, found.value, found.per) if part)

    def metric_of(self, metric: str) -> Metric:
        return self.vocabulary.metrics[metric]

    # -- statuses and reasons ------------------------------------------------------------------------------

    def status(self, policy: Policy) -> StatusView:
        """A policy's status, with the day that it turns on."""
        status = self.shelf.comparisons.statuses[policy.id]
        word, shape = words.STATUSES[status]
        day = None
        if status is Status.ENDED and policy.period:
            day = policy.period.period.end
        elif status is Status.NOT_IN_FORCE and policy.period:
            day = policy.period.period.start
        elif status is Status.REPEALED and policy.repealed:
            return StatusView(self.gettext(word), shape, self.messages.period(policy.repealed.period, short=True))
        return StatusView(self.gettext(word), shape, self.messages.short_day(day) if day else "")

    def offer_status(self, subsidy: Subsidy, policy: Policy, status: Status) -> StatusView:
        """A subsidy's status: its policy's, unless a period of its own says otherwise."""
        if status is self.shelf.comparisons.statuses[policy.id] or subsidy.period is None:
            return self.status(policy)
        word, shape = words.STATUSES[status]
        day = subsidy.period.end if status is Status.ENDED else subsidy.period.start
        return StatusView(self.gettext(word), shape, self.messages.short_day(day) if day else "")

    def promise_status(self, promise: Target | Commitment, status: TargetStatus) -> StatusView:
        """What became of a promise; of one that falls due soon, in how many days."""
        word, shape = words.TARGET_STATUSES[status]
        left = (promise.deadline.end - self.shelf.as_of).days if promise.deadline else _SOON + 1
        detail = ""
        if status is TargetStatus.OPEN and left <= _SOON:
            detail = self.ngettext("%(num)s day left", "%(num)s days left", left)
        return StatusView(self.gettext(word), shape, detail)

    def absence(self, reason: Absence, why: Words | None = None) -> AbsenceView:
        return AbsenceView(self.gettext(words.ABSENCES[reason]), reason.value.replace(" ", "-"), why)

    def level(self, level: Level) -> str:
        return self.gettext(words.LEVELS[level])

    def levels(self, level: Level) -> str:
        """The level as a heading: "Provinces"."""
        return self.gettext(words.LEVEL_HEADINGS[level])


@lru_cache(maxsize=1 << 14)
def _worded(quantity: Quantity, language: str, noun: tuple[str, ...] | None) -> Wording:
    """A figure stands on its policy's page, on its place's, and in comparisons."""
    found = word_quantity(quantity, language, noun)
    return Wording(found.per + found.bound, found.value, "") if language == "zh" else found


@lru_cache(maxsize=1 << 12)
def _quoted(anchor: str) -> str:
    return quote(anchor)
