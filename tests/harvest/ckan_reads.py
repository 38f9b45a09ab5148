"""Print as JSON what ckanext-dcat makes of the files of a site; CKAN's own Python runs this.

    python ckan_reads.py SITE LANGUAGE

LANGUAGE is that of the portal: of a text in several languages it takes that one. Each syntax is
parsed with each profile, as the harvester of DCAT does with what it fetched; the datasets of
`data.json` are turned by the converter of the harvester of DCAT in JSON.
"""

import json
import sys
from pathlib import Path

from ckan.common import config
from ckanext.dcat.converters import dcat_to_ckan
from ckanext.dcat.processors import RDFParser

SYNTAXES = {"turtle": "catalog.ttl", "json-ld": "catalog.jsonld", "xml": "catalog.rdf"}
PROFILES = ("euro_dcat_ap", "euro_dcat_ap_2", "euro_dcat_ap_3")


def parsed(site, syntax, file, profile):
    parser = RDFParser(profiles=[profile])
    parser.parse((site / file).read_text("utf-8"), _format=syntax)
    return {"datasets": list(parser.datasets()), "next page": parser.next_page()}


def main():
    site = Path(sys.argv[1])
    config["ckan.locale_default"] = sys.argv[2]
    told = {
        f"{file} as {profile}": parsed(site, syntax, file, profile)
        for syntax, file in SYNTAXES.items()
        for profile in PROFILES
    }
    listed = json.loads((site / "data.json").read_text("utf-8"))["dataset"]
    told["data.json"] = {"datasets": [dcat_to_ckan(dataset) for dataset in listed]}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
