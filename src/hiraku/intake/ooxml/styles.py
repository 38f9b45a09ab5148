"""How cells of an OOXML workbook look: ISO/IEC 29500-1, 18.8 (`cellXfs`, fonts, fills, numFmts)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from hiraku.intake.ooxml.package import Package, child, children
from hiraku.intake.sheets import Style

# 18.8.30: the formats that need no definition; those of dates and times matter here.
_BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 27: "[$-411]ge.m.d", 28: '[$-411]ggge"年"m"月"d"日"',
    29: '[$-411]ggge"年"m"月"d"日"', 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"時"mm"分"',
    33: 'h"時"mm"分"ss"秒"', 34: 'yyyy"年"m"月"', 35: 'm"月"d"日"', 36: "[$-411]ge.m.d",
    37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0",
    49: "@", 50: "[$-411]ge.m.d", 51: '[$-411]ggge"年"m"月"d"日"', 52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"', 54: '[$-411]ggge"年"m"月"d"日"', 55: 'yyyy"年"m"月"', 56: 'm"月"d"日"',
    57: "[$-411]ge.m.d", 58: '[$-411]ggge"年"m"月"d"日"',
}  # fmt: skip
_PLAIN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)


def read_styles(package: Package, part: str | None) -> tuple[Style, ...]:
    """Return the styles that cells count in; one plain style where the book has none."""
    if part is None:
        return (Style(),)
    tree = package.tree(part)
    formats = {
        int(entry.get("numFmtId", 0)): entry.get("formatCode", "General")
        for entry in children(child(tree, "numFmts"), "numFmt")
    }
    fonts = list(children(child(tree, "fonts"), "font"))
    fills = [_fill(fill) for fill in children(child(tree, "fills"), "fill")]
    entries = children(child(tree, "cellXfs"), "xf")
    return tuple(_style(entry, formats, fonts, fills) for entry in entries) or (Style(),)


def _style(
    entry: ET.Element, formats: dict[int, str], fonts: Sequence[ET.Element], fills: Sequence[str]
) -> Style:
    number = int(entry.get("numFmtId", 0))
    fill, font = int(entry.get("fillId", 0)), int(entry.get("fontId", 0))
    look = fonts[font] if font < len(fonts) else None
    return Style(
        number_format=formats.get(number, _BUILT_IN.get(number, "General")),
        fill=fills[fill] if fill < len(fills) else "",
        color=_color(child(look, "color")),
        bold=_on(child(look, "b")),
        italic=_on(child(look, "i")),
        strike=_on(child(look, "strike")),
        size=float(size.get("val", 0)) if (size := child(look, "sz")) is not None else 0,
    )


def _on(switch: ET.Element | None) -> bool:
    return switch is not None and switch.get("val", "1") not in ("0", "false")


def _fill(fill: ET.Element) -> str:
    pattern = child(fill, "patternFill")
    if pattern is None:
        return "gradient" if child(fill, "gradientFill") is not None else ""
    if pattern.get("patternType") in (None, "none"):
        return ""
    return _color(child(pattern, "fgColor")) or str(pattern.get("patternType"))


def _color(color: ET.Element | None) -> str:
    """Return what tells two colours apart: RGB, a theme's colour with its tint, or an index."""
    if color is None or color.get("auto") == "1":
        return ""
    if color.get("rgb"):
        return str(color.get("rgb"))[-6:].upper()
    if color.get("theme") is not None:
        tint = color.get("tint", "0")
        return (
            "" if (color.get("theme"), tint) == ("1", "0") else f"theme{color.get('theme')}{tint}"
        )
    index = color.get("indexed")
    return "" if index in (None, "64", "65") else f"index{index}"


def kind_of_format(code: str) -> str:
    """Return what a number format shows: `date`, `time`, `datetime`, `elapsed` or `number`."""
    if _ELAPSED.search(code):
        return "elapsed"
    plain = _PLAIN.sub("", code).split(";")[0].lower()
    if plain.strip() in ("general", "@"):
        return "number"
    has_time = "h" in plain or "s" in plain or "am/pm" in plain
    has_date = any(sign in plain for sign in "ydge") or ("m" in plain and not has_time)
    if "0" in plain or "#" in plain:
        has_date = False
    if has_date:
        return "datetime" if has_time else "date"
    return "time" if has_time else "number"
