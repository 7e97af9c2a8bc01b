"""The JSON Schema and the loader accept the same files, where a schema can decide."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from reportgen.config.loader import load_configuration
from reportgen.config.naming import value_at
from reportgen.config.schema.json_schema import configuration_json_schema
from reportgen.config.yaml.nodes import load_yaml
from reportgen.diagnostics import has_errors
from tests.cases.case_file import unpacked_cases
from tests.config.test_any_mistake import _ALL_PATHS, _ANYTHING, _DOCUMENT, _FULL

_ROOT = Path(__file__).parents[2]
_CASES = sorted(unpacked_cases().glob("*/config.yaml"))
_EXAMPLES = sorted(
    [
        *(_ROOT / "configs").glob("*/*.yaml"),
        *(_ROOT / "tests" / "real").glob("*.yaml"),
        _FULL,
    ]
)
_VALIDATOR = Draft202012Validator(configuration_json_schema())

SAID_BY_THE_LOADER_ALONE = {
    "CFG030": "a comparison's period is among `periods`",
    "CFG031": "a metric that is named is among `metrics`",
    "CFG032": "a holder, mentor or mentee is a member",
    "CFG033": "the role above exists",
    "CFG034": "reporting lines are no circle",
    "CFG035": "ids are distinct",
    "CFG036": "dates of a member are in order",
    "CFG037": "a goal is due after the intervention",
    "CFG038": "a target differs from its baseline",
    "CFG040": "a goal's quantity exists",
    "CFG041": "structures follow one another",
    "CFG043": "a rank is among `ranks`",
    "CFG044": "ranks of a member begin on distinct days",
    "CFG045": "no one is their own mentor",
    "CFG046": "spans end after they begin",
    "CFG047": "some words are reserved",
    "CFG049": "`its` needs an intervention",
    "CFG050": "a contrast names the later period first",
    "CFG051": "compared periods do not overlap",
    "CFG053": "an analysis is named once",
    "CFG054": "an outcome exists",
    "CFG055": "a folder can be made of the name",
    "CFG056": "there is something to report on",
    "CFG057": "a survey has its answers in one way",
    "CFG058": "answers add up",
    "CFG063": "dates of a manuscript are in order",
    "CFG066": "the time zone exists",
    "CFG067": "a day without a row can be 0 for counts alone",
    "CFG155": "a target is one that its quantity can have",
    "CFG156": "a period decides among the targets of a goal",
    "CFG157": "a currency exists",
    "CFG159": "a metric is divided by another one",
    "CFG180": "the levels of tests and of intervals add up to 1",
    "CFG182": "a reason belongs to a choice",
    "CFG183": "a metric without a season has a reason",
    "CFG184": "a key applies to one test alone",
    "CFG185": "a time fits the intervention and the periods",
    "CFG187": "interventions are one or several, and can be told apart",
    "CFG189": "changes of a definition can be told apart",
    "CFG190": "a member that is named exists",
    "CFG191": "a reserve is what is left of it",
    "CFG192": "a decision is one of three asks",
    "CFG090": "no text names who is hidden",
    "CFG092": "no text has an address that is hidden",
    "CFG093": "who may be named is a member",
    "CFG094": "files are not attached beside what is kept back",
    "CFG110": "the people of a committee have one source",
    "CFG111": "structures are configured or derived from roles, not both",
    "CFG112": "a member has terms, or one day of joining and of leaving",
    "CFG113": "a member has a name, or a role that is vacant",
}
"""Codes of errors that a schema can't express, and the reason."""


def _loader_codes(path: Path, data_roots: tuple[Path, ...] = ()) -> set[str]:
    """Return the codes of a file's errors that a schema can express."""
    found = load_configuration(path, data_roots=data_roots).diagnostics
    errors = {item.code for item in found if item.severity == "error"}
    return {code for code in errors if code.startswith("CFG")} - set(SAID_BY_THE_LOADER_ALONE)


def _readable(paths: list[Path]) -> list[Path]:
    """Return the files with valid YAML, to which the schema applies."""
    return [
        path
        for path in paths
        if not has_errors((document := load_yaml(path.read_bytes(), "x")).diagnostics)
        and isinstance(document.value, dict)
    ]


@pytest.mark.parametrize(
    "path", _readable([*_CASES, *_EXAMPLES]), ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_the_schema_refuses_what_the_loader_refuses_and_nothing_else(path: Path) -> None:
    document = load_yaml(path.read_bytes(), "x").value
    refused = [error.message for error in _VALIDATOR.iter_errors(document)]
    assert bool(_loader_codes(path)) == bool(refused), refused


def test_every_error_beyond_the_schema_has_a_case() -> None:
    tried = {
        code
        for path in _readable(_CASES)
        for item in load_configuration(path).diagnostics
        if (code := item.code).startswith("CFG") and item.severity == "error"
    }
    assert set(SAID_BY_THE_LOADER_ALONE) <= tried


@given(path=st.sampled_from(_ALL_PATHS), value=_ANYTHING)
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_they_agree_on_any_value_in_any_place(
    tmp_path: Path, path: tuple[str | int, ...], value: Any
) -> None:
    # A pattern can't express a day that no calendar has.
    assume("02-30" not in json.dumps(value))
    document = copy.deepcopy(_DOCUMENT)
    value_at(path[:-1], document)[path[-1]] = value
    file = tmp_path / "config.yaml"
    file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    again = load_yaml(file.read_bytes(), "x").value
    refused = [error.message for error in _VALIDATOR.iter_errors(again)]
    codes = _loader_codes(file, (_FULL.parent,))
    assert bool(codes) == bool(refused), (path, value, codes, refused[:2])


def test_a_key_without_a_value_is_as_good_as_none() -> None:
    document = copy.deepcopy(_DOCUMENT)
    assert not list(_VALIDATOR.iter_errors(document))
    document["metrics"]["impressions"]["value"] = None
    assert list(_VALIDATOR.iter_errors(document))


def test_editors_accept_every_example(tmp_path: Path) -> None:
    schema = tmp_path / "schema.json"
    schema.write_text(json.dumps(configuration_json_schema()), encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema)]
    done = subprocess.run(
        [*command, *map(str, _readable(_EXAMPLES))], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    wrong = str(unpacked_cases() / "b25_unknown_key" / "config.yaml")
    assert subprocess.run([*command, wrong], capture_output=True, check=False).returncode == 1
