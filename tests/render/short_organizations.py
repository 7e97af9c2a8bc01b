"""Organizations with any number of metrics and goals, for reports of a fixed number of pages."""

from __future__ import annotations

import random
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
  front: {paper: 4, item: 6, meeting: 2026-07-16, sponsor: Director, considered_by: Finance committee,
    objectives: Safe nights, risks: "R3, staffing"}
  asks:
    - kind: approve
      what: Approve $38,000 from the reserve for two night posts, October 2026 to March 2027.
      reason: Since January one person has covered each night. Two posts put a second person on duty.
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
    why: Most of what changed came with the second site, which opened in the spring and is still new.
    next: {what: Agree referrals with the city, who: Team lead, by: 2026-09-30}
    expected: 2026-11
"""


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
    chance = random.Random(metrics * 10 + goals)  # noqa: S311
    columns = []
    for place in range(metrics):
        level = 20 * (place + 2)
        slope = (0.0, 0.0, -0.9, 1.1)[place % 4]
        columns.append([round(level + slope * at + chance.gauss(0, 4)) for at in range(MONTHS)])
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
    for place in range(metrics):
        text.append(
            f"  m{place}:\n    label: {NAMES[place]}\n    kind: count\n    unit: {NAMES[place].split()[0]}"
            f"\n    file: data.csv\n    date: month\n    value: m{place}"
            + (_VIEW.rstrip() if is_rich else "")
        )
    if goals:
        text.append("goals:")
    for place in range(goals):
        metric = place % metrics
        target = 20 * (metric + 2) + (6, -10)[place % 2]
        due = ("2026-06-30", "2026-12-31")[place // metrics % 2]
        text.append(
            f"  - id: g{place}\n    specific: Reach {target} {NAMES[metric]} in an average month\n"
            f"    measurable: {{quantity: m{metric}.mean.reporting.mean, target: {target},"
            f" direction: at_least}}\n    achievable: It was so in 2024.\n    relevant: It matters."
            f"\n    time_bound: {due}\n    owner: Team {place + 1}"
        )
    path = folder / "organization.yaml"
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    return path
