"""What templates make of values: numbers, sizes, tables that scroll, words for scripts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from hiraku.publishing.site.language import Language

_DIGITS = re.compile(r"\^?(?:\[0-9\]|\\d)\{(\d{1,3})\}\$?")


def in_words(plan: Mapping[str, Any], spoken: Language) -> Mapping[str, Any]:
    """Return what a script is told of a table, the meanings of symbols in the page's language."""
    columns = [_column_in_words(column, spoken) for column in plan["columns"]]
    return {**plan, "columns": columns}


def _column_in_words(column: Mapping[str, Any], spoken: Language) -> Mapping[str, Any]:
    labels = {symbol: label for symbol, label in column["missing"].items() if label}
    own = any(label.language(spoken.code) != spoken.first for label in labels.values())
    said = {symbol: spoken.plain(label) for symbol, label in column["missing"].items()}
    return {**column, "missing": said, **({"translated": True} if own else {})}


def is_web_address(text: str | None) -> bool:
    """Tell whether `text` may become a link: descriptors may hold any address."""
    return text is not None and ":" in text and urlsplit(text).scheme in {"http", "https"}


def filled(address: str, blanks: Mapping[str, str]) -> str:
    """Return an address with values in its blanks; that of a row stays for the script to fill."""
    for name, value in blanks.items():
        said = value if value.startswith("{") else quote(str(value), safe="")
        address = address.replace(f"{{{name}}}", said)
    return address


def human_size(size: int) -> str:
    """Return a size in decimal units: 41 KB is about 41,000 bytes."""
    amount, unit = float(size), "B"
    for larger in ("KB", "MB", "GB", "TB"):
        if round(amount) < 1000:  # noqa: PLR2004 - the step of decimal units
            break
        amount, unit = amount / 1000, larger
    digits = 1 if unit != "B" and amount < 10 else 0  # noqa: PLR2004 - 1.5 KB, but 41 KB
    return f"{amount:.{digits}f} {unit}".replace(".0 ", " ")


def digits(pattern: str) -> str:
    """Return how many digits a pattern asks for, empty where it asks for anything else."""
    match = _DIGITS.fullmatch(pattern)
    return match[1] if match else ""


def grouped(number: float) -> str:
    return f"{number:,}"


def grouped_text(text: str) -> str:
    """Group the digits before the point of a number that is a text by three."""
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.lstrip("-").isdigit() else text


def scrollable(html: str, label: str) -> Markup:
    """Put each table of a Markdown page into a region that scrolls by itself."""
    numbers = iter(range(1, html.count("<table") + 1))

    def region(table: re.Match[str]) -> str:
        name = Markup.escape(f"{label} {next(numbers)}")
        frame = f'<div class="scroll" role="region" tabindex="0" aria-label="{name}">'
        return f"{frame}{table[0]}</div>"

    return Markup(re.sub(r"<table\b.*?</table>", region, html, flags=re.DOTALL))  # noqa: S704 - written by the site's owner
