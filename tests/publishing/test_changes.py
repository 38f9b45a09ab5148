"""A catalog with a history: what changed, which versions there were, and what is withdrawn."""

import hashlib
import json
import re

import pytest
from catalogs import configure, lay_out
from repositories import git

from hiraku.progress import silent
from hiraku.publishing.publish import publish

WITHDRAWN = """\
withdrawn:
  - id: old-cards
    title: 前のカードの交付状況
    title@en: Cards issued before
    date: "2026-02-02"
    reason: 集計の方法を変えました。
    replacedBy: cards
"""


def commit(folder, day):
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", day, day=day)


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    """Return a catalog whose cards changed three times, and their words once more."""
    folder = tmp_path_factory.mktemp("history")
    lay_out("nothing-wrong", folder)
    configure(folder)
    (folder / ".gitignore").write_text("build\n", encoding="utf-8")
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, "2026-01-01")
    cards, descriptor = (
        folder / "datasets/cards" / name for name in ("cards.csv", "datapackage.yaml")
    )
    first = cards.read_bytes()
    edit(cards, "242021,四日市市,47.4,2960", "242021,四日市市,47.5,2970")
    edit(cards, "242039,伊勢市,45.1,1210,2022-08-31,速報値\n", "")
    commit(folder, "2026-02-02")
    edit(descriptor, 'version: "1.0.0"', 'version: "1.1.0"\nkeepVersions: true')
    edit(descriptor, "updateFrequency: irregular", "updateFrequency: monthly")
    commit(folder, "2026-03-03")
    edit(folder / "schemas/cards.yaml", "  - name: note\n", "  - name: remarks\n")
    edit(cards, "as_of,note", "as_of,remarks")
    with (folder / "datasets/catalog.yaml").open("a", encoding="utf-8") as stream:
        stream.write(WITHDRAWN)
    commit(folder, "2026-05-05")
    edit(descriptor, "試験のための値です。\ndescription@en", "試験の値です。\ndescription@en")
    edit(folder / "schemas/cards.yaml", "title: 備考", "title: 補足")
    commit(folder, "2026-06-10")
    return folder, first


@pytest.fixture(scope="module")
def site(catalog):
    return publish(catalog[0], None, silent).site_dir


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.read_text("utf-8")))


def test_the_page_of_a_dataset_tells_each_change_and_whether_users_must_adapt(site):
    page = (site / "datasets/cards/index.html").read_text("utf-8")
    history = page.split('id="history"')[1].split("</section>")[0]
    told = [re.sub(r"<[^>]+>|\s+", " ", each) for each in history.split("<li>")[1:]]
    told = [" ".join(each.split()) for each in told]
    assert told[0].startswith("2026年6月10日 項目定義を見直し 説明を見直し そのまま使えます")
    assert told[1].startswith(
        "2026年5月5日 列を追加：remarks 列を削除：note 項目定義を見直し 使い方の見直しが必要"
    )
    assert told[2].startswith("2026年3月3日 版 1.0.0 → 1.1.0 そのまま使えます")
    assert told[3].startswith("2026年2月2日 1行を変更 1行を削除 そのまま使えます")
    assert told[4].startswith("2026年1月1日 記録のはじまり")
    assert [each.split()[0] for each in told[5:]] == ["1.1.0", "1.0.0"]  # the CSV of each version


def test_the_page_of_changes_tells_them_day_by_day(site):
    page = (site / "changes/index.html").read_text("utf-8")
    days = re.findall(r'<h2><time datetime="([\d-]+)"', page)
    assert days == ["2026-06-10", "2026-05-05", "2026-03-03", "2026-02-02", "2026-01-01"]
    assert 'href="../datasets/old-cards/"' in page.split("2026-02-02")[1].split("<h2>")[0]
    english = words(site / "en/changes/index.html")
    assert "1 row changed 1 row removed" in english
    assert "カードの交付状況 項目定義を見直し 説明を見直し" in words(site / "index.html")


def test_versions_keep_their_bytes_under_names_of_their_content(site, catalog):
    folder = site / "datasets/cards/versions"
    files = sorted(folder.glob("*.csv"))
    assert len(files) == 3
    assert all(
        hashlib.sha256(each.read_bytes()).hexdigest().startswith(each.stem) for each in files
    )
    assert catalog[1] in [each.read_bytes() for each in files]
    page = (folder / "index.html").read_text("utf-8")
    assert all(f'href="{each.name}"' in page for each in files)
    assert re.findall(r'<time datetime="([\d-]+)"', page) == [
        "2026-05-05",
        "2026-02-02",
        "2026-01-01",
    ]


def test_a_dataset_that_was_only_ever_one_has_no_versions(site):
    assert not (site / "datasets/municipalities/versions/index.html").exists()
    assert "記録のはじまり" in words(site / "datasets/municipalities/index.html")


def test_what_is_overdue_is_judged_as_of_the_commit(site):
    page = (site / "quality/index.html").read_text("utf-8")
    assert "2026年6月10日</time>（公開のもとになったコミットの日）" in page
    assert '<span class="late" data-due="2022-09-30"' in page


def test_mended_words_put_off_no_due_date(site):
    listed = json.loads((site / "quality.json").read_text("utf-8"))
    cards = next(each for each in listed["datasets"] if each["dataset"] == "cards")
    assert cards["modified"] == "2026-06-10"
    assert (cards["data_modified"], cards["due"], cards["overdue"]) == (
        "2026-05-05",
        "2022-09-30",  # a month after the end of the period that the data covers
        True,
    )


def test_a_withdrawn_dataset_has_a_tombstone_that_leads_on(site):
    page = (site / "datasets/old-cards/index.html").read_text("utf-8")
    assert "前のカードの交付状況" in page
    assert "集計の方法を変えました。" in page
    assert 'href="../cards/"' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "Cards issued before" in (site / "en/datasets/old-cards/index.html").read_text("utf-8")
    listed = json.loads((site / "withdrawn.json").read_text("utf-8"))
    assert [(each["id"], each["replaced_by"]) for each in listed] == [("old-cards", "cards")]
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    assert "datasets/cards/" in sitemap
    assert "old-cards" not in sitemap
