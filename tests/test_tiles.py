"""`hiraku tiles`: the best grid there is of the positions of municipalities, and never over one."""

from itertools import permutations

import pytest
import yaml
from catalogs import lay_out, run

from hiraku.errors import UsageError
from hiraku.starting.tile_grid import HIGHEST, WIDEST, Position, assigned, cells, positions

HEAD = "code,name,latitude,longitude,name_en\n"
ROWS = (
    "242012,津市,34.7186,136.5056,Tsu\n"
    "242021,四日市市,34.9650,136.6244,Yokkaichi\n"
    "242039,伊勢市,34.4875,136.7094,Ise\n"
)


@pytest.mark.parametrize("seed", range(60))
def test_no_other_assignment_costs_less(seed):
    rows, columns = seed % 5 + 1, seed % 2 + 5
    costs = [
        [(seed * 7 + (row + 2) ** 3 * (column + 3) ** 2) % 11 / 4 for column in range(columns)]
        for row in range(rows)
    ]
    best = min(
        sum(costs[row][column] for row, column in enumerate(chosen))
        for chosen in permutations(range(columns), rows)
    )
    given = assigned(costs)
    assert len(set(given)) == rows
    assert sum(costs[row][column] for row, column in enumerate(given)) == pytest.approx(best)


@pytest.mark.parametrize("count", [1, 2, 29, 192])
def test_each_has_a_cell_of_its_own_within_the_largest_grid(count):
    places = [
        Position(f"{at:06}", "n", 41 + at * 37 % 101 / 25, 140 + at * 53 % 97 / 97)
        for at in range(count)
    ]
    given = cells(places)
    assert len(set(given)) == count
    assert all(0 <= column < WIDEST and 0 <= row < HIGHEST for column, row in given)


def test_north_is_up_and_east_is_right():
    north, south = Position("1", "n", 36, 135), Position("2", "n", 34, 135)
    east = Position("3", "n", 34, 138)
    (_, top), (left, bottom), (right, _) = cells([north, south, east])
    assert top < bottom
    assert left < right


def test_the_grid_is_one_that_a_check_accepts_and_is_not_written_over(
    tmp_path, monkeypatch, capsys
):
    lay_out("nothing-wrong", tmp_path)
    (tmp_path / "at.csv").write_text(HEAD + ROWS, "utf-8")
    code, said, _ = run(["tiles", "at.csv"], tmp_path, monkeypatch, capsys)
    assert (code, "3 枚" in said) == (0, True)
    tiles = yaml.safe_load((tmp_path / "datasets/tile-grid.yaml").read_text("utf-8"))["tiles"]
    assert [tile["label"] for tile in tiles] == ["四日市", "津", "伊勢"]
    assert {tile["label@en"] for tile in tiles} == {"Tsu", "Yokkaichi", "Ise"}
    assert run(["check"], tmp_path, monkeypatch, capsys)[0] == 0
    code, _, told = run(["tiles", "at.csv"], tmp_path, monkeypatch, capsys)
    assert (code, "datasets/tile-grid.yaml" in told) == (2, True)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("code,name\n", "columns"), (HEAD, "many"), (HEAD + ROWS + ROWS, "row"),
        (HEAD + "24201,津市,34,136,\n", "row"), (HEAD + "242012,,34,136,\n", "row"),
        (HEAD + "242012,津市,34,nan,\n", "row"), (HEAD + "242012,津市,136,34,\n", "row"),
        (HEAD + "242012,津市\n", "row"), (HEAD + ROWS * 70, "row"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_told(tmp_path, text, key):
    file = tmp_path / "at.csv"
    file.write_text(text, "utf-8")
    with pytest.raises(UsageError) as stopped:
        positions(file)
    assert stopped.value.key == f"stops.positions-{key}"


def test_another_encoding_is_told(tmp_path):
    (tmp_path / "at.csv").write_bytes((HEAD + ROWS).encode("cp932"))
    with pytest.raises(UsageError) as stopped:
        positions(tmp_path / "at.csv")
    assert stopped.value.key == "stops.positions-unreadable"
