"""Texts that are nearly, and sometimes really, of a type: what people and programs put in cells."""

from __future__ import annotations

from random import Random

_STRANGE = [
    " ", "\u3000", "\u00a0", "\t", "\n", "\r", "\u200b", "\ufeff", "\u0301", "\u3099", "+", "-",
    "－", "−", "ー", "△", ".", ",", "，", "_", "'", '"', "%", "％", "e", "E", "e5", "E-3", "0", "9",
    "０", "１２", "٣", "²", "½", "Ⅳ", "①", "津", "円", "𠮷", "😀", "Z", "T", "z", "t", ":", "/",
    "+09:00", "年", "月", "日", "令和", "nan", "inf", "x", "\0", "\\", "{", "}", "[", "]", "(", ")",
]  # fmt: skip
_DIGITS = "0123456789"
_FULL_WIDTH = str.maketrans(_DIGITS, "０１２３４５６７８９")
_KNOWN = {
    "integer": ["0", "-0", "+1", "007", "1_000", "1.0", "1e3", "0x10", "9" * 18, "9" * 19, "2022"],
    "number": [
        "0", "-0", "-0.0", "0.50", ".5", "5.", "+1.5", "00.5", "1e400", "1E-7", "NaN", "Infinity",
        "-Infinity", "sNaN", "1_0.5", "1,780", "46.8%", "1.780,5", "9" * 18 + ".5", "0." + "9" * 17,
    ],
    "boolean": [
        "true", "false", "TRUE", "True", "1", "0", "yes", "no", "はい", "いいえ", "t", "on",
    ],
    "date": [
        "2022-02-29", "2024-02-29", "1900-02-29", "2000-02-29", "2022-04-31", "2022-13-01",
        "0000-01-01", "0001-01-01", "9999-12-31",
        "10000-01-01", "2022-8-31", "20220831", "2022/8/31",
        "2022-08-31T00:00:00", "infinity", "-0044-03-15",
        "2022-W01-1", "22-08-31", "令和4年8月31日",
    ],
    "datetime": [
        "2022-08-31T24:00:00", "2022-08-31T23:59:60", "2022-02-30T00:00:00", "2022-08-31 13:30:00",
        "2022-08-31T13:30", "2022-08-31T13:30:00Z", "2022-08-31T13:30:00.5", "0000-01-01T00:00:00",
        "2022-08-31T13:30:00+09:00", "2022-08-31T13:60:00",
        "20220831T133000", "2022-08-31T13:30:00,5",
    ],
    "time": [
        "24:00:00", "23:59:60", "12:30", "12:60:00",
        "1:30:00", "13:30:00Z", "13:30:00.25", "133000",
        "13:30:00+09:00", "00:00:00", "25:00:00",
    ],
    "year": ["0000", "0999", "999", "10000", "-999", "+999", "２０２２", "1_99", " 999", "令和4"],
    "yearmonth": [
        "2022-00", "2022-13", "2022-8", "0000-01",
        "999-01", "2022-012", "２０２２-08", "2022-08-31",
        "2022/08", "-022-08", "20_2-08",
    ],
    "duration": ["P1Y", "P1Y2M10DT2H30M", "PT0S", "P", "1Y", "P1.5W", "-P1D"],
    "array": ["[]", "[1, 2]", '["津"]', "{}", "[1,", "1"],
    "object": ["{}", '{"a": 1}', "[]", "{'a': 1}", "null"],
    "geojson": ['{"type": "Point", "coordinates": [136.5, 34.7]}', "{}", '{"type": "Point"}'],
    "geopoint": [
        "136.5, 34.7", "136.5,34.7", "181,0", "[136.5, 34.7]", '{"lon": 1, "lat": 2}', "1",
    ],
    "list": ["", "a", "1,2", "1;2", ",", "1, 2"],
    "string": [
        "", " ", "津市", "a@example.org", "a@", "http://x.jp", "bm90IQ==", "x" * 5,
        "123e4567-e89b-12d3-a456-426614174000", "24000", "240001", "が", "か\u3099", "𠮷野家",
    ],
    "any": ["", " ", "null", "x"],
}  # fmt: skip
_SHAPED = {
    "integer": lambda random: str(random.randint(-(10 ** random.randint(0, 20)), 10**20 // 3)),
    "number": lambda random: f"{random.uniform(-1000, 1000):.{random.randint(0, 18)}f}",
    "date": lambda random: f"{_year(random)}-{_two(random, 13)}-{_two(random, 32)}",
    "datetime": lambda random: f"{_SHAPED['date'](random)}T{_SHAPED['time'](random)}",
    "time": lambda random: f"{_two(random, 25)}:{_two(random, 61)}:{_two(random, 61)}",
    "year": lambda random: str(random.randint(0, 11_000)),
    "yearmonth": lambda random: f"{_year(random)}-{_two(random, 13)}",
}


def texts_of(kind: str, seed: int, number: int = 200) -> list[str]:
    """Return texts for a type; the same ones for the same seed."""
    random = Random(seed)  # noqa: S311 - nothing is kept secret here
    return list(dict.fromkeys(_text(kind, random) for _ in range(number)))


def _text(kind: str, random: Random) -> str:
    shaped = _SHAPED.get(kind)
    text = shaped(random) if shaped and random.random() < 0.6 else _known(kind, random)
    while random.random() < 0.4:
        text = _changed(text, random)
    return text


def _known(kind: str, random: Random) -> str:
    return random.choice(_KNOWN[kind if random.random() < 0.9 else random.choice([*_KNOWN])])


def _changed(text: str, random: Random) -> str:
    place = random.randint(0, len(text))
    strange = random.choice(_STRANGE)
    return random.choice(
        [
            text[:place] + strange + text[place:],
            text[:place] + strange + text[place + 1 :],
            text[:place] + text[place + 1 :],
            strange + text,
            text + strange,
            text[:place] + text[place:].translate(_FULL_WIDTH),
            text[:place] + random.choice(_DIGITS) * random.choice([1, 2, 20, 2000]) + text[place:],
            text.upper(),
            text * 2,
        ]
    )


def _year(random: Random) -> str:
    return f"{random.choice([0, 1, 999, 1900, 2000, 2022, 2024, random.randint(0, 9999)]):04d}"


def _two(random: Random, most: int) -> str:
    return f"{random.randint(0, most):02d}"
