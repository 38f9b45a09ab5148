"""Who wrote a workbook, as its properties tell: nobody sees them there.

They stand in a part of ISO/IEC 29500-2, 11, or in `meta.xml` of OpenDocument (ISO/IEC 26300-3, 4).
"""

from __future__ import annotations

from pathlib import Path

from hiraku.intake.ooxml.package import Package, Unreadable, local

_CORE, _META = "core-properties", "meta.xml"
_PEOPLE = {"creator", "lastModifiedBy", "initial-creator", "printed-by"}
# What programs write there that know of nobody.
_NOBODY = {"", "openpyxl", "Microsoft Office User"}


def named_people(path: Path) -> tuple[str, ...]:
    """Return the names, each once; none where the file is no workbook or tells of nobody."""
    try:
        with Package(path) as package:
            related = package.relations("").values()
            parts = [relation.part for relation in related if relation.kind == _CORE]
            parts += [_META] if _META in package.parts else []
            trees = [package.tree(part) for part in parts[:1]]
    except Unreadable:
        return ()
    elements = (element for tree in trees for element in tree.iter() if local(element) in _PEOPLE)
    names = ((element.text or "").strip()[:100] for element in elements)
    return tuple(dict.fromkeys(name for name in names if name not in _NOBODY))
