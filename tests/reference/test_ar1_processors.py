"""The fit with AR(1) errors has the same digits with the arithmetic of different processors."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys

import pytest

_FIT = """
import json, numpy as np
from reportgen.statistics.ar1 import fit_ar1_reml
found = []
for seed in range(12):
    chance = np.random.default_rng(seed)
    n = 24 + 6 * (seed % 3)
    y = 100 + np.cumsum(chance.normal(size=n)) * (seed % 2) + chance.normal(size=n)
    x = np.column_stack([np.ones(n), np.arange(n) >= n // 2, np.arange(n)])
    fit = fit_ar1_reml(x.astype(float), y, list(range(n)))
    found += [fit.rho, *fit.coefficients.tolist(), *fit.covariance.ravel().tolist()]
print(json.dumps(found))
"""


def _fitted(processor: str) -> list[float]:
    made = subprocess.run(
        [sys.executable, "-c", _FIT],
        env={**os.environ, "OPENBLAS_CORETYPE": processor},
        capture_output=True,
        check=True,
        text=True,
    )
    found: list[float] = json.loads(made.stdout)
    return found


@pytest.mark.skipif(platform.machine() != "x86_64", reason="kinds of x86 processors")
def test_two_kinds_of_processors_find_the_same_correlation() -> None:
    assert _fitted("Prescott") == pytest.approx(_fitted("Haswell"), rel=1e-10, abs=1e-11)
