"""`python -m tests.mutation`: change the code in small ways and count what the tests notice."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
import tomllib
from collections import Counter
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.mutation.children import warm_up
from tests.mutation.mutants import mutants_of
from tests.mutation.reach import reach_of
from tests.mutation.rooms import ROOT, TESTS, files_of, source_of
from tests.mutation.trial import try_out

if TYPE_CHECKING:
    from tests.mutation.mutants import Mutant

EQUIVALENT = Path(__file__).parent / "equivalent.toml"


@cache
def every_mutant(room: str) -> tuple[Mutant, ...]:
    """Return the mutants of all files of a room, in a fixed order."""
    return tuple(mutant for path in files_of(room) for mutant in mutants_of(path, source_of(path)))


def sample_of(size: int, seed: int) -> dict[str, list[Mutant]]:
    """Return mutants of each room, in proportion to how many it has.

    A change of the code changes the sample only by the mutants that it makes or unmakes.
    """
    every = {room: every_mutant(room) for room in TESTS}
    total = sum(map(len, every.values()))

    def lot(mutant: Mutant) -> str:
        return sha256(f"{seed} {mutant.name}".encode()).hexdigest()

    return {
        room: sorted(found, key=lot)[: round(size * len(found) / total)]
        for room, found in every.items()
    }


def equivalent() -> dict[str, str]:
    """Return the mutants that no test can notice, by name, each with the reason."""
    entries = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))["mutant"]
    return {entry["name"]: entry["reason"] for entry in entries}


def _former(log: Path, *, again: bool) -> dict[str, dict[str, Any]]:
    """Return what is known of mutants from former runs; the last line on each counts."""
    if not log.exists():
        return {}
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    known = {line["name"]: line for line in lines}
    return {name: line for name, line in known.items() if not (again and _lives(line))}


def _lives(line: dict[str, Any]) -> bool:
    return bool(line["result"] == "survived")


def _try_room(room: str, mutants: list[Mutant], log: Path, *, again: bool) -> list[dict[str, Any]]:
    known = _former(log, again=again)
    reach = reach_of(room, log.parent)
    lines = []
    for mutant in mutants:
        line = known.get(mutant.name)
        if line is None:
            tests = reach.tests_for(mutant)
            start = time.monotonic()
            trial = try_out(mutant, tests, sum(reach.seconds[test] for test in tests))
            line = {
                "name": mutant.name,
                "room": room,
                "line": mutant.lines[0],
                "kind": mutant.kind,
                "result": trial.result,
                "by": trial.by,
                "seconds": round(time.monotonic() - start, 1),
            }
            with log.open("a", encoding="utf-8") as kept:
                kept.write(json.dumps(line) + "\n")
        lines.append(line)
    return lines


def _report(room: str, lines: list[dict[str, Any]], named: dict[str, str]) -> int:
    """Print a room's numbers and its survivors, and return how many of them have no reason."""
    counted = Counter(line["result"] for line in lines)
    killed = len(lines) - counted["survived"]
    equal = [line for line in lines if _lives(line) and line["name"] in named]
    print(
        f"{room}: {killed} of {len(lines)} noticed ({killed / max(len(lines), 1):.1%}, "
        f"{counted['timed out']} of them by their time limit); {len(equal)} survive that no test "
        "can notice"
    )
    open_ones = [line for line in lines if _lives(line) and line["name"] not in named]
    for line in open_ones:
        print(f"  survived ({line['by'] or line['kind']}), line {line['line']}: {line['name']}")
    return len(open_ones)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--sample", type=int, default=600, help="mutants of all rooms together")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other mutants")
    parser.add_argument("--room", choices=list(TESTS), help="this room's part of the sample alone")
    parser.add_argument("--again", action="store_true", help="try former survivors once more")
    parser.add_argument("--log", type=Path, default=ROOT / ".cache" / "mutation", metavar="FOLDER")
    return parser.parse_args()


def main() -> int:
    """Run what the log doesn't hold yet; return 1 where a survivor has no reason."""
    asked = _arguments()
    os.chdir(ROOT)
    asked.log.mkdir(parents=True, exist_ok=True)
    log = asked.log / f"seed-{asked.seed}.jsonl"
    warm_up()
    unexplained = 0
    for room, mutants in sample_of(asked.sample, asked.seed).items():
        if asked.room in {None, room}:
            lines = _try_room(room, mutants, log, again=asked.again)
            unexplained += _report(room, lines, equivalent())
    return int(unexplained > 0)


if __name__ == "__main__":
    sys.exit(main())
