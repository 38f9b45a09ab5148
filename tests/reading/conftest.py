import signal

import pytest
from shelf import opened


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """One DuckDB for all examples of a module: opening one takes longer than a small file."""
    with opened(tmp_path_factory.mktemp("shelf")) as shelf:
        yield shelf


@pytest.fixture
def impatient():
    """Fail after a minute: what is refused is refused at once, or not at all."""

    def give_up(_signal, _frame):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
