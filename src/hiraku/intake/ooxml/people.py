"""Who wrote a workbook, as its properties tell (ISO/IEC 29500-2, 11): nobody sees them there."""

from __future__ import annotations

from pathlib import Path

from hiraku.intake.ooxml.package import Package, Unreadable, child

_CORE = "core-properties"
_PEOPLE = ("creator", "lastModifiedBy")
# What programs write there that know of nobody.
_NOBODY = {"", "openpyxl", "Microsoft Office User"}


def named_people(path: Path) -> tuple[str, ...]:
    """Return the names, each once; none where the file is no workbook or tells of nobody."""
    try:
        with Package(path) as package:
            parts = [rel.part for rel in package.relations("").values() if rel.kind == _CORE]
            trees = [package.tree(part) for part in parts[:1]]
    except Unreadable:
        return ()
    elements = (child(tree, key) for tree in trees for key in _PEOPLE)
    names = ((element.text or "").strip()[:100] for element in elements if element is not None)
    return tuple(dict.fromkeys(name for name in names if name not in _NOBODY))
