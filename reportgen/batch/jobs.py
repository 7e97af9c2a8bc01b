"""Convert configurations named on the command line to jobs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reportgen.batch.job import Job
from reportgen.regular_file import real_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def jobs_of(configurations: Sequence[Path]) -> tuple[Job, ...]:
    """Return one job per configuration, without duplicates, sorted by path.

    Records name a configuration by its path relative to the common folder of all, so that they
    do not depend on the location of that folder.
    """
    paths = sorted({real_path(path): path for path in configurations}.items())
    if not paths:
        return ()
    common = os.path.commonpath([real.parent for real, _ in paths])
    return tuple(
        Job(configuration=path, shown=real.relative_to(common).as_posix()) for real, path in paths
    )
