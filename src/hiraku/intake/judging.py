"""All rules on all sheets of a file: what was found, and what could not be judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field

from hiraku.intake.contracts import Looked, OfficialRule, Remark, official_rules
from hiraku.intake.ooxml.package import Unreadable
from hiraku.intake.opening import kind_of, open_book
from hiraku.intake.sheets import Book, Range, Sheet, Visibility

MOST = 1000
_VEILING = ("hidden-parts", "floating-objects")
_UNSEEN = ("sheet", "rows", "columns", "filter", "comment")


class RuleRemarks(Struct):
    """The remarks of one kind on one sheet: all are counted, the first `MOST` are kept."""

    rule: str
    sheet: str
    hint: str | None = None
    note: bool = False
    total: int = 0
    remarks: list[Remark] = field(default_factory=list)


class BookJudgement(Struct):
    """`unjudged` are (rule, sheet) of which the format leaves unknown what the rule needs.

    `unreadable` says what the file is where it holds no table: `pdf`, `locked`, `damaged` …
    """

    kinds: list[RuleRemarks] = field(default_factory=list)
    unjudged: list[tuple[str, str]] = field(default_factory=list)
    sheets: int = 0
    rows: int = 0
    cells: int = 0
    unreadable: str = ""


def judge_file(path: Path) -> BookJudgement:
    """Open a file and judge it by every rule. Nothing is written."""
    try:
        return judge_book(open_book(path))
    except Unreadable:
        kind = kind_of(path)
        sound = kind in ("xlsx", "xls", "ods", "text")
        return BookJudgement(unreadable="damaged" if sound else kind)


def judge_book(book: Book) -> BookJudgement:
    """Judge every sheet by every rule."""
    judgement = BookJudgement(sheets=len(book.sheets))
    judgement.kinds += _macros(book)
    judgement.kinds += _empty_sheets(book)
    for sheet in book.sheets:
        rules = official_rules()
        unjudged = [id_ for id_, rule in rules.items() if rule.needs & sheet.unknown]
        judgement.unjudged += [(id_, sheet.name) for id_ in unjudged]
        judgement.kinds += _of_sheet(book, sheet, rules)
        judgement.rows += len(sheet.rows)
        judgement.cells += sum(map(len, sheet.rows))
    return judgement


def veiled_parts(book: Book) -> list[RuleRemarks]:
    """Return what a reader of a book does not see at once: hidden parts, comments and macros."""
    kinds = [*_macros(book)]
    for sheet in book.sheets:
        rules = {id_: rule for id_, rule in official_rules().items() if id_ in _VEILING}
        kinds += (remarks for remarks in _of_sheet(book, sheet, rules) if remarks.hint in _UNSEEN)
    return kinds


def _macros(book: Book) -> Iterator[RuleRemarks]:
    if "macros" in book.remarks:
        remark = Remark(Range(1, 1, 1, 1))
        yield RuleRemarks("macros-in-workbook", "", total=1, remarks=[remark])


def _empty_sheets(book: Book) -> Iterator[RuleRemarks]:
    """Yield the sheets in sight that hold nothing: a fault where the file holds nothing else."""
    seen = [sheet for sheet in book.sheets if sheet.visibility == Visibility.VISIBLE]
    empty = [sheet for sheet in seen if not (any(sheet.cells()) or sheet.floating)]
    whole = len(empty) == len(seen)
    for sheet in empty[:1] if whole else empty:
        remark = Remark(Range(1, 1, 1, 1))
        hint = "whole" if whole else None
        yield RuleRemarks("empty-sheet", sheet.name, hint, not whole, 1, [remark])


def _of_sheet(book: Book, sheet: Sheet, rules: Mapping[str, OfficialRule]) -> Iterator[RuleRemarks]:
    looked = Looked(book, sheet)
    unseen = sheet.visibility != Visibility.VISIBLE
    for id_, rule in rules.items():
        if unseen and id_ != "hidden-parts":
            continue
        kinds: dict[tuple[str | None, bool], RuleRemarks] = {}
        for remark in _remarks(rule, looked):
            key = (remark.hint, remark.note)
            remarked = kinds.setdefault(key, RuleRemarks(id_, sheet.name, *key))
            remarked.total += 1
            if len(remarked.remarks) < MOST:
                remarked.remarks.append(remark)
        yield from kinds.values()


def _remarks(rule: OfficialRule, looked: Looked) -> Iterator[Remark]:
    """Yield what a rule remarks: of a sheet that hides what it needs, what is surely known."""
    if not rule.needs & looked.sheet.unknown:
        yield from rule.remarks(looked)
    elif rule.surely:
        yield from (remark for remark in rule.remarks(looked) if remark.hint in rule.surely)
