"""Small organizations with invented data, each with different numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CONFIGURATION = """\
reportgen: 1
organization: {{id: {id}, name: {name}}}
brief: {{synthetic: true}}
intervention: {{on: 2020-07-01}}
metrics:
  members: {{kind: level, file: data.csv, date: month, value: members}}
  visits: {{kind: count, file: data.csv, date: month, value: visits}}
goals:
  - {{id: grow, specific: Grow, measurable: {{quantity: members.observed.latest.value,
     target: 100, direction: at_least}}, time_bound: 2020-12-31}}
"""


def write_organization(folder: Path, name: str, number: int) -> Path:
    """Write a configuration with its data, and return its path."""
    here = folder / name
    here.mkdir(parents=True)
    path = here / f"{name}.yaml"
    path.write_text(CONFIGURATION.format(id=name, name=f"Chapter {name}"))
    write_data(here, number)
    return path


def write_data(folder: Path, number: int) -> None:
    """Write a year of data that differs for every number."""
    rows = []
    for month in range(1, 13):
        members = 1000 * (number + 1) + month * (3 + number % 4) + month * month % 5
        visits = 40 + 7 * number + (month * (number + 3)) % 11
        rows.append(f"2020-{month:02},{members},{visits}")
    (folder / "data.csv").write_text("\n".join(["month,members,visits", *rows]) + "\n")


def write_organizations(folder: Path, count: int) -> list[Path]:
    """Write several organizations, numbered from 0."""
    return [write_organization(folder, f"org-{n:04}", n) for n in range(count)]
