"""One test that asks the same of very many things.

Thousands of tests that take no time each cost a run minutes: to be named, sent and counted.
"""

from functools import partial

import pytest


def of_every(members):
    """Let a test be called with each of `members`, and fail with all that it found."""

    def decorated(test):
        def asked():
            faults = [f"{m}: {fault}" for m in members if (fault := _fault(partial(test, m)))]
            if faults:
                pytest.fail("\n".join(faults), pytrace=False)

        asked.__name__, asked.__doc__ = test.__name__, test.__doc__
        return asked

    return decorated


def _fault(ask):
    try:
        ask()
    except AssertionError as error:
        return str(error) or "not so"
    return None
