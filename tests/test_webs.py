"""Links that were all right need no looking at again, as long as what changed is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.site.links import FileLinks, Web, check_links, read_links
from policygen.webs import mend

Site = dict[str, FileLinks]

_NAMES = ("index.html", "a.html", "b.html", "c.html", "404.html", "data.json")
_LINKS = st.lists(st.sampled_from([f"{name}{anchor}" for name in _NAMES for anchor in ("", "#x", "#y")]), max_size=4)
_PAGES = st.tuples(_LINKS, st.sets(st.sampled_from("xy")))


def site_of(pages: dict[str, str]) -> Site:
    return {path: read_links(path, text.encode()) for path, text in sorted(pages.items())}


def mended(web: Web, before: Site, after: Site) -> Web | None:
    changed = {path: before.get(path) for path, links in after.items() if links != before.get(path)}
    return mend(web, changed, after.__getitem__, after)


@given(st.fixed_dictionaries(dict.fromkeys(_NAMES[:3], _PAGES)), st.dictionaries(st.sampled_from(_NAMES), _PAGES))
def test_a_web_that_can_be_mended_is_that_of_the_whole(
    pages: dict[str, tuple[list[str], set[str]]], edits: dict[str, tuple[list[str], set[str]]]
) -> None:
    def site(pages: dict[str, tuple[list[str], set[str]]]) -> Site:
        return site_of(
            {
                path: "".join([f'<p id="{name}">' for name in sorted(ids)] + [f'<a href="{link}">' for link in links])
                for path, (links, ids) in pages.items()
            }
        )

    before, after = site(pages), site(pages | edits)
    wrong, web = check_links(before.values(), ())
    if not wrong and (found := mended(web, before, after)) is not None:
        wrong, web = check_links(after.values(), ())
        assert wrong == []
        assert found.asked == web.asked
        assert {path for path in web.reached if path != "404.html"} == set(found.reached) - {"404.html"}
        for page in found.reached:
            trail = [page]
            while trail[-1] != "index.html":
                trail.append(found.reached[trail[-1]])
                assert len(trail) <= len(_NAMES)


HOME = '<a href="a.html#x"><a href="list.html">'


@pytest.mark.parametrize(
    ("edits", "is_right"),
    [
        ({"index.html": HOME + '<a href="b.html">', "b.html": "<p>"}, True),
        ({"a.html": '<p id="x"><p id="y">'}, True),
        ({"a.html": "<p>"}, False),
        ({"a.html": "<p>", "index.html": '<a href="a.html"><a href="list.html">'}, True),
        ({"index.html": HOME + '<a href="gone.html">'}, False),
        ({"index.html": HOME + '<a href="a.html#z">'}, False),
        ({"b.html": '<a href="index.html">'}, False),
        # what the home page no longer names is still in the list
        ({"index.html": '<a href="list.html">'}, True),
        ({"index.html": '<a href="a.html#x">'}, True),
        ({"list.html": "<p>"}, False),
        ({"b.html": '<a href="list.html">', "list.html": '<a href="a.html"><a href="c.html"><a href="b.html">'}, True),
    ],
)
def test_what_is_taken_away_must_be_missed_by_nobody(edits: dict[str, str], is_right: bool) -> None:
    pages = {
        "index.html": HOME,
        "list.html": '<a href="a.html"><a href="c.html">',
        "a.html": '<p id="x"><a href="list.html">',
        "c.html": '<a href="list.html">',
    }
    before, after = site_of(pages), site_of(pages | edits)
    wrong, web = check_links(before.values(), ())
    assert wrong == []
    assert (mended(web, before, after) is not None) is is_right


def test_what_holds_on_to_itself_alone_is_out_of_reach() -> None:
    pages = {"index.html": '<a href="a.html">', "a.html": '<a href="b.html">', "b.html": '<a href="a.html">'}
    before, after = site_of(pages), site_of(pages | {"index.html": "<p>"})
    assert mended(check_links(before.values(), ())[1], before, after) is None
