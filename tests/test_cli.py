from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.cli import commands
from reportgen.render.formats import chosen_formats
from tests.batch.organizations import write_organization

ROOT = Path(__file__).parent.parent
LONG = ROOT / "configs" / "women-in-medicine" / "women-in-medicine.yaml"
GARDEN = ROOT / "configs" / "community-garden" / "community-garden.yaml"


def write_config(folder: Path, text: str) -> Path:
    path = folder / "club.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_check_is_silent_on_a_valid_configuration_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(commands, ["check", str(GARDEN)])
    assert result.exit_code == 0
    assert "No problems found." in result.output
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_key_stops_the_build_with_its_place_and_a_suggestion(tmp_path: Path) -> None:
    path = write_config(
        tmp_path, "reportgen: 1\norganization:\n  name: River Club\n  shortname: RC\n"
    )
    result = CliRunner().invoke(commands, ["build", str(path), "--output", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert "club.yaml:4:3" in result.output
    assert "`short_name`" in result.output
    assert not (tmp_path / "out").exists()


def test_problems_as_json_have_file_line_and_column(tmp_path: Path) -> None:
    path = write_config(tmp_path, "reportgen: 1\norganization: {name: A, name: B}\n")
    result = CliRunner().invoke(commands, ["check", str(path), "--messages", "json"])
    assert result.exit_code == 2
    records = [json.loads(line) for line in result.output.splitlines()]
    duplicate = next(record for record in records if "twice" in record["message"])
    assert (duplicate["severity"], duplicate["line"], duplicate["column"]) == ("error", 2, 25)


def test_a_failing_brief_fails_no_other(tmp_path: Path) -> None:
    small = write_organization(tmp_path, "small", 1)
    limits = tmp_path / "limits.toml"
    limits.write_text("pdf_pages = 4\n")
    words = ["--limits", str(limits), "build", str(LONG), str(small), "--format", "pdf"]
    words += ["--output", str(tmp_path / "out"), "--messages", "json"]
    result = CliRunner().invoke(commands, words)
    assert result.exit_code == 1
    found = [json.loads(line) for line in result.output.splitlines()]
    assert [item["code"] for item in found if item["severity"] == "error"] == ["REN013"]
    assert not (tmp_path / "out" / LONG.stem).exists()
    assert (tmp_path / "out" / "small" / "editorial.pdf").is_file()


def test_formats_may_be_separated_by_commas_or_repeated() -> None:
    assert chosen_formats(["txt", "md, html"]) == ("html", "md", "txt")
    with pytest.raises(ValueError, match="found none"):
        chosen_formats([" ,"])


def test_an_unknown_format_is_refused_with_the_available_ones() -> None:
    result = CliRunner().invoke(commands, ["build", str(GARDEN), "--format", "html,papyrus"])
    assert result.exit_code == 2
    assert "`papyrus`" in result.output
    assert "html, pdf" in result.output


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"]])
def test_help_imports_no_heavy_library(arguments: list[str]) -> None:
    heavy = ("matplotlib", "weasyprint", "pandas", "scipy", "numpy", "statsmodels")
    code = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from reportgen.cli import commands\n"
        f"assert CliRunner().invoke(commands, {arguments!r}).exit_code == 0\n"
        f"print([name for name in {heavy!r} if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_check_does_not_import_the_typesetter_or_pandas() -> None:
    heavy = ("weasyprint", "pandas", "statsmodels")
    code = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from reportgen.cli import commands\n"
        f"assert CliRunner().invoke(commands, ['check', {str(GARDEN)!r}]).exit_code == 0\n"
        f"print([name for name in {heavy!r} if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
