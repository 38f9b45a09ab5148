"""The environments of all languages as the one that MkDocs knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jinja2


class LanguageEnvironments(jinja2.Environment):
    """A page's front matter names the template of another language: `template: en/main.html`.

    Plugins of others find in it what MkDocs' own environment has.
    """

    def __init__(
        self, templates: Mapping[str, jinja2.Environment], of_mkdocs: jinja2.Environment
    ) -> None:
        super().__init__(autoescape=True)
        self.filters |= of_mkdocs.filters
        self.tests |= of_mkdocs.tests
        self.globals |= of_mkdocs.globals
        self._templates = templates

    def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> jinja2.Template:  # noqa: A002 - jinja2's name
        code, _, rest = str(name).partition("/")
        environment = self._templates.get(code) if rest else None
        if environment:
            return environment.get_template(rest, parent, globals)
        return next(iter(self._templates.values())).get_template(name, parent, globals)
