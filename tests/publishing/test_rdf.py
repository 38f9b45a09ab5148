"""RDF is written whatever a catalog's addresses and texts are, and the same each time."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, RdfFormat, parse

from hiraku.model import Catalog, Dataset, Party, Text
from hiraku.problems import Report
from hiraku.publishing.metadata.rdf.dcat_graph import catalog_graph
from hiraku.publishing.metadata.rdf.graph import DCTERMS, FOAF, RDF, RDFS, Graph, iri
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.site import Site

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


def test_a_stray_sign_of_percent_alone_is_encoded():
    assert iri("https://a.jp/%zz/%E3?あ= 1%").value == "https://a.jp/%25zz/%E3?%E3%81%82=%201%25"


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


def test_a_dataset_of_another_publisher_adds_nothing_to_the_catalog_s(tmp_path):
    ours, theirs = (Party(Text({"ja": name})) for name in ("県", "市"))
    datasets = [
        Dataset(name, tmp_path, Text({"ja": name}), (), publisher=party)
        for name, party in (("a", ours), ("b", theirs))
    ]
    catalog = Catalog(tmp_path, title=Text({"ja": "目録"}), publisher=ours)
    published = tuple(PublishedDataset(dataset, (), (), "2022", Report()) for dataset in datasets)
    graph = catalog_graph(Site(catalog, published, Report(), "https://a.jp/", "0"))
    names = {
        statement.subject.value: statement.object.value
        for statement in parse(graph.written(RdfFormat.N_TRIPLES), RdfFormat.N_TRIPLES)
        if statement.predicate == FOAF.name
    }
    assert names == {"https://a.jp/#publisher": "県", "https://a.jp/datasets/b/#publisher": "市"}
