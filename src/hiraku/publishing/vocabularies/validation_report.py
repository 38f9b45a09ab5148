"""The report of the checks, as `hiraku check --format json` writes it."""

from collections.abc import Iterator

from hiraku.model import Text
from hiraku.publishing import links
from hiraku.publishing.described import Described, Document
from hiraku.reporting.json import as_json

title = Text("検査の結果", "Report of the checks")


def describe(subject: Described) -> Iterator[Document]:
    path = links.document(subject.dataset.id, "report.json")
    yield Document(path, title, as_json(subject.report))
