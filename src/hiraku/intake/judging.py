"""All rules on all sheets of a book: what was found, and what could not be judged."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from hiraku.intake.contracts import Looked, Remark, Rule
from hiraku.intake.sheets import Book, Sheet
from hiraku.registry import modules


class Told(Struct, frozen=True):
    """A remark of a rule (its id) on a sheet (its name)."""

    rule: str
    sheet: str
    remark: Remark


class Judgement(Struct, frozen=True):
    """`unjudged` are (rule, sheet) for which the format leaves unknown what the rule needs."""

    told: tuple[Told, ...] = ()
    unjudged: tuple[tuple[str, str], ...] = ()


def judge_book(book: Book) -> Judgement:
    """Judge every sheet by every rule. Nothing is written, nothing raised for a bad sheet."""
    told: list[Told] = []
    unjudged: list[tuple[str, str]] = []
    for sheet in book.sheets:
        unknown = [rule for rule, module in rules().items() if module.needs & sheet.unknown]
        unjudged += [(rule, sheet.name) for rule in unknown]
        told += _of_sheet(book, sheet, frozenset(unknown))
    return Judgement(tuple(told), tuple(unjudged))


def rules() -> dict[str, Rule]:
    """Return the rules by id, in the order of their official ids."""
    known: dict[str, Rule] = modules("hiraku.intake.rules")
    return dict(sorted(known.items(), key=lambda item: item[1].official))


def _of_sheet(book: Book, sheet: Sheet, unknown: frozenset[str]) -> Iterator[Told]:
    looked = Looked(book, sheet)
    for rule, module in rules().items():
        if rule not in unknown:
            yield from (Told(rule, sheet.name, remark) for remark in module.remarks(looked))
