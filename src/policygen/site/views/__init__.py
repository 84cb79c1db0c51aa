"""Views: what each page shows, as plain data with finished, localised strings.

Owns one dataclass per page kind and the parts they share. Templates print these fields, walk these tuples and
test them for emptiness; they never compute, sort, format or look anything up. Refuses markup, except fields
named `html`, which hold safe HTML made by `site.markup`.

Conventions that hold for every field:

* A `str` is in the page's language and finished; "" means there is nothing to say and nothing is to be
  printed.
* `Words` is a text that may be in another language than the page: `lang` is None in the page's own language,
  else the code for a `lang` attribute (a missing translation that fell back, words of a source).
* `Link.href` is a finished URL relative to the page (already percent-encoded); "" means that there is no such
  page: print the text without a link.
* A date is a `DateView`: its text, and `iso` for `<time datetime>` ("" when HTML has no form for it).
* `id` fields are unique on their page and meant for the `id` attribute; links with `#…` lead to them.
* No style attributes are possible (Content-Security-Policy): tiles give column and row numbers for classes,
  charts give coordinates.

`PAGE_VIEWS` at the end tells which view each page kind has; the template of a kind is `pages/<kind>.html`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from policygen.site.views.brief import Brief, BriefSource, PlaceCardView
from policygen.site.views.charts import (
    AxisView,
    Bar,
    BarRow,
    BarTable,
    Block,
    ColumnChart,
    DotCell,
    DotMatrix,
    GridLine,
    Label,
    MapCell,
    MapMode,
    NowLine,
    Tile,
    TileMap,
)
from policygen.site.views.comparisons import (
    Cell,
    CellValue,
    Choice,
    ChoiceGroup,
    ChooseView,
    CompareView,
    KindView,
    MatrixGroup,
    MatrixRow,
    MatrixView,
    MetricView,
    MissingRow,
    OfferGroup,
    PairRow,
    PairSide,
    PairsView,
    PairView,
    RankedGroup,
    RankedRow,
)
from policygen.site.views.elsewhere import CardView, Citation, Elsewhere, Embed, Social
from policygen.site.views.estimates import EstimateView, PlaceSupport, ShareLink, TopView
from policygen.site.views.following import (
    ChangesView,
    CoverageView,
    DayView,
    EventView,
    FieldShare,
    FollowView,
    PartChanges,
    PlaceShares,
    ShareView,
    ValueChange,
)
from policygen.site.views.frame import (
    Alternate,
    NavItem,
    PageFrame,
)
from policygen.site.views.others import (
    AboutView,
    Coverage,
    DataFileView,
    DataView,
    NotFoundView,
    SearchKind,
    SearchView,
    ThemesView,
    ThemeView,
)
from policygen.site.views.parts import (
    STATUS_SHAPES,
    AbsenceView,
    CommitmentView,
    ConflictView,
    DateRow,
    DateView,
    DeclaredView,
    DisagreementView,
    ExampleView,
    Facet,
    FigureRow,
    FigureView,
    Link,
    OfferLine,
    OfferRow,
    OtherView,
    OutcomeView,
    Pager,
    PlaceRow,
    PolicyRow,
    QuotePart,
    StatusView,
    SubsidyView,
    TermView,
    Tools,
    WitnessView,
    Words,
    WorkedLine,
)
from policygen.site.views.records import (
    Addend,
    ArticleRow,
    ArticlesView,
    ArticleView,
    Fact,
    HomeView,
    Inherited,
    OwnMore,
    PlacesView,
    PoliciesView,
    PolicyView,
    RegionView,
    Resting,
    RollUp,
    SectionView,
    SourceRow,
    SubsidiesView,
    TargetsView,
)
from policygen.site.views.timeline import TimelineGroup, TimelineRow, TimelineView, TimelineYear

__all__ = [
    "PAGE_VIEWS",
    "STATUS_SHAPES",
    "AboutView",
    "AbsenceView",
    "Addend",
    "Alternate",
    "ArticleRow",
    "ArticleView",
    "ArticlesView",
    "AxisView",
    "Bar",
    "BarRow",
    "BarTable",
    "Block",
    "Brief",
    "BriefSource",
    "CardView",
    "Cell",
    "CellValue",
    "ChangesView",
    "Choice",
    "ChoiceGroup",
    "ChooseView",
    "Citation",
    "ColumnChart",
    "CommitmentView",
    "CompareView",
    "ConflictView",
    "Coverage",
    "CoverageView",
    "DataFileView",
    "DataView",
    "DateRow",
    "DateView",
    "DayView",
    "DeclaredView",
    "DisagreementView",
    "DotCell",
    "DotMatrix",
    "Elsewhere",
    "Embed",
    "EstimateView",
    "EventView",
    "ExampleView",
    "Facet",
    "Fact",
    "FieldShare",
    "FigureRow",
    "FigureView",
    "FollowView",
    "GridLine",
    "HomeView",
    "Inherited",
    "KindView",
    "Label",
    "Link",
    "MapCell",
    "MapMode",
    "MatrixGroup",
    "MatrixRow",
    "MatrixView",
    "MetricView",
    "MissingRow",
    "NavItem",
    "NotFoundView",
    "NowLine",
    "OfferGroup",
    "OfferLine",
    "OfferRow",
    "OtherView",
    "OutcomeView",
    "OwnMore",
    "PageFrame",
    "Pager",
    "PairRow",
    "PairSide",
    "PairView",
    "PairsView",
    "PartChanges",
    "PlaceCardView",
    "PlaceRow",
    "PlaceShares",
    "PlaceSupport",
    "PlacesView",
    "PoliciesView",
    "PolicyRow",
    "PolicyView",
    "QuotePart",
    "RankedGroup",
    "RankedRow",
    "RegionView",
    "Resting",
    "RollUp",
    "SearchKind",
    "SearchView",
    "SectionView",
    "ShareLink",
    "ShareView",
    "Social",
    "SourceRow",
    "StatusView",
    "SubsidiesView",
    "SubsidyView",
    "TargetsView",
    "TermView",
    "ThemeView",
    "ThemesView",
    "Tile",
    "TileMap",
    "TimelineGroup",
    "TimelineRow",
    "TimelineView",
    "TimelineYear",
    "Tools",
    "TopView",
    "ValueChange",
    "View",
    "WitnessView",
    "Words",
    "WorkedLine",
]

#: The same for what other sites embed, which is less than a page.
EMBED_VIEWS: Final[Mapping[str, type]] = {
    "embed-metric": MetricView,
    "embed-kind": KindView,
    "embed-matrix": MatrixView,
    "embed-region": PlaceCardView,
}

#: Page kind → its view. The template is `pages/<kind>.html`.
PAGE_VIEWS: Final[Mapping[str, type]] = {
    "home": HomeView,
    "places": PlacesView,
    "region": RegionView,
    "policies": PoliciesView,
    "targets": TargetsView,
    "subsidies": SubsidiesView,
    "policy": PolicyView,
    "articles": ArticlesView,
    "article": ArticleView,
    "compare": CompareView,
    "matrix": MatrixView,
    "metric": MetricView,
    "kind": KindView,
    "pairs": PairsView,
    "pair": PairView,
    "choose": ChooseView,
    "timeline": TimelineView,
    "themes": ThemesView,
    "theme": ThemeView,
    "changes": ChangesView,
    "coverage": CoverageView,
    "data": DataView,
    "about": AboutView,
    "404": NotFoundView,
    "search": SearchView,
    "estimate": EstimateView,
}

View = (
    HomeView
    | PlaceCardView
    | PlacesView
    | RegionView
    | PoliciesView
    | TargetsView
    | SubsidiesView
    | PolicyView
    | ArticlesView
    | ArticleView
    | CompareView
    | MatrixView
    | MetricView
    | KindView
    | PairsView
    | PairView
    | ChooseView
    | TimelineView
    | ThemesView
    | ThemeView
    | ChangesView
    | CoverageView
    | DataView
    | AboutView
    | EstimateView
    | NotFoundView
    | SearchView
)
