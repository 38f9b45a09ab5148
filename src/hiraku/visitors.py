"""Browsers that go away before they have their answer: nothing that a terminal has to show."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

Handler = Callable[[Any, Any], None]


def unless_gone(handle_error: Handler) -> Handler:
    """Return what a server does with a fault of a request, where it is not that nobody waits."""

    def handled(request: Any, address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            handle_error(request, address)

    return handled
