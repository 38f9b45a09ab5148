"""Let ckanext-dcat read a built site as its harvesters do, and compare with what the site says.

    python -m harvest.run [SITE] [--installed]

Prints a line for each file and profile; ends with 1 where something is not read as it was said.
CKAN and the extension stand in an environment of their own, `build/harvest`, without a database.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ENVIRONMENT = ROOT / "build" / "harvest"
PACKAGES = ("ckan[requirements]==2.12.0", "ckanext-dcat==2.4.4", "psycopg2-binary")
# Built from source, of the same content as the one with `-binary`.
WITHOUT = "psycopg2; python_version < '3'\n"


def main() -> int:
    given = [word for word in sys.argv[1:] if word != "--installed"]
    site = Path(given[0]) if given else ROOT / "build" / "site"
    if "--installed" not in sys.argv:
        install()
    said = json.loads((site / "api/3/action/package_search").read_text("ascii"))
    packages = {package["url"]: package for package in said["result"]["results"]}
    wrong = 0
    for source, told in read(site).items():
        differing = list(differences(packages, told, source))
        wrong += len(differing)
        count = f"{len(told['datasets'])} datasets read"
        sys.stdout.write(f"{source:34} {' | '.join(differing[:5])[:2000] or count}\n")
    return 1 if wrong else 0


def install():
    uv = Path(sys.executable).parent / "uv"
    run(uv, "venv", "-q", "--clear", ENVIRONMENT)
    overrides = ENVIRONMENT / "overrides.txt"
    overrides.write_text(WITHOUT, "utf-8")
    run(uv, "pip", "install", "-q", "--python", ENVIRONMENT, "--override", overrides, *PACKAGES)


def run(*command, **options):
    return subprocess.run([str(part) for part in command], check=True, **options)


def read(site):
    """Return what CKAN's Python read: of each file and profile, its datasets."""
    python = ENVIRONMENT / "bin" / "python"
    reader = Path(__file__).with_name("ckan_reads.py")
    command = (python, "-W", "ignore", reader, site, main_language(site))
    return json.loads(run(*command, stdout=subprocess.PIPE).stdout)


def main_language(site):
    """Return the language of the site's first page, that of the answers in CKAN's form."""
    return re.search('<html[^>]* lang="([a-z]+)"', (site / "index.html").read_text("utf-8"))[1]


def differences(packages, told, source):
    """Yield what a harvester has otherwise than the site's own answers say."""
    datasets = {dataset["url"]: dataset for dataset in told["datasets"]}
    if told.get("next page"):
        yield f"another page: {told['next page']}"
    if datasets.keys() != packages.keys() or len(datasets) != len(told["datasets"]):
        yield f"{len(told['datasets'])} datasets, not {len(packages)}"
        return
    for address, package in packages.items():
        dataset = datasets[address]
        for key in ("title", "notes"):
            if dataset[key] != package[key]:
                yield f"{address}: {key} {dataset[key]!r}"
        yield from differing_resources(package, dataset, source)


def differing_resources(package, dataset, source):
    files = {resource["url"]: resource for resource in dataset["resources"]}
    if source == "data.json":
        yield from differing_formats(package, files)
        return
    # DCAT-AP 1 had other words for a time.
    if not source.endswith("euro_dcat_ap") and extras(dataset) != extras(package):
        yield f"{package['url']}: extras"
    for said in package["resources"]:
        resource = files.get(said["url"])
        if not resource:
            yield f"no {said['url']}"
        elif (resource["name"], resource["size"], f"sha256:{resource['hash']}") != (
            said["name"], said["size"], said["hash"],
        ):  # fmt: skip
            yield f"{said['url']}: {resource}"
        elif resource["license"] != package["license_url"]:
            yield f"{said['url']}: licence {resource['license']!r}"


def differing_formats(package, files):
    for said in package["resources"]:
        if said["url"] in files and files[said["url"]]["format"] != said["format"]:
            yield f"{said['url']}: format {files[said['url']]['format']!r}"
    if not files:
        yield f"{package['url']}: no files"


def extras(dataset):
    """Return what both may tell of the time that the data are of."""
    told = {extra["key"]: extra["value"] for extra in dataset["extras"]}
    return {key: told[key] for key in ("temporal_start", "temporal_end") if key in told}


if __name__ == "__main__":
    sys.exit(main())
