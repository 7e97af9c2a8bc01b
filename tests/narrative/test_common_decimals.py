"""The ends of the ranges of a control chart are printed with the same decimals."""

from __future__ import annotations

import pytest

from reportgen.model.quantity import Form, Quantity
from reportgen.narrative.numbers.common_decimals import with_common_decimals
from reportgen.narrative.numbers.number_style import JMIR
from reportgen.narrative.numbers.number_text import number_text

STEM = "visits.xmr.reporting"


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([0.534, 10.28, -7.51, 18.47], ["0.5", "10.3", "−7.5", "18.5"]),
        ([2 / 3, 4.0, 0.0, 6.0], ["0.7", "4.0", "0.0", "6.0"]),
        ([94.31, 102.7, 90.18, 107.2], ["94", "103", "90", "107"]),
        ([0.0123, 0.0457, 0.0, 0.0611], ["0.0123", "0.0457", "0.0000", "0.0611"]),
        ([3.0, 9.0, 1.0, 12.0], ["3", "9", "1", "12"]),
    ],
)
def test_the_largest_one_decides(values: list[float], texts: list[str]) -> None:
    names = [f"{STEM}.{name}" for name in ("period_low", "period_high", "limit_low", "limit_high")]
    quantities = {
        name: Quantity(id=name, value=value, form=Form.LIMIT)
        for name, value in zip(names, values, strict=True)
    }
    found = with_common_decimals(quantities, ())
    assert [number_text(found[name], JMIR) for name in names] == texts


def test_a_missing_end_and_a_mean_keep_their_own() -> None:
    low = Quantity(id=f"{STEM}.period_low", value=None, form=Form.LIMIT, reason="one month")
    high = Quantity(id=f"{STEM}.limit_high", value=18.47, form=Form.LIMIT)
    mean = Quantity(id=f"{STEM}.mean", value=0.534, form=Form.LIMIT)
    found = with_common_decimals({item.id: item for item in (low, high, mean)}, ())
    assert found[low.id].value is None
    assert number_text(found[mean.id], JMIR) == "0.534"
