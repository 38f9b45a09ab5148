"""Work in shares: nothing is done twice or left out, and no error is lost in a copy."""

import os
import signal
import sys
from collections import Counter
from contextlib import suppress

import pytest

from hiraku.publishing.rendering import forked as shares
from hiraku.publishing.rendering.forked import run_in_forks
from hiraku.publishing.rendering.render import share_of


def notes(folder):
    def work(share, of):
        (folder / f"{share} of {of}, {os.getpid()}").touch()

    return work


@pytest.fixture(autouse=True)
def copies(monkeypatch):
    """Note each process that is made, and see that none is left."""
    made, copy = [], shares._copy  # noqa: SLF001 - only it knows them
    monkeypatch.setattr(shares, "_copy", lambda *given: made.append(copy(*given)) or made[-1])
    yield made
    for process in made:
        with pytest.raises(ChildProcessError):
            os.waitpid(process, os.WNOHANG)


@pytest.fixture(params=[1, 2, 5])
def processors(request, monkeypatch):
    monkeypatch.setattr(shares, "_processors", lambda: request.param)
    return request.param


def test_each_share_is_done_once_in_a_process_of_its_own(tmp_path, processors):
    run_in_forks(notes(tmp_path))
    done = sorted(path.name.split(", ") for path in tmp_path.iterdir())
    assert [what for what, _ in done] == [f"{n} of {processors}" for n in range(processors)]
    assert len({process for _, process in done}) == processors


@pytest.mark.parametrize("broken", range(5))
def test_an_error_in_any_share_is_told_here(tmp_path, processors, broken):
    def work(share, of):
        if share == broken:
            raise ValueError(share)
        notes(tmp_path)(share, of)

    if broken >= processors:
        run_in_forks(work)
        return
    with pytest.raises(ValueError, match=str(broken)):
        run_in_forks(work)


def test_what_failed_in_a_copy_alone_is_done_again(tmp_path, monkeypatch):
    monkeypatch.setattr(shares, "_processors", lambda: 2)
    here = os.getpid()

    def work(share, of):
        if os.getpid() != here:
            os._exit(9)
        notes(tmp_path)(share, of)

    run_in_forks(work)
    assert {path.name for path in tmp_path.iterdir()} == {f"{n} of 2, {here}" for n in (0, 1)}


def test_an_interruption_stops_the_copies(monkeypatch, copies):
    monkeypatch.setattr(shares, "_processors", lambda: 3)

    def work(share, of):
        if share == of - 1:
            raise KeyboardInterrupt
        os.read(os.pipe()[0], 1)

    with pytest.raises(KeyboardInterrupt):
        run_in_forks(work)
    assert len(copies) == 2


def test_a_copy_that_is_stopped_while_it_begins_ends(tmp_path, monkeypatch):
    """Else it would go on as the process that it is a copy of, or wait for ever."""
    here, fork = os.getpid(), os.fork

    def stopped_at_once():
        copy = fork()
        if not copy:
            os.kill(os.getpid(), signal.SIGTERM)
        return copy

    def work(share, of):
        if os.getpid() == here:
            (tmp_path / f"{share} of {of}").touch()
        else:
            (tmp_path / "went on").touch()

    monkeypatch.setattr(shares, "_processors", lambda: 2)
    monkeypatch.setattr(os, "fork", stopped_at_once)
    kept = signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        run_in_forks(work)
    except SystemExit:
        (tmp_path / "escaped").touch()
        os._exit(1)
    finally:
        signal.signal(signal.SIGTERM, kept)
    assert {path.name for path in tmp_path.iterdir()} == {"0 of 2", "1 of 2"}


def test_a_system_that_cannot_fork_does_all_by_itself(tmp_path, monkeypatch):
    with suppress(AttributeError):
        monkeypatch.delattr(os, "fork")
    run_in_forks(notes(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == [f"0 of 1, {os.getpid()}"]


@pytest.mark.parametrize("shares", range(1, 9))
@pytest.mark.parametrize("languages", range(1, 5))
def test_shares_are_even_and_of_few_languages(languages, shares):
    pages = 60 * shares
    owners = [
        [share_of(number, place, languages, shares) for number in range(pages)]
        for place in range(languages)
    ]
    counted = Counter(share for of_language in owners for share in of_language)
    assert set(counted) == set(range(shares))
    assert len(set(counted.values())) == 1
    spoken = Counter(share for of_language in owners for share in set(of_language))
    assert sum(spoken.values()) <= languages + shares - 1
