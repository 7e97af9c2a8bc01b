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
    head = "<style>body{font:10pt serif} table{border-collapse:collapse;font-size:8pt}</style>"
    page = page.replace("</head>", head + "</head>")
    page = page.replace("</h1>", "</h1><!-- figures -->", 1)
    script, body = folder / "plain.py", folder / "body.html"
    script.write_text(PLAIN_SCRIPT)
    body.write_text(page)
    return [sys.executable, str(script), str(body), str(DATA), str(folder)]


def fake_unchanged(folder: Path, output: Path, built: Path, count: int) -> list[Path]:
    """Lay down editions that are current: the same bytes a thousand times, each with its key."""
    from reportgen.batch.content import INPUTS, KEY, MADE_WITH, common_parts, content_key
    from reportgen.pipeline import BuildOptions

    common = common_parts(BuildOptions(output=output))
    manifest = json.loads((built / "manifest.json").read_bytes())
    paths = copies(folder, count)
    for path in paths:
        target = output / path.parent.name
        shutil.copytree(built, target)
        hashed = sha256(path.read_bytes()).hexdigest()
        inputs = {
            "configuration": {"file": path.name, "sha256": hashed},
            "files": manifest[INPUTS]["files"],
        }
        own = manifest | {
            "organization": path.parent.name,
            "configuration_sha256": hashed,
            INPUTS: inputs,
            MADE_WITH: common,
            KEY: content_key(common, inputs),
        }
        (target / "manifest.json").write_text(json.dumps(own))
    return paths


def others() -> list[str]:
    """Return what could not be measured, by name."""
    rivals = {
        "R Markdown": ("Rscript", "pandoc", "pdflatex"),
        "papermill and nbconvert": ("papermill", "jupyter-nbconvert"),
    }
    return [name for name, tools in rivals.items() if not all(map(shutil.which, tools))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Everything that the table shows: seconds, megabytes, and counts."""

    size: str
    one: Cost
    two: Cost
    reports: list[dict[str, float]]
    cold: float
    plain: float
    nothing: Cost
    few: Cost
    page_seconds: float
    handing_out: float
    around: float
    growth_mb: float


def main() -> None:
    """Measure, print the table, and write it."""
    with tempfile.TemporaryDirectory() as name:
        table = report_table(measure(Path(name)))
    print(table)
    TABLE.write_text(table)


def measure(folder: Path) -> Measured:
    """Return all measurements, made one after the other in a folder."""
    output = folder / "output"
    paths = copies(folder / "orgs", BRIEFS)
    one, reports = run_batch(paths, output, 1)
    two, _ = run_batch(paths, output, 2)
    built = output / "org-0000"
    cold_command = [sys.executable, "-m", "reportgen", "build", str(paths[0])]
    cold_command += ["--output", str(folder / "cold")]
    plain_command_line = plain_command(folder, built)
    unchanged = folder / "unchanged"
    same = fake_unchanged(folder / "same", unchanged, built, UNCHANGED)
    nothing, few, page_seconds = incremental(same, unchanged)
    handing_out, growth_mb = batch_parts.handing_out(same, folder / "handed")
    return Measured(
        size=size_of(built),
        one=one,
        two=two,
        reports=reports,
        cold=statistics.median(cost_of(cold_command).cpu for _ in range(COLD_RUNS)),
        plain=statistics.median(cost_of(plain_command_line).cpu for _ in range(COLD_RUNS)),
        nothing=nothing,
        few=few,
        page_seconds=page_seconds,
        handing_out=handing_out,
        around=batch_parts.around_a_brief(paths[0], folder / "around"),
        growth_mb=growth_mb,
    )


def incremental(paths: list[Path], output: Path) -> tuple[Cost, Cost, float]:
    """Return what a batch costs when nothing changed, when ten did, and its portfolio alone."""
    command = [*BATCH, *map(str, paths), "--output", str(output)]
    nothing = cost_of([*command, "--no-portfolio"])
    assert len(events(output, "unchanged")) == len(paths)
    for path in paths[:CHANGED]:
        path.write_text(path.read_text().replace("Trainee co-leads", "New co-leads"))
    few = cost_of(command)
    assert len(events(output, "report")) == CHANGED
    (page,) = events(output, "portfolio")
    return nothing, few, float(page["seconds"])


def events(output: Path, kind: str) -> list[dict[str, Any]]:
    """Return the events of one kind of the last batch."""
    lines = (output / "events.jsonl").read_text().splitlines()
    return [event for event in map(json.loads, lines) if event["event"] == kind]


def size_of(built: Path) -> str:
    """Return how many pages and figures a brief has, in words."""
    import pikepdf

    with pikepdf.open(built / "editorial.pdf") as document:
        pages = len(document.pages)
    figures = (built / "editorial.html").read_text().count('<figure class="figure"')
    return f"{pages} pages and {figures} figures"


def report_table(found: Measured) -> str:
    """Return the measurements as a Markdown table."""
    warm = statistics.median(report["cpu_seconds"] for report in found.reports)
    peak = max(report["peak_mb"] for report in found.reports)
    overhead = (found.handing_out + found.around) * 1000
    faster = found.one.wall / found.two.wall
    rows = [
        ("Plain script, one report, CPU", f"{found.plain:.2f} s", "1", ""),
        (
            "Cold `reportgen build`, CPU",
            f"{found.cold:.2f} s",
            f"{found.cold / found.plain:.2f} of the script's",
            "0.70",
        ),
        (
            "Warm in a batch, a brief, CPU",
            f"{warm:.2f} s",
            f"{found.plain / warm:.1f} in the script's time",
            "6",
        ),
        (f"{BRIEFS} briefs, 1 worker, start included", f"{found.one.wall:.1f} s", "1", ""),
        (
            f"{BRIEFS} briefs, 2 workers, start included",
            f"{found.two.wall:.1f} s",
            f"{faster:.2f} times as fast",
            "",
        ),
        ("A batch's own overhead, a report", f"{overhead:.0f} ms", "", "40 ms"),
        (f"{UNCHANGED:,} organizations, nothing changed", f"{found.nothing.wall:.1f} s", "", "3 s"),
        (
            f"The same, {CHANGED} changed: those and the portfolio",
            f"{found.few.wall:.1f} s",
            f"{found.page_seconds:.1f} s of it the portfolio",
            "",
        ),
        ("The supervisor's growth, a thousand reports", f"{found.growth_mb:.1f} MB", "", "1 MB"),
        ("Most memory of a worker", f"{peak:.0f} MB", "", "300 MB"),
    ]
    lines = ["| What | Measured | Ratio | Goal |", "|---|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    missing = others()
    note = f"\nNot installed here, so not measured: {', '.join(missing)}.\n" if missing else "\n"
    head = (
        f"One brief: {found.size}, HTML and PDF. CPU is the median of several whole processes. "
        f"{os.cpu_count()} processors, {os.getloadavg()[0]:.0f} processes busy at the end.\n\n"
    )
    return head + "\n".join(lines) + "\n" + note


if __name__ == "__main__":
    main()
