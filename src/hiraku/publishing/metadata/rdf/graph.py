"""RDF as the site publishes it: statements in one order, whatever the order they were made in.

Oxigraph writes them as Turtle, JSON-LD and RDF/XML. A name that is no IRI is percent-encoded where
it may not stand as it is (RFC 3987), so that no address of a catalog spoils a whole graph.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

_ROOT = re.compile(r"(<\?xml[^>]*>\s*)<rdf:RDF([^>]*)>")
# A sign of percent that encodes nothing.
_STRAY = re.compile("%(?![0-9A-Fa-f]{2})")
_SAFE = "/?:@!$&'()*+,;=#%"


class Namespace:
    """Names that begin alike: `DCAT.Dataset`; `DCTERMS["format"]` where Python has such a word."""

    def __init__(self, start: str) -> None:
        self.start = start

    def __getattr__(self, name: str) -> NamedNode:
        return _named(self.start + name)

    def __getitem__(self, name: str) -> NamedNode:
        return _named(self.start + name)


_named = cache(NamedNode)

DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
_PREFIXES: Mapping[str, str] = {
    "dcat": DCAT.start, "dct": DCTERMS.start, "foaf": FOAF.start, "rdfs": RDFS.start,
    "skos": SKOS.start, "spdx": SPDX.start, "vcard": VCARD.start, "xsd": XSD.start,
}  # fmt: skip


def iri(text: str) -> NamedNode:
    """Return the name; what may not stand in an IRI is percent-encoded, at worst all of it."""
    scheme, _, rest = text.partition(":")
    sound = _STRAY.sub("%25", rest)
    for form in (rest, quote(sound, safe=_SAFE), quote(rest, safe="")):
        with suppress(ValueError):
            return NamedNode(f"{scheme}:{form}")
    raise ValueError(text)


class Graph:
    """Statements, each once."""

    def __init__(self) -> None:
        self._statements: dict[Triple, None] = {}

    def add(self, subject: NamedNode, predicate: NamedNode, object_: NamedNode | Literal) -> None:
        """State something; to state it again changes nothing."""
        self._statements[Triple(subject, predicate, object_)] = None

    def written(self, form: RdfFormat) -> str:
        """Return the text of all statements: what a thing is comes first."""
        ordered = sorted(self._statements, key=_place)
        content = serialize(ordered, format=form, prefixes=dict(_PREFIXES))
        return _in_order(bytes(content or b"").decode())


def _in_order(text: str) -> str:
    """Put the prefixes in order, which Oxigraph declares in another one each time."""
    if root := _ROOT.match(text):
        return f"{root[1]}<rdf:RDF {' '.join(sorted(root[2].split()))}>{text[root.end() :]}"
    lines = text.split("\n")
    declared = [line for line in lines if line.startswith("@prefix ")]
    return "\n".join([*sorted(declared), *lines[len(declared) :]])


def _place(statement: Triple) -> tuple[str, bool, str, str]:
    predicate = statement.predicate
    return (
        str(statement.subject), predicate != RDF.type, predicate.value, str(statement.object)
    )  # fmt: skip
