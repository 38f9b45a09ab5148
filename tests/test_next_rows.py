"""Next year's rows fit every table: a schema describes its subject, not today's file."""

import shutil
from pathlib import Path

import pytest
import yaml
from catalogs import run

ROOT = Path(__file__).resolve().parents[1]
NEXT = Path(__file__).parent / "next"
TABLES = sorted(path.stem for path in (ROOT / "datasets").glob("*/*.csv"))
# A municipality that is new stands nowhere in the grid of tiles until somebody places it.
NEW_TILE = "  - {code: '242179', label: 試験, label@en: Shiken, column: 1, row: 1}\n"


def copied(target):
    for part in ("datasets", "schemas", "site_src", "mkdocs.yml", "reviewed.sha256"):
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, target / part)
        else:
            shutil.copy(source, target / part)
    return target


def append(table, catalog):
    (path,) = (catalog / "datasets").glob(f"*/{table}.csv")
    header, _, rows = (NEXT / f"{table}.csv").read_text(encoding="utf-8").partition("\n")
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"{header}\n")
    path.write_text(text + rows, encoding="utf-8", newline="")
    return len(rows.splitlines())


@pytest.fixture
def catalog(tmp_path):
    return copied(tmp_path)


def test_every_table_has_next_rows():
    assert sorted(path.stem for path in NEXT.glob("*.csv")) == TABLES


def test_next_rows_of_every_table_fit(catalog, monkeypatch, capsys):
    """All at once: what is appended to one table may be referred to by another."""
    appended = sum(append(table, catalog) for table in TABLES)
    tiles = catalog / "datasets" / "tile-grid.yaml"
    free = (1, 1) not in {
        (tile["column"], tile["row"]) for tile in yaml.safe_load(tiles.read_text("utf-8"))["tiles"]
    }
    assert free, "the new tile would lie on another"
    tiles.write_text(tiles.read_text("utf-8") + NEW_TILE, encoding="utf-8")
    code, out, err = run(["check"], catalog, monkeypatch, capsys)
    assert (code, err) == (0, ""), out
    assert appended > len(TABLES)


def test_a_row_that_is_there_already_does_not_fit(catalog, monkeypatch, capsys):
    """The same rows once more are repeated keys: every table's key holds."""
    for table in TABLES * 2:
        append(table, catalog)
    code, out, _ = run(["check"], catalog, monkeypatch, capsys)
    assert code == 1
    for table in TABLES:
        assert f"/{table}.csv" in out, table
