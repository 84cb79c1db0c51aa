"""Webs: what is known of a site whose links are all right, so that the next build looks at changed files only.

Owns the one question whether the links are still all right. Refuses to say yes on a doubt: then every link of the site
is looked at again (`site.links`), which tells what is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache

from policygen.site.links import HOME, FileLinks, Web, followed, is_page, named_places, wrong_with


def mend(
    web: Web, changed: Mapping[str, FileLinks | None], links_of: Callable[[str], FileLinks], paths: Collection[str]
) -> Web | None:
    """The web of the site as it is now, where no file has gone; None if a link may be wrong or a page out of reach.

    `changed` has the files whose links are others by path, as they were in the web, None for new ones; `links_of` gives
    what a file of `paths` links to now.
    """
    links_of = cache(links_of)

    def ids_of(path: str) -> frozenset[str] | None:
        return links_of(path).ids if path in paths else None

    asked = Counter(web.asked)
    for path, old in changed.items():
        new = links_of(path)
        if new.wrong or any(wrong_with(link.target, link.fragment, ids_of, paths) for link in new.links):
            return None
        asked.subtract(named_places(old) if old else ())
        asked.update(named_places(new))
    taken = (f"{path}#{name}" for path, old in changed.items() if old for name in old.ids - links_of(path).ids)
    if any(asked[place] for place in taken):
        return None
    reached = _reach(web.reached, changed, links_of)
    return None if reached is None else Web(reached, +asked)


def _reach(
    known: Mapping[str, str], changed: Mapping[str, FileLinks | None], links_of: Callable[[str], FileLinks]
) -> dict[str, str] | None:
    """From which page each page is reached now; None if some page may not be."""
    leads = cache(lambda path: followed(links_of(path)))
    lost = {path for path, way in known.items() if way in changed and path not in leads(way)}
    reached = {path: way for path, way in known.items() if path not in lost}
    lost |= {path for path in changed if is_page(path) and path != HOME and path not in reached}
    while lost:
        # A page mostly leads to those that lead to it.
        found = {
            path: way
            for path in lost
            if (way := _way_to(path, (*changed, *sorted(leads(path))), leads, reached)) is not None
        }
        if not found:
            return None
        reached |= found
        lost -= found.keys()
    return reached


def _way_to(
    path: str, candidates: Iterable[str], leads: Callable[[str], set[str]], reached: Mapping[str, str]
) -> str | None:
    """The first of these that leads to the page and is reached itself."""
    return next((each for each in candidates if _is_reached(each, reached) and path in leads(each)), None)


def _is_reached(path: str | None, reached: Mapping[str, str]) -> bool:
    while path is not None and path != HOME:
        path = reached.get(path)
    return path == HOME
