"""Configurations named on the command line as jobs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reportgen.batch.job import Job

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def jobs_of(configurations: Sequence[Path]) -> tuple[Job, ...]:
    """Return a job a configuration, each file once, in the order of their names.

    Records name a configuration by its path below the folder that all have in common, so
    that they do not depend on where that folder is.
    """
    paths = sorted({path.resolve(): path for path in configurations}.items())
    if not paths:
        return ()
    common = os.path.commonpath([real.parent for real, _ in paths])
    return tuple(
        Job(configuration=path, shown=real.relative_to(common).as_posix()) for real, path in paths
    )
