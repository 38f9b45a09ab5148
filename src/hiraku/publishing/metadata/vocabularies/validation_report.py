"""The report of the checks, as `hiraku check --format json` writes it."""

from collections.abc import Iterator

from hiraku.languages import Message
from hiraku.publishing.metadata.vocabulary import Vocabulary
from hiraku.publishing.site import links
from hiraku.publishing.site.metadata_file import MetadataFile
from hiraku.publishing.site.published.site import Site
from hiraku.reporting.json_report import as_json

_TITLE = Message("files.validation-report")


def _describe(site: Site) -> Iterator[MetadataFile]:
    for published in site.datasets:
        path = links.document(published.dataset.id, "report.json")
        yield MetadataFile(
            path,
            _TITLE,
            as_json(published.report, site.catalog.language),
            dataset=published.dataset.id,
        )


vocabulary = Vocabulary(_describe)
