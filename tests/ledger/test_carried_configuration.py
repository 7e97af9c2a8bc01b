"""The attached configuration: comments and names are redacted, line numbers are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from reportgen.analysis.analyse import analyse
from reportgen.analysis.privacy.redact import redact
from reportgen.config.carried_text import carried_text
from reportgen.config.loader import load_configuration
from reportgen.ledger.carried_configuration import carried_configuration
from tests.analysis.factories import dataset
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


def test_comments_are_removed_and_everything_else_stays_on_its_line() -> None:
    carried = carried_text(TEXT, {})
    assert yaml.safe_load(carried) == yaml.safe_load(TEXT)
    assert len(carried.splitlines()) == len(TEXT.rstrip("# last\n").splitlines()) + 1
    for words in ("private", "not for print", "end", "last"):
        assert words not in carried
    for number, line in enumerate(carried.splitlines()):
        assert TEXT.splitlines()[number].startswith(line)


def test_a_value_is_replaced_only_at_its_path() -> None:
    text = "members:\n- {id: a, name: Ada}\n- {id: b, name: Ada}\n"
    carried = carried_text(text, {("members", 1, "name"): 'b "x"'})
    loaded = yaml.safe_load(carried)
    assert [item["name"] for item in loaded["members"]] == ["Ada", 'b "x"']


def _example() -> Configuration:
    path = ROOT / "configs" / "women-in-medicine" / "women-in-medicine.yaml"
    loaded = load_configuration(path).configuration
    assert loaded is not None
    return loaded


def test_no_name_of_a_member_and_no_comment_is_attached() -> None:
    configuration = _example()
    carried = carried_configuration(configuration)
    assert carried is not None
    assert configuration.committee is not None
    loaded = yaml.safe_load(carried)
    for member, record in zip(
        configuration.committee.members, loaded["committee"]["members"], strict=True
    ):
        # Only the letters that the committee figure prints.
        assert len(record["name"].replace(" ", "")) <= 4
        assert f"name: {member.name}," not in carried
    assert "# " not in carried


def test_a_configuration_changed_since_it_was_read_is_not_attached(
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


PEOPLE = """\
reportgen: 1
organization: {name: River Club}
brief:
  report_date: 2020-06-30
  authors:
    - {name: Ada Example, orcid: 0000-0002-1825-0097, email: ada@example.org, corresponding: true}
committee:
  ranks: [volunteer]
  members:
    - {id: jane-doe, name: Jane Quinn Doe, rank: volunteer}
    - {id: jim, name: Jim Dean, rank: volunteer}
    - {id: joe, name: Joe Roe, rank: volunteer}
  structures:
    - {id: now, from: 2020-01,
       roles: [{title: Chair, holders: [jane-doe]}, {title: Guides, holders: [jim, joe]}],
       mentoring: [{mentor: jane-doe, mentee: jim}]}
surveys:
  - {id: alone, question: Can you lead alone?, paired: {both: 3, gained: 2, lost: 0, neither: 1}}
  - {id: again, question: Will you come?, before: {yes: 2, asked: 7}, after: {yes: 4, asked: 6}}
  - {id: once, question: Did you row?, answers: {yes: 3, asked: 8}}
privacy: PRIVACY
"""
NAMES = ("Jane", "Quinn", "Doe", "Dean", "Roe", "jane", "jim", "joe", "Ada", "1825", "ada@")


def _hidden(folder: Path, privacy: str) -> tuple[Configuration, str]:
    """Return a configuration with privacy, and the text that its brief attaches."""
    path = folder / "river.yaml"
    path.write_text(PEOPLE.replace("PRIVACY", privacy), encoding="utf-8")
    configuration = load_configuration(path).configuration
    assert configuration is not None
    carried = carried_configuration(configuration)
    assert carried is not None
    return configuration, carried


@pytest.mark.parametrize(
    ("privacy", "names"),
    [
        ("{members: roles, authors: initials, smallest_group: null}", ()),
        (
            "{members: initials, authors: initials, contacts: true, smallest_group: null}",
            ("1825", "ada@"),
        ),
        ("{members: initials, authors: initials, smallest_group: null}", ()),
        ("{members: roles, named: [joe], smallest_group: null}", ("Roe", "Ada")),
        ("{members: names, authors: initials, smallest_group: 2}", ()),
    ],
)
def test_only_redacted_people_are_left_out_of_the_attached_text(
    tmp_path: Path, privacy: str, names: tuple[str, ...]
) -> None:
    _, carried = _hidden(tmp_path, privacy)
    assert tuple(name for name in NAMES if name in carried) == names
    assert carried.count("\n") == PEOPLE.count("\n")


@pytest.mark.parametrize("members", ["roles", "initials"])
def test_the_attached_text_gives_the_same_people_and_answers(tmp_path: Path, members: str) -> None:
    asked = f"{{members: {members}, named: [jim], smallest_group: null}}"
    configuration, carried = _hidden(tmp_path, asked)
    again = tmp_path / "again.yaml"
    again.write_text(carried, encoding="utf-8")
    loaded = load_configuration(again).configuration
    assert loaded is not None
    assert loaded.committee == configuration.committee
    assert loaded.brief.authors == configuration.brief.authors
    assert loaded.privacy == configuration.privacy
    assert loaded.surveys == configuration.surveys


def test_a_list_of_roles_keeps_the_vacant_ones_and_the_people_who_agreed(tmp_path: Path) -> None:
    path = tmp_path / "river.yaml"
    path.write_text(
        "reportgen: 1\norganization: {name: River Club}\nbrief: {report_date: 2024-12-31}\n"
        "committee:\n  members:\n"
        "    - {id: ada, name: Ada Moreno, role: Chair}\n"
        "    - {id: bo, name: Bo Lind, role: Press}\n"
        "    - {role: Secretary}\n"
        "privacy: {members: roles, named: [bo], smallest_group: null}\n",
        encoding="utf-8",
    )
    configuration = load_configuration(path).configuration
    assert configuration is not None
    text = carried_configuration(configuration)
    assert text is not None
    carried = yaml.safe_load(text)
    assert "Moreno" not in text
    assert carried["committee"]["members"][2] == {"role": "Secretary"}
    assert carried["privacy"]["named"] == ["Bo Lind"]


def test_suppressed_answers_are_replaced_by_others_that_are_suppressed_too(
    tmp_path: Path,
) -> None:
    configuration, _ = _hidden(tmp_path, "{smallest_group: 5}")
    known, few = _read_by_others(configuration)
    text = carried_configuration(few)
    assert text is not None
    alone, again, once = yaml.safe_load(text)["surveys"]
    assert alone["paired"] == {"both": 1, "gained": 0, "lost": 0, "neither": 0}
    assert again["before"] == again["after"] == {"yes": 0, "asked": 1}
    assert once["answers"] == {"yes": 0, "asked": 1}
    path = tmp_path / "again.yaml"
    path.write_text(text, encoding="utf-8")
    loaded = load_configuration(path).configuration
    assert loaded is not None
    again_known, again_few = _read_by_others(loaded)
    assert [item.is_suppressed for item in again_few.surveys] == [True, True, True]
    assert again_known == known


def _read_by_others(
    configuration: Configuration,
) -> tuple[dict[str, float | str | None], Configuration]:
    """Return the survey outcomes of a configuration, and its redacted text."""
    data = dataset()
    outcomes = analyse(configuration, data)
    values = {
        key: item.value for key, item in outcomes.quantities.items() if key.startswith("surveys.")
    }
    return values, redact(configuration, data, outcomes)[0]
