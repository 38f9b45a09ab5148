"""Tables as packages: two with keys between them, and a whole catalog of small ones."""

from __future__ import annotations

import json
from pathlib import Path

import yaml
from tables import BAD_KEYS, FIELDS, NAMES, OFFICES, SCHEMA, SEED, table, write_csv

OFFICE_FIELDS = [
    {"name": "code", "title": "窓口コード", "type": "string", "constraints": {"required": True}},
    {"name": "office", "title": "窓口名", "type": "string"},
]
KEYED = SCHEMA | {
    "primaryKey": ["id"],
    "foreignKeys": [{"fields": ["code"], "reference": {"resource": "offices", "fields": ["code"]}}],
}
UNITS = {"id": {"unit": "none"}, "count": {"unit": "件"}, "rate": {"unit": "%"}}
CATALOG = {
    "name": "bench",
    "title": "測定用カタログ",
    "description": "速さを測るためのカタログです。値は実在の統計ではありません。",
    "languages": ["ja"],
    "publisher": {
        "name": "三重県",
        "code": "240001",
        "homepage": "https://www.pref.mie.lg.jp/",
    },
    "contact": {"name": "測定担当", "email": "bench@example.jp"},
    "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
    "spatial": {"name": "三重県", "code": "240001"},
    "themes": [{"name": "test", "title": "測定", "description": "速さを測るためのデータです。"}],
}
DATASET = {
    "name": "ID",
    "title": "施設の利用 ID",
    "description": "市町ごとの施設の利用件数です。測定のための値です。",
    "row": "1行は「ある日における一つの施設の利用」です。",
    "version": "1.0.0",
    "created": "2022-10-11T00:00:00+09:00",
    "modified": "2022-10-11",
    "languages": ["ja"],
    "theme": "test",
    "keywords": ["施設", "利用件数"],
    "updateFrequency": "irregular",
    "sources": [{"title": "測定用の資料", "section": "第1表"}],
    "contributors": [{"title": "測定担当", "roles": ["creator"]}],
}


def resource(name: str, schema: object) -> dict[str, object]:
    return {
        "name": name,
        "title": "施設の利用",
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def write_keyed(folder: Path, rows: int, *, bad: bool) -> None:
    """Write a package of two tables; bad keys repeat an id or point to no office."""
    offices = ((code, f"第{code[1:]}窓口") for code in OFFICES)
    write_csv(folder / "offices.csv", ["code", "office"], offices)
    write_csv(folder / "uses.csv", NAMES, table(rows, BAD_KEYS if bad else None))
    two = [resource("uses", KEYED), resource("offices", {"fields": OFFICE_FIELDS})]
    _write_json(folder / "datapackage.json", DATASET | {"name": "keyed", "resources": two})


def write_many(folder: Path, packages: int, rows: int) -> list[str]:
    """Write a catalog for hiraku and the same packages for frictionless; return their names."""
    (folder / "schemas").mkdir()
    (folder / "datasets").mkdir()
    _write_text(folder / "datasets" / "catalog.yaml", _yaml(CATALOG))
    # Written once and copied with the name changed: writing YAML takes longer than checking it.
    dataset = _yaml(DATASET | {"resources": [resource("ID", "ID")]})
    fields = [field | UNITS.get(str(field["name"]), {}) for field in FIELDS]
    schema = _yaml({"name": "ID", "title": "施設の利用", "version": "1.0.0", "fields": fields})
    names = [f"use-{number:04}" for number in range(packages)]
    for number, name in enumerate(names):
        ours, theirs = folder / "datasets" / name, folder / "packages" / name
        ours.mkdir()
        theirs.mkdir(parents=True)
        write_csv(ours / f"{name}.csv", NAMES, table(rows, seed=SEED + number))
        _write_text(ours / "datapackage.yaml", dataset.replace("ID", name))
        _write_text(folder / "schemas" / f"{name}.yaml", schema.replace("ID", name))
        (theirs / f"{name}.csv").hardlink_to(ours / f"{name}.csv")
        descriptor = {"name": name, "resources": [resource(name, SCHEMA)]}
        _write_json(theirs / "datapackage.json", descriptor)
    return names


def _yaml(value: object) -> str:
    # Copied through JSON: the same list twice would become an anchor and an alias.
    plain = json.loads(json.dumps(value))
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False)


def _write_json(path: Path, value: object) -> None:
    _write_text(path, json.dumps(value, ensure_ascii=False, indent=2))


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
