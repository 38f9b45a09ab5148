"""What stands in the pages' heads is read as a graph by rdflib, without fetching the context."""

import json
import re
from html import unescape

import pytest
from rdflib import DCTERMS, RDF, RDFS, Graph, Namespace, URIRef

SDO = Namespace("https://schema.org/")
REQUIRED = """
    name description url identifier license creator creditText datePublished dateModified
    distribution temporalCoverage spatialCoverage variableMeasured includedInDataCatalog
"""

pytestmark = pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"  # rdflib 7.6 warns of its own use
)


def graph(page):
    """Parse the block of a page, with the one line of schema.org's context that matters here."""
    text = page.read_text("utf-8").split('<script type="application/ld+json">')[1]
    block = json.loads(text.split("</script>")[0])
    assert block["@context"] == "https://schema.org/"
    block["@context"] = {"@vocab": "https://schema.org/"}
    return Graph().parse(data=json.dumps(block), format="json-ld")


@pytest.mark.judge("rdflib")
def test_each_dataset_says_what_is_required(site):
    pages = sorted(site.glob("datasets/*/index.html"))
    assert pages
    for page in pages:
        found = graph(page)
        (node,) = found.subjects(RDF.type, SDO.Dataset)
        missing = [name for name in REQUIRED.split() if not list(found.objects(node, SDO[name]))]
        assert missing == [], page
        assert 50 <= len(str(found.value(node, SDO.description))) <= 5_000
        assert list(found.subjects(RDF.type, SDO.DataCatalog))


def test_columns_are_given_with_their_units(site):
    found = graph(site / "datasets/dx-consultations/index.html")
    assert "件" in {str(text) for text in found.objects(None, SDO.unitText)}
    assert "none" not in {str(text) for text in found.objects(None, SDO.unitText)}


def test_the_home_page_is_a_catalog(site):
    found = graph(site / "index.html")
    (node,) = found.subjects(RDF.type, SDO.DataCatalog)
    assert isinstance(node, URIRef)
    for name in ("name", "description", "url", "publisher", "license"):
        assert list(found.objects(node, SDO[name])), name


def test_every_description_credits_in_the_words_of_the_page(site):
    """The words stand in one place; they were three before."""
    folder = site / "datasets" / "kpi"
    page = (folder / "index.html").read_text(encoding="utf-8")
    shown = re.findall(r'data-copy="(?:加工したときの)?出典">(.*?)</p>', page)
    whole, adapted = map(unescape, shown)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    croissant = json.loads((folder / "croissant.json").read_text(encoding="utf-8"))
    described = Graph().parse(folder / "dcat.ttl")
    statement = described.value(predicate=RDF.type, object=DCTERMS.RightsStatement)
    told = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert "を加工して作成" in adapted
    assert (package["creditText"], package["adaptedText"]) == (whole, adapted)
    for document in (croissant, told):
        assert (document["creditText"], document["usageInfo"]["text"]) == (whole, adapted)
    assert croissant["citeAs"] == whole
    statements = {str(label) for label in described.objects(statement, RDFS.label)}
    assert {whole, adapted, package["creditText@en"], package["adaptedText@en"]} == statements
