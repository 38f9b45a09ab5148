"""The classes of characters that patterns name: sets, categories, scripts and blocks of Unicode."""

from __future__ import annotations

import unicodedata

SETS = {
    "d": r"\p{Nd}",
    "w": r"\p{L}\p{M}\p{N}\p{Pc}",
    "s": (
        r"\t-\r\x{1c}-\x{20}\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}"
        r"\x{202f}\x{205f}\x{3000}"
    ),
    "i": (
        r":A-Z_a-z\x{c0}-\x{d6}\x{d8}-\x{f6}\x{f8}-\x{2ff}\x{370}-\x{37d}\x{37f}-\x{1fff}"
        r"\x{200c}\x{200d}\x{2070}-\x{218f}\x{2c00}-\x{2fef}\x{3001}-\x{d7ff}\x{f900}-\x{fdcf}"
        r"\x{fdf0}-\x{fffd}\x{10000}-\x{effff}"
    ),
}
SETS["c"] = rf"{SETS['i']}\-.0-9\x{{b7}}\x{{300}}-\x{{36f}}\x{{203f}}\x{{2040}}"
CATEGORIES = {
    "Letter": "L", "Mark": "M", "Number": "N", "Punctuation": "P", "Symbol": "S", "Separator": "Z",
    "Other": "C", "Uppercase_Letter": "Lu", "Lowercase_Letter": "Ll", "Decimal_Number": "Nd",
}  # fmt: skip
# Blocks of Unicode as XML Schema names them (part 2, appendix F); Unicode never moves a block.
BLOCKS = {
    "IsBasicLatin": "0-7f", "IsLatin-1Supplement": "80-ff", "IsLatinExtended-A": "100-17f",
    "IsLatinExtended-B": "180-24f", "IsGreek": "370-3ff", "IsGreekandCoptic": "370-3ff",
    "IsCyrillic": "400-4ff", "IsGeneralPunctuation": "2000-206f", "IsArrows": "2190-21ff",
    "IsMathematicalOperators": "2200-22ff", "IsEnclosedAlphanumerics": "2460-24ff",
    "IsCJKRadicalsSupplement": "2e80-2eff", "IsKangxiRadicals": "2f00-2fdf",
    "IsCJKSymbolsandPunctuation": "3000-303f", "IsHiragana": "3040-309f",
    "IsKatakana": "30a0-30ff", "IsHangulSyllables": "ac00-d7a3",
    "IsCJKUnifiedIdeographs": "4e00-9fff", "IsCJKUnifiedIdeographsExtensionA": "3400-4dbf",
    "IsCJKCompatibilityIdeographs": "f900-faff", "IsHalfwidthandFullwidthForms": "ff00-ffef",
}  # fmt: skip
SCRIPTS = {
    "Arabic", "Armenian", "Bengali", "Common", "Cyrillic", "Devanagari", "Greek", "Han", "Hangul",
    "Hebrew", "Hiragana", "Inherited", "Katakana", "Latin", "Thai",
}  # fmt: skip
GENERAL = {"L", "M", "N", "P", "S", "Z", "C"} | {
    unicodedata.category(chr(code)) for code in range(0x3100)
}
