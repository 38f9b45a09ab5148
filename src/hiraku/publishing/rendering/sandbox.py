"""Templates of strangers: they may show what pages are made of, and reach nothing else.

A template can call whatever it reaches. Jinja2's sandbox keeps it from Python's inner parts; here
it is kept from files as well, whose paths some values know.
"""

from __future__ import annotations

from pathlib import PurePath
from types import ModuleType
from typing import Any

from jinja2.sandbox import SandboxedEnvironment

from hiraku.publishing.rendering.escaping import PageEnvironment

_SHOWN = (str, int, float, bool, tuple, type(None))


class SandboxedPages(SandboxedEnvironment, PageEnvironment):
    """The environment of pages for templates that nobody has looked at yet."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Keep templates from paths, and from what our modules import."""
        if isinstance(obj, PurePath):
            return False
        if isinstance(obj, ModuleType):
            own = isinstance(value, _SHOWN) or getattr(value, "__module__", "") == obj.__name__
            return own and super().is_safe_attribute(obj, attr, value)
        return super().is_safe_attribute(obj, attr, value)
