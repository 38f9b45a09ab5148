"""One page for each schema: its fields, its keys, and the datasets that use it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from hiraku.model import Dataset, Resource, Schema
from hiraku.publishing.pages.counterexamples import counterexamples
from hiraku.publishing.pages.page_kind import PageKind
from hiraku.publishing.rendering.page import Page
from hiraku.publishing.site import links
from hiraku.publishing.site.published.site import Site
from hiraku.publishing.site.published.table import PublishedResource


class _Use(Struct, frozen=True):
    """A table that follows the schema."""

    dataset: Dataset
    published: PublishedResource

    @property
    def resource(self) -> Resource:
        return self.published.resource

    @property
    def schema_path(self) -> str:
        return links.download(self.dataset, self.resource, "schema.json")

    @property
    def json_schema_path(self) -> str:
        return links.download(self.dataset, self.resource, "json-schema.json")


def _pages(site: Site) -> Iterator[Page]:
    for schema in site.catalog.schemas.values():
        uses = list(_uses(schema, site))
        own = links.schema(schema.id)
        data = {
            "schema": schema,
            "uses": uses,
            "files": [document for document in site.documents if document.path.startswith(own)],
            "good": next((row for use in uses for row in use.published.first), None),
            "refused": list(counterexamples(schema, site.catalog.language)),
        }
        yield Page(links.schema(schema.id), "pages/schema.html", data)


def _uses(schema: Schema, site: Site) -> Iterator[_Use]:
    for published in site.datasets:
        for table in published.resources:
            if table.resource.schema and table.resource.schema.id == schema.id:
                yield _Use(published.dataset, table)


page_kind = PageKind(_pages)
