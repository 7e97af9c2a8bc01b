"""A batch of a thousand: its own overhead, its memory, and what it costs where little changed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks import batch_parts
from benchmarks.table import Row, table_of

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
BATCH = (sys.executable, "-m", "reportgen", "batch")
BRIEFS = 6
ORGANIZATIONS = 1000
CHANGED = 10


def main() -> None:
    """Measure and print the table."""
    with tempfile.TemporaryDirectory() as name:
        print(table_of(rows(Path(name)), f"{ORGANIZATIONS:,} organizations of two metrics each"))


def rows(folder: Path) -> list[Row]:
    """Return all measurements, made one after the other in a folder."""
    output, few = folder / "output", copies(folder / "few", BRIEFS)
    seconds_of([*BATCH, *map(str, few), "--output", str(output), "--no-portfolio"])
    peak = max(float(report["peak_mb"]) for report in events(output, "report"))
    unchanged, built = folder / "unchanged", output / few[0].stem
    paths = lay_down(folder / "same", unchanged, built, ORGANIZATIONS)
    command = [*BATCH, *map(str, paths), "--output", str(unchanged)]
    nothing = seconds_of([*command, "--no-portfolio"])
    assert len(events(unchanged, "unchanged")) == len(paths)
    for path in paths[:CHANGED]:
        path.write_text(path.read_text().replace("Trainee co-leads", "New co-leads"))
    changed = seconds_of(command)
    assert len(events(unchanged, "report")) == CHANGED
    (page,) = events(unchanged, "portfolio")
    handing_out, growth_mb = batch_parts.handing_out(paths, folder / "handed")
    overhead = (handing_out + batch_parts.around_a_brief(few[0], folder / "around")) * 1000
    return [
        Row(what="A batch's own work, a report", measured=f"{overhead:.0f} ms", goal="40 ms"),
        Row(
            what=f"{ORGANIZATIONS:,} organizations, nothing changed",
            measured=f"{nothing:.1f} s",
            goal="3 s",
        ),
        Row(
            what=f"The same, {CHANGED} changed: those and the page over all",
            measured=f"{changed:.1f} s",
            ratio=f"{page['seconds']:.1f} s of it the page",
        ),
        Row(
            what="The supervisor's growth, a thousand reports",
            measured=f"{growth_mb:.1f} MB",
            goal="1 MB",
        ),
        Row(what="The most memory of a worker", measured=f"{peak:.0f} MB", goal="300 MB"),
    ]


def seconds_of(command: list[str]) -> float:
    """Run a process to its end, and return how long it took by the clock."""
    start = time.monotonic()
    kept = {key: text for key, text in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, cwd=ROOT, env=kept)
    return time.monotonic() - start


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


def lay_down(folder: Path, output: Path, built: Path, count: int) -> list[Path]:
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


def events(output: Path, kind: str) -> list[dict[str, Any]]:
    """Return the events of one kind of the last batch."""
    lines = (output / "events.jsonl").read_text().splitlines()
    return [event for event in map(json.loads, lines) if event["event"] == kind]


if __name__ == "__main__":
    main()
