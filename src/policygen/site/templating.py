"""Templating: a page's template, with all that it is made of, as Python that only puts strings together.

Owns the part of Jinja's language that templates are written in as a rule: text, values, conditions, loops, macros,
imports, blocks, and texts to translate, which are looked up once and not for every page. Refuses everything else with
`NotPlainError`, and to decide what a template means: Jinja has read it, and renders it wherever this is not sure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from jinja2 import Environment, nodes
from jinja2.runtime import markup_join
from markupsafe import Markup, escape

from policygen.site.messages import Catalogue

try:  # the same without making a Markup of every text
    from markupsafe._speedups import _escape_inner as escape_text
except ImportError:

    def escape_text(text: str, /) -> str:
        return str(escape(text))


#: What stands for each name of a template, as Python.
Scope = dict[str, str]

_OPERATORS: Final = {
    **{"eq": "==", "ne": "!=", "gt": ">", "gteq": ">=", "lt": "<", "lteq": "<=", "in": "in", "notin": "not in"},
}
_LOOP: Final = {
    "first": "({0} == 0)",
    "last": "({0} == len({1}) - 1)",
    "index": "({0} + 1)",
    "index0": "{0}",
    "length": "len({1})",
}
_PLACEHOLDER: Final = re.compile(r"%(?:\((\w+)\)s|(%))")


class NotPlainError(Exception):
    """A template has something that is left to Jinja."""


class Templating:
    """The templates of one environment in one language."""

    def __init__(self, environment: Environment, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._environment = environment
        self._modules: dict[str, _Module | None] = {}
        self.space: dict[str, Any] = {
            **{"markup": Markup, "escape": escape, "escape_text": escape_text, "join": markup_join},
            **{"getitem": environment.getitem, "ngettext": self._ngettext, "fill": _fill},
            **{name: environment.filters[name] for name in ("safe", "length", "trim")},
        }

    def template(self, name: str) -> Callable[[Any], str]:
        """What makes a page's text of its view; NotPlainError when any part of the template is left to Jinja."""
        chain = [self._module(name)]
        while (extended := chain[-1].extends) is not None:
            chain.append(self._module(extended))
        writer = _Writer(self, chain)
        writer.line("def render(view):")
        with writer.inside():
            writer.line("o = []")
            writer.statements(chain[-1].body, {"view": "view"})
            writer.line("return ''.join(o)")
        writer.run()
        made: Callable[[Any], str] = self.space["render"]
        return made

    def _module(self, name: str) -> _Module:
        if name not in self._modules:
            loader = self._environment.loader
            assert loader is not None
            source, _, _ = loader.get_source(self._environment, name)
            # none yet, for templates that import each other
            self._modules[name] = None
            module = _Module()
            for node in self._environment.parse(source, name).body:
                self._read(module, node)
            writer = _Writer(self, [module])
            for macro in module.own.values():
                writer.macro(macro)
            writer.run()
            self._modules[name] = module
        found = self._modules[name]
        if found is None:
            raise NotPlainError(f'the template "{name}"')
        return found

    def _read(self, module: _Module, node: nodes.Node) -> None:
        """One node of a template's top: what it imports and defines is known from here on, the rest is its body."""
        if isinstance(node, nodes.Extends):
            if module.extends is not None or module.body:
                raise NotPlainError("something stands before extends")
            module.extends = _name_in(node.template)
        elif isinstance(node, nodes.FromImport):
            other = self._module(_name_in(node.template))
            for named in node.names:
                name, alias = named if isinstance(named, tuple) else (named, named)
                if name not in other.own or node.with_context:
                    raise NotPlainError(f'the import of "{name}"')
                module.define(alias, other.own[name])
        elif isinstance(node, nodes.Macro):
            macro = module.own[node.name] = _Macro(node, f"macro_{len(self.space)}")
            self.space[macro.python] = None
            module.define(node.name, macro)
        elif module.extends is None:
            module.body.append(node)
            module.find_blocks(node)
        elif isinstance(node, nodes.Block):
            module.find_blocks(node)
        elif not isinstance(node, nodes.Output) or any(not isinstance(each, nodes.TemplateData) for each in node.nodes):
            raise NotPlainError("something stands beside the blocks")

    def _ngettext(self, one: str, many: str, number: int, /, **values: object) -> Markup:
        return escape(self.catalogue.ngettext(one, many, number)) % {"num": number, **values}


def _fill(text: str, /, **values: object) -> Markup:
    return Markup(text) % values  # noqa: S704 - what it was made of is escaped


def _name_in(node: nodes.Expr) -> str:
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        return node.value
    raise NotPlainError("a template is named by an expression")


@dataclass(slots=True)
class _Macro:
    """A macro and the name of the function that it becomes."""

    node: nodes.Macro
    python: str

    def arguments(self, call: nodes.Call) -> list[nodes.Expr]:
        """What the call gives for each parameter."""
        names = [argument.name for argument in self.node.args]
        optional = names[len(names) - len(self.node.defaults) :]
        given: dict[str, nodes.Expr] = dict(zip(optional, self.node.defaults, strict=True))
        given |= zip(names, call.args, strict=False)
        given |= {keyword.key: keyword.value for keyword in call.kwargs}
        if call.dyn_args or call.dyn_kwargs or len(call.args) > len(names) or given.keys() != set(names):
            raise NotPlainError(f'the arguments of "{self.node.name}"')
        return [given[name] for name in names]


@dataclass(slots=True)
class _Module:
    """One template: what it extends, its blocks, the macros it knows, those of its own, and the rest of its body."""

    extends: str | None = None
    blocks: dict[str, nodes.Block] = field(default_factory=dict)
    macros: dict[str, _Macro] = field(default_factory=dict)
    own: dict[str, _Macro] = field(default_factory=dict)
    body: list[nodes.Node] = field(default_factory=list)

    def define(self, name: str, macro: _Macro) -> None:
        if self.macros.setdefault(name, macro) is not macro:
            raise NotPlainError(f'two macros "{name}"')

    def find_blocks(self, node: nodes.Node) -> None:
        for block in [node] if isinstance(node, nodes.Block) else node.find_all(nodes.Block):
            if self.blocks.setdefault(block.name, block) is not block or block.required:
                raise NotPlainError(f'the block "{block.name}"')
            for child in block.body:
                self.find_blocks(child)


class _Writer:
    """Writes functions. `chain` are the templates whose names are known, the page's own first."""

    def __init__(self, templating: Templating, chain: list[_Module]) -> None:
        self._templating = templating
        self._chain = chain
        self._lines: list[str] = []
        self._pieces: list[str] = []
        self._indent = 0
        self._count = 0

    # -- lines -----------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Make the functions."""
        try:
            code = compile("\n".join(self._lines), "<templating>", "exec")
        except SyntaxError:  # an attribute may have a name that is a word of Python
            raise NotPlainError("a name") from None
        exec(code, self._templating.space)  # noqa: S102 - it was made here, of the nodes of a template

    def line(self, text: str) -> None:
        self._flush()
        self._lines.append(" " * self._indent + text)

    def inside(self) -> _Inside:
        return _Inside(self)

    def _flush(self) -> None:
        if self._pieces:
            self._lines.append(f"{' ' * self._indent}o += ({', '.join(self._pieces)},)")
            self._pieces = []

    def _text(self, text: str) -> None:
        if text:
            self._pieces.append(repr(text))

    def _new(self) -> str:
        self._count += 1
        return f"v{self._count}"

    # -- statements ------------------------------------------------------------------------------------------

    def macro(self, macro: _Macro) -> None:
        """The function of a macro: it adds to the list `o`."""
        scope = {argument.name: self._new() for argument in macro.node.args}
        self.line(f"def {macro.python}({', '.join(('o', *scope.values()))}):")
        with self.inside():
            self.statements(macro.node.body, scope)
            self.line("return")

    def statements(self, body: list[nodes.Node], scope: Scope) -> None:
        for node in body:
            if isinstance(node, nodes.Output):
                for each in node.nodes:
                    self._output(each, scope)
            elif isinstance(node, nodes.If):
                self._if(node, scope)
            elif isinstance(node, nodes.For):
                self._for(node, scope)
            elif isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
                name = self._new()
                self.line(f"{name} = {self._value(node.node, scope)}")
                scope[node.target.name] = name
            elif isinstance(node, nodes.Block):
                blocks = next(module.blocks for module in self._chain if node.name in module.blocks)
                self.statements(blocks[node.name].body, dict(scope))
            else:
                raise NotPlainError(type(node).__name__)

    def _if(self, node: nodes.If, scope: Scope) -> None:
        if any(True for _ in node.find_all((nodes.Assign, nodes.Block))):
            raise NotPlainError("what is set on a condition")
        word = "if"
        if any(each.test.find(nodes.Call) or isinstance(each.test, nodes.Call) for each in node.elif_):
            raise NotPlainError("a call in a condition")
        for each in (node, *node.elif_):
            self.line(f"{word} {self._value(each.test, scope)}:")
            with self.inside():
                self.statements(each.body, dict(scope))
                self.line("pass")
            word = "elif"
        if node.else_:
            self.line("else:")
            with self.inside():
                self.statements(node.else_, dict(scope))
                self.line("pass")

    def _for(self, node: nodes.For, scope: Scope) -> None:
        if node.recursive or node.else_ or node.find(nodes.Block) or (node.test and node.test.find(nodes.Call)):
            raise NotPlainError("a loop with more to it")
        index, items, inner = self._new(), self._new(), dict(scope)
        targets = node.target.items if isinstance(node.target, nodes.Tuple) else [node.target]
        for each in targets:
            if not isinstance(each, nodes.Name):
                raise NotPlainError("a loop over parts of parts")
            inner[each.name] = self._new()
        target = ", ".join(inner[each.name] for each in targets if isinstance(each, nodes.Name))
        source = self._value(node.iter, scope)
        if node.test is not None:
            source = f"[({target}) for {target} in {source} if {self._value(node.test, inner)}]"
        if any(name.name == "loop" for child in node.body for name in _names(child)):
            inner["loop"] = f"{index} {items}"
            self.line(f"{items} = list({source})")
            self.line(f"for {index}, ({target}) in enumerate({items}):")
        else:
            self.line(f"for {target} in {source}:")
        with self.inside():
            self.statements(node.body, inner)
            self.line("pass")

    # -- values ----------------------------------------------------------------------------------------------

    def _output(self, node: nodes.Node, scope: Scope) -> None:
        """A value on the page: text is escaped unless it is known to be markup."""
        if isinstance(node, nodes.TemplateData):
            self._text(node.data)
        elif isinstance(node, nodes.Const):
            self._text(str(escape(node.value)))
        elif isinstance(node, nodes.Call) and (macro := self._macro_of(node, scope)):
            arguments = [self._value(each, scope) for each in macro.arguments(node)]
            self.line(f"{macro.python}({', '.join(('o', *arguments))})")
        elif isinstance(node, nodes.Call) and (text := self._translated(node, scope)) is not None:
            values = {keyword.key: keyword.value for keyword in node.kwargs}
            for before, name in _parts(text):
                self._text(before)
                if name:
                    self._output(values[name], scope)
        else:
            value = self._value(node, scope)
            name = self._new()
            self._pieces.append(f"(escape_text({name}) if type({name} := {value}) is str else escape({name}))")

    def _value(self, node: nodes.Node, scope: Scope) -> str:
        """Python for a value."""
        match node:
            case nodes.Const():
                return repr(node.value)
            case nodes.Name():
                if node.name not in scope or " " in scope[node.name]:
                    raise NotPlainError(f'the name "{node.name}"')
                return scope[node.name]
            case nodes.Getattr(node=nodes.Name(name="loop")) if "loop" in scope and node.attr in _LOOP:
                return _LOOP[node.attr].format(*scope["loop"].split())
            case nodes.Getattr():
                return f"{self._value(node.node, scope)}.{node.attr}"
            case nodes.Getitem() if not isinstance(node.arg, nodes.Slice):
                return f"getitem({self._value(node.node, scope)}, {self._value(node.arg, scope)})"
            case nodes.Getitem(arg=nodes.Slice(start=start, stop=stop, step=None)):
                ends = ["" if end is None else self._value(end, scope) for end in (start, stop)]
                return f"{self._value(node.node, scope)}[{':'.join(ends)}]"
            case nodes.CondExpr(expr2=nodes.Expr() as other):
                one, test, two = (self._value(each, scope) for each in (node.expr1, node.test, other))
                return f"({one} if {test} else {two})"
            case nodes.Concat():
                return f"join(({''.join(f'{self._value(each, scope)}, ' for each in node.nodes)}))"
            case nodes.And() | nodes.Or():
                word = type(node).__name__.lower()
                return f"({self._value(node.left, scope)} {word} {self._value(node.right, scope)})"
            case nodes.Add():
                return f"({self._value(node.left, scope)} + {self._value(node.right, scope)})"
            case nodes.Not():
                return f"(not {self._value(node.node, scope)})"
            case nodes.Compare():
                rest = [f"{_OPERATORS[each.op]} {self._value(each.expr, scope)}" for each in node.ops]
                return f"({' '.join((self._value(node.expr, scope), *rest))})"
            case nodes.Tuple():
                return f"({''.join(f'{self._value(each, scope)}, ' for each in node.items)})"
            case nodes.Filter(name="safe" | "length" | "trim", node=nodes.Expr() as filtered, args=[], kwargs=[]):
                return f"{node.name}({self._value(filtered, scope)})"
            case nodes.Call():
                return self._call(node, scope)
        raise NotPlainError(type(node).__name__)

    def _call(self, node: nodes.Call, scope: Scope) -> str:
        if self._macro_of(node, scope):
            # its text is put together beforehand: macros have no other effect
            self.line(f"{(whole := self._new())}, o = o, []")
            self._output(node, scope)
            self.line(f"{(text := self._new())}, o = markup(''.join(o)), {whole}")
            return text
        values = ", ".join(f"{keyword.key}={self._value(keyword.value, scope)}" for keyword in node.kwargs)
        if (translated := self._translated(node, scope)) is not None:
            if not values:
                constant = f"text_{len(self._templating.space)}"
                self._templating.space[constant] = _fill(translated)
                return constant
            return f"fill({translated!r}, {values})"
        if isinstance(node.node, nodes.Name) and node.node.name == "ngettext" and "ngettext" not in scope:
            if node.dyn_args or node.dyn_kwargs:
                raise NotPlainError("the arguments of a call")
            arguments = ", ".join(self._value(each, scope) for each in node.args)
            return f"ngettext({arguments}, {values})" if values else f"ngettext({arguments})"
        raise NotPlainError("a call")

    def _macro_of(self, node: nodes.Call, scope: Scope) -> _Macro | None:
        """The macro that is called, None for another function; one name for two macros is left to Jinja."""
        if not isinstance(node.node, nodes.Name) or node.node.name in scope:
            return None
        name = node.node.name
        found = {id(module.macros[name]): module.macros[name] for module in self._chain if name in module.macros}
        if len(found) > 1:
            raise NotPlainError(f'two macros "{name}"')
        return next(iter(found.values()), None)

    def _translated(self, node: nodes.Call, scope: Scope) -> str | None:
        """The text in this language, as markup with placeholders, of a call that has one translated."""
        called = node.node
        if not isinstance(called, nodes.Name) or called.name not in {"_", "gettext"} or called.name in scope:
            return None
        if len(node.args) != 1 or not isinstance(node.args[0], nodes.Const) or node.dyn_args or node.dyn_kwargs:
            raise NotPlainError("a text that is not written out")
        text = str(escape(self._templating.catalogue.gettext(node.args[0].value)))
        given = {keyword.key for keyword in node.kwargs}
        if "%" in _PLACEHOLDER.sub("", text) or any(name and name not in given for _, name in _parts(text)):
            raise NotPlainError("the placeholders of a text")
        return text


class _Inside:
    """The lines of a block of Python."""

    def __init__(self, writer: _Writer) -> None:
        self._writer = writer

    def __enter__(self) -> None:
        self._writer._indent += 1

    def __exit__(self, *_: object) -> None:
        self._writer._flush()
        self._writer._indent -= 1


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The text as pairs: what stands before a placeholder, and the placeholder's name, "" at the end."""
    end = 0
    for found in _PLACEHOLDER.finditer(text):
        yield text[end : found.start()] + (found[2] or ""), found[1] or ""
        end = found.end()
    yield text[end:], ""


def _names(node: nodes.Node) -> Iterator[nodes.Name]:
    if isinstance(node, nodes.Name):
        yield node
    yield from node.find_all(nodes.Name)
