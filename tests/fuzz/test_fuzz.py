"""A sample of `make fuzz` in every run: nothing but findings comes out of any input."""

import pytest
from fuzz.run import fuzz
from fuzz.targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_is_a_fault(name):
    done, _, lines, crashes = fuzz(name, cases=150, seconds=8, seed=1)
    assert done > 5
    assert lines > 10
    assert not crashes
