"""What the documents say is so: commands, options, findings, examples against the code."""

import ast
import datetime as dt
import os
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

import click
import duckdb
import frictionless
import pytest
import yaml
from catalogs import CASES, NAMES, lay_out, read_case
from click.testing import CliRunner
from every import of_every
from markdown.extensions.toc import slugify

from hiraku import cli, errors, registry
from hiraku.checking.cells.constraints import matches
from hiraku.checking.cells.judge import Judge, reference_descriptor
from hiraku.explanations import explanation, identifiers
from hiraku.languages import spoken
from hiraku.model import Field, Schema, Text
from hiraku.publishing.metadata import table_schema
from hiraku.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "hiraku"
PAGES = ROOT / "site_src" / "pages"
MANUAL = PAGES / "manual"
MANUALS = {"ja": MANUAL, "en": PAGES / "en" / "manual"}
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(page for folder in MANUALS.values() for page in folder.glob("*.md"))]
)
COMMANDS = {"hiraku": cli.cli} | {
    f"hiraku {name}": command for name, command in cli.cli.commands.items()
}

# No case shows these: the input would weigh more than all other cases together.
TOO_LARGE_FOR_A_CASE = {
    "cell-too-large": "a cell of more than 1 MiB",
    "descriptor-too-large": "a descriptor of more than 1 MiB",
    "file-too-large": "a file of more than 1 GiB",
    "too-many-faulty-tables": "a thousand files with something wrong in each",
    "too-many-schemas": "a descriptor of more than 1,000 schemas",
}


def text_of(path):
    return path.read_text(encoding="utf-8")


def manual(name, code="ja"):
    return text_of(MANUALS[code] / f"{name}.md")


def blocks(document, language):
    """Return (mark, content) of each fenced block; the mark is the comment above it."""
    fenced = rf"(?:^<!-- ([^\n]*) -->\n)?^```{language}\n(.*?)^```$"
    return re.findall(fenced, text_of(document), re.MULTILINE | re.DOTALL)


def name_of(value):
    return f"{value.parent.parent.name}-{value.name}" if isinstance(value, Path) else None


in_each_language = pytest.mark.parametrize("code", MANUALS)


# Commands


@cache
def helps(code):
    """Return the `--help` blocks of the manual by the command that they are of."""
    found = [content for _, content in blocks(MANUALS[code] / "commands.md", "text")]
    begin = {"ja": "使い方", "en": "Usage"}[code]
    named = [(re.match(rf"{begin}: (hiraku(?: [a-z]+)?)", content), content) for content in found]
    return {usage[1]: content for usage, content in named if usage}


@in_each_language
@pytest.mark.parametrize("command", COMMANDS)
def test_the_manual_shows_the_help_of_each_command_as_it_is(command, code, monkeypatch):
    arguments = ["--lang", code, *command.split()[1:], "--help"]
    monkeypatch.setattr(sys, "argv", ["hiraku", *arguments])
    width = 78  # click's own at a terminal of 80 columns
    shown = CliRunner().invoke(cli.cli, arguments, prog_name="hiraku", terminal_width=width)
    assert helps(code)[command] == shown.output


@in_each_language
def test_the_manual_shows_the_help_of_nothing_else(code):
    assert set(helps(code)) == set(COMMANDS)


@in_each_language
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_in_the_manual(command, code):
    text = manual("commands", code)
    assert command == "hiraku" or f"\n## {command}\n" in text
    for parameter in COMMANDS[command].params:
        if isinstance(parameter, click.Option):
            assert all(opt in text for opt in parameter.opts)


@in_each_language
def test_every_exit_code_is_in_the_manual(code):
    own = [var.exit_code for var in vars(errors).values() if hasattr(var, "exit_code")]
    table = re.findall(r"^\| ([0-9]+) \|", manual("commands", code), re.MULTILINE)
    ended = {cli.HUNG_UP, cli.INTERRUPTED, cli.NOBODY_READ, cli.TERMINATED}
    further = {cli.CANNOT_GO_ON, cli.FAULT, *ended}
    assert {0, 1, *further, *own} == {int(code) for code in table}


# Options


@in_each_language
@pytest.mark.parametrize("option", Settings.__struct_fields__)
def test_every_option_is_in_the_manual_with_its_default(option, code):
    assert f"\n| `{option}` | `{getattr(Settings(), option)}` |" in manual("options", code)


def test_every_environment_variable_is_in_the_manual():
    asked = {"TMPDIR"}  # Python's own, for temporary files
    for path in SOURCE.rglob("*.py"):
        if "os.environ" in text_of(path):
            asked |= {
                constant for constant in constants(path) if re.fullmatch("[A-Z][A-Z_]+", constant)
            }
    for path in (ROOT / "tests").rglob("*.py"):
        asked |= set(re.findall(r'"((?:HIRAKU|HYPOTHESIS)_[A-Z_]+)"', text_of(path)))
    assert asked >= {"LC_ALL", "LANG", "HIRAKU_WRITE_EXPECTED"}
    assert [variable for variable in asked if f"`{variable}`" not in manual("options")] == []


def test_the_configuration_asks_for_the_variables_that_the_manual_names():
    named = re.findall(r"!ENV \[(\w+)", text_of(ROOT / "mkdocs.yml"))
    assert all(f"`{variable}`" in manual("options") for variable in named)


# Examples


def transcripts():
    """Return (mark, content) of each block that shows commands and what they say."""
    return [
        pytest.param(mark, content, id=f"{document.name}:{content.splitlines()[0][2:]}")
        for document in DOCUMENTS
        for mark, content in blocks(document, "console")
    ]


@pytest.mark.parametrize(("mark", "content"), transcripts())
def test_what_a_document_shows_is_what_hiraku_says(mark, content, tmp_path):
    folder = laid_out(mark, tmp_path)
    said = ""
    for command in re.findall(r"^\$ (.*)$", content, re.MULTILINE):
        said += f"$ {command}\n{run(shlex.split(command), folder).stdout}"
    assert content == said


def laid_out(mark, folder):
    """Return the folder to run in: a case's, where the mark names one, else the repository."""
    if not mark.startswith("case: "):
        return ROOT
    lay_out(mark.removeprefix("case: "), folder)
    return folder


def run(command, folder):
    scripts = str(Path(sys.executable).parent)
    environment = os.environ | {"PATH": scripts + os.pathsep + os.environ["PATH"]}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def snippets():
    return [
        command
        for document in DOCUMENTS
        for mark, content in blocks(document, "sh")
        for command in content.splitlines()
        if mark == "runs"
    ]


@pytest.mark.parametrize("command", snippets())
def test_a_command_that_a_document_says_runs_does_run(command):
    done = run(shlex.split(command), ROOT)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_make_target_that_a_document_names_exists(document):
    targets = re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE)
    named = re.findall(r"(?:`|^)make ([a-z]+)", text_of(document), re.MULTILINE)
    assert set(named) <= set(targets)


def test_the_readme_names_every_make_target():
    targets = re.findall(r"^([a-z]+):.*##", text_of(ROOT / "Makefile"), re.MULTILINE)
    assert targets
    assert all(f"`make {target}`" in text_of(ROOT / "README.md") for target in targets)


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_links_between_documents_lead_somewhere(document):
    """Links that end with a slash lead to generated pages: the finished site is verified."""
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", text_of(document))
    missing = [target for target in targets if not (document.parent / target).exists()]
    assert [target for target in missing if not target.endswith("/")] == []


def test_links_of_the_readme_into_a_page_lead_to_a_heading():
    links = re.findall(r"\]\((?!https?:)([^)#]+)#([^)]+)\)", text_of(ROOT / "README.md"))
    assert links
    for page, anchor in links:
        headings = re.findall(r"^#+ (.*)$", text_of(ROOT / page), re.MULTILINE)
        assert anchor in {slugify(heading, "-") for heading in headings}, (page, anchor)


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_paths_that_a_document_names_exist(document):
    tops = "datasets|schemas|site_src|src|tests"
    named = re.findall(rf"`((?:{tops})/[^`\s<]*)`", text_of(document))
    assert all((ROOT / path.partition("::")[0]).exists() for path in named), named


def test_every_page_of_the_manual_is_in_the_menu():
    menu = re.findall(r"manual/\S+\.md", text_of(ROOT / "mkdocs.yml"))
    assert sorted(menu) == sorted(f"manual/{page.name}" for page in MANUAL.glob("*.md"))


def test_the_readme_stays_short():
    assert len(text_of(ROOT / "README.md").splitlines()) <= 120


def test_hooks_are_local():
    repositories = yaml.safe_load(text_of(ROOT / ".pre-commit-config.yaml"))["repos"]
    assert {repository["repo"] for repository in repositories} == {"local"}


# Findings

TELLING = [
    path for part in ("reading", "checking", "intake") for path in (SOURCE / part).rglob("*.py")
]


def constants(path):
    """Yield every text that stands in a module."""
    for node in ast.walk(ast.parse(text_of(path))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def told_in_source():
    """Return the ids that the source gives to what tells a finding."""
    tellers = {"Problem", "Fault", "_refuse", "_tell", "_add"}
    calls = (
        node
        for path in TELLING
        for node in ast.walk(ast.parse(text_of(path)))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in tellers
    )
    texts = (
        branch for call in calls for argument in call.args[:2] for branch in branches(argument)
    )
    return {text for text in texts if re.fullmatch("[a-z0-9]+(-[a-z0-9]+)+", text)}


def branches(node):
    """Yield the texts that an argument may be: itself, or either side of a condition."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from branches(node.body)
        yield from branches(node.orelse)


@cache
def all_constants():
    paths = [path for path in SOURCE.rglob("*.py") if "theme" not in path.parts]
    return {constant for path in paths for constant in constants(path)}


RULES = {
    *registry.identifiers("hiraku.checking.rules"),
    *registry.identifiers("hiraku.intake.rules"),
}


@cache
def found_in_cases():
    return {find for name in NAMES for find in read_case(name)["finds"]}


def test_every_finding_that_the_code_tells_has_a_page():
    assert told_in_source() | RULES <= set(identifiers())


@of_every(identifiers())
def test_every_page_is_of_a_finding_that_the_code_tells(identifier):
    assert identifier in all_constants() | RULES


@of_every(identifiers())
def test_every_finding_is_shown_by_a_case(identifier):
    assert (identifier in found_in_cases()) != (identifier in TOO_LARGE_FOR_A_CASE)


def test_every_case_says_what_hiraku_says():
    assert [name for name in NAMES if not (CASES / name / "expected.txt").is_file()] == []


@of_every(identifiers())
def test_what_is_no_labelled_sentence_of_a_page_is_an_indented_example(identifier):
    pages = [explanation(identifier, code) for code in spoken()]
    lines = [line for page in pages for line in page.example.splitlines()]
    assert all(line.startswith("    ") for line in lines if line)


@of_every(identifiers())
def test_every_hint_of_a_page_is_given_by_the_code(identifier):
    constraints = {"required", "unique", "minimum", "maximum", "minLength", "maxLength", "pattern"}
    assert set(explanation(identifier, "ja").hints) <= all_constants() | constraints


@cache
def given_blanks():
    """Return the names of all blanks that the code fills in for some finding."""
    found = set()
    gate = SOURCE / "changes" / "compare" / "gate.py"
    for path in (SOURCE / "explanations.py", gate, *TELLING):
        for node in ast.walk(ast.parse(text_of(path))):
            if isinstance(node, ast.Dict):
                found |= {key.value for key in node.keys if isinstance(key, ast.Constant)}
            elif isinstance(node, ast.Call):
                found |= {keyword.arg for keyword in node.keywords}
    return found


@of_every(identifiers())
def test_every_blank_of_a_page_is_filled_by_the_code(identifier):
    pages = [explanation(identifier, code) for code in spoken()]
    sentences = [sentence for page in pages for sentence in page.sentences.values()]
    blanks = {blank for sentence in sentences for blank in re.findall(r"\{(.*?)\}", sentence)}
    assert blanks <= given_blanks()


@pytest.mark.parametrize("case", sorted(CASES.glob("*/expected.txt")), ids=lambda c: c.parent.name)
def test_no_blank_is_left_in_what_a_case_says(case):
    assert not re.findall(r"\{[a-z_]+\}", text_of(case))


# Deviations from the reference


def evidence():
    """Return the names of cases and tests in the last column of the tables of deviations."""
    lines = [line for line in manual("deviations").splitlines() if line.startswith("| ")]
    last_cells = [line.strip("|").split("|")[-1] for line in lines]
    return [name for cell in last_cells for name in re.findall(r"`([^`]+)`", cell)]


@pytest.mark.parametrize("name", evidence())
def test_every_deviation_is_shown_by_a_case_or_a_test(name):
    file, _, test = name.partition("::")
    if test:
        assert f"\ndef {test}(" in text_of(ROOT / file)
    else:
        assert (CASES / name / "case.yaml").is_file()


@pytest.mark.parametrize("text", ["2022", "2022-08", "Monday"])
def test_dates_of_any_format_are_never_filled_from_today(text):
    described = {"name": "d", "type": "date", "format": "any"}
    field = Field("d", "date", Text({"ja": "日付"}), format="any", descriptor=described)
    value, notes = frictionless.Field.from_descriptor(reference_descriptor(field)).read_cell(text)
    assert isinstance(value, dt.date)
    assert not notes
    assert Judge(field).verdict(text).broken == ("type",)


def test_patterns_may_name_scripts():
    constraints = {"pattern": r"\p{Han}+"}
    field = Field("k", "string", Text({"ja": "漢字"}), constraints=constraints)
    described = {"name": "k", "type": "string", "constraints": constraints}
    with pytest.raises(re.error):
        frictionless.Field.from_descriptor(described).read_cell("津")
    with duckdb.connect() as connection:
        query = f"SELECT {matches('cell', field)} FROM (VALUES ('津'), ('Tsu')) AS t(cell)"
        assert connection.execute(query).fetchall() == [(True,), (False,)]


def test_keys_into_other_datasets_are_published_beside_the_others():
    inside = {"fields": ["a"], "reference": {"resource": "", "fields": ["b"]}}
    outside = {"fields": ["a"], "reference": {"package": "p", "resource": "r", "fields": ["b"]}}
    described = {"fields": [], "foreignKeys": [inside, outside]}
    published = table_schema.describe(Schema("s", (), Text({"ja": "s"}), descriptor=described))
    assert published["foreignKeys"] == [inside]
    assert published["externalForeignKeys"] == [outside]
