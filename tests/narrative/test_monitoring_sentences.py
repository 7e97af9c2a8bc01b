"""Sentences on control charts of a reporting period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from reportgen.analysis.analyse import analyse
from reportgen.analysis.monitoring.signals import Assurance, Signal, SignalRule
from reportgen.analysis.monitoring.xmr import XmrChart
from reportgen.model.metric import MetricKind
from reportgen.model.prose import plain_text
from reportgen.narrative.phrases import paragraph
from reportgen.narrative.topics.monitoring import assurance_sentence
from tests.analysis.factories import configuration, dataset, metric, monthly
from tests.narrative.factories import Case

if TYPE_CHECKING:
    from reportgen.model.comparison import Comparison

START = date(2018, 7, 1)


def statement_texts(known: Case, subject: str) -> tuple[str, str]:
    statement = known.narrative.statements[subject]
    return plain_text(paragraph(*statement.short)), plain_text(paragraph(*statement.full))


def monitored(*comparisons: Comparison) -> Case:
    """Return monthly values of one metric whose last quarter is the reporting period."""
    counts = [100.0 + 3 * (place * 7 % 11) for place in range(36)]
    data = dataset(monthly(metric("posts", MetricKind.COUNT), START, counts))
    config = configuration(data, comparisons=comparisons)
    return Case(configuration=config, outcomes=analyse(config, data))


def test_a_quarter_is_compared_with_the_same_months_a_year_earlier() -> None:
    _, full = statement_texts(monitored(), "monitoring.posts")
    assert "Against the same quarter a year earlier, no difference is shown." in full
    assert "in the quarter before and 111 in the same quarter a year earlier." in full
    assert "gainst the quarter before" not in full
    assert "gainst both" not in full


@pytest.mark.parametrize(
    ("rule", "above", "below"),
    [
        (
            SignalRule.OUTSIDE,
            "a month above the usual range",
            "a month below the usual range",
        ),
        (
            SignalRule.ONE_SIDE,
            "seven or more months in a row above the mean",
            "seven or more months in a row below the mean",
        ),
        (
            SignalRule.TREND,
            "seven or more months in a row, each above the one before",
            "seven or more months in a row, each below the one before",
        ),
        (
            SignalRule.TWO_OF_THREE,
            "two of three months near the upper limit",
            "two of three months near the lower limit",
        ),
    ],
)
def test_a_signal_is_described_by_its_rule_and_side(
    rule: SignalRule, above: str, below: str
) -> None:
    known = monitored()
    (found,) = known.outcomes.monitoring
    for is_high, words in ((True, above), (False, below)):
        signal = Signal(rule=rule, first=30, last=36, is_high=is_high)
        changed = replace(found, signals=(signal, signal))
        case = replace(known, outcomes=replace(known.outcomes, monitoring=(changed,)))
        short, _ = statement_texts(case, "monitoring.posts")
        assert short.startswith(
            f"Posts showed a signal of change between April and June 2021: {words} (usual range "
        )
        assert plain_text(case.narrative.variations["posts"]) == "Signal"


@pytest.mark.parametrize(
    ("assurance", "words"),
    [
        (Assurance.CAPABLE, "it meets the target in every month"),
        (
            Assurance.HIT_OR_MISS,
            "it meets the target in some months and misses it in others",
        ),
        (Assurance.NOT_CAPABLE, "it misses the target in every month"),
    ],
)
def test_a_target_is_compared_with_common_cause_variation(assurance: Assurance, words: str) -> None:
    (found,) = monitored().outcomes.monitoring
    assert assurance_sentence(found) == ()
    assert isinstance(found.chart, XmrChart)
    aimed = replace(found, chart=replace(found.chart, assurance=assurance))
    assert plain_text(assurance_sentence(aimed)) == (
        f"As far as its usual variation goes, {words}."
    )
