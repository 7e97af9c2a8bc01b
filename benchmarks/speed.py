"""Benchmark a brief against other ways to make it, and print one table.

An editorial of six pages with three figures, as HTML and PDF, is compared with a plain script
that makes the same text, tables and number of figures with pandas, matplotlib, Jinja and
WeasyPrint; each runs in a process. CPU seconds are those of the operating system for whole
processes, the minimum of several runs. R Markdown and papermill are listed if not installed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.plain_words import plain_template
from benchmarks.table import Row, table_of

ROOT = Path(__file__).parent.parent
SUBJECT = Path(__file__).parent / "six_pages"
CONFIGURATION = SUBJECT / "six-pages.yaml"
SCRIPT = Path(__file__).parent / "plain_script" / "report.py"
TABLE = Path(__file__).with_suffix(".md")
FIGURES = 3
# Runs of the same command vary with the load, so one is not enough.
RUNS = 5
BRIEFS = 12
MANY = 120
"""Number of briefs for two workers, enough to outweigh the 3 s that a batch needs to start."""
ROOTED_PDF = Path("six-pages") / "editorial.pdf"
RIVALS = {
    "R Markdown": ("Rscript", "pandoc", "pdflatex"),
    "papermill with nbconvert": ("papermill", "jupyter-nbconvert"),
}


_UNSCALED = Row(
    what=f"{MANY} briefs, 2 workers for 1",
    measured="not measured: others were at work on the machine",
    goal="1.85",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Wall time of a batch, and CPU seconds of each report in its child process."""

    wall: float
    reports: tuple[float, ...]


def main() -> None:
    """Measure, print the table, and write it next to this file."""
    with tempfile.TemporaryDirectory() as name:
        rows = measured_rows(Path(name))
    table = table_of(rows, "Six pages, three figures, HTML and PDF")
    print(table)
    TABLE.write_text(table, encoding="utf-8")


def measured_rows(folder: Path) -> list[Row]:
    """Return every row."""
    is_quiet = os.getloadavg()[0] < (os.cpu_count() or 1)
    paths = copies(folder / "organizations", BRIEFS)
    plain, cold = plain_command(folder), build_command(folder / "cold")
    times: dict[str, list[float]] = {"plain": [], "cold": []}
    batches = []
    for run in range(RUNS):
        times["plain"].append(cpu_seconds(plain))
        times["cold"].append(cpu_seconds(cold))
        if run % 2 == 0:
            batches.append(run_batch(paths, folder / "one", workers=1))
    script, single = min(times["plain"]), min(times["cold"])
    warm = min(median(batch.reports) for batch in batches)
    sizes = [page_count(folder / "report.pdf"), page_count(folder / "cold" / ROOTED_PDF)]
    print(f"pages: plain script {sizes[0]}, reportgen {sizes[1]}", file=sys.stderr)
    return [
        Row(what="Plain script, cold, CPU", measured=f"{script:.2f} s", ratio="1"),
        Row(
            what="`reportgen build`, cold, CPU",
            measured=f"{single:.2f} s",
            ratio=f"{single / script:.2f} of the script",
            goal="0.70",
        ),
        Row(
            what="A brief in a batch, CPU",
            measured=f"{warm:.2f} s",
            ratio=f"{script / warm:.1f} in the script's time",
            goal="6",
        ),
        scaling_row(folder) if is_quiet else _UNSCALED,
        *checking_rows(folder),
        *(Row(what=name, measured="not installed") for name in missing()),
    ]


def copies(folder: Path, count: int) -> list[Path]:
    """Write copies of the configuration as different organizations with their own data."""
    text = CONFIGURATION.read_text(encoding="utf-8")
    found = []
    for number in range(count):
        here = folder / f"six-pages-{number:02}"
        here.mkdir(parents=True)
        shutil.copy(SUBJECT / "members.csv", here)
        path = here / f"six-pages-{number:02}.yaml"
        path.write_text(text.replace("id: six-pages", f"id: six-pages-{number:02}"))
        found.append(path)
    return found


def build_command(output: Path) -> list[str]:
    """Return the command of a build in a new process."""
    return [sys.executable, "-m", "reportgen", "build", str(CONFIGURATION), "--output", str(output)]


def plain_command(folder: Path) -> list[str]:
    """Return the command of the plain script on the text of the built brief."""
    from reportgen.pipeline import (
        BuildOptions,
        analyse_organization,
        load_organization,
        prepare_brief,
    )
    from reportgen.render.pdf.pdf_file import print_page
    from reportgen.render.templates.template_files import template_folders

    analysed = analyse_organization(load_organization(CONFIGURATION))
    assert analysed is not None
    composed = prepare_brief(analysed, "editorial", BuildOptions(output=folder), lambda _: None)
    text, figures = plain_template(print_page(composed.brief, template_folders(None)))
    assert figures == FIGURES
    template = folder / "report.html.j2"
    template.write_text(text, encoding="utf-8")
    return [sys.executable, str(SCRIPT), str(SUBJECT / "members.csv"), str(template), str(folder)]


def run_batch(paths: list[Path], output: Path, *, workers: int) -> Batch:
    """Rebuild all, and return the times."""
    words = [*map(str, paths), "--output", str(output), "--jobs", str(workers)]
    words += ["--force", "--no-portfolio"]
    start = time.monotonic()
    cpu_seconds([sys.executable, "-m", "reportgen", "batch", *words])
    wall = time.monotonic() - start
    lines = (output / "events.jsonl").read_text(encoding="utf-8").splitlines()
    events = [json.loads(line) for line in lines]
    reports = tuple(event["cpu_seconds"] for event in events if event["event"] == "report")
    assert len(reports) == len(paths)
    return Batch(wall=wall, reports=reports)


def scaling_row(folder: Path) -> Row:
    """Return the speedup of two workers, including their start."""
    paths = copies(folder / "many", MANY)
    one, two = (run_batch(paths, folder / f"by-{n}", workers=n).wall for n in (1, 2))
    return Row(
        what=f"{MANY} briefs, 2 workers for 1, start included",
        measured=f"{one:.1f} to {two:.1f} s",
        ratio=f"{one / two:.2f} times as fast",
        goal="1.85",
    )


def checking_rows(folder: Path) -> list[Row]:
    """Return the times of `verify` and `check` in new processes."""
    made = str(folder / "cold" / ROOTED_PDF)
    commands = {
        "`reportgen verify`, its ledger, CPU": (["verify", made], "3 s"),
        "`reportgen verify --data`, CPU": (["verify", made, "--data", str(SUBJECT)], "3 s"),
        "`reportgen check`, CPU": (["check", str(CONFIGURATION)], "2 s"),
    }
    return [
        Row(what=what, measured=f"{cold_cpu(words):.2f} s", goal=goal)
        for what, (words, goal) in commands.items()
    ]


def cold_cpu(words: list[str]) -> float:
    """Return the median CPU seconds of a command in new processes."""
    command = [sys.executable, "-m", "reportgen", *words]
    return median(cpu_seconds(command) for _ in range(RUNS))


def cpu_seconds(command: list[str]) -> float:
    """Run a command and return its CPU seconds, with bytecode caching as by default."""
    environment = {
        key: text for key, text in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"
    }
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def missing() -> list[str]:
    """Return the names of alternatives that are not installed."""
    return [name for name, tools in RIVALS.items() if not all(map(shutil.which, tools))]


def page_count(file: Path) -> int:
    """Return the number of pages of a PDF."""
    import pypdfium2

    return len(pypdfium2.PdfDocument(file))


if __name__ == "__main__":
    main()
