"""The published folder is exchanged or left alone; nothing in between."""

import errno
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from catalogs import configure, fingerprint, lay_out

from hiraku.errors import HirakuError, UsageError
from hiraku.progress import silent
from hiraku.publishing.publish import publish
from hiraku.publishing.release import exchange as releasing
from hiraku.publishing.release.exchange import release

OLD = "<h1>old</h1>"
NEW = "<h1>new</h1>"


def writes(text, name="index.html"):
    def build(folder):
        (folder / name).write_text(text, encoding="utf-8")

    return build


@pytest.fixture
def published(tmp_path):
    site = tmp_path / "build" / "site"
    release(site, writes(OLD))
    return site


def leftovers(site):
    return [path.name for path in site.parent.glob(".hiraku-*") if path.is_dir()]


def test_the_first_release_makes_the_folder(published):
    assert (published / "index.html").read_text("utf-8") == OLD


def test_the_next_release_takes_its_place(published):
    assert release(published, writes(NEW)) == 3  # with the ledger and the checksums
    assert (published / "index.html").read_text("utf-8") == NEW
    assert leftovers(published) == []


def test_a_system_without_exchange_renames_twice(published, monkeypatch):
    monkeypatch.setattr(releasing, "_renameat2", lambda *_: False)
    release(published, writes(NEW))
    assert (published / "index.html").read_text("utf-8") == NEW
    assert leftovers(published) == []


def test_a_system_whose_library_knows_no_exchange_renames_twice(published, monkeypatch):
    monkeypatch.setattr(releasing.ctypes, "CDLL", lambda *_, **__: object())
    release(published, writes(NEW))
    assert (published / "index.html").read_text("utf-8") == NEW
    assert leftovers(published) == []


def test_a_rename_that_fails_brings_the_old_site_back(published, monkeypatch):
    before = fingerprint(published)
    monkeypatch.setattr(releasing, "_renameat2", lambda *_: False)
    rename = Path.rename

    def failing(self, target):
        if self.name.startswith(".hiraku-site-") and not self.name.endswith("-old"):
            raise OSError(errno.EIO, "no")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="no"):
        release(published, writes(NEW))
    assert fingerprint(published) == before


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("index.html", '<a href="nowhere/">x</a>', "index.html: nowhere/"),
        ("index.html", '<a href="#nothing">x</a>', "index.html: #nothing"),
        ("index.html", '<a href="../outside.html">x</a>', "index.html: ../outside.html"),
        ("index.html", '<img src="lost.png" alt="">', "index.html: lost.png"),
        ("x.json", "[1,", "x.json: "),
    ],
)
def test_a_site_with_a_fault_is_not_published(published, name, text, fault):
    before = fingerprint(published)
    with pytest.raises(HirakuError) as caught:
        release(published, writes(text, name))
    assert fault in caught.value.in_language("en")
    assert fault in caught.value.in_language("ja")
    assert fingerprint(published) == before


@pytest.mark.parametrize("rows", ['[{"a":"1"}]', '[{"a":"1"},{"a":"3"}]', '[{"b":"1"},{"b":"2"}]'])
def test_json_that_differs_from_its_csv_is_not_published(published, rows):
    def build(folder):
        (folder / "data.csv").write_text("a\n1\n2\n", encoding="utf-8")
        (folder / "data.json").write_text(rows, encoding="utf-8")

    with pytest.raises(HirakuError, match=r"data\.json"):
        release(published, build)


def test_two_releases_at_once_are_refused(published):
    before = fingerprint(published)

    def build(folder):
        writes(NEW)(folder)
        with pytest.raises(HirakuError, match="Another hiraku is publishing"):
            release(published, writes("<h1>other</h1>"))
        assert fingerprint(published) == before

    release(published, build)
    assert (published / "index.html").read_text("utf-8") == NEW


SLOW = """
import sys, time
from pathlib import Path
from hiraku.publishing.release.exchange import release

def build(folder):
    (folder / "index.html").write_text("<h1>half</h1>")
    print("building", flush=True)
    time.sleep(60)

release(Path(sys.argv[1]), build)
"""


def test_a_killed_release_leaves_the_old_site_and_the_next_one_works(published):
    before = fingerprint(published)
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, str(published)], stdout=subprocess.PIPE, text=True
    ) as process:
        process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.wait(10)
    assert fingerprint(published) == before
    assert leftovers(published) != []
    release(published, writes(NEW))
    assert (published / "index.html").read_text("utf-8") == NEW
    assert leftovers(published) == []


def test_a_full_disk_leaves_the_old_site(published):
    """A limit on the size of files stands in for a full disk: writing fails half-way."""
    before = fingerprint(published)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OSError, match="too large"):
            release(published, writes("x" * 5000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, ignored)
    assert fingerprint(published) == before
    assert leftovers(published) == []


def test_the_old_site_stays_readable_until_the_new_one_is_there(published):
    seen = []

    def build(folder):
        writes(NEW)(folder)
        seen.append((published / "index.html").read_text("utf-8"))

    release(published, build)
    assert seen == [OLD]


def test_data_that_changes_during_a_build_is_not_published(tmp_path):
    lay_out("nothing-wrong", tmp_path)
    configure(tmp_path)
    before = fingerprint(publish(tmp_path, None, silent).site_dir)
    data = tmp_path / "datasets" / "municipalities" / "municipalities.csv"

    def meddle(_done, _total, name):
        if name == "municipalities":
            data.write_text(data.read_text("utf-8") + "242055,桑名市\n", encoding="utf-8")

    with pytest.raises(HirakuError, match=r"municipalities\.csv"):
        publish(tmp_path, None, meddle)
    assert fingerprint(tmp_path / "build" / "site") == before


@pytest.mark.parametrize("target", [".", "datasets", "schemas", "pages", "build", "mkdocs.yml"])
def test_nothing_but_a_site_is_ever_replaced(tmp_path, target):
    lay_out("nothing-wrong", tmp_path)
    configure(tmp_path)
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "precious").write_text("mine", encoding="utf-8")
    before = fingerprint(tmp_path)
    with pytest.raises(UsageError, match="no site of hiraku's"):
        publish(tmp_path, tmp_path / target, silent)
    assert fingerprint(tmp_path) == before


@pytest.mark.parametrize(
    "target",
    [
        "datasets/new", "datasets/cards/new", "schemas/new", "pages/new", "looks/new", "src/new",
        ".git/new", "link/new", "datasets/../schemas/new",
    ],
)  # fmt: skip
def test_nothing_is_published_into_what_a_site_is_made_of(tmp_path, target):
    """A folder that does not exist yet may be published to, but not below the sources."""
    lay_out("nothing-wrong", tmp_path)
    configure(tmp_path)
    (tmp_path / "looks").mkdir()
    (tmp_path / "link").symlink_to("datasets")
    configuration = tmp_path / "mkdocs.yml"
    text = configuration.read_text("utf-8").replace("hiraku}", "hiraku, custom_dir: looks}")
    configuration.write_text(text, encoding="utf-8")
    before = fingerprint(tmp_path)
    with pytest.raises(UsageError, match="no site of hiraku's"):
        publish(tmp_path, tmp_path / target, silent)
    assert fingerprint(tmp_path) == before
    assert not (tmp_path / target).exists()


def test_a_folder_above_the_sources_is_never_replaced_even_if_it_was_a_site(tmp_path):
    lay_out("nothing-wrong", tmp_path)
    configure(tmp_path)
    (tmp_path / "SHA256SUMS").write_text("", encoding="utf-8")
    before = fingerprint(tmp_path)
    with pytest.raises(UsageError, match="no site of hiraku's"):
        publish(tmp_path, tmp_path, silent)
    assert fingerprint(tmp_path) == before


def test_folders_of_a_like_name_are_left_alone(published):
    other = published.parent / ".site-backup"
    other.mkdir()
    (other / "precious").write_text("mine", encoding="utf-8")
    release(published, writes(NEW))
    assert (other / "precious").read_text("utf-8") == "mine"


def test_a_published_dataset_does_not_vanish_without_a_tombstone(tmp_path):
    site = tmp_path / "site"

    def build(*ids, gone=()):
        def fill(folder):
            for name in (*ids, *gone):
                page = folder / "datasets" / name / "index.html"
                page.parent.mkdir(parents=True)
                page.write_text(NEW, encoding="utf-8")
            for name in ids:
                (folder / "datasets" / name / "datapackage.json").write_text("{}", "utf-8")

        return fill

    release(site, build("cards", "kpi"))
    before = fingerprint(site)
    with pytest.raises(HirakuError) as stopped:
        release(site, build("kpi", "others"))
    for words in (stopped.value.in_language("ja"), stopped.value.in_language("en")):
        assert "dataset-vanished" in words
        assert "\n  cards\n" in words
        assert "withdrawn" in words
        assert str(site) in words
    assert fingerprint(site) == before

    def with_tombstone(folder):
        build("kpi", "others", gone=["cards"])(folder)
        (folder / "withdrawn.json").write_text('[{"id": "cards"}]', encoding="utf-8")

    release(site, with_tombstone)
    with pytest.raises(HirakuError, match="cards"):
        release(site, build("kpi", "others"))
