import pytest
from bench_of_files import opened


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """One DuckDB for all files of a module."""
    with opened(tmp_path_factory.mktemp("bench")) as bench:
        yield bench
