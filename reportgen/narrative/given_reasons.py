"""The reasons that a configuration gives for its choices, in the methods of a brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative
from reportgen.narrative.comparisons.closing import equivalence_of, margin_of
from reportgen.narrative.comparisons.decision import is_one_sided
from reportgen.narrative.phrases import enumerated, italic, phrase, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.model.metric import Metric
    from reportgen.model.prose import Sentences
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def reasons_of_sides(formatter: QuantityFormatter) -> Sentences:
    """Return why tests are 1-tailed, or that no reason is given."""
    found = (
        (item.metric.label, item.comparison.alternative_reason, "")
        for item in formatter.outcomes.comparisons
        if item.comparison.alternative is not Alternative.TWO_SIDED
    )
    return _reasons(
        found,
        gettext_noop("We planned a 1-tailed test of {metrics} for this reason: {reason}"),
        gettext_noop("We planned a 1-tailed test of {metrics}, without giving a reason"),
    )


def sides_not_as_planned(formatter: QuantityFormatter) -> Sentences:
    """Return which 1-tailed tests were not made, because the difference has the other sign."""
    labels = dict.fromkeys(
        item.metric.label
        for item in formatter.outcomes.comparisons
        if item.comparison.alternative is not Alternative.TWO_SIDED
        and item.decision is not None
        and not is_one_sided(item)
    )
    if not labels:
        return ()
    return (
        sentence(
            phrase(
                "The estimate for {metrics} lies on the other side than planned, so we give the "
                "2-tailed {P} value",
                metrics=enumerated(list(labels)),
                P=italic("P"),
            )
        ),
    )


def reasons_of_margins(formatter: QuantityFormatter) -> Sentences:
    """Return why differences within the margins do not matter, or that no reason is given."""
    found = (
        (
            item.metric.label,
            item.comparison.margin_reason,
            margin_of(formatter, item),
        )
        for item in formatter.outcomes.comparisons
        if equivalence_of(item) is not None
    )
    return _reasons(
        found,
        gettext_noop("We chose the margin of {margin} for {metrics} for this reason: {reason}"),
        gettext_noop("We gave no reason for the margin of {margin} for {metrics}"),
    )


def reasons_of_seasons(metrics: Iterable[Metric]) -> Sentences:
    """Return why the time of year is left out of account; a reason is always given."""
    found = ((item.label, item.season_reason, "") for item in metrics if item.season_reason)
    return _reasons(
        found,
        gettext_noop("We left the time of year out of account for {metrics}: {reason}"),
    )


def _reasons(
    given: Iterable[tuple[str, str | None, str]], with_it: str, without: str = ""
) -> Sentences:
    """Return one sentence for all metrics that have the same reason.

    `given` are the label of a metric, its reason, and its margin in words; `without` is said of
    those without a reason.
    """
    labels: dict[tuple[str | None, str], list[str]] = {}
    for label, reason, margin in given:
        labels.setdefault((reason, margin), []).append(label)
    return tuple(
        sentence(
            phrase(
                without if reason is None else with_it,
                metrics=enumerated(list(dict.fromkeys(named))),
                margin=margin,
                reason=reason or "",
            )
        )
        for (reason, margin), named in labels.items()
    )
