"""Notes on the rows of the table of comparisons: which test a number is of, and further ones."""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative
from reportgen.model.prose import Superscript
from reportgen.model.quantity_ids import VerdictIds
from reportgen.narrative.claim_words import FOUND
from reportgen.narrative.comparisons.closing import margin_of
from reportgen.narrative.comparisons.comparison_words import is_of_gains
from reportgen.narrative.comparisons.decision import is_one_sided
from reportgen.narrative.phrases import compose, italic, non_empty, paragraph, phrase, sentence

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.document.material import Material
    from reportgen.model.prose import Prose


def row_mark(material: Material, comparison: str, *, of_trend: bool = False) -> Prose:
    """Return the letter of the note on a row; empty without one."""
    # No brief has as many notes as there are letters; the rest would go without a mark.
    letters = dict(zip(_notes(material), ascii_lowercase, strict=False))
    letter = letters.get((comparison, of_trend))
    return (Superscript(letter),) if letter else ()


def footnotes(material: Material) -> tuple[Prose, ...]:
    """Return the notes below the table, each with its letter."""
    return tuple(
        compose(row_mark(material, name, of_trend=of_trend), " ", note)
        for (name, of_trend), note in _notes(material).items()
    )


def has_trend_row(material: Material, outcome: ComparisonOutcome) -> bool:
    """Return whether the fitted trends of a running total have a row of their own."""
    return is_of_gains(outcome) and material.quantity(outcome.ids.slope_ratio) is not None


def margin_estimate(material: Material, outcome: ComparisonOutcome) -> str:
    """Return the estimate whose interval the test of a margin reads, if that test decides."""
    ids = outcome.ids
    if not _has_margin(outcome) or is_after_margin(outcome):
        return ""
    names = (ids.decided_equivalence_ratio, ids.decided_equivalence_difference)
    return next((name for name in names if material.quantity(name) is not None), "")


def is_after_margin(outcome: ComparisonOutcome) -> bool:
    """Return whether a difference was found where equivalence was not shown."""
    return _has_margin(outcome) and outcome.verdict.verdict in FOUND


def _has_margin(outcome: ComparisonOutcome) -> bool:
    return outcome.verdict.decided_by == outcome.ids.decided_equivalence_p_value


def _notes(material: Material) -> dict[tuple[str, bool], Prose]:
    """Return the notes in the order of rows, keyed by comparison and whether of its fitted trend.

    The tests of other reports are with the row of their estimate.
    """
    statements = material.narrative.statements
    found: dict[tuple[str, bool], Prose] = {}
    for outcome in material.outcomes.comparisons:
        name = outcome.comparison.id
        tests = statements[name].notes if name in statements else ()
        has_trend = has_trend_row(material, outcome)
        own = non_empty(*(() if has_trend else tests), _own_test(material, outcome))
        found[name, False] = paragraph(*own)
        found[name, True] = paragraph(*tests) if has_trend else ()
    return {key: note for key, note in found.items() if note}


def _own_test(material: Material, outcome: ComparisonOutcome) -> Prose:
    """Say what P and the interval of a row are of where that is no two-sided difference."""
    formatter, ids = material.formatter, VerdictIds(outcome.comparison.id)
    margin = margin_of(formatter, outcome)
    if is_after_margin(outcome):
        test = formatter.p_value(outcome.ids.decided_equivalence_p_value)
        adjusted = formatter.p_value(ids.p_adjusted)
        return sentence(phrase(_AFTER_MARGIN, margin=margin, test=test, adjusted=adjusted))
    if name := margin_estimate(material, outcome):
        level = formatter.number(name, "confidence_level")
        return sentence(phrase(_OF_MARGIN, p=italic("P"), margin=margin, level=level))
    if outcome.comparison.alternative is Alternative.TWO_SIDED or outcome.decision is None:
        return ()
    return sentence(phrase(_ONE_SIDED if is_one_sided(outcome) else _TWO_SIDED, p=italic("P")))


_OF_MARGIN = gettext_noop(
    "{p} is that of two 1-sided tests of the margin of {margin}, and the interval is their {level} "
    "CI"
)
_AFTER_MARGIN = gettext_noop(
    "The difference was tested after the margin of {margin}, and without adjustment (two 1-sided "
    "tests of the margin, {test}, adjusted {adjusted})"
)
_ONE_SIDED = gettext_noop("In the row, {p} is 1-tailed and the interval 2-sided")
_TWO_SIDED = gettext_noop(
    "In the row, {p} is 2-tailed, because the estimate lies on the other side than planned"
)
