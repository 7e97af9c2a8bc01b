"""Laws of the portfolio page: every organization once, and counts that add up."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from reportgen.analysis.organization_changes import change_of, groups_of, pooled
from reportgen.analysis.organization_comparison import compare_organizations
from reportgen.analysis.shared_goals import shared_goals
from reportgen.languages.current import use_language
from reportgen.model.goal import GoalStatus
from reportgen.model.metric import MetricKind
from reportgen.model.organization_facts import GoalFacts, MetricFacts, OrganizationFacts
from reportgen.model.prose import plain_text
from reportgen.model.quantity_ids import WHOLE, GroupIds, OwnGoalIds, SharedGoalIds
from reportgen.narrative.portfolio_goals import GoalText
from reportgen.portfolio.goal_blocks import grid, groups_table
from reportgen.portfolio.quantities import portfolio_quantities
from tests.analysis.test_organization_comparison import metric, organization
from tests.standards.portfolios import portfolio_page

COUNT = 23


def two_years(values: list[float], kind: str = "count", cases: float = 0.0) -> MetricFacts:
    """Return a metric of 2020 and 2021."""
    days = [date(year, month, 28) for year in (2020, 2021) for month in range(1, 13)]
    return replace(
        metric([], kind=kind, unit="" if kind == "rate" else "visits"),
        points=tuple(zip(days, values, strict=True)),
        denominators=(cases,) * 24 if cases else (),
    )


def trusts(count: int = COUNT) -> list[OrganizationFacts]:
    """Return organizations with one goal, two groups, and one without a group."""
    made = []
    for n in range(count):
        level = 0.70 + n / 100
        values = [level + place % 4 / 100 for place in range(24)]
        facts = two_years(values, "rate", 200.0 + 9 * n)
        value = sum(values[12:]) / 12
        status = GoalStatus.MET if value >= 0.85 else GoalStatus.MISSED
        goal = GoalFacts(
            "See 85% in time.",
            str(status),
            id="see",
            value=value,
            target=0.85,
            quantity="visits.mean.reporting.mean",
            form="share",
        )
        group = "" if n == 0 else ("North", "South")[n % 2]
        own = replace(
            organization(f"o{n:02}", []), metrics={"visits": facts}, goals=(goal,), group=group
        )
        made.append(own)
    return made


def text_of(made: list[OrganizationFacts]) -> GoalText:
    quantities = portfolio_quantities(made, compare_organizations(made))
    return GoalText(quantities, {item.id: item.name for item in made})


def test_every_organization_is_in_exactly_one_cell_of_the_grid_and_one_row() -> None:
    made = trusts()
    found = grid(made, shared_goals(made), text_of(made))
    assert found is not None
    names = [row.name for column in found.columns for row in column if not row.is_group]
    assert sorted(names) == sorted(item.name for item in made)
    assert [row.name for column in found.columns for row in column if row.is_group] == [
        "North",
        "South",
        "No group",
    ]
    page = portfolio_page(made)
    body = page[page.index('<table class="table table-organizations') :]
    body = body[: body.index("</table>")]
    rows = re.findall(r'<th scope="row"[^>]*>(?:<a [^>]*>)?([^<]*)<', body)
    assert sorted(map(unescape, rows)) == sorted(item.name for item in made)


def test_the_statuses_of_a_goal_and_the_groups_add_up() -> None:
    made = trusts()
    quantities = portfolio_quantities(made, compare_organizations(made))
    (goal,) = shared_goals(made)
    ids = SharedGoalIds(goal.key)
    assert sum(int(quantities[ids.of(str(s))].value or 0) for s in GoalStatus) == COUNT
    assert quantities[ids.n].value == COUNT
    parts = [GroupIds(str(place)) for place, _ in enumerate(groups_of(made), start=1)]
    for name in ("n", "reached"):
        whole = quantities[GroupIds(WHOLE).of(name)].value
        assert sum(int(quantities[part.of(name)].value or 0) for part in parts) == whole
    table = groups_table(made, [goal], compare_organizations(made), text_of(made))
    assert table is not None
    assert len(table.rows) == len(parts) + 1


def test_pooled_shares_of_groups_are_those_of_their_cases() -> None:
    made = trusts()
    (measure,) = compare_organizations(made)
    by_id = {item.id: item for item in made}
    for group in groups_of(made):
        facts = [by_id[name].metrics["visits"] for name in group.members]
        cases = sum(sum(item.denominators[12:]) for item in facts)
        seen = sum(
            value * size
            for item in facts
            for (_, value), size in zip(item.points[12:], item.denominators[12:], strict=True)
        )
        assert pooled(group.members, measure, by_id, "") == pytest.approx(seen / cases)


def test_a_value_that_misses_the_target_is_never_printed_as_the_target() -> None:
    made = trusts()
    near = replace(made[3].goals[0], value=0.84999, status="missed")
    made[3] = replace(made[3], goals=(near,))
    text = text_of(made)
    assert text.number(OwnGoalIds("o03", "goal-1").value).text not in ("85%", "85.0%")


def test_the_title_says_how_many_met_the_goal_of_most() -> None:
    made = trusts()
    (goal,) = shared_goals(made)
    met = sum(item.goals[0].status == "met" for item in made)
    expected = f"{met} of {COUNT} organizations met the goal “See 85% in time”"
    assert plain_text(text_of(made).title(goal)) == expected
    page = portfolio_page(made)
    assert page.index(expected.split(" ", 3)[3][:20]) < page.index('id="organizations"')
    open_goal = [replace(item, goals=(replace(item.goals[0], status="on_track"),)) for item in made]
    title = plain_text(text_of(open_goal).title(shared_goals(open_goal)[0]))
    assert title == f"{COUNT} of {COUNT} organizations are on track for the goal “See 85% in time”"


def test_a_goal_of_few_does_not_lead() -> None:
    made = [item if n < 5 else replace(item, goals=()) for n, item in enumerate(trusts())]
    (goal,) = shared_goals(made)
    assert not goal.is_of_most
    assert "met the goal" not in portfolio_page(made)


def test_changes_are_those_of_the_same_months_a_year_before() -> None:
    values = [*[10.0] * 12, *[13.0 + place % 2 for place in range(12)]]
    made = [
        replace(organization(f"o{n}", []), metrics={"visits": two_years([v + n for v in values])})
        for n in range(4)
    ]
    (measure,) = compare_organizations(made)
    assert change_of(made[0], measure, "") == pytest.approx(3.5)
    short = replace(made[0], metrics={"visits": metric(values[12:])})
    assert change_of(short, measure, "") is None
    totals = [
        replace(
            organization(f"o{n}", []),
            metrics={"visits": two_years([100.0 + m + (m * n) % 3 for m in range(24)], "level")},
        )
        for n in range(4)
    ]
    (grown,) = compare_organizations(totals)
    assert grown.kind is MetricKind.LEVEL
    assert change_of(totals[0], grown, "") == pytest.approx(12 / 111)


def test_a_page_in_spanish_has_a_spanish_title() -> None:
    made = trusts()
    with use_language("es", ()):
        title = plain_text(text_of(made).title(shared_goals(made)[0]))
    assert "organizaciones cumplieron el objetivo «See 85% in time»" in title
