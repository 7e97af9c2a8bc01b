"""Which libraries compute the quantities of each method."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_FITTED = ("numpy", "scipy")
"""numpy for least squares, sums and permutations; scipy for distributions."""
_DISTRIBUTIONS = ("scipy",)
_PLAIN: tuple[str, ...] = ()
"""Counts, sums and quotients, computed by Python itself."""
_LIBRARIES = {
    "committee-structure": _DISTRIBUTIONS,
    "control-chart": _FITTED,
    "count-chart": _FITTED,
    "decision": _FITTED,
    "edition-changes": _PLAIN,
    "equivalence": _FITTED,
    "goal-chance": _FITTED,
    "goal-status": _PLAIN,
    "interrupted-series": _FITTED,
    "mean-comparison": _FITTED,
    "monthly-gains": _FITTED,
    "observed-values": _PLAIN,
    "restarted-total": _PLAIN,
    "rate-comparison": _DISTRIBUTIONS,
    "record-campaign": _PLAIN,
    "retention": _DISTRIBUTIONS,
    "role-holdings": _DISTRIBUTIONS,
    "slope-comparison": _FITTED,
    "survey-change": _DISTRIBUTIONS,
    "survey-scale": _FITTED,
    "trend": _FITTED,
    "verdict": _FITTED,
}
_DRAWN_WITH = frozenset({"fonttools", "jinja2", "matplotlib", "reportgen", "weasyprint"})
"""Libraries that present numbers and compute none; reportgen itself is added to every path."""


def computing_libraries(method: str, versions: Iterable[str]) -> list[str]:
    """Return the libraries, other than reportgen, whose version can affect a number.

    Parameters
    ----------
    method : str
        The entry of docs/methods.md.
    versions : iterable of str
        The libraries whose versions the ledger records; a method of an extension may have
        used any of them that computes.
    """
    known = _LIBRARIES.get(method)
    if known is not None:
        return list(known)
    return sorted(name for name in versions if name not in _DRAWN_WITH)
