"""The rules are explained by `hiraku explain`, and listed in a page of the manual."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from hiraku.changes.compare.rule_pages import rules_of, table
from hiraku.changes.rulebook import rules
from hiraku.cli import cli

PAGES = Path(__file__).parents[2] / "site_src" / "pages"
FOLDERS = {"ja": PAGES / "manual", "en": PAGES / "en" / "manual"}
MARKS = ("<!-- rules -->\n", "<!-- /rules -->\n")


@pytest.mark.parametrize("code", FOLDERS)
def test_the_manual_lists_every_rule(code):
    page = FOLDERS[code] / "change-rules.md"
    before, rest = page.read_text("utf-8").split(MARKS[0])
    listed, after = rest.split(MARKS[1])
    made = "".join(f"{line}\n" for line in table(code))
    if os.environ.get("HIRAKU_WRITE_EXPECTED"):
        page.write_text(f"{before}{MARKS[0]}{made}{MARKS[1]}{after}", "utf-8")
    else:
        assert listed == made
    assert made.count("\n") == len(rules()) + 2


@pytest.mark.parametrize("name", ["type-widened-value-changed", "TS202", "ts202"])
def test_a_rule_is_explained_by_its_name_or_number(name):
    done = CliRunner().invoke(cli, ["--lang", "ja", "explain", name])
    assert done.exit_code == 0
    assert "[type-widened-value-changed TS202]" in done.output
    assert "要対応。利用者に影響。版: MAJOR。確かめ方: 定義。" in done.output


def test_a_number_of_several_rules_explains_each():
    assert {rule.id for rule in rules_of("DP112")} > {"version-not-raised", "version-lowered"}
    assert rules_of("TS999") == ()
