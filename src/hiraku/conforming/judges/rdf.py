"""The three syntaxes of the catalog are one graph of RDF."""

from collections.abc import Iterator
from pathlib import Path

from hiraku.conforming.judge import SiteJudge

_OTHERS = (".jsonld", ".rdf")


def _files(site: Path) -> Iterator[Path]:
    yield site / "catalog.ttl"


def _faults(path: Path) -> Iterator[str]:
    from rdflib import Graph  # noqa: PLC0415 - takes half a second
    from rdflib.compare import isomorphic  # noqa: PLC0415

    whole = Graph().parse(path)
    for suffix in _OTHERS:
        if not isomorphic(whole, Graph().parse(path.with_suffix(suffix))):
            yield f"{path.with_suffix(suffix).name} ≠ {path.name}"


site_judge = SiteJudge(distribution="rdflib", files=_files, faults=_faults)
