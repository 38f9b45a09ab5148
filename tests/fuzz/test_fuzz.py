"""A sample of `make fuzz` in every run: nothing but findings comes out of any input."""

import pytest
from fuzz.run import fuzz
from fuzz.targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_is_a_fault(name):
    done, _, lines, crashes = fuzz(name, cases=60, seconds=1.5, seed=1)
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
