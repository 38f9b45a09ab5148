"""One page for each schema: its fields, its keys, and the datasets that use it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hiraku.model import Dataset, Resource, Schema
from hiraku.publishing import links
from hiraku.publishing.site import Site
from hiraku.publishing.templates import Page


@dataclass(frozen=True)
class Use:
    """A table that follows the schema."""

    dataset: Dataset
    resource: Resource

    @property
    def schema_path(self) -> str:
        return links.download(self.dataset, self.resource, "schema.json")


def pages(site: Site) -> Iterator[Page]:
    for schema in site.catalog.schemas.values():
        data = {"schema": schema, "uses": list(_uses(schema, site))}
        yield Page(links.schema(schema.id), "pages/schema.html", data)


def _uses(schema: Schema, site: Site) -> Iterator[Use]:
    for published in site.datasets:
        for each in published.resources:
            if each.resource.schema and each.resource.schema.id == schema.id:
                yield Use(published.dataset, each.resource)
