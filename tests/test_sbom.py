"""The bill of materials names every locked package with the hashes that are installed by."""

import re
from pathlib import Path

from sbom import bill

ROOT = Path(__file__).parents[1]


def test_every_locked_package_is_in_the_bill_of_materials():
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    made = bill()
    named = {(component["name"], component["version"]) for component in made["components"]}
    assert named == set(re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\\n]+)", lock, re.MULTILINE))
    told = [
        digest["content"]
        for component in made["components"]
        for digest in component["externalReferences"][0]["hashes"]
    ]
    assert sorted(told) == sorted(re.findall("--hash=sha256:([0-9a-f]{64})", lock))
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
