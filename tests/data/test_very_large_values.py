"""Values whose squares overflow are no numbers; those that can be computed with are read."""

from __future__ import annotations

import pytest

from reportgen.data.values.numbers import read_numbers


@pytest.mark.parametrize("text", ["1e51", "1e300", "-1.7e308", "1e999", "1e50k"])
def test_a_value_that_overflows_is_a_fault(text: str) -> None:
    assert [item.code for item in read_numbers(["1", text], is_whole=False).faults] == ["DAT030"]


@pytest.mark.parametrize("text", ["1e30", "1e-30", "-1e30", "1e50", "5e-324"])
def test_large_and_small_values_are_read(text: str) -> None:
    found = read_numbers(["1", text], is_whole=False)
    assert found.faults == ()
    assert found.values[1] == float(text)
