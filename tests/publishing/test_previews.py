"""The files of a preview hold what the CSV holds, and nothing that people are to download."""

import csv
import gzip
import io
import json
import random

import pytest
from catalogs import fingerprint
from large_tables import NAMES, cells, publish_tables

from hiraku.model import Field, Text
from hiraku.publishing.previews.files import is_small
from hiraku.publishing.previews.gzip_members import gzip_members, rows_of_part
from hiraku.publishing.previews.script_data import is_sorted

ROWS = 12_345
WANTED = [cells(number) for number in range(1, ROWS + 1)]
COUNT, NOTE, TOWN = NAMES.index("count"), NAMES.index("note"), NAMES.index("town")


@pytest.fixture(scope="module", params=["chunks", "range"])
def large(request, tmp_path_factory):
    """Return the transport and the folder of a published dataset that is not small."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("large") / "catalog"
        site = publish_tables(folder, {"large": ROWS}, request.param, patch)
    return request.param, site / "datasets" / "large"


def rows(path):
    return list(csv.reader(io.StringIO(gzip.decompress(path.read_bytes()).decode(), newline="")))


def test_the_parts_are_the_csv_byte_for_byte(large):
    transport, folder = large
    preview = folder / "preview" / "large"
    if transport == "chunks":
        files = sorted(preview.glob("[0-9][0-9][0-9][0-9].csv.gz"))
        assert [len(rows(file)) for file in files] == [1001, *[1000] * 11, 345]
        packed = b"".join(file.read_bytes() for file in files)
    else:
        packed = (preview / "data.csv.gz").read_bytes()
    assert gzip.decompress(packed) == (folder / "data.csv").read_bytes()


def test_the_index_tells_where_each_member_stands(large):
    transport, folder = large
    if transport != "range":
        pytest.skip("only ranges need an index")
    preview = folder / "preview" / "large"
    packed = (preview / "data.csv.gz").read_bytes()
    sizes = json.loads((preview / "members.json").read_text())
    assert sum(sizes) == len(packed)
    start = sum(sizes[:7])
    found = gzip.decompress(packed[start : start + sizes[7]]).decode()
    assert list(csv.reader(io.StringIO(found, newline=""))) == WANTED[3500:4000]


def test_the_ends_of_an_order_are_stable_and_missing_values_come_last(large):
    _, folder = large
    preview = folder / "preview" / "large"
    known = [row for row in WANTED if row[COUNT] not in {"", "***"}]
    up = sorted(known, key=lambda row: int(row[COUNT]))
    assert rows(preview / f"{COUNT + 1}-ascending.csv.gz") == up[:500]
    down = sorted(known, key=lambda row: -int(row[COUNT]))
    assert rows(preview / f"{COUNT + 1}-descending.csv.gz") == down[:500]
    texts = sorted(WANTED, key=lambda row: row[NOTE].encode())
    assert rows(preview / f"{NOTE + 1}-ascending.csv.gz") == texts[:500]


def test_each_value_to_choose_has_its_first_rows(large):
    _, folder = large
    plan = plan_of(folder)
    choices = plan["columns"][TOWN]["choices"]
    assert sum(count for _, count in choices) == ROWS
    for place, (town, count) in enumerate(choices, 1):
        wanted = [row for row in WANTED if row[TOWN] == town]
        assert count == len(wanted)
        found = rows(folder / "preview" / "large" / f"{TOWN + 1}-value-{place}.csv.gz")
        assert found == wanted[:500]
    assert "choices" not in plan["columns"][NOTE]


def plan_of(folder):
    html = (folder / "index.html").read_text("utf-8")
    return json.loads(html.split("data-plan>")[1].split("</script>")[0])


def test_no_list_names_what_only_the_screen_reads(large):
    _, folder = large
    site = folder.parents[1]
    assert "large/preview/" in (site / "SHA256SUMS").read_text()
    for path in ("openapi.json", "data.json", "catalog.ttl", "sitemap.xml"):
        assert "/preview/" not in (site / path).read_text("utf-8")
    assert "preview/large/" not in (folder / "datapackage.json").read_text("utf-8")
    assert (folder / "index.html").read_text("utf-8").count("preview/large/") == 1


def test_the_bytes_are_the_same_again(large, tmp_path, monkeypatch):
    transport, folder = large
    if transport == "range":
        pytest.skip("its members are those of the chunks, made by the same function")
    again = publish_tables(tmp_path / "again", {"large": ROWS}, transport, monkeypatch)
    assert fingerprint(again / "datasets" / "large" / "preview") == fingerprint(folder / "preview")


def test_small_tables_need_no_files(site):
    tables = list(site.glob("datasets/*/data.csv"))
    small = {path.parent for path in tables if is_small(records(path), path.stat().st_size)}
    assert len(small) > len(tables) / 2
    with_files = {path.parent for path in site.glob("datasets/*/preview")}
    assert with_files == {path.parent for path in tables} - small


def records(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return sum(1 for _ in csv.reader(stream)) - 1


def test_rows_with_line_ends_stay_whole(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b'a,b\n1,"x\ny"\n2,"say ""hi""\n"\n3,z\n')
    packed = list(map(gzip.decompress, gzip_members(path, 2)))
    assert packed == [b'a,b\n1,"x\ny"\n2,"say ""hi""\n"\n', b"3,z\n"]


@pytest.mark.parametrize(
    ("rows", "size", "small"),
    [(10_000, 600_000, True), (10_001, 300_001, False), (90_000, 300_000, True)],
)
def test_which_tables_are_read_whole(rows, size, small):
    assert is_small(rows, size) is small


@pytest.mark.parametrize(
    ("type_", "format_", "wanted"),
    [
        ("integer", "default", True),
        ("date", "default", True),
        ("date", "%Y/%m/%d", True),
        ("date", "%d/%m/%Y", False),
        ("datetime", "%Y-%m-%d %H:%M", True),
        ("geojson", "default", False),
    ],
)
def test_only_columns_with_an_order_can_be_sorted(type_, format_, wanted):
    assert is_sorted(Field("a", type_, Text({"ja": "a"}), format=format_)) is wanted


@pytest.mark.parametrize(
    ("digits", "rows"), [(2, 2000), (50, 1000), (120, 500), (300, 200), (1_400, 50), (4_000, 50)]
)
def test_parts_of_long_rows_have_fewer(tmp_path, digits, rows):
    chance = random.Random(1)  # noqa: S311 - the same digits in every run
    path = tmp_path / "a.csv"
    lines = (f"{chance.randbytes(digits // 2).hex()}\n" for _ in range(2500))
    path.write_text("a\n" + "".join(lines), "ascii")
    part = rows_of_part(2000, path, 2500)
    assert part == rows
    assert part == 50 or max(map(len, gzip_members(path, part))) < 50_000
