"""Plain data to dataclasses and back, with mismatches reported at their path."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

import pytest

from reportgen.ledger.plain_data import MismatchError, from_plain, to_plain
from reportgen.ledger.records import ConfigurationRecord


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Pair(NamedTuple):
    day: date
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    flag: bool
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outer:
    colour: Colour
    count: int | None
    level: float
    pairs: tuple[Pair, ...]
    named: Mapping[str, Inner]
    mixed: str | tuple[str, str]


PLAIN: dict[str, Any] = {
    "colour": "red",
    "count": 2,
    "level": 1,
    "pairs": [["2024-01-31", 1.5]],
    "named": {"a": {"flag": True}, "b": {"flag": False, "note": "x"}},
    "mixed": ["a", "b"],
}


def test_plain_data_round_trip() -> None:
    found = from_plain(Outer, PLAIN)
    assert found.pairs == (Pair(date(2024, 1, 31), 1.5),)
    assert found.colour is Colour.RED
    assert to_plain(found) == PLAIN
    assert list(to_plain(found)) == list(PLAIN)
    assert "note" not in to_plain(found)["named"]["a"]
    assert isinstance(to_plain(found)["level"], int)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"colour": "green"}, 'colour: expected one of red, blue, found "green"'),
        ({"colour": 1}, "colour: expected one of red, blue, found 1"),
        ({"count": "x"}, 'count: expected a whole number, found "x"'),
        ({"count": 1.0}, "count: expected a whole number, found 1.0"),
        ({"count": True}, "count: expected a whole number, found true"),
        ({"count": 10**400}, "count: expected a whole number, found a number that is too large"),
        ({"level": None}, "level: expected a number, found null"),
        ({"level": True}, "level: expected a number, found true"),
        ({"level": float("nan")}, "level: expected a finite number, found NaN"),
        ({"level": 10**400}, "level: expected a finite number, found a number that is too large"),
        ({"pairs": {}}, "pairs: expected a list, found an object"),
        ({"pairs": [["2024-01-31"]]}, "pairs.0: expected a list of 2 items, found a list of 1"),
        ({"pairs": [[1, 1.5]]}, "pairs.0.0: expected a day such as 2024-01-31, found 1"),
        (
            {"pairs": [["20240131", 1.5]]},
            'pairs.0.0: expected a day such as 2024-01-31, found "20240131"',
        ),
        ({"pairs": [["soon", 1]]}, 'pairs.0.0: expected a day such as 2024-01-31, found "soon"'),
        ({"named": []}, "named: expected an object, found a list of 0"),
        ({"named": {"a": 1}}, "named.a: expected an object, found 1"),
        ({"named": {"a": {}}}, "named.a.flag: missing"),
        ({"named": {"a": {"flag": 1}}}, "named.a.flag: expected true or false, found 1"),
        (
            {"named": {"a": {"flag": True, "more": 1}}},
            "named.a.more: no entry that this version of reportgen knows",
        ),
        ({"mixed": ["a", 1]}, "mixed.1: expected a text, found 1"),
        ({"mixed": "\ud800"}, 'mixed: expected a text of whole characters, found "\\ud800"'),
        ({"colour": "g" * 99}, f'colour: expected one of red, blue, found "{"g" * 58}…'),
    ],
)
def test_a_mismatch_is_reported_with_its_path(change: dict[str, Any], message: str) -> None:
    with pytest.raises(MismatchError) as found:
        from_plain(Outer, {**PLAIN, **change})
    assert str(found.value) == message


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    kept: int | None = field(default=None, metadata={"former": "held"})


def test_a_field_is_read_under_its_former_name_and_written_under_its_own() -> None:
    assert from_plain(Renamed, {"held": 2}) == from_plain(Renamed, {"kept": 2}) == Renamed(kept=2)
    assert to_plain(Renamed(kept=2)) == {"kept": 2}
    assert from_plain(Renamed, {}) == Renamed()
    with pytest.raises(MismatchError, match="held"):
        from_plain(Renamed, {"held": 2, "kept": 2})


def test_a_withheld_committee_is_known_from_earlier_ledgers() -> None:
    plain: dict[str, Any] = {"file": "x.yaml", "sha256": "a", "text": None, "other_files": []}
    found = from_plain(ConfigurationRecord, {**plain, "kept_back": ["committee"]})
    assert found.withheld == ("committee",)
    assert to_plain(found) == {**plain, "withheld": ["committee"]}


def test_other_types_have_no_plain_data() -> None:
    with pytest.raises(TypeError):
        to_plain(object())
