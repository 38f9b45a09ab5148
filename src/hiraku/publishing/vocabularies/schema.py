"""Table Schema v2 of each resource."""

from collections.abc import Iterator

from hiraku.model import Text
from hiraku.publishing import links, table_schema
from hiraku.publishing.described import Described, Document

title = Text("Table Schema", "Table Schema")


def describe(subject: Described) -> Iterator[Document]:
    for resource in subject.dataset.resources:
        if resource.schema:
            path = links.download(subject.dataset, resource, "schema.json")
            yield Document(path, title, table_schema.describe(resource.schema))
