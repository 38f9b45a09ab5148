"""What is declared of a file is compared, and what cannot be compared is told."""

import hashlib

import pytest

from hiraku.problems import Place, Severity
from hiraku.reading.files.integrity import integrity_problems
from hiraku.reading.records.confined import too_costly

PLACE = Place("a.csv")


def found(folder, **declared):
    file = folder / "a.csv"
    file.write_bytes(b"a\n1\n")
    return [(p.id, p.hint, p.severity) for p in integrity_problems(file, declared, PLACE)]


@pytest.mark.parametrize("prefix", ["md5:", "sha1:", "sha256:", "sha512:", "MD5:"])
def test_the_hash_of_the_file_is_no_problem_and_another_is(tmp_path, prefix):
    algorithm = prefix.rstrip(":").lower()
    digits = hashlib.new(algorithm, b"a\n1\n", usedforsecurity=False).hexdigest()
    assert found(tmp_path, hash=prefix + digits) == []
    other = prefix + digits[::-1]
    assert found(tmp_path, hash=other) == [("hash-count", None, Severity.ERROR)]


@pytest.mark.parametrize("stated", ["crc32:8f3b", "sha256:abc", "of the office", "sha256"])
def test_a_hash_that_nothing_makes_is_told_as_not_compared(tmp_path, stated):
    assert found(tmp_path, hash=stated) == [("hash-count", "unknown", Severity.WARNING)]


@pytest.mark.parametrize("reason", ["memory", "time", "output"])
def test_a_file_that_takes_too_much_says_what_it_took(reason):
    problem = too_costly(PLACE, reason)
    assert (problem.id, problem.hint) == ("file-too-costly", reason)
