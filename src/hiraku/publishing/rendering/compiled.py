"""The code of templates, kept while this process lives: `hiraku serve` compiles none of them twice.

It is never kept in a file: code from a folder of the repository would be a stranger's.
"""

from __future__ import annotations

from collections.abc import Hashable
from contextlib import suppress
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache, Environment, TemplateError
from jinja2.bccache import Bucket

_KEPT: dict[Hashable, CodeType] = {}


class KeptCode(BytecodeCache):
    """Environments of one `dialect` compile alike: its language, whose words stand in the code."""

    def __init__(self, *dialect: Hashable) -> None:
        self._dialect = dialect

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of the same source, if it was compiled before."""
        bucket.code = _KEPT.get((self._dialect, bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code:
            _KEPT[self._dialect, bucket.key, bucket.checksum] = bucket.code


def compile_all(templates: Environment, theme: Path) -> None:
    """Compile the pages of a theme here, so that copies of this process have them.

    One that cannot be compiled is told where a page asks for it.
    """
    for path in sorted([*theme.glob("pages/**/*.html"), *theme.glob("partials/**/*.html")]):
        with suppress(TemplateError):
            templates.get_template(path.relative_to(theme).as_posix())
