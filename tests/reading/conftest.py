import pytest
from shelf import opened


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """One DuckDB for all examples of a module: opening one takes longer than a small file."""
    with opened(tmp_path_factory.mktemp("shelf")) as shelf:
        yield shelf
