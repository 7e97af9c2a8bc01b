"""The words of every kind of comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.model.estimate import Refusal
from reportgen.narrative.comparisons.kind_its import ITS
from reportgen.narrative.comparisons.kind_mean import MEAN
from reportgen.narrative.comparisons.kind_rate import RATE
from reportgen.narrative.comparisons.kind_slope import SLOPE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.comparison import Test
    from reportgen.model.estimate import ComparisonResult
    from reportgen.narrative.comparisons.comparison_words import ComparisonWords

COMPARISON_WORDS: tuple[ComparisonWords[Any], ...] = (SLOPE, MEAN, RATE, ITS)
_BY_RESULT = {words.result_type: words for words in COMPARISON_WORDS}


def words_of(result: ComparisonResult) -> ComparisonWords[Any]:
    """Return the words for a result that is no refusal."""
    return _BY_RESULT[type(result)]


def assessed(outcomes: Iterable[ComparisonOutcome]) -> list[ComparisonOutcome]:
    """Return the comparisons that could be made."""
    return [item for item in outcomes if not isinstance(item.result, Refusal)]


def figure_of(test: Test) -> str:
    """Return the first part of the key of the figure that shows a test, refused or not."""
    return next(words.figure for words in COMPARISON_WORDS if words.test is test)
