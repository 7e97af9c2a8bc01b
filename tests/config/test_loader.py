"""Loading a configuration: the value of every key, and defaults."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.config.loader import load_configuration
from reportgen.config.schema.messages import key_names, model_at
from reportgen.config.schema.root import ConfigurationSchema
from reportgen.config.to_model import slug
from reportgen.config.yaml.nodes import load_yaml
from reportgen.data.loader import load_dataset
from reportgen.model.committee import RankSpell
from reportgen.model.comparison import Alternative, Margin, Test, Variant
from reportgen.model.goal import TargetDirection
from reportgen.model.metric import Combine, Direction, MetricKind

if TYPE_CHECKING:
    from pydantic import BaseModel

    from reportgen.model.configuration import Configuration

_FULL = Path(__file__).parent / "full" / "full.yaml"


@pytest.fixture(scope="module")
def full() -> Configuration:
    loaded = load_configuration(_FULL)
    assert loaded.diagnostics == ()
    assert loaded.configuration is not None
    return loaded.configuration


def _tiny(folder: Path, text: str) -> Configuration:
    (folder / "data.csv").write_text("month,n\n2020-01,1\n", encoding="utf-8")
    path = folder / "tiny.yaml"
    path.write_text(text, encoding="utf-8")
    loaded = load_configuration(path)
    assert loaded.configuration is not None, loaded.diagnostics
    return loaded.configuration


_TINY = """\
reportgen: 1
organization: {name: Park Friends}
intervention: {on: 2020-03}
metrics:
  new_visitors: {kind: count, file: data.csv, date: month, value: n}
"""


def test_the_full_example_uses_every_key_of_the_format() -> None:
    document = load_yaml(_FULL.read_bytes(), "full.yaml")
    used = {(path[:-2], path[-2]) for path in document.places if path[-1:] == ("#key",)}
    by_group: dict[type[BaseModel], set[str]] = {}
    for path, key in used:
        model = model_at(path)
        if model is not None:
            by_group.setdefault(model, set()).add(str(key))
    assert ConfigurationSchema in by_group
    for group, keys in by_group.items():
        absent = set(key_names(group)) - keys
        # A reporting period excludes an intervention; brand and source have their own tests.
        # So do a sheet, a year and a second source, which need additional files.
        elsewhere = {"reporting_period", "brand", "source", "label", "sheet", "year", "absent_days"}
        # Members with roles, or a file of them, exclude structures.
        # Words for the number of a goal exclude each other and ids (test_goals_in_words).
        elsewhere |= {"metric", "average_of", "total_of", "change_over", "latest"}
        elsewhere |= {"growth_ratio", "survey", "retention"}
        elsewhere |= {"interventions"}  # excluded by a single one
        elsewhere |= {"dates", "holdings", "role", "reports_to", "terms"}
        counted = {"check_against", "time_zone", "count_rows", "absent_months", "covers"}
        kinds = {
            "numerator",
            "misses",
            "denominator",
            "weight",
            "in_percent",
            "currency",
            "restarts",
        }
        steps = {"every", "year_starts"}
        portfolios = {"per"}
        # tests/config/test_survey_keys.py
        forms = {
            *("answers", "file", "column", "scale", "yes", "no_answer"),
            *("date", "contrast", "person"),
        }
        layouts = {"query", "undated"}
        allowed = elsewhere | counted | kinds | steps | layouts | portfolios
        allowed |= forms if group.__module__.endswith("surveys") else set()
        assert absent <= allowed, (group, absent)


def test_a_month_is_its_first_day_as_a_start_and_its_last_as_an_end(full: Configuration) -> None:
    assert full.periods["before"].first == date(2018, 7, 1)
    assert full.periods["before"].last == date(2019, 6, 30)
    assert full.goals[0].time_bound == date(2020, 6, 30)
    assert full.committee is not None
    member = full.committee.members[1]
    assert (member.joined, member.left) == (date(2018, 9, 1), date(2021, 2, 28))
    assert full.committee.structures[1].last is None


def test_ranks_are_one_text_or_a_list_of_spells(full: Configuration) -> None:
    assert full.committee is not None
    one, several = full.committee.members
    assert one.ranks == (RankSpell(rank="faculty", first=None),)
    assert [spell.rank for spell in several.ranks] == ["student", "resident"]
    assert several.rank_on(date(2020, 6, 30)) == "student"
    assert several.rank_on(date(2020, 7, 1)) == "resident"


def test_analyses_and_goals_are_read_as_written(full: Configuration) -> None:
    reach, impressions, sustained, _ = full.comparisons
    assert (reach.test, reach.later, reach.base) == (Test.SLOPE, "after", "before")
    assert (impressions.variant, impressions.alternative) == (Variant.STUDENT, Alternative.GREATER)
    assert sustained.equivalence_margin == Margin(value=0.2, is_relative=True)
    measure = full.goals[0].measurable
    assert measure is not None
    assert (measure.target, measure.baseline) == (1.5, 1.0)
    assert measure.direction is TargetDirection.AT_LEAST


def test_metrics_are_read_as_written(full: Configuration) -> None:
    metric = full.metrics["new_members"]
    assert (metric.label, metric.unit) == ("new members", "people")
    assert (metric.kind, metric.good) == (MetricKind.COUNT, Direction.NEITHER)
    assert metric.where == (("place", "north"),)
    assert metric.combine is Combine.SUM


def test_the_brief_is_read_as_written(full: Configuration) -> None:
    brief = full.brief
    assert brief.report_date == date(2021, 7, 1)
    assert brief.authors[0].corresponding
    assert not brief.authors[1].corresponding
    assert brief.number_style == "ama"
    assert brief.synthetic
    assert brief.attach_data
    assert brief.abbreviations == {"RC": "River Club", "NO": "Norway"}
    assert brief.sections[0].text == "Why [@one]."
    assert brief.history.accepted == date(2023, 5, 22)


def test_every_named_file_is_found(full: Configuration) -> None:
    folder = _FULL.parent.resolve()
    data = ("data/monthly.csv", "data/campaigns.csv", "data/survey.csv")
    assert full.files == {name: folder / name for name in (*data, "references.bib", "last.json")}


def test_the_full_example_reads_its_data(full: Configuration) -> None:
    dataset = load_dataset(full).dataset
    assert dataset is not None
    assert {key: len(item.observations) for key, item in dataset.series.items()} == {
        "followers": 36,
        "impressions": 36,
        "new_members": 36,
    }
    assert dataset.campaigns is not None
    assert [item.value for item in dataset.campaigns.campaigns] == [72_000, 415_000, 50_000]
    paired = dataset.surveys["asked"].paired
    assert paired is not None
    assert (paired.both, paired.gained, paired.lost, paired.neither) == (1, 2, 1, 1)


def test_places_point_at_keys_and_values(full: Configuration) -> None:
    lines = _FULL.read_text(encoding="utf-8").split("\n")
    value = full.place("goals", 0, "measurable", "target")
    key = full.place("goals", 0, "measurable", "target", "#key")
    assert value is not None
    assert key is not None
    for place, text in ((value, "1.5"), (key, "target")):
        assert place.line is not None
        assert place.column is not None
        start = place.column - 1
        assert lines[place.line - 1][start : start + place.width] == text
        assert place.text == lines[place.line - 1]


def test_a_minimal_configuration_is_enough(tmp_path: Path) -> None:
    found = _tiny(tmp_path, _TINY)
    assert found.organization.id == "park-friends"
    assert found.organization.short_name == "Park Friends"
    assert found.brief.kind == "editorial"
    assert found.intervention is not None
    assert found.intervention.on == date(2020, 3, 1)
    metric = found.metrics["new_visitors"]
    assert (metric.label, metric.unit, metric.good) == (
        "new visitors",
        "new visitors",
        Direction.UP,
    )
    assert found.periods == {}
    assert found.comparisons == ()
    assert found.analysis.alpha == 0.05


@pytest.mark.parametrize(
    ("key", "column", "unit"),
    [
        ("reach", "Impressions", "impressions"),
        ("new_members", "joined", "joined"),
        ("new_members", "n", "new members"),
        ("new_members", "Primary", "new members"),
        ("new_members", "members_2020", "new members"),
        ("new_members", "Watch time (hours)", "new members"),
    ],
)
def test_a_unit_left_out_is_the_columns_word_or_the_metrics_id(
    tmp_path: Path, key: str, column: str, unit: str
) -> None:
    text = _TINY.replace("new_visitors", key).replace("value: n}", f"value: {column}}}")
    assert _tiny(tmp_path, text).metrics[key].unit == unit


def test_words_and_numbers_that_yaml_1_1_changed_stay_as_typed(tmp_path: Path) -> None:
    text = _TINY.replace("Park Friends}", "NO, short_name: 0123, description: 12:30}")
    found = _tiny(tmp_path, text).organization
    assert (found.name, found.short_name, found.description) == ("NO", "0123", "12:30")


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("Women in Medicine", "women-in-medicine"),
        ("Río Vérde (São Paulo)", "rio-verde-sao-paulo"),
        ("  --A--  ", "a"),
        ("日本", ""),
        ("x" * 100, "x" * 60),
    ],
)
def test_a_name_becomes_a_folder(name: str, folder: str) -> None:
    assert slug(name) == folder


def test_the_same_file_gives_the_same_configuration(full: Configuration) -> None:
    again = load_configuration(_FULL).configuration
    assert again == full


@given(st.binary(max_size=200))
def test_any_bytes_end_in_plain_values_or_a_message(data: bytes) -> None:
    document = load_yaml(data, "x.yaml")
    assert document.value is None or isinstance(document.value, (dict, list, str, int, float))
    assert all(item.place is not None and item.message for item in document.diagnostics)


@given(st.text("abkN:-[]{}'\"#&*!|>%@`,.0123 \n\t\\", max_size=120))
def test_any_mix_of_yaml_marks_ends_in_a_value_or_a_message(text: str) -> None:
    document = load_yaml(text.encode(), "x.yaml")
    for item in document.diagnostics:
        assert item.place is not None
        assert item.message
