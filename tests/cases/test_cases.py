"""Every folder beside this file is one input with a fault, and exactly what is said about it."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from reportgen.config.loader import load_configuration
from reportgen.data.loader import load_dataset
from reportgen.diagnostics import Diagnostic, format_diagnostic, has_errors

_FOLDERS = sorted(path.parent for path in Path(__file__).parent.glob("*/expected.json"))
_TYPE_NAMES = ("NoneType", "<class", "str'", "int'", "dict'", "Traceback", "pydantic", "ValueError")


def _check() -> list[Diagnostic]:
    loaded = load_configuration(Path("config.yaml"))
    found = list(loaded.diagnostics)
    if loaded.configuration is not None:
        found += load_dataset(loaded.configuration).diagnostics
    return found


def _as_expected(item: Diagnostic) -> dict[str, Any]:
    place = item.place
    said: dict[str, Any] = {
        "severity": str(item.severity),
        "code": item.code,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "message": item.message,
    }
    if item.help:
        said["help"] = item.help
    if item.in_brief:
        said["in_brief"] = True
    return said


def test_there_are_cases_to_try() -> None:
    assert len(_FOLDERS) > 100


@pytest.mark.parametrize("folder", _FOLDERS, ids=lambda folder: folder.name)
def test_every_fault_is_named_at_its_place(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    expected = json.loads(Path("expected.json").read_text(encoding="utf-8"))
    before = sorted(Path().rglob("*"))
    start = time.process_time()
    found = _check()
    assert time.process_time() - start < 2
    assert [_as_expected(item) for item in found] == expected["messages"]
    assert (2 if has_errors(found) else 0) == expected["exit_code"]
    assert sorted(Path().rglob("*")) == before, "a check wrote something"


@pytest.mark.parametrize("folder", _FOLDERS, ids=lambda folder: folder.name)
def test_messages_are_plain_words_with_a_mark_under_the_fault(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    for item in _check():
        printed = format_diagnostic(item)
        assert not any(name in printed for name in _TYPE_NAMES)
        assert not item.message.endswith(".")
        assert "  " not in item.message
        place = item.place
        assert place is not None
        assert not Path(place.file).is_absolute()
        if place.column is not None and place.text:
            assert place.column - 1 <= len(place.text)
