"""Which test runs which line, and how long each test takes."""

from __future__ import annotations

import importlib
import json
import sys
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from functools import _lru_cache_wrapper
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from coverage import Coverage

from tests.mutation.children import Ending, in_child
from tests.mutation.rooms import ROOT, TESTS, files_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from pathlib import Path

    from tests.mutation.mutants import Mutant

OPTIONS = (
    *("-q", "-m", "not slow", "-p", "no:cacheprovider", "-p", "no:unraisableexception"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),  # of what children start with
)


@dataclass(frozen=True, slots=True)
class Reach:
    """What the tests of a room reach.

    Attributes
    ----------
    seconds : dict
        By test, in the order of the run.
    lines : dict
        By file and line, the tests that run it. A line run by a fixture of a whole module is
        run by every test of that module.
    """

    seconds: dict[str, float]
    lines: dict[str, dict[str, list[str]]]

    def tests_for(self, mutant: Mutant) -> list[str]:
        """Return the tests that may notice a mutant, the quickest first.

        What is made when a file is imported is noticed by tests that run some of the file's
        functions, those that run most come first; or, where it has none, by any of the room.
        """
        lines = self.lines.get(mutant.path, {})
        if mutant.is_at_import:
            near = Counter(test for tests in lines.values() for test in tests)
            tests = near or self.seconds
            return sorted(tests, key=lambda test: (-near[test], self.seconds[test]))
        span = range(mutant.lines[0], mutant.lines[1] + 1)
        found = {test for line in span for test in lines.get(str(line), ())}
        return sorted(found, key=lambda test: (self.seconds[test], test))


def reach_of(room: str, folder: Path) -> Reach:
    """Return what a room's tests reach, from a former run where nothing changed since."""
    kept = folder / f"reach-{room}-{_fingerprint(room)}.json"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for stale in folder.glob(f"reach-{room}-*.json"):
            stale.unlink()
        if in_child(lambda: kept.write_text(json.dumps(asdict(_record(room))))) is not Ending.WELL:
            raise SystemExit(f"what the tests of {room} reach could not be recorded")
    return Reach(**json.loads(kept.read_text()))


def _fingerprint(room: str) -> str:
    """Return a short text that changes whenever the code or the room's tests do."""
    folders = ("reportgen", *TESTS[room])
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:12]


def _record(room: str) -> Reach:
    files = files_of(room)
    measured = Coverage(
        data_file=None, config_file=False, include=[str(ROOT / file) for file in files]
    )
    measured.start()
    for file in files:  # so that no test has the lines that are run at import
        importlib.import_module(file.removesuffix(".py").replace("/", "."))
    recorder = _Recorder(measured)
    if pytest.main([*OPTIONS, *TESTS[room]], plugins=[recorder]) != pytest.ExitCode.OK:
        raise SystemExit(f"the tests of {room} must pass before anything is changed")
    measured.stop()
    data = measured.get_data()
    reached = {file: data.contexts_by_lineno(str(ROOT / file)) for file in files}
    return Reach(
        dict(recorder.seconds),
        {
            file: {str(line): recorder.tests_in(contexts) for line, contexts in by_line.items()}
            for file, by_line in reached.items()
        },
    )


class _Recorder:
    """Tells the measurement which test runs."""

    def __init__(self, measured: Coverage) -> None:
        self.measured = measured
        self.seconds: dict[str, float] = defaultdict(float)
        self.running = ""

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None]:
        _forget_kept_results()
        self.measured.switch_context(item.nodeid)
        yield
        self.measured.switch_context("")

    @pytest.hookimpl(hookwrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Generator[None]:
        if isinstance(collector, pytest.Module):
            self.measured.switch_context(str(collector.path.relative_to(ROOT)))
        yield
        self.measured.switch_context("")

    @pytest.hookimpl(hookwrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None]:
        if fixturedef.scope != "function":
            self.measured.switch_context(self.running.split("::")[0])
        yield
        self.measured.switch_context(self.running)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.running = nodeid

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] += report.duration

    def tests_in(self, contexts: Iterable[str]) -> list[str]:
        """Return the tests that contexts stand for: themselves, or all of a module."""
        found = set(contexts) - {""}
        return [test for test in self.seconds if test in found or test.split("::")[0] in found]


def _forget_kept_results() -> None:
    """Empty every cache, so that a test runs the lines it would run alone."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("reportgen.", "tests.")):
            for value in vars(module).values():
                if isinstance(value, _lru_cache_wrapper):
                    value.cache_clear()
