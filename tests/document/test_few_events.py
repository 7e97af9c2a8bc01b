"""A chapter with few events, where no comparison can be made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.document.brief import FigureBlock, TableBlock
from reportgen.document.prose_walk import section_prose
from reportgen.model.prose import plain_text
from reportgen.pipeline import BuildOptions, analyse_organization, load_organization, prepare_brief

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.document.brief import Brief

CONFIGURATION = """\
reportgen: 1
organization: {id: chapter, name: Chapter}
brief: {kind: editorial, report_date: 2020-12-31}
intervention: {on: 2020-03-01, label: meetings move online}
metrics:
  events: {label: events held, unit: events, kind: count, file: events.csv, date: day,
           count_rows: true}
"""


def brief_of(days: tuple[str, ...], folder: Path, more: str = "") -> Brief:
    (folder / "events.csv").write_text("\n".join(("day,what", *(f"{day},talk" for day in days))))
    path = folder / "chapter.yaml"
    path.write_text(CONFIGURATION + more)
    analysed = analyse_organization(load_organization(path))
    assert analysed is not None
    made = prepare_brief(analysed, "editorial", BuildOptions(output=folder), lambda _: None)
    assert not [item for item in made.diagnostics if item.severity == "error"]
    return made.brief


def body_text(made: Brief) -> str:
    return " ".join(plain_text(prose) for prose in section_prose(made.sections))


def anchors(made: Brief) -> list[str]:
    blocks = [block for section in made.sections for block in section.blocks]
    return [block.anchor for block in blocks if isinstance(block, (FigureBlock, TableBlock))]


def test_events_outside_both_periods_are_reported_once_with_their_dates(tmp_path: Path) -> None:
    words = body_text(brief_of(("2018-04-19", "2018-06-18", "2018-06-20"), tmp_path))
    assert "Events held in the time after and in the year before could not be compared" in words
    assert words.count("In all, between April and June 2018, the count was 3 events.") == 1


def test_events_inside_the_periods_are_counted_per_period_and_not_again(tmp_path: Path) -> None:
    words = body_text(brief_of(("2019-05-02", "2019-07-03"), tmp_path))
    assert "could not be compared" in words
    assert "The count was 2 events in" in words
    assert "In all" not in words


@pytest.mark.parametrize(("months", "drawn"), [(4, 0), (5, 1)])
def test_very_few_values_are_not_drawn(months: int, drawn: int, tmp_path: Path) -> None:
    # The list begins after the year before, so that nothing is compared.
    days = tuple(f"2020-{month:02}-10" for month in range(3, 3 + months))
    assert len(anchors(brief_of(days, tmp_path))) == drawn


GOAL = (
    "  - {{id: goal-{place}, specific: Hold talks, measurable: {{quantity: "
    "events.observed.latest.value, target: 1, direction: at_least}}, time_bound: 2020-12-31}}\n"
)


@pytest.mark.parametrize(("count", "shown"), [(1, set()), (2, {"table-goals"}), (3, {"fig-goals"})])
def test_goals_are_shown_once_in_addition_to_their_sentences(
    count: int, shown: set[str], tmp_path: Path
) -> None:
    goals = "goals:\n" + "".join(GOAL.format(place=place) for place in range(count))
    made = brief_of(("2018-04-19", "2018-06-18"), tmp_path, goals)
    assert body_text(made).count("Hold talks") >= count
    assert {name for name in anchors(made) if name.endswith("goals")} == shown


def test_a_brief_in_which_nothing_could_be_compared_is_short(tmp_path: Path) -> None:
    made = brief_of(("2017-05-02", "2019-05-02", "2019-07-03", "2020-06-04"), tmp_path)
    words = body_text(made)
    assert "3 events in both periods together are too few to compare; 5 are needed" in words
    # No test was made: none is described, nothing was to register, and no figure shows zeros.
    for absent in ("We judged", "We compare", "We did not register", "We could not make"):
        assert absent not in words
    assert words.count("1 March 2020") == 1
    assert "We look at the time after (March to December 2020) and at the year before" in words
    assert anchors(made) == []
    assert made.front.standfirst == ()
