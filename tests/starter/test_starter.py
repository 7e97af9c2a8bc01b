"""``init`` and ``schema``: what they write passes the check and the build."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.cli.init import init
from reportgen.cli.schema import schema
from reportgen.config.loader import load_configuration
from reportgen.config.schema.json_schema import configuration_json_schema
from reportgen.data.loader import load_dataset
from reportgen.diagnostics import has_errors
from reportgen.errors import ConfigError, DataError
from reportgen.model.metric import MetricKind
from reportgen.pipeline import BuildOptions, build_brief
from reportgen.starter.folder import write_guess, write_starter
from reportgen.starter.guess import guess_metrics
from reportgen.starter.make_data import FILES, FOLDER
from reportgen.starter.reference import reference_page
from tests.data.exports.make_exports import FILES as EXPORT_FILES
from tests.processor_time import seconds

_ROOT = Path(__file__).parents[2]
_EXPORTS = _ROOT / "tests" / "data" / "exports"
# Exports without dates or with omitted days give no metric.
_NOT_GUESSED = (
    "meta_audience",
    "meta_top_formats",
    "instagram_business_suite",
    "youtube_totals",
    "google_search_console_parts",
    "google_search_console_filters",
)
_GUESSED = [name for name in EXPORT_FILES if not name.startswith(_NOT_GUESSED)]


def test_the_starter_passes_a_check_without_messages(tmp_path: Path) -> None:
    made = write_starter(tmp_path / "river-club")
    loaded = load_configuration(made.files[0])
    assert loaded.diagnostics == ()
    assert loaded.configuration is not None
    assert loaded.configuration.organization.name == "River Club"
    data = load_dataset(loaded.configuration)
    assert data.diagnostics == ()
    assert data.dataset is not None
    assert all(file.is_synthetic for file in data.dataset.files.values())


def test_the_starter_builds_without_problems(tmp_path: Path) -> None:
    made = write_starter(tmp_path / "river-club")
    options = BuildOptions(output=tmp_path / "output", formats=("html",))
    result = build_brief(made.files[0], options)
    assert result.is_made
    mendable = ("CFG", "DAT", "ANA")
    assert [item for item in result.diagnostics if item.code.startswith(mendable)] == []
    text = (tmp_path / "output" / "river-club" / "editorial.html").read_text(encoding="utf-8")
    assert "Synthetic data" in text


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_data_of_the_starter_are_reproducible(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == FILES[name]()


def test_the_first_line_points_editors_to_the_schema(tmp_path: Path) -> None:
    made = write_starter(tmp_path / "river-club")
    first = made.files[0].read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=reportgen.schema.json"
    beside = (made.files[0].parent / "reportgen.schema.json").read_text(encoding="utf-8")
    assert json.loads(beside) == configuration_json_schema()


def test_a_folder_with_files_is_not_changed(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    done = CliRunner().invoke(init, [str(tmp_path)])
    assert isinstance(done.exception, ConfigError)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("name", _GUESSED)
def test_a_configuration_derived_from_an_export_can_be_loaded(tmp_path: Path, name: str) -> None:
    done = CliRunner().invoke(init, [str(tmp_path / "club"), "--from", str(_EXPORTS / name)])
    assert done.exit_code == 0, done.exception
    loaded = load_configuration(tmp_path / "club" / "club.yaml")
    assert loaded.configuration is not None, loaded.diagnostics
    data = load_dataset(loaded.configuration)
    assert data.dataset is not None, data.diagnostics
    for metric in loaded.configuration.metrics.values():
        assert f"guessed: {metric.id}: " in done.output


def test_a_derived_configuration_builds(tmp_path: Path) -> None:
    export = tmp_path / "members.csv"
    rows = "".join(f"2024-{n:02},{400 + 7 * n + n % 3},{n % 5 + 3}\n" for n in range(1, 13))
    export.write_text(f"# synthetic\nmonth,members,visits\n{rows}", encoding="utf-8")
    made = write_guess(tmp_path / "club", [export])
    result = build_brief(made.files[0], BuildOptions(output=tmp_path / "out", formats=("html",)))
    assert result.is_made, result.diagnostics


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ("100\n103\n104\n109\n111\n", MetricKind.LEVEL),
        ("31\n5\n80\n12\n44\n", MetricKind.COUNT),
        ("12%\n14%\n9%\n11%\n10%\n", MetricKind.RATE),
        ("0.5\n0.42\n0.61\n0.4\n0.5\n", MetricKind.RATE),
    ],
)
def test_kinds_are_guessed_from_the_values(tmp_path: Path, rows: str, kind: MetricKind) -> None:
    lines = [f"2024-{n:02},{value}" for n, value in enumerate(rows.split(), start=1)]
    path = tmp_path / "x.csv"
    path.write_text("\n".join(["month,amount", *lines]), encoding="utf-8")
    (found,) = guess_metrics(path).metrics
    assert found.kind is kind


def test_several_files_become_one_configuration(tmp_path: Path) -> None:
    rows = "".join(f"2024-{month:02},{month * 7 % 5 + 20}\n" for month in range(1, 13))
    for name in ("one", "other"):
        (tmp_path / f"{name}.csv").write_text(f"month,visits\n{rows}", encoding="utf-8")
    made = write_guess(tmp_path / "club", [tmp_path / "one.csv", tmp_path / "other.csv"])
    loaded = load_configuration(made.files[0])
    assert loaded.configuration is not None
    assert list(loaded.configuration.metrics) == ["visits", "visits_other"]
    assert not has_errors(load_dataset(loaded.configuration).diagnostics)


def test_files_of_the_same_name_are_refused_without_leftovers(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.csv").write_text("month,visits\n2024-01,3\n2024-02,4\n")
    with pytest.raises(DataError, match=r"two files are named x\.csv"):
        write_guess(tmp_path / "club", [tmp_path / "a" / "x.csv", tmp_path / "b" / "x.csv"])
    assert not (tmp_path / "club").exists()


def test_dates_of_unknown_order_are_reported(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("day,visits\n01/06/2024,3\n02/03/2024,4\n", encoding="utf-8")
    with pytest.raises(DataError) as refused:
        write_guess(tmp_path / "club", [file])
    [found] = refused.value.diagnostics
    assert found.code == "DAT041"
    assert "`01/06/2024` may mean" in found.message


def test_nothing_is_written_where_nothing_can_be_guessed(tmp_path: Path) -> None:
    export = tmp_path / "words.csv"
    export.write_text("name,place\nAda,Paris\n", encoding="utf-8")
    with pytest.raises(DataError, match="no metric was found"):
        write_guess(tmp_path / "club", [export])
    assert [path.name for path in (tmp_path / "club").rglob("*") if path.is_file()] == []


def test_the_schema_is_printed_or_written(tmp_path: Path) -> None:
    printed = CliRunner().invoke(schema, [])
    assert json.loads(printed.output) == configuration_json_schema()
    path = tmp_path / "schema.json"
    CliRunner().invoke(schema, ["--output", str(path)])
    assert path.read_text(encoding="utf-8") == printed.output


def test_the_reference_page_is_current() -> None:
    page = (_ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    assert page == reference_page(), "run `python -m reportgen.starter.reference`"


_HEAVY = ("numpy", "pandas", "scipy", "matplotlib", "weasyprint", "jinja2", "statsmodels")
_COMMANDS = f"""
import sys, time
from reportgen.cli.schema import schema
from reportgen.cli.init import init
from click.testing import CliRunner
light = [name for name in ("pydantic", "yaml", *{_HEAVY!r}) if name in sys.modules]
assert CliRunner().invoke(schema, []).exit_code == 0
print(light, [name for name in {_HEAVY!r} if name in sys.modules], time.process_time())
"""


def test_the_commands_are_imported_on_demand_and_start_fast() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _COMMANDS], capture_output=True, text=True, check=True, timeout=30
    )
    modules, taken = done.stdout.rsplit(" ", 1)
    assert modules == "[] []"
    assert float(taken) < seconds(1)


def test_a_second_column_of_dates_and_empty_cells_do_not_hide_a_metric(tmp_path: Path) -> None:
    rows = ["taken,date,followers,visits"]
    for month in range(1, 13):
        days = f"2024-{max(month, 2):02}-01,2024-{month:02}-01"
        rows.append(f"{days},{'' if month % 3 else 90 + month},{month % 4}")
    file = tmp_path / "export.csv"
    file.write_text("\n".join(rows) + "\n")
    guess = guess_metrics(file)
    assert {metric.id: metric.keys["date"] for metric in guess.metrics} == {
        "followers": "date",
        "visits": "date",
    }
    assert "8 of its 12 cells are empty" in guess.metrics[0].why


def test_months_without_a_year_require_one(tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    file.write_text("month,visits\nJan,10\nFeb,12\nMarch,11\nApr,14\n")
    with pytest.raises(DataError) as caught:
        write_guess(tmp_path / "new", [file])
    found = caught.value.diagnostics[0]
    assert found.code == "DAT024"
    assert "`month` have no year" in found.message
    assert "of which year" in found.help
