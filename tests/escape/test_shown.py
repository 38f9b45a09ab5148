"""What came from input cannot speak to a terminal or to a workflow."""

import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
