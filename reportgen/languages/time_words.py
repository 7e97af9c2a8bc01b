"""The nouns for the steps that a metric is kept in, each with the article its language needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.frequency import Frequency

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """The words for one frequency, in English; the current language translates each.

    Templates name them in braces, so that articles and genders stay with the nouns:
    ``{a_month} above the usual range`` is *un mes por encima* and *una semana por encima*.

    Attributes
    ----------
    month, months : str
        The noun alone, in the singular and the plural.
    a_month, the_month : str
        With its article; the latter for ``the month before``.
    monthly : str
        As an adjective before a noun in the plural or singular: ``monthly gains``.
    per_month : str
        A rate, as a template: ``{unit} a month``.
    every_month : str
        How a rate changes, as a template: ``{unit} every month``, for visits a month.
    """

    month: str
    months: str
    a_month: str
    the_month: str
    monthly: str
    per_month: str
    every_month: str

    @property
    def parts(self) -> dict[str, str]:
        """Return the words by the names that templates give them."""
        return {
            "month": self.month,
            "months": self.months,
            "a_month": self.a_month,
            "the_month": self.the_month,
            "monthly": self.monthly,
        }


_WORDS: Mapping[Frequency, TimeWords] = {
    Frequency.DAY: TimeWords(
        month=gettext_noop("day"),
        months=gettext_noop("days"),
        a_month=gettext_noop("a day"),
        the_month=gettext_noop("the day"),
        monthly=gettext_noop("daily"),
        per_month=gettext_noop("{unit} a day"),
        every_month=gettext_noop("{unit} every day"),
    ),
    Frequency.WEEK: TimeWords(
        month=gettext_noop("week"),
        months=gettext_noop("weeks"),
        a_month=gettext_noop("a week"),
        the_month=gettext_noop("the week"),
        monthly=gettext_noop("weekly"),
        per_month=gettext_noop("{unit} a week"),
        every_month=gettext_noop("{unit} every week"),
    ),
    Frequency.MONTH: TimeWords(
        month=gettext_noop("month"),
        months=gettext_noop("months"),
        a_month=gettext_noop("a month"),
        the_month=gettext_noop("the month"),
        monthly=gettext_noop("monthly"),
        per_month=gettext_noop("{unit} a month"),
        every_month=gettext_noop("{unit} every month"),
    ),
    Frequency.QUARTER: TimeWords(
        month=gettext_noop("quarter"),
        months=gettext_noop("quarters"),
        a_month=gettext_noop("a quarter"),
        the_month=gettext_noop("the quarter"),
        monthly=gettext_noop("quarterly"),
        per_month=gettext_noop("{unit} a quarter"),
        every_month=gettext_noop("{unit} every quarter"),
    ),
    Frequency.YEAR: TimeWords(
        month=gettext_noop("year"),
        months=gettext_noop("years"),
        a_month=gettext_noop("a year"),
        the_month=gettext_noop("the year"),
        monthly=gettext_noop("yearly"),
        per_month=gettext_noop("{unit} a year"),
        every_month=gettext_noop("{unit} every year"),
    ),
    Frequency.SPAN: TimeWords(
        month=gettext_noop("span of years"),
        months=gettext_noop("spans of years"),
        a_month=gettext_noop("a span of years"),
        the_month=gettext_noop("the span of years"),
        monthly=gettext_noop("overlapping"),
        per_month=gettext_noop("{unit} a span of years"),
        every_month=gettext_noop("{unit} every span of years"),
    ),
    Frequency.IRREGULAR: TimeWords(
        month=gettext_noop("observation"),
        months=gettext_noop("observations"),
        a_month=gettext_noop("an observation"),
        the_month=gettext_noop("the observation"),
        monthly=gettext_noop("single"),
        per_month=gettext_noop("{unit} an observation"),
        every_month=gettext_noop("{unit} every observation"),
    ),
}


def time_words(frequency: Frequency) -> TimeWords:
    """Return the words for the steps of a metric."""
    return _WORDS[frequency]
