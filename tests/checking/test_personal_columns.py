"""Whom columns tell of, by their heads and by what stands in them: in Japanese and in English."""

import pytest

from hiraku.problems import Severity

ROWS = 30
NAMES = [f"三重 太郎{number}" for number in range(ROWS)]
PLACES = [f"津市広明町{number}番地" for number in range(ROWS)]
DAYS = ["1990-01-01"] * ROWS


def numbered(form):
    return [form.format(number) for number in range(ROWS)]


OFFICE = numbered("059-224-{:04}")
POSTAL = numbered("514-{:04}")
MAIL = numbered("a{}@gmail.com")
WIDE = str.maketrans("0123456789-@", "０１２３４５６７８９－＠")
TWO, THREE = Severity.WARNING, Severity.ERROR
TABLES = {
    "heads with blanks": ({"氏　名": NAMES, "住　所": PLACES, "生 年 月 日": DAYS}, THREE),
    "heads in half width": ({"ｼﾒｲ": NAMES, "ｼﾞﾕｳｼﾖ": PLACES, "ｾｲﾈﾝｶﾞｯﾋﾟ": DAYS}, THREE),
    "a name and its reading": ({"氏名(ｶﾅ)": NAMES, "ﾌﾘｶﾞﾅ": NAMES, "電話番号": OFFICE}, TWO),
    "a name in two columns": ({"姓": NAMES, "名": NAMES, "住所": PLACES}, TWO),
    "English": ({"Full Name": NAMES, "Home Address": PLACES, "E-mail": MAIL}, THREE),
    "short English": ({"Name": NAMES, "Date of Birth": DAYS, "Phone": OFFICE}, THREE),
    "a postal code": ({"氏名": NAMES, "コード": POSTAL}, TWO),
    "a postal code before a place": (
        {"氏名": NAMES, "連絡先": [f"〒{code} 津市" for code in POSTAL]},
        TWO,
    ),
    "facilities": (
        {"施設名": NAMES, "住所": PLACES, "電話番号": OFFICE, "郵便番号": POSTAL},
        None,
    ),
    "few mobile numbers": (
        {"施設名": NAMES, "電話": OFFICE[:27] + numbered("090-1234-{:04}")[:3]},
        None,
    ),
    "names alone": ({"氏名": NAMES, "得票数": ["1"] * ROWS}, None),
    "heads of towns": ({"市町名": ["津市"] * ROWS, "首長名": NAMES, "電話番号": OFFICE}, None),
    "statistics of households": ({"続柄": ["子"] * ROWS, "市町名": ["津市"] * ROWS}, None),
}
MOBILE = ["090-1234-{:04}", "0901234{:04}", "(090)1234-{:04}", "090(1234){:04}", "090.1234.{:04}"]
MOBILE += ["+81-90-1234-{:04}", "+8190-1234-{:04}", "+81 (0)90 1234 {:04}", "+81901234{:04}"]


def told(bench, columns):
    fields = [
        {"name": "name" if title == "市町名" else f"f{at}", "title": title, "type": "string"}
        for at, title in enumerate(columns)
    ]
    rows = [[field["name"] for field in fields], *map(list, zip(*columns.values(), strict=True))]
    problems = bench.problems(rows, {"fields": fields}, strict=True)
    of_persons = [problem.severity for problem in problems if problem.id == "personal-columns"]
    return of_persons[0] if of_persons else None


@pytest.mark.parametrize(("columns", "severity"), TABLES.values(), ids=TABLES)
def test_columns_that_tell_together_who_somebody_is(bench, columns, severity):
    assert told(bench, columns) is severity


@pytest.mark.parametrize("mobile", MOBILE)
def test_mobile_numbers_in_any_spelling_beside_free_mail(bench, mobile):
    cells = numbered(mobile)
    for spelt in (cells, [cell.translate(WIDE) for cell in cells]):
        assert told(bench, {"連絡先": spelt, "備考": MAIL}) is TWO
        assert told(bench, {"連絡先": spelt, "備考": OFFICE}) is None


@pytest.mark.parametrize("mail", ["A{}@GMAIL.COM", "a{}＠yahoo.co.jp", "a{}@googlemail.com"])
def test_free_mail_in_any_spelling_beside_mobile_numbers(bench, mail):
    assert told(bench, {"備考": numbered(mail), "連絡先": numbered("090-1234-{:04}")}) is TWO
