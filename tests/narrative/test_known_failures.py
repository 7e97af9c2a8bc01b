"""Known bugs of other report generators, as regression tests."""

from __future__ import annotations

import re

import pytest

from reportgen.model.comparison import Alternative, Test
from reportgen.model.metric import MetricKind
from reportgen.model.prose import Number, plain_text
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.phrases import paragraph
from tests.narrative.factories import Case, case, comparison

LOW = [40, 38, 44, 41, 39, 43, 42, 40, 37, 45, 41, 42]
HIGHER = [43, 40, 46, 44, 41, 45, 42, 44, 40, 46, 42, 43]


def text(known: Case) -> str:
    narrative = known.narrative
    parts = [
        plain_text(paragraph(*part))
        for item in narrative.statements.values()
        for part in (item.short, item.full)
    ]
    parts += [plain_text(words.title) for words in narrative.figure_words.values()]
    return " ".join(parts)


@pytest.mark.parametrize("alternative", list(Alternative))
def test_a_brief_never_says_both_significant_and_not_significant(alternative: Alternative) -> None:
    """dafiti/causalimpact#38 and #58: a two-sided interval with a one-sided P value."""
    known = case(LOW, HIGHER, comparison(Test.MEAN, alternative=alternative))
    printed = text(known)
    positive = re.search(r"\b(?:rose|fell)\b", printed)
    negative = re.search(r"difference may be", printed)
    assert bool(positive) != bool(negative)


def test_the_interval_has_two_sides_and_the_p_value_names_its_own() -> None:
    """dafiti/causalimpact#38 too: an interval of another sidedness than its P value."""
    known = case(LOW, HIGHER, comparison(Test.MEAN, alternative=Alternative.GREATER))
    first = plain_text(known.narrative.statements["reach"].full[0])
    assert "1-tailed P" in first
    assert "or more" not in first
    assert "or less" not in first


def test_no_ratio_is_printed_on_a_negative_or_uncertain_base() -> None:
    """google/CausalImpact#31: the relative effect had the wrong sign on a negative base."""
    negative = case([-5, -9, -7, -6, -8, -7] * 2, [4, 6, 5, 7, 5, 6] * 2, comparison(Test.MEAN))
    printed = text(negative)
    assert " The difference is 13 readers a month (95% CI 11-14; P<.001)." in printed
    assert "times as" not in printed
    assert re.search(r"from −7", printed)
    uncertain = case([-9, 12, -4, 8, 1], [30, 41, 35, 28, 37], comparison(Test.MEAN))
    assert "times as" not in text(uncertain)


def test_the_direction_is_that_of_the_estimate_not_of_the_question() -> None:
    """pymc-labs/CausalPy#764: the text followed the tested alternative, not the estimate."""
    fallen = case(HIGHER, [x - 9 for x in LOW], comparison(Test.MEAN))
    assert " fell to 32 a month in 2019, from 43 in 2018" in text(fallen)
    one_sided = comparison(Test.MEAN, alternative=Alternative.GREATER)
    fallen = case(HIGHER, [x - 9 for x in LOW], one_sided)
    assert fallen.outcomes.comparisons[0].verdict.verdict is VerdictKind.DECREASE
    assert not re.search(r"\brose\b|\bincreased\b", text(fallen))


@pytest.mark.parametrize("test", list(Test))
def test_a_p_value_above_alpha_has_a_whole_sentence_too(test: Test) -> None:
    """jamalsenouci/causalimpact#51: the branch for P above alpha was broken."""
    kind = MetricKind.LEVEL if test is Test.SLOPE else MetricKind.COUNT
    known = case(LOW, [41, 39, 44, 40, 42, 38, 43, 41, 40, 44, 38, 42], comparison(test), kind=kind)
    statement = known.narrative.statements["reach"]
    assert known.outcomes.comparisons[0].verdict.verdict is VerdictKind.INCONCLUSIVE
    short = plain_text(paragraph(*statement.short))
    assert "difference may be chance" in short or "perhaps by chance" in short
    assert re.search(r"P[=>]", plain_text(paragraph(*statement.full)))
    assert not re.search(
        r"equivalent|consistent|unchanged|no change|same",
        text(known).replace("the same comparison", "").replace("the same sign", ""),
    )


@pytest.mark.parametrize("test", list(Test))
def test_an_estimate_is_printed_with_the_interval_of_its_own_quantity(test: Test) -> None:
    """easystats/report, snapshot of its t test: a difference with the interval of a mean."""
    kind = MetricKind.LEVEL if test is Test.SLOPE else MetricKind.COUNT
    known = case(LOW, HIGHER, comparison(test), kind=kind)
    for statement in known.narrative.statements.values():
        numbers = [item for item in paragraph(*statement.full) if isinstance(item, Number)]
        for place, item in enumerate(numbers):
            if item.part not in ("ci_low", "ci_high"):
                continue
            before = [other for other in numbers[:place] if other.part == "value"]
            assert before[-1].quantity == item.quantity


def test_nothing_is_called_significant_on_two_values_against_one() -> None:
    """newrelic-experimental/preflight#616: claims from n = 2 against n = 1."""
    known = case([12], [30, 40], comparison(Test.MEAN))
    assert known.outcomes.comparisons[0].verdict.verdict is VerdictKind.NOT_ASSESSABLE
    assert "significant" not in text(known)


def test_it_is_always_statistically_significantly() -> None:
    """easystats/report#104 and #158: “statistically” was missing, and the wrong word negated."""
    known = case(LOW, [x + 20 for x in LOW], comparison(Test.MEAN))
    assert not re.search(r"(?<!statistically )significant", text(known))
    assert "statistically not" not in text(known)
