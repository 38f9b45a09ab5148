"""RDF is written whatever a catalog's addresses and texts are, and the same each time."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, RdfFormat, parse

from hiraku.publishing.metadata.rdf.graph import DCTERMS, RDF, RDFS, Graph, iri

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
ODD = ["https://a.jp/[x]", "https://a.jp:x/", "https://[::1", "mailto:a|b@x.jp", "https://a@b@c/"]
FORMS = {"turtle": RdfFormat.TURTLE, "xml": RdfFormat.RDF_XML, "json-ld": RdfFormat.JSON_LD}


@given(rest=TEXTS | st.sampled_from(ODD))
def test_any_address_becomes_a_name(rest):
    graph = Graph()
    graph.add(iri(f"https://a.jp/{rest}"), RDF.type, iri(f"https:{rest}"))
    assert len(list(parse(graph.written(RdfFormat.N_TRIPLES), RdfFormat.N_TRIPLES))) == 1


@pytest.mark.parametrize("name", ["https://a.jp/あ?q=1#x", "mailto:a@b.jp", "https://[::1]/"])
def test_a_good_address_stays_as_it_is(name):
    assert iri(name).value == name


MANY = """
from hiraku.publishing.metadata.rdf.graph import *
from pyoxigraph import RdfFormat
graph = Graph()
for name in {"津", "四日市", "伊勢"}:
    graph.add(iri(f"https://a.jp/{name}"), RDF.type, DCTERMS["Location"])
print(*map(graph.written, (RdfFormat.TURTLE, RdfFormat.RDF_XML, RdfFormat.JSON_LD)))
"""


def test_each_process_writes_the_same():
    written = {
        subprocess.run([sys.executable, "-c", MANY], capture_output=True, check=True).stdout
        for _ in range(3)
    }
    assert len(written) == 1


@pytest.mark.parametrize("form", FORMS)
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20))
def test_a_text_comes_back_as_it_was(form, text):
    graph = Graph()
    graph.add(iri("https://a.jp/"), RDFS.label, Literal(text, language="ja"))
    (read,) = parse(graph.written(FORMS[form]), FORMS[form])
    assert read.object == Literal(text, language="ja")
    assert read.predicate == RDFS.label
    assert DCTERMS["format"].value == "http://purl.org/dc/terms/format"
