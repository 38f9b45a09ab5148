"""Table Schema v2 of each resource."""

from collections.abc import Iterator

from hiraku.publishing.metadata import table_schema
from hiraku.publishing.metadata.vocabulary import Vocabulary
from hiraku.publishing.site import links
from hiraku.publishing.site.metadata_file import MetadataFile
from hiraku.publishing.site.published.site import Site

_TITLE = "Table Schema"


def _describe(site: Site) -> Iterator[MetadataFile]:
    for published in site.datasets:
        for resource in published.dataset.resources:
            if resource.schema:
                path = links.download(published.dataset, resource, "schema.json")
                node = table_schema.describe(resource.schema)
                yield MetadataFile(path, _TITLE, node, dataset=published.dataset.id)


vocabulary = Vocabulary(_describe)
