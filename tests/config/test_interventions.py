"""One intervention or several: what is read, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from reportgen.diagnostics import Severity
from reportgen.model.period import Intervention
from tests.config.test_comparison_keys import loaded, said

if TYPE_CHECKING:
    from pathlib import Path

BOATS = "{on: 2023-01-01, label: New boats}"
PIER = "{on: 2023-07, label: New pier}"


def test_several_interventions_are_read_oldest_first(tmp_path: Path) -> None:
    configuration, found = loaded(tmp_path, more=f"interventions: [{PIER}, {BOATS}]")
    assert not found
    assert configuration is not None
    boats = Intervention(on=date(2023, 1, 1), label="New boats")
    pier = Intervention(on=date(2023, 7, 1), label="New pier")
    assert (configuration.intervention, configuration.further_interventions) == (boats, (pier,))
    assert configuration.interventions == (boats, pier)


def test_a_list_of_one_is_the_intervention(tmp_path: Path) -> None:
    listed, _ = loaded(tmp_path, more=f"interventions: [{BOATS}]")
    alone, _ = loaded(tmp_path, more=f"intervention: {BOATS}")
    assert listed is not None
    assert alone is not None
    assert listed.interventions == alone.interventions == (listed.intervention,)


def test_without_an_intervention_there_is_none(tmp_path: Path) -> None:
    configuration, _ = loaded(tmp_path)
    assert configuration is not None
    assert configuration.interventions == ()


@pytest.mark.parametrize(
    ("more", "marked"),
    [
        (f"interventions: [{BOATS}]\nintervention: {PIER}", "intervention"),
        (f"interventions: [{BOATS}, {{on: 2023-01, label: New pier}}]", "2023-01"),
    ],
)
def test_interventions_that_can_not_be_told_apart_are_errors(
    tmp_path: Path, more: str, marked: str
) -> None:
    configuration, found = loaded(tmp_path, more=more)
    assert said(found) == [("CFG187", Severity.ERROR, marked)]
    assert configuration is None


def test_an_unlabelled_one_of_several_is_named_by_its_place(tmp_path: Path) -> None:
    _, found = loaded(tmp_path, more=f"interventions: [{BOATS}, {{on: 2023-07}}]")
    assert [item.message for item in found] == ["intervention 2 lacks the key `label`"]


def test_an_interrupted_series_may_be_interrupted_by_any_of_several(tmp_path: Path) -> None:
    for change, is_within in ((BOATS, True), (PIER, True), ("{on: 2022-01, label: Start}", False)):
        configuration, found = loaded(
            tmp_path, "impact: both", test="its", more=f"interventions: [{change}]"
        )
        assert configuration is not None
        expected = [] if is_within else [("CFG188", Severity.WARNING, "[")]
        assert said(found) == expected, change


def test_what_is_washed_out_is_next_to_any_of_several(tmp_path: Path) -> None:
    more = f"interventions: [{BOATS}, {PIER}]"
    keys = "impact: both, wash_out: {{from: {}, to: 2023-08}}"
    _, found = loaded(tmp_path, keys.format("2023-07"), test="its", more=more)
    assert not found
    _, found = loaded(tmp_path, keys.format("2023-08"), test="its", more=more)
    assert [item.code for item in found] == ["CFG185"]
