"""What runs where a reader opens it, among the files that MkDocs publishes as they are.

Whoever may send a page could so act as the site does, at the site's own address. What somebody has
looked at, `reviewed.sha256` names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from hiraku.confined.limits import MEGABYTE
from hiraku.problems import EXAMPLES, Example, Place, Problem, Severity, Value
from hiraku.reading.catalog.site_sources import page_files
from hiraku.reading.pages.active_markup import is_active
from hiraku.reading.pages.rendering import LIMITS, MAX_BYTES, page_fault
from hiraku.reading.pages.reviewed import named_below, read_reviewed, review_line
from hiraku.untrusted import ACTIVE

PROGRAMS = {
    *(".js", ".mjs", ".cjs", ".jse", ".wasm", ".swf", ".htc", ".vbs", ".vbe", ".wsf", ".hta"),
    *(".exe", ".msi", ".com", ".scr", ".bat", ".cmd", ".ps1", ".lnk", ".jar", ".apk", ".dmg"),
    *(".pkg", ".deb", ".rpm", ".sh", ".reg", ".chm", ".iso", ".img", ".vhd", ".cpl", ".dll"),
    *(".php", ".phtml", ".phar", ".asp", ".aspx", ".jsp", ".cgi", ".pl", ".shtml", ".svgz"),
    *(".xlsm", ".xltm", ".xlam", ".docm", ".dotm", ".pptm", ".ppam", ".url", ".mht", ".mhtml"),
}
_NAMES = {".htaccess", ".user.ini", "web.config"}
_MARKUP = {".html", ".htm", ".xhtml", ".xht", ".svg", ".xml", ".xsl", ".xslt", ".mml", ".rdf"}
_PAGES = {".md", ".markdown", ".mdown", ".mkdn", ".mkd"}
_LARGEST = 16 * MEGABYTE


def active_problems(root: Path) -> Iterator[Problem]:
    """Yield once which files are programs, and once which of the others do something.

    Yield each page in Markdown that cannot be rendered as well.
    """
    kinds: dict[str, list[Path]] = {"program": [], "active": []}
    reviewed = read_reviewed(root)
    for path in page_files(root):
        fault = _fault(path)
        if fault in kinds and review_line(root, path) not in reviewed:
            kinds[fault].append(path)
        elif fault and fault not in kinds:
            yield unrendered(named_below(root, path), fault)
    yield from _told(root, kinds["program"], "program")
    yield from _told(root, kinds["active"], None)


def _fault(path: Path) -> str | None:
    suffix = path.suffix.casefold()
    if suffix in PROGRAMS or path.name.casefold() in _NAMES:
        return "program"
    if suffix in _PAGES:
        return page_fault(path)
    if suffix not in _MARKUP:
        return None
    large = path.stat().st_size > _LARGEST
    return "active" if large or is_active(path.read_bytes()) else None


def _told(root: Path, paths: Sequence[Path], hint: str | None) -> Iterator[Problem]:
    if not paths:
        return
    shown = [named_below(root, path) for path in paths[:EXAMPLES]]
    values: dict[str, Value] = {"files": tuple(shown), "line": review_line(root, paths[0])}
    yield Problem(
        ACTIVE,
        Place(shown[0]),
        values,
        hint,
        Severity.WARNING,
        total=len(paths),
        examples=tuple(Example(Place(file)) for file in shown),
    )


def unrendered(file: str, reason: str) -> Problem:
    """Return what tells that a page cannot be rendered, and why (`page_fault`)."""
    if reason == "aliases":
        return Problem("yaml-feature", Place(file), {"feature": "*"})
    if reason == "encoding":
        return Problem("page-too-costly", Place(file), {}, reason)
    values = {
        "memory": f"{LIMITS.memory // MEGABYTE:,}",
        "seconds": f"{LIMITS.seconds:,}",
        "limit": f"{MAX_BYTES:,}",
    }
    return Problem("page-too-costly", Place(file), values, reason)
