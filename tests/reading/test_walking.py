"""A walk leaves nothing out in silence, and no link ends it."""

import os

import pytest

from hiraku.reading.files.walking import walked


def test_links_are_named_and_not_walked(tmp_path):
    (tmp_path / "b" / "inner").mkdir(parents=True)
    (tmp_path / "a.csv").touch()
    (tmp_path / "away").symlink_to(tmp_path / "b")
    (tmp_path / "circle").symlink_to("circle")
    walk = {parent: (folders, files) for parent, folders, files in walked(tmp_path)}
    assert walk.pop(str(tmp_path)) == (["away", "b"], ["a.csv", "circle"])
    assert walk == {str(tmp_path / "b"): (["inner"], []), str(tmp_path / "b/inner"): ([], [])}


def test_a_folder_that_is_not_there_holds_nothing(tmp_path):
    assert list(walked(tmp_path / "none")) == []


def test_a_folder_that_cannot_be_read_is_no_empty_one(tmp_path, monkeypatch):
    def refused(path):
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refused)
    with pytest.raises(PermissionError, match=tmp_path.name):
        list(walked(tmp_path))
