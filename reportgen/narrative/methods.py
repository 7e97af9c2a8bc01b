"""Methods section: the analyses that were performed and the defaults that were used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.default_periods import PREVIOUS, YEAR_EARLIER
from reportgen.analysis.survey_outcome import ShareTest
from reportgen.analysis.survey_scale import ScaleTest
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative, Test
from reportgen.model.estimate import Refusal
from reportgen.model.metric import MetricKind
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.comparisons.comparison_registry import assessed, words_of
from reportgen.narrative.given_reasons import (
    reasons_of_margins,
    reasons_of_seasons,
    reasons_of_sides,
)
from reportgen.narrative.message_text import message_text
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.numbers.period_text import range_text
from reportgen.narrative.numbers.time_parts import time_parts
from reportgen.narrative.phrases import (
    enumerated,
    italic,
    listed,
    paragraph,
    phrase,
    sentence,
)
from reportgen.narrative.topics.shares import are_single_values

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.analysis.survey_outcome import SurveyOutcome
    from reportgen.model.configuration import Configuration
    from reportgen.model.frequency import Frequency
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def describe_methods(formatter: QuantityFormatter) -> tuple[Prose, ...]:
    """Return the paragraphs on the methods that this brief uses."""
    paragraphs = (
        _design(formatter),
        _shares(formatter),
        paragraph(*reasons_of_seasons(formatter.configuration.metrics.values())),
        _tests(formatter),
        _other_measures(formatter),
        *(describe(formatter) for describe in _ABOUT_TESTS if _has_tested(formatter)),
    )
    return tuple(words for words in paragraphs if words)


def _has_tested(formatter: QuantityFormatter) -> bool:
    """Return whether any test was performed; False if all comparisons were refused."""
    outcomes = formatter.outcomes
    kinds = {item.verdict.verdict for item in outcomes.comparisons}
    return kinds != {VerdictKind.NOT_ASSESSABLE} or bool(outcomes.surveys)


def _design(formatter: QuantityFormatter) -> Prose:
    plan, configuration = formatter.outcomes.plan, formatter.configuration
    used = dict.fromkeys(
        key for item in plan.comparisons for key in (item.base, item.later) if key in plan.periods
    )
    spans = enumerated([range_text(plan.periods[key]) for key in used])
    periods = phrase("The periods that we compared are {periods}", periods=spans)
    report = phrase(
        "Only what was known on {day}, the report date, was counted",
        day=date_text(plan.report_date),
    )
    # Several metrics often come from one file.
    files = list(dict.fromkeys(item.file for item in configuration.metrics.values()))
    labels = [metric.label for metric in configuration.metrics.values()]
    followed = phrase(
        "We followed {metrics}, read from {files}",
        metrics=enumerated(labels),
        files=enumerated(files),
    )
    return paragraph(
        sentence(followed) if labels else (),
        _intervention(configuration),
        sentence(periods) if used else (),
        sentence(report),
    )


def _intervention(configuration: Configuration) -> Prose:
    intervention = configuration.intervention
    if intervention is None:
        return ()
    day, label = date_text(intervention.on), intervention.label.strip()
    if not label:
        return sentence(phrase("The change under study began on {day}", day=day))
    began = phrase("The change under study began on {day} ({label})", day=day, label=label)
    others = configuration.further_interventions
    named = enumerated([f"{item.label.strip()} ({date_text(item.on)})" for item in others])
    followed = sentence(phrase("It was followed by {changes}", changes=named)) if others else ()
    return paragraph(sentence(began), followed)


def _tests(formatter: QuantityFormatter) -> Prose:
    """Describe each test once, regardless of how many comparisons use it."""
    outcomes = formatter.outcomes.comparisons
    sentences = [
        words
        for outcome in assessed(outcomes)
        for words in words_of(outcome.result).methods(outcome, outcome.result)
    ]
    if any(getattr(item.result, "equivalence", None) is not None for item in outcomes):
        sentences += (sentence(phrase(_EQUIVALENCE)), *reasons_of_margins(formatter))
    # Equal sentences are equal as values, so two comparisons by one test give one sentence.
    return paragraph(*dict.fromkeys(sentences))


_EQUIVALENCE = gettext_noop(
    "Where the configuration names a margin, two 1-sided tests asked whether the difference lies "
    "within it"
)


def _shares(formatter: QuantityFormatter) -> Prose:
    """Return how the share of a period was made: from pooled counts, or as a mean of shares."""
    found: dict[tuple[str, Frequency], list[str]] = {}
    outcomes = formatter.outcomes
    for metric in formatter.configuration.metrics.values():
        is_single = are_single_values(outcomes.quantities, metric, outcomes.plan.periods)
        if metric.kind is MetricKind.RATE and not is_single:
            template = _MEANS_OF_SHARES if metric.denominator is None else _POOLED_SHARES
            frequency = formatter.calendar(metric.id).frequency
            found.setdefault((template, frequency), []).append(metric.label)
    return paragraph(
        *(
            sentence(phrase(template, time_parts(frequency), labels=enumerated(labels)))
            for (template, frequency), labels in found.items()
        )
    )


_MEANS_OF_SHARES = gettext_noop(
    "For {labels}, the share of a period is the mean of its {monthly} shares, each of which counts "
    "alike, because how many they are shares of is not known"
)
_POOLED_SHARES = gettext_noop(
    "For {labels}, the share of a period is pooled, also in comparisons of means: the sum of its "
    "numerators divided by the sum of its denominators; trends and charts count each of its "
    "{monthly} shares alike"
)


def _other_measures(formatter: QuantityFormatter) -> Prose:
    """Describe other methods: control charts, committee, retention, surveys, record, goals."""
    outcomes, committee = formatter.outcomes, formatter.configuration.committee
    is_of_holdings = committee is not None and committee.is_of_holdings
    tests = {survey.test for survey in outcomes.surveys}
    has_charts = any(not isinstance(item.chart, Refusal) for item in outcomes.monitoring)
    has_counts = any(item.is_of_rare_counts for item in outcomes.monitoring)
    asked = (
        (has_charts, (_CHARTS, _LIMITS, _VERDICTS)),
        (has_counts, (_COUNT_CHARTS, _COUNT_LIMITS)),
        (outcomes.committee and not is_of_holdings, (_STRUCTURES, _RETENTION)),
        (outcomes.committee and is_of_holdings, (_HOLDINGS,)),
        (ShareTest.PAIRED in tests, (_PAIRED,)),
        (ShareTest.GROUPS in tests, (_INDEPENDENT,)),
        *_scales(outcomes.surveys),
        (outcomes.record, (_RECORD,)),
        (outcomes.goals, (_GOALS,)),
    )
    used = [message for is_asked, messages in asked if is_asked for message in messages]
    return paragraph(*(sentence(phrase(message)) for message in used))


def _scales(surveys: tuple[SurveyOutcome, ...]) -> list[tuple[bool, tuple[str, ...]]]:
    """Return which sentences on answers on a scale the surveys need."""
    scales = [survey.scale for survey in surveys if survey.scale is not None]
    tests = {scale.test for scale in scales}
    return [
        (any(scale.has_means for scale in scales), (_MEANS,)),
        (any(not scale.has_means for scale in scales), (_MEDIANS,)),
        (ScaleTest.WELCH in tests, (_WELCH,)),
        (ScaleTest.PAIRED_T in tests, (_PAIRED_T,)),
        (ScaleTest.RANK_SUM in tests, (_RANK_SUM,)),
        (ScaleTest.SIGN in tests, (_SIGN,)),
    ]


_MEANS = gettext_noop("Answers in numbers were averaged, with a t interval")
_MEDIANS = gettext_noop(
    "Answers in words, and fewer than ten numbers at a time, are given by their median, with an "
    "interval by order statistics"
)
_WELCH = gettext_noop("Means of different people were compared by the Welch t test")
_PAIRED_T = gettext_noop("Means of the same people were compared by the paired t test")
_RANK_SUM = gettext_noop(
    "Medians of different people were compared by the Wilcoxon-Mann-Whitney test, exact for up to "
    "forty answers, whose inversion gives the interval of the share of pairs"
)
_SIGN = gettext_noop(
    "Medians of the same people were compared by the exact unconditional sign test"
)
_CHARTS = gettext_noop(
    "What to expect of the reporting period was forecast from the values before it, allowing for a "
    "trend, a season, and values that resemble the ones before them, as far as the values show "
    "these or do not rule them out"
)
# The levels .03 and .04 of docs/methods.md (Control chart) as frequencies, which lay readers
# understand more easily.
_LIMITS = gettext_noop(
    "Where everything goes on as before, 3 in 100 periods hold a value outside its expected range "
    "by chance, and 4 in 100 lie outside theirs as a whole"
)
_VERDICTS = gettext_noop(
    "This chart decides what is said of a figure, which is said to have risen or fallen only if "
    "the same time a year earlier agrees"
)
_COUNT_CHARTS = gettext_noop(
    "For counts of fewer than two at a time the ranges allow for events that come in clusters, so "
    "that they show only large changes"
)
_COUNT_LIMITS = gettext_noop(
    "Several counts of none in a row are a signal where chance brings so long a stretch in at most "
    "5 of 1000 cases"
)
_STRUCTURES = gettext_noop(
    "Each structure of the committee was measured on its first day: levels are the longest chain "
    "of roles, and hierarchy is the mean number of people above a member"
)
_HOLDINGS = gettext_noop(
    "Who was on the committee on a day, and in which role, follows from the first and last days of "
    "each role; absences of more than 31 days count as leaving and coming back"
)
_RETENTION = gettext_noop(
    "Retention is the share of those present on that day who remained, with a Wilson interval"
)
_PAIRED = gettext_noop(
    "Shares of the same people were compared by the exact unconditional McNemar test, whose "
    "inversion gives the interval of their difference"
)
_INDEPENDENT = gettext_noop(
    "Shares of two groups were compared by the Barnard exact test, whose inversion gives the "
    "interval of their difference"
)
_RECORD = gettext_noop("The best campaign was set against the best one before it")
_GOALS = gettext_noop("A goal counts as met when the value on the report date reaches its target")


def _significance(formatter: QuantityFormatter) -> Prose:
    """State alpha, confidence level, sidedness, multiplicity and pre-specification."""
    settings = formatter.configuration.analysis
    comparisons = formatter.outcomes.comparisons
    judged = formatter.outcomes.verdicts
    if not judged:
        return ()
    style = formatter.style
    lead = "0" if style.has_leading_zero else ""
    # Both numbers are settings, not quantities, so `number_text` cannot print them. ".10g" drops
    # binary noise: 0.55 * 100 is 55.00000000000001.
    alpha = f"{settings.alpha:.10g}".removeprefix("0").replace(".", style.decimal)
    level = f"{settings.confidence_level * 100:.10g}".replace(".", style.decimal)
    deciding = _SIGNIFICANT_BY_HOLM if len(judged) > 1 else _SIGNIFICANT
    if len(judged) > 1 and len(judged) > len(comparisons):
        deciding = _SIGNIFICANT_WITH_SURVEYS
    intervals = phrase(
        "Intervals are {level} CIs unless another level is named", level=f"{level}{style.percent}"
    )
    # Control charts decide over comparisons of the reporting period.
    is_deciding = formatter.outcomes.deciding or len(judged) > len(comparisons)
    significant = phrase(deciding, P=italic("P"), alpha=f"{lead}{alpha}")
    return paragraph(
        _planned(formatter) if comparisons else (),
        _sides(comparisons),
        *reasons_of_sides(formatter),
        sentence(significant) if is_deciding else (),
        sentence(intervals),
    )


_SIGNIFICANT = gettext_noop(
    "A finding is called statistically significant when its deciding {P} value is below {alpha}"
)
_SIGNIFICANT_BY_HOLM = gettext_noop(
    "A finding is called statistically significant when its deciding {P} value is below {alpha}, "
    "after Holm adjustment over all comparisons of this brief"
)

_SIGNIFICANT_WITH_SURVEYS = gettext_noop(
    "A finding is called statistically significant when its deciding {P} value is below {alpha}, "
    "after Holm adjustment over all comparisons of this brief, those of survey answers included"
)


def _planned(formatter: QuantityFormatter) -> Prose:
    registration = formatter.configuration.analysis.registration
    if registration:
        clause = phrase(
            "The comparisons were pre-specified ({registration})",
            registration=registration.strip(),
        )
        return sentence(clause)
    if formatter.configuration.comparisons:
        return sentence(phrase("The comparisons were named in the configuration of this brief"))
    plan = formatter.outcomes.plan
    if not plan.is_monitoring:
        return sentence(phrase(_EACH_PERIOD))
    bases = {item.comparison.base for item in assessed(formatter.outcomes.comparisons)}
    by_default = _BY_DEFAULT.get((PREVIOUS in bases, YEAR_EARLIER in bases))
    # None where every comparison was refused, and surveys alone were tested.
    return sentence(phrase(by_default)) if by_default else ()


_EACH_PERIOD = gettext_noop(
    "The configuration names no comparison, so each period was compared with the one before it"
)
_BOTH = gettext_noop(
    "The configuration names no comparison, so the reporting period was compared with the same one "
    "a year earlier or, where the data do not reach it, with the one before"
)
_BY_DEFAULT = {
    (True, True): _BOTH,
    (True, False): gettext_noop(
        "The configuration names no comparison, so the reporting period was compared with the one "
        "before it"
    ),
    (False, True): gettext_noop(
        "The configuration names no comparison, so the reporting period was compared with the "
        "same one a year earlier"
    ),
}
"""Keyed by whether the reporting period was compared with the previous one and a year earlier."""


def _sides(comparisons: tuple[ComparisonOutcome, ...]) -> Prose:
    one_sided = [
        item.metric.label
        for item in comparisons
        if item.comparison.alternative is not Alternative.TWO_SIDED
    ]
    if not one_sided:
        return sentence(phrase("All tests are 2-tailed"))
    named = enumerated(list(dict.fromkeys(one_sided)))
    if len(one_sided) == len(comparisons):
        clause = phrase("The configuration asks for a 1-tailed test of {metrics}", metrics=named)
        return sentence(clause)
    clause = phrase(
        "The configuration asks for a 1-tailed test of {metrics}; all others are 2-tailed",
        metrics=named,
    )
    return sentence(clause)


def _sensitivity(formatter: QuantityFormatter) -> Prose:
    if not any(outcome.verdict.sensitivity for outcome in formatter.outcomes.deciding):
        return ()
    return paragraph(
        sentence(
            phrase(
                "Each comparison was repeated by other reasonable analyses, listed in the appendix "
                "with all their results"
            )
        ),
        sentence(
            phrase(
                "Up to three of them are checks of the finding: by ranks, without the most "
                "influential value, and on the log scale. Where none agrees with it in direction "
                "and significance, nothing is claimed"
            )
        ),
    )


def _assumptions(formatter: QuantityFormatter) -> Prose:
    """List every default that the plan used."""
    committee = formatter.configuration.committee
    # A brief on a committee only, with its own dates, does not use the reporting period.
    has_own_days = committee is not None and committee.days and not formatter.configuration.metrics
    assumptions = [
        item
        for item in formatter.outcomes.plan.assumptions
        if not (has_own_days and item.key == "reporting_period")
    ]
    if not assumptions:
        return ()
    # With several metrics, the default test per metric would be a sentence each;
    # `_default_tests` summarizes them in one.
    is_many = len(formatter.configuration.metrics) > 1
    stated = [
        sentence(message_text(formatter, item.statement))
        for item in assumptions
        if not (is_many and item.key.startswith("comparisons."))
    ]
    return paragraph(
        sentence(phrase("What the configuration left open was set by default")),
        *stated,
        _default_tests(formatter) if is_many else (),
    )


def _default_tests(formatter: QuantityFormatter) -> Prose:
    """Name the default test of each metric if the configuration has no comparisons."""
    if formatter.configuration.comparisons:
        return ()
    clauses = []
    for test, template in _COMPARED.items():
        labels = [
            item.metric.label
            for item in formatter.outcomes.comparisons
            if item.comparison.test is test
        ]
        if labels:
            clauses.append(phrase(template, metrics=enumerated(list(dict.fromkeys(labels)))))
    if not clauses:
        return ()
    return sentence(phrase("two-sided tests compared {compared}", compared=listed(clauses, "; ")))


_COMPARED = {
    Test.SLOPE: gettext_noop("{metrics} by their trends"),
    Test.MEAN: gettext_noop("{metrics} by their means"),
}


_ABOUT_TESTS = (_significance, _sensitivity, _assumptions)
"""Paragraphs that are printed only if a test was performed."""
