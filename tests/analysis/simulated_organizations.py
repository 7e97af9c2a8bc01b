"""Pages on organizations that do not differ: how often one of them is called different."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy import special, stats

from reportgen.analysis.organization_comparison import compare_organizations
from reportgen.model.frequency import Frequency
from reportgen.model.metric import NO_SIZE, MetricKind, Per
from reportgen.model.organization_facts import MetricFacts, OrganizationFacts
from tests.analysis.simulated_rates import Rates, rng_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

PAGES = 1_000
DISPERSIONS, RHOS = (1.0, 2.0, 4.0), (0.0, 0.3, 0.6)
_DAYS = [
    *(date(2021, month + 1, 1) - timedelta(days=1) for month in range(1, 12)),
    date(2021, 12, 31),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page on organizations that do not differ.

    Attributes
    ----------
    kind : MetricKind
        Counts, or shares of a known number of cases, or averages.
    mean : float
        Of a month: the count, or the number of cases of a share.
    season : float
        How far the largest month lies above the mean one.
    sizes : float
        The standard deviation of the logarithm of their sizes, by which counts are divided.
    fewest : int
        Every other organization has this many of the last months.
    between : float
        The standard deviation between organizations, which are normal, as a part of the mean.
    """

    organizations: int
    dispersion: float
    rho: float
    kind: MetricKind = MetricKind.COUNT
    mean: float = 30.0
    season: float = 0.0
    sizes: float = 0.0
    fewest: int = 12
    between: float = 0.0


def calls_one_different(page: Page, rng: np.random.Generator) -> bool:
    """Return whether a page calls at least one of its organizations different."""
    found = compare_organizations(draw_organizations(page, rng))
    return any(any(measure.differs) for measure in found)


def false_calls(page: Page, pages: int, *, seed: int) -> float:
    """Return the share of pages with at least one false difference."""
    rng = rng_of(seed)
    return float(np.mean([calls_one_different(page, rng) for _ in range(pages)]))


def simulate_pages() -> Iterator[Rates]:
    """Yield the share of pages with a false difference, by what the months are like."""
    for seed, (page, words) in enumerate(_pages(), start=200):
        yield Rates(
            method="Organizations, any called different",
            setting=f"{page.organizations} organizations, {words}",
            coverage=None,
            type_1_error=false_calls(page, PAGES, seed=seed),
            promised="family",
        )


def _pages() -> Iterator[tuple[Page, str]]:
    for count, (dispersion, rho) in product((12, 40), product(DISPERSIONS, RHOS)):
        page = Page(organizations=count, dispersion=dispersion, rho=rho)
        yield page, f"30 a month, dispersion {dispersion:g}, autocorrelation {rho:g}"
    for rho in RHOS:
        plain = Page(organizations=12, dispersion=2.0, rho=rho)
        words = f"dispersion 2, autocorrelation {rho:g}"
        season = replace(plain, season=0.4)
        yield replace(plain, mean=2.0), f"2 a month, {words}"
        yield season, f"30 a month, season of 40%, {words}"
        yield replace(season, fewest=6), f"such a season, half of them with 6 months, {words}"
        yield replace(plain, sizes=0.8), f"counts per member, {words}"
        yield replace(plain, between=0.2), f"30 a month, SD between them 20%, {words}"
        yield replace(plain, kind=MetricKind.RATE, mean=80.0), f"shares of 80 cases, {words}"
        yield replace(plain, kind=MetricKind.AVERAGE), f"averages, autocorrelation {rho:g}"


def draw_organizations(page: Page, rng: np.random.Generator) -> list[OrganizationFacts]:
    """Return organizations that differ by chance alone, or by as much as the page says."""
    k = page.organizations
    months = np.arange(12)
    season = 1 + page.season * np.sin(2 * np.pi * months / 12)
    size = np.exp(page.sizes * rng.standard_normal(k))
    own = np.maximum(0.05, 1 + page.between * rng.standard_normal(k))
    chance = special.ndtr(_autocorrelated(rng, k, page.rho))
    # Otherwise pages on which counts differ as by size would call none different.
    per = [
        Per(count=100 * value, of="members") if page.sizes else Per(metric=NO_SIZE)
        for value in size
    ]
    denominators: list[tuple[float, ...]] = [()] * k
    if page.kind is MetricKind.AVERAGE:
        values = 10 + special.ndtri(chance) * np.exp(0.3 * rng.standard_normal((k, 1)))
    elif page.kind is MetricKind.RATE:
        cases = np.round(page.mean * np.exp(0.5 * rng.standard_normal(k)))
        values = _shares(chance, cases[:, None], page.dispersion) / cases[:, None]
        denominators = [(float(value),) * 12 for value in cases]
    else:
        values = _counts(chance, page.mean * np.outer(size * own, season), page.dispersion)
    rows = []
    for n in range(k):
        start = 0 if n % 2 else 12 - page.fewest
        facts = MetricFacts(
            label="Visits",
            unit="visits",
            kind=page.kind,
            frequency=Frequency.MONTH,
            points=tuple(zip(_DAYS[start:], map(float, values[n][start:]), strict=True)),
            denominators=denominators[n][start:],
            per=per[n],
        )
        rows.append(_organization(f"o{n:03}", facts))
    return rows


def _organization(name: str, facts: MetricFacts) -> OrganizationFacts:
    return OrganizationFacts(
        id=name,
        name=name,
        href="",
        report_date=date(2021, 12, 31),
        is_synthetic=True,
        is_current=True,
        message="",
        outcomes_sha256="0" * 64,
        metrics={"visits": facts},
        goals=(),
    )


def _autocorrelated(rng: np.random.Generator, k: int, rho: float) -> Matrix:
    values = rng.standard_normal((k, 12))
    for month in range(1, 12):
        values[:, month] = rho * values[:, month - 1] + sqrt(1 - rho**2) * values[:, month]
    return values


def _counts(chance: Matrix, mean: Matrix, dispersion: float) -> Matrix:
    """Return counts whose variance is so many times their mean."""
    if dispersion == 1:
        poisson: Matrix = stats.poisson.ppf(chance, mean)
        return poisson
    found: Matrix = stats.nbinom.ppf(chance, mean / (dispersion - 1), 1 / dispersion)
    return found


def _shares(chance: Matrix, cases: Matrix, dispersion: float) -> Matrix:
    """Return how many of the cases, of a share of 30% with so many times binomial variance."""
    total = (cases - dispersion) / (dispersion - 1)
    found: Matrix = stats.betabinom.ppf(chance, cases, 0.3 * total, 0.7 * total)
    return found
