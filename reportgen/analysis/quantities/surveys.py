"""Quantities of survey answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.analysis.quantities.family import QuantityFamily, answer_sources
from reportgen.analysis.survey_outcome import ShareTest
from reportgen.analysis.survey_scale import ScaleTest
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.model.quantity import Form
from reportgen.model.quantity_ids import SurveyIds

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from reportgen.analysis.survey_groups import AnswerGroup
    from reportgen.analysis.survey_outcome import SurveyOutcome
    from reportgen.analysis.survey_scale import ScaleOutcome
    from reportgen.model.quantity import Quantity, Source
    from reportgen.model.series import DataFile

_TEST_NAMES = {
    ShareTest.PAIRED: gettext_noop(
        "exact unconditional McNemar test of those who changed their answer, two-sided"
    ),
    ShareTest.GROUPS: gettext_noop("Barnard exact test of the two groups' answers, two-sided"),
}
_YES = {
    "before": gettext_noop("those who said yes before among those asked; Wilson interval"),
    "after": gettext_noop("those who said yes after among those asked; Wilson interval"),
    "all": gettext_noop("those who said yes among those asked; Wilson interval"),
}
_SHARE_DIFFERENCES = {
    ShareTest.PAIRED: gettext_noop(
        "the share after minus the share before; the interval inverts the exact "
        "unconditional McNemar test"
    ),
    ShareTest.GROUPS: gettext_noop(
        "the share after minus the share before; the interval inverts the Barnard exact test"
    ),
}
_ANSWERED = gettext_noop("the number of answers that count")
_MEAN = gettext_noop("mean of the answers; t interval, within the ends of the scale")
_MEDIAN = gettext_noop(
    "median of the answers, the lower of two middle ones; interval by order statistics"
)
_DIFFERENCES = {
    ScaleTest.WELCH: gettext_noop("the later mean minus the earlier one; Welch interval"),
    ScaleTest.PAIRED_T: gettext_noop(
        "the mean of each person's later answer minus the earlier one; t interval"
    ),
}
_SUPERIORITY = gettext_noop(
    "pairs of an earlier and a later answer with a higher later one, equal ones as halves, among "
    "all pairs; the interval inverts the rank test"
)
_HIGHER = gettext_noop("those whose later answer is higher, among all who answered twice")
_LOWER = gettext_noop("those whose later answer is lower, among all who answered twice")
_BALANCE = gettext_noop(
    "the share whose later answer is higher minus that whose is lower; the interval inverts the "
    "sign test"
)
_SCALE_TESTS = {
    ScaleTest.WELCH: gettext_noop("Welch t test of the two groups' answers, two-sided"),
    ScaleTest.PAIRED_T: gettext_noop("paired t test of the answers, two-sided"),
    ScaleTest.RANK_SUM: gettext_noop("Wilcoxon-Mann-Whitney test of the answers, two-sided"),
    ScaleTest.SIGN: gettext_noop(
        "exact unconditional sign test of those who changed their answer, two-sided"
    ),
}


_WITHHELD = {
    **{f"{time}_answers": (Form.COUNT, _ANSWERED) for time in _YES},
    **{f"{time}_mean": (Form.AVERAGE, _MEAN) for time in _YES},
    **{f"{time}_median": (Form.COUNT, _MEDIAN) for time in _YES},
    "mean_difference": (Form.MEASURE, _DIFFERENCES[ScaleTest.WELCH]),
    "superiority": (Form.SHARE, _SUPERIORITY),
    "higher": (Form.SHARE, _HIGHER),
    "lower": (Form.SHARE, _LOWER),
    "balance": (Form.POINTS, _BALANCE),
}


def survey_quantities(
    outcome: SurveyOutcome, position: int, files: Mapping[str, DataFile] | None = None
) -> Iterator[Quantity]:
    """Yield shares, difference and P value of a survey, then the numbers of its scale.

    Parameters
    ----------
    outcome : SurveyOutcome
        The outcome of one survey.
    position : int
        Its index in the configuration.
    files : mapping of str to DataFile, optional
        The files of the dataset, by name, for the sources of answers in the export of a form.
    """
    ids = SurveyIds(outcome.survey.id)
    family = QuantityFamily(ids=ids, method="survey-change", config_key=("surveys", position))
    groups = outcome.divided.groups if outcome.divided is not None else ()
    form = outcome.survey.form
    column = form.column if form is not None else ""
    sources = {group.time: answer_sources(group.answers, column, files or {}) for group in groups}
    yield from _answered(family, groups, sources)
    yield from _shares(family, outcome, sources)
    if outcome.scale is not None:
        scaled = replace(family, method="survey-scale")
        yield from _scale(scaled, outcome.scale, groups, sources)


def withheld_quantities(
    outcome: SurveyOutcome, position: int, names: Container[str]
) -> Iterator[Quantity]:
    """Yield those of the named numbers of a suppressed survey that `survey_quantities` does not.

    Without them, a goal that is measured by a mean would be said to name an unknown number.
    """
    refusal = outcome.overall or outcome.difference
    if not outcome.survey.is_suppressed or not isinstance(refusal, Refusal):
        return
    ids = SurveyIds(outcome.survey.id)
    family = QuantityFamily(ids=ids, method="survey-scale", config_key=("surveys", position))
    for name, (form, formula) in _WITHHELD.items():
        if ids.of(name) in names:
            yield family.refused(name, refusal, form=form, formula=formula)


def _answered(
    family: QuantityFamily,
    groups: tuple[AnswerGroup, ...],
    sources: Mapping[str, tuple[Source, ...]],
) -> Iterator[Quantity]:
    for group in groups:
        yield replace(family, sources=sources[group.time]).number(
            f"{group.time}_answers",
            len(group.answers),
            form=Form.COUNT,
            unit=gettext_noop("answers"),
            formula=_ANSWERED,
        )


def _shares(
    family: QuantityFamily, outcome: SurveyOutcome, sources: Mapping[str, tuple[Source, ...]]
) -> Iterator[Quantity]:
    shares = {"before": outcome.before, "after": outcome.after, "all": outcome.overall}
    for time, share in shares.items():
        if share is not None:
            own = replace(family, sources=sources.get(time, ()))
            yield own.share(f"{time}_share", share, formula=_YES[time])
    if outcome.difference is None:
        return
    ids = SurveyIds(outcome.survey.id)
    derived = replace(family, derived_from=(ids.before_share, ids.after_share))
    yield derived.interval(
        "difference",
        outcome.difference,
        form=Form.POINTS,
        unit=gettext_noop("percentage points"),
        formula=_SHARE_DIFFERENCES[outcome.test],
    )
    formula = _TEST_NAMES[outcome.test]
    if isinstance(outcome.difference, Refusal):
        yield derived.refused("p_value", outcome.difference, form=Form.P_VALUE, formula=formula)
    else:
        yield derived.number("p_value", outcome.p_value, form=Form.P_VALUE, formula=formula)


def _scale(
    family: QuantityFamily,
    scale: ScaleOutcome,
    groups: tuple[AnswerGroup, ...],
    sources: Mapping[str, tuple[Source, ...]],
) -> Iterator[Quantity]:
    name, form = ("mean", Form.AVERAGE) if scale.has_means else ("median", Form.COUNT)
    for group, centre in zip(groups, scale.centres, strict=True):
        own = replace(family, sources=sources[group.time], n=len(group.answers))
        # The median is one of the answers, and printed as such.
        yield own.interval(
            f"{group.time}_{name}",
            centre,
            form=form,
            formula=_MEAN if scale.has_means else _MEDIAN,
        )
    if scale.test is ScaleTest.NONE:
        return
    both = tuple(source for group in groups for source in sources[group.time])
    n = len(groups[0].answers) if scale.test in (ScaleTest.PAIRED_T, ScaleTest.SIGN) else None
    change = replace(family, sources=both, n=n)
    yield from _change(change, scale)
    formula = _SCALE_TESTS[scale.test]
    refusal = next(
        (item for item in (scale.difference, scale.superiority) if isinstance(item, Refusal)), None
    )
    if refusal is not None:
        yield change.refused("scale_p_value", refusal, form=Form.P_VALUE, formula=formula)
    else:
        yield change.number("scale_p_value", scale.p_value, form=Form.P_VALUE, formula=formula)


def _change(family: QuantityFamily, scale: ScaleOutcome) -> Iterator[Quantity]:
    if scale.difference is not None:
        yield family.interval(
            "mean_difference",
            scale.difference,
            form=Form.MEASURE,
            formula=_DIFFERENCES[scale.test],
        )
    if scale.superiority is not None:
        yield family.interval(
            "superiority", scale.superiority, form=Form.SHARE, formula=_SUPERIORITY
        )
    for name, share, formula in (
        ("higher", scale.higher, _HIGHER),
        ("lower", scale.lower, _LOWER),
    ):
        if share is not None:
            yield family.share(name, share, formula=formula)
    if scale.balance is not None:
        yield family.interval(
            "balance",
            scale.balance,
            form=Form.POINTS,
            unit=gettext_noop("percentage points"),
            formula=_BALANCE,
        )
