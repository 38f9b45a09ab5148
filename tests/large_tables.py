"""Large tables for the tests, the same in every run: few and many values, symbols, long cells."""

from pathlib import Path

import yaml
from catalogs import CASES, CONFIGURATION

from hiraku.progress import silent
from hiraku.publishing.publish import publish
from hiraku.publishing.staging import datasets as staging

TOWNS = ["津市", "四日市市", "伊勢市", "松阪市", "桑名市", "鳥羽市", "東員町", "紀宝町", "南伊勢町"]
SYMBOLS = [{"value": "", "label": "調査中"}, {"value": "***", "label": "秘匿"}]
FIELDS = [
    {"name": "id", "title": "番号", "type": "integer", "unit": "none"},
    {"name": "code", "title": "窓口コード", "type": "string"},
    {"name": "town", "title": "市町名", "type": "string"},
    {"name": "count", "title": "件数", "type": "integer", "unit": "件", "missingValues": SYMBOLS},
    {"name": "rate", "title": "利用率", "type": "number", "unit": "%"},
    {"name": "date", "title": "基準日", "type": "date"},
    {"name": "flag", "title": "公開", "type": "boolean"},
    {"name": "note", "title": "備考", "type": "string"},
    {"name": "office", "title": "担当課", "type": "string"},
]
NAMES = [field["name"] for field in FIELDS]
LONG = "長い説明です。" * 30
NOTES = {1: 'かぎ"と,点', 2: "改行\nのある備考", 3: LONG}


def cells(number):
    """Return a row, counted from 1; its values are spread without chance."""
    turned = number * 7919 % 99_991
    return [
        str(number),
        f"T{turned % 9000:04}",
        TOWNS[turned % len(TOWNS)],
        {0: "", 1: "***"}.get(number % 50, str(turned)),
        f"{number * 31 % 1000 / 10}",
        f"20{10 + turned % 13}-{1 + turned % 12:02}-{1 + turned % 28:02}",
        "true" if number % 3 else "false",
        NOTES.get(number % 1000, f"備考{turned % 9973}"),
        f"第{number * 17 % 4001}課",
    ]


def publish_tables(folder, rows, transport, patch):
    """Publish a dataset with so many rows for each name, its CSV the only download."""
    patch.setattr(staging, "exports", _csv_alone)
    lay_large_tables(folder, rows, f"[hiraku: {{preview: {transport}}}]")
    published = publish(folder, None, silent)
    assert published.report.ok, published.report.problems
    return published.site_dir


def lay_large_tables(folder, rows, options):
    """Lay out a catalog of a dataset with so many rows for each name; `options` are the plugins."""
    (folder / "pages").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(CONFIGURATION.replace("[hiraku]", options), "utf-8")
    base = CASES / "_base" / "datasets"
    catalog = yaml.safe_load((base / "catalog.yaml").read_text("utf-8"))
    _write(folder / "datasets" / "catalog.yaml", catalog)
    _write(
        folder / "schemas" / "large.yaml",
        {"title": "大きな表", "version": "1.0.0", "fields": FIELDS},
    )
    for name, count in rows.items():
        _write(folder / "datasets" / name / "datapackage.yaml", _description(name))
        _write_csv(folder / "datasets" / name / f"{name}.csv", count)


def _csv_alone(exports=staging.exports):
    """Stand for `exports`: the other downloads of a large table take long, and have their tests."""
    return [export for export in exports() if export.extension == "csv"]


def _description(name):
    described = {"name": name, "title": f"{name}の表", "row": "1行は「一つの窓口」です。"}
    described["series"] = {"name": "tables", "title": "試験の表", "label": f"{name}の回"}
    described["sources"] = [{"title": "試験用の資料"}]
    resource = {"name": name, "path": f"{name}.csv", "title": f"{name}の表"}
    described["resources"] = [resource | {"encoding": "utf-8", "schema": "large"}]
    return described


def _write(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), "utf-8")


def _write_csv(path: Path, count):
    with path.open("w", encoding="utf-8") as stream:
        stream.write(",".join(NAMES) + "\n")
        stream.writelines(",".join(map(_quoted, cells(n))) + "\n" for n in range(1, count + 1))


def _quoted(text):
    return '"' + text.replace('"', '""') + '"' if set(text) & set('",\n') else text
