"""The reference, as a whole process: validate a FILE by a SCHEMA, or any number of packages.

It prints its errors by type. Its limit of 1,000 errors is raised: hiraku counts them all, too.
(A limit of memory, as version 4 had, is no more in version 5.) The file must not be named
`frictionless_…`: frictionless imports every such module that it can find, as a plugin.
"""

import argparse
import json
import sys
from collections import Counter

from frictionless import Package, Resource

LIMIT = 100_000_000

parser = argparse.ArgumentParser()
parser.add_argument("paths", nargs="+")
parser.add_argument("--schema")
options = parser.parse_args()

errors = Counter()
for path in options.paths:
    if options.schema:
        source = Resource(path=path, schema=options.schema, encoding="utf-8")
    else:
        source = Package(path)
    report = source.validate(limit_errors=LIMIT)
    errors.update(error.type for error in report.errors)
    for task in report.tasks:
        errors.update(error.type for error in task.errors)
        if task.warnings:
            sys.exit(f"frictionless did not count everything: {task.warnings}")
print(json.dumps(errors))  # noqa: T201 - what the bench reads
sys.exit(1 if errors else 0)
