"""frictionless-py as an implementation for the suite's runner."""

from __future__ import annotations

import datetime as dt
import json
import sys
from decimal import Decimal

from frictionless import Package, Resource, Schema, system
from frictionless.fields.yearmonth import yearmonth


def plain(value):
    """Return a value as the suite writes it."""
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, yearmonth):
        return f"{value.year:04d}-{value.month:02d}"
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value.is_finite() else str(value)
    return value if isinstance(value, bool | int | str | dict | None) else str(value)


def cells(question):
    try:
        field = Schema.from_descriptor({"fields": [question["field"]]}).fields[0]
    except Exception:  # noqa: BLE001 - whatever it raises is its answer
        return [{"valid": False, "errors": ["schema-error"]} for _ in question["texts"]]
    return [cell(field, text) for text in question["texts"]]


def cell(field, text):
    try:
        value, notes = field.read_cell(text)
    except Exception:  # noqa: BLE001 - whatever it raises is its answer
        return {"valid": False, "errors": ["crash"]}
    return {"valid": False} if notes else {"valid": True, "value": plain(value)}


def table(question, rows):
    try:
        resources = [
            Resource(name=name, data=other["table"], schema=Schema.from_descriptor(other["schema"]))
            for name, other in question["resources"].items()
        ]
        schema = Schema.from_descriptor(question["schema"])
        package = Package(resources=[*resources, Resource(name="t", data=rows, schema=schema)])
        errors = {row[0] for row in package.validate().flatten(["type"])}
    except Exception:  # noqa: BLE001 - whatever it raises is its answer
        return {"valid": False, "errors": ["crash"]}
    return {"valid": not errors, "errors": sorted(errors)}


def answer(question):
    """Return a verdict for each text or table of a question."""
    if "field" in question:
        return cells(question)
    return [table(question, rows) for rows in question["tables"]]


def main():
    with system.use_context(trusted=False):
        for line in sys.stdin:
            print(json.dumps(answer(json.loads(line)), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
