"""Changes of a catalog in git: branches, histories, approvals, references, and the forms."""

import io
import json
import re

import pytest
import yaml
from catalogs import lay_out
from click.testing import CliRunner
from repositories import git

from hiraku.changes.compare.remains import remains
from hiraku.changes.compare.report import write_changes
from hiraku.changes.compare.run import run
from hiraku.changes.withdrawal import Withdrawal, write_withdrawal
from hiraku.cli import cli
from hiraku.errors import HirakuError, UsageError
from hiraku.reading.catalog.catalog import read_catalog

SCHEMA, PACKAGE = "schemas/cards.yaml", "datasets/cards/datapackage.yaml"
DATA = "datasets/cards/cards.csv"


@pytest.fixture
def catalog(tmp_path):
    root = tmp_path / "catalog"
    lay_out("nothing-wrong", root)
    git(root, "init", "-q", "-b", "main")
    commit(root, "one")
    return root


def commit(root, words, day="2022-01-01"):
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", words, day=day)


def change(root, file, edit):
    path = root / file
    tree = yaml.safe_load(path.read_text("utf-8"))
    edit(tree)
    path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), "utf-8")


def rewrite(root, old, new, file=DATA):
    path = root / file
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def compared(root, *what, profile="recipe"):
    return run(what, root, profile, None)


def found(report):
    return {
        judgement.rule.id: judgement
        for subject in reversed(report.subjects)
        for judgement in subject.judgements
    }


def field(tree, name):
    return next(field for field in tree["fields"] if field["name"] == name)


def test_nothing_changed(catalog):
    report = compared(catalog)
    assert report.ok
    assert report.subjects == ()


def test_a_column_renamed_under_the_same_version_is_due(catalog):
    change(catalog, SCHEMA, lambda tree: field(tree, "rate").update(name="share"))
    rewrite(catalog, "name,rate", "name,share")
    report = compared(catalog)
    assert not report.ok
    assert {"field-likely-renamed", "field-removed", "version-not-raised"} <= set(found(report))
    assert found(report)["version-not-raised"].values["required"] == "2.0.0"


def test_with_the_version_raised_it_may_be_published(catalog):
    change(catalog, SCHEMA, lambda tree: field(tree, "rate").update(name="share"))
    change(catalog, SCHEMA, lambda tree: field(tree, "share").update(renamedFrom="rate"))
    rewrite(catalog, "name,rate", "name,share")
    for file in (SCHEMA, PACKAGE):
        change(catalog, file, lambda tree: tree.update(version="2.0.0"))
    report = compared(catalog)
    assert report.ok
    assert found(report)["field-renamed"].breaks_readers


def test_two_commits_and_their_merge_base_are_compared(catalog):
    git(catalog, "checkout", "-q", "-b", "work")
    rewrite(catalog, "46.8", "46.9")
    commit(catalog, "two")
    git(catalog, "checkout", "-q", "main")
    rewrite(catalog, "47.4", "47.5")
    commit(catalog, "three")
    one = compared(catalog, "main...work")
    both = compared(catalog, "main..work")
    assert [comparison.subjects[0].tables[0].rows.cells for comparison in (one, both)] == [1, 2]


@pytest.mark.parametrize("name", ["nowhere", "--output=x", "main..nowhere"])
def test_a_commit_that_is_none_is_told(catalog, name):
    with pytest.raises(UsageError):
        compared(catalog, name)
    assert not (catalog / "x").exists()


def test_without_a_repository_it_says_so(tmp_path):
    lay_out("nothing-wrong", tmp_path)
    with pytest.raises(HirakuError):
        compared(tmp_path)


def test_all_past_files_are_held_against_a_new_schema(catalog):
    rewrite(catalog, "津市", "津")
    change(catalog, SCHEMA, lambda tree: field(tree, "name")["constraints"].pop("minLength"))
    commit(catalog, "short", day="2022-02-01")
    rewrite(catalog, "津,", "津市,")
    commit(catalog, "long", day="2022-03-01")
    change(catalog, SCHEMA, lambda tree: field(tree, "name")["constraints"].update(minLength=2))
    judged = found(compared(catalog))["shortest-length-raised"]
    assert (judged.decided, judged.count) == ("proved-by-data", 1)


def test_a_name_that_was_retired_stays_reserved(catalog):
    change(catalog, SCHEMA, lambda tree: field(tree, "count").update(name="cards"))
    rewrite(catalog, ",count,", ",cards,")
    commit(catalog, "two", day="2022-02-01")
    other = {"name": "count", "title": "面積", "type": "number", "unit": "km2"}
    change(catalog, SCHEMA, lambda tree: tree["fields"].append(other))
    assert "retired-name-reused" in found(compared(catalog))


def test_a_promised_day_must_pass_before_a_column_goes(catalog):
    change(catalog, SCHEMA, lambda tree: field(tree, "note").update(deprecated="2001-01-01"))
    commit(catalog, "two")
    change(catalog, SCHEMA, lambda tree: tree["fields"].remove(field(tree, "note")))
    judged = found(compared(catalog))
    assert "field-removed" in judged
    assert "removed-before-its-day" not in judged


def refer(root):
    """Let the cards refer to the municipalities."""
    key = {"fields": "municipality_code",
           "reference": {"package": "municipalities", "fields": "code"}}  # fmt: skip
    change(root, SCHEMA, lambda tree: tree.update(foreignKeys=[key]))
    commit(root, "refer")


def test_what_others_refer_to_breaks_them(catalog):
    refer(catalog)
    change(
        catalog, "schemas/municipalities.yaml", lambda tree: field(tree, "code").update(name="k")
    )
    judged = found(compared(catalog))["referenced-thing-changed"]
    assert str(judged.values["others"]) == "カードの交付状況"


def test_rows_that_others_refer_to_are_missed(catalog):
    refer(catalog)
    file = "datasets/municipalities/municipalities.csv"
    rewrite(catalog, "242039,伊勢市\n", "", file)
    assert "referenced-row-removed" in found(compared(catalog))


def test_a_table_that_promised_to_keep_all_rows(catalog):
    change(catalog, PACKAGE, lambda tree: tree.update(appendOnly=True))
    commit(catalog, "two")
    rewrite(catalog, "242039,伊勢市,45.1,1210,2022-08-31,速報値\n", "")
    assert "rows-removed-from-append-only" in found(compared(catalog))


def test_a_dataset_that_goes_leaves_a_notice(catalog):
    git(catalog, "rm", "-rq", "datasets/cards")
    assert "dataset-withdrawn-unsaid" in found(compared(catalog))
    gone = {"id": "cards", "title": "t", "date": "2022-01-01", "reason": "r"}
    change(catalog, "datasets/catalog.yaml", lambda tree: tree.update(withdrawn=[gone]))
    report = compared(catalog)
    assert "dataset-withdrawn" in found(report)
    assert report.ok


def municipalities(root):
    """Let 12 municipalities have a card each, and the cards refer to their register."""
    codes = [f"24{number:03d}0" for number in range(1, 13)]
    places = "".join(f"{code},町{code}\n" for code in codes)
    (root / "datasets/municipalities/municipalities.csv").write_text(
        f"code,name\n{places}", "utf-8"
    )
    head = (root / DATA).read_text("utf-8").splitlines()[0]
    rows = [f"{code},町{code},1.0,1,2022-08-31," for code in codes]
    register = {"dataset": "municipalities", "code": "code", "name": "name"}
    change(root, "datasets/catalog.yaml", lambda tree: tree.update(municipalities=register))
    (root / DATA).write_text("\n".join([head, *rows]) + "\n", "utf-8")
    refer(root)


def test_a_municipality_that_is_missing_at_a_date_is_told_by_its_name(catalog):
    municipalities(catalog)
    rewrite(catalog, "240030,町240030,1.0,1,2022-08-31,\n", "")
    judged = found(compared(catalog))["municipality-missing"]
    assert judged.count == 1
    assert [str(place) for place in judged.values["missing"]] == ["町240030"]
    assert judged.values["date"] == "2022-08-31"


def test_a_table_of_some_municipalities_misses_none(catalog):
    municipalities(catalog)
    lines = (catalog / DATA).read_text("utf-8").splitlines()
    (catalog / DATA).write_text("\n".join(lines[:6]) + "\n", "utf-8")
    assert "municipality-missing" not in found(compared(catalog))


def test_a_dataset_that_is_new_is_told_and_asks_for_nothing(catalog):
    new = catalog / "datasets" / "more"
    new.mkdir()
    for file in ("datapackage.yaml", "cards.csv"):
        (new / file).write_bytes((catalog / "datasets" / "cards" / file).read_bytes())
    change(catalog, "datasets/more/datapackage.yaml", lambda tree: tree.update(name="more"))
    report = compared(catalog)
    assert [(subject.id, [judgement.rule.id for judgement in subject.judgements])
            for subject in report.subjects] == [("more", ["dataset-added"])]  # fmt: skip
    assert report.ok


def approve(root, fingerprint, until="2999-12-31"):
    entry = {"fingerprint": fingerprint, "reason": "様式の変更", "by": "担当", "until": until}
    text = yaml.safe_dump({"approvals": [entry]}, allow_unicode=True)
    (root / "approvals.yaml").write_text(text, "utf-8")


def test_what_is_approved_is_not_due_until_the_approval_ends(catalog):
    rewrite(catalog, "242039,伊勢市,45.1,1210,2022-08-31,速報値\n", "")
    change(catalog, PACKAGE, lambda tree: tree.update(version="1.0.1"))
    judged = found(compared(catalog))["rows-shrank-by-a-tenth"]
    assert not compared(catalog).ok
    approve(catalog, judged.fingerprint)
    assert compared(catalog).ok
    approve(catalog, judged.fingerprint, until="2001-01-01")
    expired = compared(catalog)
    assert [acceptance.rule.id for acceptance in expired.left_over] == ["approval-expired"]
    approve(catalog, "0" * 12)
    assert [acceptance.rule.id for acceptance in compared(catalog).left_over] == [
        "approval-unmatched"
    ]


@pytest.mark.parametrize("text", ["approvals: 1\n", "approvals: [{reason: x}]\n", "a: [\n", "x\n"])
def test_approvals_that_cannot_be_understood_stop(catalog, text):
    rewrite(catalog, "46.8", "46.9")
    (catalog / "approvals.yaml").write_text(text, "utf-8")
    with pytest.raises(HirakuError):
        compared(catalog)


def shown(report, form, language="ja"):
    out = io.StringIO()
    write_changes(form, report, out, language)
    return out.getvalue()


def test_json_tells_differences_apart_from_verdicts(catalog):
    change(catalog, SCHEMA, lambda tree: field(tree, "rate").update(unit="‰"))
    told = json.loads(shown(compared(catalog), "json"))
    subject = told["subjects"][0]
    kinds = [difference["kind"] for difference in subject["differences"]]
    assert kinds == ["unit", "version"]
    assert subject["verdicts"][0]["id"] == "unit-changed"
    assert subject["verdicts"][0]["decided"] == "possible"
    assert subject["version"] == {
        "before": "1.0.0", "declared": "1.0.0", "required": "2.0.0", "bump": "major",
        "enough": False,
    }  # fmt: skip


def test_a_changed_cell_is_told_in_words(catalog):
    change(catalog, SCHEMA, lambda tree: tree.update(primaryKey=["name", "as_of"]))
    commit(catalog, "key")
    rewrite(catalog, "46.8", "18.2")
    assert "津市の交付率（令和4年8月末） 46.8 → 18.2（−61.1 %）" in shown(compared(catalog), "text")
    assert "Issuance rate of 津市 (31 August 2022): 46.8 → 18.2" in shown(
        compared(catalog), "text", "en"
    )


HOSTILE = "<img src=x onerror=1> @all [a](https://evil.example) ::error::x `c` | %0A"


def test_hostile_texts_are_texts_in_every_form(catalog):
    change(catalog, SCHEMA, lambda tree: tree.update(primaryKey=["name"]))
    commit(catalog, "key")
    rewrite(catalog, "速報値", HOSTILE)
    report = compared(catalog)
    comment, lines = shown(report, "markdown"), shown(report, "github")
    assert "<img" not in comment
    assert "@all" not in comment
    assert "](https" not in comment
    assert "https://" not in comment
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) or "::" not in line
               for line in lines.splitlines())  # fmt: skip


OBEYED = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e]|(?m:^ *::)|##(vso)?\\[")


def test_no_text_of_a_change_speaks_to_a_terminal_or_a_workflow(catalog):
    """`changes` is what is run on what strangers send: titles and paths were told as they are."""
    hostile = "\x1b[31mx\n::error::y\x85::error::z ##vso[task.x]\u202e"
    change(catalog, "datasets/cards/datapackage.yaml", lambda tree: tree.update(title=hostile))
    change(catalog, SCHEMA, lambda tree: tree.update(title=hostile, version="9.0.0"))
    change(catalog, SCHEMA, lambda tree: field(tree, "rate").update(title=hostile, unit="‰"))
    rewrite(catalog, "46.8", "18.2")
    report = compared(catalog)
    for form in ("text", "json"):
        assert not OBEYED.search(shown(report, form)), form
    commands = [line.partition(" ")[0] for line in shown(report, "github").split("\n")[:-2]]
    assert set(commands) <= {"::error", "::warning", "::notice"}
    assert not OBEYED.search(shown(report, "github").replace("\n::", "\n").removeprefix("::"))
    told = json.loads(shown(report, "json"))
    assert hostile in [subject["title"] for subject in told["subjects"]]


def test_a_comment_is_never_longer_than_the_service_takes(catalog):
    change(catalog, SCHEMA, lambda tree: tree.update(primaryKey=["name"]))
    rows = "".join(f"242012,x{n},1,1,2022-08-31,{'あ' * 200}\n" for n in range(400))
    (catalog / DATA).write_text(f"municipality_code,name,rate,count,as_of,note\n{rows}", "utf-8")
    commit(catalog, "many")
    rewrite(catalog, "ああ", "いい")
    fields = [{"name": f"f{n}", "title": "題" * 300} for n in range(300)]
    change(catalog, SCHEMA, lambda tree: tree["fields"].extend(fields))
    assert len(shown(compared(catalog), "markdown")) <= 60_000


def test_a_shallow_clone_is_told_its_cure(catalog, tmp_path):
    rewrite(catalog, "46.8", "46.9")
    commit(catalog, "two")
    git(catalog, "checkout", "-q", "-b", "work", "HEAD~1")
    rewrite(catalog, "47.4", "47.5")
    commit(catalog, "three")
    clone = tmp_path / "clone"
    git(
        catalog,
        "clone",
        "-q",
        "--no-single-branch",
        "--depth",
        "1",
        f"file://{catalog}",
        str(clone),
    )
    with pytest.raises(HirakuError, match="fetch-depth: 0"):
        compared(clone, "origin/main...origin/work")


def test_withdrawing_writes_the_notice_and_keeps_the_rest(catalog):
    path = catalog / "datasets/catalog.yaml"
    before = path.read_text("utf-8")
    wanted = Withdrawal("cards", None, None, '誤りが"あった": #ため', None)
    list(write_withdrawal(catalog, wanted, "ja"))
    assert path.read_text("utf-8").startswith(before.rstrip("\n"))
    gone = read_catalog(catalog).catalog.withdrawn
    assert [(notice.id, str(notice.reason)) for notice in gone] == [
        ("cards", '誤りが"あった": #ため')
    ]
    list(write_withdrawal(catalog, Withdrawal("municipalities", None, "1.0.0", "x", None), "en"))
    assert read_catalog(catalog).catalog.withdrawn_parts[0].version == "1.0.0"
    with pytest.raises(UsageError):
        list(write_withdrawal(catalog, Withdrawal("nothing", None, None, "x", None), "ja"))


def test_what_remains_of_a_file_is_listed(catalog):
    path = catalog / DATA
    content = path.read_text("utf-8")
    rewrite(catalog, "津市", "個人")
    commit(catalog, "two")
    copy = catalog / "build/site/datasets/cards/versions/1.0.0/data.csv"
    copy.parent.mkdir(parents=True)
    copy.write_text(content, "utf-8")
    kinds = [remain.kind for remain in remains(catalog, path)]
    assert kinds == ["in-the-site", "in-the-history", "in-the-history"]


def test_the_workflows_have_no_right_to_more_than_they_need(tmp_path):
    from hiraku.changes.workflows import workflows  # noqa: PLC0415

    check, comment = (yaml.safe_load(text) for text in workflows(tmp_path).values())
    assert check["permissions"] == comment["permissions"] == {}
    assert "permissions" not in check["jobs"]["changes"]
    assert list(check[True]) == ["pull_request"]
    assert list(comment[True]) == ["workflow_run"]
    for step in check["jobs"]["changes"]["steps"]:
        assert "${{" not in step.get("run", "")
        assert "@" not in step.get("uses", "") or len(step["uses"].partition("@")[2]) == 40
    assert not any(
        "checkout" in step.get("uses", "") for step in comment["jobs"]["comment"]["steps"]
    )


def test_a_check_in_a_shallow_clone_tells_that_it_knows_no_more(catalog, tmp_path, monkeypatch):
    """It compared with nothing, and said nothing of it."""
    rewrite(catalog, "46.8", "46.9")
    commit(catalog, "two")
    git(catalog, "clone", "-q", "--depth", "1", f"file://{catalog}", str(tmp_path / "clone"))
    for folder, shallow in ((catalog, False), (tmp_path / "clone", True)):
        monkeypatch.chdir(folder)
        assert (
            "fetch-depth: 0" in CliRunner().invoke(cli, ["check", "--no-cache"]).stderr
        ) is shallow
