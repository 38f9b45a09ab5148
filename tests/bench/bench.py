"""Times of whole processes, each command in turn, printed as medians and as ratios of one run.

The table goes into the manual's page on benchmarks, between its marks.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from commands import Command, measured

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "site_src" / "pages" / "manual" / "benchmarks.md"
MARKS = ("<!-- bench -->", "<!-- /bench -->")
