"""Any texts in a catalog: where the check says nothing the build succeeds, and all stays inside."""

import csv
import shutil

import pytest
import yaml
from catalogs import CASES, configure, run
from escape.names import HOSTILE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TEXT = st.one_of(
    st.sampled_from(sorted(HOSTILE.values())),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Co"]), min_size=1, max_size=40),
    st.text("=+-@<>&\"'|{}[]()*_`#\\/%~^$:;,.!? 津県ーａ１", min_size=1, max_size=40),
).filter(str.strip)
HOST = st.text("abcdefghijklmnopqrstuvwxyz0123456789-.", min_size=1, max_size=20)
MAIL = st.one_of(st.just("a|b@x.jp"), st.builds("{}@{}".format, TEXT, HOST), st.emails())
WEB = st.one_of(st.just("https://a.jp/{id}"), st.builds("https://{}/{}".format, HOST, TEXT))
# A name that the disk takes: no separator, no more than 255 bytes.
FILE = st.builds("{}.csv".format, TEXT.map(lambda text: text.replace("/", "|")[:60]))
BUILDS = max(3, settings().max_examples // 15)


@st.composite
def descriptions(draw):
    """Draw what a dataset says of itself beside its name and its files."""
    party = {"name@en": TEXT, "homepage": WEB, "email": MAIL}
    parts = {
        "title": TEXT,
        "title@en": TEXT,
        "description": TEXT,
        "row": TEXT,
        "version": TEXT,
        "keywords": st.lists(TEXT, min_size=1, max_size=3),
        "notes": st.lists(TEXT, min_size=1, max_size=2),
        "publisher": st.fixed_dictionaries({"name": TEXT}, optional=party),
        "contact": st.fixed_dictionaries({"name": TEXT}, optional=party),
        "sources": st.lists(
            st.fixed_dictionaries({"title": TEXT}, optional={"path": WEB, "section": TEXT}),
            min_size=1,
            max_size=2,
        ),
        "spatial": st.fixed_dictionaries({"name": TEXT}),
        "licenses": st.lists(
            st.fixed_dictionaries({"name": TEXT}, optional={"title": TEXT, "path": WEB}),
            min_size=1,
            max_size=2,
        ),
    }
    return draw(st.fixed_dictionaries({}, optional=parts))


@settings(
    max_examples=BUILDS,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(description=descriptions(), texts=st.tuples(TEXT, FILE, TEXT))
def test_where_the_check_says_nothing_the_build_succeeds(
    tmp_path_factory, description, texts, capsys
):
    """Nothing appears outside of the folder that a build has for itself."""
    field, file, cell = texts
    root = tmp_path_factory.mktemp("any") / "catalog"
    shutil.copytree(CASES / "_base", root)
    configure(root)
    change(root / "datasets/cards/datapackage.yaml", lambda tree: tree.update(description))
    cards = root / "datasets/cards"
    (cards / "cards.csv").rename(cards / file)
    change(cards / "datapackage.yaml", lambda tree: tree["resources"][0].update(path=file))
    with (cards / file).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    rows[1][-1] = cell
    with (cards / file).open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)
    change(root / "schemas/cards.yaml", lambda tree: tree["fields"][-1].update(title=field))
    beside = set(root.iterdir())
    with pytest.MonkeyPatch.context() as patch:
        verdict, told, _ = run(["check"], root, patch, capsys)
        code, said, err = run(["build"], root, patch, capsys)
    assert verdict in {0, 1}, told
    assert code == verdict, said + err
    assert set(root.parent.iterdir()) == {root}
    assert set(root.iterdir()) == {*beside, root / "build"}
    own = {path.name for path in (root / "build").iterdir()}
    assert own <= {"site", "cache", ".hiraku-site.lock"}
    assert ("site" in own) is (code == 0)
    shutil.rmtree(root.parent)


def change(path, how):
    tree = yaml.safe_load(path.read_text("utf-8"))
    how(tree)
    path.write_text(yaml.safe_dump(tree, allow_unicode=True), "utf-8")
