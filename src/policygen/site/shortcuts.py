"""Shortcuts: the Python that Jinja makes of a template, without the detours that ours never need.

Owns how calls of macros, messages, attributes and escapes are written in a compiled template, which is where most of
the time of a page would go. Refuses to change what a template means: its bytes are those of Jinja's own code, and where
a shortcut leads nowhere (an attribute that is a key, a name that is no macro) it ends in an AttributeError, upon which
the renderer goes Jinja's way.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import markupsafe
from jinja2 import Environment, nodes, runtime
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup

_find_special: Final = re.compile("[&<>\"']").search


def escape(value: object) -> str:
    """The value as markup. Most texts have nothing to escape, and no string has to say that it is safe: a compiled
    template only joins them.
    """
    if type(value) is str and not _find_special(value):
        return value
    return value if type(value) is Markup else str(markupsafe.escape(value))


class Macro(runtime.Macro):
    """A macro that can be called by position without a look at its arguments, as `plain`."""

    def __init__(
        self, environment: Environment, function: Callable[..., str], name: str, arguments: list[str], *takes: bool
    ) -> None:
        super().__init__(environment, function, name, arguments, *takes)
        self.plain: Callable[..., str] = self
        if not (self.catch_kwargs or self.catch_varargs or self.caller):
            function.__defaults__ = (runtime.missing,) * len(arguments)  # type: ignore[attr-defined]
            self.plain = function


class ShortCode(CodeGenerator):
    """For environments that escape everything and have a `message`: the markup of a text in their language, unfilled.

    A call of a macro of the template, or of one that it imports, and a message that is written out are strings of
    markup at once. Where they are not shown but handed on, they say so, as Jinja's own do.
    """

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        imported = [name for found in node.find_all(nodes.FromImport) for name in found.names]
        self._macros = {name if isinstance(name, str) else name[1] for name in imported}
        self._macros |= {"caller", *(macro.name for macro in node.find_all(nodes.Macro))}
        self._messages: dict[tuple[str, bool], str] = {}
        self._shown: nodes.Node | None = None
        super().visit_Template(node, frame)
        # A module runs to its end before any function of it does.
        self.writeline(f"from {__name__} import Macro, escape")
        for (message, is_filled), name in self._messages.items():
            text = f"environment.message({message!r})"
            self.writeline(f"{name} = {text if is_filled else f'Markup({text} % {{}})'}")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        if forward_caller or not self._is_short(node, frame):
            super().visit_Call(node, frame, forward_caller=forward_caller)
        elif node is self._shown:
            self._write_markup(node, frame)
        else:
            self.write("Markup(")
            self._write_markup(node, frame)
            self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        # Should Jinja stop asking this, nothing is taken for shown, and all is well but slower.
        if self._is_short(node, frame):
            self._shown = node
            self.write("(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _is_short(self, node: nodes.Node, frame: Frame) -> bool:
        if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name) or node.dyn_args:
            return False
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            return False
        if node.node.name == "_":
            return len(node.args) == 1 and isinstance(node.args[0], nodes.Const) and not node.dyn_kwargs
        return node.node.name in self._macros and not (node.kwargs or node.dyn_kwargs)

    def _write_markup(self, node: nodes.Expr, frame: Frame) -> None:
        """Code for the markup of an expression, as any kind of string."""
        if not self._is_short(node, frame):
            self.write("escape(")
            self.visit(node, frame)
            self.write(")")
            return
        assert isinstance(node, nodes.Call)
        if isinstance(node.node, nodes.Name) and node.node.name == "_":
            (message,) = node.args
            key = message.as_const(), bool(node.kwargs)
            self.write(self._messages.setdefault(key, f"m_{len(self._messages)}"))
            if node.kwargs:
                self.write(" % {")
                for value in node.kwargs:
                    self.write(f"{value.key!r}: ")
                    self._write_markup(value.value, frame)
                    self.write(", ")
                self.write("}")
        else:
            self.visit(node.node, frame)
            self.write(".plain(")
            for argument in node.args:
                self.visit(argument, frame)
                self.write(", ")
            self.write(")")
