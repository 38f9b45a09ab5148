"""What pages answer first: the newest figure of a line, findings, entries of lists with a stamp."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from hiraku.model import HEADLINE, Dataset, Field, Period, Resource, Schema, Series, Text, View
from hiraku.problems import Report
from hiraku.publishing.charts.headline_view import headline_of as view_of
from hiraku.publishing.listings.by_theme import ThemeGroup
from hiraku.publishing.listings.entries import entries
from hiraku.publishing.listings.thumbnails import thumbnail
from hiraku.publishing.pages.headline import headline_of
from hiraku.publishing.site.published.chart import Chart, Figures, Heading
from hiraku.publishing.site.published.dataset import PublishedDataset

DAY = Field("on", "date", Text({"ja": "日付"}))
RATE = Field("rate", "number", Text({"ja": "率"}), unit="%")
TOWN = Field("town", "string", Text({"ja": "市町"}))


def dataset(name, *fields, key=("on",), **given):
    schema = Schema("s", fields, Text({"ja": "表"}), primary_key=key)
    resource = Resource(name, "a.csv", Text({"ja": "表"}), schema)
    return Dataset(name, Path(), Text({"ja": name}), (resource,), **given)


def published(own, *charts, stated=None):
    return PublishedDataset(
        own,
        (),
        (),
        "2026-01-01",
        Report(
            (),
        ),
        charts=charts,
        stated=stated,
    )


def chart(kind, rows, *heads, **given):
    view = View(
        "v", kind, Text({"ja": "率"}), Text({"ja": "上がった。"}), fields={"value": "rate"}, **given
    )
    headings = (
        Heading(Text({"ja": "日付"})),
        *(Heading(Text({"ja": head}), number=True, name=head) for head in heads),
    )
    return Chart(view, Figures(headings, rows), {}, {}, {})


def test_a_stated_line_is_the_answer_also_of_years():
    stated = chart(HEADLINE, (("2024", "1.5"), ("2025", "1.0")), "率")
    answer = headline_of(published(dataset("a"), stated=stated))
    assert (answer.value, answer.moment) == ("1.0", "2025")
    assert [(change.since, change.difference) for change in answer.changes] == [("2024", "−0.5")]


def test_a_stated_line_goes_before_a_chart():
    drawn = chart("line", (("2025-01-01", "5"),), "率")
    stated = chart(HEADLINE, (("2025-01-01", "7"),), "率")
    assert headline_of(published(dataset("a"), drawn, stated=stated)).value == "7"
    assert headline_of(published(dataset("a"), drawn)).value == "5"


@pytest.mark.parametrize(
    ("own", "value"),
    [
        (dataset("a", DAY, RATE), "rate"),
        (dataset("a", DAY, RATE, TOWN), "rate"),
        (dataset("a", DAY, TOWN, RATE, key=("on", "town")), None),
        (dataset("a", DAY, RATE, Field("n", "integer", Text({"ja": "数"}))), None),
        (dataset("a", Field("on", "year", Text({"ja": "年"})), RATE), None),
    ],
)
def test_a_table_of_one_line_needs_no_word_of_it(own, value):
    view = view_of(own)
    assert (view.fields["value"] if view else None) == value


def test_datasets_of_a_series_are_one_entry_that_leads_to_the_newest():
    def of(year, name="census"):
        series = Series(name, Text({"ja": "調査"}), Text({"ja": f"{year}年"}))
        period = Period(f"{year}-01-01", f"{year}-12-31")
        return published(dataset(f"{name}-{year}", series=series, temporal=period))

    listed = entries([of(2020), published(dataset("other")), of(2025), of(2015), of(2020, "alone")])
    assert [str(entry.title) for entry in listed] == ["調査", "other", "alone-2020"]
    assert [member.dataset.id for member in listed[0].members] == [
        "census-2025",
        "census-2020",
        "census-2015",
    ]
    assert listed[0].path == "datasets/census-2025/"


def test_an_entry_says_its_finding_or_the_first_sentence():
    text = Text(
        {"ja": "**太字**の[文](https://a.example)です。次の文。", "en": "It is 1.5 long. Next."}
    )
    plain = published(dataset("a", description=text))
    said = entries([plain])[0].said
    assert said.words == {"ja": "太字の文です。", "en": "It is 1.5 long."}
    found = published(dataset("a", description=text), chart("bar", (("x", "1"),), "率"))
    assert str(entries([found])[0].said) == "上がった。"


@pytest.mark.parametrize(
    ("kind", "rows", "drawn"),
    [
        ("line", (("2024", "1"), ("2025", None), ("2026", "-3")), "polyline"),
        ("bar", (("a", "1"), ("b", None), ("c", "0")), "rect"),
    ],
)
def test_a_stamp_is_a_drawing_whatever_is_missing(kind, rows, drawn):
    stamp = ET.fromstring(str(thumbnail(chart(kind, rows, "率"))))
    assert [part.tag for part in stamp if part.tag == drawn]
    assert thumbnail(chart("vega-lite", rows, "率")) is None
    assert thumbnail(replace(chart(kind, rows, "率"), figures=Figures((), ()))) is None


def test_of_a_large_theme_the_newest_stand_at_the_home_and_of_a_small_one_the_first():
    datasets = [
        replace(published(dataset(f"d{n:02}")), modified=f"2022-01-{n + 1:02}") for n in range(13)
    ]
    large, small = ThemeGroup(None, tuple(datasets)), ThemeGroup(None, tuple(datasets[:12]))
    assert large.foremost[0].newest.dataset.id == "d12"
    assert small.foremost[0].newest.dataset.id == "d00"
