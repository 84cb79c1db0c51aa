"""Views of places, policies and articles, and the home page."""

from __future__ import annotations

from policygen.site.views.brief import Brief
from policygen.site.views.charts import BarTable, TileMap
from policygen.site.views.following import EventView, FollowView
from policygen.site.views.frame import NavItem, PageFrame
from policygen.site.views.parts import (
    CommitmentView,
    ConflictView,
    DateRow,
    DateView,
    DeclaredView,
    DisagreementView,
    FigureRow,
    FigureView,
    Link,
    OfferRow,
    Pager,
    PlaceRow,
    PolicyRow,
    StatusView,
    SubsidyView,
    Tools,
    WitnessView,
    Words,
)
from policygen.values import dataclass


@dataclass(frozen=True, slots=True)
class HomeView:
    """`standfirst` is the computed sentence of what this is. `ways` are what one can do here, each with a line on it as
    note. `strongest` has at most four figures (a cap of a
    subsidy comes as a figure too, with the kind as its label). `passed` and `next` are the deadlines
    around the as-of date, nearest first. `metrics`, `kinds`: links with the count of places as note;
    `lists` leads to all policies, targets and subsidies. Empty
    lists: leave the section out.
    """

    frame: PageFrame
    tagline: str
    standfirst: str
    ways: tuple[Link, ...]
    strongest: tuple[FigureView, ...]
    tiles: TileMap
    passed: tuple[DateRow, ...]
    next: tuple[DateRow, ...]
    newest: tuple[PolicyRow, ...]
    metrics: tuple[Link, ...]
    kinds: tuple[Link, ...]
    themes: tuple[Link, ...]
    places: Link
    lists: tuple[Link, ...]
    compare: Link
    timeline: Link


@dataclass(frozen=True, slots=True)
class PlacesView:
    """Every place with records and every province of the home country. `groups`: (heading, rows in tree
    order).
    """

    frame: PageFrame
    standfirst: str
    tiles: TileMap
    groups: tuple[tuple[str, tuple[PlaceRow, ...]], ...]


@dataclass(frozen=True, slots=True)
class Addend:
    """One place whose own policies are counted in a roll-up."""

    place: Link
    policies: int
    targets: int
    subsidies: int


@dataclass(frozen=True, slots=True)
class RollUp:
    """What the places within have, never counted twice: `sentence` says the sum, `addends` lists what it is made of,
    and `caption` says whether these are places by themselves or with those within them. `policies` are the newest of
    theirs, all of them if they are few enough, else `more` leads to where they can be filtered; so do `more_figures`
    and `more_offers` where figures and offers are too many to stand here.
    """

    sentence: str
    policies: tuple[PolicyRow, ...]
    policy_tools: Tools | None
    more: Link | None
    caption: str
    addends: tuple[Addend, ...]
    figures: tuple[FigureRow, ...]
    figure_tools: Tools | None
    more_figures: Link | None
    offers: tuple[OfferRow, ...]
    offer_tools: Tools | None
    more_offers: Link | None


@dataclass(frozen=True, slots=True)
class Inherited:
    """Acts of one place above that apply here too; `policies` is empty where they are too many to be listed."""

    place: Link
    sentence: str
    policies: tuple[PolicyRow, ...]


@dataclass(frozen=True, slots=True)
class OwnMore:
    """The ways to a place's own records that are not on its first page; None where all are."""

    policies: Link | None
    targets: Link | None
    commitments: Link | None
    subsidies: Link | None
    indicators: Link | None
    declared: Link | None


@dataclass(frozen=True, slots=True)
class RegionView:
    """A place of any level.

    `level` is its level in words; `names` other names (other languages, aliases). `empty` is the sentence for
    a place not read yet, "" otherwise (then own lists may still be empty while `below` is not). `unread`
    names places within that have no page. A place with very many records has parts (`pager`); `more` leads to what is
    in them only, `listed` to where all policies of its province can be filtered. `ask` leads to the estimator, set to
    this place. `brief` is what is printed, None for places not read and for parts.
    """

    frame: PageFrame
    level: str
    names: tuple[Words, ...]
    standfirst: str
    empty: str
    policies: tuple[PolicyRow, ...]
    tools: Tools | None
    targets: tuple[FigureView, ...]
    commitments: tuple[CommitmentView, ...]
    subsidies: tuple[SubsidyView, ...]
    ask: Link | None
    indicators: tuple[FigureView, ...]
    declared: tuple[DeclaredView, ...]
    more: OwnMore
    listed: Link | None
    pager: Pager | None
    above: tuple[Inherited, ...]
    below: RollUp | None
    children: tuple[Link, ...]
    unread: str
    neighbours: tuple[Link, ...]
    choose: Link | None
    pairs: tuple[Link, ...]
    brief: Brief | None
    follow: FollowView | None
    timeline: Link | None
    drawn: tuple[BarTable, ...]
    contents: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PoliciesView:
    """The list of policies. `ways` leads to the three lists, this one among them; `listed`, from a part of a long list,
    to where all of it can be filtered.
    """

    frame: PageFrame
    ways: tuple[NavItem, ...]
    standfirst: str
    rows: tuple[PolicyRow, ...]
    tools: Tools | None
    listed: Link | None
    pager: Pager | None


@dataclass(frozen=True, slots=True)
class TargetsView:
    """The list of targets; as the list of policies. `caption` says their order."""

    frame: PageFrame
    ways: tuple[NavItem, ...]
    standfirst: str
    caption: str
    rows: tuple[FigureRow, ...]
    tools: Tools | None
    listed: Link | None
    pager: Pager | None


@dataclass(frozen=True, slots=True)
class SubsidiesView:
    """The list of subsidies; as the list of targets."""

    frame: PageFrame
    ways: tuple[NavItem, ...]
    standfirst: str
    caption: str
    rows: tuple[OfferRow, ...]
    tools: Tools | None
    listed: Link | None
    pager: Pager | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a policy: `values` are one or more words or links (href "" for plain ones); `witness` where
    a source is quoted for it.
    """

    label: str
    values: tuple[Link, ...]
    status: StatusView | None = None
    witnesses: tuple[WitnessView, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source of the record: article and section, when read, and what kind of source it is ("official",
    "press, a translation").
    """

    source: Link
    section: Words | None
    read: DateView
    stated: DateView | None
    link: str
    kind: str


@dataclass(frozen=True, slots=True)
class PolicyView:
    """A policy. `alt_titles` are its titles in the tracker's other languages; `other_titles` what other
    sources call the same act.

    `summary_html` is the Markdown summary as safe HTML, `summary_lang` its language where that is not the
    page's. `subsidies` come grouped by kind: (kind link, subsidies); `ask` leads to the estimator. `data` links the
    record's data file (None without one). `proposed`: what stands under commitments is proposed only.
    """

    frame: PageFrame
    proposed: bool
    alt_titles: tuple[Words, ...]
    facts: tuple[Fact, ...]
    note: Words | None
    summary_html: str
    summary_lang: str | None
    subsidies: tuple[tuple[Link, tuple[SubsidyView, ...]], ...]
    ask: Link | None
    targets: tuple[FigureView, ...]
    commitments: tuple[CommitmentView, ...]
    indicators: tuple[FigureView, ...]
    declared: tuple[DeclaredView, ...]
    conflicts: tuple[ConflictView, ...]
    disagreements: tuple[DisagreementView, ...]
    other_titles: tuple[WitnessView, ...]
    sources: tuple[SourceRow, ...]
    same_place: tuple[Link, ...]
    history: tuple[EventView, ...]
    data: Link | None


@dataclass(frozen=True, slots=True)
class ArticleRow:
    title: Link
    date: DateView | None
    language: str
    publisher: Words | None
    kind: str
    records: str


@dataclass(frozen=True, slots=True)
class ArticlesView:
    frame: PageFrame
    standfirst: str
    rows: tuple[ArticleRow, ...]
    pager: Pager | None


@dataclass(frozen=True, slots=True)
class Resting:
    """What one record rests on a section: the record, and its figures with their words."""

    policy: Link
    place: Link
    figures: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of an article. `level` is the level of its heading on the page (2–6; 0 and heading None for
    the text before the first).

    `html` is in the article's language `lang`; `translation_html` (safe HTML) and `translation_heading` stand
    beside it when the reader's language is another and there is a translation, else "". `rests` says how many
    records there are in `resting`.
    """

    anchor: str
    level: int
    heading: str | None
    html: str
    lang: str | None
    translation_heading: str
    translation_html: str
    resting: tuple[Resting, ...]
    rests: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """A source text. `digest` is the sentence that says that the text is our own digest, "" otherwise.
    `untranslated` says that there is no translation for the reader's language, "" otherwise.
    """

    frame: PageFrame
    alt_titles: tuple[Words, ...]
    facts: tuple[Fact, ...]
    digest: str
    untranslated: str
    note: Words | None
    original: Link | None
    translations: tuple[Link, ...]
    sections: tuple[SectionView, ...]
    indicators: tuple[FigureView, ...]
    records: tuple[PolicyRow, ...]
    tools: Tools | None
