"""The story of the desk: choose a file, see what is wrong at its cells, take it, or publish it.

Everything is done by the functions of the commands; here are the addresses and what each shows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path

from hiraku.checking.targets import as_it_stands, check_paths
from hiraku.desk.mending.mended import fix_lines, mended
from hiraku.desk.monthly import draft_update
from hiraku.desk.new_dataset import DatasetDraft, draft_dataset
from hiraku.desk.page import views
from hiraku.desk.page.kept_files import KeptFile, KeptFiles
from hiraku.desk.page.server import DeskAnswer, DeskRequest
from hiraku.desk.page.uploads import MAX_FILE
from hiraku.desk.questions import Inquiry
from hiraku.desk.recipes import FILE
from hiraku.desk.summary import summary, update_lines
from hiraku.errors import HirakuError, UsageError
from hiraku.languages import say
from hiraku.machine_faults import of_the_machine
from hiraku.own_files import put, write_new
from hiraku.problems import Report
from hiraku.progress import silent
from hiraku.reading.catalog.catalog import read_catalog
from hiraku.reporting.painting.paint import paint

_STYLE = Path(__file__).with_name("style.css")
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _Refused(Exception):  # noqa: N818 - the steward is asked again
    """Some answers cannot be taken: `why`, by their questions."""

    def __init__(self, inquiry: Inquiry, why: Mapping[str, str]) -> None:
        super().__init__(*why)
        self.inquiry, self.why = inquiry, why


class Desk:
    """Answers each request with a page; one at a time, for all of them read and write files.

    One thread does the work: what is opened confined ends with the thread that asked for it.

    `root` is the catalog's, None where there is none: a file can then be judged and mended.
    """

    def __init__(self, root: Path | None, language: str) -> None:
        self.root, self.language = root, language
        self.files = KeptFiles()
        self._thread = ThreadPoolExecutor(1)

    def answer(self, request: DeskRequest) -> DeskAnswer:
        """Return the page; what cannot go on, or what the machine cannot do, is said on one."""
        try:
            return self._thread.submit(self._answer, request).result()
        except HirakuError as error:
            said, status = error.in_language(self.language), HTTPStatus.UNPROCESSABLE_ENTITY
        except OSError as error:
            fault = of_the_machine(error, self.language)
            if fault is None:
                raise
            said, status = fault, HTTPStatus.INTERNAL_SERVER_ERROR
        return DeskAnswer(views.stopped(said, self.language, _root(request)), status=status)

    def close(self) -> None:
        """Put away the files that were chosen."""
        self._thread.shutdown()
        self.files.close()

    def _answer(self, request: DeskRequest) -> DeskAnswer:
        if request.path == "style.css":
            return DeskAnswer(_STYLE.read_bytes(), "text/css; charset=utf-8")
        if request.path == "" and request.form is None:
            return DeskAnswer(views.start(self.language, catalog=self.root is not None))
        if request.form and request.form.too_large:
            raise UsageError("desk-page.too-large", limit=MAX_FILE // 1024**2)
        if request.path == "files" and request.form:
            return self._take(request)
        number, _, deed = request.path.removeprefix("files/").partition("/")
        file = self.files.file(number) if request.path.startswith("files/") else None
        deeds = self._sent if request.form is not None else self._shown
        if file is None or deed not in deeds:
            return DeskAnswer(
                views.nowhere(self.language, _root(request)), status=HTTPStatus.NOT_FOUND
            )
        return deeds[deed](file, request)

    def _take(self, request: DeskRequest) -> DeskAnswer:
        file = request.form.file if request.form else None
        if file is None or not file.name:
            raise UsageError("desk-page.no-file")
        return DeskAnswer(to=f"files/{self.files.keep(file)}/")

    @property
    def _shown(self) -> dict[str, Callable[[KeptFile, DeskRequest], DeskAnswer]]:
        return {"": self._findings, "painted.xlsx": self._painted, "fixed": self._fixed}

    @property
    def _sent(self) -> dict[str, Callable[[KeptFile, DeskRequest], DeskAnswer]]:
        if self.root is None:
            return {}
        return {"dataset": self._dataset, "save": self._save, "update": self._update}

    def _report(self, file: KeptFile) -> Report:
        return as_it_stands(file.path, apart=True)

    def _findings(self, file: KeptFile, _request: DeskRequest) -> DeskAnswer:
        report = self._report(file)
        try:
            fixes = list(fix_lines(Path(file.name), mended(file.path), self.language))
        except UsageError as error:
            fixes = [error.in_language(self.language)]
        known = self._updatable()
        return DeskAnswer(views.findings(file, report, fixes, known, self.language))

    def _updatable(self) -> list[str] | None:
        """Return the datasets that a recipe can take the next file of; None without a catalog."""
        if self.root is None:
            return None
        datasets = read_catalog(self.root).catalog.datasets
        return [dataset.id for dataset in datasets if (dataset.folder / FILE).is_file()]

    def _painted(self, file: KeptFile, _request: DeskRequest) -> DeskAnswer:
        content = paint(self._report(file), file.path, self.language)
        name = say(self.language, "desk-page.painted-name", name=Path(file.name).stem)
        return DeskAnswer(content, _WORKBOOK, name=name)

    def _fixed(self, file: KeptFile, _request: DeskRequest) -> DeskAnswer:
        content = mended(file.path).content
        stem, suffix = Path(file.name).stem, Path(file.name).suffix
        name = say(self.language, "desk-page.fixed-name", name=stem, suffix=suffix)
        return DeskAnswer(content, "application/octet-stream", name=name)

    def _dataset(self, file: KeptFile, request: DeskRequest) -> DeskAnswer:
        """Ask what only a person knows; once all is answered, show what would be written."""
        sent = request.form.fields if request.form else {}
        file.answers = {key.removeprefix("q-"): sent[key] for key in sent if key.startswith("q-")}
        try:
            inquiry, draft = self._inquired(file, file.answers)
        except _Refused as refused:
            inquiry, why = refused.inquiry, refused.why
            return DeskAnswer(views.questions(file, inquiry, why, self.language))
        if inquiry.asked or "edit" in sent:
            return DeskAnswer(views.questions(file, inquiry, {}, self.language))
        if open_ones := inquiry.still_open(self.language):
            return DeskAnswer(views.questions(file, inquiry, open_ones, self.language))
        return DeskAnswer(views.draft(file, summary(draft, self.language), self.language))

    def _inquired(self, file: KeptFile, answers: Mapping[str, str]) -> tuple[Inquiry, DatasetDraft]:
        """Draft with the answers; raise `_Refused` with all questions where some are refused."""
        kept, why = dict(answers), dict[str, str]()
        while True:
            inquiry = Inquiry(kept, lambda question: question.judge(question.proposal))
            try:
                draft = self._draft(file, inquiry)
            except UsageError as error:
                failed = next(reversed(inquiry.met), "")
                if failed not in kept:
                    raise
                why[failed] = error.in_language(self.language)
                del kept[failed]
                continue
            if why:
                raise _Refused(inquiry, why)
            return inquiry, draft

    def _draft(self, file: KeptFile, inquiry: Inquiry) -> DatasetDraft:
        catalog = read_catalog(self._catalog()).catalog
        return draft_dataset(file.path, catalog, inquiry, dt.datetime.now(dt.UTC).astimezone())

    def _catalog(self) -> Path:
        if self.root is None:
            raise UsageError("stops.no-catalog")
        return self.root

    def _save(self, file: KeptFile, _request: DeskRequest) -> DeskAnswer:
        draft = self._draft(file, Inquiry(file.answers, lambda question: question.proposal))
        write_new(self._catalog(), draft.files)
        return self._saved(draft.id, tuple(draft.files))

    def _saved(self, identifier: str, files: tuple[str, ...]) -> DeskAnswer:
        folder = self._catalog() / "datasets" / identifier
        report = check_paths([folder], None, silent, cached=False)
        return DeskAnswer(views.saved(identifier, files, report, self.language))

    def _update(self, file: KeptFile, request: DeskRequest) -> DeskAnswer:
        """Show what the next file changes; write it where that was seen."""
        sent = request.form.fields if request.form else {}
        name = sent.get("dataset", "")
        dataset = read_catalog(self._catalog()).catalog.dataset(name)
        if dataset is None:
            raise UsageError("desk.no-dataset", id=name)
        today = dt.date.today()  # noqa: DTZ011 - the steward's own day
        drafted = draft_update(dataset, file.path, today)
        if "seen" not in sent:
            lines = list(update_lines(drafted, self.language))
            return DeskAnswer(views.update(file, name, lines, self.language))
        put(dataset.folder, drafted.files, drafted.stale)
        return self._saved(dataset.folder.name, tuple(drafted.files))


def _root(request: DeskRequest) -> str:
    return "../" * request.path.count("/") or "./"
