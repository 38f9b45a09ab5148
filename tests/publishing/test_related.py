import re


def related(site, name):
    page = (site / "datasets" / name / "index.html").read_text(encoding="utf-8")
    section = re.search(r'aria-labelledby="related".*?</section>', page, re.DOTALL)
    return re.findall(r'href="\.\./([\w-]+)/"', section[0]) if section else []


def test_datasets_joined_by_a_key_come_first_in_both_directions(site):
    assert related(site, "smartphone-courses")[0] == "municipalities"
    assert "smartphone-courses" in related(site, "municipalities")


def test_datasets_of_the_same_theme_follow(site):
    assert related(site, "kpi") == ["dx-initiatives", "dx-plan-outline", "policy-system"]


def test_a_dataset_is_never_related_to_itself(site):
    for page in site.glob("datasets/*/index.html"):
        assert page.parent.name not in related(site, page.parent.name)
