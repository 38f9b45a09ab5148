"""Every published CSV is read by the `csvw` package, with the metadata published beside it."""

import csv
import json
import warnings
from datetime import datetime, time
from decimal import Decimal

import isodate
import pytest
from csvw import TableGroup

from hiraku.conforming.judges.csvw import site_judge
from hiraku.model import Field, Text
from hiraku.publishing.metadata import csvw_datatypes


def documents(site):
    return sorted(site.glob("datasets/*/*.csv-metadata.json"))


MEANINGS = {
    "integer": int,
    "decimal": lambda text: +Decimal(text),  # csvw rounds to the 28 digits of the context
    "date": datetime.fromisoformat,
    "dateTime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "duration": isodate.parse_duration,
    "json": json.loads,
}


def meaning(text, column):
    """Return the value of a text in the file, by its datatype."""
    if text in column.inherit_null():
        return None
    if column.datatype.base == "boolean":
        return text == column.datatype.format.split("|")[0]
    return MEANINGS.get(column.datatype.base, str)(text)


def plain(value, column):
    """Return a value that csvw read; it puts times of day on the day of the reading."""
    return value.time() if column.datatype.base == "time" and value else value


@pytest.mark.judge("csvw")
def test_each_table_read_by_its_metadata_equals_the_csv(any_site):
    read = 0
    for path in documents(any_site):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            group = TableGroup.from_file(path)
            table = group.tables[0]
            columns = table.tableSchema.columns
            found = [list(row.values()) for row in table]
        with (path.parent / str(table.url)).open(encoding="utf-8", newline="") as stream:
            header, *rows = csv.reader(stream)
        assert [described.titles["und"] for described in columns] == [[name] for name in header]
        assert len(found) == len(rows)
        for values, texts in zip(found, rows, strict=True):
            for value, text, column in zip(values, texts, columns, strict=True):
                assert plain(value, column) == meaning(text, column), (path, column.name)
        read += 1
    assert read == len(list(any_site.glob("datasets/*/*json-schema.json")))


def test_keys_hold_and_foreign_keys_lead_to_rows(any_site):
    for path in documents(any_site):
        group = TableGroup.from_file(path)
        assert all(table.check_primary_key() for table in group.tables)
        assert group.check_referential_integrity(), path


def test_a_key_into_another_dataset_is_described(site):
    described = json.loads(
        (site / "datasets/dx-lectures/data.csv-metadata.json").read_text("utf-8")
    )
    own, other = described["tables"]
    (key,) = own["tableSchema"]["foreignKeys"]
    assert key["reference"]["resource"] == other["url"] == "../municipalities/data.csv"
    assert other["suppressOutput"] is True
    assert "suppressOutput" not in own


def test_hiraku_s_own_judge_reads_each_table_where_it_stands(site):
    described = site / "datasets/dx-lectures/data.csv-metadata.json"
    assert [*site_judge.faults(described)] == []


@pytest.mark.parametrize(
    ("field_name", "name"), [("code", "code"), ("_x", "%5Fx"), ("人 口", "%E4%BA%BA%20%E5%8F%A3")]
)
def test_reserved_and_other_names_are_encoded(field_name, name):
    assert csvw_datatypes.name(field_name) == name


def test_booleans_with_two_texts_for_true_are_strings():
    field = Field("b", "boolean", Text({"ja": "b"}), descriptor={"trueValues": ["はい", "Y"]})
    assert csvw_datatypes.datatype(field) == {"base": "string"}
    plain = Field("b", "boolean", Text({"ja": "b"}), descriptor={"trueValues": ["はい"]})
    assert csvw_datatypes.datatype(plain) == {"base": "boolean", "format": "はい|false"}


def test_numbers_in_another_notation_are_strings():
    field = Field("n", "number", Text({"ja": "n"}), descriptor={"groupChar": ","})
    assert csvw_datatypes.datatype(field) == {"base": "string"}
