"""A past file is read as today's is: by its dialect and encoding, and strictly."""

import pytest
from repositories import git

from hiraku.changes.states import state
from hiraku.model import Dataset, Dialect, Resource, Text
from hiraku.reading.files import history
from hiraku.reading.tables import Tables

RECORDS = (("津市", "1"), ("四日市市", "2"))


def past_state(root, content, dialect=None, encoding=None):
    """Return the state of a table whose file held the content in the only commit."""
    folder = root / "datasets" / "cards"
    folder.mkdir(parents=True)
    (folder / "cards.csv").write_bytes(content)
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "past")
    (folder / "cards.csv").unlink()
    resource = Resource(
        "cards", "cards.csv", Text({"ja": "表"}), encoding=encoding, dialect=dialect or Dialect()
    )
    dataset = Dataset("cards", folder, Text({"ja": "交付率"}), (resource,))
    with Tables(root) as tables, history.PastFiles(root) as past:
        return state(dataset, history.commit(root), past, tables).tables[0]


@pytest.mark.parametrize(
    ("content", "dialect", "encoding"),
    [
        ("name,value\n津市,1\n四日市市,2\n".encode(), None, None),
        ("\ufeffname,value\r\n津市,1\r\n四日市市,2\r\n".encode(), None, None),
        ("name,value\n津市,1\n四日市市,2\n".encode("cp932"), None, "cp932"),
        ("'name';'value'\n'津市';1\n四日市市;2\n".encode(), Dialect(";", "'"), None),
        ("name|value\n# 注\n津市|1\n四日市市|2\n".encode(), Dialect("|", comment_char="#"), None),
        ("name,value\n津市,1\n\n四日市市,2\n".encode(), None, None),
    ],
)
def test_a_past_file_is_read_as_its_dialect_says(tmp_path, content, dialect, encoding):
    found = past_state(tmp_path, content, dialect, encoding)
    assert (found.header, found.records) == (("name", "value"), RECORDS)


@pytest.mark.parametrize(
    "content",
    [
        'name,value\n津市,"1"x\n四日市市,2\n'.encode(),
        "name,value\n津市\n四日市市,2\n".encode(),
        "name,value\n津市,1,x\n四日市市,2\n".encode(),
        "name,value\n津市,\xff\n".encode("latin-1", "replace"),
        b"name,value\n\x00,1\n",
        b"",
    ],
)
def test_a_file_of_which_records_are_unknown_is_not_compared(tmp_path, content):
    found = past_state(tmp_path, content)
    assert found.file
    assert found.records is None
