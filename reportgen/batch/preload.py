"""Warm up the fork server, so that child processes start with everything imported.

Importing this module builds one small brief from made-up data and discards it: the children
inherit everything that a build imports, opens and caches.
"""

from __future__ import annotations

import contextlib
import gc
import os
import tempfile
from pathlib import Path

CONFIGURATION = """\
reportgen: 1
organization: {name: Warm-up}
brief: {synthetic: true}
intervention: {on: 2020-04-01}
metrics:
  members: {kind: level, file: data.csv, date: month, value: members}
  visits: {kind: count, file: data.csv, date: month, value: visits}
"""


def warm_up() -> None:
    """Build a small brief in a temporary folder."""
    from reportgen.pipeline import BuildOptions, build_brief

    rows = [f"2020-{month:02},{40 + month * month % 7},{9 + month % 5}" for month in range(1, 9)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "warm.yaml").write_text(CONFIGURATION)
        (folder / "data.csv").write_text("\n".join(["month,members,visits", *rows]) + "\n")
        build_brief(folder / "warm.yaml", BuildOptions(output=folder / "output"))


def _keep() -> None:
    # There is one process per report: threads of a linear-algebra library would compete.
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    # A failure here costs time only: a child imports what is missing by itself.
    with contextlib.suppress(Exception):
        warm_up()
    gc.collect()
    gc.freeze()  # pages stay shared as long as the collector does not write to them


_keep()
