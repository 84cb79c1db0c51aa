"""Plain Markdown: what is written without the converter is what the converter would write."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.model.headings import clean_markdown
from policygen.site.markup import _convert
from policygen.site.plain import render_plain

EVERYTHING = """\
The plan, 2022–2024.
An [act](https://b.org/c_d?e=1#f) of **the city**, R&D > 3 % [our note: of revenue].

## What it **wants**

- **first**: rent
- 3 years

In turn:

1. one
2. two

| Year | Share |
| ---- | ----: |
| 2022 | 20 % |
|  | **all** |

支持“元宇宙”
产业**“元”**提出。"""


@pytest.mark.parametrize("text", ["", "words", EVERYTHING, "- a\n- b", "1. a", "| a |\n| - |\n| 1 |", "* **a**"])
def test_plain_shapes_need_no_converter(text):
    assert render_plain(text, 1) == _convert(text, 1, True)


@pytest.mark.parametrize(
    "text",
    [
        *("a *b*", "a_b_", "`a`", "a  \nb", "<b>", "&copy;", "> a", "- a\n    - b", "- a\n\n- b", "2. a", "- a\nb"),
        *("---",),
        *("a\n===", "[a](b.html)", "[a](https://b.org 'c')", "![a](https://b.org)", "[a](https://b.org:99999)", "a\\*"),
        *("***a***", "** a**", "| a |\n| - |", "| a | b |\n| - | - |\n| 1 |", "# a #", "a\xa0b", "- - a"),
        *("a | b\nc | d",),
    ],
)  # fmt: skip
def test_other_shapes_are_left_to_the_converter(text):
    assert render_plain(text, 1) is None


LINES = st.lists(
    st.sampled_from(
        [
            *("words", "**bold** words", "字，", "“元宇宙”", "a & b > c", "a [b] c", "[a **b**](https://b.org/c_d)"),
            *("- a", "- **b**: c", "* z", "+ y", "- 3. x", "- ", "-", "1. x", "2. y", "1 > 0", "# H", "## **H** x"),
            *("| a | b |", "| --- | --: |", "| 1 | 2 |", "| |", "a | b", "===", "---", "", "", "    b", "`", "[a](b)"),
            *("_", "*", ">"),
        ]
    ),
    max_size=12,
).map("\n".join)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(LINES)
def test_both_write_the_same(text):
    cleaned = clean_markdown(text.split("\n"), wrapped=True)
    plain = render_plain(cleaned, 1)
    assert plain is None or plain == _convert(cleaned, 1, True)
