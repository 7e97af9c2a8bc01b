from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.analysis.time_axis import TimeAxis
from reportgen.design.tokens import load_tokens
from reportgen.figures.committee_layout import lay_out_structures, levels_of
from reportgen.figures.context import period_styles
from reportgen.figures.drawing.axes import (
    TimeScale,
    axis_texts,
    short_month,
    value_scale,
    value_text,
)
from reportgen.figures.drawing.style import style_of
from reportgen.figures.drawing.text_layout import Box, Obstacles, spread, text_width, wrapped
from reportgen.model.committee import Member, RankSpell, Role, Structure
from reportgen.model.frequency import Calendar, Frequency
from reportgen.model.metric import MetricKind
from reportgen.model.period import Period
from reportgen.narrative.figures.initials import initials_of
from reportgen.narrative.numbers.number_style import AMA, JMIR

STYLE = style_of(load_tokens())


def member(name: str, key: str) -> Member:
    return Member(id=key, name=name, ranks=(RankSpell(rank="faculty", first=None),))


def role(title: str, above: str | None, *holders: str) -> Role:
    return Role(title=title, holders=holders, reports_to=above)


def structure(*roles: Role) -> Structure:
    return Structure(id="s", label="s", first=date(2020, 1, 1), last=None, roles=roles)


@pytest.mark.parametrize("is_strong", [False, True])
def test_widths_agree_with_the_font_s_own_variation_table(*, is_strong: bool) -> None:
    from fontpkg_source_sans_3 import ROOT
    from fontTools.ttLib import TTFont

    with TTFont(ROOT / "files" / "SourceSans3[wght].ttf", lazy=True) as font:
        glyphs = font.getGlyphSet(location={"wght": 600 if is_strong else 400})
        names = font.getBestCmap()
        text = "Followers, 1,234 (−5 to 9) a month"
        expected = sum(glyphs[names[ord(letter)]].width for letter in text)
    assert text_width(text, 1000, is_strong=is_strong) == pytest.approx(expected, rel=0.003)


def test_wide_characters_are_one_em_and_combining_marks_have_no_width() -> None:
    assert text_width("委員", 10) == 20
    assert text_width("e\u0301", 10) == text_width("e", 10)


@given(st.text(alphabet="abc xyz", max_size=60), st.floats(20, 200))
def test_wrapping_keeps_every_word_and_respects_the_width(text: str, width: float) -> None:
    lines = wrapped(text, 7.5, width)
    assert " ".join(lines).split() == text.split()
    cut = wrapped(text, 7.5, width, cuts_words=True)
    assert "".join(cut).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(line, 7.5) <= width for line in cut)
    assert all(text_width(line, 7.5) <= width or " " not in line for line in lines)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=5))
def test_spread_labels_never_overlap(centres: list[float]) -> None:
    placed = spread([(centre, 10.0) for centre in centres], 0.0, 100.0)
    in_order = sorted(placed)
    assert all(later - earlier >= 10 - 1e-9 for earlier, later in pairwise(in_order))
    assert in_order[0] >= 5 - 1e-9
    assert in_order[-1] <= 95 + 1e-9


def test_a_label_is_placed_where_it_covers_nothing() -> None:
    obstacles = Obstacles()
    obstacles.add_line((0, 5), (40, 5))
    covered, free = Box(0, 0, 20, 10), Box(0, 20, 20, 30)
    assert obstacles.freest([covered, free]) == free
    obstacles.boxes.append(free)
    assert obstacles.freest([free, Box(50, 20, 70, 30)]) == Box(50, 20, 70, 30)


@given(
    values=st.lists(st.floats(-1e9, 1e9, allow_subnormal=False), min_size=1, max_size=20),
    from_zero=st.booleans(),
)
def test_a_scale_includes_its_values_and_ticks(*, values: list[float], from_zero: bool) -> None:
    scale = value_scale(values, from_zero=from_zero)
    assert scale.low < scale.high
    assert scale.low <= min(values)
    assert max(values) <= scale.high
    assert all(scale.low <= tick <= scale.high for tick in scale.ticks)
    assert not from_zero or scale.low <= 0 <= scale.high


def test_labels_of_an_axis_have_the_same_decimals_and_the_number_style() -> None:
    assert axis_texts((0, 0.5, 1), JMIR) == ("0.0", "0.5", "1.0")
    assert axis_texts((0, 10_000), JMIR) == ("0", "10,000")
    assert axis_texts((10_000,), AMA) == ("10\u2009000",)
    assert axis_texts((0, 0.25), JMIR, kind=MetricKind.RATE) == ("0%", "25%")
    assert value_text(-3, JMIR) == "\u22123"
    assert short_month(date(2019, 7, 3)) == "Jul 2019"


def test_a_change_on_the_first_is_between_two_months() -> None:
    axis = TimeAxis(origin=date(2020, 1, 1), calendar=Calendar(Frequency.MONTH))
    scale = TimeScale(axis=axis, first=0, last=23, change=date(2021, 1, 1))
    assert scale.position(date(2021, 1, 1)) == 11.5
    assert scale.position(date(2020, 1, 1)) == -0.5


@given(st.integers(0, 400), st.integers(60, 400))
def test_tick_labels_never_touch(months: int, room: int) -> None:
    axis = TimeAxis(origin=date(2000, 1, 1), calendar=Calendar(Frequency.MONTH))
    scale = TimeScale(axis=axis, first=0, last=months, change=date(2003, 7, 1))
    per_month = room / (months + 1)
    ticks = scale.ticks(room, lambda text: text_width(text, 7.5), per_step=per_month)
    places = [position * per_month for position, _ in ticks]
    widths = [text_width(text, 7.5) for _, text in ticks]
    if months < 2:
        return
    assert ticks
    assert all(
        later - earlier >= width + 4
        for earlier, later, width in zip(places, places[1:], widths, strict=False)
    )


def test_periods_keep_their_colours_around_a_change() -> None:
    periods = {
        key: Period(id=key, label=key, first=date(year, 1, 1), last=date(year, 12, 31))
        for key, year in (("later", 2022), ("first", 2020), ("second", 2021))
    }
    styles = period_styles(periods, date(2021, 1, 1), STYLE)
    assert list(styles) == ["first", "second", "later"]
    assert [item.is_hollow for item in styles.values()] == [True, False, False]
    assert [item.shape for item in styles.values()] == ["o", "o", "D"]
    without = period_styles(periods, None, STYLE)
    assert without["later"].color == styles["second"].color


def test_levels_count_the_roles_above_and_cut_cycles() -> None:
    roles = (role("a", None), role("b", "a"), role("c", "b"), role("x", "y"), role("y", "x"))
    assert levels_of(roles) == {"a": 0, "b": 1, "c": 2, "x": 1, "y": 1}


def test_people_are_in_the_order_of_members() -> None:
    members = [member(f"P {place}", f"p{place}") for place in range(6)]
    panels = lay_out_structures(
        [structure(role("A", None, "p2", "p0"), role("B", "A", "p5"), role("C", "A", "p3", "p4"))],
        members,
        room=300,
        size=7,
        pitch=14,
    )
    placed = {item.role.title: item for item in panels[0].roles}
    assert [person.member for person in placed["A"].people] == ["p0", "p2"]
    assert placed["C"].people[0].x < placed["B"].people[0].x
    assert placed["A"].bottom < placed["B"].top
    assert panels[0].width <= 300


def test_roles_have_fewer_columns_in_a_narrow_panel() -> None:
    members = [member(f"P {place}", f"p{place}") for place in range(8)]
    holders = tuple(item.id for item in members)
    wide, narrow = (
        lay_out_structures(
            [structure(role("A", None, *holders))], members, room=room, size=7, pitch=14
        )[0]
        for room in (200, 60)
    )
    assert narrow.width <= 60 < wide.width
    assert narrow.height > wide.height


def test_initials_are_unique() -> None:
    short = [member("Faculty 1", "f1"), member("Fellow 1", "w1")]
    assert initials_of(short) == {"f1": "Fa1", "w1": "Fe1"}
    more = [*short, member("Faculty 2", "f2"), member("Student 1", "s1")]
    assert initials_of(more) == {"f1": "Fa1", "w1": "Fe1", "f2": "Fa2", "s1": "S1"}
    same = [member("Ada Moreno", "ada"), member("Ann Mills", "annm")]
    assert initials_of(same) == {"ada": "AdM", "annm": "AnM"}
    assert initials_of([member("Ada Moreno", "a"), member("Jo", "j")]) == {"a": "AM", "j": "J"}
    twice = [member("Ada Moreno", "a"), member("Bo Lind", "b"), member("Ada Moreno", "a2")]
    assert initials_of(twice) == {"a": "AM", "b": "BL", "a2": "AMb"}


def test_lines_do_not_break_at_no_break_spaces() -> None:
    assert wrapped("A long name, Sep\u00a02020", 8, 60) == ("A long name,", "Sep\u00a02020")


def test_each_structure_has_the_columns_with_which_the_figure_is_lowest() -> None:
    people = ("abcde", "fghij")
    chain = [role("A", None, "x"), role("B", "A", "y"), role("C", "B", "z")]
    tall = structure(*chain, role("D", "C", *people[0]), role("E", "D", *people[1]))
    teams = [role(f"Team {place}", "Head", *"abcdef"[: place + 1]) for place in range(5)]
    flat = structure(role("Head", None, "a"), *teams)
    panels = lay_out_structures((tall, flat), (), room=290, size=8, pitch=15)
    assert sum(panel.width for panel in panels) <= 290
    lines = [{person.y for person in placed.people} for placed in panels[0].roles]
    assert [len(found) for found in lines] == [1] * 5
    # The flat one stacks its people instead, which is not what makes the figure high.
    assert len({person.y for person in panels[1].roles[-1].people}) > 1
    assert panels[1].height < panels[0].height
