"""The entrance to Vega, which draws charts: it needs no browser, and is given no network.

A specification is a program of its own, which may compute without end: it is drawn in a worker
process. To load Vega takes more than a second, so that is done only where there is something to
draw, and the worker stays for the next drawing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from hiraku.confined.calls import Died, call
from hiraku.confined.limits import MEGABYTE, Limits

# The version that specifications are compiled by is named, so that a newer converter changes none.
VEGA_LITE = "6.1"
SCALE = 2.0
LIMITS = Limits(seconds=20, output=16 * MEGABYTE, file=0, files=256, reserving=True)
_CAUSE = re.compile(r"^\w*Error: (.*)", re.MULTILINE)
_REMEMBERED = 64


def drawn(specification: Mapping[str, Any]) -> str:
    """Return a Vega-Lite specification as SVG.

    Raises `ValueError` where it does not compile, `Died` where it takes too much.
    """
    try:
        return call(LIMITS, svg_of, json.dumps(specification))
    except Died as died:
        if died.reason == "failed" and died.kind == "ValueError":
            raise ValueError(died.detail) from None
        raise


def svg_of(specification: str) -> str:
    """Draw a specification, given as JSON, in this very process: call it in a worker."""
    import vl_convert  # noqa: PLC0415 - heavy, see above

    svg: str = vl_convert.vegalite_to_svg(
        json.loads(specification), vl_version=VEGA_LITE, allowed_base_urls=[]
    )
    return svg


def painted(svg: str) -> bytes:
    """Return an SVG that has no letters as PNG, twice as large as it says.

    Raises `Died` where it takes too much.
    """
    return call(LIMITS, png_of, svg)


def png_of(svg: str) -> bytes:
    """Paint an SVG in this very process: call it in a worker."""
    import vl_convert  # noqa: PLC0415 - heavy, see above

    png: bytes = vl_convert.svg_to_png(svg, scale=SCALE)
    return png


def fault(specification: Mapping[str, Any]) -> str | None:
    """Return why a specification does not compile, in Vega's own words; None where it does.

    Raises `Died` where to find out takes too much.
    """
    reason, costly = _outcome(json.dumps(specification))
    if costly:
        raise Died(costly)
    return reason


@lru_cache(_REMEMBERED)
def _outcome(specification: str) -> tuple[str | None, str]:
    """Return why a specification does not compile, and of what its drawing died."""
    try:
        drawn(json.loads(specification))
    except ValueError as error:
        match = _CAUSE.search(str(error))
        return match[1] if match else str(error).splitlines()[0], ""
    except Died as died:
        return None, died.reason
    return None, ""
