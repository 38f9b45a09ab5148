from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

from hiraku.changes import timeline
from hiraku.changes.states import State, TableState
from hiraku.model import Catalog, Dataset, Resource, Text
from hiraku.reading.files.history import Commit, PastFile

ROOT = Path("root")
RESOURCE = Resource("a", "a.csv", Text({"ja": "a"}))
CATALOG = Catalog(
    ROOT, (Dataset("cards", ROOT / "datasets" / "cards", Text({"ja": "交付率"}), ()),)
)


def told_of(monkeypatch, descriptions):
    """Return what is told of commits, each given by its date and the description it left."""
    states = {str(place): State(words, ()) for place, (_, words) in enumerate(descriptions)}
    monkeypatch.setattr(timeline, "state", lambda _, commit, *__: states[commit])
    monkeypatch.setattr(timeline, "PastFiles", nullcontext)
    files = ("datasets/cards/datapackage.yaml",)
    commits = [Commit(str(place), date, files) for place, (date, _) in enumerate(descriptions)]
    changes = timeline.timeline(CATALOG, commits, SimpleNamespace(root=ROOT))["cards"]
    return [(change.date, change.redescribed) for change in changes]


def test_descriptions_mended_several_times_in_a_day_are_told_once(monkeypatch):
    days = ["2026-03-02", "2026-03-02", "2026-03-01", "2026-03-01"]
    descriptions = list(zip(days, [b"d: 1", b"c: 1", b"b: 1", b"a: 1"], strict=True))
    assert told_of(monkeypatch, descriptions) == [
        ("2026-03-02", True),
        ("2026-03-01", True),
        ("2026-03-01", False),
    ]


class Cells(tuple):
    """The cells of a version, counted as long as anything holds them."""

    __slots__ = ()
    held = most = 0

    def __new__(cls, rows):
        Cells.held += 1
        Cells.most = max(Cells.most, Cells.held)
        return super().__new__(cls, rows)

    def __del__(self):
        Cells.held -= 1


def test_a_history_keeps_no_cells_of_past_versions(monkeypatch):
    """Two versions are held while they are compared, none once all is told."""

    def state(_, commit, *__):
        rows = Cells(("津市",) for _ in range(int(commit) + 1))
        return State(
            commit.encode(), (TableState(PastFile(commit, 9), commit, ("name",), rows, b"s"),)
        )

    monkeypatch.setattr(timeline, "state", state)
    monkeypatch.setattr(timeline, "PastFiles", nullcontext)
    commits = [Commit(str(at), "2026-03-01", ("datasets/cards/a.csv",)) for at in range(6)]
    dataset = Dataset("cards", ROOT / "datasets" / "cards", Text({"ja": "x"}), (RESOURCE,))
    told = timeline.timeline(Catalog(ROOT, (dataset,)), commits, SimpleNamespace(root=ROOT))[
        "cards"
    ]
    assert [table.rows for change in told for table in change.tables] == [1, 2, 3, 4, 5, 6]
    assert all(table.state.records is None for change in told for table in change.tables)
    assert (Cells.most, Cells.held) == (2, 0)


def test_two_changes_of_data_in_a_day_are_two_and_other_bytes_are_noticed_by_nobody(monkeypatch):
    contents = [((("津市",), ("四日市市",)), b"2"), ((("津市",),), b"1"), ((("津市",),), b"0")]

    def state(_, commit, *__):
        rows, blob = contents[int(commit)]
        file = PastFile(blob.decode(), 9)
        return State(b"d: 1", (TableState(file, "", ("name",), rows, b"s"),))

    monkeypatch.setattr(timeline, "state", state)
    monkeypatch.setattr(timeline, "PastFiles", nullcontext)
    days = ["2026-03-01", "2026-03-01", "2026-02-01"]
    commits = [Commit(str(at), day, ("datasets/cards/a.csv",)) for at, day in enumerate(days)]
    dataset = Dataset("cards", ROOT / "datasets" / "cards", Text({"ja": "x"}), (RESOURCE,))
    told = timeline.timeline(Catalog(ROOT, (dataset,)), commits, SimpleNamespace(root=ROOT))
    assert [change.date for change in told["cards"]] == days
    assert [change.noticed for change in told["cards"]] == [True, False, True]
    assert timeline.last_noticed(told["cards"][1:]).date == "2026-02-01"
