"""The words by which users credit a dataset, as CC BY 4.0 and PDL 1.0 ask for."""

from hiraku.model import Dataset, Text


def credit(dataset: Dataset, catalog: Text, address: str) -> str:
    """Return 「カタログ「データ」（作成者、ライセンス URL）URL」."""
    publisher = dataset.publisher.name if dataset.publisher else catalog
    names = "・".join(each.name.replace("-", " ") for each in dataset.licenses)
    path = next((each.path for each in dataset.licenses if each.path), "")
    license_ = f"{names} {path}".strip()
    return f"{catalog}「{dataset.title}」（{publisher}、{license_}） {address}"
