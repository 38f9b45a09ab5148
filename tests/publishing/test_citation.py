"""The citation of a dataset, ready to copy, and the frame for other sites."""

import re
from html import unescape

from msgspec.structs import replace

from hiraku.model import Catalog, Dataset, License, Party, Text
from hiraku.problems import Report
from hiraku.publishing.pages.citation import citation
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.download import Download
from hiraku.publishing.site.published.site import Site

DATASET = Dataset(
    "cards",
    None,
    Text({"ja": "交付率 50% & {A_1}", "en": "Rate"}),
    (),
    version="1.2.0",
    licenses=(License("CC-BY-4.0", Text({"ja": "表示"})),),
    publisher=Party(Text({"ja": "三重県", "en": "Mie Prefecture"})),
)


def cited(dataset=DATASET, modified="2022-10-11", documents=()):
    published = PublishedDataset(dataset, (), documents, modified, Report())
    catalog = Catalog(
        None,
        (dataset,),
        title=Text({"ja": "見本ライブラリ", "en": "Sample library"}),
        languages=("ja", "en"),
    )
    return citation(published, Site(catalog, (published,), Report(), "https://a.example/", "1"))


def test_a_sentence_names_who_when_what_and_where():
    assert cited().plain == Text(
        {
            "ja": "三重県 (2022). 「交付率 50% & {A_1}」 版 1.2.0. 見本ライブラリ. "
            "https://a.example/datasets/cards/",
            "en": "Mie Prefecture (2022). “Rate” Version 1.2.0. Sample library. "
            "https://a.example/datasets/cards/",
        }
    )


def test_what_is_not_known_is_left_out():
    bare = replace(DATASET, version=None, publisher=None, licenses=())
    assert cited(bare, "").plain.in_language("ja") == (
        "見本ライブラリ. 「交付率 50% & {A_1}」 見本ライブラリ. https://a.example/datasets/cards/"
    )
    assert "year" not in cited(bare, "").bibtex.in_language("ja")


def test_bibtex_escapes_what_tex_would_read():
    assert cited().bibtex.in_language("ja") == (
        "@misc{cards,\n"
        "  author = {{三重県}},\n"
        "  title = {{交付率 50\\% \\& \\{A\\_1\\}}},\n"
        "  year = {2022},\n"
        "  howpublished = {見本ライブラリ},\n"
        "  url = {https://a.example/datasets/cards/},\n"
        "  note = {CC-BY-4.0},\n"
        "  version = {1.2.0}\n"
        "}"
    )


def test_descriptions_for_programs_come_in_a_fixed_order():
    names = ("report.json", "feed.xml", "croissant.json", "dcat.ttl")
    files = tuple(
        Download(f"datasets/cards/{name}", Text({"ja": name}), "text/plain", 1, "0")
        for name in names
    )
    found = [description.path.split("/")[-1] for description in cited(documents=files).descriptions]
    assert found == ["dcat.ttl", "croissant.json", "feed.xml"]


def test_each_dataset_offers_a_frame_that_credits_it(site):
    folders = [page.parent for page in sorted((site / "datasets").glob("*/embed.html"))]
    assert len(folders) == len(list((site / "datasets").glob("*/data.csv")))
    for folder in folders:
        page = (folder / "index.html").read_text("utf-8")
        code = unescape(re.search(r'data-copy="HTML"><code>(.*?)</code>', page)[1])
        address = f"https://opendata.example.jp/datasets/{folder.name}/embed.html"
        assert code.startswith(f'<iframe src="{address}" title="')
        embedded = (folder / "embed.html").read_text("utf-8")
        assert '<meta name="robots" content="noindex">' in embedded
        assert 'href="./" target="_blank"' in embedded
        assert ("<table" in embedded) or ("<svg" in embedded)
    assert "embed.html" not in (site / "sitemap.xml").read_text("utf-8")
