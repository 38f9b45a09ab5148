"""The entrance to Vega, which draws charts: it needs no browser, and is given no network.

To load it takes more than a second, so it is loaded only where there is something to draw.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

# The version that specifications are compiled by is named, so that a newer converter changes none.
VEGA_LITE = "6.1"
_CAUSE = re.compile(r"^\w*Error: (.*)", re.MULTILINE)


def drawn(specification: Mapping[str, Any]) -> str:
    """Return a Vega-Lite specification as SVG; raise `ValueError` where it does not compile."""
    import vl_convert  # noqa: PLC0415 - heavy, see above

    svg: str = vl_convert.vegalite_to_svg(
        dict(specification), vl_version=VEGA_LITE, allowed_base_urls=[]
    )
    return svg


def fault(specification: Mapping[str, Any]) -> str | None:
    """Return why a specification does not compile, in Vega's own words; None where it does."""
    try:
        drawn(specification)
    except ValueError as error:
        found = _CAUSE.search(str(error))
        return found[1] if found else str(error).splitlines()[0]
    return None
