"""The `views` of a descriptor: the charts that a dataset declares.

In other people's packages a view may have any form; those without our keys are passed over.
"""

from __future__ import annotations

from hiraku.model import Text, View
from hiraku.reading.catalog.parts import Tree, key, text

FIELDS = (
    *("category", "group", "x", "series", "code", "value", "target", "unitField", "compare"),
    "rank",
)
_NEEDED = ("name", "specType", "title", "finding")


def views(tree: Tree) -> tuple[View, ...]:
    """Return the views of a descriptor that has the shape of a dataset."""
    return tuple(
        _view(each, position)
        for position, each in enumerate(tree.get("views") or ())
        if all(each.get(needed) for needed in _NEEDED)
    )


def _view(tree: Tree, position: int) -> View:
    return View(
        name=tree["name"],
        kind=tree["specType"],
        title=Text(tree["title"], tree.get("title@en")),
        finding=Text(tree["finding"], tree.get("finding@en")),
        subtitle=text(tree, "subtitle"),
        position=position,
        resource=tree.get("resource", ""),
        fields={each: tree[each] for each in FIELDS if each in tree},
        count=text(tree, "count"),
        unit=text(tree, "unit"),
        by=tree.get("by"),
        sort=tree.get("sort"),
        shows=tree.get("as"),
        highlight=key(tree.get("highlight")),
        filter={field: key(wanted) for field, wanted in (tree.get("filter") or {}).items()},
        labels=_labels(tree),
        spec=tree.get("spec"),
    )


def _labels(tree: Tree) -> dict[str, Text]:
    japanese, english = tree.get("labels") or {}, tree.get("labels@en") or {}
    return {each: Text(japanese.get(each, each), english.get(each)) for each in japanese | english}
