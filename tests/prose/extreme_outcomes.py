"""Outcomes of every kind with extreme values, from seeds: what no file of a test would hold.

Data are drawn as objects, without files, and analysed as always, except for two steps that take
nine tenths of the time: the decision of a comparison is drawn, with every combination of estimate,
P value and restraint that a real one can have, and so are the votes of its checks.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING
from unittest.mock import patch

from reportgen.analysis import analyse as analysis
from reportgen.analysis.comparisons import outcomes as comparing
from reportgen.analysis.comparisons.comparison_registry import decide_comparison, kind_of
from reportgen.analysis.comparisons.decision import Decided, LargestShare
from reportgen.analysis.survey_outcome import estimate_survey
from reportgen.model.committee import Committee, Member, Mentoring, RankSpell, Role, Structure
from reportgen.model.comparison import Alternative, AnalysisSettings, Comparison, Margin, Test
from reportgen.model.configuration import CampaignFile, Configuration
from reportgen.model.estimate import Estimate, Refusal
from reportgen.model.frequency import Calendar, DateSpan, Frequency
from reportgen.model.goal import Goal, Measure, TargetDirection
from reportgen.model.metric import Direction, Metric, MetricKind
from reportgen.model.organization import BriefSettings, Organization
from reportgen.model.period import Event, Intervention, Milestone, Period
from reportgen.model.series import (
    Campaign,
    CampaignList,
    DataFile,
    Dataset,
    Observation,
    Series,
)
from reportgen.model.survey import Answers, PairedAnswers, Survey
from reportgen.model.verdict import Restraint, SensitivityAnalysis
from reportgen.statistics.equivalence import EquivalenceTest
from reportgen.statistics.fieller import BASE_NEAR_ZERO, LARGEST_RATIO, MIXED_SIGNS, SIZES_APART

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from random import Random

    from reportgen.analysis.comparisons.prepare import PreparedComparison
    from reportgen.analysis.outcomes import Outcomes
    from reportgen.analysis.time_axis import PeriodPoints
    from reportgen.model.estimate import ComparisonEstimate

_FILE = "data/values.csv"
_START = date(2018, 1, 1)
_TEXTS = {
    "en": ("Trainees take the lead", "a flood", "the 1st prize"),
    "es": ("Los residentes dirigen", "una inundación", "el 1.er premio"),
}
"""What was changed, what else happened, and what was achieved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """An organization with its outcomes, and how many of these a brief reports."""

    configuration: Configuration
    outcomes: Outcomes

    @property
    def count(self) -> int:
        """Return the number of comparisons, charts, goals, surveys, records and committees."""
        found = self.outcomes
        several = (found.comparisons, found.monitoring, found.goals, found.surveys)
        singles = (found.record, found.committee)
        return sum(map(len, several)) + sum(item is not None for item in singles)


# --- Names

_WORDS = {
    "en": {
        MetricKind.COUNT: (
            *(("visits", "visits"), ("newsletter readers", "readers"), ("SMS alerts", "alerts")),
            ("applications to the programme for early-career members from abroad", "applications"),
            *(("hours of overtime", "hours"), ("X-rays", "X-rays"), ("8-week courses", "courses")),
        ),
        MetricKind.LEVEL: (("Twitter followers", "followers"), ("members", "members")),
        MetricKind.AMOUNT: (("gifts", "USD"), ("grant income of all chapters", "JPY")),
        MetricKind.RATE: (
            ("the share of families housed within 90 days", "share of families"),
            ("retention", "share of members"),
        ),
        MetricKind.AVERAGE: (("waiting time", "days"), ("the mean score", "points")),
    },
    "es": {
        MetricKind.COUNT: (
            *(("visitas", "visitas"), ("lectores del boletín", "lectores")),
            ("solicitudes al programa de socios jóvenes de otros países", "solicitudes"),
            *(("horas extraordinarias", "horas"), ("ingresos en urgencias", "ingresos")),
        ),
        MetricKind.LEVEL: (("seguidores", "seguidores"), ("miembros", "miembros")),
        MetricKind.AMOUNT: (("donaciones", "EUR"), ("ingresos por cuotas", "MXN")),
        MetricKind.RATE: (("permanencia", "cuota"), ("el uso de la biblioteca", "cuota")),
        MetricKind.AVERAGE: (("tiempo de espera", "días"), ("la nota media", "puntos")),
    },
}


# --- Values

_LARGE = 9.87e8
_TINY = 4e-4


def _values(chance: Random, kind: MetricKind, count: int) -> list[float]:
    """Return values of one period, often of the kinds that sentences are seldom tried with."""
    if kind is MetricKind.RATE:
        high = chance.choice((0.0, 0.002, 0.3, 0.5, 0.97, 1.0, 1.0))
        spread = chance.choice((0.0, 0.001, 0.1, 1.0))
        return [min(1.0, max(0.0, high - spread * chance.random())) for _ in range(count)]
    size = chance.choice((0, 0, 1, 1, 2, 5, 12, 100, 1234, 56_789, _LARGE))
    spread = chance.choice((0.0, 0.0, 0.05, 0.5, 1.0))
    drawn = [size * (1 + spread * (2 * chance.random() - 1)) for _ in range(count)]
    if kind is MetricKind.AVERAGE:
        scale = chance.choice((1.0, 1.0, 0.1, _TINY, -1.0))
        return [round(scale * value, 6) for value in drawn]
    if kind is MetricKind.AMOUNT:
        sign = chance.choice((1, 1, 1, 1, -1))
        return [sign * round(value, chance.choice((0, 2))) for value in drawn]
    whole = [float(round(value)) for value in drawn]
    if chance.random() < 0.2:  # a single event in the whole period
        whole = [0.0] * count
        whole[chance.randrange(count)] = float(chance.choice((1, 1, 2, 40)))
    return whole


def _total(chance: Random, steps: Sequence[int], start: float) -> list[float]:
    """Return a running total whose gains are about one of some sizes in each part."""
    values, total = [], start
    for count in steps:
        gain = chance.choice((0, 0, 1, 1, -1, 3, -4, 50, -60, 7000))
        wave = chance.choice((0.0, 0.0, 0.5, 2.0))
        for _ in range(count):
            total += round(gain + wave * abs(gain) * (2 * chance.random() - 1))
            values.append(float(max(total, 0)))
    return values


def _series(metric: Metric, calendar: Calendar, values: Sequence[float]) -> Series:
    return Series(
        metric=metric,
        frequency=calendar.frequency,
        observations=tuple(
            Observation(first=step.first, last=step.last, value=value, file=_FILE, rows=(row,))
            for row, (step, value) in enumerate(
                zip(_steps(calendar, len(values)), values, strict=True), start=2
            )
        ),
        column="n",
    )


def _steps(calendar: Calendar, count: int) -> list[DateSpan]:
    return list(_all_steps(calendar)[:count])


@cache
def _all_steps(calendar: Calendar) -> tuple[DateSpan, ...]:
    found = [calendar.span(_START)]
    while len(found) < 60:
        found.append(calendar.following(found[-1].last))
    return tuple(found)


def _metric(chance: Random, place: int, language: str) -> Metric:
    kind = chance.choice(
        (
            *(MetricKind.COUNT,) * 3,
            *(MetricKind.LEVEL,) * 2,
            *(MetricKind.RATE, MetricKind.AMOUNT, MetricKind.AVERAGE),
        )
    )
    label, unit = chance.choice(_WORDS[language][kind])
    return Metric(
        id=f"m{place}",
        label=label,
        kind=kind,
        unit=unit,
        file=_FILE,
        date="day",
        value="n",
        good=chance.choice((Direction.UP, Direction.UP, Direction.DOWN, Direction.NEITHER)),
        currency=unit if kind is MetricKind.AMOUNT else None,
    )


# --- Decisions

_P_VALUES = (1e-9, 0.0004, 0.003, 0.02, 0.0496, 0.0504, 0.2, 0.96, 1.0)
_RHOS = (0.0, 0.004, 0.31, 0.95)


def _draw_decision(
    chance: Random, prepared: PreparedComparison, result: ComparisonEstimate
) -> Decided:
    """Return a decision on the values of a comparison, with a P value that is drawn.

    Its numbers are as consistent as those of a real one: the interval holds no 0 where the test
    rejects, and the ratio is that of what is compared.
    """
    test, kind = prepared.comparison.test, prepared.series.metric.kind
    is_of_gains = kind is MetricKind.LEVEL and test in (Test.SLOPE, Test.ITS)
    sides = (
        (prepared.base_gains, prepared.later_gains)
        if is_of_gains
        else (prepared.base, prepared.later)
    )
    base_values, later_values = (list(side.points.values) for side in sides)
    fewest = min(len(base_values), len(later_values))
    if len(set(base_values)) < 2 and len(set(later_values)) < 2:
        return decide_comparison(prepared, result, AnalysisSettings())  # as a rule, refuses
    real = _real_decision(prepared, result)
    if fewest < 2 or (test is Test.SLOPE and not is_of_gains):
        return real  # of the two lines: nothing that could be drawn by itself
    base, later = fmean(base_values), fmean(later_values)
    p_value = chance.choice(_P_VALUES)
    difference = _difference(chance, later - base, p_value, prepared)
    restraint = _restraint(chance, test, fewest)
    trend = None
    if test is Test.MEAN and restraint in (None, Restraint.TREND) and chance.random() < 0.2:
        trend = (1 if later >= base else -1) * chance.choice((0.02, 0.7, 3.0, 4000.0))
        beyond = (later - base) * chance.choice((0.5, 0.9, -0.4))
        difference = _difference(chance, beyond, p_value, prepared)
        restraint = Restraint.TREND if trend * beyond < 0 else None
    elif restraint is Restraint.TREND:
        restraint = None
    decision = replace(
        real.decision,
        base=base,
        later=later,
        difference=difference,
        ratio=None
        if trend is not None or test is Test.ITS or kind is MetricKind.RATE
        else _ratio(base, later, difference),
        p_value=1.0 if difference.estimate == 0 else p_value,
        rho=chance.choice(_RHOS),
        is_year_earlier=False,
        has_season=chance.random() < 0.3,
        trend=trend,
        equivalence=_equivalence(chance, prepared.comparison.equivalence_margin, base, later),
        detectable=2.8 * (difference.standard_error or 1.0),
        largest=_largest(chance, sides, later - base) if trend is None else None,
        restraint=restraint,
    )
    if test is Test.ITS:
        decision = replace(
            decision,
            level_change=None if real.decision.level_change is None else difference,
            slope_change=None
            if real.decision.slope_change is None
            else _difference(chance, later * chance.choice((0.0, 0.1, -0.003)), 0.2, prepared),
        )
    return replace(real, decision=decision)


_KNOWN: dict[tuple[object, ...], Decided] = {}


def _real_decision(prepared: PreparedComparison, result: ComparisonEstimate) -> Decided:
    """Return a real decision on as many values at the same times, of which numbers are replaced.

    Its model and its course are of other values: no sentence prints them.
    """
    sides = (prepared.base, prepared.later, prepared.base_gains, prepared.later_gains)
    times = tuple(tuple(side.points.times) for side in sides)
    asked = prepared.comparison
    key = (type(result), prepared.series.frequency, prepared.series.metric.kind, times, asked.test)
    if key not in _KNOWN:
        _KNOWN[key] = decide_comparison(prepared, result, AnalysisSettings())
    return _KNOWN[key]


def _difference(
    chance: Random, value: float, p_value: float, prepared: PreparedComparison
) -> Estimate:
    """Return a difference whose interval holds 0 unless the test rejects."""
    alpha, is_found = 0.05, p_value < 0.05 and value != 0
    share = chance.choice((0.0001, 0.3, 0.97)) if is_found else chance.choice((1.02, 3.0, 50.0))
    reach = abs(value) * share if value else chance.choice((0.01, 1.0, 500.0))
    found = Estimate(
        estimate=value,
        ci_low=value - reach,
        ci_high=value + reach,
        confidence_level=1 - alpha,
        standard_error=reach / 2,
    )
    kind = prepared.series.metric.kind
    if kind is not MetricKind.RATE:
        return found
    base, later = (fmean(side.points.values) for side in (prepared.base, prepared.later))
    return found.within(-base, 1 - base) if value == later - base else found


def _ratio(base: float, later: float, difference: Estimate) -> Estimate | Refusal:
    if base == 0:
        return Refusal(reason=BASE_NEAR_ZERO)
    if later * base <= 0:
        return Refusal(reason=MIXED_SIGNS)
    if abs(later) > LARGEST_RATIO * abs(base):
        return Refusal(reason=SIZES_APART)
    ends = sorted(
        1 + end / base for end in (difference.ci_low, difference.ci_high) if end is not None
    )
    if ends[-1] - ends[0] > 40:
        return Refusal(reason=BASE_NEAR_ZERO)
    ratio = later / base
    return Estimate(
        estimate=ratio,
        ci_low=min(ends[0], ratio),
        ci_high=max(ends[-1], ratio),
        confidence_level=0.95,
    ).within(0.0, None)


def _restraint(chance: Random, test: Test, fewest: int) -> Restraint | None:
    if fewest < test.fewest_for_claim:
        return Restraint.TOO_FEW
    others = [Restraint.SEASON, Restraint.TREND]
    if test is Test.ITS:
        others = [Restraint.WANDERING]
    return chance.choice((None,) * 6 + tuple(others))


def _equivalence(
    chance: Random, margin: Margin | None, base: float, later: float
) -> EquivalenceTest | None:
    if margin is None:
        return None
    p_value = chance.choice((0.001, 0.03, 0.4))
    value = later / base if margin.is_relative and base else later - base
    interval: Estimate | Refusal = Estimate(
        estimate=value,
        ci_low=value - abs(margin.value) / 3,
        ci_high=value + abs(margin.value) / 3,
        confidence_level=0.9,
    )
    if margin.is_relative and base <= 0:
        interval = Refusal(reason=BASE_NEAR_ZERO)
    return EquivalenceTest(
        margin=margin,
        interval=interval,
        p_lower=p_value,
        p_upper=p_value / 2,
        p_value=p_value,
        df=9.0,
        decided_by="means",
    )


def _largest(
    chance: Random, sides: tuple[PeriodPoints, PeriodPoints], difference: float
) -> LargestShare | None:
    """Return the value that makes most of a difference, as a real decision finds it."""
    if difference == 0 or chance.random() < 0.5:
        return None
    base, later = (list(side.points.values) for side in sides)
    times = [*sides[0].points.times, *sides[1].points.times]
    best: LargestShare | None = None
    for row, time in enumerate(times):
        left = [
            [value for at, value in enumerate(values) if at + first != row]
            for values, first in ((base, 0), (later, len(base)))
        ]
        without = fmean(left[1]) - fmean(left[0])
        share = 1 - without / difference
        if share > 1 / 3 and (best is None or share > best.share):
            means = fmean(left[0]), fmean(left[1])
            ratio = means[1] / means[0] if means[0] * means[1] > 0 else None
            best = LargestShare(time=time, share=share, difference=without, ratio=ratio)
    return best


def _votes(chance: Random, result: ComparisonEstimate) -> tuple[SensitivityAnalysis, ...]:
    """Return three checks, each of which may be impossible, and an analysis without a vote."""
    votes = [chance.choice((True, True, False, None)) for _ in range(3)]
    if kind_of(result).test is not Test.MEAN:
        votes = votes[:2]
    return tuple(
        SensitivityAnalysis(
            method=f"check_{place}",
            label="Rank test",
            estimate=None,
            p_value=None if vote is None else (0.01 if vote else 0.4),
            counted=place < len(votes),
            agrees=vote,
            reason="too few values" if vote is None else "",
        )
        for place, vote in enumerate([*votes, False])
    )


# The exact tests of few different tables are computed once.
_estimate_survey = cache(estimate_survey)


# --- Organizations

_FREQUENCIES = (Frequency.MONTH,) * 5 + (Frequency.QUARTER, Frequency.WEEK)
_SPECIFIC = {
    "en": ("Reach 100 people", "Grow", "Every member of the committee has a mentor by spring"),
    "es": ("Llegar a 100 personas", "Crecer", "Cada miembro del comité tiene un mentor"),
}
_TARGETS = (0.0, 1.0, 0.5, 2.0, 12.0, 0.95, 1234.0, 1e6)


def draw(chance: Random, language: str = "en") -> Drawn:
    """Return the outcomes of one organization; the current language has to be the same one."""
    if chance.random() < 0.3:
        configuration, dataset = _reported(chance, language)
    else:
        configuration, dataset = _compared(chance, language)
    with _drawn_decisions(chance):
        outcomes = analysis.analyse(configuration, dataset)
    return Drawn(configuration=configuration, outcomes=outcomes)


@contextmanager
def _drawn_decisions(chance: Random) -> Iterator[None]:
    def decide(prepared: PreparedComparison, result: ComparisonEstimate, _: object) -> Decided:
        return _draw_decision(chance, prepared, result)

    def votes(
        result: ComparisonEstimate, *_: object, **__: object
    ) -> tuple[SensitivityAnalysis, ...]:
        return _votes(chance, result)

    with (
        patch.object(comparing, "decide_comparison", decide),
        patch.object(comparing, "analyse_sensitivity", votes),
        patch.object(analysis, "estimate_survey", _estimate_survey),
    ):
        yield


def _compared(chance: Random, language: str) -> tuple[Configuration, Dataset]:
    """Return an organization that compares the time before and after a change."""
    calendar = Calendar(chance.choice(_FREQUENCIES))
    sizes = chance.choice(((12, 12), (12, 12), (8, 8), (6, 9), (3, 4), (2, 2), (1, 6), (24, 12)))
    metrics = [_metric(chance, place, language) for place in range(chance.choice((1, 1, 2, 3)))]
    series = {}
    for metric in metrics:
        values = (
            _total(chance, sizes, chance.choice((0, 1, 500)))
            if metric.kind is MetricKind.LEVEL
            else [value for size in sizes for value in _values(chance, metric.kind, size)]
        )
        series[metric.id] = _series(metric, calendar, values)
    steps = _steps(calendar, sum(sizes))
    turn = steps[sizes[0]].first
    label = {"en": "trainees in the lead", "es": "dirección de residentes"}[language]
    periods = {
        "before": Period(id="before", label="before", first=_START, last=turn - _DAY),
        "after": Period(
            id="after",
            label=label,
            first=turn,
            last=steps[-1].last,
            has_own_label=chance.random() < 0.3,
        ),
    }
    comparisons = tuple(_comparison(chance, metric) for metric in metrics)
    return _organization(
        chance,
        language,
        series,
        last=steps[-1].last,
        periods=periods,
        comparisons=comparisons,
        intervention=Intervention(on=turn, label=_TEXTS[language][0]),
        period="after",
    )


_DAY = timedelta(days=1)


def _comparison(chance: Random, metric: Metric) -> Comparison:
    tests = (Test.MEAN, Test.MEAN, Test.ITS)
    if metric.kind is MetricKind.LEVEL:
        tests = (Test.SLOPE, Test.SLOPE, Test.ITS)
    test = chance.choice(tests)
    alternative = chance.choice((Alternative.TWO_SIDED,) * 4 + tuple(Alternative))
    margins = (None, None, None, Margin(value=0.2, is_relative=True))
    absolute = 0.05 if metric.kind is MetricKind.RATE else chance.choice((1.0, 2.5, 400.0))
    margin = chance.choice((*margins, Margin(value=absolute, is_relative=False)))
    return Comparison(
        id=f"c_{metric.id}",
        metric=metric.id,
        test=test,
        later="after",
        base="before",
        alternative=alternative,
        equivalence_margin=None if test is Test.ITS else margin,
    )


def _reported(chance: Random, language: str) -> tuple[Configuration, Dataset]:
    """Return an organization that reports on a period, without a change."""
    calendar = Calendar(chance.choice((Frequency.MONTH, Frequency.MONTH, Frequency.QUARTER)))
    per_year = calendar.steps_per_year
    length = max(1, per_year // chance.choice((1, 2, 4, 12)))
    before = chance.choice((1, 3, 6, per_year, per_year + 1, 2 * per_year))
    series = {}
    for place in range(chance.choice((1, 2, 3))):
        metric = _metric(chance, place, language)
        sizes = (before, length)
        values = (
            _total(chance, sizes, chance.choice((0, 1, 500)))
            if metric.kind is MetricKind.LEVEL
            else [value for size in sizes for value in _values(chance, metric.kind, size)]
        )
        series[metric.id] = _series(metric, calendar, values)
    steps = _steps(calendar, before + length)
    reporting = Period(
        id="reporting", label="reporting", first=steps[before].first, last=steps[-1].last
    )
    return _organization(
        chance,
        language,
        series,
        last=steps[-1].last,
        reporting_period=reporting,
        period="reporting",
    )


def _organization(
    chance: Random,
    language: str,
    series: dict[str, Series],
    *,
    last: date,
    period: str,
    **more: object,
) -> tuple[Configuration, Dataset]:
    metrics = {key: item.metric for key, item in series.items()}
    surveys = _surveys(chance, language)
    campaigns = _campaigns(chance, last) if chance.random() < 0.3 else None
    configuration = Configuration(
        path=Path("club.yaml"),
        data_roots=(),
        sha256="0" * 64,
        organization=Organization(id="club", name="Club", short_name="Club"),
        brief=BriefSettings(kind="board", title=None, report_date=last, language=language),
        committee=_committee(chance, last) if chance.random() < 0.25 else None,
        reporting_period=more.pop("reporting_period", None),  # type: ignore[arg-type]
        intervention=more.pop("intervention", None),  # type: ignore[arg-type]
        periods=more.pop("periods", {}),  # type: ignore[arg-type]
        comparisons=more.pop("comparisons", ()),  # type: ignore[arg-type]
        metrics=metrics,
        campaigns=None
        if campaigns is None
        else CampaignFile(
            file=_FILE,
            name="name",
            date="day",
            value="n",
            unit=campaigns.unit,
            is_complete=campaigns.is_complete,
        ),
        events=chance.choice(
            ((), (Event(on=last - timedelta(days=40), what=_TEXTS[language][1]),))
        ),
        milestones=chance.choice(((), (Milestone(on=last, what=_TEXTS[language][2]),))),
        surveys=surveys,
        testimonials=(),
        goals=tuple(_goals(chance, language, series.values(), period, last)),
    )
    files = {_FILE: DataFile(name=_FILE, sha256="1" * 64, is_synthetic=True)}
    dataset = Dataset(
        series=series,
        campaigns=campaigns,
        files=files,
        surveys={item.id: item for item in surveys},
    )
    return configuration, dataset


def _goals(
    chance: Random, language: str, series: Iterable[Series], period: str, last: date
) -> Iterator[Goal]:
    for item in series:
        metric, latest = item.metric, item.observations[-1].value
        for place in range(chance.choice((0, 0, 1, 2))):
            quantity = chance.choice(
                (
                    f"{metric.id}.observed.latest.value",
                    f"{metric.id}.mean.{period}.mean",
                    f"{metric.id}.observed.{period}.total",
                    f"{metric.id}.growth.{period}.slope",
                )
            )
            target = chance.choice((*_TARGETS, latest, latest + 1))
            if metric.kind is MetricKind.LEVEL and chance.random() < 0.5:
                quantity, target = f"{metric.id}.observed.latest.value", latest + 1
            elif chance.random() < 0.02:
                quantity = "nothing.mean.after.mean"
            yield Goal(
                id=f"g_{metric.id}_{place}",
                specific=chance.choice(_SPECIFIC[language]),
                measurable=chance.choice(
                    (None,)
                    + (
                        Measure(
                            quantity=quantity,
                            target=target,
                            direction=chance.choice(tuple(TargetDirection)),
                        ),
                    )
                    * 5
                ),
                achievable="",
                relevant="",
                time_bound=chance.choice((None, last, last + 200 * _DAY, last - 100 * _DAY)),
            )


# Few, so that their exact tests are computed once.
_COUNTS = ((0, 1), (1, 1), (0, 2), (1, 2), (2, 2), (3, 8), (8, 8), (0, 9), (1, 40), (40, 40))


def _surveys(chance: Random, language: str) -> tuple[Survey, ...]:
    question = {"en": "Do you feel at home here?", "es": "¿Se siente en casa aquí?"}[language]
    statement = {"en": "felt at home", "es": "se sentían en casa"}[language]
    found = []
    for place in range(chance.choice((0, 0, 0, 1, 2))):
        survey = Survey(
            id=f"s{place}",
            question=question,
            statement=chance.choice(("", statement)),
        )
        before, after = (Answers(yes=yes, asked=asked) for yes, asked in chance.sample(_COUNTS, 2))
        cells = [chance.choice((0, 0, 1, 5)) for _ in range(4)]
        paired = PairedAnswers(both=cells[0], gained=cells[1], lost=cells[2], neither=cells[3])
        if not any(cells):
            paired = replace(paired, gained=1)
        shape = chance.randrange(3)
        if shape == 0:
            survey = replace(survey, answers=before)
        elif shape == 1:
            survey = replace(survey, before=before, after=after)
        else:
            survey = replace(survey, paired=paired)
        found.append(survey)
    return tuple(found)


def _campaigns(chance: Random, last: date) -> CampaignList:
    sizes = [chance.choice((0, 0, 1, 1, 2, 70, 415_200, 10**9)) for _ in range(chance.randrange(5))]
    days = [last - timedelta(days=90 * (len(sizes) - place)) for place in range(len(sizes))]
    return CampaignList(
        campaigns=tuple(
            Campaign(name=f"Campaign {'BCDFG'[place]}", on=day, value=size, file=_FILE, row=place)
            for place, (size, day) in enumerate(zip(sizes, days, strict=True))
        ),
        column="n",
        unit="impressions",
        is_complete=chance.random() < 0.5,
    )


def _committee(chance: Random, last: date) -> Committee:
    """Return a committee of one to five people and one or two structures."""
    names = "Ada Lin", "Bo Orr", "Cy Day", "Di Fox", "Ed Roe"
    ranks = "student", "faculty"
    turn = last - timedelta(days=300)
    members = tuple(
        Member(
            id=f"p{place}",
            name=name,
            ranks=(RankSpell(rank=chance.choice(ranks), first=None),),
            groups=chance.choice(((), ("woman",))),
            skills=chance.choice(((), ("design",))),
            joined=chance.choice((None, turn - timedelta(days=500), turn)),
            left=chance.choice((None, None, last - timedelta(days=50))),
        )
        for place, name in enumerate(names[: chance.randint(1, 5)])
    )

    def structure(id_: str, first: date, end: date | None) -> Structure:
        held = [item.id for item in members if item.is_present(first)] or [members[0].id]
        roles = [Role(title="Chair", holders=tuple(held[:1]), lead=True)]
        if chance.random() < 0.7:
            roles.append(
                Role(
                    title="Art",
                    holders=tuple(held[1:]),
                    reports_to=chance.choice((None, "Chair")),
                    needs=chance.choice(((), ("design",))),
                )
            )
        pairs = [Mentoring(mentor=held[0], mentee=item) for item in held[1:3]]
        return Structure(
            id=id_,
            label=id_.capitalize(),
            first=first,
            last=end,
            roles=tuple(roles),
            mentoring=tuple(pairs if chance.random() < 0.5 else ()),
        )

    structures = [structure("new", turn, None)]
    if chance.random() < 0.6:
        structures.insert(0, structure("old", turn - timedelta(days=500), turn - _DAY))
    return Committee(
        ranks=ranks,
        trainee_ranks=ranks[:1],
        members=members,
        structures=tuple(structures),
    )
