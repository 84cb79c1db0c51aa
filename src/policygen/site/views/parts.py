"""Parts that views share: words, links, dates, statuses; figures with their witnesses; lines of lists and tables."""

from __future__ import annotations

from typing import Final

from policygen.values import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A text and its language where that is not the page's."""

    text: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link; `note` is a short remark printed after it ("3 policies", "not read yet"), "" without one."""

    text: str
    href: str
    lang: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class DateView:
    """A date, never more precise than written: "8 July 2022", "2022", "first quarter of 2024", "2022–2024"."""

    text: str
    iso: str = ""


@dataclass(frozen=True, slots=True)
class StatusView:
    """A status as a word ("in force", "deadline passed, no outcome recorded") and one of the shapes of
    `STATUS_SHAPES`.

    `detail` adds what the date says: "ended 2025", "in 41 days"; "" without one.
    """

    word: str
    shape: str
    detail: str = ""


#: open: runs, or is still ahead; proposed: binds nobody yet; ended: over; due: overdue or soon due (the accent colour,
#: and the only thing that has it); done: reached, with an outcome; event: happened on a day and has no duration;
#: unknown: no date allows to tell.
STATUS_SHAPES: Final = ("open", "proposed", "ended", "due", "done", "event", "unknown")


@dataclass(frozen=True, slots=True)
class AbsenceView:
    """Why a cell is empty: `reason` is the localised one of the five, `key` its fixed English word with
    hyphens for a class (`none-offered`, `not-found-in-the-text`, `not-read-yet`, `expired`,
    `not-comparable`), `why` the explanation or None.
    """

    reason: str
    key: str
    why: Words | None = None


@dataclass(frozen=True, slots=True)
class QuotePart:
    """A piece of quoted words. A marked piece is the figure's own words; `letter` ties it to a figure when
    several share the quote.
    """

    text: str
    marked: bool = False
    letter: str = ""


@dataclass(frozen=True, slots=True)
class WitnessView:
    """The words a figure rests on, in the source's own script.

    `quotes` holds one or more passages of the same section (several when the figures' words stand apart in
    it). `source` links to the section's anchor on the article page; `section` is the heading as the article
    has it, None for an article without sections or the text before the first heading. `context` is the
    sentence around the words, None when the words are the whole sentence or when the article is a digest.
    Three dates stand apart: when the source `stated` it (None: undated), when a curator `read` it, and in `link` in
    words when the link to the source was tried ("" where there is none). `digest`: the article file is our own digest,
    so the quoted words are the source's but their surroundings are ours. `others`: see `OtherView`.
    """

    quotes: tuple[tuple[QuotePart, ...], ...]
    lang: str
    source: Link
    section: Words | None
    read: DateView
    stated: DateView | None
    link: str
    digest: bool = False
    context: Words | None = None
    others: tuple[OtherView, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherView:
    """Another source on the same value.

    `agrees`: it gives the same value. Else `why` says why it differs, `rule` by which rule the record's own
    source was followed (a finished sentence), and `value` how we read the other source's figure ("" when it
    cannot be read as one). `subject` tells which figure it speaks of where a witness is shared ("" where it
    is plain).
    """

    agrees: bool
    quote: Words
    source: Link
    section: Words | None
    read: DateView
    stated: DateView | None
    link: str
    value: str = ""
    why: Words | None = None
    rule: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """What a later source says was reached: "reached: CNY 120 billion", when, and its witness."""

    bound: str
    value: str
    on: DateView | None
    witness: WitnessView


@dataclass(frozen=True, slots=True)
class FigureView:
    """A target or an indicator: a figure that never stands alone.

    Read aloud: `bound` ("over") `value` ("CNY 350 billion") `per` ("a year"), **`label`** (metric, links to
    its comparison) `of` ("enterprises in the park"), `deadline` ("by the end of 2025") or `on` (indicators:
    the period it speaks of) or `by` (indicators: whose figure it is), `place`, `policy` (None where the page
    is about that place or policy itself), `status`.
    """

    id: str
    bound: str
    value: str
    per: str
    label: Link
    of: Words | None
    deadline: str
    on: DateView | None
    by: Words | None
    place: Link | None
    policy: Link | None
    status: StatusView | None
    note: Words | None
    outcome: OutcomeView | None
    witnesses: tuple[WitnessView, ...]


@dataclass(frozen=True, slots=True)
class CommitmentView:
    """A promise without a number."""

    id: str
    text: Words
    deadline: str
    place: Link | None
    policy: Link | None
    status: StatusView | None
    note: Words | None
    witnesses: tuple[WitnessView, ...]


@dataclass(frozen=True, slots=True)
class TermView:
    """One line of a subsidy's terms.

    `role` is the localised role ("ceiling", "rate"); `key` its fixed word with hyphens (`amount`, `cap`,
    `rate`, `tiers`, `step`, `threshold`, `area-cap`, `duration`). `lead` is a small word before the figure
    ("and" before a step, "from" before a threshold). `scope` is what stands under or after it: "of the rent",
    "for each further 100 m²", "in the first year". Several tiers are several `TermView`s of one letter.
    `letter` is "" when the subsidy's witness has one figure only.
    """

    role: str
    key: str
    lead: str
    bound: str
    value: str
    per: str
    scope: Words | None
    letter: str
    note: Words | None


@dataclass(frozen=True, slots=True)
class WorkedLine:
    """One line of a working: what is done ("for more"), with what (`about`: "floor area", None without), the formula
    ("2 × CNY 50,000 = CNY 100,000"), and the letter of the term whose words it rests on, "" for none.
    """

    label: str
    about: Words | None
    formula: str
    letter: str


@dataclass(frozen=True, slots=True)
class ExampleView:
    """A subsidy worked for a firm of round figures: the whole of it in one sentence, line by line, and what is open."""

    told: str
    lines: tuple[WorkedLine, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SubsidyView:
    """Support offered. Without figures `terms` is empty and the witnesses alone speak; then say that no
    figure is stated.

    `elsewhere` leads to the comparison of this kind (None when the page is that comparison); `example` works the terms,
    where the page has room for that and there is something to work.
    """

    id: str
    kind: Link
    beneficiary: Words | None
    conditions: tuple[Words, ...]
    terms: tuple[TermView, ...]
    period: DateView | None
    place: Link | None
    policy: Link | None
    status: StatusView | None
    note: Words | None
    witnesses: tuple[WitnessView, ...]
    elsewhere: Link | None
    example: ExampleView | None


@dataclass(frozen=True, slots=True)
class DeclaredView:
    """An absence a record declares: "rent support: none offered", why, and its witnesses."""

    subject: Link
    absence: AbsenceView
    witnesses: tuple[WitnessView, ...]


@dataclass(frozen=True, slots=True)
class DisagreementView:
    """A claim on which sources differ and which is no single value; every side with its witness."""

    about: Words
    says: tuple[WitnessView, ...]
    note: Words | None


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A value on which sources give different figures: which one is followed, by which rule, and what the
    others say.
    """

    subject: Link
    value: str
    others: tuple[OtherView, ...]


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """One line of a list of policies. `data` and the keys for sorting are for scripts (`site.pages.listing`): the day
    of its announcement, and the place where its name will not do; "" for none.
    """

    announced: DateView | None
    place: Link
    title: Link
    instrument: str
    targets: int
    commitments: int
    subsidies: int
    status: StatusView
    data: str
    announced_key: str
    place_key: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure as a table line: `value` is the whole figure on one line ("> CNY 350 billion" in words of
    the language), `written` the source's own words, `witness` the link to the section they stand in. `under` is
    its level and the places above, "" where the page says so already. `data` and the keys are for scripts.
    """

    place: Link
    under: str
    label: Link
    value: str
    of: Words | None
    deadline: str
    status: StatusView | None
    policy: Link
    written: Words
    witness: Link
    data: str
    value_key: str
    deadline_key: str
    place_key: str


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One subsidy as a table line; one column per role. Each of the middle columns holds one or more lines,
    empty when the source does not say (print "not found in the text" quietly); `step` holds "CNY 50,000
    for each further 100 m²". `under`, `data` and the key as in `FigureRow`.
    """

    place: Link
    under: str
    kind: Link
    beneficiary: Words | None
    rate: tuple[OfferLine, ...]
    amount: tuple[OfferLine, ...]
    cap: tuple[OfferLine, ...]
    area_cap: tuple[OfferLine, ...]
    threshold: tuple[OfferLine, ...]
    step: tuple[OfferLine, ...]
    duration: tuple[OfferLine, ...]
    conditions: tuple[Words, ...]
    status: StatusView
    policy: Link
    witness: Link
    data: str
    place_key: str


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One figure in a cell of an offer: what it is of or for whom, what the record adds, and under it the source's own
    words, None where the figure before it has the same; `key` is what it is sorted by.
    """

    value: str
    scope: Words | None
    note: Words | None
    written: Words | None
    key: str


@dataclass(frozen=True, slots=True)
class DateRow:
    """One line of a list of deadlines. `text` is the whole promise as a link ("Industry scale over CNY 260
    billion").
    """

    date: DateView
    text: Link
    place: Link
    status: StatusView
    written: Words | None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place in a list: its own records and those of places within it, told apart. `read` False: not read
    yet.

    `depth` is 0 for the top of the list, 1 for what lies in it, and so on.
    """

    place: Link
    level: str
    depth: int
    policies: int
    below: int
    targets: int
    subsidies: int
    read: bool


@dataclass(frozen=True, slots=True)
class Pager:
    """The parts of a long list: `heading` says what it is cut by; the part this page is has href ""; on the first page
    notes say how much each part holds.
    """

    heading: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter of a table: its name in addresses, its heading, and its choices as (code, label)."""

    key: str
    heading: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Tools:
    """What scripts need to filter, sort and download one table; without scripts nothing of it shows. `name` begins its
    parameters in the address, "" for the main table of a page; `file` is the name of the download; `fields` says
    what the data of its rows hold. A table that has only a part of the list's rows says where the script finds all
    of them: `source` names the files from the `root` of the site, `sources` how many there are, `order` by what they
    are sorted first; "" and 0 else.
    """

    name: str
    file: str
    fields: str
    facets: tuple[Facet, ...]
    root: str = ""
    source: str = ""
    sources: int = 0
    order: str = ""
