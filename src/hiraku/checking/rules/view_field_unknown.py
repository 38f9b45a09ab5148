"""Views that name a field which the table does not have."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, dataset_rule
from hiraku.checking.views.vega_fields import named_fields
from hiraku.checking.views.view_places import called, shown_resource, view_place
from hiraku.model import Dataset, Key, View
from hiraku.problems import Value
from hiraku.spelling import nearest

rule = dataset_rule(__name__)


@rule.finds
def views_of_unknown_fields(dataset: Dataset) -> Iterator[Finding]:
    for view in dataset.pictured:
        resource = shown_resource(dataset, view)
        if not resource or not resource.schema:
            continue
        known = [field.name for field in resource.schema.fields]
        for keys, name in _named(view):
            if name not in known:
                near = nearest(name, known)
                values: dict[str, Value] = {
                    "part": called(view),
                    "name": name,
                    "nearest": near,
                    "known": tuple(known),
                }
                place = view_place(dataset, view, *keys)
                yield Finding(values, place, hint="near" if near else None)


def _named(view: View) -> Iterator[tuple[tuple[Key, ...], str]]:
    """Yield where a view names a field, and which."""
    yield from (((key,), name) for key, name in view.fields.items())
    yield from ((("filter", name), name) for name in view.filter)
    yield from ((("spec", *keys), name) for keys, name in named_fields(view.spec or {}))
