"""What is said of a chart whose drawing takes too much."""

from __future__ import annotations

from hiraku import vega
from hiraku.confined.limits import MEGABYTE
from hiraku.model import View

ID = "view-too-costly"


def cost_values(view: View) -> dict[str, str]:
    """Return what the finding's sentences name: the chart, and what one chart may take."""
    return {
        "view": str(view.title),
        "memory": f"{vega.LIMITS.memory // MEGABYTE:,}",
        "seconds": f"{vega.LIMITS.seconds:,}",
    }
