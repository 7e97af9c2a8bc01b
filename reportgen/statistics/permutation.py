"""Permutation test of the difference of two means."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

import numpy as np

from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

# At P = 0.05 this many draws leave a Monte Carlo standard error of 0.0015.
DRAWS = 20_000
# Arbitrary, but fixed: the same data must give the same P.
SEED = 20_230_405


def permutation_p_value(
    base: Sequence[float],
    later: Sequence[float],
    *,
    weights: Sequence[float] | None = None,
    alternative: Alternative = Alternative.TWO_SIDED,
) -> float:
    """Return the P value of the difference of two means under exchangeable values.

    Parameters
    ----------
    base, later : sequence of float, shapes (n1,) and (n2,)
        At least 1 value each.
    weights : sequence of float, shape (n1 + n2,), optional
        Above 0, those of the base first: the means are weighted, and each value keeps its weight
        wherever it is moved.
    alternative : Alternative
        ``greater`` counts arrangements whose later mean is at least as large.

    Raises
    ------
    InsufficientDataError
        A side without values.

    Notes
    -----
    Up to 20,000 arrangements are enumerated; beyond, 20,000 are drawn with a fixed seed
    and the observed one is added: ``(1 + as extreme) / (1 + draws)``, so that P is never 0
    and is the same on every run. The arrangements depend only on the group sizes and are
    cached.

    References
    ----------
    Phipson and Smyth (2010), Stat. Appl. Genet. Mol. Biol. 9, 39.
    """
    if not base or not later:
        raise InsufficientDataError(gettext_noop("a permutation test needs values on both sides"))
    pooled = np.array([*base, *later], dtype=np.float64)
    relative = np.ones(len(pooled))
    if weights is not None:
        relative = np.asarray(weights, dtype=np.float64) / float(np.mean(weights))
    arrangements = _arrangements(len(base), len(later))
    centred = relative * (pooled - np.average(pooled, weights=relative))

    def differences(later_ones: Vector) -> Vector:
        # Centred values add up to 0, so that the difference of the means is, up to a factor, the
        # later sum over the weights of both sides: s/w + s/(n - w) = ns / (w(n - w)).
        moved = later_ones @ relative
        found: Vector = (later_ones @ centred) / (moved * (len(pooled) - moved))
        return found

    found = differences(arrangements)
    observed = float(differences(np.repeat([0.0, 1.0], [len(base), len(later)])))
    # The order of summation changes the last digits: differences that small are ties.
    slack = 1e-12 * float(np.max(np.abs(found)))
    if alternative is Alternative.GREATER:
        extreme = found >= observed - slack
    elif alternative is Alternative.LESS:
        extreme = found <= observed + slack
    else:
        extreme = np.abs(found) >= abs(observed) - slack
    count = int(np.count_nonzero(extreme))
    if comb(len(pooled), len(base)) <= DRAWS:
        return count / len(arrangements)
    return (1 + count) / (1 + DRAWS)


@lru_cache(maxsize=8)
def _arrangements(n_base: int, n_later: int) -> Vector:
    """Return one row per arrangement, 1 where a value belongs to the later period."""
    n = n_base + n_later
    if comb(n, n_base) <= DRAWS:
        chosen = np.array(list(combinations(range(n), n_later)), dtype=np.intp)
    else:
        draws = np.random.default_rng(SEED).random((DRAWS, n))
        # The smallest n_later of n random numbers are at a random subset of positions.
        chosen = np.argpartition(draws, n_later - 1, axis=1)[:, :n_later]
    arrangements = np.zeros((len(chosen), n))
    np.put_along_axis(arrangements, chosen, 1.0, axis=1)
    arrangements.setflags(write=False)
    return arrangements
