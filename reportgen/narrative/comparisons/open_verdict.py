"""What the difference of an open result may be, as a sentence of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.model.verdict import Restraint
from reportgen.narrative.comparisons.decision import is_open, open_claim
from reportgen.narrative.discourse import Link, link
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.numbers.number_words import number_in_words
from reportgen.narrative.phrases import enumerated, phrase, sentence

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def open_sentence(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Return ``The difference may be chance, but with …``; empty of any other result."""
    if not is_open(outcome):
        return ()
    if outcome.verdict.restraint is None and link(formatter, outcome) is Link.ALSO:
        # Of the result before it, the text has said how large a difference would have shown.
        return sentence(phrase("{verdict}, too", verdict=open_claim(formatter, outcome)))
    return sentence(
        _told(formatter, outcome) or _detectable(formatter, outcome) or _reason(formatter, outcome)
    )


def _told(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Return what a difference may be if the comparison before it has given the reason."""
    restraint, own = outcome.verdict.restraint, outcome.comparison
    if restraint in (None, Restraint.TREND):
        return ()
    earlier = formatter.outcomes.comparisons
    place = next((at for at, item in enumerate(earlier) if item.comparison.id == own.id), 0)
    is_told = any(
        item.verdict.restraint is restraint
        and (item.comparison.base, item.comparison.later) == (own.base, own.later)
        for item in earlier[:place]
    )
    if not (own.place and restraint in _OF_SERIES) and not is_told:
        return ()
    return phrase("{verdict}, for the same reason as above", verdict=open_claim(formatter, outcome))


_OF_SERIES = (Restraint.TOO_FEW, Restraint.WANDERING)
"""Why nothing is claimed of any change of one series."""


def _reason(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Return what a difference may be, and why."""
    restraint = outcome.verdict.restraint
    words = open_claim(formatter, outcome)
    if restraint not in _REASONS:
        return words
    is_series = outcome.comparison.test is Test.ITS and restraint is Restraint.TOO_FEW
    named = [f"{item.note.rstrip('.')} ({date_text(item.on)})" for item in outcome.redefined]
    reason = phrase(
        _TOO_FEW_OF_SERIES if is_series else _REASONS[restraint],
        formatter.time(outcome.metric.id),
        fewest=number_in_words(outcome.comparison.test.fewest_for_claim),
        changes=enumerated(named),
    )
    return phrase("{verdict}: {reason}", verdict=words, reason=reason)


_TOO_FEW_OF_SERIES = gettext_noop("there are fewer than {fewest} {months} before or after a change")
_REASONS = {
    Restraint.TOO_FEW: gettext_noop("a period has fewer than {fewest} {months}"),
    Restraint.SEASON: gettext_noop(
        "the two periods hold different parts of the year, and the data do not reach the same "
        "parts a year earlier"
    ),
    Restraint.REDEFINED: gettext_noop("what is counted changed in between: {changes}"),
    Restraint.WANDERING: gettext_noop("successive values are very alike"),
    Restraint.UNSUPPORTED: gettext_noop("the test shows it, but none of the checks does"),
}


def _detectable(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Say what an open comparison could have shown, so that it is not read as no difference."""
    name = outcome.ids.detectable_difference
    if outcome.verdict.restraint is not None or not formatter.has(name):
        return ()
    return phrase(
        _FOUND_ONLY_RISES if _exceeds_base(formatter, outcome) else _FOUND_CHANGES,
        verdict=open_claim(formatter, outcome),
        difference=formatter.measured_of(name, outcome.metric.label),
    )


_FOUND_CHANGES = gettext_noop(
    "{verdict}, but these data would show a difference of {difference} four times in five"
)
_FOUND_ONLY_RISES = gettext_noop(
    "{verdict}: these data would show a rise of {difference} four times in five, but not even a "
    "fall to zero"
)


def _exceeds_base(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> bool:
    """Return whether a fall as large as the smallest visible change can't happen."""
    base = outcome.ids.decided_base
    if not outcome.metric.kind.adds_up or not formatter.has(base):
        return False
    return formatter.value(outcome.ids.detectable_difference) > formatter.value(base) >= 0
