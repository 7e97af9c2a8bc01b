"""Format quantities as prose: number with unit, interval, test statistic or P value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.frequency import Calendar, Frequency
from reportgen.model.message import Message
from reportgen.model.quantity import IN_POINTS, Form, unit_beside_number
from reportgen.narrative.numbers.number_text import has_interval, number, range_mark
from reportgen.narrative.numbers.time_parts import time_parts
from reportgen.narrative.phrases import bracketed, compose, italic, listed, phrase
from reportgen.statistics.fieller import NO_RATIO

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import Outcomes
    from reportgen.model.configuration import Configuration
    from reportgen.model.period import Period
    from reportgen.model.prose import Number, Prose
    from reportgen.model.quantity import Quantity
    from reportgen.narrative.numbers.number_style import NumberStyle


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityFormatter:
    """Format the quantities of one organization in one number style."""

    configuration: Configuration
    outcomes: Outcomes
    style: NumberStyle

    def has(self, name: str) -> bool:
        """Return whether the quantity exists and has a value."""
        quantity = self.outcomes.quantities.get(name)
        return quantity is not None and quantity.value is not None

    def quantity(self, name: str) -> Quantity:
        """Return a quantity by its id."""
        return self.outcomes.quantities[name]

    def value(self, name: str) -> float:
        """Return the unrounded value of a quantity, for comparisons, not for printing."""
        value = self.quantity(name).value
        if value is None or isinstance(value, str):
            raise ValueError(f"`{name}` is not a number")
        return float(value)

    def reason(self, name: str) -> str:
        """Return why a quantity has no value; empty if it has one or does not exist."""
        quantity = self.outcomes.quantities.get(name)
        return _clause(quantity.reason) if quantity is not None else ""

    def time(self, metric: str) -> dict[str, str]:
        """Return the words for the steps of a metric, as placeholders of sentences."""
        return time_parts(self.calendar(metric).frequency)

    def calendar(self, metric: str) -> Calendar:
        """Return the steps that a metric is kept in; months if that is not known."""
        return self.outcomes.calendars.get(metric, Calendar(Frequency.MONTH))

    def period(self, name: str) -> Period:
        """Return a period of the plan."""
        return self.outcomes.plan.periods[name]

    def number(self, name: str, part: str = "value") -> Number:
        """Return a printed number bound to its quantity."""
        return number(self.quantity(name), self.style, part)

    def measured(self, name: str, part: str = "value") -> Prose:
        """Return a number with its unit; a suppressed count as ``fewer than 5 members``."""
        quantity = self.quantity(name)
        if quantity.value is None and quantity.smallest_group is not None:
            most, unit = str(quantity.smallest_group), translated(quantity.unit)
            return phrase("fewer than {number} {unit}", number=most, unit=unit)
        value, unit = self.number(name, part), self.unit_text(name)
        return phrase("{number} {unit}", number=value, unit=unit) if unit else (value,)

    def measured_of(self, name: str, label: str, part: str = "value") -> Prose:
        """Return a number with its unit, without the noun that the label of its metric has.

        "Tweet impressions rose to 122,000 a month" names impressions once.
        """
        unit = self.quantity(name).unit
        is_rate = isinstance(unit, Message) and set(unit.parts) == {"unit"}
        noun = unit.parts["unit"] if isinstance(unit, Message) and is_rate else unit
        noun = translated(noun) if isinstance(noun, str) else ""
        if not noun or not _holds(label, noun):
            return self.measured(name, part)
        rest = translated(unit.template).format(unit="") if isinstance(unit, Message) else ""
        return compose(self.number(name, part), f" {rest.strip()}" if rest.strip() else "")

    def unit_text(self, name: str) -> str:
        """Return the unit of a number; empty for a share, which has a percent sign."""
        quantity = self.quantity(name)
        unit = unit_words(quantity)
        is_share = quantity.form.public is Form.SHARE and quantity.form not in IN_POINTS
        if not unit or is_share:
            return ""
        # By the printed number: 1.02 printed as 1 takes the singular. U+2212 is the minus sign.
        is_one = self.number(name).text in ("1", "\u22121") and not quantity.currency
        return singular(quantity.unit) if is_one else unit

    def interval(self, name: str) -> Prose:
        """Return ``95% CI 1.5-1.9``; nothing if the quantity has no interval."""
        quantity = self.quantity(name)
        if quantity.value is None or not has_interval(quantity):
            return ()
        lead, bounds = self.style.interval_lead, self.bounds(name)
        if not quantity.confidence_level:
            return phrase("CI{lead}{bounds}", lead=lead, bounds=bounds)
        level = self.number(name, "confidence_level")
        return phrase("{level} CI{lead}{bounds}", level=level, lead=lead, bounds=bounds)

    def bounds(self, name: str) -> Prose:
        """Return both bounds of an interval, or a single one with ``or more`` or ``or less``."""
        quantity = self.quantity(name)
        if quantity.ci_low is None:
            return phrase("{bound} or less", bound=self.number(name, "ci_high"))
        low = self.number(name, "ci_low")
        if quantity.ci_high is None:
            return phrase("{bound} or more", bound=low)
        return compose(low, range_mark(quantity, self.style), self.number(name, "ci_high"))

    def estimate(self, label: str, name: str, *, names_sides: bool = False) -> Prose:
        """Return ``slope ratio 1.7, 95% CI 1.5-1.9``; nothing without a value.

        `label` is English and is translated. A two-sided interval is called one next to a P value
        of one side, which else would seem to contradict it.
        """
        if not self.has(name):
            return ()
        value = phrase("{what} {number}", what=translated(label), number=self.measured(name))
        interval = self.interval(name)
        if interval and names_sides:
            lead, bounds = self.style.interval_lead, self.bounds(name)
            interval = phrase("2-sided CI{lead}{bounds}", lead=lead, bounds=bounds)
        return listed([part for part in (value, interval) if part])

    def estimate_or_reason(self, label: str, name: str) -> Prose:
        """Return the estimate, or the reason why there is none."""
        if self.has(name) or not self.reason(name):
            return self.estimate(label, name)
        reason = self.quantity(name).reason
        # The reason of a missing ratio starts with "no ratio:", which `what` already says.
        if isinstance(reason, Message) and reason.template == NO_RATIO:
            reason = str(reason.parts["reason"])
        return phrase("no {what}: {reason}", what=translated(label), reason=_clause(reason))

    def with_interval(self, name: str) -> Prose:
        """Return ``68 followers a month (95% CI 62-74)``."""
        return compose(self.measured(name), bracketed(self.interval(name)))

    def equal(self, symbol: str, name: str) -> Prose:
        """Return an italic symbol, an equals sign and the number; nothing without a value."""
        return compose(italic(symbol), "=", self.number(name)) if self.has(name) else ()

    def p_value(self, name: str) -> Prose:
        """Return ``P=.03`` or ``P<.001`` with an italic P; nothing without a value."""
        if not self.has(name):
            return ()
        value = self.number(name)
        # P<.001, not P=<.001.
        return compose(italic("P"), "" if value.text[0] in "<>" else "=", value)

    def t_test(self, statistic: str, df: str) -> Prose:
        """Return ``t(20)=8.21``, with the degrees of freedom in brackets."""
        return compose(italic("t"), "(", self.number(df), ")=", self.number(statistic))


def _holds(label: str, noun: str) -> bool:
    """Return whether a label has all words of a noun, next to each other."""
    words, searched = label.casefold().split(), noun.casefold().split()
    places = range(len(words) - len(searched) + 1)
    return any(words[at : at + len(searched)] == searched for at in places)


def unit_words(quantity: Quantity) -> str:
    """Return the unit of a printed number, which has the sign of its currency already."""
    return unit_beside_number(translated(quantity.unit), quantity.currency)


def _clause(reason: str) -> str:
    """Return a reason in the current language without its full stop."""
    return translated(reason).rstrip(".")


_ONE = "one of a unit"
_SINGULARS = {
    "campaigns": gettext_noop("campaign", context=_ONE),
    "levels": gettext_noop("level", context=_ONE),
    "members": gettext_noop("member", context=_ONE),
    "days": gettext_noop("day", context=_ONE),
    "weeks": gettext_noop("week", context=_ONE),
    "months": gettext_noop("month", context=_ONE),
    "quarters": gettext_noop("quarter", context=_ONE),
    "years": gettext_noop("year", context=_ONE),
    "pairs": gettext_noop("pair", context=_ONE),
    # English keeps its plural, as published briefs have it: "-1 percentage points".
    "percentage points": gettext_noop("percentage points", context=_ONE),
    "roles": gettext_noop("role", context=_ONE),
    "signals": gettext_noop("signal", context=_ONE),
}
"""Units of the analysis; the units of metrics come from the configuration."""

# A message, so that each language supplies its own rules; the first rule that matches is used.
_RULES = "endings of plural words, each with what it becomes in the singular; the first fits"
_ENDINGS = gettext_noop("people=person, ies=y, ss=ss, s=", context=_RULES)


def singular(unit: str) -> str:
    """Return the singular of a unit: ``follower a month`` for ``followers a month``."""
    if isinstance(unit, Message):  # a rate, whose unit contains that of the count
        inner = unit.parts["unit"]
        # Of "visits a month every month" the inner unit is a rate itself.
        inner = inner if isinstance(inner, Message) else str(inner)
        return translated(unit.template).format(unit=singular(inner))
    if unit in _SINGULARS:
        return translated(_SINGULARS[unit], context=_ONE)
    return _by_ending(translated(unit))


def _by_ending(words: str) -> str:
    """Return a unit from the configuration with its first word in the singular.

    The configuration has the plural only. English and Spanish form most singulars by a rule;
    a unit to which none applies is returned unchanged.
    """
    first, space, rest = words.partition(" ")
    for rule in translated(_ENDINGS, context=_RULES).split(", "):
        plural, _, ending = rule.partition("=")
        if first.endswith(plural):
            return f"{first.removesuffix(plural)}{ending}{space}{rest}"
    return words
