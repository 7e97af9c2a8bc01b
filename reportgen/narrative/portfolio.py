"""Text of the portfolio page: sentences, table headers and figure texts.

Every number is bound to its entry in the ledger. Text is in the current language.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.analysis.organization_comparison import FEWEST_FOR_NONE
from reportgen.languages.current import translated, translated_labels
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.goal import GoalStatus
from reportgen.model.metric import MetricKind
from reportgen.model.prose import Superscript
from reportgen.model.quantity import Form, Quantity
from reportgen.model.quantity_ids import ALL_GOALS, ORGANIZATIONS, CommonMeasureIds
from reportgen.narrative.numbers.number_style import JMIR, number_style
from reportgen.narrative.numbers.number_text import (
    decimal_text,
    interval_text,
    number,
    number_text,
    range_mark,
    short_month_text,
)
from reportgen.narrative.numbers.time_parts import time_parts
from reportgen.narrative.phrases import (
    bracketed,
    capitalized,
    compose,
    counted,
    listed,
    paragraph,
    phrase,
)
from reportgen.narrative.status_words import status_count, status_word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from reportgen.analysis.organization_comparison import OrganizationComparison
    from reportgen.analysis.organization_values import Base
    from reportgen.model.prose import Number, Prose
    from reportgen.narrative.numbers.number_style import NumberStyle
    from reportgen.statistics.organizations.shrinkage import ShrunkenEstimate

MOST_NAMED = 8
"""Maximum number of organizations that differ which a sentence names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioLabels:
    """Fixed text of the page."""

    portfolio: str = gettext_noop("Portfolio")
    organizations: str = gettext_noop("organizations")
    current_briefs: str = gettext_noop("current briefs")
    all_organizations: str = gettext_noop("All organizations")
    table_text: str = gettext_noop(
        "By name. Values are of the last 12 months, changes against the same months a year "
        "before; a small organization moves more by chance."
    )
    table_caption: str = gettext_noop(
        "Only organizations that are shown to differ are marked as higher or lower than the rest. "
        "A dash: not known, or not compared, for the reason next to it."
    )
    line: str = gettext_noop("Trend")
    printed_first: str = gettext_noop(
        "Printed here are {count} organizations: those that missed most goals, then by name. The "
        "web page and portfolio.json have all."
    )
    first_metrics: str = gettext_noop("The table has the first three metrics of this page.")
    line_caption: str = gettext_noop("Lines end at the latest value and share no scale.")
    goals: str = gettext_noop("Goals")
    organization: str = gettext_noop("Organization")
    search: str = gettext_noop("Search")
    show: str = gettext_noop("Show")
    all: str = gettext_noop("all organizations")
    beyond: str = gettext_noop("those that differ from the rest")
    failed: str = gettext_noop("those without a current brief")
    not_current: str = gettext_noop("not current")
    above: str = gettext_noop("higher than the rest")
    below: str = gettext_noop("lower than the rest")
    failures: str = gettext_noop("What failed")
    failures_title: str = gettext_noop("Organizations without a current brief")
    failures_note: str = gettext_noop("manifest.json has every message with its place.")
    why: str = gettext_noop("Why")
    what_stands: str = gettext_noop("What stands")
    earlier_brief: str = gettext_noop("an earlier brief stands")
    no_brief: str = gettext_noop("no brief")
    count_above: str = gettext_noop("{} higher than the rest")
    count_below: str = gettext_noop("{} lower than the rest")
    common: str = gettext_noop("common value")
    mean_of_all: str = gettext_noop("mean of all")
    outer_limit: str = gettext_noop("99.8% limit")
    inner_limit: str = gettext_noop("95% limit")
    methods: str = gettext_noop("How organizations were compared")
    method_items: tuple[str, ...] = (
        gettext_noop(
            "Of counts and amounts, the total of the last 12 months is compared, divided by the "
            "number of months (weeks, quarters, years) with a value and, where that was asked for, "
            "by the size of the organization; where values are missing, the season of the others "
            "is allowed for. Of running totals, it is the mean gain a month as a share of the "
            "month before; of shares of a known number of cases, the pooled share; of other "
            "shares, their mean; of averages, their weighted mean."
        ),
        gettext_noop(
            "How precise the value of an organization is comes from the variation of its own "
            "values, less the season that the organizations share, and allows for the "
            "autocorrelation of successive values, pooled over the organizations. Of counts, and "
            "of shares of a known number of cases, the variance is at least that of independent "
            "cases (quasi-Poisson, quasi-binomial); the variance of other values is widened to "
            "that of Student's t."
        ),
        gettext_noop(
            "Each organization is compared with all others: their mean and the variance between "
            "them (Paule and Mandel) give its distance in standard errors, and Student's t, with "
            "two degrees of freedom fewer than there are organizations, the P value. A count or a "
            "share counts with its own dispersion or the mean one, whichever is larger; and of its "
            "P values by Student's t and by a negative binomial or binomial count the larger one "
            "decides."
        ),
        gettext_noop(
            "Limits of the funnel: those of the same model, for the organizations that do not "
            "differ; of counts and amounts on the scale of roots, of shares of a known number of "
            "cases on that of arcsines (Spiegelhalter 2005)."
        ),
        gettext_noop(
            "Estimates are shrunken (empirical Bayes) by a normal-normal model on the same scale. "
            "An organization with little to show lies near the mean of all."
        ),
        gettext_noop(
            "Multiplicity: the P values of all organizations and all metrics of this page were "
            "adjusted together by the method of Benjamini and Hochberg. An organization is called "
            "different only where it lies beyond the 99.8% limits and its adjusted P value is "
            "below .05."
        ),
    )


def portfolio_labels() -> PortfolioLabels:
    """Return the fixed text in the current language."""
    return translated_labels(PortfolioLabels())


class PortfolioText:
    """Format the sentences of the page from the quantities of the portfolio."""

    def __init__(self, quantities: Mapping[str, Quantity], names: Mapping[str, str]) -> None:
        self._quantities, self._names = quantities, names
        # One style for the whole page; the briefs of the organizations may differ in theirs.
        self._style = number_style(JMIR.name)

    def number(self, name: str, part: str = "value") -> Number:
        """Return one number, bound to its quantity."""
        return number(self._quantities[name], self._style, part)

    def title(self, measures: Sequence[OrganizationComparison]) -> Prose:
        """Return the finding for the first metric in which any organization differs.

        Few organizations could be shown to differ only by very much, so that of fewer than ten
        it is not said that none does.
        """
        total = self.number(ORGANIZATIONS.total)
        for measure in measures:
            if measure.beyond:
                ids = CommonMeasureIds(measure.metric)
                return counted(
                    "{beyond} of {total} organizations differs from the rest in {what}",
                    "{beyond} of {total} organizations differ from the rest in {what}",
                    len(measure.beyond),
                    beyond=self.number(ids.beyond),
                    total=self.number(ids.n),
                    what=measure_subject(measure),
                )
        judged = [item for item in measures if not item.needs_size]
        largest = max(judged, key=lambda item: len(item.own), default=None)
        if largest is not None and len(largest.own) >= FEWEST_FOR_NONE:
            return phrase(
                "None of {n} organizations is shown to stand out from the rest",
                n=self.number(CommonMeasureIds(largest.metric).n),
            )
        return counted(
            "{total} organization",
            "{total} organizations",
            self._count(ORGANIZATIONS.total),
            total=total,
        )

    def standfirst(self) -> Prose:
        """Return how many briefs there are, and how many are missing."""
        count = self._count(ORGANIZATIONS.current)
        current = self.number(ORGANIZATIONS.current)
        if not self._count(ORGANIZATIONS.failed):
            return counted(
                "{current} organization has a current brief.",
                "{current} organizations have a current brief.",
                count,
                current=current,
            )
        return counted(
            "{current} organization has a current brief; {failed} could not be built and are "
            "named below.",
            "{current} organizations have a current brief; {failed} could not be built and are "
            "named below.",
            count,
            current=current,
            failed=self.number(ORGANIZATIONS.failed),
        )

    def goals_met(self) -> tuple[Number, Prose] | None:
        """Return the number of goals met, and ``of 12 goals met``; None without any goal."""
        total = self._count(ALL_GOALS.total)
        if not total:
            return None
        label = counted(
            "of {total} goal met",
            "of {total} goals met",
            total,
            total=self.number(ALL_GOALS.total),
        )
        return self.number(ALL_GOALS.met), label

    def measure(self, measure: OrganizationComparison) -> Prose:
        """Return the paragraph on one metric: mean, spread, organizations that differ."""
        ids = CommonMeasureIds(measure.metric)
        missing = counted(
            "{missing} organization could not be compared; the table says why.",
            "{missing} organizations could not be compared; the table says why.",
            len(measure.missing),
            missing=self.number(ids.missing),
        )
        return paragraph(
            capitalized(self._mean(measure)),
            self._spread(measure),
            self._beyond(measure),
            missing if measure.missing else (),
        )

    def _mean(self, measure: OrganizationComparison) -> Prose:
        """Return the mean over organizations."""
        ids = CommonMeasureIds(measure.metric)
        interval = phrase(
            "{level} CI{lead}{bounds}",
            level=self.number(ids.mean, "confidence_level"),
            lead=self._style.interval_lead,
            bounds=self._bounds(ids.mean),
        )
        mean = compose(self._with_unit(ids.mean, measure), bracketed(interval))
        label = _capital(measure.label)
        # Always plural: at least three organizations are compared, so n is never 1.
        n = self.number(ids.n)
        if measure.kind is MetricKind.LEVEL:
            return phrase(
                "The growth of {metric} in the last 12 months of {n} organizations could be "
                "compared: on average {mean}.",
                metric=in_sentence(measure.label),
                n=n,
                mean=mean,
            )
        if measure.base is not None:
            return phrase(
                "{metric} per {scale} {base} in the last 12 months of {n} organizations could be "
                "compared: on average {mean}.",
                self._base_words(measure.base),
                metric=label,
                n=n,
                mean=mean,
            )
        return phrase(
            "{metric} in the last 12 months of {n} organizations could be compared: on average "
            "{mean}.",
            metric=label,
            n=n,
            mean=mean,
        )

    def _with_unit(
        self, name: str, measure: OrganizationComparison, *, is_deviation: bool = False
    ) -> Prose:
        """Return a number with its unit; the deviation of a share is in percentage points."""
        found = self.number(name)
        # 5% next to a mean of 20% could be read as a twentieth of it.
        if measure.is_share and is_deviation:
            return phrase("{number} {unit}", number=found, unit=translated("percentage points"))
        if measure.kind is MetricKind.LEVEL:
            return phrase("{number} a month", number=found)
        if measure.base is not None:
            return phrase(
                "{number} {unit} per {scale} {base}",
                self._base_words(measure.base),
                number=found,
                unit=translated(measure.unit),
            )
        unit = translated(measure.unit)
        return phrase("{number} {unit}", number=found, unit=unit) if unit else (found,)

    def _spread(self, measure: OrganizationComparison) -> Prose:
        """Return how much of the spread between organizations is more than chance."""
        ids = CommonMeasureIds(measure.metric)
        if not measure.heterogeneity.tau_squared:
            return phrase("The spread between them is no larger than chance alone would make it.")
        return phrase(
            "Of the spread between them, {i_squared} is more than chance ({symbol}); the standard "
            "deviation between organizations is {tau}.",
            i_squared=self.number(ids.i_squared),
            symbol=compose("I", Superscript("2")),
            tau=self._with_unit(ids.tau, measure, is_deviation=True),
        )

    def _beyond(self, measure: OrganizationComparison) -> Prose:
        """Name the organizations that differ from the rest, at most `MOST_NAMED` of them."""
        if measure.needs_size:
            return phrase(
                "They differ as organizations of different size do, and how large each one is was "
                "not given, so that none of them is called different."
            )
        if not measure.beyond and len(measure.own) < FEWEST_FOR_NONE:
            return phrase(
                "Among so few, only an organization very far from the others could be shown to "
                "differ."
            )
        if not measure.beyond:
            return phrase("None of them is shown to differ from the rest.")
        beyond = self.number(CommonMeasureIds(measure.metric).beyond)
        names = listed([self._names[item] for item in measure.beyond[:MOST_NAMED]])
        if len(measure.beyond) > MOST_NAMED:
            # Always plural, as there are more than MOST_NAMED.
            return phrase(
                "{beyond} organizations differ from the rest, among them {names}.",
                beyond=beyond,
                names=names,
            )
        return counted(
            "{beyond} organization differs from the rest: {names}.",
            "{beyond} organizations differ from the rest: {names}.",
            len(measure.beyond),
            beyond=beyond,
            names=names,
        )

    def _bounds(self, name: str) -> Prose:
        mark = range_mark(self._quantities[name], self._style)
        return compose(self.number(name, "ci_low"), mark, self.number(name, "ci_high"))

    def _base_words(self, base: Base) -> dict[str, str]:
        return base_words(base, self._style)

    def _count(self, name: str) -> int:
        return int(self._quantities[name].value or 0)


def measure_subject(measure: OrganizationComparison) -> str:
    """Return the subject of a measure, for use within a sentence."""
    label = in_sentence(measure.label)
    if measure.kind is MetricKind.LEVEL:
        return translated("growth of {metric}").format(metric=label)
    return label


def in_sentence(label: str) -> str:
    """Return a label with its first letter in lower case, unless it is an abbreviation."""
    # An abbreviation has a capital, digit or point as its second character.
    is_short = label[1:2].isupper() or not label[1:2].isalpha()
    return label if is_short else label[:1].lower() + label[1:]


def value_head(measure: OrganizationComparison, *, is_total: bool = False) -> str:
    """Return the header of a column of values, or of totals of several organizations."""
    label = _capital(measure.label)
    if measure.kind is MetricKind.LEVEL:
        return translated("{metric}, now").format(metric=label)
    if measure.kind is MetricKind.RATE or is_total:
        return label
    return _capital(value_title(measure))


def estimate_head(measure: OrganizationComparison) -> str:
    """Return the header of the column of estimates with intervals."""
    if measure.kind is MetricKind.LEVEL:
        return translated("Growth a month (95% CI)")
    return translated("{metric} (95% CI)").format(metric=_capital(value_title(measure)))


def goals_text(statuses: Sequence[GoalStatus]) -> str:
    """Return the status of a single goal, or the number of goals per status."""
    if len(statuses) == 1:
        return status_word(statuses[0])
    counts = Counter(statuses)
    parts = [status_count(status, counts[status]) for status in GoalStatus if status in counts]
    return ", ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureText:
    """Text of a figure: title, subtitle, caption, axis titles and alternative text."""

    title: str
    subtitle: str
    caption: str
    alt: str
    value_title: str = ""
    size_title: str = ""


def funnel_text(measure: OrganizationComparison) -> FigureText:
    """Return the text of a funnel plot."""
    subject, size = measure_subject(measure), _size_title(measure)
    title = translated("{what}: the more data, the further to the right").format(what=subject)
    alt = translated(
        "Funnel plot of {what} in {count} organizations against {size}. Shown to differ from the "
        "rest: {beyond}."
    ).format(what=subject, count=len(measure.own), size=size.lower(), beyond=len(measure.beyond))
    return FigureText(
        title=title[:1].upper() + title[1:],
        subtitle=translated("Line: common value; dashed: 95% limits; solid: 99.8% limits"),
        caption=translated(
            "Each point is an organization; the line is the common value of those that are not "
            "shown to differ. Of organizations like these, 95% lie within the dashed limits "
            "and 99.8% within the solid ones, which allow for the differences between them. Only "
            "organizations that differ are named; the others are not ranked."
        ),
        alt=alt,
        value_title=_capital(value_title(measure)),
        size_title=size,
    )


def dots_text(
    measure: OrganizationComparison, above: int, below: int, *, has_target: bool = False
) -> FigureText:
    """Return the text of a dot plot; `above` and `below` are marked on either side of its line."""
    subject = measure_subject(measure)
    title = translated("{what} of each organization, in order").format(what=subject)
    if has_target:
        return FigureText(
            title=title[:1].upper() + title[1:],
            subtitle=translated("Points: estimates with 95% intervals; line: the target"),
            caption=translated(
                "Each point is an organization, over the last 12 months. Estimates are drawn "
                "towards the mean of all. Filled: the whole interval lies on one side of the "
                "target, a disc where it meets it, a square where it misses it."
            ),
            alt=translated(
                "Dot plot of {what} in {count} organizations with 95% intervals and the target. "
                "Whole interval above it: {above}; below it: {below}."
            ).format(what=subject, count=len(measure.own), above=above, below=below),
            value_title=_capital(value_title(measure)),
        )
    return FigureText(
        title=title[:1].upper() + title[1:],
        subtitle=translated("Points: estimates with 95% intervals; line: mean of all"),
        caption=translated(
            "Each point is an organization. Estimates are drawn towards the mean of all. Filled: "
            "organizations that differ from the rest; an interval that excludes the line does not "
            "show that by itself. Neighbors in this order rarely differ by more than chance."
        ),
        alt=translated(
            "Dot plot of {what} in {count} organizations with 95% intervals. Shown to be higher "
            "than the rest: {above}; lower: {below}."
        ).format(what=subject, count=len(measure.own), above=above, below=below),
        value_title=_capital(value_title(measure)),
    )


def latest_text(value: float, *, is_share: bool) -> str:
    """Return an observed value, a share as a rounded percentage."""
    form = Form.SHARE if is_share else Form.MEASURE
    if not is_share and float(value).is_integer():
        form = Form.COUNT
    return number_text(Quantity(id="", value=value, form=form), number_style(JMIR.name))


def estimate_text(item: ShrunkenEstimate, *, is_share: bool) -> str:
    """Return ``0.82 (0.79-0.85)``, as percentages for shares."""
    quantity = Quantity(
        id="",
        value=item.estimate,
        form=Form.SHARE if is_share else Form.MEASURE,
        ci_low=item.ci_low,
        ci_high=item.ci_high,
        confidence_level=item.confidence_level,
    )
    style = number_style(JMIR.name)
    return f"{number_text(quantity, style)} ({interval_text(quantity, style)})"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def sparkline_text(label: str, days: tuple[date, date], values: tuple[str, str]) -> str:
    """Return the alternative text of a sparkline: its first and latest value."""
    first, last = (short_month_text(day) for day in days)
    return translated("{metric} from {first} to {last}: {start} to {end}").format(
        metric=label, first=first, last=last, start=values[0], end=values[1]
    )


def value_title(measure: OrganizationComparison) -> str:
    """Return what the values are: ``events a month per 100 members``."""
    if measure.kind is MetricKind.LEVEL:
        return translated("Growth of {metric}, % a month").format(metric=in_sentence(measure.label))
    metric = translated(measure.unit) or measure.label
    if measure.base is not None:
        return translated("{metric} per {scale} {base}").format(
            metric=metric, **base_words(measure.base)
        )
    return metric


def _size_title(measure: OrganizationComparison) -> str:
    # The axis shows what the limits depend on: what was counted over, else the standard error.
    if not measure.definition.is_counted:
        return translated("Precision: 1 divided by the standard error")
    if measure.kind is MetricKind.RATE:
        return translated("How many cases the share is of")
    steps = time_parts(measure.definition.frequency)["months"]
    if measure.base is not None:
        return translated("{months} with a value, times {base} divided by {scale}").format(
            months=_capital(steps), **base_words(measure.base)
        )
    return translated("{months} with a value").format(months=_capital(steps))


def base_words(base: Base, style: NumberStyle | None = None) -> dict[str, str]:
    """Return what values are divided by as placeholders: ``1,000`` and ``members``."""
    style = style or number_style(JMIR.name)
    return {"scale": decimal_text(Decimal(base.scale), 0, style), "base": base.name}
