"""quality.ics: the next day on which each dataset is due, for the calendars of stewards (RFC 5545).

An event is of one whole day and stays the same event while the day moves on. A dataset that
promises no day has none; without any there is no file, for a calendar must hold an event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from hiraku.languages import Message, say
from hiraku.publishing.listings.status import DatasetStatus, statuses
from hiraku.publishing.metadata.vocabulary import Vocabulary
from hiraku.publishing.site import links, uuids
from hiraku.publishing.site.metadata_file import MetadataFile
from hiraku.publishing.site.published.site import Site

_TITLE = Message("files.quality-calendar")
_OCTETS = 75
_SIGNS = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def _describe(site: Site) -> Iterator[MetadataFile]:
    events = [
        line
        for status in statuses(site)
        if status.freshness.promised
        for line in _event(status, site)
    ]
    if not events:
        return
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//hiraku//quality//EN", "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(str(site.catalog.title))}", *events, "END:VCALENDAR",
    ]  # fmt: skip
    text = "".join(f"{_folded(line)}\r\n" for line in lines)
    yield MetadataFile(links.QUALITY_ICS, _TITLE, text, "text/calendar")


def _event(status: DatasetStatus, site: Site) -> Iterator[str]:
    dataset, due = status.published.dataset, date.fromisoformat(status.freshness.due)
    yield "BEGIN:VEVENT"
    yield f"UID:{uuids.dataset(dataset, site.catalog)}"
    yield f"DTSTAMP:{_day(site.as_of[:10])}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(due.isoformat())}"
    yield f"DTEND;VALUE=DATE:{_day((due + timedelta(days=1)).isoformat())}"
    title = say(site.catalog.language, "files.due", title=str(dataset.title))
    yield f"SUMMARY:{_text(title)}"
    yield f"URL:{links.absolute(site.base_url, links.dataset(dataset.id))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(iso: str) -> str:
    return iso.replace("-", "")


def _text(text: str) -> str:
    """Return a text as a value (RFC 5545, 3.3.11)."""
    return _CONTROL.sub(" ", text.replace("\r\n", "\n")).translate(_SIGNS)


def _folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets, no letter divided (RFC 5545, 3.1)."""
    pieces, size = [""], 0
    for sign in line:
        octets = len(sign.encode("utf-8", "replace"))
        if size + octets > _OCTETS:
            pieces.append(" ")
            size = 1
        pieces[-1] += sign
        size += octets
    return "\r\n".join(pieces)


vocabulary = Vocabulary(_describe)
