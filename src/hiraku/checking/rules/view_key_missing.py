"""Views that lack what their kind of chart is made of."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, dataset_rule
from hiraku.checking.views.view_places import view_place
from hiraku.model import Dataset, View

# What each kind needs: of the keys that stand together, one.
_NEEDED = {
    "bar": (("category",), ("value", "count")),
    "line": (("x",), ("value", "count")),
    "rank": (("category",), ("value", "count")),
    "change": (("category",), ("value",), ("x",)),
    "small-multiples": (("series",), ("value", "count"), ("x",)),
    "tile-grid": (("code",),),
    "vega-lite": (("spec",),),
}

# What tells two values apart: both texts of the field that is compared.
_BOTH, _TEXTS = 2, "filter: {compare: [.., ..]}"

rule = dataset_rule(__name__)


@rule.finds
def incomplete_views(dataset: Dataset) -> Iterator[Finding]:
    for view in dataset.views:
        for keys in (*_NEEDED[view.kind], *_compared(view), *_whole(view)):
            if not _given(view) & set(keys):
                values = {"kind": view.kind, "keys": " / ".join(keys)}
                yield Finding(values, view_place(dataset, view))


def _compared(view: View) -> tuple[tuple[str, ...], ...]:
    """Return what two values need to be told apart: each other's keys, and both texts."""
    if "compare" not in view.fields and not view.shows:
        return ()
    texts = view.filter.get(view.fields.get("compare", ""), ())
    return (("compare",), ("as",), *(() if len(texts) == _BOTH else ((_TEXTS,),)))


def _whole(view: View) -> tuple[tuple[str, ...], ...]:
    """Return what the rate of the whole needs: a name, and both sums."""
    keys = ("whole", "numerator", "denominator")
    return tuple((key,) for key in keys) if _given(view) & set(keys) else ()


def _given(view: View) -> set[str]:
    others = {"count": view.count, "spec": view.spec, "as": view.shows, "whole": view.whole}
    return {*view.fields, *(key for key, value in others.items() if value)}
