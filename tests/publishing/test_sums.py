"""Sums of lengths are the same under every Python: 3.12 adds floats more exactly than 3.11 did."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from hiraku.publishing.charts import lettering
from hiraku.publishing.previews import gzip_members
from hiraku.publishing.tables.workbook import widths

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
