"""A report maker whose inputs are changed or removed meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.batch.child import make_report

if TYPE_CHECKING:
    from reportgen.batch.job import Report, Task


def make_report_of_changed_inputs(task: Task) -> Report:
    """Change the inputs in the way that the organization's id names, then make the report."""
    path = task.job.configuration
    data = path.parent / "data.csv"
    name = task.organization
    if name == "data-gone":
        data.unlink()
    elif name == "data-torn":
        data.write_bytes(data.read_bytes()[:40])
    elif name == "configuration-gone":
        path.unlink()
    elif name == "configuration-torn":
        path.write_bytes(path.read_bytes()[:70])
    elif name == "another-now":
        path.write_text(path.read_text().replace("id: another-now", "id: somebody-else"))
    elif name == "link-now":
        data.unlink()
        data.symlink_to("/etc/hostname")
    return make_report(task)
