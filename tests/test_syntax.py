"""Strict YAML: what is read, where it stands, and every complaint with its place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.codes import CODES
from policygen.problems import format_text
from policygen.source import Mapping, Scalar, Sequence, SourceFile, Span, find_node, plain
from policygen.syntax import MAX_DEPTH, MAX_YAML, parse_yaml, read_mapping, split_document


def complaints(text: str) -> list[str]:
    """Every problem of the text, as printed without the line it stands on."""
    _, problems = parse_yaml(text, "x.yaml")
    assert all(problem.code in CODES for problem in problems)
    return [f"{p.span.line}:{p.span.column}+{p.span.length} {p.message} [{p.code}] {p.help}" for p in problems]


def read(text: str):
    node, problems = parse_yaml(text, "x.yaml")
    assert problems == []
    assert node is not None
    return node


def test_a_comment_that_looks_like_text_is_told():
    assert complaints(
        "title: A #1 plan # yes\n# fine\nregion: X  # fine\nother: 'A' #fine\nlist:\n  - 关注 #低空#\n"
    ) == [
        '1:10+13 "#1 plan # yes" is a comment to YAML and is not read [yaml/comment] '
        "put the whole value in double quotes, or write a space after the #",
        '6:8+4 "#低空#" is a comment to YAML and is not read [yaml/comment] '
        "put the whole value in double quotes, or write a space after the #",
    ]


def test_every_scalar_stays_text():
    tree = read("a: NO\nb: 0123\nc: 12:30\nd: ~\ne: 1e3\nf: 2026-11-20\ng: true\nh:\n'i j': ''\n")
    assert plain(tree) == {
        "a": "NO",
        "b": "0123",
        "c": "12:30",
        "d": "~",
        "e": "1e3",
        "f": "2026-11-20",
        "g": "true",
        "h": "",
        "i j": "",
    }


def test_places_count_characters_not_bytes():
    tree = read("标题: 元宇宙\n列表: [😀, 二, {键: 值}]\n")
    assert find_node(tree, "标题").span == Span("x.yaml", 1, 5, 3)
    assert find_node(tree, "列表").span == Span("x.yaml", 2, 5, 1)
    assert find_node(tree, "列表", 1).span == Span("x.yaml", 2, 9, 1)
    assert find_node(tree, "列表", 2, "键").span == Span("x.yaml", 2, 16, 1)
    assert isinstance(tree, Mapping)
    assert tree.key("列表") == Scalar("列表", Span("x.yaml", 2, 1, 2))


def test_styles_and_empty_values():
    tree = read("a: \"x\"\nb: 'x'\nc: |\n  x\nd: >-\n  x\n  y\ne: x\nf:\n")
    assert isinstance(tree, Mapping)
    values = [value for _, value in tree.entries if isinstance(value, Scalar)]
    assert [v.style for v in values] == ["quoted", "quoted", "block", "block", "plain", "plain"]
    assert [v.text for v in values] == ["x", "x", "x\n", "x y", "x", ""]
    assert values[-1].span == Span("x.yaml", 9, 3, 1)


def test_line_offset_moves_every_place():
    node, problems = parse_yaml("a: 1\na: 2\nb: 3\n", "x.md", 10)
    assert isinstance(node, Mapping)
    assert find_node(node, "b").span.line == 13
    assert [(p.span.line, p.message) for p in problems] == [(12, 'key "a" is given twice, first on line 11')]


def test_nothing_is_no_document_and_no_problem():
    assert parse_yaml("", "x.yaml") == (None, [])
    assert parse_yaml("# nothing yet\n", "x.yaml") == (None, [])


def test_rare_line_breaks_are_spaces():
    assert plain(read("a: x\u2028y\nb: z\x85w\n")) == {"a": "x y", "b": "z w"}


def test_mistakes_that_leave_a_tree_are_all_told():
    text = "a: &x 1\na: 2\nb: !!str 3\nc:\n  d: 1\n  d: 2\n"
    node, _ = parse_yaml(text, "x.yaml")
    assert node is not None
    assert plain(node) == {"a": "1", "b": "3", "c": {"d": "1"}}
    assert complaints(text) == [
        '1:4+2 anchors such as "&x" are not read [yaml/anchor] delete it and write the value out wherever it is needed',
        '2:1+1 key "a" is given twice, first on line 1 [yaml/duplicate-key] '
        "keep one of the two, or make a list of the values",
        '3:4+5 tags such as "!!str" are not read [yaml/tag] '
        'delete it: every value is text; if "!" belongs to the text, put the value in double quotes',
        '6:3+1 key "d" is given twice, first on line 5 [yaml/duplicate-key] '
        "keep one of the two, or make a list of the values",
    ]


QUOTE = "put the whole value in double quotes"
FULL_WIDTH = "write an ordinary colon and a space after the key (`key: value`), not the full-width ："
NO_SPACE = "write a space after the colon: `key: value`"
INNER_QUOTE = "a quote inside is written '' in single quotes and \\\" in double quotes"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # what would make a text mean more than it says
        ("a: *x\n", '1:4+2 aliases such as "*x" are not read [yaml/alias] '
                    "write the value out again, or put it in double quotes if * belongs to the text"),
        ("a: [&x {b: 1}]\n", '1:5+2 anchors such as "&x" are not read [yaml/anchor] '
                             "delete it and write the value out wherever it is needed"),
        ("<<: {a: 1}\n", '1:1+2 "<<" (merge key) is not read [yaml/merge-key] write the keys out here'),
        ("%YAML 1.1\n---\na: 1\n", "1:1+1 directives are not read [yaml/directive] delete the line"),
        ("%FOO\n---\na: 1\n", "1:1+1 directives are not read [yaml/directive] delete the line"),
        ("a: 1\n---\nb: 2\n", "2:1+1 a second YAML document starts here, only one is read [yaml/documents] "
                              "put it in a file of its own"),
        ("[a]: 1\n", "1:1+1 a key must be a short text on one line [yaml/key] "
                     "write `key: value`, the key without brackets"),
        ("'': 1\n", "1:1+2 a key is empty [yaml/key] write a name before the colon"),
        ("a: 1\n\u3000b: 2\n", '2:1+2 "b" is indented with full-width or no-break spaces [yaml/indent] '
                               "indent with ordinary spaces; YAML takes the others for letters"),
        ("a: {b:1}\n", f'1:5+3 no value after "b:1" [yaml/no-value] {NO_SPACE}'),
        ("a: {b：1}\n", f'1:5+3 no value after "b：1" [yaml/no-value] {FULL_WIDTH}'),
        ("a: x\x07\n", "1:5+1 the invisible character U+0007 is not allowed [yaml/character] delete it"),
        ("a: \ufeffx\n", "1:4+1 the invisible character U+FEFF is not allowed [yaml/character] delete it"),
        # colons and quotes
        ("title: Plan: part one\n", f'1:12+1 ": " stands inside the value of "title" [yaml/syntax] {QUOTE}'),
        ("title: “Plan: part one”\n", f'1:13+1 ": " stands inside the value of "title" [yaml/syntax] {QUOTE}; '
                                      "“ ” are letters to YAML, not quotes"),
        ("a:1\nb: 2\n", f'1:1+3 "a:1" is not a key and a value [yaml/syntax] {NO_SPACE}'),
        ("标题：元宇宙\nb: 2\n", f'1:1+6 "标题：元宇宙" is not a key and a value [yaml/syntax] {FULL_WIDTH}'),
        ("title: x\nregion：江苏\ninstrument: plan\n",
         f'2:1+9 "region：江苏" is not a key and a value [yaml/syntax] {FULL_WIDTH}'),
        ("a: 1\nb\n", '2:1+1 "b" is not a key and a value [yaml/syntax] '
                      "write a colon and a space after the key: `key: value`"),
        ("a: 'x\nb: 2\n", f"1:4+2 the quote ' is never closed [yaml/syntax] close it; {INNER_QUOTE}"),
        ('a: "x\n', f'1:4+2 the quote " is never closed [yaml/syntax] close it; {INNER_QUOTE}'),
        ("a: 'it's'\n", f'1:8+2 "s\'" follows the closing quote [yaml/syntax] '
                         f"put the whole value in quotes; {INNER_QUOTE}"),
        ('a: "\\q"\n', '1:5+1 "\\q" means nothing inside double quotes [yaml/syntax] '
                       "write the backslash twice, or use single quotes"),
        ('a: "\\u12"\n', '1:7+1 "\\u" means nothing inside double quotes [yaml/syntax] '
                         "write the backslash twice, or use single quotes"),
        # first characters
        *((f"a: {mark}x\n", f'1:4+2 a value cannot start with "{mark}" [yaml/syntax] {QUOTE}') for mark in "@`%"),
        ("a: **bold**\n", f'1:4+8 a value cannot start with "*" [yaml/syntax] {QUOTE}'),
        ("a: & b\n", f'1:4+3 a value cannot start with "&" [yaml/syntax] {QUOTE}'),
        ("a: !%zz\n", f'1:4+4 a value cannot start with "!" [yaml/syntax] {QUOTE}'),
        ("a: ]\n", f'1:4+1 a value cannot start with "]" [yaml/syntax] {QUOTE}'),
        ("a: , b\n", f'1:4+3 a value cannot start with "," [yaml/syntax] {QUOTE}'),
        ("a: ? b\n", f'1:4+3 a value cannot start with "? " [yaml/syntax] {QUOTE}'),
        ("a: > b\n", '1:4+3 text follows ">" on the same line [yaml/syntax] '
                     "start the text on the next line, indented, or put the value in double quotes"),
        ("a: - b\n", '1:4+3 "- " starts a list on the line of its key [yaml/syntax] '
                     "put each item on a line of its own under the key, or the value in double quotes"),
        # indentation
        ("a:\n\tb: 2\n", "2:1+1 a tab stands where YAML wants spaces [yaml/syntax] indent with spaces"),
        ("a: 1\n  b: 2\n", '2:3+2 "b:" is indented as if it belonged to the value above it [yaml/syntax] '
                           "indent it exactly like the keys beside it"),
        ("a:\n  b: 1\n c: 2\n", '3:2+4 "c: 2" is not indented like the lines around it [yaml/syntax] '
                                "indent it exactly like the lines it belongs with"),
        ("  a: 1\nb: 2\n", '2:1+4 "b: 2" is not indented like the lines around it [yaml/syntax] '
                           "indent it exactly like the lines it belongs with"),
        ("- a\nb: 1\n", '2:1+4 "b: 1" is not indented like the lines around it [yaml/syntax] '
                        "indent it exactly like the lines it belongs with"),
        ("a: b\n- c\n", '2:1+3 a list item stands among keys: "- c" [yaml/syntax] '
                        "indent the list under its key, each item the same"),
        (": x\n", "1:1+3 a key is empty [yaml/syntax] write a name before the colon"),
        ("a: 1\n...\nb: 2\n", '3:1+4 "b: 2" stands after the end of the document [yaml/syntax] delete the line of ...'),
        ("a: [\n", "2:1+1 the text ends in the middle of a value [yaml/syntax] "
                   "close what was opened, or put the value in double quotes"),
        # brackets
        ("a: [1, 2\nb: 3\n", "1:4+5 the bracket [ is never closed [yaml/syntax] write ] at its end"),
        ("a: {x: 1\nb: 3\n", "1:4+5 the bracket { is never closed [yaml/syntax] write } at its end"),
        ("a: [x]]\n", f'1:7+1 "]" follows the closing bracket [yaml/syntax] {QUOTE}'),
        ('a: ["x" y]\n', '1:9+2 "y]" stands where , or ] belongs [yaml/syntax] '
                         "put a value that holds commas, brackets or quotes in double quotes"),
        ("a: {x: y: z}\n", '1:9+1 ": " stands inside the value "x: y" [yaml/syntax] '
                           "put a value that holds a colon and a space in double quotes"),
        ("a: {x: a，y: b}\n", '1:11+1 ": " stands inside the value "x: a，y" [yaml/syntax] '
                              "separate with an ordinary comma and a space; the full-width ones are letters to YAML"),
        ("a: {b:}\n", f'1:5+1 no value after "b" [yaml/syntax] {NO_SPACE}'),
    ],
)  # fmt: skip
def test_one_mistake_one_complaint(text: str, told: str):
    assert complaints(text) == [told]


def test_too_deep_is_refused_before_it_costs():
    assert complaints("a: " + "[" * MAX_DEPTH) == [
        f"1:{3 + MAX_DEPTH}+1 lists and mappings stand more than 20 deep here [yaml/depth] write the value less nested"
    ]
    assert read("[" * MAX_DEPTH + "]" * MAX_DEPTH)


def test_too_much_is_refused():
    assert complaints("a: " + "x" * MAX_YAML) == [
        "1:1+1 2000003 characters of YAML in one file, at most 2000000 are read [yaml/size] split the file"
    ]


def test_a_settings_file_holds_keys():
    for text, told in (
        ("- a\n", "a list stands where keys and values belong"),
        ("标题：元宇宙\n", '"标题：元宇宙" stands where keys and values belong'),
    ):
        node, problems = read_mapping(SourceFile("content/site.yaml", text))
        assert node is None
        assert [(p.code, p.message) for p in problems] == [("yaml/not-keys", told)]
    node, problems = read_mapping(SourceFile("content/site.yaml", "title: x\n"))
    assert node is not None
    assert problems == []


def split(text: str):
    return split_document(SourceFile("x.md", text))


@pytest.mark.parametrize(
    ("text", "front", "body", "line"),
    [
        ("---\ntitle: x\n---\nbody\n", {"title": "x"}, "body\n", 4),
        ("\n  \n---\ntitle: x\n---\nbody\n", {"title": "x"}, "body\n", 6),
        ("---  \ntitle: x\n...\nbody\n---\nmore", {"title": "x"}, "body\n---\nmore", 4),
        ("---\n---\nbody", {}, "body", 3),
        ("---\n# later\n---\n", {}, "", 4),
        ("---\ntitle: x\n---", {"title": "x"}, "", 3),
        ("body\n---\nmore\n", {}, "body\n---\nmore\n", 1),
        ("\n\nbody\n", {}, "\n\nbody\n", 1),
        ("+++\ntitle = 'x'\n+++\nbody\n", {}, "+++\ntitle = 'x'\n+++\nbody\n", 1),
        ("  ---\nbody\n", {}, "  ---\nbody\n", 1),
        ("", {}, "", 1),
        ("---\na: |\n  ---\n  x\n---\nb\n", {"a": "---\nx\n"}, "b\n", 6),
        ("---\nweight: \nauthors: [\"yangsi\"]\ntitle: \" x \"\ndate: 2022-02-24T21:57:40+08:00\n---\n",
         {"weight": "", "authors": ["yangsi"], "title": " x ", "date": "2022-02-24T21:57:40+08:00"}, "", 7),
    ],
)  # fmt: skip
def test_front_matter_and_body(text, front, body, line):
    document, problems = split(text)
    assert problems == []
    assert document is not None
    assert (plain(document.front), document.body, document.body_line) == (front, body, line)
    assert not body or text.split("\n")[line - 1 :] == body.split("\n")


def test_places_in_front_matter_are_places_in_the_file():
    document, problems = split("\n---\ntitle: 元宇宙\n---\n")
    assert problems == []
    assert document is not None
    assert find_node(document.front, "title").span == Span("x.md", 3, 8, 3)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("---\ntitle: x\n", 'x.md:1:1: error: the front matter that starts with "---" is never closed '
                            "[front-matter/unclosed]\n   | ---\n   | ^^^\n"
                            "   help: write a line of --- after the last key; "
                            "a rule at the start of a text is written ***"),
        ("---\ntitle: x\n——\nbody", 'x.md:1:1: error: the front matter that starts with "---" is never closed '
                                    "[front-matter/unclosed]\n   | ---\n   | ^^^\n"
                                    '   help: line 3 is "——": make it exactly ---'),
        ("---\n- a\n---\n", "x.md:2:1: error: a list stands where keys and values belong [yaml/not-keys]\n"
                            "   | - a\n   | ^\n   help: write `key: value` lines"),
        ("---\nprose\n---\n", 'x.md:2:1: error: "prose" stands where keys and values belong [yaml/not-keys]\n'
                              "   | prose\n   | ^^^^^\n   help: write a colon and a space after the key: `key: value`"),
        ("---\na: 'x\n---\n", "x.md:2:4: error: the quote ' is never closed [yaml/syntax]\n   | a: 'x\n   |    ^^\n"
                              f"   help: close it; {INNER_QUOTE}"),
    ],
)  # fmt: skip
def test_front_matter_that_cannot_be_read(text, told):
    document, problems = split(text)
    assert document is None
    file = SourceFile("x.md", text)
    assert [format_text(problem, {"x.md": file}) for problem in problems] == [told]


WORDS = st.text(alphabet="ab元：:- \t\n'\"[]{},&*!|>%@#?<…\u3000\x85\ufeff0", max_size=60)


@settings(max_examples=100, deadline=None)
@given(WORDS)
def test_any_text_gives_a_tree_or_places_inside_it(text):
    node, problems = parse_yaml(text, "x.yaml")
    lines = text.split("\n")
    for problem in problems:
        assert problem.message
        assert problem.help or "not readable" in problem.message
        assert 1 <= problem.span.line <= len(lines)
        assert problem.span.length >= 1
    if node is not None:
        assert all(isinstance(scalar, str) for scalar in leaves(plain(node)))


def leaves(value):
    if isinstance(value, str):
        return [value]
    return [leaf for item in (value.values() if isinstance(value, dict) else value) for leaf in leaves(item)]


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.from_regex(r"[a-z元]{1,6}", fullmatch=True), st.text("a'元 ：:#-", max_size=12), max_size=5))
def test_what_is_quoted_is_read_as_written(values):
    text = "".join(f"{key}: '{value.replace(chr(39), chr(39) * 2)}'\n" for key, value in values.items())
    node, problems = parse_yaml(text, "x.yaml")
    assert problems == []
    assert (plain(node) if node else {}) == values
    if isinstance(node, Mapping):
        for key, value in node.entries:
            line = text.split("\n")[key.span.line - 1]
            assert line[key.span.column - 1 :].startswith(key.text)
            assert line[value.span.column - 1] == "'"
    assert not isinstance(node, Sequence)
