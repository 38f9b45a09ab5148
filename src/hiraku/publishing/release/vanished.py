"""Nothing that was published disappears in silence: not without a tombstone at its address."""

from __future__ import annotations

import json
from pathlib import Path

from hiraku.errors import HirakuError
from hiraku.publishing.site import links

# What each dataset's folder has, and no other folder beside it.
_MARK = "datapackage.json"
_SHOWN = 10


def vanished(before: Path, after: Path) -> list[str]:
    """Return the ids that have a page in the site before and have none in the site after.

    Those of tombstones count as well: an address that was once cited says so for ever.
    """
    folder = links.file(links.datasets()).removesuffix("index.html")
    published = {each.parent.name for each in (before / folder).glob(f"*/{_MARK}")}
    return [
        each
        for each in sorted({*published, *_withdrawn(before)})
        if not (after / folder / each / "index.html").is_file()
    ]


def _withdrawn(site: Path) -> set[str]:
    listed = site / links.WITHDRAWN
    if not listed.is_file():
        return set()
    return {str(each["id"]) for each in json.loads(listed.read_text(encoding="utf-8"))}


def demand_all_there(before: Path, after: Path) -> None:
    """Raise `HirakuError` where a dataset would be gone without a word."""
    gone = vanished(before, after)
    if not gone:
        return
    shown = "\n".join(f"  {each}" for each in gone[:_SHOWN])
    raise HirakuError(
        f"公開中のデータのうち {len(gone)} 件が、新しいサイトにありません（dataset-vanished）。\n"
        f"{shown}\n"
        "取り下げるなら、datasets/catalog.yaml の withdrawn に、"
        "id、title、date、reason を書いてください。そのアドレスに取り下げの知らせが出ます。"
        "名前を変えたなら、前の名前を withdrawn に書き、replacedBy に新しい名前を書きます。"
        f"まだ誰にも公開していないなら、{before} を消してから、もう一度実行してください。",
        f"The new site lacks {len(gone)} of the published datasets (dataset-vanished).\n"
        f"{shown}\n"
        "To withdraw one, list it under withdrawn in datasets/catalog.yaml with id, title, date "
        "and reason: a notice will stand at its address. If it was renamed, list the old name with "
        f"replacedBy. If nobody has seen this site yet, remove {before} and run again.",
    )
