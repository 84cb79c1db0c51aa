"""Templating: what is rendered without Jinja is what Jinja would render, and the rest is left to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from markupsafe import Markup

from policygen.loader import load_package_data
from policygen.site.messages import Catalogue, parse_catalogue
from policygen.site.renderer import Renderer
from policygen.site.templating import NotPlainError, Templating
from policygen.site.views import PAGE_VIEWS
from tests.site.views_made import make

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
GERMAN = Catalogue(
    {"no": ("nein & 100%%",), "%(a)s of %(b)s": ("<%(b)s> %(a)s",), "%(num)s day": ("Tag", "%(num)s Tage")}
)
PART = """{% macro link(item, end=".") %}
{% if item.href %}<a>{{ item.text }}</a>{% else %}{{ item.text }}{% endif %}{{ end }}
{%- endmacro %}
{% macro twice(item) %}{{ link(item) }}{{ link(item, "<") }}{% endmacro %}"""
BASE = """{% set title = view.title %}<h1>{% block head %}{{ title }}{% endblock %}</h1>
{% block content %}nothing{% endblock %}{{ _("no") }}"""
VIEW = SimpleNamespace(
    title="<T>", none=None, markup=Markup("<b>"), number=3, empty=(), key="text", words="  a  ",
    items=(SimpleNamespace(text="a&", href="x", on=True), SimpleNamespace(text="b", href="", on=False),
           SimpleNamespace(text="c", href="", on=True)),
    pairs=(("k", 1), ("l", 2)),
)  # fmt: skip


@dataclass(frozen=True)
class MadePage:
    language: str
    template: str
    view: object


def renderer_of(folder: Path, page: str) -> Renderer:
    for name, text in (("part.html", PART), ("base.html", BASE), ("page.html", page)):
        (folder / name).write_text(text)
    return Renderer([folder], {"de": GERMAN})


def by_jinja(renderer: Renderer, page: MadePage) -> bytes:
    renderer._quick[page.language, page.template] = None
    return renderer.render(page)


def is_quick(renderer: Renderer, page: MadePage) -> bool:
    return renderer._render_quickly(page, page.view) is not None


@pytest.mark.parametrize("full", [True, False], ids=["full", "empty"])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", PAGE_VIEWS)
def test_every_page_kind_is_what_jinja_makes_of_it(kind: str, language: str, full: bool) -> None:
    file = load_package_data().get(f"locales/{language}.po")
    catalogue = parse_catalogue(file.text, language) if file else Catalogue()
    renderer = Renderer([TEMPLATES], {language: catalogue})
    page = MadePage(language, f"pages/{kind}.html", make(PAGE_VIEWS[kind], full=full))
    assert is_quick(renderer, page)
    assert renderer.render(page) == by_jinja(renderer, page)


@pytest.mark.parametrize(
    "text",
    [
        "{{ view.title }} {{ view.markup }} {{ view.number }} {{ view.none }} {{ view.title|safe }} {{ 'a<b' }}",
        "{% if view.none %}a{% elif view.number > 2 and not view.empty %}b{% else %}c{% endif %}",
        "{% for item in view.items if item.on %}{{ loop.index }}/{{ loop.length }}{{ item.text }}"
        "{% if not loop.last %}, {% endif %}{% if loop.first %}!{% endif %}{% endfor %}{{ view.items|length }}",
        "{% for a in view.items %}{% for b in view.items %}{{ loop.index0 }}{% endfor %}{{ loop.index0 }}{% endfor %}",
        "{% for key, value in view.pairs %}{{ key }}{{ value }}{% set key = 5 %}{{ key }}{% endfor %}",
        "{{ view.items[0].text }}{{ view.items[1:][0].text }}{{ view.items[0][view.key] }}",
        "{{ (view.title ~ '<' ~ view.words)|trim }}{{ view.markup ~ view.title }}{{ 1 if view.none else view.title }}",
        "{% from 'part.html' import link, twice as double %}{{ link(view.items[0]) }}{{ double(item=view.items[1]) }}",
        "{% from 'part.html' import link %}{{ link(view.items[0]) ~ view.title }}{{ link(view.items[0])|trim }}",
        "{% macro own(text) %}[{{ text }}]{% endmacro %}{{ own(_('no')) }}{{ own(own('<')) }}",
        "{{ _('no') }} {{ _('%(a)s of %(b)s', a=view.title, b=view.markup) }}{{ _('%(a)s &', a=1) }}{{ gettext('<') }}",
        "{% from 'part.html' import link %}{{ _('%(a)s of %(b)s', a=link(view.items[0]), b='<') }}",
        "{{ ngettext('%(num)s day', '%(num)s days', view.number) }}{{ ngettext('a', 'b %(c)s', 2, c=view.title) }}",
        "{% extends 'base.html' %}{% block content %}{{ title }}{% set x = view.number %}{{ x + 1 }}{% endblock %}",
        "{% extends 'base.html' %}\n{% from 'part.html' import link %}\n"
        "{% block head %}{{ link(view.items[0]) }}{% endblock %}",
    ],
)
def test_plain_templates_are_rendered_as_jinja_does(tmp_path: Path, text: str) -> None:
    renderer = renderer_of(tmp_path, text)
    page = MadePage("de", "page.html", VIEW)
    assert is_quick(renderer, page)
    assert renderer.render(page) == by_jinja(renderer, page)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{% if view.gone is defined %}a{% else %}b{% endif %}", "b"),
        ("{% include 'base.html' %}", "<h1>&lt;T&gt;</h1>\nnothingnein &amp; 100%"),
        (
            "{% extends 'base.html' %}{% block content %}{{ super() }}{% endblock %}",
            "<h1>&lt;T&gt;</h1>\nnothingnein &amp; 100%",
        ),
        ("{{ view.title|upper }}", "&lt;T&gt;"),
        ("{% for a in view.empty %}{% else %}none{% endfor %}", "none"),
        ("{% if view.number %}{% set x = 1 %}{% endif %}{{ x }}", "1"),
        ("{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}c{% endcall %}", "c"),
        ("{% autoescape false %}{{ view.title }}{% endautoescape %}", "<T>"),
        ("{% set found = {'a': 1} %}{{ found.a }}", "1"),
        ("{% import 'part.html' as part %}{{ part.link(view.items[1]) }}", "b."),
        ("{% from 'part.html' import link with context %}{{ link(view.items[1]) }}", "b."),
        ("{{ view.items[0].text.upper() }}", "A&amp;"),
        ("{% trans %}no{% endtrans %}", "nein &amp; 100%"),
    ],
)
def test_other_templates_are_left_to_jinja(tmp_path: Path, text: str, shown: str) -> None:
    renderer = renderer_of(tmp_path, text)
    assert renderer.render(MadePage("de", "page.html", VIEW)).decode() == shown + "\n"


def test_templates_that_import_each_other_are_left_to_jinja(tmp_path: Path) -> None:
    renderer = renderer_of(tmp_path, "{% from 'other.html' import a %}{% macro b() %}{% endmacro %}")
    (tmp_path / "other.html").write_text("{% from 'page.html' import b %}{% macro a() %}{% endmacro %}")
    environment: Any = renderer._environments["de"]
    templating = Templating(environment, GERMAN)
    for _ in range(2):
        with pytest.raises(NotPlainError):
            templating.template("page.html")
