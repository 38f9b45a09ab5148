"""オープンデータ一覧 of the 自治体標準オープンデータセット: 45 columns, one row for each file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from hiraku.checking.types.formulas import inert
from hiraku.languages import Message
from hiraku.model import Dataset
from hiraku.publishing.metadata.vocabulary import Vocabulary
from hiraku.publishing.site import licenses, links, uuids
from hiraku.publishing.site.metadata_file import MetadataFile
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.download import Download
from hiraku.publishing.site.published.site import Site

_JAPANESE = "ja"  # The standard is for Japan: without it a catalog has no such list.
_TITLE = Message("files.opendata-list")


_COLUMNS = (
    "データセット_ID",
    "全国地方公共団体コード",
    "地方公共団体名",
    "データセット_タイトル",
    "データセット_サブタイトル",
    "データセット_概要",
    "データセット_キーワード",
    "データセット_分類",
    "データセット_ユニバーサルメニュー",
    "データセット_公開日",
    "データセット_最終更新日",
    "データセット_バージョン",
    "データセット_言語",
    "データセット_URL",
    "データセット_更新頻度",
    "データセット_準拠する標準",
    "データセット_関連ドキュメント",
    "データセット_来歴情報",
    "データセット_対象地域",
    "データセット_対象期間",
    "データセット_作成者",
    "データセット_連絡先名称",
    "データセット_連絡先メールアドレス",
    "データセット_連絡先電話番号",
    "データセット_連絡先内線番号",
    "データセット_連絡先FormURL",
    "データセット_連絡先備考（その他、SNSなど）",
    "データセット_備考",
    "ファイル_ID",
    "ファイル_タイトル",
    "ファイル_アクセスURL",
    "ファイル_ダウンロードURL",
    "ファイル_説明",
    "ファイル_形式",
    "ファイル_ライセンス",
    "ファイル_ステータス",
    "ファイル_サイズ",
    "ファイル_公開日",
    "ファイル_最終更新日",
    "ファイル_利用規約",
    "ファイル_関連ドキュメント",
    "ファイル_言語",
    "ファイル_準拠する標準",
    "ファイル_API対応有無",
    "ファイル_著作権表記",
)
_FREQUENCIES = {
    "continuous": "随時",
    "daily": "日次",
    "weekly": "週次",
    "fortnightly": "隔週",
    "monthly": "月次",
    "quarterly": "四半期",
    "biannually": "半年",
    "annual": "年次",
    "biennial": "隔年",
    "irregular": "不定期",
    "as-needed": "随時",
    "never": "更新なし",
    "unknown": "不明",
}


def _describe(site: Site) -> Iterator[MetadataFile]:
    if _JAPANESE not in site.catalog.languages:
        return
    written = StringIO()
    writer = csv.DictWriter(written, _COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for published in site.datasets:
        common = _dataset(published, site)
        for resource in published.resources:
            for file in resource.downloads:
                name = resource.resource.title.in_language(_JAPANESE)
                writer.writerow(inert(common | _file(file, name, published, site)))
    # Excel needs the mark to see that the text is UTF-8.
    yield MetadataFile(links.OPENDATA_LIST, _TITLE, "\ufeff" + written.getvalue(), "text/csv")


def _dataset(published: PublishedDataset, site: Site) -> dict[str, str]:
    dataset = published.dataset
    publisher, contact, spatial = dataset.publisher, dataset.contact, dataset.spatial
    themes = {theme.name: theme.title.in_language(_JAPANESE) for theme in site.catalog.themes}
    return {
        "データセット_ID": uuids.dataset(dataset, site.catalog),
        "全国地方公共団体コード": (publisher.code or "") if publisher else "",
        "地方公共団体名": publisher.name.in_language(_JAPANESE) if publisher else "",
        "データセット_タイトル": dataset.title.in_language(_JAPANESE),
        "データセット_概要": (dataset.description or dataset.row or dataset.title).in_language(
            _JAPANESE
        ),
        "データセット_キーワード": ";".join(dataset.keywords.in_language(_JAPANESE)),
        "データセット_分類": themes.get(dataset.theme or "", ""),
        "データセット_公開日": (dataset.created or "")[:10],
        "データセット_最終更新日": published.modified,
        "データセット_バージョン": dataset.version or "",
        "データセット_言語": site.catalog.language,
        "データセット_URL": links.absolute(site.base_url, links.dataset(dataset.id)),
        "データセット_更新頻度": _FREQUENCIES.get(dataset.update_frequency or "", ""),
        "データセット_来歴情報": "、".join(
            source.title.in_language(_JAPANESE) for source in dataset.sources
        ),
        "データセット_対象地域": spatial.name.in_language(_JAPANESE) if spatial else "",
        "データセット_対象期間": _period(dataset),
        "データセット_作成者": publisher.name.in_language(_JAPANESE) if publisher else "",
        "データセット_連絡先名称": contact.name.in_language(_JAPANESE) if contact else "",
        "データセット_連絡先メールアドレス": (contact.email or "") if contact else "",
        "データセット_連絡先FormURL": (contact.homepage or "") if contact else "",
        "データセット_備考": " ".join(dataset.notes.in_language(_JAPANESE)),
    }


def _period(described: Dataset) -> str:
    period = described.temporal
    return f"{period.start}/{period.end}" if period else ""


def _file(file: Download, name: str, published: PublishedDataset, site: Site) -> dict[str, str]:
    dataset = published.dataset
    filename = file.path.rpartition("/")[2]
    licences = [licenses.known(licence) for licence in dataset.licenses]
    address = links.absolute(site.base_url, file.path)
    return {
        "ファイル_ID": uuids.distribution(dataset, site.catalog, file.path),
        "ファイル_タイトル": f"{name}（{file.title.in_language(_JAPANESE)}）",
        "ファイル_アクセスURL": links.absolute(site.base_url, links.dataset(dataset.id)),
        "ファイル_ダウンロードURL": address,
        "ファイル_説明": dataset.row.in_language(_JAPANESE) if dataset.row else "",
        "ファイル_形式": filename.rpartition(".")[2].upper(),
        "ファイル_ライセンス": "、".join(licence.listed for licence in licences),
        "ファイル_ステータス": "配信中",
        "ファイル_サイズ": str(file.size),
        "ファイル_公開日": (dataset.created or "")[:10],
        "ファイル_最終更新日": published.modified,
        "ファイル_利用規約": next((licence.iri for licence in licences if licence.iri), ""),
        "ファイル_言語": site.catalog.language,
        "ファイル_API対応有無": "無",
        "ファイル_著作権表記": dataset.publisher.name.in_language(_JAPANESE)
        if dataset.publisher
        else "",
    }


vocabulary = Vocabulary(_describe)
