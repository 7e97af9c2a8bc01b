"""What one cold ``reportgen build`` costs, as a whole process and by part.

The whole is measured by the operating system's accounting of finished processes; the parts
by process time inside one warm-free process, so that they add up to nearly the whole.
"""

from __future__ import annotations

import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "configs" / "women-in-medicine" / "women-in-medicine.yaml"
RUNS = 5

PARTS = """
import json, sys, time
start = time.process_time(); marks = []
def mark(name): marks.append((name, time.process_time()))
from pathlib import Path
from reportgen.pipeline import BuildOptions, build_brief
import numpy, scipy.special; mark("import numpy, scipy.special")
import matplotlib.figure; mark("import matplotlib")
import jinja2, weasyprint; mark("import jinja2, weasyprint")
build_brief(Path(sys.argv[1]), BuildOptions(output=Path(sys.argv[2])), tell=mark)
mark("done")
print(json.dumps({"start": start, "marks": marks}))
"""


def user_environment() -> dict[str, str]:
    """Return the environment in which Python keeps its compiled modules, as it does by default."""
    return {key: text for key, text in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def cpu_and_memory(command: list[str]) -> tuple[float, float]:
    """Return CPU seconds and peak memory in MB of one finished process."""
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=user_environment()
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def parts(folder: str) -> list[tuple[str, float]]:
    """Return the CPU seconds of each part of one cold build."""
    done = subprocess.run(
        [sys.executable, "-c", PARTS, str(EXAMPLE), folder],
        capture_output=True,
        env=user_environment(),
        text=True,
        check=True,
    )
    report = json.loads(done.stdout)
    marks = report["marks"]
    imports = [("interpreter and reportgen", report["start"])]
    previous = report["start"]
    for name, at in marks[:3]:
        imports.append((name, at - previous))
        previous = at
    steps = [(name, after - at) for (name, at), (_, after) in itertools.pairwise(marks[3:])]
    return imports + steps


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "reportgen", "build", str(EXAMPLE), "--output", folder]
        runs = [cpu_and_memory(command) for _ in range(RUNS)]
        print("Cold `reportgen build`, HTML and PDF, median of", RUNS)
        print(f"  CPU {statistics.median(run[0] for run in runs):.2f} s")
        print(f"  peak memory {statistics.median(run[1] for run in runs):.0f} MB")
        print("By part, CPU seconds, one run")
        for name, seconds in parts(folder):
            print(f"  {name:<28}{seconds:6.2f}")


if __name__ == "__main__":
    main()
