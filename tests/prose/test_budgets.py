"""The prose of briefs keeps to its budgets; ``python -m tests.prose.measures`` prints them all."""

from __future__ import annotations

import pytest

from tests.prose.briefs import REAL_SETS, SETS
from tests.prose.budgets import AT_LEAST, BUDGETS, TARGETS, beyond_budget
from tests.prose.measures import summary


@pytest.mark.parametrize("name", SETS)
def test_a_set_of_briefs_keeps_to_its_budgets(name: str) -> None:
    assert beyond_budget(name, summary(SETS[name]())) == []


def test_every_set_has_budgets_and_none_is_stricter_than_its_target() -> None:
    assert set(BUDGETS) == {*SETS, *REAL_SETS}
    for budgets in BUDGETS.values():
        for key, budget in budgets.items():
            is_stricter = budget > TARGETS[key] if key in AT_LEAST else budget < TARGETS[key]
            assert not is_stricter, key


def test_more_than_the_budget_is_reported() -> None:
    (name, budgets), *_ = BUDGETS.items()
    assert beyond_budget(name, budgets) == []
    worse = {key: value - 1 if key in AT_LEAST else value + 1 for key, value in budgets.items()}
    assert len(beyond_budget(name, worse)) == len(budgets)
    assert beyond_budget(name, {"words a key point": 9}) == [
        "no budget for words a key point (today 9.0)"
    ]
