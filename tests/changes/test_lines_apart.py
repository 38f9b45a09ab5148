"""Large files are compared by their lines; it tells what reading both of them whole tells."""

import random

import pytest

from hiraku.changes.compare.run import run
from hiraku.reading import tables
from hiraku.reading.csv import lines_apart
from hiraku.reading.loading import Loader

HEADER = "code,name,count\n"
ROWS = [f"{number:02},町{number},{number * 3}\n" for number in range(40)]
FIELDS = "[{name: code, type: string}, {name: name, type: string}, {name: count, type: integer}]"
QUOTED = '07,"町, 7",21\n'


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """Files of any size count as large; what is read whole is remembered."""
    monkeypatch.setattr(lines_apart, "LEAST_BYTES", 0)
    monkeypatch.setattr(tables, "LEAST_BYTES", 0)
    (tmp_path / "schema.yaml").write_text(f"fields: {FIELDS}\nprimaryKey: [code]\n", "utf-8")
    whole = []
    load = Loader.load

    def remembered(loader, path, *rest):
        whole.append(path.name)
        return load(loader, path, *rest)

    monkeypatch.setattr(Loader, "load", remembered)
    return tmp_path, whole


def compared(folder, old, new, *, by_lines=True):
    for name, content in (("old.csv", old), ("new.csv", new)):
        (folder / name).write_bytes(content)
    with pytest.MonkeyPatch.context() as patched:
        if not by_lines:
            patched.setattr(tables, "lines_apart", lambda *_: None)
        files = [str(folder / name) for name in ("old.csv", "new.csv")]
        report = run(files, folder, "recipe", folder / "schema.yaml")
    return [
        (table.rows, judgements(subject)) for subject in report.subjects for table in subject.tables
    ]


def judgements(subject):
    return [(judged.rule.id, judged.count, judged.rows) for judged in subject.judgements]


def text(rows, header=HEADER):
    return (header + "".join(rows)).encode()


def changed_somehow(number):
    """Return a random state of the rows: cells changed, rows gone, come, moved, quoted."""
    rows = list(ROWS)
    for _ in range(number.randrange(4)):
        at = number.randrange(len(rows))
        deed = number.randrange(5)
        if deed == 0:
            del rows[at]
        elif deed == 1:
            rows.append(f"x{len(rows)},新しい町,{at}\n")
        elif deed == 2:
            code, name, count = rows[at].strip().split(",", 2)
            rows[at] = f'{code},"{name}",{count}\n'
        elif deed == 3:
            rows[at], rows[-1] = rows[-1], rows[at]
        else:
            rows[at] = rows[at].replace("\n", "0\n")
    return rows


def test_it_tells_what_reading_whole_tells(shelf):
    number = random.Random(16)  # noqa: S311 - the same states in every run
    folder, _ = shelf
    for _ in range(6):
        old, new = text(changed_somehow(number)), text(changed_somehow(number))
        assert compared(folder, old, new) == compared(folder, old, new, by_lines=False)


def test_the_lines_alone_are_read(shelf):
    folder, whole = shelf
    new = text([*ROWS[:3], "03,町3,90\n", *ROWS[4:], "99,新しい町,1\n"])
    ((rows, _),) = compared(folder, text(ROWS), new)
    assert (rows.cells, rows.added, rows.removed, rows.before, rows.after) == (1, 1, 0, 40, 41)
    assert (rows.examples[0].row, rows.examples[0].key) == (5, ("03",))
    assert "old.csv" not in whole  # the names beside the codes are sought in the newer one


def test_other_line_ends_and_another_mark_change_no_cell(shelf):
    folder, whole = shelf
    ((rows, _),) = compared(
        folder, text(ROWS), b"\xef\xbb\xbf" + text(ROWS).replace(b"\n", b"\r\n")
    )
    assert rows.same
    assert not rows.reordered
    assert "old.csv" not in whole


def test_a_cell_quoted_otherwise_is_the_same(shelf):
    folder, whole = shelf
    quoted = [*ROWS[:7], QUOTED, *ROWS[8:]]
    ((rows, _),) = compared(folder, text(quoted), text(['00,"町0",0\n', *quoted[1:]]))
    assert rows.same
    assert not rows.reordered
    assert "old.csv" not in whole


@pytest.mark.parametrize(
    "new",
    [
        text([*ROWS[:7], '07,"町\n7",21\n', *ROWS[8:]]),
        text([*ROWS[:7], "07,町7,21,1\n", *ROWS[8:]]),
        text([*ROWS[:7], "\n", *ROWS[7:]]),
        text(ROWS, "code,count,name\n"),
        text([*ROWS[:7], "07,町7,22\n", *ROWS[8:]]).decode().encode("cp932"),
        text([*ROWS[:7], "07,町7,22\n", *ROWS[8:]]).decode().encode("utf-16"),
    ],
    ids=["a-line-end-in-a-cell", "a-cell-too-many", "a-blank-line", "header", "cp932", "utf-16"],
)
def test_what_lines_do_not_tell_is_read_whole(shelf, new):
    folder, whole = shelf
    told = compared(folder, text(ROWS), new)
    assert set(whole) == {"old.csv", "new.csv"}
    assert told == compared(folder, text(ROWS), new, by_lines=False)


def test_a_quote_that_opens_in_a_line_of_both_is_read_whole(shelf):
    """Even quotes are no proof: the second of these opens a cell that goes on in the next line."""
    folder, whole = shelf
    rows = [*ROWS[:7], '07,x"y,"z\n', 'z",3\n', *ROWS[9:]]
    compared(folder, text(rows), text([*rows[:-1], "39,町39,1\n"]))
    assert set(whole) == {"old.csv", "new.csv"}


def test_where_most_lines_differ_both_are_read_whole(shelf, monkeypatch):
    folder, whole = shelf
    monkeypatch.setattr(lines_apart, "_FIRST_LINES", 10)
    ((rows, _),) = compared(folder, text(ROWS), text([row.replace("町", "村") for row in ROWS]))
    assert rows.cells == 40
    assert set(whole) == {"old.csv", "new.csv"}


def test_a_key_twice_among_rows_that_stay_tells_the_others_apart(shelf):
    folder, _ = shelf
    rows = [*ROWS, "05,町5,15\n"]
    for by_lines in (True, False):
        ((found, _),) = compared(
            folder, text(rows), text(["00,町0,1\n", *rows[1:]]), by_lines=by_lines
        )
        assert (found.keyed, found.cells) == (True, 1)
