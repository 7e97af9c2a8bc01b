"""Organizations with any number of metrics and goals, for reports of a fixed number of pages."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

NAMES = (
    "visits to the clinic",
    "meals served",
    "volunteer hours",
    "regular donors",
    "calls to the help line",
    "serious incidents",
    "nights of shelter",
    "children in the reading groups",
)
MONTHS = 30
_ASKS = """
  front: {paper: 4, item: 6, meeting: 2026-07-16, sponsor: Director, considered_by: Finances,
    objectives: Safe nights, risks: "R3, staffing"}
  asks:
    - kind: approve
      what: Approve $38,000 from the reserve for two night posts, October 2026 to March 2027.
      reason: Since January one person has covered each night. Two posts put a second one on duty.
      currency: USD
      cost: 38000
      reserve_before: 212000
      reserve_after: 174000
      reserve_minimum: 150000
      alternatives: Volunteers at weekends, $4,000. A security firm, $61,000. Closing eight beds.
      by: 2026-07-16
      otherwise: Hiring takes ten weeks. Without the posts one person goes on covering each night.
      how_known: Two incidents a month or fewer by March; first look in January.
      proposed_by: Night team lead
      supported_by: [the finance committee]
"""
_VIEW = """
    why: Most of what changed came with the second site, which opened in the spring.
    next: {what: Agree referrals with the city, who: Team lead, by: 2026-09-30}
    expected: 2026-11
"""


def _noise(*place: int) -> float:
    """Return a number between -6 and 6 that looks like chance and is always the same."""
    return sha256(repr(place).encode()).digest()[0] / 255 * 12 - 6


def write_organization(
    folder: Path, *, metrics: int, goals: int, page_size: str = "a4", is_rich: bool = False
) -> Path:
    """Write a configuration with its data, and return its path.

    Parameters
    ----------
    folder : Path
        Where both are written.
    metrics, goals : int
        How many; further goals than metrics are second goals of the first metrics.
    page_size : str
        ``a4`` or ``letter``.
    is_rich : bool
        Whether it has a front sheet, asks, and an owner's view of each metric.
    """
    folder.mkdir(parents=True, exist_ok=True)
    columns = []
    for place in range(metrics):
        level = 20 * (place + 2)
        slope = (0.0, 0.0, -0.9, 1.1)[place % 4]
        columns.append([round(level + slope * at + _noise(place, at)) for at in range(MONTHS)])
    rows = ["month," + ",".join(f"m{place}" for place in range(metrics))]
    for at in range(MONTHS):
        month = f"{2024 + at // 12}-{at % 12 + 1:02}"
        rows.append(",".join([month, *(str(max(column[at], 0)) for column in columns)]))
    (folder / "data.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    text = [
        "reportgen: 1",
        "organization: {name: Example Organization}",
        "brief:",
        f"  kind: board\n  page_size: {page_size}\n  report_date: 2026-07-10",
        _ASKS.strip("\n") if is_rich else "",
        "reporting_period: {from: 2026-01, to: 2026-06}",
        "metrics:",
    ]
    view = _VIEW.rstrip() if is_rich else ""
    for place, label in enumerate(NAMES[:metrics]):
        text += [
            f"  m{place}:",
            f"    label: {label}",
            f"    unit: {label.split()[0]}",
            "    kind: count",
            "    file: data.csv",
            "    date: month",
            f"    value: m{place}{view}",
        ]
    if goals:
        text.append("goals:")
    for place in range(goals):
        metric = place % metrics
        target = 20 * (metric + 2) + (6, -10)[place % 2]
        measure = f"quantity: m{metric}.mean.reporting.mean, target: {target}, direction: at_least"
        text += [
            f"  - id: g{place}",
            f"    specific: Reach {target} {NAMES[metric]} in an average month",
            f"    measurable: {{{measure}}}",
            "    achievable: It was so in 2024.",
            "    relevant: It matters.",
            f"    time_bound: {('2026-06-30', '2026-12-31')[place // metrics % 2]}",
            f"    owner: Team {place + 1}",
        ]
    path = folder / "organization.yaml"
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    return path
