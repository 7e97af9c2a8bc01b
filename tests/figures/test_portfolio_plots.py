"""The figures of a portfolio: dot plots and small multiples."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reportgen.analysis.organization_comparison import compare_organizations
from reportgen.design.tokens import load_tokens
from reportgen.figures.dot_plot import DotDrawing, DotMark, plot_dots
from reportgen.figures.drawing.canvas import Drawing
from reportgen.figures.drawing.style import style_of
from reportgen.figures.small_multiples import Multiples, Panel, plot_small_multiples
from reportgen.model.metric import MetricKind
from reportgen.model.prose import plain_text
from reportgen.narrative.numbers.number_style import JMIR
from reportgen.portfolio.figures import funnel_block, multiples_block
from tests.analysis.test_organization_comparison import metric, organization, with_metric
from tests.figures.svg_rules import SVG, root_of
from tests.figures.test_narrow import PHONE, READABLE, least_text

if TYPE_CHECKING:
    from reportgen.model.organization_facts import OrganizationFacts

STYLE = style_of(load_tokens())


def mark(place: int, value: float, reach: float = 4.0) -> DotMark:
    return DotMark(
        name=f"Chapter {chr(65 + place % 26)}{place}",
        value=value,
        low=value - reach,
        high=value + reach,
        text=f"{value:g}",
        differs=abs(value - 50.0) > reach,
    )


def drawing(*marks: DotMark) -> DotDrawing:
    return DotDrawing(
        id="dots-visits",
        alt="Dots.",
        marks=marks,
        centre=50.0,
        centre_label="mean of all",
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


def test_panels_of_shares_have_percentages_and_whole_last_marks() -> None:
    panels = tuple(
        Panel(name=f"Chapter {place}", points=((0.0, 0.71), (1.0, 0.8 + 0.05 * place)), note="80%")
        for place in range(4)
    )
    figure = plot_small_multiples(
        Multiples(
            id="multiples-kept",
            alt="Panels.",
            panels=panels,
            reference=(),
            first="Jul 2023",
            last="Aug 2023",
            from_zero=False,
            columns=("Organization", "Months", "Latest"),
            kind=MetricKind.RATE,
        ),
        STYLE,
        JMIR,
    )
    root = root_of(Drawing(figure=figure, text_boxes=()))
    words = [element.text or "" for element in root.iter(f"{SVG}text")]
    ticks = [word for word in words if word.endswith("%") and word != "80%"]
    assert ticks
    assert not any("0." in word for word in words)
    width = float((root.get("viewBox") or "").split()[2])
    marks = [p.get("d", "") for p in root.iter(f"{SVG}path") if p.get("fill") == STYLE.accent]
    starts = [float(part.split()[0]) for d in marks for part in d.split("M") if part]
    radius = STYLE.size("mark_solid") / 2
    assert max(starts) + 2 * radius <= width + 0.01


def counted(name: str, months: int, level: int) -> OrganizationFacts:
    return organization(name, [20.0 + level + place % 3 for place in range(months)])


def test_organizations_with_equally_many_months_have_a_dot_plot_and_others_a_funnel() -> None:
    for months, kind in (((12, 12, 12, 12), "dots"), ((12, 6, 9, 12), "funnel")):
        made = [counted(f"o{n}", count, 5 * n) for n, count in enumerate(months)]
        (measure,) = compare_organizations(made)
        names = {item.id: item.name for item in made}
        block = funnel_block(measure, names, STYLE, label="Figure 1")
        assert block.anchor == f"fig-{kind}-visits"
        assert len(block.data_rows) == 4


def test_a_dot_plot_names_none_where_size_may_decide() -> None:
    # Their intervals exclude the line, and none is called different.
    made = [
        organization(f"o{n}", [4.0 * 2**n + place % 3 for place in range(12)]) for n in range(5)
    ]
    (measure,) = compare_organizations(made)
    assert measure.needs_size
    block = funnel_block(measure, {item.id: item.name for item in made}, STYLE, label="Figure 1")
    assert "higher than the rest: 0; lower: 0." in block.alt
    assert "Chapter" not in block.svg


def test_panels_of_counts_per_member_are_per_member() -> None:
    made = []
    for n in range(4):
        members = metric([100.0 * 2**n] * 12, kind="level", unit="members")
        own = organization(f"o{n}", [2.0**n * (5 + (place + n) % 3) for place in range(12)])
        made.append(with_metric(own, "members", members))
    measure = next(item for item in compare_organizations(made, rate_per="members") if item.base)
    block = multiples_block(measure, made, STYLE, label="Figure 1")
    assert block is not None
    assert plain_text(block.subtitle).startswith("Visits a month per 100 members; ")
    assert {float(row[2]) for row in block.data_rows} <= {5.0, 6.0, 7.0}


def test_panels_of_running_totals_print_their_latest_value_as_it_is() -> None:
    made = [
        organization(f"o{n}", [100 + 3.0 * m + (m * n) % 4 for m in range(12)], kind="level")
        for n in range(4)
    ]
    (measure,) = compare_organizations(made)
    block = multiples_block(measure, made, STYLE, label="Figure 1")
    assert block is not None
    assert "%" not in "".join(row[2] for row in block.data_rows)


def test_figures_of_a_portfolio_are_readable_on_a_phone() -> None:
    narrow = style_of(load_tokens(), is_narrow=True)
    long = "visits a month by members and their guests, as a share of all who were invited"
    of = replace(drawing(*SPREAD), value_title=long)
    panels = tuple(Panel(name=f"C{n}", points=((0, 1), (1, 2 + n)), note="3") for n in range(5))
    multiples = Multiples(
        id="small-visits",
        alt="Small multiples.",
        panels=panels,
        reference=(),
        first="Jan 2020",
        last="Feb 2020",
        from_zero=True,
        columns=("Organization", "Months", "Latest"),
        kind=MetricKind.COUNT,
    )
    for figure in (plot_dots(of, narrow, JMIR), plot_small_multiples(multiples, narrow, JMIR)):
        shown = Drawing(figure=figure, text_boxes=())
        assert least_text(shown, PHONE) >= READABLE
