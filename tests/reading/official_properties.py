"""The names of all properties in the official profiles of Data Package, by what they belong to.

They stand in `official_properties.json`, made of the files that others publish:

    python tests/reading/official_properties.py data-package-2-0.json data-package.json ...
"""

import hashlib
import json
import sys
from pathlib import Path

LISTED = Path(__file__).with_suffix(".json")
# A profile that describes no package describes what a package has.
OF_RESOURCES = {"data-resource.json", "tabular-data-resource.json"}


def official_properties():
    """Return (owner, name) of each: `("contributors", "email")`; a package's have no owner."""
    owners = json.loads(LISTED.read_text(encoding="utf-8"))["properties"]
    return {(owner, name) for owner, names in owners.items() for name in names}


def properties_in(profile, owner=""):
    """Yield (owner, name) of each property that a JSON Schema describes, in whatever branch."""
    if isinstance(profile, list):
        for branch in profile:
            yield from properties_in(branch, owner)
    if isinstance(profile, dict):
        for name, described in profile.get("properties", {}).items():
            yield owner, name
            yield from properties_in(described, name)
        for key, branch in profile.items():
            if key != "properties":
                yield from properties_in(branch, owner)


def main(files):
    read = {Path(file).name: Path(file).read_bytes() for file in files}
    pairs = {
        pair
        for name, content in read.items()
        for pair in properties_in(json.loads(content), "resources" if name in OF_RESOURCES else "")
    }
    owners = sorted({owner for owner, _ in pairs})
    listed = {
        "made of": {name: hashlib.sha256(content).hexdigest() for name, content in read.items()},
        "properties": {
            owner: sorted(name for of, name in pairs if of == owner) for owner in owners
        },
    }
    LISTED.write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
