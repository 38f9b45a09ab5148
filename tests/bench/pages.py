"""Pages of many datasets rendered, beside Material for MkDocs with the same descriptions.

    make bench
    python tests/bench/pages.py --datasets 1000 --no-write

Material takes about 30 seconds for each thousand with its default navigation, so it gets a tenth.
"""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import yaml
from bench import PAGE
from commands import HERE, PYTHON, Command, once
from packages import DATASET, write_many
from report import write_between
from tables import FIELDS, NAMES, table

DATASETS = 10_000
ROWS = 20
# Making ten thousand folders and files takes some disks longer than rendering what they hold.
MEMORY, ROOM = Path("/dev/shm"), 2_000_000_000  # noqa: S108 - a folder of our own is made there
MARKS = ("<!-- bench-pages -->", "<!-- /bench-pages -->")
MATERIAL = {
    "site_name": "測定用カタログ",
    "theme": {"name": "material", "language": "ja"},
    "markdown_extensions": ["tables"],
}
EXPLANATION = (
    "{rows}行の見本、{columns}列の定義、使い方を載せた、データセットのページを作る時間です。",
    "時間は、プロセスの開始から終了までです。",
    "hiraku は、1つのデータを読み、検査し、ページを {ours:,} 枚作って書きます。日本語だけです。",
    "プロセッサの数だけのプロセスで作ります。メモリは、その全部を足した上限です。",
    "Material for MkDocs は、同じ説明、定義、見本を Markdown で書いた {theirs:,} 枚です。",
    "どちらも、あればメモリ上のフォルダー（`/dev/shm`）に書きます。ディスクの速さを除くためです。",
    "時間は枚数に比例するものとして、10,000枚に直した値も示します。",
)
HEAD = ("作ったもの", "枚数", "時間（秒）", "10,000枚では（秒）", "メモリ（MB）", "目標")


def main() -> int:
    options = _options()
    in_memory = MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM else None
    folder = Path(tempfile.mkdtemp(prefix="hiraku-bench-", dir=in_memory))
    try:
        ours = once(hiraku(folder, options.datasets))
        ours = replace(ours, memory=float(ours.out.split()[-1]))
        measured = [("hiraku", options.datasets, ours)]
        if importlib.util.find_spec("material"):
            few = max(options.datasets // 10, 1)
            measured.append(("Material for MkDocs", few, once(material(folder, few))))
    finally:
        shutil.rmtree(folder)
    text = page(measured, options.datasets)
    sys.stdout.write(text + "\n")
    if not options.no_write and options.datasets == DATASETS:
        write_between(PAGE, MARKS, text)
    return 0


def page(measured, datasets):
    said = {"rows": ROWS, "columns": len(NAMES), "ours": datasets, "theirs": datasets // 10}
    told = [f"- {sentence.format(**said)}" for sentence in EXPLANATION]
    rows = [
        f"| {who} | {count:,} | {run.wall:.1f} | {run.wall * DATASETS / count:.1f} "
        f"| {run.memory:,.0f} | {'20秒、300 MB以内' if who == 'hiraku' else '—'} |"
        for who, count, run in measured
    ]
    return "\n".join([*told, "", f"| {' | '.join(HEAD)} |", "|---|---:|---:|---:|---:|---|", *rows])


def hiraku(folder: Path, datasets: int) -> Command:
    catalog = folder / "catalog"
    catalog.mkdir()
    write_many(catalog, 1, ROWS)
    arguments = (str(catalog), "--datasets", str(datasets), "--out", str(folder / "pages"))
    return Command((*PYTHON, str(HERE / "write_pages.py"), *arguments), folder)


def material(folder: Path, datasets: int) -> Command:
    project = folder / "material"
    (project / "docs").mkdir(parents=True)
    (project / "mkdocs.yml").write_text(yaml.safe_dump(MATERIAL), encoding="utf-8")
    text = _markdown()
    (project / "docs" / "index.md").write_text("# 測定\n", encoding="utf-8")
    for number in range(datasets):
        path = project / "docs" / f"use-{number:05}.md"
        path.write_text(text.replace("ID", f"use-{number:05}"), encoding="utf-8")
    return Command((*PYTHON, "-m", "mkdocs", "build", "-q"), project)


def _markdown() -> str:
    """Return the page that our template makes, as somebody would write it in Markdown."""
    head = f"| {' | '.join(NAMES)} |\n|{'---|' * len(NAMES)}\n"
    rows = "".join(f"| {' | '.join(map(str, row))} |\n" for row in table(ROWS))
    fields = "".join(
        f"| {field['title']} | `{field['name']}` | {field['type']} |\n" for field in FIELDS
    )
    return (
        f"# {DATASET['title']}\n\n{DATASET['description']}\n\n{DATASET['row']}\n\n"
        f"[CSV](data.csv)\n\n## 中身を見る\n\n{head}{rows}\n## 項目定義\n\n"
        f"| 項目 | 列名 | 型 |\n|---|---|---|\n{fields}\n## 使い方\n\n"
        "```sh\ncurl -O https://example.jp/datasets/ID/data.csv\n```\n\n"
        '```python\nimport pandas as pd\n\npd.read_csv("https://example.jp/datasets/ID/data.csv")\n```\n'
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure how long pages take.")
    parser.add_argument("--datasets", type=int, default=DATASETS)
    parser.add_argument("--no-write", action="store_true", help="leave the manual's page alone")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
