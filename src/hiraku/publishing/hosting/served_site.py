"""How the site is to be served, said once: the files in `hosting/` and the pages' own policy.

A host that cannot send headers (GitHub Pages) still has the policy in each page, except that
`frame-ancestors` means something in a header only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from urllib.parse import urlsplit

from msgspec import Struct, field
from msgspec.structs import replace

from hiraku.changes.structure.pairing import former_ids
from hiraku.model import Withdrawn
from hiraku.publishing.site import links
from hiraku.publishing.site.content_policy import POLICY
from hiraku.publishing.site.published.site import Site
from hiraku.publishing.tables.export import exports

UNFRAMED = f"{POLICY}; frame-ancestors 'none'"
# Everything here is public and asks for no cookie: any page elsewhere may read it.
OPEN = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Length, Content-Range, ETag",
}
FOR_EVER = "public, max-age=31536000, immutable"
# Kept, but asked for each time: with the ETag the answer is 304 and some hundred bytes.
ASK_AGAIN = "no-cache"

# The suffixes of each media type; what is downloaded as a table says its own.
_TYPES = {
    "application/jsonl": "jsonl",
    "text/html": "html",
    "text/css": "css",
    "text/javascript": "js",
    "text/plain": "txt md",
    "text/turtle": "ttl",
    "application/json": "json",
    "application/ld+json": "jsonld",
    "application/xml": "xml",
    "application/rdf+xml": "rdf",
    "image/svg+xml": "svg",
    "image/png": "png",
    "application/gzip": "gz",
    "application/zip": "zip",
}
FEED_TYPE = "application/atom+xml"
ANSWER_TYPE = "application/json"
# What is packed already would only be packed again, and could no longer be asked for in ranges.
_PACKED = {"image/png", "application/gzip", "application/zip"}

_FRAMED = "embed"
_MANY = 3


@cache
def media_types() -> dict[str, str]:
    """Return the suffixes of each media type, with blanks between them."""
    suffixes = {media_type: known.split() for media_type, known in _TYPES.items()}
    for export in exports():
        own = suffixes.setdefault(export.media_type, [])
        suffix = export.extension.rpartition(".")[2]
        own.extend([] if suffix in own else [suffix])
    return {media_type: " ".join(known) for media_type, known in suffixes.items()}


def compressed_types() -> tuple[str, ...]:
    """Return the media types of what becomes smaller when it is compressed."""
    packed = _PACKED | {export.media_type for export in exports() if export.packed}
    return (*(name for name in media_types() if name not in packed), FEED_TYPE)


class Served(Struct, frozen=True):
    """The `site` as its server sees it; all paths are relative to it.

    `assets` are the paths of the files named by their content, `pages` those of all pages by their
    kind, in every language. `redirects` lead from files of before to those of now.
    """

    site: Site
    assets: tuple[str, ...]
    pages: Mapping[str, Sequence[str]]
    redirects: Mapping[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """The path of the site on its host: `/`, or `/catalog/` where it stands in a folder."""
        return urlsplit(self.site.base_url).path or "/"

    @property
    def other_languages(self) -> tuple[str, ...]:
        """The paths on the host of the folders of the languages after the first."""
        return tuple(f"{self.folder}{code}/" for code in self.site.catalog.languages[1:])

    @property
    def gone(self) -> Mapping[str, str]:
        """The tombstone for each folder of a withdrawn dataset or version, in every language.

        It stands in the folder itself, unless the dataset was renamed since.
        """
        codes = self.site.catalog.languages
        versions = (part for part in self.site.withdrawn_parts if not part.resource)
        return {
            links.in_language(links.withdrawal(formerly), code, codes[0]): links.in_language(
                links.withdrawal(withdrawn), code, codes[0]
            )
            for withdrawn in (*self.site.withdrawn, *versions)
            for formerly in self._under_every_name(withdrawn)
            for code in codes
        }

    def _under_every_name(self, gone: Withdrawn) -> Iterator[Withdrawn]:
        yield gone
        for former in former_ids(gone, self.site.catalog):
            yield replace(gone, id=former)

    @property
    def gone_tables(self) -> Mapping[str, str]:
        """The page that says so for each withdrawn table, by what its addresses began with."""
        return {
            f"{links.dataset(named.id)}{folder}{part.resource}.": links.withdrawal(part)
            for part in self.site.withdrawn_parts
            if part.resource
            for named in self._under_every_name(part)
            for folder in ("", "original/")
        }

    @property
    def answers(self) -> tuple[str, ...]:
        """The folders of the answers without a suffix."""
        actions = {
            file.path.partition("action/")[0] + "action/"
            for file in self.site.files
            if "action/" in file.path
        }
        return tuple(sorted(actions))

    def unframed(self) -> Iterator[str]:
        """Yield a pattern for each kind of page that no other site may show in a frame."""
        for paths in self.pages.values():
            yield from _patterns(path for path in paths if not may_be_framed(path))


def may_be_framed(path: str) -> bool:
    """Tell the pages made for other sites from all others."""
    return path.rpartition("/")[2].startswith(_FRAMED)


def _patterns(paths: Iterable[str]) -> Iterator[str]:
    """Yield paths with `:n` for what differs among many of a kind, as `_headers` writes it."""
    split = sorted((path.split("/") for path in paths), key=_likeness)
    for _, group in groupby(split, key=_likeness):
        alike = list(group)
        if len(alike) <= _MANY:
            yield from ("/".join(names) for names in alike)
        else:
            columns = enumerate(zip(*alike, strict=True))
            yield "/".join(part[0] if len(set(part)) == 1 else f":{n}" for n, part in columns)


def _likeness(parts: list[str]) -> tuple[int, str]:
    """Keep apart what has other folders above it: `en/a/` and `manual/a/` are not one kind."""
    return len(parts), parts[0]
