"""What neither one schema nor one file tells: history, the catalog's graph, datasets that went."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from hiraku.changes.compare.report import Subject
from hiraku.changes.compare.sides import Sides
from hiraku.changes.rows.registers import referring
from hiraku.changes.structure.difference import Difference
from hiraku.changes.structure.schemas import field_pairs
from hiraku.changes.verdicts.judgement import Judgement, judgement
from hiraku.changes.verdicts.outcome import Outcome, Value, Word
from hiraku.model import LANGUAGES, Catalog, Dataset, Field, Resource, Schema
from hiraku.problems import Refused
from hiraku.reading.catalog.schemas import build_schema
from hiraku.reading.descriptors.read import parse_descriptor
from hiraku.reading.descriptors.shape import shape_problems

_PAST_SCHEMAS = 50


def dataset_gates(old: Dataset | None, new: Dataset | None, sides: Sides) -> Iterator[Subject]:
    """Tell of a dataset that came, or went with or without a notice."""
    if new:
        difference = Difference("dataset", ("datasets", new.id), None, new.id)
        judged = judgement(difference, Outcome("added"))
        yield _subject(new, judged, new.origin.file, None, new.version)
    elif old:
        noticed = any(withdrawn.id == old.id for withdrawn in sides.new.catalog.withdrawn)
        difference = Difference("dataset", ("datasets", old.id), old.id, None)
        judged = judgement(difference, Outcome("withdrawn" if noticed else "vanished"))
        yield _subject(old, judged, "datasets/catalog.yaml", old.version, None)


def _subject(
    dataset: Dataset, found: Judgement | None, file: str, before: str | None, after: str | None
) -> Subject:
    judgements = (replace(found, file=file, line=1),) if found else ()
    return Subject("dataset", dataset.id, dataset.title, file, judgements, before or after, after)


def history_gates(before: Schema, after: Schema, sides: Sides) -> Iterator[Judgement]:
    """Judge removals by what was announced, and new names by what they once meant."""
    yield from _unannounced(before, after)
    came = [pair.new for pair in field_pairs(before, after) if pair.new and not pair.old]
    if came:
        yield from _reused(came, before, sides)


def _unannounced(before: Schema, after: Schema) -> Iterator[Judgement]:
    today = date.today().isoformat()  # noqa: DTZ011 - a promise ends with its own day
    for pair in field_pairs(before, after):
        if pair.new or not pair.old:
            continue
        stated = pair.old.descriptor.get("deprecated")
        if not stated or str(stated) > today:
            difference = Difference("field", ("fields", pair.old.name), pair.old.name, None)
            until = str(stated) if stated else Word("no-notice")
            values = {"name": pair.old.name, "until": until}
            if judged := judgement(difference, Outcome("early", values=values)):
                yield judged


def _reused(came: list[Field], before: Schema, sides: Sides) -> Iterator[Judgement]:
    names = {field.name: field for field in came}
    seen: set[str] = set()
    for past in _past_schemas(before, sides):
        for field in past.fields:
            now = names.get(field.name)
            if now is None or field.name in seen or _same_meaning(field, now):
                continue
            seen.add(field.name)
            old = [str(field.title), field.type, *filter(None, [field.unit])]
            difference = Difference("field", ("fields", field.name), old, str(now.title))
            if judged := judgement(difference, Outcome("reused", values={"name": field.name})):
                yield judged


def _same_meaning(one: Field, other: Field) -> bool:
    return (one.type, one.unit, str(one.title)) == (other.type, other.unit, str(other.title))


def _past_schemas(schema: Schema, sides: Sides) -> Iterator[Schema]:
    """Yield what a schema's file has been; one that cannot be read says nothing."""
    repository, file = sides.repository, schema.origin.file
    if not repository or not file.startswith("schemas/"):
        return
    for entry in repository.versions(sides.base, file)[:_PAST_SCHEMAS]:
        try:
            document = parse_descriptor(repository.content(entry), file)
        except Refused:
            continue
        if not shape_problems(document, "schema", strict=False):
            yield build_schema(document, schema.id, LANGUAGES)


def reference_gates(
    before: Schema, after: Schema, new: tuple[Dataset, Resource], catalog: Catalog
) -> Iterator[Judgement]:
    """Judge what other tables refer to and what is no longer there under its name."""
    gone = {field.name for field in before.fields} - {field.name for field in after.fields}
    narrowed = {
        pair.new.name
        for pair in field_pairs(before, after)
        if pair.old and pair.new and pair.old.type != pair.new.type
    }
    for other, _, key in referring(*new, catalog):
        for name in sorted({*key.reference_fields} & (gone | narrowed)):
            difference = Difference("reference", ("fields", name), name, other.id)
            values: dict[str, Value] = {"name": name, "others": other.title}
            if judged := judgement(difference, Outcome("broken", values=values)):
                yield judged
