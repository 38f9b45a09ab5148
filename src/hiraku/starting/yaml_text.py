"""Values as YAML that every reader of it reads back as the same values, of version 1.1 and of 1.2.

PyYAML speaks 1.1, editors and programs in other languages 1.2: there 012068 is a number.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

# What the core schema of YAML 1.2.2 (10.3.2) reads as a number.
_NUMBER = re.compile(
    r"0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
)


def written(value: dict[str, Any]) -> str:
    """Return a value as YAML in blocks."""
    return yaml.dump(value, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=1000)


def is_plain_text(text: str) -> bool:
    """Tell whether a text may stand without quotes behind a key, on one line."""
    try:
        tree: Any = yaml.safe_load(f"k: {text}")
    except yaml.YAMLError:
        return False
    return bool(tree == {"k": text}) and not _NUMBER.fullmatch(text)


class Dumper(yaml.SafeDumper):
    """Writes a value each time in full: an alias would be refused when it is read."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's own signature
        return True


Dumper.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(f"(?:{_NUMBER.pattern})$"), list("-+.0123456789")
)
