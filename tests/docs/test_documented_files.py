"""Files for copying in the documentation are valid and refer to existing names."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest

from reportgen import __version__
from reportgen.config.loader import load_configuration
from reportgen.config.yaml.nodes import load_yaml
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

DOCS = ROOT / "docs"


def complaints(file: Path, schema: str) -> str:
    if find_spec("check_jsonschema") is None:
        pytest.skip("check-jsonschema is not installed")
    command = ["check-jsonschema", "--builtin-schema", schema, str(file)]
    done = subprocess.run(
        [sys.executable, "-m", command[0].replace("-", "_"), *command[1:]],
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_the_workflow_is_valid_for_github(tmp_path: Path) -> None:
    text = (DOCS / "how-to" / "publish-monthly.md").read_text(encoding="utf-8")
    found = re.search(r"```yaml\n(name: briefs.*?)```", text, re.DOTALL)
    assert found is not None
    workflow = tmp_path / "briefs.yml"
    workflow.write_text(found[1], encoding="utf-8")
    assert complaints(workflow, "vendor.github-workflows") == ""
    workflow.write_text(found[1].replace("runs-on", "runs_on"), encoding="utf-8")
    assert "runs" in complaints(workflow, "vendor.github-workflows")


def test_the_comparisons_of_the_page_on_planning_have_no_fault(tmp_path: Path) -> None:
    page = (DOCS / "how-to" / "plan-comparisons.md").read_text(encoding="utf-8")
    whole: dict[str, Any] = {"reportgen": 1, "organization": {"name": "Repair Café"}}
    for block in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL):
        for key, value in load_yaml(block.encode(), "page").value.items():
            whole[key] = [*whole[key], *value] if key in whole else value
    assert {item["id"] for item in whole["comparisons"]} == {"waiting", "room", "course"}
    file = tmp_path / "cafe.yaml"
    file.write_text(json.dumps(whole), encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "visits.csv").write_text("month,visits,benches\n2021-07,90,12\n")
    loaded = load_configuration(file)
    assert loaded.configuration is not None
    assert loaded.diagnostics == ()


def test_the_citation_is_well_formed_and_of_this_version() -> None:
    file = ROOT / "CITATION.cff"
    assert complaints(file, "vendor.citation-file-format") == ""
    assert f"\nversion: {__version__}\n" in file.read_text(encoding="utf-8")


def test_every_documented_extra_exists() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = set()
    for file in (ROOT / "Containerfile", ROOT / "README.md", *DOCS.rglob("*.md")):
        for inside in re.findall(r"(?:reportgen-briefs|\.)\[([a-z,]+)\]", file.read_text("utf-8")):
            named |= set(inside.split(","))
    assert {"preview", "tables"} <= named
    assert named <= set(project["optional-dependencies"])


def test_the_container_installs_the_system_libraries() -> None:
    container = (ROOT / "Containerfile").read_text(encoding="utf-8")
    script = (ROOT / ".ci" / "system-packages").read_text(encoding="utf-8")
    demo = script.split('if [ "$purpose" = test ]')[0]
    libraries = set(re.findall(r"need (lib\S+)", demo))
    assert libraries
    assert libraries <= set(container.split())
    assert re.search(r"^USER (?!root)", container, re.MULTILINE)
