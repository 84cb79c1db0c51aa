from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from policygen.site.messages import Catalogue
from policygen.site.renderer import Renderer
from policygen.site.views import EMBED_VIEWS, PAGE_VIEWS, AboutView
from tests.site.views_made import make

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
VOID = {"meta", "link", "br", "input", "hr", "img", "path", "line", "rect"}


@dataclass(frozen=True)
class MadePage:
    language: str
    template: str
    view: object


class Tags(HTMLParser):
    """Refuses tags that are not closed where they should be; notes what was opened and with what."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer([TEMPLATES], {"en": Catalogue(), "zh": Catalogue()})


def rendered(renderer: Renderer, kind: str, *, full: bool, language: str = "en") -> str:
    view = make(PAGE_VIEWS[kind], full=full)
    return renderer.render(MadePage(language, f"pages/{kind}.html", view)).decode()


def read(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    tags.close()
    assert tags.open == []
    return tags


@pytest.mark.parametrize("full", [True, False], ids=["full", "empty"])
@pytest.mark.parametrize("kind", PAGE_VIEWS)
def test_every_page_kind_renders_whole_and_empty(renderer: Renderer, kind: str, full: bool) -> None:
    html = rendered(renderer, kind, full=full)
    tags = read(html)
    names = [tag for tag, _ in tags.seen]
    assert html.startswith("<!DOCTYPE html>\n")
    assert html.endswith("</html>\n")
    assert "\r" not in html
    assert names.count("h1") == 1
    assert names.count("main") == 1
    assert "None" not in re.sub(r"<[^>]*>", "", html)
    if full:
        assert not re.search(r"<(p|li|td|dd|h[1-6])[^>]*>\s*</\1>", html)


@pytest.mark.parametrize("kind", PAGE_VIEWS)
def test_text_is_escaped_and_nothing_is_inline(renderer: Renderer, kind: str) -> None:
    html = rendered(renderer, kind, full=True)
    assert "<&>" not in html
    for tag, attributes in read(html).seen:
        assert "style" not in attributes, tag
        assert not [name for name in attributes if name.startswith("on")], tag
        assert tag not in {"style", "iframe", "object", "embed", "base"}
        # what describes the data for catalogues is data itself, and run by nobody
        assert tag != "script" or attributes.get("src") or attributes.get("type") == "application/ld+json"


@pytest.mark.parametrize("kind", PAGE_VIEWS)
def test_headings_go_down_one_step_at_a_time(renderer: Renderer, kind: str) -> None:
    levels = [int(tag[1]) for tag, _ in read(rendered(renderer, kind, full=True)).seen if re.fullmatch(r"h[1-6]", tag)]
    made = [level for level in levels if not (kind == "article" and level == 3)]  # the made sections all say 3
    assert made[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(made))


@pytest.mark.parametrize("kind", PAGE_VIEWS)
def test_tables_have_captions_and_scopes_and_regions_names(renderer: Renderer, kind: str) -> None:
    seen = read(rendered(renderer, kind, full=True)).seen
    assert sum(tag == "table" for tag, _ in seen) == sum(tag == "caption" for tag, _ in seen)
    assert all(attributes.get("scope") for tag, attributes in seen if tag == "th")
    wide = [attributes for tag, attributes in seen if attributes.get("class") == "scroll"]
    assert all(attributes["tabindex"] == "0" and attributes["aria-label"] for attributes in wide)
    assert sum("tabindex" in attributes for _, attributes in seen) == len(wide)


def test_the_policy_is_strict_and_the_same_on_every_page(renderer: Renderer) -> None:
    found = set()
    for kind in PAGE_VIEWS:
        html = rendered(renderer, kind, full=True)
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
        assert policy
        assert html.index("Content-Security-Policy") < html.index("stylesheet")
        found.add(policy[1])
    (policy_text,) = found
    assert "default-src 'none'" in policy_text
    assert "unsafe" not in policy_text


def test_rendering_twice_gives_the_same_bytes(renderer: Renderer) -> None:
    first = rendered(renderer, "policy", full=True)
    again = Renderer([TEMPLATES], {"zh": Catalogue(), "en": Catalogue()})
    assert rendered(again, "policy", full=True) == first


def test_a_catalogue_is_text_and_no_markup() -> None:
    texts = {"Licence: %(licence)s": ("<script>alert(1)</script> & %(licence)s",)}
    hostile = Renderer([TEMPLATES], {"en": Catalogue(texts)})
    html = rendered(hostile, "data", full=True)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; <a href=" in html


def test_what_a_view_lacks_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text("{{ view.nothing }}")
    small = Renderer([tmp_path], {"en": Catalogue()})
    with pytest.raises(UndefinedError, match="nothing"):
        small.render(MadePage("en", "x.html", make(AboutView, full=True)))


def test_the_first_folder_wins(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "frame.html").write_text(
        "{% macro nameplate(frame) %}<header>our own</header>{% endmacro %}"
        "{% macro crumbs(links) %}{% endmacro %}{% macro colophon(frame) %}{% endmacro %}"
        "{% macro scripts(root) %}{% endmacro %}"
    )
    own = Renderer([tmp_path, TEMPLATES], {"en": Catalogue()})
    assert "<header>our own</header>" in rendered(own, "about", full=True)


def test_line_ends_are_one_kind_and_the_file_ends_with_one(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_bytes(b"a\r\nb\n\n\n")
    assert Renderer([tmp_path], {"en": Catalogue()}).render(MadePage("en", "x.html", None)) == b"a\nb\n"


def test_the_closure_holds_what_is_extended_included_and_imported(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{% extends 'base.html' %}{% from 'part.html' import x %}")
    (tmp_path / "base.html").write_text("{% include 'foot.html' %}")
    (tmp_path / "part.html").write_text("{% import 'foot.html' as f %}")
    (tmp_path / "foot.html").write_text("")
    (tmp_path / "other.html").write_text("")
    small = Renderer([tmp_path], {"en": Catalogue()})
    assert small.template_closure("page.html") == {"page.html", "base.html", "part.html", "foot.html"}


def test_a_template_named_by_an_expression_is_refused(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{% include view.name %}")
    small = Renderer([tmp_path], {"en": Catalogue()})
    with pytest.raises(ValueError, match=r'template "page\.html" names another template by an expression'):
        small.template_closure("page.html")


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.stem)
def test_a_template_opens_with_a_comment_that_names_its_types(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("{# ")
    comment = text[: text.index("#}")]
    if path.parent.name == "pages":
        assert f"view: {(PAGE_VIEWS | EMBED_VIEWS)[path.stem].__name__} " in comment
    else:
        assert "view" in comment


def test_every_page_kind_has_its_template_and_every_template_its_kind() -> None:
    assert {path.stem for path in (TEMPLATES / "pages").glob("*.html")} == {*PAGE_VIEWS, *EMBED_VIEWS}


def test_every_class_a_template_uses_is_styled_or_no_other() -> None:
    css = (TEMPLATES / "static" / "site.css").read_text(encoding="utf-8")
    styled = set(re.findall(r"\.([a-z][a-z0-9-]*)", css))
    used: set[str] = set()
    for path in TEMPLATES.rglob("*.html"):
        for value in re.findall(r'class="([^"]*)"', path.read_text(encoding="utf-8")):
            used |= set(re.sub(r"{[{%].*?[%}]}", " ", value).split())
    numbered = {"c", "k", "m", "n", "p", "r", "depth", "only-"}  # completed with a number
    assert used - styled - numbered == set()


def test_static_files_load_nothing_and_run_nothing() -> None:
    css = (TEMPLATES / "static" / "site.css").read_text(encoding="utf-8")
    assert "url(" not in css
    assert "@import" not in css
    for path in (TEMPLATES / "static").rglob("*.svg"):
        assert not re.search(r"<script|\son\w+=|href=|style=", path.read_text(encoding="utf-8"))


def test_red_is_kept_for_what_is_due() -> None:
    css = (TEMPLATES / "static" / "site.css").read_text(encoding="utf-8")
    rules = [rule.strip() for rule in re.findall(r"[^{}]+{[^{}]*var\(--seal\)[^{}]*}", css)]
    assert rules == [
        ".status.due { color: var(--seal); }",
        ".plot .due { stroke: var(--seal); }",
        ".plot .due-lines { fill: var(--seal); }",
    ]
