"""Generate the synthetic metric files of the women-in-medicine example.

The model study (J Med Internet Res 2023;25:e47800) published results, not data. This script
generates monthly data with a fixed seed that give the same rounded results: slopes near 40, 68
and 59 followers per month with R squared .97, .97 and .94, a slope ratio of 1.7, an impressions
ratio of 2.7 with a one-tailed P of .02, and a record campaign above 400,000 impressions, more
than 5 times the previous one. The first line of every file states that it is synthetic.

Run it from anywhere: ``python configs/women-in-medicine/make_data.py``.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

SEED = 1336
HERE = Path(__file__).parent / "data"
LABEL = "# Synthetic data, made by make_data.py with a fixed seed. Not measured on any account."
MONTHS = [f"{2018 + (6 + i) // 12}-{(6 + i) % 12 + 1:02d}" for i in range(36)]
# Slopes (per month) and R squared of the three years, which round to the published 40, 68, 59 and
# .97, .97, .94.
SLOPES = (40.0, 68.3, 59.2)
R_SQUARED = (0.970, 0.970, 0.940)
START = 1045.0

CAMPAIGNS = [
    ("Welcome to the new residents", "2018-07", 19_300),
    ("Annual summit 2018", "2018-10", 71_800),
    ("Interview season questions", "2019-01", 28_400),
    ("National Women Physicians Day", "2019-02", 31_200),
    ("Equal Pay Day", "2019-04", 22_500),
    ("Meet the trainee leads", "2019-07", 36_500),
    ("Annual summit 2019", "2019-09", 415_200),
    ("Interview season questions", "2019-11", 33_100),
    ("National Women Physicians Day", "2020-02", 35_600),
    ("Match Day congratulations", "2020-03", 41_800),
    ("Telehealth questions and answers", "2020-05", 47_900),
    ("Annual summit 2020", "2020-09", 68_200),
    ("National Women Physicians Day", "2021-02", 39_400),
    ("Infographic series", "2021-04", 32_700),
]


def smooth_and_rough(rng: np.random.Generator, share_smooth: float) -> np.ndarray:
    """Return 12 deviations with zero mean, no trend and a unit sum of squares.

    `share_smooth` of their variance is one slow wave and the rest is noise: with independent noise
    only, the running total would fall in some months at this R squared.
    """
    month = np.arange(12.0)
    line = np.column_stack([np.ones(12), month])

    def without_line(values: np.ndarray) -> np.ndarray:
        rest = values - line @ np.linalg.lstsq(line, values, rcond=None)[0]
        return rest / np.linalg.norm(rest)

    bend = without_line(np.cos(np.pi * (month - 5.5) / 11))
    noise = without_line(rng.normal(size=12))
    noise = without_line(noise - bend * (bend @ noise))
    return np.sqrt(share_smooth) * bend + np.sqrt(1 - share_smooth) * noise


def followers(rng: np.random.Generator) -> list[int]:
    """Return the running total at the end of each of the 36 months."""
    spread = np.sum((np.arange(12) - 5.5) ** 2)
    level, total = START, []
    for slope, r_squared in zip(SLOPES, R_SQUARED, strict=True):
        size = slope * np.sqrt(spread * (1 / r_squared - 1))
        part = slope * np.arange(12) + size * smooth_and_rough(rng, 0.9)
        part += level - part[0]
        total += list(part)
        level = part[-1] + slope
    return [round(value) for value in total]


def around(
    mean: float, sd: float, n: int, rng: np.random.Generator, *, fixed: dict[int, float]
) -> np.ndarray:
    """Return n values with exactly this mean: the given ones and random ones."""
    values = sd * rng.normal(size=n)
    free = [i for i in range(n) if i not in fixed]
    values[list(fixed)] = list(fixed.values())
    values[free] += (mean * n - sum(fixed.values())) / len(free) - values[free].mean()
    return values


def impressions(rng: np.random.Generator) -> list[int]:
    """Return the impressions of each month; the record campaign was in September 2019."""
    before = around(45_000, 11_000, 12, rng, fixed={3: 84_600})
    after = around(122_000, 13_000, 12, rng, fixed={2: 502_300})
    later = around(92_000, 15_000, 12, rng, fixed={})
    return [round(float(value), -2) for value in np.concatenate([before, after, later])]


def write(name: str, header: list[str], rows: list[list[object]]) -> None:
    """Write one labelled CSV file."""
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        file.write(LABEL + "\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    """Write both files."""
    rng = np.random.default_rng(SEED)
    people, seen = followers(rng), [int(value) for value in impressions(rng)]
    write(
        "twitter.csv",
        ["month", "followers", "impressions"],
        [[m, f, i] for m, f, i in zip(MONTHS, people, seen, strict=True)],
    )
    campaigns = sorted(CAMPAIGNS, key=lambda row: (row[1], row[0]))
    write("campaigns.csv", ["campaign", "month", "impressions"], [list(row) for row in campaigns])


if __name__ == "__main__":
    main()
