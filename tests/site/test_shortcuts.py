from __future__ import annotations

from pathlib import Path

import pytest
from jinja2.compiler import CodeGenerator
from markupsafe import Markup

from policygen.site.messages import Catalogue
from policygen.site.renderer import Renderer
from policygen.site.shortcuts import escape
from policygen.site.views import EMBED_VIEWS, PAGE_VIEWS
from tests.site.test_renderer import TEMPLATES, MadePage
from tests.site.views_made import make

CHINESE = Catalogue(
    {
        "%(source)s, “%(section)s”": ("《%(section)s》，见%(source)s & co",),
        "Targets": ("目标 <1>",),
        "all %(part)s": ("%(part)s <全>",),
        "100%%": ("百分之100%%",),
    }
)


def set_both_ways(folder: Path, monkeypatch: pytest.MonkeyPatch, page: MadePage) -> tuple[str, str]:
    """The page as it is set with shortcuts alone, "" where they lead nowhere; and as Jinja's own code sets it."""
    catalogues = {"en": Catalogue(), "zh": CHINESE}
    short = Renderer([folder], catalogues)
    short._plain.clear()
    monkeypatch.setattr("policygen.site.renderer.ShortCode", CodeGenerator)
    plain = Renderer([folder], catalogues)
    try:
        return short.render(page).decode(), plain.render(page).decode()
    except KeyError:
        return "", plain.render(page).decode()


@pytest.mark.parametrize("full", [True, False], ids=["full", "empty"])
@pytest.mark.parametrize("kind", [*PAGE_VIEWS, *EMBED_VIEWS])
def test_every_kind_of_page_is_set_as_jinja_sets_it(kind: str, full: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    page = MadePage("zh", f"pages/{kind}.html", make((PAGE_VIEWS | EMBED_VIEWS)[kind], full=full))
    short, plain = set_both_ways(TEMPLATES, monkeypatch, page)
    assert short == plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% macro b(x) %}<b>{{ x }}</b>{% endmacro %}{{ b('a & b') }}", "<b>a &amp; b</b>"),
        ("{% macro b(x, y='&') %}<b>{{ x }}{{ y }}</b>{% endmacro %}{{ b(b(1)) }}", "<b><b>1&amp;</b>&amp;</b>"),
        ("{% macro b(x, y=2) %}{{ x }}{{ y }}{% endmacro %}{{ b(y='<', x=1) }}", "1&lt;"),
        ("{% macro b() %}{{ varargs|length }}{% endmacro %}{{ b(1, 2) }}", "2"),
        ("{% macro b(x) %}{{ x }}{% endmacro %}{% set c = b('<') %}{{ c }}{{ c|upper }}", "&lt;&LT;"),
        ("{% macro b(x) %}({{ caller(x) }}){% endmacro %}{% call(y) b('<') %}{{ y }}{% endcall %}", "(&lt;)"),
        ("{% macro b(x) %}{{ x }}{% endmacro %}{{ b('<') ~ '<' }}", "&lt;&lt;"),
        ("{% autoescape false %}{{ _('all %(part)s', part='<') }}{% endautoescape %}", "&lt; &lt;全&gt;"),
        (
            "{% macro b(x) %}{{ x }}{% endmacro %}{% autoescape false %}{{ b('<') }}{{ '<' }}{% endautoescape %}",
            "&lt;<",
        ),
        ("{% for x in 'ab' %}{{ _('Targets') }}{{ loop.index }}{% endfor %}", "目标 &lt;1&gt;1目标 &lt;1&gt;2"),
        ("{{ _('all %(part)s', part='<' ~ 1) }}", "&lt;1 &lt;全&gt;"),
        ("{{ _('all %(part)s', part=_('all %(part)s', part=2)) }}", "2 &lt;全&gt; &lt;全&gt;"),
        ("{{ _('100%%') }}{{ _('100%%')|length }}", "百分之100%7"),
        ("{% set name = 'Targets' %}{{ _(name) }}", "目标 &lt;1&gt;"),
    ],
)
def test_what_templates_may_say_is_set_at_once(
    text: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.html").write_text(text, encoding="utf-8")
    assert set_both_ways(tmp_path, monkeypatch, MadePage("zh", "x.html", None)) == (expected + "\n",) * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ view.key }}", "&lt;value&gt;"),
        ("{{ view.gone is defined }}", "False"),
        ("{% macro b(b) %}{{ b('a') }}{% endmacro %}{{ b(view.call) }}", "A"),
    ],
)
def test_where_shortcuts_lead_nowhere_the_renderer_goes_jinjas_way(text: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text(text)
    page = MadePage("en", "x.html", {"key": "<value>", "call": str.upper})
    assert Renderer([tmp_path], {"en": Catalogue()}).render(page).decode() == expected + "\n"


def test_calls_and_messages_are_short(tmp_path: Path) -> None:
    environment = Renderer([tmp_path], {"en": Catalogue()})._environments["en"]
    text = "{% from 'y.html' import a as b %}{{ b(x.y) }}{{ _('one') }}{{ _('%(two)s', two=b(1)) }}"
    code = environment.compile(text, raw=True)
    assert "context.call" not in code
    assert "environment.getattr" not in code
    assert "escape((" not in code
    assert code.count("Markup(") == 1
    assert "m_1 % {'two': " in code


def test_escaping() -> None:
    assert escape("""<a & 'b' "c">""") == "&lt;a &amp; &#39;b&#39; &#34;c&#34;&gt;"
    assert [escape(each) for each in ("plain", Markup("<b>"), 1, None)] == ["plain", "<b>", "1", "None"]
