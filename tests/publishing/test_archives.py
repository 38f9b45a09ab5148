"""The archives: everything that is published of a dataset, and of the catalog, byte for byte."""

import hashlib
import subprocess
import zipfile
from pathlib import Path

NASTY = Path(__file__).parent / "nasty" / "datasets" / "nasty"


def members(path):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def beside(folder, top):
    """Return the files that an archive must hold: no page, nothing of before, charts as SVG."""
    return {
        path.relative_to(top).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
        and path.suffix not in {".html", ".zip", ".png"}
        and not of_a_preview(path)
        and "versions" not in path.relative_to(top).parts
    }


def of_a_preview(path):
    """Tell whether only a page's own script reads the file: `datasets/NAME/preview/TABLE/…`."""
    return path.parents[1].name == "preview" and path.parents[3].name == "datasets"


def sums_of(found):
    sums = found.pop("SHA256SUMS").decode().splitlines()
    return dict(reversed(line.split("  ", 1)) for line in sums)


def test_the_archive_of_a_dataset_holds_each_of_its_files(nasty):
    found = members(nasty / "nasty.zip")
    told = sums_of(found)
    assert found == beside(nasty, nasty.parent)
    assert told == {name: hashlib.sha256(content).hexdigest() for name, content in found.items()}
    assert {"nasty/data.csv", "nasty/original/cells.csv"} <= set(found)


def test_the_archive_of_the_catalog_holds_each_dataset(site):
    found = members(site / "all.zip")
    told = sums_of(found)
    assert told == {name: hashlib.sha256(content).hexdigest() for name, content in found.items()}
    datasets = {name: content for name, content in found.items() if name.startswith("datasets/")}
    assert datasets == beside(site / "datasets", site)
    assert not [name for name in datasets if "/versions/" in name]


def test_the_archive_of_the_catalog_takes_over_what_is_packed(site):
    path = min(site.glob("datasets/*/*.zip"))
    with zipfile.ZipFile(path) as part, zipfile.ZipFile(site / "all.zip") as whole:
        for member in part.infolist()[:-1]:
            taken = whole.getinfo(f"datasets/{member.filename}")
            assert packed(taken, whole) == packed(member, part), member.filename
            stored = member.filename.endswith((".xlsx", ".parquet"))
            assert (member.compress_type == zipfile.ZIP_STORED) is stored


def packed(member, archive):
    """Return how a member is packed, and its bytes as they stand in the archive."""
    start = member.header_offset + 30 + len(member.filename.encode())
    archive.fp.seek(start)
    told = member.compress_type, member.flag_bits, member.CRC, member.file_size
    return told, archive.fp.read(member.compress_size)


def test_sha256sum_agrees_with_what_was_unpacked(nasty, tmp_path):
    with zipfile.ZipFile(nasty / "nasty.zip") as archive:
        archive.extractall(tmp_path)
    command = ["sha256sum", "--check", "--quiet", "SHA256SUMS"]
    assert subprocess.run(command, cwd=tmp_path, check=False).returncode == 0


def test_members_are_sorted_readable_and_bear_no_time(site):
    with zipfile.ZipFile(site / "all.zip") as archive:
        *files, sums = archive.infolist()
    assert [file.filename for file in files] == sorted(file.filename for file in files)
    assert sums.filename == "SHA256SUMS"
    assert {file.date_time for file in (*files, sums)} == {(1980, 1, 1, 0, 0, 0)}
    assert {file.external_attr >> 16 for file in (*files, sums)} == {0o100644}


def test_the_stewards_file_is_kept_byte_for_byte_under_a_plain_name(nasty):
    committed = (NASTY / "元の ファイル.csv").read_bytes()
    assert (nasty / "original" / "cells.csv").read_bytes() == committed
    assert (nasty / "cells.csv").read_bytes() == committed.decode("cp932").replace(
        "\r\n", "\n"
    ).encode()


def test_a_canonical_file_is_not_kept_twice(nasty, site):
    originals = {path.name for path in (nasty / "original").iterdir()}
    assert originals == {"cells.csv", "one.xlsx"}
    assert not list(site.glob("datasets/*/original"))
