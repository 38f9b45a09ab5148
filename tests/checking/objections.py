"""What the reference, or plain sense, has against the cells that SQL acquits."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from frictionless import FrictionlessException
from frictionless import Schema as Reference

from hiraku.checking.cells import constraints
from hiraku.checking.cells.judge import Judge
from hiraku.checking.cells.own_constraints import own_constraints
from hiraku.checking.types.field_type import field_types
from hiraku.model import Field, Origin
from hiraku.reading.catalog.schemas import schema_from
from hiraku.sql import any_of

TYPES = field_types()
VERSION = "https://datapackage.org/profiles/2.0/tableschema.json"

# What a canonical text looks like, said a second time and apart from the source.
CANONICAL = {
    "integer": r"0|-?[1-9][0-9]*",
    "number": r"-?(0|[1-9][0-9]*)(\.[0-9]+)?",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "datetime": r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\.[0-9]+)?(Z|[-+][0-9:]{5})?",
    "time": r"[0-9]{2}:[0-9]{2}:[0-9]{2}",
    "year": r"[0-9]{4}",
    "yearmonth": r"[0-9]{4}-[0-9]{2}",
}
DENOTED = {
    "integer": lambda text, tree: int(_digits(text, tree)),
    "number": lambda text, tree: Decimal(_digits(text, tree)),
    "boolean": lambda text, tree: text in tree.get("trueValues", ["true"]),
    "date": lambda text, _: date.fromisoformat(text),
    "datetime": lambda text, _: datetime.fromisoformat(text),
    "time": lambda text, _: time.fromisoformat(text),
    "year": lambda text, _: int(text),
    "yearmonth": lambda text, _: tuple(int(part) for part in text.split("-")),
    "array": lambda text, _: json.loads(text),
    "object": lambda text, _: json.loads(text),
    "geojson": lambda text, _: json.loads(text),
    "duration": lambda text, _: _duration(text),
    "geopoint": lambda text, _: _point(text),
    "list": lambda text, tree: [
        DENOTED.get(tree.get("itemType"), lambda item, _: item)(item, {})
        for item in text.split(tree.get("delimiter", ","))
    ],
}
PATTERNED = {
    "date": lambda text, tree: datetime.strptime(text, tree["format"]).date(),  # noqa: DTZ007
    "datetime": lambda text, tree: datetime.strptime(text, tree["format"]),  # noqa: DTZ007
    "time": lambda text, tree: datetime.strptime(text, tree["format"]).time(),  # noqa: DTZ007
}

JSON = {"array", "object", "geojson"}


def field_of(tree):
    return schema_from({"fields": [tree]}, "s", Origin("s")).fields[0]


def acquitted(connection, field, texts):
    """Return each text that SQL lets pass, just as a check does, with the JSON written of it."""
    module = TYPES[field.type]
    missing = any_of("t", tuple(missing_value.value for missing_value in field.missing_values))
    sound = f"({module.acquits('t', field)} AND {constraints.obeys('t', field)})"
    written = module.json(module.value("t", field), field)
    return connection.execute(
        f"SELECT t, {written} FROM (SELECT unnest(?::VARCHAR[]) AS t) "
        f"WHERE NOT ({missing}) AND ({sound}) IS TRUE",
        [texts],
    ).fetchall()


def reference_of(tree):
    """Return the reference's reader of a field, None where it cannot judge such a field.

    What only hiraku knows is left out: the constraints that the reference has not.
    """
    own = own_constraints(field_of(tree))
    held = {
        key: constraint for key, constraint in tree.get("constraints", {}).items() if key not in own
    }
    kept = {**tree, "constraints": held}
    try:
        described = Reference.from_descriptor({"$schema": VERSION, "fields": [kept]})
        return described.fields[0].create_cell_reader()
    except FrictionlessException:
        return None


def objections(connection, tree, texts):
    """Return what is to be said against each acquittal, the shortest text first."""
    return sorted(_heard(connection, tree, texts), key=lambda each: len(each[0]))


def first_objection(connection, tree, texts):
    return next(_heard(connection, tree, texts), None)


def _heard(connection, tree, texts):
    field = field_of(tree)
    hearing = Hearing(tree, field, reference_of(tree), Judge(field))
    for text, written in acquitted(connection, field, texts):
        if objection := hearing.objection(text, written):
            yield text, objection


@dataclass
class Hearing:
    tree: dict
    field: Field
    read: object
    judge: Judge

    def objection(self, text, written):
        try:
            value, notes = self.read(self.plain(text))
        except Exception as error:  # noqa: BLE001 - whatever it raises, it does not accept
            value, notes = None, error
        if notes:
            return f"the reference refuses it: {notes}"
        return self.wrong(value, text, written)

    def plain(self, text):
        """Take out an integer's groupChar, as the judge does: the reference knows none."""
        group = self.tree.get("groupChar", "") if self.field.type == "integer" else ""
        return text.replace(group, "")

    def wrong(self, value, text, written):
        if broken := self.judge.verdict(text).broken:
            return f"the judge refuses it: {broken}"
        if denoted(self.tree, text) != value:
            return f"the reference reads {value!r}"
        if not is_canonical(self.field, value, text):
            return "it is not canonical"
        if json_value(self.field, value, text) != as_json(self.field, written):
            return f"its JSON is {written}"
        return None


def denoted(tree, text):
    reading = DENOTED.get(tree["type"])
    if "%" in tree.get("format", ""):
        reading = PATTERNED[tree["type"]]
    try:
        return reading(text, tree) if reading else text
    except (ValueError, ArithmeticError, TypeError):
        return None


def _digits(text, tree):
    """Return the plain digits of a number, read apart from the source."""
    group, decimal = tree.get("groupChar", ""), tree.get("decimalChar", ".")
    if tree.get("bareNumber") is False:
        text = re.search(r"-?[0-9](.*[0-9])?", text, re.ASCII)[0]
    return text.replace(group, "").replace(decimal, ".")


_PARTS = "(-?)P" + "".join(rf"(?:(\d+){unit})?" for unit in "YMWD")
_PARTS += "(?:T" + "".join(rf"(?:([\d.]+){unit})?" for unit in "HMS") + ")?"


def _duration(text):
    found = re.fullmatch(_PARTS, text, re.ASCII)
    if not found:
        return None
    sign, *parts = found.groups()
    years, months, weeks, days, hours, minutes, seconds = (float(part or 0) for part in parts)
    rest = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return _Duration(-1 if sign else 1, years * 12 + months, rest)


class _Duration:
    """A number of months and the rest, compared with what the reference reads."""

    def __init__(self, sign, months, rest):
        self.parts = sign * months, sign * rest

    def __eq__(self, other):
        months = 0 if isinstance(other, timedelta) else float(other.years * 12 + other.months)
        rest = other if isinstance(other, timedelta) else other.tdelta
        return self.parts == (months, rest)

    __hash__ = None


def _point(text):
    """Return longitude and latitude; JSON numbers are read as a program reads them."""
    if text[0] not in "[{":
        return tuple(Decimal(number) for number in text.split(","))
    tree = json.loads(text)
    return tuple(map(Decimal, tree if isinstance(tree, list) else (tree["lon"], tree["lat"])))


def is_canonical(field, value, text):
    plain = "%" not in field.format and not {"bareNumber", "groupChar", "decimalChar"} & {
        *field.descriptor
    }
    shape = CANONICAL.get(field.type) if plain else None
    shaped = not shape or re.fullmatch(shape, text, re.ASCII) is not None
    return shaped and TYPES[field.type].canonical(value, text, field) == text


def as_json(field, written):
    numbers = {} if _is_json(field) else {"parse_float": Decimal}
    try:
        return json.loads(written, **numbers)
    except json.JSONDecodeError:
        return None


def json_value(field, value, text):
    """Return the value that JSON should hold: exact numbers, and texts for all but truth."""
    if _is_json(field):
        return json.loads(text)
    if field.type in {"geopoint", "duration"}:
        return text
    if field.type == "list":
        return [_plain(item) for item in value]
    return _plain(value) if field.type != "yearmonth" else f"{value[0]:04d}-{value[1]:02d}"


def _plain(value):
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**53:
        return str(value)
    if isinstance(value, datetime):
        return _Moment(value)
    return value.isoformat() if isinstance(value, (date, time)) else value


class _Moment:
    """A moment, equal to each text of it: the digits of its fraction are kept as written."""

    def __init__(self, value):
        self.value = value

    def __eq__(self, text):
        return isinstance(text, str) and datetime.fromisoformat(text) == self.value

    __hash__ = None


def _is_json(field):
    return field.type in JSON or (field.type == "geopoint" and field.format != "default")
