"""The methods print the reasons of a configuration's choices, or that there is none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reportgen.languages.current import use_language
from reportgen.ledger.ledger import verdict_record
from reportgen.ledger.plain_data import from_plain, to_plain
from reportgen.ledger.records import VerdictRecord
from reportgen.model.comparison import Alternative, Margin, Test
from reportgen.model.metric import Season
from reportgen.model.prose import plain_text
from reportgen.narrative.narrative import describe_outcomes
from tests.narrative.factories import case, comparison

if TYPE_CHECKING:
    from reportgen.model.comparison import Comparison

BEFORE, AFTER = (40.0, 44, 39, 47, 41, 45), (52.0, 49, 57, 55, 50, 58)


def methods(*comparisons: Comparison) -> str:
    narrative = case(BEFORE, AFTER, *comparisons).narrative
    return " ".join(plain_text(words) for words in narrative.methods)


def one_sided(name: str, reason: str | None) -> Comparison:
    made = comparison(Test.MEAN, name=name, alternative=Alternative.GREATER)
    return replace(made, alternative_reason=reason)


@pytest.mark.parametrize(
    ("comparisons", "text"),
    [
        (
            [one_sided("a", "fewer can't follow")],
            "We planned a 1-tailed test of newsletter readers for this reason: fewer can't follow.",
        ),
        (
            [one_sided("a", "It can only rise.")],
            "1-tailed test of newsletter readers for this reason: It can only rise. We call",
        ),
        (
            [one_sided("a", None), one_sided("b", None)],
            "We planned a 1-tailed test of newsletter readers, without giving a reason.",
        ),
    ],
)
def test_the_reason_of_a_one_sided_test_is_printed(
    comparisons: list[Comparison], text: str
) -> None:
    printed = methods(*comparisons)
    assert printed.count(text) == 1, printed


def test_each_reason_is_said_once_and_never_of_a_two_sided_test() -> None:
    printed = methods(
        one_sided("a", "it can only rise"),
        one_sided("b", "it can only rise"),
        one_sided("c", None),
        comparison(Test.SLOPE, name="d"),
    )
    assert printed.count("for this reason") == 1
    assert printed.count("without giving a reason") == 1
    assert printed.count("All other tests are 2-tailed.") == 1
    assert "a reason" not in methods(comparison(Test.MEAN))


def with_margin(
    name: str, margin: Margin, reason: str | None, test: Test = Test.MEAN
) -> Comparison:
    return replace(comparison(test, name=name, margin=margin), margin_reason=reason)


def test_the_reason_of_a_margin_is_printed_beside_its_size() -> None:
    printed = methods(
        with_margin("a", Margin(value=0.1, is_relative=True), "a tenth needs no other room"),
        with_margin("b", Margin(value=12, is_relative=False), None),
    )
    reason = (
        "We chose the margin of 10% for newsletter readers for this reason: a tenth needs no other "
        "room."
    )
    assert printed.count(reason) == 1
    absent = "We gave no reason for the margin of 12 readers a month for newsletter readers."
    assert printed.count(absent) == 1


def test_a_margin_that_is_not_tested_has_no_reason_to_print() -> None:
    margin = Margin(value=0.1, is_relative=True)
    assert "margin" not in methods(with_margin("a", margin, "a tenth is fine", Test.ITS))


def test_why_the_time_of_year_is_left_out_is_printed() -> None:
    known = case(BEFORE, AFTER, comparison(Test.MEAN))
    metric = known.configuration.metrics["readers"]
    stated = replace(metric, season=Season.NONE, season_reason="letters are read all year")
    configuration = replace(known.configuration, metrics={"readers": stated})
    text = "We left the time of year out of account for newsletter readers: letters are read"
    printed = {
        is_stated: " ".join(map(plain_text, describe_outcomes(given, known.outcomes).methods))
        for is_stated, given in ((True, configuration), (False, known.configuration))
    }
    assert printed[True].count(text) == 1
    assert "time of year" not in printed[False]


def test_the_sentence_is_translated() -> None:
    with use_language("es"):
        printed = methods(one_sided("a", None))
    assert (
        "Planificamos una prueba unilateral de newsletter readers, sin indicar la razón." in printed
    )


@pytest.mark.parametrize("reason", ["it can only rise", None])
def test_the_ledger_keeps_the_reason(reason: str | None) -> None:
    margin = with_margin("b", Margin(value=0.1, is_relative=True), reason)
    known = case(BEFORE, AFTER, one_sided("a", reason), margin)
    for outcome, key in zip(
        known.outcomes.comparisons, ("alternative_reason", "margin_reason"), strict=True
    ):
        record = verdict_record(outcome.verdict, "", comparison=outcome.comparison)
        plain = to_plain(record)
        assert plain.get(key) == reason
        assert (key in plain) == (reason is not None)
        assert from_plain(VerdictRecord, plain) == record
