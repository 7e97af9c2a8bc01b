from __future__ import annotations

import ast

import pytest

from tests.mutation.__main__ import equivalent, every_mutant, sample_of
from tests.mutation.mutants import mutants_of, mutated_tree
from tests.mutation.rooms import TESTS

SMALL = '''"""A file."""
from __future__ import annotations

LIMIT: float = 3

def f(value: float, *, low: float = 0) -> float:
    """Return a value between limits."""
    if low <= value or not value > LIMIT:
        return min(value, LIMIT)
    raise ValueError("outside")
'''
EXPECTED = [
    (": 3 -> 4", (4, 4)),
    (": 3 -> None", (4, 4)),
    ("f: 0 -> 1", (7, 10)),
    ("f: low <= value or not value > LIMIT -> low <= value and (not value > LIMIT)", (8, 8)),
    ("f: low <= value or not value > LIMIT -> not (low <= value or not value > LIMIT)", (8, 8)),
    ("f: low <= value -> low < value", (8, 8)),
    ("f: low <= value -> low > value", (8, 8)),
    ("f: not value > LIMIT -> value > LIMIT", (8, 8)),
    ("f: value > LIMIT -> value >= LIMIT", (8, 8)),
    ("f: value > LIMIT -> value <= LIMIT", (8, 8)),
    ("f: min(value, LIMIT) -> min(None, LIMIT)", (9, 9)),
    ("f: min(value, LIMIT) -> min(value, None)", (9, 9)),
    ("f: min(value, LIMIT) -> min(value)", (9, 9)),
    ("f: min(value, LIMIT) -> None", (9, 9)),
    ("f: min -> max", (9, 9)),
    ("f: raise ValueError('outside') -> pass", (10, 10)),
    ("f: ValueError('outside') -> ValueError(None)", (10, 10)),
    ("f: 'outside' -> 'XXoutsideXX'", (10, 10)),
]


def test_a_file_has_these_mutants_and_none_of_its_docstrings_or_types() -> None:
    found = mutants_of("small.py", SMALL)
    assert [mutant.name for mutant in found] == [f"small.py::{text}" for text, _ in EXPECTED]
    assert [mutant.lines for mutant in found] == [lines for _, lines in EXPECTED]
    assert [mutant.lines for mutant in found if mutant.is_at_import] == [(4, 4), (4, 4)]


def test_each_mutant_is_the_file_with_its_one_change() -> None:
    whole = ast.unparse(ast.parse(SMALL))
    for mutant in mutants_of("small.py", SMALL):
        changed = ast.unparse(mutated_tree(mutant, SMALL))
        assert changed != whole
        assert mutant.after in changed


@pytest.mark.parametrize("room", TESTS)
def test_every_mutant_has_a_name_of_its_own(room: str) -> None:
    names = [mutant.name for mutant in every_mutant(room)]
    assert len(set(names)) == len(names)


def test_a_sample_is_the_same_each_time_and_in_proportion() -> None:
    sample = sample_of(60, 1)
    assert sample == sample_of(60, 1)
    assert sample != sample_of(60, 2)
    assert abs(sum(map(len, sample.values())) - 60) <= 1
    assert len(sample["analysis"]) > len(sample["narrative"]) > 0


def test_what_is_said_to_be_equivalent_is_still_in_the_code_and_has_a_reason() -> None:
    named = equivalent()
    known = {mutant.name for room in TESTS for mutant in every_mutant(room)}
    assert sorted(set(named) - known) == []
    assert all(reason.strip() for reason in named.values())
