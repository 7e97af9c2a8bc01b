"""The methods section: what was really done, and what was taken for granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.interrupted_series import InterruptedSeriesEstimate
from reportgen.analysis.mean_comparison import MeanComparison
from reportgen.analysis.rate_comparison import RateComparison
from reportgen.analysis.slope_comparison import SlopeComparison
from reportgen.model.comparison import Alternative, Test, Variant
from reportgen.model.metric import MetricKind
from reportgen.narrative.compose import (
    compose,
    enumerated,
    italic,
    listed,
    paragraph,
    sentence,
)
from reportgen.narrative.number_text import date_text
from reportgen.narrative.plain_words import with_written_dates
from reportgen.narrative.spans import range_text

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose
    from reportgen.narrative.speaker import Speaker

_VARIANTS = {Variant.STUDENT: "Student", Variant.WELCH: "Welch"}


def describe_methods(speaker: Speaker) -> tuple[Prose, ...]:
    """Return the paragraphs of the methods, only of what was done in this brief."""
    paragraphs = (
        _design(speaker),
        _tests(speaker),
        _other_measures(speaker),
        _significance(speaker),
        _sensitivity(speaker),
        _assumptions(speaker),
    )
    return tuple(words for words in paragraphs if words)


def _design(speaker: Speaker) -> Prose:
    plan, configuration = speaker.outcomes.plan, speaker.configuration
    labels = enumerated([metric.label for metric in configuration.metrics.values()])
    intervention = configuration.intervention
    change: Prose = ()
    if intervention is not None:
        label = f" ({intervention.label.strip()})" if intervention.label else ""
        change = sentence(f"The change under study began on {date_text(intervention.on)}{label}")
    used = dict.fromkeys(
        key for item in plan.comparisons for key in (item.base, item.later) if key in plan.periods
    )
    spans = enumerated([range_text(plan.periods[key]) for key in used])
    periods = sentence("The periods that we compared are ", spans) if used else ()
    report = sentence(
        f"Only what was known on {date_text(plan.report_date)}, the report date, was counted"
    )
    files = enumerated(list(dict.fromkeys(item.file for item in configuration.metrics.values())))
    followed = sentence("We followed ", labels, ", read from ", files) if labels else ()
    return paragraph(followed, change, periods, report)


def _tests(speaker: Speaker) -> Prose:
    """Name each test once, however many comparisons used it."""
    outcomes = speaker.outcomes.comparisons
    sentences = [words for outcome in outcomes for words in _test_sentences(outcome)]
    if any(getattr(item.result, "equivalence", None) is not None for item in outcomes):
        sentences.append(_EQUIVALENCE)
    return paragraph(*dict.fromkeys(sentences))


def _test_sentences(outcome: ComparisonOutcome) -> tuple[Prose, ...]:
    result = outcome.result
    if isinstance(result, SlopeComparison):
        is_total = outcome.metric.kind is MetricKind.LEVEL
        return (_SLOPES, _GAINS) if is_total else (_SLOPES,)
    if isinstance(result, MeanComparison):
        return (_means(result.variant),)
    if isinstance(result, RateComparison):
        return (_RATES,)
    return (_SEGMENTS,) if isinstance(result, InterruptedSeriesEstimate) else ()


_SLOPES = sentence(
    "We fitted a straight line to each period by simple linear regression and compared the slopes "
    "by the interaction term of one regression over both periods, with a Fieller interval for "
    "their ratio"
)
_GAINS = sentence(
    "Successive values of a running total depend on each other, and that test alone would find "
    "differences where there are none; so we also compared the monthly gains by a Welch ",
    italic("t"),
    " test, and let the larger of the two ",
    italic("P"),
    " values decide",
)
_RATES = sentence(
    "Counts of fewer than five a month were compared by the exact conditional test of the ratio of "
    "two Poisson rates"
)
_SEGMENTS = sentence(
    "We fitted a segmented regression with time counted from the start of the later period: by "
    "ordinary least squares for series of fewer than 12 points, otherwise with first-order "
    "autoregressive errors by restricted maximum likelihood"
)
_EQUIVALENCE = sentence(
    "Where the configuration names a margin, two 1-sided tests asked whether the difference lies "
    "within it"
)


def _means(variant: Variant) -> Prose:
    return sentence(
        f"Means were compared by unpaired {_VARIANTS[variant]} ",
        italic("t"),
        " tests, with a Fieller interval for the ratio of means and Hedges ",
        italic("g"),
        " as effect size",
    )


def _other_measures(speaker: Speaker) -> Prose:
    """Name what was done beside comparisons: committee, retention, surveys, record, goals."""
    outcomes = speaker.outcomes
    sentences = []
    if outcomes.monitoring:
        sentences.append(
            "Signal and usual variation of the reporting period were told apart by XmR charts. "
            "Their limits come from the months before it: the mean and 2.66 times the mean moving "
            "range either way"
        )
    if outcomes.committee is not None:
        sentences.append(
            "Each structure of the committee was measured on its first day: levels are the longest "
            "chain of roles, and hierarchy is the mean number of people above a member. Retention "
            "is the share of those present on that day who remained, with a Wilson interval"
        )
    methods = {survey.method for survey in outcomes.surveys}
    if "mcnemar_exact" in methods:
        sentences.append(
            "Paired survey answers were compared by the exact McNemar test, with a Newcombe "
            "interval for the difference"
        )
    if "fisher_exact" in methods:
        sentences.append(
            "Survey answers of two groups were compared by the Fisher exact test, with a Newcombe "
            "interval for the difference"
        )
    if outcomes.record is not None:
        sentences.append("The best campaign was set against the best one before it")
    if outcomes.goals:
        sentences.append(
            "A goal counts as met when the value on the report date reaches its target"
        )
    return paragraph(*(sentence(words) for words in sentences))


def _significance(speaker: Speaker) -> Prose:
    """State alpha, confidence level, sidedness, multiplicity, and when the plan was made."""
    settings = speaker.configuration.analysis
    comparisons = speaker.outcomes.comparisons
    if not comparisons:
        return ()
    alpha = f"{settings.alpha:.10g}".removeprefix("0")
    level = f"{settings.confidence_level * 100:.10g}%"
    holm = ""
    if len(comparisons) > 1:
        holm = ", after Holm adjustment over all comparisons of this brief"
    return paragraph(
        _planned(speaker),
        _sides(comparisons),
        sentence(
            "A finding is called statistically significant when its deciding ",
            italic("P"),
            f" value is below {alpha}{holm}",
        ),
        sentence(f"Intervals are {level} CIs unless another level is named"),
    )


def _planned(speaker: Speaker) -> Prose:
    registration = speaker.configuration.analysis.registration
    if registration:
        return sentence(f"The comparisons were pre-specified ({registration.strip()})")
    if speaker.configuration.comparisons:
        return sentence("The comparisons were named in the configuration of this brief")
    return sentence(
        "The configuration names no comparison, so each period was compared with the one before it"
        if not speaker.outcomes.plan.is_monitoring
        else "The configuration names no comparison, so the reporting period was compared with the "
        "one before it and with the same one a year earlier"
    )


def _sides(comparisons: tuple[ComparisonOutcome, ...]) -> Prose:
    one_sided = [
        item.metric.label
        for item in comparisons
        if item.comparison.alternative is not Alternative.TWO_SIDED
    ]
    if not one_sided:
        return sentence("All tests are 2-tailed")
    named = enumerated(list(dict.fromkeys(one_sided)))
    rest = "" if len(one_sided) == len(comparisons) else "; all others are 2-tailed"
    return sentence("The configuration asks for a 1-tailed test of ", named, rest)


def _sensitivity(speaker: Speaker) -> Prose:
    if not any(outcome.verdict.sensitivity for outcome in speaker.outcomes.comparisons):
        return ()
    return paragraph(
        sentence(
            "Each comparison was repeated by other reasonable analyses, listed in the appendix "
            "with all their results"
        ),
        sentence(
            "A finding is called fragile when half of them or fewer agree with it in direction and "
            "significance"
        ),
    )


def _assumptions(speaker: Speaker) -> Prose:
    """Name every default that was taken."""
    assumptions = speaker.outcomes.plan.assumptions
    if not assumptions:
        return ()
    is_many = len(speaker.configuration.metrics) > 1
    stated = [
        sentence(with_written_dates(item.statement.strip()))
        for item in assumptions
        if not (is_many and item.key.startswith("comparisons."))
    ]
    return paragraph(
        sentence("What the configuration left open was set by default"),
        *stated,
        _default_tests(speaker) if is_many else (),
    )


def _default_tests(speaker: Speaker) -> Prose:
    """Say by what each metric is compared where the configuration names no comparison."""
    if speaker.configuration.comparisons:
        return ()
    told = []
    for test, words in ((Test.SLOPE, "trends"), (Test.MEAN, "means")):
        labels = [item.metric.label for item in speaker.outcomes.comparisons if _asks(item, test)]
        if labels:
            told.append(compose(enumerated(list(dict.fromkeys(labels))), f" by their {words}"))
    return sentence("two-sided tests compared ", listed(told, "; ")) if told else ()


def _asks(outcome: ComparisonOutcome, test: Test) -> bool:
    return outcome.comparison.test is test
