"""Markdown on pages: what is shown, what is refused, and that nothing in it can hurt a reader, by either engine."""

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from policygen.site import converter
from policygen.site.markup import render_markdown

by_each_engine = pytest.mark.parametrize("engine", ["python-markdown", "comrak"])


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("# A\n## B\n###### C", "<h2>A</h2>\n<h3>B</h3>\n<h6>C</h6>"),
        ("Title\n---\ntext", "<h3>Title</h3>\n<p>text</p>"),
        ("**a** *b* `c`", "<p><strong>a</strong> <em>b</em> <code>c</code></p>"),
        ("one\ntwo", "<p>one\ntwo</p>"),
        ("一行\n二行，\n“三”\nfour", "<p>一行二行，“三”\nfour</p>"),
        ("一**行\n二**行\n*三*", "<p>一<strong>行二</strong>行<em>三</em></p>"),
        ("- 一行\n  二行", "<ul>\n<li>一行二行</li>\n</ul>"),
        ("\u3000\u3000缩进\n\n    四格", "<p>缩进</p>\n<p>四格</p>"),
        ("3. c\n4. d", '<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>'),
        ("2022. was a year", "<p>2022. was a year</p>"),
        ("• a\n• b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("```html\n<b>\n一\n二\n```", "<pre><code>&lt;b&gt;\n一\n二\n</code></pre>"),
        ("> q", "<blockquote>\n<p>q</p>\n</blockquote>"),
        (
            "| a |\n| - |\n| 1 |",
            '<div class="scroll" tabindex="0"><table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n'
            "<tbody>\n<tr>\n<td>1</td>\n</tr>\n</tbody>\n</table></div>",
        ),
        ("[a](../b.html)", '<p><a href="../b.html">a</a></p>'),
        ("[a](#b)", '<p><a href="#b">a</a></p>'),
        ("[a](https://b.org 'c')", '<p><a href="https://b.org" rel="noopener" title="c">a</a></p>'),
        ("<https://b.org/?x=1&y=2>", '<p><a href="https://b.org/?x=1&amp;y=2" rel="noopener">https://b.org/?x=1&amp;y=2</a></p>'),
        ("<a@b.org>", '<p><a href="mailto:a@b.org">a@b.org</a></p>'),
        ("![图](https://b.org/c.jpg)", '<p><a href="https://b.org/c.jpg" rel="noopener">图</a></p>'),
        ("![](https://b.org/c.jpg)", '<p><a href="https://b.org/c.jpg" rel="noopener">c.jpg</a></p>'),
        ("[![图](c.jpg)](https://b.org)", '<p><a href="https://b.org" rel="noopener">图</a></p>'),
        ("[1]: https://b.org 'x'\n\n[a][1] [^2]\n\n[^2]: note",
         "<p>[1]: https://b.org 'x'</p>\n<p>[a][1] [^2]</p>\n<p>[^2]: note</p>"),
        ("**“元宇宙”**提出", "<p><strong>“元宇宙”</strong>提出</p>"),
        ("支持**上海：**发展", "<p>支持<strong>上海：</strong>发展</p>"),
        ("**元宇宙。**Bold", "<p><strong>元宇宙。</strong>Bold</p>"),
        ("[中](政策.html) [中](%E4%B8%AD.html)", '<p><a href="政策.html">中</a> <a href="%E4%B8%AD.html">中</a></p>'),
        ("一  \n二\n\na  \nb", "<p>一二</p>\n<p>a<br>\nb</p>"),
        ("1) a\nb\n-\n\n```\nb", "<p>1) a\nb\n-</p>\n<p>```\nb</p>"),
        ("a \\~ \\* b\\\n`\\~`", "<p>a \\~ * b\\\n<code>\\~</code></p>"),
        ("* * *\n\n- - a", "<hr>\n<ul>\n<li>\n<ul>\n<li>a</li>\n</ul>\n</li>\n</ul>"),
        ("&lt;b&gt; &amp; &copy; < &", "<p>&lt;b&gt; &amp; © &lt; &amp;</p>"),
    ],
)  # fmt: skip
@by_each_engine
def test_markdown_is_shown(text, html, engine):
    assert render_markdown(text, engine) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("a <b onclick=x>b</b>", "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>"),
        ("<div>\n\nx\n\n</div>", "<p>&lt;div&gt;</p>\n<p>x</p>\n<p>&lt;/div&gt;</p>"),
        ("<!-- x -->", "<p>&lt;!-- x --&gt;</p>"),
        ("[a](javascript:alert(1))", "<p>a</p>"),
        ("[a](JaVaScRiPt:x)", "<p>a</p>"),
        ("[a](java&#115;cript:x)", "<p>a</p>"),
        ("[a](data:text/html,x)", "<p>a</p>"),
        ("[a](//evil.example)", "<p>a</p>"),
        ("[a](/absolute)", "<p>a</p>"),
        ("![a](data:image/png;base64,x)", "<p>a</p>"),
        ("[a](x.html 't\" onmouseover=\"x')", '<p><a href="x.html" title="t&quot; onmouseover=&quot;x">a</a></p>'),
    ],
)
@by_each_engine
def test_what_could_hurt_is_text(text, html, engine):
    assert render_markdown(text, engine) == html


@by_each_engine
def test_headings_stand_as_deep_as_asked(engine):
    assert render_markdown("# A\n\n##### B", engine, heading_shift=3) == "<h4>A</h4>\n<h6>B</h6>"
    assert render_markdown("# A", engine) == "<h2>A</h2>"


@by_each_engine
def test_relative_links_of_other_hosts_are_text(engine):
    text = "[a](../b.html) [c](https://d.org)"
    html = render_markdown(text, engine, relative_links=False)
    assert html == '<p>a <a href="https://d.org" rel="noopener">c</a></p>'
    assert render_markdown("[a](b.html)", engine) == '<p><a href="b.html">a</a></p>'


@pytest.mark.parametrize("piece", ["[", "![[", "[a](", "](", "*a **a ", "`", "<", "> ", "- ", "**", "_a_", "a|", "&#"])
@by_each_engine
def test_hostile_repetition_takes_no_time(piece, engine):
    start = time.process_time()
    render_markdown(piece * 10_000, engine)
    assert time.process_time() - start < 5


class Checker(HTMLParser):
    """Fails on tags that do not match, and gathers what a reader sees and what a browser would do."""

    EMPTY = ("br", "hr")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []

    def handle_starttag(self, tag, attrs):
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    def handle_comment(self, data):
        raise AssertionError(data)


def checked(html: str) -> Checker:
    checker = Checker()
    checker.feed(html)
    checker.close()
    assert checker.open == []
    return checker


NASTY = st.lists(
    st.sampled_from(
        [
            *("<script>", "</script>", "<img src=x onerror=alert(1)>", "<a href='javascript:x'>", "<!--", "-->"),
            *("[a](", "javascript:x", ")", "![", "]", "](", "data:text/html,x", "//e.org", "https://e.org", '"', "'"),
            *("**", "*", "_", "`", "```\n", "\n", "\n\n", "- ", "1. ", "# ", "> ", "|", "|-|\n", "    ", "\u3000"),
            *("&lt;", "&#106;", "&", "<", ">", "元宇宙", "word", "\x02", "klzzwxh:0", "{", "}", "<style>", "onclick="),
            *("\\", "<svg/onload=x>", " 'on=x'", "style=x"),
        ]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@by_each_engine
@settings(max_examples=100, deadline=None)
@given(text=NASTY)
def test_nothing_can_hurt(engine, text):
    found = checked(render_markdown(text, engine))
    for tag, name, value in found.attributes:
        assert (tag, name) in {
            *(("a", "href"), ("a", "title"), ("a", "rel"), ("ol", "start"), ("div", "class"), ("div", "tabindex")),
        }
        if name == "href":
            assert re.match(r"https?:|mailto:|(?![a-z]+:|//|/)", value or "", re.IGNORECASE)
            assert "javascript" not in (value or "").partition("/")[0].partition("#")[0].lower()


PLAIN = st.lists(
    st.sampled_from(
        ["元宇宙", "产业", "plan", "3500亿元", "。", "\n", "\n\n", "<b>", "2022. ", "- ", "## ", "    ", "（一）"]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@by_each_engine
@settings(max_examples=100, deadline=None)
@given(text=PLAIN)
def test_no_word_is_lost(engine, text):
    html = render_markdown(text, engine)
    seen = "".join(checked(html).words)
    numbers = "".join(re.findall(r'start="(\d+)"', html))
    assert re.sub(r"[\s#\-.]|2022", "", seen) == re.sub(r"[\s#\-.]|2022", "", text)
    assert (seen + numbers).count("2022") == text.count("2022")


@by_each_engine
def test_a_wrapped_paragraph_is_one_however_long_its_lines(engine) -> None:
    long = (
        "A line that is wrapped by hand far beyond what an editor would wrap it at, and that goes on for a while, " * 2
    )
    assert render_markdown(f"{long}\nthe end.\n\nNext.", engine).count("<p>") == 2
    assert render_markdown(f"{long} done.\nThe end.\n\nNext.", engine).count("<p>") == 2


@settings(max_examples=200, deadline=None)
@given(text=NASTY)
def test_the_tree_is_written_as_the_library_writes_it(text: str) -> None:
    theirs, ours = (Markdown(extensions=["tables", "sane_lists"], output_format="html") for _ in range(2))
    ours.treeprocessors.deregister("prettify")
    ours.serializer = converter.write_html
    for made in (theirs, ours):
        made.preprocessors.deregister("html_block")
        made.parser.blockprocessors.deregister("code")
        made.inlinePatterns.deregister("html")
        made.inlinePatterns.deregister("image_link")
    assert ours.convert(text) == theirs.convert(text)


@settings(max_examples=200, deadline=None)
@given(text=NASTY)
def test_a_pattern_that_is_not_tried_would_have_found_nothing(text: str) -> None:
    alone = converter.convert(text, 1, relative_links=True)
    # with these characters somewhere in the text all patterns are tried
    behind = converter.convert(f"` \\ [ <\n\n{text}", 1, relative_links=True)
    assert behind == f"<p>` \\ [ &lt;</p>\n{alone}".strip()
