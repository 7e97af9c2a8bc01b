"""Notes on the rows of the table of comparisons: which test a number is of, and further ones."""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative
from reportgen.model.prose import Superscript, plain_text
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
    """Return the letters of the notes on a row; empty without any."""
    letters = _letters(material)
    own = _notes(material).get((comparison, of_trend), ())
    marks = [letters[plain_text(note)] for note in own if plain_text(note) in letters]
    return (Superscript(",".join(marks)),) if marks else ()


def footnotes(material: Material) -> tuple[Prose, ...]:
    """Return the notes below the table, each once and with its letter."""
    letters = _letters(material)
    notes = {plain_text(note): note for own in _notes(material).values() for note in own}
    return tuple(
        compose(Superscript(letters[text]), " ", note) if text in letters else note
        for text, note in notes.items()
    )


def _letters(material: Material) -> dict[str, str]:
    """Return the letter of each note by its text: rows with the same note share it."""
    texts = dict.fromkeys(plain_text(note) for own in _notes(material).values() for note in own)
    # No brief has as many notes as there are letters; the rest would go without a mark.
    return dict(zip(texts, ascii_lowercase, strict=False))


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


def _notes(material: Material) -> dict[tuple[str, bool], tuple[Prose, ...]]:
    """Return the notes in the order of rows, keyed by comparison and whether of its fitted trend.

    The tests of other reports are with the row of their estimate.
    """
    statements = material.narrative.statements
    found: dict[tuple[str, bool], tuple[Prose, ...]] = {}
    for outcome in material.outcomes.comparisons:
        name = outcome.comparison.id
        tests = statements[name].notes if name in statements else ()
        has_trend = has_trend_row(material, outcome)
        further = () if has_trend else paragraph(*tests)
        found[name, False] = non_empty(further, _own_test(material, outcome))
        found[name, True] = non_empty(paragraph(*tests)) if has_trend else ()
    return found


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
