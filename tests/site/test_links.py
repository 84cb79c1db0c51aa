from __future__ import annotations

import pytest

from policygen.problems import Problem, format_text
from policygen.site.links import Link, check_links, pack_links, read_links, unpack_links

BROKEN = "\n   help: link a page of this site by its file, as seen from this page, and others by their whole address"


def check(files: dict[str, str], base_url: str | None = None) -> list[Problem]:
    return check_links([read_links(path, text.encode(), base_url) for path, text in files.items()], files)[0]


def sentences(files: dict[str, str], base_url: str | None = None) -> list[str]:
    return [format_text(problem, {}) for problem in check(files, base_url)]


def test_a_sound_site_has_no_problems() -> None:
    assert not sentences(
        {
            "index.html": """<!doctype html><html lang=en><head><title>A <b> is no tag here</title>
                <link rel="stylesheet" href="assets/site.css"><link rel=icon href='assets/icon.svg'>
                <link rel="canonical" href="https://example.org/tracker/">
                <script src="assets/site.js"></script></head>
                <body id="top"><!-- <a href="gone.html"> --><a href="#top">up</a><a href="">again</a>
                <img src="a.png" srcset="a.png 1x, b.png 2x" alt="if x > 1, see id=top">
                <a href="https://example.org/">out</a><a href=mailto:a@example.org>write</a>
                <a class="x" href="regions/%E6%B2%AA.html#%E5%90%8D?x">to</a></body></html>""",
            "assets/site.css": "/* url(gone.png) */ @font-face{src:url(icon.svg)} a{background:url('../a.png')}",
            "assets/site.js": "document.write('<a href=\"gone.html\">')",
            "assets/icon.svg": "<svg/>",
            "a.png": "",
            "b.png": "",
            "regions/沪.html": '<h1 id="名?x">x</h1><a href="../index.html?page=2#top">home</a>',
            "404.html": '<a href="index.html">home</a>',
            "zh/404.html": '<a href="../index.html">home</a>',
        }
    )


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        (
            '<a href="/about.html">x</a>',
            'the link "/about.html" starts at the root of the host [link/absolute]\n'
            "   help: link relatively, so that the site works under any path and from disk",
        ),
        (
            '<a href="../index.html#x&amp;y">x</a>',
            'the link "../index.html#x&y" leads to a place that the page does not have [link/anchor]',
        ),
        (
            '<a href="#here">x</a>',
            'the link "#here" leads to a place that the page does not have [link/anchor]',
        ),
        (
            "<a title='>' href='gone.html'>x</a>",
            'the link "gone.html" leads to no file of the site [link/broken]' + BROKEN,
        ),
        (
            '<a href="../">x</a>',
            'the link "../" leads to no file of the site [link/broken]\n'
            "   help: link a page by its file name (index.html): a folder opens on no disk",
        ),
        (
            '<img src="b.html" srcset="b.html, c.png 2x">',
            'the link "c.png" leads to no file of the site [link/broken]' + BROKEN,
        ),
        (
            '<video poster="p.png"></video>',
            'the link "p.png" leads to no file of the site [link/broken]' + BROKEN,
        ),
        (
            '<form action="send"></form>',
            'the link "send" leads to no file of the site [link/broken]' + BROKEN,
        ),
        (
            '<meta http-equiv="refresh" content="0; url=moved.html">',
            'the link "moved.html" leads to no file of the site [link/broken]' + BROKEN,
        ),
        (
            "<style>a{background:url(x.png)}</style>",
            'the link "x.png" leads to no file of the site [link/broken]' + BROKEN,
        ),
        (
            "<script>'<p id=i>'</script ><p id=i><p id='i'>",
            'the id "i" is given twice on one page [link/duplicate-id]',
        ),
        (
            '<link rel="preload stylesheet" href="https://example.org/x.css">',
            '"https://example.org/x.css" would be loaded from elsewhere [link/load]\n'
            "   help: put the file into the site and link it relatively",
        ),
        (
            "<script src=//example.org/x.js></script>",
            '"//example.org/x.js" would be loaded from elsewhere [link/load]\n'
            "   help: put the file into the site and link it relatively",
        ),
        (
            '<a href="../../x.html">x</a>',
            'the link "../../x.html" leads out of the folder of the site [link/outside]',
        ),
        (
            '<a href="JavaScript:alert(1)">x</a>',
            'the link "JavaScript:alert(1)" has none of the schemes that pages may use [link/scheme]\n'
            "   help: links may use http, https, mailto and tel",
        ),
    ],
)
def test_what_is_wrong_with_a_page(page: str, sentence: str) -> None:
    assert sentences({"index.html": '<a href="a/b.html">b</a>', "a/b.html": page}) == [
        f"a/b.html:1:1: error: {sentence}"
    ]


def test_a_style_sheet_is_held_to_its_links() -> None:
    files = {"index.html": '<link rel=stylesheet href="a/b.css">', "a/b.css": '@import "c.css"; p{src:url( "../d" )}'}
    assert [problem.message for problem in check(files)] == [
        'the link "../d" leads to no file of the site',
        'the link "c.css" leads to no file of the site',
    ]


def test_a_page_that_only_names_reach_is_an_orphan() -> None:
    files = {
        "index.html": '<link rel="alternate" hreflang="zh" href="zh/index.html">',
        "zh/index.html": '<a href="../index.html">English</a>',
    }
    assert sentences(files) == ["zh/index.html:1:1: warning: no link leads here from the home page [link/orphan]"]


def test_what_is_wrong_on_every_page_is_told_once() -> None:
    files = {f"{name}.html": '<a href="index.html"></a><a href="gone.html"></a>' for name in "abc"}
    files["index.html"] = "<a href=a.html></a><a href=b.html></a><a href=c.html></a>"
    assert sentences(files) == [
        'a.html:1:1: error: the link "gone.html" leads to no file of the site [link/broken]\n'
        "   help: link a page of this site by its file, as seen from this page, and others by their whole address; "
        "the same stands on 2 other pages"
    ]


def test_addresses_under_the_base_url_are_links_of_the_site() -> None:
    files = {
        "index.html": '<link rel=canonical href="https://example.org/t/"><a href="https://example.org/t/gone.html">x</a>'
    }
    assert sentences(files) == []
    page_of_errors = {"404.html": '<script src="https://example.org/t/index.html"></script>'}
    assert len(sentences({**files, **page_of_errors})) == 1
    assert len(sentences({**files, **page_of_errors}, "https://example.org/t/")) == 1
    assert sentences(files, "https://example.org/t/") == [
        'index.html:1:1: error: the link "https://example.org/t/gone.html" leads to no file of the site [link/broken]'
        + BROKEN
    ]


def test_a_host_may_have_more_than_the_site() -> None:
    files = {"index.html": '<a href="https://example.org/t/report?page=index.html">x</a>'}
    assert sentences(files, "https://example.org/t/") == []
    loaded = {"index.html": '<script src="https://example.org/t/gone.js?1"></script>'}
    assert len(sentences(loaded, "https://example.org/t/")) == 1


def test_other_files_have_no_links() -> None:
    assert read_links("data/x.json", b'{"href": "gone"}').links == ()


def test_one_link_written_twice_is_read_once() -> None:
    page = b'<a href="x.html#y">1</a><a href="x.html#y">2</a>'
    assert read_links("a/index.html", page).links == (Link("x.html#y", "a/x.html", "y", "follow"),)


@pytest.mark.parametrize(
    "tag",
    [
        '<a href="x">',
        '<a hidden href="x">',
        '<a\n class="y"\n href="x">',
        '<a class="y" HREF="x">',
        "<A href='x'>",
        "<a data-href=y href=x>",
        '<button type="submit" disabled formaction="x">',
        '<object class="y" data="x">',
        '<svg><use xlink:href="x"/></svg>',
        '<meta name="refresh" content=" 5; url=x">',
        '<source media="print" srcset="x 2x">',
        '<p title="<b>"><a title=">" href="x">',
        '<script async src="x"></script>',
    ],
)
def test_a_way_out_is_found_however_it_is_written(tag: str) -> None:
    assert [link.written for link in read_links("index.html", tag.encode()).links] == ["x"]


@pytest.mark.parametrize(
    "text",
    [
        '<!-- <a href="x"> -->',
        '<!-- <a href="x">',
        '<SCRIPT><a href="x"></SCRIPT>',
        '<title><a href="x"></title>',
        '<p title="<a href=x>" data-href="x" data-id="x" hidden>',
        '<meta name="description" content="in 2026; url=x">',
        '</a href="x">',
        'a href="x"',
    ],
)
def test_what_only_looks_like_a_way_out_is_none(text: str) -> None:
    assert read_links("index.html", text.encode()) == ("index.html", frozenset(), (), ())


def test_links_are_the_same_when_they_are_unpacked() -> None:
    links = read_links("a/index.html", b'<p id="y"><a href="x.html#y">1</a><a href="">2</a><a href="/z">3</a>')
    assert unpack_links(links.path, pack_links(links)) == links
    assert {type(link) for link in unpack_links(links.path, pack_links(links)).links} == {Link}
