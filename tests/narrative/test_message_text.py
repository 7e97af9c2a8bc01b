"""Messages with typed parts, as a brief prints them."""

from __future__ import annotations

from datetime import date

import pytest

from reportgen.languages.current import translated, use_language
from reportgen.model.comparison import Test
from reportgen.model.frequency import Calendar, DateSpan, Frequency
from reportgen.model.message import (
    Message,
    Month,
    Named,
    Naming,
    Steps,
    counted_message,
    step_of,
)
from reportgen.narrative.message_text import message_text
from reportgen.narrative.numbers.number_style import JMIR
from reportgen.narrative.quantity_phrases import QuantityFormatter
from tests.narrative.factories import case, comparison

KNOWN = case([5, 6, 7, 5, 6, 8], [5, 7, 6, 8, 6, 7], comparison(Test.MEAN))
FORMATTER = QuantityFormatter(
    configuration=KNOWN.configuration, outcomes=KNOWN.outcomes, style=JMIR
)
METRIC = next(iter(KNOWN.configuration.metrics.values()))
PERIOD = next(iter(KNOWN.outcomes.plan.periods))


@pytest.mark.parametrize(
    ("part", "terminal", "brief"),
    [
        (Named(Naming.METRIC, METRIC.id), f"metric `{METRIC.id}`", METRIC.label),
        (Named(Naming.METRIC, "other"), "metric `other`", "metric “other”"),
        (Named(Naming.PERIOD, "other"), "period `other`", "period “other”"),
        (Named(Naming.THE_PERIOD, "other"), "the period `other`", "period “other”"),
        (Named(Naming.COMPARISON, "reach"), "comparison `reach`", "the comparison “reach”"),
        (Named(Naming.ID, "reach"), "`reach`", "“reach”"),
        (date(2020, 2, 3), "2020-02-03", "3 February 2020"),
        (Month(date(2020, 2, 3)), "2020-02", "February 2020"),
        (
            step_of(DateSpan(date(2020, 2, 3), date(2020, 2, 9)), Frequency.WEEK),
            "the week to 2020-02-09",
            "the week to 9 February 2020",
        ),
        ("`typed` on 2020-02-03", "`typed` on 2020-02-03", "`typed` on 2020-02-03"),
    ],
)
def test_typed_parts_are_formatted_for_the_brief(
    part: str | date | Month | Named, terminal: str, brief: str
) -> None:
    message = Message("it concerns {part}", part=Message("{inner}, once", inner=part))
    assert str(message) == f"it concerns {terminal}, once"
    assert message_text(FORMATTER, message) == f"it concerns {brief}, once"


@pytest.mark.parametrize("naming", [Naming.PERIOD, Naming.THE_PERIOD])
def test_a_period_of_the_plan_is_written_as_its_span(naming: Naming) -> None:
    printed = message_text(FORMATTER, Message("{period} is short", period=Named(naming, PERIOD)))
    assert printed.startswith("the period from ")
    assert PERIOD not in printed


@pytest.mark.parametrize(
    ("months", "brief"),
    [
        ([1, 2, 3, 5, 6, 8], "January 2020, February 2020, March 2020, May 2020, June 2020, and "),
        ([*range(1, 8)], "7 months in a row, from January 2020 to July 2020"),
        (
            [1, 2, 3, 5, 6, 8, 9, 10, 11],
            "9 months between January 2020 and November 2020, with up to 4 months in a row",
        ),
    ],
)
def test_a_brief_sums_up_many_steps_and_a_terminal_lists_them(
    months: list[int], brief: str
) -> None:
    calendar = Calendar(Frequency.MONTH)
    spans = tuple(DateSpan(*calendar.span(date(2020, month, 1))) for month in months)
    message = Message("no value for {months}", months=Steps(spans, calendar))
    assert str(message) == f"no value for {', '.join(f'2020-{month:02}' for month in months)}"
    assert message_text(FORMATTER, message).startswith(f"no value for {brief}")
    with use_language("es"):
        assert translated(message).endswith(f", 2020-{months[-1]:02}")


def test_a_counted_message_keeps_its_form() -> None:
    message = counted_message(
        "{count} day to {day}", "{count} days to {day}", 1, count="1", day=date(2020, 2, 3)
    )
    assert message_text(FORMATTER, message) == "1 day to 3 February 2020"


def test_a_file_named_after_a_day_keeps_its_name() -> None:
    message = Message("{lines} of {file}", lines="line 4", file="posts-2024-01-31.csv")
    assert message_text(FORMATTER, message) == "line 4 of posts-2024-01-31.csv"
