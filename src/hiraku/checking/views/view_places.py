"""Where the keys of a view stand, what it is called there, and the table that it shows."""

from __future__ import annotations

from hiraku.languages import Message
from hiraku.model import HEADLINE, Dataset, Key, Resource, View
from hiraku.problems import Place


def view_place(dataset: Dataset, view: View, *keys: Key) -> Place:
    own: tuple[Key, ...] = ("headline",) if view.kind == HEADLINE else ("views", view.position)
    path = (*own, *keys)
    line = dataset.origin.line(*path)
    return Place(dataset.origin.file, line=line, key=".".join(map(str, path)))


def called(view: View) -> Message:
    """Return the words for what a view is in its descriptor: a chart, or the headline."""
    return Message("charts.of-headline" if view.kind == HEADLINE else "charts.of-view")


def shown_resource(dataset: Dataset, view: View) -> Resource | None:
    """Return the resource that a view shows: the first where it names none."""
    if not view.resource:
        return dataset.resources[0]
    return next(
        (resource for resource in dataset.resources if resource.name == view.resource), None
    )
