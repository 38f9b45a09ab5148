"""How programs get the data: where files stand, and every endpoint that `openapi.json` describes.

What `openapi.json` lists one by one (charts, archives, versions, each dataset's answer by its UUID)
is shown by its form, so that the page does not grow with the catalog.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from hiraku.model import Words
from hiraku.publishing.metadata.endpoints import PLACE, Endpoint, endpoints
from hiraku.publishing.pages.page_kind import PageKind
from hiraku.publishing.rendering.page import Page
from hiraku.publishing.site import links
from hiraku.publishing.site.published.site import Site

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
_OF_SCHEMA = re.compile(r"(?<=^schemas/)[^/]+")
_NAMED_ALIKE = re.compile(r"^(dataset|schema)s/([^/]+)/\2(?=\.)")
_OWN_NAME = re.compile(r"(?<=/)(?!data\.)[^/.]+(?=\.[^/]*$)")
_VERSION = re.compile(r"(?<=^datasets/\{dataset\}/versions/)[^/]+(?=/)")
_FEW = 3


class _Shown(Struct, frozen=True):
    """A form of addresses, with one that is of this form."""

    form: str
    example: str
    title: Words
    media_type: str


def _pages(site: Site) -> Iterator[Page]:
    listed = [endpoint for _, endpoint in sorted(endpoints(site).items())]
    count = len(site.datasets)
    of_all = _shown([endpoint for endpoint in listed if len(endpoint.datasets) == count])
    of_some = _shown([endpoint for endpoint in listed if 0 < len(endpoint.datasets) < count])
    forms_of_all = {endpoint.form for endpoint in of_all}
    data = {
        "example": site.datasets[0].dataset if site.datasets else None,
        "of_all": of_all,
        "of_some": [endpoint for endpoint in of_some if endpoint.form not in forms_of_all],
        "of_catalog": _shown([endpoint for endpoint in listed if not endpoint.datasets]),
    }
    yield Page(links.api(), "pages/api.html", data)


def _shown(listed: Sequence[Endpoint]) -> list[_Shown]:
    """Return each form once, with the title of its first endpoint."""
    shown: dict[str, _Shown] = {}
    for endpoint in listed:
        example = endpoint.path.replace(PLACE, endpoint.datasets[0] if endpoint.datasets else "")
        form = _form(endpoint)
        shown.setdefault(form, _Shown(form, example, endpoint.title, endpoint.media_type))
    return list(shown.values())


def _form(endpoint: Endpoint) -> str:
    path = _NAMED_ALIKE.sub(r"\1s/{\1}/{\1}", _UUID.sub("{uuid}", endpoint.path))
    path = _VERSION.sub("{version}", _OF_SCHEMA.sub("{schema}", path))
    return _OWN_NAME.sub("{name}", path) if 0 < len(endpoint.datasets) <= _FEW else path


page_kind = PageKind(_pages)
