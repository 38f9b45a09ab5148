"""The theme's styles and scripts, under names that change with their content.

Whatever keeps a file by its name may so keep it for ever. All styles are one file, in the order of
their names after `base.css`, but for those in the folder `apart`, which only some pages or only
paper need. What is in the folder `inline` of either is no file of the site: a page takes it in. A
script is one file with all that it imports, since each file more is a request more,
without comments and the blanks at its signs; it imports by lines such as
`import { name } from "./other.js";`, and no two of the scripts in one file may give the same name
to different things. A catalog's own theme folder may replace any of them or add more.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from json.encoder import encode_basestring_ascii as encode
from pathlib import Path

from msgspec import Struct
from rjsmin import jsmin

STYLESHEET = "hiraku.css"
_APART, _INLINE = "apart/", "inline/"
# The theme's folders of which nothing is published as it stands.
SOURCES = ("styles", "scripts")

_FOR_READERS = re.compile(r"^[ \t]*(//.*|/\*(?:(?!\*/).)*\*/)\n|^[ \t]+", re.MULTILINE)
_IMPORT = re.compile(r'^import \{[^}]*\} from "(\.[\w./-]+\.js)";\n', re.MULTILINE)

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")

_AT_SIGNS = re.compile(
    r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\([^)]*\))|\s*([{};])\s*|([:,])\s+"""
)


class Asset(Struct, frozen=True):
    """`path` is relative to the site's root; empty for what stands in a page."""

    path: str
    content: str


def assets(folders: Sequence[Path]) -> dict[str, Asset]:
    """Return each by its plain name; a file in an earlier folder replaces one in a later."""
    made = {name: _asset(name, _tight(_bare(style))) for name, style in _styles(folders).items()}
    files = _files(folders, "scripts", "*.js")
    scripts = {name: path.read_text(encoding="utf-8") for name, path in files.items()}
    imported = {module for name in scripts for module in _imported(name, scripts)}
    for name in scripts:
        if name not in imported:
            made[name] = _asset(name, _small("\n".join(_joined(name, scripts, set()))))
    return made


def _joined(name: str, scripts: Mapping[str, str], taken: set[str]) -> Iterator[str]:
    """Yield what a script imports, each once and before those that need it, then the script."""
    taken.add(name)
    for imported in _imported(name, scripts):
        if imported not in taken:
            yield from _joined(imported, scripts, taken)
    yield _IMPORT.sub("", scripts[name])


def _imported(name: str, scripts: Mapping[str, str]) -> Iterator[str]:
    for match in _IMPORT.finditer(scripts[name]):
        yield posixpath.normpath(posixpath.join(posixpath.dirname(name), match[1]))


def _small(script: str) -> str:
    minified: str = jsmin(script)
    return minified


def _ascii(script: str) -> str:
    """Write letters as numbers: a page holds those of its own language only."""
    return _BEYOND_ASCII.sub(lambda match: encode(match[0])[1:-1], script)


def _bare(source: str) -> str:
    """Leave out the comments that fill a line, and the indents."""
    return _FOR_READERS.sub("", source)


def _tight(style: str) -> str:
    """Leave out the blanks at the signs of a style, but not those of its strings and addresses."""
    return _AT_SIGNS.sub(lambda match: match[1] or match[2] or match[3], style).replace(";}", "}")


def _styles(folders: Sequence[Path]) -> dict[str, str]:
    """Return the styles of every page, and those that stand apart by their names."""
    files = _files(folders, "styles", "*.css")
    texts = {name: path.read_text(encoding="utf-8") for name, path in files.items()}
    apart = {name: text for name, text in texts.items() if name.startswith((_APART, _INLINE))}
    ordered = sorted(texts.keys() - apart.keys(), key=lambda name: (name != "base.css", name))
    named = {name.removeprefix(_APART): text for name, text in apart.items()}
    return {STYLESHEET: "\n".join(texts[name] for name in ordered), **named}


def _files(folders: Sequence[Path], kind: str, pattern: str) -> dict[str, Path]:
    contents: dict[str, Path] = {}
    for folder in folders:
        for path in sorted((folder / kind).rglob(pattern)):
            contents.setdefault(path.relative_to(folder / kind).as_posix(), path)
    return contents


def _asset(name: str, content: str) -> Asset:
    stem, _, suffix = name.rpartition(".")
    if name.startswith(_INLINE):
        return Asset("", _ascii(content) if suffix == "js" else content)
    digest = hashlib.sha256(content.encode()).hexdigest()[:10]
    return Asset(f"assets/{stem}.{digest}.{suffix}", content)
