"""The renderer: a page to bytes.

Owns the Jinja environment, one per language, and which templates a page's template is made of. Refuses unknown
names (a template that asks for what its view lacks is an error), markup from messages (a catalogue is text,
only its placeholders may hold markup that templates made), and the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, meta, nodes
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from policygen.site.messages import Catalogue
from policygen.site.shortcuts import ShortCode


class Renderable(Protocol):
    """What the renderer needs of a page: its language, the name of its template, and the view it shows."""

    @property
    def language(self) -> str: ...

    @property
    def template(self) -> str: ...

    @property
    def view(self) -> object: ...


class _OneCompilation(BytecodeCache):
    """Compiled templates, shared by the environments of all languages; those that are known already are taken from
    `compiled`, unless their text has changed, and the others are put there.
    """

    def __init__(self, compiled: dict[str, bytes]) -> None:
        self._compiled = compiled

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()


class Renderer:
    """Renders pages with the templates of `folders`, the first folder that has a template winning."""

    def __init__(
        self, folders: Sequence[Path], catalogues: Mapping[str, Catalogue], compiled: dict[str, bytes] | None = None
    ) -> None:
        compilation = _OneCompilation({} if compiled is None else compiled)
        self._environments = {
            language: _environment(folders, catalogue, compilation) for language, catalogue in catalogues.items()
        }
        self._plain = {language: _plain_environment(folders, catalogue) for language, catalogue in catalogues.items()}
        self._closures: dict[str, frozenset[str]] = {}

    def render(self, page: Renderable) -> bytes:
        """The page as UTF-8 with one kind of line end and exactly one at the end of the file."""
        try:
            text = self._environments[page.language].get_template(page.template).render(view=page.view)
        except AttributeError:
            # There is no short way; Jinja knows a longer one, or says what is missing.
            text = self._plain[page.language].get_template(page.template).render(view=page.view)
        return (text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n").encode()

    def template_closure(self, name: str) -> frozenset[str]:
        """The names of all templates that `name` extends, includes or imports, itself among them."""
        if name not in self._closures:
            found: set[str] = set()
            waiting = [name]
            while waiting:
                current = waiting.pop()
                if current not in found:
                    found.add(current)
                    waiting += self._references(current)
            self._closures[name] = frozenset(found)
        return self._closures[name]

    def compile(self, names: Iterable[str]) -> None:
        """Compile these templates and all they are made of, for all renderers that share what is compiled."""
        environment = next(iter(self._environments.values()))
        for part in sorted({part for name in names for part in self.template_closure(name)}):
            environment.get_template(part)

    def _references(self, name: str) -> tuple[str, ...]:
        """The templates named in one template; a name computed at run time would escape this, so it is refused."""
        environment = next(iter(self._environments.values()))
        assert environment.loader is not None
        source, _, _ = environment.loader.get_source(environment, name)
        named = _NAMED.get((source, name))
        if named is None:
            references = tuple(meta.find_referenced_templates(environment.parse_ahead(source, name)))
            named = tuple(reference for reference in references if reference is not None)
            if len(named) < len(references):
                raise ValueError(f'template "{name}" names another template by an expression')
            _NAMED[source, name] = named
        return named


#: The templates that a text names, by it and its own name: read once by a process, however many rest on it.
_NAMED: Final[dict[tuple[str, str], tuple[str, ...]]] = {}


class _Environment(Environment):
    """Parses a template once, for what it names and for what it is compiled to."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._ahead: dict[tuple[str, str | None], nodes.Template] = {}

    def parse_ahead(self, source: str, name: str) -> nodes.Template:
        """The tree of a template, which is kept until it is compiled."""
        tree = self._ahead[source, name] = self.parse(source, name)
        return tree

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return self._ahead.pop((source, name), None) or super()._parse(source, name, filename)


def _environment(folders: Sequence[Path], catalogue: Catalogue, compiled: BytecodeCache) -> _Environment:
    environment = _plain_environment(folders, catalogue)
    environment.bytecode_cache = compiled
    environment.code_generator_class = ShortCode
    environment.extend(message=lambda message: str(escape(catalogue.gettext(message))))
    return environment


def _plain_environment(folders: Sequence[Path], catalogue: Catalogue) -> _Environment:
    environment = _Environment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        extensions=["jinja2.ext.i18n"],
    )

    # The extension takes what these functions return for safe markup; a catalogue's text is not, so it is
    # escaped here and only then filled with placeholders, which are escaped unless a template made them.
    def gettext(message: str) -> Markup:
        return escape(catalogue.gettext(message))

    def ngettext(singular: str, plural: str, number: int) -> Markup:
        return escape(catalogue.ngettext(singular, plural, number))

    environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.policies["ext.i18n.trimmed"] = True
    return environment
