"""Mutations of a full configuration are read or reported at their place."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.config.loader import load_configuration
from reportgen.config.naming import value_at
from reportgen.config.yaml.nodes import load_yaml
from reportgen.diagnostics import format_diagnostic, has_errors

_FULL = Path(__file__).parent / "full" / "full.yaml"
_DOCUMENT: Any = load_yaml(_FULL.read_bytes(), "full.yaml").value


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [path] if path else []
    if isinstance(value, dict):
        entries: list[tuple[str | int, Any]] = list(value.items())
    else:
        entries = list(enumerate(value)) if isinstance(value, list) else []
    for key, inner in entries:
        found += _paths(inner, (*path, key))
    return found


_ALL_PATHS = _paths(_DOCUMENT)
_ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**14), 10**14)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["", "x", "before", "f1", "2018-07", "2020-02-30", "50%", "../x", "data"])
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "rank", "from", "to", "x"]), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(path=st.sampled_from(_ALL_PATHS), value=_ANYTHING)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_value_in_any_place_is_read_or_reported(
    tmp_path: Path, path: tuple[str | int, ...], value: Any
) -> None:
    document = copy.deepcopy(_DOCUMENT)
    value_at(path[:-1], document)[path[-1]] = value
    file = tmp_path / "config.yaml"
    file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    loaded = load_configuration(file, data_roots=(_FULL.parent,))
    assert (loaded.configuration is None) == has_errors(loaded.diagnostics)
    for item in loaded.diagnostics:
        assert item.place is not None
        assert format_diagnostic(item)


@pytest.mark.parametrize("path", _ALL_PATHS, ids=lambda path: ".".join(map(str, path)))
def test_any_key_or_entry_may_be_missing(tmp_path: Path, path: tuple[str | int, ...]) -> None:
    document = copy.deepcopy(_DOCUMENT)
    del value_at(path[:-1], document)[path[-1]]
    file = tmp_path / "config.yaml"
    file.write_text(json.dumps(document, indent=1), encoding="utf-8")
    loaded = load_configuration(file, data_roots=(_FULL.parent,))
    assert (loaded.configuration is None) == has_errors(loaded.diagnostics)
