"""Headline numbers and default titles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reportgen.model.comparison import Alternative, Test
from reportgen.model.metric import MetricKind
from reportgen.model.organization import Organization
from reportgen.model.period import Intervention, Period
from reportgen.model.prose import plain_text
from reportgen.narrative.numbers.period_text import against_text
from tests.narrative.factories import Case, case, comparison

LOW = [40, 38, 44, 41, 39, 43, 42, 40, 37, 45, 41, 42]
HIGH = [60, 64, 58, 66, 61, 63, 67, 59, 62, 65, 60, 64]
NEAR = [41, 39, 44, 40, 42, 38, 43, 41, 40, 44, 38, 42]


def lines(known: Case) -> list[tuple[str, str]]:
    return [(plain_text(item.value), plain_text(item.label)) for item in known.narrative.headlines]


def test_a_found_difference_comes_first_and_names_its_base_period() -> None:
    first, *_ = lines(case(LOW, HIGH, comparison(Test.MEAN)))
    assert first == (
        "1.52 times",
        "as many newsletter readers a month as in 2018 (95% CI 1.45-1.60)",
    )


def test_events_after_a_period_without_one_lead_with_their_rate() -> None:
    first, *_ = lines(case([0] * 12, [1, 0, 2, 1, 1, 0, 1, 2, 1, 1, 0, 2], comparison(Test.MEAN)))
    assert first == (
        "1.0 readers a month",
        (
            "newsletter readers, January to December 2019, after none in the year before (95% CI "
            "0.5-1.7)"
        ),
    )


def test_events_after_hardly_any_lead_with_the_difference() -> None:
    first, *_ = lines(
        case([0] * 11 + [1], [2, 1, 3, 2, 4, 1, 2, 3, 2, 1, 3, 2], comparison(Test.MEAN))
    )
    assert first == (
        "2.1 readers a month",
        "difference from 2018, in the average of newsletter readers (95% CI 1.3-2.9)",
    )


def test_a_comparison_that_found_nothing_is_never_shown_as_a_ratio() -> None:
    (first, latest) = lines(case(LOW, NEAR, comparison(Test.MEAN)))
    assert first == (
        "41 readers a month",
        (
            "average of newsletter readers, January to December 2019; in the year before it was "
            "41, and no difference is shown"
        ),
    )
    assert latest == ("42 readers", "newsletter readers in December 2019")


@pytest.mark.parametrize(
    ("asked", "not_shown"),
    [(Alternative.GREATER, "no increase"), (Alternative.LESS, "no decrease")],
)
def test_a_one_sided_question_is_not_answered_with_no_difference(
    asked: Alternative, not_shown: str
) -> None:
    (_, label), *_ = lines(case(LOW, NEAR, comparison(Test.MEAN, alternative=asked)))
    assert label.endswith(f"and {not_shown} is shown")


@pytest.mark.parametrize("test", list(Test))
def test_no_headline_says_times_without_a_finding(test: Test) -> None:
    kind = MetricKind.LEVEL if test is Test.SLOPE else MetricKind.COUNT
    for value, label in lines(case(LOW, NEAR, comparison(test), kind=kind)):
        assert "times" not in value + label


def span(first: date, last: date) -> Period:
    return Period(id="any", label="any", first=first, last=last)


@pytest.mark.parametrize(
    ("later", "base", "words"),
    [
        ((2020, 1, 2020, 12), (2019, 1, 2019, 12), "the year before"),
        ((2020, 4, 2020, 6), (2020, 1, 2020, 3), "the quarter before"),
        ((2020, 4, 2020, 4), (2020, 3, 2020, 3), "the month before"),
        ((2020, 7, 2020, 12), (2020, 1, 2020, 6), "the half-year before"),
        ((2020, 1, 2021, 12), (2018, 1, 2019, 12), "the two years before"),
        ((2020, 4, 2020, 6), (2019, 4, 2019, 6), "the same quarter a year earlier"),
        ((2020, 4, 2020, 8), (2019, 11, 2020, 3), "the period before"),
        ((2020, 4, 2020, 8), (2020, 1, 2020, 3), "January to March 2020"),
    ],
)
def test_a_base_period_is_called_by_its_distance(
    later: tuple[int, int, int, int], base: tuple[int, int, int, int], words: str
) -> None:
    ends = {3: 31, 4: 30, 6: 30, 8: 31, 12: 31}
    periods = [span(date(y1, m1, 1), date(y2, m2, ends[m2])) for y1, m1, y2, m2 in (later, base)]
    assert against_text(*periods) == words


def test_a_default_title_names_subject_and_time_and_no_result() -> None:
    known = case(LOW, HIGH, comparison(Test.MEAN))
    assert plain_text(known.narrative.title) == (
        "Reading Club: newsletter readers, January 2018 to December 2019"
    )
    changed = replace(
        known.configuration,
        organization=Organization(id="garden", name="Garden", short_name="Garden"),
        intervention=Intervention(on=date(2019, 1, 1), label="Tool library opens"),
    )
    narrative = replace(known, configuration=changed).narrative
    assert plain_text(narrative.title) == "Garden: newsletter readers before and after January 2019"
    assert plain_text(narrative.opening) == (
        "The change under study is “Tool library opens”, on 1 January 2019. This brief follows "
        "newsletter readers and compares January to December 2019 with January to December 2018."
    )
