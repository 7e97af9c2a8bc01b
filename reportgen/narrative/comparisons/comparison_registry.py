"""Registry of the wording of each kind of comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.model.estimate import Refusal
from reportgen.narrative.comparisons.interrupted_series import ITS
from reportgen.narrative.comparisons.mean import MEAN
from reportgen.narrative.comparisons.rate import RATE
from reportgen.narrative.comparisons.slope import SLOPE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.comparison import Test
    from reportgen.model.estimate import ComparisonResult
    from reportgen.narrative.comparisons.comparison_words import ComparisonWords

COMPARISON_WORDS: tuple[ComparisonWords[Any], ...] = (SLOPE, MEAN, RATE, ITS)
_BY_RESULT = {words.result_type: words for words in COMPARISON_WORDS}


def words_of(result: ComparisonResult) -> ComparisonWords[Any]:
    """Return the wording for a result that is not a refusal."""
    return _BY_RESULT[type(result)]


def assessed(outcomes: Iterable[ComparisonOutcome]) -> list[ComparisonOutcome]:
    """Return the comparisons that were not refused."""
    return [item for item in outcomes if not isinstance(item.result, Refusal)]


def figure_of(test: Test) -> str:
    """Return the first part of the key of the figure that shows a test."""
    # By the planned test, because a refusal has no type of result to look up. MEAN and RATE have
    # the same test and the same figure.
    return next(words.figure for words in COMPARISON_WORDS if words.test is test)
