"""The prose of briefs from real data keeps to its budgets."""

from __future__ import annotations

import pytest

from tests.prose.briefs import REAL_SETS
from tests.prose.budgets import beyond_budget
from tests.prose.measures import summary


@pytest.mark.parametrize("name", REAL_SETS)
def test_a_set_of_real_briefs_keeps_to_its_budgets(name: str) -> None:
    assert beyond_budget(name, summary(REAL_SETS[name]())) == []
