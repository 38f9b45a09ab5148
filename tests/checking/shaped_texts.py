"""Texts that have the shape of a type, in all the ways in which people and programs write it."""

from __future__ import annotations

import json
from random import Random

from known_texts import KNOWN

_OFFSETS = [
    "", "", "Z", "+09:00", "-03:30", "+14:00", "+23:59", "+24:00", ".5", ".123456", ".1234567",
    ".000Z", ",5", "z", "+9:00", "+0900", "+09", "-00:00", "+14:60",
]  # fmt: skip
_DRESSES = [
    ("", ""), ("", ""), ("", "円"), ("EUR ", ""), ("¥", ""), ("", "%"), ("x", "y"), ("△", ""),
    ("-", ""), ("", "-"), ("", "e"), ("", "x1"), ("１", ""), ("約", "人"), ("", " "), ("٣", "٣"),
]  # fmt: skip
_ITEMS = ["integer", "number", "boolean", "date", "time", "datetime"]
_DEPTHS = {
    "Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2,
    "MultiPolygon": 3,
}  # fmt: skip
_POINTS = [
    "{0},{1}", "{0}, {1}", "[{0}, {1}]", "[{0},{1}]", '{{"lon": {0}, "lat": {1}}}',
    '{{"lat":{1},"lon":{0}}}',
]  # fmt: skip


def shaped(kind: str, random: Random) -> str:
    return _SHAPED[kind](random) if kind in _SHAPED else random.choice(KNOWN[kind])


def _number(random: Random) -> str:
    size = 10 ** random.randint(0, 9)
    return _as_people_do(f"{random.uniform(-1000, 1000) * size:.{random.randint(0, 18)}f}", random)


def _integer(random: Random) -> str:
    most = 10 ** random.randint(0, 20)
    return _as_people_do(str(random.randint(-most, most)), random)


def _as_people_do(text: str, random: Random) -> str:
    """Write a number now and then in groups, with a comma, with a unit."""
    whole, _, fraction = text.partition(".")
    if random.random() < 0.5:
        return text
    if random.random() < 0.5:
        whole = f"{int(whole):,}".replace(",", random.choice([",", ",", ".", " ", "_", "1"]))
    mark = random.choice([".", ".", ",", "'"])
    before, behind = random.choice(_DRESSES)
    return before + whole + (mark + fraction if fraction else "") + behind


def _date(random: Random) -> str:
    years = [0, 1, 999, 1900, 2000, 2022, 2024, random.randint(0, 9999)]
    return f"{random.choice(years):04d}-{_two(random, 13)}-{_two(random, 32)}"


def _time(random: Random) -> str:
    return f"{_two(random, 25)}:{_two(random, 61)}:{_two(random, 61)}"


def _two(random: Random, most: int) -> str:
    return f"{random.randint(0, most):02d}"


def _duration(random: Random) -> str:
    def parts(units: str) -> str:
        return "".join(f"{random.randint(0, 99)}{unit}" for unit in units if random.random() < 0.5)

    return (
        random.choice(["", "", "-", "+"])
        + "P"
        + parts("YMD")
        + random.choice(
            ["", "T" + parts("HMS"), "T" + parts("HM") + f"{random.uniform(0, 99):.3f}S"]
        )
    )


def _dumped(value: object, random: Random) -> str:
    spaced = random.choice([(", ", ": "), (",", ":"), (" ,\t", "\n: ")])
    return json.dumps(value, ensure_ascii=random.random() < 0.5, separators=spaced)


def _json(random: Random, depth: int) -> object:
    kind = random.randint(0, 6 if depth else 4)
    if kind == 5:
        return [_json(random, depth - 1) for _ in range(random.randint(0, 3))]
    if kind == 6:
        return _object(random, depth - 1)
    number = random.randint(-(10**17), 10**17)
    return random.choice([None, True, number, random.uniform(-9, 9), "津\n", '"', "nan", "x,]"])


def _object(random: Random, depth: int) -> dict[str, object]:
    keys = ["a", "b", "", "津", '"', "nan", "あ"]
    return {random.choice(keys): _json(random, depth) for _ in range(random.randint(0, 4))}


def _geojson(random: Random) -> dict[str, object]:
    kind = random.choice([*_DEPTHS])
    geometry = _shuffled({"type": kind, "coordinates": _nested(random, _DEPTHS[kind])}, random)
    if random.random() < 0.6:
        return geometry
    parts = {"geometry": random.choice([geometry, None]), "properties": _object(random, 0)}
    return {"type": "Feature", **_shuffled(parts, random)}


def _shuffled(members: dict[str, object], random: Random) -> dict[str, object]:
    """Return the members in some order, now and then with one missing."""
    kept = random.sample([*members], len(members) - (random.random() < 0.1))
    return {key: members[key] for key in kept}


def _nested(random: Random, depth: int) -> list[object]:
    if depth == 0:
        size = random.choice([2] * 8 + [1, 3])
        return [random.choice([1, -2, 136.5, 34.75, 0]) for _ in range(size)]
    return [_nested(random, depth - 1) for _ in range(random.choice([1, 2, 3, 4, 4, 5]))]


def _point(random: Random) -> str:
    lon, lat = (
        random.choice([f"{random.uniform(-most, most):.{random.randint(0, 17)}f}", str(most)])
        for most in (200, 100)
    )
    return random.choice(_POINTS).format(lon, lat)


def _list(random: Random) -> str:
    kind = random.choice(_ITEMS)
    texts = [
        random.choice([random.choice(KNOWN[kind]), shaped(kind, random)])
        for _ in range(random.randint(1, 4))
    ]
    return random.choice([",", ",", ";", ", "]).join(texts)


def _address(random: Random) -> str:
    labels = ["x", "ab-c", "-a", "jp", "example", "9", "x_y"]
    parts = [random.choice(labels) for _ in range(random.randint(1, 4))]
    return random.choice(["a.b", "x", "津", "a+b", "", "."]) + "@" + ".".join(parts)


def _written_date(random: Random) -> str:
    """Write a date as ISO has it, more often than not."""
    year, month, day = _date(random).split("-")
    two = random.choice([year[2:], f"{random.randint(0, 99):02d}"])
    other = random.choice([f"{year}/{month}/{day}", f"{day}.{month}.{two}"])
    return other if random.random() < 0.3 else f"{year}-{month}-{day}"


def _written_time(random: Random) -> str:
    return _time(random)[: random.choice([8, 8, 8, 5])]


def _datetime(random: Random) -> str:
    if random.random() < 0.3:
        return f"{_date(random).replace('-', '/')} {_time(random)[:5]}"
    return f"{_date(random)}T{_time(random)}{random.choice(_OFFSETS)}"


def _word(random: Random) -> str:
    """Write a word of yes or no, one letter of it now and then in another case or width."""
    text = random.choice(KNOWN["boolean"])
    place = random.randrange(len(text))
    letter = random.choice([str.upper, str.lower, lambda each: chr(ord(each) ^ 0x20)])(text[place])
    return text[:place] + letter + text[place + 1 :] + random.choice(["", "", " ", str(place)])


_SHAPED = {
    "any": lambda random: shaped(random.choice([*KNOWN][:-1]), random),
    "boolean": _word,
    "integer": _integer,
    "number": _number,
    "date": _written_date,
    "datetime": _datetime,
    "time": _written_time,
    "year": lambda random: str(random.randint(0, 11_000)),
    "yearmonth": lambda random: _date(random)[:7],
    "duration": _duration,
    "array": lambda random: _dumped(
        [_json(random, 3) for _ in range(random.randint(0, 4))], random
    ),
    "object": lambda random: _dumped(_object(random, 3), random),
    "geojson": lambda random: _dumped(_geojson(random), random),
    "geopoint": _point,
    "list": _list,
    "string": _address,
}
