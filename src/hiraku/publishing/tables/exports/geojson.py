"""For maps (RFC 7946): one feature a row, where the schema says which fields tell the place.

The properties are the row as it stands in the JSON download; a row without a place has no geometry.
"""

from collections.abc import Iterator
from pathlib import Path

from hiraku.languages import Message
from hiraku.model import Words
from hiraku.publishing.site.site_path import StagePath, below, scratch_beside
from hiraku.publishing.tables.export import Export
from hiraku.publishing.tables.geometry import Geography, geography
from hiraku.publishing.tables.published_table import PublishedTable

_INAPPLICABLE = ""
_LIMITS = (180, 90)


def _omitted(table: PublishedTable) -> Words | None:
    place = geography(table.fields)
    if not place:
        return _INAPPLICABLE
    if len(place.positions) > 1 and _off_the_earth(table, place):
        return Message("files.off-the-earth")
    return None


def _write(table: PublishedTable, out: StagePath) -> None:
    with (
        scratch_beside(out) as scratch,
        out.open("w", encoding="utf-8") as stream,
    ):
        rows = below(scratch, "rows.ndjson")
        table.copy_objects(rows, "", "\n", "")
        stream.write('{"type":"FeatureCollection","features":[')
        for number, feature in enumerate(_features(table, rows)):
            stream.write((",\n" if number else "\n") + feature)
        stream.write("\n]}\n")


def _features(table: PublishedTable, rows: Path) -> Iterator[str]:
    place = geography(table.fields)
    with rows.open(encoding="utf-8", newline="\n") as properties:
        for values, line in zip(table.values(), properties, strict=True):
            geometry = _geometry(place, values) if place else "null"
            text = line.rstrip("\n")
            yield f'{{"type":"Feature","geometry":{geometry},"properties":{text}}}'


def _geometry(place: Geography, values: tuple[str | None, ...]) -> str:
    texts = [text for text in (values[at] for at in place.positions) if text is not None]
    return place.geometry(texts) if len(texts) == len(place.positions) else "null"


def _off_the_earth(table: PublishedTable, place: Geography) -> bool:
    columns = [table.table.columns[at] for at in place.positions]
    beyond = [
        f"abs(TRY_CAST({column} AS DOUBLE)) > {limit}"
        for column, limit in zip(columns, _LIMITS, strict=True)
    ]
    query = f"SELECT count_if({' OR '.join(beyond)}) FROM {table.table.sql}"
    return bool((table.connection.execute(query).fetchone() or (0,))[0])


export = Export(
    title="GeoJSON",
    extension="geojson",
    media_type="application/geo+json",
    dcat_format="GEOJSON",
    audience=Message("files.geojson-for"),
    position=4,
    omitted=_omitted,
    write=_write,
)
