"""The bill of materials of hiraku as it is installed from `requirements.lock` (CycloneDX 1.6)."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_ENTRY = re.compile(
    r"^([A-Za-z0-9._-]+)==([^\s;\\]+)[^\n]*((?:\n +--hash=sha256:[0-9a-f]{64}[ \\]*)+)",
    re.MULTILINE,
)


def components(lock):
    """Yield each locked package with the hashes of its files."""
    for name, version, hashes in _ENTRY.findall(lock):
        purl = f"pkg:pypi/{name.lower()}@{version}"
        yield {
            "type": "library",
            "bom-ref": purl,
            "name": name,
            "version": version,
            "purl": purl,
            "externalReferences": [
                {
                    "type": "distribution",
                    "url": f"https://pypi.org/project/{name}/{version}/",
                    "hashes": [
                        {"alg": "SHA-256", "content": digest}
                        for digest in re.findall("[0-9a-f]{64}", hashes)
                    ],
                }
            ],
        }


def bill(root=ROOT):
    """Return the bill of materials; the same lock gives the same bytes."""
    own = re.search(
        r'__version__ = "([^"]+)"', (root / "src/hiraku/__init__.py").read_text("utf-8")
    )
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": f"pkg:pypi/hiraku@{own[1]}",
                "name": "hiraku",
                "version": own[1],
                "purl": f"pkg:pypi/hiraku@{own[1]}",
            }
        },
        "components": list(components((root / "requirements.lock").read_text("utf-8"))),
    }


if __name__ == "__main__":
    (ROOT / "build").mkdir(exist_ok=True)
    target = ROOT / "build" / "hiraku.cdx.json"
    target.write_text(json.dumps(bill(), indent=2) + "\n", encoding="utf-8")
