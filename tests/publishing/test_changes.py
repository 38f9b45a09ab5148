"""A catalog with a history: what changed, which versions there were, and what is withdrawn."""

import hashlib
import json
import re
from xml.etree import ElementTree as ET

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


CORRECTIONS = """\
corrections:
  - date: "2026-06-09"
    wrong: 四日市市の枚数を2960としていました
    wrong@en: The cards of Yokkaichi were said to be 2,960
    since: "2026-01-01"
    right: 2970枚
    right@en: 2,970 cards
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
    edit(descriptor, "updateFrequency: monthly", f"updateFrequency: monthly\n{CORRECTIONS}")
    commit(folder, "2026-06-10")
    return folder, first


@pytest.fixture(scope="module")
def site(catalog):
    return publish(catalog[0], None, silent).site_dir


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.read_text("utf-8")))


def test_the_page_of_a_dataset_tells_each_change_and_whether_users_must_adapt(site):
    page = (site / "datasets/cards/index.html").read_text("utf-8")
    history = page.split('id="history"')[1].split("</details>")[0]
    history = re.sub(r'(?s)<ul class="rows-told">.*?</ul>', "", history)
    told = [re.sub(r"<[^>]+>|\s+", " ", change) for change in history.split("<li>")[1:]]
    told = [" ".join(change.split()) for change in told]
    assert told[0].startswith("2026年6月10日 項目定義を見直し 説明を見直し そのまま使えます")
    assert told[1].startswith(
        "2026年5月5日 列を追加：備考（remarks） 列を削除：備考（note） 項目定義を見直し"
        " 使い方の見直しが必要"
    )
    assert told[2].startswith("2026年3月3日 版 1.0.0 → 1.1.0 そのまま使えます")
    assert told[3].startswith("2026年2月2日 1行を変更 1行を削除 そのまま使えます")
    assert told[4].startswith("2026年1月1日 記録のはじまり")
    assert [change.split()[1] for change in told[5:]] == ["1.1.0", "1.0.0"]  # each version


def test_the_page_of_changes_tells_them_day_by_day(site):
    page = (site / "changes/index.html").read_text("utf-8")
    days = re.findall(r'<h2><time datetime="([\d-]+)"', page)
    assert days == [
        "2026-06-10", "2026-06-09", "2026-05-05", "2026-03-03", "2026-02-02", "2026-01-01",
    ]  # fmt: skip
    assert 'href="../datasets/old-cards/"' in page.split("2026-02-02")[1].split("<h2>")[0]
    english = words(site / "en/changes/index.html")
    assert "1 row changed 1 row removed" in english
    assert "カードの交付状況 項目定義を見直し 説明を見直し" in words(site / "index.html")


ROWS = (
    "242021の交付率（令和4年8月末） 47.4 → 47.5（+0.2 %）",
    "242021の交付数（令和4年8月末） 2960 → 2970枚（+0.3 %）",
    "削除：242039（令和4年8月末）",
)


def test_the_first_rows_of_a_change_are_told_in_words(site):
    for page in ("changes/index.html", "datasets/cards/index.html"):
        said = words(site / page)
        assert [row for row in ROWS if row not in said] == [], page
    assert "Removed: 242039 (31 August 2022)" in words(site / "en/changes/index.html")


def test_a_schema_change_is_told_with_its_verdict(site):
    day = words(site / "changes/index.html").split("2026年5月5日")[1].split("2026年3月3日")[0]
    assert "使い方の見直しが必要" in day
    assert "列「備考（note）」がなくなりました" in day


def test_a_correction_is_marked_as_such_wherever_changes_are_told(site):
    for page in ("changes/index.html", "datasets/cards/index.html"):
        text = (site / page).read_text("utf-8")
        assert '<span class="badge soon">訂正</span>' in text
        assert "四日市市の枚数を2960としていました" in text
        assert "正しくは：2970枚" in text
    assert "Right: 2,970 cards" in words(site / "en/datasets/cards/index.html")


def entries(feed):
    atom = "{http://www.w3.org/2005/Atom}"
    return [
        {name: entry.findtext(atom + name) for name in ("id", "title", "updated", "summary")}
        for entry in ET.parse(feed).iter(f"{atom}entry")
    ]


def test_the_feed_has_an_entry_for_each_change_with_its_time(site):
    told = entries(site / "datasets/cards/feed.xml")
    assert [entry["updated"] for entry in told] == [
        "2026-06-10T12:00:00+09:00",
        "2026-06-09T00:00:00+09:00",
        "2026-05-05T12:00:00+09:00",
        "2026-03-03T12:00:00+09:00",
        "2026-02-02T12:00:00+09:00",
        "2026-01-01T12:00:00+09:00",
    ]
    assert len({entry["id"] for entry in told}) == 6
    assert told[1]["title"] == "カードの交付状況：訂正"
    assert "正しくは、2970枚" in told[1]["summary"]
    assert "使い方の見直しが必要" in told[2]["summary"]
    assert [row for row in ROWS if row not in told[4]["summary"]] == []


def test_the_feed_of_the_catalog_tells_what_was_withdrawn(site):
    told = [entry for entry in entries(site / "feed.xml") if entry["title"].endswith("：取り下げ")]
    assert [entry["summary"] for entry in told] == ["集計の方法を変えました。"]


def test_versions_keep_their_bytes_under_names_of_their_content(site, catalog):
    folder = site / "datasets/cards/versions"
    files = sorted(folder.glob("*.csv"))
    assert len(files) == 3
    assert all(
        hashlib.sha256(file.read_bytes()).hexdigest().startswith(file.stem) for file in files
    )
    assert catalog[1] in [file.read_bytes() for file in files]
    page = (folder / "index.html").read_text("utf-8")
    assert all(f'href="{file.name}"' in page for file in files)
    assert re.findall(r'<time datetime="([\d-]+)"', page.partition("</main>")[0]) == [
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


def test_the_due_day_stands_in_a_calendar(site):
    raw = (site / "quality.ics").read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    lines = raw.decode().replace("\r\n ", "").split("\r\n")
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20220930" in lines
    assert "DTSTAMP:20260610T000000Z" in lines
    assert "SUMMARY:更新の期限: カードの交付状況" in lines
    assert 'href="../quality.ics"' in (site / "quality/index.html").read_text("utf-8")


def test_mended_words_put_off_no_due_date(site):
    listed = json.loads((site / "quality.json").read_text("utf-8"))
    cards = next(dataset for dataset in listed["datasets"] if dataset["dataset"] == "cards")
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
    assert [(notice["id"], notice["replaced_by"]) for notice in listed] == [("old-cards", "cards")]
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    assert "datasets/cards/" in sitemap
    assert "old-cards" not in sitemap
