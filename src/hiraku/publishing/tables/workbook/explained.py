"""What the further sheets tell: each field's definition, and where the data come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hiraku.checking.types.field_type import type_of
from hiraku.model import Field, MissingValue
from hiraku.publishing.site.credit import credit
from hiraku.publishing.tables.published_table import PublishedTable

FIELD_TITLES = (
    "項目名",
    "フィールド名",
    "説明",
    "型",
    "単位",
    "必須",
    "選択肢",
    "記号の意味",
    "例",
)


def definitions(fields: Iterable[Field]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each field, in the order of `FIELD_TITLES`."""
    for field in fields:
        yield (
            field.title.ja,
            field.name,
            str(field.description or ""),
            _type(field),
            field.stated_unit,
            "必須" if field.required else "",
            "、".join(map(str, field.constraints.get("enum", ()))),
            "、".join(map(_meaning, field.symbols)),
            field.example or "",
        )


def origins(table: PublishedTable) -> Iterator[tuple[str, str]]:
    """Yield (what, text) of each thing that a user of the data must know."""
    dataset = table.dataset
    yield "データ", dataset.title.ja
    if dataset.title.ja != table.resource.title.ja:
        yield "表", table.resource.title.ja
    yield from (("1行の意味", each.ja) for each in (dataset.row,) if each)
    yield from (("説明", each.ja.strip()) for each in (dataset.description,) if each)
    yield from (("版", each) for each in (dataset.version,) if each)
    yield from (("作成者", each.name.ja) for each in (dataset.publisher,) if each)
    for each in dataset.sources:
        yield "出典", _joined(each.title.ja, each.section, each.path)
    for license_ in dataset.licenses:
        yield "ライセンス", _joined(license_.title.ja, license_.path)
    if dataset.licenses:
        words = credit(dataset, table.catalog, table.address)
        yield "出典の書き方", words.whole.ja
        yield "加工したときの出典", words.adapted.ja
    yield from (("注記", each) for each in dataset.notes)
    yield "最新のデータ", table.address


def _joined(*parts: str | None) -> str:
    return " ".join(each for each in parts if each)


def _type(field: Field) -> str:
    return str(type_of(field).title)


def _meaning(symbol: MissingValue) -> str:
    shown = f"「{symbol.value}」" if symbol.value else "空欄"
    return f"{shown}は「{symbol.label}」"
