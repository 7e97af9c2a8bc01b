"""Published numbers are reproduced, each within its tolerance."""

from __future__ import annotations

import pytest

from tests.reference.reference_value import ReferenceValue
from tests.reference.report import NOT_APPLICABLE, SETS, collect, has_data, report

needs_data = pytest.mark.skipif(
    not has_data(), reason="the reference sets do not lie beside the project (../shared/data)"
)


@needs_data
@pytest.mark.parametrize("produce", SETS, ids=lambda produce: produce.__name__)
def test_every_published_value_of_a_set_is_reproduced(produce: object) -> None:
    assert callable(produce)
    values = list(produce())
    assert values
    assert [value for value in values if not value.is_reproduced] == []


@needs_data
def test_the_table_counts_all_published_values() -> None:
    text, is_good = report()
    assert is_good
    assert text.endswith(f"reference: {len(collect())} of {len(collect())} values reproduced")
    assert len(collect()) >= 400


def test_a_wrong_value_would_be_noticed() -> None:
    wrong = ReferenceValue(source="s", name="n", computed=1.01, expected=1.0, tolerance=0.005)
    assert not wrong.is_reproduced


def test_what_is_left_out_has_a_reason() -> None:
    assert all(item.reason for item in NOT_APPLICABLE)
