from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.design.tokens import load_tokens
from reportgen.figures.drawing.style import style_of
from tests.figures.factories import draw, write_monthly
from tests.figures.svg_rules import SVG, assert_lean_and_whole, assert_no_overlapping_text, root_of

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.figures.drawing.canvas import Drawing

STEADY = [40 + index % 5 for index in range(24)]


def committee_yaml(names: list[str], *, structures: list[str]) -> str:
    members = "\n".join(
        f"    - {{id: m{place}, name: {name}, rank: {'student' if place % 2 else 'faculty'}}}"
        for place, name in enumerate(names)
    )
    return (
        "committee:\n  ranks: [student, faculty]\n  trainee_ranks: [student]\n"
        f"  members:\n{members}\n  structures:\n" + "\n".join(structures) + "\n"
    )


def structure_yaml(name: str, first: str, last: str | None, roles: list[str]) -> str:
    until = f"      to: {last}\n" if last else ""
    listed = "\n".join(f"        - {role}" for role in roles)
    head = f"    - id: {name}\n      label: {name} way\n      from: {first}\n"
    return f"{head}{until}      roles:\n{listed}"


def words_of(drawing: Drawing) -> list[str]:
    return [element.text or "" for element in root_of(drawing).iter(f"{SVG}text")]


def test_forty_people_in_many_roles_stay_on_the_canvas(tmp_path: Path) -> None:
    names = [f"Given{place} Family{chr(65 + place % 26)}" for place in range(40)]
    roles = ["{title: Chair, holders: [m0], lead: true}"] + [
        f"{{title: Working group number {group}, reports_to: Chair, "
        f"holders: [{', '.join(f'm{1 + group * 3 + seat}' for seat in range(3))}]}}"
        for group in range(13)
    ]
    chain = ["{title: Head, holders: [m0], lead: true}"] + [
        f"{{title: Rung {rung}, holders: [m{rung}], "
        f"reports_to: {'Head' if rung == 1 else f'Rung {rung - 1}'}}}"
        for rung in range(1, 8)
    ]
    more = committee_yaml(
        names,
        structures=[
            structure_yaml("old", "2020-01", "2020-12", chain),
            structure_yaml("new", "2021-01", None, roles),
        ],
    )
    drawing = draw(write_monthly(tmp_path, STEADY, more=more))["committee"]
    assert_lean_and_whole(drawing)


def test_one_structure_alone_is_drawn(tmp_path: Path) -> None:
    more = committee_yaml(
        ["Ada Moreno", "Joel Whitby"],
        structures=[
            structure_yaml(
                "only",
                "2020-01",
                None,
                [
                    "{title: Chair, holders: [m0], lead: true}",
                    "{title: Member, holders: [m1], reports_to: Chair}",
                ],
            )
        ],
    )
    drawing = draw(write_monthly(tmp_path, STEADY, more=more))["committee"]
    assert_lean_and_whole(drawing)
    assert {"AM", "JW", "Chair", "Member"} <= set(words_of(drawing))


def test_a_flatter_structure_is_drawn_flatter(examples: dict[str, Drawing]) -> None:
    drawing = examples["women-in-medicine/committee"]
    boxes = {box.text: box for box in drawing.text_boxes}
    deep = boxes["Chair"].top - boxes["Students"].top
    flat = boxes["Co-leads"].top - boxes["Analytics"].top
    assert deep > 2.5 * flat


def test_the_data_lists_every_member_with_role_and_rank(examples: dict[str, Drawing]) -> None:
    rows = examples["women-in-medicine/committee"].figure.data.rows
    assert (
        "Trainees in the lead",
        "Co-leads",
        "S1",
        "Student 1",
        "medical student",
        "",
        "yes",
    ) in rows


def test_the_legend_shows_ordinary_and_lead_marks(examples: dict[str, Drawing]) -> None:
    drawing = examples["women-in-medicine/committee"]
    words = words_of(drawing)
    assert {"faculty", "trainee", "in a lead role"} <= set(words)
    style = style_of(load_tokens())
    blue = style.tokens.text("chart.after").upper()
    paths = list(root_of(drawing).iter(f"{SVG}path"))
    marks = {
        color: sum(path.get("d", "").count("M") for path in paths if path.get("fill") == color)
        for color in (style.muted, blue)
    }
    # Three leads of the faculty and two trainees, and one mark of each in the legend.
    assert marks == {style.muted: 3 + 1, blue: 2 + 1}


def test_the_month_of_the_record_says_which_part_the_campaign_has(
    examples: dict[str, Drawing],
) -> None:
    words = words_of(examples["women-in-medicine/months.impressions"])
    assert {"502,300", "of which Annual summit 2019:", "415,200"} <= set(words)


def campaigns_yaml(folder: Path, values: list[int], name: str = "Campaign {}") -> str:
    lines = [
        f"{name.format(place)},{2020 + place // 12}-{place % 12 + 1:02d},{value}"
        for place, value in enumerate(values)
    ]
    (folder / "c.csv").write_text(
        "\n".join(["campaign,month,reach", *lines]) + "\n", encoding="utf-8"
    )
    return "campaigns: {file: c.csv, name: campaign, date: month, value: reach, unit: people}\n"


@pytest.mark.parametrize(
    "values",
    [
        [5],
        [5, 5, 5],
        [0, 0, 9],
        list(range(1, 25)),
        [24 - place for place in range(24)],
        [10, 9, 8, 11],
    ],
    ids=["one", "equal", "zeros", "rising", "falling", "close record"],
)
def test_any_list_of_campaigns_is_drawn_completely(tmp_path: Path, values: list[int]) -> None:
    path = write_monthly(tmp_path, STEADY, more=campaigns_yaml(tmp_path, values))
    drawing = draw(path)["campaigns"]
    assert_lean_and_whole(drawing)
    assert_no_overlapping_text(drawing)


def test_campaigns_beyond_the_tenth_are_summed(tmp_path: Path) -> None:
    path = write_monthly(tmp_path, STEADY, more=campaigns_yaml(tmp_path, list(range(1, 13))))
    words = words_of(draw(path)["campaigns"])
    assert "3 others together" in words
    assert str(1 + 2 + 3) in words


def test_long_names_of_campaigns_are_wrapped(tmp_path: Path) -> None:
    more = campaigns_yaml(tmp_path, [3, 50, 7], "A campaign whose name goes on and on and on {}")
    drawing = draw(write_monthly(tmp_path, STEADY, more=more))["campaigns"]
    assert_lean_and_whole(drawing)
    assert_no_overlapping_text(drawing)


def test_bars_start_at_zero_and_are_as_long_as_their_values(examples: dict[str, Drawing]) -> None:
    drawing = examples["women-in-medicine/campaigns"]
    paths = [element.get("d", "") for element in root_of(drawing).iter(f"{SVG}path")]
    spans = [_span(part) for data in paths for part in data.split("Z") if "H" in part]
    longest, second = sorted((right - left for left, right in spans), reverse=True)[:2]
    assert len({left for left, _ in spans}) == 1
    assert second / longest == pytest.approx(71_800 / 415_200, abs=1e-3)


def _span(part: str) -> tuple[float, float]:
    start = float(part[1:].split(" ", maxsplit=1)[0])
    end = float(part.split("H")[1].split("V", maxsplit=1)[0])
    return start, end
