"""The figures of a portfolio: dot plots and funnels."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reportgen.analysis.organization_comparison import compare_organizations
from reportgen.analysis.shared_goals import shared_goals
from reportgen.design.tokens import load_tokens
from reportgen.figures.dot_plot import DotDrawing, DotMark, plot_dots
from reportgen.figures.drawing.canvas import Drawing
from reportgen.figures.drawing.style import NARROW_WIDTH, style_of
from reportgen.model.monitoring_verdict import Tone
from reportgen.model.organization_facts import GoalFacts
from reportgen.narrative.numbers.number_style import JMIR
from reportgen.portfolio.figures import comparison_block
from tests.analysis.test_organization_comparison import metric, organization
from tests.figures.svg_rules import SVG, root_of
from tests.figures.test_narrow import PHONE, READABLE, least_text

if TYPE_CHECKING:
    from reportgen.document.brief import FigureBlock
    from reportgen.model.organization_facts import OrganizationFacts

STYLE = style_of(load_tokens())


def mark(place: int, value: float, reach: float = 4.0) -> DotMark:
    return DotMark(
        name=f"Chapter {chr(65 + place % 26)}{place}",
        value=value,
        low=value - reach,
        high=value + reach,
        text=f"{value:g}",
        short=f"{value:g}",
        tone=Tone.NEUTRAL if abs(value - 50.0) > reach else None,
    )


def drawing(*marks: DotMark) -> DotDrawing:
    return DotDrawing(
        id="dots-visits",
        alt="Dots.",
        marks=marks,
        line=50.0,
        line_label="mean of all",
        value_title="Visits",
        above="above",
        below="below",
        columns=("Organization", "Visits"),
    )


def words_of(of: DotDrawing) -> str:
    root = root_of(Drawing(figure=plot_dots(of, STYLE, JMIR), text_boxes=()))
    words = " ".join(element.text or "" for element in root.iter(f"{SVG}text"))
    return words.replace("\u00a0", " ")


SPREAD = [mark(place, 20.0 + 6 * place) for place in range(11)]


def test_the_data_are_in_order_of_the_values() -> None:
    figure = plot_dots(drawing(*reversed(SPREAD)), STYLE, JMIR)
    assert [row[0] for row in figure.data.rows] == [item.name for item in SPREAD]


def test_organizations_that_differ_are_named_from_the_farthest_on() -> None:
    words = words_of(drawing(*SPREAD))
    above, below = (words.partition(heading)[2] for heading in ("above", "below"))
    assert above.lstrip().startswith("Chapter K10")
    assert below.lstrip().startswith("Chapter A0")
    # This one does not differ.
    assert "Chapter F5" not in words


def test_without_any_that_differs_none_is_named() -> None:
    words = words_of(drawing(*(mark(place, 50.0 + place % 3) for place in range(11))))
    assert "above" not in words
    assert "below" not in words


@pytest.mark.parametrize("count", [60, 1000])
def test_names_that_do_not_fit_are_cut_and_cover_no_interval(count: int) -> None:
    marks = [mark(place, 10.0 + 80 * place / count, 1.0) for place in range(count)]
    figure = plot_dots(drawing(*marks), STYLE, JMIR)
    words = words_of(drawing(*marks))
    assert "…" in words
    assert len(words) < 900
    assert len(figure.data.rows) == count


def test_a_list_yields_to_the_intervals() -> None:
    # Wide intervals reach into both corners.
    marks = [replace(item, low=0.0, high=100.0) for item in SPREAD]
    marks[0] = replace(marks[0], high=49.0)
    words = words_of(drawing(*marks))
    assert "Chapter A0" not in words


def shares_of(name: str, cases: float, shift: float) -> OrganizationFacts:
    values = [0.8 + shift + place % 3 / 100 for place in range(12)]
    facts = metric(values, kind="rate", unit="", denominators=(cases,) * 12 if cases else ())
    goal = GoalFacts(
        "See 85%",
        "missed",
        id="see",
        value=0.8 + shift,
        target=0.85,
        quantity="visits.mean.reporting.mean",
        form="share",
    )
    return replace(organization(name, []), metrics={"visits": facts}, goals=(goal,))


def picture(made: list[OrganizationFacts], *, has_goal: bool = False) -> FigureBlock:
    (measure,) = compare_organizations(made)
    names = {item.id: item.name for item in made}
    goal = shared_goals(made)[0] if has_goal else None
    return comparison_block(measure, names, STYLE, goal=goal, label="Figure 1")


def test_a_funnel_needs_numbers_of_cases_that_differ() -> None:
    for cases, kind in (((900, 100, 400, 50), "funnel"), ((90,) * 4, "dots"), ((0,) * 4, "dots")):
        block = picture([shares_of(f"o{n}", count, n / 99) for n, count in enumerate(cases)])
        assert block.anchor == f"fig-{kind}-visits"
        assert len(block.data_rows) == 4


def test_a_target_is_drawn_and_those_clearly_on_a_side_are_named() -> None:
    made = [shares_of(f"o{n}", 9000.0, (n - 3) / 30) for n in range(7)]
    block = picture(made, has_goal=True)
    assert block.anchor == "fig-dots-visits"
    words = re.sub("<[^>]+>", " ", block.svg).replace("\u00a0", " ")
    assert "target 85%" in words
    assert "clearly short of the target" in words
    assert "Chapter o0" in words
    (measure,) = compare_organizations(made)
    (goal,) = shared_goals(made)
    # Every organization is on exactly one side or on none.
    sides = goal.sides(measure)
    assert len(sides) == len(measure.own)
    short = sum(item.ci_high < 0.85 for item in measure.shrunken)
    assert sides.count(-1) == short > 0


def test_a_dot_plot_names_none_where_size_may_decide() -> None:
    # Their intervals exclude the line, and none is called different.
    made = [
        organization(f"o{n}", [4.0 * 2**n + place % 3 for place in range(12)]) for n in range(5)
    ]
    (measure,) = compare_organizations(made)
    assert measure.needs_size
    block = picture(made)
    assert "higher than the rest: 0; lower: 0." in block.alt
    assert "Chapter" not in block.svg


def test_figures_of_a_portfolio_are_readable_on_a_phone() -> None:
    narrow = style_of(load_tokens(), width=NARROW_WIDTH)
    long = "visits a month by members and their guests, as a share of all who were invited"
    of = replace(drawing(*SPREAD), value_title=long)
    shown = Drawing(figure=plot_dots(of, narrow, JMIR), text_boxes=())
    assert least_text(shown, PHONE) >= READABLE
