"""Fields: the shapes of front matter, as curators write them, before any value is understood.

Owns which keys there are, which are needed, and where lists and mappings stand; the JSON Schema for editors is
made from these models. Refuses meaning: every scalar is still text.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    WithJsonSchema,
)

#: Text as written. YAML editors read `2022` as a number, so their schema allows one.
Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    WithJsonSchema({"type": ["string", "number", "boolean"]}),
]


def _key(name: str) -> str:
    return name.rstrip("_").replace("_", " ")


class Fields(BaseModel):
    """A mapping with known keys; keys are the field names with spaces for underscores.

    Lists are tuples, so that the empty ones that most mappings have need not be made anew for each.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=_key, populate_by_name=False, defer_build=True
    )

    #: what the mapping is called in messages
    noun: ClassVar[str] = "mapping"


class FullQuantity(Fields):
    """A figure in full, for wordings beyond the normaliser."""

    noun: ClassVar[str] = "value"
    written: Text = Field(description="The words as the source writes them")
    min_: Text | None = Field(None, description="Lower bound in base units")
    max_: Text | None = Field(None, description="Upper bound in base units")
    unit: Text | None = Field(None, description="Base unit: an ISO 4217 code, percent, count, m2, year, ...")
    comparator: Text | None = Field(None, description="exactly, at least, more than, at most, ...")
    per: Text | None = Field(None, description="The time it is counted by: year, month, ...")
    each: Text | None = Field(None, description="The thing it is counted by: firm, m2, ...")


def _shape(value: Any) -> str:
    return "full" if isinstance(value, dict) else "list" if isinstance(value, list) else "text"


#: A figure as written, or in full.
Value = Annotated[Annotated[Text, Tag("text")] | Annotated[FullQuantity, Tag("full")], Discriminator(_shape)]


class AlsoFields(Fields):
    """What another source says of the same value."""

    noun: ClassVar[str] = "entry of also"
    source: Text
    value: Value | None = None
    written: Text | None = None
    differs: Text | None = Field(None, description="Why the value is another one; needed exactly when it is")


class FullPeriod(Fields):
    """A date or period with its evidence."""

    noun: ClassVar[str] = "date"
    value: Text | None = None
    written: Text | None = Field(None, description="The words as the source writes them")
    from_: Text | None = Field(None, description="The day or year a span such as 未来五年 is counted from")
    source: Text | None = None
    also: tuple[AlsoFields, ...] = ()


When = Annotated[Annotated[Text, Tag("text")] | Annotated[FullPeriod, Tag("full")], Discriminator(_shape)]


class SourceFields(Fields):
    noun: ClassVar[str] = "source"
    article: Text = Field(description="Id of an article")
    section: Text | None = Field(None, description="Heading of the section, as the article has it")
    read: Text = Field(description="The day a curator read it, YYYY-MM-DD")


class PartFields(Fields):
    """What targets, commitments, subsidies and indicators share."""

    id: Text | None = None
    written: Text | None = Field(None, description="The passage as the source writes it")
    source: Text | None = Field(None, description="Short name of a source of this record")
    also: tuple[AlsoFields, ...] = ()
    note: Text | None = None


class OutcomeFields(Fields):
    noun: ClassVar[str] = "outcome"
    value: Value
    on: When | None = None
    source: Text | None = None
    written: Text | None = None


class TargetFields(PartFields):
    noun: ClassVar[str] = "target"
    metric: Text
    value: Value
    by: When | None = Field(None, description="Deadline")
    of: Text | None = Field(None, description="What exactly is counted")
    outcome: OutcomeFields | None = None


class CommitmentFields(PartFields):
    noun: ClassVar[str] = "commitment"
    text: Text
    written: Text = Field(description="The words as the source writes them")
    by: When | None = None


class TierFields(Fields):
    noun: ClassVar[str] = "tier"
    value: Value
    when: Text | None = None
    threshold: Value | None = Field(None, description="From which size on the tier holds")
    on: Text | None = Field(None, description="Base that the threshold is about, when its unit does not say")


TierList = Annotated[
    Annotated[Text, Tag("text")] | Annotated[list[TierFields], Tag("list")],
    Discriminator(_shape),
]


class TermFields(Fields):
    """One clause: exactly one role, and what belongs to it."""

    noun: ClassVar[str] = "term"
    amount: Value | None = None
    cap: Value | None = None
    rate: Value | None = None
    tiers: TierList | None = None
    step: Value | None = None
    adds: Value | None = None
    threshold: Value | None = None
    area_cap: Value | None = None
    duration: Value | None = None
    on: Text | None = Field(None, description="Base that the figure applies to, when not the kind's own")
    time: Literal["year", "whole", "once"] | None = Field(
        None, description="What time a sum is for, when its words do not say: each year, the whole time, paid once"
    )
    from_: Value | None = Field(None, description="Of a step: the size above which steps are counted")
    parts: Literal["left out", "counted whole", "in proportion"] | None = Field(
        None, description="Of a step: what becomes of a part of one"
    )
    written: Text | None = None
    source: Text | None = None
    also: tuple[AlsoFields, ...] = ()
    note: Text | None = None


class SubsidyFields(PartFields):
    noun: ClassVar[str] = "subsidy"
    kind: Text
    for_: Text | None = Field(None, description="Beneficiary")
    conditions: tuple[Text, ...] = ()
    terms: tuple[TermFields, ...] = ()
    period: When | None = None


class IndicatorFields(PartFields):
    noun: ClassVar[str] = "indicator"
    metric: Text
    value: Value
    on: When | None = Field(None, description="The period the figure speaks of")
    of: Text | None = None
    by: Text | None = Field(None, description="Whose figure it is")
    region: Text | None = None
    section: Text | None = Field(None, description="In an article: the section it stands in")


class AbsentFields(Fields):
    noun: ClassVar[str] = "absence"
    metric: Text | None = None
    kind: Text | None = None
    reason: Literal["none offered", "not comparable"]
    why: Text | None = None
    source: Text | None = None
    written: Text | None = None


class SaysFields(Fields):
    noun: ClassVar[str] = "statement"
    source: Text
    written: Text


class DisagreementFields(Fields):
    noun: ClassVar[str] = "disagreement"
    about: Text
    says: Annotated[list[SaysFields], Field(min_length=2)]
    note: Text | None = None


class PolicyFields(Fields):
    """The front matter of a policy record."""

    noun: ClassVar[str] = "record"
    title: Text = Field(description="In the tracker's first language")
    region: Text = Field(description="The place whose act it is")
    instrument: Text
    announced: When | None = None
    period: When | None = Field(None, description="What the act covers")
    repealed: When | None = None
    issuer: Text | None = None
    themes: tuple[Text, ...] = ()
    sources: Annotated[dict[Text, SourceFields], Field(min_length=1)]
    other_titles: tuple[SaysFields, ...] = ()
    targets: tuple[TargetFields, ...] = ()
    commitments: tuple[CommitmentFields, ...] = ()
    subsidies: tuple[SubsidyFields, ...] = ()
    indicators: tuple[IndicatorFields, ...] = ()
    absent: tuple[AbsentFields, ...] = ()
    disagreements: tuple[DisagreementFields, ...] = ()
    note: Text | None = None


class TermTexts(Fields):
    noun: ClassVar[str] = "term"
    note: Text | None = None
    when: tuple[Text, ...] = ()
    differs: tuple[Text, ...] = ()


class PartTexts(Fields):
    """Texts of one part in another language."""

    noun: ClassVar[str] = "part"
    text: Text | None = None
    for_: Text | None = None
    conditions: tuple[Text, ...] = ()
    of: Text | None = None
    by: Text | None = None
    note: Text | None = None
    differs: tuple[Text, ...] = ()
    terms: tuple[TermTexts, ...] = ()


class StatementTexts(Fields):
    noun: ClassVar[str] = "part"
    why: Text | None = None
    about: Text | None = None
    note: Text | None = None


class WhenTexts(Fields):
    noun: ClassVar[str] = "date"
    differs: tuple[Text, ...] = ()


class TranslationFields(Fields):
    """The front matter of a record in another language: only what differs."""

    noun: ClassVar[str] = "translation"
    title: Text | None = None
    issuer: Text | None = None
    note: Text | None = None
    announced: WhenTexts | None = None
    period: WhenTexts | None = None
    repealed: WhenTexts | None = None
    targets: dict[Text, PartTexts] = {}
    commitments: dict[Text, PartTexts] = {}
    subsidies: dict[Text, PartTexts] = {}
    indicators: dict[Text, PartTexts] = {}
    absent: tuple[StatementTexts, ...] = ()
    disagreements: tuple[StatementTexts, ...] = ()


class CheckedFields(Fields):
    """When the link to an article was tried, and what the host answered."""

    noun: ClassVar[str] = "check of a link"
    on: Text = Field(description="The day, YYYY-MM-DD")
    status: Annotated[str, StringConstraints(pattern=r"^[1-5][0-9][0-9]$")] | None = Field(
        None, description="The HTTP status, such as 200 or 404"
    )


Checked = Annotated[Annotated[Text, Tag("text")] | Annotated[CheckedFields, Tag("full")], Discriminator(_shape)]


class ArticleFields(BaseModel):
    """The keys of an article's front matter that are ours; other generators' keys are kept aside."""

    model_config = ConfigDict(extra="ignore", frozen=True, alias_generator=_key, defer_build=True)

    noun: ClassVar[str] = "article"
    title: str | None = None
    date: str | None = None
    language: str | None = None
    kind: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    checked: Checked | None = None
    translation_of: str | None = None
    digest: Literal["true", "false"] | None = None
    read: str | None = None
    note: str | None = None
    indicators: tuple[IndicatorFields, ...] = ()


class ArticleTexts(BaseModel):
    """The front matter of an article in another language."""

    model_config = ConfigDict(extra="ignore", frozen=True, alias_generator=_key, defer_build=True)

    noun: ClassVar[str] = "article"
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    note: str | None = None
    indicators: dict[Text, PartTexts] = {}


class WordFields(Fields):
    """One entry of a vocabulary file."""

    noun: ClassVar[str] = "entry"
    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    label: Annotated[dict[str, Text], Field(min_length=1)]
    about: dict[str, Text] | None = None
    also: tuple[Text, ...] = ()


class MetricFields(WordFields):
    unit: Text
    noun_: dict[str, Annotated[list[Text], Field(min_length=1, max_length=2)]] = Field({}, alias="noun")
    related: tuple[Text, ...] = ()


class KindFields(WordFields):
    base: Text | None = None
    pool: Literal["true", "false"] | None = None


class BaseFields(WordFields):
    unit: Text | None = None
    per: Literal["year"] | None = None
    of: Text | None = None
    by: Literal["year", "month"] | None = None


class InstrumentFields(WordFields):
    event: Literal["true", "false"] = "false"
    proposal: Literal["true", "false"] = "false"


class LicenceFields(Fields):
    noun: ClassVar[str] = "licence"
    name: Annotated[dict[str, Text], Field(min_length=1)]
    url: Text | None = None


class SiteFields(Fields):
    """`site.yaml`."""

    noun: ClassVar[str] = "site"
    title: Annotated[dict[str, Text], Field(min_length=1)]
    tagline: dict[str, Text] = {}
    description: dict[str, Text] = {}
    languages: Annotated[list[Text], Field(min_length=1)]
    base_url: Text | None = None
    home: Text = "CN"
    licence: LicenceFields | None = None
    publisher: dict[str, Text] = {}
    contact: Text | None = None
    cards: Literal["true", "false"] = "false"
    markdown: Literal["python-markdown", "comrak"] = "python-markdown"
    report: Text | None = None
    as_of: Text = "today"
