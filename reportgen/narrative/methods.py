"""Methods section: the analyses that were performed and the defaults that were used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.default_periods import PREVIOUS, YEAR_EARLIER
from reportgen.analysis.monitoring.control_chart import PERIOD_LEVEL, VALUES_LEVEL
from reportgen.analysis.plan import COMPARISON_NOTES
from reportgen.analysis.survey_outcome import ShareTest
from reportgen.analysis.survey_scale import ScaleTest
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative
from reportgen.model.estimate import Refusal
from reportgen.model.metric import MetricKind
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.comparisons.comparison_registry import assessed, words_of
from reportgen.narrative.given_reasons import (
    reasons_of_margins,
    reasons_of_seasons,
    reasons_of_sides,
    sides_not_as_planned,
)
from reportgen.narrative.message_text import message_text
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.numbers.number_words import in_100
from reportgen.narrative.numbers.time_parts import time_parts
from reportgen.narrative.period_names import named, named_base
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
        *describe_analyses(formatter),
        *(describe(formatter) for describe in _ABOUT_TESTS if _has_tested(formatter)),
    )
    return tuple(words for words in paragraphs if words)


def describe_analyses(formatter: QuantityFormatter) -> tuple[Prose, ...]:
    """Return those of the paragraphs that say how each number was made."""
    paragraphs = (
        _shares(formatter),
        paragraph(*reasons_of_seasons(formatter.configuration.metrics.values())),
        _tests(formatter),
        _other_measures(formatter),
    )
    return tuple(words for words in paragraphs if words)


def _has_tested(formatter: QuantityFormatter) -> bool:
    """Return whether any test was performed; False if all comparisons were refused."""
    outcomes = formatter.outcomes
    kinds = {item.verdict.verdict for item in outcomes.comparisons}
    return kinds != {VerdictKind.NOT_ASSESSABLE} or bool(outcomes.surveys)


def _design(formatter: QuantityFormatter) -> Prose:
    configuration = formatter.configuration
    # Several metrics often come from one file.
    files = list(dict.fromkeys(item.file for item in configuration.metrics.values()))
    labels = [metric.label for metric in configuration.metrics.values()]
    read = phrase(
        _READ if labels else _USED,
        metrics=enumerated(labels),
        files=enumerated(files),
        day=date_text(formatter.outcomes.plan.report_date),
    )
    # Where nothing was compared, the opening has said when the change began.
    compared = _compared(formatter)
    began = _intervention(configuration) if compared else ()
    return paragraph(sentence(read), began, compared)


_READ = gettext_noop("We read {metrics} from {files}, up to {day}")
_USED = gettext_noop("We used data up to {day}")


def _compared(formatter: QuantityFormatter) -> Prose:
    """Name the periods of each comparison that was made, as they were compared in fact."""
    bases: dict[str, dict[str, None]] = {}
    for item in assessed(formatter.outcomes.comparisons):
        later = named(formatter, item.comparison.later)
        bases.setdefault(later, {})[named_base(formatter, item)] = None
    if not bases:
        return ()
    pairs = [
        phrase("{later} with {base}", later=later, base=enumerated(list(its_bases)))
        for later, its_bases in bases.items()
    ]
    return sentence(phrase("We compared {periods}", periods=listed(pairs, "; ")))


def _intervention(configuration: Configuration) -> Prose:
    intervention = configuration.intervention
    if intervention is None:
        return ()
    day, label = date_text(intervention.on), intervention.label.strip()
    if not label:
        return sentence(phrase("The change began on {day}", day=day))
    began = phrase("The change began on {day} ({label})", day=day, label=label)
    others = configuration.further_interventions
    named = enumerated([f"{item.label.strip()} ({date_text(item.on)})" for item in others])
    followed = sentence(phrase("After it came {changes}", changes=named)) if others else ()
    return paragraph(sentence(began), followed)


def _tests(formatter: QuantityFormatter) -> Prose:
    """Describe each test once, regardless of how many comparisons use it."""
    outcomes = formatter.outcomes.comparisons
    sentences = [
        words
        for outcome in assessed(outcomes)
        for words in words_of(outcome.result).methods(formatter, outcome, outcome.result)
    ]
    if any(getattr(item.result, "equivalence", None) is not None for item in outcomes):
        sentences += (sentence(phrase(_EQUIVALENCE)), *reasons_of_margins(formatter))
    # Equal sentences are equal as values, so two comparisons by one test give one sentence.
    return paragraph(*dict.fromkeys(sentences))


_EQUIVALENCE = gettext_noop(
    "Where we had planned a margin, two 1-sided tests asked whether the difference lies within it"
)


def _shares(formatter: QuantityFormatter) -> Prose:
    """Return how the share of a period was made: from pooled counts, or as a mean of shares."""
    found: dict[tuple[tuple[str, ...], Frequency], list[str]] = {}
    outcomes = formatter.outcomes
    for metric in formatter.configuration.metrics.values():
        is_single = are_single_values(outcomes.quantities, metric, outcomes.plan.periods)
        if metric.kind is MetricKind.RATE and not is_single:
            templates = _MEANS_OF_SHARES if metric.denominator is None else _POOLED_SHARES
            frequency = formatter.calendar(metric.id).frequency
            found.setdefault((templates, frequency), []).append(metric.label)
    return paragraph(
        *(
            sentence(phrase(template, time_parts(frequency), labels=enumerated(labels)))
            for (templates, frequency), labels in found.items()
            for template in templates
        )
    )


_MEANS_OF_SHARES = (
    gettext_noop(
        "For {labels}, we averaged the {monthly} shares of each period, all counted alike, because "
        "the data do not say out of how many each is"
    ),
)
_POOLED_SHARES = (
    gettext_noop(
        "For {labels}, we divided the sum of the numerators of each period by the sum of its "
        "denominators, also in comparisons of means"
    ),
    gettext_noop("Trends and charts count each of the {monthly} shares alike"),
)


def _other_measures(formatter: QuantityFormatter) -> Prose:
    """Describe other methods: control charts, committee, retention, surveys, record, goals."""
    outcomes, committee = formatter.outcomes, formatter.configuration.committee
    is_of_holdings = committee is not None and committee.is_of_holdings
    tests = {survey.test for survey in outcomes.surveys}
    has_charts = any(not isinstance(item.chart, Refusal) for item in outcomes.monitoring)
    has_counts = any(item.is_of_rare_counts for item in outcomes.monitoring)
    asked = (
        (has_charts, (_FORECAST, _CHARTS, _LIMITS, _VERDICTS, _AGREEMENT)),
        (has_counts, (_COUNT_CHARTS, _COUNT_LIMITS)),
        (outcomes.committee and not is_of_holdings, (_STRUCTURES, _LEVELS, _RETENTION)),
        (outcomes.committee and is_of_holdings, (_HOLDINGS, _ABSENCES)),
        (ShareTest.PAIRED in tests, (_PAIRED,)),
        (ShareTest.GROUPS in tests, (_INDEPENDENT,)),
        *_scales(outcomes.surveys),
        (outcomes.record, (_RECORD,)),
        (outcomes.goals, (_GOALS,)),
    )
    used = [message for is_asked, messages in asked if is_asked for message in messages]
    return paragraph(*(sentence(phrase(message, _LEVELS_OF_LIMITS)) for message in used))


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


_MEANS = gettext_noop("We averaged answers in numbers, with a t interval")
_MEDIANS = gettext_noop(
    "We give the median of answers in words, and of fewer than ten numbers at a time, with an "
    "interval by order statistics"
)
_WELCH = gettext_noop("We compared means of different people with the Welch t test")
_PAIRED_T = gettext_noop("We compared means of the same people with the paired t test")
_RANK_SUM = gettext_noop(
    "We compared medians of different people with the Wilcoxon-Mann-Whitney test, exact for up to "
    "forty answers, which also gives the interval of the share of pairs"
)
_SIGN = gettext_noop(
    "We compared medians of the same people with the exact unconditional sign test"
)
_FORECAST = gettext_noop(
    "We forecast what to expect of the reporting period from the values before it"
)
_CHARTS = gettext_noop(
    "The forecast allows for a trend, a season, and values that resemble the ones before them, "
    "unless the data rule these out"
)
# As frequencies, which lay readers understand more easily than levels.
_LIMITS = gettext_noop(
    "If everything goes on as before, up to {values} in 100 periods hold a value outside its "
    "expected range by chance, and up to {whole} in 100 lie outside theirs as a whole"
)
_LEVELS_OF_LIMITS = {"values": in_100(VALUES_LEVEL), "whole": in_100(PERIOD_LEVEL)}
_VERDICTS = gettext_noop("The expected range decides what we say of the period")
_AGREEMENT = gettext_noop(
    "We say that something rose or fell only if the same time a year earlier agrees"
)
_COUNT_CHARTS = gettext_noop(
    "For counts of fewer than two at a time the ranges allow for events that come in clusters, so "
    "they show only large changes"
)
_COUNT_LIMITS = gettext_noop(
    "Several counts of none in a row are unusual where chance brings so long a stretch in at most "
    "5 of 1000 cases"
)
_STRUCTURES = gettext_noop("We measured each structure of the committee on its first day")
_LEVELS = gettext_noop(
    "Levels are the longest chain of roles, and hierarchy is the mean number of people above a "
    "member"
)
_HOLDINGS = gettext_noop(
    "We took who was on the committee on a day, and in which role, from the first and last days of "
    "each role"
)
_ABSENCES = gettext_noop("An absence of more than 31 days counts as leaving and coming back")
_RETENTION = gettext_noop(
    "Retention is the share of those present on that day who remained (Wilson interval)"
)
_PAIRED = gettext_noop(
    "We compared shares of the same people with the exact unconditional McNemar test, which also "
    "gives the interval of their difference"
)
_INDEPENDENT = gettext_noop(
    "We compared shares of two groups with the Barnard exact test, which also gives the interval "
    "of their difference"
)
_RECORD = gettext_noop("We set the best campaign against the best one before it")
_GOALS = gettext_noop("A goal is met when the value that it names reaches its target")


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
    is_family = len(judged) > 1
    adjusted = _ADJUSTED_WITH_SURVEYS if len(judged) > len(comparisons) else _ADJUSTED
    intervals = phrase(
        "Intervals are {level} CIs unless another level is named", level=f"{level}{style.percent}"
    )
    # Control charts decide over comparisons of the reporting period.
    is_deciding = formatter.outcomes.deciding or len(judged) > len(comparisons)
    significant = phrase(
        _SIGNIFICANT_BY_HOLM if is_family else _SIGNIFICANT, P=italic("P"), alpha=f"{lead}{alpha}"
    )
    return paragraph(
        _planned(formatter) if comparisons else (),
        *reasons_of_sides(formatter),
        *sides_not_as_planned(formatter),
        _two_sided(comparisons),
        sentence(phrase(adjusted, P=italic("P"))) if is_deciding and is_family else (),
        sentence(significant) if is_deciding else (),
        sentence(intervals),
    )


_ADJUSTED = gettext_noop("We adjusted the {P} values of all comparisons by the Holm method")
_ADJUSTED_WITH_SURVEYS = gettext_noop(
    "We adjusted the {P} values of all comparisons, those of survey answers among them, by the "
    "Holm method"
)
_SIGNIFICANT = gettext_noop(
    "We call a difference statistically significant when its {P} value is below {alpha}"
)
_SIGNIFICANT_BY_HOLM = gettext_noop(
    "We call a difference statistically significant when its adjusted {P} value is below {alpha}"
)


def _planned(formatter: QuantityFormatter) -> Prose:
    registration = formatter.configuration.analysis.registration
    if registration:
        clause = phrase(
            "We registered the comparisons in advance ({registration})",
            registration=registration.strip(),
        )
        return sentence(clause)
    if formatter.configuration.comparisons:
        return sentence(phrase("We planned the comparisons of this brief"))
    plan = formatter.outcomes.plan
    if not plan.is_monitoring:
        return sentence(phrase(_EACH_PERIOD))
    bases = {item.comparison.base for item in assessed(formatter.outcomes.comparisons)}
    by_default = _BY_DEFAULT.get((PREVIOUS in bases, YEAR_EARLIER in bases))
    # None where every comparison was refused, and surveys alone were tested.
    return sentence(phrase(by_default)) if by_default else ()


_EACH_PERIOD = gettext_noop(
    "We used the program's standard comparisons: each period with the one before it"
)
_BOTH = gettext_noop(
    "We used the program's standard comparisons: the reporting period with the same one a year "
    "earlier or, where the data do not reach it, with the one before"
)
_BY_DEFAULT = {
    (True, True): _BOTH,
    (True, False): gettext_noop(
        "We used the program's standard comparison: the reporting period with the one before it"
    ),
    (False, True): gettext_noop(
        "We used the program's standard comparison: the reporting period with the same one a year "
        "earlier"
    ),
}
"""Keyed by whether the reporting period was compared with the previous one and a year earlier."""


def _two_sided(comparisons: tuple[ComparisonOutcome, ...]) -> Prose:
    """State the sides of the tests; the reasons for 1-tailed ones have named those before."""
    two_sided = [item.comparison.alternative is Alternative.TWO_SIDED for item in comparisons]
    if all(two_sided):
        return sentence(phrase("All tests are 2-tailed"))
    return sentence(phrase("All other tests are 2-tailed")) if any(two_sided) else ()


def _sensitivity(formatter: QuantityFormatter) -> Prose:
    if not any(outcome.verdict.sensitivity for outcome in formatter.outcomes.deciding):
        return ()
    return paragraph(*(sentence(phrase(words)) for words in _REPEATED))


_REPEATED = (
    gettext_noop("We repeated each comparison by other reasonable methods and report them all"),
    gettext_noop(
        "Up to three of them check the finding: by ranks, without the most influential value, and "
        "on the log scale"
    ),
    gettext_noop(
        "A check agrees when it finds a statistically significant difference in the same "
        "direction; the text says where some do not, and where none does, we claim nothing"
    ),
)


def _assumptions(formatter: QuantityFormatter) -> Prose:
    """List the defaults that the plan used; those of comparisons have been described before."""
    committee = formatter.configuration.committee
    # A brief on a committee only, with its own dates, does not use the reporting period.
    has_own_days = committee is not None and committee.days and not formatter.configuration.metrics
    stated = [
        sentence(message_text(formatter, item.statement))
        for item in formatter.outcomes.plan.assumptions
        if not item.key.startswith(COMPARISON_NOTES)
        and not (has_own_days and item.key == "reporting_period")
    ]
    if not stated:
        return ()
    return paragraph(
        sentence(phrase("For the rest we used the program's standard settings")),
        *stated,
    )


_ABOUT_TESTS = (_significance, _sensitivity, _assumptions)
"""Paragraphs that are printed only if a test was performed."""
