"""Put one mutant before its tests."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from importlib.util import spec_from_file_location
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

import pytest

from tests.mutation.children import Ending, in_child
from tests.mutation.mutants import mutated_tree
from tests.mutation.reach import OPTIONS
from tests.mutation.rooms import ROOT, source_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from importlib.machinery import ModuleSpec
    from types import CodeType

    from tests.mutation.mutants import Mutant

LONGEST_SECONDS = 30
"""Beyond thrice what its tests take on the unchanged code."""
FIRST_TESTS, FIRST_FILES = 30, 3
AS_COLLECTED = "as its tests were collected"


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of a mutant: ``killed``, ``timed out`` or ``survived``, and the test that did."""

    result: str
    by: str = ""


def try_out(mutant: Mutant, tests: Sequence[str], seconds: float) -> Trial:
    """Run a mutant's tests in their order until one fails.

    Parameters
    ----------
    tests : Sequence of str
        Those that may notice it.
    seconds : float
        How long they take on the unchanged code.
    """
    if not tests:
        return Trial("survived", "no test runs it")
    limit = round(LONGEST_SECONDS + 3 * seconds)
    trial = Trial("survived")
    for some in _rounds(tests):
        trial = _try(mutant, some, limit)
        if trial.result != "survived":
            break
    return trial


def _rounds(tests: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the first tests of few files, for most mutants need no more, and then the others."""
    files = list(dict.fromkeys(map(_file_of, tests[:FIRST_TESTS])))[:FIRST_FILES]
    first = [test for test in tests[:FIRST_TESTS] if _file_of(test) in files]
    yield first
    if later := [test for test in tests if test not in set(first)]:
        yield later


def _file_of(test: str) -> str:
    return test.split("::", maxsplit=1)[0]


def _try(mutant: Mutant, tests: Sequence[str], limit: int) -> Trial:
    with TemporaryFile("w+", encoding="utf-8") as note:
        ending = in_child(lambda: _run(mutant, tests, note), seconds=limit, is_silent=True)
        note.seek(0)
        by = note.read()
    if ending is Ending.TOO_LATE:
        return Trial("timed out")
    if ending is Ending.BADLY:
        return Trial("killed", by or AS_COLLECTED)
    return Trial("survived")


def _run(mutant: Mutant, tests: Sequence[str], note: IO[str]) -> None:
    sys.dont_write_bytecode = True
    sys.meta_path.insert(0, _Finder(mutant))
    files = sorted(set(map(_file_of, tests)))
    code = pytest.main([*OPTIONS, "--exitfirst", *files], plugins=[_Chosen(tests, note)])
    os._exit(code)


class _Chosen:
    """Runs the chosen tests alone, in their order, and notes the first that fails."""

    def __init__(self, tests: Sequence[str], note: IO[str]) -> None:
        self.order = {test: place for place, test in enumerate(tests)}
        self.note = note

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """Look for counter-examples alone, not for the smallest, and always for the same."""
        from hypothesis import Phase, settings

        phases = (Phase.explicit, Phase.generate)
        settings.register_profile(
            "mutants", phases=phases, deadline=None, derandomize=True, database=None
        )
        settings.load_profile("mutants")

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        chosen = [item for item in items if item.nodeid in self.order]
        items[:] = sorted(chosen, key=lambda item: self.order[item.nodeid])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.note.write(report.nodeid)
            self.note.flush()
            os._exit(pytest.ExitCode.TESTS_FAILED)


class _Finder:
    """Finds the mutant where its file is looked for."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        self.module = mutant.path.removesuffix(".py").replace("/", ".")

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        if fullname != self.module:
            return None
        path = str(ROOT / self.mutant.path)
        return spec_from_file_location(fullname, path, loader=_Loader(fullname, path, self.mutant))


class _Loader(SourceFileLoader):
    def __init__(self, fullname: str, path: str, mutant: Mutant) -> None:
        super().__init__(fullname, path)
        self.mutant = mutant

    def get_code(self, fullname: str) -> CodeType:
        tree = mutated_tree(self.mutant, source_of(self.mutant.path))
        return compile(tree, self.get_filename(fullname), "exec")
