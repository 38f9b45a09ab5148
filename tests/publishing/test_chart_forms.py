"""The forms for many areas: rank, change over time, small multiples."""

import csv
from decimal import Decimal

import pytest
import yaml
from charts import texts
from test_charts import Rows, view

from hiraku.model import Field, Text
from hiraku.publishing.charts import drawing
from hiraku.publishing.charts.forms import rank, small_multiples
from hiraku.publishing.charts.words import Words
from hiraku.publishing.site.language import language
from hiraku.publishing.site.published.chart import WHOLE
from hiraku.publishing.tables import round_numbers as scale

WHOLE_KEYS = {
    "whole": Text({"ja": "全体", "en": "Whole"}),
    "numerator": "cards",
    "denominator": "people",
}


def table(*rows, unit="%"):
    """Return a table of moments, names, values and what these are shares of."""
    fields = [
        Field("on", "date", Text({"ja": "日"})),
        Field("name", "string", Text({"ja": "名前"})),
        Field("rate", "number", Text({"ja": "率"}), unit=unit),
        Field("cards", "integer", Text({"ja": "枚"})),
        Field("people", "integer", Text({"ja": "人"})),
    ]
    return Rows(fields, list(rows))


FIRST = ("2022-01-01", "津市", "40.0", "40", "100"), ("2022-01-01", "亀山市", "10.0", "30", "300")
LAST = ("2022-12-31", "津市", "55.5", "50", "90"), ("2022-12-31", "亀山市", "20.1", "60", "299")


def shown(chosen, *rows, **options):
    return drawing.figures(chosen, table(*rows, **options), ())


def drawn(chosen, figures, language="ja"):
    made = {
        drawing_.language: drawing_ for drawing_ in drawing.drawn(chosen, figures, ("ja", "en"))
    }
    return texts(made[language].file)


def ranked(**keys):
    return view("rank", category="name", value="rate", **keys)


# Rank


def test_bars_come_in_order_with_ranks_that_equals_share():
    rows = [
        ("", name, value, "", "") for name, value in zip("abcd", ("5", "7", "7", "1"), strict=True)
    ]
    figures = shown(ranked(), *rows)
    assert [row[::2] for row in figures.rows] == [("b", "1"), ("c", "1"), ("a", "3"), ("d", "4")]
    least = shown(ranked(sort="ascending"), *rows)
    assert [row[2] for row in least.rows] == ["1", "2", "3", "3"]


def test_what_has_no_value_has_no_rank_and_comes_last():
    figures = shown(ranked(), ("", "a", None, "", ""), ("", "b", "3", "", ""))
    assert figures.rows == (("b", "3", "1"), ("a", None, None))


def test_the_reference_stands_in_its_place_without_a_rank():
    rows = [("", name, value, "", "") for name, value in (("a", "5"), ("県", "4"), ("b", "3"))]
    figures = shown(ranked(reference="県"), *rows)
    assert figures.rows == (("a", "5", "1"), ("県", "4", ""), ("b", "3", "2"))


def test_the_whole_is_the_sum_of_parts_over_the_sum_of_wholes():
    figures = shown(ranked(**WHOLE_KEYS), *FIRST)
    assert figures.rows == (("津市", "40.0", "1"), (WHOLE, "17.5", ""), ("亀山市", "10.0", "2"))
    assert "全体" in drawn(ranked(**WHOLE_KEYS), figures)
    assert "Whole" in drawn(ranked(**WHOLE_KEYS), figures, "en")


def test_the_whole_is_no_percent_where_the_values_are_none():
    figures = shown(ranked(**WHOLE_KEYS), *FIRST, unit="枚/人")
    assert (WHOLE, "0.2", "") in figures.rows


def test_a_row_without_one_of_both_sums_counts_in_neither():
    figures = shown(ranked(**WHOLE_KEYS), *FIRST, ("2022-01-01", "尾鷲市", None, None, "900"))
    assert (WHOLE, "17.5", "") in figures.rows


def test_of_many_the_first_are_drawn_and_the_chart_says_so():
    rows = [("", f"n{at:02d}", str(100 - at), "", "") for at in range(60)]
    figures = shown(ranked(), *rows)
    assert figures.cut == 50
    written = drawn(ranked(), figures, "en")
    assert "n49" in "".join(written)
    assert "n50" not in "".join(written)
    assert any("50" in text and "60" in text for text in written)


def test_the_whole_and_sums_are_exact_at_any_length():
    long = f"0.{'3' * 40}"
    figures = shown(ranked(**WHOLE_KEYS), ("", "a", long, "1", "3"), ("", "a", long, "1", "3"))
    assert figures.rows == (
        (WHOLE, f"33.{'3' * 40}", ""),
        ("a", f"0.{'6' * 40}", "1"),
    )
    large = [
        ("", name, value, "", "") for name, value in (("a", f"{2**53}"), ("b", f"{2**53 + 1}"))
    ]
    assert [row[2] for row in shown(ranked(), *large).rows] == ["1", "2"]


def test_the_measure_is_drawn_though_it_stands_behind_those_that_are():
    rows = [("", f"n{at:02d}", str(100 - at), "", "") for at in range(60)]
    chosen = ranked(reference="県")
    figures = shown(chosen, *rows, ("", "県", "1", "", ""))
    written = drawn(chosen, figures, "en")
    assert "県" in written
    assert "These are the first 50 of 60 bars." in written
    assert not shown(chosen, *rows[:50], ("", "県", "1", "", "")).cut


def test_many_names_are_ranked_in_time_that_grows_with_their_number():
    compared = []

    class Counted(Decimal):
        def __eq__(self, other):
            compared.append(other)
            return super().__eq__(other)

        __hash__ = Decimal.__hash__

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rank, "Decimal", Counted)
        shown(ranked(), *(("", f"n{at}", str(at), "", "") for at in range(500)))
    assert len(compared) < 50_000


# Change over time


def changed(**keys):
    return view("change", category="name", value="rate", x="on", **keys)


def test_the_first_and_the_last_moment_are_compared_exactly():
    between = ("2022-06-30", "津市", "99.9", "", "")
    figures = shown(changed(sort="descending"), *LAST, between, *FIRST)
    assert figures.rows == (("津市", "40.0", "55.5", "+15.5"), ("亀山市", "10.0", "20.1", "+10.1"))


def test_a_fall_is_written_with_a_true_minus_and_comes_first_if_so_sorted():
    rows = [
        *LAST,
        *FIRST,
        ("2022-01-01", "鳥羽市", "9", "", ""),
        ("2022-12-31", "鳥羽市", "7", "", ""),
    ]
    chosen = changed(sort="ascending")
    figures = shown(chosen, *rows)
    assert figures.rows[0] == ("鳥羽市", "9", "7", "-2")
    assert {"−2", "+15.5", "2022年1月1日", "2022年12月31日"} <= set(drawn(chosen, figures))


def test_what_has_no_value_at_one_of_both_moments_is_not_drawn():
    figures = shown(changed(), *FIRST, LAST[0])
    assert figures.rows[-1] == ("亀山市", "10.0", None, None)
    assert "亀山市" not in drawn(changed(), figures)


def test_of_many_changes_those_that_are_drawn_are_counted():
    def rows(known):
        return (
            (day, f"n{at:02d}", value if at < known else None, "", "")
            for at in range(60)
            for day, value in (("2022", "1"), ("2023", str(at)))
        )

    assert not shown(changed(), *rows(50)).cut
    figures = shown(changed(), *rows(55))
    assert (figures.cut, figures.drawable) == (50, 55)
    said = "全部で55のうち、はじめの50だけを描いています。"
    assert Words(changed(), language("ja", "ja")).cut(figures) == said


# Small multiples


def panels(**keys):
    return view("small-multiples", series="name", value="rate", x="on", **keys)


def test_each_line_has_a_panel_with_its_name_and_its_newest_value():
    written = drawn(panels(), shown(panels(), *FIRST, *LAST), "ja")
    assert {"津市", "55.5%", "亀山市", "20.1%", "2022"} <= set(written)


def test_panels_are_sorted_by_their_newest_value_and_the_measure_is_none_of_them():
    chosen = panels(sort="ascending", **WHOLE_KEYS)
    figures = shown(chosen, *FIRST, *LAST)
    assert [head.name for head in figures.headings[1:]] == ["亀山市", "津市", WHOLE]
    assert figures.rows == (
        ("2022-01-01", "10.0", "40.0", "17.5"),
        ("2022-12-31", "20.1", "55.5", "28.3"),
    )
    written = drawn(chosen, figures)
    assert "点線：全体 28.3%" in written
    assert "全体" not in written


def test_a_reference_is_a_line_in_each_panel():
    chosen = panels(reference="亀山市")
    written = drawn(chosen, shown(chosen, *FIRST, *LAST), "en")
    assert "Dashed: 亀山市 20.1%" in written
    assert "亀山市" not in written


def test_a_name_that_is_longer_than_its_panel_is_cut_with_an_ellipsis():
    long = [
        (day, "とても長い名前の市町村の組合", "1", "", "") for day in ("2021-01-01", "2022-01-01")
    ]
    written = drawn(panels(), shown(panels(), *long))
    assert any(text.endswith("…") and text.startswith("とても") for text in written)


def test_a_panel_of_one_known_value_has_a_dot():
    figures = shown(panels(), *FIRST, LAST[0])
    spec = small_multiples.chart_form.spec(panels(), figures, Words(panels(), language("ja", "ja")))
    points = [layer for layer in spec["layer"] if layer["mark"]["type"] == "point"]
    assert [len(layer["data"]["values"]) for layer in points] == [1]


def test_panels_without_a_value_come_last_in_either_order():
    rows = [
        ("2022", name, value, "", "") for name, value in zip("abc", ("-5", None, "3"), strict=True)
    ]
    for order, wanted in (("descending", "cab"), ("ascending", "acb")):
        chosen = panels(sort=order)
        figures = shown(chosen, *rows)
        assert "".join(head.name for head in figures.headings[1:]) == wanted


def test_of_many_panels_the_first_are_drawn_and_the_chart_says_of_how_many():
    rows = [("2022", f"n{at:02d}", "1", "", "") for at in range(70)]
    figures = shown(panels(), *rows)
    assert (figures.cut, figures.drawable, len(figures.rows)) == (60, 70, 1)
    assert Words(panels(), language("en", "ja")).cut(figures) == "Of 70, the first 60 are drawn."


NOTHING = ("2022-01-01", "津市", None, None, None), ("2022-12-31", "津市", None, None, None)


@pytest.mark.parametrize("rows", [(), NOTHING, NOTHING[:1]], ids=["no rows", "no values", "one"])
@pytest.mark.parametrize(
    "chosen",
    [
        changed(),
        panels(),
        panels(**WHOLE_KEYS),
        panels(reference="亀山市"),
        view("line", x="on", value="rate", series="name"),
    ],
    ids=lambda chosen: chosen.kind,
)
def test_where_nothing_is_known_nothing_is_drawn(chosen, rows):
    figures = shown(chosen, *rows)
    assert not figures.rows
    assert not [*drawing.drawn(chosen, figures, ("ja",))]


def test_a_reference_alone_makes_no_panels_and_one_moment_no_change():
    assert not shown(panels(reference="津市"), FIRST[0]).rows
    assert not shown(changed(), *FIRST).rows


# The first catalog


def views_of(catalog):
    path = catalog / "datasets/mynumber-card-municipalities/datapackage.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))["views"]


def of_dataset(catalog, name):
    with (catalog / "datasets" / name / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_whole_that_is_reckoned_is_what_the_prefecture_published(catalog):
    rows = of_dataset(catalog, "mynumber-card-municipalities")
    published = {
        row["as_of"]: row["issuance_rate"]
        for row in of_dataset(catalog, "mynumber-card-issuance")
        if row["area"] == "三重県"
    }
    chosen = view(
        "small-multiples",
        series="name",
        value="rate",
        x="on",
        **WHOLE_KEYS,
    )
    keys = ("as_of", "municipality_name", "issuance_rate", "cards_issued", "population")
    figures = shown(chosen, *(tuple(row[key] for key in keys) for row in rows))
    assert {row[0]: row[-1] for row in figures.rows} == published
    assert len(published) == 46


def test_the_finding_of_the_panels_is_true(catalog):
    (each,) = (chosen for chosen in views_of(catalog) if chosen["name"] == "each")
    days = each["filter"]["as_of"]
    lines, whole = {}, {}
    for row in of_dataset(catalog, "mynumber-card-municipalities"):
        lines.setdefault(row["municipality_name"], {})[row["as_of"]] = Decimal(row["issuance_rate"])
    for row in of_dataset(catalog, "mynumber-card-issuance"):
        if row["area"] == "三重県":
            whole[row["as_of"]] = Decimal(row["issuance_rate"])
    above = [name for name, rates in lines.items() if all(rates[d] > whole[d] for d in days)]
    below = [name for name, rates in lines.items() if all(rates[d] < whole[d] for d in days)]
    said = f"{len(days)}回とも県全体を上回ったのは{'、'.join(above)}の{len(above)}市町で、"
    assert each["finding"] == f"{said}{len(below)}市町は{len(days)}回とも下回りました。"


def test_a_heavy_drawing_is_opened_by_who_wants_it(site):
    page = (site / "datasets/mynumber-card-municipalities/index.html").read_text(encoding="utf-8")
    figure = page.split('id="chart-each"')[1].split("</figure>")[0]
    assert '<img src="chart-each.svg" alt="6回とも' in figure
    assert "<svg" not in figure
    embed = site / "datasets/mynumber-card-municipalities/embed-each.html"
    assert "<svg" in embed.read_text(encoding="utf-8")


@pytest.mark.parametrize(("values", "wanted"), [([43.8, 67.8], 80.0), ([0.3], 0.3), ([-5, 5], 5.0)])
def test_a_scale_has_zero_and_ends_at_a_round_number(values, wanted):
    ticks = scale.ticks(values, 4)
    assert 0.0 in ticks
    assert ticks[-1] == wanted
    assert len(ticks) <= 6
