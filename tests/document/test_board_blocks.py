"""What the organization itself says in a board report: asks, views, and what became of actions."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from reportgen.document.brief import Agreed, Ask, OwnersView, plain_blocks
from reportgen.model.board import Action, ActionStatus, Amount, AskKind
from reportgen.model.board import Ask as Asked
from reportgen.model.prose import BulletList, Paragraph, TextBlock, plain_text
from reportgen.narrative.board.asks import asks_heading, cost_words, proposed_words
from reportgen.narrative.board.carried_actions import carried_words
from reportgen.narrative.board.owners_view import action_details, why_label
from reportgen.narrative.numbers.number_style import number_style
from reportgen.pipeline import (
    BuildOptions,
    analyse_organization,
    build_brief,
    load_organization,
    prepare_brief,
)
from reportgen.verify.verification import verify

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.document.brief import Brief
    from reportgen.pipeline import Prepared

_DATA = "month,n\n" + "".join(
    f"{2024 + month // 12}-{month % 12 + 1:02},{20 + month * 7 % 5}\n" for month in range(24)
)
_CONFIG = """\
reportgen: 1
organization: {name: Park Friends}
reporting_period: {from: 2025-07, to: 2025-12}
brief:
  kind: board
  report_date: 2026-01-10
  front:
    {paper: 4, item: 6, meeting: 2026-01-16, considered_by: [Staff, 7 January], risks: [R1, R2]}
  decision_about: a gate
  asks:
    - {kind: approve, what: Approve a **gate**., currency: USD, cost: 4000, reserve_before: 21000,
       reserve_after: 17000, reserve_minimum: 15000, by: 2026-01-16, otherwise: It stays open.,
       proposed_by: a1, supported_by: Staff}
    - {kind: note, what: Note the flood.}
metrics:
  visitors: {label: visitors, kind: count, file: data.csv, date: month, value: n, owner: Night team,
    why: It rained., next: [{what: Open later, who: a1, by: 2026-03-31},
    {what: Mow, by: 2026-02-01}, {what: Plant, by: 2026-02-01},
    {what: Sweep}, {what: Paint, status: done}], expected: 2026-06}
goals:
  - {id: trees, specific: Plant ten trees, owner: Staff, why: They give shade.}
committee:
  members:
    - {id: a1, name: Ada Example, role: Chair}
privacy: {smallest_group: null}
"""


def written(folder: Path, text: str) -> Path:
    (folder / "data.csv").write_text(_DATA, encoding="utf-8")
    path = folder / "park.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def prepared(folder: Path, text: str = _CONFIG) -> Prepared:
    loaded = load_organization(written(folder, text))
    analysed = analyse_organization(loaded)
    assert analysed is not None, loaded.diagnostics
    return prepare_brief(analysed, "board", BuildOptions(output=folder / "out"), lambda _: None)


def views(brief: Brief) -> dict[str, OwnersView]:
    sections = (*brief.sections, *brief.back.appendices)
    blocks = [block for section in sections for block in section.blocks]
    return {block.subject: block for block in blocks if isinstance(block, OwnersView)}


def fields(ask: Ask) -> dict[str, str]:
    return {item.label: plain_text(item.text) for item in ask.fields}


def words(blocks: tuple[TextBlock, ...]) -> list[str]:
    found = []
    for block in blocks:
        if isinstance(block, BulletList):
            found += [text for item in block.items for text in words(item)]
        else:
            assert isinstance(block, Paragraph)
            found.append(plain_text(block.children))
    return found


def test_an_ask_has_its_fields_in_words(tmp_path: Path) -> None:
    made = prepared(tmp_path)
    assert not [item for item in made.diagnostics if item.severity == "warning"]
    first, note = made.brief.asks
    assert (first.label, note.label) == ("Approval asked", "For information")
    assert fields(first) == {
        "Cost and reserve": "$4,000. The reserve falls from $21,000 to $17,000. That is above its "
        "minimum of $15,000.",
        "By when": "16 January 2026. It stays open.",
        "Proposed by": "Chair. Supported by Staff.",
    }
    assert first.reserve is not None
    assert (first.reserve.after, first.reserve.minimum) == (81.0, 71.4)
    assert note.fields == ()
    section = next(item for item in made.brief.sections if item.design == "decision")
    assert section.heading == "What is asked"
    assert "you are asked for $4,000 for a gate" in plain_text(made.brief.front.title)


def test_a_draft_names_what_a_decision_lacks_and_a_note_lacks_nothing(tmp_path: Path) -> None:
    draft = _CONFIG.replace("  kind: board", "  kind: board\n  draft: true", 1)
    brief = prepared(tmp_path, draft).brief
    first, note = brief.asks
    assert fields(first)["Not given"] == "the reason and alternatives"
    assert note.fields == ()
    assert brief.front.masthead_note == "10 January 2026 · Draft"


def test_one_text_is_still_a_decision(tmp_path: Path) -> None:
    start, end = _CONFIG.index("  asks:"), _CONFIG.index("metrics:")
    text = _CONFIG[:start] + "  decision: '**Approve a gate.** It costs 4000.'\n" + _CONFIG[end:]
    brief = prepared(tmp_path, text).brief
    (ask,) = brief.asks
    assert (ask.kind, ask.label, ask.fields) == ("decide", "Decision asked", ())
    assert words(ask.what) == ["Approve a gate. It costs 4000."]
    assert plain_text(brief.front.title).endswith("; a decision on a gate is needed")


def test_the_front_sheet_has_what_is_given(tmp_path: Path) -> None:
    assert [item.as_text for item in prepared(tmp_path).brief.front_sheet] == [
        "Paper: 4, agenda item 6",
        "Meeting: 16 January 2026",
        "Considered by: Staff; 7 January",
        "Risks: R1; R2",
    ]
    assert prepared(tmp_path, _CONFIG.replace("paper: 4, ", "")).brief.front_sheet[0].as_text == (
        "Agenda item: 6"
    )


def test_a_metric_has_its_owners_view_and_other_goals_a_section(tmp_path: Path) -> None:
    brief = prepared(tmp_path).brief
    found = views(brief)
    assert words(found["metrics.visitors"].as_text) == [
        "Why: Night team’s view",
        "It rained.",
        "Next",
        "Open later. Chair, by the end of March 2026",
        "Mow. by 1 February 2026",
        "Plant. by 1 February 2026",
        "Sweep",
        "Paint. done",
        "Back on track: June 2026",
    ]
    trees = found["goals.trees"]
    assert (trees.about, trees.why_label) == ("Plant ten trees", "Why: Staff’s view")
    (section,) = (item for item in brief.back.appendices if trees in item.blocks)
    assert section.heading == "What is being done about the other goals"


def test_lengths_follow_the_kind(tmp_path: Path) -> None:
    assert prepared(tmp_path).brief.length == "short"
    full = _CONFIG.replace("  kind: board", "  kind: board\n  length: full", 1)
    assert prepared(tmp_path, full).brief.length == "full"


_LATER = (
    _CONFIG.replace("2026-01-10", "2026-03-05")
    .replace("by: 2026-01-16", "by: 2026-03-16")
    .replace("  kind: board", "  kind: board\n  previous: first.json", 1)
    .replace("{what: Open later, who: a1,", "{what: OPEN later!, who: a1, status: late,")
    .replace("{what: Mow, by: 2026-02-01}", "{what: Mow, by: 2026-02-01, status: dropped}")
    .replace("{what: Sweep}, ", "")
)


def test_the_next_edition_says_what_became_of_open_actions(tmp_path: Path) -> None:
    options = BuildOptions(output=tmp_path / "out", formats=("html", "md"))
    first = build_brief(written(tmp_path, _CONFIG), options)
    outcomes = tmp_path / "out" / "park-friends" / "outcomes.json"
    assert first.is_made
    recorded = json.loads(outcomes.read_text(encoding="utf-8"))["actions"]
    assert recorded[0] == {
        "subject": "metrics.visitors",
        "what": "Open later",
        "who": "Chair",
        "by": "2026-03-31",
    }
    (tmp_path / "first.json").write_bytes(outcomes.read_bytes())
    second = build_brief(written(tmp_path, _LATER), options)
    said = {item.code: item for item in second.diagnostics}
    assert said["AUD031"].message == (
        "the last edition planned “Sweep”, and this one does not say what became of it"
    )
    assert said["TXT026"].message == (
        "this was to be done by 2026-02-01, before the date of the report, 2026-03-05"
    )
    page = tmp_path / "out" / "park-friends" / "board.html"
    brief = prepared(tmp_path, _LATER).brief
    assert isinstance(brief.agreed, Agreed)
    assert brief.agreed.heading == "Actions from January 2026"
    assert [(item.status, plain_text(item.text)) for item in brief.agreed.actions] == [
        ("late", "Open later: late, now by the end of March 2026"),
        ("dropped", "Mow: dropped"),
        ("overdue", "Plant: overdue since 1 February 2026"),
        ("unknown", "Sweep: nothing is reported of it"),
    ]
    assert verify(page, data=tmp_path).findings == ()


def amounts(**given: float | str) -> str:
    ask = Asked(
        kind=AskKind.APPROVE,
        what="x",
        currency="USD",
        **{
            name: Amount(text=item) if isinstance(item, str) else Amount(value=item)
            for name, item in given.items()
        },  # type: ignore[arg-type]
    )
    return plain_text(cost_words(ask, number_style("jmir")))


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"cost": 4000.5}, "$4,000.50."),
        ({"cost": "about 4,000 dollars"}, "About 4,000 dollars."),
        ({"reserve_before": 9000}, "The reserve is $9,000."),
        ({"reserve_after": 9000}, "The reserve is then $9,000."),
        ({"reserve_before": "some", "reserve_after": 9}, "The reserve: some, then $9."),
        ({"reserve_before": 9, "reserve_after": 9}, "The reserve stays at $9."),
        ({"reserve_before": 8, "reserve_after": 9}, "The reserve rises from $8 to $9."),
        ({"reserve_minimum": 9}, "Its minimum is $9."),
        (
            {"reserve_after": 8, "reserve_minimum": 9},
            "The reserve is then $8. That is below its minimum of $9.",
        ),
        (
            {"reserve_after": 9, "reserve_minimum": 9},
            "The reserve is then $9. That is its minimum.",
        ),
    ],
)
def test_money_is_printed_as_it_is_stated(given: dict[str, float | str], text: str) -> None:
    assert amounts(**given) == text


def test_an_amount_without_a_currency_is_a_plain_number() -> None:
    ask = Asked(kind=AskKind.APPROVE, what="x", cost=Amount(value=4000.5))
    assert plain_text(cost_words(ask, number_style("jmir"))) == "4000.5."


def test_what_happens_without_a_date_has_another_label(tmp_path: Path) -> None:
    made = prepared(tmp_path, _CONFIG.replace("by: 2026-01-16, ", "")).brief
    assert fields(made.asks[0])["Otherwise"] == "It stays open."


def test_supporters_alone_and_nobody() -> None:
    ask = Asked(kind=AskKind.NOTE, what="x", supported_by=("Staff", "Ada"))
    assert plain_text(proposed_words(ask)) == "Staff and Ada."
    assert proposed_words(Asked(kind=AskKind.NOTE, what="x")) == ()
    assert asks_heading((ask,)) == "For information"


def test_actions_in_words() -> None:
    day = date(2026, 3, 5)

    def said(**given: object) -> str:
        return plain_text(action_details(Action(what="x", **given), day))  # type: ignore[arg-type]

    assert said() == ""
    assert said(status=ActionStatus.LATE) == "late"
    assert said(by=date(2026, 4, 1), status=ActionStatus.LATE) == "late, now by 1 April 2026"
    assert said(by=date(2026, 3, 1), who="Ada") == "Ada, overdue since 1 March 2026"
    late = Action(what="x", status=ActionStatus.LATE)
    assert plain_text(carried_words("x", late, day)) == "x: late"
    assert plain_text(carried_words("x", Action(what="x"), day)) == "x: open"
    due = Action(what="x", by=date(2026, 4, 1))
    assert plain_text(carried_words("x", due, day)) == "x: open, due by 1 April 2026"
    done = Action(what="x", status=ActionStatus.DONE)
    assert plain_text(carried_words("x", done, day)) == "x: done"
    assert why_label("") == "Why: our view"
    assert why_label("Chairs") == "Why: Chairs’ view"


def test_every_format_has_the_words_of_board_blocks(tmp_path: Path) -> None:
    options = BuildOptions(output=tmp_path / "out", formats=("html", "md", "txt", "jats", "docx"))
    made = build_brief(written(tmp_path, _CONFIG), options)
    folder = tmp_path / "out" / "park-friends"
    assert made.is_made, made.diagnostics
    for name in ("board.md", "board.txt", "board.xml", "board.html"):
        text = (folder / name).read_text(encoding="utf-8")
        assert "It rained." in text, name
        # Plain text has headings in capitals.
        assert "approval asked" in text.casefold(), name
        assert "Night team’s view" in text, name
    brief = prepared(tmp_path).brief
    blocks = [block for section in brief.sections for block in plain_blocks(section.blocks)]
    assert not any(isinstance(block, Ask) for block in blocks)
