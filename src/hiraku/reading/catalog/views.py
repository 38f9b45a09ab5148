"""The `views` of a descriptor: the charts that a dataset declares.

In other people's packages a view may have any form; those without our keys are passed over.
"""

from __future__ import annotations

from hiraku.model import HEADLINE, Text, View
from hiraku.reading.catalog.descriptor_parts import Codes, Tree, key, text

FIELDS = (
    *("category", "group", "x", "series", "code", "value", "target", "unitField", "compare"),
    *("rank", "numerator", "denominator"),
)
_NEEDED = ("name", "specType", "title", "finding")


def views(tree: Tree, codes: Codes) -> tuple[View, ...]:
    """Return the views of a descriptor that has the shape of a dataset."""
    return tuple(
        _view(view, position, codes)
        for position, view in enumerate(tree.get("views") or ())
        if all(view.get(needed) for needed in _NEEDED)
    )


def headline(tree: Tree, codes: Codes) -> View | None:
    """Return the line of which the newest figure is the answer; None where none is stated."""
    stated = tree.get("headline")
    if not stated:
        return None
    named = {"name": HEADLINE, "specType": HEADLINE, "title": "", "finding": ""}
    return _view({**named, **stated}, 0, codes)


def _view(tree: Tree, position: int, codes: Codes) -> View:
    return View(
        name=tree["name"],
        kind=tree["specType"],
        title=text(tree, "title", codes) or Text({}),
        finding=text(tree, "finding", codes) or Text({}),
        subtitle=text(tree, "subtitle", codes),
        position=position,
        resource=tree.get("resource", ""),
        fields={role: tree[role] for role in FIELDS if role in tree},
        count=text(tree, "count", codes),
        unit=text(tree, "unit", codes),
        by=tree.get("by"),
        sort=tree.get("sort"),
        shows=tree.get("as"),
        highlight=key(tree.get("highlight")),
        filter={field: key(wanted) for field, wanted in (tree.get("filter") or {}).items()},
        labels=_labels(tree, codes),
        spec=tree.get("spec"),
        rank_among=text(tree, "rankAmong", codes),
        reference=tree.get("reference", ""),
        whole=text(tree, "whole", codes),
    )


def _labels(tree: Tree, codes: Codes) -> dict[str, Text]:
    """Return other words for texts of the data; the text itself where a language has none."""
    first, *others = codes
    plain = tree.get("labels") or {}
    further = {code: tree.get(f"labels@{code}") or {} for code in others}
    named = dict.fromkeys([*plain, *(word for words in further.values() for word in words)])
    return {
        word: Text(
            {first: plain.get(word, word)}
            | {code: words[word] for code, words in further.items() if word in words}
        )
        for word in named
    }
