"""What checking costs: a hundred configurations in one process, and single cold commands.

The goals: 100 configurations of about 60 lines in 5 s; a cold check of one with its data in
1.0 s CPU; ``--help`` and ``schema`` in 0.4 s.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.cold_build import cpu_and_memory
from reportgen.config.loader import load_configuration
from reportgen.data.loader import load_dataset
from reportgen.starter.folder import write_starter

RUNS = 5
CONFIGS = 100
GOALS = {"100 configs": 5.0, "check": 1.0, "--help": 0.4, "schema": 0.4}
COLD = {
    "check": ["check", "club.yaml"],
    "--help": ["--help"],
    "schema": ["schema"],
}


def many_configs(folder: Path) -> tuple[float, int]:
    """Return CPU seconds for checking many configurations, and the lines of each."""
    made = write_starter(folder / "club").files[0]
    text = made.read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    paths = []
    for number in range(CONFIGS):
        path = made.with_name(f"club-{number}.yaml")
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")
        paths.append(path)
    start = time.process_time()
    for path in paths:
        assert load_configuration(path).configuration is not None
    return time.process_time() - start, len(kept)


def with_data(folder: Path) -> float:
    """Return CPU seconds for one warm check with its data."""
    path = folder / "club" / "club-0.yaml"
    start = time.process_time()
    configuration = load_configuration(path).configuration
    assert configuration is not None
    assert load_dataset(configuration).dataset is not None
    return time.process_time() - start


def cold(arguments: list[str], folder: Path) -> float:
    """Return the median CPU seconds of a command in a process of its own."""
    config = folder / "club" / "club.yaml"
    words = [str(config) if word == "club.yaml" else word for word in arguments]
    command = [sys.executable, "-m", "reportgen", *words]
    return statistics.median(cpu_and_memory(command)[0] for _ in range(RUNS))


def report(name: str, seconds: float, goal: float | None) -> None:
    """Print one line."""
    against = f"   goal {goal:.1f} s" if goal is not None else ""
    print(f"  {name:<44}{seconds:6.2f} s{against}")


def main() -> None:
    """Print the table."""
    print("Checking, CPU seconds")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seconds, lines = many_configs(folder)
        report(f"{CONFIGS} configurations of {lines} lines", seconds, GOALS["100 configs"])
        report("one with its data (800 rows), warm", with_data(folder), None)
        for command, arguments in COLD.items():
            report(f"cold `reportgen {command}`", cold(arguments, folder), GOALS[command])


if __name__ == "__main__":
    main()
