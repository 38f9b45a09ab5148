"""The colours of charts: each has a class in the pages' stylesheet, and stands for itself in files.

Contrast on white is at least 4.5 for text and 3 for marks (WCAG 2.2, 1.4.3 and 1.4.11).
"""

INK = "#1b1b1f"
QUIET = "#56575c"
LINE = "#767a83"
MARK = "#3d57c9"
STRONG = "#00118f"
PALE = "#e4e7f3"
GROUND = "#ffffff"
SERIES = (MARK, "#b3500f", "#0b6b3a", "#8a2f7d", "#5f6470", "#7a6400")

CLASSES = {
    INK: "ink",
    QUIET: "quiet",
    LINE: "line",
    MARK: "mark",
    STRONG: "strong",
    PALE: "pale",
    GROUND: "ground",
} | {colour: f"series-{place}" for place, colour in enumerate(SERIES) if place}
FONTS = '"Noto Sans JP","Hiragino Kaku Gothic ProN","BIZ UDPGothic",Meiryo,sans-serif'
