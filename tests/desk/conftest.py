"""A catalog of a town, begun by `hiraku init`, in which the commands run."""

import datetime as dt

import pytest

from hiraku.starting.answers import Answers
from hiraku.starting.start import start


@pytest.fixture
def catalog(tmp_path, monkeypatch):
    root = tmp_path / "catalog"
    start(root, Answers("town", ("津市",), ("ja",)), dt.date(2026, 11, 1))
    monkeypatch.chdir(root)
    return root
