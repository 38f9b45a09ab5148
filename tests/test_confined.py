"""Whatever a call in a worker process does, hiraku goes on: its death is told, its answer plain."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import confined_deeds as deeds
import pytest

from hiraku.confined import calls, frames, worker
from hiraku.confined.calls import Died, call, stream
from hiraku.confined.limits import MEGABYTE, Limits
from hiraku.problems import Place, Problem, Refused
from hiraku.sql import any_of, name

LIMITS = Limits(memory=128 * MEGABYTE, seconds=2, output=MEGABYTE, file=MEGABYTE)


@pytest.fixture(autouse=True)
def _deeds_of_the_tests(monkeypatch):
    """Let workers call the tests' own functions: otherwise they call none but hiraku's."""
    monkeypatch.setenv("PYTHONPATH", os.path.dirname(__file__))  # noqa: PTH120
    monkeypatch.setattr(calls, "COMMAND", (sys.executable, "-P", "-c", deeds.WORKER))
    calls.dismiss()
    yield
    calls.dismiss()


def test_a_call_returns_what_the_function_returns():
    assert call(LIMITS, name, 'a"b') == '"a""b"'
    assert call(LIMITS, any_of, "x", ("a", "b")) == "x IN ('a', 'b')"


def test_a_worker_serves_many_calls():
    assert call(LIMITS, deeds.process_id) == call(LIMITS, deeds.process_id) != os.getpid()


def test_a_worker_that_ended_while_it_waited_is_replaced():
    first = call(LIMITS, deeds.process_id)
    os.kill(first, signal.SIGKILL)
    while os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT) is None:
        pass
    assert call(LIMITS, deeds.process_id) != first


def test_a_worker_serves_the_thread_that_started_it():
    """Linux ends it with that thread, which may be in the middle of another thread's call."""
    own = call(LIMITS, deeds.process_id)
    with ThreadPoolExecutor(1) as beside:
        other = beside.submit(call, LIMITS, deeds.process_id).result()
        assert beside.submit(call, LIMITS, deeds.process_id).result() == other != own
        beside.submit(calls.dismiss).result()
    with pytest.raises(ProcessLookupError):
        os.kill(other, 0)
    assert call(LIMITS, deeds.process_id) == own


def test_items_come_one_after_the_other():
    counted = stream(LIMITS, deeds.count_for_ever, 5)
    assert [next(counted) for _ in range(3)] == [5, 6, 7]
    counted.close()
    assert call(LIMITS, name, "x") == '"x"'


def test_structs_and_refusals_come_through():
    place = Place("a.csv", row=3)
    assert call(LIMITS, deeds.below, place) == Place("a.csv", row=4)
    with pytest.raises(Refused) as refused:
        call(LIMITS, deeds.refuse, place)
    assert refused.value.problem == Problem("file-empty", place, {"a": "b"})


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        (deeds.fill_memory, "memory"),
        (deeds.compute_for_ever, "time"),
        (deeds.answer_too_much, "output"),
        (deeds.write_too_much, "failed"),
        (deeds.abort, "memory"),
        (deeds.crash, "crash"),
        (deeds.leave, "crash"),
        (deeds.panic, "failed"),
        (deeds.recur, "failed"),
    ],
)
def test_each_end_is_told_and_the_next_call_is_served(deed, reason, tmp_path):
    with pytest.raises(Died) as died:
        call(LIMITS, deed, tmp_path / "file")
    assert died.value.reason == reason
    assert call(LIMITS, name, "x") == '"x"'


def test_an_answer_of_another_type_is_no_answer():
    with pytest.raises(Died, match="crash"):
        call(LIMITS, deeds.lie)


def test_a_worker_calls_nothing_but_functions_of_hiraku():
    request = frames.frame(frames.CALL, ("os:getpid", frames.packed(())))[frames.HEAD :]
    (answer,) = worker.answers(request)
    assert frames.head(answer[: frames.HEAD])[0] == frames.FAILED


def test_what_a_function_prints_is_no_answer():
    assert call(LIMITS, deeds.printed) == "said"


def test_workers_end_with_the_process_that_asked_them():
    """SIGKILL cannot be heard: Linux ends the worker, even one that computes."""
    script = (
        "import confined_deeds as d, sys, threading; from hiraku.confined import calls;"
        f"calls.COMMAND = ({sys.executable!r}, '-P', '-c', d.WORKER);"
        "from hiraku.confined.limits import Limits;"
        "print(calls.call(Limits(), d.process_id), flush=True);"
        "calls.call(Limits(), d.compute_for_ever, __import__('pathlib').Path('x'))"
    )
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    worker_id = int(process.stdout.readline())
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    until = time.monotonic() + 5
    while _runs(worker_id) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _runs(worker_id)


def _runs(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{process}/stat", encoding="ascii") as stat:  # noqa: PTH123
        return stat.read().rpartition(")")[2].split()[0] != "Z"
