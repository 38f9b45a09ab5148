"""Field types that Table Schema does not know."""

from collections.abc import Collection, Iterator

from hiraku.checking.contracts import Finding, schema_place, schema_rule
from hiraku.checking.types.field_type import field_types
from hiraku.checking.types.list_items import ITEM_TYPES
from hiraku.model import Schema
from hiraku.problems import Place
from hiraku.spelling import nearest

rule = schema_rule(__name__)


@rule.finds
def unknown_types(schema: Schema) -> Iterator[Finding]:
    known = field_types()
    for index, field in enumerate(schema.fields):
        item = str(field.descriptor.get("itemType", "string"))
        if field.type not in known:
            yield _unknown(field.type, known, schema_place(schema, "fields", index, "type"))
        elif field.type == "list" and item not in ITEM_TYPES:
            yield _unknown(item, ITEM_TYPES, schema_place(schema, "fields", index, "itemType"))


def _unknown(name: str, known: Collection[str], place: Place) -> Finding:
    near = nearest(name, known)
    return Finding({"type": name, "nearest": near}, place, hint="near" if near else None)
