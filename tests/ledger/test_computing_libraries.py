"""Which libraries computed a quantity: declared ones against those whose errors change it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import scipy.special

from reportgen.analysis.quantities.computing_libraries import computing_libraries
from reportgen.ledger.compare_editions import compare_editions
from reportgen.pipeline import analyse_organization, load_organization
from tests.conftest import ROOT
from tests.ledger.factories import ledger_of, number_document

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reportgen.ledger.records import Ledger
    from reportgen.model.quantity import Quantity

EXAMPLES = ("women-in-medicine", "community-garden")
DISTRIBUTIONS = (
    *("stdtrit", "stdtr", "ndtri", "ndtr", "fdtrc", "chdtrc"),
    *("betainc", "betaincinv", "gammaincinv", "bdtr", "bdtrc", "nctdtr"),
)
VERSIONS = ("reportgen", "numpy", "scipy", "matplotlib", "someones-metrics")


def _quantities(name: str) -> Mapping[str, Quantity]:
    analysed = analyse_organization(load_organization(ROOT / "configs" / name / f"{name}.yaml"))
    assert analysed is not None
    return analysed.outcomes.quantities


def _slightly_off(function: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *values: function(*values) * (1 - 1e-7)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_number_that_depends_on_scipy_names_it(
    example: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = _quantities(example)
    for name in DISTRIBUTIONS:
        function = getattr(scipy.special, name)
        monkeypatch.setattr(scipy.special, name, _slightly_off(function))
    wrong = _quantities(example)
    moved = {
        key: item.method
        for key, item in right.items()
        if (item.value, item.ci_low, item.ci_high)
        != (wrong[key].value, wrong[key].ci_low, wrong[key].ci_high)
        and not _is_passed_on(item, right)
    }
    assert moved
    silent = {
        key: method
        for key, method in moved.items()
        if "scipy" not in computing_libraries(method, ())
    }
    assert silent == {}


def test_the_limits_of_rare_counts_depend_on_scipy_and_name_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    right = _quantities("harbor-shelter")
    function = scipy.special.betainc
    monkeypatch.setattr(scipy.special, "betainc", lambda *values: function(*values) / 2)
    wrong = _quantities("harbor-shelter")
    moved = {key for key, item in right.items() if item.value != wrong[key].value}
    assert "incidents.counts.reporting.stretch" in moved
    assert {right[key].method for key in moved} == {"count-chart"}
    assert computing_libraries("count-chart", ()) == ["numpy", "scipy"]


def _is_passed_on(item: Quantity, known: Mapping[str, Quantity]) -> bool:
    """Return whether a quantity repeats one of its inputs, which declares the libraries."""
    return any(
        "scipy" in computing_libraries(known[name].method, ())
        for name in item.derived_from
        if name in known
    )


def test_every_method_of_the_analyses_is_known() -> None:
    named = set()
    for path in (ROOT / "reportgen" / "analysis" / "quantities").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        named |= set(re.findall(r'method="([a-z0-9-]+)"', text))
        named |= set(re.findall(r'^_[A-Z_]*METHOD\w* = "([a-z0-9-]+)"', text, re.MULTILINE))
    named |= {item.method for name in EXAMPLES for item in _quantities(name).values()}
    assert len(named) > 10
    unknown = {name for name in named if "someones-metrics" in computing_libraries(name, VERSIONS)}
    assert unknown == set()


def test_a_method_of_another_package_may_have_used_any_library_that_computes() -> None:
    assert computing_libraries("own", VERSIONS) == ["numpy", "scipy", "someones-metrics"]
    assert computing_libraries("observed-values", VERSIONS) == []


def _ledger(value: float, scipy_version: str, **parts: Any) -> Ledger:
    record = number_document(
        **{"value": value, "text": str(value), "libraries": ["numpy", "scipy"], **parts}
    )
    plain = {**record, "method": "observed-values", "libraries": []}
    return ledger_of(
        versions={"numpy": "2", "reportgen": "1", "scipy": scipy_version},
        quantities={"a.growth.x.slope": record, "a.observed.x.first": plain},
    )


def test_a_version_is_a_reason_only_where_it_computed_the_number() -> None:
    old, new = _ledger(1.0, "1"), _ledger(2.0, "2")
    found = {item.subject: item.reasons for item in compare_editions(old, new).changes}
    assert found == {"a.growth.x.slope": ("version",), "a.observed.x.first": ()}
    elder = _ledger(1.0, "1", libraries=None)  # a ledger from before libraries were recorded
    found = {item.subject: item.reasons for item in compare_editions(elder, new).changes}
    assert found["a.growth.x.slope"] == ("version",)
