"""Sentences of the portfolio page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from reportgen.analysis.organization_comparison import compare_organizations
from reportgen.model.goal import GoalStatus
from reportgen.model.organization_facts import GoalFacts
from reportgen.model.prose import plain_text
from reportgen.narrative.portfolio import (
    PortfolioText,
    dots_text,
    estimate_head,
    estimate_text,
    funnel_text,
    goals_text,
    latest_text,
    measure_subject,
)
from reportgen.portfolio.quantities import portfolio_quantities
from tests.analysis.test_organization_comparison import counts, metric, organization, shares

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.analysis.organization_comparison import OrganizationComparison
    from reportgen.model.organization_facts import OrganizationFacts

TextAndMeasures = tuple[PortfolioText, tuple["OrganizationComparison", ...]]


def portfolio_text(
    organizations: Sequence[OrganizationFacts], rate_per: str = ""
) -> TextAndMeasures:
    measures = compare_organizations(organizations, rate_per=rate_per)
    names = {item.id: item.name for item in organizations}
    return PortfolioText(portfolio_quantities(organizations, measures), names), measures


def alike(count: int = 5, *, kind: str = "count") -> list[OrganizationFacts]:
    """Return organizations that differ by chance alone."""
    values = shares if kind == "rate" else counts
    return [organization(f"o{n}", values(n % 2), kind=kind) for n in range(count)]


def far_apart(far: int) -> list[OrganizationFacts]:
    """Return 60 organizations, some with far higher counts than the rest."""
    draw = np.random.default_rng(1)
    made = [organization(f"o{n:02}", [*draw.poisson(9, 12).astype(float)]) for n in range(60 - far)]
    return made + [organization(f"far{n}", [60.0 + n] * 12) for n in range(far)]


def test_the_title_says_how_many_differ_and_in_what() -> None:
    for far, verb in ((1, "differs"), (2, "differ")):
        text, measures = portfolio_text(far_apart(far))
        expected = f"{far} of 60 organizations {verb} from the rest in visits"
        assert plain_text(text.title(measures)) == expected


def test_the_title_of_organizations_that_differ_by_chance_alone_says_so() -> None:
    text, measures = portfolio_text(far_apart(0))
    assert plain_text(text.title(measures)) == (
        "None of 60 organizations is shown to stand out from the rest"
    )
    (measure,) = measures
    found = plain_text(text.measure(measure))
    assert found.endswith("None of them is shown to differ from the rest.")


@pytest.mark.parametrize("count", [3, 9, 10])
def test_of_few_organizations_it_is_not_said_that_none_differs(count: int) -> None:
    text, measures = portfolio_text(far_apart(0)[:count])
    title = plain_text(text.title(measures))
    printed = plain_text(text.measure(measures[0]))
    if count < 10:
        assert title == f"{count} organizations"
        assert "Among so few, only an organization very far from the others could" in printed
    else:
        assert title.startswith("None of 10 organizations is shown")


def test_counts_that_show_the_size_of_organizations_call_none_different() -> None:
    draw = np.random.default_rng(5)
    made = [
        organization(f"o{n}", [*draw.poisson(5 * 2 ** (n / 3), 12).astype(float)])
        for n in range(14)
    ]
    text, measures = portfolio_text(made)
    printed = plain_text(text.measure(measures[0]))
    assert "They differ as organizations of different size do, and how large each" in printed
    assert plain_text(text.title(measures)) == "14 organizations"


def test_without_a_comparison_the_title_counts_organizations() -> None:
    assert plain_text(portfolio_text(alike(1))[0].title(())) == "1 organization"
    assert plain_text(portfolio_text(alike(2))[0].title(())) == "2 organizations"


def test_the_standfirst_says_how_many_briefs_are_current_and_how_many_failed() -> None:
    made = alike(3)
    assert (
        plain_text(portfolio_text(made)[0].standfirst()) == "3 organizations have a current brief."
    )
    failed = [replace(item, is_current=False) for item in made[:2]]
    assert plain_text(portfolio_text([*failed, made[2]])[0].standfirst()) == (
        "1 organization has a current brief; 2 could not be built and are named below."
    )


def test_goals_are_counted_where_there_are_any() -> None:
    made = alike(3)
    assert portfolio_text(made)[0].goals_met() is None
    made[0] = replace(made[0], goals=(GoalFacts("Grow", "met"), GoalFacts("Keep", "missed")))
    found = portfolio_text(made)[0].goals_met()
    assert found is not None
    met, label = found
    assert (met.text, plain_text(label)) == ("1", "of 2 goals met")


def test_counts_are_printed_with_unit_and_interval() -> None:
    text, (measure,) = portfolio_text(alike())
    printed = plain_text(text.measure(measure))
    assert printed.startswith(
        "Visits in the last 12 months of 5 organizations could be compared: on"
    )
    assert " visits a month (95% CI " in printed
    assert printed.endswith("very far from the others could be shown to differ.")
    assert estimate_head(measure) == "Visits a month (95% CI)"


def test_counts_per_100_of_another_metric_say_of_which() -> None:
    members = metric([200.0] * 12, kind="level", unit="members")
    made = [replace(item, metrics={**item.metrics, "members": members}) for item in alike()]
    text, measures = portfolio_text(made, "members")
    (measure,) = (item for item in measures if item.base)
    printed = plain_text(text.measure(measure))
    assert printed.startswith("Visits per 100 members in the last 12 months of 5 organizations")
    assert " visits a month per 100 members (95% CI " in printed
    assert estimate_head(measure) == "Visits a month per 100 members (95% CI)"
    words = funnel_text(measure)
    assert words.value_title == "Visits a month per 100 members"
    assert words.size_title == "Months with a value, times members divided by 100"


def test_shares_have_no_unit_and_differ_by_percentage_points() -> None:
    text, (measure,) = portfolio_text(alike(kind="rate"))
    printed = plain_text(text.measure(measure))
    assert "on average 23.0% (95% CI " in printed
    assert "The spread between them is no larger than chance alone would make it." in printed
    apart = [
        organization(f"o{n}", [value + n / 20 for value in shares(n % 2)], kind="rate")
        for n in range(5)
    ]
    text, (measure,) = portfolio_text(apart)
    assert " percentage points." in plain_text(text.measure(measure))
    assert estimate_head(measure) == "Visits (95% CI)"
    assert funnel_text(measure).size_title == "Precision: 1 divided by the standard error"


def test_observed_values_are_rounded() -> None:
    assert latest_text(0.965301, is_share=True) == "97%"
    assert latest_text(1234.0, is_share=False) == "1234"
    assert latest_text(3.25, is_share=False) == "3.25"


def test_a_dot_plot_counts_those_that_differ() -> None:
    _, (measure,) = portfolio_text(alike())
    words = dots_text(measure, 2, 1)
    assert words.title == "Visits of each organization, in order"
    assert words.alt.endswith("Shown to be higher than the rest: 2; lower: 1.")
    assert estimate_text(measure.shrunken[0], is_share=False).endswith(")")


def test_shares_of_known_numbers_of_cases_lie_against_these() -> None:
    made = []
    for n in range(4):
        facts = metric(shares(n), kind="rate", unit="", denominators=(50.0 + n,) * 12)
        made.append(replace(organization(f"o{n}", []), metrics={"visits": facts}))
    _, (measure,) = portfolio_text(made)
    assert funnel_text(measure).size_title == "How many cases the share is of"


def test_running_totals_are_described_by_their_growth() -> None:
    made = [
        organization(f"o{n}", [100 + 3.0 * m + (m * n) % 4 for m in range(12)], kind="level")
        for n in range(4)
    ]
    text, (measure,) = portfolio_text(made)
    assert measure_subject(measure) == "growth of visits"
    printed = plain_text(text.measure(measure))
    assert printed.startswith("The growth of visits in the last 12 months of 4 organizations")
    assert "% a month (95% CI " in printed
    assert estimate_head(measure) == "Growth a month (95% CI)"
    assert funnel_text(measure).value_title == "Growth of visits, % a month"


def test_organizations_beyond_the_limits_are_named_as_far_as_there_is_room() -> None:
    text, (measure,) = portfolio_text(far_apart(1))
    printed = plain_text(text.measure(measure))
    assert printed.endswith("1 organization differs from the rest: Chapter far0.")
    names = [f"o{n:02}" for n in range(9)]
    many = replace(
        measure,
        own=dict(zip(names, list(measure.own.values())[:9], strict=True)),
        funnel=replace(measure.funnel, points=measure.funnel.points[-1:] * 9),
        differs=(True,) * 9,
    )
    found = plain_text(text.measure(many))
    assert "organizations differ from the rest, among them Chapter o00, " in found
    assert "Chapter o07." in found
    assert "Chapter o08" not in found


def test_organizations_that_were_not_compared_are_counted() -> None:
    for count, words in ((1, "1 organization"), (2, "2 organizations")):
        failed = [replace(item, is_current=False) for item in alike(6)[4:][:count]]
        text, (measure,) = portfolio_text([*alike(4), *failed])
        expected = f"{words} could not be compared; the table says why."
        assert plain_text(text.measure(measure)).endswith(expected)


def test_an_abbreviation_keeps_its_capitals_within_a_sentence() -> None:
    _, (measure,) = portfolio_text(alike())
    assert measure_subject(replace(measure, label="RSVPs")) == "RSVPs"
    assert measure_subject(replace(measure, label="Visits")) == "visits"


@pytest.mark.parametrize(
    ("statuses", "text"),
    [
        ((GoalStatus.NOT_DUE,), "Not yet due"),
        ((GoalStatus.MET, GoalStatus.MET), "2 met"),
        ((GoalStatus.MISSED, GoalStatus.MET, GoalStatus.MISSED), "1 met, 2 missed"),
    ],
)
def test_one_goal_has_its_status_and_several_are_counted(
    statuses: tuple[GoalStatus, ...], text: str
) -> None:
    assert goals_text(statuses) == text
