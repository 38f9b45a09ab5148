"""Sums of lengths are the same under every Python: 3.12 adds floats more exactly than 3.11 did."""

import ast
from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import hiraku
from hiraku.publishing.charts import lettering
from hiraku.publishing.metadata.vocabularies import badge
from hiraku.publishing.previews import gzip_members
from hiraku.publishing.tables.workbook import widths

# Where whole numbers and decimals are added, which every Python adds alike.
ADDING_WHOLE_NUMBERS = {
    "charts/forms/change.py",
    "charts/forms/tile_grid.py",
    "charts/svg/caption.py",
    "metadata/search_index.py",
    "metadata/vocabularies/dataset_list.py",
    "pages/kinds/home.py",
    "pages/kinds/municipalities.py",
    "pages/kinds/quality.py",
    "rendering/table_cells.py",
    "site/published/chart.py",
    "staging/search_rows.py",
    "tables/area_figures.py",
    "tables/telling_rows.py",
}
TEXTS = st.text(st.sampled_from("aあ1ー（"), min_size=1, max_size=40)


@given(TEXTS)
def test_a_text_is_as_wide_as_its_exact_sum(text):
    wide = text.count("あ") + text.count("ー") + text.count("（")
    exact = wide + (len(text) - wide) * Fraction(lettering.NARROW)
    assert lettering.width(text, 1) == float(exact)


@given(TEXTS)
def test_a_column_is_as_wide_as_the_exact_sum_of_its_longest_text(text):
    wide = text.count("あ") + text.count("ー") + text.count("（")
    padding = widths._PADDING  # noqa: SLF001 - around the text
    exact = float(wide * Fraction(1.8) + len(text) - wide)
    (width,) = widths.widths([[text]], widest=1000.0)
    assert width == max(exact + padding, widths.NARROWEST)


def test_what_is_packed_names_no_system(tmp_path):
    """Python 3.13 leaves it open, earlier ones say Unix (RFC 1952, 2.3.1)."""
    path = tmp_path / "t.csv"
    path.write_bytes(b"a\n1\n2\n")
    assert {member[9] for member in gzip_members.gzip_members(path, 1)} == {255}


@given(TEXTS)
def test_a_badge_is_as_wide_as_the_exact_sum(text):
    wide = text.count("あ") + text.count("ー") + text.count("（")
    exact = float(wide + (len(text) - wide) * Fraction(0.54)) * badge._SIZE  # noqa: SLF001
    assert badge._width(text) == round(exact)  # noqa: SLF001


def test_nothing_published_is_a_sum_of_floats():
    package = Path(hiraku.__file__).parent / "publishing"
    adding = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sum"
    }
    assert adding == ADDING_WHOLE_NUMBERS
