"""What a dataset's page says of each column is what the CSV holds."""

import csv
import re
from decimal import Decimal

import pytest

from hiraku.checking.types.field_type import Order, type_of
from hiraku.publishing.tables.column_profiles import profiles
from hiraku.publishing.tables.published_table import PublishedTable
from hiraku.reading.catalog.catalog import read_catalog
from hiraku.reading.tables import Tables


def tables(root):
    catalog = read_catalog(root).catalog
    with Tables(root) as opened:
        for dataset in catalog.datasets:
            for resource in dataset.resources:
                table = opened.table(dataset, resource)
                yield PublishedTable(
                    table, resource, opened.connection, dataset, catalog.title, "https://x.example/"
                )


def comparable(field, text):
    return Decimal(text) if field.type in {"integer", "number", "year"} else text


def test_a_profile_says_what_a_count_of_the_texts_says(catalog):
    for table in tables(catalog):
        columns = list(zip(*table.values(), strict=True))
        for field, profile, texts in zip(table.fields, profiles(table), columns, strict=True):
            present = [text for text in texts if text is not None]
            assert (profile.present, profile.missing) == (len(present), len(texts) - len(present))
            assert profile.distinct == len({comparable(field, text) for text in present})
            if type_of(field).order is Order.OF_VALUES and present:
                ends = [comparable(field, end) for end in (profile.smallest, profile.largest)]
                values = [comparable(field, text) for text in present]
                assert ends == [min(values), max(values)]
            if field.type == "boolean":
                assert profile.true == present.count("true")


@pytest.mark.parametrize(
    ("dataset", "words"),
    [("dx-consultations", "1〜16"), ("municipalities", "29種類"), ("kpi", "はい 4・いいえ 12")],
)
def test_the_page_tells_the_range(site, dataset, words):
    page = (site / "datasets" / dataset / "index.html").read_text(encoding="utf-8")
    assert words in re.sub(r"\s+", " ", page)


def test_the_nasty_tables_have_profiles_too(nasty_site):
    with (nasty_site / "datasets/nasty/none.csv").open(encoding="utf-8") as stream:
        assert len(list(csv.reader(stream))) == 1
    page = (nasty_site / "datasets/nasty/index.html").read_text(encoding="utf-8")
    assert "値の範囲" in page
