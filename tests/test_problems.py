"""Places, nodes, and the printed forms of problems."""

import json

from policygen.problems import (
    Severity,
    did_you_mean,
    error,
    format_github,
    format_json,
    format_text,
    has_errors,
    nearest,
    sort_problems,
    warning,
)
from policygen.source import Mapping, Scalar, Sequence, SourceFile, Span, find_node, plain
from policygen.syntax import parse_yaml

FILE = SourceFile("content/policies/storage.md", "---\ntitle: 元宇宙 plan\n\tby: 2025\n---\n")


def node(text: str) -> Mapping:
    found, problems = parse_yaml(text, "x.yaml")
    assert not problems
    assert isinstance(found, Mapping)
    return found


def test_problem_prints_place_line_caret_and_help():
    problem = error("quantity/unknown-unit", Span(FILE.path, 2, 12, 4), 'unknown unit "plan"', 'did you mean "plants"?')
    assert format_text(problem, {FILE.path: FILE}) == (
        'content/policies/storage.md:2:12: error: unknown unit "plan" [quantity/unknown-unit]\n'
        "   | title: 元宇宙 plan\n"
        "   |               ^^^^\n"
        '   help: did you mean "plants"?'
    )


def test_caret_is_twice_as_wide_under_wide_characters_and_follows_tabs():
    wide = format_text(error("a/b", Span(FILE.path, 2, 8, 3), "m"), {FILE.path: FILE})
    assert wide.splitlines()[2] == "   |        ^^^^^^"
    tab = format_text(error("a/b", Span(FILE.path, 3, 2, 2), "m"), {FILE.path: FILE})
    assert tab.splitlines()[2] == "   | \t^^"


def test_caret_stays_on_its_line():
    long = format_text(error("a/b", Span(FILE.path, 1, 1, 99), "m"), {FILE.path: FILE})
    assert long.splitlines()[1:] == ["   | ---", "   | ^^^"]


def test_no_line_is_shown_for_an_unknown_file_an_empty_line_or_a_line_too_many():
    for span in (Span("other.md", 1), Span(FILE.path, 5), Span(FILE.path, 99)):
        assert format_text(error("a/b", span, "m"), {FILE.path: FILE}) == f"{span}: error: m [a/b]"


def test_content_cannot_steer_the_terminal():
    file = SourceFile("x.md", "a\x1b[2Jb\u202ec\x9bd")
    printed = format_text(error("a/b", Span("x.md", 1, 2), "m"), {"x.md": file})
    assert printed.splitlines()[1] == "   | a\ufffd[2Jb\ufffdc\ufffdd"


def test_json_holds_every_field():
    printed = json.loads(format_json([warning("a/b", Span("x.md", 3, 4, 5), "元", "help")]))
    assert printed == [
        {
            "path": "x.md",
            "line": 3,
            "column": 4,
            "length": 5,
            "severity": "warning",
            "code": "a/b",
            "message": "元",
            "help": "help",
        }
    ]


def test_github_annotation_is_escaped():
    problem = error("a/b", Span("x,y:z.md", 3, 4), "50%\n::error::", "mend")
    assert format_github(problem) == (
        "::error file=x%2Cy%3Az.md,line=3,col=4,title=a/b::50%25%0A::error:: [a/b]%0Ahelp: mend"
    )


def test_problems_sort_by_place_and_are_told_once():
    a, b, c = (error("a/b", Span("x.md", line), "m") for line in (10, 9, 2))
    assert sort_problems([a, b, c, b]) == [c, b, a]


def test_only_errors_are_errors():
    assert has_errors([error("a/b", Span("x"), "m")])
    assert not has_errors([warning("a/b", Span("x"), "m")])
    assert warning("a/b", Span("x"), "m").severity is Severity.WARNING


def test_nearest_choice_ignores_case():
    assert nearest("ZHEJANG", ["Jiangsu", "Zhejiang"]) == ["Zhejiang"]
    assert did_you_mean("articel", ["article", "section"]) == 'did you mean "article"?'
    assert did_you_mean("qqq", ["article"], "one of: article") == "one of: article"


def test_places_sort_by_number_and_print_for_editors():
    assert Span("a.md", 2, 1) < Span("a.md", 10, 1) < Span("b.md", 1, 1)
    assert str(Span("a.md", 2, 7)) == "a.md:2:7"


def test_a_part_of_a_scalar_has_its_place():
    tree = node("plain: 每年20万元\nquoted: '每年20万元'\nblock: |\n  20万元\n")
    plain_value, quoted, block = (value for _, value in tree.entries)
    assert isinstance(plain_value, Scalar)
    assert isinstance(quoted, Scalar)
    assert isinstance(block, Scalar)
    assert plain_value.at(2, 4) == Span("x.yaml", 1, 10, 4)
    assert quoted.at(2, 4) == Span("x.yaml", 2, 12, 4)
    assert block.at(2) == block.span


def test_nodes_are_found_by_path_or_as_deep_as_they_exist():
    tree = node("a:\n  - {b: 1}\n  - {b: 2}\n")
    found = find_node(tree, "a", 1, "b")
    assert plain(found) == "2"
    assert found.span == Span("x.yaml", 3, 9, 1)
    assert isinstance(find_node(tree, "a", 7, "b"), Sequence)
    assert find_node(tree, "c") == tree
    assert plain(tree) == {"a": [{"b": "1"}, {"b": "2"}]}


def test_mapping_gives_key_and_value():
    tree = node("a: 1\nb: 2\n")
    key = tree.key("b")
    assert key is not None
    assert key.span.line == 2
    assert tree.get("c") is None
    assert tree.key("c") is None
