"""The RDF graph of a catalog (DCAT-AP 3.0.1)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pyoxigraph import Literal, NamedNode

from hiraku.languages import authority, say
from hiraku.model import Party, Text, text_in
from hiraku.publishing.metadata.rdf.graph import (
    DCAT,
    DCTERMS,
    FOAF,
    RDF,
    RDFS,
    SKOS,
    SPDX,
    VCARD,
    XSD,
    Graph,
    iri,
)
from hiraku.publishing.metadata.translations import languages_of
from hiraku.publishing.site import licenses, links
from hiraku.publishing.site.credit import credit_of
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.download import Download
from hiraku.publishing.site.published.site import Site
from hiraku.publishing.tables.export import exports

_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_MEDIA_TYPES = "http://www.iana.org/assignments/media-types/"
_ALGORITHM = SPDX.checksumAlgorithm_sha256
_FREQUENCIES = {
    "continuous": "UPDATE_CONT",
    "daily": "DAILY",
    "weekly": "WEEKLY",
    "fortnightly": "BIWEEKLY",
    "monthly": "MONTHLY",
    "quarterly": "QUARTERLY",
    "biannually": "ANNUAL_2",
    "annual": "ANNUAL",
    "biennial": "BIENNIAL",
    "irregular": "IRREG",
    "as-needed": "AS_NEEDED",
    "never": "NEVER",
    "unknown": "UNKNOWN",
}
_ARCHIVE = {"zip": "ZIP"}


def catalog_graph(site: Site) -> Graph:
    """Return the graph of the catalog with all of its datasets."""
    graph, node = Graph(), iri(f"{site.base_url}#catalog")
    catalog = site.catalog
    graph.add(node, RDF.type, DCAT.Catalog)
    _texts(graph, node, DCTERMS.title, catalog.title)
    _texts(graph, node, DCTERMS.description, catalog.description or catalog.title)
    graph.add(node, FOAF.homepage, iri(site.base_url))
    graph.add(iri(site.base_url), RDF.type, FOAF.Document)
    graph.add(node, DCTERMS.publisher, _agent(graph, catalog.publisher, site.base_url, site))
    _languages(graph, node, catalog.languages)
    for theme in catalog.themes:
        concept = _theme(site, theme.name)
        graph.add(concept, RDF.type, SKOS.Concept)
        _texts(graph, concept, SKOS.prefLabel, theme.title)
    for licence in catalog.licenses:
        _licence(graph, node, licenses.known(licence).iri)
    for published in site.datasets:
        graph.add(node, DCAT.dataset, _dataset(graph, published, site))
    return graph


def dataset_graph(published: PublishedDataset, site: Site) -> Graph:
    """Return the graph of one dataset alone."""
    graph = Graph()
    _dataset(graph, published, site)
    return graph


def _dataset(graph: Graph, published: PublishedDataset, site: Site) -> NamedNode:
    dataset = published.dataset
    page = iri(links.absolute(site.base_url, links.dataset(dataset.id)))
    node = iri(f"{page.value}#dataset")
    graph.add(node, RDF.type, DCAT.Dataset)
    graph.add(node, DCTERMS.identifier, Literal(node.value, datatype=XSD.anyURI))
    _texts(graph, node, DCTERMS.title, dataset.title)
    _texts(graph, node, DCTERMS.description, dataset.description or dataset.row or dataset.title)
    for keyword in dataset.keywords.apart():
        _texts(graph, node, DCAT.keyword, keyword)
    owner = site.base_url if dataset.publisher == site.catalog.publisher else page.value
    graph.add(node, DCTERMS.publisher, _agent(graph, dataset.publisher, owner, site))
    graph.add(node, DCAT.landingPage, page)
    graph.add(page, RDF.type, FOAF.Document)
    _dates(graph, node, published)
    _languages(graph, node, languages_of(dataset, site.catalog.languages))
    _about(graph, node, published, site)
    for resource in published.resources:
        for file in resource.downloads:
            title = _titled(resource.resource.title, file.title, site)
            graph.add(node, DCAT.distribution, _distribution(graph, published, file, title, site))
    return node


def _about(graph: Graph, node: NamedNode, published: PublishedDataset, site: Site) -> None:
    """Add the contact, the theme, the frequency, the place and the period."""
    dataset = published.dataset
    if dataset.contact:
        contact = iri(f"{node.value}-contact")
        graph.add(node, DCAT.contactPoint, contact)
        graph.add(contact, RDF.type, VCARD.Kind)
        _texts(graph, contact, VCARD.fn, dataset.contact.name)
        if dataset.contact.email:
            graph.add(contact, VCARD.hasEmail, iri(f"mailto:{dataset.contact.email}"))
    if dataset.theme:
        concept = _theme(site, dataset.theme)
        graph.add(node, DCAT.theme, concept)
        graph.add(concept, RDF.type, SKOS.Concept)
        titles = {theme.name: theme.title for theme in site.catalog.themes}
        _texts(
            graph,
            concept,
            SKOS.prefLabel,
            titles.get(dataset.theme) or text_in(site.catalog.languages[:1], dataset.theme),
        )
    if dataset.update_frequency in _FREQUENCIES:
        code = _FREQUENCIES[dataset.update_frequency]
        frequency = iri(f"{_AUTHORITY}frequency/{code}")
        graph.add(node, DCTERMS.accrualPeriodicity, frequency)
        graph.add(frequency, RDF.type, DCTERMS.Frequency)
    if dataset.spatial:
        place = iri(f"{node.value}-place")
        graph.add(node, DCTERMS.spatial, place)
        graph.add(place, RDF.type, DCTERMS.Location)
        _texts(graph, place, SKOS.prefLabel, dataset.spatial.name)
        if dataset.spatial.code:
            graph.add(place, DCTERMS.identifier, Literal(dataset.spatial.code))
    if dataset.temporal:
        period = iri(f"{node.value}-period")
        graph.add(node, DCTERMS.temporal, period)
        graph.add(period, RDF.type, DCTERMS.PeriodOfTime)
        graph.add(period, DCAT.startDate, _date(dataset.temporal.start))
        graph.add(period, DCAT.endDate, _date(dataset.temporal.end))


def _distribution(
    graph: Graph, published: PublishedDataset, file: Download, title: Text, site: Site
) -> NamedNode:
    address = iri(links.absolute(site.base_url, file.path))
    node, checksum = iri(f"{address.value}#distribution"), iri(f"{address.value}#checksum")
    graph.add(node, RDF.type, DCAT.Distribution)
    _texts(graph, node, DCTERMS.title, title)
    graph.add(node, DCAT.accessURL, address)
    graph.add(node, DCAT.downloadURL, address)
    graph.add(address, RDF.type, RDFS.Resource)
    graph.add(node, DCAT.byteSize, Literal(str(file.size), datatype=XSD.nonNegativeInteger))
    graph.add(node, SPDX.checksum, checksum)
    graph.add(checksum, RDF.type, SPDX.Checksum)
    graph.add(checksum, SPDX.algorithm, _ALGORITHM)
    graph.add(_ALGORITHM, RDF.type, SPDX.ChecksumAlgorithm)
    graph.add(checksum, SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary))
    _form(graph, node, file)
    _dates(graph, node, published)
    for licence in published.dataset.licenses:
        _licence(graph, node, licenses.known(licence).iri)
    if published.dataset.licenses:
        _credit(graph, node, published, site)
    return node


def _credit(graph: Graph, node: NamedNode, published: PublishedDataset, site: Site) -> None:
    """Say in a statement of rights how to credit the data, as they are and when changed."""
    statement = iri(f"{links.absolute(site.base_url, links.dataset(published.dataset.id))}#credit")
    words = credit_of(published, site)
    graph.add(node, DCTERMS.rights, statement)
    graph.add(statement, RDF.type, DCTERMS.RightsStatement)
    for text in (words.whole, words.adapted):
        _texts(graph, statement, RDFS.label, text)


def _form(graph: Graph, node: NamedNode, file: Download) -> None:
    media_type = iri(_MEDIA_TYPES + file.media_type)
    graph.add(node, DCAT.mediaType, media_type)
    graph.add(media_type, RDF.type, DCTERMS.MediaType)
    graph.add(media_type, RDF.type, DCTERMS.MediaTypeOrExtent)
    if code := _file_types().get(file.path.rpartition(".")[2]):
        form = iri(f"{_AUTHORITY}file-type/{code}")
        graph.add(node, DCTERMS["format"], form)
        graph.add(form, RDF.type, DCTERMS.MediaTypeOrExtent)


@cache
def _file_types() -> dict[str, str]:
    """Return the code of the authority table of file types for each suffix that has one."""
    suffixes = {export.extension.rpartition(".")[2]: export.dcat_format for export in exports()}
    return {suffix: code for suffix, code in (suffixes | _ARCHIVE).items() if code}


def _agent(graph: Graph, party: Party | None, owner: str, site: Site) -> NamedNode:
    """Describe who publishes what is at the address `owner`."""
    node = iri(f"{owner}#publisher")
    graph.add(node, RDF.type, FOAF.Agent)
    _texts(graph, node, FOAF.name, party.name if party else site.catalog.title)
    if party and party.homepage:
        graph.add(node, FOAF.homepage, iri(party.homepage))
        graph.add(iri(party.homepage), RDF.type, FOAF.Document)
    return node


def _theme(site: Site, name: str) -> NamedNode:
    return iri(links.absolute(site.base_url, links.theme(name)))


def _licence(graph: Graph, node: NamedNode, address: str) -> None:
    if address:
        graph.add(node, DCTERMS.license, iri(address))
        graph.add(iri(address), RDF.type, DCTERMS.LicenseDocument)


def _languages(graph: Graph, node: NamedNode, codes: Iterable[str]) -> None:
    """Name the languages as the European Union does; one that it has no name of is left out."""
    for code in codes:
        if name := authority(code):
            language = iri(f"{_AUTHORITY}language/{name}")
            graph.add(node, DCTERMS.language, language)
            graph.add(language, RDF.type, DCTERMS.LinguisticSystem)


def _titled(table: Text, file: Text, site: Site) -> Text:
    """Return the title of a file, in the first language with that of its table."""
    first = site.catalog.language
    whole = say(first, "metadata.file-of", title=table, format=file)
    return Text({**file.words, first: whole})


def _dates(graph: Graph, node: NamedNode, published: PublishedDataset) -> None:
    if published.dataset.created:
        graph.add(node, DCTERMS.issued, _date(published.dataset.created[:10]))
    if published.modified:
        graph.add(node, DCTERMS.modified, _date(published.modified))


def _date(text: str) -> Literal:
    """Type a year, a month or a day by what it is."""
    kinds = {4: XSD.gYear, 7: XSD.gYearMonth}
    return Literal(text, datatype=kinds.get(len(text), XSD.date))


def _texts(graph: Graph, node: NamedNode, predicate: NamedNode, text: Text) -> None:
    for code, said in text.words.items():
        graph.add(node, predicate, Literal(said, language=code))
