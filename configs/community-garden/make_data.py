"""Generate the synthetic volunteer hours of the community-garden example.

Hours are seasonal; from April 2024, when the tool library opened, each month has about a quarter
more. The seed is fixed, and the file states that it is synthetic.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

SEED = 2024
LABEL = "# Synthetic data, made by make_data.py with a fixed seed. No real garden's hours."
MONTHS = [f"{2023 + (3 + i) // 12}-{(3 + i) % 12 + 1:02d}" for i in range(24)]


def volunteer_hours(rng: np.random.Generator) -> list[int]:
    """Return the volunteer hours of each of the 24 months."""
    month = np.arange(24)
    season = 210 + 90 * np.sin(2 * np.pi * (month + 1) / 12)
    opened = np.where(month >= 12, 1.25, 1.0)
    return [round(value) for value in season * opened + 18 * rng.normal(size=24)]


def main() -> None:
    """Write the file."""
    hours = volunteer_hours(np.random.default_rng(SEED))
    path = Path(__file__).parent / "data" / "hours.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(LABEL + "\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["month", "hours"])
        writer.writerows(zip(MONTHS, hours, strict=True))


if __name__ == "__main__":
    main()
