"""The keys of board reports: asks, owners' views, the front sheet, and people in them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from reportgen.config.loader import load_configuration
from reportgen.ledger.carried_configuration import carried_configuration
from reportgen.model.board import ActionStatus, Amount, AskKind, Length

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.config.loader import LoadedConfiguration
    from reportgen.model.configuration import Configuration

_HEAD = """\
reportgen: 1
organization: {name: Park Friends}
reporting_period: {from: 2020-02, to: 2020-03}
metrics:
  visitors:
    {kind: count, file: data.csv, date: month, value: n, owner: a1, why: It rained.,
     next: {what: Open later, who: a1, by: 2020-09}, expected: 2021-03}
goals:
  - {id: g, specific: More, owner: Ada Example, next: [{what: Ask, status: late}], expected: more}
committee:
  members:
    - {id: a1, name: Ada Example, role: Chair}
    - {id: b2, name: Ben Other, role: Treasurer}
"""
_ASK = """\
brief:
  kind: board
  front: {paper: 4, item: 6b, meeting: 2020-04-02, sponsor: b2, objectives: Safe paths}
  asks:
    - what: Approve a gate.
      kind: approve
      currency: USD
      cost: 4000
      reserve_before: $21,000
      reserve_after: 17000
      proposed_by: a1
      supported_by: [Ben Other, the staff]
"""


def load(folder: Path, text: str) -> LoadedConfiguration:
    (folder / "data.csv").write_text("month,n\n2020-01,1\n2020-02,2\n2020-03,1\n", encoding="utf-8")
    path = folder / "park.yaml"
    path.write_text(text, encoding="utf-8")
    return load_configuration(path)


def loaded(folder: Path, text: str) -> Configuration:
    found = load(folder, text)
    assert found.configuration is not None, found.diagnostics
    return found.configuration


def message(folder: Path, text: str, code: str) -> tuple[str, str, int | None, int | None]:
    found = next(item for item in load(folder, text).diagnostics if item.code == code)
    assert found.place is not None
    return found.message, found.help, found.place.line, found.place.column


def test_asks_are_read_as_written(tmp_path: Path) -> None:
    brief = loaded(tmp_path, _HEAD + _ASK).brief
    (ask,) = brief.all_asks
    assert ask.kind is AskKind.APPROVE
    assert ask.cost == Amount(value=4000)
    assert ask.reserve_before == Amount(value=21000, text="$21,000")
    assert brief.length is None
    assert brief.front is not None
    assert (brief.front.paper, brief.front.item) == ("4", "6b")
    assert brief.front.objectives == ("Safe paths",)
    assert brief.front.meeting == date(2020, 4, 2)


def test_a_decision_is_an_ask_of_its_own_and_comes_first(tmp_path: Path) -> None:
    text = (_HEAD + _ASK).replace("  kind: board", "  kind: board\n  decision: Close at night.", 1)
    brief = loaded(tmp_path, text).brief
    assert [item.kind for item in brief.all_asks] == [AskKind.DECIDE, AskKind.APPROVE]
    assert brief.all_asks[0].what == "Close at night."


def test_one_action_may_stand_without_its_list(tmp_path: Path) -> None:
    made = loaded(tmp_path, _HEAD)
    (action,) = made.metrics["visitors"].view.actions
    assert action.by == date(2020, 9, 30)
    (late,) = made.goals[0].view.actions
    assert late.status is ActionStatus.LATE
    expected = made.metrics["visitors"].view.expected, made.goals[0].view.expected
    assert [item and (item.span is not None, item.words) for item in expected] == [
        (True, ""),
        (False, "more"),
    ]


def test_the_length_is_read(tmp_path: Path) -> None:
    made = loaded(tmp_path, _HEAD + "brief: {length: full, draft: true}\n")
    assert made.brief.length is Length.FULL
    assert made.brief.is_draft


def test_members_are_printed_by_name_and_others_as_they_are(tmp_path: Path) -> None:
    made = loaded(tmp_path, _HEAD + _ASK)
    assert made.metrics["visitors"].owner == "Ada Example"
    assert made.brief.asks[0].supported_by == ("Ben Other", "the staff")
    assert made.brief.front is not None
    assert made.brief.front.sponsor == "Ben Other"


@pytest.mark.parametrize(
    ("settings", "ada", "ben"),
    [
        ("{smallest_group: null}", "Chair", "Treasurer"),
        ("{members: initials}", "A. E.", "B. O."),
        ("{named: [a1]}", "Ada Example", "Treasurer"),
    ],
)
def test_privacy_decides_how_people_are_printed(
    tmp_path: Path, settings: str, ada: str, ben: str
) -> None:
    made = loaded(tmp_path, f"{_HEAD}{_ASK}privacy: {settings}\n")
    assert made.metrics["visitors"].owner == ada
    assert made.metrics["visitors"].view.actions[0].who == ada
    assert made.goals[0].owner == ada
    assert made.brief.asks[0].proposed_by == ada
    assert made.brief.asks[0].supported_by == (ben, "the staff")
    carried = carried_configuration(made)
    assert carried is not None
    for secret in {"Ada", "Ben"} - {ada.split(maxsplit=1)[0]}:
        assert secret not in carried
    again = load(tmp_path, carried)
    assert again.configuration is not None, again.diagnostics
    assert again.configuration.metrics["visitors"].owner == ada
    assert again.configuration.brief.asks[0].supported_by == (ben, "the staff")


def test_a_hidden_name_within_a_longer_text_is_refused(tmp_path: Path) -> None:
    text = (_HEAD + _ASK).replace("[Ben Other, the staff]", "Ben Other and the staff")
    found = load(tmp_path, text + "privacy: {}\n")
    assert "CFG090" in [item.code for item in found.diagnostics]


def test_an_unknown_member_is_named_with_the_nearest_ones(tmp_path: Path) -> None:
    said = message(tmp_path, _HEAD.replace("who: a1", "who: a2"), "CFG190")
    assert said == ("the committee has no member `a2`", "did you mean `a1` or `b2`?", 7, 36)
    assert message(tmp_path, _HEAD.replace("who: a1", "who: m7"), "CFG190")[1] == (
        "did you mean `a1` or `b2`?"
    )


@pytest.mark.parametrize("name", ["staff", "Night team", "chair", "Ada Example"])
def test_roles_and_free_names_are_no_unknown_members(tmp_path: Path, name: str) -> None:
    found = load(tmp_path, _HEAD.replace("who: a1", f"who: {name}"))
    assert "CFG190" not in [item.code for item in found.diagnostics]


def test_a_reserve_that_does_not_add_up_is_refused(tmp_path: Path) -> None:
    said = message(tmp_path, (_HEAD + _ASK).replace("17000", "17500"), "CFG191")
    assert said == (
        "ask 1: `reserve_after` is 17500, but 21000 less the cost of 4000 is 17000",
        "write `reserve_after: 17000`, or fix the cost or `reserve_before`",
        23,
        22,
    )
    in_words = (_HEAD + _ASK).replace("17000", "about 17,500 in the end")
    assert load(tmp_path, in_words).configuration is not None


def test_a_board_is_asked_three_things_at_most(tmp_path: Path) -> None:
    three = "brief: {kind: board, decision: x, asks: [{what: a}, {what: b}, {what: c}]}\n"
    said = message(tmp_path, _HEAD + three, "CFG192")
    assert said[0] == "the board is asked 4 things: `decision`, and 3 in `asks`"
    four = three.replace("decision: x, asks: [", "asks: [{what: d}, ")
    said = message(tmp_path, _HEAD + four, "CFG028")
    assert said[1] == "keep the most important ones, and say the rest in a section"


def test_a_draft_names_what_is_missing(tmp_path: Path) -> None:
    draft = (_HEAD + _ASK).replace("  kind: board", "  kind: board\n  draft: true", 1)
    said = message(tmp_path, draft, "CFG193")
    assert said[0] == "in this draft, ask 1 lacks `reason`, `alternatives`, `by`"
    text = _HEAD + "brief: {draft: true, decision: Close at night.}\n"
    assert "`cost`" in message(tmp_path, text, "CFG193")[0]


def test_an_unknown_currency_of_an_ask_is_refused(tmp_path: Path) -> None:
    said = message(tmp_path, (_HEAD + _ASK).replace("USD", "USX"), "CFG157")
    assert said[0] == "ask 1: there is no currency `USX`"


def test_a_mistake_in_an_action_without_its_list_is_pointed_at(tmp_path: Path) -> None:
    said = message(tmp_path, _HEAD.replace("who: a1", "wo: a1"), "CFG020")
    assert said == ("unknown key `wo` in action 1", "did you mean `who`?", 7, 31)


def test_an_action_of_the_first_goal_is_found_without_its_list(tmp_path: Path) -> None:
    text = _HEAD.replace("[{what: Ask, status: late}]", "{what: Ask, who: a3}")
    assert message(tmp_path, text, "CFG190")[2:] == (9, 72)
