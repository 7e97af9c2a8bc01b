"""Fuzzing in every test run: the corpus, former crashes and new mutations."""

from __future__ import annotations

import os
import random
import time

import pytest

from tests.fuzz.__main__ import problem_of, seeds_of
from tests.fuzz.mutations import mutated
from tests.fuzz.targets import TARGETS

SECONDS = float(os.environ.get("REPORTGEN_FUZZ_SECONDS", "6"))
"""Executions per target: with ten targets about a minute in total."""


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_every_seed_and_every_former_crash_is_handled(name: str) -> None:
    for data in seeds_of(name):
        assert problem_of(name, data) == ""


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_any_bytes_are_handled(name: str) -> None:
    chance = random.Random(name)
    seeds = seeds_of(name)
    end = time.process_time() + SECONDS
    executions = 0
    while time.process_time() < end or executions < 20:
        data = mutated(chance, seeds)
        problem = problem_of(name, data)
        assert not problem, (problem, data)
        executions += 1
