"""Tables of many columns: DuckDB's limit on nested expressions is 1,000."""

import json

from catalogs import CONFIGURATION

from hiraku.progress import silent
from hiraku.publishing.publish import publish

COLUMNS = 600
CATALOG = """
name: c
title: c
publisher: {name: p}
contact: {name: p}
licenses: [{name: CC0-1.0}]
"""
DATASET = """
name: w
title: w
row: r
sources: [{title: s}]
resources: [{name: w, path: w.csv, schema: w}]
"""


def test_a_table_of_six_hundred_columns_is_published(tmp_path):
    (tmp_path / "datasets" / "w").mkdir(parents=True)
    (tmp_path / "schemas").mkdir()
    (tmp_path / "pages").mkdir()
    (tmp_path / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    (tmp_path / "datasets" / "catalog.yaml").write_text(CATALOG, encoding="utf-8")
    (tmp_path / "datasets" / "w" / "datapackage.yaml").write_text(DATASET, encoding="utf-8")
    fields = "".join(
        f"- {{name: f{number}, type: integer, unit: none}}\n" for number in range(COLUMNS)
    )
    (tmp_path / "schemas" / "w.yaml").write_text(f"name: w\nfields:\n{fields}", encoding="utf-8")
    header = ",".join(f"f{number}" for number in range(COLUMNS))
    row = ",".join(str(number) for number in range(COLUMNS))
    (tmp_path / "datasets" / "w" / "w.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    published = publish(tmp_path, None, silent)
    assert published.report.ok
    (value,) = json.loads((published.site_dir / "datasets" / "w" / "data.json").read_text("utf-8"))
    assert list(value.values()) == list(range(COLUMNS))
