"""Municipalities of the register that a table lacks, or names in other words."""

from catalogs import lay_out

from hiraku.checking.targets import CheckOptions, check_catalog


def test_a_municipality_behind_ten_thousand_others_is_not_absent(tmp_path):
    lay_out("municipality-without-a-row", tmp_path)
    path = tmp_path / "datasets" / "cards" / "cards.csv"
    others = "".join(f"1{number:05},x,1,1,2022-08-31,\n" for number in range(10_001))
    path.write_text(path.read_text("utf-8") + others, "utf-8")
    report = check_catalog(tmp_path, CheckOptions(lambda *_: None, cached=False))
    (absent,) = [problem for problem in report.problems if problem.id == "municipality-missing"]
    assert absent.values == {"names": ("四日市市（242021）",), "n": "1"}
