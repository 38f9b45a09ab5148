"""A catalog of 10,000 datasets, as a prefecture with all its municipalities might have it."""

import random
from pathlib import Path

from hiraku.model import (
    Catalog,
    Dataset,
    Field,
    Party,
    Resource,
    Schema,
    SearchWords,
    Text,
    Texts,
    Theme,
)
from hiraku.problems import Report
from hiraku.publishing.site import links
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.download import Download
from hiraku.publishing.site.published.site import Site
from hiraku.publishing.site.published.table import PublishedResource

PLACES = {
    "津市": "tsu", "四日市市": "yokkaichi", "伊勢市": "ise", "松阪市": "matsusaka",
    "桑名市": "kuwana", "鈴鹿市": "suzuka", "名張市": "nabari", "尾鷲市": "owase",
    "亀山市": "kameyama", "鳥羽市": "toba", "熊野市": "kumano", "いなべ市": "inabe",
    "志摩市": "shima", "伊賀市": "iga", "木曽岬町": "kisosaki", "東員町": "toin",
    "菰野町": "komono", "朝日町": "asahi", "川越町": "kawagoe", "多気町": "taki",
    "明和町": "meiwa", "大台町": "odai", "玉城町": "tamaki", "度会町": "watarai",
    "大紀町": "taiki", "南伊勢町": "minamiise", "紀北町": "kihoku", "御浜町": "mihama",
    "紀宝町": "kiho",
}  # fmt: skip
SUBJECTS = [
    ("マイナンバーカードの交付率", "My Number Card issuance", ["マイナンバー", "交付率"], "dx"),
    ("オンライン申請の件数", "Online applications", ["電子申請", "行政手続"], "dx"),
    ("ＡＥＤの設置場所", "AED locations", ["AED", "救急"], "health"),
    ("避難所の一覧", "Evacuation shelters", ["防災", "避難所", "ハザードマップ"], "safety"),
    ("保育所の待機児童", "Children waiting for nurseries", ["子育て", "保育"], "life"),
    ("ｺﾐｭﾆﾃｨバスの時刻表", "Community bus timetable", ["バス", "交通", "GTFS-JP"], "town"),
    ("ごみの収集日", "Waste collection days", ["ごみ", "リサイクル", "ゴミ分別"], "life"),
    ("公衆無線LANの場所", "Public Wi-Fi spots", ["Wi-Fi", "通信"], "town"),
    ("人口と世帯数", "Population and households", ["人口", "国勢調査"], "base"),
    ("観光施設の入込客数", "Visitors to tourist sites", ["観光", "統計"], "town"),
    ("水道メーターの検針", "Water meter readings", ["水道", "インフラ"], "town"),
    ("介護サービスの事業所", "Care service providers", ["高齢者", "福祉"], "health"),
    ("DX人材育成の研修", "Digital training of staff", ["DX", "研修", "デジタル人材"], "dx"),
    ("統合型校務支援システム", "School administration system", ["学校", "サーバー"], "dx"),
    ("都市公園の遊具", "Playgrounds in parks", ["公園", "施設"], "town"),
    ("予防接種の実施機関", "Vaccination clinics", ["医療", "ワクチン"], "health"),
    ("食品営業許可", "Food business licences", ["許認可", "飲食店"], "life"),
    ("文化財の一覧", "Cultural properties", ["文化財", "歴史"], "town"),
    ("犯罪の認知件数", "Recorded crime", ["防犯", "安全・安心"], "safety"),
    ("交通事故の発生場所", "Road accidents", ["交通安全", "道路"], "safety"),
]
KINDS = ["速報", "確報", "町丁字別", "月別", "年齢別", "全件"]
YEARS = range(2021, 2024)
FIELDS = ["全国地方公共団体コード", "地方公共団体名", "名称", "所在地", "緯度", "経度", "備考"]
THEMES = {"dx": "デジタル", "health": "健康と福祉", "safety": "防災と安全", "life": "暮らし",
          "town": "まちづくり", "base": "基礎データ"}  # fmt: skip
WORDS = SearchWords(
    {
        "津市": "つし", "四日市市": "よっかいちし", "交付率": "こうふりつ", "避難所": "ひなんじょ",
        "避難": "ひなん", "人口": "じんこう", "世帯数": "せたいすう", "保育所": "ほいくしょ",
        "水道": "すいどう", "介護": "かいご",
    },
    (
        ("DX", "デジタル変革", "digital transformation"),
        ("市町", "市町村", "基礎自治体"),
        ("高齢者", "シニア", "お年寄り"),
        ("AI", "人工知能"),
        ("マイナンバーカード", "マイナカード", "My Number Card"),
        ("電子申請", "オンライン申請", "ネット申請"),
        ("Wi-Fi", "無線LAN"),
    ),
)  # fmt: skip


def many_datasets(count=10_000):
    """Return a site of `count` datasets; the same ones each time."""
    dice = random.Random(7)  # noqa: S311 - no secret
    combined = [
        (subject, place, year, kind)
        for subject in SUBJECTS
        for place in PLACES
        for year in YEARS
        for kind in KINDS
    ][:count]
    datasets = tuple(_dataset(*part, dice) for part in combined)
    catalog = Catalog(
        Path(),
        tuple(dataset.dataset for dataset in datasets),
        title=Text({"ja": "見本"}),
        languages=("ja", "en"),
        themes=tuple(Theme(name, Text({"ja": title})) for name, title in THEMES.items()),
        search=WORDS,
    )
    return Site(catalog, datasets, Report(), "https://opendata.example.jp/", "0")


ROWS = ["一つの施設", "一か月", "一つの地区", "一人"]


def _dataset(subject, place, year, kind, dice):
    title, english, keywords, theme = subject
    name = f"{english.lower().replace(' ', '-')}-{PLACES[place]}-{year}-{KINDS.index(kind)}"
    whom = dice.choice(["市民課", "デジタル推進課", "危機管理課", "こども課", "企画政策課"])
    schema = Schema(
        "s",
        tuple(Field(keyword, "string", Text({"ja": keyword})) for keyword in [*FIELDS, title[:4]]),
        Text({"ja": "表"}),
    )
    dataset = Dataset(
        name,
        Path(),
        Text({
            "ja": f"{place}の{title}（令和{year - 2018}年度、{kind}）",
            "en": f"{english}, {place} {year}",
        }),
        (Resource("data", "data.csv", Text({"ja": title}), schema),),
        Text({"ja": f"{place}の{title}を{kind}でまとめました。**{whom}**が作り、"
            f"令和{year - 2018}年{dice.randint(1, 12)}月{dice.randint(1, 28)}日に確かめた"
            f"{dice.randint(10, 9999)}件です。",
            **({"en": f"{english} of {place}, by the city hall. Main data in detail."}
               if year % 2 else {})}),
        Text({"ja": f"1行は「{dice.choice(ROWS)}」です。"}),
        publisher=Party(Text({"ja": place})),
        theme=theme,
        keywords=Texts({"ja": (*keywords, place, kind)}),
        update_frequency=dice.choice(["annual", "monthly", "irregular"]),
    )  # fmt: skip
    downloads = tuple(
        Download(
            links.download(dataset, dataset.resources[0], suffix),
            Text({"ja": suffix}),
            "text/csv",
            1,
            "",
        )
        for suffix in ["csv", "xlsx", "json", "parquet"][: dice.randint(2, 4)]
    )
    table = PublishedResource(dataset.resources[0], dice.randint(1, 99999), (), downloads)
    day = f"{year}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    return PublishedDataset(dataset, (table,), (), day, Report())
