"""The pages of the desk: HTML that needs no script; whatever comes from a file is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path

from markupsafe import Markup

from hiraku.desk.page.kept_files import KeptFile
from hiraku.desk.questions import QUESTIONS, Inquiry, Question, form_question
from hiraku.languages import say
from hiraku.problems import Report
from hiraku.reporting.counted import verdict
from hiraku.reporting.painting.marks import CellMark, marks
from hiraku.visible import visible

_SHOWN = 500
_PAGE = Markup("""\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} - hiraku</title>
<link rel="stylesheet" href="{root}style.css">
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
""")
_UPLOAD = Markup("""\
<p>{about}</p>
<form method="post" action="files" enctype="multipart/form-data">
<label for="file">{label}</label>
<input type="file" id="file" name="file" required accept=".xlsx,.xlsm,.xls,.ods,.csv,.tsv">
<p><button class="main">{button}</button></p>
</form>
""")
_ALERT = Markup('<p role="alert" id="{id}">{text}</p>')
_HEADING = Markup("<h2>{text}</h2>")
_LINES = Markup("<pre>{text}</pre>")
_LINK = Markup('<a class="button" href="{to}">{text}</a>')
_TABLE = Markup("""\
<div class="scroll" tabindex="0" role="region" aria-label="{caption}">
<table>
<thead><tr>{heads}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</div>
""")
_ROW = Markup(
    '<tr><td class="{kind}">{severity}</td><td>{place}</td><td>{found}</td><td>{cure}</td></tr>'
)
_FORM = Markup('<form method="post" action="{to}">{fields}<button{kind}>{button}</button></form>')
_HIDDEN = Markup('<input type="hidden" name="{name}" value="{value}">')
_FIELD = Markup("""\
<label for="{name}">{label}</label>
{alert}<input type="text" id="{name}" name="{name}" value="{value}" maxlength="4000"{marks}>
""")
_CHOOSE = Markup("""\
<label for="{name}">{label}</label>
{alert}<select id="{name}" name="{name}"{marks}>{choices}</select>
""")
_ANSWER = Markup('<option value="{value}"{selected}>{text}</option>')
_SELECT = Markup(
    '<label for="dataset">{label}</label><select id="dataset" name="dataset">{choices}</select>'
)
_CHOICE = Markup("<option>{text}</option>")


def _page(title: str, body: str, language: str, root: str = "../../") -> bytes:
    return _PAGE.format(title=visible(title), body=body, language=language, root=root).encode()


def start(language: str, *, catalog: bool) -> bytes:
    """Return the page where a file is chosen."""
    about = say(language, "desk-page.about" if catalog else "desk-page.about-without-catalog")
    label, button = say(language, "desk-page.choose"), say(language, "desk-page.look")
    body = _UPLOAD.format(about=about, label=label, button=button)
    return _page(say(language, "desk-page.title"), body, language, "")


def stopped(sentence: str, language: str, root: str) -> bytes:
    """Return the page of what cannot go on, with the cure; `root` leads to the first page."""
    body = _ALERT.format(id="stopped", text=visible(sentence))
    body += _LINK.format(to=root, text=say(language, "desk-page.again"))
    return _page(say(language, "desk-page.stopped"), body, language, root)


def nowhere(language: str, root: str) -> bytes:
    body = _LINK.format(to=root, text=say(language, "desk-page.again"))
    return _page(say(language, "desk-page.nowhere"), body, language, root)


def findings(
    file: KeptFile, report: Report, fixes: list[str], known: list[str] | None, language: str
) -> bytes:
    """Return what is wrong at which cell, what can be mended, and where to go from there."""
    body = Markup("<p>{}</p>").format(verdict(report, language))
    body += _findings(report, file.path, language)
    body += _LINK.format(to="painted.xlsx", text=say(language, "desk-page.painted"))
    body += _HEADING.format(text=say(language, "desk-page.safe"))
    body += _LINES.format(text="\n".join(map(visible, fixes)))
    if len(fixes) > 1:
        body += _LINK.format(to="fixed", text=say(language, "desk-page.fixed"))
    if known is not None:
        body += _into_catalog(known, language)
    return _page(file.name, body + _another(language), language)


def _another(language: str) -> Markup:
    return Markup("<p>{}</p>").format(
        _LINK.format(to="../../", text=say(language, "desk-page.again"))
    )


def _into_catalog(known: Sequence[str], language: str) -> Markup:
    body = _HEADING.format(text=say(language, "desk-page.publish"))
    button = say(language, "desk-page.new")
    body += _FORM.format(to="dataset", fields="", kind=Markup(' class="main"'), button=button)
    if known:
        choices = Markup("").join(_CHOICE.format(text=name) for name in known)
        fields = _SELECT.format(label=say(language, "desk-page.which"), choices=choices)
        button = say(language, "desk-page.next")
        body += _FORM.format(to="update", fields=fields, kind="", button=button)
    return body


def _findings(report: Report, path: Path, language: str) -> Markup:
    if not report.problems:
        return Markup("")
    placed = list(islice(marks(report, path, language), _SHOWN + 1))
    rows = Markup("\n").join(_row(mark, language) for mark in placed[:_SHOWN])
    keys = ("severity", "place", "found", "cure")
    heads = Markup("").join(
        Markup('<th scope="col">{}</th>').format(say(language, f"reports.{key}")) for key in keys
    )
    caption = say(language, "reports.title")
    table = _TABLE.format(caption=caption, heads=heads, rows=rows)
    cut = say(language, "desk-page.first-ones", n=f"{_SHOWN:,}") if len(placed) > _SHOWN else ""
    return table + (Markup("<p>{}</p>").format(cut) if cut else Markup(""))


def _row(mark: CellMark, language: str) -> Markup:
    place = " ".join(filter(None, (visible(mark.sheet), mark.cells)))
    kind = "error" if mark.error else "warning"
    return _ROW.format(
        kind=kind,
        severity=say(language, f"reports.{kind}"),
        place=place or say(language, "reports.whole-file"),
        found=f"{mark.title}: {mark.found} {mark.more}",
        cure=mark.cure,
    )


def questions(file: KeptFile, inquiry: Inquiry, refused: Mapping[str, str], language: str) -> bytes:
    """Return the questions in a form, each with its proposal or the answer given before.

    `refused` are the answers that cannot be taken, and why.
    """
    fields = Markup("").join(
        _field(question, file.answers.get(name), refused.get(name, ""), language)
        for name, question in _asked(file, inquiry, language).items()
    )
    button = say(language, "desk-page.understood")
    about = Markup("<p>{}</p>").format(say(language, "desk-page.questions", n=len(inquiry.met)))
    form = _FORM.format(to="dataset", fields=fields, kind=Markup(' class="main"'), button=button)
    return _page(file.name, about + form + _back(language), language)


def _asked(file: KeptFile, inquiry: Inquiry, language: str) -> Mapping[str, Question]:
    """Return the questions; of a workbook also whether it is the data itself."""
    if file.path.suffix != ".xlsx":
        return inquiry.met
    return {**inquiry.met, "data": form_question(language)}


def _field(question: Question, given: str | None, why: str, language: str) -> Markup:
    name = f"q-{question.id}"
    alert = _ALERT.format(id=f"why-{name}", text=visible(why)) if why else Markup("")
    marked = Markup(' aria-invalid="true" aria-describedby="why-{}"').format(name)
    value = question.proposal if given is None else given
    form = _CHOOSE if question.choices else _FIELD
    return form.format(
        name=name,
        label=visible(say(language, QUESTIONS[question.id], **question.values)),
        alert=alert,
        value=value,
        choices=_choices(question, value, language),
        marks=marked if why else "",
    )


def _choices(question: Question, given: str, language: str) -> Markup:
    """Return what can be chosen; where nothing is, a first line asks to."""
    nothing = {"": say(language, "desk-page.please-choose")} if given == "" else {}
    chosen = Markup(" selected")
    return Markup("").join(
        _ANSWER.format(value=value, text=visible(text), selected=chosen if value == given else "")
        for value, text in {**nothing, **question.choices}.items()
    )


def draft(file: KeptFile, understood: str, language: str) -> bytes:
    """Return what would be written, and a button that does it."""
    body = _LINES.format(text="\n".join(map(visible, understood.splitlines())))
    button = say(language, "desk-page.save")
    body += _FORM.format(to="save", fields="", kind=Markup(' class="main"'), button=button)
    fields = _kept(file.answers.items()) + _HIDDEN.format(name="edit", value="1")
    button = say(language, "desk-page.change-answers")
    body += _FORM.format(to="dataset", fields=fields, kind="", button=button)
    return _page(say(language, "desk-page.draft"), body + _back(language), language)


def _kept(answers: Iterable[tuple[str, str]]) -> Markup:
    return Markup("").join(_HIDDEN.format(name=f"q-{key}", value=text) for key, text in answers)


def update(file: KeptFile, dataset: str, lines: list[str], language: str) -> bytes:
    """Return what the next file changes in a dataset, and a button that takes it in."""
    body = _LINES.format(text="\n".join(map(visible, lines)))
    fields = _HIDDEN.format(name="dataset", value=dataset) + _HIDDEN.format(name="seen", value="1")
    button = say(language, "desk-page.save")
    body += _FORM.format(to="update", fields=fields, kind=Markup(' class="main"'), button=button)
    title = say(language, "desk-page.differences", id=dataset, file=file.name)
    return _page(title, body + _back(language), language)


def saved(identifier: str, files: Sequence[str], report: Report, language: str) -> bytes:
    """Return what was written and what the check says of it."""
    listed = Markup("").join(Markup("<li><code>{}</code></li>").format(path) for path in files)
    body = Markup("<p>{}</p><ul>{}</ul>").format(say(language, "desk-page.written"), listed)
    body += _HEADING.format(text=say(language, "reports.title"))
    body += Markup("<p>{}</p>").format(verdict(report, language))
    body += _findings(report, Path(), language)
    return _page(
        say(language, "desk-page.saved", id=identifier), body + _another(language), language
    )


def _back(language: str) -> Markup:
    return Markup("<p>{}</p>").format(_LINK.format(to="./", text=say(language, "desk-page.back")))
