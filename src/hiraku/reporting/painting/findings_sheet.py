"""The first sheet of a painted workbook: every finding, and a link to its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hiraku.reporting.painting.marks import CellMark, FindingsFront
from hiraku.reporting.painting.painted_parts import MAIN, attribute, xml

_FIRST = 4  # the row of the heads
_WIDTHS = (8, 24, 70, 90)
_MOST = 20_000


def findings_sheet(
    front: FindingsFront, marks: Sequence[CellMark], sheets: Mapping[str, str]
) -> bytes:
    """Return the XML of the sheet; `sheets` are the names of the workbook by those of the marks."""
    shown = marks[:_MOST]
    rows = [
        (front.title,),
        (front.verdict,),
        (),
        front.heads,
        *(_row(front, mark) for mark in shown),
    ]
    data = "".join(_xml_row(number, texts) for number, texts in enumerate(rows, 1))
    links = "".join(_links(shown, sheets))
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(_WIDTHS, 1)
    )
    below = f'topLeftCell="A{_FIRST + 1}" activePane="bottomLeft" state="frozen"'
    pane = f'<pane ySplit="{_FIRST}" {below}/>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}"><sheetViews>'
        f'<sheetView tabSelected="1" workbookViewId="0">{pane}</sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>{data}</sheetData>"
        f'<autoFilter ref="A{_FIRST}:D{max(len(rows), _FIRST + 1)}"/>'
        f"{f'<hyperlinks>{links}</hyperlinks>' if links else ''}</worksheet>"
    ).encode()


def _row(front: FindingsFront, mark: CellMark) -> tuple[str, ...]:
    place = f"{mark.sheet}!{mark.cells}" if mark.sheet and mark.cells else mark.cells
    sentence = " ".join(filter(None, (f"{mark.title}: {mark.found}", mark.more)))
    return (front.severities[not mark.error], place or front.whole, sentence, mark.cure)


def _xml_row(number: int, texts: Sequence[str]) -> str:
    cells = "".join(
        f'<c r="{letter}{number}" t="inlineStr"><is>'
        f'<t xml:space="preserve">{xml(text)}</t></is></c>'
        for letter, text in zip("ABCD", texts, strict=False)
    )
    return f'<row r="{number}">{cells}</row>'


def _links(marks: Sequence[CellMark], sheets: Mapping[str, str]) -> Iterator[str]:
    for number, mark in enumerate(marks, _FIRST + 1):
        if mark.cells and (name := sheets.get(mark.sheet)):
            quoted = name.replace("'", "''")
            place = f"'{quoted}'!{mark.cells}"
            yield f'<hyperlink ref="B{number}" location={attribute(place)}/>'
