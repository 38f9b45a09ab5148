"""The finished site is read back; a file that its own kind of reader refuses is a fault."""

import pytest

from hiraku.publishing import verify


@pytest.mark.parametrize(
    ("name", "sound", "broken"),
    [
        ("catalog.jsonld", '{"@id": "x"}', '{"@id": '),
        ("data.geojson", "[]", "[NaN]"),
        ("croissant.json", "{}", "{'a': 1}"),
        ("feed.xml", "<feed/>", "<feed>"),
        ("catalog.rdf", "<a>津</a>", "<a>&nbsp;</a>"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_fault(tmp_path, name, sound, broken):
    (tmp_path / name).write_text(sound, encoding="utf-8")
    assert list(verify.faults(tmp_path)) == []
    (tmp_path / name).write_text(broken, encoding="utf-8")
    (fault,) = verify.faults(tmp_path)
    assert fault.startswith(f"{name}: ")


def test_the_published_sites_are_sound(any_site):
    assert list(verify.faults(any_site)) == []
