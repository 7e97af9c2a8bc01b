"""Each measure of the review, on a package of three small modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.docs.code_review_table import (
    comments_per_1000_lines,
    docstring_dialect,
    fan_out,
    modules_of,
    share_of_private_functions_used_once,
)

if TYPE_CHECKING:
    from pathlib import Path

_ONE = '''"""Say what is told."""

from toy import two
from toy.three import x


def _called_once() -> int:
    return 1  # 1 is the smallest


def _called_twice() -> int:
    return _called_once()


def both() -> int:
    return _called_twice() + _called_twice()  # noqa: X100
'''


@pytest.fixture
def toy(tmp_path: Path) -> dict[str, str]:
    folder = tmp_path / "toy"
    folder.mkdir()
    for name, source in (("__init__", ""), ("one", _ONE), ("two", "import os\n"), ("three", "x=1")):
        (folder / f"{name}.py").write_text(source, encoding="utf-8")
    return modules_of(tmp_path, "toy")


def test_empty_files_are_no_modules(toy: dict[str, str]) -> None:
    assert list(toy) == ["toy/one.py", "toy/three.py", "toy/two.py"]


def test_comments_are_counted_without_directives_for_tools() -> None:
    assert comments_per_1000_lines([_ONE]) == pytest.approx(1000 / _ONE.count("\n"))


def test_functions_used_once_are_distinguished_from_others() -> None:
    assert share_of_private_functions_used_once([_ONE]) == (50.0, 2)


def test_imports_of_the_package_count_and_others_do_not(toy: dict[str, str]) -> None:
    assert fan_out(toy, "toy") == [0, 0, 2]


def test_dialect_is_counted_in_docstrings(toy: dict[str, str]) -> None:
    assert docstring_dialect(toy) == (4, 2500.0)
