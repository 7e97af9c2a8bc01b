"""The configuration that a brief carries: without asides and names, line for line the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from reportgen.config.carried_text import carried_text
from reportgen.config.loader import load_configuration
from reportgen.evidence.carried_configuration import carried_configuration
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.model.configuration import Configuration

TEXT = """# private: ask Ada first
name: "A # sign"   # not for print
note: it is #1 of a#b
list: [one, 'two # three']  # end
block: |
  A line # that stays.
  # and this one
folded: >-
  some
  # words
# last
"""


def test_comments_go_and_everything_else_stays_on_its_line() -> None:
    carried = carried_text(TEXT, {})
    assert yaml.safe_load(carried) == yaml.safe_load(TEXT)
    assert len(carried.splitlines()) == len(TEXT.rstrip("# last\n").splitlines()) + 1
    for words in ("private", "not for print", "end", "last"):
        assert words not in carried
    for number, line in enumerate(carried.splitlines()):
        assert TEXT.splitlines()[number].startswith(line)


def test_a_value_is_exchanged_at_its_path_alone() -> None:
    text = "members:\n- {id: a, name: Ada}\n- {id: b, name: Ada}\n"
    carried = carried_text(text, {("members", 1, "name"): 'b "x"'})
    told = yaml.safe_load(carried)
    assert [item["name"] for item in told["members"]] == ["Ada", 'b "x"']


def _example() -> Configuration:
    path = ROOT / "configs" / "women-in-medicine" / "women-in-medicine.yaml"
    loaded = load_configuration(path).configuration
    assert loaded is not None
    return loaded


def test_no_members_name_and_no_comment_is_carried() -> None:
    configuration = _example()
    carried = carried_configuration(configuration)
    assert carried is not None
    assert configuration.committee is not None
    told = yaml.safe_load(carried)
    for member, record in zip(
        configuration.committee.members, told["committee"]["members"], strict=True
    ):
        assert record["name"] == member.id
        assert f"name: {member.name}," not in carried
    assert "# " not in carried


def test_a_configuration_that_is_no_longer_the_one_that_was_read_is_not_carried(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.yaml"
    source = ROOT / "configs" / "community-garden"
    path.write_bytes((source / "community-garden.yaml").read_bytes())
    configuration = load_configuration(path, data_roots=(source,)).configuration
    assert configuration is not None
    assert carried_configuration(configuration) is not None
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert carried_configuration(configuration) is None
    path.unlink()
    assert carried_configuration(configuration) is None
