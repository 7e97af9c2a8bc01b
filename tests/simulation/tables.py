"""The tables of simulated decisions in docs/methods.md, written and read.

Print them with ``python -m tests.simulation.tables 2000``: 2,000 series per cell take a quarter
of an hour.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tests.simulation.cells import (
    DISPERSIONS,
    KINDS,
    RHOS,
    SIZES,
    STRONG_RHOS,
    TRENDS,
    Cell,
    Rates,
    all_cells,
    rates,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

METHODS = Path(__file__).resolve().parents[2] / "docs" / "methods.md"
NAMES = {
    "means": "Means",
    "gains": "Gains of a running total",
    "slopes": "Slopes of counts",
    "its": "Interrupted series",
    "its_level": "Interrupted series, level",
    "its_slope": "Interrupted series, slope",
    "its_two": "Interrupted series, second of two changes",
}
TITLES = {
    "false": "False claims",
    "power": "Power at 1.5 SD",
    "coverage": "Coverage of the 95% interval",
}
SEASONS = (0.0, 1.5)
# Measured in a review of version 0.1, with 2,000 series per cell: Welch's test, the larger of two P
# values, the interaction of two lines, and the level change with AR(1) errors.
FORMERLY_FALSE = {
    ("means", 12): ("5.2", "14.2", "31.6", "0.3", "2.7", "11.2"),
    ("means", 24): ("4.7", "13.6", "32.4", "0.3", "2.8", "14.1"),
    ("gains", 12): ("4.2", "13.7", "30.6", "0.2", "3.5", "12.0"),
    ("gains", 24): ("5.3", "16.1", "31.8", "0.3", "2.8", "13.4"),
    ("slopes", 12): ("5.6", "14.2", "34.0", "0.8", "4.3", "14.4"),
    ("its", 12): ("8.1", "10.2", "9.8", "14.8", "10.2", "6.2"),
    ("its", 24): ("5.4", "7.7", "7.4", "4.3", "5.7", "4.5"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Documented:
    """What the page says of a cell, in shares of 1; None where it says nothing."""

    false: float
    power: float | None = None
    coverage: float | None = None
    rejected: float = 0.0


def goal(cell: Cell, measure: str) -> float | None:
    """Return the rate that was aimed at: at most for false claims, at least for the others."""
    is_year = cell.n == 12
    if measure == "false":
        return (
            0.1 if cell.n == 8 else 0.09 if is_year and (cell.rho == 0.6 or cell.season) else 0.07
        )
    if measure == "coverage":
        return 0.88 if cell.n == 8 else 0.9 if is_year and cell.rho == 0.6 else 0.93
    if not is_year or cell.kind not in ("means", "gains"):
        return None
    return dict(zip(RHOS, (0.7, 0.45, 0.3) if cell.season else (0.8, 0.65, 0.5), strict=True))[
        cell.rho
    ]


def entry(cell: Cell, found: Rates, measure: str) -> str:
    """Return a rate as the table prints it, bold where it misses the goal."""
    share, wanted = getattr(found, measure), goal(cell, measure)
    text = f"{100 * share:.1f}"
    is_missed = wanted is not None and (share > wanted if measure == "false" else share < wanted)
    return f"**{text}**" if is_missed else text


def table(measure: str, measured: Mapping[Cell, Rates]) -> Iterator[str]:
    """Yield the lines of the table of one measure, in percent."""
    yield f"| {TITLES[measure]}, % | months | ρ = 0 | .3 | .6 | season, ρ = 0 | .3 | .6 |"
    yield "|---|---|---|---|---|---|---|---|"
    for kind in KINDS:
        for n in SIZES:
            cells = [Cell(kind=kind, n=n, rho=rho, season=s) for s in SEASONS for rho in RHOS]
            texts = " | ".join(entry(cell, measured[cell], measure) for cell in cells)
            yield f"| {NAMES[kind]} | {n} + {n} | {texts} |"
        if measure == "false":
            for (its_kind, n), formerly in FORMERLY_FALSE.items():
                if its_kind == kind:
                    yield f"| {NAMES[kind]}, version 0.1 | {n} + {n} | {' | '.join(formerly)} |"


def strong_table(measured: Mapping[Cell, Rates]) -> Iterator[str]:
    """Yield the lines of the table of false claims in series that wander, with and without rule."""
    yield "| Interrupted series that wander | months | ρ = .8 | .9 | random walk |"
    yield "|---|---|---|---|---|"
    for n in SIZES:
        cells = [Cell(kind="its", n=n, rho=rho) for rho in STRONG_RHOS]
        texts = " | ".join(
            f"{100 * measured[cell].false:.1f} / {100 * measured[cell].rejected:.1f}"
            for cell in cells
        )
        yield f"| claimed / P < .05, % | {n} + {n} | {texts} |"


def trend_table(measured: Mapping[Cell, Rates]) -> Iterator[str]:
    """Yield the lines of the table of steps that are found where there is a trend alone."""
    yield "| Trend under way | months | ρ = 0 | .3 | .6 |"
    yield "|---|---|---|---|---|"
    for trend in TRENDS:
        for n in SIZES:
            cells = [Cell(kind="means", n=n, rho=rho, trend=trend) for rho in RHOS]
            texts = " | ".join(entry(cell, measured[cell], "false") for cell in cells)
            yield f"| {trend:g} SD per month | {n} + {n} | {texts} |"


def rare_table(measured: Mapping[Cell, Rates]) -> Iterator[str]:
    """Yield the lines of the table of rare counts: false claims, power and coverage."""
    yield "| Rare counts, 3 a month | months | variance = mean | 2 × mean | 4 × mean |"
    yield "|---|---|---|---|---|"
    for n in SIZES:
        cells = [Cell(kind="rare", n=n, dispersion=each) for each in DISPERSIONS]
        texts = " | ".join(
            " / ".join(entry(cell, measured[cell], measure) for measure in TITLES) for cell in cells
        )
        yield f"| false / power / coverage, % | {n} + {n} | {texts} |"


@cache
def _rows() -> Mapping[tuple[str, str, str], list[str]]:
    """Return the entries of each row of the page, by title, name and months."""
    rows, title = {}, ""
    for line in METHODS.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) > 2 and cells[1] == "months":
            title = cells[0].partition(",")[0]
        elif line.startswith("|") and len(cells) > 2 and re.fullmatch(r"\d+ \+ \d+", cells[1]):
            rows[title, cells[0], cells[1]] = [cell.replace("*", "") for cell in cells[2:]]
    return rows


def documented(cell: Cell) -> Documented:
    """Return what docs/methods.md says of a cell."""
    months = f"{cell.n} + {cell.n}"
    if cell.kind == "rare":
        row = _rows()["Rare counts", "false / power / coverage, %", months]
        texts = row[DISPERSIONS.index(cell.dispersion)].split(" / ")
        return Documented(
            **{name: float(text) / 100 for name, text in zip(TITLES, texts, strict=True)}
        )
    if cell.rho in STRONG_RHOS:
        row = _rows()["Interrupted series that wander", "claimed / P < .05, %", months]
        claimed, rejected = row[STRONG_RHOS.index(cell.rho)].split(" / ")
        return Documented(false=float(claimed) / 100, rejected=float(rejected) / 100)
    if cell.trend:
        row = _rows()["Trend under way", f"{cell.trend:g} SD per month", months]
        return Documented(false=float(row[RHOS.index(cell.rho)]) / 100)
    place = RHOS.index(cell.rho) + (len(RHOS) if cell.season else 0)
    return Documented(
        **{
            measure: float(_rows()[title, NAMES[cell.kind], months][place]) / 100
            for measure, title in TITLES.items()
        }
    )


def write(measured: Mapping[Cell, Rates]) -> str:
    """Return all tables as the page has them."""
    parts = [
        *(table(measure, measured) for measure in TITLES),
        strong_table(measured),
        trend_table(measured),
    ]
    return "\n\n".join("\n".join(part) for part in [*parts, rare_table(measured)]) + "\n"


if __name__ == "__main__":
    draws = int(sys.argv[1])
    sys.stdout.write(write({cell: rates(cell, draws) for cell in all_cells()}))
