"""The methods section on tests, and the limitation of quotations."""

from __future__ import annotations

from datetime import date

import pytest

from reportgen.analysis.analyse import analyse
from reportgen.model import survey
from reportgen.model.period import Intervention
from reportgen.model.prose import plain_text
from reportgen.narrative.narrative import describe_outcomes
from tests.analysis.cases import COMPARISONS, full_configuration, full_dataset

VOID = COMPARISONS[-1]


def test_quotations_are_a_limitation_where_there_are_any() -> None:
    data = full_dataset()
    limitations = [
        describe_outcomes(config, analyse(config, data)).limitations
        for testimonials in ((), (survey.Testimonial(text="It helped.", who="A member"),))
        for config in (
            full_configuration(data, comparisons=(), goals=(), testimonials=testimonials),
        )
    ]
    without, with_quotations = (" ".join(map(plain_text, words)) for words in limitations)
    assert "quotations" not in without
    assert "We chose the quotations; they illustrate and prove nothing." in with_quotations


@pytest.mark.parametrize(
    ("comparisons", "has_survey", "is_told"),
    [((VOID,), False, False), ((VOID,), True, True), ((VOID, COMPARISONS[0]), False, True)],
)
def test_tests_are_described_where_there_was_one(
    comparisons: tuple[object, ...], has_survey: bool, is_told: bool
) -> None:
    data = full_dataset()
    surveys = full_configuration(data).surveys if has_survey else ()
    config = full_configuration(data, comparisons=comparisons, surveys=surveys, goals=())
    methods = " ".join(
        plain_text(item) for item in describe_outcomes(config, analyse(config, data)).methods
    )
    assert ("All tests are 2-tailed." in methods) is is_told


def test_further_interventions_follow_the_first_one() -> None:
    data = full_dataset()
    further = (
        Intervention(on=date(2019, 10, 1), label="a paid editor"),
        Intervention(on=date(2020, 2, 14), label="a second account"),
    )
    printed = {
        count: " ".join(
            plain_text(words) for words in describe_outcomes(config, analyse(config, data)).methods
        )
        for count in (0, 1, 2)
        for config in (full_configuration(data, further_interventions=further[:count]),)
    }
    assert "After it came" not in printed[0]
    assert (
        "The change began on 1 July 2019 (Trainees co-lead). After it came a paid editor (1 "
        "October 2019)."
    ) in printed[1]
    assert "a paid editor (1 October 2019) and a second account (14 February 2020)." in printed[2]
