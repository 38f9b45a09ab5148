"""How a value becomes a part of a page: in the page's language, escaped, and without detours.

Jinja2 makes a `Markup` of each part only to join it. A page has a thousand parts, and most have
nothing to escape; these are taken as they are.
"""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Callable, MutableMapping
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

from hiraku.errors import LibraryError

_OUTPUT = "environment.to_html("
_special = re.compile("[&<>\"']").search


def escaped(text: str) -> str:
    """Return the text as HTML: itself where nothing is to be escaped."""
    return escape(text) if _special(text) else text


class EscapingCodeGenerator(CodeGenerator):
    """Writes templates that put out every value by `to_html`; `NativeEnvironment` has its own."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        del node, frame, finalize
        self.write(_OUTPUT)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        del node, frame, finalize
        self.write(")")


class PageEnvironment(Environment):
    """An environment that escapes every value; `to_html` makes HTML of it."""

    code_generator_class = EscapingCodeGenerator
    to_html: Callable[[Any], str]

    def demand_escaping(self) -> None:
        """Raise `LibraryError` where templates do not put out their values by `to_html`."""
        if _OUTPUT not in str(self.compile("{{ value }}", raw=True)):
            raise LibraryError("Jinja2")

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the same globals for all templates, with none of their own to look through."""
        return ChainMap(d, self.globals) if d else self.globals


def html_maker(plain: Callable[[Any], Any]) -> Callable[[Any], str]:
    """Return what makes HTML of a value; `plain` finds its words in the page's language."""

    def to_html(value: Any) -> str:
        if type(value) is Markup:
            return value
        text = value if type(value) is str else plain(value)
        return escaped(text) if type(text) is str else escape(text)

    return to_html
