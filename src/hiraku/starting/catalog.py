"""The description of a new catalog and its first dataset, an example with a real structure."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

from hiraku.languages import say
from hiraku.starting.answers import Answers
from hiraku.starting.yaml_text import written

DATASET = "facilities"
_CODE = "municipality_code"
_CC_BY = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}


def catalog(answers: Answers, *, example: bool = True) -> str:
    """Return `datasets/catalog.yaml`.

    Without the example it names neither its theme nor a licence: those of datasets that others
    made are for them to say.
    """
    publisher: dict[str, Any] = {**_names("name", answers), "homepage": answers.address}
    place = _names("name", answers)
    if answers.code:
        publisher["code"] = place["code"] = answers.code
    of_example = {
        "licenses": [{**_CC_BY, **_told("title", "licence-title", answers)}],
        "themes": [{"name": DATASET, **_told("title", "theme-title", answers)}],
    }
    return written(
        {
            "name": answers.name,
            **_told("title", "catalog-title", answers),
            **_told("description", "catalog-description", answers),
            "languages": [*answers.languages],
            "publisher": publisher,
            "contact": {**_names("name", answers), "homepage": answers.address},
            "spatial": place,
            **(of_example if example else {}),
        }
    )


def package(answers: Answers, today: dt.date) -> str:
    """Return `datasets/facilities/datapackage.yaml`."""
    title = _told("title", "dataset-title", answers)
    return written(
        {
            "name": DATASET,
            **title,
            **_told("description", "dataset-description", answers),
            **_told("row", "dataset-row", answers),
            "version": "1.0.0",
            "created": f"{today.isoformat()}T00:00:00+00:00",
            "modified": today.isoformat(),
            "languages": list(answers.languages),
            "theme": DATASET,
            "keywords": [_say(answers, "theme-title")],
            "sources": [_told("title", "source-title", answers)],
            "contributors": [{"title": answers.places[0], "roles": ["creator"]}],
            "notes": [_say(answers, "example-note")],
            "resources": [
                {
                    "name": DATASET,
                    **title,
                    "path": f"{DATASET}.csv",
                    "format": "csv",
                    "mediatype": "text/csv",
                    "encoding": "utf-8",
                    "schema": DATASET,
                }
            ],
        }
    )


def schema(answers: Answers) -> str:
    """Return `schemas/facilities.yaml`."""

    def field(name: str, key: str, kind: str = "string", **further: Any) -> dict[str, Any]:
        return {"name": name, **_told("title", key, answers), "type": kind, **further}

    return written(
        {
            "name": DATASET,
            **_told("title", "dataset-title", answers),
            "version": "1.0.0",
            "fields": [
                field("facility_id", "field-id", constraints=_REQUIRED, example="F001"),
                *_code_field(answers, field),
                field("name", "field-name", constraints=_REQUIRED),
                field("kind", "field-kind", constraints={**_REQUIRED, "enum": _kinds(answers)}),
                field("opened_on", "field-opened", "date", example="2001-04-01"),
                field(
                    "seats",
                    "field-seats",
                    "integer",
                    unit=_say(answers, "unit-seats"),
                    constraints={"minimum": 0},
                    example="120",
                ),
                field("note", "field-note"),
            ],
            "missingValues": [""],
            "primaryKey": ["facility_id"],
        }
    )


def table(answers: Answers) -> str:
    """Return `datasets/facilities/facilities.csv`."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    code = [answers.code] if answers.code else []
    kinds, note = _kinds(answers), _say(answers, "example-note")
    named = [_CODE] if code else []
    rows.writerow(["facility_id", *named, "name", "kind", "opened_on", "seats", "note"])
    rows.writerow(
        ["F001", *code, _say(answers, "example-library"), kinds[0], "2001-04-01", 120, note]
    )
    rows.writerow(["F002", *code, _say(answers, "example-hall"), kinds[1], "1998-10-15", "", note])
    return text.getvalue()


_REQUIRED = {"required": True}


def _code_field(answers: Answers, field: Callable[..., dict[str, Any]]) -> list[dict[str, Any]]:
    if not answers.code:
        return []
    shaped = {**_REQUIRED, "pattern": "[0-9]{6}"}
    return [
        field(_CODE, "field-code", municipalityCode=True, constraints=shaped, example=answers.code)
    ]


def _kinds(answers: Answers) -> list[str]:
    return [_say(answers, "kind-library"), _say(answers, "kind-hall")]


def _say(answers: Answers, key: str) -> str:
    return say(answers.languages[0], f"starting.{key}", place=answers.places[0])


def _names(key: str, answers: Answers) -> dict[str, str]:
    """Return the body's name in each language that it is known in: `name`, `name@en`."""
    return {
        _key(key, language, answers): place
        for language, place in zip(answers.languages, answers.places, strict=False)
    }


def _told(key: str, message: str, answers: Answers) -> dict[str, str]:
    """Return a message in each language of the catalog: `title`, `title@en`."""
    return {
        _key(key, language, answers): say(language, f"starting.{message}", place=place)
        for language, place in places(answers).items()
    }


def _key(key: str, language: str, answers: Answers) -> str:
    return key if language == answers.languages[0] else f"{key}@{language}"


def places(answers: Answers) -> dict[str, str]:
    """Return the body's name by language, in the first language where it has no other."""
    missing = len(answers.languages) - len(answers.places)
    names = answers.places + answers.places[:1] * missing
    return dict(zip(answers.languages, names, strict=True))
