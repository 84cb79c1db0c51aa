"""Real texts as they come: title, date, language, sections, and no word lost."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.codes import CODES
from policygen.model.articles import (
    Section,
    find_date,
    find_language,
    find_section,
    find_title,
    parse_sections,
)
from policygen.model.headings import clean_markdown
from policygen.problems import WrongTextError

DAY = date(2022, 2, 24)
PARAGRAPH = "The district released a plan for its industry, and the city said that it would pay for half of the rent."
ABSATZ = "根据公布的方案，预计到2025年，产业规模突破3500亿元，并打造10家头部企业，建设多个特色园区，完善产业生态。"


def outline(body: str) -> list[tuple[str | None, int, str]]:
    return [(section.heading, section.level, section.text) for section in parse_sections(body, 1)]


def headings(body: str) -> list[str | None]:
    return [section.heading for section in parse_sections(body, 1)]


def test_markdown_headings_part_sections():
    body = "Intro.\n\n## One\nText one.\n### Deeper ###\n\nTwo\n---\nText two.\n\nThree\n===\n"
    assert outline(body) == [
        (None, 0, "Intro."),
        ("One", 2, "Text one."),
        ("Deeper", 3, ""),
        ("Two", 2, "Text two."),
        ("Three", 1, ""),
    ]


def test_lines_count_from_the_file():
    sections = parse_sections("\n\nIntro.\n\n## One\nText.\n", 18)
    assert [section.line for section in sections] == [20, 22]


def test_bold_lines_are_headings_whatever_their_indent():
    body = f"\u3000\u3000**江苏·无锡、南京**\n\n       {ABSATZ}\n\n     **上海**\n\u3000 {ABSATZ}\n\n"
    body += f"\u00a0__北京__\n\n　　{ABSATZ}"
    assert outline(body) == [("江苏·无锡、南京", 2, ABSATZ), ("上海", 2, ABSATZ), ("北京", 2, ABSATZ)]
    assert [section.markdown for section in parse_sections(body, 1)] == [ABSATZ] * 3


def test_bold_that_is_no_heading():
    body = f"**江宁区。** {ABSATZ}\n\n**a** and **b**\n\n- item\n  **of it**\n\n**{'很长的一段话，' * 20}。**\n\n## H\n"
    assert headings(body) == [None, "H"]


def test_bold_headings_stand_under_markdown_headings():
    assert [(h, level) for h, level, _ in outline("## A\n\n**B**\n\ntext.\n\n# C\n\n**D**\n")] == [
        ("A", 2),
        ("B", 3),
        ("C", 1),
        ("D", 2),
    ]


def test_short_lines_are_headings_where_a_text_has_no_others():
    body = f"{PARAGRAPH}\n\nJiangsu, Wuxi\n\n{PARAGRAPH}\n\n上海\n\n{ABSATZ}\n\nRelated articles\n"
    assert headings(body) == [None, "Jiangsu, Wuxi", "上海"]
    assert headings(f"## A\n\n{PARAGRAPH}\n\nJiangsu, Wuxi\n\n{PARAGRAPH}\n") == ["A"]
    assert headings(f"# A\n\n{PARAGRAPH}\n\nJiangsu, Wuxi\n\n{PARAGRAPH}\n") == ["A", "Jiangsu, Wuxi"]


@pytest.mark.parametrize(
    "line",
    [
        "Data source: Compiled by an institute",
        "Time:2022-01-16 Source: 812 views",
        "来源：中商产业研究院",
        "• Create more job opportunities",
        "- an item",
        "3. an item",
        "This is a sentence.",
        "这是一句话。",
        "Is it one?",
        "as follows:",
        "2022-02-24",
        "https://example.org/plan",
        "（新华社北京2月24日电）",
        "2022年2月24日",
        "By Jane Doe",
        "2022년 2월 24일",
        "令和4年2月24日",
        "作者：张三 编辑：李四",
        "![picture](x.jpg)",
        "一" * 41,
        "a " * 60,
    ],
)
def test_short_lines_that_are_no_headings(line):
    assert headings(f"{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH}\n") == [None]


def test_code_holds_no_headings():
    assert outline("## A\n```\n# no\n\n**no**\n```\n") == [("A", 2, "```\n# no\n\nno\n```")]
    assert headings("```\n## A\n\ntext.\n") == [None, "A"]


def test_headings_lose_their_marks():
    assert headings("## **上海**\n## [Plan](x.html) `a`\n## a\\*b #\n##\u3000甲\n##乙\n") == [
        "上海",
        "Plan a",
        "a*b",
        "甲",
        "乙",
    ]


def test_a_hash_is_no_heading_without_a_space():
    (section,) = parse_sections("#元宇宙# is a tag.\n", 1)
    assert (section.heading, section.text, section.markdown) == (None, "#元宇宙# is a tag.", "\\#元宇宙# is a tag.")


def test_anchors_are_slugs_and_differ():
    sections = parse_sections(
        "## 江苏·无锡、南京\n## Fujian Xiamen!\n## fujian xiamen\n## ？\n## Ｆujian-Xiamen-2\n", 1
    )
    assert [section.anchor for section in sections] == [
        "江苏-无锡-南京",
        "fujian-xiamen",
        "fujian-xiamen-2",
        "section",
        "fujian-xiamen-2-2",
    ]


def test_the_text_before_the_first_heading_has_an_anchor_of_its_own():
    assert [section.anchor for section in parse_sections("Intro.\n\n## Text\n", 1)] == ["text-0", "text"]
    assert parse_sections("\n \n", 1) == ()


@pytest.mark.parametrize(
    ("lines", "markdown"),
    [
        ("      indented\n\n\u3000\u3000缩进", "indented\n\n缩进"),
        ("  • one\n\n  • two", "- one\n\n- two"),
        ("text\n- a\n  - b\n    - c\n  - d\n- e", "text\n\n- a\n    - b\n        - c\n    - d\n- e"),
        ("- a\n  more\n\n  para\n\nout", "- a\n    more\n\n    para\n\nout"),
        ("1. a\n2. b\n4. c\n2022. d", "1. a\n2. b\n\n4\\. c\n\n2022\\. d"),
        ("2) a\n3、b", "2) a\n\n3、b"),
        ("一、总体要求\n（一）目标\n（二）任务", "一、总体要求\n\n（一）目标\n\n（二）任务"),
        ("1. a\n1. b", "1. a\n1. b"),
        ("- a\n1. b", "- a\n\n1. b"),
        ("| a | b |\n| - | - |\n| 1 | 2 |", "| a | b |\n| - | - |\n| 1 | 2 |"),
        ("text\n| a |\n| - |", "text\n\n| a |\n| - |"),
        ("one\ntwo\n---\n\nthree", "one\ntwo\n\n---\n\nthree"),
        ("* * *", "* * *"),
        ("one  \ntwo", "one  \ntwo"),
        (f"{PARAGRAPH * 2}\n{PARAGRAPH}", f"{PARAGRAPH * 2}\n\n{PARAGRAPH}"),
        ("```\n   code\n\n\nmore\n```\n   text", "```\n   code\n\n\nmore\n```\n\ntext"),
    ],
)
def test_markdown_is_cleaned(lines, markdown):
    (section,) = parse_sections(lines, 1)
    assert section.markdown == markdown


def test_text_is_what_a_reader_sees():
    (section,) = parse_sections(
        "> **Bold**, *it*, `code`, [a link](https://example.org/a_(b) 'title'), ![alt](x.jpg),\n5\\*3, a_b_c, 2*3*4.",
        1,
    )
    assert section.text == "Bold, it, code, a link, alt,\n5*3, a_b_c, 2*3*4."


WORDS = st.sampled_from(
    ["上海", "产业规模", "plan", "10家", "。", "：", "•", "1.", "Two words", "x" * 60, "一二三" * 15]
)
LINES = st.lists(WORDS, max_size=4).map(" ".join)
INDENTS = st.sampled_from(["", "      ", "\u3000\u3000", "\u00a0", "- ", "## ", "**"])


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(INDENTS, LINES, st.sampled_from(["\n", "\n\n"])), max_size=12), st.sampled_from([None, "上海"])
)
def test_no_word_is_lost(parts, front_title):
    body = "".join(
        f"{indent}{line}{indent if indent == '**' and line else ''}{end}"
        for indent, line, end in parts
        if line or indent != "**"
    )
    title, rest = find_title(body, front_title, "id")
    assert rest.count("\n") == body.count("\n")
    kept = [] if rest == body else [title]
    for section in parse_sections(rest, 1):
        kept += [section.heading or "", section.text]
        assert letters(section.markdown) == letters(section.text), "the page shows the text"
        assert clean_markdown(section.markdown.split("\n")) == section.markdown
    assert sorted(letters("".join(kept))) == sorted(letters(body))


def letters(text: str) -> str:
    """What stays of a text without spaces, marks of Markdown and bullets."""
    return re.sub(r"[\s#*•\\-]", "", text)


@pytest.mark.parametrize(
    ("body", "front", "title", "rest"),
    [
        ("# 路线图\n\ntext.", None, "路线图", "\n\ntext."),
        ("路线图\n===\ntext.", None, "路线图", "\n\ntext."),
        ("**路线图**\n\n## A\ntext.", None, "路线图", "\n\n## A\ntext."),
        ("# 20省市 路线图\n\ntext.", "20省市路线图", "20省市路线图", "\n\ntext."),
        ("路线图\n\ntext.", "路线图", "路线图", "\n\ntext."),
        ("![x](x.jpg)\n\n# Title\n\ntext.", None, "Title", "![x](x.jpg)\n\n\n\ntext."),
        ("# Other\n\ntext.", "Title", "Title", "# Other\n\ntext."),
        ("text.\n\n# Title\n\ntext.", "Title", "Title", "text.\n\n\n\ntext."),
        ("## A\n\ntext.\n\n## B\n\ntext.", None, "A", "## A\n\ntext.\n\n## B\n\ntext."),
        ("**A**\n\ntext.\n\n**B**\n\ntext.", None, "A", "**A**\n\ntext.\n\n**B**\n\ntext."),
        (f"Work report: Wuhan, Hefei “rushing away”\n\n{PARAGRAPH}", None, "Work report: Wuhan, Hefei “rushing away”",
         f"\n\n{PARAGRAPH}"),
        (f"元宇宙是什么？\n{ABSATZ}", None, "元宇宙是什么？", f"\n{ABSATZ}"),
        ("", None, "the-id", ""),
        ("- an item\n- another", None, "- an item", "- an item\n- another"),
        (PARAGRAPH, " ", PARAGRAPH, PARAGRAPH),
        (f"{PARAGRAPH} {PARAGRAPH}\n{PARAGRAPH}", None,
         "The district released a plan for its industry, and the city said that it would pay for half of the rent…",
         f"{PARAGRAPH} {PARAGRAPH}\n{PARAGRAPH}"),
        (ABSATZ * 2, None,
         "根据公布的方案，预计到2025年，产业规模突破3500亿元，并打造10家头部企业，建设多个特色园区，完善产业生态…",
         ABSATZ * 2),
        ("word " * 60, None, ("word " * 24).strip() + "…", "word " * 60),
    ],
)  # fmt: skip
def test_title(body, front, title, rest):
    assert find_title(body, front, "the-id") == (title, rest)


@pytest.mark.parametrize(
    ("line", "written", "start", "end"),
    [
        ("Time:2022-01-16 Source: 812 views NFT Copy share", "2022-01-16", date(2022, 1, 16), date(2022, 1, 16)),
        ("发布时间：2022年1月16日 10:20 来源：新华网", "2022年1月16日", date(2022, 1, 16), date(2022, 1, 16)),
        ("2022-02-24 21:57:40", "2022-02-24", date(2022, 2, 24), date(2022, 2, 24)),
        ("2022年02月24日 21:57　来源：中商产业研究院", "2022年02月24日", date(2022, 2, 24), date(2022, 2, 24)),
        ("2022/2/24", "2022/2/24", date(2022, 2, 24), date(2022, 2, 24)),
        ("**Published on:** January 16, 2022", "January 16, 2022", date(2022, 1, 16), date(2022, 1, 16)),
        ("Posted 16 Sept. 2022 by a reader", "16 Sept. 2022", date(2022, 9, 16), date(2022, 9, 16)),
        ("Date: 2022年2月", "2022年2月", date(2022, 2, 1), date(2022, 2, 28)),
        ("December 2021", "December 2021", date(2021, 12, 1), date(2021, 12, 31)),
        ("新华社北京2022年2月24日电 记者报道", "2022年2月24日", DAY, DAY),
        ("来源：新华网 2022-02-24 10:30", "2022-02-24", DAY, DAY),
        ("[ 索引号 ] 014349/2022-00012 [ 发布日期 ] 2022年02月24日 [ 文号 ] 1", "2022年02月24日", DAY, DAY),
        ("BEIJING, Feb. 24, 2022 (Xinhua) -- The city said", "Feb. 24, 2022", DAY, DAY),
        ("By Jane Doe | February 24, 2022", "February 24, 2022", DAY, DAY),
        ("2022/2/24 星期四", "2022/2/24 星期四", DAY, DAY),
        ("二〇二二年二月二十四日", "二〇二二年二月二十四日", DAY, DAY),
        ("日期：24/02/2022", "24/02/2022", DAY, DAY),
        ("2022년 2월 24일", "2022년 2월 24일", DAY, DAY),
        ("2022.02.24 10:30 입력", "2022.02.24", DAY, DAY),
        ("令和4年2月24日", "令和4年2月24日", DAY, DAY),
    ],
)
def test_datelines(line, written, start, end):
    period = find_date(f"A title\n\n{line}\n\n{PARAGRAPH}\n")
    assert period is not None
    assert (period.written, period.start, period.end) == (written, start, end)


@pytest.mark.parametrize(
    "line",
    [
        "Previous 2022-06-23 22:53",
        "Next 2022-06-23 22:55",
        "On January 11, 2022 the congress opened.",
        "2022年1月16日，大会召开。",
        "2022-01-16 was a Sunday",
        "Time: 2022-13-41",
        "Date: 03/04/2022",
        "Deadline: 2025-12-31",
        "2022",
        "20220224",
        "By January 5, 2022",
        "（新华社北京2月24日电）",
        "来源：2025年规划",
    ],
)
def test_dates_that_are_no_datelines(line):
    assert find_date(f"A title\n\n{line}\n\n{PARAGRAPH}\n") is None


def test_a_dateline_stands_in_the_first_lines():
    assert find_date("line\n" * 8 + "Time: 2022-01-16\n") is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ABSATZ, "zh"),
        (PARAGRAPH, "en"),
        ("2022年，VR与metaverse产业发展", "zh"),
        (f"{PARAGRAPH} (元宇宙产业)", "en"),
        ("见 https://example.org/a/very/long/address/that/is/latin", "zh"),
        ("東京都はメタバースの計画を発表した。", "ja"),
        ("서울시는 메타버스 기본계획을 발표했다.", "ko"),
        ("Die Bundesregierung fördert Speicher mit 1.500 Euro, und der Zuschuss ist befristet.", "de"),
        ("Le plan prévoit des aides pour les entreprises et une prime.", "fr"),
        ("2022 — 10 %", "und"),
        ("", "und"),
    ],
)
def test_language(text, language):
    assert find_language(text) == language


SECTIONS = parse_sections("Intro.\n\n## 江苏·无锡、南京\na\n\n## Shanghai\nb\n\n## Plans\nc\n\n## Plans\nd\n", 1)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("江苏·无锡、南京", "a"),
        ("**江苏·无锡、南京**", "a"),
        ("　江苏 · 无锡、南京 ", "a"),
        ("ＳＨＡＮＧＨＡＩ", "b"),
        ("## Shanghai", "b"),
        ("#plans", "c"),
        ("#plans-2", "d"),
        ("plans-2", "d"),
    ],
)
def test_a_section_is_found_by_its_heading(name, text):
    found = find_section(SECTIONS, name)
    assert isinstance(found, Section)
    assert found.text == text


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Shangai", 'no section "Shangai" [evidence/unknown-section] did you mean "Shanghai"?'),
        ("北京", 'no section "北京" [evidence/unknown-section] its sections: 江苏·无锡、南京, Shanghai, Plans, Plans'),
        ("plans", '2 sections have the heading "plans" [evidence/ambiguous-section] '
                  'write "#plans" or "#plans-2", in quotes'),
    ],
)  # fmt: skip
def test_a_section_that_is_not_found(name, told):
    with pytest.raises(WrongTextError) as caught:
        find_section(SECTIONS, name)
    assert f"{caught.value.message} [{caught.value.code}] {caught.value.help}" == told
    assert caught.value.code in CODES


def test_a_text_without_headings_has_no_section_to_cite():
    with pytest.raises(WrongTextError) as caught:
        find_section(parse_sections("Intro.", 1), "Shanghai")
    assert caught.value.help == "it has no headings: leave the section out"
