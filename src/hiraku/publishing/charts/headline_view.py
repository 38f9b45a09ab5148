"""The line of which the newest figure is the answer of a dataset, where it is no chart.

It is the one that the descriptor states. Where it states none and has no charts either, a table
whose key is a day and nothing else, and which has one number, can be but one line.
"""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.checking.types.field_type import type_of
from hiraku.model import HEADLINE, Dataset, Resource, Text, View


def headline_of(dataset: Dataset) -> View | None:
    if dataset.headline or dataset.views:
        return dataset.headline
    return next((view for resource in dataset.resources for view in _only_line(resource)), None)


def _only_line(resource: Resource) -> Iterator[View]:
    schema = resource.schema
    days = [field for field in schema.fields if field.type == "date"] if schema else []
    if not schema or schema.primary_key not in {(day.name,) for day in days}:
        return
    numbers = [field for field in schema.fields if type_of(field).quantity]
    if len(numbers) == 1:
        fields = {"x": schema.primary_key[0], "value": numbers[0].name}
        yield View(
            HEADLINE, HEADLINE, numbers[0].title, Text({}), resource=resource.name, fields=fields
        )
