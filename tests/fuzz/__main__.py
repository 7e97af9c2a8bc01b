"""Fuzz the readers for a number of executions, and save crashes: `python -m tests.fuzz`."""

from __future__ import annotations

import argparse
import random
import signal
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fuzz.mutations import mutated
from tests.fuzz.targets import TARGETS, feed

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS = Path(__file__).parent / "corpus"
LONGEST_SECONDS = 5.0
"""Limit per execution in seconds of CPU time, which does not depend on the load."""


class TooSlowError(Exception):
    """A reader exceeded its time limit."""


def seeds_of(name: str) -> list[bytes]:
    """Return a target's seeds, including former crashes, in a fixed order."""
    return [path.read_bytes() for path in sorted((CORPUS / name).iterdir())]


def problem_of(name: str, data: bytes) -> str:
    """Return the problem of a target with some bytes, or an empty text."""
    signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, LONGEST_SECONDS)
    try:
        feed(name, data)
    except BaseException as problem:
        if isinstance(problem, KeyboardInterrupt):
            raise
        return f"{type(problem).__name__}: {problem}"[:300]
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return ""


def run(name: str, *, runs: int, seed: int, keep: Callable[[bytes, str], None]) -> int:
    """Fuzz one target, and return the number of distinct crashes."""
    chance = random.Random(f"{name} {seed}")
    seeds = seeds_of(name)
    found: set[str] = set()
    for _ in range(runs):
        data = mutated(chance, seeds)
        problem = problem_of(name, data)
        if problem and problem[:60] not in found:
            found.add(problem[:60])
            keep(data, problem)
    return len(found)


def _stop(*_: object) -> None:
    raise TooSlowError(f"no answer after {LONGEST_SECONDS} s of CPU time")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", default=list(TARGETS), metavar="TARGET")
    parser.add_argument("--runs", type=int, default=10_000, help="executions of each target")
    parser.add_argument("--seed", type=int, default=0, help="another seed, other bytes")
    parser.add_argument("--crashes", type=Path, help="a folder for the bytes that failed")
    return parser.parse_args()


def main() -> int:
    """Run, print one line per target, and return 1 if a target crashed."""
    asked = _arguments()
    total = 0
    for name in asked.targets:

        def keep(data: bytes, problem: str, name: str = name) -> None:
            print(f"  {name}: {problem}", flush=True)
            if asked.crashes is not None:
                asked.crashes.mkdir(parents=True, exist_ok=True)
                file = f"{name}-{sha256(data).hexdigest()[:12]}"
                (asked.crashes / file).write_bytes(data)

        start = time.perf_counter()
        crashes = run(name, runs=asked.runs, seed=asked.seed, keep=keep)
        rate = asked.runs / (time.perf_counter() - start)
        print(
            f"{name}: {asked.runs} executions, {crashes} crashes, {rate:.0f} a second", flush=True
        )
        total += crashes
    return int(total > 0)


if __name__ == "__main__":
    sys.exit(main())
