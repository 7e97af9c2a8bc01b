"""Generate the synthetic monthly data of the harbor-shelter example.

A homeless shelter, with two years of monthly data to June 2026. Nights peak in winter; donors
increase by about five per month; in the last half-year more families found a home within 90 days,
and there were more serious incidents. The seed is fixed, and the files state that they are
synthetic.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

SEED = 2026
LABEL = "# Synthetic data, made by make_data.py with a fixed seed. No real shelter's figures."
MONTHS = [f"{2024 + (6 + i) // 12}-{(6 + i) % 12 + 1:02d}" for i in range(24)]
MONTH = np.arange(len(MONTHS))
FIRST_OF_LAST_HALF = len(MONTHS) - 6
LAST_HALF = np.greater_equal(MONTH, FIRST_OF_LAST_HALF)


def donors(rng: np.random.Generator) -> list[int]:
    """Return the number of regular donors at the end of each month."""
    gains = 5 + 4 * rng.normal(size=len(MONTHS))
    return [round(value) for value in 412 + np.cumsum(gains)]


def nights(rng: np.random.Generator) -> list[int]:
    """Return the number of nights that guests spent in the shelter."""
    winter = 130 * np.cos(2 * np.pi * (MONTH - 6) / 12)
    return [round(value) for value in 1180 + winter + 45 * rng.normal(size=len(MONTHS))]


def housed_share(rng: np.random.Generator) -> list[float]:
    """Return the share of families that moved to their own home within 90 days."""
    share = np.where(LAST_HALF, 0.69, 0.55) + 0.03 * rng.normal(size=len(MONTHS))
    return [round(float(value), 3) for value in share]


def incidents(rng: np.random.Generator) -> list[int]:
    """Return the serious incidents: few per month, and more in the last half-year."""
    return [int(value) for value in rng.poisson(np.where(LAST_HALF, 4.5, 1.6))]


def write(name: str, columns: dict[str, list[int] | list[float]]) -> None:
    """Write a file with one month and value per row."""
    path = Path(__file__).parent / "data" / name
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(LABEL + "\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["month", *columns])
        writer.writerows(zip(MONTHS, *columns.values(), strict=True))


def main() -> None:
    """Write both files."""
    rng = np.random.default_rng(SEED)
    write("giving.csv", {"donors": donors(rng)})
    figures = {"nights": nights(rng), "housed": housed_share(rng), "incidents": incidents(rng)}
    write("shelter.csv", figures)


if __name__ == "__main__":
    main()
