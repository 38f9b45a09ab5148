"""`hiraku new`: a dataset from an official's file."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hiraku.commands.help import Command
from hiraku.errors import UsageError
from hiraku.languages import say
from hiraku.visible import line, lines, visible

if TYPE_CHECKING:
    from hiraku.desk.new_dataset import DatasetDraft
    from hiraku.desk.questions import Question

FILE = "questions.yaml"


@click.command(cls=Command, help="help.new")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--sheet", help="help.new-sheet")
@click.option("--id", "identifier", help="help.new-id")
@click.option("--answer", "pairs", multiple=True, help="help.answer")
@click.option("--answers", "answers_file", type=click.Path(path_type=Path), help="help.answers")
@click.option("--workbook", is_flag=True, help="help.workbook")
@click.option("--yes", is_flag=True, help="help.yes")
@click.pass_obj
def new(obj: dict[str, str], /, *, file: Path, **options: Any) -> int:
    """Ask, show what was understood, write, and check what was written."""
    from hiraku.checking.targets import catalog_root  # noqa: PLC0415
    from hiraku.desk.new_dataset import draft_dataset  # noqa: PLC0415
    from hiraku.desk.questions import Inquiry  # noqa: PLC0415
    from hiraku.own_files import write_new  # noqa: PLC0415
    from hiraku.reading.catalog.catalog import read_catalog  # noqa: PLC0415

    language, root = obj["language"], catalog_root(Path.cwd())
    given = _given(options)
    asker = _Asker(language)
    terminal = sys.stdin.isatty() and sys.stdout.isatty() and not options["yes"]
    inquiry = Inquiry(given, asker.ask if terminal else asker.propose)
    now = dt.datetime.now(dt.UTC).astimezone()
    draft = draft_dataset(file, read_catalog(root).catalog, inquiry, now)
    if not terminal and not options["yes"] and not given.keys() - {"sheet", "id", "data", "table"}:
        return _put_questions(inquiry.asked, language)
    click.echo(lines(_summary(draft, language)))
    if terminal and not click.confirm(say(language, "desk.go-on"), default=True):
        return 1
    write_new(root, draft.files)
    for path in draft.files:
        click.echo(line(f"  {path}"))
    made = "desk.made-of-book" if options["workbook"] else "desk.made"
    click.echo(line(say(language, made, id=draft.id)))
    return checked(root / "datasets" / draft.id, language)


def _given(options: Mapping[str, Any]) -> dict[str, str]:
    from hiraku.desk.questions import answers_from, answers_of  # noqa: PLC0415

    answers = answers_from(options["answers_file"]) if options["answers_file"] else {}
    named = {"sheet": options["sheet"], "id": options["identifier"]}
    return {
        **answers, **answers_of(options["pairs"]),
        **{key: text for key, text in named.items() if text is not None},
        **({"data": "workbook"} if options["workbook"] else {}),
    }  # fmt: skip


class _Asker:
    """Puts the questions on a terminal, each with its proposal; a wrong answer is asked again."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._asked = 0

    def propose(self, question: Question) -> str:
        return question.judge(question.proposal)

    def ask(self, question: Question) -> str:
        from hiraku.desk.questions import QUESTIONS, still_open  # noqa: PLC0415

        self._asked += 1
        asked = say(self.language, QUESTIONS[question.id], **question.values)
        sentence = visible(say(self.language, "desk.numbered", n=self._asked, question=asked))
        while True:
            shown = bool(question.proposal)
            text = click.prompt(sentence, default=question.proposal, show_default=shown)
            try:
                answer = question.judge(str(text))
            except UsageError as error:
                click.echo(line(error.in_language(self.language)))
                continue
            if not (lacking := question.lacks(answer)):
                return answer
            click.echo(line(still_open(question, lacking, self.language)))


def _put_questions(asked: list[Question], language: str) -> int:
    """Write the questions with their proposals, for an editor; nothing else is written."""
    from hiraku.desk.questions import QUESTIONS  # noqa: PLC0415
    from hiraku.own_files import write_new  # noqa: PLC0415
    from hiraku.starting.yaml_text import written  # noqa: PLC0415

    tree = {
        question.id: {
            "question": say(language, QUESTIONS[question.id], **question.values),
            "answer": question.proposal,
        }
        for question in asked
    }
    write_new(Path.cwd(), {FILE: written(tree).encode("utf-8")})
    click.echo(line(say(language, "desk.questions-written", file=FILE)))
    return 1


def _summary(draft: DatasetDraft, language: str) -> str:
    from hiraku.desk.summary import summary  # noqa: PLC0415

    return summary(draft, language)


def checked(folder: Path, language: str) -> int:
    """Check a dataset, write the report, and return the exit code."""
    from hiraku.checking.targets import check_paths  # noqa: PLC0415
    from hiraku.reporting.report_format import write_report  # noqa: PLC0415

    report = check_paths([folder], None, lambda *_: None, cached=False)
    write_report("text", report, sys.stdout, language)
    return 0 if report.ok else 1
