"""The JSON Schema for editors has the keys and choices of the loader."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from reportgen.config.loader import load_configuration
from reportgen.config.schema.json_schema import configuration_json_schema

if TYPE_CHECKING:
    from pathlib import Path

_SCHEMA = configuration_json_schema()


def _groups() -> list[tuple[str, dict[str, Any]]]:
    return [("the file", _SCHEMA), *_SCHEMA["$defs"].items()]


@pytest.mark.parametrize(("name", "group"), _groups(), ids=lambda item: str(item)[:30])
def test_every_group_is_closed_and_every_key_explained(name: str, group: dict[str, Any]) -> None:
    assert group["additionalProperties"] is False, name
    for key, schema in group["properties"].items():
        assert schema.get("description") or "$ref" in schema, f"{name}: {key}"


def test_keys_are_spelled_as_the_file_spells_them() -> None:
    assert set(_SCHEMA["$defs"]["PeriodSchema"]["properties"]) == {"from", "to", "label", "short"}
    assert set(_SCHEMA["required"]) == {"reportgen", "organization"}
    assert "title" in _SCHEMA["$defs"]["RoleSchema"]["properties"]


def test_choices_of_the_schema_are_the_choices_of_the_loader(tmp_path: Path) -> None:
    kinds = _SCHEMA["$defs"]["MetricSchema"]["properties"]["kind"]["enum"]
    (tmp_path / "data.csv").write_text("month,n\n2020-01,1\n", encoding="utf-8")
    path = tmp_path / "config.yaml"
    for kind in [*kinds, "total"]:
        metric = f"{{kind: {kind}, file: data.csv, date: month, value: n}}"
        text = f"reportgen: 1\norganization: {{name: A}}\nmetrics: {{m: {metric}}}\n"
        path.write_text(text, encoding="utf-8")
        assert (load_configuration(path).configuration is not None) == (kind in kinds)


def test_the_schema_can_be_written_as_json_and_is_always_the_same() -> None:
    assert json.dumps(_SCHEMA) == json.dumps(configuration_json_schema())
