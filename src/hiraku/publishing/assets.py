"""The theme's styles and scripts, under names that change with their content.

Whatever keeps a file by its name may so keep it for ever. All styles are one file, in the order of
their names after `base.css`; each script is one, and the scripts that it imports as `./name.js`
are named as they are published. A catalog's own theme folder may replace any of them or add more.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

STYLESHEET = "hiraku.css"
# The theme's folders of which nothing is published as it stands.
SOURCES = ("styles", "scripts", "locale")

_FOR_READERS = re.compile(r"^[ \t]*//.*\n|^[ \t]+", re.MULTILINE)
_IMPORTED = re.compile(r'(?<=")\./([\w-]+\.js)(?=")')


class Asset(Struct, frozen=True):
    """`path` is relative to the site's root."""

    path: str
    content: str


def assets(folders: Sequence[Path]) -> dict[str, Asset]:
    """Return each by its plain name; a file in an earlier folder replaces one in a later."""
    made = {STYLESHEET: _asset(STYLESHEET, "\n".join(_styles(folders)))}
    scripts = _files(folders, "scripts", "*.js")

    def script(name: str) -> Asset:
        if name not in made:
            source = _bare(scripts[name].read_text(encoding="utf-8"))
            made[name] = _asset(name, _named(source, script))
        return made[name]

    for name in scripts:
        script(name)
    return made


def _bare(source: str) -> str:
    """Leave out the comments that fill a line, and the indents: they are a fifth of a script."""
    return _FOR_READERS.sub("", source)


def _named(source: str, script: Callable[[str], Asset]) -> str:
    return _IMPORTED.sub(lambda found: "./" + Path(script(found[1]).path).name, source)


def _styles(folders: Sequence[Path]) -> Iterator[str]:
    files = _files(folders, "styles", "*.css")
    for name in sorted(files, key=lambda name: (name != "base.css", name)):
        yield files[name].read_text(encoding="utf-8")


def _files(folders: Sequence[Path], kind: str, pattern: str) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted((folder / kind).glob(pattern)):
            found.setdefault(path.name, path)
    return found


def _asset(name: str, content: str) -> Asset:
    stem, _, suffix = name.rpartition(".")
    digest = hashlib.sha256(content.encode()).hexdigest()[:10]
    return Asset(f"assets/{stem}.{digest}.{suffix}", content)
