"""The limits of a field as words and as a formula of Excel, in the template to fill in."""

import pytest
from openpyxl import load_workbook

from hiraku.model import Field, MissingValue, Schema, Text
from hiraku.publishing.site.site_path import StagePath
from hiraku.publishing.tables.workbook.cell_limits import LONGEST, formula, told
from hiraku.publishing.tables.workbook.template import write_template

CELLS = "A$2:A$10001"
NUMBER = 'ISNUMBER(VALUE(A2)),ISERROR(FIND(",",A2))'

DATE = 'LEN(A2)=10,MID(A2,5,1)="-",MID(A2,8,1)="-",OR(LEFT(A2,4)<"1900",ISNUMBER(DATEVALUE(A2)))'


def field(kind, missing=(), **constraints):
    signs = tuple(MissingValue(sign, "") for sign in missing)
    return Field(name="a", title=Text({"ja": "値"}), type=kind, constraints=constraints,
                 missing_values=signs)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "stated"),
    [
        (field("string"), ""),
        (field("number", minimum=0, maximum="99.5"),
         f"=AND({NUMBER},VALUE(A2)>=0,VALUE(A2)<=99.5)"),
        (field("integer", exclusiveMinimum=0),
         f"=AND({NUMBER},INT(VALUE(A2))=VALUE(A2),VALUE(A2)>0)"),
        (field("number", ["", "-", '"'], minimum=1),
         f'=OR(AND({NUMBER},VALUE(A2)>=1),A2="-",A2="""")'),
        (field("string", minLength=2, maxLength=5), "=AND(LEN(A2)>=2,LEN(A2)<=5)"),
        (field("string", pattern="[0-9]{6}"), "=AND(LEN(A2)=6,ISNUMBER(VALUE(A2)))"),
        (field("string", unique=True), "=AND(SUMPRODUCT(--(A$2:A$10001=A2))=1)"),
        (field("string", pattern="[a-z]+|b"), ""),
        (field("number", minimum="x", maximum=True), f"=AND({NUMBER})"),
        (field("number", maximum="1e999999999"), f"=AND({NUMBER})"),
        (field("date"), f"=AND({DATE})"),
        (field("date", minimum="2022-01-01", exclusiveMaximum="2023-01-01"),
         f'=AND({DATE},A2>="2022-01-01",A2<"2023-01-01")'),
        (field("date", ["未定"], maximum="x"), f'=OR(AND({DATE}),A2="未定")'),
    ],
)  # fmt: skip
def test_a_formula_says_what_excel_can_say(asked, stated):
    assert formula(asked, "A2", CELLS) == stated


def test_a_formula_is_never_longer_than_excel_takes():
    many = field("number", [str(n) * 30 for n in range(9)], minimum=1)
    assert len(formula(many, "A2", CELLS)) <= LONGEST


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (field("number", minimum=0, exclusiveMaximum=100), ["0以上", "100より小さい"]),
        (field("string", minLength=3, maxLength=3, unique=True), ["重複しない", "3文字"]),
        (field("string", pattern="[0-9]{6}"), ["半角の数字6桁"]),
    ],
)
def test_limits_have_their_words(asked, words):
    assert list(told(asked, "ja")) == words


def test_the_template_warns_at_the_cell(tmp_path):
    schema = Schema("s", (field("integer", minimum=3),), Text({"ja": "表"}))
    write_template(schema, StagePath(tmp_path / "s.xlsx"), "ja")
    (rule,) = load_workbook(tmp_path / "s.xlsx").worksheets[0].data_validations.dataValidation
    assert (rule.type, rule.errorStyle, str(rule.sqref)) == ("custom", "warning", "A2:A10001")
    assert rule.formula1.endswith("VALUE(A2)>=3)")
    assert "3以上" in rule.prompt
    assert "3以上" in rule.error
