"""The steward's path, walked on a copy of the first catalog: a wrong table, the cure, no error."""

import csv
import re
import subprocess
import sys

from catalogs import copy_first_catalog

DATASET = "mynumber-card-issuance"
CHECK = f"check datasets/{DATASET}"
WRONG = {"A2": "平成29年3月8日", "G3": "8.4%"}
# What a drawing has room for: the first rows, and these of the columns.
ROWS, LETTERS = 5, "ABCGH"
_PLACES = re.compile(r"\.csv:(\d+)(?: 列| column )([A-Z]+)")


class Walk:
    """`wrong` and `right` hold the rows of the table, `refused` and `passed` what hiraku said."""

    def __init__(self, folder):
        copy_first_catalog(folder)
        self.folder = folder
        self.file = folder / "datasets" / DATASET / f"{DATASET}.csv"
        self.original = self.file.read_bytes()
        self.right = list(csv.reader(self.original.decode().splitlines()))
        self.wrong = [
            [WRONG.get(f"{chr(65 + n)}{number}", cell) for n, cell in enumerate(row)]
            for number, row in enumerate(self.right, start=1)
        ]
        self.save(self.wrong)
        self.refused = {code: self.check(code) for code in ("ja", "en")}
        self.save(self.right)
        self.passed = {code: self.check(code) for code in ("ja", "en")}

    def save(self, rows):
        """Write the table as Excel does where it is asked for CSV UTF-8."""
        with self.file.open("w", encoding="utf-8-sig", newline="") as out:
            csv.writer(out).writerows(rows)

    def check(self, language):
        command = [sys.executable, "-m", "hiraku", "--lang", language, *CHECK.split()]
        return subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, check=False
        ).stdout


def excerpt(rows):
    """Return the part of a table that is drawn: its first rows, and the columns of `LETTERS`."""
    return [[row[ord(letter) - ord("A")] for letter in LETTERS] for row in rows[:ROWS]]


def addresses(message):
    """Return the cells that hiraku named, as a spreadsheet names them."""
    return {letter + row for row, letter in _PLACES.findall(message)}


def typed(message):
    """Return what the screen shows: the command and what hiraku said."""
    return f"$ hiraku {CHECK}\n{message}"
