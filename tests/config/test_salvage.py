"""All mistakes are reported together, also those next to a key that can't be read."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.config.loader import load_configuration
from reportgen.config.naming import value_at
from reportgen.config.partial_validation import Salvaged
from reportgen.config.yaml.nodes import load_yaml

_FULL = Path(__file__).parent / "full" / "full.yaml"
_READ = load_yaml(_FULL.read_bytes(), "full.yaml")
_LISTS = [path for path in _READ.places if isinstance(value_at(path, _READ.value), list)]
_ENTRIES = [(*path, index) for path in _LISTS for index in range(len(value_at(path, _READ.value)))]


def _text(place: Any) -> str:
    return str(place.text[place.column - 1 :][: place.width])


@given(st.lists(st.sampled_from(_ENTRIES), min_size=1, max_size=4, unique=True))
@settings(max_examples=100, deadline=None)
def test_places_still_point_at_their_values(paths: list[tuple[str | int, ...]]) -> None:
    document = copy.deepcopy(_READ.value)
    for path in paths:
        group = value_at(path[:-1], document)
        if isinstance(group, list) and isinstance(path[-1], int) and path[-1] < len(group):
            group[path[-1]] = 4711  # no list of the configuration accepts a number as an entry
    rest = Salvaged(document, _READ.places)
    for path, place in rest.places.items():
        if path[-1:] == ("#key",):
            assert path[-2] in value_at(path[:-2], rest.document)
            continue
        value = value_at(path, rest.document)
        if isinstance(value, str) and value and "\n" not in value:
            is_folded = _text(place).startswith((">", "|"))
            assert value[:20] in _text(place) or is_folded


def test_mistakes_of_every_kind_are_reported_together(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text("month,n\n2020-01,1\n", encoding="utf-8")
    path = tmp_path / "config.yaml"
    path.write_text(
        "reportgen: 1\n"
        "organization: {name: Club, desciption: A club}\n"
        "periods: {before: {from: 2020-06, to: 2020-01}, after: {from: 2020-07, to: 2020-12}}\n"
        "metrics:\n"
        "  bad: {kind: total, file: data.csv, date: month, value: n}\n"
        "  gone: {kind: level, file: dta.csv, date: month, value: n}\n"
        "comparisons:\n"
        "  - {id: one, metric: gone, test: slope, contrast: [afer, before]}\n"
        "  - {id: two, metric: bad, test: slope, contrast: [after, before]}\n"
        "goals: [{id: g, specific: S, measurable: {quantity: gone.observed.latest.value, "
        "target: many}}]\n",
        encoding="utf-8",
    )
    found = load_configuration(path).diagnostics
    assert [(item.code, item.place.line if item.place else 0) for item in found] == [
        ("CFG020", 2),
        ("CFG046", 3),
        ("CFG024", 5),
        ("DAT001", 6),
        ("CFG030", 8),
        ("CFG022", 10),
    ]


def test_possible_consequences_of_a_mistake_are_not_reported(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(
        "reportgen: 1\norganization: {name: Club}\n"
        "metrics:\n  m: {kind: 5, file: data.csv, date: month, value: n}\n"
        "periods: {a: {from: 2020-01, to: 2020-02}, b: {from: 2020-03, to: 2020-04}}\n"
        "comparisons: [{id: c, metric: m, test: slope, contrast: [b, a]}]\n",
        encoding="utf-8",
    )
    assert [item.code for item in load_configuration(path).diagnostics] == ["CFG024"]
