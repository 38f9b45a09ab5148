"""What each schema offers by itself: its Table Schema, and an Excel template to fill in."""

from collections.abc import Callable, Iterator

from hiraku.languages import Message
from hiraku.model import Schema
from hiraku.publishing.metadata import table_schema
from hiraku.publishing.metadata.vocabulary import Vocabulary
from hiraku.publishing.site import links
from hiraku.publishing.site.metadata_file import MetadataFile
from hiraku.publishing.site.published.site import Site
from hiraku.publishing.site.site_path import StagePath

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TABLE_SCHEMA = "Table Schema"
_TEMPLATE = Message("files.template")


def _describe(site: Site) -> Iterator[MetadataFile]:
    for schema in site.catalog.schemas.values():
        node = table_schema.describe(schema)
        yield MetadataFile(links.schema_file(schema.id, "schema.json"), _TABLE_SCHEMA, node)
        path = links.template(schema.id)
        yield MetadataFile(path, _TEMPLATE, _template(schema, site.catalog.language), _EXCEL)


def _template(schema: Schema, code: str) -> Callable[[StagePath], None]:
    def write(out: StagePath) -> None:
        from hiraku.publishing.tables.workbook.template import (  # noqa: PLC0415 - XlsxWriter when used
            write_template,
        )

        write_template(schema, out, code)

    return write


vocabulary = Vocabulary(_describe)
