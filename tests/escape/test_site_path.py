"""No text is a path: each part of an address is made by one function, and no part leads out."""

import re
import unicodedata
from urllib.parse import unquote

import pytest
from escape.names import HOSTILE, UNSEEN
from hypothesis import given
from hypothesis import strategies as st

from hiraku.errors import HirakuError
from hiraku.publishing.site import links
from hiraku.publishing.site.site_path import quoted, segment, site_path, stage_path

NAMES = HOSTILE | UNSEEN
SANE = ["kpi", "三重県", "三重県 津市", "A&B", "100%", "a_b.c-d", "総務部（デジタル）", "café"]
ADDRESSES = {
    "publisher": lambda name: links.facet("publisher", name),
    "dataset": links.dataset,
    "archive": links.dataset_archive,
    "schema": links.schema,
    "template": links.template,
    "municipality": links.municipality,
    "chart": lambda name: links.chart("kpi", name, "ja", "ja"),
    "action": lambda name: links.action("package_show", name),
}


def is_inside(path):
    parts = path.split("/")
    return all(part not in {"", ".", ".."} and len(part.encode()) <= 255 for part in parts)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("name", NAMES)
def test_no_name_leads_out_of_the_site(name, address, tmp_path):
    path = links.file(ADDRESSES[address](NAMES[name]))
    assert is_inside(path)
    depth = links.file(ADDRESSES[address]("kpi")).count("/")
    assert path.count("/") == depth
    target = stage_path(tmp_path / "stage", path)
    target.write_text("x")
    assert target.resolve().is_relative_to((tmp_path / "stage").resolve())
    assert [child.name for child in tmp_path.iterdir()] == ["stage"]


@pytest.mark.parametrize("name", SANE)
def test_a_sane_name_is_its_own_part(name):
    assert segment(name) == name


def test_no_two_names_share_a_part_though_a_disk_folds_their_forms():
    parts = [unicodedata.normalize("NFC", segment(name)) for name in NAMES.values()]
    assert len(set(parts)) == len(set(NAMES.values()))


@given(st.text(st.characters()))
def test_any_text_is_one_safe_part(name):
    part = segment(name)
    assert is_inside(part)
    assert "/" not in part
    assert not re.search(r'[\\<>:"|?*\x00-\x1f\x7f]', part)
    assert part == part.strip(" .")
    assert unquote(quoted(name)) == part


@given(st.text(st.characters()), st.text(st.characters()))
def test_different_texts_have_different_parts(first, second):
    assert (segment(first) == segment(second)) == (first == second)


@pytest.mark.parametrize(
    "address",
    ["../x", "a/../../x", "%2e%2e/x", "a//b", "/etc/passwd", "a/./b", "a%00b", "a%0Ab", "a%5Cb"],
)
def test_an_address_that_is_not_inside_is_refused(address):
    with pytest.raises(HirakuError):
        site_path(address)
