"""Headline numbers and default titles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reportgen.model.comparison import Test
from reportgen.model.metric import MetricKind
from reportgen.model.period import Intervention, Period
from reportgen.model.prose import plain_text
from reportgen.model.verdict import Strength, VerdictKind
from reportgen.narrative.numbers.period_text import against_text
from tests.narrative.factories import Case, case, comparison, with_verdict

LOW = [40, 38, 44, 41, 39, 43, 42, 40, 37, 45, 41, 42]
HIGH = [60, 64, 58, 66, 61, 63, 67, 59, 62, 65, 60, 64]
NEAR = [41, 39, 44, 40, 42, 38, 43, 41, 40, 44, 38, 42]


def lines(known: Case) -> list[tuple[str, str]]:
    return [(plain_text(item.value), plain_text(item.label)) for item in known.narrative.headlines]


def test_a_found_difference_comes_first_and_names_its_base_period() -> None:
    first, *_ = lines(case(LOW, HIGH, comparison(Test.MEAN)))
    assert first == (
        "1.52 times",
        (
            "the monthly newsletter readers of the year before: 62 a month, up from 41 (95% CI "
            "1.45-1.60)"
        ),
    )


def test_events_after_a_period_without_one_lead_with_their_rate() -> None:
    first, *_ = lines(case([0] * 12, [1, 0, 2, 1, 1, 0, 1, 2, 1, 1, 0, 2], comparison(Test.MEAN)))
    assert first == (
        "1.0 readers a month",
        (
            "newsletter readers, after none in the year before (difference 1.0 readers a month, "
            "95% CI 0.4-1.6)"
        ),
    )


def test_events_after_hardly_any_lead_with_their_rate() -> None:
    first, *_ = lines(
        case([0] * 11 + [1], [2, 1, 3, 2, 4, 1, 2, 3, 2, 1, 3, 2], comparison(Test.MEAN))
    )
    assert first[0] == "2.2 readers a month"
    assert first[1].startswith(
        "newsletter readers, up from 0.083 in the year before (difference 2.1 "
    )


def test_a_comparison_that_found_nothing_is_never_shown_as_a_ratio() -> None:
    (only,) = lines(case(LOW, NEAR, comparison(Test.MEAN)))
    assert only == ("41 readers a month", "newsletter readers, as in the year before")
    apart = [value + 3 * (-1) ** place for place, value in enumerate(NEAR, start=1)]
    (other,) = lines(case(LOW, [*apart[:-1], 70], comparison(Test.MEAN)))
    assert other[1].endswith("in the year before; the difference may be chance")


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


def test_a_default_title_names_the_finding_and_the_opening_the_change() -> None:
    known = case(LOW, HIGH, comparison(Test.MEAN))
    title = "Reading Club: newsletter readers rose to 62 a month"
    assert plain_text(known.narrative.title) == title
    since = "the tool library opened"
    opened = Intervention(on=date(2019, 1, 1), label="Tool library opens", since=since)
    narrative = replace(
        known, configuration=replace(known.configuration, intervention=opened)
    ).narrative
    assert plain_text(narrative.standfirst) == (
        "After the tool library opened, newsletter readers rose to 62 a month, compared with 41 in "
        "the year before."
    )
    compared = "We compare 2019 with 2018."
    assert plain_text(narrative.opening) == (
        f"The tool library opened on 1 January 2019. {compared}"
    )
    unnamed = replace(opened, since=None)
    changed = replace(known.configuration, intervention=unnamed)
    assert plain_text(replace(known, configuration=changed).narrative.opening) == (
        f"The change under study began on 1 January 2019: Tool library opens. {compared}"
    )


def test_a_finding_that_most_checks_do_not_show_is_titled_with_how_many_do() -> None:
    found = case(LOW, HIGH, comparison(Test.MEAN))
    known = with_verdict(found, VerdictKind.INCREASE, Strength.MODERATE, votes=(True, False, False))
    checks = "one of the three checks agrees"
    assert plain_text(known.narrative.title) == (
        f"Reading Club: newsletter readers rose to 62 a month ({checks})"
    )
    assert plain_text(known.narrative.standfirst).endswith(f" in the year before ({checks}).")
    assert lines(known)[0][1].endswith(f"; {checks}")


def test_a_difference_that_only_the_adjustment_holds_back_may_be_one() -> None:
    found = case(LOW, HIGH, comparison(Test.MEAN))
    known = with_verdict(found, VerdictKind.INCONCLUSIVE, is_blocked_by_holm=True)
    assert plain_text(known.narrative.title) == (
        "Reading Club: newsletter readers may have risen to 62 a month"
    )
    assert (
        lines(known)[0][1] == "newsletter readers, which may have risen from 41 in the year before"
    )
