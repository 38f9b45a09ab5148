"""Dialects: the same labels and records, with the same numbers, as the reference reads."""

import json

import pytest
from frictionless import Dialect as ReferenceDialect
from frictionless.resources import TableResource
from hypothesis import given
from hypothesis import strategies as st

from hiraku.reading.catalog.dialects import MORE, carried, dialect_from, dialect_problems
from hiraku.reading.descriptors.document import Document

# A dialect and a text; the reference must read both as hiraku does.
WRITTEN = {
    "delimiter": ({"delimiter": ";"}, "a;b\n1;2\n"),
    "tab": ({"delimiter": "\t"}, "a\tb\n1\t2\n"),
    "quote": ({"quoteChar": "'"}, "a,b\n'1,''x',2\n"),
    "escape": ({"escapeChar": "\\", "doubleQuote": False}, 'a,b\n"1\\"x",2\\,3\n'),
    "escape in bare cells": ({"escapeChar": "\\"}, "a,b\nx\\\\y,\\n\n"),
    "space": ({"skipInitialSpace": True}, 'a, b\n1,  "2, 3"\n 4,5\n'),
    "comments": ({"commentChar": "#"}, "a,b\n#1,2,3\n1,2\n"),
    "rows of comments": ({"commentRows": [2, 4]}, "a,b\nx\n1,2\n3,4\n5,6\n"),
    "comments above the header": ({"commentChar": "#"}, "# x\na,b\n1,2\n"),
    "rows of comments above the header": ({"commentRows": [1, 2]}, "x\ny,z\na,b\n1,2\n"),
    "second row": ({"headerRows": [2]}, "x,y\na,b\n1,2\n"),
    "two rows": ({"headerRows": [1, 2]}, "a,a,b\nx,y,b\n1,2,3\n"),
    "two rows joined": ({"headerRows": [1, 3], "headerJoin": "_"}, "a,b\nno,no\nx,y\n1,2\n"),
    "no header": ({"header": False}, "1,2\n3,4\n"),
    "several at once": (
        {"delimiter": "|", "commentChar": "%", "headerRows": [2], "skipInitialSpace": True},
        "title|\na| b\n%1|2\n3| 4\n",
    ),
    "below the format's name": ({"csv": {"delimiter": ";"}}, "a;b\n1;2\n"),
}


def built(tree):
    """Build a dialect of which nothing is unsupported."""
    document = Document("datapackage.json", tree)
    assert not list(dialect_problems(tree, document, (), MORE))
    return dialect_from(tree, "t.csv")


def reference_rows(folder, tree, text):
    """Return the reference's labels, and the number and the cells of each row."""
    (folder / "reference.csv").write_text(text, encoding="utf-8", newline="")
    dialect = ReferenceDialect.from_descriptor(json.loads(json.dumps(tree)))
    # Without these the reference sniffs what is not declared.
    control = dialect.to_descriptor().get("csv", {})
    control = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, **control}
    dialect = ReferenceDialect.from_descriptor({**dialect.to_descriptor(), "csv": control})
    with TableResource(
        path="reference.csv", basepath=str(folder), dialect=dialect, encoding="utf-8"
    ) as resource:
        cells = list(resource.cell_stream)
        first = dialect.read_labels(cells)
        return first, list(dialect.read_enumerated_content_stream(cells))


def hiraku_rows(shelf, tree, text):
    found = shelf.read(text.encode(), dialect=built(tree))
    labels = found.labels if tree.get("header", True) else []
    return labels, list(zip(found.rows, found.cells, strict=True))


@pytest.mark.parametrize("name", WRITTEN)
def test_a_dialect_is_read_as_the_reference_reads_it(shelf, name):
    tree, text = WRITTEN[name]
    assert hiraku_rows(shelf, tree, text) == reference_rows(shelf.folder, tree, text)


CELL = st.builds(
    "{}{}{}".format,
    st.sampled_from("ab12津"),
    st.text(st.sampled_from("ab12 #津"), max_size=2),
    st.sampled_from("a津"),
)
LATER = st.builds(
    "{}{}{}".format, st.sampled_from(["", " ", "#"]), CELL, st.sampled_from(["", " "])
)
ROWS = st.builds(
    list.__add__,
    st.lists(st.tuples(CELL, CELL), min_size=2, max_size=2),
    st.lists(st.tuples(LATER, LATER), min_size=2, max_size=6),
)
DIALECTS = st.fixed_dictionaries(
    {},
    optional={
        "delimiter": st.sampled_from([",", ";", "|"]),
        "commentChar": st.just("#"),
        "commentRows": st.lists(st.integers(3, 6), max_size=2),
        "headerRows": st.sampled_from([[1], [2], [1, 2]]),
        "headerJoin": st.sampled_from([" ", "-"]),
        "skipInitialSpace": st.booleans(),
    },
)


@given(rows=ROWS, tree=DIALECTS)
def test_drawn_dialects_are_read_as_the_reference_reads_them(shelf, rows, tree):
    text = "".join(tree.get("delimiter", ",").join(row) + "\n" for row in rows)
    assert hiraku_rows(shelf, tree, text) == reference_rows(shelf.folder, tree, text)


def test_a_header_in_other_letters_is_the_field_s_where_the_dialect_says_so():
    assert not built({"caseSensitiveHeader": False}).header_case


@pytest.mark.parametrize(
    "tree",
    [{"nullSequence": "NA"}, {"lineTerminator": ";"}, {"table": "t"}, {"skipBlankRows": True},
     {"csv": {"nullSequence": "NA"}}, {"unheard": 1}],
)  # fmt: skip
def test_what_cannot_be_carried_is_said(tree):
    document = Document("d.json", tree)
    (problem,) = dialect_problems(tree, document, (), MORE)
    assert problem.id == "dialect-unsupported"


def test_a_catalog_s_own_data_is_plain():
    tree = {"headerRows": [2]}
    (problem,) = dialect_problems(
        tree, Document("d.json", tree), (), carried("d.csv", recipe=False)
    )
    assert problem.values == {"key": "headerRows"}
