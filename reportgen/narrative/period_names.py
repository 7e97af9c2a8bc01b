"""Names of periods in sentences: ``the year before``, ``the second year``.

A brief gives the dates of its periods once, in `introduction`, and names the periods afterwards.
A period without a name of its own keeps its dates.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from reportgen.analysis.default_periods import REPORTING
from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.numbers.number_words import number_in_words
from reportgen.narrative.numbers.period_text import (
    LENGTHS_BEFORE,
    against_text,
    between_text,
    is_calendar_year,
    months_of,
    range_text,
    year_text,
)
from reportgen.narrative.phrases import compose, enumerated, phrase, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.period import Period
    from reportgen.model.prose import Prose, Sentences
    from reportgen.narrative.quantity_phrases import QuantityFormatter

_YEAR = 12
_MOST_IN_WORDS = 10
# Keyed by the number of months. "The second quarter" would be read as one of the calendar.
_BEFORE = {
    **{months: name for months, name in LENGTHS_BEFORE.items() if months > 1},
    _YEAR: gettext_noop("the year before"),
}
_AFTER = {
    3: gettext_noop("the quarter after"),
    6: gettext_noop("the half-year after"),
    _YEAR: gettext_noop("the year after"),
    18: gettext_noop("the year and a half after"),
    24: gettext_noop("the two years after"),
    36: gettext_noop("the three years after"),
}
_FIRST = {
    6: gettext_noop("the first half-year"),
    _YEAR: gettext_noop("the first year"),
    24: gettext_noop("the first two years"),
}
_SECOND = {
    6: gettext_noop("the second half-year"),
    _YEAR: gettext_noop("the second year"),
    24: gettext_noop("the next two years"),
}
_REPORTED = {
    3: gettext_noop("the quarter"),
    6: gettext_noop("the half-year"),
    _YEAR: gettext_noop("the year"),
}


def named(formatter: QuantityFormatter, key: str) -> str:
    """Return a period of the plan as a noun, ``the year before``; its dates without a name."""
    return _names(formatter).get(key) or range_text(formatter.period(key))


def label_of(formatter: QuantityFormatter, key: str) -> str:
    """Return the label of a period in tables and figures: the author's own, else its name."""
    period = formatter.period(key)
    name = _names(formatter).get(key)
    return name if name and not period.has_own_label else translated(period.label)


def during(formatter: QuantityFormatter, key: str) -> str:
    """Return when something was: ``in the year before``, ``between July 2019 and June 2020``."""
    name = _names(formatter).get(key)
    return _in(name) if name else between_text(formatter.period(key))


def named_base(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> str:
    """Return the period that the later one was compared with, as a noun."""
    if outcome.compared_with is None:
        return named(formatter, outcome.comparison.base)
    return against_text(formatter.period(outcome.comparison.later), outcome.compared_with)


def during_base(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> str:
    """Return when the values were that the later ones were compared with."""
    if outcome.compared_with is None:
        return during(formatter, outcome.comparison.base)
    later, base = formatter.period(outcome.comparison.later), outcome.compared_with
    name = against_text(later, base)
    return between_text(base) if name == range_text(base) else _in(name)


def relative_base(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> str:
    """Return the earlier period as seen from the later one, ``the year before``.

    Where a brief has several periods of which that could be said, each has its own name.
    """
    said = {
        (base.first, base.last)
        for item in formatter.outcomes.comparisons
        if (base := _base_of(formatter, item)) is not None
        and _relative(formatter, item) == _relative(formatter, outcome)
    }
    return _relative(formatter, outcome) if len(said) <= 1 else named_base(formatter, outcome)


def _base_of(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Period | None:
    periods = formatter.outcomes.plan.periods
    return outcome.compared_with or periods.get(outcome.comparison.base)


def _relative(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> str:
    base = _base_of(formatter, outcome)
    later = formatter.outcomes.plan.periods.get(outcome.comparison.later)
    return "" if base is None or later is None else against_text(later, base)


def introduction(formatter: QuantityFormatter) -> Sentences:
    """Return the periods that are compared with their dates, and what else happened in them.

    Nothing where no period has a name: their dates then are in every sentence.
    """
    if formatter.outcomes.plan.is_monitoring:
        return ()
    names, used = _names(formatter), _used(formatter)
    items = [
        phrase("{name} ({span})", name=names[key], span=range_text(formatter.period(key)))
        if key in names and not is_calendar_year(formatter.period(key))
        else compose(named(formatter, key))
        for key in used
    ]
    if len(items) < 2 or not set(used) & set(names):
        return ()
    if len(items) == 2:
        is_refused = all(
            item.verdict.verdict is VerdictKind.NOT_ASSESSABLE
            for item in formatter.outcomes.comparisons
        )
        # What could not be compared is not said to be: the values are next to each other.
        template = _BESIDE if is_refused else _COMPARED
        compared = phrase(template, later=items[1], base=items[0])
    else:
        number = number_in_words(len(items))
        compared = phrase(
            "We compare {number} periods: {periods}", number=number, periods=enumerated(items)
        )
    return sentence(compared), *_events(formatter, used)


_COMPARED = gettext_noop("We compare {later} with {base}")
_BESIDE = gettext_noop("We look at {later} and at {base}")


def _events(formatter: QuantityFormatter, used: list[str]) -> Sentences:
    """Say once which outside events fall into which period, the later one of two that overlap."""
    events = dict.fromkeys(
        event for item in formatter.outcomes.comparisons for event in item.events
    )
    found: dict[str, list[Prose]] = {}
    for event in events:
        # The events of a comparison lie within its periods.
        *_, holding = (key for key in used if formatter.period(key).contains(event.on))
        dated = phrase("{what} ({day})", what=event.what.rstrip("."), day=date_text(event.on))
        found.setdefault(holding, []).append(dated)
    return tuple(
        sentence(phrase("{when}, {events}", when=during(formatter, key), events=enumerated(words)))
        for key, words in found.items()
    )


def _used(formatter: QuantityFormatter) -> list[str]:
    """Return the periods that are compared, the oldest first."""
    plan = formatter.outcomes.plan
    keys = {key for item in plan.shown for key in (item.base, item.later) if key in plan.periods}
    return sorted(keys, key=lambda key: (plan.periods[key].first, plan.periods[key].last, key))


def compared_periods(formatter: QuantityFormatter) -> tuple[Period, ...]:
    """Return the periods that are compared, as the plan has them and as they came to be."""
    plan = formatter.outcomes.plan
    used = (*plan.shown, *plan.set_aside)
    names = dict.fromkeys(key for item in used for key in (item.base, item.later))
    if plan.is_monitoring:
        names[REPORTING] = None
    others = (item.compared_with for item in formatter.outcomes.comparisons)
    known = (plan.periods[key] for key in names if key in plan.periods)
    return (*known, *(item for item in others if item is not None))


def _in(name: str) -> str:
    return translated("in {last}").format(last=name)


def _names(formatter: QuantityFormatter) -> dict[str, str]:
    """Return the names of the periods of the plan that have one, each only once."""
    plan = formatter.outcomes.plan
    given = {key: period.short for key, period in plan.periods.items() if period.short}
    if plan.is_monitoring:
        names = _of_report(plan.periods)
    else:
        changes = formatter.configuration.interventions
        names = _around(plan.periods, _used(formatter), changes[0].on if changes else None)
    defaults = plan.periods.keys() - formatter.configuration.periods.keys()
    for key, period in plan.periods.items():
        if is_calendar_year(period):
            names[key] = year_text(period.first, period.last)
        elif key not in names and (period.has_own_label or key in defaults):
            names[key] = translated(period.label)
    names |= given
    often = Counter(names.values())
    return {key: name for key, name in names.items() if often[name] == 1}


def _of_report(periods: Mapping[str, Period]) -> dict[str, str]:
    reporting = periods[REPORTING]
    own = _REPORTED.get(months_of(reporting))
    names = {REPORTING: translated(own)} if own else {}
    for key, period in periods.items():
        relative = against_text(reporting, period)
        if key != REPORTING and relative != range_text(period):
            names[key] = relative
    return names


def _around(periods: Mapping[str, Period], used: list[str], change: date | None) -> dict[str, str]:
    """Name the periods by the change between them, or by their order without one."""
    names: dict[str, str] = {}
    earlier = [key for key in used if change is not None and periods[key].last < change]
    later = [key for key in used if change is not None and periods[key].first >= change]
    if change is None:
        later = used
    elif earlier:
        # Of several periods before the change, only the last is "the year before".
        names[earlier[-1]] = _by_length(periods[earlier[-1]], _BEFORE, _MONTHS_BEFORE, _LONG_BEFORE)
    for place, key in enumerate(later):
        period = periods[key]
        if place == 0:
            names[key] = (
                _by_length(period, _AFTER, _MONTHS_AFTER, _LONG_AFTER)
                if change is not None
                else _by_length(period, _FIRST, "")
            )
        elif place == 1 and _follows(periods[later[0]], period):
            names[key] = _by_length(period, _SECOND, "")
    return {key: name for key, name in names.items() if name}


_MONTHS_BEFORE = gettext_noop("the {number} months before")
_MONTHS_AFTER = gettext_noop("the {number} months after")
_LONG_BEFORE = gettext_noop("the time before")
_LONG_AFTER = gettext_noop("the time after")


def _by_length(period: Period, names: dict[int, str], other: str, of_many: str = "") -> str:
    """Return the name for the length of a period.

    `other` holds the number of its months; `of_many` is for more than have a word.
    """
    months = months_of(period)
    if months in names:
        return translated(names[months])
    # A single month has a short name already, and digits would look like a result.
    if not other or months < 2:
        return ""
    if months >= _MOST_IN_WORDS:
        return translated(of_many)
    return translated(other).format(number=number_in_words(months))


def _follows(first: Period, second: Period) -> bool:
    is_next = first.last + timedelta(days=1) == second.first
    return is_next and months_of(first) == months_of(second)
