"""A batch against a plain script: CPU a brief, scaling, overhead, memory, and nothing to do.

Everything is measured in the same run. The plain script is what one writes without reportgen:
a process a report, pandas, matplotlib and WeasyPrint, on the words and tables of the same
brief. R Markdown and papermill are named where they are not installed, and not guessed.
Ratios hold from machine to machine; seconds are those of the machine that measured.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks import batch_parts

ROOT = Path(__file__).parent.parent
DATA = ROOT / "configs" / "women-in-medicine" / "data"
CONFIGURATION = """\
reportgen: 1
organization: {{id: org-{number:04}, name: Organization {number}}}
intervention: {{on: 2019-07-01, label: Trainee co-leads installed}}
metrics:
  followers: {{kind: level, file: data/twitter.csv, date: month, value: followers}}
  impressions: {{kind: count, file: data/twitter.csv, date: month, value: impressions}}
"""
TABLE = Path(__file__).with_suffix(".md")
BATCH = (
    sys.executable,
    "-c",
    "import sys; from reportgen.batch.command import batch; batch(sys.argv[1:])",
)
BRIEFS = 12
UNCHANGED = 1000
CHANGED = 10
COLD_RUNS = 3

PLAIN_SCRIPT = """
import io, sys
from pathlib import Path
import matplotlib
matplotlib.use("svg")
import matplotlib.pyplot as plt
import pandas as pd
from scipy import stats
from weasyprint import HTML
body, data, output = (Path(name) for name in sys.argv[1:4])
frames = [pd.read_csv(path, comment="#") for path in sorted(data.glob("*.csv"))]
frame = next(item for item in frames if len(item.select_dtypes("number").columns) > 1)
columns = list(frame.select_dtypes("number").columns)[:2]
figures, facts = [], []
for place in range(3):
    column = columns[place % 2]
    values = frame[column].to_numpy(float)
    half = len(values) // 2
    facts.append(stats.linregress(range(half), values[:half]))
    facts.append(stats.ttest_ind(values[half:], values[:half], equal_var=False))
    figure, axes = plt.subplots(figsize=(4.6, 2.0))
    axes.plot(values, "o")
    for part in (slice(0, half), slice(half, None)):
        times = list(range(len(values)))[part]
        line = stats.linregress(times, values[part])
        axes.plot(times, [line.intercept + line.slope * t for t in times])
    axes.axvline(half)
    file = io.StringIO()
    figure.savefig(file, format="svg")
    figures.append(file.getvalue()[file.getvalue().index("<svg"):])
page = body.read_text().replace("<!-- figures -->", "".join(figures))
(output / "plain.html").write_text(page)
HTML(string=page).write_pdf(output / "plain.pdf", pdf_tags=True)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one finished process took."""

    cpu: float
    wall: float


def cost_of(command: list[str]) -> Cost:
    """Run a process and return what it took, by the system's own accounting."""
    start = time.monotonic()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[:4]} ended with {process.returncode}")
    return Cost(cpu=usage.ru_utime + usage.ru_stime, wall=time.monotonic() - start)


def copies(folder: Path, count: int) -> list[Path]:
    """Write a configuration with its data several times, each as another organization."""
    found = []
    for number in range(count):
        here = folder / f"org-{number:04}"
        shutil.copytree(DATA, here / "data")
        path = here / f"org-{number:04}.yaml"
        path.write_text(CONFIGURATION.format(number=number))
        found.append(path)
    return found


def run_batch(paths: list[Path], output: Path, workers: int) -> tuple[Cost, list[dict[str, float]]]:
    """Build all, and return the whole cost and each report's."""
    options = ["--output", str(output), "--jobs", str(workers), "--force", "--no-portfolio"]
    whole = cost_of([*BATCH, *map(str, paths), *options])
    return whole, events(output, "report")


def plain_command(folder: Path, built: Path) -> list[str]:
    """Return the command of the plain script, on the words of a built brief."""
    page = (built / "editorial.html").read_text()
    page = re.sub(r"<(script|style|svg)\b.*?</\1>", "", page, flags=re.DOTALL)
    head = (
        f"One brief: {found.size}, HTML and PDF. CPU is the median of several whole processes. "
        f"{os.cpu_count()} processors, {os.getloadavg()[0]:.0f} processes busy at the end.\n\n"
    )
    return head + "\n".join(lines) + "\n" + note


if __name__ == "__main__":
    main()
