"""The significance level and the level of intervals are two names of one setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.config.loader import load_configuration
from reportgen.diagnostics import has_errors
from reportgen.model.comparison import AnalysisSettings, complement

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.config.loader import LoadedConfiguration


def _load(folder: Path, analysis: str) -> LoadedConfiguration:
    (folder / "rides.csv").write_text("month,rides\n2024-01,3\n")
    path = folder / "bikes.yaml"
    path.write_text(
        "reportgen: 1\norganization: {name: Bike Kitchen}\n"
        "metrics: {rides: {kind: count, file: rides.csv, date: month, value: rides}}\n" + analysis
    )
    return load_configuration(path)


@pytest.mark.parametrize(
    ("analysis", "alpha", "level"),
    [
        ("", 0.05, 0.95),
        ("analysis: {alpha: 0.01}", 0.01, 0.99),
        ("analysis: {confidence_level: 0.99}", 0.01, 0.99),
        ("analysis: {confidence_level: 0.9}", 0.1, 0.9),
        ("analysis: {alpha: 0.1, confidence_level: 0.9}", 0.1, 0.9),
        ("analysis: {alpha: 0.0001}", 0.0001, 0.9999),
        ("analysis: {registration: On paper}", 0.05, 0.95),
    ],
)
def test_the_level_that_is_left_out_follows_the_other(
    tmp_path: Path, analysis: str, alpha: float, level: float
) -> None:
    loaded = _load(tmp_path, analysis)
    assert loaded.configuration is not None, loaded.diagnostics
    settings = loaded.configuration.analysis
    # Exactly: a brief prints these numbers.
    assert (settings.alpha, settings.confidence_level) == (alpha, level)
    assert not loaded.diagnostics


def test_levels_that_disagree_are_an_error_with_both_places(tmp_path: Path) -> None:
    loaded = _load(tmp_path, "analysis:\n  alpha: 0.1\n  confidence_level: 0.99\n")
    (found,) = loaded.diagnostics
    assert found.code == "CFG180"
    assert has_errors(loaded.diagnostics)
    assert found.message == (
        "`confidence_level: 0.99` and `alpha: 0.1` disagree: an interval has the level 1 - alpha"
    )
    assert found.help == ("write `alpha: 0.01` or `confidence_level: 0.9`, or give one of the two")
    assert found.place is not None
    assert (found.place.line, found.place.column) == (6, 21)
    assert found.note == f"`alpha` is given at {tmp_path / 'bikes.yaml'}:5:10"


@given(st.integers(1, 4999).map(lambda count: count / 10_000))
def test_two_complements_give_the_share_itself(alpha: float) -> None:
    assert complement(complement(alpha)) == alpha
    assert AnalysisSettings(alpha=alpha).confidence_level == complement(alpha)
