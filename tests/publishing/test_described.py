"""What descriptions say of each file and each place, beyond what their validators demand."""

import json
from collections import Counter

import frictionless
import pytest
from rdflib import DCAT, DCTERMS, RDF, SKOS, Graph

from hiraku.model import Field, Schema, Text
from hiraku.publishing.metadata import table_schema


def test_every_resource_of_a_package_names_its_licence(any_site):
    for path in any_site.glob("datasets/*/datapackage.json"):
        package = json.loads(path.read_text(encoding="utf-8"))
        assert all(resource["licenses"] == package["licenses"] for resource in package["resources"])


def test_a_place_is_named_with_its_code(site):
    graph = Graph().parse(site / "catalog.ttl")
    datasets = list(graph.subjects(RDF.type, DCAT.Dataset))
    assert len(datasets) == 22
    named = Counter()
    for dataset in datasets:
        place = graph.value(dataset, DCTERMS.spatial)
        assert (place, RDF.type, DCTERMS.Location) in graph
        (name,) = (n for n in graph.objects(place, SKOS.prefLabel) if n.language == "ja")
        code = graph.value(place, DCTERMS.identifier)
        named[str(name), code and str(code)] += 1
    assert named == {("三重県", "240001"): 19, ("日本", None): 3}


def test_the_api_is_described_in_both_languages(site):
    described = json.loads((site / "openapi.json").read_text(encoding="utf-8"))
    told = described["paths"]["/quality.json"]["get"]
    assert told["summary"] == "品質と更新の状況 / Quality and freshness"
    assert told["tags"] == ["カタログ全体 / of the catalog"]


@pytest.mark.parametrize("place", ["schema", "field"])
def test_missing_values_are_published_in_one_form(place):
    """The standard has a list of texts or one of objects; of both, frictionless refuses it."""
    mixed = {"missingValues": ["", {"value": "-", "label": "none"}]}
    in_field = mixed if place == "field" else {}
    field = Field("n", "integer", Text({}), descriptor={"name": "n", "type": "integer", **in_field})
    own = mixed if place == "schema" else {}
    published = table_schema.describe(Schema("s", (field,), Text({"ja": "s"}), descriptor=own))
    stated = published if place == "schema" else published["fields"][0]
    assert stated["missingValues"] == [{"value": ""}, {"value": "-", "label": "none"}]
    assert frictionless.Schema.from_descriptor(published).field_names == ["n"]
    assert mixed["missingValues"][0] == ""
