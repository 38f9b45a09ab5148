"""A sample of `make fuzz` in every run: nothing but findings comes out of any input."""

import pytest
from fuzz.run import fuzz
from fuzz.targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_is_a_fault(name):
    done, _, lines, crashes = fuzz(name, cases=30, seconds=8, seed=1)
    assert done > 5
    assert lines > 10
    assert not crashes


def test_a_crash_and_a_hang_are_noticed(monkeypatch):
    def broken(data):
        if data.count(b"1") > 1:
            raise KeyError(data)
        while b"," not in data:
            pass

    monkeypatch.setitem(TARGETS, "csv", broken)
    monkeypatch.setattr("fuzz.run.PATIENCE", 0.05)
    _, _, _, crashes = fuzz("csv", cases=200, seconds=8, seed=1)
    assert {kind for kind, *_ in crashes} == {"KeyError", "Slow"}


# What fuzzing found, so that it stays found.
FOUND = {
    "a name that is no UTF-8 in a list of files": (
        "zip",
        (
            b"PK\x03\x04\x14\x00\x00\x00\x08\x00te|]\x08\x00\x00\x00\x05\x00\x00\x00a.csvK\xd4I\xe22\xd41"
            b"\xe2\x02\x00PK\x01\x02\x14\x03\x02\x00PK\x01\x02\x14\x03\x14\x00\x00\x00\x08\x00te|]{\x00\x00"
            b"\x00\x05\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80\x01\x00\x00\x00\x00\x00\x00\x80svPK"
            b"\x05\x06\x00\x00\xb1\x00\x01\x00\x01\x003\x00\x00\x00-\x00\x00\x00\x00\x00"
        ),
    ),
    "a name that is no UTF-8 before a file": (
        "zip",
        (
            b"PK\x03\x04\x14\x00\x00M\x08\x00te|]{\x07\x97\n\n\x00\x00\x00\x08\x00\x00\x00\x05\x00\x00\x00a."
            b"\xc8svK\xd4\r\xe22\xd41\xe2\x02\x00PK\x01\x02\x14\x03\x14\x00\x00\x00\x08\x00te|]{\x07\x97\n\n"
            b"\x00\x00\x00\x08\x00\x00\x00\x05\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80\x01\x00\x00"
            b"\x00\x00a.csvPK\x05\x06\x00\x00\x00\x00\x01\x00\x01\x003\x00\x00\x00-\x00\x00\x00\x00\x00"
        ),
    ),
}


@pytest.mark.parametrize(("name", "data"), FOUND.values(), ids=FOUND)
def test_what_fuzzing_found_is_no_fault_any_more(name, data):
    TARGETS[name](data)
