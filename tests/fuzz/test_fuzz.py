"""A sample of `make fuzz` in every run: nothing but findings comes out of any input."""

import os
import signal

import pytest
from fuzz.run import Start, fuzz, main
from fuzz.targets import TARGETS


def _fuzzed(name, cases):
    """Return the cases done, the lines reached and the kinds of the errors met."""
    run = list(fuzz(name, cases, 8, Start(seed=1)))
    errors = [repr(error) for *_, error, _ in run if error]
    return len(run), run[-1][-1].lines, errors


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_is_a_fault(name):
    done, lines, errors = _fuzzed(name, 30)
    assert done > 5
    assert len(lines) > 10
    assert not errors


def test_a_crash_and_a_hang_are_noticed(monkeypatch):
    def broken(data):
        if data.count(b"1") > 1:
            raise KeyError(data)
        while b"," not in data:
            pass

    monkeypatch.setitem(TARGETS, "csv", broken)
    monkeypatch.setattr("fuzz.run.PATIENCE", 0.05)
    errors = _fuzzed("csv", 200)[-1]
    assert {error.partition("(")[0] for error in errors} == {"KeyError", "Slow"}


def test_counts_add_up_over_runs_and_a_process_that_dies_is_told(tmp_path, monkeypatch, capfd):
    def deadly(data):
        if data.count(b"1") > 2:
            os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr("fuzz.kept.FOLDER", tmp_path)
    monkeypatch.setitem(TARGETS, "csv", deadly)
    assert main(150, 8, ["csv"]) > 0
    assert "!! csv: SIGKILL" in capfd.readouterr().out
    main(200, 8, ["csv"])
    assert "200 cases (50 now" in capfd.readouterr().out
    main(200, 8, ["csv"])
    assert "200 cases (0 now" in capfd.readouterr().out


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
