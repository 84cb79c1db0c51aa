"""Data cuts: how the files for other programs are divided in a tracker so large that nobody would load them whole.

Owns how much a data file may hold. Refuses to make one to know its length: what a record takes is told from how much
there is in it, so that the parts are known before any file is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from policygen.model.articles import Article
from policygen.model.library import Library
from policygen.model.records import Policy
from policygen.site.pages.cuts import ELSEWHERE, UNDATED, Cut, Item, cut, day_parts

#: In bytes: the largest file that is not cut, and about the largest part of one that is.
WHOLE: Final = 20_000_000
PART: Final = 4_000_000
_FEW: Final = PART // 20
#: What a record, an entry with its evidence, and a row of a table take, in bytes.
_RECORD: Final = 2000
_ENTRY: Final = 1500
_TERM: Final = 1000
_ROW: Final = 380
_SECTION: Final = 150


def data_cut(name: str) -> str:
    """The name of the list of policies, of articles or of a table's rows, as data."""
    return f"data {name}"


def data_part_path(name: str, part: str) -> str:
    """Where a part of such a list stands, without the end that tells its form."""
    return f"data/{'by-time' if name == 'articles' else 'by-place'}/{part}/{name}"


def make_data_cuts(library: Library, places: Iterable[str]) -> dict[str, Cut]:
    """The parts of the data files that are cut, by the list's name. `places` are in tree order."""
    order = {place: index for index, place in enumerate(places)}
    policies = [library.policies[policy] for policy in sorted(library.policies)]
    rooms = {
        data_cut("policies"): [policy_bytes(policy) for policy in policies],
        data_cut("targets"): [_ROW * len(policy.targets) for policy in policies],
        data_cut("subsidies"): [
            _ROW * sum(max(1, len(subsidy.terms)) for subsidy in policy.subsidies) for policy in policies
        ],
    }
    found: dict[str, Cut] = {}
    for name, room in rooms.items():
        if sum(room) > WHOLE:
            chains = {
                place: tuple(region.id for region in library.gazetteer.chain(place))
                for place in {policy.region for policy in policies}
            }
            sized = sorted(zip(policies, room, strict=True), key=lambda each: (order[each[0].region], each[0].id))
            items = (Item(policy.id, size, chains[policy.region]) for policy, size in sized)
            found[name] = cut(items, PART, ELSEWHERE, few=_FEW)
    articles = [library.articles[article] for article in sorted(library.articles)]
    if sum(map(_article_bytes, articles)) > WHOLE:
        found[data_cut("articles")] = cut(
            (Item(each.id, _article_bytes(each), day_parts(each.date)) for each in articles), PART, UNDATED
        )
    return found


def policy_bytes(policy: Policy) -> int:
    """About how many bytes of JSON a policy takes."""
    entries = (policy.targets, policy.commitments, policy.subsidies, policy.indicators, policy.absent)
    terms = sum(len(subsidy.terms) for subsidy in policy.subsidies)
    return _RECORD + _lengths(policy.summary) + _ENTRY * sum(map(len, entries)) + _TERM * terms


def _article_bytes(article: Article) -> int:
    return _RECORD + _SECTION * len(article.sections) + _ENTRY * len(article.indicators)


def _lengths(texts: Mapping[str, str] | None) -> int:
    return sum(len(text.encode()) for text in (texts or {}).values())
