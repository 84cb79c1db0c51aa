"""HTML in real texts: what it says as Markdown, and what is left alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.model.hypertext import markdown_of


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("<h2>支持政策</h2><p>给予<strong>50万元</strong>奖励。</p>", "## 支持政策\n\n给予**50万元**奖励。"),
        ("<p><b> 上海 </b></p><p>到2025年</p>", "**上海**\n\n到2025年"),
        ("不超过<span style='color: red'>100万元</span>", "不超过100万元"),
        ("一<br>二<br/>三", "一\n二\n三"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        (
            "<table><tr><th>档次</th><th>金额</th></tr><tr><td>一档</td><td><b>30</b>万元</td></tr><tr><td>二档</table>",
            "| 档次 | 金额 |\n| --- | --- |\n| 一档 | 30万元 |\n| 二档 |  |",
        ),
        ('见<a href="https://example.org/a">公告</a>和<a href="/b">附件</a>', "见[公告](https://example.org/a)和附件"),
        ('<img src="a.png" alt="图" onerror="x()">', "![图](a.png)"),
        ("头<!--more-->尾<script>alert('</p>')</script><style>p {}</style>", "头尾"),
        ("50&nbsp;万元&amp;more&#8212;", "50 万元&more—"),
        ("&lt;b&gt; is text", "<b> is text"),
        (
            "收入<100万元>，a < b > c，AT&T，<https://example.org>",
            "收入<100万元>，a < b > c，AT&T，<https://example.org>",
        ),
        ("`<b>x</b>` and <b>y</b>", "`<b>x</b>` and **y**"),
        ("```\n<p>code</p>\n```\n<p>text</p>", "```\n<p>code</p>\n```\n\ntext"),
    ],
)
def test_html_is_markdown(text: str, markdown: str) -> None:
    assert re.sub(r"\s*\n\n+", "\n\n", markdown_of(text)).strip() == re.sub(r"\n{3,}", "\n\n", markdown)


@given(st.text(st.sampled_from("ab<>/&;p \n#`*|一="), max_size=60))
@settings(max_examples=100)
def test_text_without_tags_is_left_as_it_is(text: str) -> None:
    if "<" not in text and "&" not in text:
        assert markdown_of(text) == text
    else:
        assert isinstance(markdown_of(text), str)
