"""A missing number is never printed and leaves no broken sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from reportgen.analysis.analyse import analyse
from reportgen.model.metric import MetricKind
from reportgen.model.prose import Number, plain_text
from reportgen.narrative.narrative import describe_outcomes
from tests.analysis.cases import full_configuration, full_dataset
from tests.analysis.factories import configuration, dataset, growing, metric, monthly
from tests.narrative.factories import Case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.model.prose import Prose
    from reportgen.narrative.narrative import Narrative

BROKEN = re.compile(r"  | ,| \.(?!\d)|\(\)|\( | \)|,,|\.\.| ;|: \.|\(,|^[,.;]|=\)|=,|=$")


def everything() -> Case:
    """Return an organization with an intervention and all topics."""
    data = full_dataset()
    asked = full_configuration(data)
    return Case(configuration=asked, outcomes=analyse(asked, data))


def monitored() -> Case:
    """Return an organization whose reporting period is its last half-year."""
    start = date(2018, 1, 1)
    visits = [100.0 + 7 * (place * 5 % 11) for place in range(30)]
    data = dataset(
        monthly(metric("visits", MetricKind.COUNT), start, [*visits, *([190.0] * 6)]),
        monthly(metric(), start, growing(900, 30, 36)),
    )
    asked = configuration(data, report_date=date(2020, 12, 31))
    return Case(configuration=asked, outcomes=analyse(asked, data))


CASES = {"everything": everything(), "monitored": monitored()}


def prose(narrative: Narrative) -> Iterator[Prose]:
    for item in narrative.statements.values():
        yield from (*item.short, *item.full)
    for figure in narrative.figure_words.values():
        yield from (figure.title, figure.subtitle, figure.caption, figure.alt)
    yield from (*narrative.methods, *narrative.limitations, *narrative.data_notes)


def printed_quantities(narrative: Narrative) -> set[str]:
    return {
        part.quantity for words in prose(narrative) for part in words if isinstance(part, Number)
    }


def described_without(known: Case, key: str) -> Narrative | None:
    """Return the narrative without a number; None if it is an error that names the number.

    A statement cannot be made without its main number, so it is an error, not a wrong sentence.
    """
    quantity = known.outcomes.quantities[key]
    withheld = replace(quantity, value=None, ci_low=None, ci_high=None, reason="not known")
    outcomes = replace(known.outcomes, quantities={**known.outcomes.quantities, key: withheld})
    try:
        return describe_outcomes(known.configuration, outcomes)
    except ValueError as error:
        if str(error) != f"`{key}` has no value: not known":
            raise
        return None


@pytest.mark.parametrize("name", CASES)
def test_a_missing_number_is_not_printed_and_leaves_no_gap(name: str) -> None:
    known = CASES[name]
    whole = printed_quantities(known.narrative)
    refused = set()
    for key in sorted(whole):
        narrative = described_without(known, key)
        if narrative is None:
            refused.add(key)
            continue
        assert key not in printed_quantities(narrative)
        broken = [
            found for text in map(plain_text, prose(narrative)) if (found := BROKEN.search(text))
        ]
        assert broken == [], key
    assert len(refused) < 0.4 * len(whole)
    assert not any(key.endswith(("p_value", "hedges_g", "r_squared")) for key in refused)


def test_broken_sentences_are_detected() -> None:
    for text in ("it rose (P=.03), by 4.", "below .05, as planned", "a: b; c"):
        assert not BROKEN.search(text)
    for text in ("it rose ().", "a , b", "so (, P=.03)", "it rose  by", "t(20)=, P"):
        assert BROKEN.search(text)
