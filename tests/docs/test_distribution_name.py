"""`reportgen` on PyPI is another project; no text may instruct users to install it."""

from __future__ import annotations

import re
import tomllib

import pytest

from reportgen import DISTRIBUTION
from tests.conftest import ROOT

_FOLDERS = ("reportgen", "docs", "templates", "configs", "benchmarks")
_INSTALL = re.compile(
    r"\b(?:pip|pipx|uv|uvx|poetry|conda)3?[^`\n]*? (?:install|add|run|tool)\b(.*)"
)
_OTHER_PROJECT = re.compile(r"""(?:^|[\s'"])reportgen(?:$|[\s'"`\[=<>~,])""")


def _names_other_project(line: str) -> bool:
    told = _INSTALL.search(line)
    return bool(told and _OTHER_PROJECT.search(told[1].split("`", maxsplit=1)[0]))


@pytest.mark.parametrize(
    ("line", "is_wrong"),
    [
        ("run `pip install 'reportgen[tables]'`", True),
        ("      - run: pip install reportgen", True),
        ("pip install --force-reinstall reportgen", True),
        ("pip install reportgen==1.0", True),
        ("pip install reportgen-briefs", False),
        ("pip install 'reportgen-briefs[tables]'", False),
        ("`pip install pypdfium2`; reportgen needs it", False),
        ("pip install ./reportgen/", False),
    ],
)
def test_lines_that_install_the_other_project_are_found(line: str, *, is_wrong: bool) -> None:
    assert _names_other_project(line) == is_wrong


def test_no_text_instructs_to_install_the_other_project() -> None:
    files = [path for path in ROOT.iterdir() if path.is_file()]
    for name in _FOLDERS:
        files += [path for path in (ROOT / name).rglob("*") if path.is_file()]
    wrong = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in files
        if path.suffix in {".py", ".md", ".toml", ".yaml", ".yml", ".j2", ".po", ".cff", ""}
        for line in path.read_text(encoding="utf-8").splitlines()
        if _names_other_project(line)
    ]
    assert not wrong
    assert len(files) > len(_FOLDERS)


def test_the_name_in_the_code_is_the_name_of_the_distribution() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["name"] == DISTRIBUTION != "reportgen"
    assert project["scripts"] == {"reportgen": "reportgen.cli:main"}
