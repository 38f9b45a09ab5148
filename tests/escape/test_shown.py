"""What came from input cannot speak to a terminal or to a workflow."""

import ast
import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hiraku
from hiraku.problems import Example, Neighbours, Place, Problem, Report
from hiraku.reporting import formats
from hiraku.visible import line, lines, visible

COMMANDS = ["::error::x", "  ::set-output name=a::b", "##[add-mask]x", "##vso[task.setvariable]x"]
OBEYED = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


@pytest.mark.parametrize("text", COMMANDS)
def test_no_line_is_a_command_of_a_workflow(text):
    for shown in (line(text), line(f"x\n{text}"), *lines(f"x\n{text}\ny").split("\n")):
        assert not shown.lstrip().startswith("::")
        assert "##[" not in shown
        assert "##vso[" not in shown


@given(st.text(st.characters()))
def test_no_text_is_obeyed_by_a_terminal(text):
    assert not OBEYED.search(visible(text))
    assert "\n" not in visible(text)
    visible(text).encode()


@pytest.mark.parametrize("form", ["text", "json", "gitlab", "sarif"])
@given(st.text(st.characters(), min_size=1) | st.sampled_from(COMMANDS))
def test_a_report_of_any_text_is_safe_and_whole(form, text):
    place = Place(text, row=2, column=1, field=text, title=text)
    example = Example(place, text, Neighbours((text, text), 1, 2))
    problem = Problem("file-missing", place, {"path": text}, examples=(example,))
    out = io.StringIO()
    report_format(form).write(Report((problem,)), out, "ja")
    assert not OBEYED.search(out.getvalue())
    assert not any(printed.lstrip().startswith("::") for printed in out.getvalue().split("\n"))
    assert not re.search(r"##(vso)?\[", out.getvalue())
    if form == "json":
        (told,) = json.loads(out.getvalue())["problems"]
        assert told["examples"][0]["cell"] == text


def report_format(form):
    return __import__(f"{formats.__name__}.{form}", fromlist=["report_format"]).report_format


SAFE = {"line", "lines", "visible", "verdict", "page", "join"}  # the last: of a page of ours
NUMBERS = {"n", "count", "url"}
TOLD = [
    pytest.param(call, id=f"{path.stem}:{call.lineno}")
    for path in Path(hiraku.__file__).parent.rglob("*.py")
    if path.stem != "progress"  # it wipes its own line
    for call in ast.walk(ast.parse(path.read_text("utf-8")))
    if isinstance(call, ast.Call) and ast.unparse(call.func) == "click.echo"
]


@pytest.mark.parametrize("told", TOLD)
def test_whatever_a_command_tells_with_a_name_in_it_is_in_the_visible_form(told):
    """The folder of a catalog was told as it is: its line ends began commands of workflows."""
    sentence = told.args[0]
    assert isinstance(sentence, ast.Call), ast.unparse(told)
    by = ast.unparse(sentence.func).rpartition(".")[2]
    named = {keyword.arg for keyword in sentence.keywords} - NUMBERS
    assert by in SAFE or (by == "say" and not named), ast.unparse(told)
