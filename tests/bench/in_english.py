"""The measured results in English, for the English page of the manual: the figures are the same.

The results are written in Japanese. Each line and each cell of a table has its English here, where
`#` stands for a number and `~` for one that English leaves out, in their order. What is not known here stops with its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = re.compile(r"[0-9]+(?:-[0-9]{2}-[0-9]{2}|(?:[.,][0-9]+)*)")
_JAPANESE = re.compile("[ぁ-んァ-ヴー一-龠々、。※]")

WORDS = {
    # What was compared
    "比べたもの": "what was compared",
    "行数": "rows",
    "目標": "goal",
    "一つの表（誤りなし）": "one table (nothing wrong)",
    "一つの表（# %のセルが誤り）": "one table (# % of the cells wrong)",
    "一つの表（空の行が#つ）": "one table (one blank row~)",
    "一つの表（セルが多すぎる行が#つ）": "one table (one row~ with too many cells)",
    "一つの表（余分な引用符が#つ）": "one table (one stray quote~)",
    "主キーと外部キーのある表（誤りなし）": "a table with primary and foreign key (nothing wrong)",
    "主キーと外部キーのある表（# %のキーが誤り）": (
        "a table with primary and foreign key (# % of the keys wrong)"
    ),
    "#行のデータセット#個": "datasets of # rows, # of them",
    "#行のデータセット#個（#回目）": "datasets of # rows, # of them (run #)",
    "このカタログの検査": "a check of this catalog",
    "このカタログの検査（#回目）": "a check of this catalog (run #)",
    "このカタログの公開": "a publication of this catalog",
    # Times and means
    "hiraku（秒）": "hiraku (s)",
    "frictionless（秒）": "frictionless (s)",
    "何倍速いか": "times as fast",
    "下限（秒）": "floor (s)",
    "下限の何倍か": "times the floor",
    "誤りなしの何倍か": "times nothing wrong",
    "計算（秒）": "CPU (s)",
    "メモリ（MB）": "memory (MB)",
    "誤りなしの#倍以内": "within # times nothing wrong",
    "#倍速い、下限の#倍以内": "# times as fast, within # times the floor",
    "#倍速い": "# times as fast",
    "#秒以内": "within # s",
    "## かかった時間": "## Times",
    "## 計算とメモリ": "## CPU and memory",
    "# に測りました。hiraku #、frictionless #、duckdb #、Python #、#コア。": (
        "Measured on #: hiraku #, frictionless #, duckdb #, Python #, # cores."
    ),
    "- 秒は、プロセスの開始から終了までの時間です。": (
        "- Seconds are those from the start of the process to its end."
    ),
    "- #回ずつ交互に測った中央値です。#秒以上かかるものは#回だけ測り、※を付けます。": (
        "- Medians of # runs each, in turns. What takes # s or more is measured once~ and has a *."
    ),
    "- frictionless は、#件で数えるのをやめる上限を外し、すべての誤りを数えます。": (
        "- frictionless counts all errors: its limit of # is taken away."
    ),
    "- 多数のデータセットは、frictionless では一つのプロセスで調べます。": (
        "- frictionless checks many datasets in one process."
    ),
    "- 下限は、DuckDB が同じファイルのすべてのセルを文字列として読むだけの時間です。検査はしません。": (
        "- The floor is the time in which DuckDB only reads all cells of the file as text, unchecked."
    ),
    "- 「誤りなし」は、同じ行数の、誤りが#つもない表を hiraku で検査した時間です。": (
        "- “Nothing wrong” is the time of hiraku for a table of as many rows without an error~."
    ),
    "- 「#回目」は、前の検査の結果を保存した状態での時間です。": (
        "- “Run #” has the verdicts of the check before."
    ),
    "- 計算は、使ったすべてのコアの時間の合計です。メモリは、同時に使った最大の量です。": (
        "- CPU is the time of all cores together, memory the most that was used at once."
    ),
    "- 計算とメモリは hiraku、frictionless、下限の順です。# MBは#万バイトです。": (
        "- CPU and memory are of hiraku, frictionless, floor. # MB is a million bytes~."
    ),
    # Exports
    "- #行#列の表を#つ書き出す時間です。プロセスの開始から終了までで、読む時間も含みます。": (
        "- The time to write a table of # rows and # columns in one format~, from start to end of the "
        "process, reading included."
    ),
    "- frictionless は `frictionless convert`、csvjson は csvkit の `csvjson` です。": (
        "- frictionless is `frictionless convert`, csvjson the `csvjson` of csvkit."
    ),
    "- `csvjson` は型を推測します。推測せず、すべて文字のまま流すときは # 秒でした。": (
        "- `csvjson` guesses types. Without guessing, all as text in a stream, it took # s."
    ),
    "- JSON と Parquet を合わせた行は、hiraku では#つのプロセス、ほかでは#つのプロセスの和です。": (
        "- JSON and Parquet together are one process~ of hiraku, and # processes added up of others."
    ),
    "- メモリは hiraku が使った最大の量です。# MBは#万バイトです。": (
        "- Memory is the most that hiraku used. # MB is a million bytes~."
    ),
    "書き出し": "format",
    "csvjson（秒）": "csvjson (s)",
    "Excel用CSV": "CSV for Excel",
    "記号を分けたCSV": "CSV with signs apart",
    "JSON と Parquet": "JSON and Parquet",
    # Changes
    "- #行#列の表と、値の#%（# セル）を変えた表の違いを求める時間です。": (
        "- The time to find what differs between a table of # rows and # columns and one with #% of "
        "its values (# cells) changed."
    ),
    "- daff は `daff diff --id`、csv-diff は `csv-diff --key` です。hiraku は、ほかに判定もします。": (
        "- daff is `daff diff --id`, csv-diff is `csv-diff --key`. hiraku judges as well."
    ),
    "- カタログでは、コミットのあとに#つのデータセットの値を変えます。": (
        "- In catalogs the values of # datasets are changed after the commit."
    ),
    "- 「何倍か」は、同じ回の時間の比です。": "- “Times” are ratios of the times of one run.",
    "- この表は、ほかの仕事で混んだ機械（負荷 #）で#回測ったものです。"
    "「計算」は、混み具合にほとんどよらない時間です。": (
        "- This table was measured on a machine busy with other work (load #), once~. “CPU” "
        "hardly depends on that."
    ),
    "時間（秒）": "time (s)",
    "hiraku の何倍か": "times hiraku",
    "hiraku（#行）": "hiraku (# rows)",
    "daff（#行）": "daff (# rows)",
    "csv-diff（#行）": "csv-diff (# rows)",
    "hiraku（# データセットのカタログ）": "hiraku (a catalog of # datasets)",
    "hiraku（このカタログ）": "hiraku (this catalog)",
    "hiraku が#倍速い": "hiraku # times as fast",
    # Pull requests
    "- `hiraku ci github` が書くワークフローの手順を、このカタログで#つの値を変えて動かす時間です。": (
        "- The time of the steps of the workflow that `hiraku ci github` writes, in this catalog "
        "with one value~ changed."
    ),
    "- 目標は、すべて合わせて#秒以内（#コア）です。pip の控えがないときと、あるときです。": (
        "- The goal is # s (# cores) for all together, without and with the cache of pip."
    ),
    "手順": "step",
    "取得と組み立て（控えなし）": "fetching and installing (no cache)",
    "取得と組み立て（控えあり）": "fetching and installing (cache)",
    "hiraku changes（#つの形）": "hiraku changes (# formats)",
    "全体（控えなし）": "all (no cache)",
    "全体（控えあり）": "all (cache)",
    # Pages
    "- #行の見本、#列の定義、使い方を載せた、データセットのページを作る時間です。": (
        "- The time to make pages of datasets with a sample of # rows, the definitions of # "
        "columns, and how to use them."
    ),
    "- 時間は、プロセスの開始から終了までです。": "- Times are from the start of the process to its end.",
    "- hiraku は、#つのデータを読み、検査し、ページを # 枚作って書きます。日本語だけです。": (
        "- hiraku reads and checks one dataset~, then makes and writes # pages, in Japanese only."
    ),
    "- プロセッサの数だけのプロセスで作ります。メモリは、その全部を足した上限です。": (
        "- It uses as many processes as processors. Memory is at most the sum of them all."
    ),
    "- Material for MkDocs は、同じ説明、定義、見本を Markdown で書いた # 枚です。": (
        "- Material for MkDocs has # pages of the same description, definitions and sample in Markdown."
    ),
    "- どちらも、あればメモリ上のフォルダー（`/dev/shm`）に書きます。ディスクの速さを除くためです。": (
        "- Both write into a folder in memory (`/dev/shm`) where there is one, so that the speed of "
        "the disk does not count."
    ),
    "- 時間は枚数に比例するものとして、#枚に直した値も示します。": (
        "- The time for # pages is also given, as if it grew with their number."
    ),
    "作ったもの": "what was made",
    "枚数": "pages",
    "#枚では（秒）": "for # pages (s)",
    "#秒、# MB以内": "within # s and # MB",
    # Previews
    "- # に、`HIRAKU_PREVIEW_ROWS=#` で `tests/browser/test_preview.py` を実行しました。": (
        "- On # with `HIRAKU_PREVIEW_ROWS=#`, by `tests/browser/test_preview.py`."
    ),
    "- #行#列の表のページを Chromium で開き、はじめの操作が読んだ要求の数とバイト数です。": (
        "- The page of a table of # rows and # columns is opened in Chromium; these are the "
        "requests and bytes of the first action."
    ),
    "- 要求が#回、大きさが#バイトをこえると、テストは通りません。": (
        "- More than # requests or # bytes fail the test."
    ),
    "- バイト数は、圧縮されたままのファイルの大きさです。HTTP のヘッダーを含みません。": (
        "- Bytes are the sizes of the files as they are compressed, without heads of HTTP."
    ),
    "はじめの操作": "first action",
    "`chunks` の要求": "requests of `chunks`",
    "`range` の要求": "requests of `range`",
    "バイト": "bytes",
    "次のページ": "next page",
    "行への移動": "go to a row",
    "並べ替え": "sort",
    "値での絞り込み": "filter by a value",
    "文字での絞り込み": "filter by text",
    "列の分布": "distribution of a column",
    # Lighthouse
    "# に、lighthouse # の携帯電話の設定で、nginx の上で測りました。": (
        "Measured on # with the settings for telephones of lighthouse #, on nginx."
    ),
    "ページ": "page",
    "性能": "performance",
    "アクセシビリティ": "accessibility",
    "よい習慣": "best practices",
    "検索": "SEO",
    "ホーム": "home",
    "データ一覧": "list of data",
    "データ": "data",
}


def in_english(text: str) -> str:
    """Return measured results, as they stand between the marks of the page, in English."""
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    if not line.startswith("|"):
        return _said(line)
    cells = line.strip("|").split("|")
    return f"|{'|'.join(f' {_said(c.strip())} ' if c.strip('-:') else c for c in cells)}|"


def _said(text: str) -> str:
    """Return a line or a cell in English; a number that was measured once keeps its mark."""
    if re.fullmatch(r"[0-9.,]+※", text):
        return text.replace("※", "*")
    if not _JAPANESE.search(text):
        return text
    begin = "## " if text.startswith("## ") else ""
    numbers: Iterator[str] = iter(_NUMBER.findall(text))
    template = WORDS.get(begin + _NUMBER.sub("#", text.removeprefix(begin)))
    if template is None:
        raise LookupError(f"tests/bench/in_english.py has no English for: {text}")
    return begin + re.sub(
        "[#~]", lambda mark: _number(mark[0], next(numbers)), template[len(begin) :]
    )


def _number(mark: str, number: str) -> str:
    return number if mark == "#" else ""
