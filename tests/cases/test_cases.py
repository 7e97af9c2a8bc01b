"""Each ``*.case`` is a faulty input with the exact diagnostics expected for it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import category

import pytest

from reportgen.diagnostics import Diagnostic, format_diagnostic, has_errors
from reportgen.errors import ReportgenError
from reportgen.pipeline import load_organization
from tests.cases.case_file import all_cases
from tests.processor_time import seconds

if TYPE_CHECKING:
    from tests.cases.case_file import Case

_CASES = all_cases()
_TYPE_NAMES = ("NoneType", "<class", "str'", "int'", "dict'", "Traceback", "pydantic", "ValueError")


def found_in(expected: dict[str, Any]) -> list[Diagnostic]:
    """Return the diagnostics of a check of the current folder, or of a build if requested."""
    if "build" in expected:
        return _build(**expected["build"])
    return list(load_organization(Path("config.yaml")).diagnostics)


def _build(*, kind: str | None = None, formats: tuple[str, ...] = ("html",)) -> list[Diagnostic]:
    """Build the case with its own templates, if any; it must fail before writing."""
    from reportgen.pipeline import BuildOptions, build_brief

    templates = Path("templates")
    options = BuildOptions(
        output=Path("output"),
        kind=kind,
        formats=tuple(formats),
        templates=templates if templates.is_dir() else None,
    )
    try:
        result = build_brief(Path("config.yaml"), options)
        found = result.diagnostics
        assert not result.is_made, "a faulty case was built"
    except ReportgenError as problem:
        found = problem.diagnostics
    assert found, "an error without a code"
    return list(found)


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


def test_there_are_cases() -> None:
    assert len(_CASES) >= 350


@pytest.fixture(params=_CASES, ids=lambda case: case.name)
def case(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    """Return a case whose files are in the current folder."""
    case: Case = request.param
    case.write(tmp_path)
    monkeypatch.chdir(tmp_path)
    return case


def test_every_fault_is_reported_at_its_place(case: Case) -> None:
    before = sorted(Path().rglob("*"))
    start = time.process_time()
    found = found_in(case.expected)
    assert time.process_time() - start < seconds(2)
    assert [_as_expected(item) for item in found] == case.expected["messages"]
    assert (2 if has_errors(found) else 0) == case.expected["exit_code"]
    assert sorted(Path().rglob("*")) == before, "a check wrote something"


def test_messages_are_plain_words_with_a_mark_under_the_fault(case: Case) -> None:
    for item in found_in(case.expected):
        printed = format_diagnostic(item)
        assert not any(category(letter) in {"Cc", "Cf"} for letter in printed if letter != "\n")
        assert not any(name in printed for name in _TYPE_NAMES)
        assert not item.message.endswith(".")
        assert "  " not in item.message
        place = item.place
        if place is None:
            # What is missing, or is found in the finished page, has no line to mark.
            assert item.code in {"TPL003", "REN004", "REN010"}
            continue
        assert not Path(place.file).is_absolute()
        if place.column is not None and place.text:
            assert place.column - 1 <= len(place.text)
